"""What stands around a sentence without belonging to it: labels (عاجل |, بالفيديو:), hashtags before and after it.

Hashtags inside a sentence are its words. A leading one that a verb follows is its subject; any other stands alone.
"""

from typing import Final

from riwaya.lang.arabic import Arabic
from riwaya.lang.sense import Sense
from riwaya.text.sentences import Sentence
from riwaya.text.tokens import Token

_SIGNS: Final = frozenset("|:-–—!./،")
_ITEM: Final = frozenset("/).-–")
_LONGEST_LABEL: Final = 3  # words
_OPENS: Final = frozenset("#*•|-–—«\"'🔴")


class Openings:
    """Cuts labels and tags off the sentences of one text."""

    def __init__(self, lang: Arabic, text: str, tokens: list[Token], senses: list[Sense]) -> None:
        self.text = text
        self.tokens = tokens
        self.senses = senses
        self.labels = lang.group("labels")
        self.urgent = lang.group("labels.urgent")
        self.opinion = lang.group("labels.opinion")

    def cut(self, sentence: Sentence) -> list[Sentence]:
        """The sentence without labels and trailing tags; leading tags alone; nothing of what is labelled opinion."""
        start, stop = sentence.start, sentence.end
        start = self._numbered(start, stop)
        out: list[Sentence] = []
        while start < stop:
            after = self._label(start, stop)
            if after == start:
                break
            if after < 0:
                return out
            start = after
        tag = self._tag_end(start, stop)
        while start < tag < stop and not self._subject(start, tag):
            out.append(Sentence(start, tag, sentence.paragraph))
            start = tag
            tag = self._tag_end(start, stop)
        stop = self._before_tags(start, stop)
        if start < stop:
            out.append(Sentence(start, stop, sentence.paragraph))
        return out

    def _label(self, start: int, stop: int) -> int:
        """The token after the label that stands at `start`, `start` if none does, -1 for a label of opinion."""
        tokens = self.tokens
        first = start
        while first < stop and tokens[first].text in _OPENS:
            first += 1
        if first >= stop or tokens[first].kind != "word":
            return start
        tagged = self._tagged(first)
        for end in range(min(first + _LONGEST_LABEL, stop - 1), first, -1):
            key = " ".join(token.key for token in tokens[first:end])
            if key not in self.labels and key not in self.opinion:
                continue
            if tokens[end].text in _SIGNS:
                while end < stop and tokens[end].text in _SIGNS:
                    end += 1
            elif not (tagged or key in self.urgent):
                continue
            return -1 if key in self.opinion else end
        return start

    def _numbered(self, start: int, stop: int) -> int:
        """The token after the number of an item that stands at `start`: 3/ the army took."""
        if start + 2 >= stop or self.tokens[start].kind != "number" or len(self.tokens[start].text) > 2:
            return start
        item = self.tokens[start + 1].text in _ITEM and self.tokens[start + 1].start == self.tokens[start].end
        begins = start == 0 or "\n" in self.text[self.tokens[start - 1].end : self.tokens[start].start]
        return start + 2 if item and begins and self.tokens[start + 2].kind != "number" else start

    def _tagged(self, i: int) -> bool:
        at = self.tokens[i].start
        return at > 0 and self.text[at - 1] == "#"

    def _tag_end(self, start: int, stop: int) -> int:
        """The token after the hashtag that begins at `start`, or `start`."""
        if start >= stop or not self._tagged(start):
            return start
        end = start + 1
        while end < stop and self.text[self.tokens[end - 1].end : self.tokens[end].start] == "_":
            end += 1
        return end

    def _subject(self, start: int, end: int) -> bool:
        """Whether a leading tag is a word of its sentence: a verb or a function word goes on from it, or it is one."""
        sense, own = self.senses[end], self.senses[start]
        if own.func or (own.verbs and not own.nominal) or own.events:
            return True
        surely = not sense.nominal or bool(own.kinds & {"force", "body"})
        return bool((sense.verbs and surely) or sense.func) and not self._tagged(end)

    def _before_tags(self, start: int, stop: int) -> int:
        """Where the tags at the end of a line begin that say nothing more; the first of them may complete a phrase."""
        tags: list[int] = []
        end = stop
        while end > start and self.tokens[end - 1].text in _SIGNS:
            end -= 1
        while end > start:
            begin = end - 1
            while begin > start and self.text[self.tokens[begin - 1].end : self.tokens[begin].start] == "_":
                begin -= 1
            if not self._tagged(begin):
                break
            tags.append(begin)
            end = begin
        if not tags or end == start:
            return stop
        last = tags[-1]
        if self.tokens[last - 1].kind == "punct":
            return last
        return tags[-2] if len(tags) > 1 else stop
