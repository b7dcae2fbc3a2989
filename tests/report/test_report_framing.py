"""Framing on the page: which words outlets use for one referent."""

from report_sample import claim, document, on

from riwaya.report import render
from riwaya.report.framing import build_framing


def test_words_are_counted_by_outlet_with_their_claims() -> None:
    documents, claims = [], []
    for name, text in (("one", "تحرير الحديدة"), ("two", "سقوط الحديدة")):
        documents.append(document(name, text, published=on("2018-06-16")))
        place = [("الحديدة", "Hodeidah", "place:hodeidah", "unresolved")]
        claims.append(claim(documents[-1], text, "capture", "asserts", places=place))
    [entry] = build_framing(documents, claims)
    assert (entry["r"], entry["n"]) == ("taking", 2)
    assert sorted(forms[0] for _, forms in entry["o"]) == [
        ["تحرير", 1, [claims[0].id]],
        ["سقوط", 1, [claims[1].id]],
    ]
    assert "across_framing" in render(documents, claims)


def test_one_word_for_all_is_no_pair() -> None:
    one = document("one", "تحرير الحديدة", published=on("2018-06-16"))
    place = [("الحديدة", "Hodeidah", "place:hodeidah", "unresolved")]
    assert build_framing([one], [claim(one, "تحرير الحديدة", "capture", "asserts", places=place)]) == []
