"""CSV tables and GeoJSON: whole, described, read by others' readers, the same bytes every time."""

import csv
import json

import pytest
from export_samples import TODAY, bundle_of

from riwaya.export import Bundle, Options, export, query, shelf
from riwaya.export.files import cell, csv_text
from riwaya.export.formats.acled import COLUMNS
from riwaya.export.tables import TABLES
from riwaya.ledger import open_ledger
from riwaya.model.errors import UsageError


def rows_of(path):
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def test_csv_tables_hold_every_claim_and_keep_their_keys(anything, tmp_path):
    done = export("csv", anything, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    for table, resource in zip(TABLES, package["resources"], strict=True):
        rows = rows_of(tmp_path / resource["path"])
        assert len(rows) == done.files[resource["path"]]
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert all(list(row) == names for row in rows[:1])
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys), table.name
    claims = rows_of(tmp_path / "claims.csv")
    assert [row["claim"] for row in claims] == [one.id for one in anything.claims]
    assert {row["claim"] for row in rows_of(tmp_path / "voices.csv")} <= {row["claim"] for row in claims}
    events = rows_of(tmp_path / "events.csv")
    assert {id for row in events for id in json.loads(row["claims"])} <= {row["claim"] for row in claims}
    for row in rows_of(tmp_path / "control.csv"):
        assert 0 <= float(row["probability_now"]) <= 1


def test_the_same_bytes_every_time(example_read, tmp_path):
    for n in (1, 2):
        for name, out in (("csv", "csv"), ("geojson", "geojson"), ("acled", "acled.csv")):
            export(name, bundle_of(*example_read, place="Bukamal"), tmp_path / str(n) / out)
    files = sorted(path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*") if path.is_file())
    assert len(files) > len(TABLES)
    for file in files:
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_words_are_no_formulas(text):
    assert cell(text) == f"'{text}"
    assert next(csv.reader([csv_text(["a"], [[text]]).split("\n", 1)[1]]))[0].startswith("'")


def test_cells():
    assert [cell(value) for value in (None, True, 2.0, -2.5, ["ا", "ب"])] == ["", "true", 2, -2.5, '["ا","ب"]']


def test_geojson_is_rfc_7946_and_loads_in_gdal(anything, tmp_path):
    done = export("geojson", anything, tmp_path)
    for name in ("claims", "control"):
        found = json.loads((tmp_path / f"{name}.geojson").read_text())
        assert found["type"] == "FeatureCollection"
        assert "crs" not in found
        for feature in found["features"]:
            assert feature["type"] == "Feature"
            geometry = feature["geometry"]
            assert (geometry is None) == (feature["properties"]["position_rounded_to_metres"] is None)
            if geometry is not None:
                lon, lat = geometry["coordinates"]
                assert geometry["type"] == "Point"
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90
    ids = [feature["id"] for feature in json.loads((tmp_path / "claims.geojson").read_text())["features"]]
    assert len(set(ids)) == len(ids)
    # Only what the gazetteer or the claim resolved has a position.
    unresolved = {one.id for one in anything.claims if all(spot.lat is None for spot in one.places)}
    assert all(f["geometry"] is None for f in json.loads((tmp_path / "claims.geojson").read_text())["features"]
               if f["properties"]["claim"] in unresolved)  # fmt: skip
    pyogrio = pytest.importorskip("pyogrio", reason="pyogrio is not installed: pip install pyogrio")
    for name in ("claims.geojson", "control.geojson"):
        info = pyogrio.read_info(tmp_path / name)
        assert info["features"] == done.files[name]
        assert info["geometry_type"] == "Point"
        assert info["crs"] == "EPSG:4326"


# ACLED's public codebook: disorder types, event types and their sub-event types, as far as we write them.
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
INTER = {"State forces", "Rebel group", "Political militia", "Identity militia", "Civilians", "External/Other forces"}


def test_acled_rows_keep_its_codebook(anything, tmp_path):
    import datetime

    export("acled", anything, tmp_path / "events.csv")
    rows = rows_of(tmp_path / "events.csv")
    assert rows
    assert len({row["event_id_cnty"] for row in rows}) == len(rows)
    for row in rows:
        assert tuple(row) == COLUMNS
        assert datetime.date.fromisoformat(row["event_date"]).year == int(row["year"])
        assert row["time_precision"] in "123"
        assert row["geo_precision"] in "123"
        assert row["sub_event_type"] in ACLED[row["event_type"]]
        strategic = row["event_type"] == "Strategic developments"
        assert row["disorder_type"] == ("Strategic developments" if strategic else "Political violence")
        assert row["actor1"]
        assert {row["inter1"], row["inter2"]} <= INTER | {""}
        assert row["iso"].isdigit()
        assert row["country"]
        assert row["location"]
        assert -90 <= float(row["latitude"]) <= 90
        assert row["source"]
        assert row["notes"].startswith("Told, not established")
        assert row["fatalities"] == "" or int(row["fatalities"]) >= 0
        if row["sub_event_type"] == "Government regains territory":
            assert row["inter1"] in ("State forces", "External/Other forces")


@pytest.mark.parametrize("name", ["csv", "parquet", "geojson"])
def test_a_part_by_itself_is_the_same(example, example_read, tmp_path, name):
    """Nothing else is worked out for it: no event, no control."""
    part = bundle_of(*example_read, only=frozenset(["claims"]))
    export(name, part, tmp_path / "part")
    assert "analysis" not in vars(part)
    assert "inferred" not in vars(part)
    written = [path for path in (tmp_path / "part").iterdir() if path.name != "datapackage.json"]
    assert [path.stem for path in written] == ["claims"]
    export(name, example, tmp_path / "all")
    assert written[0].read_bytes() == (tmp_path / "all" / written[0].name).read_bytes()
    with pytest.raises(UsageError, match="no part 'recipes'"):
        export(name, bundle_of(*example_read, only=frozenset(["recipes"])), tmp_path / "none")


def test_a_ledger_is_read_report_by_report_and_comes_out_as_from_memory(example_read, tmp_path, monkeypatch):
    """Formats of claims hold neither all claims nor all texts, and write the same; so does what is laid out on disk."""
    documents, claims = example_read
    monkeypatch.setattr(shelf, "IN_MEMORY", 1000)
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, claims, version="test")
        for name in ("annotations", "gold", "claims"):
            verbatim = name != "annotations"
            bundle = Bundle.of_ledger(ledger, Options(TODAY, names=verbatim))
            monkeypatch.setattr(bundle._contents, "whole", lambda: pytest.fail("held in memory"))
            for n, one in enumerate((bundle, bundle_of(documents, claims, names=verbatim))):
                export(name, one, tmp_path / f"{n}-{name}" / ("x" if not verbatim else ""))
            first, second = (tmp_path / f"{n}-{name}" for n in range(2))
            files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
            assert files
            assert files == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
            assert all((first / file).read_bytes() == (second / file).read_bytes() for file in files)


def test_long_tables_are_asked_from_disk_with_the_same_answer(example, monkeypatch):
    sql = "SELECT stance, count(*) FROM claims JOIN voices USING (claim) GROUP BY stance ORDER BY stance"
    before = list(query.ask(example, sql).rows)
    monkeypatch.setattr(query, "IN_MEMORY", 1)
    assert list(query.ask(example, sql).rows) == before
