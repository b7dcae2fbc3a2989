"""`riwaya events`, `relations` and `disputes`: what claims say together, as JSON lines or for people."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from riwaya.cli.console import Console
from riwaya.cli.material import load_material
from riwaya.model import Claim
from riwaya.reason import Analysis, Event, Material, Related
from riwaya.reason.disputes import Dispute
from riwaya.reason.phrases import days, outlet_name, place_name, saying, voice_name
from riwaya.reason.versions import Chain
from riwaya.report.lines import Line, dispute_line, event_line, relation_line


def analysed(
    console: Console, ledger: str, documents: Path | None, anchors: Sequence[str] | None
) -> tuple[Material, Analysis]:
    """The material and its analysis; reports without a date are dated first, as far as they can be."""
    from riwaya.reason.dates import parse
    from riwaya.reason.published import published_days

    known = [parse(text) for text in anchors or ()]
    material = load_material(console, ledger, documents)
    return material, Analysis.of(material, published_days(material, known))


def print_events(material: Material, found: Analysis, *, as_json: bool) -> None:
    """Print every event."""
    events = list(found.events())
    if as_json:
        _print(map(event_line, events))
    else:
        spelled = _spelled(material)
        voices = {fact.id: voice_name(fact) for event in events for fact in event.facts}
        _print(line for event in events for line in _event_text(event, spelled, voices))


def print_relations(material: Material, analysis: Analysis, claim: str | None, *, as_json: bool) -> None:
    """Print every relation between claims, or those of one claim."""
    found: Iterable[Related] = analysis.relations()
    if claim is not None:
        found = (r for r in found if r.a.startswith(claim) or r.b.startswith(claim))
    if as_json:
        _print(map(relation_line, found))
    else:
        _print([*_versions_text(analysis.versions()), *_relations_text(material, found)])


def print_disputes(material: Material, analysis: Analysis, *, as_json: bool) -> None:
    """Print every dispute, those that matter most first."""
    from riwaya.reason.disputes import disputes

    found = disputes(analysis)
    if as_json:
        _print(map(dispute_line, found))
    else:
        spelled = _spelled(material)
        _print(line for dispute in found for line in _dispute_text(dispute, spelled))


def _spelled(material: Material) -> Mapping[str, str]:
    """Outlets that no table knows, by what is left of their ids: their names as their own pages spell them."""
    from riwaya.report.brief.names import Namer

    namer = Namer("ar", material.reports.values(), outlets=material.outlets)
    outlets = {report.outlet for report in material.reports.values() if report.outlet}
    return {outlet_name(o): namer.outlet(o) for o in sorted(outlets) if outlet_name(o) == o.partition(":")[2]}


def _print(lines: Iterable[Line] | Iterable[str]) -> None:
    with open(sys.stdout.fileno(), "wb", closefd=False) as out:
        for line in lines:
            out.write(line.encode() if isinstance(line, str) else msgspec.json.encode(line))
            out.write(b"\n")


def _when(earliest: str | None, latest: str | None) -> str:
    if earliest is None:
        return "day unknown"
    return earliest if earliest == latest else f"{earliest} to {latest}"


def _event_text(event: Event, spelled: Mapping[str, str], voices: Mapping[str, str]) -> Iterator[str]:
    so = "" if event.happened else "  (nobody says that it happened)"
    said = saying(next((fact for fact in event.facts if not fact.denied), event.facts[0]))
    reports = f"{len(event.documents)} report{'s' * (len(event.documents) != 1)}"
    yield f"{_when(*days(event.days))}  {said}{so}"
    yield f"  {event.id}  {reports}, {event.roots} independent root{'s' * (event.roots != 1)}"
    told = {fact.id: fact for fact in event.facts}
    for lineage in event.lineages:
        outlets = ", ".join(spelled.get(name, name) for name in map(outlet_name, lineage.outlets))
        copies = len(lineage.claims) - 1
        more = f"{copies} more telling{'s' * (copies != 1)}" if copies else ""
        denies = " denies it" if told[lineage.root].denied else ""
        voice = voice_name(told[lineage.root])
        voice = spelled.get(voice, voice)
        # What an outlet says itself is in no other outlet's report.
        where = ", ".join(part for part in ("" if outlets == voice else f"in {outlets}", more) if part)
        yield f"    {voice}{denies}{f' ({where})' if where else ''}"
    for toll in event.tolls:
        # A toll may be told in a claim of the event that it was the toll of.
        told_by = ((voices[count.claims[0]], count) for count in toll.counts)
        told_by = ((spelled.get(voice, voice), count) for voice, count in told_by)
        by = "; ".join(dict.fromkeys(f"{voice} {_range(count.low, count.high)}" for voice, count in told_by))
        yield f"    {toll.of}: {_range(toll.low, toll.high)}  [{by}]"


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _versions_text(chains: Iterable[Chain]) -> Iterator[str]:
    for chain in chains:
        yield f"versions of one article: {' -> '.join(chain.reports)}"
        for edit in chain.edits:
            how = {True: "silently", False: "openly", None: "whether openly is not known"}[edit.silent]
            yield (
                f"  {edit.after}: edited ({how}); claims added {len(edit.added)}, removed {len(edit.removed)}, "
                f"told otherwise {len(edit.changed)}, taken back {len(edit.reversed)}"
            )


def _relations_text(material: Material, found: Iterable[Related]) -> Iterator[str]:
    claims = {claim.id: claim for claim in material.claims}
    for related in found:
        subtype = f" ({related.subtype})" if related.subtype else ""
        yield f"{related.type}{subtype}  {related.score:.2f}  {'; '.join(related.reasons)}"
        for id in (related.a, related.b):
            yield f"  {id}  {_claim_text(claims[id])}"


def _claim_text(claim: Claim) -> str:
    from riwaya.report.explaining import sentence

    return f"{claim.document}  {sentence(claim)}"


def _dispute_text(dispute: Dispute, spelled: Mapping[str, str]) -> Iterator[str]:
    yield f"{dispute.weight:.2f}  {dispute.about}  ({_when(dispute.earliest, dispute.latest)})"
    yield f"  {dispute.id}  {place_name(dispute.place)}  {'open' if dispute.open else 'no longer disputed'}"
    for n, camp in enumerate(dispute.camps, 1):
        since = f", since {camp.since}" if camp.since else ""
        roots = f"{camp.roots} independent root{'s' * (camp.roots != 1)}"
        claims = f"{len(camp.claims)} claim{'s' * (len(camp.claims) != 1)}"
        yield f"  {n}. {camp.says}"
        names = ", ".join(spelled.get(name, name) for name in camp.names)
        yield f"     {names}  ({roots}, {claims}{since})"
    for change in dispute.changed:
        voice = spelled.get(change.voice, change.voice)
        yield f"  {voice} changed its account on {change.on}: from {change.before + 1} to {change.after + 1}"
    yield f"  would settle it: {dispute.would_settle}"
