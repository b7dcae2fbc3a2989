"""The closed lists of the annotation guide: event types and families, stances, kinds of denial, kinds of voice.

Every value that a claim may take is listed here once; records refuse anything else.
"""

from typing import Final, Literal, get_args

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "gained": ("capture", "recapture", "entry", "advance", "handover"),
    "kept_or_lost": ("withdrawal", "loss", "control", "siege", "clearing", "distance"),
    "battle": ("clash", "attack", "ambush"),
    "remote": (
        "airstrike",
        "shelling",
        "drone_strike",
        "vehicle_bomb",
        "bombing",
        "chemical_attack",
        "shootdown",
    ),
    "people": (
        "killed",
        "injured",
        "detained",
        "abduction",
        "execution",
        "displacement",
        "flight",
        "surrender",
        "defection",
        "human_shields",
        "evacuation",
    ),
    "forces": ("deployment", "reinforcement", "link_up", "support", "command"),
    "things": ("destruction", "demining", "seizure", "blockade"),
    "words": ("agreement", "offer", "reject", "accusation", "statement"),
    "other": ("other",),
}
"""Event families and their types: two claims of one family may be about the same happening."""

FAMILY_OF: Final[dict[str, str]] = {event: family for family, events in FAMILIES.items() for event in events}
"""The family of each event type."""

HARM: Final = frozenset(("killed", "injured"))
"""What befalls people's lives and limbs: what tolls count."""
MOST_FORMS: Final = 8
"""Other names of an actor, place or voice that a claim carries, at most."""
EVENTS: Final[frozenset[str]] = frozenset(FAMILY_OF)

Stance = Literal["asserts", "denies", "doubts", "possible", "expects", "threatens", "demands"]
Denial = Literal["rebuttal", "negation", "failed", "unverified"]
DeniesWhat = Literal["event", "agent", "target", "place", "number"]
Attitude = Literal["neutral", "endorsing", "distancing"]
VoiceKind = Literal[
    "outlet",
    "agency",
    "state_media",
    "government",
    "military",
    "armed_group",
    "monitor",
    "activist",
    "official",
    "witness",
    "medical",
    "social_media",
    "international",
    "document",
    "unnamed",
]
Precision = Literal["point", "area", "part", "near", "unresolved"]
Relation = Literal["exactly", "about", "at_least", "at_most"]
DateBasis = Literal["sidecar", "page", "text", "inferred", "unknown"]

STANCES: Final[frozenset[str]] = frozenset(get_args(Stance))
DENIALS: Final[frozenset[str]] = frozenset(get_args(Denial))
DENIED_PARTS: Final[frozenset[str]] = frozenset(get_args(DeniesWhat))
ATTITUDES: Final[frozenset[str]] = frozenset(get_args(Attitude))
VOICE_KINDS: Final[frozenset[str]] = frozenset(get_args(VoiceKind))

NEGATIVE_STANCES: Final[frozenset[str]] = frozenset({"denies", "doubts"})
"""Stances under which the event is *not* put forward as having happened; they carry a kind of denial."""
