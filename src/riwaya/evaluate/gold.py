"""Gold annotation: YAML files, one a document, each checked against its text before anything is scored.

Also the predicted side: claims as JSON lines, or a second folder of gold (the agreement of two annotators).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from riwaya.evaluate.matching import RawClaim
from riwaya.model.errors import Malformed, RiwayaError, Unreadable, UsageError
from riwaya.model.vocabulary import DENIALS, DENIED_PARTS, EVENTS, NEGATIVE_STANCES, STANCES

LISTS = ("voices", "agents", "targets", "places")

KEYS = frozenset({"id", "evidence", "cue", "stance", "denial", "denies_what", "event", *LISTS}) | frozenset(
    {"time", "extent", "quantity", "optional"}
)
"""The keys that a gold claim may have."""


class GoldError(RiwayaError):
    """Gold files are wrong; `problems` holds one line for each fault, naming the file and the claim."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class GoldDocument:
    """One document of the gold: its id, its gold file, its text, its publication date as written, its claims."""

    def __init__(self, file: Path, text: str, record: Mapping[str, Any]) -> None:
        self.file = file
        self.text = text
        self.id = str(record["document"])
        self.published = record.get("published")
        self.claims: list[RawClaim] = record["claims"] or []


def read_text(corpus: Path, document: str) -> str:
    """The text of a document, as riwaya stores it: line ends as they are, a byte order mark dropped."""
    path = corpus / f"{document}.txt"
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(
            path, error.strerror or str(error), "check the corpus folder and the gold's `document`"
        ) from error
    except UnicodeDecodeError as error:
        raise Malformed(path, "the text is not UTF-8", "store the corpus as UTF-8") from error


def gold_files(folder: Path) -> list[Path]:
    """The gold files of a folder (or the one file given), in the order in which they are read."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give the folder that holds the gold YAML files")
    files = sorted(folder.glob("**/*.yaml"))
    if not files:
        raise UsageError(f"{folder}: holds no .yaml file; give the folder that holds the gold YAML files")
    return files


def _records(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for file in gold_files(folder):
        try:
            record = yaml.safe_load(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise GoldError([f"{file}: {error.strerror}"]) from error
        except UnicodeDecodeError as error:
            raise GoldError([f"{file}: not UTF-8"]) from error
        except yaml.YAMLError as error:
            raise GoldError([f"{file}: not YAML: {' '.join(str(error).split())}"]) from error
        if isinstance(record, dict) and "claims" in record:
            if not isinstance(record.get("document"), str):
                raise GoldError([f"{file}: `document` is missing; give the text's path below the corpus, without .txt"])
            if not isinstance(record["claims"] or [], list):
                raise GoldError([f"{file}: `claims` is not a list"])
            yield file, record


def read_gold(corpus: Path, folder: Path) -> list[GoldDocument]:
    """The gold documents of a folder, checked.

    Raises GoldError with every fault found, or an InputError for a text that is missing.
    """
    by_id: dict[str, GoldDocument] = {}
    problems: list[str] = []
    for file, record in _records(folder):
        document = GoldDocument(file, read_text(corpus, str(record["document"])), record)
        if document.id in by_id:
            problems.append(f"{file}: {document.id} is annotated in {by_id[document.id].file} already")
        by_id[document.id] = document
        problems += gold_problems(document)
    if problems:
        raise GoldError(problems)
    if not by_id:
        raise GoldError([f"{folder}: no file in it has `claims`; give the folder that holds the gold YAML files"])
    return list(by_id.values())


def gold_problems(document: GoldDocument) -> list[str]:
    """What is wrong with one gold file: values that the guide does not list, strings that are not in the text."""
    out: list[str] = []
    seen: set[object] = set()
    for claim in document.claims:
        if not isinstance(claim, Mapping):
            out.append(f"{document.file}: a claim is no mapping: {claim!r}")
            continue
        if claim.get("id") in seen:
            out.append(f"{document.file} {claim.get('id')}: id used twice")
        seen.add(claim.get("id"))
        out += [f"{document.file} {claim.get('id')}: {problem}" for problem in _claim_problems(claim, document.text)]
    return out


def _claim_problems(claim: RawClaim, text: str) -> Iterator[str]:
    for key in sorted(set(claim) - KEYS, key=str):
        yield f"unknown key {key}"
    stance, event = claim.get("stance"), claim.get("event")
    if stance not in STANCES:
        yield f"stance {stance!r} is not in the guide"
    if event not in EVENTS:
        yield f"event {event!r} is not in the guide"
    if stance in NEGATIVE_STANCES:
        if claim.get("denial") not in DENIALS:
            yield f"denial {claim.get('denial')!r} is not in the guide"
        if claim.get("denies_what", "event") not in DENIED_PARTS:
            yield f"denies_what {claim.get('denies_what')!r} is not in the guide"
    elif claim.get("denial") or claim.get("denies_what"):
        yield "denial without a stance that denies or doubts"
    if not claim.get("evidence"):
        yield "no evidence"
    strings = [claim.get("evidence"), claim.get("cue")]
    for field in LISTS:
        listed = claim.get(field) or []
        if isinstance(listed, list):
            strings += listed
        else:
            yield f"{field} is not a list"
    for string in filter(None, strings):
        if not isinstance(string, str):
            yield f"not a string: {string!r}"
        elif string not in text:
            yield f"not in the text: {string}"


def read_predictions(path: Path) -> dict[str, list[RawClaim]]:
    """Predicted claims by document: from JSON lines as `riwaya claims` prints them, or from a second folder of gold."""
    if path.is_dir():
        return {str(record["document"]): record["claims"] or [] for _, record in _records(path)}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error), "give a file of claims or a folder of gold") from error
    except UnicodeDecodeError as error:
        raise Malformed(path, "not UTF-8", "give claims as `riwaya claims` prints them") from error
    out: defaultdict[str, list[RawClaim]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.strip():
            claim = _predicted(line, f"{path}:{number}")
            out[claim["document"]].append(claim)
    return dict(out)


def _predicted(line: str, where: str) -> RawClaim:
    try:
        claim = json.loads(line)
    except ValueError as error:
        raise Malformed(where, f"not JSON: {error}", "give claims as `riwaya claims` prints them") from error
    if not isinstance(claim, dict) or not {"document", "evidence", "event", "stance"} <= set(claim):
        raise Malformed(where, "not a claim", "give claims as `riwaya claims` prints them")
    evidence = claim["evidence"]
    if isinstance(evidence, dict) and not {"start", "end", "text"} <= set(evidence):
        raise Malformed(where, "evidence without start, end and text", "give claims as `riwaya claims` prints them")
    return claim
