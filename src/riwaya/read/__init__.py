"""Reading: from files, folders and standard input to documents. Nothing here knows what a claim is."""

from riwaya.read.reader import MAX_BYTES, MAX_CHARS, date_in, read_source, title_of
from riwaya.read.sidecars import About, Sidecars
from riwaya.read.source import Source, discover

__all__ = [
    "MAX_BYTES",
    "MAX_CHARS",
    "About",
    "Sidecars",
    "Source",
    "date_in",
    "discover",
    "read_source",
    "title_of",
]
