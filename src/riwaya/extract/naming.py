"""Names for arguments: the span that is shown, the gazetteer's entity, the other forms the document uses, antecedents.

Coreference in the document: a suffix or dropped subject stands for the nearest fitting phrase before it; "the
organisation", "the army" for the actor of that head word named before; "the city" for the last place of that kind.
"""

from bisect import bisect_left, bisect_right, insort_right
from typing import Final, NamedTuple

import msgspec

from riwaya.extract.chunk import Chunk
from riwaya.extract.frame import Argument
from riwaya.extract.name_extents import ALSO_WORDS, BODIES, NameExtents
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.speakers import Speaker
from riwaya.extract.view import View
from riwaya.gazetteer.actors import ActorRow, Match, actors
from riwaya.lang.grammar import ARTICLE
from riwaya.model import Actor, Place, Voice
from riwaya.model.vocabulary import MOST_FORMS

_TITLE_WORDS: Final = 6
_VOICE_WORDS: Final = 14
_SHORT: Final = 2  # words of a phrase that may stand for a fuller one


class Named(NamedTuple):
    """A phrase as it will be written: character offsets, and the actor row when it is known."""

    start: int
    end: int
    row: ActorRow | None
    token: int


def _first(entry: tuple[int, int, int, ActorRow | None]) -> int:
    return entry[0]


def _extent(entry: tuple[int, int, int, ActorRow | None]) -> tuple[int, int, int]:
    return entry[:3]


class Namer(NameExtents):
    """Turns token ranges into named records; knows every name the document uses."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.forms: dict[str, list[str]] = {}
        self.sure: set[str] = set()
        self.heads_seen: dict[str, list[tuple[int, int, int, ActorRow | None]]] = {}
        # The same by head word and a number of words that they have more than: what a short phrase may stand for.
        self.fuller: dict[tuple[str, int], list[tuple[int, int, int, ActorRow | None]]] = {}
        self.place_forms: dict[str, list[str]] = {}
        for start, match in sorted(view.actor_at.items()):
            if not match.ambiguous and len(match.rows) == 1:
                row = match.rows[0]
                self.sure.add(row.id)
                a, b = self.offsets(start, match.end)
                self._form(row.id, view.text[a:b])

    def _form(self, entity: str, text: str) -> None:
        forms = self.forms.setdefault(entity, [])
        if text not in forms and len(text.split()) <= ALSO_WORDS:
            forms.append(text)

    # --- actors ---

    def row_of(self, chunk: Chunk) -> ActorRow | None:
        """The actor that a phrase names, an ambiguous form settled by what else the document names."""
        for match in chunk.actors:
            if not match.ambiguous and len(match.rows) == 1:
                return match.rows[0]
            known = [row for row in match.rows if row.id in self.sure]
            if len(known) == 1:
                return known[0]
            if len(match.rows) == 1 and not match.ambiguous:
                return match.rows[0]
        return None

    def actor(self, argument: Argument) -> Actor | None:
        """The record of an argument that has its own phrase."""
        chunk = argument.chunk
        if chunk is None:
            return None
        start, end = self._extent(chunk, argument.start, argument.end)
        if start >= end:
            return None
        start = self._commanded(start, end)
        a, b = self.offsets(start, end)
        text = self.view.text[a:b]
        if not any(c.isalpha() for c in text):
            return None
        row = self.row_of(chunk)
        if row is not None and row.parent and row.id.startswith("voice:"):
            row = actors().rows.get(row.parent, row)  # "a leader of X" speaks for X; who acts or dies is of X
        also = self._also(chunk, row, text)
        if row is None and (whole := self._whole_of(start, end)):
            also = (*(f for f in whole if f != text), *also)[:MOST_FORMS]
        heads = self.view.senses[chunk.head].heads
        if any(r.entry.kind == "person" and r.feature.startswith("s") for r in heads) and not chunk.numeral:
            called = self._called(chunk.end)
            also = (called, *also)[:MOST_FORMS] if called and called != text else also
        fuller = self._fuller(start, end) if row is None and end == chunk.end else ""
        if fuller:
            also = (fuller, *also)[:MOST_FORMS]
        return Actor(text, a, b, row.name if row else None, row.id if row else None, also)

    def _also(self, chunk: Chunk, row: ActorRow | None, text: str) -> tuple[str, ...]:
        out: list[str] = []
        if row is not None:
            out.extend(self.forms.get(row.id, ()))
        earlier = self.antecedent_by_head(chunk)
        if earlier is not None:
            a, b = self.offsets(earlier[0], earlier[1])
            out.append(self.view.text[a:b])
            if earlier[2] is not None:
                out.extend(self.forms.get(earlier[2].id, ()))
        seen = {text}
        kept = []
        for form in out:
            if form not in seen and len(form.split()) <= ALSO_WORDS:
                seen.add(form)
                kept.append(form)
        return tuple(kept[:MOST_FORMS])

    def note(self, chunk: Chunk) -> None:
        """Remember a noun phrase by its head word, for later definite mentions."""
        self._seen(chunk, (chunk.start, chunk.end, chunk.end - chunk.start, self.row_of(chunk)))

    def note_speaker(self, speaker: Speaker) -> None:
        """Remember the full extent of a voice, for its later short mentions (المصدر, المتحدث)."""
        chunk = Chunk("np", speaker.start, speaker.end)
        chunk.head = speaker.head
        self._seen(chunk, (speaker.start, speaker.end, speaker.end - speaker.start, speaker.row))

    def _seen(self, chunk: Chunk, entry: tuple[int, int, int, ActorRow | None]) -> None:
        """Keep phrases of one head word in text order, so that the last one before a place is found from the end."""
        head = self._head_key(chunk)
        bucket = self.heads_seen.setdefault(head, [])
        at = bisect_right(bucket, entry[:3], key=_extent) if bucket else 0
        if at and bucket[at - 1][:3] == entry[:3]:
            return
        bucket.insert(at, entry)
        known = entry[3] is not None and entry[2] > 1  # a name is fuller than as many words that are none
        for size in range(1, min(_SHORT, entry[2] if known else entry[2] - 1) + 1):
            insort_right(self.fuller.setdefault((head, size), []), entry, key=_extent)

    def _head_key(self, chunk: Chunk) -> str:
        return self.view.lang.head_key(self.view.tokens[chunk.head].text)

    def seen_with_head(self, chunk: Chunk) -> list[tuple[int, int, int, ActorRow | None]]:
        """The phrases noted so far, or named anywhere, with the head word of this one: tokens, size, actor row."""
        seen = list(self.heads_seen.get(self._head_key(chunk), ()))
        head = self.view.keys[chunk.head]
        for start, match in self.view.actor_at.items():
            if self.view.keys[start].removeprefix(ARTICLE) == head.removeprefix(ARTICLE) and match.end - start > 1:
                seen.append((start, match.end, match.end - start, None))
        return seen

    def antecedent_by_head(self, chunk: Chunk) -> tuple[int, int, ActorRow | None] | None:
        """For a short definite phrase (التنظيم، الجيش السوري): an earlier, fuller phrase with the same head word."""
        size = chunk.end - chunk.start
        if size > _SHORT or not chunk.definite:
            return None
        own = self.row_of(chunk)
        if own is not None:
            return None
        bucket = self.fuller.get((self._head_key(chunk), size), [])
        at = bisect_left(bucket, chunk.start, key=_first)
        if not at:
            return None
        start, end, _, row = bucket[at - 1]
        return start, end, row

    # --- voices ---

    def voice(self, speaker: Speaker) -> Voice:
        """The record of a speaker."""
        a, b = self.offsets(speaker.start, speaker.end)
        text = self.view.text[a:b]
        row = speaker.row
        also: list[str] = list(self.forms.get(row.id, ())) if row is not None else []
        chunk = Chunk("np", speaker.start, speaker.end)
        chunk.head = speaker.head
        last = self.view.senses[speaker.end - 1]
        written = self.view.tokens[speaker.end - 1].text.startswith(ARTICLE)
        chunk.definite = last.article or written or bool(last.suffix and last.heads)
        match = self.view.actor_at.get(speaker.start)
        if match is not None:
            chunk.actors = (match,)
            if row is None:
                row = self.row_of(chunk)
                if row is not None:
                    also.extend(self.forms.get(row.id, ()))
        earlier = self.antecedent_by_head(chunk)
        if earlier is not None:
            x, y = self.offsets(earlier[0], earlier[1])
            full = self.view.text[x:y]
            plural = self.view.senses[speaker.head].heads[:1] and self.view.senses[speaker.head].heads[0].feature == "p"
            if speaker.end - speaker.start == 1 and len(full.split()) <= _VOICE_WORDS and not plural:
                also.append(text)
                text, a, b = full, x, y
                row = row or earlier[2]
            else:
                also.append(full)
        if speaker.issuer is not None:
            x, y = self.offsets(*speaker.issuer)
            also.insert(0, self.view.text[x:y])
        kept = tuple(dict.fromkeys(f for f in also if f != text and len(f.split()) <= ALSO_WORDS))[:MOST_FORMS]
        return Voice(text, a, b, row.name if row else None, row.id if row else None, speaker.kind, kept)  # type: ignore[arg-type]

    def we(self, speaker: Speaker) -> Actor:
        """Who "we" are when somebody speaks: the body he speaks for where his title names it, else the speaker."""
        for t in range(speaker.start, self._title_end(speaker)):
            match = self.view.actor_at.get(t)
            if match is not None:
                match = self._behalf(t, match)
            if match is None or match.ambiguous or len(match.rows) > 1 or match.rows[0].kind == "person":
                continue
            row = match.rows[0]
            a, b = self.offsets(match.start, match.end)
            text = self.view.text[a:b]
            also = tuple(f for f in self.forms.get(row.id, ()) if f != text)[:MOST_FORMS]
            return Actor(text, a, b, row.name, row.id, also)
        who_is = self.view.keys[speaker.end + 1 : speaker.end + 2]
        named_first = not self.view.lang.group("who.is").isdisjoint(who_is)
        last = self._title_end(speaker) if named_first else speaker.end
        for t in range(speaker.head + 1, last):
            if self.view.senses[t].kinds & BODIES:  # the spokesman of the movement, which was named before
                body = Chunk("np", t, t + 1)
                body.head, body.definite = t, True
                earlier = self.antecedent_by_head(body)
                if earlier is None and self.view.keys[t - 1] in self.view.lang.group("tying") and last > t + 1:
                    a, b = self.offsets(t, last)  # قائد ميداني في كتيبة موالية للحكومة
                    return Actor(self.view.text[a:b], a, b, None, None, ())
                if earlier is not None:
                    a, b = self.offsets(earlier[0], earlier[1])
                    known = earlier[2]
                    name, entity = (known.name, known.id) if known is not None else (None, None)
                    return Actor(self.view.text[a:b], a, b, name, entity, ())
        first = self._commanded(speaker.start, speaker.end)
        if first > speaker.start:
            a, b = self.offsets(first, speaker.end)
            return Actor(self.view.text[a:b], a, b, None, None, ())
        voice = self.voice(speaker)
        return Actor(voice.text, voice.start, voice.end, voice.name, voice.entity, voice.also)

    def _title_end(self, speaker: Speaker) -> int:
        """The end of a title that stands behind a speaker's name: X, spokesman of ..."""
        view = self.view
        end = speaker.end
        if end + 1 < len(view.tokens) and view.keys[end + 1] in view.lang.group("who.is"):
            end += 2  # النقيب عدي، وهو قائد في لواء المعتصم
        behind = end
        while end < len(view.tokens) and end - behind < _TITLE_WORDS and view.tokens[end].kind == "word":
            end += 1
        titled = any(
            r.entry.kind == "person" for t in range(behind, min(behind + 2, end)) for r in view.senses[t].heads
        )
        return end if titled else speaker.end

    def _behalf(self, t: int, match: Match) -> Match | None:
        """The body in whose name a spokesman speaks, where his office is listed under a name of its own."""
        words = self.view.lang.group("in.the.name.of")
        for i in range(t, match.end - 1):
            if self.view.keys[i] in words:
                return actors().match(self.view.tokens, i + 1)
        return match

    # --- places ---

    def note_place(self, key: str, mention: PlaceMention) -> None:
        """Remember a form of the place that `key` tells from others."""
        if mention.refers is not None or mention.part:
            return
        a, b = self.offsets(mention.start, mention.end)
        forms = self.place_forms.setdefault(key, [])
        text = self.view.text[a:b]
        if text not in forms and len(text.split()) <= ALSO_WORDS:
            forms.append(text)

    def place(self, mention: PlaceMention, key: str = "") -> Place:
        """The record of a place mention; coordinates only with a precision that says what they mean."""
        if mention.refers is not None:
            return self._referring(mention, mention.refers, key)
        a, b = self.offsets(self._named_from(mention), mention.end)
        text = self.view.text[a:b]
        row = mention.row
        also = (
            () if mention.part else tuple(form for form in self.place_forms.get(key, ()) if form != text)[:MOST_FORMS]
        )
        if row is None or row.lat is None or row.lon is None:
            return Place(text, a, b, row.name if row else None, row.id if row else None, None, None, "unresolved", also)
        precision = row.precision or "point"
        if mention.head is not None and mention.head.role in ("part", "direction"):
            precision = "part"
        elif mention.head is not None and mention.head.role == "near":
            precision = "near"
        elif mention.head is not None and mention.head.part:
            precision = "area"
        return Place(text, a, b, row.name, row.id, row.lat, row.lon, precision, also)  # type: ignore[arg-type]

    def _named_from(self, mention: PlaceMention) -> int:
        """Where a place begins without "inside" or "all over", which tell no part of it: داخل X، في أنحاء X."""
        within = self.view.lang.group("all.over")
        start = mention.start
        while start < mention.core and self.view.keys[start] in within:
            start += 1
        return start

    def _referring(self, mention: PlaceMention, named: PlaceMention, key: str) -> Place:
        """ "The city" is written as the city's name; "the edge of the city" as it stands, with the name beside it."""
        whole = self.place(named, key)
        if mention.head is None:
            return whole
        end = mention.end
        if mention.name_start == end:  # a pronoun: inside it, its eastern outskirts
            adjectives = self.view.lang.group("place.adjectives")
            while end < len(self.view.keys) and self.view.keys[end] in adjectives:
                end += 1
        a, b = self.offsets(mention.start, end)
        also = tuple(dict.fromkeys((whole.text, *whole.also)))[:MOST_FORMS]
        precision = "near" if mention.head.role == "near" else "part"
        if whole.lat is None:
            precision = "unresolved"
        elif mention.head.role == "head":
            precision = "area"
        if mention.name_start == end:
            return msgspec.structs.replace(whole, precision=precision)
        text = self.view.text[a:b]
        return Place(text, a, b, whole.name, whole.entity, whole.lat, whole.lon, precision, also)  # type: ignore[arg-type]
