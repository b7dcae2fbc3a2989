"""How well reports are dated: hide known dates, find them again, and see how often the 80% sets hold the truth.

    python bench/dating.py REPORTS... [--share 0.5]

REPORTS are folders or files of reports with an index.json that gives their dates (as `riwaya run` takes them); each
folder is measured alone. Two ways of hiding: every date but one report's own known (`one`), and every other date hidden
at once (`half`). What is measured: the share of hidden dates found at all, the share of those whose true day is in the
smallest set of days with 80% probability (it should be 0.8), the share whose most probable day is the true one or next
to it, and the median size of the sets in days. Equal input gives equal figures.
"""

import argparse
import datetime
import statistics
from collections.abc import Iterable

import msgspec

from riwaya.extract import extract
from riwaya.model import Claim, Document, Published
from riwaya.model.codec import decode_lines
from riwaya.pipeline import process
from riwaya.read import Source, discover
from riwaya.reason import Report, material
from riwaya.reason.dates import Dated, date_reports


def main() -> None:
    """Measure and print one line for each folder and way of hiding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--most", type=int, default=60, help="hide one by one at most so many")
    parser.add_argument("--errors", action="store_true", help="name the reports whose set misses the truth")
    args = parser.parse_args()
    print(f"{'folder':32} {'hidden':>8} {'n':>4} {'found':>6} {'in 80%':>7} {'day±1':>6} {'median set':>10}")
    for folder in args.reports:
        dated = [d for d in _documents(folder) if _day(d.published) is not None]
        known = {d.id: list(extract(d).claims) for d in dated}
        bare = {d.id: list(extract(_undated(d)).claims) for d in dated}
        one = []
        for document in dated[:: max(1, len(dated) // args.most)]:
            one += _measure(dated, known, bare, {document.id})
        _line(folder, "one", one, args.errors)
        half = []
        for part in (0, 1):
            half += _measure(dated, known, bare, {d.id for d in dated[part::2]})
        _line(folder, "half", half, args.errors)


def _documents(folder: str) -> list[Document]:
    sources = [s for s in discover([folder]) if isinstance(s, Source)]
    lines = [o.document for o in process(sources, jobs=1) if hasattr(o, "document") and o.document]
    return list(decode_lines(lines, Document, folder))


def _undated(document: Document) -> Document:
    return msgspec.structs.replace(document, published=Published())


def _day(published: Published) -> datetime.date | None:
    days = published.days()
    return days[0] if days is not None and days[0] == days[1] else None


def _measure(
    dated: list[Document], known: dict[str, list[Claim]], bare: dict[str, list[Claim]], hidden: set[str]
) -> Iterable[tuple[str, datetime.date, Dated]]:
    reports = [Report.of(_undated(d) if d.id in hidden else d) for d in dated]
    claims = [claim for d in dated for claim in (bare if d.id in hidden else known)[d.id]]
    found = date_reports(material(claims, reports), with_record=False)
    for document in dated:
        day = _day(document.published)
        if document.id in hidden and day is not None:
            yield document.id, day, found[document.id]


def _line(folder: str, way: str, measured: list[tuple[str, datetime.date, Dated]], errors: bool) -> None:
    found = [(id, day, dated, dated.likely()) for id, day, dated in measured if dated.days]
    inside = sum(day.isoformat() in likely for _, day, _, likely in found)
    near = sum(abs((datetime.date.fromisoformat(dated.best or "") - day).days) <= 1 for _, day, dated, _ in found)
    n = max(1, len(found))
    size = statistics.median([len(likely) for *_, likely in found]) if found else 0
    print(
        f"{folder[-32:]:32} {way:>8} {len(measured):4} {len(found) / max(1, len(measured)):6.2f} "
        f"{inside / n:7.2f} {near / n:6.2f} {size:10.1f}"
    )
    if errors:
        for id, day, dated, likely in found:
            if day.isoformat() not in likely:
                print(
                    "   ",
                    id,
                    day,
                    "best",
                    dated.best,
                    "set",
                    likely[:6],
                    [b.text + ": " + b.says for b in dated.because][:3],
                )


if __name__ == "__main__":
    main()
