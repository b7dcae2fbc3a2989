"""Objects: what a phrase behind a verb can be other than its subject."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.clause import Clause, suits_agent
from riwaya.extract.keys import bare_keys
from riwaya.extract.view import View
from riwaya.lang.entries import Event
from riwaya.model.vocabulary import FAMILY_OF

_FAR: Final = 4  # clauses up from one whose subject is dropped to the one that names it


def ancestors(clause: Clause) -> list[Clause]:
    """The clauses that a clause hangs on, nearest first, as far as its subject may come from."""
    out: list[Clause] = []
    parent = clause.parent
    while parent is not None and len(out) < _FAR:
        out.append(parent)
        parent = parent.parent
    return out


def hit(view: View, entry: object, chunk: Chunk) -> bool:
    """Whether a phrase behind a verb of attack can only be what is hit: a place by its head word, a site."""
    if not isinstance(entry, Event) or entry.obj != "target":
        return False
    destroyed = entry.event == "destruction" and chunk.kinds == {"site"}
    if not destroyed and FAMILY_OF[entry.event] not in ("remote", "battle"):
        return False
    if chunk.actors or chunk.kinds & {"force", "body", "means", "person"} or chunk.numeral:
        return False
    return "site" in chunk.kinds or bool(bare_keys(view.keys[chunk.head]) & view.lang.group("hit.places"))


def of_forces(chunk: Chunk) -> bool:
    """Whether a phrase is the name of an armed body without the noun for forces: (قوات) الدعم السريع."""
    if not chunk.actors or chunk.actors[0].start != chunk.start or chunk.kinds:
        return False
    return all(row.kind in ("armed_group", "military") for row in chunk.actors[0].rows)


def entered(view: View, clause: Clause, entry: object, chunk: Chunk) -> bool:
    """Whether a phrase behind a verb that takes a place for its object can only be that place."""
    if not isinstance(entry, Event) or entry.obj != "place" or chunk.actors or chunk.numeral:
        return False
    if chunk.kinds & {"force", "body", "means", "person", "people"}:
        return False
    acts = any(p.subject is not None and suits_agent(p.subject) for p in ancestors(clause))
    place = bool(chunk.places) or bool(bare_keys(view.keys[chunk.head]) & view.lang.group("hit.places"))
    return place or (acts and unknown(view, chunk))


def only_place(chunk: Chunk) -> bool:
    """Whether a phrase is nothing but a place, and no state that acts."""
    return bool(chunk.places) and not (chunk.actors or chunk.kinds)


def unknown(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is a name of which nothing is known: the towns that no list holds, for the most part."""
    sense = view.senses[chunk.head]
    return not (chunk.actors or chunk.kinds or chunk.numeral or sense.readings or sense.func)


def _in_construct(chunks: list[Chunk], k: int) -> bool:
    """Whether the phrase behind chunk `k` only completes it: could identify | those behind."""
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    if following is None or following.kind != "np" or following.start != chunks[k].end or chunks[k].definite:
        return False
    if following.prep or following.coord or following.actors or following.definite:
        return False
    owner = chunks[k + 2] if k + 2 < len(chunks) else None
    owned = owner is not None and owner.kind == "np" and owner.start == following.end and owner.definite
    return not following.kinds or (owned and owner is not None and not owner.prep)


def toll(view: View, chunk: Chunk) -> bool:
    """Whether a phrase tells dead, hurt or losses: what is inflicted, not who inflicts."""
    found = [r.entry for r in view.senses[chunk.head].events] + [p for _, p in view.phrase_at.get(chunk.head, ())]
    return any(isinstance(e, Event) and e.counted for e in found)


def carried_with(view: View, verb: int, chunks: list[Chunk], k: int, clause: Clause) -> bool:
    """Whether a phrase is what a carrier verb carries, so that no subject comes behind it.

    So it is where the verb is joined to one that has a subject ("and threatened | with the arrest of X"), and where a
    count stands right behind the event noun ("which led | to the wounding | of three soldiers").
    """
    chunk = chunks[k]
    carriers = view.senses[chunks[verb].start].carriers
    if not any(chunk.prep in r.entry.folded for r in carriers):
        return False
    if _in_construct(chunks, k):
        return True
    if clause.parent is None:
        return False
    sense = view.senses[chunk.head]
    if not sense.event_noun or sense.carrier_noun:
        return False
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    counted = following is not None and following.kind == "np" and following.numeral and following.start == chunk.end
    return counted or (clause.kind == "conj" and clause.parent.subject is not None)


def alone(chunks: list[Chunk], k: int, clause: Clause, owner: list[int]) -> bool:
    """Whether no other phrase of the clause could be the object of its verb."""
    others = range(k + 1, min(clause.end, k + 8))
    return not any(
        owner[j] == clause.index
        and chunks[j].kind == "np"
        and not (chunks[j].prep or chunks[j].adverbial or chunks[j].coord)
        for j in others
    )


def acts_behind(chunks: list[Chunk], k: int, clause: Clause, owner: list[int]) -> bool:
    """Whether a bare phrase behind chunk `k` in its clause can be the subject of the verb."""
    others = (chunks[j] for j in range(k + 1, min(clause.end, k + 4)) if owner[j] == clause.index)
    return any(c.kind == "np" and not (c.prep or c.coord or c.adverbial) and suits_agent(c) for c in others)


def late_subject(chunks: list[Chunk], k: int, clause: Clause, owner: list[int]) -> Chunk | None:
    """Who acts where a place, the object, stands between verb and subject: قصف مدينة سراقب الطيران الروسي."""
    place, nxt = chunks[k], chunks[k + 1] if k + 1 < len(chunks) else None
    if not place.places or place.actors or place.kinds - {"site"} or nxt is None or owner[k + 1] != clause.index:
        return None
    acts = bool(nxt.actors) or bool(nxt.kinds & {"force", "means"})
    bare = nxt.kind == "np" and not nxt.prep and not nxt.coord and not nxt.adverbial and not nxt.places
    return nxt if bare and acts and nxt.definite else None
