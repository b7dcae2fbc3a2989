"""Shards, the manifest and the work folder: what is done is found again, and nothing that is not done counts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.model.errors import LedgerError
from riwaya.pipeline.engine import Done, Serial
from riwaya.pipeline.manifest import Line, Manifest, opened, sealed
from riwaya.pipeline.outcome import CRASHED, DUPLICATE, Kept, PassedOver, SetAside
from riwaya.pipeline.result import Head, head_of, pack, unpack
from riwaya.pipeline.run import assembled, complete
from riwaya.pipeline.shard import LEAST, MOST_BYTES, Shard, address, cut
from riwaya.pipeline.store import MANIFEST, Memory, WorkFolder
from riwaya.read import Entry
from riwaya.read.sidecars import About


def entry(n, data=None):
    return Entry(f"reports/{n}.txt", f"{n}", data if data is not None else f"text {n}".encode(), "text")


def kept(n, twin=None):
    return Kept(f"{n}", b"{}", (b"{}",) * (n % 3), f"reports/{n}.txt", twin or n.to_bytes(16, "big"))


def line(n):
    return Line(f"{n:032x}", n, "d" * 32, n, 1)


class Counting(Serial):
    """Gives made-up outcomes, and counts the shards it was asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def run(self, shards, *, in_order):
        for shard in shards:
            self.asked.append(shard.number)
            outcomes = [kept(int(i.id)) if isinstance(i, Entry) else i for i in shard.items]
            yield Done(shard, pack(outcomes))


def run(store, items, made_by="v"):
    engine, told = Counting(), []
    order = complete(cut(items, made_by), engine, store, tell=told.append)
    return list(assembled(order, store)), engine.asked, told


# --- shards ----------------------------------------------------------------------------------------------------------


def test_shards_hold_everything_once_in_order_within_bounds():
    items = [entry(n) for n in range(3000)]
    shards = list(cut(items, "v"))
    assert [i for shard in shards for i in shard.items] == items
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert len(shards[0].items) == LEAST
    # No shard but the first ones is more than a small part of what came before it, so a crash costs little.
    sizes = [len(shard.items) for shard in shards]
    assert all(size <= max(LEAST, sum(sizes[:n]) // 32) for n, size in enumerate(sizes))


def test_a_shard_that_is_heavy_is_full():
    items = [entry(n, b"x" * (MOST_BYTES // 2)) for n in range(5)]
    assert [len(shard.items) for shard in cut(items, "v")] == [2, 2, 1]


def test_an_address_is_of_all_that_the_outcome_depends_on():
    one = Entry("a", "i", b"t", "text", About("i", outlet="x"))
    others = [
        (Entry("b", "i", b"t", "text", one.about), "v"),
        (Entry("a", "j", b"t", "text", one.about), "v"),
        (Entry("a", "i", b"u", "text", one.about), "v"),
        (Entry("a", "i", b"t", "page", one.about), "v"),
        (Entry("a", "i", b"t", "text", About("i", outlet="y")), "v"),
        (one, "w"),
        (SetAside("a", "empty", "m"), "v"),
        (PassedOver("a", 1, "m"), "v"),
    ]
    addresses = {address([item], by) for item, by in [(one, "v"), *others]}
    assert len(addresses) == 1 + len(others)
    assert address([one], "v") == address([one], "v") != address([one, one], "v")


def test_outcomes_travel_whole():
    outcomes = [kept(1), SetAside("s", "empty", "m", "t"), PassedOver("z", 3, "pictures"), kept(2)]
    packed = pack(outcomes)
    assert unpack(packed) == outcomes
    assert head_of(packed) == Head(2, (outcomes[1],), kept(1).twin + kept(2).twin, True)
    assert not head_of(pack([SetAside("s", CRASHED, "m")])).settled


# --- manifest --------------------------------------------------------------------------------------------------------


def test_lines_that_a_crash_cut_short_do_not_count(tmp_path):
    whole = sealed(line(1)) + sealed(line(2))
    for torn in range(len(sealed(line(3)))):
        file = tmp_path / "manifest"
        file.write_bytes(whole + sealed(line(3))[:torn])
        with Manifest(file) as manifest:
            assert manifest.lines == (line(1), line(2))
            manifest.add(line(4))
        with Manifest(file) as manifest:
            assert manifest.lines == (line(1), line(2), line(4))


@given(st.integers(0, 200), st.integers(1, 255))
def test_a_damaged_line_is_recognised(place, change):
    raw = bytearray(sealed(line(7)))
    raw[place % len(raw)] ^= change
    assert opened(bytes(raw)) is None
    assert opened(sealed(line(7))) == line(7)


# --- work folder -----------------------------------------------------------------------------------------------------


def test_what_is_done_is_not_done_again(tmp_path):
    items = [entry(n) for n in range(40)]
    items[5] = SetAside("reports/5.txt", "empty", "nothing in it")
    memory, asked, told = run(Memory(), items)
    assert len(memory) == 40
    assert told == [items[5]]
    with WorkFolder(tmp_path / "work") as store:
        assert run(store, items)[0] == memory
    with WorkFolder(tmp_path / "work") as store:
        assert store.found == 40
        again, asked, told = run(store, items)
        assert (again, asked, told) == (memory, [], [items[5]])
        changed = [*items[:20], entry(99), *items[21:]]
        assert run(store, changed)[1] == [2]
        assert len(run(store, items, "another version")[1]) == 5


def test_a_file_without_its_line_does_not_count_nor_a_line_without_its_file(tmp_path):
    items = [entry(n) for n in range(40)]
    with WorkFolder(tmp_path) as store:
        run(store, items)
    manifest = tmp_path / MANIFEST
    manifest.write_bytes(b"".join(manifest.read_bytes().splitlines(keepends=True)[:-1]))
    with WorkFolder(tmp_path) as store:
        assert run(store, items)[1] == [4]
    first = next(cut(items, "v"))
    (tmp_path / "shards" / first.key[:2] / first.key[2:]).write_bytes(b"")
    with WorkFolder(tmp_path) as store:
        assert run(store, items)[1] == [0]


def test_a_damaged_file_is_named(tmp_path):
    with WorkFolder(tmp_path) as store:
        shard = Shard(0, "ab" * 16, ())
        store.put(Done(shard, pack([kept(1)])))
        file = next(path for path in tmp_path.rglob("*") if path.is_file() and path.name != MANIFEST)
        raw = bytearray(file.read_bytes())
        raw[-1] ^= 1
        file.write_bytes(raw)
        with pytest.raises(LedgerError, match=f"{file}: is damaged; delete it and run"):
            list(assembled([shard.key], store))


def test_what_cost_a_worker_is_tried_again_by_the_next_run(tmp_path):
    with WorkFolder(tmp_path) as store:
        shard = Shard(0, "ab" * 16, ())
        store.put(Done(shard, pack([SetAside("s", CRASHED, "m")])))
        assert store.head(shard.key) is not None
    with WorkFolder(tmp_path) as store:
        assert store.head(shard.key) is None


def test_a_folder_with_nothing_in_it_goes(tmp_path):
    folder = tmp_path / "work"
    with WorkFolder(folder):
        assert folder.is_dir()
    assert not folder.exists()
    with WorkFolder(folder) as store:
        run(store, [entry(1)])
    assert folder.is_dir()


def test_duplicates_name_the_first(tmp_path: Path):
    outcomes = [kept(n, twin=bytes(16) if n in (3, 10, 20) else None) for n in range(1, 25)]
    store = Memory()
    keys = []
    for n in range(0, 24, 6):
        shard = Shard(n, f"{n:032x}", ())
        store.put(Done(shard, pack(outcomes[n : n + 6])))
        keys.append(shard.key)
    found = list(assembled(keys, store))
    assert [o.source for o in found if isinstance(o, SetAside)] == ["reports/10.txt", "reports/20.txt"]
    assert {o.code for o in found if isinstance(o, SetAside)} == {DUPLICATE}
    assert "the same publication as 3" in found[9].message
    assert [o.id for o in found if isinstance(o, Kept)] == [f"{n}" for n in range(1, 25) if n not in (10, 20)]
