"""Parts of a toll: whom the count of the dead or wounded takes in, told behind "among them"."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.linking import Linking
from riwaya.extract.triggers import Trigger
from riwaya.lang.grammar import AND, BETWEEN, FROM
from riwaya.model.vocabulary import HARM

_PEOPLE: Final = frozenset(("people", "person", "force", "joined"))

_COUNTED: Final = HARM | {"detained", "abduction"}


class TollParts(Linking):
    """Adds the frames of the parts that a sentence counts of a toll it tells."""

    def _parts(self, frames: list[Frame]) -> list[Frame]:
        """قتل 53 مدنيا بينهم 17 طفلا و11 سيدة: each counted part is a claim of its own."""
        among = self.view.lang.group("among.them")
        out_of = self.view.lang.group("out.of.them")
        parts: list[Frame] = []
        for k, chunk in enumerate(self.chunks):
            if chunk.func != "pron":
                continue
            key = self.view.keys[chunk.start].lstrip(AND)
            if not (key in among or (key in out_of and self._whole_before(k))):
                continue
            whole = self._whole(frames, k)
            if whole is None:
                continue
            first = chunk.start - 1 if self.view.keys[chunk.start - 1] == FROM else chunk.start
            for j in range(k + 1, len(self.chunks)):
                part = self.chunks[j]
                if part.kind != "np" or part.prep or not self._counts(part) or (j > k + 1 and not part.coord):
                    break
                parts.append(self._part(whole, j, part, first if j == k + 1 else part.start))
        frames = self._groups(frames)
        return [*frames, *parts] if parts else frames

    def _whole_before(self, k: int) -> bool:
        """Whether "of them" opens the parts of a count (14 شخصا منهم طفلان), and does not end one (ثلاثة منهم)."""
        before, following = self.chunks[k - 1] if k else None, self.chunks[k + 1] if k + 1 < len(self.chunks) else None
        if before is None or following is None or before.kind != "np" or following.kind != "np":
            return False
        return before.numeral and bool(before.kinds & _PEOPLE) and self._counts(following)

    def _one_toll(self, frames: list[Frame]) -> list[Frame]:
        """حصيلة القتلى في المعارك بلغت 51 قتيلا: what the figure counts and the figure itself are one claim."""
        gone: list[Frame] = []
        for figure in frames:
            verb = figure.clause.verb
            if verb is None or figure.event not in HARM or not figure.chunk.numeral or not figure.trigger.entry.counted:
                continue
            if not any(r.entry.figure for r in self.view.senses[self.chunks[verb].start].carriers):
                continue
            for said in frames:
                if said.event == figure.event and said.chunk is figure.clause.subject and not said.chunk.numeral:
                    figure.agents = figure.agents or said.agents
                    figure.places = figure.places or said.places
                    figure.core_start = min(figure.core_start, said.chunk.start)
                    gone.append(said)
        return [f for f in frames if not any(f is g for g in gone)]

    def _out_of_toll(self, frames: list[Frame]) -> None:
        """من بين قتلى الجيش ثلاثة من قادة الألوية: who is counted behind it is whom is told of."""
        for frame in frames:
            k = frame.trigger.chunk
            if frame.event not in HARM or not frame.trigger.entry.counted or frame.chunk.prep != BETWEEN:
                continue
            if frame.clause.verb is not None or self.view.keys[frame.chunk.prep_start - 1].lstrip(AND) != FROM:
                continue
            part = self.chunks[k + 1] if k + 1 < len(self.chunks) else None
            if part is None or part.kind != "np" or part.coord or part.start != frame.chunk.end:
                continue
            if part.numeral and part.kinds & _PEOPLE:
                frame.targets = [Argument(part.start, part.end, part)]

    def _groups(self, frames: list[Frame]) -> list[Frame]:
        """قتل 13 جنديا و65 متمردا: of two groups that one verb counts each is a claim of its own."""
        out: list[Frame] = []
        for frame in frames:
            out.append(frame)
            if frame.event not in HARM or frame.stance != "asserts" or frame.trigger.entry.counted:
                continue
            first = frame.targets[0].chunk if frame.targets else None
            if first is None or not (first.numeral or self._told_off(first)):
                continue
            for argument in list(frame.targets[1:]):
                chunk = argument.chunk
                if chunk is not None and chunk.coord and chunk in self.chunks and self._told_off(chunk):
                    frame.targets.remove(argument)
                    part = self._part(frame, self.chunks.index(chunk), chunk, chunk.start)
                    part.rules[-1] = "part:group"
                    if "toll:groups" not in frame.rules:
                        frame.rules.append("toll:groups")
                    out.append(part)
        return out

    def _told_off(self, chunk: Chunk) -> bool:
        """Whether a phrase counts a group: a number in front, and who they are, or of whom, behind it."""
        view = self.view
        token = view.tokens[chunk.start]
        key = token.key.removeprefix(AND)
        number = token.kind == "number" or key.isdigit() or key in view.numbers
        return number and chunk.end - chunk.start > 1

    def _whole(self, frames: list[Frame], k: int) -> Frame | None:
        """The toll before a chunk, unless another clause with a verb of its own stands between."""
        at = self.chunks[k].start
        whole = next((f for f in reversed(frames) if f.event in _COUNTED and f.trigger.start < at), None)
        if whole is None or whole.stance != "asserts":
            return None
        between = self.chunks[whole.trigger.chunk + 1 : k]
        return None if any(c.kind == "verb" for c in between) else whole

    def _counts(self, chunk: Chunk) -> bool:
        """Whether a phrase counts people: it has a number, and a noun for people behind it."""
        view = self.view
        two = any(r.feature == "d" for r in view.senses[chunk.start].heads) and bool(chunk.kinds & _PEOPLE)
        if two:
            return True  # طفلان
        number = view.tokens[chunk.start].kind == "number" or view.tokens[chunk.start].key in view.numbers
        return number and chunk.end - chunk.start > 1 and bool(chunk.kinds & _PEOPLE)

    def _part(self, whole: Frame, j: int, part: Chunk, first: int) -> Frame:
        told = whole.trigger
        trigger = Trigger(told.entry, part.start, part.start + 1, j, None, told.rule)
        frame = Frame(trigger, whole.event, self.clauses[self.owner[j]], part, self.index)
        frame.core_start = first
        frame.agents = list(whole.agents)
        frame.places = list(whole.places)
        frame.targets = [Argument(part.start, part.end, part)]
        frame.caused_by = whole.caused_by
        frame.rules.append("part:among")
        return frame
