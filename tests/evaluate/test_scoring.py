"""Scoring: what counts as found, as right, and as the same name."""

import json

import pytest
import yaml

from riwaya.evaluate import read_gold, read_predictions, score
from riwaya.evaluate.names import agree, alike, forms
from riwaya.evaluate.values import days, meets, number, numbers_of
from riwaya.model.errors import InputError, UsageError

TEXT = "قال ناشطون إن مقاتلي اللواء دخلوا بلدة عين الورد يوم الثلاثاء. ونفى المتحدث مقتل 12 جنديا في حي الصناعة."
EVIDENCE = "مقاتلي اللواء دخلوا بلدة عين الورد"
DENIED = "مقتل 12 جنديا في حي الصناعة"


def gold_claim(**fields):
    return {
        "id": "c01",
        "evidence": EVIDENCE,
        "voices": ["ناشطون"],
        "cue": "قال",
        "stance": "asserts",
        "event": "entry",
        "agents": ["مقاتلي اللواء"],
        "targets": [],
        "places": ["بلدة عين الورد"],
        "time": "2031-05-06",
        "extent": None,
        "quantity": None,
    } | fields


def denied_claim(**fields):
    return {
        "id": "c02",
        "evidence": DENIED,
        "voices": ["المتحدث"],
        "cue": "نفى",
        "stance": "denies",
        "denial": "rebuttal",
        "denies_what": "event",
        "event": "killed",
        "agents": [],
        "targets": ["12 جنديا"],
        "places": ["حي الصناعة"],
        "quantity": 12,
    } | fields


def predicted(evidence=EVIDENCE, **fields):
    start = TEXT.index(evidence)
    return {
        "document": "r",
        "evidence": {"start": start, "end": start + len(evidence), "text": evidence},
        "voices": [{"text": "ناشطون"}],
        "stance": "asserts",
        "event": "entry",
        "agents": [{"text": "مقاتلي اللواء"}],
        "targets": [],
        "places": [{"text": "عين الورد"}],
        "time": {"earliest": None, "latest": None, "offset_days": [0, 0]},
        "quantities": [],
    } | fields


@pytest.fixture
def scored(tmp_path):
    """Scores predicted claims against gold claims of one document."""

    def run(gold, claims):
        (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
        record = {"document": "r", "published": "2031-05-06", "claims": gold}
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold/r.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, claims)) + "\n", encoding="utf-8")
        return score(read_gold(tmp_path, tmp_path / "gold"), read_predictions(tmp_path / "claims.jsonl")).as_json()

    return run


def test_a_right_claim(scored):
    figures = scored([gold_claim()], [predicted()])
    assert figures["claim_f1"] == figures["detection"]["f"] == figures["evidence_iou"] == 1
    assert figures["fields"]["time"] == 1  # an offset counts from the publication day


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"stance": "possible"}, "stance"),
        ({"voices": []}, "voice"),
        ({"agents": [{"text": "المتحدث"}]}, "agents"),
        ({"places": [{"text": "حي الصناعة"}]}, "places"),
        ({"event": "advance"}, "near_event"),
    ],
)
def test_found_but_not_right(scored, change, wrong):
    figures = scored([gold_claim()], [predicted(**change)])
    assert figures["detection"]["f"] == 1
    assert figures["claim_f1"] == 0
    assert figures["fields"][wrong] == 0


def test_another_family_is_not_found(scored):
    figures = scored([gold_claim()], [predicted(event="clash")])
    assert (figures["detection"]["p"], figures["detection"]["r"]) == (0, 0)


def test_an_invented_agent_makes_a_claim_wrong(scored):
    figures = scored([gold_claim(agents=[])], [predicted()])
    assert figures["fields"]["no_invented_agent"] == 0
    assert figures["claim_f1"] == 0


def test_offsets_that_do_not_hold_match_nothing_and_are_counted(scored):
    claim = predicted()
    claim["evidence"]["start"] += 1
    claim["evidence"]["end"] += 1
    figures = scored([gold_claim()], [claim])
    assert figures["bad_offsets"] == 1
    assert figures["detection"]["f"] == 0


def test_optional_gold_costs_nobody_anything(scored):
    gold = [gold_claim(), denied_claim(optional=True)]
    found = predicted(
        DENIED, event="killed", stance="denies", denial="negation", voices=[{"text": "المتحدث"}], agents=[]
    )
    for claims in ([predicted()], [predicted(), found]):
        figures = scored(gold, claims)
        assert figures["claim_f1"] == 1
        assert figures["gold"] == 1


def test_denials_are_scored_apart(scored):
    gold = [gold_claim(), denied_claim()]
    flat = predicted(DENIED, event="killed", voices=[{"text": "المتحدث"}], agents=[], places=[{"text": "حي الصناعة"}])
    assert scored(gold, [predicted(), flat])["denial"] == {"p": 0, "r": 0, "f": 0, "n": 1}
    told = flat | {"stance": "denies", "denial": "negation", "denies_what": "event"}
    figures = scored(gold, [predicted(), told])
    assert figures["denial"]["f"] == 1
    assert figures["fields"]["denial"] == 0  # found as a denial, but of another kind


def test_predictions_of_other_documents_are_an_error(scored):
    with pytest.raises(UsageError, match="predicted ids look like 'elsewhere/r', gold ids like 'r'"):
        scored([gold_claim()], [predicted() | {"document": "elsewhere/r"}])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("القوات الروسية", "روسيا", True),
        ("مدينة تدمر", "تدمر", True),
        ("وزارة الدفاع الروسية", "وزارة الدفاع التركية", False),
        ("شمال إدلب", "جنوب إدلب", False),
        ("دير الزور", "دير حافر", False),
        ("الجيش", "الجيش الحر", False),
        ("أحمد", "احمد", True),
        ("", "احمد", False),
    ],
)
def test_names(a, b, expected):
    assert alike(a, b) is alike(b, a) is expected


def test_only_forms_that_the_document_uses_count():
    mention = {"text": "عين الورد", "name": "Ayn al-Ward", "also": ["البلدة", "حي الصناعة"]}
    assert forms(mention, TEXT) == ["عين الورد", "حي الصناعة"]


def test_lists_agree_at_half():
    assert agree(["روسيا", "تركيا"], [{"text": "ناشطون"}], TEXT) is False
    assert agree(["ناشطون", "المتحدث"], [{"text": "ناشطون"}], TEXT) is True


@pytest.mark.parametrize(
    ("written", "interval"),
    [
        ("3 km", (3, 3)),
        ("~100", (85, 115)),
        ("> 80%", (0.8, 1.0)),
        ("70,000", (70000, 70000)),
        ("10-20", (10, 20)),
        ("dozens", (20, 100)),
        ("< 5", (0, 5)),
        ("many", None),
        (12, (12, 12)),
    ],
)
def test_numbers(written, interval):
    assert number(written) == pytest.approx(interval) if interval else number(written) is None


def test_quantities_without_a_value_are_passed_over():
    assert numbers_of({"quantities": [{"value": None}, {"value": 3}], "quantity": "several"}) == [(3, 3), (3, 10)]
    assert not meets(None, (1, 2))


def test_offsets_need_a_publication_day():
    assert days({"offset_days": [-1, 0]}, None) is None
    assert days({"offset_days": [-1, 0]}, (10, 12)) == (9, 12)


@pytest.mark.parametrize(
    ("line", "says"),
    [("{", r"claims.jsonl:2: not JSON"), ('{"event": "x"}', r"claims.jsonl:2: not a claim")],
)
def test_a_line_that_is_no_claim_is_named(tmp_path, line, says):
    (tmp_path / "claims.jsonl").write_text("\n" + line, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_predictions(tmp_path / "claims.jsonl")
