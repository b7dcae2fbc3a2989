"""The generator of archives: the same each time, of the kind asked for, in formats that are read."""

import gzip
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from riwaya.lang.relevance import relevance

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture(scope="module")
def generate():
    if not BENCH.is_dir():
        pytest.skip("the benchmarks are not beside the tests")
    spec = importlib.util.spec_from_file_location("generate", BENCH / "generate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def test_a_document_is_the_same_whatever_was_made_before(generate):
    assert generate.document(7) == list(generate.archive(8))[7]
    assert generate.document(7) != generate.document(7, seed=1)


def test_documents_have_the_length_and_mix_asked_for(generate):
    made = list(generate.archive(100, conflict=0.3, characters=1_000))
    assert all(900 <= len(one.text) <= 1_001 for one in made)
    assert 15 <= sum(one.conflict for one in made) <= 45


def test_sifting_tells_them_apart(generate):
    assert all(relevance(one.text).conflict == one.conflict for one in generate.archive(60))


def test_a_web_archive_holds_a_record_a_page(generate, tmp_path):
    generate.write_warc(tmp_path / "a.warc.gz", generate.archive(3))
    whole = gzip.decompress((tmp_path / "a.warc.gz").read_bytes()).decode()
    assert whole.count("WARC-Type: response") == 3
    assert generate.document(2).title in whole


def test_pages_give_their_article_back(generate):
    from riwaya.read.html import read_page

    made = generate.document(3, characters=1_500)
    text = read_page(generate.page(made), "a.html").text
    assert made.text.split("\n")[2].split(".")[0] in text


def test_rates_are_measured(generate):
    """One small figure of `bench/scale.py`, in a process of its own as there."""
    command = [sys.executable, str(BENCH / "scale.py"), "--figure", "sifting", "--documents", "20"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert found["documents"] == 20
    assert found["lost"] == 0
    assert 0 < found["kept"] < 0.6
