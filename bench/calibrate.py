"""Fit the weights of `riwaya.extract.certainty`, and show how far the scores can be trusted.

usage: python bench/calibrate.py --own REPORTS GOLD [--own ...] --calibrate REPORTS GOLD [--write]

The weights of the features are fitted on the project's own annotated reports (logistic regression with a penalty on
large weights, Newton's method from zero: the same input gives the same bytes); two numbers, a slope and an offset, are
then fitted on the reports to calibrate on (Platt scaling). A claim counts as found when it answers a claim of the gold,
optional ones included. `--write` writes `src/riwaya/extract/data/certainty.tsv`.
"""

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from math import log
from pathlib import Path

from riwaya.evaluate import read_gold
from riwaya.evaluate.matching import match
from riwaya.evaluate.values import days
from riwaya.extract import extract
from riwaya.extract.certainty import BIAS, FILE, features, probability
from riwaya.model import Claim, Document, Published
from riwaya.model.codec import encode

PENALTY = 10.0
"""Of the squared weights: as if every weight had been seen to be small a few times."""
RARE = 6
"""A feature that fewer claims have is left out."""
Sample = tuple[frozenset[str], bool, bool, Claim]
"""A claim's features, whether gold has it, whether every field that counts is right, and the claim."""


def samples(reports: Path, gold: Path) -> list[Sample]:
    """The claims of annotated reports, judged."""
    index = reports / "index.json"
    dates = {}
    if index.exists():
        dates = {row["document"]: (row.get("date") or "")[:10] for row in json.loads(index.read_text(encoding="utf-8"))}
    out: list[Sample] = []
    for document in sorted(read_gold(reports, gold), key=lambda d: d.id):
        day = dates.get(document.id) or None
        published = Published(day, day, "sidecar") if day else Published()
        claims = extract(Document(document.id, document.text, "0", published=published)).claims
        predicted = [json.loads(encode(claim)) for claim in claims]
        pairs = match(document.text, document.claims, predicted, days(document.published, None))
        right = {pair.predicted: bool(pair.verdict["claim"]) for pair in pairs}
        out += [(features(c), n in right, right.get(n, False), c) for n, c in enumerate(claims)]
    return out


def fit(rows: Sequence[tuple[Sequence[float], bool]], penalty: float) -> list[float]:
    """Logistic regression; the first column is the offset, which no penalty holds down."""
    size = len(rows[0][0])
    weights = [0.0] * size
    for _ in range(25):
        gradient = [0.0] * size
        hessian = [[0.0] * size for _ in range(size)]
        for values, truth in rows:
            p = probability(sum(w * v for w, v in zip(weights, values, strict=True)))
            for i, v in enumerate(values):
                if v:
                    gradient[i] += v * (truth - p)
                    for j, u in enumerate(values):
                        hessian[i][j] += v * u * p * (1 - p)
        for i in range(size):
            hold = penalty if i else 1e-9
            gradient[i] -= hold * weights[i]
            hessian[i][i] += hold
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-10:
            break
    return weights


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with the largest pivot."""
    n = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][j] * out[j] for j in range(i + 1, n))) / rows[i][i]
    return out


def losses(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float, float]:
    """Log loss, Brier score and the area under the curve."""
    logs = -sum(log(p if truth else 1 - p) for p, truth in pairs) / len(pairs)
    brier = sum((p - truth) ** 2 for p, truth in pairs) / len(pairs)
    good, bad = [p for p, truth in pairs if truth], [p for p, truth in pairs if not truth]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return logs, brier, wins / max(1, len(good) * len(bad))


def table(scored: Sequence[tuple[float, Sample]]) -> list[str]:
    """The reliability table: by score, how many claims there are, how many gold has, how many are wholly right."""
    lines = ["| score | claims | mean score | found | wholly right |", "| --- | --- | --- | --- | --- |"]
    edges = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
    for low, high in pairwise(edges):
        held = [(p, s) for p, s in scored if low <= p < high]
        if held:
            n = len(held)
            mean, found, right = (
                sum(p for p, _ in held) / n,
                sum(s[1] for _, s in held) / n,
                sum(s[2] for _, s in held) / n,
            )
            lines.append(f"| {low:.1f}-{min(high, 1.0):.1f} | {n} | {mean:.2f} | {found:.2f} | {right:.2f} |")
    return lines


def main() -> None:
    """Fit, show, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", nargs=2, type=Path, action="append", required=True, metavar=("REPORTS", "GOLD"))
    parser.add_argument("--calibrate", nargs=2, type=Path, required=True, metavar=("REPORTS", "GOLD"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    own = [sample for reports, gold in options.own for sample in samples(reports, gold)]
    counts: dict[str, int] = {}
    for present, *_ in own:
        for name in present:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if RARE <= count <= len(own) - RARE)
    fitted = fit([([1.0, *(float(n in s[0]) for n in names)], s[1]) for s in own], PENALTY)
    raw = dict(zip([BIAS, *names], fitted, strict=True))

    def logit(sample: Sample) -> float:
        return raw[BIAS] + sum(raw.get(name, 0.0) for name in sorted(sample[0]))

    held_out = samples(*options.calibrate)
    offset, slope = fit([([1.0, logit(s)], s[1]) for s in held_out], 1e-9)
    weights = {BIAS: offset + slope * raw[BIAS], **{name: slope * raw[name] for name in names}}
    scored = [(probability(offset + slope * logit(s)), s) for s in held_out]
    share = sum(s[1] for s in held_out) / len(held_out)
    print(
        f"{len(own)} claims to fit on, {len(held_out)} to calibrate on, {share:.3f} of these found; slope {slope:.2f}"
    )
    for label, pairs in (
        ("no score at all", [(share, s[1]) for s in held_out]),
        ("score", [(p, s[1]) for p, s in scored]),
    ):
        print("{:16} log loss {:.3f}  Brier {:.3f}  area under curve {:.3f}".format(label, *losses(pairs)))
    print("\n".join(table(scored)))
    if options.write:
        lines = ["# Weights of riwaya.extract.certainty, made by bench/calibrate.py; do not edit."]
        lines += [f"{name}\t{weight:.4f}" for name, weight in weights.items()]
        target = Path(__file__).parent.parent / "src" / "riwaya" / "extract" / "data" / FILE
        target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
