"""Locating: the places that a claim names or describes."""

from collections import Counter
from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.discourse import MOST_PLACES, MOVEMENT, TERRITORY, SentenceParse
from riwaya.extract.frame import Argument, Frame
from riwaya.extract.keys import bare_keys
from riwaya.extract.place_heads import place_heads
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.place_phrases import PlacePhrases
from riwaya.extract.place_reference import called_alike, kinds_of, masculine, whole
from riwaya.gazetteer.places import Places
from riwaya.lang.grammar import AND, ARTICLE, FOLDED_TEH, SUFFIX_3FS, SUFFIX_3MS, TO_THE
from riwaya.model import Place
from riwaya.model.vocabulary import FAMILIES

_ARRIVING: Final = MOVEMENT | TERRITORY
_LEAVING: Final = frozenset(("withdrawal", "flight"))  # whose agent leaves one place for another
_STRUCK: Final = frozenset((*FAMILIES["remote"], "attack", "destruction"))  # what hits a building hits it where it is
_PHRASES: Final = 3  # phrases of place of one clause, of which the first ones count
_FEW: Final = 3
_LISTED: Final = 4  # places of one phrase
_PRONOUN_BEHIND: Final = 4  # tokens from a verb of leaving to the pronoun of where to
_PRONOUN_REACH: Final = 60  # tokens before the sentence


class Locating(PlacePhrases):
    """Finds the places of a frame."""

    def _place_arguments(self, frame: Frame, parse: SentenceParse, span: tuple[int, int]) -> tuple[Place, ...]:
        """Places the frame names: in its place roles, else within its evidence."""
        out: list[Place] = []
        for argument in frame.places:
            if not self._another_place(frame, argument):
                out.extend(self._place_argument(frame, argument, parse))
        if all(p.start in self.described and p.entity is None for p in out):
            inside = [
                m
                for m in self.places_here
                if span[0] <= m.start < span[1]
                and not self._names_actor(m, frame)
                and not self._of_voice(m)
                and not self._party(m)
                and not self._apart(parse, m)
                and not self._stand(frame, m)
                and not self._fired(parse, frame, m)
                and not (frame.event not in _ARRIVING and self._directional(parse, m, ahead=True))
            ]
            lead = [m for m in inside if m in self.leaders_here]
            out.extend(place for m in (lead or inside)[:2] for place in self._both(m))
        if not out and frame.place_pronoun >= 0:
            meant = self._pronoun_place(frame, parse, self.view.keys[frame.place_pronoun])
            if meant is not None:
                frame.rules.append("place:pronoun")
                out.append(self._place(meant))
        if not out:
            # What a participle is said of: "the besieged city".
            for a in frame.targets:
                if a.chunk is not None and not a.chunk.actors:
                    out.extend(self._place(m) for m in self.places_here if a.start <= m.start < a.end)
        if not out and frame.event in _STRUCK:
            out = self._struck_site(frame, parse)
        most = MOST_PLACES if len(frame.places) < _PHRASES else _FEW
        return tuple(self._narrowed(list({p.start: p for p in out}.values()))[:most])

    def _narrowed(self, places: list[Place]) -> list[Place]:
        """Places without "the greater part" of one that is named behind it, and without the state that one lies in."""
        last = max((p.start for p in places if p.entity is not None or p.start not in self.described), default=-1)
        whole = [p for p in places if p.start not in self.shares or p.start > last]
        # "Several villages in Ruritania": only the state has a name.
        parts = {p.entity for p in whole if p.precision == "part"}
        whole = [p for p in whole if p.precision == "part" or p.entity is None or p.entity not in parts]
        narrow = [p for p in whole if p.entity is None or not self._country(p.entity)]
        return narrow if any(p.start not in self.several for p in narrow) else whole

    def _struck_site(self, frame: Frame, parse: SentenceParse) -> list[Place]:
        """The building or spot that was struck, where only its noun or a description tells it, and where it is."""
        spots = self.view.lang.group("spots")
        for argument in frame.targets:
            chunk = argument.chunk
            if chunk is None or chunk.actors or not bare_keys(self.view.keys[chunk.head]) & spots:
                continue
            site = self._described(frame, argument, argument.end)
            if site is not None:
                return [site] if site.entity is not None else [site, *self._around(frame, argument, parse)]
        return []

    def _place_argument(self, frame: Frame, argument: Argument, parse: SentenceParse) -> list[Place]:
        """The places of one phrase or pronoun in a place role."""
        if argument.chunk is None:
            meant = self._pronoun_place(frame, parse, argument.pronoun)
            return [self._place(meant)] if meant is not None else []
        toward = self._direction_of(argument)
        if toward is not None:
            return toward
        found = self._leading_first(self._within(argument))
        led = bool(found) and (found[0] not in self.leaders_here or self._apart(parse, found[0]))
        if led and not argument.chunk.prep and found[0].part:
            return []  # the town X, north of Y: what only says where the other one lies
        lying = self._lies_there(frame, found[0]) if found else None
        if lying is not None:
            own = any(a.chunk is not None and a.start <= lying.start < a.end for a in frame.places)
            return [] if own else [self._place(lying)]
        if not any(m.row is not None for m in found):
            country = self._the_country(argument)
            if country is not None:
                beside = range(argument.start - 1, argument.start + 1)
                return (
                    [] if any(m.end in beside for m in self.places_here) else [country]
                )  # X in the centre of the country
        if found and found[0].refers is not None and found[0].start > argument.start + 1:
            # The camp of the air force, west of the city: the description first.
            described = self._described(frame, argument, found[0].start)
            if described is not None and described.entity is None:
                return [described, self._place(found[0])]
        if found:
            out = [place for m in found[:_LISTED] for place in self._both(self.stands_for.get(m.start, m))]
            if all(m.row is None and m.candidates and m.end - m.start == 1 for m in found[:2]):
                # A noun that might have been a name: the coast, the mountain.
                self.described.update(p.start for p in out)
                out.extend(self._around(frame, argument, parse))
            return out
        described = self._described(frame, argument, argument.end)
        if described is None:
            return []
        if described.entity is not None:
            return [described]
        named = self._exemplified(argument.end)
        if named:
            return [self._place(m) for m in named[:_LISTED]]
        return [described, *([] if self._of_nation(argument) else self._around(frame, argument, parse))]

    def _of_nation(self, argument: Argument) -> bool:
        """Whether a description says of itself whose it is: the Armenian lands, the Iraqi-Syrian border.

        A capital has a name besides.
        """
        group, keys = self.view.lang.group, self.view.keys
        if bare_keys(keys[argument.start]) & group("capitals"):
            return False
        return any(
            bare.removesuffix(FOLDED_TEH) in group("nations")
            for t in range(argument.start, argument.end)
            if keys[t] not in group("place.adjectives")
            for bare in bare_keys(keys[t])
        )

    def _around(self, frame: Frame, argument: Argument, parse: SentenceParse) -> list[Place]:
        """The named place that a part or a described spot lies in: right behind it, told before it, or the story's."""
        beside = next((m for m in self.leaders_here if 0 <= m.start - argument.end <= 1), None)
        if beside is not None:
            return [self._place(beside)]  # scattered areas of Taiz
        if any(o is not argument and self._within(o) for o in frame.places):
            return []
        near = self._told_in_sentence(parse, frame) or self._among_residents(frame) or self._lying_at(parse, argument)
        return [self._place(near)] if near is not None else list(self.story[:1])

    def _lying_at(self, parse: SentenceParse, argument: Argument) -> PlaceMention | None:
        """The place by which a described spot lies, further on: two villages whose people …, on the edge of X."""
        ahead = (m for m in self.places_here if m.start >= argument.end)
        nearest = next((m for m in ahead if not (self._wide(m) or self._of_voice(m) or self._party(m))), None)
        if nearest is None:
            return None
        between = range(argument.end, nearest.start)
        told = any(f.trigger.start in between for f in parse.frames)
        return None if told or any(self.view.tokens[t].kind == "punct" for t in between) else nearest

    def _among_residents(self, frame: Frame) -> PlaceMention | None:
        """Where those live on whose word it is told: residents of the quarter X."""
        residents = self.view.lang.group("residents")
        for attribution in reversed(self._chain(frame.trigger.start)):
            for voice in attribution.voices:
                if bare_keys(self.view.keys[voice.head]) & residents:
                    return next((m for m in self.leaders_here if voice.start < m.start < voice.end), None)
        return None

    def _pronoun_place(self, frame: Frame, parse: SentenceParse, pronoun: str) -> PlaceMention | None:
        """The place a pronoun stands for: the relative clause's antecedent, else the nearest before it that agrees."""
        wanted = SUFFIX_3FS if pronoun.endswith(SUFFIX_3FS) else SUFFIX_3MS
        if not pronoun.endswith(wanted):
            return None
        head = frame.clause.antecedent if frame.clause.kind in ("rel", "bare") else None
        if head is not None:
            within = [m for m in self.places_here if head.start <= m.start < head.end]
            if within or head.kinds or head.actors:
                return within[0] if within else None
        told = [m for m in self.leaders if parse.start - _PRONOUN_REACH <= m.start and m.end <= frame.trigger.start]
        labelled = max((m.start for m in told if m.label), default=0)
        earlier = [
            m
            for m in told
            if m.start >= labelled
            and not (self._is_country(m) or self._of_voice(m))
            and masculine(self.view, m.refers or m) == (wanted == SUFFIX_3MS)
        ]
        standing = [m for m in earlier if m.start < parse.start or not self._directional(parse, m)]
        standing = [m for m in standing if not self._acting(m)] or standing
        return standing[-1] if standing else None

    def _the_country(self, argument: Argument) -> Place | None:
        """'The country': the one the document speaks of most, by name or by the places in it."""
        nouns = self.view.lang.group("country.nouns")
        if not any(bare_keys(self.view.keys[t]) & nouns for t in range(argument.start, argument.end)):
            return None
        countries = [m for m in self.places if self._is_country(m)]
        named = max(countries, key=lambda m: (self.spoken[self._mark(m)], -m.start), default=None)
        if named is not None:
            return self._place(named)
        known = Places.load()
        tops = Counter(known.hierarchy(m.row)[-1] for m in self.places if m.row is not None)
        row = next((row for row, _ in tops.most_common(1) if row.kind == "country"), None)
        a, b = self.namer.offsets(argument.start, argument.end)
        if row is None:
            self.described.add(a)
            return Place(self.view.text[a:b], a, b)
        return Place(self.view.text[a:b], a, b, row.name, row.id, row.lat, row.lon, "area")

    def _country(self, entity: str) -> bool:
        return any(m.row is not None and m.row.id == entity and m.row.kind == "country" for m in self.places)

    def _described(self, frame: Frame, argument: Argument, stop: int) -> Place | None:
        """A place told by a description: 'the city' is the last place of that kind, 'the eastern border' itself."""
        chunk = argument.chunk
        assert chunk is not None
        if not bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("place.like"):
            return None
        opening = self.view.keys[argument.start]
        pointing = self.view.senses[argument.start].func == "demo" or opening in self.view.lang.group("any")
        meant = pointing or chunk.definite  # "a camp" is not the camp before
        anaphor = self._place_anaphor(frame, argument) if meant else None
        end = self._described_end(argument, chunk, min(stop, argument.start + 8))
        a, b = self.namer.offsets(max(argument.start, chunk.start), end)
        text = self.view.text[a:b]
        if pointing:
            return self._place(anaphor) if anaphor is not None else None  # "that site", "any area"
        if end - argument.start == 1 or text.count(" ") == 0:
            if anaphor is not None:
                return self._place(anaphor)
            spot = text.startswith(ARTICLE) and bare_keys(self.view.keys[chunk.head]) & self.view.lang.group("spots")
            elsewhere = any(
                o.start <= m.start < o.end for o in frame.places if o is not argument for m in self.places_here
            )
            return self._spot(text, a, b) if spot and not elsewhere else None
        self.described.add(a)
        words = bare_keys(self.view.keys[chunk.head])
        directed = any(self.view.keys[t] in self.view.lang.group("place.adjectives") for t in range(chunk.head, end))
        if words & self.view.lang.group("shares.of.places") and not directed:
            self.shares.add(a)
        if words & self.view.lang.group("place.plurals") and not self._of_nation(argument):
            self.several.add(a)
        if anaphor is None:
            return Place(text, a, b)
        known = self._place(anaphor)
        itself = self._itself(argument.start, end, anaphor)
        precision = "unresolved" if known.lat is None else known.precision if itself else "part"
        return Place(text, a, b, known.name, known.entity, known.lat, known.lon, precision, (known.text,))

    def _itself(self, start: int, end: int, anaphor: PlaceMention) -> bool:
        """Whether a definite noun and its attributes stand for a whole place: the air base, the border town.

        So they do where the noun is the place's own and no attribute picks a part or another one (the old city).
        """
        keys, named = self.view.keys, anaphor.refers or anaphor
        own = bare_keys(keys[named.core]) if named.noun is not None else bare_keys(keys[start])
        restricting = self.view.lang.group("restricting.attributes")
        attributes = (bare_keys(keys[t]) for t in range(start + 1, end))
        return bool(own & bare_keys(keys[start])) and not any(words & restricting for words in attributes)

    def _described_end(self, argument: Argument, chunk: Chunk, end: int) -> int:
        """Where a description ends: with its adjectives and ordinals, and with whom an unnamed place is for."""
        keys, group = self.view.keys, self.view.lang.group
        if end != chunk.end:
            return end
        lone = not chunk.definite and chunk.end - chunk.start == 1 and bare_keys(keys[chunk.head]) & group("spots")
        if lone and end < len(keys) and keys[end].startswith(TO_THE):
            return end + 1  # a camp for the displaced
        adjectives = group("place.adjectives") | group("spot.adjectives") | group("ordinals")
        while end < len(keys) and (keys[end] in adjectives or keys[end].removeprefix(AND) in group("ordinals")):
            end += 1
        return end

    def _spot(self, text: str, start: int, end: int) -> Place:
        """A spot that only its noun tells: the hospital, the bridge."""
        self.described.add(start)
        return Place(text, start, end)

    def _place_anaphor(self, frame: Frame, argument: Argument) -> PlaceMention | None:
        """The last place, before the trigger, of the kind that the phrase's head word tells."""
        heads = place_heads()
        kinds = {
            heads[bare].kind
            for bare in bare_keys(self.view.keys[argument.start])
            if bare in heads and heads[bare].role == "head"
        }
        if not kinds:
            return None
        before = [m for m in self.leaders if m.start < frame.trigger.start]
        for wanted in [kinds, {"city", "town"}] if "city" in kinds else [kinds]:
            fitting = [m for m in before if kinds_of(m.refers or m) & wanted]
            if wanted & {"site", "base", "crossing"}:
                word = bare_keys(self.view.keys[argument.start])
                fitting = [m for m in fitting if called_alike(self.view, m.refers or m, word)]
            if fitting:
                # The place most spoken of; among equals the last one named.
                return whole(max(fitting, key=lambda m: (self.spoken[self._mark(m)], m.start)))
        return None

    def _departures_first(self, frame: Frame, parse: SentenceParse, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """The places left, then those gone to; a rule says that all of them, or the last, are where they went."""
        if frame.event not in _LEAVING or not places:
            return places
        toward = self.view.lang.group("toward.pronouns")
        behind = range(frame.trigger.end, min(frame.trigger.end + _PRONOUN_BEHIND, parse.end))
        if len(places) == 1 and any(self.view.keys[t] in toward for t in behind):
            frame.rules.append("place:destination")
            return places
        going = [m for m in self.places_here if self._directional(parse, m, ahead=True)]
        ahead = {self._place(m).start for m in going if m.start > frame.trigger.start}
        left = tuple(place for place in places if place.start not in ahead)
        if len(left) == len(places):
            return places
        frame.rules.append("place:destination-last" if left else "place:destination")
        return left + tuple(place for place in places if place.start in ahead)

    def _told_in_sentence(self, parse: SentenceParse, frame: Frame) -> PlaceMention | None:
        """The nearest place before the frame in its sentence where something may have happened."""
        before = [
            m
            for m in self.leaders_here
            if m.start < frame.trigger.start
            and not (self._wide(m) or self._party(m) or self._apart(parse, m) or self._stand(frame, m))
            and not (self._of_voice(m) or self._of_speaking(parse, m) or self._directional(parse, m))
        ]
        return before[-1] if before else None
