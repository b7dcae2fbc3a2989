"""How well relations between claims are told: precision and recall of each type over hand-written pairs.

    python bench/pairs.py [FOLDER] [--wrong]

FOLDER holds pairs in the form of tests/data/relations/README.md, and is that folder unless another is given. Each pair
is worked on alone, as if its two claims were all there is.
"""

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from riwaya.reason import Analysis, Material, Related, material, read_claims, read_reports

HERE = Path(__file__).resolve().parents[1] / "tests/data/relations"
AGAINST = frozenset({"contradicts", "retracts"})
Pair = Mapping[str, Any]


def pairs(folder: Path = HERE) -> list[Pair]:
    """The pairs of a folder."""
    return [pair for file in sorted(folder.glob("*.yaml")) for pair in yaml.safe_load(file.read_text(encoding="utf-8"))]


def stuff_of(pair: Pair) -> Material:
    """The two claims of a pair and their reports."""
    reports: list[bytes] = []
    claims: list[bytes] = []
    for n, name in enumerate("ab"):
        document = "a" if pair.get("same") else name
        outlet = (pair.get("outlet") or (f"outlet:unknown-{document}",) * 2)[n]
        lineage = (pair.get("lineage") or (None, None))[n]
        reports.append(
            msgspec.json.encode(
                {"id": document, "published": _day(pair["told"][n]), "outlet": outlet, "lineage": lineage}
            )
        )
        record = {key: value for key, value in pair[name].items() if key != "text"}
        for key in ("voices", "agents", "targets", "places"):
            record[key] = [_mention(mention, key) for mention in record.get(key, ())]
        if "time" in record:
            record["time"] = _day(record["time"])
        evidence = {"start": 100 + 400 * n, "text": pair[name]["text"]}
        claims.append(msgspec.json.encode({"id": name, "document": document, "evidence": evidence, **record}))
    read, problems = read_claims(claims, pair["id"])
    known, more = read_reports(reports[:1] if pair.get("same") else reports, pair["id"])
    if problems or more:
        raise ValueError(str([*problems, *more][0]))
    return material(read, known)


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, datetime.date) else None if value is None else str(value)


def _mention(given: Any, key: str) -> Any:
    if isinstance(given, str) and ":" in given:
        given = {"entity": given, "text": given.partition(":")[2]}
    elif isinstance(given, str):
        given = {"text": given}
    if key == "voices" and "kind" not in given:
        given = given | {"kind": "unnamed"}
    return given


def found(pair: Pair) -> Related | None:
    """What is found between the two claims of a pair."""
    return next(Analysis.of(stuff_of(pair)).relations(), None)


def right(pair: Pair, related: Related | None) -> bool:
    """Whether what was found is what the pair expects."""
    if pair["expect"] == "none-against":
        return related is None or related.type not in AGAINST
    return shown(related) == pair["expect"]


def shown(related: Related | None) -> str:
    """A relation as the pairs write it."""
    if related is None:
        return "none"
    return f"{related.type}/{related.subtype}" if related.subtype else related.type


def scores(all_pairs: list[Pair]) -> Iterator[tuple[str, int, float, float]]:
    """`(class, pairs, precision, recall)` of each type, and of each subtype of contradiction."""
    outcome = [(pair, found(pair)) for pair in all_pairs]
    expected = {pair["expect"] for pair in all_pairs} - {"none-against"}
    classes = sorted({name.partition("/")[0] for name in expected} | expected)
    for name in classes:

        def is_it(text: str, name: str = name) -> bool:
            return text == name or text.partition("/")[0] == name

        # Where anything but a contradiction is fine, what is found is no error.
        judged = [
            (pair, related)
            for pair, related in outcome
            if pair["expect"] != "none-against" or (related is not None and related.type in AGAINST)
        ]
        given = [pair for pair, related in judged if is_it(shown(related))]
        wanted = [pair for pair, _ in judged if is_it(pair["expect"])]
        both = sum(is_it(pair["expect"]) for pair in given)
        yield name, len(wanted), both / len(given) if given else 1.0, both / len(wanted) if wanted else 1.0


def main() -> int:
    """Print a line a class, and with `--wrong` every pair that is told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are told wrongly")
    options = parser.parse_args()
    given = pairs(options.folder)
    print(f"{len(given)} pairs, {sum(bool(pair.get('trap')) for pair in given)} of them traps")
    print(f"{'class':28} pairs  precision  recall")
    for name, count, precision, recall in scores(given):
        print(f"{name:28} {count:5}  {precision:9.3f}  {recall:6.3f}")
    wrong = [(pair, related) for pair in given if not right(pair, related := found(pair))]
    print(f"right: {len(given) - len(wrong)} of {len(given)}")
    for pair, related in wrong if options.wrong else ():
        print(f"  {pair['id']}: {pair['expect']}, found {shown(related)} {related.reasons if related else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
