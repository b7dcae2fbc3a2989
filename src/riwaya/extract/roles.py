"""Roles: which phrases fill which role of an event, by what its entry says of subject, object and prepositions."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause, suits_agent
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.parties import parties
from riwaya.extract.phrase_tests import PhraseTests
from riwaya.extract.shapes import AGENT_BY
from riwaya.extract.subjects import opens_saying
from riwaya.extract.triggers import Trigger
from riwaya.extract.view import View
from riwaya.lang.entries import Event, Function
from riwaya.lang.grammar import BETWEEN, BY, FROM, IN, NEAR, ON, TO
from riwaya.model.vocabulary import HARM

_WHERE: Final = (ON, IN)
_NO_ARGUMENT: Final = frozenset(("none", "", "cause", "event", "instrument", "sides", "kill_obj"))


class Roles(PhraseTests):
    """The phrases of one sentence and the filling of roles from them; the frame builders rest on it."""

    def __init__(
        self, view: View, index: int, chunks: list[Chunk], clauses: list[Clause], owner: list[int], found: list[Trigger]
    ) -> None:
        self.view = view
        self.index = index
        self.chunks = chunks
        self.clauses = clauses
        self.owner = owner
        self.found = found
        self.trigger_starts = {t.start for t in found}

    def _following(self, k: int) -> list[Chunk]:
        """The chunks after chunk `k` that belong to its clause, up to the next trigger's own region."""
        out: list[Chunk] = []
        clause = self.owner[k]
        for j in range(k + 1, len(self.chunks)):
            if self.owner[j] != clause:
                if out and self.clauses[self.owner[j]].kind in ("that", "conj", "sub", "cond"):
                    break
                continue
            chunk = self.chunks[j]
            if chunk.kind == "verb" or (chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;:"):
                break
            if opens_saying(self.view, chunk):
                break
            out.append(chunk)
        return out

    def _own_region(self, k: int) -> list[Chunk]:
        out: list[Chunk] = []
        clause = self.owner[k]
        for j in range(k + 1, len(self.chunks)):
            chunk = self.chunks[j]
            related = chunk.func == "rel" and j == k + 1 and j + 1 < len(self.chunks)
            if related and self.chunks[j + 1].kind == "verb" and self._runs(self.chunks[j + 1]):
                clause = self.owner[j]
                continue
            if chunk.kind == "verb" and (j == k + 1 or self.chunks[j - 1].func == "rel") and self._runs(chunk):
                clause = self.owner[j]  # "clashes that go on between X and Y": the verb only says that they happen
                continue
            if self.owner[j] != clause or chunk.kind == "verb":
                break
            if chunk.kind == "punct" and self.view.tokens[chunk.start].text in "؛;:،,.":
                break
            if (
                chunk.kind == "np"
                and chunk.coord
                and any(t in self.trigger_starts for t in range(chunk.start, chunk.head + 2))
            ):
                break
            if (
                chunk.func == "prep"
                and chunk.prep in self.view.lang.group("source.of.time")
                and self.chunks[j - 1].prep != FROM  # من قبل: by
                and j + 1 < len(self.chunks)
                and any(t in self.trigger_starts for t in range(self.chunks[j + 1].start, self.chunks[j + 1].end))
            ):
                break
            out.append(chunk)
        return out

    def _runs(self, verb: Chunk) -> bool:
        return any(
            r.entry.subj in ("event", "agent_or_event") or r.entry.copula for r in self.view.senses[verb.start].carriers
        )

    def _complement(self, chunk: Chunk, start: int) -> Chunk | None:
        """The rest of the trigger's own phrase as a phrase of its own: what stands in construct with an event noun."""
        if start >= chunk.end:
            return None
        rest = Chunk("np", start, chunk.end)
        if chunk.actors:
            rest.actors = tuple(m for m in chunk.actors if m.start >= start)
        if chunk.places:
            rest.places = tuple(p for p in chunk.places if p.start >= start)  # type: ignore[attr-defined]
        rest.head = start
        senses = self.view.senses
        while rest.head < rest.end - 1 and (
            senses[rest.head].func in ("quant", "demo")
            or self.view.tokens[rest.head].key in self.view.numbers
            or self.view.tokens[rest.head].kind == "number"
            or senses[rest.head].func == "prep"
        ):
            rest.head += 1
            rest.numeral = True
        rest.kinds = senses[rest.head].kinds
        rest.definite = True
        return rest

    def _before(self, k: int) -> Chunk | None:
        clause = self.owner[k]
        for j in range(k - 1, max(-1, k - 6), -1):
            if self.owner[j] != clause:
                break
            chunk = self.chunks[j]
            if chunk.kind == "np" and not chunk.prep:
                return chunk
        owner = self.clauses[clause]
        return owner.antecedent if owner.kind == "rel" else owner.subject

    def _prepositions(self, frame: Frame, entry: Event, following: list[Chunk]) -> None:
        for n, chunk in enumerate(following):
            if (
                chunk.func == "pron"
                and "place" in entry.preps.values()
                and self.view.keys[chunk.start] in self.view.lang.group("resumptive")
            ):
                frame.place_pronoun = chunk.start  # "took it": a place, named before
            if chunk.kind != "np" or chunk.start <= frame.trigger.start < chunk.end:
                continue
            if not chunk.prep:
                if self._adverb_of_place(chunk):
                    self._fill(frame, "place", chunk, f"prep:{self.view.keys[chunk.start]}")
                continue
            prep = NEAR if self._near_of(chunk) else chunk.prep
            role = entry.preps.get(prep, "")
            if chunk.prep == BY and (victims := self._done_to(chunk)) is not None:
                self._fill(frame, "target", victims, "against")
                continue
            if chunk.prep in (IN, BETWEEN, BY) and frame.event in HARM and (victims := self._ranks(chunk)) is not None:
                self._fill(frame, "target", victims, "ranks")
                continue
            if role == "sides" and chunk.coord:
                continue  # the other side, taken with the first
            if role == "sides":
                self._sides(frame, chunk)
            elif role == "agent" and chunk.prep in (TO, FROM) and not self._near(following[:n]):
                continue  # whose it is stands right behind the noun; further on it belongs to something else
            elif role in ("agent", "by") and (suits_agent(chunk) or "means" in chunk.kinds):
                self._fill(frame, "agent", chunk, f"prep:{chunk.prep}")
            elif role == "agent" and chunk.places and chunk.prep in (FROM, TO):
                self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif (
                role == "agent_or_target"
                and chunk.prep == TO
                and not chunk.places
                and self._then_on(following[n + 1 :])
            ):
                self._fill(frame, "agent", chunk, f"prep:{chunk.prep}")  # قصف للمليشيات | على الأحياء
            elif role == "agent_or_target" and frame.targets and chunk.prep == TO:
                continue  # what is hit is said already: whose it is, or what for
            elif role == "agent_or_target":
                acts = (suits_agent(chunk) or "means" in chunk.kinds) and not chunk.kinds & {"site", "people"}
                self._fill(frame, "agent" if acts and not frame.agents else "target", chunk, f"prep:{chunk.prep}")
                if chunk.places:
                    self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif role == "victims":
                both = self.view.keys[chunk.start] in self.view.lang.group("both.sides")
                where = chunk.prep == IN and self._place_like(chunk)  # خسائر في جبهات X
                if both or (suits_agent(chunk) and not where and not (chunk.places and not chunk.actors)):
                    self._fill(frame, "target", chunk, f"prep:{chunk.prep}")
            elif role == "target" and chunk.prep in _WHERE and chunk.places and not chunk.actors and frame.targets:
                # Hit somebody on a road, executed ten in a town: where, for whom is said already.
                self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif role in ("target", "victims") and (holder := self._of_grip(chunk)) is not None:
                self._fill(frame, "target", holder, f"prep:{chunk.prep}")
            elif role == "target" and self._mounted(frame, entry, chunk):
                continue
            elif role == "target" and (whose := self._whose_lives(chunk)) is not None:
                self._fill(frame, "target", whose, f"prep:{chunk.prep}")
            elif role == "target" and self._of_which(frame, chunk):
                self._fill(frame, "place", chunk, f"prep:{FROM}")  # took 40% of the town: a share of it, not from it
            elif role == "target" and chunk.prep == BY and chunk.places and all(m.ambiguous for m in chunk.actors):
                self._fill(frame, "place", chunk, f"prep:{BY}")  # بدمشق: where
            elif role == "target" and self._behind_cause(frame, chunk):
                continue  # قتلت سيدة جراء قصف من الطيران: of the strike, not of the dead
            elif role == "target":
                if (
                    suits_agent(chunk)
                    or "site" in chunk.kinds
                    or chunk.places
                    or chunk.numeral
                    or self._hit_place(chunk)
                ):
                    self._fill(frame, "target", chunk, f"prep:{chunk.prep}")
                    if chunk.places:
                        self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif role == "kill_obj":
                if chunk.coord and frame.agents:
                    continue  # taken with the first
                if chunk.numeral or chunk.kinds & {"people", "force"}:  # قضت القوة على عشرة: the subject kills
                    frame.agents[:], frame.targets[:] = list(frame.targets), []
                    self._fill(frame, "target", chunk, f"prep:{chunk.prep}")
            elif role == "struck":
                named = (suits_agent(chunk) or "site" in chunk.kinds) and not (chunk.places and not chunk.actors)
                if named or self._place_like(chunk):  # سقطت قذيفة على منزل, على المدينة
                    self._fill(frame, "target" if named else "place", chunk, f"prep:{chunk.prep}")
            elif role == "hit":
                if chunk.places and all(m.ambiguous for m in chunk.actors):
                    self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
                elif (
                    (suits_agent(chunk) or "site" in chunk.kinds)
                    and not self.view.senses[chunk.head].suffix
                    and not bare_keys(*self.view.keys[chunk.start : chunk.end]) & self.view.lang.group("charged")
                ):
                    self._fill(frame, "target", chunk, f"prep:{chunk.prep}")
            elif role == "place":
                before_it = frame.event == "bombing" and chunk.prep in self.view.lang.group("in.front.of")
                if before_it and not frame.targets and self._post(chunk):
                    self._fill(frame, "target", chunk, "in-front-of")
                if (chunk.places and not self._agency(chunk)) or self._place_like(chunk):
                    self._fill(frame, "place", chunk, f"prep:{chunk.prep}")
            elif (
                not role
                and prep in self.view.lang.group("locative")
                and (
                    (chunk.places and prep != FROM and not self._agency(chunk))
                    or (self._tells_where(frame, prep) and self._place_like(chunk))
                )
            ):
                self._fill(frame, "place", chunk, f"prep:{prep}")

    def _behind_cause(self, frame: Frame, chunk: Chunk) -> bool:
        """Whether a causal preposition with an event noun stands between harm and a phrase behind من."""
        if frame.event not in HARM or chunk.prep != FROM:
            return False
        causal = self.view.lang.group("causal")
        return any(
            c.prep in causal and c.head in self.trigger_starts and frame.trigger.end <= c.head < chunk.start
            for c in self.chunks
        )

    def _done_to(self, chunk: Chunk) -> Chunk | None:
        """بحق رعاة, بحق مدنيين: to whom it was done."""
        if self.view.keys[chunk.head] not in self.view.lang.group("done.to"):
            return None
        return self._complement(chunk, chunk.head + 1)

    def _then_on(self, following: list[Chunk]) -> bool:
        """Whether the next phrase tells by على what was hit."""
        nxt = next((c for c in following if c.kind == "np" and not c.coord), None)
        return nxt is not None and nxt.prep == ON

    def _whose_lives(self, chunk: Chunk) -> Chunk | None:
        """أودى القصف بحياة أربعين مريضا: whose lives they were."""
        if not bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("lives"):
            return None
        return self._complement(chunk, chunk.head + 1)

    def _of_grip(self, chunk: Chunk) -> Chunk | None:
        """من قبضة التنظيم: whose hold it was."""
        if chunk.prep != FROM or not bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("grip"):
            return None
        holder = self._complement(chunk, chunk.head + 1)
        return holder if holder is not None and suits_agent(holder) else None

    def _ranks(self, chunk: Chunk) -> Chunk | None:
        """في صفوف المسلحين: whose ranks they were."""
        if not bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("ranks"):
            return None
        return self._complement(chunk, chunk.head + 1)

    def _near(self, between: list[Chunk]) -> bool:
        """Whether nothing but function words and times stands between an event noun and a phrase."""
        return all(c.kind == "time" or c.func in ("prep", "adv") or c.adverbial for c in between)

    def _sides(self, frame: Frame, first: Chunk) -> None:
        """بين X وY: one side and the other; بين X وY من جهة وZ من جهة أخرى: those before and behind the first جهة."""
        ours, theirs = parties(self.view, self.chunks, first, self.trigger_starts)
        for role, side in (("agent", ours), ("target", theirs)):
            for party in side:
                self._argument(frame, role, Argument(party.start, party.end, party))
                if party.places and not (party.actors or party.kinds & {"force", "body"}):
                    self._argument(frame, "place", Argument(party.start, party.end, party))  # بين حي X وحي Y
        frame.rules.append("agent:between:first")
        if theirs:
            frame.rules.append("target:between:second")

    def _agent_by(self, frame: Frame, entry: Event, following: list[Chunk]) -> None:
        """على يد / من قبل / بيد X."""
        view = self.view
        if "agent:between:first" in frame.rules:
            return  # من جانب: on the one hand
        if frame.agents and entry.obj in ("none", "place", "") and not entry.passive_first:
            return  # تقدم المقاتلون بغطاء من قبل الطيران: of what stands there, not of who advances
        for chunk in following:
            for t in range(chunk.start, chunk.end):
                if not view.shapes[t] & AGENT_BY:
                    continue
                between = (x.reading for x in self.found if frame.trigger.end <= x.start < t)
                if any(reading is not None and reading.pos == "ppart" for reading in between):
                    return  # دخل شاحنات المدينة المحاصرة من قبل X: who besieges it did not enter it
                for n, payload in view.lang.agent_by.match(view.keys, t):
                    if isinstance(payload, Function):
                        holder = next(
                            (c for c in following if (c.kind == "np" and c.start <= t + n < c.end) or c.start == t + n),
                            None,
                        )
                        if holder is not None and holder.start < t + n:
                            holder = self._complement(holder, t + n)  # على [يد المسلحين]
                        if (
                            holder is not None
                            and holder.kind == "np"
                            and any(r.pos == "noun" for r in view.senses[holder.head].events)
                        ):
                            made = self._complement(holder, holder.head + 1)  # من قبل غارات [الطيران]
                            holder = made if made is not None and suits_agent(made) else holder
                        if holder is not None and holder.kind == "np" and suits_agent(holder):
                            frame.agents.clear()
                            self._argument(frame, "agent", Argument(max(holder.start, t + n), holder.end, holder))
                            frame.rules.append("agent:by")
                            return

    def _fill(
        self, frame: Frame, role: str, chunk: Chunk, rule: str, *, borrowed: bool = False, start: int | None = None
    ) -> None:
        if role == "instrument" and self._blown_up(chunk):
            role = "target"
        if role in _NO_ARGUMENT:
            return
        self._argument(frame, role, Argument(start if start is not None else chunk.start, chunk.end, chunk))
        for joined in self._coordinated(chunk):
            if role == "place" and not joined.places:
                break
            if role in ("agent", "target") and not (suits_agent(joined) or "site" in joined.kinds or joined.numeral):
                break
            self._argument(frame, role, Argument(joined.start, joined.end, joined))
        if role == "target" and self._hit_place(chunk):
            self._argument(frame, "place", Argument(start if start is not None else chunk.start, chunk.end, chunk))
        frame.rules.append(f"{role}:{rule}")

    def _argument(self, frame: Frame, role: str, argument: Argument) -> None:
        if role == "agent":
            bucket = frame.agents
        elif role == "place":
            bucket = frame.places
        elif role in ("target", "patient"):
            bucket = frame.targets
        else:
            return
        if not bucket or all(a.start != argument.start for a in bucket):
            bucket.append(argument)

    def _coordinated(self, chunk: Chunk) -> list[Chunk]:
        """The phrases joined to this one by و, as long as they follow directly and hold no trigger."""
        out: list[Chunk] = []
        try:
            k = self.chunks.index(chunk)
        except ValueError:
            k = next((n for n, c in enumerate(self.chunks) if c.start <= chunk.start < c.end), -1)
        j = k + 1
        while 0 < j < len(self.chunks) and len(out) < 4:
            nxt = self.chunks[j]
            if (
                nxt.kind == "np"
                and nxt.coord
                and nxt.prep == self.chunks[k].prep
                and nxt.head not in self.trigger_starts
                and nxt.start not in self.trigger_starts
            ):
                out.append(nxt)
                j += 1
                continue
            break
        return out

    def _pronoun(self, frame: Frame, role: str, token: int, suffix: str) -> None:
        if role == "place" and frame.chunk.kind == "verb":
            frame.place_pronoun = token  # دخلتها: a place, named before
        self._argument(frame, role, Argument(token, token + 1, None, suffix))
        frame.rules.append(f"{role}:pronoun")
