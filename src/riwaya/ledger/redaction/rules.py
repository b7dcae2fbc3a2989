"""What is to be redacted, as a ledger keeps it: offsets and keyed hashes, never text; and what that does to documents.

The hashes need the ledger's redaction key, which lies beside the ledger and not in it: who is handed a ledger alone can
test no guess of a name against it. Without the key a ledger with redactions takes in no report, because what was
redacted could not be recognised.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote

import msgspec
from sqlalchemy import Connection, select

from riwaya.ledger import review_tables as tables
from riwaya.ledger.redaction.mark import MARK, is_redacted
from riwaya.ledger.redaction.scrub import Fill, scrubbed_claim, scrubbed_text
from riwaya.ledger.redaction.words import Hashed, HashedNeedles, Key, Needles, filled, joined, keys_of
from riwaya.ledger.retired import base_of
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError, UsageError

KEY_FILE: Final = "redaction.key"
KEY_VARIABLE: Final = "RIWAYA_REDACTION_KEY"
"""The file that holds the key, beside the ledger; and the environment variable that may name another."""

_KEY: Final = re.compile(r"[0-9a-f]{64}")

Kind = Literal["document", "passage", "person"]


class Rule(msgspec.Struct, frozen=True):
    """What a redaction keeps redacted.

    `files`: keyed hashes of raw bytes; a document of these bytes is redacted whole, or (`spans`) in these half-open
    ranges. `words`: rows of words that are redacted wherever they stand, or only in versions of the document `within`.
    """

    kind: Kind
    files: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] | None = None
    words: tuple[Hashed, ...] = ()
    within: str | None = None


def key_file(connection: Connection) -> Path:
    """Where the redaction key of a ledger lies. UsageError for a database, if no variable names a file."""
    named = os.environ.get(KEY_VARIABLE)
    if named:
        return Path(named)
    if connection.dialect.name == "sqlite":
        return Path(connection.engine.url.database or ".").with_name(KEY_FILE)
    raise UsageError(f"this ledger is a database; name the file of its redaction key in {KEY_VARIABLE}")


def read_key(path: Path) -> Key:
    """The key in a file. LedgerError if there is none."""
    try:
        raw = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"{path}: the redaction key cannot be read, and without it what was redacted would come back; "
            f"put the file back, or name it in {KEY_VARIABLE}"
        ) from error
    if not _KEY.fullmatch(raw):
        raise LedgerError(f"{path}: is no redaction key; put back the file that `riwaya redact` made")
    return Key(bytes.fromhex(raw))


def make_key(path: Path) -> Key:
    """The key in a file, made if there is none; only its owner may read it."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(os.urandom(32).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    return read_key(path)


def rules_of(connection: Connection) -> list[Rule]:
    """The rules of every redaction of a ledger, in order."""
    column = tables.redactions.c
    found = connection.execute(select(column.rule).order_by(column.seq)).scalars()
    return [msgspec.json.decode(rule, type=Rule) for rule in found]


class Redactor:
    """Applies rules to documents and then to their claims, as they come."""

    def __init__(self, rules: Sequence[Rule], key: Key) -> None:
        self._rules, self._key = rules, key
        self._anywhere = HashedNeedles(key, [row for rule in rules if rule.within is None for row in rule.words])
        self._within: dict[str, HashedNeedles] = {}
        for within in {rule.within for rule in rules if rule.within is not None}:
            rows = [row for rule in rules if rule.within == within for row in rule.words]
            self._within[within] = HashedNeedles(key, rows)
        self.fills: dict[str, Fill] = {}
        """The documents of which something was redacted, and what."""

    def document(self, document: Document) -> Document:
        """The document without what is redacted; the same object if nothing is. Offsets stay."""
        fill = self._fill(document)
        if fill is None:
            return document
        self.fills[document.id] = fill
        return msgspec.structs.replace(
            document,
            text=fill.text,
            title=None if fill.whole else _without(document.title, fill.needles),
            url=None if fill.whole else _url(document.url, fill.needles),
            sha256=self.hash_of(document.sha256),
        )

    def claim(self, claim: Claim) -> Claim | None:
        """The claim without what is redacted of its document, which was given before; None if it goes with it."""
        fill = self.fills.get(claim.document)
        return claim if fill is None else scrubbed_claim(claim, fill)

    def note(self, text: str) -> str:
        """A string of no document without the names that are redacted."""
        return filled(text, self._anywhere.spans(text))

    def hash_of(self, sha256: str) -> str:
        """The keyed hash that stands for the hash of raw bytes."""
        return sha256 if is_redacted(sha256) else (self._key.hash(sha256) * 2)[: 64 - len(MARK)] + MARK

    def _fill(self, document: Document) -> Fill | None:
        file = self.hash_of(document.sha256)
        text = document.text
        hit = [rule for rule in self._rules if file in rule.files]
        if any(rule.spans is None for rule in hit):
            return Fill(
                text,
                filled(text, [(0, len(text))]),
                [(0, len(text))],
                needles([keys_of(text)]),
                whole=True,
                passages=(),
            )
        cut = [span for rule in hit for span in rule.spans or () if span[1] <= len(text)]
        own = self._within.get(base_of(document.id) or document.id)
        cut += own.spans(text) if own is not None else []
        named = self._anywhere.spans(text)
        if not cut and not named and not self._anywhere.spans(document.title or ""):
            return None
        rows = [keys_of(text[start:end]) for start, end in [*cut, *named]]
        rows += [keys_of((document.title or "")[a:b]) for a, b in self._anywhere.spans(document.title or "")]
        spans = joined([*cut, *named])
        return Fill(text, filled(text, spans), spans, needles(rows), whole=False, passages=joined(cut))


def needles(rows: Iterable[tuple[str, ...]]) -> Needles:
    """What to look for of redacted text in other strings: all of it, and any three of its words in a row."""
    out: list[tuple[str, ...]] = []
    for row in rows:
        out += [row] if len(row) <= RUN else [row[at : at + RUN] for at in range(len(row) - RUN + 1)]
    return Needles(out)


RUN: Final = 3
"""So many words in a row of a redacted passage are taken out of notes and titles."""


def _without(text: str | None, found: Needles) -> str | None:
    return None if text is None else scrubbed_text(text, found)


def _url(url: str | None, found: Needles) -> str | None:
    """The address, unless it spells redacted words."""
    if url is None:
        return None
    return None if found.spans(re.sub(r"[-_/.+?=&]", " ", unquote(url))) else url


def redactor_of(connection: Connection) -> Redactor | None:
    """What keeps the redactions of a ledger; None where nothing was redacted. LedgerError if the key is missing."""
    rules = rules_of(connection)
    return Redactor(rules, read_key(key_file(connection))) if rules else None
