"""One report's raw material, wherever it comes from: self-contained, so that any process or machine can read it."""

from typing import Literal

import msgspec

from riwaya.model.errors import InputError
from riwaya.read.sidecars import About

Kind = Literal["text", "page", "fragment", "unknown"]
"""Plain text, a web page, a piece of HTML without a page around it, or to be told by how it begins."""


class Entry(msgspec.Struct, frozen=True):
    """One report as it lies in a file or container.

    `source` is what users see and errors name (`crawl.zip!folder/a.html`, `posts.jsonl!17`); `id` the id that its
    document gets, unique in its container and the same in every run (`crawl/folder/a`, `posts/17`); `data` the raw
    bytes of the text or page, whose hash is the document's; `about` what the container and sidecars say of it;
    `charset` the encoding that whoever sent it said, which is a hint and no more; with `only_conflict` it is left out
    unless it shows signs of armed conflict.
    """

    source: str
    id: str
    data: bytes
    kind: Kind = "unknown"
    about: About | None = None
    charset: str | None = None
    only_conflict: bool = False


class Passed(msgspec.Struct, frozen=True):
    """What a container holds beside reports (pictures, scripts, service messages): how many, and what they are."""

    source: str
    number: int
    what: str


Item = Entry | Passed | InputError
"""What comes out of a container, in its order."""
