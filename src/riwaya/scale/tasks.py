"""What the machines of a cluster are asked to do. They need riwaya of the same version and data, and no files."""

import threading
from typing import Final

from riwaya.model.errors import ClusterError
from riwaya.pipeline.fingerprint import fingerprint
from riwaya.pipeline.shard import Item

_one_at_a_time: Final = threading.Lock()
"""Extraction is not made for threads; a worker with several of them uses one."""


def version() -> tuple[str, str]:
    """The version of riwaya here, and the digest of its code and data."""
    from riwaya import __version__

    return __version__, fingerprint()


def work_on(items: tuple[Item, ...], with_documents: bool, made_by: str) -> bytes:
    """The outcomes of some items, as `riwaya.pipeline.result.pack` gives them.

    ClusterError where riwaya is another than the one that asks, whose digest is `made_by`.
    """
    from riwaya.pipeline.result import pack
    from riwaya.pipeline.work import work_all

    if fingerprint() != made_by:
        raise ClusterError(f"riwaya there is {version()[0]} ({fingerprint()[:8]}), here it is of digest {made_by[:8]}")
    with _one_at_a_time:
        return pack(work_all(items, with_documents=with_documents))
