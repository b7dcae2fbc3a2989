"""Search finds Arabic in any writing, filters by what claims say, and never fails on a query. On both databases."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.ledger import open_ledger, reviews
from riwaya.ledger.decisions import Draft, Target
from riwaya.ledger.query import Query, terms
from riwaya.ledger.search import search
from riwaya.model import Published

REPORTS = {
    "a/one": "قال ناشطون إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء وقتلوا 12 جنديا،"
    " لكن الوزارة نفت ذلك.\n",
    "b/two": "أعلنت القيادة أن قواتها انسحبت من مطار النخيل. وأكدت المدرسة الثانوية أنها أغلقت.\n",
    "c/three": "نفى الوزير سقوط بلدة عين الورد. مدارس البلدة مفتوحة، وكلّ المُستشفيات تعمل.\n",
}


def of(text, make_claim, words, document, **fields):
    """A claim made by hand whose evidence is `words` of a text, without mentions but those given."""
    from riwaya.model import cut

    start = text.index(words)
    empty = {"voices": (), "cue": None, "agents": (), "targets": (), "places": (), "time": None, "quantities": ()}
    return make_claim(document, **(empty | {"evidence": cut(text, start, start + len(words))} | fields))


@pytest.fixture
def ledger(new_ledger, make_document, make_claim):
    days = {"a/one": "2031-05-06", "b/two": "2031-05-08", "c/three": "2031-07-01"}
    documents = [
        make_document(
            id, text=text, title=None, outlet=f"outlet:{id[0]}", published=Published(days[id], days[id], "sidecar")
        )
        for id, text in REPORTS.items()
    ]
    two, three = REPORTS["b/two"], REPORTS["c/three"]
    claims = [
        make_claim("a/one"),
        of(two, make_claim, "قواتها انسحبت من مطار النخيل", "b/two", event="withdrawal"),
        of(
            three,
            make_claim,
            "سقوط بلدة عين الورد",
            "c/three",
            event="loss",
            stance="denies",
            denial="rebuttal",
            denies_what="event",
        ),
    ]
    with open_ledger(new_ledger, create=True) as opened:
        opened.write_run(documents, claims, version="1")
        yield opened


def found(ledger, text="", **filters):
    page = search(ledger, Query(text=text, **filters))
    assert page.total == len(page.items)
    assert page.exact
    return {hit.document[0] for hit in page.items}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بلدة", "ac"),
        ("البلدة", "ac"),
        ("وبالبلدة", "ac"),
        ("بلده", "ac"),  # ه for ة
        ("بَلْدَة", "ac"),  # diacritics
        ("بلـــدة", "ac"),  # tatweel
        ("ﺑﻠﺪﺓ", "ac"),  # presentation forms
        ("اعلنت", "b"),  # hamza
        ("مدرسة", "b"),
        ("للمدرسة", "b"),
        ("مستشفى", "c"),
        ("المستشفي", "c"),
        ("١٢", "a"),
        ("12", "a"),
        ("عين الورد", "ac"),
        ("الورد عين", "ac"),
        ('"عين الورد"', "ac"),
        ('"الورد عين"', ""),
        ("«بلدة عين الورد»", "ac"),
        ("“بلدة عين", "ac"),  # a quotation mark that is never closed
        ("بلدة -نفى", "a"),
        ('-"عين الورد"', "b"),
        ("بلدة مطار", ""),
        ("Ward", "a"),  # by the name that the gazetteer gives
        ("ayn WARD", "a"),
        ("كلمة", ""),
    ],
)
def test_words_in_any_writing(ledger, text, expected):
    assert found(ledger, text) == set(expected)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"voice": "voice:activists"}, "a"),
        ({"voice": "Activists"}, "a"),
        ({"voice": "ناشطون"}, "a"),
        ({"voice": "voice:nobody"}, ""),
        ({"stance": "denies"}, "c"),
        ({"event": "withdrawal"}, "b"),
        ({"event": "withdrawal", "stance": "denies"}, ""),
        ({"place": "Ayn al-Ward"}, "a"),
        ({"actor": "مقاتلي اللواء الخامس"}, "a"),
        ({"outlet": "outlet:b"}, "b"),
        ({"since": "2031-05-06", "until": "2031-05-06"}, "a"),
        ({"since": "2031-05-07", "until": "2031-06-30"}, "b"),  # a claim without a day has its report's
        ({"since": "2031-05-07"}, "bc"),
        ({"until": "2031-05-07"}, "a"),
        ({"until": "1999-01-01"}, ""),
        ({"text": "بلدة", "stance": "denies"}, "c"),
        ({"text": "مطار", "stance": "denies"}, ""),
        ({"text": "بلدة", "place": "ayn al-ward", "stance": "asserts", "event": "entry"}, "a"),
    ],
)
def test_filters_hold_for_one_claim(ledger, filters, expected):
    assert found(ledger, **filters) == set(expected)


def test_two_filters_must_hold_for_the_same_claim(ledger, make_document, make_claim):
    one = make_claim("d", stance="denies", denial="rebuttal", denies_what="event", event="clash")
    ledger.write_run([make_document("d")], [one, make_claim("d")], version="1")
    assert search(ledger, Query(stance="denies", event="clash")).total == 1
    assert search(ledger, Query(stance="denies", event="entry")).total == 0


def test_reviewed_or_not(ledger):
    [one] = ledger.claims(document="a/one")
    target = Target("claim", one.id)
    day = datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC)
    made = reviews.decide(ledger, Draft("confirm", target, "salma"), reviews.version(ledger, target), now=lambda: day)
    assert found(ledger, reviewed=True) == {"a"}
    assert found(ledger, reviewed=False) == {"b", "c"}
    assert found(ledger, "بلدة", reviewed=True) == {"a"}
    assert found(ledger, "بلدة", reviewed=False, stance="denies") == {"c"}
    reviews.undo(ledger, made.id, who="salma", why="by mistake", now=lambda: day)
    assert found(ledger, reviewed=True) == set()


def test_a_hit_links_to_the_exact_characters(ledger):
    [hit] = search(ledger, Query(text="مُستشفى")).items
    [passage] = hit.passages
    text = REPORTS["c/three"]
    assert text[passage.start : passage.end] == passage.text == "مدارس البلدة مفتوحة، وكلّ المُستشفيات تعمل."
    assert [text[start:end] for start, end in passage.marks] == ["المُستشفيات"]
    assert passage.claims == ()


def test_the_passage_with_most_of_the_words_comes_first(ledger):
    [hit] = search(ledger, Query(text="البلدة مدارس")).items
    assert hit.passages[0].text.startswith("مدارس البلدة")
    assert [REPORTS["c/three"][s:e] for s, e in hit.passages[0].marks] == ["مدارس", "البلدة"]


def test_with_filters_the_passages_are_those_of_the_claims(ledger):
    [hit] = search(ledger, Query(text="مدارس", stance="denies")).items
    [passage] = hit.passages
    [claim] = ledger.claims(document="c/three")
    assert passage.claims == (claim.id,)
    assert passage.start <= claim.evidence.start < claim.evidence.end <= passage.end


def test_a_display_name_is_marked_where_the_mention_stands(ledger):
    [hit] = search(ledger, Query(text="Ward")).items
    [mark] = hit.passages[0].marks
    assert REPORTS["a/one"][slice(*mark)] == "بلدة عين الورد"


def test_pages_part_all_hits_between_them(ledger, make_document):
    ledger.write_run([make_document(f"r/{n:02}") for n in range(25)], [], version="1")
    seen = []
    for offset in range(0, 30, 10):
        page = search(ledger, Query(text="ناشطون"), offset=offset, size=10)
        assert page.total == 25
        seen += [hit.document for hit in page.items]
    assert seen == [f"r/{n:02}" for n in range(25)]  # equals stand in the order of reading


def test_a_query_that_asks_for_nothing_finds_nothing(ledger):
    for text in ("", "  ", '"', '""', "-", "()*:^~", "–", "«»"):
        assert search(ledger, Query(text=text)).items == ()


def test_documents_that_are_gone_are_not_found(ledger, make_document):
    ledger.write_run([make_document("new", text="نص آخر.")], [], version="2")
    assert found(ledger, "بلدة") == set()
    assert found(ledger, "نص") == {"n"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=60),
        st.text("\"'«»“”()*-+:^~&|!<>{}[]\\ بلدةANDORNOTNEAR0\u202e\u200f\u0000", max_size=40),
    )
)
def test_no_query_is_an_error(ledger, text):
    for filters in ({}, {"place": text, "voice": text, "outlet": text, "stance": text, "event": text}):
        page = search(ledger, Query(text=text, **filters))
        assert page.total >= 0


def test_terms_of_a_query():
    asked = terms('بلدة "عين الورد" -قصف «نص» -“لا سلم” بلدة')
    assert asked.wanted == (("بلد",), ("عين", "ورد"), ("نص",))
    assert asked.unwanted == (("قصف",), ("لا", "سلم"))


def test_a_long_report_is_found_by_any_of_its_words(new_ledger, make_document):
    words = " ".join(f"كلمة{chr(0x628 + n % 20)}{chr(0x628 + n // 20 % 20)} شيء" for n in range(12_000))
    text = f"البداية {words} زرافة النهاية"
    with open_ledger(new_ledger, create=True) as opened:
        opened.write_run([make_document("long", text=text)], [], version="1")
        for query in ("البداية", '"زرافة النهاية"', "شيء"):
            [hit] = search(opened, Query(text=query)).items
            assert hit.passages[0].marks


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> قال ناشطون",
        "ن" * 5000 + " قال ناشطون",
        "\u202eقال\u202c ناشطون \u0007 %s {} '; DROP TABLE documents; --",
        "1.2.3:4/5 قال ناشطون 9" + "9" * 3000,
    ],
)
def test_hostile_reports_are_indexed_like_any_other(new_ledger, make_document, text):
    with open_ledger(new_ledger, create=True) as opened:
        opened.write_run([make_document("x", text=text)], [], version="1")
        [hit] = search(opened, Query(text="ناشط قال")).items
        assert all(text[p.start : p.end] == p.text for p in hit.passages)
        opened.check()
