"""The Python API: what it gives, how it is written, and that it costs nothing to import."""

import builtins
import doctest
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import user_script

import riwaya
from riwaya import api
from riwaya.api import ControlDays, MissingExtra
from riwaya.api.control import Map, Timeline
from riwaya.api.persons import Persons
from riwaya.api.tables import Rows
from riwaya.model import Actor, Place, Voice
from riwaya.model.errors import LedgerError, UsageError

TODAY = "2017-11-09"


def loaded_by(code):
    printed = "import sys, json; before = set(sys.modules); {}; print(json.dumps(sorted(set(sys.modules) - before)))"
    done = subprocess.run([sys.executable, "-c", printed.format(code)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_importing_the_package_loads_nothing_of_it():
    assert [name for name in loaded_by("import riwaya") if "riwaya" in name] == ["riwaya"]


def test_the_optional_libraries_are_not_loaded_by_reading(checkout):
    code = f"import riwaya; riwaya.read({str(checkout / 'examples/bukamal/reports/madar-sabt.txt')!r}).claims"
    assert not {"pandas", "polars", "IPython", "fastapi"} & {name.partition(".")[0] for name in loaded_by(code)}


def test_read_is_the_function_whatever_was_imported_before():
    import riwaya.read  # the package of that name
    from riwaya.read import discover

    assert riwaya.read is api.read
    assert discover.__module__ == "riwaya.read.source"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        riwaya.nothing  # noqa: B018


def test_the_examples_of_the_docstrings_run(checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    tried = doctest.testmod(api)
    assert tried.attempted
    assert not tried.failed


def test_a_users_script_runs(checkout):
    said = user_script.look(checkout / "examples/bukamal/reports/madar-sabt.txt")
    assert len(said) > 4
    assert "rows" in said[-1]


def test_what_it_holds(ledger, checkout):
    from_command = (checkout / "examples/bukamal/reports").glob("*.txt")
    assert {document.id for document in ledger.documents} == {path.stem for path in from_command}
    assert ledger.documents.by_id("madar-sabt").language == "ar"
    with pytest.raises(KeyError):
        ledger.documents.by_id("none")
    assert repr(ledger) == f"<Ledger: 13 documents, {len(ledger.claims)} claims>"
    for claim in ledger.claims:
        claim.check_against(ledger.documents.by_id(claim.document).text)


def test_it_says_what_the_commands_say(ledger, tmp_path, checkout):
    """A thin face: the same reports through `riwaya run` give the same claims, events, disputes and control."""
    from riwaya.reason import Analysis, material
    from riwaya.reason.control.whole import control_of
    from riwaya.reason.inputs import Report
    from riwaya.reason.published import published_days

    stuff = material(list(ledger.claims), [Report.of(document) for document in ledger.documents])
    analysis = Analysis.of(stuff, published_days(stuff))
    assert list(ledger.events) == list(analysis.events())
    assert list(ledger.relations) == list(analysis.relations())
    found = control_of(stuff)
    series = next(iter(found.series([found.place("Bukamal")])))
    [day] = ledger.control("Bukamal", first=TODAY, last=TODAY)
    assert day.smoothed["contested"] == pytest.approx(
        series.at(series.index(TODAY), smoothed=True)["contested"], abs=0.02
    )
    assert sum(day.smoothed.values()) == pytest.approx(1.0)


def test_what_cannot_be_read_is_told(tmp_path):
    (tmp_path / "good.txt").write_text(
        "قال ناشطون إن مقاتلي اللواء دخلوا بلدة عين الورد يوم الثلاثاء.", encoding="utf-8"
    )
    (tmp_path / "empty.txt").write_text("")
    with pytest.warns(api.SetAsideWarning, match=r"empty\.txt"):
        found = riwaya.read(tmp_path)
    assert [one.code for one in found.set_aside] == ["empty"]
    assert "1 set aside" in repr(found)
    with pytest.raises(UsageError, match="nothing to read"):
        riwaya.read()


def test_the_temporary_ledger_goes_with_its_user(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "in").mkdir()
    report = tmp_path / "in/a.txt"
    report.write_text("قال ناشطون إن مقاتلي اللواء دخلوا بلدة عين الورد يوم الثلاثاء.", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = riwaya.read(report)
    assert list(tmp_path.glob("riwaya-*/ledger.db"))
    found.close()
    found.close()
    assert not list(tmp_path.glob("riwaya-*"))


def test_open_sees_what_people_decided(tmp_path, ledger, checkout):
    from riwaya.ledger import open_ledger
    from riwaya.ledger.decisions import Draft, Target
    from riwaya.ledger.reviews import decide

    with open_ledger(tmp_path / "ledger.db", create=True) as store:
        documents = list(ledger.documents[:2])
        claims = [claim for claim in ledger.claims if claim.document in {document.id for document in documents}]
        store.write_run(documents, claims, version="0")
        decide(store, Draft("reject", Target("claim", claims[0].id), "huda"), 0)
    with riwaya.open(tmp_path) as found:
        assert [claim.id for claim in found.claims] == [claim.id for claim in claims[1:]]
    with pytest.raises(LedgerError, match="no ledger"):
        riwaya.open(tmp_path / "elsewhere.db")


# --- tables -----------------------------------------------------------------------------------------------------------


TABLES = ("claims", "documents", "events", "disputes", "relations")


@pytest.mark.parametrize("name", TABLES)
def test_tables(ledger, name):
    table = getattr(ledger, name)
    assert len(table) > 5
    rows = table.to_dicts()
    assert all(tuple(sorted(row)) == tuple(sorted(table.columns)) for row in rows)
    assert list(table.to_pandas().columns) == list(table.columns)
    assert table.to_polars().height == len(table)
    assert table[:3].to_polars().columns == list(table.columns)
    html = table._repr_html_()
    assert f"{len(table)} {name}" in html
    assert f"and {len(table) - 10} more" in html or len(table) <= 10
    assert "<script" not in html
    assert len(table.where(lambda one: False)) == 0
    assert list(table[::2]) == list(table)[::2]


def test_control_has_a_row_for_each_state(ledger):
    days = ledger.control("Bukamal", first="2017-11-08", last="2017-11-10")
    assert [day.date for day in days] == ["2017-11-08", "2017-11-09", "2017-11-10"]
    frame = days.to_pandas()
    assert set(frame["state"]) >= {"contested", "other"}
    assert frame.groupby("date")["smoothed"].sum().round(6).eq(1.0).all()
    assert len(ledger.control()) > len(ledger.control("Bukamal"))
    with pytest.raises(UsageError, match="no claim says who holds 'Atlantis'"):
        ledger.control("Atlantis")
    with pytest.raises(UsageError, match="is no day"):
        ledger.control("Bukamal", first="yesterday")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(ledger, library, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **options):
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=rf"pip install 'riwaya\[{library}\]'"):
        getattr(ledger.claims, f"to_{library}")()


def test_no_empty_ledger_fails(tmp_path):
    (tmp_path / "a.txt").write_text("افتتح الوزير معرض الكتاب في العاصمة وسط حضور كبير من القراء.", encoding="utf-8")
    with riwaya.read(tmp_path) as found:
        for name in TABLES:
            assert getattr(found, name)._repr_html_()
            assert getattr(found, name).to_pandas() is not None
        assert isinstance(found.control(), ControlDays)
        assert found.places == ()
        assert "<svg" in found.map().to_svg()
        assert len(found.search("معرض")) == 1


# --- looking closer ---------------------------------------------------------------------------------------------------


def test_search(ledger):
    hits = ledger.search("السيطرة", stance="denies")
    assert hits.total >= len(hits) > 0
    assert len(ledger.search("السيطرة", limit=1)) == 1
    for name in ("stance", "event"):
        with pytest.raises(UsageError, match="there is none"):
            ledger.search("x", **{name: "nonsense"})


def test_explain(ledger):
    claim = ledger.claims.where(lambda claim: claim.stance == "denies" and bool(claim.voices))[0]
    shown = ledger.explain(claim.id[:10])
    assert shown.claim == claim
    assert shown.steps
    assert claim.id in str(shown)
    assert shown.to_dict()["claim"]["id"] == claim.id
    html = shown._repr_html_()
    assert 'dir="rtl"' in html
    assert "<mark" in html
    assert "Denies" in html
    assert "not how likely it is that it happened" in html
    with pytest.raises(LedgerError, match="is no claim"):
        ledger.explain("zzzz")
    with pytest.raises(LedgerError):
        ledger.explain("")


def test_text_of_reports_cannot_break_out_of_a_page(tmp_path):
    evil = 'قال ناشطون إن مقاتلي "<script>alert(1)</script>" دخلوا بلدة <img src=x> عين الورد يوم الثلاثاء.'
    (tmp_path / "a.txt").write_text(evil, encoding="utf-8")
    with riwaya.read(tmp_path, names=True) as found:
        pages = [found.explain(claim)._repr_html_() for claim in found.claims]
        pages += [getattr(found, name)._repr_html_() for name in TABLES]
        pages.append(found.search("مقاتلي")._repr_html_())
    assert pages
    assert all("<script" not in page and "<img" not in page for page in pages)


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_a_timeline_is_a_picture_that_says_what_its_figures_are(ledger):
    timeline = ledger.timeline("Bukamal", first="2017-10-25", last="2017-12-01")
    picture = timeline._repr_svg_()
    assert picture.startswith("<svg")
    assert "model probability, calibrated on simulations" in picture
    assert "resamplings of the independent roots" in picture
    assert "every voice believed alike" in timeline.to_svg(alike=True)
    assert picture == timeline.to_svg()
    assert timeline.days[0].date == "2017-10-25"
    assert timeline.at(TODAY).roots >= 2
    assert timeline.place == "place:bukamal"
    for name in ("place:bukamal", "البوكمال", "ألبو كمال", "bukamal"):
        assert ledger.timeline(name).place == "place:bukamal"
    state, reasons = timeline.reasons(TODAY)
    assert state in {*timeline.holders, "contested", "other"}
    assert reasons
    with pytest.raises(UsageError, match="is no day"):
        timeline.at("9.11.2017")


def test_a_map_fetches_nothing_and_credits_its_sources(ledger):
    shown = ledger.map("2017-11-20")
    picture = shown._repr_svg_()
    assert picture.count("http") == picture.count("http://www.w3.org/2000/svg")
    for credit in ("Natural Earth", "GeoNames", "odel probability, calibrated on simulations"):
        assert credit in picture
    assert {"Bukamal"} <= {spot.name for spot in shown.spots}
    assert not {"Bukamal"} & set(shown.nowhere)
    assert ledger.map("1990-01-01").spots == ()
    silent = ledger.map("2019-01-01").spots
    assert {spot.state for spot in silent} <= {None}


# --- private persons --------------------------------------------------------------------------------------------------


def test_private_persons_stand_by_role_or_initials_unless_names_are_asked_for(make_document, make_claim):
    def at(words):
        start = text.index(words)
        return start, start + len(words)

    text = "قال الناشط سليم الدرعاوي إن غارة قتلت رشاد النجار في بلدة عين الورد.\n"
    name, victim, whole = "سليم الدرعاوي", "رشاد النجار", "غارة قتلت رشاد النجار"
    claim = make_claim(
        voices=(Voice(name, *at(name), kind="activist"),),
        cue=riwaya.model.Cue("قال", 0, 3),
        event="killed",
        evidence=riwaya.model.cut(text, *at(whole)),
        agents=(),
        targets=(Actor(victim, *at(victim)),),
        places=(Place("عين الورد", *at("عين الورد")),),
        time=None,
    )
    document, claims = make_document(text=text), {claim.id: claim}
    persons = {names: Persons({claim.document: [claim]}, "en", names=names) for names in (False, True)}
    rows = {names: Rows({claim.document: document}, claims, persons[names], "en").claim(claim) for names in persons}
    assert rows[False]["voices"] == ["Activist"]
    assert rows[False]["targets"] == ["ر. ن."]
    assert victim not in rows[False]["evidence"]
    assert rows[True]["voices"] == [name]
    assert rows[True]["targets"] == [victim]
    assert rows[True]["evidence"] == whole
    shown = {names: api.Explanation(claim, document, "outlet", persons[names])._repr_html_() for names in persons}
    for words in (name, victim):
        assert words not in shown[False]
        assert words in shown[True]


def test_forces_are_not_hidden():
    persons = Persons({}, "en", names=False)
    for text in ("مقاتلي اللواء الخامس", "12 جنديا", "قوات الأمن"):
        assert persons.actor(Actor(text, 0, 0)) == text


def test_no_word_of_a_fact(ledger):
    columns = {column for name in TABLES for column in getattr(ledger, name).columns}
    assert not columns & {"fact", "true", "verified", "happened"}


def test_documented(checkout):
    text = Path(checkout / "docs/python.md").read_text(encoding="utf-8")
    public = [name for name in vars(api.Ledger) if not name.startswith("_")]
    missing = [name for name in public if f"ledger.{name}" not in text]
    assert not missing, f"docs/python.md does not tell of {missing}"


@pytest.mark.parametrize("kind", ["timeline", "map"])
def test_arabic_pictures_are_arabic_and_read_from_the_right(ledger, kind):
    control = ledger._workings.control
    if kind == "timeline":
        shown = Timeline(control, ledger._place("Bukamal"), None, None, "ar")
        assert shown.name == "البوكمال"
        assert "مرجح" in shown.words(TODAY)
    else:
        shown = Map.of(control, TODAY, "ar")
    svg = shown.to_svg()
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", svg)
    own = [text for text in texts if "GeoNames" not in text]
    assert not [text for text in own if re.search("[A-Za-z]{3}", text)]
    titled = next(line for line in svg.splitlines() if "font-weight" in line)
    assert 'direction="rtl"' in titled
    assert re.search("\u2066[0-9-]{10}\u2069", titled), "a day would be read backwards"
