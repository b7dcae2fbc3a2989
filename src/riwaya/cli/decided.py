"""What `riwaya review` prints: decisions, samples, agreement."""

import csv
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
import typer

from riwaya.ledger import open_ledger, rereview, reviews, samples
from riwaya.ledger.agreement import agreement
from riwaya.ledger.decisions import TARGET_KINDS, Decision, Target
from riwaya.model.errors import UsageError
from riwaya.report.offsets import printable

if TYPE_CHECKING:
    from riwaya.ledger.store import Ledger

COLUMNS: Final = (
    *("seq", "id", "when", "who", "action", "kind", "target", "document", "version", "why", "old", "new"),
    *("undoes", "track", "sample", "redacted"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def print_history(ledger: str, *, target: str | None, document: str | None, who: str | None, form: str) -> None:
    """Print decisions as text, JSON lines or CSV."""
    with open_ledger(ledger) as opened:
        if target is not None:
            found = reviews.history(opened, _target(target, opened))
        elif document is not None:
            found = reviews.history_of_document(opened, document)
        else:
            found = reviews.everything(opened, who=who)
    found = [decision for decision in found if who in (None, decision.who)]
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([[_cell(value) for value in _row(decision).values()] for decision in found])
    elif form == "json":
        for decision in found:
            typer.echo(msgspec.json.encode(decision).decode())
    else:
        for decision in found:
            typer.echo("\n".join(_lines(decision)))


def _target(text: str, ledger: "Ledger") -> Target:
    kind, colon, id = text.partition(":")
    if not colon or kind not in TARGET_KINDS or not id:
        raise UsageError(f"{text!r}: give KIND:ID; kinds are {', '.join(sorted(TARGET_KINDS))}")
    if kind == "claim" and len(id) < 16:
        id = ledger.claim(id).id
    return Target(msgspec.convert(kind, Target.__annotations__["kind"]), id)


def _row(decision: Decision) -> dict[str, Any]:
    values = msgspec.structs.asdict(decision) | {"kind": decision.target.kind, "target": decision.target.id}
    for name in ("old", "new"):
        values[name] = None if values[name] is None else json.dumps(values[name], ensure_ascii=False)
    return {name: values[name] for name in COLUMNS}


def _cell(value: object) -> object:
    """What a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _lines(decision: Decision) -> list[str]:
    what = f"{decision.action} {decision.target.kind} {printable(decision.target.id)}"
    out = [f"{decision.seq}  {decision.when[:19]}  {printable(decision.who)}  {what}  ({decision.id})"]
    if decision.undoes is not None:
        out.append(f"   takes back {decision.undoes}")
    if decision.action == "correct" and decision.new is not None:
        before = (decision.old or {}).get("claim") or {}
        out += [f"   {name}: {_short(before.get(name))} → {_short(value)}" for name, value in decision.new.items()]
    elif decision.new is not None and decision.action != "add":
        out.append(f"   {_short(decision.new)}")
    if decision.why:
        out.append(f"   because {printable(' '.join(decision.why.split()))}")
    if decision.track:
        out.append(f"   for sample {decision.sample}")
    return out


def _short(value: object) -> str:
    text = printable(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 160 else text[:159] + "…"


def print_waiting(ledger: str, *, as_json: bool) -> None:
    """Print what waits for re-review."""
    with open_ledger(ledger) as opened:
        found = rereview.waiting(opened)
    for one in found:
        if as_json:
            typer.echo(msgspec.json.encode(one).decode())
            continue
        like = f"{one.candidate} is {one.likeness:.0%} like it" if one.candidate else "nothing is like it"
        why = "is no longer made" if one.reason == "gone" else "is of a text that has changed"
        typer.echo(f"{one.id}  {printable(one.document)}  {why}; {like}")
        typer.echo(f"   {one.claim.event}, {one.claim.stance}: {printable(' '.join(one.claim.evidence.text.split()))}")


def print_sample(one: samples.Sample, *, items: bool = False) -> None:
    """Print a sample, with its items or without."""
    done = ", ".join(f"{printable(who)} {n}" for who, n in one.done.items()) or "nobody yet"
    typer.echo(f"{one.id}  {len(one.items)} {one.kind}, seed {one.seed}, {one.state}; reviewed by {done}")
    if items:
        for item in one.items:
            typer.echo(f"   {printable(item)}")


def print_samples(ledger: str, *, as_json: bool) -> None:
    """Print all samples."""
    with open_ledger(ledger) as opened:
        found = samples.samples(opened)
    for one in found:
        if as_json:
            typer.echo(msgspec.json.encode(one).decode())
        else:
            print_sample(one)


def _meant(opened: "Ledger", id: str | None) -> str:
    if id is not None:
        return id
    found = samples.samples(opened)
    if not found:
        raise UsageError(f"{opened.name}: has no sample; draw one with `riwaya review sample LEDGER --size N --seed S`")
    return found[-1].id


def _pair(between: Sequence[str]) -> tuple[str | None, str | None]:
    if len(between) > 2:
        raise UsageError("agreement is of two reviewers; give --between NAME at most twice")
    first, second, *_ = [*between, None, None]
    return first, second


def print_agreement(ledger: str, sample: str | None, between: Sequence[str], *, as_json: bool) -> None:
    """Print the agreement of two reviewers."""
    with open_ledger(ledger) as opened:
        found = agreement(opened, _meant(opened, sample), *_pair(between))
    if as_json:
        typer.echo(msgspec.json.encode(found).decode())
        return
    typer.echo(
        f"{printable(found.first)} and {printable(found.second)}, sample {found.sample}: {found.items} of {found.of} "
        f"items, {found.claims[0]} and {found.claims[1]} claims"
    )
    typer.echo(f"detection F1 {found.detection:.3f}   claim F1 {found.claim:.3f}   evidence IoU {found.evidence:.3f}")
    typer.echo("field        kappa   95% interval     alike   n")
    for name, kappa in found.kappas.items():
        if kappa.kappa is None or kappa.low is None or kappa.high is None:
            said = "    –                 "
        else:
            said = f"{kappa.kappa:7.3f}  {kappa.low:6.3f} to {kappa.high:6.3f}"
        typer.echo(f"{name:11}{said}   {kappa.observed:5.3f}  {kappa.n:3}")


def adjudicate_sample(
    ledger: str, sample: str | None, between: Sequence[str], take: Sequence[str], *, close: bool, who: str
) -> None:
    """Adjudicate, and print what was made and what is left."""
    taken = {}
    for text in take:
        claim, equals, reviewer = text.partition("=")
        if not equals or not claim or not reviewer:
            raise UsageError(f"{text!r}: give --take CLAIM=NAME")
        taken[claim] = reviewer
    with open_ledger(ledger) as opened:
        id = _meant(opened, sample)
        first, second = samples.pair_of(samples.sample(opened, id), *_pair(between))
        done = samples.adjudicate(opened, id, who, taken, pair=(first, second), close=close)
    typer.echo(f"sample {id}: {len(done.made)} decisions made, {len(done.left)} differences left")
    for left in done.left:
        said = [
            f"{printable(name)}: {'did not make it' if one is None else one.status}"
            for name, one in ((first, left.first), (second, left.second))
        ]
        typer.echo(f"   {left.claim}  {'; '.join(said)}")
    if done.closed:
        typer.echo(f"sample {id} is closed")
