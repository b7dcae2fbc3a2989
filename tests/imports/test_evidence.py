"""Coded data of others as evidence of control: dated, sourced, shown as what it is; and our own exports read back."""

import csv
import datetime

import msgspec
import pytest

from riwaya.export import Bundle, Options, export
from riwaya.imports.evidence import read_evidence
from riwaya.imports.naming import actor, place
from riwaya.model.errors import Malformed, Unreadable, UsageError
from riwaya.reason import material, read_claims, read_reports
from riwaya.reason.control.whatif import reasons
from riwaya.reason.control.whole import control_of

COLUMNS = [
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "country",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "timestamp",
]
RAQQA = {"text": "الرقة", "entity": "place:raqqa", "lat": 35.95, "lon": 39.01, "precision": "point"}


def row(id: str, day: str, sub: str, actor1: str, actor2: str = "", **more: str) -> dict[str, str]:
    at = {"country": "Syria", "location": "Ar-Raqqa", "latitude": "35.95", "longitude": "39.01", "geo_precision": "1"}
    base = {
        "event_id_cnty": id,
        "event_date": day,
        "time_precision": "1",
        "event_type": "Battles",
        "source": "A Monitor",
    }
    return base | at | {"sub_event_type": sub, "actor1": actor1, "actor2": actor2, "notes": "As coded."} | more


def table(path, rows, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def stuff():
    told = {"document": "r", "event": "control", "places": [RAQQA], "evidence": "التنظيم في الرقة",
            "agents": [{"text": "التنظيم", "entity": "actor:islamic-state"}]}  # fmt: skip
    claims, _ = read_claims([msgspec.json.encode(told)], "claims")
    reports, _ = read_reports([b'{"id": "r", "published": "2017-06-01", "outlet": "outlet:o"}'], "documents")
    return material(claims, reports)


TAKEN = row(
    "SYR1", "17 October 2017", "Non-state actor overtakes territory", "QSD: Syrian Democratic Forces",
    "Islamic State (Syria)",
)  # fmt: skip


def test_a_row_moves_control_and_is_shown_as_imported(stuff, tmp_path):
    found = read_evidence(table(tmp_path / "acled.csv", [TAKEN]), stuff)
    [claim] = found.claims
    assert (claim.event, claim.time.earliest, claim.rules) == ("capture", "2017-10-17", ("imported",))
    assert claim.agents[0].entity == "actor:sdf"
    assert claim.targets[0].entity == "actor:islamic-state"
    assert claim.places[0].entity == "place:raqqa"
    assert claim.evidence.text.startswith(
        "ACLED (imported) SYR1: Battles, Non-state actor overtakes territory; source: A"
    )
    assert "terms of use" in found.note
    before, after = control_of(stuff), control_of(found.beside(stuff))
    at = after.place("place:raqqa")
    last = next(after.series([at]))
    held = last.at(last.index("2017-10-20"), smoothed=True)
    assert max(held, key=held.get) == "actor:sdf"
    first = next(before.series([before.place("place:raqqa")]))
    assert "actor:sdf" not in first.holders
    _, why = reasons(after, at, "2017-10-20")
    texts = {one.id: one.evidence.text for one in after.gathered.claims}
    assert any(texts[reason.claims[0]].startswith("ACLED (imported)") for reason in why if reason.claims)
    assert any(reason.root == "acled.csv#SYR1" for reason in why)


def test_rows_that_say_nothing_are_counted(stuff, tmp_path):
    rows = [
        TAKEN,
        row("SYR2", "2017-10-18", "Arrests", "Police Forces of Syria"),
        row("SYR3", "2017-10-18", "Armed clash", "Unidentified Armed Group (Syria)"),
        row("SYR4", "soon", "Armed clash", "Islamic State (Syria)"),
        row("SYR5", "2017-10-18", "Armed clash", "Islamic State (Syria)", geo_precision="3"),
        row("SYR6", "2017-10-18", "Armed clash", "Islamic State (Syria)", latitude="x"),
    ]
    found = read_evidence(table(tmp_path / "acled.csv", rows, ";"), stuff)
    assert len(found.claims) == 1
    assert sum(found.left_out.values()) == 5


def test_precision_and_when_it_was_known(stuff, tmp_path):
    late = str(int(datetime.datetime(2017, 11, 2, tzinfo=datetime.UTC).timestamp()))
    rows = [TAKEN | {"time_precision": "2", "timestamp": late}, TAKEN | {"event_id_cnty": "SYR9"}]
    one, two = read_evidence(table(tmp_path / "a.csv", rows), stuff).reports
    assert (one.published.latest, two.published.latest) == ("2017-11-02", "2017-10-17")
    claim = read_evidence(tmp_path / "a.csv", stuff).claims[0]
    assert (claim.time.earliest, claim.time.latest) == ("2017-10-14", "2017-10-20")


@pytest.mark.parametrize(
    ("name", "country", "entity"),
    [
        ("Military Forces of Syria (2000-2024)", "Syria", "actor:government-forces"),
        ("Police Forces of Iraq (2014-) Federal Police", "Iraq", "actor:government-forces"),
        ("Military Forces of Russia (2000-)", "Syria", "actor:russia"),
        ("Islamic State (Syria)", "Syria", "actor:islamic-state"),
        ("Opposition Rebels (Syria)", "Syria", "actor:rebels"),
    ],
)
def test_names_of_actors(name, country, entity):
    assert actor(name, country)["entity"] == entity


def test_names_that_are_nobody_or_nobody_we_know():
    assert actor("Civilians (Syria)", "Syria") is None
    assert actor("Liwa of the Example (Syria)", "Syria") == {
        "text": "Liwa of the Example (Syria)",
        "name": "Liwa of the Example",
    }


def test_places():
    assert place("Ar-Raqqa", "Syria", 35.95, 39.01)["entity"] == "place:raqqa"
    nowhere = place("Example Farm", "Syria", 33.0, 39.9)
    assert "entity" not in nowhere
    assert (nowhere["lat"], nowhere["lon"]) == (33.0, 39.9)


def test_a_control_table(stuff, tmp_path):
    lines = [
        "geonameid,date,status_wiki,status",
        "172955,20170601,UA,UA",
        "172955,20170602,UA,UA",
        "172955,20170603,,RU",
    ]
    lines += [
        "172955,20170604,,CONTESTED",
        "172955,20170901,,CONTESTED",
        "1,20170601,,RU",
        "172955,20170905,,",
        "703448,20170601,,UA",
    ]
    (tmp_path / "viina.csv").write_text("\n".join(lines))
    found = read_evidence(tmp_path / "viina.csv", stuff)
    told = [(one.event, one.time.earliest, [who.entity for who in one.agents]) for one in found.claims]
    assert told == [
        ("control", "2017-06-01", ["actor:ukraine"]),
        ("control", "2017-06-03", ["actor:russia"]),
        ("clash", "2017-06-04", ["actor:ukraine"]),
        ("clash", "2017-09-01", ["actor:ukraine"]),
    ]
    assert found.left_out == {
        "days of places that no claim names": 1,
        "days of places that the gazetteer does not have": 1,
        "days without a status": 1,
    }


@pytest.mark.parametrize("name", ["acled", "viina"])
def test_our_own_exports_are_read_back(stuff, tmp_path, name):
    bundle = Bundle(
        read_evidence(table(tmp_path / "a.csv", [TAKEN]), stuff).beside(stuff), Options(datetime.date(2031, 1, 1))
    )
    export(name, bundle, tmp_path / "out.csv")
    found = read_evidence(tmp_path / "out.csv", stuff)
    assert found.claims
    assert any("actor:sdf" in [who.entity for who in claim.agents] for claim in found.claims)


def test_files_that_are_none(stuff, tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="neither ACLED's columns"):
        read_evidence(tmp_path / "x.csv", stuff)
    (tmp_path / "y.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Malformed):
        read_evidence(tmp_path / "y.csv", stuff)
    with pytest.raises(Unreadable):
        read_evidence(tmp_path / "none.csv", stuff)
