"""Fetching over HTTP: politely, never from private addresses, and kept as a web archive.

What it gives is bytes and when they came; what they say is `riwaya.read`'s matter.
"""

from riwaya.fetch.archive import Archive
from riwaya.fetch.clock import Clock, SystemClock
from riwaya.fetch.errors import NotFetched
from riwaya.fetch.fetcher import Fetched, Fetcher
from riwaya.fetch.settings import Settings

__all__ = ["Archive", "Clock", "Fetched", "Fetcher", "NotFetched", "Settings", "SystemClock"]
