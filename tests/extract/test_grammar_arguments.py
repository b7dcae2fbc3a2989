"""Who, whom, where, how much: sides, victims, anaphora, extents, distances, and what is told anew or not."""

from grammar_cases import Case, case, check, claims, parametrize

CASES = [
    # --- sides ---
    case(
        "between-and",
        "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة نيالا.",
        "clash | by الجيش السوداني | to قوات الدعم السريع | at نيالا",
    ),
    case(
        "clashed-with",
        "واشتبكت قوات الأمن مع مسلحين في مدينة العريش.",
        "clash | by قوات الأمن | to مسلحين | at العريش",
    ),
    case(
        "both-sides-dead",
        "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة نيالا. وسقط قتلى من الطرفين.",
        "clash | by الجيش السوداني | to قوات الدعم السريع | at نيالا",
        "killed | to الجيش السوداني + قوات الدعم السريع | at نيالا",
    ),
    # --- victims and counts ---
    case("count-in-words", "مقتل أحد عشر جنديا في مدينة جيزان.", "killed | to جنديا | at جيزان | n 11"),
    case("dual", "أصيب طفلان في مدينة بوتسودان.", "injured | to طفلان | n 2"),
    case(
        "among-them",
        "قتل ثلاثون شخصا بينهم نساء وأطفال في غارة على مدينة صعدة.",
        "killed | to شخصا | at صعدة | n 30",
        "airstrike | to صعدة | at صعدة",
    ),
    case("at-least", "قتل ما لا يقل عن 40 شخصا في مدينة كانو.", "killed | to شخصا | at كانو | n 40"),
    case("dead-fell", "سقط عشرات القتلى في مدينة الجنينة.", "killed | at الجنينة"),
    case(
        "wounded-others",
        "قتل ستة جنود في مدينة سبها وأصيب أربعة آخرون.",
        "killed | to جنود | at سبها | n 6",
        "injured | to جنود | at سبها | n 4",
    ),
    case(
        "losses-without-a-kind",
        "تكبدت القوات الروسية خسائر فادحة في مدينة باخموت.",
        "killed | to القوات الروسية | at باخموت",
    ),
    case(
        "strike-names-no-perpetrator-of-deaths",
        "قصفت القوات الحكومية مدينة ملكال. وقتل خمسة مدنيين في مدينة بور.",
        "shelling | by القوات الحكومية | to ملكال | at ملكال",
        "killed | to مدنيين | at بور | n 5",
    ),
    # --- anaphora ---
    case(
        "the-city",
        "دخلت القوات الحكومية مدينة سرت. وانسحب المسلحون من المدينة.",
        "entry | by القوات الحكومية | at سرت",
        "withdrawal | by المسلحون | at سرت",
    ),
    case(
        "from-it",
        "دخلت القوات الحكومية مدينة سرت وطردت المسلحين منها.",
        "entry | by القوات الحكومية | at سرت",
        "capture | by القوات الحكومية | to المسلحين | at سرت",
    ),
    case(
        "the-organisation",
        "سيطر تنظيم القاعدة على مدينة المكلا. وأعدم التنظيم ثلاثة جنود.",
        "capture | by تنظيم القاعدة | at المكلا",
        "execution | by تنظيم القاعدة | to جنود | at المكلا | n 3",
    ),
    case(
        "village-in-the-countryside-of",
        "سيطرت القوات على قرية الزيارة في ريف حماة الشمالي.",
        "capture | by القوات | at قرية الزيارة",
    ),
    # --- extents and distances ---
    case("most-of", "سيطر الجيش على معظم مدينة بنغازي.", "capture | by الجيش | at بنغازي | share 0.5-1"),
    case(
        "more-than-percent",
        "وقال المتحدث إن القوات سيطرت على أكثر من 60 بالمئة من مدينة سرت.",
        "capture | said المتحدث | by القوات | at سرت | share 0.6-1",
    ),
    case("wholly", "سيطر الجيش بالكامل على مدينة الفلوجة.", "capture | by الجيش | at الفلوجة | share 1-1"),
    case(
        "distance",
        "باتت القوات على بعد خمسة كيلومترات من مدينة طرابلس.",
        "distance | by القوات | at طرابلس | n 5",
    ),
    # --- what is told anew ---
    case(
        "headline-repeated-in-the-body",
        "الجيش يدخل مدينة ترهونة\n\nدخل الجيش الليبي مدينة ترهونة صباح اليوم.",
        "entry | by الجيش الليبي | at ترهونة",
    ),
    case(
        "definite-battles-tell-nothing-new",
        "خاض الجيش معارك ضد مسلحين في مدينة باماكو. وقال شاهد إن المعارك أجبرت السكان على البقاء في المنازل.",
        "clash | by الجيش | to مسلحين | at باماكو",
    ),
    case(
        "this-attack-tells-nothing-new",
        "هاجم مسلحون قاعدة عسكرية في مدينة جيبو. وأدانت الحكومة هذا الهجوم.",
        "attack | by مسلحون | to قاعدة عسكرية | at جيبو",
    ),
    case(
        "background-years-ago",
        "وكان تنظيم داعش سيطر على مدينة سرت قبل ثلاثة أعوام.",
        "capture | by تنظيم داعش | at سرت | history",
    ),
]


@parametrize(CASES)
def test_arguments(example: Case) -> None:
    check(example)


def test_a_yesterday_is_dated_from_publication() -> None:
    (claim,) = claims("دخلت القوات التركية أمس مدينة تل أبيض.", "2019-10-14")
    assert claim.time is not None
    assert (claim.time.earliest, claim.time.latest, claim.time.offset_days) == ("2019-10-13", "2019-10-13", (-1, -1))
