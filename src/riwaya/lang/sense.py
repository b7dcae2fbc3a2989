"""What the lexicon knows of one token."""

from typing import Final

from riwaya.lang.reading import Reading

VERBAL: Final = frozenset(("perf", "impf", "juss"))
"""The forms of a finite verb."""


class Sense:
    """What the lexicon knows of one folded token, sorted by use.

    `kinds`: what its head nouns name; `func`: the kind of function word, or empty. The last fields follow from the
    first ones; they are asked for so often that they are kept: the readings as a verb (`says`), an indefinite
    participle (`saying`) and an indefinite noun (`said`) of reporting; whether it can be an event noun, one that tells
    a happening rather than who acts, a noun that carries an event, a document that speaks.
    """

    __slots__ = (
        "article",
        "carrier_noun",
        "carriers",
        "conj",
        "document",
        "event_noun",
        "events",
        "func",
        "happening",
        "heads",
        "kinds",
        "nominal",
        "opens_phrase",
        "prep",
        "readings",
        "reports",
        "said",
        "saying",
        "says",
        "suffix",
        "verbs",
    )

    def __init__(
        self,
        readings: tuple[Reading, ...],
        verbs: tuple[Reading, ...],
        events: tuple[Reading, ...],
        reports: tuple[Reading, ...],
        carriers: tuple[Reading, ...],
        heads: tuple[Reading, ...],
        kinds: frozenset[str],
        func: str,
        conj: str,
        prep: str,
        article: bool,
        suffix: str,
        nominal: bool,
        opens_phrase: bool,
        says: Reading | None = None,
        saying: Reading | None = None,
        said: Reading | None = None,
        event_noun: bool = False,
        happening: bool = False,
        carrier_noun: bool = False,
        document: bool = False,
    ) -> None:
        self.readings: Final = readings
        self.verbs: Final = verbs
        self.events: Final = events
        self.reports: Final = reports
        self.carriers: Final = carriers
        self.heads: Final = heads
        self.kinds: Final = kinds
        self.func: Final = func
        self.conj: Final = conj
        self.prep: Final = prep
        self.article: Final = article
        self.suffix: Final = suffix
        self.nominal: Final = nominal
        self.opens_phrase: Final = opens_phrase
        self.says: Final = says
        self.saying: Final = saying
        self.said: Final = said
        self.event_noun: Final = event_noun
        self.happening: Final = happening
        self.carrier_noun: Final = carrier_noun
        self.document: Final = document

    def as_quantifier(self) -> "Sense":
        """The same word where it belongs to a quantifier: it is neither read as anything else nor a verb."""
        return Sense(
            (),
            (),
            self.events,
            self.reports,
            self.carriers,
            self.heads,
            self.kinds,
            "quant",
            self.conj,
            self.prep,
            self.article,
            self.suffix,
            True,
            self.opens_phrase,
            self.says,
            self.saying,
            self.said,
            self.event_noun,
            self.happening,
            self.carrier_noun,
            self.document,
        )
