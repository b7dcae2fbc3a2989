"""What is told by and about one actor."""

from typing import Literal

import msgspec
from sqlalchemy import Select, func, literal, select, union_all

from riwaya.gazetteer.actors import ActorRow, actors
from riwaya.ledger import schema
from riwaya.ledger.effective import Reviewed
from riwaya.ledger.several import several
from riwaya.ledger.store import Ledger

SHOWN = 25
_FORMS = 16

Part = Literal["voice", "agent", "target"]


class ActorPage(msgspec.Struct, frozen=True):
    """`row`: the gazetteer's entry, if it has one. `parts`: in how many claims the actor has which part.

    `forms`: the words that reports use for it, with how often, the most frequent first. `claims`: a page of the claims,
    each with the actor's part in it; `total` of them.
    """

    row: ActorRow | None
    name: str | None
    parts: dict[str, int]
    forms: list[tuple[str, int]]
    claims: list[tuple[Part, Reviewed]]
    total: int


def actor(ledger: Ledger, entity: str, reader: str | None, *, page: int = 1) -> ActorPage | None:
    """What the ledger and the gazetteer know of an actor or voice; None if neither knows it."""
    row = actors().rows.get(entity)
    mentions = _mentions(entity).subquery()
    column = mentions.c
    with ledger.reading() as connection:
        parts = {r[0]: r[1] for r in connection.execute(select(column.part, func.count()).group_by(column.part))}
        number = func.count()
        spelled = select(column.text, number).group_by(column.text).order_by(number.desc(), column.text).limit(_FORMS)
        forms = [(r[0], r[1]) for r in connection.execute(spelled)]
        name = connection.execute(select(func.max(column.name))).scalar()
        listed = (
            select(column.part, column.claim)
            .join(schema.claims, schema.claims.c.id == column.claim)
            .where(schema.claims.c.position >= 0)
            .order_by(schema.claims.c.position, column.part)
        )
        found = [(r[0], r[1]) for r in connection.execute(listed.offset((page - 1) * SHOWN).limit(SHOWN))]
    if row is None and not parts:
        return None
    known = several(ledger, [ident for _, ident in found], reader=reader)
    claims = [(part, known[ident]) for part, ident in found if ident in known]
    return ActorPage(row, row.name if row else name, parts, forms, claims, sum(parts.values()))


def _mentions(entity: str) -> Select[tuple[str, str, str, str | None]]:
    voice, acting = schema.claim_voices.c, schema.claim_actors.c
    voices = select(literal("voice").label("part"), voice.claim, voice.text, voice.name).where(voice.entity == entity)
    others = select(acting.role.label("part"), acting.claim, acting.text, acting.name).where(acting.entity == entity)
    both = union_all(voices, others).subquery()
    return select(both.c.part, both.c.claim, both.c.text, both.c.name)
