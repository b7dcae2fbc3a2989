"""What templates call for pages across reports: percents and words for them, holders."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from riwaya.lang.labels import Language
from riwaya.report.labels import interface
from riwaya.web.words import entity_name
from riwaya.workspace.map import Held

SILENT_AFTER: Final = 30
"""So many days after its last a timeline says nothing any more: silence is not that all stayed as it was."""


def shown_percent(percent: float) -> str:
    """A share as it is shown: never surer than 1 or 99 in a hundred."""
    return f"{max(1, min(99, round(percent)))}%"


def best(row: Sequence[int]) -> int:
    """The number of the likeliest state."""
    return max(range(len(row)), key=lambda n: row[n])


def likelihood_word(percent: int, language: Language) -> str:
    """The likelihood word for a share in percent."""
    from riwaya.reason.control.wording import likelihood

    return likelihood(max(1, min(99, percent)) / 100, language)


def confidence_word(roots: int, since: int, language: Language) -> str:
    """How well founded something is."""
    from riwaya.reason.control.wording import confidence

    found = confidence(roots, max(0, since))
    return found.en if language == "en" else found.ar


def holder_name(state: str, language: Language) -> str:
    """What a holder is called, or that the place is contested or in other hands."""
    ui = interface()[language]["ui"]
    return {"contested": ui["control_contested"], "other": ui["control_other"]}.get(state) or entity_name(
        state, language
    )


def tells(place: Held, day: str | None) -> bool:
    """Whether the timeline of a place of the map says anything of a day."""
    if not day or not place.first <= day:
        return False
    return (date.fromisoformat(day) - date.fromisoformat(place.last)).days <= SILENT_AFTER


def held_on(place: Held, day: str | None, language: Language) -> str:
    """Who most probably held a place of the map on a day, in words; empty where its timeline does not reach."""
    if not day or not tells(place, day):
        return ""
    at = (date.fromisoformat(min(day, place.last)) - date.fromisoformat(place.first)).days
    stretch = next((one for one in reversed(place.stretches) if one.at <= at), None)
    if stretch is None:
        return ""
    state = (*place.holders, "contested", "other")[stretch.state]
    return f"{holder_name(state, language)} {shown_percent(stretch.percent)}"


def helpers(language: Language) -> dict[str, Callable[..., Any]]:
    """The functions, in one language."""
    spoken: tuple[Any, ...] = (likelihood_word, confidence_word, holder_name, held_on)
    found: dict[str, Callable[..., Any]] = {"shown_percent": shown_percent, "best": best}
    return found | {function.__name__: partial(function, language=language) for function in spoken}
