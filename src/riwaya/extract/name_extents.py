"""Extents of names: from where to where in the text a name is written, without counts and what is written onto it."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.shapes import COUNTING
from riwaya.extract.view import View
from riwaya.lang.grammar import ABOUT, ARTICLE, BY, FROM, LIKE, NISBA, ON, TEH_MARBUTA, TO, TO_THE
from riwaya.text.letters import TATWEEL

ALSO_WORDS: Final = 6
"""Words of the longest further form of a name."""
BODIES: Final = frozenset(("force", "body"))
_BEHALF: Final = 5  # words of whom somebody represents
_QUOTED: Final = 6  # words of a name in quotation marks, with the marks
_UNIT_WORDS: Final = 6  # words from a unit to what it is part of
_NAME_WORDS: Final = 9


class NameExtents:
    """Finds the words of a name and their character offsets."""

    view: View

    @property
    def _beside_names(self) -> frozenset[str]:
        """Words at the end of a phrase that are no part of a name: innocent (civilians), (the doctor) he (is who)."""
        return self.view.lang.group("plain.attributes") | self.view.lang.group("copular.pronouns")

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of tokens `[start, end)`, without what is written onto the first word."""
        view = self.view
        token = view.tokens[start]
        a, b = token.start, view.tokens[end - 1].end
        drop = self._clitics(start)
        return a + self._width(token.start, token.end, drop) if drop else a, b

    def _clitics(self, i: int) -> int:
        """How many letters of clitics to leave off the front of token `i`."""
        view = self.view
        match = view.actor_at.get(i) or view.place_at.get(i)
        key = view.keys[i]
        if match is not None:
            drop = len(match.conj)
            if match.prep and not (match.prep == TO and key[drop : drop + 2] == TO_THE):
                drop += 1
            return drop
        sense = view.senses[i]
        if not sense.readings and not (sense.conj or sense.prep):
            return 0
        drop = len(sense.conj)
        if sense.prep in (BY, LIKE) or (sense.prep == TO and key[drop : drop + 2] != TO_THE):
            drop += 1
        return drop

    def _width(self, start: int, end: int, letters: int) -> int:
        """How many characters the first `letters` letters take, with the marks on them."""
        text = self.view.text
        width = 0
        seen = 0
        while start + width < end:
            char = text[start + width]
            if char.isalpha() and char != TATWEEL:
                if seen == letters:
                    break
                seen += 1
            width += 1
        return width if start + width < end else 0

    def _commanded(self, start: int, end: int) -> int:
        """قيادة الجيش: the token at which the name of those begins whom a command commands; `start` for others."""
        view = self.view
        if view.keys[start].removeprefix(ARTICLE) not in view.lang.group("commands"):
            return start
        for t in range(start + 1, end):
            if t in view.actor_at or view.senses[t].kinds & BODIES:
                return start if view.tokens[t].text.startswith(TO_THE) else t  # written onto its preposition
        return start

    def _fuller(self, start: int, end: int) -> str:
        """A phrase with the name it is tied to by a preposition: jihadists of X, the commander in X; "" without one."""
        view = self.view
        at, last = end, len(view.tokens) - 1
        if at >= last:
            return ""
        if view.keys[at] in view.lang.group("not.of") and not view.senses[at + 1].func:
            return view.text[self.offsets(start, at + 2)[0] : view.tokens[at + 1].end]  # طيران غير ليبي
        if view.keys[at] == ABOUT and view.keys[start].removeprefix(ARTICLE) in view.lang.group("representatives"):
            return self._behind(start, at)  # ممثلون عن فصيل «جيش الإسلام»
        if view.keys[at] == ON and view.keys[at + 1] in view.lang.group("linked") and at + 2 < last:
            name = view.actor_at.get(at + 2)  # مسلحين على صلة بالقاعدة
            return view.text[self.offsets(start, name.end)[0] : view.tokens[name.end - 1].end] if name else ""
        belongs = at
        while belongs < min(last, at + 2) and view.keys[belongs] in view.lang.group("belonging"):
            belongs += 1
        if belongs > at:  # أشخاص ينتمون إلى حركة X
            at = belongs + (0 if view.senses[belongs].prep or belongs in view.actor_at else 1)
        elif view.keys[at] in view.lang.group("tying"):
            at += 1
            while at < last and view.tokens[at].kind == "punct" and view.tokens[at].text in '«"“(':
                at += 1
        elif not (view.senses[at].prep == TO or view.tokens[at].text.startswith(TO)):
            return ""
        commands = "person" in view.senses[start].kinds  # قائد لواء, القائد العسكري لقاعدة X
        actor = view.actor_at.get(at)
        place = view.place_at.get(at) if at > end or commands else None
        stop = actor.end if actor is not None else place.end if place is not None else 0
        if not stop or stop - start > ALSO_WORDS:
            return ""
        return view.text[self.offsets(start, stop)[0] : view.tokens[stop - 1].end]

    def _called(self, end: int) -> str:
        """The name right behind a title: زعيم التنظيم | أبو بكر, القيادي في الحركة «أبو منصور»; "" for none."""
        view, last = self.view, len(self.view.tokens) - 1
        at = end
        if at < last and view.keys[at] in view.lang.group("tying") and at + 1 in view.actor_at:
            at = view.actor_at[at + 1].end
        match = view.actor_at.get(at)
        if match is not None and all(row.kind == "person" for row in match.rows):
            return view.text[self.offsets(match.start, match.end)[0] : view.tokens[match.end - 1].end]
        if at >= last or view.tokens[at].text not in '«"“':
            return ""
        close = next((t for t in range(at + 2, min(at + _QUOTED, last + 1)) if view.tokens[t].text in '»"”'), -1)
        return view.text[view.tokens[at + 1].start : view.tokens[close - 1].end] if close > 0 else ""

    def _whole_of(self, start: int, end: int) -> tuple[str, ...]:
        """What a unit is part of: (وحدات من) الجيش; (قوة من 300) عسكري أجنبي; (ثلاث مقاتلات إف-16 من) سلاح الجو."""
        view = self.view
        stop = min(len(view.tokens), end + _UNIT_WORDS)
        at = next((t for t in range(start + 1, min(stop, end + _UNIT_WORDS)) if view.keys[t] == FROM), -1)
        if at < 0 or (at >= end and not view.senses[start].kinds & {"force", "means"}):
            return ()
        if any(view.tokens[t].kind == "word" for t in range(end, at)):
            return ()
        first = at + 1
        while first < stop and (view.tokens[first].kind != "word" or view.keys[first] in view.numbers):
            first += 1
        if first >= stop or not (view.senses[first].kinds & {"force", "body", "means"} or first in view.actor_at):
            return ()
        last = view.actor_at[first].end if first in view.actor_at else first + 1
        if (
            last == first + 1
            and last < len(view.tokens)
            and (view.senses[last].article or view.tokens[last].text.startswith(ARTICLE))
            == (view.senses[first].article or bool(view.senses[first].suffix))
        ):
            described = view.tokens[last].text.endswith((NISBA, TEH_MARBUTA)) and not view.senses[last].func
            last += int(described and view.tokens[last].kind == "word")
        return (view.text[self.offsets(first, last)[0] : view.tokens[last - 1].end],)

    def _behind(self, start: int, prep: int) -> str:
        """A phrase with what stands behind a preposition, up to the next sign, verb or function word."""
        view = self.view
        end = prep + 1
        while end < len(view.tokens) and end - prep <= _BEHALF:
            sense = view.senses[end]
            quote = view.tokens[end].kind == "punct" and view.tokens[end].text in '"«»“”'
            if not quote and (view.tokens[end].kind != "word" or sense.func or sense.conj or sense.prep):
                break
            end += 1
        return view.text[self.offsets(start, prep)[0] : view.tokens[end - 1].end] if end > prep + 1 else ""

    def _extent(self, chunk: Chunk, start: int, end: int) -> tuple[int, int]:
        """The telling part of a phrase: from its head noun, without its count, to its last name."""
        view = self.view
        first = start
        if chunk.numeral and (chunk.kinds or self._counted(chunk)):
            first = max(start, min(chunk.head, end - 1))
        first = self._past_amount(first, end)
        last = end
        if chunk.actors:
            last_actor = max(m.end for m in chunk.actors)
            last = min(end, max(last_actor, first + 1))
            while last < end and last < last_actor + 2 and self._attribute(last):
                last += 1
        if last - first > _NAME_WORDS:
            last = first + _NAME_WORDS
        while last - 1 > first and view.keys[last - 1] in self._beside_names:
            last -= 1  # "one civilian", "innocent civilians": civilians
        while last - 1 > first and view.tokens[last - 1].kind == "punct" and view.tokens[last - 1].text not in ')"”»':
            last -= 1
        if last - first > 2 and view.mark_pairs.get(first) == last - 1:
            return first + 1, last - 1  # "إرهابيا": the marks are no part of the name
        return first, last

    def _counted(self, chunk: Chunk) -> bool:
        """Whether a number stands right before the head: 20 حوثيا."""
        before = chunk.head - 1
        return before >= chunk.start and bool(self.view.shapes[before] & COUNTING)

    def _past_amount(self, start: int, end: int) -> int:
        """The token behind what only says how many: العديد من | الفلاحين, عدة | قرى, عدد كبير من | الطلاب."""
        view, group = self.view, self.view.lang.group
        first = start
        while first < end - 1 and first not in view.actor_at:
            words = bare_keys(view.keys[first])
            behind = first + 1
            while behind < end - 1 and view.keys[behind] in group("amount.attributes"):
                behind += 1
            if words & group("amounts") and view.keys[behind] == FROM and behind + 1 < end:
                first = behind + 1
            elif words & group("amounts.bare") and behind == first + 1 and view.senses[behind].func != "prep":
                first = behind
            else:
                break
        return first

    def _attribute(self, t: int) -> bool:
        """Whether a token behind a name only describes it: "an Iraqi force, regular"."""
        view = self.view
        sense = view.senses[t]
        known = t in view.actor_at or t in view.place_at or t in view.inside_actor
        return (
            view.tokens[t].kind == "word" and not known and not (sense.heads or sense.func or sense.conj or sense.prep)
        )
