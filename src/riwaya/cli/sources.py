"""`riwaya sources`: what can be said of who tells, without grading anybody."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Anchors, Debug, Documents, JsonLines, Stuff

if TYPE_CHECKING:
    from riwaya.reason.sources import Profile


def sources(
    ledger: Stuff,
    documents: Documents = None,
    anchor: Anchors = None,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Leave out sources with fewer claims.")] = 1,
    json: JsonLines = False,
    debug: Debug = False,
) -> None:
    """Describe outlets and voices.

    How many claims each makes, how often it tells first, is repeated, denied and contradicted, and which of several
    words it uses for one referent. Described, never graded; private persons are pooled by kind.

    \b
    Examples:
      riwaya sources out
      riwaya sources out --least 3 --json
    """
    console = Console(debug=debug)
    with guarded(console):
        from riwaya.cli.across import analysed
        from riwaya.reason.sources import as_json, profiles

        _, analysis = analysed(console, ledger, documents, anchor)
        found = profiles(analysis, least=least)
        for profile in found:
            typer.echo(as_json(profile) if json else "\n".join(_lines(profile)))
        console.leave()


def _lines(profile: "Profile") -> Iterator[str]:
    from riwaya.reason.sources import referent_name

    yield f"{profile.name}  ({profile.kind.replace('_', ' ')}, {profile.id})"
    yield (
        f"    {profile.claims} claims; first {profile.first}, repeated {profile.repeated}, denied {profile.denied}, "
        f"contradicted {profile.contradicted}"
    )
    for referent, forms in groupby(profile.framing, key=lambda counted: counted[0]):
        words = ", ".join(f"{form} {n}" for _, form, n in forms)
        yield f"    {referent_name(referent)}: {words}"
