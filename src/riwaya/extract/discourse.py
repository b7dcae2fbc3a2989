"""Discourse: what a document has told so far, as later sentences refer back to it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Final

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.commentary import Commentary
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.naming import Namer
from riwaya.extract.peacetime import Peace
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.place_reference import MarkOf, home, refer, speak_of_cities
from riwaya.extract.quantities import QuantityHit
from riwaya.extract.result import Step
from riwaya.extract.stamps import stamped
from riwaya.extract.times import TimeHit
from riwaya.extract.view import View
from riwaya.gazetteer.places import Places
from riwaya.lang.grammar import AND
from riwaya.model import Actor, Claim, EventTime, Extent, Place
from riwaya.model.vocabulary import FAMILIES
from riwaya.text.sentences import Sentence

MOVEMENT: Final = frozenset(
    ("flight", "displacement", "withdrawal", "deployment", "reinforcement", "evacuation", "advance", "link_up")
)
"""Events whose place may be where they lead to."""
MOST_PLACES: Final = 5
"""Places of one claim."""
ARRIVAL: Final = frozenset(("deployment", "reinforcement", "advance", "link_up"))
"""Movements to where the fighting is."""
CAUSES: Final = frozenset((*FAMILIES["remote"], *FAMILIES["battle"]))
"""Fighting and strikes: what harm may come of."""
WATERS: Final = frozenset(("river", "sea", "lake"))
_LYING: Final = 8  # tokens from "which lies" to the first name behind it
LENGTHS: Final = frozenset(("km", "m", "mi", "miles"))
TERRITORY: Final = frozenset((*FAMILIES["gained"], *FAMILIES["kept_or_lost"])) - {"distance"}


def _outermost(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0] - attribution.content[1], attribution.cue[0]


def _sentence_start(sentence: Sentence) -> int:
    return sentence.start


class SentenceParse:
    """What the earlier stages found in one sentence."""

    __slots__ = ("chunks", "clauses", "end", "frames", "index", "owner", "start", "title")

    def __init__(
        self,
        index: int,
        start: int,
        end: int,
        title: bool,
        chunks: list[Chunk],
        clauses: list[Clause],
        owner: list[int],
        frames: list[Frame],
    ) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.title = title
        self.chunks = chunks
        self.clauses = clauses
        self.owner = owner
        self.frames = frames


class Discourse:
    """The state of one document while its claims are assembled: names, places, the story's place and day."""

    def __init__(
        self,
        view: View,
        places: list[PlaceMention],
        attributions: list[Attribution],
        quantities: list[QuantityHit],
        extents: list[tuple[int, int, Extent]],
    ) -> None:
        self.view = view
        self.commentary = Commentary(view)
        self.namer = Namer(view)
        self.peace = Peace(view)
        for attribution in attributions:
            for voice in attribution.voices:
                self.namer.note_speaker(voice)
        self.mark_of = MarkOf(view)
        self.spoken = Counter(map(self.mark_of, places))
        speak_of_cities(view, places, self.spoken, self.mark_of)
        self.voice_tokens = {t for a in attributions for v in a.voices for t in range(v.start, v.end)}
        self.home = home(places)
        told = [mention for mention in places if self._in_sentence(mention)]
        self.places = refer(view, told, self.spoken, self.mark_of, self.home, self.voice_tokens)
        for mention in places:
            self.namer.note_place(self.mark_of(mention), mention)
        self.attributions = attributions
        self.quantities = quantities
        self.extents = extents
        # What of these stands in, or (attributions) reaches into, the sentence being assembled: see `enter`.
        self.places_here: list[PlaceMention] = []
        self.attributions_here: list[Attribution] = []
        self.quantities_here: list[QuantityHit] = []
        self.extents_here: list[tuple[int, int, Extent]] = []
        self.times_here: list[TimeHit] = []
        self.clauses_here: list[Clause] = []
        self.leaders_here: list[PlaceMention] = []
        self.claims: list[Claim] = []
        self.made: list[Claim] = []  # of the sentence that is being assembled
        self.before: list[Claim] = []  # of the last sentence that claimed something
        self.steps: dict[str, tuple[Step, ...]] = {}
        self.stands_for: dict[int, PlaceMention] = {}
        self.leaders = self._leading(self.places)
        self.waters = {m.row.id for m in self.places if m.row is not None and m.row.kind in WATERS}
        self._places_at = [mention.start for mention in self.places]
        self._leaders_at = [mention.start for mention in self.leaders]
        self._counted_at = [hit.first for hit in quantities]
        self._times_at = [hit.first for hit in view.times]
        self.last_place: PlaceMention | None = None
        self.story: tuple[Place, ...] = ()
        self.area: tuple[Place, ...] = ()  # where the story was last that is no single building, road or square
        self.sites: set[int] = set()  # where such ones begin that the story was at
        self.described: set[int] = set()  # where places begin that are told by a description only
        self.several: set[int] = set()  # ... of them those that tell how many places: several villages
        self.shares: set[int] = set()  # ... and how much of one: the greater part
        self.first_body = sum(sentence.end <= view.title_end for sentence in view.sentences)
        self.story_sentence = -1  # the sentence that told where the story is
        self.story_time: tuple[int, EventTime] | None = None  # the sentence it was told in, and the day
        self.lead_time: EventTime | None = None  # the first such day
        self.lasted: tuple[int, EventTime] | None = None  # the sentence that told how long it lasted, and when
        self.stamped = stamped(view)
        self.told: set[tuple[object, ...]] = set()
        self.last_agents: tuple[Actor, ...] = ()
        self.fought: tuple[Actor, ...] = ()  # the second of "the two sides" that a clash was last said to be between
        self.doers: dict[int, tuple[Actor, ...]] = {}  # of the frames assembled so far, by identity
        self.announced: set[int] = set()  # the frames that their own doer announced, by identity
        self.title_claims: list[Claim] = []
        self.last_subject: Chunk | None = None

    def enter(self, parse: SentenceParse) -> None:
        """Turn to a sentence: the stages that fill its frames look at what stands in it, not at the whole document."""
        start, end = parse.start, parse.end
        self.clauses_here = parse.clauses
        self.places_here = self.places[bisect_left(self._places_at, start) : bisect_left(self._places_at, end)]
        self.leaders_here = self.leaders[bisect_left(self._leaders_at, start) : bisect_left(self._leaders_at, end)]
        counted = self._counted_at
        self.quantities_here = self.quantities[bisect_left(counted, start) : bisect_left(counted, end)]
        self.extents_here = [extent for extent in self.extents if start <= extent[0] < end]
        self.times_here = self.view.times[bisect_left(self._times_at, start) : bisect_left(self._times_at, end)]
        self.attributions_here = [
            a
            for a in self.attributions
            if (a.content[0] < end and start < a.content[1]) or (a.cue[0] < end and start < a.cue[1])
        ]

    def _in_sentence(self, mention: PlaceMention) -> bool:
        """Whether a place stands in what is told: that of a dateline, a byline or a tag is where nothing happened."""
        at = bisect_right(self.view.sentences, mention.start, key=_sentence_start) - 1
        return at >= 0 and mention.start < self.view.sentences[at].end

    def _leading(self, places: list[PlaceMention]) -> list[PlaceMention]:
        """Places without those that only say where the one before lies; "the Syrian capital Damascus" is Damascus."""
        out: list[PlaceMention] = []
        inside = -1  # where what only says where a place lies ends: the area X, lying between Y and Z
        for n, mention in enumerate(places):
            if out and (mention.start < inside or (inside := self._lying(out[-1], mention)) > mention.start):
                continue
            if n and self._qualifies(places[n - 1], mention):
                first = places[n - 1]
                named = mention.head is None or mention.head.role == "head"
                contained = (
                    first.row is not None and mention.row is not None and Places.load().within(first.row, mention.row)
                )
                if (
                    first.end == mention.start
                    and out
                    and out[-1] is first
                    and named
                    and not mention.prep
                    and (not contained or first.row is mention.row)
                ):
                    out[-1] = mention
                    self.stands_for[first.start] = mention
                continue
            out.append(mention)
        return out

    def _lying(self, place: PlaceMention, mention: PlaceMention) -> int:
        """The end of "which lies …" where it stands right behind a place and holds the mention, else -1."""
        view, at = self.view, place.end
        if at < mention.start and view.tokens[at].text in "،,":
            at += 1
        if at < mention.start and view.senses[at].func == "rel":
            at += 1
        lying = view.lang.group("lies") | view.lang.group("lying.attributes")
        if at >= mention.start or mention.start - at > _LYING or view.keys[at] not in lying:
            return -1
        end = next(
            (t for t in range(at + 1, len(view.tokens)) if view.tokens[t].kind == "punct" or view.senses[t].events),
            len(view.tokens),
        )
        return end if end > mention.start else -1

    def _qualifies(self, first: PlaceMention, second: PlaceMention) -> bool:
        """Whether the second place only says where the first one lies: the town X in the countryside of Y."""
        after = first.end
        if after < second.start and self.view.tokens[after].text == "(":
            close = next(
                (t for t in range(after, min(second.start, after + 7)) if self.view.tokens[t].text == ")"), after
            )
            after = close + 1 if close > after else after  # X (once called Y) in Z
        gap = range(self._after_distance(after, second.start), second.start)
        tagged = self.view.text[self.view.tokens[second.start].start - 1] == "#"
        if len(gap) > 2 or second.conj or tagged or any(self.view.senses[t].conj == AND for t in gap):
            return False  # X، وفي Y: another place
        passed = self.view.lang.group("greatest")  # Sana'a, the greatest town of Yemen
        return all(
            self.view.senses[t].func in ("prep", "adv")
            or self.view.tokens[t].text in "()،"
            or self.view.keys[t] in passed
            for t in gap
        )

    def _after_distance(self, start: int, stop: int) -> int:
        """Where a distance ends that stands with nothing else between two places: X, 120 km south of Y."""
        hit = next((q for q in self.quantities if start <= q.first < stop and q.unit in LENGTHS), None)
        words = self.view.lang.group("distancing")
        if hit is None or hit.last > stop:
            return start
        around = (*range(start, hit.first), *range(hit.last, stop))
        plain = all(self.view.keys[t] in words or self.view.tokens[t].text in "(،," for t in around)
        return stop if plain else start

    def _chain(self, token: int) -> list[Attribution]:
        """The attributions whose content holds the token, outermost first."""
        covering = [
            a
            for a in self.attributions_here
            if a.content[0] <= token < a.content[1] and (not a.cue[0] <= token < a.cue[1] or a.owned)
        ]
        if len(covering) > 1:
            covering.sort(key=_outermost)
        return covering

    def _is_country(self, mention: PlaceMention) -> bool:
        return mention.row is not None and mention.row.kind == "country"

    def _mark(self, mention: PlaceMention) -> str:
        return self.mark_of(mention.refers or mention)

    def _place(self, mention: PlaceMention) -> Place:
        """The record of a mention."""
        return self.namer.place(mention, self._mark(mention))

    def _clause_of(self, parse: SentenceParse, token: int) -> int:
        for chunk, owner in zip(parse.chunks, parse.owner, strict=True):
            if chunk.start <= token < chunk.end:
                return owner
        return -1

    def _addressed(self, chain: list[Attribution], frame: Frame, agents: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Who did it is whom the voice accuses of it; who is to do it is of whom the voice demands it."""
        if not chain or chain[-1].addressed is None:
            return ()
        said = {t for v in chain[-1].voices for t in range(v.start, v.end)}
        accuser = [a for a in frame.agents if a.chunk is not None and a.chunk.head in said]
        if agents and len(accuser) < len(frame.agents):
            return ()  # of "X accused Y of abuses in the town that they took", they are not X
        addressed = chain[-1].addressed
        if chain[-1].demand and frame.trigger.entry.subj != "agent":
            return ()
        actor = self.namer.actor(Argument(addressed.start, addressed.end, addressed))
        return (actor,) if actor is not None else ()
