"""How containers are read: what the user says of their fields, and the limits within which anything is read."""

from collections.abc import Mapping
from typing import Final

import msgspec

FIELDS: Final = ("text", "title", "date", "outlet", "url", "id", "retrieved")
"""What a record of JSON or a table can say, as `Options.fields` names it."""

MAX_BYTES: Final = 20_000_000
"""A file, or an entry of a container, of more bytes is set aside unread."""


class Limits(msgspec.Struct, frozen=True):
    """What is beyond reading, whoever made it: bombs end here, in bounded time and memory.

    `entry`: bytes of one report. `members`: members of one archive. `ratio`: how many times larger than what is stored
    an archive or compressed file may unpack, once it has unpacked `unpacked` bytes. `nested`: bytes of an archive
    within an archive. `levels`: containers within containers. `depth`: nesting of one JSON record. `broken`: records
    that cannot be read, one after the other, before the rest of a file is given up.
    """

    entry: int = MAX_BYTES
    members: int = 1_000_000
    ratio: int = 200
    unpacked: int = 100_000_000
    nested: int = 1_000_000_000
    levels: int = 2
    depth: int = 100
    broken: int = 100


class Options(msgspec.Struct, frozen=True):
    """What reading needs to be told.

    `fields`: for records (JSON, CSV), the names of theirs for fields of ours. `only_conflict`: leave out what shows no
    signs of armed conflict (`riwaya.lang.relevance`), pages before they are taken apart.
    """

    fields: Mapping[str, str] = msgspec.field(default_factory=dict)
    limits: Limits = Limits()
    only_conflict: bool = False
