"""Claims made by hand about two towns of the gazetteer, a part of one, a province and a place that nobody knows."""

from pathlib import Path

from riwaya.ledger import open_ledger
from riwaya.model import Claim, Document, Published
from riwaya.model.ids import sha256
from riwaya.reason.lenient import claim_of
from riwaya.workspace.derive import derive

ARMY, GROUP = "actor:syrian-army", "actor:islamic-state"
NAMES = {ARMY: "الجيش", GROUP: "التنظيم"}
PLACES = {
    "الرقة": ("place:raqqa", "point", 35.95, 39.01),
    "البوكمال": ("place:bukamal", "point", 34.45, 40.92),
    "دير الزور": ("place:deir-ezzor-governorate", "area", 35.0, 40.3),
    "تل الغراب": (None, "unresolved", None, None),
}
MONITOR = {"text": "المرصد", "kind": "monitor", "entity": "voice:sohr"}
PERSON = {"text": "أبو سليم الناشط", "kind": "activist"}
TOLD = (
    (1, GROUP, "الرقة", "control", "asserts", None, "يمسك التنظيم منذ الصيف بزمام الرقة", None),
    (3, GROUP, "الرقة", "control", "asserts", MONITOR, "لم يزل التنظيم في الرقة على ما قاله المرصد", None),
    (6, ARMY, "الرقة", "capture", "asserts", None, "رفع الجيش رايته فوق آخر أحياء الرقة", None),
    (6, ARMY, "الرقة", "capture", "denies", MONITOR, "لم ير المرصد أثراً في الرقة يدل على أن الجيش دخلها", None),
    (7, ARMY, "الرقة", "control", "asserts", PERSON, "بات الجيش في الرقة هكذا رآه أبو سليم الناشط", None),
    (6, ARMY, "البوكمال", "shelling", "asserts", None, "قذائف الجيش تصيب البوكمال وتوقع 12 جريحاً", 12),
    (6, ARMY, "البوكمال", "shelling", "asserts", MONITOR, "أحصى المرصد بعد قذائف الجيش في البوكمال 40 جريحاً", 40),
    (7, ARMY, "دير الزور", "clash", "asserts", None, "اقتتال بين الجيش وخصومه في أنحاء دير الزور", None),
    (6, ARMY, "البوكمال", "shelling", "asserts", None, "سقطت قذائف الجيش على البوكمال طوال ذلك النهار", None),
    (7, ARMY, "البوكمال", "shelling", "denies", MONITOR, "ينفي المرصد أن قذائف الجيش نزلت في البوكمال يومها", None),
    (7, ARMY, "تل الغراب", "clash", "asserts", None, "وصل الجيش في اقتتاله إلى تل الغراب", None),
)


def documents_and_claims() -> tuple[list[Document], list[Claim]]:
    """The reports, a claim in each."""
    documents, claims = [], []
    for n, (day, agent, place, event, stance, voice, text, number) in enumerate(TOLD):
        on, id = f"2031-07-{day:02}", f"r{n}"
        published = Published(on, on, "sidecar")
        documents.append(Document(id, text, sha256(text.encode()), f"outlet:t-{n}", published=published, language="ar"))
        entity, precision, lat, lon = PLACES[place]

        def at(words, text=text):
            start = text.index(words)
            return {"text": words, "start": start, "end": start + len(words)}

        record = {
            "document": id,
            "event": "injured" if number else event,
            "stance": stance,
            "agents": [{**at(NAMES[agent]), "entity": agent}],
            "places": [{**at(place), "entity": entity, "precision": precision, "lat": lat, "lon": lon}],
            "evidence": {"text": text, "start": 0, "end": len(text)},
            "voices": [{**voice, **at(voice["text"])}] if voice else [],
        }
        if number:
            record["quantities"] = [{**at(str(number)), "value": number, "high": number, "relation": "exactly"}]
            record["quantities"][0] |= {"unit": "people"}
        claims.append(claim_of(record))
    return documents, claims


def write(folder: Path) -> None:
    """A ledger of them with what follows from them."""
    with open_ledger(folder / "ledger.db", create=True) as ledger:
        ledger.write_run(*documents_and_claims(), version="test")
        derive(ledger)
