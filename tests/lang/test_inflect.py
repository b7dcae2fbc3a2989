"""Inflection tables. Each shows one kind of root as news prose writes it, without vowels."""

import pytest

from riwaya.lang import inflect


def table(forms: object) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for form in forms:  # type: ignore[attr-defined]
        out.setdefault(form.feature, set()).add(form.text)
    return out


@pytest.mark.parametrize(
    ("verb", "she", "they", "two", "we", "i"),
    [
        ("دخل", "دخلت", "دخلوا", "دخلا", "دخلنا", "دخلت"),  # sound
        ("سيطر", "سيطرت", "سيطروا", "سيطرا", "سيطرنا", "سيطرت"),
        ("أعلن", "أعلنت", "أعلنوا", "أعلنا", "أعلنا", "أعلنت"),  # two nuns are written as one
        ("قال", "قالت", "قالوا", "قالا", "قلنا", "قلت"),  # hollow
        ("استعاد", "استعادت", "استعادوا", "استعادا", "استعدنا", "استعدت"),
        ("جاء", "جاءت", "جاؤوا", "جاءا", "جئنا", "جئت"),  # hollow and hamzated
        ("نفى", "نفت", "نفوا", "نفيا", "نفينا", "نفيت"),  # defective in ya
        ("دعا", "دعت", "دعوا", "دعوا", "دعونا", "دعوت"),  # defective in waw
        ("بقي", "بقيت", "بقوا", "بقيا", "بقينا", "بقيت"),
        ("شن", "شنت", "شنوا", "شنا", "شننا", "شننت"),  # doubled
        ("احتل", "احتلت", "احتلوا", "احتلا", "احتللنا", "احتللت"),
        ("انضم", "انضمت", "انضموا", "انضما", "انضممنا", "انضممت"),
        ("استمر", "استمرت", "استمروا", "استمرا", "استمررنا", "استمررت"),
        ("اتفق", "اتفقت", "اتفقوا", "اتفقا", "اتفقنا", "اتفقت"),  # not doubled, though as short
        ("بدأ", "بدأت", "بدؤوا", "بدآ", "بدأنا", "بدأت"),  # hamzated
    ],
)
def test_perfect(verb: str, she: str, they: str, two: str, we: str, i: str) -> None:
    forms = table(inflect.perfect(verb))
    assert verb in forms["3ms"]
    assert she in forms["3fs"]
    assert they in forms["3mp"]
    assert two in forms["3md"]
    assert we in forms["1p"]
    assert i in forms.get("1s", set()) | forms["3fs"]


@pytest.mark.parametrize(
    ("verb", "she", "they", "they_not", "two", "women", "i", "jussive"),
    [
        ("يدخل", "تدخل", "يدخلون", "يدخلوا", "يدخلان", "يدخلن", "أدخل", "يدخل"),  # sound
        ("يقول", "تقول", "يقولون", "يقولوا", "يقولان", "يقلن", "أقول", "يقل"),  # hollow
        ("يستعيد", "تستعيد", "يستعيدون", "يستعيدوا", "يستعيدان", "يستعدن", "أستعيد", "يستعد"),
        ("ينفي", "تنفي", "ينفون", "ينفوا", "ينفيان", "ينفين", "أنفي", "ينف"),  # defective
        ("يدعو", "تدعو", "يدعون", "يدعوا", "يدعوان", "يدعون", "أدعو", "يدع"),
        ("يبقى", "تبقى", "يبقون", "يبقوا", "يبقيان", "يبقين", "أبقى", "يبق"),
        ("يشن", "تشن", "يشنون", "يشنوا", "يشنان", "يشن", "أشن", "يشن"),  # doubled
        ("يأخذ", "تأخذ", "يأخذون", "يأخذوا", "يأخذان", "يأخذن", "آخذ", "يأخذ"),  # hamzated
        ("يبدأ", "تبدأ", "يبدؤون", "يبدؤوا", "يبدآن", "يبدأن", "أبدأ", "يبدأ"),
        ("ينشئ", "تنشئ", "ينشئون", "ينشئوا", "ينشئان", "ينشئن", "أنشئ", "ينشئ"),
    ],
)
def test_imperfect(verb: str, she: str, they: str, they_not: str, two: str, women: str, i: str, jussive: str) -> None:
    forms = table(inflect.imperfect(verb))
    assert she in forms["3fs"]
    assert {they, they_not} <= forms["3mp"]
    assert two in forms["3md"]
    assert women in forms["3fp"]
    assert i in forms["1s"]
    assert jussive in forms["3ms"]


@pytest.mark.parametrize(
    ("words", "accusative", "dual", "plural"),
    [
        ("هجوم هجمات", "هجوما", {"هجومان", "هجومين", "هجوما", "هجومي"}, {"هجمات"}),
        ("غارة غارات", None, {"غارتان", "غارتين", "غارتا", "غارتي"}, {"غارات"}),
        ("مقاتل مقاتلون", "مقاتلا", {"مقاتلان", "مقاتلين"}, {"مقاتلون", "مقاتلين", "مقاتلو", "مقاتلي"}),
        ("قتيل قتلى", "قتيلا", {"قتيلان", "قتيلين"}, {"قتلى"}),
        ("لقاء لقاءات", None, {"لقاءان", "لقاءين"}, {"لقاءات"}),  # no second alef: لقاءً
        ("شيء أشياء", "شيئا", {"شيئان", "شيئين"}, {"أشياء"}),  # the hamza takes a seat
        ("جزء أجزاء", "جزءا", {"جزءان", "جزءين"}, {"أجزاء"}),
        ("مبدأ مبادئ", None, {"مبدآن", "مبدأين"}, {"مبادئ"}),
        ("مستشفى مستشفيات", None, {"مستشفيان", "مستشفيين"}, {"مستشفيات"}),
    ],
)
def test_noun(words: str, accusative: str | None, dual: set[str], plural: set[str]) -> None:
    forms = table(inflect.noun(*words.split()))
    assert forms["s"] == {words.split()[0]}
    assert forms.get("sa") == (None if accusative is None else {accusative})
    assert dual <= forms["d"]
    assert plural <= forms["p"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("متمركز", "متمركز متمركزا متمركزة متمركزون متمركزين متمركزان متمركزتان متمركزات"),
        ("مدعي", "مدعي مدع مدعيا مدعية مدعون مدعين مدعيات"),  # defective: the yeh goes
        ("مستثنى", "مستثنى مستثناة مستثنون مستثنين مستثنيان مستثناتان مستثنيات"),
        ("سياسي", "سياسي سياسيا سياسية سياسيون سياسيين سياسيات"),  # relative: the yeh stays
        ("بطيء", "بطيء بطيئا بطيئة بطيئون بطيئين بطيئات"),
    ],
)
def test_participle(word: str, expected: str) -> None:
    forms = {form.text for form in inflect.participle(word)}
    assert set(expected.split()) <= forms


@pytest.mark.parametrize(
    ("stem", "form"),
    [
        ("سيطرت", "سيطره"),  # سيطرته: the teh marbuta opens (keys are folded)
        ("مستشفا", "مستشفي"),  # مستشفاه
        ("قتلو", "قتلوا"),  # قتلوه
        ("حلفاو", "حلفاء"),  # حلفاؤه
        ("حلفاي", "حلفاء"),  # حلفائه
        ("موقع", "موقع"),
    ],
)
def test_what_stands_before_a_pronoun(stem: str, form: str) -> None:
    assert form in set(inflect.stems_of_suffixed(stem))


@pytest.mark.parametrize(
    "verb", ["دخل", "قال", "نفى", "دعا", "بقي", "شن", "احتل", "جاء", "بدأ", "رأى", "أعد", "وطئ", "ساء"]
)
def test_no_form_is_empty_or_misspelled(verb: str) -> None:
    for form in inflect.perfect(verb):
        assert len(form.text) >= 2
        assert "أا" not in form.text
        assert "ىن" not in form.text
        assert "ىت" not in form.text
        assert not form.text.startswith(("ء", "ئ", "ؤ"))
