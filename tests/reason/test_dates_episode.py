"""Five undated reports on one town: with one anchor one of them is fixed, and no set excludes the truth."""

import datetime
from pathlib import Path

import pytest

from riwaya.extract import extract
from riwaya.model import Document
from riwaya.model.ids import sha256
from riwaya.reason import Material, Report, material
from riwaya.reason.dates import date_reports, parse

pytestmark = pytest.mark.shared

TRUE = {
    "003": ("2017-11-07", "2017-11-07"),
    "000": ("2017-11-09", "2017-11-09"),
    "001": ("2017-11-11", "2017-11-12"),
    "002": ("2017-11-11", "2017-11-16"),
    "004": ("2017-11-19", "2017-11-19"),
}


@pytest.fixture(scope="module")
def five(shared: Path) -> Material:
    documents = []
    for path in sorted((shared / "corpora/bukamal-2017").glob("*.txt")):
        raw = path.read_bytes()
        documents.append(Document(path.stem[:3], raw.decode(), sha256(raw)))
    claims = [claim for document in documents for claim in extract(document).claims]
    return material(claims, map(Report.of, documents))


@pytest.mark.parametrize("with_record", [False, True])
def test_every_true_day_is_in_its_set_and_only_the_tuesday_report_is_fixed(five: Material, with_record: bool) -> None:
    found = date_reports(five, [parse("capture of Deir ez-Zor = 2017-11-03")], with_record=with_record)
    for id, (first, last) in TRUE.items():
        assert any(first <= day <= last for day in found[id].likely()), (id, found[id].likely())
    assert found["003"].best == "2017-11-07"
    assert found["003"].days["2017-11-07"] > 0.7
    assert [id for id in TRUE if found[id].earliest == found[id].latest] in (["003"], [])


def test_side_events_narrow_the_others(five: Material) -> None:
    one = date_reports(five, [parse("capture of Deir ez-Zor = 2017-11-03")], with_record=False)
    more = [parse("capture of Deir ez-Zor = 2017-11-03"), parse("capture of Qaim by Iraqi army = 2017-11-03")]
    two = date_reports(five, more, with_record=False)
    assert len(two["001"].likely()) < len(one["001"].likely()) / 2
    assert any("2017-11-11" <= day <= "2017-11-12" for day in two["001"].likely())


def test_a_day_is_a_day(five: Material) -> None:
    for dated in date_reports(five).values():
        assert all(datetime.date.fromisoformat(day) for day in dated.days)
