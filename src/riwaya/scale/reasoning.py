"""What is told across reports, worked out by a cluster: portions of places (`riwaya.workspace.derive.Spread`)."""

from collections.abc import Iterator, Sequence

from riwaya.scale.cluster import Cluster
from riwaya.scale.tasks import work_out
from riwaya.workspace.portions import Portion
from riwaya.workspace.spool import Spool
from riwaya.workspace.worked import Worked
from riwaya.workspace.working import Working


class OverCluster:
    """Works portions out on the cluster whose scheduler is at an address. They come in order, as they do here."""

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    def __call__(self, working: Working, parts: Sequence[Portion], spool: Spool) -> Iterator[Worked]:
        """Each portion worked out. Each is sent with the documents that name its places."""
        with Cluster(self._scheduler) as cluster:
            arguments = (
                (working, part._replace(documents=frozenset()), spool.packed(part.documents), cluster.made_by)
                for part in parts
            )
            yield from cluster.each(work_out, arguments)
