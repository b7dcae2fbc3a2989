"""Spans: half-open ranges of Unicode code points of a document's text, together with exactly those characters."""

import msgspec

from riwaya.model.errors import RecordError


class Span(msgspec.Struct, frozen=True, order=True):
    """`text` stands at `[start, end)` of the document's text."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.text):
            raise RecordError(
                f"span [{self.start}, {self.end}) cannot hold {self.text!r}: its length is {len(self.text)}"
            )

    def holds_in(self, text: str) -> bool:
        """Whether this is what stands there in `text`."""
        return text[self.start : self.end] == self.text


def cut(text: str, start: int, end: int) -> Span:
    """The span `[start, end)` of `text`."""
    return Span(start, end, text[start:end])
