"""The figures are, to the last digit, those of the reference scorer that lies with the shared gold."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from riwaya.evaluate import read_gold, read_predictions, score
from riwaya.evaluate.names import alike

pytestmark = pytest.mark.shared


def reference(shared: Path, predicted: Path) -> str:
    command = [sys.executable, "score.py", shared / "corpora", shared / "gold/dev", predicted, "--json"]
    return subprocess.run(command, cwd=shared / "gold", capture_output=True, text=True, check=True).stdout


def ours(shared: Path, predicted: Path) -> str:
    gold = read_gold(shared / "corpora", shared / "gold/dev")
    return score(gold, read_predictions(predicted)).json_text() + "\n"


def noisy(gold) -> list[dict]:
    """Predictions made of the gold, some of it dropped, some altered in every field that scoring looks at."""
    out = []
    swaps = {
        "capture": "recapture",
        "killed": "injured",
        "clash": "attack",
        "airstrike": "shelling",
        "control": "siege",
    }
    for document in gold:
        for i, claim in enumerate(document.claims):
            n = (i * 7 + len(document.id) + len(claim["evidence"])) % 12
            if n == 0:
                continue
            start = document.text.index(claim["evidence"])
            end = start + len(claim["evidence"])
            start, end = (start + 5, end + 9) if n == 1 and end - start > 6 else (start, end)
            mentions = {
                key: [{"text": m, "name": None, "also": [m.split()[-1]]} for m in claim.get(key) or []]
                for key in ("voices", "agents", "targets", "places")
            }
            stance = {2: "denies", 3: "possible"}.get(n, claim["stance"])
            prediction = {
                "document": document.id,
                "evidence": {"start": start, "end": end, "text": document.text[start:end]},
                "stance": stance,
                "denial": "negation" if stance in {"denies", "doubts"} else None,
                "denies_what": "event",
                "event": swaps.get(claim["event"], claim["event"]) if n == 4 else claim["event"],
                "time": {"earliest": None, "latest": None, "offset_days": [-1, 0]} if n % 2 else None,
                "extent": {"text": "", "low": 0.5, "high": 1.0} if n % 3 else None,
                "quantities": [{"value": 10 * n, "high": 1000}],
                **mentions,
            }
            if n == 5:
                prediction["voices"] = prediction["voices"][1:]
            if n == 6:
                prediction["agents"] = [{"text": document.text.split()[0]}]
            if n == 7:
                prediction["evidence"]["start"] += 1
            if n == 8:
                out.append(prediction | {"event": "destruction"})
            out.append(prediction)
    return out


def test_noisy_predictions_get_the_same_figures(shared, tmp_path):
    gold = read_gold(shared / "corpora", shared / "gold/dev")
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(json.dumps(claim, ensure_ascii=False) for claim in noisy(gold)), encoding="utf-8")
    expected = reference(shared, path)
    figures = json.loads(expected)
    assert 0.2 < figures["claim_f1"] < 0.9  # the noise does bite
    assert figures["bad_offsets"] > 0
    assert ours(shared, path) == expected


def test_gold_against_itself_gets_the_same_figures(shared):
    assert ours(shared, shared / "gold/dev") == reference(shared, shared / "gold/dev")


def test_what_is_extracted_gets_the_same_figures(shared, tmp_path):
    riwaya = [sys.executable, "-m", "riwaya"]
    corpus, gold = shared / "corpora", shared / "gold/dev"
    ids = [document.id for document in read_gold(corpus, gold)]
    texts = [str(corpus / f"{document}.txt") for document in ids]
    claims = subprocess.run([*riwaya, "claims", *texts, "--root", str(corpus)], capture_output=True, check=True).stdout
    path = tmp_path / "claims.jsonl"
    path.write_bytes(claims)
    command = [*riwaya, "evaluate", str(corpus), str(gold), "--json"]
    evaluated = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert evaluated == reference(shared, path) == ours(shared, path)


def test_names_that_the_reference_tells_apart_or_together(shared):
    sys.path.insert(0, str(shared / "gold"))
    try:
        import test_score
    finally:
        sys.path.pop(0)
    assert [pair for pair in test_score.APART if alike(*pair)] == []
    assert [pair for pair in test_score.ALIKE if not alike(*pair)] == []
