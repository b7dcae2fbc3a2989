"""FollowTheMoney: entities that its own package accepts, where that is installed, and keeps to its schemata anyway."""

import csv
import json

import pytest
from test_events import NOT_ASSERTED, TYPES, said

from riwaya.export import export

# The properties of the schemata that are written, from the model of followthemoney 4 (as far as they are used).
SCHEMATA = {
    "Article": {"title", "fileName", "publishedAt", "retrievedAt", "sourceUrl", "publisher", "language"},
    "Event": {
        "name", "startDate", "endDate", "location", "country", "summary", "description", "keywords", "involved",
        "proof",
    },
    "Organization": {"name", "alias", "keywords"},
    "PublicBody": {"name", "alias", "keywords"},
    "Person": {"name", "alias", "keywords"},
    "Documentation": {"document", "entity", "role", "summary", "recordId"},
    "Mention": {"document", "name", "resolved", "detectedSchema"},
}  # fmt: skip
POINTS_TO = {
    "involved": {"Organization", "PublicBody", "Person"},
    "resolved": {"Organization", "PublicBody", "Person"},
    "proof": {"Article"},
    "document": {"Article"},
    "entity": {"Event"},
}


@pytest.fixture
def entities(anything, tmp_path):
    export("ftm", anything, tmp_path)
    return [json.loads(line) for line in (tmp_path / "entities.ftm.json").read_text().splitlines()]


def test_entities_keep_their_schemata(entities):
    by_id = {one["id"]: one for one in entities}
    assert len(by_id) == len(entities)
    assert {"Article", "Event", "Documentation", "Mention", "Organization"} <= {one["schema"] for one in entities}
    for one in entities:
        assert set(one["properties"]) <= SCHEMATA[one["schema"]]
        for prop, schemata in POINTS_TO.items():
            for id in one["properties"].get(prop, ()):
                assert by_id[id]["schema"] in schemata


def test_statements_are_the_entities(entities, tmp_path):
    rows = list(csv.DictReader((tmp_path / "statements.csv").open(encoding="utf-8", newline="")))
    stated = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}
    assert stated == {
        (one["id"], prop, value)
        for one in entities
        for prop, values in one["properties"].items()
        for value in values
    }  # fmt: skip
    assert any(row["original_value"] for row in rows)


def test_followthemoney_accepts_them(entities, tmp_path):
    pytest.importorskip("followthemoney", reason="followthemoney is not installed: bench/export_readers.sh installs it")
    from followthemoney import EntityProxy
    from followthemoney.statement import read_path_statements

    for one in entities:
        proxy = EntityProxy.from_dict(one, cleaned=False)
        proxy.schema.validate({"properties": one["properties"]})
        for prop, values in one["properties"].items():
            kept = proxy.get(prop)
            assert len(kept) == len(set(values)), (one["schema"], prop, values, kept)
    assert sum(1 for _ in read_path_statements(tmp_path / "statements.csv", "csv")) > len(entities)


@pytest.mark.parametrize("stance", NOT_ASSERTED)
def test_what_nobody_asserts_is_no_event(told, tmp_path, stance):
    export("ftm", told(*(said(event, **NOT_ASSERTED[stance]) for event in TYPES)), tmp_path)
    schemata = [json.loads(line)["schema"] for line in (tmp_path / "entities.ftm.json").read_text().splitlines()]
    assert "Event" not in schemata
    assert "Documentation" not in schemata
