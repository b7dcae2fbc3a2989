"""`riwaya sources`: what can be said of who tells, without grading anybody."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from riwaya.cli.assumptions import NoSides
from riwaya.cli.console import Console, guarded
from riwaya.cli.control import SidesFile
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, Stuff

if TYPE_CHECKING:
    from riwaya.reason import Material
    from riwaya.reason.sources import Profile, Reliability, Topic


def sources(
    ledger: Stuff,
    documents: Documents = None,
    anchor: Anchors = None,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Leave out sources with fewer claims.")] = 1,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Also how often institutions' claims of control held; takes longer.")
    ] = False,
    sides: SidesFile = None,
    no_side_priors: NoSides = False,
    json: JsonLines = False,
    debug: Debug = False,
) -> None:
    """Describe outlets and voices.

    How many claims each makes, how often it tells first, is repeated, denied and contradicted, and which of several
    words it uses for one referent. Described, never graded, unless --reliability asks how often an institution's claims
    of control held by what everybody else later settled: an interval by topic, with the Admiralty letter of its low
    end; below five independent roots it cannot be judged. Private persons are pooled by kind and never graded.

    \b
    Examples:
      riwaya sources out
      riwaya sources out --least 3 --json
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.across import analysed
        from riwaya.reason.sources import as_json, profiles
        from riwaya.report.brief.names import Namer

        material, analysis = analysed(console, ledger, documents, anchor)
        records, unjudged = _records(material, sides, alike=no_side_priors) if reliability else ({}, {})
        found = profiles(analysis, records if reliability else None, least=least)
        namer = Namer("ar", material.reports.values(), outlets=material.outlets)
        for profile in found:
            name = namer.outlet(profile.id) if profile.kind == "outlet" else profile.name
            typer.echo(as_json(profile) if json else "\n".join(_lines(profile, name, unjudged.get(profile.id))))
        console.leave()


def _records(
    material: "Material", sides: Path | None, *, alike: bool
) -> "tuple[dict[str, Reliability], dict[str, int]]":
    """How often institutions' claims of control held; of those that cannot be judged, on how many roots they rest."""
    from riwaya.reason.control.reliability import ALL, letters, reliability
    from riwaya.reason.control.settings import Settings
    from riwaya.reason.control.sides import read_sides
    from riwaya.reason.control.whole import control_of
    from riwaya.reason.sources import Reliability, Topic

    found = control_of(material, read_sides(sides) if sides is not None else None, Settings(sides=not alike))
    out: dict[str, Reliability] = {}
    unjudged: dict[str, int] = {}
    best: dict[str, tuple[int, str]] = {}
    for grade in reliability(found, topics=True):
        voice = grade.key.partition("#")[0]
        if grade.topic == ALL:
            unjudged[voice] = max(grade.roots, unjudged.get(voice, 0))
            if grade.judged and (voice not in out or out[voice].n < grade.roots):
                best[voice] = grade.roots, grade.key
                out[voice] = Reliability(round(grade.low, 3), round(grade.high, 3), grade.roots, letters(grade))
        elif grade.judged and voice in best and best[voice][1] == grade.key:
            topic = Topic(grade.topic, round(grade.low, 3), round(grade.high, 3), grade.roots, letters(grade))
            out[voice] = msgspec.structs.replace(out[voice], topics=(*out[voice].topics, topic))
    return out, {voice: roots for voice, roots in unjudged.items() if voice not in out}


def _lines(profile: "Profile", name: str, unjudged: int | None) -> Iterator[str]:
    from riwaya.reason.sources import referent_name

    yield f"{name}  ({profile.kind.replace('_', ' ')}, {profile.id})"
    yield (
        f"    {profile.claims} claims; first {profile.first}, repeated {profile.repeated}, denied {profile.denied}, "
        f"contradicted {profile.contradicted}"
    )
    if profile.reliability is not None:
        held = profile.reliability
        yield f"    {held.letter}  {_held('claims of control', held)}"
        for topic in held.topics:
            yield f"    {topic.letter}  {_held(f'  on {topic.topic}', topic)}"
    elif unjudged is not None:
        roots = f"{unjudged} independent root{'s' * (unjudged != 1)}"
        yield f"    F  claims of control: cannot be judged ({roots} that others settled, five are needed)"
    for referent, forms in groupby(profile.framing, key=lambda counted: counted[0]):
        words = ", ".join(f"{form} {n}" for _, form, n in forms)
        yield f"    {referent_name(referent)}: {words}"


def _held(what: str, record: "Reliability | Topic") -> str:
    return f"{what} that held: {record.low:.0%} to {record.high:.0%} ({record.n} independent roots)"
