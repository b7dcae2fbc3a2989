"""A shard at whose workers die is tried again, then taken apart, and only what kills is set aside."""

from riwaya.pipeline.outcome import CRASHED, Kept, PassedOver, SetAside
from riwaya.pipeline.result import pack, unpack
from riwaya.pipeline.shard import Shard
from riwaya.pipeline.task import Task
from riwaya.read import Entry


def entry(n):
    return Entry(f"{n}.txt", f"{n}", b"")


def answer(items):
    return pack([Kept(i.id, b"", ()) if isinstance(i, Entry) else i for i in items])


def finish(task, deadly, die=lambda: False):
    """Play the worker: it dies of entries that are deadly, and whenever `die` says so."""
    while True:
        items = task.next_items()
        killed = any(isinstance(i, Entry) and i.id in deadly for i in items)
        done = task.worker_died() if killed or die() else task.take(answer(items))
        if done is not None:
            return unpack(done.packed)


def test_one_death_costs_nothing():
    task = Task(Shard(0, "", (entry(1), entry(2))))
    assert task.worker_died() is None
    assert task.next_items() == (entry(1), entry(2))
    assert [o.id for o in finish(task, set())] == ["1", "2"]


def test_only_what_kills_is_set_aside_in_its_place():
    items = (entry(1), PassedOver("z", 1, "w"), entry(2), SetAside("s", "empty", "m"), entry(3), entry(4))
    found = finish(Task(Shard(0, "", items)), {"2", "4"})
    assert [o.source if isinstance(o, SetAside | PassedOver) else o.id for o in found] == [
        "1", "z", "2.txt", "s", "3", "4.txt",
    ]  # fmt: skip
    assert [o.code for o in found if isinstance(o, SetAside)] == [CRASHED, "empty", CRASHED]


def test_chance_deaths_one_after_the_other_set_nothing_aside():
    deaths = iter([True, True] + [True, False] * 20)
    found = finish(Task(Shard(0, "", tuple(map(entry, range(6))))), set(), lambda: next(deaths))
    assert [o.id for o in found] == [str(n) for n in range(6)]
