"""`riwaya sources`: what can be said of who tells, without grading anybody."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, Stuff

if TYPE_CHECKING:
    from riwaya.reason import Material
    from riwaya.reason.sources import Profile, Reliability


def sources(
    ledger: Stuff,
    documents: Documents = None,
    anchor: Anchors = None,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Leave out sources with fewer claims.")] = 1,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Also how often institutions' claims of control held; takes longer.")
    ] = False,
    json: JsonLines = False,
    debug: Debug = False,
) -> None:
    """Describe outlets and voices.

    How many claims each makes, how often it tells first, is repeated, denied and contradicted, and which of several
    words it uses for one referent. Described, never graded, unless --reliability asks how often an institution's claims
    of control held by what everybody else later settled. Private persons are pooled by kind.

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
        found = profiles(analysis, _records(material) if reliability else None, least=least)
        namer = Namer("ar", material.reports.values())
        for profile in found:
            name = namer.outlet(profile.id) if profile.kind == "outlet" else profile.name
            typer.echo(as_json(profile) if json else "\n".join(_lines(profile, name)))
        console.leave()


def _records(material: "Material") -> "dict[str, Reliability]":
    """How often institutions' claims of control held; those that cannot be judged are left out."""
    from riwaya.reason.control.reliability import reliability
    from riwaya.reason.control.whole import control_of
    from riwaya.reason.sources import Reliability

    out: dict[str, Reliability] = {}
    for grade in reliability(control_of(material)):
        voice = grade.key.partition("#")[0]
        if grade.judged and (voice not in out or out[voice].n < grade.roots):
            out[voice] = Reliability(round(grade.low, 3), round(grade.high, 3), grade.roots)
    return out


def _lines(profile: "Profile", name: str) -> Iterator[str]:
    from riwaya.reason.sources import referent_name

    yield f"{name}  ({profile.kind.replace('_', ' ')}, {profile.id})"
    yield (
        f"    {profile.claims} claims; first {profile.first}, repeated {profile.repeated}, denied {profile.denied}, "
        f"contradicted {profile.contradicted}"
    )
    if profile.reliability is not None:
        held = profile.reliability
        yield f"    claims of control that held: {held.low:.0%} to {held.high:.0%} ({held.n} independent roots)"
    for referent, forms in groupby(profile.framing, key=lambda counted: counted[0]):
        words = ", ".join(f"{form} {n}" for _, form, n in forms)
        yield f"    {referent_name(referent)}: {words}"
