"""Who did it and to whom, across clauses: relative clauses, causes, passives, dropped subjects, possessors."""

from grammar_cases import Case, case, check, claims, parametrize

CASES = [
    # --- who made a strike, by its relative clause ---
    case(
        "raids-that-they-launched",
        "غارات شنها الطيران السوداني على السوق في مدينة نيالا.",
        "airstrike | by الطيران السوداني | to السوق | at نيالا",
    ),
    case(
        "ambush-laid-for-them",
        "قتل جنديان في كمين نصبه لهم مسلحون قرب مدينة غاو.",
        "killed | by مسلحون | to جنديان | n 2",
        "ambush | by مسلحون | to جنديان | at غاو",
    ),
    # --- harm and its cause ---
    case(
        "harms-share-the-cause-after-them",
        "قتل مدني واحد وأصيب ثلاثة آخرون جراء قصف القوات الحكومية حيا في مدينة تعز.",
        "killed | by القوات الحكومية | to مدني | n 1",
        "injured | by القوات الحكومية | to مدني | n 3",
        "shelling | by القوات الحكومية | to حيا | at تعز",
    ),
    case(
        "raids-led-to",
        "نفذت طائرات حربية غارات على بلدة درنة، ما أدى إلى مقتل سيدة.",
        "airstrike | by طائرات حربية | to درنة | at درنة",
        "killed | by طائرات حربية | to سيدة | at درنة",
    ),
    case(
        "clashes-led-to",
        "اندلعت اشتباكات بين الجيش والمسلحين في مدينة كيدال، وأدت الاشتباكات إلى مقتل طفل.",
        "clash | by الجيش | to المسلحين | at كيدال",
        "killed | to طفل | at كيدال",
    ),
    case(
        "shot-by",
        "لقي عشرة أشخاص مصرعهم برصاص قوات الأمن في مدينة جوبا.",
        "killed | by قوات الأمن | to أشخاص | at جوبا | n 10",
    ),
    # --- passives name nobody ---
    case(
        "damma-marks-a-passive",
        "هاجم المسلحون الثكنة في مدينة العريش، وأُسر جنديان.",
        "attack | by المسلحون | to الثكنة | at العريش",
        "detained | to جنديان | n 2",
    ),
    case(
        "accusative-is-no-passive-subject",
        "اختطف مسلحون مجهولون صيدلانياً من منزله في مدينة درنة.",
        "abduction | by مسلحون مجهولون | to صيدلانياً | at درنة",
    ),
    # --- subjects that agree ---
    case(
        "her-verb-and-men",
        "وأعلنت الحركة أنها هاجمت القاعدة في بلدة بارطيري وقتلت 30 جنديا.",
        "attack | said الحركة | by الحركة | to القاعدة | at بارطيري",
        "killed | said الحركة | by الحركة | to جنديا | n 30",
    ),
    case(
        "left-of-the-garrison",
        "فر من تبقى من مسلحي الجماعة من مدينة تمبكتو.",
        "flight | by مسلحي الجماعة | at تمبكتو",
    ),
    case(
        "answered-by",
        "المسلحون ردوا بشن قصف على أحياء مدينة القصير.",
        "shelling | by المسلحون | to أحياء مدينة القصير | at القصير",
    ),
    case(
        "one-doer-of-both",
        "أعدم التنظيم شابين في بلدة هجين بعد اعتقالهما.",
        "execution | by التنظيم | to شابين | at هجين",
        "detained | by التنظيم | to شابين",
    ),
    # --- noun phrases ---
    case(
        "definite-behind-definite",
        "استهدف الأخير القوات المهاجمة في مدينة مأرب.",
        "attack | by الأخير | to القوات المهاجمة | at مأرب",
    ),
    case(
        "numbers-carry-their-and",
        "مقتل سبعة جنود وثمانية مدنيين في مدينة باخموت.",
        "killed | to جنود | at باخموت",
        "killed | to مدنيين | at باخموت",
    ),
    case(
        "in-the-ranks-of",
        "سقوط عشرات القتلى في صفوف القوات الروسية في مدينة باخموت.",
        "killed | to القوات الروسية | at باخموت",
    ),
    # --- who inflicts, on whom ---
    case(
        "inflicted-on-them",
        "القوات الحكومية كبدت المتمردين خسائر فادحة في مدينة ملكال.",
        "killed | by القوات الحكومية | to المتمردين | at ملكال",
    ),
    # --- sources act for nobody ---
    case(
        "sources-take-no-towns",
        "وأكدت مصادر أنه يجري حاليا تطهير مدينة سرت.",
        "clearing | said مصادر | at سرت",
    ),
]


@parametrize(CASES)
def test_roles(example: Case) -> None:
    check(example)


def test_the_army_of_his_country_is_named_elsewhere() -> None:
    text = "أعلن الرئيس الأذربيجاني أن جيش بلاده سيطر على مدينة شوشة. وقال سكان إن الجيش الأذربيجاني دخل قرية مجاورة."
    first = claims(text)[0]
    assert first.agents[0].text == "جيش بلاده"
    assert "الجيش الأذربيجاني" in first.agents[0].also


def test_what_a_relative_clause_says_of_the_place_that_is_hit() -> None:
    (claim,) = claims("أغار الطيران على مدرسة يتخذها الحوثيون مقرا لهم في بلدة حيس.")
    assert claim.targets[0].text == "مدرسة"
    assert "الحوثيون" in claim.targets[0].also


def test_they_who_were_taken_are_not_who_says_so() -> None:
    text = "اختفى عشرون رجلا في مدينة الفلوجة. وتقول عائلاتهم إن مسلحين احتجزوهم."
    taken = [c for c in claims(text) if c.event == "detained"]
    assert taken
    assert all(t.text != "عائلاتهم" for c in taken for t in c.targets)
