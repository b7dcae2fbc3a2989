"""Gold annotation as claims, so that errors of the model can be told from errors of extraction.

    python -m bench.control.gold CORPUS GOLD CLAIMS > claims.jsonl

Gold says names as the text has them. What each name stands for (entities, coordinates) is taken from the claims that
riwaya extracted from the same documents (`CLAIMS`, as `riwaya claims` prints them): from a mention of the same words,
else from the longest that holds them or that they hold.
"""

import argparse
import datetime
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from riwaya.evaluate.gold import GoldDocument, read_gold
from riwaya.evaluate.values import extent_of
from riwaya.model import Actor, Claim, EventTime, Extent, Place, Quantity, Voice, claim_id, cut
from riwaya.model.claim import Cue
from riwaya.model.codec import encode, read_records

Mention = TypeVar("Mention", Voice, Actor, Place)


def gold_claims(corpus: Path, gold: Path, extracted: Iterable[Claim]) -> list[Claim]:
    """Claims of all gold documents below `gold`."""
    by_document: dict[str, list[Claim]] = {}
    for claim in extracted:
        by_document.setdefault(claim.document, []).append(claim)
    out = []
    for document in read_gold(corpus, gold):
        # A run over one corpus names its documents without the corpus' folder.
        mine = by_document.get(document.id) or by_document.get(document.id.rpartition("/")[2], [])
        name = mine[0].document if mine else document.id
        out += [_claim(document, name, raw, mine) for raw in document.claims]
    return out


def _claim(document: GoldDocument, name: str, raw: Mapping[str, Any], mine: list[Claim]) -> Claim:
    text = document.text
    start = text.index(raw["evidence"])
    voices = tuple(
        _known(Voice(v, *_at(text, v)), [m for c in mine for m in c.voices]) for v in raw.get("voices") or ()
    )
    actors = [m for c in mine for m in (*c.agents, *c.targets)]
    cue = raw.get("cue")
    negative = raw["stance"] in ("denies", "doubts")
    claim = Claim(
        id="",
        document=name,
        evidence=cut(text, start, start + len(raw["evidence"])),
        voices=voices,
        cue=(Cue(cue, *_at(text, cue)) if cue else Cue("", 0, 0)) if voices else None,
        attitude="neutral",
        stance=raw["stance"],
        denial=raw["denial"] if negative else None,
        denies_what=raw.get("denies_what") or "event" if negative else None,
        event=raw["event"],
        background=False,
        agents=tuple(_known(Actor(a, *_at(text, a)), actors) for a in raw.get("agents") or ()),
        targets=tuple(_known(Actor(t, *_at(text, t)), actors) for t in raw.get("targets") or ()),
        places=tuple(
            _known(Place(p, *_at(text, p)), [m for c in mine for m in c.places]) for p in raw.get("places") or ()
        ),
        time=_time(raw.get("time")),
        extent=_extent(raw.get("extent")),
        quantities=_quantities(raw.get("quantity")),
        rules=(),
        score=1.0,
    )
    return msgspec.structs.replace(claim, id=claim_id(name, claim))


def _at(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def _known(mention: Mention, candidates: list[Mention]) -> Mention:
    """The mention with the entity of the extracted one that matches it best."""
    best: Mention | None = None
    for other in candidates:
        if not other.entity and other.text != mention.text:
            continue
        same = other.text == mention.text
        if not same and other.text not in mention.text and mention.text not in other.text:
            continue
        rank = (same, min(len(other.text), len(mention.text)))
        if best is None or rank > (best.text == mention.text, min(len(best.text), len(mention.text))):
            best = other
    if best is None:
        return mention
    fields = {
        field: getattr(best, field)
        for field in ("name", "entity", "kind", "lat", "lon", "precision", "also")
        if hasattr(best, field)
    }
    return msgspec.structs.replace(mention, **fields)


def _time(given: Any) -> EventTime | None:
    if given is None:
        return None
    text = given.isoformat() if isinstance(given, datetime.date) else str(given)
    first, _, last = text.partition("/")
    return EventTime(first, last or first, None, "", 0, 0)


def _extent(given: Any) -> Extent | None:
    interval = extent_of({"extent": given})
    return Extent(str(given), min(interval), min(1.0, interval[1])) if interval else None


def _quantities(given: Any) -> tuple[Quantity, ...]:
    words = str(given or "").split()
    if len(words) >= 2 and words[-1] == "km":
        value = float(words[-2].rpartition("-")[2].strip("~<>"))
        return (Quantity(str(given), value, value, "km"),)
    return ()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.control.gold", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("claims", type=Path)
    chosen = parser.parse_args()
    for claim in gold_claims(chosen.corpus, chosen.gold, read_records(chosen.claims, Claim)):
        sys.stdout.buffer.write(encode(claim) + b"\n")


if __name__ == "__main__":
    main()
