"""What is denied and what stands; denials of what was said before; what could not be verified; what failed."""

from grammar_cases import Case, case, check_standing, parametrize

CASES = [
    # --- what a denial leaves standing ---
    case(
        "relative-is-presupposed",
        "نفى الجيش الليبي قصف البلدة التي سيطر عليها المسلحون في ترهونة.",
        "maybe shelling denies:rebuttal | said الجيش الليبي",
        "capture | said الجيش الليبي",
    ),
    case(
        "after-is-presupposed",
        "نفت السلطات انسحاب قواتها من مدينة غاو بعد سيطرتها عليها.",
        "withdrawal denies:rebuttal | said السلطات",
        "capture | said السلطات",
    ),
    case(
        "reports-relative-is-denied",
        "نفى الناطق الأنباء التي تحدثت عن انسحاب القوات من مدينة سنجة.",
        "withdrawal denies:rebuttal | said الناطق",
    ),
    case(
        "rumours-that-are-denied-are-nobody's",
        "نفت قيادة الشرطة ما تردد عن مقتل ضابط في مدينة بنغازي.",
        "killed denies:rebuttal | said قيادة الشرطة",
    ),
    case(
        "fall-denied-is-loss-denied",
        "نفت وزارة الدفاع الأرمينية سقوط مدينة هادروت.",
        "loss denies:rebuttal | said وزارة الدفاع الأرمينية",
    ),
    case(
        "renewed-its-denial",
        "وجدد المتحدث باسم الجيش نفي انسحاب القوات من مدينة الفاشر.",
        "withdrawal denies:rebuttal | said المتحدث باسم الجيش",
    ),
    # --- denials of what was said before ---
    case(
        "which-he-denied",
        "واتهم ناشطون الجيش بقصف السوق في مدينة منبج، وهو ما نفاه ناطق باسم الجيش.",
        "shelling | said ناشطون",
        "shelling denies:rebuttal | said ناطق باسم الجيش",
    ),
    case(
        "denied-the-accusation",
        "اتهمت الحكومة حركة الشباب بقتل تسعة مدنيين في مدينة كيسمايو. ونفت الحركة الاتهام.",
        "killed | said الحكومة",
        "killed denies:rebuttal | said حركة الشباب",
    ),
    case(
        "called-the-news-lies",
        "أعلنت الجماعة سيطرتها على مدينة ميدي. ووصف قائد الشرطة الخبر بالكاذب.",
        "capture | said الجماعة",
        "capture denies:rebuttal | said قائد الشرطة",
    ),
    case(
        "a-denial-without-reference-copies-nothing",
        "سيطر الجيش على مدينة زوارة. ونفى الوزير زيادة أسعار الوقود.",
        "capture",
    ),
    # --- not confirmed ---
    case(
        "could-not-verify-with-a-preposition",
        "أعلنت الحركة سيطرتها على مدينة بوصاصو. وتعذر على الوكالة التحقق من ذلك.",
        "capture | said الحركة",
        "capture doubts:unverified | said الوكالة",
    ),
    case(
        "neither-confirmed-nor-denied",
        "رفض المتحدث باسم التحالف تأكيد أو نفي مقتل القائد في مدينة الرقة.",
        "killed doubts:unverified | said المتحدث باسم التحالف",
    ),
    case(
        "this-toll-was-not-verified",
        "قتل تسعة مدنيين في مدينة نيالا، وسيطر المسلحون على السوق. ولم يتسن التأكد من هذه الحصيلة.",
        "killed",
        "capture",
        "killed doubts:unverified",
    ),
    case(
        "no-comment-is-no-doubt",
        "قصفت طائرة مدينة مصراتة. ولم يصدر تعليق من الحكومة.",
        "airstrike",
    ),
    case(
        "unclear-doubts-what-follows",
        "ولم يتضح ما إذا كانت القوات سيطرت على مدينة بئر علي.",
        "capture doubts:unverified",
    ),
    # --- negation, exception, manner ---
    case(
        "no-reports-of-casualties",
        "قصفت المدفعية مدينة أفدييفكا. ولم ترد أنباء عن سقوط قتلى.",
        "shelling",
        "killed denies:negation",
    ),
    case(
        "nothing-but-asserts",
        "قال الناطق إن مدفعيته لا تقصف سوى مواقع المسلحين في مدينة إدلب.",
        "shelling | said الناطق",
    ),
    case(
        "without-a-fight-is-how",
        "سيطر المسلحون على مدينة بلخ دون قتال.",
        "capture",
    ),
    case(
        "not-wholly-is-a-part",
        "وقال المتحدث إن القوات لم تسيطر على مدينة الباب بالكامل.",
        "maybe capture | said المتحدث",
        "maybe control | said المتحدث",
    ),
    case(
        "the-withdrawal-has-not-taken-place",
        "وقال محافظ سنجار إن انسحاب الفصائل من مدينة سنجار لم يتم.",
        "withdrawal denies | said محافظ سنجار",
    ),
    case(
        "may-be",
        "وقال محللون إن القوات قد تدخل مدينة رفح.",
        "entry possible | said محللون",
    ),
    case(
        "threatens-that-they-will",
        "هدد وزير الدفاع في صنعاء بأن قواته ستقصف مدينة إيلات.",
        "shelling threatens | said وزير الدفاع في صنعاء",
    ),
    case(
        "is-likely",
        "وأعلن رئيس الأركان أن مقتل القائد في مدينة كيدال مرجح.",
        "killed possible | said رئيس الأركان",
    ),
    case(
        "may-have-been",
        "وقال محلل إن كييف قد تكون خسرت مدينة باخموت.",
        "loss possible | said محلل",
    ),
    case(
        "the-lack-of-being-able",
        "وأفاد المصدر بعدم تمكن القائد من الفرار من مدينة سرت.",
        "flight denies:failed | said المصدر",
    ),
    case(
        "without-making-progress-is-how",
        "سيطر المسلحون على مدينة بلخ من دون تحقيق تقدم نحو المطار.",
        "capture",
    ),
    # --- failed ---
    case(
        "attempt-that-was-repelled",
        "حاول المسلحون اقتحام قاعدة بلدوغلي، وتصدت لهم القوات.",
        "entry denies:failed",
        "maybe clash",
    ),
]


@parametrize(CASES)
def test_denials(example: Case) -> None:
    check_standing(example)
