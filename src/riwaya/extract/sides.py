"""Sides: who in a document fights whom, who holds what, and on which side of which war the gazetteer has them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

import msgspec

from riwaya.extract.view import View
from riwaya.gazetteer.actors import ActorRow, actors, side_words
from riwaya.lang.arabic import arabic
from riwaya.lang.grammar import AND, ARTICLE, TO_THE
from riwaya.model import Actor, Claim, Place
from riwaya.model.vocabulary import FAMILIES, MOST_FORMS
from riwaya.text.normalise import fold

TAKEN: Final = frozenset(("capture", "recapture", "clearing"))
BATTLES: Final = frozenset(("clash", "attack", "ambush"))
FIGHTING: Final = frozenset(
    (*BATTLES, *FAMILIES["remote"], *TAKEN, "entry", "siege", "killed", "execution", "detained")
) - {"shootdown"}
UNTOLD: Final = "sides:untold"
"""The rule of a claim of "both sides" that names neither."""
_HOLDING: Final = frozenset(("control", "loss", "withdrawal"))
_TOLD: Final = frozenset(("asserts", "denies", "doubts"))  # who is said not to have hit whom fights him none the less
_ARMED: Final = frozenset(("military", "armed_group"))
_OF_SIDES: Final = _ARMED | {"government"}
_NEAR: Final = 700  # characters within which one of several opponents is the one meant
_CLITIC: Final = 3
_NAMES: Final = 16384  # names whose words are kept: as many as stand in an archive would fill the memory
_FAR: Final = 2500  # ... and the only one


class Mention(NamedTuple):
    """A name of a party at characters `[start, end)`; `rows` are those it may stand for, `sure` whether it does."""

    start: int
    end: int
    text: str
    rows: tuple[ActorRow, ...]
    sure: bool


class Parties:
    """The parties that a document names, and the wars of the gazetteer that it is about.

    A name that many armies have ("the government forces") is one of the wars that the names in full belong to.
    """

    def __init__(self, view: View) -> None:
        self.mentions: list[Mention] = []
        told: Counter[str] = Counter()
        known: set[str] = set()
        for start, match in view.actor_at.items():
            if not any(row.kind in _OF_SIDES for row in match.rows):
                continue
            a, b = view.tokens[start].start, view.tokens[match.end - 1].end
            joined = len(match.conj)
            if match.prep and not view.text.startswith(TO_THE, a + joined):
                joined += 1
            row, sure = match.rows[0], not match.ambiguous and len(match.rows) == 1
            self.mentions.append(Mention(a, b, view.text[a + joined : b], match.rows, sure))
            if sure and row.id not in known:
                known.add(row.id)
                told.update({label.partition(":")[0] for label in _sides(row)})
        most = max(told.values(), default=0)
        self.wars: Final = frozenset(war for war, n in told.items() if 2 * n >= most)
        self._of: dict[tuple[str, int], frozenset[str]] = {}

    def labels(self, actor: Actor) -> frozenset[str]:
        """The sides of an actor: those of his entry, else of the names in what he is called that fit the wars."""
        mark = actor.text, actor.start
        found = self._of.get(mark)
        if found is None:
            row = actors().rows.get(actor.entity) if actor.entity is not None else None
            found = _sides(row) if row is not None else frozenset()
            if not found:
                rows = [r for m in self.mentions if actor.start <= m.start and m.end <= actor.end for r in m.rows]
                found = self.of_rows(rows) or self.of_rows(r for form in actor.also for r in actors().called(form))
            self._of[mark] = found
        return found

    def of_rows(self, rows: Iterable[ActorRow]) -> frozenset[str]:
        """The sides of actors in the wars of the document."""
        out: set[str] = set()
        words = side_words()
        for row in rows:
            if row.id in words:
                out.update(f"{war}:{side}" for war in self.wars for side in words[row.id])
            elif row.kind in _OF_SIDES:
                out.update(label for label in _sides(row) if label.partition(":")[0] in self.wars)
        return frozenset(out)

    def plainly(self, actor: Actor, at: int) -> Actor:
        """An actor by the name that stands nearest to character `at`: who holds the posts that were hit."""
        named = [m for m in self.mentions if m.sure and m.rows[0].id == actor.entity]
        if not named:
            return actor
        other = dict.fromkeys((actor.text, *actor.also, *(m.text for m in named)))
        if any(m.start <= actor.start + _CLITIC and m.end > actor.start for m in self.mentions):
            forms = tuple(form for form in other if form != actor.text)  # he is called by a name as it is
            return msgspec.structs.replace(actor, also=forms[:MOST_FORMS])
        nearest = min(named, key=lambda m: (abs(m.start - at), m.start))
        return _actor(nearest, tuple(form for form in other if form != nearest.text)[:MOST_FORMS])

    def armed(self) -> list[tuple[Mention, frozenset[str]]]:
        """The named parties that bear arms, with their sides; those without a side are left out."""
        out = []
        for mention in self.mentions:
            bodies = all(row.kind in _ARMED and row.id.startswith("actor:") for row in mention.rows)
            if bodies and (labels := self.of_rows(mention.rows)):
                out.append((mention, labels))
        return out

    def two_before(self, at: int) -> tuple[Actor, ...]:
        """The two armed parties of different sides that are named last before character `at`, first named first."""
        last: tuple[Mention, frozenset[str]] | None = None
        for mention, labels in reversed(self.armed()):
            if mention.start >= at:
                continue
            if last is None:
                last = mention, labels
            elif _opposed(labels, last[1]):
                return _actor(mention), _actor(last[0])
        return ()


class Sides:
    """Who fights whom, and who holds what, by the claims of a document.

    Those are of one side who have one name, who act together in a claim, or who share a side in the gazetteer (of some
    time), unless the document tells that they fight each other.
    """

    def __init__(self, claims: Sequence[Claim], parties: Parties) -> None:
        self.parties = parties
        self._allies: set[tuple[str, str]] = set()
        self._enemies: set[tuple[str, str]] = set()
        self._fights: list[tuple[int, tuple[Actor, ...], tuple[Actor, ...]]] = []
        self._held: list[tuple[int, tuple[Actor, ...], frozenset[str]]] = []
        for claim in claims:
            agents = tuple(a for a in claim.agents if _party(a) or (a.entity is None and claim.event in FIGHTING))
            targets = tuple(t for t in claim.targets if _party(t) or (t.entity is None and claim.event == "clash"))
            at = claim.evidence.start
            if claim.event != "clash" or targets:
                keys = [_key(a) for a in agents]
                self._allies.update((a, b) for a in keys for b in keys)
            if claim.event in FIGHTING and agents and targets and claim.stance in _TOLD:
                self._fights.append((at, agents, targets))
                self._fights.append((at, targets, agents))
                self._enemies.update((_key(a), _key(t)) for a in agents for t in targets)
                self._enemies.update((_key(t), _key(a)) for a in agents for t in targets)
            elif claim.event in _HOLDING and agents and claim.stance == "asserts":
                self._held.append((at, agents, _marks(claim.places)))

    def holders(self, claim: Claim) -> tuple[Actor, ...]:
        """Who is told to hold, lose or leave the very place that somebody else takes; the nearest telling counts."""
        places = _marks(claim.places)
        told = [
            (abs(at - claim.evidence.start), at, agents)
            for at, agents, held in self._held
            if held & places and not self._one_side(agents, claim.agents)
        ]
        return min(told, key=lambda t: t[:2])[2] if told else ()

    def opponents(self, claim: Claim) -> tuple[Actor, ...]:
        """Whom one of the claim's agents fights: the only ones in the document, else those told close by."""
        told = [
            (abs(at - claim.evidence.start), at, others)
            for at, side, others in self._fights
            if self._one_side(side, claim.agents) and not self._one_side(others, claim.agents)
        ]
        ours = frozenset().union(*(self.parties.labels(a) for a in claim.agents))
        strangers = [t for t in told if all(ours.isdisjoint(self.parties.labels(a)) for a in t[2])]
        told = (
            strangers or told
        )  # one strike on friends, or a sentence misread, makes no enemies where there are others
        if not told:
            return ()
        distance, _, nearest = min(told, key=lambda t: t[:2])
        several = any(not self._one_side(others, nearest) for _, _, others in told)
        states = any(_kind(a.entity) == "government" for a in (*claim.agents, *nearest))
        near = several or states or claim.event in BATTLES
        return () if distance > (_NEAR if near else _FAR) else nearest

    def other(self, claim: Claim) -> tuple[Actor, ...]:
        """The other armed party that the document names, by the gazetteer's sides of one war, where there is one.

        Of an actor of no known side it is the only armed party, by a name in full, that is not his own. States fight
        too many for this.
        """
        if any(_kind(a.entity) == "government" for a in claim.agents):
            return ()
        ours = frozenset().union(*(self.parties.labels(a) for a in claim.agents))
        wars = {label.partition(":")[0] for label in ours}
        against: list[tuple[Mention, frozenset[str]]] = []
        for mention, labels in self.parties.armed():
            named = _actor(mention)
            if labels & ours or self._one_side((named,), claim.agents) or not (ours or mention.sure):
                continue
            if not wars or wars & {label.partition(":")[0] for label in labels}:
                against.append((mention, labels))
        if not against or not frozenset.intersection(*(labels for _, labels in against)):
            return ()
        at = claim.evidence.start
        nearest = min((m for m, _ in against), key=lambda m: (abs(m.start - at), m.start))
        far = _NEAR if claim.event in BATTLES else _FAR
        return () if abs(nearest.start - at) > far else (_actor(nearest),)

    def _one_side(self, some: Iterable[Actor], others: Sequence[Actor]) -> bool:
        for a in some:
            for b in others:
                pair = _key(a), _key(b)
                if one_name(a, b) or pair in self._allies:
                    return True
                if pair not in self._enemies and not self.parties.labels(a).isdisjoint(self.parties.labels(b)):
                    return True
        return False


def _opposed(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two parties are on different sides of a war, wherever else they are together."""
    wars = {label.partition(":")[0] for label in some} & {label.partition(":")[0] for label in others}
    return any(not {x for x in some if x.startswith(war + ":")} & others for war in wars)


def _actor(mention: Mention, also: tuple[str, ...] = ()) -> Actor:
    row = mention.rows[0] if len(mention.rows) == 1 else None
    start = mention.end - len(mention.text)
    return Actor(mention.text, start, mention.end, row.name if row else None, row.id if row else None, also)


def _party(actor: Actor) -> bool:
    if actor.entity is None or not actor.entity.startswith("actor:"):
        return False
    first = fold(actor.text).split()[0].removeprefix(ARTICLE)
    return first not in arabic().group("blows")  # ضربات التحالف: what somebody does is no side


def _marks(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(p.entity if p.entity is not None and p.precision != "part" else p.text for p in places)


def _key(actor: Actor) -> str:
    return actor.entity or actor.text


def one_name(a: Actor, b: Actor) -> bool:
    """Whether two actors are one by their names: the same, or one with all telling words of the other."""
    named = a.text == b.text or a.text in b.also or b.text in a.also
    if named or (a.entity is not None and a.entity == b.entity):
        return True
    if a.entity is not None and b.entity is not None:
        return False
    return alike(a.text, b.text)


def alike(a: str, b: str) -> bool:
    """Whether one of two names has all telling words of the other: the opposition, fighters of the opposition."""
    some, others = _telling(a), _telling(b)
    return bool(some and others) and (some <= others or others <= some)


@lru_cache(maxsize=_NAMES)
def _telling(name: str) -> frozenset[str]:
    """The words that tell a name from others, without article and ending: fighters of the opposition, the opposition.

    A name of nothing but common nouns for fighters is told by these.
    """
    common = arabic().group("common.fighters")
    endings = sorted(arabic().group("name.endings"), key=lambda e: (-len(e), e))
    words: set[str] = set()
    plain: set[str] = set()
    for word in fold(name).split():
        if word.isdigit():
            continue
        word = word.removeprefix(AND + ARTICLE).removeprefix(TO_THE).removeprefix(ARTICLE)
        stem = next((word.removesuffix(e) for e in endings if word.endswith(e) and len(word) - len(e) > 2), word)
        (plain if word in common or stem in common else words).add(stem)
    return frozenset(words or plain)


def _kind(entity: str | None) -> str:
    row = actors().rows.get(entity) if entity is not None else None
    return row.kind if row is not None else ""


@cache
def _sides(row: ActorRow) -> frozenset[str]:
    """The sides that the gazetteer gives an actor, whatever the day."""
    return frozenset(side.partition("@")[0] for side in row.sides)
