"""Profiles of outlets and voices, and the words they use."""

import json

from riwaya.reason import Analysis, Material, material
from riwaya.reason.framing import framing
from riwaya.reason.inputs import read_claims, read_reports
from riwaya.reason.sources import Profile, as_json, profiles

ARMY = {"text": "الجيش السوري", "entity": "actor:syria-army"}
IS = {"text": "إرهابيي داعش", "entity": "actor:islamic-state", "start": 40, "end": 52}
MOSUL = [{"text": "الموصل", "entity": "place:mosul"}]


def voice(text: str, kind: str, entity: str | None = None) -> list[dict[str, object]]:
    return [{"text": text, "start": 0, "end": len(text), "kind": kind, "entity": entity}]


def stuff(*lines: dict[str, object], days: dict[str, str]) -> Material:
    claims, problems = read_claims([json.dumps(line).encode() for line in lines], "claims")
    assert not problems
    reports = [{"id": id, "published": day, "outlet": f"outlet:{id}"} for id, day in days.items()]
    return material(claims, read_reports([json.dumps(report).encode() for report in reports], "documents")[0])


def found(what: Material) -> dict[str, Profile]:
    return {profile.id: profile for profile in profiles(Analysis.of(what))}


def capture(document: str, **more: object) -> dict[str, object]:
    line = {"id": f"{document}{len(more)}", "document": document, "event": "capture", "places": MOSUL, "agents": [ARMY]}
    line |= {"time": {"earliest": "2017-07-09", "latest": "2017-07-09"}, "evidence": "سيطرة الجيش على الموصل"}
    return line | more


def test_who_told_first_and_who_was_denied() -> None:
    what = stuff(
        capture("early", voices=voice("قيادة الجيش", "military", "actor:syria-army")),
        capture("late"),
        capture("later", stance="denies", voices=voice("داعش", "armed_group", "actor:islamic-state")),
        days={"early": "2017-07-09", "late": "2017-07-10", "later": "2017-07-11"},
    )
    by_id = found(what)
    assert (by_id["outlet:early"].first, by_id["outlet:late"].first) == (1, 0)
    assert by_id["outlet:early"].denied == 1
    assert by_id["actor:syria-army"].claims == 1
    assert by_id["actor:syria-army"].denied == 1
    assert by_id["actor:islamic-state"].denied == 0


def test_nobody_is_first_on_the_same_day() -> None:
    what = stuff(capture("one"), capture("two"), days={"one": "2017-07-09", "two": "2017-07-09"})
    assert {profile.first for profile in found(what).values()} == {0}


def test_private_persons_are_pooled_and_institutions_are_not() -> None:
    what = stuff(
        capture("a", voices=voice("الناشط سامر", "activist")),
        capture("b", voices=voice("الناشطة هند", "activist")),
        capture("c", voices=voice("المرصد السوري", "monitor", "voice:sohr")),
        days={"a": "2017-07-09", "b": "2017-07-10", "c": "2017-07-10"},
    )
    by_id = found(what)
    assert by_id["pool:activist"].claims == 2
    assert by_id["voice:sohr"].claims == 1
    assert not any("سامر" in as_json(profile) or "هند" in as_json(profile) for profile in by_id.values())


def test_framing_counts_each_stretch_of_text_once_with_its_span() -> None:
    line = capture("a", targets=[IS], evidence={"start": 0, "end": 21, "text": "تحرير مدينة الموصل من"})
    again = line | {"id": "again", "event": "recapture"}
    used = [usage for usage, _ in framing(stuff(line, again, days={"a": "2017-07-09"}).claims)]
    assert [(u.referent, u.form, u.start, u.text) for u in used if u.referent != "actor:syria-army"] == [
        ("taking", "تحرير", 0, "تحرير"),
        ("actor:islamic-state", "داعش", 48, "داعش"),
    ]


def test_json_has_the_contract_keys_and_no_grade() -> None:
    line = json.loads(as_json(found(stuff(capture("a"), days={"a": "2017-07-09"}))["outlet:a"]))
    keys = ["voice", "kind", "claims", "first", "repeated", "denied", "framing", "reliability"]
    assert list(line) == keys
    assert line["reliability"] is None
    assert line["framing"][0] == {"referent": "actor:syria-army", "form": "جيش", "n": 1}
