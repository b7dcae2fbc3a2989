"""The Arabic lexicon, built once from its data files: every entry's forms, phrases and function words."""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from riwaya.lang import inflect
from riwaya.lang.entries import (
    Carrier,
    Event,
    Function,
    Group,
    Heads,
    Homograph,
    Instrument,
    Lexeme,
    Nouns,
    Reporting,
    Source,
    Verbs,
)
from riwaya.lang.grammar import (
    ALEF,
    AND,
    ARTICLE,
    BY,
    CONJUNCTIONS,
    FUTURE,
    IMPERFECT_THIRD,
    LIKE,
    NISBA_FEMININE,
    SO,
    SUFFIX_3MS,
    TEH_MARBUTA,
    TO,
    TO_THE,
    YEH,
    Forms,
)
from riwaya.lang.lexicon import Lexicon
from riwaya.lang.load import read_entries
from riwaya.lang.phrases import PhraseTable
from riwaya.lang.reading import Reading
from riwaya.lang.sense import VERBAL, Sense
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold, fold_all
from riwaya.text.once import once
from riwaya.text.tokens import described

_CLOSED: Final = frozenset(("prep", "that", "rel", "neg", "aux", "by", "quant", "demo", "pron"))
"""Kinds of function words that are nothing else."""
_ACTING: Final = frozenset(("force", "person", "body", "source"))
_FRONTS: Final[Forms] = (AND + ARTICLE, BY + ARTICLE, TO_THE, ARTICLE, AND, TO, BY)
"""What may be written before a head noun, the longest first."""
_PREPOSED: Final[Forms] = (BY + ARTICLE, LIKE + ARTICLE)
_NO_KINDS: Final[frozenset[str]] = frozenset()
_SHOWS: Final[Forms] = (TEH_MARBUTA, YEH, ALEF)
"""Endings that tell in writing what the folded key does not."""
_CACHE_LIMIT: Final = 200_000  # bounds memory over endless input
CLASS: Final = "@"
"""Begins the name of a class of `classes.yaml` among the words of a condition."""
EVENT_FILES = ("events_territory.yaml", "events_battle.yaml", "events_people.yaml", "events_other.yaml")

Made = TypeVar("Made")


class _Made(dict[str, Made]):
    """What was made of the tokens seen so far, by their keys."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> Made:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        found = self[key] = self._make(key)
        return found


class Arabic:
    """The loaded language data."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.events: dict[str, Event] = {}
        self.reporting: dict[str, Reporting] = {}
        self.carriers: dict[str, Carrier] = {}
        self.function: dict[str, str] = {}
        self.phrases: PhraseTable[Any] = PhraseTable()
        self.agent_by: PhraseTable[Function] = PhraseTable()
        self.instruments: tuple[tuple[Instrument, frozenset[str], tuple[tuple[str, ...], ...]], ...] = ()
        self._singular: dict[str, str] = {}
        self.homographs: dict[str, str] = {}
        """Written forms (unfolded) and the folded words whose readings they take."""
        self._groups: dict[str, frozenset[str]] = {}
        self._senses = _Made(self._make_sense)
        self._spelled = _Made(self._make_spelled)
        self._singulars = _Made(self._make_singular)
        self._head_keys = _Made(self._make_head_key)
        self._classes: dict[str, frozenset[str]] = {}
        self._context: dict[tuple[str, ...], frozenset[str]] = {}
        self._load()

    def _load(self) -> None:
        self._classes = {
            CLASS + entry.id: frozenset(
                fold_all([form.text for words in entry.nouns for form in inflect.noun(*words.split())])
            )
            for entry in read_entries("classes.yaml", Nouns)
        }
        self._classes[CLASS + "place"] = frozenset()
        for file in EVENT_FILES:
            for event in read_entries(file, Event):
                self._check_classes(file, event)
                self.events[event.id] = event
                self._add_lexeme(event)
        for report in read_entries("reporting.yaml", Reporting):
            self.reporting[report.id] = report
            self._add_lexeme(report)
        for carrier in read_entries("carriers.yaml", Carrier):
            self.carriers[carrier.id] = carrier
            self._add_lexeme(carrier)
        for source in read_entries("sources.yaml", Source):
            for form in source.forms:
                self.phrases.add(form, source)
        for heads in read_entries("heads.yaml", Heads):
            for words in heads.nouns:
                singular, *plurals = words.split()
                self.lexicon.add(heads, inflect.noun(singular, *plurals))
                for plural in plurals:
                    self._singular.setdefault(fold(plural), fold(singular))
        for verbs in read_entries("verbs.yaml", Verbs):
            for pair in verbs.verbs:
                self._add_verb(verbs, pair)
        for nouns in read_entries("nouns.yaml", Nouns):
            for words in nouns.nouns:
                singular, *plurals = words.split()
                self.lexicon.add(nouns, inflect.noun(singular, *plurals))
        for function in read_entries("function.yaml", Function):
            for form in function.forms:
                if function.kind == "by":
                    self.agent_by.add(form, function)
                elif " " in form and function.kind in ("aux", "without", "cond", "quant"):
                    self.phrases.add(form, function)
                if " " not in form:
                    self.function.setdefault(fold(form), function.kind)
        self.homographs = {
            form: fold(entry.like) for entry in read_entries("homographs.yaml", Homograph) for form in entry.forms
        }
        self._groups = {g.id: frozenset(map(fold, g.forms)) for g in read_entries("groups.yaml", Group)}
        self.instruments = tuple(
            (entry, frozenset(map(fold, entry.words)), tuple(tuple(fold(w) for w in p.split()) for p in entry.phrases))
            for entry in read_entries("instruments.yaml", Instrument)
        )

    def _check_classes(self, file: str, event: Event) -> None:
        named = {*event.with_object, *event.with_context, *event.without, *event.absorbs}
        if unknown := [word for word in named if word.startswith(CLASS) and word not in self._classes]:
            raise DataError(file, None, f"{event.id}: no class {min(unknown)} in classes.yaml")

    def _add_lexeme(self, entry: Lexeme) -> None:
        for pair in _alternatives(entry.verb):
            self._add_verb(entry, pair)
        for pair in _alternatives(entry.passive) or _passives(entry):
            self._add_verb(entry, pair, passive=True)
        for words in _alternatives(entry.noun):
            singular, *plurals = words.split()
            self.lexicon.add(entry, inflect.noun(singular, *plurals))
        for word in _alternatives(entry.part):
            self.lexicon.add(entry, inflect.participle(word))
        for word in _alternatives(entry.ppart):
            forms = (inflect.Form(f.text, "ppart", f.feature) for f in inflect.participle(word))
            self.lexicon.add(entry, forms, passive=True)
        for phrase in entry.phrase:
            self.phrases.add(phrase, entry)
            if isinstance(entry, Event) and not entry.bare:
                for form in _governed(phrase):
                    self.phrases.add(form, entry)

    def _add_verb(self, entry: Any, pair: str, *, passive: bool = False) -> None:
        for verb in pair.split():
            # A dictionary pair is perfect and imperfect; a lone imperfect is recognised by its prefix.
            forms = (
                inflect.imperfect(verb) if verb != pair.split()[0] or _lone_imperfect(pair) else inflect.perfect(verb)
            )
            self.lexicon.add(entry, forms, passive=passive)

    def sense(self, key: str) -> Sense:
        """What is known of a folded token (cached)."""
        return self._senses[key]

    def spelled(self, text: str) -> Sense:
        """What is known of a token by its normalised text, which may tell more than its folded key (cached)."""
        return self._spelled[text]

    def senses(self, texts: list[str]) -> list[Sense]:
        """What is known of each token, by its normalised text."""
        return list(map(self._spelled.__getitem__, texts))

    def group(self, name: str) -> frozenset[str]:
        """A named group of folded words from `groups.yaml`."""
        return self._groups[name]

    def head_key(self, text: str) -> str:
        """What a head noun, by its normalised text, is met by again: its singular without clitics and pronoun."""
        return self._head_keys[text]

    def _make_head_key(self, text: str) -> str:
        key = described(text)[0]
        heads = self._spelled[text].heads
        if heads and heads[0].suffix:
            key = key.removesuffix(heads[0].suffix)  # our correspondent
        return self._singulars[key]

    def singular(self, key: str) -> str:
        """A folded head noun without article and proclitics, in its singular where it is a known plural (cached)."""
        return self._singulars[key]

    def _make_singular(self, key: str) -> str:
        for prefix in _FRONTS:
            if key.startswith(prefix) and len(key) - len(prefix) >= 3:
                if len(prefix) == 1 and not (self.sense(key).conj or self.sense(key).prep):
                    continue
                key = key[len(prefix) :]
                break
        return self._singular.get(key, key)

    def words(self, group: tuple[str, ...]) -> frozenset[str]:
        """A group of words of an entry as folded keys (cached by identity of content)."""
        found = self._context.get(group)
        if found is None:
            found = self._context[group] = frozenset(
                form for word in group for form in (self._classes[word] if word.startswith(CLASS) else (fold(word),))
            )
        return found

    def _make_spelled(self, text: str) -> Sense:
        like = self.homographs.get(text)
        if like is not None:
            return self._senses[like]
        key = described(text)[0]
        return self._make_sense(key, written=text) if text.endswith(_SHOWS) else self._senses[key]

    def _make_sense(self, key: str, written: str = "") -> Sense:
        func = self.function.get(key, "")
        conj = ""
        joined = not func and key[:1] in CONJUNCTIONS and len(key) > 2 and key[1:] in self.function
        if joined and not (key[0] == SO and key in self.lexicon):  # فتحت is "she opened" before it is "so under"
            func, conj = self.function[key[1:]], key[0]
        readings = self.lexicon.analyse(key) if func not in _CLOSED else ()
        if written:
            readings = tuple(
                r.without_suffix() if _nisba(r, written) else r
                for r in readings
                if _nisba(r, written) or not _misread(r, written)
            )
        if not readings:
            pre, prep, article = _prefix_of(key) if not func else ("", "", False)
            opens = self.phrases.starts(key)
            return Sense((), (), (), (), (), (), _NO_KINDS, func, conj or pre, prep, article, "", True, opens)
        # Fewest clitics first: a token that is a word as it stands is not split when the split adds nothing.
        whole = [r for r in readings if not (r.conj or r.prep or r.suffix)]
        if whole:
            # "سافر" is travelled, not "I shall flee".
            readings = tuple(
                r for r in readings if r.prep != FUTURE and (not r.suffix or r.pos in ("perf", "impf", "noun"))
            )
        if any(not r.conj and not r.prep and not r.article for r in readings) and not whole:
            readings = tuple(r for r in readings if not r.conj)  # "وفرتها" is supplied, not "and ... fled"
        return _sorted(readings, func, conj, self.phrases.starts(key))


def _sorted(readings: tuple[Reading, ...], func: str, conj: str, opens_phrase: bool) -> Sense:
    """The readings of a word, of which there are some, sorted by use."""
    verbs: list[Reading] = []
    heads: list[Reading] = []
    events: list[Reading] = []
    reports: list[Reading] = []
    carriers: list[Reading] = []
    says = saying = said = None
    nominal = event_noun = happening = carrier_noun = document = False
    for r in readings:
        entry, pos = r.entry, r.pos
        noun = pos == "noun"
        verbal = pos in VERBAL
        if verbal:
            verbs.append(r)
        nominal = nominal or noun or pos in ("part", "ppart")
        if isinstance(entry, Heads):
            heads.append(r)
            document = document or entry.voice == "document"
        elif isinstance(entry, Event):
            events.append(r)
            event_noun = event_noun or noun
            happening = happening or (noun and entry.event != "command")
        elif isinstance(entry, Reporting):
            reports.append(r)
            if verbal:
                says = says or r
            elif not r.article:
                if pos == "part":
                    saying = saying or r
                elif noun:
                    said = said or r
        elif isinstance(entry, Carrier):
            carriers.append(r)
            carrier_noun = carrier_noun or noun
    kinds = frozenset([r.entry.kind for r in heads]) if heads else _NO_KINDS
    lead = readings[0]
    return Sense(
        readings,
        tuple(verbs),
        tuple(events),
        tuple(reports),
        tuple(carriers),
        tuple(heads),
        kinds,
        func,
        conj or lead.conj,
        lead.prep,
        lead.article,
        lead.suffix,
        nominal,
        opens_phrase,
        says,
        saying,
        said,
        event_noun,
        happening and kinds.isdisjoint(_ACTING),
        carrier_noun,
        document,
    )


def _passives(entry: Lexeme) -> list[str]:
    """The passives, as dictionary pairs, of an event's transitive verbs that are spelled apart from the active."""
    if not isinstance(entry, Event) or entry.obj in ("none", "") or entry.passive_only:
        return []
    pairs = (pair.split() for pair in _alternatives(entry.verb))
    made = (inflect.passives(pair[0], pair[1]) for pair in pairs if len(pair) == 2)
    return [" ".join(filter(None, forms)) for forms in made if forms[0]]


def _nisba(reading: Reading, written: str) -> bool:
    """Whether a word is the feminine of a nation's name (إسرائيلية), which folding makes "his Israeli"."""
    people = isinstance(reading.entry, Heads) and reading.entry.kind == "people"
    return people and reading.suffix == SUFFIX_3MS and written.endswith(NISBA_FEMININE)


def _misread(reading: Reading, written: str) -> bool:
    """Whether the spelling excludes what folding allows: ة is no pronoun, and no construct dual has the article."""
    if written.endswith(TEH_MARBUTA):
        return reading.suffix == SUFFIX_3MS
    weak = isinstance(reading.entry, Heads) and reading.entry.kind in ("person", "people")  # القاضي is one judge
    return reading.article and reading.pos == "noun" and reading.feature == "d" and not weak


def _governed(phrase: str) -> tuple[str, str]:
    """A phrase behind the prepositions that are written with their word: بعملية عسكرية, للعملية العسكرية."""
    return BY + phrase, TO + (phrase[1:] if phrase.startswith(ARTICLE) else phrase)


def _alternatives(text: str) -> Iterable[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _lone_imperfect(pair: str) -> bool:
    return " " not in pair.strip() and pair.strip()[0] in IMPERFECT_THIRD


def _prefix_of(key: str) -> tuple[str, str, bool]:
    """Clitics of a word the lexicon does not know, as far as its shape shows them."""
    conj = key[:1]
    if conj in CONJUNCTIONS:
        if key.startswith(ARTICLE, 1) and len(key) > 5:
            return conj, "", True
        if key.startswith(_PREPOSED, 1) and len(key) > 6:
            return conj, key[1], True
        if key.startswith(TO_THE, 1) and len(key) > 5:
            return conj, TO, True
        return "", "", False
    if key.startswith(ARTICLE) and len(key) > 3:
        return "", "", True
    if key.startswith(TO_THE) and len(key) > 4:
        return "", TO, True
    if key.startswith(_PREPOSED) and len(key) > 5:
        return "", key[0], True
    return "", "", False


@once
def arabic() -> Arabic:
    """The Arabic language data, loaded on first use."""
    return Arabic()
