"""Announced: deeds that a speaker tells, owns up to or denies as the doing of his own side."""

from typing import Final

from riwaya.extract.arguments import Arguments
from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.speakers import Speaker
from riwaya.gazetteer.actors import actors
from riwaya.lang.entries import Reporting
from riwaya.lang.grammar import ARTICLE, BY
from riwaya.model import Actor
from riwaya.model.vocabulary import FAMILIES
from riwaya.text.normalise import fold

_FIELDING: Final = frozenset(("military", "armed_group"))
"""Kinds of voices and bodies that take towns and strike."""
_GAINED: Final = frozenset(("capture", "recapture", "entry", "clearing"))
_FROM_AFAR: Final = frozenset(("airstrike", "shelling"))
_BROUGHT_ABOUT: Final = _GAINED | {
    "killed",
    "destruction",
    "detained",
    "seizure",
    "shootdown",
    "demining",
    "siege",
    "blockade",
}
_STRUCK: Final = _FROM_AFAR | {"attack"}
_DEEDS: Final = _FROM_AFAR | {"killed", "detained", "destruction", "seizure", "shootdown", "clash"}
_POLICING: Final = frozenset(("detained", "seizure"))
_VIOLENCE: Final = frozenset((*FAMILIES["remote"], *FAMILIES["battle"], "killed", "execution", "displacement"))
_NATION: Final = 4  # letters that a country and its adjective share
_NEAR_CUE: Final = 2  # words between what announces and the verbal noun that it announces


class Announced(Arguments):
    """Gives a deed to the side of whoever speaks of it as his own."""

    def _speaking(self, chain: list[Attribution], frame: Frame, parse: SentenceParse) -> tuple[Actor, ...]:
        """'We shelled', said by X: X did it. So it is with the taking of a place that its own army announces."""
        if not chain or not chain[-1].voices or frame.agents:
            return ()
        voice = chain[-1].voices[-1]
        rule = self._own_doing(chain[-1], voice, frame, parse)
        if not rule:
            return ()
        side = self.namer.we(voice)
        if frame.event == "loss" and bare_keys(*fold(side.text).split()) & self.view.lang.group("press.offices"):
            return ()  # they hold no towns
        if side.entity is None and rule != "agent:first-person":
            if voice.kind == "document":
                return ()  # a statement of nobody knows whom did not do it
            if rule == "agent:denied" and self._of_his_country(chain[-1], frame):
                frame.rules.append(rule)
                return self._country_of(voice)
            if rule == "agent:announced" and voice.kind == "government" and (country := self._country_of(voice)):
                frame.rules.append(rule)
                return country
            told = self._side_told(voice)
            if told is None and rule == "agent:announced" and "source" in self.view.senses[voice.head].kinds:
                return ()  # whose source it is is not said
            side = told or side
        frame.rules.append(rule)
        if rule == "agent:announced":
            self.announced.add(id(frame))
        return (side,)

    def _own_doing(self, said: Attribution, voice: Speaker, frame: Frame, parse: SentenceParse) -> str:
        """The rule by which what is said is the speaker's own doing; "" where it is not."""
        if self._first_person_verb(frame, parse):
            return "agent:first-person"
        if said.owned:
            return "agent:owned"
        if frame.stance == "asserts" and said.stance == "asserts" and self._announces(said, voice, frame, parse):
            return "agent:announced"
        if said.stance == "denies" and frame.stance == "asserts" and self._denies_own(said, voice, frame):
            return "agent:denied"
        return ""

    def _first_person_verb(self, frame: Frame, parse: SentenceParse) -> bool:
        reading = frame.trigger.reading
        verbs = [reading] if reading is not None and reading.pos in ("perf", "impf", "juss") else []
        if frame.carrier is not None and frame.clause.verb is not None:
            verbs.extend(
                r for r in self.view.senses[parse.chunks[frame.clause.verb].start].verbs if r.entry is frame.carrier
            )
        return any(r.feature in ("1p", "1s") and not r.passive for r in verbs[:1])

    def _side_of(self, voice: Speaker) -> str:
        """The kind of body that a speaker is, or speaks for."""
        if voice.kind in _FIELDING:
            return voice.kind
        row = actors().rows.get(self.namer.we(voice).entity or "")
        if row is not None and (row.kind in _FIELDING or row.kind == "government"):
            return row.kind
        soldiers = self.view.lang.group("military.adjectives")
        words = fold(self.namer.voice(voice).text).split()  # "the source", who was called a military source
        return "military" if not soldiers.isdisjoint(words) else voice.kind

    def _announces(self, said: Attribution, voice: Speaker, frame: Frame, parse: SentenceParse) -> bool:
        """Whether a force announces as its own doing what it tells by a bare verbal noun: the taking of.

        So it is right behind the cue ("announced the capture of") and in what is joined to that, and with تم: "the
        army said that ten fighters of the group were killed" by a verb that says it was brought about. Arrests and
        seizures are a government's, too.
        """
        reading, entry = frame.trigger.reading, frame.trigger.entry
        if isinstance(said.entry, Reporting) and said.entry.notices:
            return False
        side = self._side_of(voice)
        if side in _FIELDING and frame.event == "clash" and frame.carrier is None and self._told_by_noun(frame):
            return True  # the army announced the repelling of an attack
        if frame.event not in _BROUGHT_ABOUT | _DEEDS | _STRUCK:
            return False
        if side not in _FIELDING and not (side == "government" and frame.event in _POLICING):
            return False
        if frame.carrier is not None and frame.carrier.passive_voice:
            own = any(a.chunk is not None and self._suffix(a.chunk) for a in frame.targets)
            told = reading is not None and not reading.article  # جرى قصف المكان; but not: سبق الهجوم
            return frame.event in _BROUGHT_ABOUT or (frame.event in _STRUCK and told and not own)
        deed = bool(entry.verb) and entry.subj == "agent" and frame.event in _DEEDS
        if not (frame.event in _GAINED or deed) or reading is None or reading.pos != "noun":
            return False
        if frame.carrier is not None:
            return False
        if self._right_behind(said, frame, parse) or self._joined_to_announced(frame, parse):
            return True
        return frame.caused_by is None and any(a.chunk is not None and self._foe(a.chunk) for a in frame.targets)

    def _foe(self, chunk: Chunk) -> bool:
        """Whether a speaker calls those he tells of what one calls only the other side: terrorists, the enemy."""
        return bool(bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("foes"))

    def _right_behind(self, said: Attribution, frame: Frame, parse: SentenceParse) -> bool:
        """Whether nothing but function words, days and signs stands between a cue and what it announces."""
        if frame.trigger.start - said.content[0] <= _NEAR_CUE:
            return True
        first = next((i for i, c in enumerate(parse.chunks) if c.start >= said.content[0]), 0)
        between = parse.chunks[first : frame.trigger.chunk]
        return all(c.kind in ("punct", "time") or c.func in ("prep", "adv") for c in between)

    def _joined_to_announced(self, frame: Frame, parse: SentenceParse) -> bool:
        """Whether و ties a verbal noun to one that the same words announce: the capture of X and the killing of ten."""
        reading = frame.trigger.reading
        if not (frame.chunk.coord or (reading is not None and reading.conj)):
            return False
        before = next((f for f in reversed(parse.frames) if f.trigger.start < frame.trigger.start), None)
        known = before is not None and (id(before) in self.announced or self._told_by_noun(before))
        if before is None or not (known or self._loss_told(before)):
            return False
        return not any(c.kind == "verb" for c in parse.chunks[before.trigger.chunk + 1 : frame.trigger.chunk])

    def _loss_told(self, frame: Frame) -> bool:
        """Whether a cue, or a participle of saying, tells of the death of fighters: the death of ten of X | and ..."""
        chain = self._chain(frame.trigger.start)
        if frame.event not in ("killed", "injured") or not chain or frame.caused_by is not None or frame.agents:
            return False
        fighters = bool(frame.targets) and all(
            a.chunk is not None and ("force" in a.chunk.kinds or a.chunk.actors) for a in frame.targets
        )
        if not fighters:
            return False
        if frame.trigger.start - chain[-1].content[0] <= _NEAR_CUE:
            return True
        says = self.view.senses[frame.trigger.start - 2].reports  # لافتا إلى | مقتل
        return self.view.senses[frame.trigger.start - 1].func == "prep" and any(r.pos == "part" for r in says)

    def _told_by_noun(self, frame: Frame) -> bool:
        """Whether a deed of fighting is told right behind a cue by a verbal noun with no doer: كسر زحف, صد هجوم."""
        reading, entry = frame.trigger.reading, frame.trigger.entry
        told = reading is not None and reading.pos == "noun" and bool(entry.verb) and entry.event == "clash"
        chain = self._chain(frame.trigger.start)
        return told and not frame.agents and bool(chain) and frame.trigger.start - chain[-1].content[0] <= _NEAR_CUE

    def _denies_own(self, denial: Attribution, voice: Speaker, frame: Frame) -> bool:
        """Whether a denier speaks of his own side's doing: accusations against him, his part in it.

        A force that denies strikes on civilians denies its own; one that denies the capture of soldiers need not.
        """
        if denial.anaphoric or frame.trigger.start < denial.content[0]:
            return False
        between = range(denial.content[0], frame.trigger.start)
        if frame.chunk.prep == BY and bare_keys(*(self.view.keys[t] for t in between)) & self.view.lang.group(
            "accusations"
        ):
            return True
        if frame.about == "agent":
            return True
        side = self._side_of(voice)
        if frame.event == "loss":
            return side in _FIELDING or side == "government"  # who denies that the town fell denies that he lost it
        if side not in _FIELDING or frame.event not in _VIOLENCE or not frame.trigger.entry.verb:
            return False
        if frame.trigger.start - denial.content[0] > _NEAR_CUE or not frame.targets:
            return False
        return all(a.chunk is not None and self._civil(a.chunk) for a in frame.targets)

    def _of_his_country(self, denial: Attribution, frame: Frame) -> bool:
        """نفى السفير تورط بلاده: what is denied of his country is not denied of the man."""
        return any(self._country_noun(t) for t in range(denial.content[0], frame.trigger.start))

    def _country_of(self, voice: Speaker) -> tuple[Actor, ...]:
        """The state that a speaker's title tells by its adjective, where the document names it."""
        keys = self.view.keys
        said = {
            keys[t].removeprefix(ARTICLE)[:_NATION] for t in range(voice.start, voice.end) if len(keys[t]) > _NATION
        }
        for start, match in self.view.actor_at.items():
            row = match.rows[0]
            one = match.end - start == 1 and len(match.rows) == 1 and row.kind == "government"
            if one and keys[start].removeprefix(match.conj + match.prep)[:_NATION] in said:
                a, b = self.namer.offsets(start, match.end)
                return (Actor(self.view.text[a:b], a, b, row.name, row.id, ()),)
        return ()

    def _civil(self, chunk: Chunk) -> bool:
        """Whether what was hit is no side's: people, or a hospital, a market, a school."""
        spots = bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("spots")
        return bool(spots) or ("people" in chunk.kinds and "force" not in chunk.kinds)

    def _side_told(self, voice: Speaker) -> Actor | None:
        """Whose doings a nameless military source has told before: its own side, as far as the text goes."""
        head = self.namer.voice(voice)
        names = {head.text, *head.also}
        for claim in reversed([*self.claims, *self.made]):
            if claim.agents and claim.event in _GAINED and claim.voices and claim.voices[-1].text in names:
                return claim.agents[0]
        return None
