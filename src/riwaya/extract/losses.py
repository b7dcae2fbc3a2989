"""Losses: the sides of a fight that names none, by whom the same sentence says it cost, or whom it won."""

from typing import Final

from riwaya.extract.announced import Announced
from riwaya.extract.attribution import Attribution
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.linking import WON
from riwaya.extract.sides import one_name
from riwaya.model import Actor
from riwaya.model.vocabulary import HARM

_BOTH: Final = 2
_NONE: Final[tuple[Actor, ...]] = ()


class Losses(Announced):
    """Finds the two sides of a clash in what is told of its dead and of its outcome."""

    def _sides_of(
        self, frame: Frame, chain: list[Attribution], parse: SentenceParse
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Who fought whom in a clash without sides: two groups of fighters that fell in it, or who won by it.

        "Between the two sides", where only one side's dead are told, it fought who tells it, if that is an armed body.
        """
        if frame.event != "clash" or frame.stance != "asserts":
            return _NONE, _NONE
        for won in parse.frames:
            if won.event in WON and won.cause and won.agents and won.trigger.start > frame.trigger.start:
                frame.rules.append("sides:won")  # معارك أسفرت عن تقدم المقاومة
                return self._actors(won, won.agents, parse, "agent"), self._actors(won, won.targets, parse, "target")
        fell: list[tuple[Actor, ...]] = []  # those of each count are of one side
        for harm in parse.frames:
            if harm.event not in HARM or harm.agents or harm.caused_by is not None:
                continue
            dead = tuple(a for a in self._actors(harm, harm.targets, parse, "target") if self._armed(a))
            if dead and not any(self._one_body(a, other) for a in dead for side in fell for other in side):
                fell.append(dead)
        if len(fell) == _BOTH:
            frame.rules.append("sides:losses")
            return fell[0], fell[1]
        if len(fell) == 1 and self._between_two(frame) and chain and chain[-1].voices:
            teller = self.namer.we(chain[-1].voices[-1])
            if self._armed(teller) and not any(self._one_body(teller, other) for other in fell[0]):
                frame.rules.append("sides:losses")
                return (teller,), fell[0]
        return _NONE, _NONE

    def _one_body(self, actor: Actor, other: Actor) -> bool:
        same = actor.entity is not None and actor.entity == other.entity
        return same or one_name(actor, other)

    def _between_two(self, frame: Frame) -> bool:
        """Whether a fight is told to be between the two sides."""
        words = self.view.lang.group("both.sides")
        return any(not words.isdisjoint(self.view.keys[a.start : a.end]) for a in (*frame.agents, *frame.targets))
