"""What a user of the Python API may write: checked by `mypy --strict` (with the package), and run as a test.

The lines with `type: ignore` are mistakes; mypy complains if they were none.
"""

from pathlib import Path
from typing import assert_type

import riwaya
from riwaya.api import Claims, Explanation, Map, Timeline
from riwaya.model import Claim, Document


def look(reports: Path) -> list[str]:
    """Some of everything."""
    out: list[str] = []
    with riwaya.read(reports, language="en") as ledger:
        assert_type(ledger, riwaya.Ledger)
        assert_type(ledger.claims, Claims)
        assert_type(ledger.claims[0], Claim)
        assert_type(ledger.claims[:2], Claims)
        assert_type(ledger.claims.where(lambda claim: claim.stance == "denies"), Claims)
        assert_type(ledger.documents[0], Document)
        for claim in ledger.claims[:3]:
            assert_type(ledger.explain(claim), Explanation)
            out.append(f"{claim.document}: {claim.evidence.text}")
        for dispute in ledger.disputes:
            out.append(dispute.about)
        timeline = ledger.timeline(ledger.places[0])
        assert_type(timeline, Timeline)
        assert_type(ledger.map(), Map)
        state, reasons = timeline.reasons("2017-11-09")
        out += [state, *(reason.root for reason in reasons)]
        rows = ledger.control(ledger.places[0]).to_dicts()
        out.append(f"{len(rows)} rows")
    return out


def mistakes(ledger: riwaya.Ledger) -> None:
    """Never run."""
    ledger.timeline(5)  # type: ignore[arg-type]
    ledger.claims[0].evidence.words  # type: ignore[attr-defined]  # noqa: B018
    riwaya.open(ledger)  # type: ignore[arg-type]
    ledger.search("كلمة", colour="red")  # type: ignore[call-arg]
