"""A ledger in which people decided about claims, events and relations; made by hand."""

from pathlib import Path

from export_samples import ARMY, IS, RAQQA

from riwaya.ledger import open_ledger
from riwaya.ledger.decisions import Draft, Target, relation_id
from riwaya.ledger.reviews import decide
from riwaya.model import Claim, Document, Published
from riwaya.model.ids import sha256
from riwaya.reason.lenient import claim_of

HOMS = {"text": "حمص", "entity": "place:homs", "lat": 34.73, "lon": 36.71, "precision": "point"}
TOLD = {
    "clash": ("clash", 5, RAQQA, {}, "اشتباك عند مدخل المدينة الشرقي"),
    "other clash": ("clash", 5, RAQQA, {}, "اشتباك عند المدخل الشرقي للمدينة بين الطرفين"),
    "strike": ("airstrike", 5, RAQQA, {}, "غارة أصابت مستودعا قرب المحطة"),
    "later strike": ("airstrike", 9, RAQQA, {}, "غارة طالت المخزن الواقع جنوب المحطة"),
    "capture": ("capture", 7, RAQQA, {}, "سيطر الجيش السوري على الحي القديم"),
    "denial": (
        *("capture", 7, RAQQA),
        {"stance": "denies", "denial": "rebuttal", "denies_what": "event"},
        "لا صحة لسيطرة الجيش السوري على الحي القديم",
    ),
    "misread": ("detained", 8, RAQQA, {}, "اعتقال لم يقع أصلا في أي مكان"),
    "withdrawal": ("withdrawal", 14, RAQQA, {}, "انسحب الجيش السوري من التلة"),
    "elsewhere": ("clash", 6, HOMS, {}, "اشتباك في ريف حمص الشمالي"),
}
"""By name: event type, day of January 2031, place, more of the claim, and the words, each in a report of its own."""


def write(folder: Path) -> dict[str, Claim]:
    """A ledger of them, and its claims by the names above."""
    documents, claims = [], {}
    for name, (event, day, place, more, text) in TOLD.items():
        on = f"2031-01-{day:02}"
        id = name.replace(" ", "-")
        documents.append(
            Document(id, text, sha256(text.encode()), f"outlet:o-{id}", published=Published(on, on, "sidecar"))
        )
        record = {
            "document": id,
            "event": event,
            "agents": [ARMY],
            "targets": [IS],
            "places": [place],
            "time": {"earliest": on, "latest": on, "text": "", "start": 0, "end": 0},
            "evidence": {"text": text, "start": 0, "end": len(text)},
        }
        claims[name] = claim_of(record | more)
    with open_ledger(folder / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, list(claims.values()), version="test")
    return claims


def decided(folder: Path) -> dict[str, Claim]:
    """The same, in which somebody split the clash, merged the strikes, took the contradiction away, made two relations
    and rejected the arrest.
    """
    claims = write(folder)
    of = {name: claim.id for name, claim in claims.items()}
    with open_ledger(folder) as ledger:
        for action, pair in (("split", ("clash", "other clash")), ("merge", ("strike", "later strike"))):
            groups = {"claims": [[of[name]] for name in pair]}
            decide(
                ledger, Draft(action, Target("event", f"event-{action}"), "Huda Reviewer", groups, "seen on film"), 0
            )
        for action, a, b, type in (
            ("unlink", "capture", "denial", None),
            ("link", "withdrawal", "clash", "corroborates"),
            ("link", "elsewhere", "clash", "supersedes"),
        ):
            link = {"a": of[a], "b": of[b]} | ({"type": type} if type else {})
            on = Target("relation", relation_id(of[a], of[b]))
            decide(ledger, Draft(action, on, "Huda Reviewer", link, "seen on film"), 0)
        decide(ledger, Draft("reject", Target("claim", of["misread"]), "Huda Reviewer", None, "misread"), 0)
    return claims
