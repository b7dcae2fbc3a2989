"""The page itself: template, style, script and data put into one file that fetches nothing."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from riwaya.gazetteer.outlets import outlet_names as known_outlets
from riwaya.lang.labels import Language
from riwaya.model import Claim, Document
from riwaya.model.errors import UsageError
from riwaya.model.vocabulary import STANCES
from riwaya.reason.workings import Workings
from riwaya.report.across import build_across
from riwaya.report.brief.names import MOST_TEXTS, english_outlet, respelled
from riwaya.report.days import claim_days
from riwaya.report.framing import build_framing
from riwaya.report.labels import interface
from riwaya.report.offsets import json_in_html, printable
from riwaya.report.payload import SetAsideLine, build
from riwaya.report.timelines import timelines

_HERE: Final = Path(__file__).parent
_SCRIPTS: Final = ("base.js", "query.js", "claim.js", "places.js", "control.js", "reader.js", "across.js", "app.js")
_FIRST_LANGUAGE: Final[Language] = "ar"
_STANCE_ORDER: Final = ("asserts", "denies", "doubts", "possible", "expects", "threatens", "demands")


def write_report(
    path: Path,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    set_aside: Sequence[SetAsideLine] = (),
    *,
    title: str | None = None,
    outlet_names: Mapping[str, tuple[str, str]] | None = None,
    workings: Workings | None = None,
    decided: bool = False,
) -> None:
    """Write the report to `path`, replacing what is there only when the whole page is written.

    Arguments and errors as for `render`; UsageError when the file cannot be written.
    """
    page = render(
        documents, claims, set_aside, title=title, outlet_names=outlet_names, workings=workings, decided=decided
    ).encode("utf-8")
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(page)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot write the report ({error.strerror}); name a folder you can write") from error


def render(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    set_aside: Sequence[SetAsideLine] = (),
    *,
    title: str | None = None,
    outlet_names: Mapping[str, tuple[str, str]] | None = None,
    workings: Workings | None = None,
    decided: bool = False,
) -> str:
    """The report as one HTML page, the same bytes for the same records.

    `outlet_names` maps outlet ids to their Arabic and English names, over those of the gazetteer; an outlet that has
    none is shown by its id. `workings` are those of just these documents and claims, where the caller has them already.
    `decided`: the claims are as people left them, which the page then says.
    RecordError when a claim's document is missing or its characters are not where it says.
    """
    data = build(documents, claims, {**_spelled(documents), **known_outlets(), **(outlet_names or {})})
    framed = build_framing(documents, claims)
    workings = workings or Workings.of(documents, claims)
    data["across"] = {**build_across(workings), "framing": framed, "allFraming": len(framed)}
    data["control"] = timelines(workings)
    data["labels"] = interface()
    style, script = _asset("report.css"), _script()
    texts = interface()[_FIRST_LANGUAGE]
    return (
        _template()
        .get_template("report.html.j2")
        .render(
            language=_FIRST_LANGUAGE,
            ui=texts["ui"],
            labels=texts,
            title=printable(title) if title else None,
            decided=decided,
            counts=_counts(documents, claims, set_aside),
            reasons=_reasons(set_aside),
            set_aside=[SetAsideLine(printable(x.source), printable(x.code), printable(x.message)) for x in set_aside],
            style=Markup(style),
            script=Markup(script),
            style_hash=_csp_hash(style),
            script_hash=_csp_hash(script),
            data=Markup(json_in_html(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))),
        )
    )


def _spelled(documents: Sequence[Document]) -> dict[str, tuple[str, str]]:
    """Names of the outlets that no table knows, spelled back from their ids."""
    texts: dict[str, list[str]] = {}
    for document in documents:
        if document.outlet and document.outlet not in known_outlets():
            texts.setdefault(document.outlet, []).append(document.text)
    arabic = {outlet: respelled(outlet, of[:MOST_TEXTS]) for outlet, of in texts.items()}
    return {outlet: (name, english_outlet(name)) for outlet, name in arabic.items()}


def _reasons(set_aside: Sequence[SetAsideLine]) -> list[tuple[str, int]]:
    """Each code with its number, the most frequent first."""
    return sorted(Counter(printable(line.code) for line in set_aside).items(), key=lambda item: (-item[1], item[0]))


def _counts(
    documents: Sequence[Document], claims: Sequence[Claim], set_aside: Sequence[SetAsideLine]
) -> dict[str, object]:
    by_id = {document.id: document for document in documents}
    dated = sum(claim_days(claim, by_id[claim.document])[2] in ("stated", "relative") for claim in claims)
    stances = Counter(claim.stance for claim in claims)
    undated_documents = sum(document.published.earliest is None for document in documents)
    return {
        "documents": len(documents),
        "documents_dated": len(documents) - undated_documents,
        "documents_undated": undated_documents,
        "claims": len(claims),
        "claims_dated": dated,
        "claims_undated": len(claims) - dated,
        "set_aside": len(set_aside),
        "stances": [(stance, stances.get(stance, 0)) for stance in _STANCE_ORDER],
    }


assert frozenset(_STANCE_ORDER) == STANCES


@cache
def _asset(name: str) -> str:
    """A style or script file, fit to stand inside its element: the browser hashes exactly these characters."""
    text = (_HERE / "assets" / name).read_text(encoding="utf-8")
    if "</" in text or "<!--" in text or "\r" in text:
        raise AssertionError(f"{name} cannot be inlined: it holds '</', '<!--' or a carriage return")
    return text


@cache
def _script() -> str:
    return '"use strict";\n(function () {\n' + "\n".join(_asset(name) for name in _SCRIPTS) + "})();\n"


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _template() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
