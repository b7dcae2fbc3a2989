"""Versions of one article: found, ordered, and what the editing changed."""

import pytest
from make_claims import claim, report, stuff

from riwaya.lang.load import read_entries
from riwaya.reason import Analysis
from riwaya.reason.versions import _says_corrected

TOWN = "place:x-town"
URL = "https://www.example.org/news/17/"


def dead(document: str, number: int, **more: object) -> object:
    quantities = [{"value": number, "unit": "people"}]
    return claim(document, "killed", at=TOWN, voices="actor:v", time="2020-05-01", quantities=quantities, **more)


def chains(*claims_and_reports: object) -> Analysis:
    return Analysis.of(stuff(*claims_and_reports))  # type: ignore[arg-type]


def test_one_address_is_one_article() -> None:
    old, new = dead("a", 4), dead("b", 14)
    found = chains(
        [old, new],
        report("b", "2020-05-02", url="http://example.org/news/17#top", text="قتل أربعة عشر"),
        report("a", "2020-05-01", url=URL, text="قتل أربعة"),
    )
    [chain] = found.versions()
    assert chain.reports == ("a", "b")
    assert chain.edits[0].changed == ((old.id, new.id),)
    assert chain.edits[0].silent is True
    [related] = [r for r in found.relations() if {r.a, r.b} == {old.id, new.id}]
    assert (related.type, related.a, related.b) == ("supersedes", new.id, old.id)
    assert "silently" in related.reasons[0]


def test_a_claim_that_the_newer_version_denies_is_taken_back() -> None:
    told = claim("a", "capture", by="actor:x", at=TOWN, time="2020-05-01")
    denied = claim("b", "capture", by="actor:x", at=TOWN, time="2020-05-01", stance="denies", denial="negation")
    found = chains(
        [told, denied],
        report("a", "2020-05-01", outlet="outlet:o", url=URL, text="سيطرت القوات"),
        report("b", "2020-05-01", outlet="outlet:o", url=URL, version_of="a", text="تصحيح: لم تسيطر القوات"),
    )
    [chain] = found.versions()
    assert chain.edits[0].reversed == ((told.id, denied.id),)
    assert chain.edits[0].silent is False
    assert [(r.type, r.a, r.b) for r in found.relations()] == [("retracts", denied.id, told.id)]


def test_what_was_added_and_removed() -> None:
    kept, gone = claim("a", "clash", by="actor:x", at=TOWN), claim("a", "airstrike", by="actor:y", at=TOWN)
    same, new = claim("b", "clash", by="actor:x", at=TOWN), claim("b", "shelling", by="actor:y", at=TOWN)
    found = chains([kept, gone, same, new], report("a", url=URL), report("b", url=URL))
    [edit] = found.versions()[0].edits
    assert (edit.added, edit.removed, edit.changed, edit.silent) == ((new.id,), (gone.id,), (), None)


@pytest.mark.parametrize(
    ("first", "second", "versions"),
    [
        ({"url": URL}, {"url": "https://example.org/news/18"}, 0),
        ({"url": URL, "text": "واحد"}, {"url": URL, "text": "واحد"}, 0),
        ({"title": "أنباء", "outlet": "outlet:o", "text": "دخلت القوات البلدة فجرا وقتل أربعة"}, {}, 0),
        (
            {"title": "أنباء", "outlet": "outlet:o", "text": "دخلت القوات البلدة فجرا وقتل أربعة"},
            {"title": "أنباء", "outlet": "outlet:o", "text": "دخلت القوات البلدة فجرا وقتل ستة"},
            1,
        ),
        (
            {"title": "أنباء", "outlet": "outlet:o", "text": "دخلت القوات البلدة فجرا وقتل أربعة"},
            {"title": "أنباء", "outlet": "outlet:o", "text": "نزح السكان عن القرى المجاورة مساء أمس"},
            0,
        ),
    ],
)
def test_what_is_a_version(first: dict[str, str], second: dict[str, str], versions: int) -> None:
    assert len(chains([], report("a", **first), report("b", **second)).versions()) == versions


def test_words_of_correction() -> None:
    for entry in read_entries("corrections.yaml", dict):
        for example in entry["examples"]:
            assert _says_corrected(example, ""), example
        for example in entry["not"]:
            assert not _says_corrected(example, ""), example
