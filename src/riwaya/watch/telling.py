"""Making alerts of claims: neutral names, roles and initials for private persons, places no finer than the town."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from riwaya.export.naming import Naming
from riwaya.lang.labels import Language, labels, read_bilingual
from riwaya.model import Claim, Document
from riwaya.watch.record import Alert, Side, Source, Where

_FILE: Final = Path(__file__).with_name("words.yaml")
_MOST: Final = 6
"""Voices of one account, and accounts of a dispute, that are named."""


@cache
def words(language: Language) -> Mapping[str, Mapping[str, str]]:
    """What alerts are worded with."""
    return read_bilingual(_FILE)[language]


class Telling:
    """Words alerts in one language."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._naming = Naming(language, names=False)
        self._words = words(language)

    def where(self, anchor: str) -> Where | None:
        """A place by its anchor."""
        spot = self._naming.anchor(anchor, coarse=True)
        if spot is None:
            return None
        lat, lon = (
            (round(spot.lat, 2), round(spot.lon, 2)) if spot.lat is not None and spot.lon is not None else (None, None)
        )
        return Where(anchor, spot.name, spot.arabic, spot.country, lat, lon)

    def holder(self, state: str) -> str:
        """A holder, contested, or another."""
        return self._words["states"].get(state) or self._naming.holder(state)

    def side(self, claims: Sequence[tuple[Claim, str | None]]) -> Side:
        """An account, by the first of its claims (each with its report's outlet), and who tells it."""
        by = tuple(dict.fromkeys(self.teller(claim, outlet) for claim, outlet in claims))[:_MOST]
        return Side(self.says(claims[0][0]), by)

    def says(self, claim: Claim) -> str:
        """What a claim says, without whose word it is and without any words of the text but names."""
        text, naming = self._words["text"], self._naming
        said = labels(self._language)["events"].get(claim.event, claim.event)
        if claim.agents:
            agents = text["and"].join(dict.fromkeys(naming.actor(actor).name for actor in claim.agents))
            said = text["by"].format(event=said, agents=agents)
        if claim.targets:
            targets = text["and"].join(dict.fromkeys(naming.actor(actor).name for actor in claim.targets))
            said = text["against"].format(said=said, targets=targets)
        numbers = [quantity.text for quantity in claim.quantities if any(char.isdigit() for char in quantity.text)]
        said = f"{said} ({text['and'].join(numbers)})" if numbers else said
        if claim.stance == "asserts":
            return said
        return text["stanced"].format(stance=labels(self._language)["stances"][claim.stance], said=said)

    def teller(self, claim: Claim, outlet: str | None) -> str:
        """Who tells it: the innermost voice, or the outlet itself."""
        if claim.voices:
            return self._naming.voice(claim.voices[-1]).name
        return self._naming.outlet(outlet) or self._words["text"]["unknown_outlet"]

    def sources(self, documents: Sequence[Document]) -> tuple[Source, ...]:
        """The reports, by what anybody can see of them."""
        return tuple(
            Source(one.id, self._naming.outlet(one.outlet), one.published.latest, one.url) for one in documents
        )

    def text(self, alert: Alert) -> str:
        """An alert in one line."""
        text = self._words["text"]
        sides = text["between"].join(
            text["side"].format(by=text["and"].join(side.by), says=side.says) for side in alert.sides[:_MOST]
        )
        return text[alert.kind].format(
            place=alert.place.name if alert.place is not None else text["no_place"],
            subtype=self._words["subtypes"].get(alert.subtype or "", self._words["subtypes"]["other"]),
            sides=sides,
            before=alert.before,
            after=alert.after,
            probability=alert.probability,
            day=alert.latest,
        )


def day_after(told: Sequence[str | None], found: datetime.datetime, embargo: datetime.timedelta) -> datetime.datetime:
    """When the embargo on some reports is over: counted from the end of the last day that one was published on.

    A report of an unknown day counts from when it was found, and so does one of a day that is not over.
    """
    last = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    for day in told or [None]:
        end = found
        if day is not None:
            of_day = datetime.date.fromisoformat(day[:10])
            end = min(found, datetime.datetime.combine(of_day, datetime.time.max, datetime.UTC))
        last = max(last, end)
    return last + embargo
