"""`riwaya control` and `riwaya timeline`, as users run them."""

import json

import pytest
from typer.testing import CliRunner

from riwaya.cli.app import app

CLAIMS = [
    {"document": "a", "event": "control", "agents": [{"entity": "actor:t-blue"}]},
    {
        "document": "b",
        "event": "capture",
        "agents": [{"entity": "actor:t-red"}],
        "targets": [{"entity": "actor:t-blue"}],
    },
    {"document": "c", "event": "control", "agents": [{"entity": "actor:t-red"}]},
    {"document": "d", "event": "siege", "agents": [{"entity": "actor:t-blue"}], "targets": [{"entity": "actor:t-red"}]},
]
REPORTS = [
    {"id": "a", "outlet": "outlet:t-one", "published": "2031-05-01"},
    {"id": "b", "outlet": "outlet:t-two", "published": "2031-05-06"},
    {"id": "c", "outlet": "outlet:t-three", "published": "2031-05-08"},
    {"id": "d", "outlet": "outlet:t-one", "published": "2031-05-09"},
]


@pytest.fixture
def given(tmp_path):
    claims, documents = tmp_path / "claims.jsonl", tmp_path / "documents.jsonl"
    place = {"text": "عين الورد", "name": "Ain al-Ward", "entity": "place:t-ward"}
    claims.write_text("".join(json.dumps(c | {"places": [place]}) + "\n" for c in CLAIMS), encoding="utf-8")
    documents.write_text("".join(json.dumps(r) + "\n" for r in REPORTS), encoding="utf-8")
    return [str(claims), "--documents", str(documents)]


def run(*arguments, code=0):
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == code, result.output
    return result.stdout


def test_a_line_a_place_and_day(given):
    lines = [json.loads(line) for line in run("control", *given, "--json", "-q").splitlines()]
    days = [line["date"] for line in lines]
    assert days == sorted(set(days))
    assert days[-1] == "2031-05-09"
    last = lines[-1]
    assert last["place"] == "place:t-ward"
    assert last["smoothed"]["actor:t-red"] > 0.7
    assert last["besieged_by"]["actor:t-blue"] > 0.05
    assert last["support"] == {"roots": 4, "days_since": 0}
    assert run("control", *given, "--json", "-q") == run("control", *given, "--json", "-q")


def test_days_and_places_can_be_chosen(given):
    chosen = run(
        "control", *given, "--json", "-q", "--from", "2031-05-07", "--to", "2031-05-08", "--place", "Ain al-Ward"
    )
    assert [json.loads(line)["date"] for line in chosen.splitlines()] == ["2031-05-07", "2031-05-08"]


def test_sides_change_what_is_believed(given, tmp_path):
    sides = tmp_path / "SIDES.yaml"
    sides.write_text(
        "outlet:t-two: {side: red, source: test}\noutlet:t-three: {side: red}\nactor:t-red: red\nactor:t-blue: blue\n",
        encoding="utf-8",
    )

    def red(*more):
        line = json.loads(run("control", *given, "--json", "-q", "--sides", sides, *more).splitlines()[-1])
        return line["smoothed"]["actor:t-red"]

    assert red() < red("--no-side-priors")


def test_for_people(given):
    assert "actor" not in run("control", *given, "-q").split("(")[0]
    shown = run("timeline", *given[:1], "place:t-ward", *given[1:], "-q")
    assert "as known on each day" in shown
    assert "as known now" in shown
    assert "█" in shown
    assert "4 independent roots" in shown


def test_what_if(given):
    def red(*more):
        lines = run("timeline", *given[:1], "place:t-ward", *given[1:], "--json", *more).splitlines()
        return json.loads(lines[-1])["smoothed"]["actor:t-red"]

    assert red("--without", "outlet:t-two", "--without", "outlet:t-three") < red()
    assert red("--assume", "outlet:t-two=actor:t-red") < red()
    assert red("--trust", "outlet:t-three=0.2") < red()


def test_what_if_for_all_places(given):
    def red(*more):
        line = json.loads(run("control", *given, "--json", "-q", *more).splitlines()[-1])
        return line["smoothed"]["actor:t-red"]

    assert red("--without", "outlet:t-two", "--without", "outlet:t-three") < red()
    assert red("--assume", "outlet:t-two=actor:t-red") < red()
    assert red("--trust", "outlet:t-three=0.2") < red()
    run("control", *given, "--without", "nobody", code=2)


def test_every_view_shows_what_side_priors_do(given, tmp_path):
    assert "all voices alike" in run("control", *given, "-q")
    assert "all voices alike" not in run("control", *given, "-q", "--no-sides")
    timeline = ["timeline", *given[:1], "place:t-ward", *given[1:], "-q"]
    assert "every voice believed alike" in run(*timeline)
    assert "every voice believed alike" not in run(*timeline, "--no-side-priors")
    run(*timeline, "--svg", tmp_path / "t.svg")
    assert "every voice believed alike" in (tmp_path / "t.svg").read_text(encoding="utf-8")


def test_grades_of_sources_and_items_stand_apart(given):
    shown = run("timeline", *given[:1], "place:t-ward", *given[1:], "-q", "--grades")
    assert "source F: cannot be judged, fewer than five independent roots; item " in shown


def test_a_drawing(given, tmp_path):
    from xml.etree import ElementTree

    run("timeline", *given[:1], "place:t-ward", *given[1:], "--svg", tmp_path / "t.svg", "-q")
    root = ElementTree.parse(tmp_path / "t.svg").getroot()
    assert "Ain al-Ward" in "".join(root.itertext())
    assert len(root.findall(".//{http://www.w3.org/2000/svg}path")) == 12


@pytest.mark.parametrize(
    "arguments",
    [
        ["--place", "Nowhere"],
        ["--from", "soon"],
        ["--anchor", "nonsense"],
    ],
)
def test_wrong_usage_is_said(given, arguments):
    run("control", *given, *arguments, code=2)


@pytest.mark.parametrize("what", [["--without", "nobody"], ["--assume", "x"], ["--trust", "outlet:t-two=often"]])
def test_wrong_assumptions_are_said(given, what):
    run("timeline", *given[:1], "place:t-ward", *given[1:], *what, code=2)


def test_a_broken_file_of_sides_fails_plainly(given, tmp_path):
    sides = tmp_path / "SIDES.yaml"
    sides.write_text("[", encoding="utf-8")
    run("control", *given, "--sides", sides, code=1)


def test_claims_that_say_nothing_of_control_give_no_line(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text('{"document": "a", "event": "killed"}\n', encoding="utf-8")
    assert run("control", path, "--json", "-q") == ""


def test_records_of_institutions(tmp_path):
    claims, documents = [], []
    for n in range(7):
        for outlet in ("outlet:t-x", "outlet:t-a", "outlet:t-b", "outlet:t-c", "outlet:t-d"):
            id = f"{n}-{outlet[-1]}"
            documents.append({"id": id, "outlet": outlet, "published": f"2031-05-{n + 1:02}"})
            claims.append(
                {
                    "document": id,
                    "event": "control",
                    "agents": [{"entity": "actor:t-red"}],
                    "targets": [{"entity": "actor:t-blue"}],
                    "places": [{"text": f"p{n}", "entity": f"place:t-{n}"}],
                }
            )
    for name, records in (("claims.jsonl", claims), ("documents.jsonl", documents)):
        (tmp_path / name).write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    lines = run("sources", tmp_path, "--reliability", "--json").splitlines()
    found = {line["voice"]: line["reliability"] for line in map(json.loads, lines)}
    assert found["outlet:t-x"]["n"] == 7
    assert found["outlet:t-x"]["low"] > 0.5
    assert found["outlet:t-x"]["letter"] in "AB"
    assert [topic["topic"] for topic in found["outlet:t-x"]["topics"]] == ["kept or lost"]
    text = run("sources", tmp_path, "--reliability", "--no-sides")
    assert "kept or lost that held" in text
    few = tmp_path / "few.jsonl"
    few.write_text("".join(json.dumps(record) + "\n" for record in claims[:15]), encoding="utf-8")
    text = run("sources", few, "--documents", tmp_path / "documents.jsonl", "--reliability")
    assert "F  claims of control: cannot be judged (3 independent roots that others settled, five are needed)" in text
    assert all(json.loads(line)["reliability"] is None for line in run("sources", tmp_path, "--json").splitlines())
