"""Reading: from files, folders, containers and standard input to documents. Nothing here knows what a claim is."""

from riwaya.read.entry import Entry, Item, Passed
from riwaya.read.opening import entries, expand
from riwaya.read.options import MAX_BYTES, Limits, Options
from riwaya.read.reader import MAX_CHARS, date_in, read_entry, read_named, read_source, title_of
from riwaya.read.sidecars import About, Sidecars
from riwaya.read.source import Source, discover

__all__ = [
    "MAX_BYTES",
    "MAX_CHARS",
    "About",
    "Entry",
    "Item",
    "Limits",
    "Options",
    "Passed",
    "Sidecars",
    "Source",
    "date_in",
    "discover",
    "entries",
    "expand",
    "read_entry",
    "read_named",
    "read_source",
    "title_of",
]
