"""The kinds of language entry, as their data files spell them. See the head of each file in `lang/ar`."""

from typing import Literal

import msgspec

from riwaya.model.vocabulary import Attitude, Denial, DeniesWhat, Stance
from riwaya.text.normalise import fold


class _Entry(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """What every entry has. Entries compare by identity."""

    id: str
    examples: tuple[str, ...] = ()
    negatives: tuple[str, ...] = msgspec.field(default=(), name="not")


class Lexeme(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Dictionary forms; alternatives are separated by `|` in one string."""

    verb: str = ""
    passive: str = ""
    noun: str = ""
    part: str = ""
    ppart: str = ""
    phrase: tuple[str, ...] = ()


class Reporting(Lexeme, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A reporting word: what it takes, and what stance and attitude it expresses."""

    gives: tuple[str, ...] = ()
    stance: Stance = "asserts"
    denial: Denial | None = None
    denies_what: DeniesWhat = "event"
    attitude: Attitude = "neutral"
    role: str = ""
    object: str = ""
    commits: str = ""
    continues: bool = False
    weak: bool = False
    impersonal: bool = False
    only_person: bool = False
    only_with: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    event: str = ""
    carrier: bool = False
    doubts_if_negated: bool = False
    shows: bool = False
    construct: bool = False

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "gives", tuple(map(fold, self.gives)))

    notices: bool = False


class Source(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A word or phrase other than a verb that attributes."""

    kind: str
    forms: tuple[str, ...]
    cue: str = ""
    role: str = ""
    stance: Stance = "asserts"
    denial: Denial | None = None
    attitude: Attitude = "neutral"
    needs_verb: bool = False
    voiceless: bool = False


class Event(Lexeme, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A word that tells an event, with the roles of what stands around it."""

    event: str
    imperfect: str = ""
    subj: str = "agent"
    obj: str = "target"
    noun_of: str = "none"
    preps: dict[str, str] = {}
    with_object: tuple[str, ...] = ()
    window: int = 9
    with_context: tuple[str, ...] = ()
    absorbs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    needs: str = ""
    after: str = ""
    instrument: bool = False
    bare: bool = False
    counted: bool = False
    passive_first: bool = False
    passive_only: bool = False
    object_alone: bool = False
    plural_only: bool = False
    mutual: bool = False
    owner: bool = False
    """Whom it is done to is whose the completing word is: أطلق سراحها."""
    verbal: bool = False
    civilians: str = ""

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "preps", {fold(prep): role for prep, role in self.preps.items()})


class Carrier(Lexeme, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A word that lends its subject to an event noun, and may change the event's standing."""

    preps: tuple[str, ...] = ("",)
    subj: str = "agent"
    stance: Stance = "asserts"
    denial: Denial | None = None
    copula: bool = False
    passive_voice: bool = msgspec.field(default=False, name="passive_carrier")
    ends: bool = False
    about: str = ""
    shares: bool = False
    attempt: bool = False
    succeeds: bool = False
    opinion: bool = False
    """Without a voice it is what the outlet thinks should be: يجب."""
    only: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()

    @property
    def folded(self) -> tuple[str, ...]:
        """The prepositions as tokens and phrases have them."""
        return tuple(map(fold, self.preps))


class Function(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Function words of one kind."""

    kind: str
    forms: tuple[str, ...]


class Heads(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Head nouns of one kind; each item is a singular with its plurals."""

    kind: str
    nouns: tuple[str, ...]
    voice: str = ""


class Verbs(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Verbs that are known without telling anything."""

    verbs: tuple[str, ...]


class Nouns(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Nouns that are known without telling or naming anything."""

    nouns: tuple[str, ...]


class Instrument(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Words that tell by what means an attack was made."""

    event: str
    of: tuple[str, ...]
    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()


class Group(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A named group of words that a mechanism asks for by id."""

    forms: tuple[str, ...]


class Peacetime(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Words that show an event word to speak of no conflict; see the head of `peacetime.yaml`."""

    role: Literal["doer", "cause", "setting", "armed"]
    words: tuple[str, ...]
    events: tuple[str, ...] = ()
    sure: bool = False


class Homograph(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Words whose spelling tells them from a commoner word that folding makes the same: read like another word."""

    forms: tuple[str, ...]
    like: str


class ClosedClass(_Entry, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A particle, or the letters or mark that words of a class begin or end with; see the head of `grammar.yaml`."""

    at: Literal["front", "end", "mark", "word"]
    forms: tuple[str, ...]
    role: str = msgspec.field(default="", name="as")
