"""Versions of one article: reports that are the same page, edited, and what of their claims the editing changed.

Reports are versions of one another when they say so (`Report.version_of`), when they have the same address, or when one
outlet has published them under one title and they share most of their wording. They are ordered by publication, then by
id. An edit is *open* when the newer text says that it corrects; otherwise it is silent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

import msgspec

from riwaya.lang.load import read_entries
from riwaya.model import Claim
from riwaya.reason.inputs import Report
from riwaya.reason.verdict import Related
from riwaya.reason.wording import contained, runs
from riwaya.text.normalise import fold

SAME_PAGE = 0.5
"""Two texts under one title are versions when this part of the shorter one stands in the other."""


@dataclass(frozen=True)
class Edit:
    """What changed from the report `before` to its version `after`, as claim ids.

    `reversed` are claims of which the newer version says the contrary (the older id, the newer id); `changed` those
    told otherwise in number, extent or stance. `silent` when the newer text does not say that it was corrected, None
    when it is not there.
    """

    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]
    reversed: tuple[tuple[str, str], ...]
    silent: bool | None


@dataclass(frozen=True)
class Chain:
    """The versions of one article, the oldest first, and the edits between them."""

    reports: tuple[str, ...]
    edits: tuple[Edit, ...]


def chains_of(reports: Mapping[str, Report]) -> list[tuple[str, ...]]:
    """The reports that are versions of one article, the oldest first."""
    groups = _groups(reports.values())
    ordered = (sorted(group, key=lambda report: (report.published.earliest or "9999", report.id)) for group in groups)
    return sorted(tuple(report.id for report in group) for group in ordered)


def versions(claims: Iterable[Claim], chains: Iterable[tuple[str, ...]], reports: Mapping[str, Report]) -> list[Chain]:
    """What the editing changed along each chain; `claims` are at least those of its reports."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)

    def edit(old: str, new: str) -> Edit:
        return _edit(reports[old], reports[new], by_document.get(old, []), by_document.get(new, []))

    return [Chain(chain, tuple(edit(old, new) for old, new in pairwise(chain))) for chain in chains]


def _groups(reports: Iterable[Report]) -> list[list[Report]]:
    """Reports that are versions of one another, in groups of two and more."""
    known = {report.id: report for report in reports}
    parent = {id: id for id in known}

    def find(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    def join(a: str, b: str) -> None:
        a, b = find(a), find(b)
        parent[max(a, b)] = min(a, b)

    first_at: dict[str, str] = {}
    titled: dict[tuple[str, str], list[Report]] = {}
    for id in sorted(known):
        report = known[id]
        if report.version_of in known:
            join(id, report.version_of or id)
        address = _address(report.url)
        if address:
            join(id, first_at.setdefault(address, id))
        if report.title and report.outlet:
            alike = titled.setdefault((report.outlet, fold(report.title).strip()), [])
            for other in alike:
                if report.text and other.text and contained(runs(report.text), runs(other.text))[1] >= SAME_PAGE:
                    join(id, other.id)
            alike.append(report)
    groups: dict[str, list[Report]] = {}
    for id in sorted(known):
        groups.setdefault(find(id), []).append(known[id])
    return [group for group in groups.values() if len(group) > 1 and _differ(group)]


def _differ(group: Sequence[Report]) -> bool:
    """Whether there is more than one text; where texts are not there, they may differ."""
    texts = {report.text for report in group}
    return len(texts) > 1 or None in texts


def _address(url: str | None) -> str | None:
    """An address without what does not change the page: scheme, `www.`, a trailing slash, the fragment."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}" if host and (path or parts.query) else None


Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _key(claim: Claim) -> Key:
    """What a claim is about, and on whose word: the rest of it may be edited."""

    def names(mentions: Iterable[object]) -> tuple[str, ...]:
        return tuple(sorted(getattr(m, "entity", None) or fold(getattr(m, "text", "")) for m in mentions))

    return claim.event, names(claim.voices), names(claim.agents), names(claim.targets), names(claim.places)


def _told(claim: Claim) -> object:
    numbers = tuple((q.value, q.high, q.unit, q.relation) for q in claim.quantities)
    extent = (claim.extent.low, claim.extent.high) if claim.extent else None
    return claim.stance, claim.denial, numbers, extent


def _edit(old: Report, new: Report, before: Sequence[Claim], after: Sequence[Claim]) -> Edit:
    left: dict[Key, list[Claim]] = {}
    for claim in before:
        left.setdefault(_key(claim), []).append(claim)
    added: list[str] = []
    changed: list[tuple[str, str]] = []
    turned: list[tuple[str, str]] = []
    for claim in after:
        same = left.get(_key(claim), [])
        if not same:
            added.append(claim.id)
            continue
        match = next((c for c in same if _told(c) == _told(claim)), same[0])
        same.remove(match)
        if match.stance != claim.stance and "denies" in (match.stance, claim.stance):
            turned.append((match.id, claim.id))
        elif _told(match) != _told(claim):
            changed.append((match.id, claim.id))
    removed = tuple(sorted(claim.id for claims in left.values() for claim in claims))
    silent = None if new.text is None or old.text is None else not _says_corrected(new.text, old.text)
    return Edit(old.id, new.id, tuple(added), removed, tuple(changed), tuple(turned), silent)


class _Notice(msgspec.Struct):
    forms: tuple[str, ...]


def _says_corrected(new: str, old: str) -> bool:
    """Whether the newer text has a word of correction that the older has not."""
    words = [fold(form) for notice in read_entries("corrections.yaml", _Notice) for form in notice.forms]
    now, then = fold(new), fold(old)
    return any(now.count(word) > then.count(word) for word in words)


def edited(chains: Iterable[Chain]) -> list[Related]:
    """What newer versions take back by saying the contrary, and what they tell otherwise."""
    out = []
    for chain in chains:
        for edit in chain.edits:
            how = {True: "silently", False: "openly", None: "whether openly is not known"}[edit.silent]
            why = (f"the report was edited ({how})",)
            out += [Related(new, old, "retracts", None, why, 0.9) for old, new in edit.reversed]
            out += [Related(new, old, "supersedes", None, why, 0.8) for old, new in edit.changed]
    return out
