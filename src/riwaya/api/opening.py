"""Ways into a ledger: from reports, or from what `riwaya run` made of them."""

import tempfile
import warnings
from pathlib import Path

import msgspec

from riwaya import __version__
from riwaya.api.ledger import Ledger
from riwaya.lang.labels import Language
from riwaya.ledger import FILE_NAME, open_ledger
from riwaya.model import Claim, Document
from riwaya.model.errors import UsageError
from riwaya.pipeline import Kept, SetAside, process
from riwaya.read import discover


class SetAsideWarning(UserWarning):
    """Some inputs could not be read; `Ledger.set_aside` says which, and why."""


def read(
    *paths: str | Path, root: str | Path | None = None, jobs: int = 1, language: Language = "en", names: bool = False
) -> Ledger:
    """Read reports into a ledger that lasts as long as it is used.

    `paths` are files, and folders that are read with all folders below them. Document ids are paths below `root`, by
    default the folder given. With `jobs` more processes read (only where the script may be imported again, as
    `multiprocessing` asks). For many reports, or to keep the outcome, use `riwaya run` and `open`.

    `language` is that of labels in pictures and tables. `names`: private persons (activists, witnesses, victims) by
    their names in these, too; otherwise by role or initials, as in exports. Records always have the text as it is.

    What cannot be read is left out with a warning (SetAsideWarning). UsageError if no path is given, or one is outside
    the root.
    """
    if not paths:
        raise UsageError("nothing to read: give files or folders of reports")
    base = Path(root) if root is not None else None
    documents: list[Document] = []
    claims: list[Claim] = []
    aside: list[SetAside] = []
    outlets: list[tuple[str, str]] = []
    for outcome in process(discover([str(path) for path in paths], root=base), root=base, jobs=jobs):
        if isinstance(outcome, Kept):
            documents.append(msgspec.json.decode(outcome.document, type=Document))
            if outcome.outlet_name is not None:
                outlets.append((outcome.id, outcome.outlet_name))
            claims += (msgspec.json.decode(claim, type=Claim) for claim in outcome.claims)
        elif isinstance(outcome, SetAside):
            aside.append(outcome)
    for one in aside:
        warnings.warn(one.message, SetAsideWarning, stacklevel=2)
    folder = Path(tempfile.mkdtemp(prefix="riwaya-"))
    store = open_ledger(folder / FILE_NAME, create=True)
    store.write_run(documents, claims, aside, version=__version__, options={}, outlet_names=outlets)
    return Ledger(store, language=language, names=names, temporary=folder)


def open(ledger: str | Path, *, language: Language = "en", names: bool = False) -> Ledger:
    """Open a ledger that `riwaya run` wrote: its file, its folder, or the URL of a PostgreSQL database.

    `language` and `names` as for `read`. LedgerError when it is none, or is damaged. It is read, and only what
    reviewers decided in the meantime is seen when it is opened again.
    """
    return Ledger(open_ledger(ledger), language=language, names=names)
