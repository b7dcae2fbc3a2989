"""Instruments: the means that are named near an attack make its type more exact."""

from typing import Final

from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.nominal import NominalFrames
from riwaya.extract.shapes import NAME
from riwaya.lang.entries import Event
from riwaya.lang.grammar import AND, BY, TO
from riwaya.lang.reading import Reading
from riwaya.model.vocabulary import FAMILY_OF

_JOINED: Final = AND + BY + TO


class Instruments(NominalFrames):
    """Finds the words of `instruments.yaml` in the clause of a trigger."""

    def _clause_end(self, frame: Frame) -> int:
        """The end of the trigger's own clause."""
        clause = self.owner[frame.trigger.chunk]
        end = frame.trigger.end
        for j in range(frame.trigger.chunk, len(self.chunks)):
            if self.owner[j] != clause or (j > frame.trigger.chunk and self.chunks[j].kind == "verb"):
                break
            end = max(end, self.chunks[j].end)
        return end

    def _hits(self, frame: Frame) -> bool:
        """القصف أصاب مدرسة, الصاروخ استهدف معسكرا: a strike that hits is of its own kind; give the frame that kind."""
        reading, subject = frame.trigger.reading, frame.clause.subject
        if frame.event != "attack" or reading is None or reading.pos == "noun" or subject is None:
            return False
        if frame.clause.verb != frame.trigger.chunk:
            return False
        view = self.view
        kinds = dict.fromkeys(
            k for t in range(subject.start, subject.end) for r in view.senses[t].events if (k := _remote(r))
        )
        if len(kinds) != 1:
            return False
        frame.event = next(iter(kinds))
        frame.rules.append("means:subject")
        return True

    def _instrument(self, frame: Frame, entry: Event) -> None:
        """A more exact type where the means are named."""
        if not entry.instrument and frame.event not in ("airstrike", "bombing"):
            return
        view = self.view
        if self._hits(frame):
            return
        keys: set[str] = set()
        last = self.chunks[-1].end
        tokens = [t for argument in frame.agents for t in range(argument.start, argument.end)]
        subject = frame.clause.subject
        own = frame.clause.verb == frame.trigger.chunk and not frame.clause.borrowed
        if subject is not None and (
            (frame.carrier is not None and "means" in subject.kinds) or (own and not subject.actors)
        ):
            tokens.extend(range(subject.start, subject.end))
        reading, described = frame.trigger.reading, frame.clause.antecedent
        if own and described is not None and reading is not None and reading.pos == "perf" and reading.suffix:
            tokens.extend(range(described.start, described.end))  # مسيرة أطلقتها الجماعة
        tokens.extend(range(frame.trigger.start, self._clause_end(frame)))
        sites: set[int] = set()
        for t in range(frame.trigger.start, last):
            site = view.place_at.get(t) if view.shapes[t] & NAME else None
            if site is not None:
                sites.update(range(t, site.end))
        for t in tokens:
            if t in sites or (t and bare_keys(view.keys[t - 1]) & view.lang.group("air.bodies")):
                continue  # الدفاع الجوي: a body, no means
            if (
                t > frame.trigger.start
                and t in self.trigger_starts
                and t not in range(frame.chunk.start, frame.chunk.end)
            ):
                told = view.senses[t].events
                if told and (
                    not any(r.entry.event in ("airstrike", "shelling", "bombing", "vehicle_bomb") for r in told)
                    or view.senses[t].prep == TO
                ):
                    break
            key = view.keys[t]
            keys.add(key)
            if len(key) > 3 and key[0] in _JOINED:
                keys.add(key[1:])
        window = view.keys[frame.trigger.start : min(last, frame.trigger.end + 8)]
        for instrument, words, phrases in view.lang.instruments:
            if frame.event not in instrument.of:
                continue
            if not keys.isdisjoint(words) or any(p[0] in window and _contains(window, p) for p in phrases):
                frame.event = instrument.event
                frame.rules.append(f"means:{instrument.id}")
                return


def _remote(reading: Reading) -> str:
    entry = reading.entry
    told = isinstance(entry, Event) and reading.pos == "noun" and FAMILY_OF[entry.event] == "remote"
    return entry.event if told else ""


def _contains(window: list[str], phrase: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(tuple(window[i : i + n]) == phrase for i in range(len(window) - n + 1))
