"""A server of the tests' own, and documents to ask it about."""

from collections.abc import Callable, Iterator

import pytest
from llm_stub import Stub

from riwaya.model import Document, Published
from riwaya.model.ids import sha256


@pytest.fixture
def server() -> Iterator[Stub]:
    """A running server that says nothing until a test gives it answers."""
    with Stub().running() as running:
        yield running


@pytest.fixture
def document() -> Callable[..., Document]:
    """A document of a text, published on a day of its own."""

    def make(text: str, document_id: str = "doc") -> Document:
        published = Published("2031-05-08", "2031-05-08", "sidecar")
        return Document(document_id, text, sha256(text.encode()), published=published)

    return make
