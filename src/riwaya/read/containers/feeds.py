"""Feeds in files: see `riwaya.read.feed`."""

from collections.abc import Iterator

from riwaya.model.errors import TooLarge
from riwaya.read.containers.container import Container
from riwaya.read.entry import Item
from riwaya.read.feed import read_feed
from riwaya.read.options import Options


def read(container: Container, options: Options) -> Iterator[Item]:
    """The reports that a feed tells, in its order."""
    limit = options.limits.entry
    with container.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(container.source, f"over {limit:,} bytes, more than one feed can be", "get a shorter one")
    yield from read_feed(data, container.source, container.id)
