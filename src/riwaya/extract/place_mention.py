"""A place as a text mentions it: head words, a name, and the place that is meant."""

from riwaya.extract.place_heads import PlaceHead
from riwaya.gazetteer.places import PlaceRow


class PlaceMention:
    """Tokens `[start, end)`: head words and name. `name_start` is the name's first token, `row` the place, resolved."""

    __slots__ = (
        "candidates",
        "conj",
        "core",
        "end",
        "head",
        "key",
        "label",
        "locative",
        "name_start",
        "noun",
        "prep",
        "refers",
        "row",
        "second",
        "start",
        "tokens",
    )

    def __init__(
        self, start: int, end: int, name_start: int, head: PlaceHead | None, candidates: tuple[PlaceRow, ...]
    ) -> None:
        self.start = start
        self.end = end
        self.name_start = name_start
        self.head = head
        self.noun = head if head is not None and head.role == "head" else None  # the head word next to the name
        self.core = start if self.noun is head else name_start  # where the place begins, without a part before it
        self.candidates = candidates
        self.row: PlaceRow | None = None
        self.conj = ""
        self.prep = ""
        self.locative = False
        self.tokens = end - name_start
        self.key = ""
        self.refers: PlaceMention | None = None  # the mention that a definite noun or a pronoun stands for
        self.second: PlaceMention | None = None  # ... and the other one of a dual: the two towns
        self.label = False  # whether it stands alone before a colon, as round-ups label what they tell of a place

    @property
    def part(self) -> bool:
        """Whether only a part or the surroundings of the named place are meant."""
        return self.head is not None and self.head.role != "head"
