"""What a brief is about: a place, a dispute or everything, by the words somebody asks with."""

from collections.abc import Sequence

from riwaya.model.errors import UsageError
from riwaya.reason import Event
from riwaya.reason.disputes import Dispute
from riwaya.report.brief.names import Namer


def choose(
    about: str | None, every: Sequence[Dispute], events: Sequence[Event], namer: Namer
) -> tuple[str, list[Dispute], list[Event]]:
    """The place that the brief is about (empty for all), its disputes and its events."""
    if about is None:
        anchors = [event.place for event in events if event.place]
        if not anchors:
            raise UsageError("there is nothing to write about: no claim names a place")
        if len(set(anchors)) == 1:
            return anchors[0], list(every), list(events)
        return "", list(every), list(events)
    chosen = [dispute for dispute in every if dispute.id.startswith(about)]
    if len(chosen) == 1 and len(about) >= 4:
        claims = {id for camp in chosen[0].camps for id in camp.claims}
        return chosen[0].place, chosen, [event for event in events if claims.intersection(event.claims)]
    places = {event.place for event in events if event.place}
    named = {place for place in places if about == place or _same(about, place, namer)}
    if not named:
        some = ", ".join(sorted({namer.place_named(place) for place in places})[:8])
        raise UsageError(f"{about!r} is no place or dispute of these claims; places are {some}, …")
    place = min(named, key=lambda p: (-sum(event.place == p for event in events), p))
    return place, [d for d in every if d.place == place], [event for event in events if event.place == place]


def _same(name: str, place: str, namer: Namer) -> bool:
    from riwaya.gazetteer.places import Places
    from riwaya.text.normalise import fold

    row = Places.load().by_id(place)
    forms = [*row.forms, row.name] if row is not None else [place.removeprefix("text:")]
    return fold(name).lower().removeprefix("al-") in {fold(form).lower().removeprefix("al-") for form in forms}
