"""Line ends inside a sentence, as text taken out of web pages has them, told from those that end one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract import extract
from riwaya.model import Document
from riwaya.text.sentences import sentences
from riwaya.text.tokens import tokenise
from riwaya.text.wraps import wraps

HEADLINE = "معارك قرب النهر\n"


def _lines(text: str) -> list[str]:
    """The text cut at the line ends that end something."""
    out, start = [], 0
    within = wraps(text)
    for at, sign in enumerate(text):
        if sign == "\n" and at not in within:
            out.append(text[start:at])
            start = at + 1
    return [*out, text[start:]]


@pytest.mark.parametrize(
    "body",
    [
        "قال السكان إن القوات دخلت \nبلدة الزهرة\n بعد قصف عنيف.",  # a link, the blanks left around it
        "وزار الوفد معبر \nالنخيل\n، ثم عاد.",  # ... and a comma behind it
        'ونفت حركة "\nأبناء الوادي\n" ذلك.',  # a name inside its marks
        "أعلنت القيادة سيطرتها على المرتفعات\n.\nولم تعلق الحكومة.",  # the full stop alone on a line
        "قتل ثلاثة جنود وأصيب\n            سبعة في كمين نصبه\n            مسلحون.",  # lines of one width, set in
    ],
)
def test_a_sentence_goes_on_over_them(body: str) -> None:
    assert _lines(HEADLINE + body)[1].replace("\n", "").startswith(body.split("\n")[0])
    assert len(_lines(HEADLINE + body)) == 2 + body.count(".\n")


@pytest.mark.parametrize(
    "text",
    [
        "مقتل ثلاثة جنود في كمين \nأعلنت الوزارة مقتل ثلاثة جنود.\nولم تعلق الحكومة.",  # a headline, a blank behind it
        HEADLINE
        + "سالم الهاشمي – المكلا\n قال شهود إن القتال توقف.\nوعاد السكان.",  # whose report it is, and from where
        HEADLINE + "انتهى القتال. \nعاد السكان. \nفتحت الأسواق \nوصلت المعونة. ",  # every line has a blank behind it
        HEADLINE + "أبرز الأحداث \n- قصف على البلدة\n- نزوح العشرات",  # a list
        HEADLINE + "جولة في الجبهات \nحلب: قصف متقطع\nدرعا: هدوء حذر",  # labels
        HEADLINE + "توقف القتال\nعاد السكان\nفتحت الأسواق",  # nothing tells
        HEADLINE + "توقف القتال \n\n عاد السكان.",  # a blank line
    ],
)
def test_it_does_not(text: str) -> None:
    assert not wraps(text)


def test_what_is_told_over_them_is_one_claim_with_its_source() -> None:
    text = HEADLINE + "وقال \nناشطون\n إن قوات النظام قصفت مدينة \nدوما\n، ما أدى إلى مقتل طفل.\nوتوقف القصف مساء."
    claims = extract(Document(id="d", text=text, sha256="")).claims
    told = {c.event: c for c in reversed(claims)}
    assert [v.text for v in told["shelling"].voices] == ["ناشطون"]
    assert [v.text for v in told["killed"].voices] == ["ناشطون"]
    assert [p.text for p in told["shelling"].places] == ["مدينة \nدوما"]


@given(st.text(alphabet='اب. ،\n"«»-:', max_size=60))
def test_they_are_newlines_and_no_token_is_lost(text: str) -> None:
    assert all(text[at] == "\n" for at in wraps(text))
    tokens = tokenise(text)
    found = sentences(text, tokens)
    assert [t for s in found for t in range(s.start, s.end)] == list(range(len(tokens)))
