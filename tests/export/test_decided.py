"""What people decided about events and relations shows in everything that goes out."""

import csv
import json
from pathlib import Path

import decided_sample
import pytest
from export_samples import TODAY

import riwaya
from riwaya.cli.app import app
from riwaya.export import Bundle, Options, all_formats, export
from riwaya.export.query import ask
from riwaya.ledger import open_ledger

EVENT_FORMATS = sorted(one.name for one in all_formats().values() if one.events)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a ledger that was decided about, its claims by name, and what there is to export of it."""
    folder = tmp_path_factory.mktemp("decided")
    claims = decided_sample.decided(folder)
    with open_ledger(folder) as ledger:
        yield folder, {name: claim.id for name, claim in claims.items()}, Bundle.of_ledger(ledger, Options(TODAY))


def printed(capfd, *arguments):
    app([*map(str, arguments), "--json"], standalone_mode=False)
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def together(events, of):
    """The names of the claims of each event, given their ids."""
    names = {id: name for name, id in of.items()}
    return sorted(sorted(names[id] for id in claims) for claims in events)


AS_LEFT = [
    *(["capture", "denial"], ["clash"], ["elsewhere"], ["later strike", "strike"], ["other clash"], ["withdrawal"]),
]


def test_undecided_it_would_be_otherwise(tmp_path, capfd):
    """Without the decisions the claims come out as machines put them together, or these tests would show nothing."""
    of = {name: claim.id for name, claim in decided_sample.write(tmp_path).items()}
    events = together([line["claims"] for line in printed(capfd, "events", tmp_path)], of)
    assert ["clash", "other clash"] in events
    assert ["later strike", "strike"] not in events
    assert ["misread"] in events
    assert any(line["type"] == "contradicts" for line in printed(capfd, "relations", tmp_path))
    assert len(printed(capfd, "disputes", tmp_path)) == 1


def test_the_commands(made, capfd):
    folder, of, _ = made
    events = printed(capfd, "events", folder)
    assert together([line["claims"] for line in events], of) == AS_LEFT
    assert set(events[0]) == {
        *("event", "type", "place", "earliest", "latest", "claims", "documents", "roots", "tolls"),
    }
    relations = printed(capfd, "relations", folder)
    assert not any(line["type"] == "contradicts" for line in relations)
    ours = {
        (line["a"], line["type"], line["b"]): line for line in relations if "decided by a person" in line["reasons"][0]
    }
    assert set(ours) == {
        (of["withdrawal"], "corroborates", of["clash"]),
        (of["elsewhere"], "supersedes", of["clash"]),
    }
    assert all(list(line) == ["a", "b", "type", "subtype", "reasons", "score"] for line in relations)
    assert printed(capfd, "disputes", folder) == []


def test_the_python_api(made):
    folder, of, _ = made
    with riwaya.open(folder) as ledger:
        assert together([event.claims for event in ledger.events], of) == AS_LEFT
        assert {tuple(sorted(event.claims)) for event in ledger.events if event.decided} == {
            *((of["clash"],), (of["other clash"],), tuple(sorted((of["strike"], of["later strike"])))),
        }
        assert [row["decided"] for row in ledger.relations.to_dicts()].count(True) == 2
        assert len(ledger.disputes) == 0


def test_the_tables(made, tmp_path):
    _, of, bundle = made
    export("csv", bundle, tmp_path)

    def rows(name):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    events = rows("events")
    assert together([json.loads(row["claims"]) for row in events], of) == AS_LEFT
    assert sorted(
        json.loads(row["claims"])[0] in (of["capture"], of["denial"]) for row in events if row["decided"] == "false"
    )
    relations = rows("relations")
    assert {(row["a"], row["b"]) for row in relations if row["decided"] == "true"} == {
        (of["withdrawal"], of["clash"]),
        (of["elsewhere"], of["clash"]),
    }
    assert "contradicts" not in {row["type"] for row in relations}
    assert rows("disputes") == []
    assert of["misread"] not in {row["claim"] for row in rows("claims")}
    assert "Huda" not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())


def test_queries(made):
    _, of, bundle = made
    found = list(ask(bundle, "SELECT claims FROM events WHERE decided ORDER BY event").rows)
    assert together([row[0] for row in found], of) == [["clash"], ["later strike", "strike"], ["other clash"]]
    [(made_by_people,)] = ask(bundle, "SELECT count(*) FROM relations WHERE decided").rows
    assert made_by_people == 2


WORDS = {name: told[-1] for name, told in decided_sample.TOLD.items()}


@pytest.mark.parametrize("name", EVENT_FORMATS)
def test_event_formats(made, tmp_path, name):
    """Merged strikes are one event, the split clash is two, what was rejected is nowhere."""
    _, of, bundle = made
    out = tmp_path / name
    export(name, bundle, out)
    files = [out] if out.is_file() else sorted(path for path in out.rglob("*") if path.is_file())
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert WORDS["misread"] not in text
    assert of["misread"] not in text
    assert "Huda" not in text
    ids = {event.id: sorted(told.id for told in event.claims) for event in bundle.events if event.happened}
    shown = {tuple(claims) for id, claims in ids.items() if id in text}
    if name == "bayanat":  # knows events by actors' columns, without ids
        assert WORDS["clash"] in text
        return
    assert {(of["clash"],), (of["other clash"],), tuple(sorted((of["strike"], of["later strike"])))} <= shown


def test_coded_rows_say_that_people_put_them_together(made, tmp_path: Path):
    _, _, bundle = made
    export("acled", bundle, tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["sub_event_type"] == "Air/drone strike"]
    assert len(rows) == 1
    assert "Put together by an analyst." in rows[0]["notes"]
