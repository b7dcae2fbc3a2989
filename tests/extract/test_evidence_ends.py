"""Where the evidence of a toll begins and ends."""

import pytest

from riwaya.extract import extract
from riwaya.model import Document


@pytest.mark.parametrize(
    ("text", "event", "evidence"),
    [
        (
            "قتل مزارع مع ابنه وإصابة جاره جراء قصف مدفعي من قبل قوات الحدود على بلدة كورا.",
            "killed",
            "قتل مزارع مع ابنه",
        ),
        (
            "قالت مصادر طبية إن 12 مسلحا قتلوا مشيرة إلى سقوط ستة قتلى في صفوف القوات الحكومية.",
            "killed",
            "12 مسلحا قتلوا",
        ),
        (
            "تسبب انفجار سيارة مفخخة وقع الأحد قرب مقر البلدية في وسط كركوك بسقوط قتلى وجرحى.",
            "injured",
            "سقوط قتلى وجرحى",
        ),
        (
            "الانفجار الذي وقع على أطراف حي النهضة في مدينة كركوك أسفر عن مقتل ثلاثة مدنيين.",
            "killed",
            "أسفر عن مقتل ثلاثة مدنيين",
        ),
        ("الهجوم أسفر عن مقتل ثلاثة مدنيين في بلدة كورا.", "killed", "الهجوم أسفر عن مقتل ثلاثة مدنيين في بلدة كورا"),
        ("أدى القصف إلى سقوط عشرات القتلى والجرحى.", "injured", "سقوط عشرات القتلى والجرحى"),
    ],
)
def test_evidence_of_a_toll(text: str, event: str, evidence: str) -> None:
    found = [c.evidence.text for c in extract(Document("toll", text, "0")).claims if c.event == event]
    assert evidence in found, found
