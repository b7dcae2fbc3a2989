"""What the machines of a cluster are asked to do. They need riwaya of the same version and data, and no files."""

import threading
from typing import TYPE_CHECKING, Final

from riwaya.model.errors import ClusterError
from riwaya.pipeline.fingerprint import REASONING, fingerprint
from riwaya.pipeline.shard import Item

if TYPE_CHECKING:
    from riwaya.workspace.portions import Portion
    from riwaya.workspace.worked import Worked
    from riwaya.workspace.working import Working

_one_at_a_time: Final = threading.Lock()
"""Extraction is not made for threads; a worker with several of them uses one."""


def version() -> tuple[str, str]:
    """The version of riwaya here, and the digest of its code and data."""
    from riwaya import __version__

    return __version__, fingerprint(REASONING)


def work_on(items: tuple[Item, ...], with_documents: bool, made_by: str) -> bytes:
    """The outcomes of some items, as `riwaya.pipeline.result.pack` gives them.

    ClusterError where riwaya is another than the one that asks, whose digest is `made_by`.
    """
    from riwaya.pipeline.result import pack
    from riwaya.pipeline.work import work_all

    _check(made_by)
    with _one_at_a_time:
        return pack(work_all(items, with_documents=with_documents))


def work_out(working: "Working", part: "Portion", packed: bytes, made_by: str) -> "Worked":
    """A portion of a ledger worked out, from its documents (`Spool.packed`)."""
    from riwaya.workspace.spool import unpacked

    _check(made_by)
    with _one_at_a_time:
        return working.portion(part, unpacked(packed))


def _check(made_by: str) -> None:
    there, digest = version()
    if digest != made_by:
        raise ClusterError(f"riwaya on a worker is {there} ({digest[:8]}), here it is of digest {made_by[:8]}")
