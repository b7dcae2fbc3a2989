"""Outlet ids from names, handles and addresses."""

import pytest

from riwaya.read.outlets import outlet_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CNN Arabic", "outlet:cnn-arabic"),
        ("cnnarabic", "outlet:cnn-arabic"),
        ("@cnnarabic", "outlet:cnn-arabic"),
        ("https://arabic.cnn.com/middle-east/2017/11/08", "outlet:cnn-arabic"),
        ("WWW.ENABBALADI.NET", "outlet:enab-baladi"),
        ("عنب بلدي", "outlet:enab-baladi"),
        ("عَنَب  بلدي", "outlet:enab-baladi"),
        ("الأناضول", "outlet:anadolu"),
        ("الاناضول", "outlet:anadolu"),
        ("outlet:my-paper", "outlet:my-paper"),
        ("The Valley Gazette", "outlet:the-valley-gazette"),
        ("news.valley.example", "outlet:news-valley-example"),
        ("مرصد الوادي", "outlet:mrsd-alwady"),
        (None, None),
        ("", None),
        ("  ", None),
    ],
)
def test_one_outlet_under_all_its_forms(name: str | None, expected: str | None) -> None:
    assert outlet_id(name) == expected


@pytest.mark.parametrize("name", ["新华社", "ТАСС", "?!", "http://[", "://", "\ud800"])
def test_any_name_gives_a_stable_ascii_id(name: str) -> None:
    first = outlet_id(name)
    assert first is not None
    assert first.isascii()
    assert len(first) > len("outlet:")
    assert outlet_id(name) == first


def test_different_unknown_names_keep_different_ids() -> None:
    assert outlet_id("新华社") != outlet_id("朝日新聞")


def test_an_outlet_has_one_id_as_publisher_and_as_voice():
    """What a report credits must be found among the reports of whom it credits."""
    from riwaya.gazetteer.actors import actors
    from riwaya.read.outlets import _table

    rows = actors().rows
    close = {id.replace("-", ""): id for id in rows if id.startswith("outlet:")}
    twice = {
        id: close[id.replace("-", "")] for id in _table().values() if id not in rows and id.replace("-", "") in close
    }
    assert twice == {}
