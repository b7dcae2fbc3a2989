"""What comes first in a brief, and what is left out of it when there is too much."""

from collections.abc import Iterable, Sequence

from riwaya.reason import Event
from riwaya.reason.facts import Fact
from riwaya.reason.kinds import STRIKES, TERRITORY, TOLLS
from riwaya.report.brief.statements import Statement


def matters(event: Event) -> tuple[int, int, int, str]:
    """Sort key of happenings: changes of hands and tolls first, then what most reports tell."""
    return _importance(event.kind), -len(event.documents), event.facts[0].order[0], event.id


def weight(statement: Statement) -> tuple[int, int, tuple[int, int, str, int, str]]:
    """Sort key of statements: by kind as happenings, then by how many voices say it, then as told."""
    return _importance(statement.facts[0].kind), -len(statement.voices), statement.facts[0].order


def _importance(kind: str) -> int:
    return 0 if kind in TERRITORY else 1 if kind in TOLLS else 2 if kind in STRIKES else 3


def spread(made: Sequence[Statement], most: int) -> list[Statement]:
    """Statements of all days: of each day the weightiest, then each day's next."""
    rank: dict[int | None, int] = {}
    ranked = []
    for statement in sorted(made, key=weight):
        rank[statement.told] = rank.get(statement.told, 0) + 1
        ranked.append((rank[statement.told], weight(statement), statement))
    return [statement for *_, statement in sorted(ranked, key=lambda item: item[:2])[:most]]


def no_background(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that are news of their report, not recalled as background."""
    return [fact for fact in facts if not fact.background]
