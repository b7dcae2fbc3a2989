"""The other formats: each read back as its own tools would, and whole."""

import csv
import datetime
import json
import re

import pytest
from export_samples import ARMY, IS, bundle_of

from riwaya.evaluate.gold import read_gold
from riwaya.export import all_formats, export
from riwaya.export.coding import codes
from riwaya.export.formats.viina import geonameid
from riwaya.export.tables import TABLES
from riwaya.model import Claim, Document
from riwaya.model.codec import read_records
from riwaya.model.errors import UsageError


def rows_of(path):
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def test_parquet_is_the_csv_typed(anything, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'riwaya[tables]'")
    done = export("parquet", anything, tmp_path)
    asked = duckdb.connect()
    kinds = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
    for table in TABLES:
        found = asked.execute(f"DESCRIBE SELECT * FROM read_parquet('{tmp_path / table.name}.parquet')").fetchall()
        assert [(row[0], row[1]) for row in found] == [
            (column.name, kinds.get(column.type, "VARCHAR[]")) for column in table.columns
        ]
        [(n,)] = asked.execute(f"SELECT count(*) FROM read_parquet('{tmp_path / table.name}.parquet')").fetchall()
        assert n == done.files[f"{table.name}.parquet"]
    [(voices,)] = asked.execute(f"SELECT sum(len(voices)) FROM '{tmp_path}/claims.parquet'").fetchall()
    assert voices == sum(len(one.voices) for one in anything.claims)


def test_parquet_says_which_extra_it_needs(told, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet", raising=False)
    with pytest.raises(UsageError, match=r"pip install 'riwaya\[tables\]'"):
        export("parquet", told({}), tmp_path)
    assert not list(tmp_path.glob("*"))


PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_plover_rows(anything, tmp_path):
    export("plover", anything, tmp_path / "p.csv")
    rows = rows_of(tmp_path / "p.csv")
    assert rows
    for row in rows:
        assert row["Event Type"] in PLOVER
        assert row["Quad Code"] in {f"{a} {b}" for a in ("VERBAL", "MATERIAL") for b in ("COOPERATION", "CONFLICT")}
        datetime.date.fromisoformat(row["Event Date"])
    assert {code.type for one in codes().values() for code in one.plover} <= PLOVER


def test_viina_table(anything, tmp_path):
    export("viina", anything, tmp_path / "c.csv")
    rows = rows_of(tmp_path / "c.csv")
    assert rows
    for row in rows:
        assert re.fullmatch(r"\d{8}", row["date"])
        assert row["geonameid"] == "" or row["geonameid"].isdigit()
        assert row["status"] == "" or float(row["model_probability"]) > 0.5
    assert geonameid("place:raqqa") == 172955


def test_timemap_keeps_its_schema(anything, tmp_path):
    export("timemap", anything, tmp_path)
    events, associations, sources = (
        json.loads((tmp_path / f"{name}.json").read_text()) for name in ("events", "associations", "sources")
    )
    assert events
    known = {one["id"] for one in associations}
    for event in events:
        assert all(isinstance(value, str | list) for value in event.values())
        datetime.datetime.strptime(event["date"], "%m/%d/%Y")
        assert event["latitude"]
        assert event["longitude"]
        assert set(event["associations"]) <= known
        assert set(event["sources"]) <= set(sources)
    assert all(one["mode"] == "CATEGORY" and one["title"] for one in associations)
    assert all(one["id"] == id and isinstance(one["paths"], list) for id, one in sources.items())
    assert len(rows_of(tmp_path / "export_events.csv")) == len(events)


def test_uwazi_reads_dates_places_and_relationships(anything, tmp_path):
    export("uwazi", anything, tmp_path)
    reports, events = rows_of(tmp_path / "reports.csv"), rows_of(tmp_path / "events.csv")
    titles = {row["title"] for row in reports}
    assert events
    assert len(titles) == len(reports)
    for row in events:
        first, last = row["occurred"].split(":")
        assert datetime.datetime.strptime(first, "%Y/%m/%d") <= datetime.datetime.strptime(last, "%Y/%m/%d")
        lat, lon = map(float, row["location_geolocation"].split("|"))
        assert -90 <= lat <= 90
        assert -180 <= lon <= 180
        assert set(row["report"].split("|")) <= titles
        assert row["report"]
    # Its importer takes property names only: no blanks, lower case.
    assert all(re.fullmatch("[a-z_]+", name) for name in (*reports[0], *events[0]))


def test_bayanat_rows_are_parties_with_events(anything, tmp_path):
    export("bayanat", anything, tmp_path / "a.csv")
    rows = rows_of(tmp_path / "a.csv")
    assert rows
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["type"] == "Entity"
        assert row["event1_title"]
        datetime.date.fromisoformat(row["event1_from_date"])


NUMBER = "xsd:nonNegativeInteger"
ANNO = {
    "@context": {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
        "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
        "dctypes": "http://purl.org/dc/dcmitype/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
        "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "Text": "dctypes:Text",
        "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
        "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
        "Software": "as:Application", "describing": "oa:describing",
        "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "start": {"@type": NUMBER, "@id": "oa:start"},
        "end": {"@type": NUMBER, "@id": "oa:end"}, "exact": "oa:exact", "prefix": "oa:prefix",
        "suffix": "oa:suffix", "generator": {"@type": "@id", "@id": "as:generator"}, "label": {"@id": "rdfs:label"},
        "name": "as:name", "total": {"@type": NUMBER, "@id": "as:totalItems"},
        "first": {"@type": "@id", "@id": "as:first"}, "startIndex": {"@type": NUMBER, "@id": "as:startIndex"},
        "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
        "format": "dc:format", "language": "dc:language",
    }
}  # fmt: skip
"""The terms of the Web Annotation context that are used, for a reader without a network."""


def test_annotations_are_linked_data_that_finds_its_words(anything, tmp_path):
    jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed: pip install PyLD")
    export("annotations", anything, tmp_path / "a.jsonld")
    found = json.loads((tmp_path / "a.jsonld").read_text())
    items = found["first"]["items"]
    assert [one["id"].rpartition(":")[2] for one in items] == [claim.id for claim in anything.claims]
    for item, claim in zip(items, anything.claims, strict=True):
        text = anything.material.reports[claim.document].text
        position, *quotes = item["target"]["selector"]
        words = text[position["start"] : position["end"]]
        for quote in quotes:
            assert quote["exact"] == words
            assert (quote["prefix"] + words + quote["suffix"]) in text
        assert quotes or anything.masking(claim.document)

    def loader(url, _):
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": ANNO}

    found["first"]["items"] = items[:40]
    triples = jsonld.to_rdf(found, {"documentLoader": loader})["@default"]
    predicates = {one["predicate"]["value"] for one in triples}
    assert "http://www.w3.org/ns/prov#wasDerivedFrom" in predicates
    assert "http://www.w3.org/ns/oa#exact" in predicates
    stances = [one for one in triples if one["predicate"]["value"] == "urn:riwaya:vocabulary:stance"]
    assert len(stances) == len(items[:40])


@pytest.fixture(scope="module")
def with_names(example_read):
    return bundle_of(*example_read, names=True)


def test_gold_is_read_back(with_names, tmp_path):
    export("gold", with_names, tmp_path)
    found = {document.id: document for document in read_gold(tmp_path / "reports", tmp_path / "gold")}
    assert sum(len(document.claims) for document in found.values()) == len(with_names.claims)
    for claim in with_names.material.claims:
        assert any(
            one["evidence"] == claim.evidence.text and one["event"] == claim.event and one["stance"] == claim.stance
            for one in found[claim.document].claims
        )


def test_claims_are_read_back_as_they_are(with_names, tmp_path):
    export("claims", with_names, tmp_path)
    assert tuple(read_records(tmp_path / "claims.jsonl", Claim)) == with_names.material.claims
    texts = {document.id: document.text for document in read_records(tmp_path / "documents.jsonl", Document)}
    for claim in with_names.material.claims:
        claim.check_against(texts[claim.document])


def test_verbatim_formats_ask_for_names(example, tmp_path):
    for one in all_formats().values():
        if one.verbatim:
            with pytest.raises(UsageError, match="--names"):
                export(one.name, example, tmp_path / "out")


def test_a_format_that_fails_leaves_nothing(told, tmp_path, monkeypatch):
    (tmp_path / "claims.csv").write_text("old")
    monkeypatch.setattr(type(told({})), "relations", property(lambda _: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        export("csv", told({}), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]
    assert (tmp_path / "claims.csv").read_text() == "old"


def test_status_and_corrections_are_exported(make_document, make_claim, tmp_path):
    from riwaya.export import Bundle, Options
    from riwaya.ledger import open_ledger, reviews
    from riwaya.ledger.decisions import Draft, Target

    first, second = make_claim(), make_claim(event="capture")
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        ledger.write_run([make_document()], [first, second], version="1")
        draft = Draft("reject", Target("claim", first.id), "huda", why="not said")
        reviews.decide(ledger, draft, 0)
        draft = Draft("confirm", Target("claim", second.id), "huda")
        reviews.decide(ledger, draft, 0)
        bundle = Bundle.of_ledger(ledger, Options(datetime.date(2032, 6, 1)))
    assert [(one.event, one.status) for one in bundle.claims] == [("capture", "confirmed")]
    export("csv", bundle, tmp_path / "csv")
    assert "huda" not in "".join(path.read_text() for path in (tmp_path / "csv").iterdir())


def test_queries_of_a_bundle_and_of_a_folder(told, tmp_path):
    pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'riwaya[tables]'")
    from riwaya.export.query import ask, is_table_folder

    bundle = told({"agents": [ARMY]}, {"agents": [IS], "stance": "expects"})
    sql = "SELECT stance, agents[1] AS who FROM claims ORDER BY claim"
    answer = ask(bundle, sql)
    assert answer.columns == ("stance", "who")
    assert list(answer.rows) == [("asserts", "Syrian army"), ("expects", "Islamic State")]
    export("parquet", bundle, tmp_path / "it's")
    assert is_table_folder(tmp_path / "it's")
    assert list(ask(tmp_path / "it's", sql).rows) == [("asserts", "Syrian army"), ("expects", "Islamic State")]
    for bad in ("SELECT nothing FROM claims", "SELECT * FROM read_csv('/etc/passwd')", "SELEC"):
        with pytest.raises(UsageError, match="the query failed"):
            ask(bundle, bad)
        with pytest.raises(UsageError, match="the query failed"):
            list(ask(tmp_path / "it's", bad).rows)


def test_redactions_carry_over(make_document, make_claim, tmp_path):
    from riwaya.export import Bundle, Options
    from riwaya.ledger import open_ledger
    from riwaya.ledger.redaction import purge

    claim = make_claim()
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        ledger.write_run([make_document(title="مقاتلي اللواء الخامس في البلدة")], [claim], version="1")
        purge.redact(ledger, purge.Wanted(names=("اللواء الخامس",)), who="nour", reason="asked for")
        bundle = Bundle.of_ledger(ledger, Options(datetime.date(2032, 6, 1), names=True))
    assert bundle.sources[0].redacted
    for one in all_formats().values():
        export(one.name, bundle, tmp_path / one.name)
        files = [tmp_path / one.name] if one.output == "file" else (tmp_path / one.name).rglob("*")
        for file in files:
            assert file.is_dir() or "اللواء الخامس".encode() not in file.read_bytes(), file
