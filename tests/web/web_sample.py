"""Invented reports for the workspace's tests: two outlets that disagree about a town, an undated one, a hostile one."""

from pathlib import Path

from riwaya.extract import extract
from riwaya.ledger import open_ledger
from riwaya.ledger.store import Ledger
from riwaya.model import Document, Published
from riwaya.model.ids import sha256
from riwaya.workspace.derive import derive

HOSTILE = "</div></script><script>alert(1)</script><img src=x onerror=alert(2)> \u202eمقلوب\u202c & \"'` \x00\x1b\u2028"


def document(ident: str, text: str, **more: object) -> Document:
    """A document with the hash of its text."""
    return Document(id=ident, text=text, sha256=sha256(text.encode("utf-8", "surrogatepass")), **more)


def on(day: str) -> Published:
    """Published on a day, as an index file says."""
    return Published(day, day, "sidecar")


FIRST = document(
    "desk/first",
    "الجيش يعلن دخول بلدة عين الورد\n\n"
    "أعلنت وزارة الدفاع أن وحدات من الجيش سيطرت يوم الثلاثاء على بلدة عين الورد بعد انسحاب مقاتلي لواء النهر منها.\n"
    "وقال ناشطون إن غارة جوية على سوق البلدة أدت إلى مقتل 12 مدنياً.\n"
    "ونفى المتحدث باسم لواء النهر انسحاب مقاتليه من بلدة عين الورد.\n",
    title="الجيش يعلن دخول بلدة عين الورد",
    outlet="outlet:river-channel",
    url="https://example.org/first",
    published=on("2031-05-06"),
)
SECOND = document(
    "desk/second",
    "نفى لواء النهر سقوط بلدة عين الورد، وقال إن مقاتليه صدوا هجوماً للجيش على مدخلها الشرقي وقتلوا سبعة جنود.\n"
    "وذكرت مصادر محلية أن الجيش سيطر على معظم أحياء بلدة عين الورد يوم الأربعاء.\n"
    "وتوقع محللون أن يتقدم الجيش نحو معبر الصفصاف خلال أيام.\n",
    outlet="outlet:coast-post",
    published=on("2031-05-08"),
)
UNDATED = document(
    "desk/undated",
    "قال شهود عيان إن طائرات قصفت أطراف بلدة عين الورد صباح الخميس، "
    "مما أدى إلى إصابة تسعة أشخاص ونزوح عشرات العائلات.\n",
)
HOSTILE_DOCUMENT = document(
    'odd/<b>name</b> & "x"',
    f"أعلن المتحدث {HOSTILE} أن القوات سيطرت على قرية <i>الزهر</i>.\r\nوقال ناشطون إن القوات انسحبت من القرية 🚁 أمس.",
    outlet="outlet:<svg onload=alert(3)>",
    url="javascript:alert(4)",
    title=f"عنوان {HOSTILE}",
    published=on("2031-05-09"),
)
DOCUMENTS = (FIRST, SECOND, UNDATED, HOSTILE_DOCUMENT)


def write(folder: Path, documents: tuple[Document, ...] = DOCUMENTS) -> None:
    """A ledger of these documents with what extraction finds in them, and what follows from it."""
    claims = [claim for one in documents for claim in extract(one).claims]
    with open_ledger(folder / "ledger.db", create=True) as ledger:
        ledger.write_run(documents, claims, version="test")
        derive(ledger)


def claim_ids(ledger: Ledger, document: str) -> list[str]:
    """The ids of a document's claims, in text order."""
    found = sorted(ledger.claims(document=document), key=lambda c: (c.evidence.start, c.evidence.end, c.id))
    return [claim.id for claim in found]
