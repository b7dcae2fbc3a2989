"""Claims about invented places, made by hand, in a ledger of their own."""

from riwaya.ledger import open_ledger
from riwaya.model import Document, Published
from riwaya.model.ids import sha256
from riwaya.reason.lenient import claim_of

RED, BLUE = "actor:t-red", "actor:t-blue"
NAMES = {RED: "الفوج الأحمر", BLUE: "اللواء الأزرق"}
TOWN, VILLAGE = "عين الورد", "تل الصفصاف"
TOLD = (
    (1, RED, TOWN, "asserts", "يرابط الفوج الأحمر منذ الشتاء في عين الورد"),
    (2, RED, TOWN, "asserts", "الأعلام فوق البلدية في عين الورد ترفعها كتيبة الفوج الأحمر"),
    (9, BLUE, TOWN, "asserts", "أمسك اللواء الأزرق بمداخل عين الورد ومخارجها"),
    (9, BLUE, TOWN, "denies", "لا صحة لما قيل من أن اللواء الأزرق في عين الورد"),
    (10, BLUE, TOWN, "asserts", "صارت عين الورد كلها بيد اللواء الأزرق هذا الصباح"),
    (11, BLUE, VILLAGE, "asserts", "لا أحد سوى اللواء الأزرق يحكم اليوم تل الصفصاف"),
)


def documents_and_claims():
    documents, claims = [], []
    for n, (day, agent, place, stance, text) in enumerate(TOLD):
        on = f"2031-07-{day:02}"
        id = f"r{n}"
        document = Document(
            id, text, sha256(text.encode()), f"outlet:t-{n}", published=Published(on, on, "sidecar"), language="ar"
        )
        at, name = text.index(place), NAMES[agent]
        where = {"text": place, "start": at, "end": at + len(place), "precision": "point", "lat": 1.0, "lon": 2.0}
        where["entity"] = "place:t-ward" if place == TOWN else "place:t-tell"
        at = text.index(name)
        record = {
            "document": id,
            "event": "control",
            "stance": stance,
            "agents": [{"text": name, "start": at, "end": at + len(name), "entity": agent}],
            "places": [where],
            "evidence": {"text": text, "start": 0, "end": len(text)},
        }
        documents.append(document)
        claims.append(claim_of(record))
    return documents, claims


def write(folder):
    """A ledger of them in a folder."""
    with open_ledger(folder / "ledger.db", create=True) as ledger:
        ledger.write_run(*documents_and_claims(), version="test")
