"""Doing no harm: private persons, the embargo, what is held back, positions no finer than the town; in every format."""

import datetime

import msgspec
import pytest
from export_samples import ARMY, IS

from riwaya.export import Bundle, Options, all_formats, export
from riwaya.export.persons import initials
from riwaya.gazetteer.places import Places
from riwaya.model.errors import UsageError
from riwaya.reason import material, read_claims, read_reports

NAME, VICTIM = "رغد الصفواني", "مازن الطرابيشي"
WITNESS = {"text": f"الناشطة {NAME}", "kind": "activist", "also": [NAME]}
FORMATS = [one.name for one in all_formats().values() if not one.verbatim]


def everything(path):
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return "\n".join(one.read_bytes().decode("utf-8", "replace") for one in files)


@pytest.fixture
def persons(told):
    def make(**options) -> Bundle:
        killed = {"event": "killed", "evidence": f"وقالت {NAME} إن القصف قتل {VICTIM} في بيته", "agents": [ARMY]}
        killed |= {"voices": [WITNESS], "targets": [{"text": VICTIM}]}
        strike = {"event": "airstrike", "evidence": f"غارة على حي فيه {NAME}", "agents": [ARMY], "voices": [WITNESS]}
        taken = {"event": "capture", "evidence": f"وزعمت {NAME} أن التنظيم دخل", "agents": [IS], "voices": [WITNESS]}
        denied = taken | {"document": "r2", "stance": "denies", "denial": "rebuttal", "denies_what": "event"}
        return told(killed, strike, taken, denied, **options)

    return make


@pytest.mark.parametrize("name", FORMATS)
def test_private_persons_are_not_named(persons, tmp_path, name):
    export(name, persons(), tmp_path / "out")
    text = everything(tmp_path / "out")
    for word in (*NAME.split(), *VICTIM.split()):
        assert word not in text


def test_they_are_with_names(persons, tmp_path):
    export("csv", persons(names=True), tmp_path / "out")
    text = everything(tmp_path / "out")
    assert NAME in text
    assert VICTIM in text


def test_roles_and_initials(persons):
    killed = next(one for one in persons().claims if one.event == "killed")
    assert (killed.voices[0].name, killed.voices[0].private) == ("Activist", True)
    assert killed.targets[0].name == initials(VICTIM) == "م. ط."
    assert killed.evidence == "وقالت [ناشط] إن القصف قتل [م. ط.] في بيته"
    assert killed.masked


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("كتائب الفاروق", False),
        ("قوات من الجيش", False),
        ("مسلحون", False),
        ("وحدات من الجيش السوري", False),
        ("سكان القرية", False),
        ("المدنيين", False),
        ("مدينة الرقة", False),
        ("سامر العبدالله", True),
        ("الطفل محمد", True),
        ("أبو وائل", True),
    ],
)
def test_who_may_be_a_private_person(told, text, private):
    [one] = told({"event": "killed", "targets": [{"text": text}]}).claims
    assert one.targets[0].private is private


def test_public_figures_keep_their_names(told):
    [one] = told({"event": "killed", "targets": [{"text": "البغدادي", "entity": "actor:baghdadi"}]}).claims
    assert one.targets[0].entity == "actor:baghdadi" or one.targets[0].private


def aged(days: int, event: str = "capture", place: str = "place:kindi-hospital", **options) -> Bundle:
    """One claim published so many days before the day of the export."""
    today = datetime.date(2031, 6, 1)
    on = (today - datetime.timedelta(days=days)).isoformat()
    row = Places.load().by_id(place)
    where = {"text": row.forms[0], "entity": place, "lat": row.lat, "lon": row.lon, "precision": "point"}
    record = {"id": "c", "document": "r", "event": event, "places": [where], "evidence": "شيء حدث", "agents": [ARMY]}
    claims, _ = read_claims([msgspec.json.encode(record)], "claims")
    reports, _ = read_reports([msgspec.json.encode({"id": "r", "published": on})], "documents")
    return Bundle(material(claims, reports), Options(today, **options))


def test_the_embargo():
    assert aged(2, place="place:raqqa").embargoed == 1
    assert list(aged(2, place="place:raqqa").claims) == []
    assert len(aged(3, place="place:raqqa").claims) == 1
    assert len(aged(0, place="place:raqqa", embargo_hours=0).claims) == 1
    assert aged(9, place="place:raqqa", embargo_hours=240).embargoed == 1


@pytest.mark.parametrize("name", FORMATS)
def test_what_the_embargo_holds_is_nowhere(tmp_path, name):
    export(name, aged(1, place="place:raqqa", names=True), tmp_path / "out")
    assert "شيء حدث" not in everything(tmp_path / "out")


@pytest.mark.parametrize(
    ("event", "place"),
    [
        ("displacement", "place:raqqa"),
        ("evacuation", "place:raqqa"),
        ("human_shields", "place:raqqa"),
        ("shelling", "place:kindi-hospital"),
        ("shelling", "place:hawl-camp"),
    ],
)
def test_what_could_endanger_people_is_held_back_while_it_is_recent(event, place):
    recent = aged(30, event, place)
    assert (len(recent.claims), recent.held_back, len(recent.events)) == (0, 1, 0)
    assert len(aged(30, event, place, sensitive=True).claims) == 1
    old = aged(400, event, place)
    assert (len(old.claims), old.held_back, len(old.events)) == (1, 0, 1)


def test_an_undated_report_counts_as_recent():
    row = {"id": "c", "document": "r", "event": "displacement", "evidence": "نزوح", "places": []}
    claims, _ = read_claims([msgspec.json.encode(row)], "claims")
    bundle = Bundle(material(claims), Options(datetime.date(2031, 6, 1)))
    assert (len(bundle.claims), bundle.undated, bundle.held_back) == (0, 1, 1)


def test_recent_positions_are_those_of_the_town():
    site = next(row for row in Places.load().rows() if row.kind == "quarter" and row.lat and row.parent)
    fine = aged(400, "clash", site.id).claims[0].places[0]
    assert (fine.lat, fine.lon, fine.coarse) == (site.lat, site.lon, False)
    town = Places.load().by_id(site.parent)
    coarse = aged(30, "clash", site.id).claims[0].places[0]
    assert (coarse.lat, coarse.lon, coarse.coarse) == (town.lat, town.lon, True)
    [event] = aged(30, "clash", site.id).events
    assert (event.place.lat, event.place.lon) == (town.lat, town.lon)


def test_places_and_days_choose_what_is_written(told):
    one, two = (
        {"places": [{"text": "الرقة", "entity": "place:raqqa"}]},
        {"places": [{"text": "حلب", "entity": "place:aleppo"}]},
    )
    day = {"time": {"earliest": "2031-01-05", "latest": "2031-01-06", "text": "", "start": 0, "end": 0}}
    assert [c.id for c in told(one, two, place="Raqqa").claims] == ["c0"]
    assert [c.id for c in told(one, two, place="حلب").claims] == ["c1"]
    assert [c.id for c in told(one, two, place="place:syria").claims] == ["c0", "c1"]
    assert [c.id for c in told(one | day, two, last="2031-01-06").claims] == ["c0"]
    assert [c.id for c in told(one | day, two, first="2031-01-07").claims] == ["c1"]
    with pytest.raises(UsageError, match="is no day"):
        told(one, first="yesterday")
