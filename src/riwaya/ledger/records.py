"""What a ledger says of the run that filled it."""

import msgspec


class Run(msgspec.Struct, frozen=True):
    """The run whose output the ledger holds. Nothing in it depends on the clock or the machine.

    `id` is a content hash of all that follows and of every document's id and raw hash; `options` are the settings that
    shaped the output; of the inputs read, `documents` were kept, `duplicates` were the same publication as
    one of these, and `set_aside` could not be read.
    """

    id: str
    version: str
    options: dict[str, str | None]
    documents: int
    claims: int
    set_aside: int
    duplicates: int
