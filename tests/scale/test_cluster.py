"""A run on a cluster of real processes: workers are killed, and the output is that of this machine alone."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from riwaya.cli.console import Console
from riwaya.cli.run import run_into
from riwaya.ledger import open_ledger
from riwaya.model.errors import ClusterError
from riwaya.pipeline import task
from riwaya.pipeline.outcome import CRASHED, SetAside
from riwaya.pipeline.result import unpack
from riwaya.pipeline.shard import cut
from riwaya.read import Entry
from riwaya.scale import cluster as scale
from riwaya.scale import tasks
from riwaya.scale.reasoning import OverCluster
from riwaya.workspace import derive

distributed = pytest.importorskip("distributed")

TEXT = "قال ناشطون إن مقاتلي اللواء الخامس دخلوا مدينة الرقة يوم الثلاثاء، ونفى متحدث عسكري ذلك."


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process; a task is not given to a third after one died of it."""
    import dask

    quiet = {"silence_logs": 100, "dashboard_address": None}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **quiet) as found,
    ):
        yield found


def snapshot(out: Path) -> dict[str, Any]:
    ledger = sqlite3.connect(out / "ledger.db")
    dump = "\n".join(ledger.iterdump())
    ledger.close()
    names = sorted(path.name for path in out.iterdir())
    return {name: (out / name).read_bytes() for name in names if name != "ledger.db"} | {"ledger.db": dump}


def test_the_output_is_that_of_one_machine_though_a_worker_is_killed(cluster, tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for n in range(60):
        (reports / f"{n:02}.txt").write_text(f"تقرير {n}\n\n{TEXT}\n" if n % 9 else "", encoding="utf-8")
    given: dict[str, Any] = {"root": None, "jobs": 1, "title": None}
    killed = []

    def kill() -> None:
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            while not any(client.processing().values()):
                time.sleep(0.02)
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    ends = []
    killer = threading.Thread(target=kill)
    killer.start()
    for out, more in (("many", {"scheduler": cluster.scheduler_address}), ("one", {})):
        with pytest.raises(typer.Exit) as ended:  # some reports are empty
            run_into(Console(quiet=True), [str(reports)], tmp_path / out, **given, **more)
        ends.append(ended.value.exit_code)
    killer.join()
    assert ends == [3, 3]
    assert killed
    assert snapshot(tmp_path / "many") == snapshot(tmp_path / "one")


def test_a_report_that_kills_workers_is_set_aside(cluster, monkeypatch):
    class Deadly(distributed.WorkerPlugin):
        """On every worker, also on those that come later: extraction that ends the process at certain texts."""

        def setup(self, worker: Any) -> None:
            import os

            from riwaya.pipeline import work

            genuine = work.extract

            def extract(document: Any) -> Any:
                if "DIE" in document.text:
                    os._exit(9)
                return genuine(document)

            work.extract = extract

    monkeypatch.setattr(task, "DEATHS", 1)
    with distributed.Client(cluster, set_as_default=False) as client:
        client.register_plugin(Deadly(), name="deadly")
        items = [Entry("2.txt", "2", f"{TEXT} DIE".encode(), "text")]
        with scale.Cluster(cluster.scheduler_address) as engine:
            [done] = engine.run(cut(items, ""), in_order=True)
        client.unregister_worker_plugin("deadly")
    [deadly] = unpack(done.packed)
    assert isinstance(deadly, SetAside)
    assert (deadly.source, deadly.code) == ("2.txt", CRASHED)


def test_what_is_told_across_reports_is_the_same(cluster, tmp_path, monkeypatch):
    reports = tmp_path / "reports"
    reports.mkdir()
    for n, place in enumerate(("الرقة", "تدمر", "الموصل", "الرقة")):
        told = f"وقال ناشطون إن {n + 3} مدنيين قتلوا في غارة جوية على {place} يوم الأربعاء."
        (reports / f"{n}.txt").write_text(f"{TEXT.replace('الرقة', place)} {told}\n", encoding="utf-8")
    given: dict[str, Any] = {"root": None, "jobs": 1, "title": None}
    run_into(Console(quiet=True), [str(reports)], tmp_path / "out", **given)
    monkeypatch.setattr(derive, "PORTION", 2)
    dumps = []
    for spread in (derive.here, OverCluster(cluster.scheduler_address)):
        with open_ledger(tmp_path / "out") as ledger:
            assert derive.derive(ledger, thorough=False, spread=spread).places >= 3
        dumps.append(snapshot(tmp_path / "out")["ledger.db"])
    assert dumps[0] == dumps[1]


def test_workers_with_another_riwaya_are_named(cluster, monkeypatch):
    monkeypatch.setattr(tasks, "fingerprint", lambda parts: "f" * 32)  # here; workers have their own
    with pytest.raises(ClusterError, match=r"tcp://.*: this worker has riwaya .*, here it is .* \(ffffffff\); install"):
        scale.Cluster(cluster.scheduler_address).__enter__()
    monkeypatch.setattr(scale.Cluster, "_check_workers", lambda self: None)
    with scale.Cluster(cluster.scheduler_address) as engine:  # a worker that came later
        engine.made_by = "f" * 32
        with pytest.raises(ClusterError, match="riwaya on a worker is"):
            list(engine.run(cut([Entry("a", "a", b"", "text")], ""), in_order=False))


def test_no_scheduler(monkeypatch):
    monkeypatch.setattr(scale, "PATIENCE", 0.3)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9: no scheduler answers there"):
        scale.Cluster("tcp://127.0.0.1:9").__enter__()
