"""What fuzzing found, and a little fuzzing: no input breaks a promise of the readers."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

SEEDS = sorted((Path(__file__).parent / "seeds").iterdir())


@pytest.fixture(scope="module")
def fuzz(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_readers", checkout / "bench/fuzz_readers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_what_broke_a_promise_once_does_so_no_more(fuzz: ModuleType, seed: Path) -> None:
    fuzz.check(seed.name.partition("-")[0], seed.read_bytes())


@pytest.mark.parametrize(
    "family",
    [
        "text",
        "page",
        "fragment",
        "dates",
        "zips",
        "tars",
        "compressed",
        "jsonlines",
        "json_files",
        "tables",
        "feeds",
        "warcs",
    ],
)
def test_every_family_holds_for_a_moment(fuzz: ModuleType, family: str) -> None:
    assert family in fuzz.FAMILIES
    found = fuzz.inputs(family, random.Random(7))
    for _ in range(25):
        fuzz.check(family, next(found))


def test_a_broken_promise_is_seen(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "read_entry", lambda entry: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fuzz.check("jsonlines", b'{"text": "a"}')
