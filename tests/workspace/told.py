"""Claims about invented places, made by hand, in a ledger of their own."""

import msgspec

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


def report(rng, id, places=40, months=range(1, 7)):
    """A made-up report of a few claims about two of some places."""
    day = f"2031-{rng.choice(months):02}-{rng.randint(1, 28):02}"
    lines, at = [], 0
    claims = []
    for place in rng.sample(range(places), 2):
        for _ in range(rng.randint(1, 3)):
            agent, stance = rng.choice((RED, BLUE)), rng.choice(("asserts", "asserts", "denies"))
            event = rng.choice(("control", "capture", "shelling"))
            line = f"{NAMES[agent]} في الموضع {place} بتاريخ {day} رقم {rng.randint(1, 400)}\n"
            there = at + line.index(f" {place} ") + 1
            where = {
                "text": str(place),
                "start": there,
                "end": there + len(str(place)),
                "precision": "point",
                "lat": 1.0,
                "lon": 2.0,
            }
            claims.append(
                claim_of(
                    {
                        "document": id,
                        "event": event,
                        "stance": stance,
                        "agents": [{"text": NAMES[agent], "start": at, "end": at + len(NAMES[agent]), "entity": agent}],
                        "places": [where | {"entity": f"place:t-{place}"}],
                        "time": _time(day, at + line.index(day)) if rng.random() < 0.7 else None,
                        "evidence": {"text": line.strip(), "start": at, "end": at + len(line.strip())},
                    }
                )
            )
            lines.append(line)
            at += len(line)
    text = "".join(lines)
    outlet = f"outlet:t-{rng.randint(0, 4)}"
    published = Published(day, day, "sidecar")
    return Document(id, text, sha256(text.encode()), outlet, published=published, language="ar"), claims


def _time(day, at):
    return {"text": day, "start": at, "end": at + len(day), "earliest": day, "latest": day}


def many(rng, number, **values):
    """Made-up reports with their claims."""
    return [report(rng, f"m{n}", **values) for n in range(number)]


def renamed(document, claims, id, **values):
    """The same report under another name."""
    again = [msgspec.structs.replace(claim, id=f"{id}-{n}", document=id) for n, claim in enumerate(claims)]
    return msgspec.structs.replace(document, id=id, **values), again
