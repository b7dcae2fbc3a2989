"""What `riwaya about` says is true of the files."""

import json
import re
import tomllib

import riwaya
from riwaya.about import HERE, about, as_lines, entries


def test_every_file_of_data_belongs_to_one_entry():
    owners = {}
    for entry in entries():
        for path in entry.paths():
            owners.setdefault(path.relative_to(HERE).as_posix(), []).append(entry.id)
    files = {path.relative_to(HERE).as_posix() for path in HERE.rglob("*") if path.is_file()}
    files = {name for name in files if not name.endswith((".py", ".pyc", ".so"))}
    assert files - owners.keys() == set(), "data of others: name these files in src/riwaya/about/data.yaml"
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_pattern_finds_something():
    for entry in entries():
        for pattern in entry.files:
            if "static/vendor" not in pattern:  # fetched when the package is built
                assert list(HERE.glob(pattern)), f"{entry.id}: {pattern}"


def test_versions_are_those_that_are_pinned(checkout):
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = dict(one.split("==") for one in project["optional-dependencies"]["gazetteer"])
    locked = json.loads((checkout / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for entry in entries():
        for name, version in entry.made_from.items():
            known = pinned.get(name) or locked[f"node_modules/{name}"]["version"]
            assert version == known, f"{entry.id}: {name}"
            assert version in entry.version


def test_what_has_to_be_credited_is_credited_in_the_notice(checkout):
    notice = (checkout / "NOTICE").read_text(encoding="utf-8")
    for name in ("GeoNames", "wordfreq", "Natural Earth", "Noto Naskh Arabic", "MapLibre GL JS", "htmx"):
        assert name in notice
    for entry in entries():
        if "CC-BY" in entry.licence:
            assert "CC BY" in entry.attribution


def test_digests_are_of_the_files():
    found = {one.id: one for one in about().data}
    assert re.fullmatch("[0-9a-f]{64}", found["language"].sha256)
    assert found["language"].version == f"riwaya {riwaya.__version__}"
    assert found == {one.id: one for one in about().data}


def test_in_words():
    text = "\n".join(as_lines(about()))
    assert text.startswith(f"riwaya {riwaya.__version__}  Apache-2.0\n")
    for words in ("GeoNames (https://www.geonames.org/), CC BY 4.0", "OFL-1.1", "public domain"):
        assert words in text
