"""From whom a place was taken, where only the rest of the report says it."""

from riwaya.extract import extract
from riwaya.extract.opponents import RULE
from riwaya.model import Claim, Document, Published


def claims_of(text: str) -> tuple[Claim, ...]:
    """The claims of a text."""
    return extract(Document("d", text, "0", published=Published())).claims


def whom(text: str, event: str) -> list[str]:
    """Whom the first claim of a type was against."""
    claim = next(c for c in claims_of(text) if c.event == event)
    return [t.text for t in claim.targets]


def test_the_one_fought_before_the_town_was_taken() -> None:
    text = "اندلعت معارك بين الجيش السوداني وقوات الدعم السريع في سنجة. واستعاد الجيش السوداني مدينة سنجة."
    assert whom(text, "recapture") == ["قوات الدعم السريع"]


def test_what_comes_after_tells_it_as_well() -> None:
    text = "سيطرت طالبان على مديرية شيندند. وجاء ذلك بعد معارك بين الجيش الأفغاني وطالبان قرب القاعدة."
    assert whom(text, "capture") == ["الجيش الأفغاني"]


def test_who_held_the_place() -> None:
    text = "يسيطر الحوثيون على مدينة الحزم منذ عامين. وقال شيخ قبلي إن قوات العمالقة سيطرت على مدينة الحزم."
    assert whom(text, "capture") == ["الحوثيون"]


def test_the_claim_says_that_it_was_inferred_and_keeps_its_steps() -> None:
    text = "اندلعت معارك بين الجيش السوداني وقوات الدعم السريع في سنجة. واستعاد الجيش السوداني مدينة سنجة."
    found = extract(Document("d", text, "0", published=Published()), trace=True)
    claim = next(c for c in found.claims if c.event == "recapture")
    assert RULE in claim.rules
    assert any(step.rule == RULE for step in found.steps[claim.id])
    assert all(c.id in found.steps for c in found.claims)


def test_nobody_where_the_report_names_no_opponent() -> None:
    assert whom("سيطرت قوات العمالقة على مدينة الحزم.", "capture") == []


def test_an_ally_is_no_opponent() -> None:
    text = "شن الجيش السوداني وكتيبة البراء هجوما على قوات الدعم السريع في الفاشر. واستعادت كتيبة البراء قاعدة الزرق."
    assert whom(text, "recapture") == ["قوات الدعم السريع"]


def test_whose_grip_it_was() -> None:
    assert whom("حرر الجيش العراقي بلدة الزاب من قبضة تنظيم داعش.", "capture") == ["تنظيم داعش"]


def test_of_an_actor_of_no_known_side_the_one_armed_party_that_is_not_his_own() -> None:
    text = "بسطت قواتنا سيطرتها على مجمع الجامعة في سرت. وتحصن مقاتلو تنظيم داعش في الأحياء البحرية."
    assert whom(text, "capture") == ["تنظيم داعش"]


def test_government_forces_are_those_of_the_war_that_the_report_is_of() -> None:
    text = "سيطرت حركة طالبان على مقر الشرطة في مدينة غزنة. وتراجعت القوات الحكومية إلى المطار."
    assert whom(text, "capture") == ["القوات الحكومية"]


def test_one_actor_by_a_longer_and_a_shorter_name() -> None:
    text = "اندلعت معارك بين المقاومة الشعبية والحوثيين في مدينة لودر. وسيطر مقاتلو المقاومة الشعبية على مبنى المديرية."
    assert whom(text, "capture") == ["الحوثيين"]


def test_nobody_where_parties_of_two_other_sides_are_named() -> None:
    text = (
        "سيطر مسلحون مجهولون على بلدة مرادة. وقال الجيش الوطني الليبي إنه يراقب الوضع، "
        "فيما لم تعلق حكومة الوفاق الوطني، ونفى تنظيم داعش أن يكون في المنطقة."
    )
    assert whom(text, "capture") == []


def test_a_share_of_a_town_is_not_taken_from_the_town() -> None:
    assert whom("استعاد المتمردون أكثر من نصف الأحياء من مدينة ماركا.", "recapture") == []


def also_called(text: str, event: str) -> tuple[str, ...]:
    """The other names of who acts in the first claim of a type."""
    claim = next(c for c in claims_of(text) if c.event == event)
    return claim.agents[0].also


def test_the_enemy_is_the_one_armed_group_of_the_report() -> None:
    text = "استعاد الجيش العراقي مدينة راوة من تنظيم داعش. وقال ضابط إن العدو فجر عربتين مفخختين في قضاء عنه."
    assert "تنظيم داعش" in also_called(text, "vehicle_bomb")


def test_gunmen_may_be_anybodys() -> None:
    text = "استعاد الجيش العراقي مدينة راوة من تنظيم داعش. وفي كركوك هاجم مسلحون مجهولون نقطة تفتيش."
    assert "تنظيم داعش" not in also_called(text, "attack")


def test_a_name_in_full_behind_a_word_for_any_army() -> None:
    claim = next(c for c in claims_of("سيطرت وحدات من الجيش العراقي على مدينة تلعفر.") if c.event == "capture")
    assert [(a.text, a.name) for a in claim.agents] == [("وحدات من الجيش العراقي", "Iraqi army")]
