"""Where a command's material comes from: a run's folder, its ledger, or a file of claims."""

from pathlib import Path

import pytest

from riwaya.cli.console import Console
from riwaya.cli.material import load_material
from riwaya.ledger import open_ledger
from riwaya.model import Document, Published
from riwaya.model.errors import UsageError

CLAIM = b'{"id": "c", "document": "d", "event": "capture"}\n'


def test_claims_with_and_without_documents(tmp_path: Path) -> None:
    claims, documents = tmp_path / "claims.jsonl", tmp_path / "documents.jsonl"
    claims.write_bytes(CLAIM + b"{}\n")
    console = Console()
    alone = load_material(console, claims)
    assert ([c.id for c in alone.claims], alone.reports["d"].outlet, console.set_aside) == (["c"], None, 1)
    documents.write_bytes(b'{"id": "d", "outlet": "outlet:x"}\n')
    assert load_material(Console(), claims, documents).reports["d"].outlet == "outlet:x"
    assert load_material(Console(), tmp_path).reports["d"].outlet == "outlet:x"


def test_ledger_by_folder_and_by_file(tmp_path: Path) -> None:
    material = load_material(Console(), _claims(tmp_path, CLAIM))
    document = Document("d", "نص", "0", outlet="outlet:x", published=Published("2017-11-09", "2017-11-09", "page"))
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.write_run([document], material.claims, version="0")
    for path in (tmp_path, tmp_path / "ledger.db"):
        stored = load_material(Console(), path)
        assert stored.claims == material.claims
        assert (stored.reports["d"].outlet, stored.reports["d"].text) == ("outlet:x", "نص")


def _claims(folder: Path, content: bytes) -> Path:
    path = folder / "claims.jsonl"
    path.write_bytes(content)
    return path


def test_what_is_no_material(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", _claims(tmp_path, b"not a claim\n")):
        with pytest.raises(UsageError, match="riwaya run"):
            load_material(Console(), path)
