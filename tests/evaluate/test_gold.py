"""Gold files are checked before they are used; every fault names its file and claim."""

import pytest
import yaml

from riwaya.evaluate import GoldError, read_gold
from riwaya.model.errors import InputError, UsageError

TEXT = "قال ناشطون إن الطائرات قصفت السوق"
CLAIM = {
    "id": "c01",
    "evidence": "الطائرات قصفت السوق",
    "voices": ["ناشطون"],
    "cue": "قال",
    "stance": "asserts",
    "event": "airstrike",
}


@pytest.fixture
def gold(tmp_path):
    """Reads gold with these claims for one text."""

    def read(*claims, document="a/b", name="b.yaml"):
        (tmp_path / "texts/a").mkdir(parents=True, exist_ok=True)
        (tmp_path / "texts/a/b.txt").write_bytes(TEXT.encode())
        (tmp_path / "gold").mkdir(exist_ok=True)
        record = {"document": document, "published": None, "claims": list(claims)}
        (tmp_path / "gold" / name).write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        return read_gold(tmp_path / "texts", tmp_path / "gold")

    return read


def test_sound_gold_is_read(gold):
    [document] = gold(CLAIM)
    assert (document.id, document.text, document.claims) == ("a/b", TEXT, [CLAIM])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"stance": "says"}, "c01: stance 'says' is not in the guide"),
        ({"event": "war"}, "c01: event 'war' is not in the guide"),
        ({"evidence": "الطائرات قصفت الجسر"}, "c01: not in the text: الطائرات قصفت الجسر"),
        ({"evidence": ""}, "c01: no evidence"),
        ({"places": ["الجسر"]}, "c01: not in the text: الجسر"),
        ({"voices": "ناشطون"}, "c01: voices is not a list"),
        ({"voices": [7]}, "c01: not a string: 7"),
        ({"place": []}, "c01: unknown key place"),
        ({"denial": "failed"}, "c01: denial without a stance"),
        ({"stance": "denies"}, "c01: denial None is not in the guide"),
        ({"stance": "denies", "denial": "failed", "denies_what": "all"}, "c01: denies_what 'all' is not in the guide"),
    ],
)
def test_each_fault_is_named(gold, change, says):
    with pytest.raises(GoldError) as error:
        gold(CLAIM | change)
    [problem] = error.value.problems
    assert says in problem
    assert "b.yaml" in problem


def test_all_faults_are_given_at_once(gold):
    with pytest.raises(GoldError) as error:
        gold(CLAIM, CLAIM, CLAIM | {"id": "c02", "event": "war"}, "not a claim")
    assert len(error.value.problems) == 3
    assert "id used twice" in error.value.problems[0]


def test_a_document_annotated_twice(gold):
    gold(CLAIM)
    with pytest.raises(GoldError, match=r"a/b is annotated in .*b\.yaml already"):
        gold(CLAIM, name="c.yaml")


def test_a_text_that_is_missing(gold):
    with pytest.raises(InputError, match=r"nowhere.txt: No such file"):
        gold(CLAIM, document="nowhere")


def test_what_is_no_yaml(tmp_path):
    (tmp_path / "g.yaml").write_text("claims: [", encoding="utf-8")
    with pytest.raises(GoldError, match=r"g.yaml: not YAML"):
        read_gold(tmp_path, tmp_path)


def test_a_folder_without_gold(tmp_path):
    with pytest.raises(UsageError, match=r"holds no .yaml file"):
        read_gold(tmp_path, tmp_path)
    with pytest.raises(UsageError, match="no such folder"):
        read_gold(tmp_path, tmp_path / "nowhere")
