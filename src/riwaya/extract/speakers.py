"""Who speaks: the phrase that names a voice, its full extent, and what kind of voice it is."""

from typing import Final, NamedTuple

from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.shapes import PHRASE
from riwaya.extract.view import View
from riwaya.gazetteer.actors import ActorRow
from riwaya.lang.entries import Heads, Source
from riwaya.lang.grammar import BY, IN, PLURAL_NOMINATIVE, PLURAL_SUFFIXES, SUFFIX_3FS, TEH_MARBUTA, TO, TO_THE
from riwaya.model.vocabulary import VOICE_KINDS

_LISTENERS: Final = ("agency", "outlet", "state_media", "monitor")  # whom one tells, rather than speaks for
_SPEAKING: Final = frozenset(("force", "body", "person", "source", "people", "anaphor"))
BEARERS: Final = frozenset(("force", "body", "person", "source"))
"""The kinds of phrases that surely name somebody who can speak."""
MEDIA: Final = frozenset(("agency", "outlet", "state_media"))
"""The kinds of voices that quote others."""
_OFFICES: Final = frozenset(("body", "force"))
_OWNERS: Final = (SUFFIX_3FS, *PLURAL_SUFFIXES)
_OWNED: Final = 4  # letters: shorter words in ها or هم may be names
_LIMIT: Final = 14  # words: no title is longer, and a runaway phrase must not swallow the report


class Speaker(NamedTuple):
    """Tokens `[start, end)` that name a voice; `head` the token of its head noun; `row` the gazetteer's, if known."""

    start: int
    end: int
    head: int
    kind: str
    row: ActorRow | None
    issuer: tuple[int, int] | None = None
    """For a document that speaks (البيان): the tokens that name who issued it."""


def eventive(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is headed by an event noun or by a word for reports: what is said, not who says it."""
    sense = view.senses[chunk.head]
    if chunk.actors and any(match.start == chunk.head for match in chunk.actors):
        return False  # a name whose first word is an event noun: Rapid Support
    if sense.happening:
        return True
    if not (view.shapes[chunk.start] | view.shapes[chunk.head]) & PHRASE:
        return False
    return any(
        isinstance(p, Source) and p.kind in ("reports", "falsity", "impersonal")
        for t in {chunk.start, chunk.head}
        for _, p in view.phrase_at.get(t, ())
    )


def can_speak(view: View, chunk: Chunk) -> bool:
    """Whether a phrase can name a voice at all."""
    if eventive(view, chunk) or chunk.adverbial:
        return False
    if view.senses[chunk.head].carrier_noun and not chunk.kinds:
        return False
    if not chunk.actors and bare_keys(view.keys[chunk.head]) & view.lang.group("speechless"):
        return False
    if any(isinstance(r.entry, Heads) and r.entry.voice for r in view.senses[chunk.head].heads):
        return True  # also houses: the hospital announced
    if chunk.places and not chunk.actors and not chunk.kinds:
        return any(p.row is not None and p.row.kind == "country" and p.head is None for p in chunk.places)  # type: ignore[attr-defined]
    if chunk.actors or not chunk.kinds.isdisjoint(_SPEAKING):
        return True
    sense = view.senses[chunk.head]
    words = bare_keys(view.keys[chunk.head])
    some = words & view.lang.group("speaking.one")
    if words & view.lang.group("no.names") or (_belongs(view.tokens[chunk.head].text) and not some):
        return False
    return not sense.readings and view.tokens[chunk.head].kind == "word" and not chunk.numeral and not chunk.kinds


def _belongs(text: str) -> bool:
    """Whether an unknown word bears what no name bears: somebody's pronoun (توجيهها), or ل with the article."""
    return (len(text) > _OWNED and text.endswith(_OWNERS)) or text.startswith(TO_THE)


def extend(view: View, chunks: list[Chunk], k: int) -> tuple[Speaker, int]:
    """The whole speaker whose first phrase is chunk `k`, and the index of the chunk after it."""
    chunk = chunks[k]
    start, end = chunk.start, chunk.end
    if end - start > 1 and view.keys[start] in view.lang.group("that.said"):
        start += 1  # "reported this | the channel": what is said, and who says it
    j = k + 1
    titled = bool(chunk.kinds & {"person", "source"})
    links = view.lang.group("voice.links")
    if not titled and not chunk.kinds and not chunk.actors and not view.senses[chunk.head].readings:
        # A name before its title: Alina Naba, the spokeswoman for ...
        while (
            j < len(chunks)
            and chunks[j].kind == "np"
            and not chunks[j].prep
            and not chunks[j].coord
            and end - start < _LIMIT
        ):
            named = (
                not view.senses[chunks[j].head].readings
                or "person" in chunks[j].kinds
                or _titled_inside(view, chunks[j])
            )
            if not named or eventive(view, chunks[j]):
                break
            titled = titled or "person" in chunks[j].kinds or _titled_inside(view, chunks[j])
            end, j = chunks[j].end, j + 1
    elif (
        "person" in chunk.kinds
        and j < len(chunks)
        and chunks[j].kind == "np"
        and chunks[j].coord
        and not chunks[j].prep
        and "person" in chunks[j].kinds
        and chunk.end - chunk.start == 1
        and chunks[j].end - chunks[j].start >= 2
    ):
        end, j = chunks[j].end, j + 1  # two titles of one man: the activist and journalist X
    if end - start == 1 and j + 1 < len(chunks) and chunks[j].prep == IN and chunks[j].func == "prep":
        seat = chunks[j + 1]
        if bare_keys(view.keys[start]) & view.lang.group("bodies.at") and seat.places and seat.start == chunks[j].end:
            end, j = seat.end, j + 2  # the government | in Kinshasa
    while j < len(chunks) and end - start < _LIMIT:
        nxt = chunks[j]
        if nxt.kind == "np" and nxt.prep == TO and not nxt.coord and _belonging(view, end - 1):
            end, j = nxt.end, j + 1  # the agency belonging to the organisation
            continue
        if end == chunk.end and nxt.start == end and _completes(view, chunk, nxt):
            end, j = nxt.end, j + 1  # the mayor of X, the commander of group Y, the supporting force
            continue
        if end == chunk.end and _office_of(view, chunk, nxt):
            end, j = nxt.end, j + 1  # the general command of the army, the military spokesman of the militia
            continue
        if titled and nxt.kind == "func" and nxt.func == "prep" and nxt.prep in links and j + 1 < len(chunks):
            inner = chunks[j + 1]
            medium = nxt.prep == IN and _medium(view, inner)
            if inner.kind == "np" and not eventive(view, inner) and not medium:
                end, j = inner.end, j + 2
                continue
        if nxt.kind == "np" and titled and not eventive(view, nxt):
            attached = (nxt.prep in (TO, BY) and not nxt.coord and nxt.kinds & {"body", "force"}) or (
                nxt.prep in (TO, BY) and bool(nxt.actors) and not nxt.coord and "source" not in chunk.kinds
            )
            if attached and nxt.actors and nxt.actors[0].rows[0].kind in _LISTENERS:
                attached = False  # whom he told, not whom he speaks for
            name = (
                not nxt.prep
                and not nxt.coord
                and (not nxt.actors or _person(nxt))
                and not any(isinstance(p, Source) for _, p in view.phrase_at.get(nxt.start, ()))
                and ((not view.senses[nxt.head].readings and not nxt.places) or "person" in nxt.kinds or _person(nxt))
            ) or (nxt.start == end and _called_so(chunk, nxt))
            if attached or name:
                end, j = nxt.end, j + 1
                continue
        if titled and nxt.kind == "punct" and view.tokens[nxt.start].text in "،," and j + 1 < len(chunks):
            inner = chunks[j + 1]
            after = chunks[j + 2] if j + 2 < len(chunks) else None
            closed = after is None or (after.kind in ("punct", "func", "time") and after.func != "without")
            short = inner.kind == "np" and not inner.prep and not inner.coord and inner.end - inner.start <= 4
            if closed and short and ((not view.senses[inner.head].readings and not inner.places) or _person(inner)):
                end, j = inner.end, j + 2
                if j < len(chunks) and chunks[j].kind == "punct" and view.tokens[chunks[j].start].text in "،,":
                    j += 1
        break
    return Speaker(start, end, chunk.head, voice_kind(view, chunk, start, end), known_row(chunk)), j


def _medium(view: View, chunk: Chunk) -> bool:
    """Whether "in" tells by what medium somebody speaks: in the press conference, but not in the Congress."""
    if not bare_keys(view.keys[chunk.head]) & view.lang.group("voice.media"):
        return False
    body = view.senses[chunk.head].article and chunk.end - chunk.head > 1
    press = any(bare_keys(view.keys[t]) & view.lang.group("of.the.press") for t in range(chunk.head, chunk.end))
    return not body or press or bool(view.senses[chunk.head].reports)


def _completes(view: View, chunk: Chunk, nxt: Chunk) -> bool:
    """Whether the next phrase completes a title: what an indefinite one is in construct with, or its adjective."""
    if "person" not in chunk.kinds or nxt.kind != "np" or nxt.prep or nxt.coord or nxt.numeral or eventive(view, nxt):
        return False
    if nxt.end - nxt.start == 1 and nxt.kinds == {"joined"} and view.senses[nxt.head].article:
        return chunk.definite
    last = view.tokens[chunk.end - 1].text
    if last.endswith(PLURAL_NOMINATIVE):
        return False  # a plural that kept its nun is complete
    unfinished = not chunk.definite or (last.endswith(TEH_MARBUTA) and not view.senses[chunk.end - 1].article)
    return unfinished and nxt.definite and (bool(nxt.places) or bool(nxt.actors) or bool(nxt.kinds & _OFFICES))


def _office_of(view: View, chunk: Chunk, owner: Chunk) -> bool:
    """Whether ل ties an office (a definite phrase with its adjective) to the body whose office it is."""
    if owner.kind != "np" or owner.prep != TO or owner.coord or eventive(view, owner):
        return False
    if chunk.end - chunk.start < 2 or not view.senses[chunk.end - 1].article or not chunk.kinds:
        return False
    row = owner.actors[0].rows[0] if owner.actors else None
    return not owner.kinds & {"source"} and (
        bool(owner.kinds & {"body", "force"}) or (row is not None and row.kind not in _LISTENERS)
    )


def _belonging(view: View, last: int) -> bool:
    """Whether a phrase ends in a word for belonging (التابعة، الموالي) that names its owner behind ل."""
    return any(r.entry.kind == "joined" for r in view.senses[last].heads if isinstance(r.entry, Heads))


def _titled_inside(view: View, chunk: Chunk) -> bool:
    """Whether a title stands inside the phrase, behind a name."""
    return any(
        isinstance(r.entry, Heads) and r.entry.kind == "person"
        for t in range(chunk.start, chunk.end)
        for r in view.senses[t].heads
    )


def _called_so(chunk: Chunk, name: Chunk) -> bool:
    """Whether an outlet's name stands behind the noun for what it is: the Mauritanian agency | Sahara Media."""
    media = bool(name.actors) and name.actors[0].rows[0].kind in _LISTENERS and name.actors[0].start == name.start
    return media and "source" in chunk.kinds and not (chunk.actors or name.prep or name.coord)


def _person(chunk: Chunk) -> bool:
    return bool(chunk.actors) and chunk.actors[0].rows[0].kind == "person"


def known_row(chunk: Chunk) -> ActorRow | None:
    """The one gazetteer row that a phrase surely names."""
    for match in chunk.actors:
        if not match.ambiguous and len(match.rows) == 1:
            return match.rows[0]
    return None


def voice_kind(view: View, chunk: Chunk, start: int, end: int) -> str:
    """The kind of voice a phrase names, from its head noun, else from the gazetteer."""
    heads = [r.entry for r in view.senses[chunk.head].heads if isinstance(r.entry, Heads) and r.entry.voice]
    row = chunk.actors[0].rows[0] if chunk.actors else None
    if heads:
        kind = heads[0].voice
        if kind == "official" and row is not None and row.kind in ("military", "armed_group", "medical"):
            return row.kind
        if kind != "unnamed":
            return kind
        return "unnamed"
    if row is not None:
        if row.kind in VOICE_KINDS:
            return row.kind
        return {"civilian": "witness", "person": "official"}.get(row.kind, "unnamed")
    if chunk.places:
        return "government"
    if "force" in chunk.kinds:
        return "armed_group"
    if "people" in chunk.kinds:
        return "witness"
    return "official" if not view.senses[chunk.head].readings else "unnamed"
