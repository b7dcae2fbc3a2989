"""`riwaya gazetteer`: own places from other gazetteers or by hand; checking them; what is known of a name."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import FAILED, Console, guarded
from riwaya.cli.options import Debug, JsonLines, Quiet

if TYPE_CHECKING:
    from riwaya.gazetteer.own.add import Found

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Own places beside the shipped ones: from GeoNames, OCHA and OpenStreetMap extracts, or by hand.

    \b
    Examples:
      riwaya gazetteer build -o places.tsv --ocha examples/gazetteer/communities.csv
      riwaya gazetteer check places.tsv
      riwaya gazetteer add -t mine.tsv "تل السدرة" --kind village --in syria --lat 35.2 --lon 38.1 --source "a map"
      riwaya gazetteer find دمشق
      riwaya claims examples/bukamal/reports --gazetteer places.tsv
    """,
)

Extracts = list[Path] | None


@app.command()
def build(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The table to write.")],
    geonames: Annotated[
        Extracts, typer.Option(metavar="FILE", help="A GeoNames dump: allCountries.zip, SY.zip, or its text.")
    ] = None,
    ocha: Annotated[
        Extracts, typer.Option(metavar="FILE", help="An OCHA COD-AB list, as CSV or GeoJSON; repeatable.")
    ] = None,
    osm: Annotated[
        Extracts,
        typer.Option(
            metavar="FILE", help="An OpenStreetMap extract of one country: .osm.pbf (extra riwaya[osm]) or GeoJSON."
        ),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only this country of GeoNames (such as SY); the one of OCHA and OSM files."),
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a table of own places from extracts of other gazetteers.

    What riwaya ships is not taken again; of one place in several sources OCHA's is taken, then GeoNames', then OSM's.
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.gazetteer.own.build import build as make

        made = make(out, geonames=geonames or [], ocha=ocha or [], osm=osm or [], countries=country or [])
        if not quiet:
            console.line(f"{out}: {made.rows} places; " + ", ".join(f"{n} {what}" for what, n in made.left_out))


@app.command()
def add(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Its Arabic names, the usual one first.")],
    to: Annotated[Path, typer.Option("--to", "-t", metavar="FILE", help="The table to add to; made if need be.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="village, town, quarter, base … (docs/gazetteer.md).")],
    within: Annotated[str, typer.Option("--in", metavar="AREA", help="What it lies in: an area's id or name.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="How you know: a map, or an id such as osm:node/5.")],
    lat: Annotated[float | None, typer.Option(metavar="DEGREES", help="Latitude, where it is known well.")] = None,
    lon: Annotated[float | None, typer.Option(metavar="DEGREES", help="Longitude.")] = None,
    name: Annotated[str | None, typer.Option(metavar="LATIN", help="Its name in Latin letters, for display.")] = None,
    area: Annotated[bool, typer.Option("--area", help="The coordinates are an area's middle.")] = False,
    risk: Annotated[str, typer.Option(metavar="RISK", help="word, person, actor: what its name is, too.")] = "",
    licence: Annotated[str, typer.Option(metavar="TEXT", help="Under what terms the source gives it.")] = "",
    date: Annotated[str, typer.Option(metavar="DAY", help="The day as of which it is so, like 2024-05-31.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Add it although one of its name is near by.")] = False,
    debug: Debug = False,
) -> None:
    """Add one place to a table of own places."""
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.gazetteer.own.add import Wanted
        from riwaya.gazetteer.own.add import add as add_place

        given = Wanted(
            tuple(names),
            kind,
            within,
            lat,
            lon,
            source,
            name,
            "area" if area else "point",
            risk,
            licence=licence,
            date=date,
        )
        console.line(f"{add_place(to, given, force=force).row.id} is in {to}")


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tables of own places.")],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check tables of own places: structure, spelling, duplicates, coordinates, parents, conflicts with shipped places.

    What keeps a table from being used is an error, and the exit code is 1; the rest is worth a look.
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.gazetteer.own.check import check as problems_of

        grave = 0
        for file in files:
            for problem in problems_of(file):
                grave += problem.grave
                if problem.grave or not quiet:
                    where = f"{file}:{problem.line}" if problem.line is not None else f"{file}"
                    console.line(f"{where}: {'' if problem.grave else 'perhaps: '}{problem.says}")
        if grave:
            raise typer.Exit(FAILED)


@app.command()
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An Arabic or Latin name, or a place's id.")],
    gazetteer: Annotated[
        Extracts, typer.Option(metavar="FILE", help="Own places; those of RIWAYA_GAZETTEER unless given.")
    ] = None,
    json: JsonLines = False,
    debug: Debug = False,
) -> None:
    """Show what the shipped and own tables have under a name, and where each row is from."""
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.gazetteer.own.add import find as find_rows

        found = find_rows(name, gazetteer)
        for one in found:
            _show(one, as_json=json)
        if not found:
            console.line(f"{name}: no place is called that")
            raise typer.Exit(FAILED)


def _show(found: "Found", *, as_json: bool) -> None:
    import msgspec

    row = found.row
    if as_json:
        fields = msgspec.to_builtins(row)
        more = {"licence": found.licence, "date": found.date or None, "table": found.table, "within": found.within}
        typer.echo(msgspec.json.encode(fields | more).decode())
        return
    where = f"{row.lat}, {row.lon} ({row.precision})" if row.lat is not None else "no coordinates"
    people = f", {row.population} people" if row.population else ""
    typer.echo(f"{row.id}  {row.name}  {' | '.join(row.forms)}")
    typer.echo(f"   {row.kind}{people}  {where}  in {', '.join(found.within) or '-'}")
    typer.echo(f"   {row.source}  {found.licence}{'  ' + found.date if found.date else ''}  {found.table}")
