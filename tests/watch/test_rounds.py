"""Rounds that work out only the places of new reports tell what rounds that work out everything tell."""

import pytest
from watched import ARMY, DENIAL, ISLAMIC_STATE, NOTHING, Desk

from riwaya.watch.detect import Detector
from riwaya.workspace import updating

ELSEWHERE = "أعلن الجيش السوري السيطرة على مدينة الرستن بالكامل يوم الاثنين."


@pytest.fixture
def only_what_is_new(monkeypatch):
    """Small ledgers, too, are brought up to date place by place. How often everything is worked out."""
    monkeypatch.setattr(updating, "WHOLE", 0)
    monkeypatch.setattr(updating, "MUCH", 0)
    monkeypatch.setattr(updating, "GROWN", 0)
    calls, derive = [], updating.derive
    monkeypatch.setattr(updating, "derive", lambda *args, **values: calls.append(1) or derive(*args, **values))
    return calls


def days(desk):
    """Some rounds, each with a report; what they came to, and the alerts."""
    found = []
    for name, text, date in (
        ("army", ARMY, "2017-03-05"),
        ("denial", DENIAL, "2017-03-05"),
        ("elsewhere", ELSEWHERE, "2017-03-07"),
        ("other", ISLAMIC_STATE, "2017-03-08"),
        ("nothing", NOTHING, "2017-03-09"),
        ("again", ISLAMIC_STATE, "2017-03-08"),
    ):
        desk.report(name, text, date=date, outlet="منبر الأحد" if name in ("other", "again") else f"منبر {name}")
        done = desk.round()
        found.append((done.read, done.duplicates, done.found, done.told))
    return found, sorted(alert["id"] for alert in desk.alerts())


def desk_in(folder, clock):
    folder.mkdir()
    return Desk(folder, clock)


def test_alerts_are_those_of_rounds_that_work_out_everything(tmp_path, clock, only_what_is_new, monkeypatch):
    some = days(desk_in(tmp_path / "some", clock))
    assert len(only_what_is_new) == 1, "the first round alone works out everything"
    monkeypatch.setattr(updating, "WHOLE", 10**6)
    assert days(desk_in(tmp_path / "all", clock)) == some
    found, ids = some
    assert found[-1] == (0, 1, 0, 0), "the same report again is a duplicate"
    assert len(ids) == len(set(ids)) == sum(told for *_, told in found) > 2


def test_what_a_round_that_was_killed_did_not_look_at_is_told_by_the_next(desk_folder, only_what_is_new, monkeypatch):
    desk = desk_folder
    desk.report("army", ARMY)
    desk.round()
    desk.report("denial", DENIAL, outlet="منبر الأحد")
    look = Detector.look
    monkeypatch.setattr(Detector, "look", lambda *args, **values: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desk.round()
    monkeypatch.setattr(Detector, "look", look)
    assert desk.round().told == len(desk.alerts()) > 1
    assert desk.round().told == 0


@pytest.fixture
def desk_folder(tmp_path, clock):
    return Desk(tmp_path, clock)
