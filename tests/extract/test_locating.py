"""Where and when: references to places, what lends a claim its place and day, what is no place."""

import pytest

from riwaya.extract import extract
from riwaya.model import Claim, Document, Published


def claims(text: str, published: str | None = None) -> tuple[Claim, ...]:
    when = Published(published, published, "sidecar") if published else Published()
    return extract(Document("case", text, "0", published=when)).claims


def of(event: str, found: tuple[Claim, ...]) -> Claim:
    told = [c for c in found if c.event == event]
    assert told, f"no {event} in {[(c.event, c.evidence.text) for c in found]}"
    return told[-1]


def places(claim: Claim) -> list[str]:
    return [p.text for p in claim.places]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        # --- the city, its parts, "in it" ---
        ("هاجم مسلحون بلدة تمبول. وفر السكان من البلدة ليلا.", "displacement", ["بلدة تمبول"]),
        ("حاصرت القوات مدينة كادقلي شهرا. ثم دخلت وحداتها وسط المدينة.", "entry", ["وسط المدينة"]),
        ("اقتحم الجيش مخيم نور شمس فجرا، وقال سكان إن القتال مستمر فيه.", "clash", ["مخيم نور شمس"]),
        ("أعلنت الحركة أنها دخلت مدينة سنجة وأن الجيش لم يغادرها.", "withdrawal", ["مدينة سنجة"]),
        ("تقدمت القوات نحو مدينة مزدة وقصفت أطرافها بالمدفعية.", "shelling", ["مدينة مزدة"]),
        ("انتزعت الكتيبة مطار كيسمايو، وما زال المطار تحت سيطرتها.", "control", ["مطار كيسمايو"]),
        # --- nearest told, neither where somebody spoke nor where it leads to ---
        (
            "قصف الطيران بلدة حجة. وقال ناطق باسم الجيش في مؤتمر صحفي بالقاهرة إن الغارة قتلت تسعة مسلحين.",
            "killed",
            ["بلدة حجة"],
        ),
        (
            "نصب مقاتلون كمينا لرتل عند بلدة بولو مرير، ولاذ الناجون بالفرار باتجاه مقديشو. وقتل سبعة جنود.",
            "killed",
            ["بلدة بولو مرير"],
        ),
        ("قتل أربعة أشخاص جراء قصف مدفعي على حي الدرج.", "killed", ["حي الدرج"]),
        # --- unknown names by their grammar ---
        ("سيطرت القوات على منطقة الدهيبات بعد قتال.", "capture", ["منطقة الدهيبات"]),
        ("انفجرت عبوة عند مفرق أم جرين صباحا.", "bombing", ["مفرق أم جرين"]),
        ("دارت اشتباكات في مناطق متفرقة من مدينة تعز.", "clash", ["مناطق متفرقة", "مدينة تعز"]),
        # --- names whose first word is a head word ---
        ("قصفت الطائرات محافظة ريف دمشق.", "airstrike", ["محافظة ريف دمشق"]),
        # --- states ---
        ("قتل ستة جنود في سوريا.", "killed", ["سوريا"]),
        ("شنت طائرات التحالف بقيادة السعودية غارة على مدينة حرض.", "airstrike", ["مدينة حرض"]),
    ],
)
def test_places(text: str, event: str, expected: list[str]) -> None:
    assert places(of(event, claims(text))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "أسقطت الدفاعات محلقة من نوع «هرمز 450» قرب بلدة الطيبة.",
        "نقلت وكالة غوطة برس أن قذيفة سقطت على السوق.",
        "دارت اشتباكات مع مسلحي «مجلس ثوار بنغازي» قرب المرفأ.",
    ],
)
def test_names_in_names_are_no_places(text: str) -> None:
    told = {p.text for c in claims(text) for p in c.places}
    assert not told & {"هرمز", "غوطة", "بنغازي"}


def test_a_reference_keeps_the_pin_and_says_that_it_is_a_part() -> None:
    claim = of("entry", claims("حاصرت القوات مدينة كادقلي شهرا. ثم دخلت وحداتها وسط المدينة."))
    place = claim.places[0]
    assert place.entity == "place:kadugli"
    assert place.precision == "part"
    assert "مدينة كادقلي" in place.also


def test_an_unknown_place_has_no_pin() -> None:
    place = of("capture", claims("سيطرت القوات على منطقة الدهيبات بعد قتال.")).places[0]
    assert (place.entity, place.lat, place.precision) == (None, None, "unresolved")


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        # the day of the saying, where the content has none of its own
        ("أعلن المتحدث العسكري، أمس الأحد، أن الجيش سيطر على مدينة شوشة.", "capture", "2020-11-08"),
        # told as going on
        ("وقال قائد ميداني إن قواته تحاصر مدينة أجدابيا.", "siege", "2020-11-09"),
        ("وأفاد سكان بأن الاشتباكات مستمرة في حي أبو سليم.", "clash", "2020-11-09"),
        # the next day, the same day: counted from the day told last, and only once
        ("دخلت القوات مدينة زنجبار في الثالث من نوفمبر ثم انسحبت منها في اليوم التالي.", "withdrawal", "2020-11-04"),
        (
            "قصف الطيران بلدة حيس يوم 2 نوفمبر. وفي اليوم التالي هاجمت القوات بلدة الخوخة وقتلت خمسة مسلحين.",
            "killed",
            "2020-11-03",
        ),
        ("دخل الجيش بلدة حيس يوم 2 نوفمبر. ومساء اليوم نفسه قصفت الطائرات البلدة.", "airstrike", "2020-11-02"),
        # yesterday, as it is said at home
        ("يا جماعة الجيش دخل بلدة حيس البارح.", "entry", "2020-11-08"),
        # the length of the fight is not that of the taking
        ("سيطر الجيش أمس على بلدة حيس بعد اشتباكات استمرت تسعة أيام.", "capture", "2020-11-08"),
        # the day that the story is at
        (
            "هاجم مسلحون أمس ثكنة في مدينة سيفاري. وأصيب تسعة جنود. وقتل أربعة من المهاجمين.",
            "killed",
            "2020-11-08",
        ),
    ],
)
def test_days(text: str, event: str, day: str) -> None:
    time = of(event, claims(text, "2020-11-09")).time
    assert time is not None
    assert (time.earliest, time.latest) == (day, day)


@pytest.mark.parametrize(
    ("text", "event", "offset"),
    [
        # of several weekdays the latest is the day of the report, or the day before
        ("قصف الطيران بلدة حيس الثلاثاء. وكان الجيش قد دخل بلدة الخوخة الاثنين.", "airstrike", (-1, 0)),
        ("قصف الطيران بلدة حيس الثلاثاء. وكان الجيش قد دخل بلدة الخوخة الاثنين.", "entry", (-2, -1)),
        ("قصف الطيران بلدة حيس الثلاثاء. ودخل الجيش بلدة الخوخة الجمعة الماضي.", "entry", (-5, -4)),
        # ... but "last Monday" may be one or eight days before a Tuesday
        ("قصف الطيران بلدة حيس الثلاثاء. ودخل الجيش بلدة الخوخة الاثنين الماضي.", "entry", (-7, -1)),
        ("دخل الجيش بلدة الخوخة الجمعة الماضي.", "entry", (-7, -1)),
    ],
)
def test_weekdays_of_an_undated_report(text: str, event: str, offset: tuple[int, int]) -> None:
    time = of(event, claims(text)).time
    assert time is not None
    assert time.offset_days == offset


def test_an_hour_may_have_a_line_to_itself() -> None:
    text = (
        "مباشر: معارك أم درمان\n\n06:40\nقصف مدفعي على حي الفتيحاب.\n\n"
        "09:15 بتوقيت السودان\nطائرة أغارت على سوق ليبيا.\n\nقتل ثلاثة حراس.\n"
    )
    found = claims(text, "2023-08-14")
    for event in ("shelling", "airstrike"):
        time = of(event, found).time
        assert time is not None
        assert time.earliest == "2023-08-14"
    assert "time:live" not in of("killed", found).rules


def test_a_live_page_tells_of_its_day() -> None:
    text = "مباشر: معارك أم درمان\n\n06:40 قصف مدفعي على حي الفتيحاب.\n\n09:15 شهود: طائرة أغارت على سوق ليبيا.\n"
    for event in ("shelling", "airstrike"):
        time = of(event, claims(text, "2023-08-14")).time
        assert time is not None
        assert time.earliest == "2023-08-14"


@pytest.mark.parametrize(
    "text",
    [
        "تقع بلدة القناوص على بعد ستين كيلومترا من مدينة الحديدة.",
        "تعمل الوزارة على مواجهة الظروف الصعبة في مدينة عدن.",
        "دخل الحصار شهره السادس.",
        "تقدمت الأسرة بشكوى إلى شرطة مدينة تعز.",
        "يغير الجنود زيهم في مدينة السويس.",
        "ينص الاتفاق الذي يقضي بتشكيل لجنة على عودة الموظفين.",
        "وصلت أسرة من مدينة سيئون لزيارة أقاربها.",
        "سرق لصوص سيارة مدير المدرسة في مدينة المكلا.",
    ],
)
def test_tells_no_event(text: str) -> None:
    assert claims(text) == ()


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("انسحبت القوات إلى مدينة القائم.", ["مدينة القائم"], "place:destination"),
        ("انسحب الجيش إلى أربيل من الموصل.", ["الموصل", "أربيل"], "place:destination-last"),
        ("دخل الجيش مدينة زنجبار التي انكفأ إليها المسلحون.", ["مدينة زنجبار"], "place:destination"),
        ("انسحب الجيش من الموصل.", ["الموصل"], None),
        ("وصل الجيش إلى أربيل وانسحب من الموصل.", ["الموصل"], None),
    ],
)
def test_the_place_left_is_told_from_where_they_went(text: str, expected: list[str], rule: str | None) -> None:
    found = of("withdrawal", claims(text))
    assert places(found) == expected
    assert [r for r in found.rules if r.startswith("place:destination")] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        # a joined preposition puts its place before the verb behind it, not after the one before it
        ("وفي مقبنة جرح أربعة فتية في غارتين، وفي دمت لقي ثلاثة حتفهم.", "injured", ["مقبنة"]),
        ("وفي مقبنة جرح أربعة فتية في غارتين، وفي دمت لقي ثلاثة حتفهم.", "killed", ["دمت"]),
        ("شن الطيران غارات على كادقلي، وفي نيالا قصف المتمردون السوق وقتلوا سبعة.", "killed", ["نيالا"]),
        # the same town is one that was called so
        (
            "هاجم مسلحون بلدة تمبول. وقال مسؤول في بورتسودان إن ستة قتلوا في البلدة نفسها.",
            "killed",
            ["بلدة تمبول"],
        ),
    ],
)
def test_round_ups(text: str, event: str, expected: list[str]) -> None:
    assert places(of(event, claims(text))) == expected


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        # the two towns: two that are joined, or the last two called so
        (
            "قصفت الطائرات بلدتي دابق وصوران، وقال ناشطون إن الغارات على البلدتين أوقعت سبعة قتلى.",
            "killed",
            ["بلدتي دابق", "صوران"],
        ),
        (
            "دخل الجيش مدينة رفاعة ومدينة الحصاحيصا. ثم انسحب من المدينتين.",
            "withdrawal",
            ["مدينة رفاعة", "مدينة الحصاحيصا"],
        ),
        (
            "هاجم مسلحون قرية كامبو وقرية كاوري. وقال الجيش إنه استعاد القريتين.",
            "recapture",
            ["قرية كامبو", "قرية كاوري"],
        ),
        # ... but a town may be called so
        ("سيطر التنظيم على بلدة القريتين. وقصفت الطائرات القريتين.", "airstrike", ["القريتين"]),
        ("دارت معارك في قريتين قرب مدينة سراقب.", "clash", ["قريتين قرب مدينة سراقب"]),
        # where the doer is stationed is not where it happened; where who is hit is stationed, is
        ("قتل رجل في مدينة تعز. وجرح ابنه برصاص قناص يتمركز في تبة السلال.", "injured", ["مدينة تعز"]),
        ("قصفت المدفعية المرابطة في قاسيون بلدة داريا.", "shelling", ["بلدة داريا"]),
        ("استهدفت الغارة مسلحين متمركزين في بلدة الراعي.", "airstrike", ["بلدة الراعي"]),
        # who withdraws to a place left the one just told of
        ("دارت معارك في بلدة كرش أسفرت عن انسحاب الحوثيين تجاه تعز.", "withdrawal", ["بلدة كرش", "تعز"]),
        # where somebody fled to is no part of what was taken
        (
            "سيطرت القوات على مدينة منبج بعد انسحاب آخر مقاتلي التنظيم باتجاه جرابلس.",
            "capture",
            ["مدينة منبج"],
        ),
        # the headquarters of a unit
        ("طوقت قوات الدعم السريع في بابنوسة مقر الفرقة 22 مشاة.", "siege", ["مقر الفرقة 22 مشاة", "بابنوسة"]),
        # unknown names: above X, in the X; but not every definite word
        ("أسقطت الدفاعات مسيرة فوق خوخوني فجرا.", "shootdown", ["خوخوني"]),
        ("دارت معارك عنيفة في الراهدة مساء.", "clash", ["الراهدة"]),
        ("دارت معارك عنيفة في المحصلة.", "clash", []),
        # toward a strip, of those who flee
        ("تدفق مئات النازحين من بلدة خزاعة باتجاه الشريط الحدودي.", "displacement", ["بلدة خزاعة", "الشريط الحدودي"]),
        # who is told to leave is where he is to leave from
        ("ألقت طائرات منشورات تطالب سكان بلدة خزاعة بإخلاء منازلهم.", "evacuation", ["بلدة خزاعة"]),
        # the dead of the fight that the words right before tell the place of
        (
            "تطور خلاف على طريق نيالا إلى قتال بين مسلحين في حي الرياض أوقع ثلاثين قتيلا.",
            "killed",
            ["حي الرياض"],
        ),
        # a capital that acts is not "it"
        (
            "احتل الانفصاليون بلدة أفدييفكا ثم استعادتها كييف. وبدأت روسيا هجوما جديدا عليها.",
            "attack",
            ["بلدة أفدييفكا"],
        ),
    ],
)
def test_which_of_the_places_named(text: str, event: str, expected: list[str]) -> None:
    assert places(of(event, claims(text))) == expected


def test_the_city_is_the_one_spoken_of_lately() -> None:
    first = "استمر القتال في مدينة نيالا، واحترق سوق نيالا، ونزح أهل نيالا. "
    between = "وقطعت الأمطار الطرق وعزلت ما وراءها من القرى الصغيرة على جانبي المجرى الذي يمتلئ كل عام. " * 6
    found = of("shelling", claims(first + between + "وطوق الجيش مدينة كادقلي من الجهات كلها، ثم قصف وسط المدينة."))
    assert found.places[0].entity == "place:kadugli"


def test_what_a_paragraph_is_labelled_with_is_where_it_happened() -> None:
    text = (
        "موجز الأسبوع\n\nنيالا: قصفت طائرة السوق.\n\nبارا: استعاد الجيش المدينة، وقتل عشرة.\n\nالأبيض: أسر ستة جنود.\n"
    )
    found = claims(text)
    assert of("airstrike", found).places[-1].entity == "place:nyala"
    assert of("recapture", found).places[0].entity == of("killed", found).places[0].entity == "place:bara"
    assert places(of("detained", found)) == ["الأبيض"]


def test_who_speaks_before_a_colon_labels_nothing() -> None:
    found = claims("دارت معارك في سنجة.\n\nموسكو: قواتنا لم تقصف أي مدنيين.\n")
    assert "موسكو" not in {p.text for c in found for p in c.places}
