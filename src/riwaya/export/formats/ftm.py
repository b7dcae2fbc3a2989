"""FollowTheMoney entities (JSON lines) and the statements that they consist of (CSV), which keep the original words.

Articles (reports), organisations and public bodies (actors of the gazetteer), persons (public figures only), events
that happened in somebody's words, what each report says of them (`Documentation`: its `role` is the stance), mentions.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from riwaya.export.bundle import Bundle
from riwaya.export.coding import country_name, notes, row_of
from riwaya.export.files import Folder
from riwaya.export.records import Happening, Named, Source
from riwaya.export.registry import Format, Written
from riwaya.gazetteer.actors import ActorRow
from riwaya.lang.labels import labels

DATASET: Final = "riwaya"
_LANGUAGES: Final = {"ar": "ara", "en": "eng", "fa": "fas", "fr": "fra", "tr": "tur", "ru": "rus", "he": "heb"}
STATEMENT: Final = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
_TYPES: Final = {
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("publishedAt", "startDate", "endDate", "retrievedAt"), "date"),
    **dict.fromkeys(("document", "entity", "involved", "proof", "resolved"), "entity"),
    **dict.fromkeys(("summary", "description", "notes"), "text"),
    "country": "country",
    "sourceUrl": "url",
    "language": "language",
    "location": "address",
    "topics": "topic",
}


class Entity(msgspec.Struct):
    """One entity. `originals`: of a value its words in the text, where they are others."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    originals: dict[tuple[str, str], str]

    def add(self, prop: str, value: str | None, original: str | None = None) -> None:
        """Give it a value, once."""
        if not value:
            return
        values = self.properties.setdefault(prop, [])
        if value not in values:
            values.append(value)
        if original and original != value:
            self.originals.setdefault((prop, value), original)


def write(bundle: Bundle, folder: Folder) -> Written:
    """`entities.ftm.json` and `statements.csv`."""
    left_out: dict[str, int] = {}
    entities = list(_entities(bundle, left_out))
    with folder.staged("entities.ftm.json").open("wb") as file:
        for one in entities:
            line = {"id": one.id, "schema": one.schema, "properties": one.properties, "datasets": [DATASET]}
            file.write(msgspec.json.encode(line) + b"\n")
    n = folder.csv("statements.csv", STATEMENT, (row for one in entities for row in _statements(one)), plain=True)
    return Written({"entities.ftm.json": len(entities), "statements.csv": n}, left_out)


def _id(kind: str, *parts: str) -> str:
    return f"{DATASET}-{kind}-{hashlib.sha1('|'.join(parts).encode()).hexdigest()[:20]}"


def _entities(bundle: Bundle, left_out: dict[str, int]) -> Iterator[Entity]:
    people: dict[str, Entity] = {}
    edges: list[Entity] = []
    happened = [event for event in bundle.events if event.happened]
    not_told = len(bundle.events) - len(happened)
    if not_told:
        left_out["events that nobody says happened"] = not_told
    for source in bundle.sources:
        yield _article(source)
    for event in happened:
        yield _event(event, people, bundle)
        edges += _tellings(event)
    edges += _mentions(bundle, people)
    yield from (people[id] for id in sorted(people))
    yield from edges


def _article(source: Source) -> Entity:
    one = Entity(_id("report", source.id), "Article", {}, {})
    one.add("title", source.title or source.id)
    one.add("fileName", source.id)
    one.add("publishedAt", source.latest if source.basis != "inferred" else None)
    one.add("retrievedAt", source.retrieved)
    one.add("sourceUrl", source.url)
    one.add("publisher", source.outlet_name, source.outlet)
    one.add("language", _LANGUAGES.get(source.language or ""))
    return one


def _event(event: Happening, people: dict[str, Entity], bundle: Bundle) -> Entity:
    one = Entity(_id("event", event.id), "Event", {}, {})
    kind = labels(bundle.options.language)["events"][event.type]
    where = event.place.name if event.place is not None else ""
    one.add("name", ", ".join(filter(None, (kind, where, event.earliest))))
    one.add("startDate", event.earliest)
    one.add("endDate", event.latest)
    if event.place is not None:
        parts = (event.place.name, event.place.province, country_name(event.place.country))
        one.add("location", ", ".join(dict.fromkeys(filter(None, parts))), event.place.text)
        one.add("country", event.place.country.lower())
    one.add("summary", f"Told, not established: {kind}")
    one.add("description", notes(event))
    one.add("keywords", event.type)
    for named in (*event.agents, *event.targets):
        who = _who(named, people)
        if who is not None:
            one.add("involved", who.id, named.text)
    for told in event.asserting:
        one.add("proof", _id("report", told.document))
    return one


def _who(named: Named, people: dict[str, Entity]) -> Entity | None:
    """The entity of an actor of the gazetteer; none for common nouns, unknown names and private persons."""
    row = row_of(named)
    if row is None or row.generic or named.private:
        return None
    one = people.get(row.id)
    if one is None:
        one = people[row.id] = Entity(_id("actor", row.id), _schema(row), {}, {})
        one.add("name", row.name)
        one.add("alias", row.forms[0])
        one.add("keywords", row.kind)
    if named.entity == row.id:
        one.add("alias", named.text)
    return one


def _schema(row: ActorRow) -> str:
    if row.kind == "person":
        return "Person"
    return "PublicBody" if row.kind in ("government", "military", "state_media") else "Organization"


def _tellings(event: Happening) -> Iterator[Entity]:
    """What each report says of the event: asserts, denies, doubts, …"""
    for told in event.claims:
        one = Entity(_id("telling", event.id, told.id), "Documentation", {}, {})
        one.add("document", _id("report", told.document))
        one.add("entity", _id("event", event.id))
        denial = f" ({told.denial} of the {told.denies_what})" if told.denial else ""
        one.add("role", f"{told.stance}{denial}, by {told.teller or 'the report itself'}")
        one.add("summary", " ".join(told.evidence.split()))
        one.add("recordId", told.id)
        yield one


def _mentions(bundle: Bundle, people: dict[str, Entity]) -> list[Entity]:
    found: dict[str, Entity] = {}
    for told in bundle.claims:
        mentions: Iterable[Named] = (*told.voices, *told.agents, *told.targets)
        for named in mentions:
            who = _who(named, people)
            if who is None:
                continue
            id = _id("mention", told.document, who.id)
            one = found.setdefault(id, Entity(id, "Mention", {}, {}))
            one.add("document", _id("report", told.document))
            one.add("name", named.text)
            one.add("resolved", who.id)
            one.add("detectedSchema", who.schema)
    return [found[id] for id in sorted(found)]


def _statements(one: Entity) -> Iterator[tuple[object, ...]]:
    for prop, values in one.properties.items():
        for value in values:
            original = one.originals.get((prop, value))
            key = hashlib.sha1(f"{DATASET}.{one.id}.{prop}.{value}".encode()).hexdigest()
            kind = _TYPES.get(prop, "string")
            yield one.id, one.id, prop, kind, one.schema, value, DATASET, "", "", original, "f", "", "", key
    key = hashlib.sha1(f"{DATASET}.{one.id}.id".encode()).hexdigest()
    yield one.id, one.id, "id", "checksum", one.schema, key, DATASET, "", "", "", "f", "", "", key


FORMAT: Final = Format("ftm", "FollowTheMoney entities and statements, which keep the original words", "folder", write)
