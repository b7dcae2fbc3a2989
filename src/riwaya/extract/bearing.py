"""Bearing: whether what a verb makes of an event noun behind it is said of that event at all."""

from riwaya.extract.chunk import Chunk
from riwaya.extract.clause_doers import ClauseDoers
from riwaya.extract.clauses import Clause
from riwaya.extract.frame import Frame
from riwaya.extract.keys import bare_keys
from riwaya.lang.entries import Carrier
from riwaya.lang.grammar import FROM


class Bearing(ClauseDoers):
    """Tells the event that a carrier verb bears on from its settings, its subject and what is only spoken of."""

    def _only_setting(self, frame: Frame, clause: Clause, k: int, carrier: Carrier) -> bool:
        """Whether an event is only the setting of what a verb denies: they failed to retake it despite the raids."""
        assert clause.verb is not None
        negated = bool(clause.verb) and self.chunks[clause.verb - 1].func == "neg"
        if carrier.stance == "asserts" and not negated:
            return False
        timed = self.view.lang.group("source.of.time")
        chunk = frame.chunk
        if chunk.prep == FROM and k > 1 and self.chunks[k - 1].func == "prep":
            chunk = self.chunks[k - 2]  # رغم ثلاثة أيام | من الغارات
        return chunk.prep in timed and chunk.prep not in carrier.folded

    def _came_to_nothing(self, frame: Frame, clause: Clause, k: int, carrier: Carrier) -> bool:
        """Whether an event noun is the subject of a verb of failing or preventing: فشل هجوم, حالت الغارات دون وصولهم.

        An attack that failed was made, and so was what prevented something.
        """
        assert clause.verb is not None
        if carrier.denial != "failed" or frame.chunk.prep or k != clause.verb + 1 or "" in carrier.preps:
            return False
        if carrier.subj == "none":
            return any(c.prep in carrier.folded for c in self._following(clause.verb) if c is not frame.chunk)
        return frame.event == "attack"

    def _accused_of(self, clause: Clause, k: int, carrier: Carrier) -> bool:
        """Whether what a verb refuses is an accusation, which it denies as a word of saying, or to speak at all."""
        assert clause.verb is not None
        if carrier.stance != "denies" or carrier.denial != "negation":
            return False
        accusations = self.view.lang.group("accusations") | self.view.lang.group("saying.nothing")
        return any(
            bare_keys(self.view.keys[t]) & accusations
            for c in self.chunks[clause.verb + 1 : k]
            for t in range(c.start, c.end)
        )

    def _other_noun(self, t: int) -> bool:
        """Whether a word before an event noun is a noun that neither counts, carries nor tells an event."""
        sense, key = self.view.senses[t], self.view.keys[t]
        if sense.func or sense.carriers or sense.events or self.view.tokens[t].kind != "word":
            return False
        return key not in self.view.numbers and not bare_keys(key) & self.view.lang.group("operations")

    def _reports_by_participle(self, chunk: Chunk) -> bool:
        """قائلا, مدعية: a phrase that is a participle of saying in the accusative."""
        if chunk.kind != "np" or chunk.places or chunk.kinds - {"person"}:
            return False
        reports = self.view.senses[chunk.head].reports
        return any(r.pos == "part" and not (r.article or r.prep or r.suffix) for r in reports) and not chunk.prep
