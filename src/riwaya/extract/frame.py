"""Frames: what a sentence tells of one event, with its role fillers, before names are given."""

from riwaya.extract.chunk import Chunk
from riwaya.extract.clauses import Clause
from riwaya.extract.triggers import Trigger
from riwaya.lang.entries import Carrier
from riwaya.model.vocabulary import Denial, DeniesWhat, Stance


class Argument:
    """A role filler: tokens `[start, end)` of `chunk` (None for a pronoun); `pronoun` asks for coreference."""

    __slots__ = ("chunk", "end", "pronoun", "start")

    def __init__(self, start: int, end: int, chunk: Chunk | None, pronoun: str = "") -> None:
        self.start = start
        self.end = end
        self.chunk = chunk
        self.pronoun = pronoun


class Frame:
    """One event as a sentence tells it."""

    __slots__ = (
        "about",
        "agents",
        "alternate",
        "carrier",
        "cause",
        "caused_by",
        "chunk",
        "clause",
        "core_end",
        "core_start",
        "denial",
        "denies_what",
        "event",
        "fought",
        "others",
        "part",
        "passive",
        "place_pronoun",
        "places",
        "rules",
        "sentence",
        "setting",
        "shared",
        "stance",
        "targets",
        "trigger",
    )

    def __init__(self, trigger: Trigger, event: str, clause: Clause, chunk: Chunk, sentence: int) -> None:
        self.trigger = trigger
        self.event = event
        self.clause = clause
        self.chunk = chunk
        self.sentence = sentence
        self.agents: list[Argument] = []
        self.targets: list[Argument] = []
        self.places: list[Argument] = []
        self.stance: Stance = "asserts"
        self.denial: Denial | None = None
        self.denies_what: DeniesWhat = "event"
        self.carrier: Carrier | None = None
        self.cause = False
        self.caused_by: Frame | None = None
        self.fought: Frame | None = None  # the clash that this harm came of
        self.setting: Frame | None = None  # what this clash led to: whoever took the town fought for it
        self.shared: list[Argument] = []  # who the victims were, told with the harm joined to this one
        self.about = ""
        self.part = False  # told of who had a part in it: who denies that denies his part, and no event
        self.core_start = trigger.start
        self.core_end = trigger.end
        self.passive = False
        self.rules: list[str] = [trigger.rule]
        self.alternate = False
        self.others: list[Frame] = []  # what else the same word may tell, where this is not told
        self.place_pronoun = -1  # the token of a pronoun for the place (فيها), -1 when there is none
