"""Fights for a place, what stands beside it, what came before the news, and headlines that say more than their body."""

import pytest

from riwaya.extract import extract
from riwaya.model import Claim, Document, Published


def claims(text: str) -> tuple[Claim, ...]:
    return extract(Document("case", text, "0", published=Published())).claims


def of(event: str, text: str) -> Claim:
    told = [c for c in claims(text) if c.event == event]
    assert told, f"no {event} in {[(c.event, c.evidence.text) for c in claims(text)]}"
    return told[-1]


def first_place(claim: Claim) -> tuple[str, str | None, str]:
    place = claim.places[0]
    return place.text, place.entity, place.precision


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("قال ضابط إن معركة استعادة قاعدة الجفرة بدأت فجرا.", "recapture", "expects"),
        ("أضاف القائد أن عملية تحرير مدينة سبها بالكامل ستحسم قريبا.", "capture", "expects"),
        ("أعلن الجيش انطلاق حملة تحرير مدينة الشدادي.", "capture", "expects"),
        ("جرح تسعة جنود خلال عملية اقتحام مدينة ودمدني.", "entry", "expects"),
        # --- won, over, or long past ---
        ("أعلن الجيش إنجاز عملية تحرير مدينة سبها بالكامل.", "capture", "asserts"),
        ("أعلن الجيش انتهاء معركة تحرير مدينة سبها.", "capture", "asserts"),
        ("عاد السكان بعد عملية تحرير مدينة سبها.", "capture", "asserts"),
        # --- no fight for a place ---
        ("أعلن الجيش تحرير مدينة سبها.", "capture", "asserts"),
        ("نفذت القوات عملية تمشيط بلدة تراغن.", "clearing", "asserts"),
    ],
)
def test_a_fight_for_a_place_is_no_taking_of_it(text: str, event: str, stance: str) -> None:
    assert of(event, text).stance == stance


def test_a_definite_noun_with_attributes_is_the_place_itself_unless_they_pick_a_part() -> None:
    told = "سيطر الجيش على قاعدة الوطية فجرا. "
    assert first_place(of("recapture", told + "واستعاد الجيش القاعدة الجوية بعد ساعات."))[1:] == (
        "place:watiya-air-base",
        "point",
    )
    part = first_place(of("clearing", told + "ويمشط الجيش القاعدة القديمة منذ الظهر."))
    assert part[2] == "part"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("سيطرت السرايا على مفرق الوطية القريب من قاعدة الوطية.", None),
        ("سيطرت السرايا على معسكر الوطية المجاور لقاعدة الوطية.", None),
        ("سيطرت السرايا على قاعدة الوطية القريبة من الحدود.", "place:watiya-air-base"),
        ("سيطرت السرايا على قاعدة الوطية غرب البلاد.", "place:watiya-air-base"),
    ],
)
def test_what_lies_at_or_beside_a_base_is_not_the_base(text: str, entity: str | None) -> None:
    assert of("capture", text).places[0].entity == entity


def test_what_was_said_or_done_before_the_news_is_marked() -> None:
    rule = "time:before-the-news"
    said = "سيطر الجيش على قاعدة الوطية. وكان قائد ميداني قد قال إن الجيش دخل القاعدة."
    assert rule in of("entry", said).rules
    assert rule not in of("capture", said).rules
    done = "سيطر الجيش على قاعدة الوطية. وكانت السرايا قد دخلت القاعدة من الغرب."
    assert rule in of("entry", done).rules
    assert rule not in of("shelling", "كان الجيش يقصف بلدة العجيلات كل ليلة.").rules


def test_a_headline_that_says_who_took_a_place_is_kept_where_the_body_only_tells_the_fight() -> None:
    title = "السرايا تطرد الجيش من قاعدة الوطية\n\n"
    body = "دارت اشتباكات بين السرايا والجيش بعد نجاح السرايا في اقتحام قاعدة الوطية ظهر أمس."
    assert next(c.event for c in claims(title + body)) == "capture"
    again = "طردت السرايا الجيش من قاعدة الوطية ظهر أمس بعد اشتباكات عنيفة."
    assert sum(c.event == "capture" for c in claims(title + again)) == 1


def test_an_army_and_its_allies_are_not_the_enemys() -> None:
    text = "اعتمد تنظيم داعش على شبكة أنفاق داخل بلدة الشدادي. وبهذا سقطت البلدة بيد الجيش السوري وحلفائه."
    assert all(actor.entity != "actor:islamic-state" for actor in of("capture", text).agents)
    own = "تراجع تنظيم داعش أمس. وقتل عشرة من عناصره في بلدة الشدادي."
    assert of("killed", own).targets[0].entity == "actor:islamic-state"
