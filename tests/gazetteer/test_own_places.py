"""Own places: from GeoNames, OCHA and OSM extracts, each once, with what contains it and where it is from."""

import json
import sys
import tracemalloc
import zipfile

import pytest

from riwaya.gazetteer.own.build import build
from riwaya.gazetteer.own.check import check
from riwaya.gazetteer.own.gather import Gatherer
from riwaya.gazetteer.own.geojson import features, point_of
from riwaya.gazetteer.own.geonames import geonames
from riwaya.gazetteer.own.ocha import ocha
from riwaya.gazetteer.own.osm import osm
from riwaya.gazetteer.own.tables import OWN_COLUMNS, read_own
from riwaya.model.errors import DataError, UsageError


def dump_line(id, name, alternate, code, feature, *, lat="34.9", lon="38.2", admin=("", "", "", ""), people="0"):
    cells = [
        str(id),
        name,
        name,
        alternate,
        lat,
        lon,
        code,
        feature,
        "SY",
        "",
        *admin,
        people,
        "",
        "300",
        "Asia/Damascus",
    ]
    return "\t".join([*cells, "2031-05-06"]) + "\n"


DUMP = "".join(
    [
        dump_line(900001, "Rasm al-Zawraq", "Rasm al Zawraq,رسم الزورق", "P", "PPL", admin=("11", "9901", "", "")),
        dump_line(900002, "Qada al-Sidra", "قضاء السدرة البعيدة", "A", "ADM2", admin=("11", "9901", "", "")),
        dump_line(900003, "Latin only", "Latin,لا تین", "P", "PPL", admin=("11", "", "", "")),
        dump_line(900004, "Matar al-Zawraq", "مطار الزورق العسكري", "S", "AIRB", admin=("11", "9901", "", "")),
        dump_line(900005, "A church", "كنيسة الزورق", "S", "CH", admin=("11", "9901", "", "")),
        dump_line(900006, "Madinat al-Zawraq", "الزورقية", "P", "PPLA2", people="120000", admin=("11", "", "", "")),
        dump_line(170654, "Damascus", "دمشق", "P", "PPLC", people="1569394", admin=("13", "", "", "")),
    ]
)


def rows_of(path):
    return {own.row.id: own for _, own in read_own(path)}


@pytest.fixture
def made(tmp_path):
    """Builds a table from files given by their content: the rows by id, and what was left out."""

    def make(*, countries=(), **files):
        given = {"geonames": [], "ocha": [], "osm": []}
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_text(content, encoding="utf-8")
            given[name.split("_")[0]].append(path)
        built = build(tmp_path / "own.tsv", countries=list(countries), **given)
        rows = rows_of(tmp_path / "own.tsv")
        assert len(rows) == built.rows
        assert [p for p in check(tmp_path / "own.tsv") if p.grave] == []
        return rows, dict(built.left_out)

    return make


def test_a_geonames_dump(made):
    rows, left_out = made(geonames__txt=DUMP)
    assert set(rows) == {f"place:gn{n}" for n in (900001, 900002, 900004, 900006)}
    village = rows["place:gn900001"]
    assert (village.row.kind, village.row.parent, village.row.forms) == ("village", "place:gn900002", ("رسم الزورق",))
    assert (village.row.source, village.licence, village.date) == ("geonames:900001", "CC BY 4.0", "2031-05-06")
    assert rows["place:gn900002"].row.kind == "district"
    assert rows["place:gn900004"].row.kind == "base"
    assert rows["place:gn900006"].row.kind == "city"
    assert left_out == {"known already": 1, "without an Arabic name that can be read": 1}


def test_the_same_dump_zipped_gives_the_same_rows(tmp_path):
    (tmp_path / "SY.txt").write_text(DUMP, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "x" * 10000)
        archive.writestr("SY.txt", DUMP)
    tables = []
    for name in ("SY.txt", "SY.zip"):
        build(tmp_path / "own.tsv", geonames=[tmp_path / name], ocha=[], osm=[], countries=[])
        tables.append([line for line in (tmp_path / "own.tsv").read_text().splitlines() if not line.startswith("#")])
    assert tables[0] == tables[1]


def test_only_the_countries_that_were_named(made):
    rows, _ = made(geonames__txt=DUMP, countries=["iq"])
    assert rows == {}


@pytest.mark.parametrize("content", ["a\tb\n", "name,lat\nx,1\n", DUMP.replace("34.9", "north", 1), DUMP + "رسم\tx\n"])
def test_what_is_no_dump_is_named_with_its_line(tmp_path, content):
    (tmp_path / "SY.txt").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"SY\.txt:\d"):
        list(geonames(tmp_path / "SY.txt", frozenset()))


def test_a_large_dump_is_read_in_little_memory(tmp_path):
    """Memory grows with the places taken, not with the file: here 7 MB of Latin names, with few Arabic ones."""
    path = tmp_path / "allCountries.zip"
    latin = dump_line(1, "Somewhere " * 10, "Alternate " * 100, "P", "PPL") * 500
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w") as file,
    ):
        for n in range(10):
            file.write(latin.encode())
            file.write(dump_line(910000 + n, "Rasm", f"رسم الوادي {'ابتثجحخدزس'[n]}رون", "P", "PPL").encode())
    gatherer = Gatherer()
    tracemalloc.start()
    try:
        taken = sum(1 for _ in gatherer.rows(geonames(path, frozenset())))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken == 10
    assert peak < 2_000_000


WIDE = """ADM1_EN,ADM1_AR,ADM1_PCODE,admin2Name_en,admin2Name_ar,admin2Pcode,ADM4_EN,ADM4_AR,ADM4_PCODE,lat,x,validOn
Homs,حمص,SY90,Far Sidra,السدرة البعيدة,SY9001,Old Ein Elward,عين الورد القديمة,SY900101,34.9,38.2,2031-05-06
Homs,حمص,SY90,Far Sidra,السدرة البعيدة,SY9001,New Ein Elward,عين الورد الجديدة,SY900102,,,2031-05-06
Homs,حمص,SY90,Far Sidra,السدرة البعيدة,SY9001,Broken,,SY900103,n/a,n/a,
"""
LISTED = """level\tpcode\tname_ar\tname_en\tparent
Community\tC1\tعين الورد القديمة\tOld Ein Elward\tSY9001
Country\tSY\tسوريا\tSyria\t
District\tSY9001\tالسدرة البعيدة\tFar Sidra\tSY90
Province\tSY90\tحمص\tHoms\tSY
"""
SHAPE = {"type": "Polygon", "coordinates": [[[38.0, 34.0], [39.0, 34.0], [39.0, 35.0], [38.0, 35.0], [38.0, 34.0]]]}


def test_an_ocha_list_with_a_column_for_each_level(made):
    rows, left_out = made(ocha__csv=WIDE)
    assert set(rows) == {"place:ocha-sy9001", "place:ocha-sy900101", "place:ocha-sy900102"}
    district, old = rows["place:ocha-sy9001"].row, rows["place:ocha-sy900101"]
    assert (district.kind, district.parent) == ("district", "place:homs-governorate")
    assert (old.row.parent, old.row.lat, old.row.lon) == (district.id, 34.9, 38.2)
    assert (old.row.source, old.licence, old.date) == ("ocha:SY900101", "CC BY-IGO", "2031-05-06")
    assert rows["place:ocha-sy900102"].row.lat is None
    assert left_out == {"known already": 1, "without an Arabic name that can be read": 1}


def test_an_ocha_list_with_one_level_a_line_in_any_order(made):
    rows, _ = made(ocha__tsv=LISTED)
    assert rows["place:ocha-c1"].row.parent == "place:ocha-sy9001"
    assert rows["place:ocha-c1"].row.country == "SY"
    assert rows["place:ocha-sy9001"].row.parent == "place:homs-governorate"


def test_ocha_shapes(made):
    feature = {
        "type": "Feature",
        "geometry": SHAPE,
        "properties": {"adm1_name": "Homs", "adm1_name1": "حمص", "adm1_pcode": "SY90", "adm2_name": "Far Sidra"}
        | {"adm2_name1": "السدرة البعيدة", "adm2_pcode": "SY9001"},
    }
    rows, _ = made(ocha__geojson=json.dumps({"type": "FeatureCollection", "features": [feature]}))
    [own] = rows.values()
    assert (own.row.lat, own.row.lon, own.row.precision) == (34.5, 38.5, "area")


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "PK\x03\x04"])
def test_what_is_no_list_of_areas_is_said(tmp_path, content):
    (tmp_path / "x.csv").write_text(content)
    with pytest.raises(DataError, match=r"x\.csv"):
        list(ocha(tmp_path / "x.csv", None))


def test_a_spreadsheet_is_to_be_saved_as_csv(tmp_path):
    with pytest.raises(DataError, match="save the sheet as CSV"):
        list(ocha(tmp_path / "x.xlsx", None))


def osm_feature(id, **tags):
    place = {"type": "Point", "coordinates": [38.2, 34.9]}
    return {"type": "Feature", "id": id, "geometry": place, "properties": tags}


OSM = [
    osm_feature(
        "node/5", place="hamlet", name="رسم الزورق", **{"name:en": "Rasm", "@timestamp": "2031-05-06T01:02:03Z"}
    ),
    osm_feature("a13", aeroway="aerodrome", name="Zawraq", **{"name:ar": "مطار الزورق"}),
    osm_feature("node/6", place="village", name="Latin only"),
    osm_feature("node/7", shop="bakery", name="مخبز"),
]


@pytest.mark.parametrize("form", ["collection", "lines", "sequence"])
def test_an_osm_extract(made, form):
    text = {
        "collection": json.dumps({"type": "FeatureCollection", "features": OSM}, ensure_ascii=False, indent=1),
        "lines": "\n".join(json.dumps(f) for f in OSM),
        "sequence": "".join(f"\x1e{json.dumps(f)}\n" for f in OSM),
    }[form]
    rows, _ = made(osm__geojson=text, countries=["SY"])
    assert set(rows) == {"place:osm-n5", "place:osm-r6"}
    hamlet = rows["place:osm-n5"]
    assert (hamlet.row.kind, hamlet.row.name, hamlet.row.parent) == ("village", "Rasm", "place:syria")
    assert (hamlet.row.source, hamlet.licence, hamlet.date) == ("osm:node/5", "ODbL 1.0", "2031-05-06")
    assert (rows["place:osm-r6"].row.kind, rows["place:osm-r6"].row.source) == ("airport", "osm:relation/6")


def write_osm(path):
    """OSM's own file: a village, an airport that is a closed way, a town that is a relation, a dam that is a line."""
    osmium = pytest.importorskip("osmium")
    from osmium.osm.mutable import Node, Relation, Way

    with osmium.SimpleWriter(str(path)) as out:
        tags = {"place": "hamlet", "name": "رسم الزورق", "name:en": "Rasm"}
        out.add_node(Node(id=5, location=(38.2, 34.9), tags=tags, timestamp="2031-05-06T01:02:03Z"))
        for n, (lon, lat) in enumerate(((38.4, 35.0), (38.4, 35.2), (38.8, 35.2), (38.8, 35.0))):
            out.add_node(Node(id=10 + n, location=(lon, lat)))
        round = [10, 11, 12, 13, 10]
        out.add_way(Way(id=20, nodes=round, tags={"aeroway": "aerodrome", "name:ar": "مطار الزورق"}))
        out.add_way(Way(id=21, nodes=[10, 11], tags={"waterway": "dam", "name": "سد الزورق"}))
        out.add_way(Way(id=22, nodes=round, tags={"shop": "bakery", "name": "مخبز"}))
        town = {"type": "multipolygon", "place": "town", "name": "بلدة السنابل"}
        out.add_relation(Relation(id=30, members=[("w", 22, "outer")], tags=town))


@pytest.mark.parametrize("suffix", [".osm.pbf", ".osm"])
def test_osms_own_files(tmp_path, suffix):
    path = tmp_path / f"extract{suffix}"
    write_osm(path)
    build(tmp_path / "own.tsv", geonames=[], ocha=[], osm=[path], countries=["SY"])
    rows = rows_of(tmp_path / "own.tsv")
    assert {id: own.row.kind for id, own in rows.items()} == {
        "place:osm-n5": "village",
        "place:osm-w20": "airport",
        "place:osm-w21": "dam",
        "place:osm-r30": "town",
    }
    hamlet, airport = rows["place:osm-n5"], rows["place:osm-w20"]
    assert (hamlet.row.name, hamlet.date, hamlet.licence) == ("Rasm", "2031-05-06", "ODbL 1.0")
    assert (airport.row.lat, airport.row.lon, airport.row.precision) == (35.1, 38.6, "area")


def test_what_is_no_osm_file_and_what_is_not_installed_are_said(tmp_path, monkeypatch):
    path = tmp_path / "x.osm.pbf"
    path.write_bytes(b"no such thing")
    pytest.importorskip("osmium")
    with pytest.raises(DataError, match="is no OSM file, or breaks off"):
        list(osm(path, "SY"))
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(UsageError, match=r"pip install 'riwaya\[osm\]'"):
        list(osm(path, "SY"))


def test_a_place_of_several_sources_is_taken_once(made):
    rows, left_out = made(
        ocha__csv=WIDE.replace("عين الورد القديمة", "رسم الزورق"),
        geonames__txt=DUMP,
        osm__geojson=json.dumps(OSM[0]),
        countries=["SY"],
    )
    assert [id for id, own in rows.items() if "رسم الزورق" in own.row.forms] == ["place:ocha-sy900101"]
    assert left_out["known already"] == 5  # the governorate, Damascus, the district, and the village twice


@pytest.mark.parametrize("both", ["عين الورد_كاني غول", "عين الورد / كاني غول", "عين الورد (كاني غول)"])
def test_two_names_in_one_cell_are_two_names(made, both):
    rows, _ = made(ocha__csv=WIDE.replace("عين الورد القديمة", both))
    assert set(rows["place:ocha-sy900101"].row.forms) == {"عين الورد", "كاني غول"}


def test_risky_names_are_marked(made):
    rows, _ = made(ocha__csv=WIDE.replace("عين الورد القديمة", "الوحدة").replace("عين الورد الجديدة", "خالد"))
    assert {own.row.forms[0]: own.row.risk for own in rows.values() if own.row.kind == "village"} == {
        "الوحدة": "word",
        "خالد": "person",
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "nothing to build from"),
        ({"osm": ["x"]}, "one --country"),
        ({"ocha": ["x"], "countries": ["SY", "IQ"]}, "one country at a time"),
        ({"ocha": ["x"], "countries": ["Syria"]}, "two letters"),
    ],
)
def test_what_cannot_be_built_is_said(tmp_path, given, says):
    with pytest.raises(UsageError, match=says):
        build(tmp_path / "x", **{"geonames": [], "ocha": [], "osm": [], "countries": []} | given)


def test_a_build_that_fails_leaves_the_table_as_it_was(tmp_path):
    (tmp_path / "own.tsv").write_text("as it was")
    (tmp_path / "SY.txt").write_text(DUMP + "رسم\tx\n", encoding="utf-8")
    with pytest.raises(DataError):
        build(tmp_path / "own.tsv", geonames=[tmp_path / "SY.txt"], ocha=[], osm=[], countries=[])
    assert (tmp_path / "own.tsv").read_text() == "as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["SY.txt", "own.tsv"]


@pytest.mark.parametrize("text", ['{"features": [{"a": 1}', '{"features": [{"a": 1}, nonsense', "nonsense", '[{"a": '])
def test_broken_geojson_is_said(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(DataError, match=r"x\.json"):
        list(features(tmp_path / "x.json"))


def test_features_across_the_borders_of_what_is_read_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr("riwaya.gazetteer.own.geojson._CHUNK", 64)
    text = json.dumps({"type": "FeatureCollection", "features": [{"n": n, "x": "y" * n} for n in range(99)]})
    (tmp_path / "x.json").write_text(text)
    assert [f["n"] for f in features(tmp_path / "x.json")] == list(range(99))


@pytest.mark.parametrize(
    ("geometry", "at"),
    [
        ({"type": "Point", "coordinates": [38, 34]}, (34.0, 38.0, "point")),
        ({"type": "LineString", "coordinates": [[38, 34], [40, 34]]}, (34.0, 39.0, "area")),
        (SHAPE, (34.5, 38.5, "area")),
        (
            {"type": "MultiPolygon", "coordinates": [SHAPE["coordinates"], [[[0, 0], [0, 0.1], [0.1, 0]]]]},
            (34.5, 38.5, "area"),
        ),
        ({"type": "GeometryCollection", "geometries": []}, None),
        ({"type": "Point", "coordinates": []}, None),
        (None, None),
    ],
)
def test_where_a_shape_is(geometry, at):
    assert point_of(geometry) == at


@pytest.mark.shared
def test_a_whole_country_s_list(shared, tmp_path):
    """OCHA's list of a country in full: read in a few seconds, and nothing in it breaks the rules of tables."""
    path = shared / "data/gazetteer_ocha_syria/places.tsv"
    built = build(tmp_path / "own.tsv", geonames=[], ocha=[path], osm=[], countries=[])
    left_out = dict(built.left_out)
    assert built.rows > 6000
    assert left_out["known already"] > 500
    assert left_out["without an Arabic name that can be read"] < 50
    assert [problem for problem in check(tmp_path / "own.tsv") if problem.grave] == []
    kinds = {own.row.kind for own in rows_of(tmp_path / "own.tsv").values()}
    assert kinds == {"district", "subdistrict", "village"}


HEADER = "\t".join(OWN_COLUMNS)
GOOD = "place:own-a\tA\tعين الورد\tvillage\tSY\tplace:syria\t34.9\t38.2\tpoint\t\tuser:me\t\town work\t2031-05-06"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("عين الورد", "عین الورد"), "U+06CC"),
        (("عين الورد", "عين  الورد"), "stray blanks"),
        (("عين الورد", "عين الورد|عينُ الورد"), "same once folded"),
        (("village", "hamlet"), "unknown kind"),
        (("place:own-a", "place:Own"), "lower-case slug"),
        (("place:own-a", "place:damascus"), "id of a shipped place"),
        (("place:syria", "place:atlantis"), "no row has its parent's id"),
        (("place:syria", "place:own-a"), "go round in a circle"),
        (("place:syria", "place:iraq"), "is of SY but lies in IQ"),
        (("34.9\t38.2", "44.2\t15.3"), "are the two swapped"),
        (("34.9\t38.2", "34.9\t"), "half a coordinate"),
        (("34.9\t38.2", "340\t38.2"), "no coordinate of this world"),
        (("34.9\t38.2", "north\t38.2"), "could not convert"),
        (("user:me", "hearsay"), "unknown source"),
        (("user:me", "geonames:x"), "unknown source"),
        (("2031-05-06", "May 2031"), "is no day"),
        (("\t2031-05-06", ""), "13 fields where the header has 14"),
        ((GOOD, f"{GOOD}\n{GOOD}"), "is there twice"),
        ((HEADER, "id\tname"), "the header must be"),
    ],
)
def test_what_keeps_a_table_from_being_used(tmp_path, change, says):
    text = f"# own\n{HEADER}\n{GOOD}\n"
    assert change[0] in text
    (tmp_path / "own.tsv").write_text(text.replace(*change), encoding="utf-8")
    found = list(check(tmp_path / "own.tsv"))
    assert any(says in problem.says for problem in found), found
    assert all(problem.line is not None for problem in found)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (GOOD.replace("own work", ""), "has no licence"),
        (GOOD.replace("عين الورد", "الرقة").replace("34.9\t38.2", "35.95\t39.01"), "is likely place:raqqa"),
        (f"{GOOD}\n{GOOD.replace('own-a', 'own-b')}", "is likely place:own-a"),
        (GOOD.replace("user:me", "geonames:170654"), "place:damascus takes geonames:170654"),
    ],
)
def test_what_is_worth_a_look(tmp_path, row, says):
    (tmp_path / "own.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    [problem] = check(tmp_path / "own.tsv")
    assert says in problem.says
    assert not problem.grave


def test_a_sound_table_has_no_problem(tmp_path):
    (tmp_path / "own.tsv").write_text(f"# own\n{HEADER}\n{GOOD}\n", encoding="utf-8")
    assert list(check(tmp_path / "own.tsv")) == []
