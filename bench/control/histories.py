"""Three real histories: what `riwaya control` says of them, day by day, and whether that is what should be.

    python -m bench.control.histories CORPORA GOLD          # from riwaya's own claims, and from the annotation's
    python -m bench.control.histories CORPORA GOLD --days   # every day, not only those that something is asked of

`CORPORA` holds a folder of reports for each history and their `index.json`; `GOLD` is annotation in YAML, whose
`published` are the true days of reports without a date. The conditions are facts about three battles. Nothing is set
for them.
"""

import argparse
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from bench.control.gold import gold_claims

from riwaya.evaluate.gold import read_gold
from riwaya.extract import extract
from riwaya.gazetteer.actors import actors
from riwaya.model import Claim, Document
from riwaya.read import Sidecars, Source, read_source
from riwaya.read.sidecars import parse_interval
from riwaya.reason.control.series import Series
from riwaya.reason.control.settings import Settings
from riwaya.reason.control.whole import control_of
from riwaya.reason.inputs import Report, material


class Asked(msgspec.Struct, frozen=True):
    """`state` (a member of the party, `contested` or `any holder`) on days `first` to `last` is to be above (or below)
    `bound`, in the filtered or the smoothed series, or in both."""

    says: str
    state: str
    first: str
    last: str
    bound: float
    series: tuple[str, ...]
    above: bool = True


class History(msgspec.Struct, frozen=True):
    """One battle: its folder of reports, its place, and what is asked of its timeline."""

    folder: str
    place: str
    asked: tuple[Asked, ...]


BOTH = ("filtered", "smoothed")
HISTORIES = (
    History(
        "bukamal-2017",
        "place:bukamal",
        (
            Asked("contested on 10-12 November", "contested", "2017-11-10", "2017-11-12", 0.5, ("smoothed",)),
            Asked("IS on 12 November", "actor:islamic-state", "2017-11-12", "2017-11-12", 0.4, ("filtered",)),
            Asked("no holder on 13-16 November", "any holder", "2017-11-13", "2017-11-16", 0.8, ("smoothed",), False),
            Asked("the army on 19 November", "actor:syria-army", "2017-11-19", "2017-11-19", 0.8, ("smoothed",)),
        ),
    ),
    History(
        "raqqa-2013",
        "place:raqqa",
        (Asked("the opposition from 6 March", "syria:opposition", "2013-03-06", "2013-03-10", 0.8, BOTH),),
    ),
    History(
        "anad-2015",
        "place:anad-air-base",
        (
            Asked("the Houthi side on 1 August", "actor:houthis", "2015-08-01", "2015-08-01", 0.6, BOTH),
            Asked("the government side on 5 August", "yemen:government", "2015-08-05", "2015-08-05", 0.8, BOTH),
        ),
    ),
)


def documents(corpora: Path, gold: Path, folder: str) -> list[Document]:
    """A history's reports, dated by the annotation where there is one, else by the sidecar."""
    days = {document.id: str(document.published) for document in read_gold(corpora, gold) if document.published}
    sidecars = Sidecars(corpora)
    out = []
    for path in sorted((corpora / folder).glob("*.txt")):
        id = f"{folder}/{path.stem}"
        document = read_source(Source(str(path), id), sidecars)
        if id in days:
            document = msgspec.structs.replace(document, published=parse_interval(days[id]) or document.published)
        out.append(document)
    return out


def timeline(history: History, claims: list[Claim], reports: list[Document], settings: Settings) -> Series | None:
    """The place's timeline, None when no claim speaks of it."""
    found = control_of(material(claims, [Report.of(document) for document in reports]), None, settings)
    at = found.place(history.place)
    return next(found.series([at])) if at is not None else None


def values(series: Series, asked: Asked) -> Iterator[tuple[str, str, float]]:
    """Day, series and the probability that is asked for."""
    day, last = (datetime.date.fromisoformat(text) for text in (asked.first, asked.last))
    while day <= last:
        at = day.toordinal() - series.first_day
        for name in asked.series:
            rows = series.smoothed if name == "smoothed" else series.filtered
            row = rows[min(at, len(rows) - 1)] if at >= 0 else None
            yield day.isoformat(), name, _of(series, row, asked.state) if row is not None else 0.0
        day += datetime.timedelta(days=1)


def _of(series: Series, row: "object", state: str) -> float:
    p = dict(zip((*series.holders, "contested", "other"), map(float, row), strict=True))  # type: ignore[call-overload]
    if state == "any holder":
        return max(p[holder] for holder in series.holders)
    if state in p:
        return p[state]
    return sum(p[holder] for holder in series.holders if _same_side(holder, state))


def _same_side(holder: str, state: str) -> bool:
    """Whether a holder is on the side of that label, or shares a label with that actor."""
    sides = {cell.partition("@")[0] for cell in _sides(holder)}
    wanted = {state} if state in sides else {cell.partition("@")[0] for cell in _sides(state)}
    return bool(sides & wanted)


def _sides(entity: str) -> tuple[str, ...]:
    rows = actors().rows
    while entity in rows and not rows[entity].sides:
        entity = rows[entity].parent
    return rows[entity].sides if entity in rows else ()


def report(series: Series | None, history: History) -> Iterator[str]:
    """A line for each condition: every value, and whether it is met."""
    for asked in history.asked:
        found = list(values(series, asked)) if series is not None else []
        met = bool(found) and all((p > asked.bound) == asked.above for _, _, p in found)
        shown = ", ".join(f"{name[0].upper()} {day[8:]}: {p:.2f}" for day, name, p in found)
        sign = ">" if asked.above else "at most"
        yield f"  {'met    ' if met else 'NOT met'}  {asked.says} ({sign} {asked.bound}): {shown}"


def every_day(series: Series) -> Iterator[str]:
    """Both series, day by day."""
    yield "    " + " ".join((*series.holders, "contested", "other"))
    for at, (then, now) in enumerate(zip(series.filtered, series.smoothed, strict=True)):
        both = "   ".join(" ".join(f"{p:.2f}" for p in row) for row in (then, now))
        yield f"    {series.day(at)}  {both}   roots {series.roots[at]}"


def histories(corpora: Path, gold: Path) -> Iterator[tuple[History, str, list[Claim], list[Document]]]:
    """Each history with its claims, from extraction and from annotation."""
    for history in HISTORIES:
        reports = documents(corpora, gold, history.folder)
        own = [claim for document in reports for claim in extract(document).claims]
        ids = {document.id for document in reports}
        annotated = [claim for claim in gold_claims(corpora, gold, own) if claim.document in ids]
        yield history, "own claims", own, reports
        yield history, "annotation", annotated, reports


SWITCHES: Mapping[str, Settings] = {"": Settings()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.control.histories", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--days", action="store_true", help="print every day")
    chosen = parser.parse_args()
    for history, what, claims, reports in histories(chosen.corpora, chosen.gold):
        series = timeline(history, claims, reports, Settings())
        print(f"{history.folder}, {what}: {len(claims)} claims of {len(reports)} reports")
        print("\n".join(report(series, history)))
        if chosen.days and series is not None:
            print("\n".join(every_day(series)))


if __name__ == "__main__":
    main()
