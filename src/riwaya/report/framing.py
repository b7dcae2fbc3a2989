"""What the page shows of framing: for each referent, which of its paired words each outlet uses, with the claims."""

from collections.abc import Sequence
from typing import Any

from riwaya.gazetteer.actors import actors
from riwaya.model import Claim, Document
from riwaya.reason.framing import framing
from riwaya.report.offsets import printable

MOST_CLAIMS = 20
"""Claims that the page keeps for one word of one outlet; the count is of all."""

Table = dict[str, Any]


def build_framing(documents: Sequence[Document], claims: Sequence[Claim]) -> list[Table]:
    """The page's data: referents that are called by several words, the most often named first.

    `r`: an actor's Arabic and Latin name, or the key of a label; `n`: uses in all; `o`: for each outlet (the index of a
    report of it) its words as `[form, uses, claim ids]`.
    """
    number = {document.id: n for n, document in enumerate(documents)}
    outlets: dict[str, int] = {}
    counted: dict[str, dict[int, dict[str, list[str]]]] = {}
    for usage, claim in framing(claims):
        document = documents[number[claim.document]]
        outlet = outlets.setdefault(document.outlet or f"document:{document.id}", number[document.id])
        counted.setdefault(usage.referent, {}).setdefault(outlet, {}).setdefault(usage.form, []).append(claim.id)
    out = [_referent(referent, of) for referent, of in counted.items() if len({f for o in of.values() for f in o}) > 1]
    return sorted(out, key=lambda entry: (-entry["n"], entry["r"]))


def _referent(referent: str, of: dict[int, dict[str, list[str]]]) -> Table:
    row = actors().rows.get(referent)
    rows = []
    for outlet in sorted(of, key=lambda n: (-sum(map(len, of[n].values())), n)):
        forms = sorted(of[outlet].items(), key=lambda item: (-len(item[1]), item[0]))
        rows.append([outlet, [[form, len(ids), list(dict.fromkeys(ids))[:MOST_CLAIMS]] for form, ids in forms]])
    return {
        "r": [printable(row.forms[0]), printable(row.name)] if row is not None else referent,
        "n": sum(len(ids) for forms in of.values() for ids in forms.values()),
        "o": rows,
    }
