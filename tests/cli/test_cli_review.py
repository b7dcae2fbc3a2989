"""Decisions, samples and redactions from the command line."""

import csv
import io
import json

import pytest

from riwaya.ledger import effective, open_ledger, reviews
from riwaya.ledger.decisions import Draft, Target

NAME = "مروان الزيداني"


@pytest.fixture
def out(riwaya, reports, tmp_path):
    """A folder with a run of the reports, one of which names a witness."""
    (reports / "witness.txt").write_text(
        f"قال {NAME} إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد.\n", encoding="utf-8"
    )
    assert riwaya("run", reports, "-o", "out", "-q", "--jobs", 1).returncode == 0
    return tmp_path / "out"


def decide(out, who, action, kind, id, new=None, why=None):
    with open_ledger(out) as ledger:
        target = Target(kind, id)
        seen = max(reviews.version(ledger, target), reviews.version(ledger, target, track=who))
        return reviews.decide(ledger, Draft(action, target, who, new, why), seen)


def claims_of(out):
    with open_ledger(out) as ledger:
        return list(ledger.claims())


def test_history_as_text_as_json_lines_and_as_a_table(riwaya, out):
    claims = claims_of(out)
    made = decide(out, "salma", "correct", "claim", claims[0].id, {"event": "clash"}, "=HYPERLINK(1)")
    decide(out, "omar", "reject", "claim", claims[1].id)
    text = riwaya("review", "history", out).stdout.decode()
    assert f"salma  correct claim {claims[0].id}  ({made.id})" in text
    assert f'event: "{claims[0].event}" → "clash"' in text
    lines = riwaya("review", "history", out, "--json").stdout.decode().splitlines()
    assert [json.loads(line)["who"] for line in lines] == ["salma", "omar"]
    table = riwaya("review", "history", out, "--csv", "--who", "salma").stdout.decode()
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["target"], row["why"], json.loads(row["new"])) == (claims[0].id, "'=HYPERLINK(1)", {"event": "clash"})
    for only in (("--target", f"claim:{claims[1].id}"), ("--document", claims[1].document, "--who", "omar")):
        found = riwaya("review", "history", out, "--json", *only).stdout.decode().splitlines()
        assert [json.loads(line)["action"] for line in found] == ["reject"]
    assert riwaya("review", "history", out, "--target", "x").returncode == 2

    assert riwaya("review", "undo", out, made.id, "--why", "a slip", "--as", "salma").returncode == 0
    again = riwaya("review", "undo", out, made.id, "--as", "salma")
    assert (again.returncode, b"has been undone already" in again.stderr) == (1, True)


def test_what_is_worked_out_rests_on_claims_as_they_stand(riwaya, out):
    claim = next(c for c in claims_of(out) if c.document == "witness")

    def told():
        done = riwaya("events", out, "--json")
        assert done.returncode == 0, done.stderr.decode()
        return claim.id in done.stdout.decode()

    assert told()
    decide(out, "salma", "reject", "claim", claim.id)
    assert not told()


def test_the_report_shows_what_people_decided_and_says_so(riwaya, out, reports):
    claim = next(c for c in claims_of(out) if c.document == "witness")
    page = (out / "report.html").read_text("utf-8")
    assert claim.id in page
    assert 'id="decided"' not in page
    decide(out, "salma", "reject", "claim", claim.id)
    assert riwaya("run", reports, "-o", "out", "-q", "--jobs", 1).returncode == 0
    page = (out / "report.html").read_text("utf-8")
    assert claim.id not in page
    assert 'id="decided"' in page
    assert claim.id in (out / "claims.jsonl").read_text("utf-8")  # what machines read


def test_what_waits_after_another_run(riwaya, out, reports):
    claim = next(c for c in claims_of(out) if c.document == "witness")
    decide(out, "salma", "confirm", "claim", claim.id)
    (reports / "witness.txt").write_text(f"أمس قال {NAME} إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد.\n", "utf-8")
    assert riwaya("run", reports, "-o", "out", "-q", "--jobs", 1).returncode == 0
    text = riwaya("review", "waiting", out).stdout.decode()
    assert f"{claim.id}  witness  is of a text that has changed; " in text
    found = json.loads(riwaya("review", "waiting", out, "--json").stdout)
    assert (found["id"], found["reason"]) == (claim.id, "text")


def test_a_sample_from_drawing_to_gold(riwaya, out):
    drawn = riwaya("review", "sample", out, "--size", 2, "--seed", 5, "--as", "nour").stdout.decode().splitlines()
    assert drawn[0].endswith("2 documents, seed 5, open; reviewed by nobody yet")
    documents = [line.strip() for line in drawn[1:]]
    assert riwaya("review", "agreement", out).returncode == 2
    own = [c for c in claims_of(out) if c.document in documents]
    for who in ("salma", "omar"):
        decide(out, who, "reject" if who == "omar" else "confirm", "claim", own[0].id)
        for document in documents:
            decide(out, who, "confirm", "document", document)
    text = riwaya("review", "agreement", out).stdout.decode()
    assert text.startswith("omar and salma, sample ")
    assert "2 of 2 items" in text
    found = json.loads(riwaya("review", "agreement", out, "--between", "salma", "--between", "omar", "--json").stdout)
    assert (found["first"], found["claims"]) == ("salma", [len(own), len(own) - 1])
    text = riwaya("review", "adjudicate", out, "--as", "nour").stdout.decode()
    assert "1 differences left" in text
    assert f"{own[0].id}  omar: rejected; salma: confirmed" in text
    assert riwaya("review", "gold", out, "-o", "gold").returncode == 2
    take = f"{own[0].id}=omar"
    done = riwaya("review", "adjudicate", out, "--take", take, "--close", "--as", "nour").stdout.decode()
    assert "is closed" in done
    assert json.loads(riwaya("review", "samples", out, "--json").stdout)["state"] == "closed"
    gold = riwaya("review", "gold", out, "-o", "gold")
    assert f"2 documents with {len(own) - 1} claims" in gold.stderr.decode()
    scored = riwaya("evaluate", "gold/reports", "gold/gold", "--claims", "gold/gold", "--json")
    assert json.loads(scored.stdout)["claim_f1"] == 1


def words_in(folder):
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for word in NAME.split()
        if word.encode() in path.read_bytes() or json.dumps(word)[1:-1].encode() in path.read_bytes()
    ]


def test_a_redaction_reaches_the_files_beside_the_ledger_and_stays(riwaya, out, reports):
    assert {"ledger.db", "documents.jsonl", "claims.jsonl", "report.html"} <= set(words_in(out))
    decide(out, "salma", "confirm", "claim", next(c.id for c in claims_of(out) if c.document == "witness"), None, NAME)
    dry = riwaya("redact", out, "--person", NAME, "--why", "x", "--dry-run")
    assert dry.stdout.decode().startswith("person: would go: ")
    assert words_in(out)
    before = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    done = riwaya("redact", out, "--person", NAME, "--why", "أهله طلبوا ذلك", "--as", "nour")
    assert (done.returncode, done.stdout.decode().splitlines()[1:]) == (0, ["   witness"])
    assert words_in(out) == []
    after = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [len(json.loads(line)["text"]) for line in after] == [len(json.loads(line)["text"]) for line in before]
    assert "nour  person: أهله طلبوا ذلك" in riwaya("redact", out, "--list").stdout.decode()
    files = {name: (out / name).read_bytes() for name in ("documents.jsonl", "claims.jsonl", "report.html")}

    assert riwaya("run", reports, "-o", "out", "-q", "--jobs", 1).returncode == 0
    assert riwaya("redact", out, "--sweep").returncode == 0
    assert words_in(out) == []
    assert {name: (out / name).read_bytes() for name in files} == files
    assert riwaya("ledger", "check", out).returncode == 0
    with open_ledger(out) as ledger:
        assert [r.status for r in effective.claims(ledger, "witness")] == ["confirmed"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "name one thing to redact"),
        (["--document", "witness", "--person", NAME], 2, "name one thing to redact"),
        (["--document", "witness"], 2, "needs who asks for it and the reason"),
        (["--document", "nowhere", "--why", "x"], 1, "holds no document 'nowhere'"),
        (["--passage", "witness", "0", "99999", "--why", "x"], 2, "is no range"),
        (["--person", NAME, "--why", NAME], 2, "the reason repeats"),
    ],
)
def test_wrong_redactions_are_refused(riwaya, out, arguments, code, says):
    done = riwaya("redact", out, *arguments)
    assert (done.returncode, says in done.stderr.decode()) == (code, True), done.stderr.decode()
