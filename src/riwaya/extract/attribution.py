"""An attribution: the voices that are credited, the cue that credits them, and the content it governs."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.speakers import Speaker
from riwaya.lang.entries import Reporting, Source
from riwaya.model.vocabulary import Attitude, Denial, DeniesWhat, Stance

NEITHER: Final = Source(id="unver.neither", kind="unverified", forms=(), stance="doubts", denial="unverified")
"""A refusal to confirm or deny."""
COLON: Final = Source(id="src.colon", kind="prep", forms=())
"""The colon as a cue."""
DASH: Final = Source(id="src.dash", kind="prep", forms=())
"""The dash before the voice that ends a headline as a cue."""
CONTINUED: Final = Source(id="src.continued", kind="continued", forms=())
"""A statement that goes on without a cue."""
UNVERIFIED: Final = Source(id="unver.cannot", kind="unverified", forms=(), stance="doubts", denial="unverified")
"""A negated "can" before a word for verifying."""


class Attribution:
    """Voices (outermost first; empty when a report is called false by nobody in particular) + cue + content.

    `cue` and `content` are token ranges. `quoted` tells that the content is direct speech that may cross sentences.
    """

    __slots__ = (
        "addressed",
        "anaphoric",
        "attitude",
        "content",
        "cue",
        "demand",
        "denial",
        "denies_what",
        "entry",
        "falsity",
        "nested",
        "quoted",
        "sentence",
        "silent",
        "stance",
        "voices",
        "weak",
    )

    def __init__(
        self, entry: Reporting | Source, cue: tuple[int, int], content: tuple[int, int], sentence: int
    ) -> None:
        self.entry = entry
        self.cue = cue
        self.content = content
        self.sentence = sentence
        self.voices: list[Speaker] = []
        self.stance: Stance = entry.stance
        self.denial: Denial | None = entry.denial
        self.denies_what: DeniesWhat = entry.denies_what if isinstance(entry, Reporting) else "event"
        self.attitude: Attitude = entry.attitude
        self.quoted = False
        self.weak = isinstance(entry, Reporting) and entry.weak
        self.demand = isinstance(entry, Reporting) and entry.role == "demand"
        self.anaphoric = False
        self.falsity = False
        self.nested = False
        self.silent = False
        self.addressed: Chunk | None = None

    @property
    def owned(self) -> bool:
        """Whether the cue is itself what the voice owns up to ("claimed the operation")."""
        return isinstance(self.entry, Reporting) and self.entry.role == "own"

    @property
    def doubts_if_negated(self) -> bool:
        """Whether the cue, negated, doubts ("did not confirm")."""
        return isinstance(self.entry, Reporting) and self.entry.doubts_if_negated

    @property
    def impersonal(self) -> bool:
        """Whether nobody in particular is credited ("reports circulated")."""
        return isinstance(self.entry, Source) and self.entry.kind == "impersonal"

    def covers(self, token: int) -> bool:
        """Whether the content holds this token."""
        return self.content[0] <= token < self.content[1]
