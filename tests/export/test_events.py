"""Event-shaped exports hold what somebody says happened, and nothing else."""

import csv
from pathlib import Path

import pytest
from export_samples import ARMY, IS

from riwaya.export import all_formats, export
from riwaya.export.coding import sector
from riwaya.export.records import Named
from riwaya.gazetteer.actors import actors

EVENT_FORMATS = sorted(one.name for one in all_formats().values() if one.events)
DENIAL = {"denial": "rebuttal", "denies_what": "event"}
NOT_ASSERTED = {
    "denied": {"stance": "denies", **DENIAL},
    "negated": {"stance": "denies", "denial": "negation", "denies_what": "event"},
    "failed": {"stance": "denies", "denial": "failed", "denies_what": "event"},
    "responsibility denied": {"stance": "denies", "denial": "rebuttal", "denies_what": "agent"},
    "doubted": {"stance": "doubts", **DENIAL},
    "unverified": {"stance": "doubts", "denial": "unverified", "denies_what": "event"},
    "possible": {"stance": "possible"},
    "expected": {"stance": "expects"},
    "threatened": {"stance": "threatens"},
    "demanded": {"stance": "demands"},
}
DAY = {"time": {"earliest": "2031-01-09", "latest": "2031-01-09", "text": "أمس", "start": 0, "end": 3}}


def written(name: str, bundle, tmp_path: Path) -> str:
    """All that an event format writes, but for what only describes the format."""
    out = tmp_path / name
    export(name, bundle, out)
    files = [out] if out.is_file() else sorted(path for path in out.rglob("*") if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


TYPES = ("capture", "airstrike", "clash", "detained", "withdrawal")


def said(event, **more):
    where = {"text": "الرقة", "entity": "place:raqqa", "lat": 35.95, "lon": 39.01, "precision": "point"}
    words = {"evidence": f"كلام عن {event}", "document": f"r-{event}"}
    return {"event": event, "agents": [ARMY], "targets": [IS], "places": [where], **words, **DAY} | more


@pytest.mark.parametrize("stance", NOT_ASSERTED)
@pytest.mark.parametrize("name", EVENT_FORMATS)
def test_what_nobody_asserts_is_no_event(told, tmp_path, name, stance):
    """By themselves such claims leave an event format without a single event."""
    bundle = told(*(said(event, **NOT_ASSERTED[stance]) for event in TYPES))
    assert len(bundle.claims) == len(TYPES)
    assert "كلام عن" not in written(name, bundle, tmp_path)


@pytest.mark.parametrize("name", EVENT_FORMATS)
def test_what_somebody_asserts_is_one(told, tmp_path, name):
    text = written(name, told(*map(said, TYPES)), tmp_path)
    for event in TYPES:
        assert f"كلام عن {event}" in text


@pytest.mark.parametrize("stance", NOT_ASSERTED)
@pytest.mark.parametrize("name", EVENT_FORMATS)
def test_a_claim_beside_an_event_lends_it_nothing(told, tmp_path, name, stance):
    """Who is named, and what is counted, only by a claim that does not assert is in no column of the event."""
    asserting = {"event": "airstrike", "evidence": "غارة على السوق", "targets": [ARMY], **DAY}
    other = {
        "document": "r2",
        "event": "airstrike",
        "agents": [{"text": "التنظيم", "entity": "actor:islamic-state"}],
        "quantities": [{"text": "77 قتيلا", "value": 77, "high": 77, "unit": "people"}],
        "evidence": "غارة أخرى الكلام عنها",
        **DAY,
    } | NOT_ASSERTED[stance]
    text = written(name, told(asserting, other), tmp_path)
    assert "غارة على السوق" in text
    assert "Islamic State" not in text
    assert "77" not in text.replace("2031-01-09", "")


@pytest.mark.parametrize("name", EVENT_FORMATS)
def test_what_was_taken_back_is_no_event(told, tmp_path, name):
    record = {"event": "capture", "agents": [IS], "evidence": "سقطت المدينة بيد التنظيم", **DAY}
    back = record | {"document": "r2", "stance": "denies", **DENIAL, "evidence": "نعتذر فالمدينة لم تسقط"}
    voice = {"voices": [{"text": "المرصد", "kind": "monitor", "entity": "voice:sohr"}]}
    bundle = told(record | voice, back | voice, days={"r1": "2031-01-10", "r2": "2031-01-11"})
    assert any(one.type == "retracts" for one in bundle.relations)
    assert "سقطت المدينة" not in written(name, bundle, tmp_path)


def test_disputes_are_kept_in_the_notes(told, tmp_path):
    asserting = {"event": "capture", "agents": [IS], "evidence": "سيطر التنظيم على المدينة", **DAY}
    denying = {"document": "r2", "event": "capture", "agents": [IS], "stance": "denies", **DENIAL, **DAY}
    denying["voices"] = [{"text": "الجيش السوري", "kind": "military", "entity": "actor:syria-army"}]
    export("acled", told(asserting, denying), tmp_path / "a.csv")
    [row] = csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8"))
    assert row["sub_event_type"] == "Non-state actor overtakes territory"
    assert "Denied by: Syrian army" in row["notes"]
    assert "Disputed (" in row["notes"]
    assert "disputed" in row["tags"]


def test_deaths_of_a_strike_are_counted_once(told, tmp_path):
    strike = {"event": "airstrike", "evidence": "غارة قتلت 12 شخصا", "agents": [ARMY], **DAY}
    dead = {"event": "killed", "quantities": [{"text": "12", "value": 12, "high": 12, "unit": "people"}], **DAY}
    export("acled", told(strike, dead | {"agents": [ARMY]}), tmp_path / "a.csv")
    rows = list(csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8")))
    assert sum(int(row["fatalities"] or 0) for row in rows) <= 12


def test_a_day_or_place_that_is_not_known_is_not_made_up(told, tmp_path):
    nowhere = {"event": "airstrike", "agents": [ARMY], "places": [], **DAY}
    some_day = {"event": "airstrike", "agents": [ARMY], "document": "r2"}
    done = export("acled", told(nowhere, some_day, days={"r2": None}), tmp_path / "a.csv")
    assert done.files == {"a.csv": 0}
    assert done.left_out == {"day not known to a month": 1, "place not known": 1}


@pytest.mark.parametrize(
    ("actor", "country", "expected"),
    [
        ("actor:syria-army", "SY", "State forces"),
        ("actor:libyan-national-army", "LY", "State forces"),
        ("actor:libyan-national-army", "SY", "External/Other forces"),
        ("actor:syrian-interim-government", "SY", "Rebel group"),
        ("actor:islamic-state", "SY", "Rebel group"),
        ("actor:russia-army", "SY", "External/Other forces"),
        ("actor:russia-army", "RU", "State forces"),
        ("actor:us-army", "SY", "External/Other forces"),
    ],
)
def test_an_army_is_no_foreigner_in_its_own_country(actor, country, expected):
    row = actors().rows[actor]
    assert sector(Named(row.name, row.name, row.id, row.kind), country) == expected
