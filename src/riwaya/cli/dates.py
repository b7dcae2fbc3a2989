"""`riwaya dates`: when each report was published, as far as it can be known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, NoRecord, Quiet, Stuff

if TYPE_CHECKING:
    from riwaya.reason.dates import Dated

MOST_DAYS = 5
"""Days of one report that the text form shows."""


def dates(
    ledger: Stuff,
    anchor: Anchors = None,
    documents: Documents = None,
    no_record: NoRecord = False,
    json: JsonLines = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Date reports whose day is unknown.

    For each report the days that hold 80% of the probability, the most probable one, the sentences that this rests on
    (and those that clash with it), and the anchor that would settle it. A given date is checked, never changed.

    \b
    Examples:
      riwaya dates out
      riwaya dates out --anchor "capture of Deir ez-Zor = 2017-11-03"
      riwaya dates out/claims.jsonl --documents out/documents.jsonl --no-record --json
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        import typer

        from riwaya.cli.material import load_material
        from riwaya.reason.dates import date_reports, parse
        from riwaya.reason.dates.result import as_json, unused

        anchors = [parse(text) for text in anchor or ()]
        material = load_material(console, ledger, documents)
        found = date_reports(material, anchors, with_record=not no_record)
        for dated in found.values():
            typer.echo(as_json(dated) if json else "\n".join(_lines(dated)))
        for one in unused(material, anchors):
            console.line(f"no report tells of {one.says!r}; that anchor changed nothing")
        if not quiet:
            unknown = sum(dated.best is None for dated in found.values())
            given = sum(dated.given for dated in found.values())
            console.line(f"{len(found)} reports: {given} with a given date, {len(found) - given - unknown} dated, "
                         f"{unknown} not to be dated")  # fmt: skip
        console.leave()


def _lines(dated: "Dated") -> Iterator[str]:
    yield f"{dated.document}  {_when(dated)}"
    if not dated.given and dated.days:
        likely = sorted(dated.days.items(), key=lambda item: (-item[1], item[0]))
        rest = len(likely) - MOST_DAYS
        shares = ", ".join(f"{day} {share:.0%}" for day, share in sorted(likely[:MOST_DAYS]))
        yield f"    most probable: {shares}" + (f"; {rest} other days" if rest > 0 else "")
    for because in dated.because:
        words = f"«{' '.join(because.text.split())[:60]}» [{because.start}, {because.end}): " if because.text else ""
        yield f"    {words}{because.says}"
    if dated.would_settle:
        yield f'    would settle it: --anchor "{dated.would_settle}"'


def _when(dated: "Dated") -> str:
    if dated.best is None:
        return "unknown: nothing ties it to the calendar"
    if dated.earliest == dated.latest:
        return f"{dated.best} ({'given' if dated.given else 'found'})"
    if dated.given:
        return f"{dated.earliest} to {dated.latest} (given)"
    return f"{len(dated.likely())} days between {dated.earliest} and {dated.latest} (80%), best {dated.best}"
