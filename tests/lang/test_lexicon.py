"""The lexicon: which clitics a token carries and what it is a form of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.lang import inflect
from riwaya.lang.arabic import arabic
from riwaya.lang.lexicon import Lexicon
from riwaya.lang.reading import Reading
from riwaya.text.normalise import fold


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """A lexicon of a handful of words, each entry its dictionary form."""
    made = Lexicon()
    for noun in ("مدينة مدن", "قصف", "سيطرة", "موقع مواقع", "حليف حلفاء", "لجنة لجان", "قتيل قتلى", "وحدة وحدات"):
        made.add(noun.split()[0], inflect.noun(*noun.split()))
    for perfect, imperfect in (("سيطر", "يسيطر"), ("دخل", "يدخل"), ("زعم", "يزعم"), ("قال", "يقول"), ("وصل", "يصل")):
        made.add(perfect, [*inflect.perfect(perfect), *inflect.imperfect(imperfect)])
    made.add("متمركز", inflect.participle("متمركز"))
    made.add("من", [inflect.Form("من", "word", "")])
    return made


@pytest.mark.parametrize(
    ("word", "entry", "conj", "prep", "article", "suffix"),
    [
        ("وبالمدينة", "مدينة", "و", "ب", True, ""),
        ("للقصف", "قصف", "", "ل", True, ""),
        ("للجنة", "لجنة", "", "ل", True, ""),  # the third lam is not written
        ("وللمدينة", "مدينة", "و", "ل", True, ""),
        ("لقصف", "قصف", "", "ل", False, ""),
        ("كالقصف", "قصف", "", "ك", True, ""),
        ("سيطرته", "سيطرة", "", "", False, "ه"),
        ("فبسيطرتها", "سيطرة", "ف", "ب", False, "ها"),
        ("ليسيطر", "سيطر", "", "ل", False, ""),
        ("ليسيطروا", "سيطر", "", "ل", False, ""),
        ("سيدخل", "دخل", "", "س", False, ""),
        ("وسيدخلون", "دخل", "و", "س", False, ""),
        ("سأدخل", "دخل", "", "س", False, ""),
        ("وزعمت", "زعم", "و", "", False, ""),
        ("مواقعهم", "موقع", "", "", False, "هم"),
        ("لمواقعهما", "موقع", "", "ل", False, "هما"),
        ("حلفاؤه", "حليف", "", "", False, "ه"),
        ("حلفائها", "حليف", "", "", False, "ها"),
        ("دخلوها", "دخل", "", "", False, "ها"),
        ("والمتمركزين", "متمركز", "و", "", True, ""),
        ("ومن", "من", "و", "", False, ""),
        ("وصلت", "وصل", "", "", False, ""),  # the waw is its own
        ("ووصلت", "وصل", "و", "", False, ""),
        ("وحدات", "وحدة", "", "", False, ""),
    ],
)
def test_a_reading_with_the_fewest_clitics(
    lexicon: Lexicon, word: str, entry: str, conj: str, prep: str, article: bool, suffix: str
) -> None:
    readings = lexicon.analyse(fold(word))
    wanted = (conj, prep, article, suffix)
    first = [r for r in readings if (r.conj, r.prep, r.article, r.suffix) == wanted]
    assert readings[: len(first)] == tuple(first)
    # سيطرته is also "she controlled it".
    assert entry in [reading.entry for reading in first]


@pytest.mark.parametrize(
    "word",
    [
        "بدخل",  # no preposition before a perfect
        "الدخل",  # no article before a verb, though the noun (income) is spelled so
        "سدخل",  # the future needs an imperfect
        "سقصف",
        "مواقعاه",  # no pronoun on an indefinite accusative
        "المدينته",  # nor with the article
        "المن",
        "كلمة",
        "و",
        "",
    ],
)
def test_what_is_no_reading(lexicon: Lexicon, word: str) -> None:
    assert lexicon.analyse(fold(word)) == ()


def test_fewest_clitics_come_first() -> None:
    made = Lexicon()
    made.add("رد", [inflect.Form("رد", "perf", "3ms")])
    made.add("ورد", [inflect.Form("ورد", "perf", "3ms")])
    assert [reading.entry for reading in made.analyse("ورد")] == ["ورد", "رد"]


def test_a_form_given_twice_counts_once_and_forms_lists_it_once() -> None:
    made = Lexicon()
    for _ in range(2):
        made.add("قصف", [inflect.Form("قصف", "noun", "s")])
    assert made.analyse("قصف") == (Reading("قصف", "noun", "s", False, "", "", False, ""),)
    assert list(made.forms()) == [("قصف", "noun", "s")]
    assert "قصف" in made
    assert "قصفا" not in made


@given(st.text(alphabet="والبكسفتنيهمقدخعصةء", max_size=12))
def test_clitics_and_stem_make_up_the_token(word: str) -> None:
    key = fold(word)
    for reading in arabic().lexicon.analyse(key):
        article = "" if not reading.article else "ل" if reading.prep == "ل" else "ال"
        assert key.startswith(reading.conj + reading.prep + article)
        assert key.endswith(reading.suffix)
        assert len(reading.conj + reading.prep + reading.suffix) < len(key)
        assert not (reading.article and reading.suffix)
        if reading.prep == "س":
            assert reading.pos == "impf"
