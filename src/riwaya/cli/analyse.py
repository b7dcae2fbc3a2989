"""`riwaya analyse`: what the workspace shows across reports, worked out anew after decisions."""

from typing import TYPE_CHECKING

from riwaya.cli.console import Console, guarded
from riwaya.cli.options import Debug, Ledger, Quiet, Scheduler

if TYPE_CHECKING:
    from riwaya.workspace.derive import Spread


def analyse(ledger: Ledger, scheduler: Scheduler = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Work out events, disputes, control and sources of a ledger anew.

    `riwaya run` does this at its end. After decisions, the events and disputes of the places that they touch follow at
    once; who held what, and the records of sources, follow with this command, which also judges institutions and works
    out control as it would be if every voice were believed alike. It starts from the claims as people left them.

    \b
    Examples:
      riwaya analyse out
    """
    console = Console(quiet=quiet, debug=debug)
    with guarded(console):
        from riwaya.ledger import open_ledger
        from riwaya.workspace.derive import derive

        with open_ledger(ledger) as opened:
            found = derive(opened, thorough=True, spread=spread_over(scheduler))
        if not quiet:
            console.line(
                f"{found.places} places, {found.events} events, {found.disputes} disputes, "
                f"{found.timelines} timelines, {found.sources} sources"
            )
        console.leave()


def spread_over(scheduler: str | None) -> "Spread | None":
    """How the portions of a large ledger are worked out: by a cluster, if one is named, else on this machine."""
    if scheduler is None:
        return None
    from riwaya.scale.reasoning import OverCluster

    return OverCluster(scheduler)
