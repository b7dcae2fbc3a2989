"""Finding places in tokens, and telling places of one name apart."""

import csv
import subprocess
import sys
import timeit
from pathlib import Path

import pytest

from riwaya.gazetteer.places import PlaceContext, Places
from riwaya.gazetteer.places_data import form_key

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "gazetteer_ocha_syria" / "places.tsv"


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


def found(places: Places, name: str) -> list[str]:
    keys = form_key(name).split(" ")
    match = places.match(keys, 0)
    return [row.id for row in match[1]] if match and match[0] == len(keys) else []


def resolved(places: Places, name: str, **context) -> str | None:
    keys = form_key(name).split(" ")
    match = places.match(keys, 0)
    assert match is not None, name
    row, score = places.resolve(match[1], PlaceContext(tokens=match[0], **context))
    assert 0.0 <= score <= 1.0
    return row.id if row else None


def ids(*names: str) -> frozenset[str]:
    return frozenset(f"place:{name}" for name in names)


@pytest.mark.parametrize("name", ["البوكمال", "بوكمال", "أبو كمال", "ابوكمال", "البو كمال", "أبي كمال", "ابو كمال"])
def test_one_place_under_many_spellings(places, name):
    assert "place:bukamal" in found(places, name)
    assert resolved(places, name) == "place:bukamal"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("قامشلي", "place:qamishli"),
        ("كفرزيتا", "place:kafr-zita"),
        ("كفر نبودة", "place:kafr-nabudah"),
        ("ديرالزور", "place:deir-ez-zor"),
        ("معرة النعمان", "place:maarrat-al-numan"),
        ("إدلب", "place:idlib"),
        ("ادلب", "place:idlib"),
        ("خانيونس", "place:khan-yunis"),
        ("بورتسودان", "place:port-sudan"),
        ("ابن جواد", "place:bin-jawad"),
        ("طريق M5", "place:m5-highway"),
        ("منطقة الـ55", "place:55-km-zone"),
    ],
)
def test_spellings(places, name, id):
    assert id in found(places, name)


def test_the_longest_name_wins(places):
    keys = form_key("سيطرت على مطار دير الزور العسكري أمس").split(" ")
    count, rows = places.match(keys, 2)
    assert count == 4
    assert [row.id for row in rows] == ["place:deir-ez-zor-air-base"]
    count, rows = places.match(keys, 3)
    assert count == 2
    assert "place:deir-ez-zor" in [row.id for row in rows]
    assert places.match(keys, 0) is None


def test_the_end_of_the_text_is_no_error(places):
    assert places.match(["دير"], 0) is None or places.match(["دير"], 0)[0] == 1
    assert places.match(["مطار", "دير"], 0) is None


def test_the_article_tells_places_apart(places):
    assert "place:hatra" in found(places, "الحضر")
    assert "place:hatra" not in found(places, "حضر")
    assert found(places, "قائم") == []


@pytest.mark.parametrize("word", ["دولة", "حديثا", "كاميرون", "عند", "سعودية"])
def test_the_article_makes_no_place_of_a_word(places, word):
    assert not any(name.startswith("place:") and not name.startswith("place:gn") for name in found(places, word))
    if found(places, word):
        assert resolved(places, word, locative=True, seen=ids("syria", "baghdad", "india")) is None


def test_a_preposition_vouches_for_towns_not_for_quarters(places):
    assert resolved(places, "النصر", locative=True, seen=ids("gaza", "jabalia")) is None
    assert resolved(places, "النصر", head="quarter", seen=ids("gaza", "jabalia")) == "place:nasr-gaza"
    assert resolved(places, "دوما", seen=ids("harasta")) is None
    assert resolved(places, "دوما", locative=True, seen=ids("harasta")) == "place:douma"


def test_hierarchy(places):
    row = places.by_id("place:hajin")
    assert [up.id for up in places.hierarchy(row)] == [
        "place:hajin",
        "place:bukamal-district",
        "place:deir-ez-zor-governorate",
        "place:syria",
    ]
    assert places.within(row, places.by_id("place:syria"))
    assert places.within(row, row)
    assert not places.within(places.by_id("place:syria"), row)
    assert places.by_id("place:atlantis") is None


def test_country_named_elsewhere_settles_a_name(places):
    assert resolved(places, "طرابلس") is None
    assert resolved(places, "طرابلس", seen=ids("benghazi")) == "place:tripoli"
    assert resolved(places, "طرابلس", seen=ids("beirut")) == "place:tripoli-lebanon"
    assert resolved(places, "أريحا", seen=ids("idlib")) == "place:ariha-syria"
    assert resolved(places, "أريحا", seen=ids("nablus")) == "place:jericho"
    assert resolved(places, "سنجار", seen=ids("mosul")) == "place:sinjar"
    assert resolved(places, "سنجار", seen=ids("maarrat-al-numan")) == "place:sinjar-idlib"
    assert resolved(places, "المنصورة", seen=ids("aden", "taiz")) == "place:mansura-aden"


def test_neighbours_settle_a_name(places):
    assert resolved(places, "النيرب", seen=ids("saraqib", "ariha-syria")) == "place:nayrab-idlib"
    assert resolved(places, "النيرب", seen=ids("aleppo")) == "place:nayrab"
    assert resolved(places, "المرج", locative=True, seen=ids("benghazi")) == "place:marj-libya"
    assert resolved(places, "البيضاء", locative=True, seen=ids("radaa")) == "place:bayda-yemen"
    assert resolved(places, "البيضاء", locative=True, seen=ids("derna")) == "place:bayda-libya"


def test_a_place_named_beside_settles_a_name(places):
    assert resolved(places, "صوران", near=ids("aleppo-governorate"), seen=ids("syria")) == "place:sawran-aleppo"
    assert resolved(places, "صوران", near=ids("hama-governorate"), seen=ids("syria")) == "place:sawran-hama"


def test_the_head_word_chooses_the_kind(places):
    assert resolved(places, "حلب", head="city") == "place:aleppo"
    assert resolved(places, "حلب", head="governorate") == "place:aleppo-governorate"
    assert resolved(places, "حلب") == "place:aleppo"
    assert resolved(places, "الفرات", head="river") == "place:euphrates"
    assert resolved(places, "حلب", head="river") is None


@pytest.mark.parametrize("name", ["الباب", "القائم", "حضر", "الصناعة", "بلد"])
def test_ordinary_words_need_more_than_their_letters(places, name):
    assert resolved(places, name) is None
    assert resolved(places, name, seen=ids("syria", "iraq")) is None


def test_ordinary_words_with_evidence(places):
    assert resolved(places, "الباب", head="city") == "place:al-bab"
    assert resolved(places, "الباب", locative=True, seen=ids("aleppo", "manbij")) == "place:al-bab"
    assert resolved(places, "القائم", locative=True, seen=ids("iraq", "rawa")) == "place:qaim"
    assert resolved(places, "إب", locative=True, seen=ids("yemen", "taiz")) is None
    assert resolved(places, "إب", head="governorate") == "place:ibb-governorate"


def test_names_of_people_need_more_than_their_letters(places):
    assert resolved(places, "صلاح الدين") is None
    assert resolved(places, "صلاح الدين", head="governorate") == "place:salah-al-din-governorate"
    assert resolved(places, "صلاح الدين", head="quarter", seen=ids("aleppo")) == "place:salah-al-din-aleppo"


def test_no_candidates(places):
    assert places.resolve((), PlaceContext()) == (None, 0.0)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no OCHA table beside the checkout")
def test_syrias_districts_and_subdistricts_are_found(places):
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = {row["pcode"]: row for row in csv.DictReader(file, delimiter="\t")}
    hit = total = 0
    for row in rows.values():
        if row["level"] not in ("District", "Subdistrict"):
            continue
        province = row
        while province["level"] != "Province":
            province = rows[province["parent"]]
        governorate = found_governorate(places, province["name_ar"])
        name = " ".join(row["name_ar"].strip().removeprefix("مركز").split())
        total += 1
        hit += any(governorate in [up.id for up in places.hierarchy(places.by_id(id))] for id in found(places, name))
    assert total == 332
    assert hit / total >= 0.95


def found_governorate(places: Places, name: str) -> str:
    (id,) = (id for id in found(places, name) if id.endswith("-governorate") or id == "place:rif-dimashq")
    return id


def test_a_word_that_is_no_place_costs_next_to_nothing(places):
    keys = ["مصدر", "قال"]
    assert places.match(keys, 0) is None
    seconds = min(timeit.repeat(lambda: places.match(keys, 0), number=20_000, repeat=5)) / 20_000
    assert seconds < 10e-6  # about one microsecond on an idle machine


def test_loading_is_quick():
    code = (
        "import time, riwaya.text.tokens, riwaya.gazetteer.places as p\n"
        "t = time.process_time(); p.Places.load(); print(time.process_time() - t)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < 0.4  # under 0.12 on an idle machine
