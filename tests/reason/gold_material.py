"""Gold annotation as claims, with the gazetteer's entities: reasoning is tested apart from extraction."""

import re
from pathlib import Path
from typing import Any

import msgspec

from riwaya.evaluate import read_gold
from riwaya.gazetteer.actors import actors
from riwaya.gazetteer.places import Places
from riwaya.gazetteer.places_data import PlaceRow
from riwaya.reason import Material, material, read_claims, read_reports
from riwaya.text.tokens import tokenise

_NUMBER = re.compile(r"([~<>]?)\s*(\d+)(?:-(\d+))?\s*(\S+)?")
_RELATIONS = {"~": "about", ">": "at_least", "<": "at_most", "": "exactly"}


def gold_material(corpus: Path, gold: Path, episode: str, countries: tuple[str, ...], region: str) -> Material:
    """The gold claims of an episode; names are looked for in `region`'s actors and in the countries' places first."""
    reports, claims = [], []
    for document in read_gold(corpus, gold):
        if not document.id.startswith(episode):
            continue
        published = str(document.published) if document.published else None
        reports.append(msgspec.json.encode({"id": document.id, "published": published, "text": document.text}))
        for claim in document.claims:
            record: dict[str, Any] = {
                "id": f"{document.id.partition('/')[2][:8]}:{claim['id']}",
                "document": document.id,
                "evidence": {"start": document.text.find(claim["evidence"]), "text": claim["evidence"]},
                "quantities": _quantities(claim.get("quantity")),
                "extent": _extent(claim.get("extent")),
                "places": [_place(text, countries) for text in claim["places"]],
                "time": str(claim["time"]) if claim.get("time") else None,
            }
            record |= {key: claim.get(key) for key in ("stance", "denial", "denies_what", "event")}
            record |= {key: [_actor(text, region) for text in claim[key]] for key in ("voices", "agents", "targets")}
            claims.append(msgspec.json.encode(record))
    read, problems = read_claims(claims, "gold")
    known, more = read_reports(reports, "gold")
    assert not problems, problems
    assert not more, more
    return material(read, known)


def _actor(text: str, region: str) -> dict[str, Any]:
    tokens = tokenise(text)
    found = [match for i in range(len(tokens)) if (match := actors().match(tokens, i)) is not None]
    if not found:
        return {"text": text}
    rows = max(found, key=lambda match: match.end - match.start).rows
    near = [row for row in rows if row.file == region]
    return {"text": text, "entity": near[0].id if near else rows[0].id if len(rows) == 1 else None}


def _place(text: str, countries: tuple[str, ...]) -> dict[str, Any]:
    keys = [token.key for token in tokenise(text)]
    for i in range(len(keys)):
        match = Places.load().match(keys, i)
        if match is not None:
            row = min(match[1], key=lambda row: _unlikely(row, countries))
            return {"text": text, "entity": row.id, "name": row.name, "precision": row.precision}
    return {"text": text}


def _unlikely(row: PlaceRow, countries: tuple[str, ...]) -> tuple[bool, int, int]:
    rank = {"city": 0, "town": 1, "village": 2}
    return row.country not in countries, rank.get(row.kind, 3), -row.population


def _quantities(told: object) -> list[dict[str, Any]]:
    match = _NUMBER.match(str(told)) if told else None
    if match is None:
        return []
    relation, low, high, unit = match.groups()
    unit = unit or "people"
    return [
        {"text": str(told), "value": int(low), "high": int(high or low), "unit": unit, "relation": _RELATIONS[relation]}
    ]


def _extent(told: object) -> dict[str, Any] | None:
    if not told:
        return None
    match = re.match(r"([~>]?)\s*(\d+)\s*%", str(told))
    if match is None:
        return {"text": str(told), "low": 1.0 if told == "whole" else 0.01, "high": 1.0 if told == "whole" else 0.99}
    share = int(match[2]) / 100
    low, high = (share * 0.85, share * 1.15) if match[1] == "~" else (share, 1.0 if match[1] else share)
    return {"text": str(told), "low": low, "high": min(1.0, high)}
