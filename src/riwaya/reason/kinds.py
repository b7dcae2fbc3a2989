"""What each event type says of the world: which happenings can be one, and what a place's holder is afterwards.

An *effect* is what a claim of territory says: `holds` (the agents have the place), `gone` (they have not), `inside`
(they are in it, whoever holds it), `outside` (they are not in it), or nothing.
"""

from typing import Final, Literal

from riwaya.model.vocabulary import HARM

Effect = Literal["holds", "gone", "inside", "outside"]

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "taking": ("capture", "recapture", "handover", "loss"),
    "holding": ("control", "clearing"),
    "leaving": ("withdrawal",),
    "entering": ("entry",),
    "advance": ("advance",),
    "siege": ("siege",),
    "distance": ("distance",),
    "battle": ("clash", "attack", "ambush"),
    "airstrike": ("airstrike",),
    "drone_strike": ("drone_strike",),
    "shelling": ("shelling",),
    "bombing": ("vehicle_bomb", "bombing"),
    "chemical_attack": ("chemical_attack",),
    "shootdown": ("shootdown",),
    "killed": ("killed", "execution"),
    "injured": ("injured",),
    "custody": ("detained", "abduction"),
    "flight": ("flight",),
    "surrender": ("surrender", "defection"),
    "displacement": ("displacement",),
    "evacuation": ("evacuation",),
    "human_shields": ("human_shields",),
    "forces": ("deployment", "reinforcement"),
    "link_up": ("link_up",),
    "support": ("support",),
    "command": ("command",),
    "destruction": ("destruction",),
    "demining": ("demining",),
    "seizure": ("seizure",),
    "blockade": ("blockade",),
    "words": ("agreement", "offer", "reject", "accusation", "statement"),
    "other": ("other",),
}
"""Types that can tell one happening, by the name of what happened."""

KIND_OF: Final[dict[str, str]] = {event: kind for kind, events in KINDS.items() for event in events}

EFFECT: Final[dict[str, Effect]] = {
    "capture": "holds",
    "recapture": "holds",
    "handover": "holds",
    "control": "holds",
    "clearing": "holds",
    "loss": "gone",
    "withdrawal": "gone",
    "entry": "inside",
    "distance": "outside",
}
"""What the *gaining* party's (for `gone` and `outside`: the agents') state is said to be."""

TERRITORY: Final = frozenset({"taking", "holding", "leaving", "entering", "advance", "siege", "distance"})
STRIKES: Final = frozenset({"airstrike", "drone_strike", "shelling", "bombing", "chemical_attack"})
CAUSES: Final = STRIKES | {"battle"}
"""Kinds that people die of: a toll belongs to one of these where the report says so."""
TOLLS: Final = HARM
STANDING: Final = frozenset({"holding", "siege", "distance"})
"""Kinds that tell how things stand on the day of the report, and not what happened some day before."""

IMPLIES: Final[dict[str, tuple[str, ...]]] = {
    "holding": ("entering",),
    "taking": ("entering",),
}
"""If the left happened, so did the right: who denies the right denies the left."""
