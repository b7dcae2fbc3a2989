"""What a voice commits to: denials and their kinds, falsity, threats, demands, expectations, possibility."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- rebuttals ---
    case(
        "denies-a-noun",
        "نفى الجيش اليمني سقوط مدينة مأرب.",
        "loss denies:rebuttal:event | said الجيش اليمني | by الجيش اليمني | at مأرب",
    ),
    case(
        "denies-a-clause",
        "ونفت حركة طالبان أن تكون القوات الأمريكية دخلت مدينة لشكركاه.",
        "entry denies:rebuttal | said حركة طالبان | by القوات الأمريكية | at لشكركاه",
    ),
    case(
        "denies-what-another-announced",
        "ونفى متحدث باسم الحكومة ما أعلنته حركة 23 مارس عن سيطرتها على مدينة ساكي.",
        "capture denies:rebuttal | said متحدث باسم الحكومة | by حركة 23 مارس | at ساكي",
        "capture | said حركة 23 مارس | by حركة 23 مارس | at ساكي",
    ),
    case(
        "denies-reports-that-claimed",
        "نفى مصدر عسكري الأنباء التي زعمت أن المسلحين اقتحموا مطار بنينا.",
        "entry denies:rebuttal | said مصدر عسكري | by المسلحين | at مطار بنينا",
    ),
    case(
        "denies-his-part-in-it",
        "نفت جبهة تحرير أزواد مسؤوليتها عن الهجوم على مدينة ميناكا.",
        "attack denies:rebuttal:agent | said جبهة تحرير أزواد | by جبهة تحرير أزواد | to ميناكا | at ميناكا",
    ),
    case(
        "denies-his-involvement",
        "ونفت الحركة تورطها في اغتيال القاضي في مدينة تعز.",
        "killed denies:rebuttal:agent | said الحركة | by الحركة | to القاضي | at تعز",
    ),
    case(
        "denied-by-participle-and-verb",
        "وكذب الناطق العسكري خبر انسحاب قواته من جوبا.",
        "withdrawal denies:rebuttal | said الناطق العسكري | by قواته | at جوبا",
    ),
    # --- what did not follow from an event that was ---
    case(
        "no-harm-came-of-it",
        "لم تسفر الغارات على صنعاء عن سقوط ضحايا.",
        "killed denies:negation | at صنعاء",
        "airstrike | to صنعاء | at صنعاء",
    ),
    case(
        "no-harm-came-out-of-it",
        "لم ينجم عن القصف على كسلا أي إصابات.",
        "injured denies:negation | at كسلا",
        "shelling | to كسلا | at كسلا",
    ),
    case(
        "no-news-of-harm-in-it",
        "ولم ترد أنباء عن سقوط قتلى في الهجوم على مقديشو.",
        "killed denies:negation | at مقديشو",
        "attack | to مقديشو | at مقديشو",
    ),
    case(
        "it-is-not-what-it-came-after",
        "أفاد مراسل القناة بأن القوات الحكومية انسحبت من بلدة الخوخة عقب هجوم للحوثيين، لكن الوزارة نفت ذلك.",
        "withdrawal | said مراسل القناة | by القوات الحكومية | at الخوخة",
        "attack | said مراسل القناة | by للحوثيين | to القوات الحكومية | at الخوخة",
        "withdrawal denies:rebuttal | said الوزارة | by القوات الحكومية | at الخوخة",
    ),
    case(
        "accounts-differ-then-each",
        "تضاربت الأنباء حول مصير سبها، ففيما أكدت الحكومة سيطرتها على المطار قال المتمردون إنهم دخلوا المدينة.",
        "capture | said الحكومة | by الحكومة | at المطار",
        "entry | said المتمردون | by المتمردون | at سبها",
    ),
    case(
        "under-siege-is-no-purpose",
        "ولا تزال مدينة الفاشر خاضعة لحصار خانق تفرضه قوات الدعم السريع.",
        "siege | by قوات الدعم السريع | at الفاشر",
    ),
    # --- predicates of falsity ---
    case(
        "no-truth-to",
        "قال محافظ دير الزور إنه لا صحة للأنباء عن سقوط مطار دير الزور.",
        "loss denies:rebuttal | said محافظ دير الزور | at مطار دير الزور",
    ),
    case(
        "baseless-reports",
        "وأكد مصدر أمني أن الأنباء عن انسحاب الجيش من مدينة كركوك عارية عن الصحة.",
        "withdrawal denies:rebuttal | said مصدر أمني | by الجيش | at كركوك",
    ),
    case(
        "called-lies",
        "ووصف المتحدث باسم الجيش الليبي تقارير عن قصف ميناء طرابلس بأنها كاذبة.",
        "shelling denies:rebuttal | said المتحدث باسم الجيش الليبي | to ميناء طرابلس | at ميناء طرابلس",
    ),
    # --- negation ---
    case(
        "no-casualties",
        "وسقطت قذائف على مدينة سديروت دون وقوع إصابات.",
        "shelling | at سديروت",
        "injured denies:negation | at سديروت",
    ),
    case(
        "did-not-past",
        "وقال قائد القاعدة إن قواته لم تنسحب من باخموت.",
        "withdrawal denies:negation | said قائد القاعدة | by قواته | at باخموت",
    ),
    case(
        "will-not",
        "وأكد الرئيس أن الجيش لن ينسحب من إقليم كشمير.",
        "withdrawal denies:negation | said الرئيس | by الجيش | at كشمير",
    ),
    case(
        "was-not-done",
        "لم يتم تحرير مدينة الرمادي بعد.",
        "capture denies:negation | at الرمادي",
    ),
    case(
        "still-holds",
        "لا تزال قوات الأمن تسيطر على مدينة كاودا.",
        "control | by قوات الأمن | at كاودا",
    ),
    # --- failed attempts ---
    case(
        "failed-to-storm",
        "فشلت القوات الروسية في اقتحام مدينة خاركيف.",
        "entry denies:failed | by القوات الروسية | at خاركيف",
    ),
    case(
        "was-not-able",
        "ولم تتمكن قوات الدعم السريع من السيطرة على مدينة بابنوسة.",
        "capture denies:failed | by قوات الدعم السريع | at بابنوسة",
    ),
    case(
        "tried-in-vain",
        "حاول المسلحون اقتحام مدينة الأبيض دون جدوى.",
        "entry denies:failed | by المسلحون | at الأبيض",
    ),
    # --- unverified ---
    case(
        "could-not-verify-after",
        "قالت الحركة إنها سيطرت على مدينة بلدوين. ولم يتسن لرويترز التحقق من ذلك.",
        "capture | said الحركة | by الحركة | at بلدوين",
        "capture doubts:unverified | said رويترز | by الحركة | at بلدوين",
    ),
    case(
        "doubts-its-truth",
        "أعلن التنظيم أنه سيطر على مدينة بيجي. وشكك ناشطون في صحة هذه الأنباء.",
        "capture | said التنظيم | by التنظيم | at بيجي",
        "capture doubts:rebuttal | said ناشطون | by التنظيم | at بيجي",
    ),
    case(
        "has-not-confirmed",
        "ولم تؤكد أي جهة مقتل القيادي في مدينة درنة.",
        "killed doubts:unverified | to القيادي | at درنة",
    ),
    # --- possibility ---
    case(
        "thinks-it-likely",
        "ورجح مسؤول أمني أن يكون المهاجمون فروا من مدينة ديفا.",
        "flight possible | said مسؤول أمني | by المهاجمون | at ديفا",
    ),
    case(
        "unconfirmed-reports",
        "وترددت أنباء غير مؤكدة عن مقتل قائد الكتيبة في مدينة زليتن.",
        "killed possible | said أنباء غير مؤكدة | to قائد الكتيبة | at زليتن",
    ),
    case(
        "warns-of",
        "وحذرت الأمم المتحدة من هجوم على مدينة رفح.",
        "attack possible | said الأمم المتحدة | to رفح | at رفح",
    ),
    # --- what is to come ---
    case(
        "future-particle",
        "وقال القائد إن قواته ستدخل مدينة ترهونة قريبا.",
        "entry expects | said القائد | by قواته | at ترهونة",
    ),
    case(
        "prepares-for",
        "تستعد القوات الحكومية لاقتحام مدينة كادوقلي.",
        "entry expects | by القوات الحكومية | at كادوقلي",
    ),
    case(
        "in-preparation-for",
        "وقصفت الطائرات مدينة تعز تمهيدا لاقتحام المدينة.",
        "airstrike | by الطائرات | to تعز | at تعز",
        "entry expects | at تعز",
    ),
    case(
        "tries-to",
        "ويحاول الجيش استعادة مدينة الهول.",
        "recapture expects | by الجيش | at الهول",
    ),
    case(
        "vowed-to-retake",
        "وتعهد الرئيس الصومالي باستعادة مدينة مركا.",
        "recapture expects | said الرئيس الصومالي | at مركا",
    ),
    case(
        "threatens-with-a-noun",
        "وهددت جماعة الحوثي بقصف مطار أبوظبي.",
        "shelling threatens | said جماعة الحوثي | by جماعة الحوثي | to مطار أبوظبي | at مطار أبوظبي",
    ),
    case(
        "demands-withdrawal",
        "طالبت مالي القوات الفرنسية بالانسحاب من مدينة غاو.",
        "withdrawal demands | said مالي | by القوات الفرنسية | at غاو",
    ),
    case(
        "calls-for-a-stop",
        "ودعا المبعوث الأممي إلى وقف القصف على مدينة الحديدة.",
        "other demands | said المبعوث الأممي | to الحديدة | at الحديدة",
    ),
    case(
        "double-negation",
        "لم تفشل القوات في السيطرة على مدينة سنجة.",
        "capture | by القوات | at سنجة",
    ),
    case("future-word", "سوف تدخل القوات مدينة سرت.", "entry expects | by القوات | at سرت"),
    case(
        "demands-that",
        "وطالبت المنظمة القوات بأن تنسحب من مدينة تعز.",
        "withdrawal demands | said المنظمة | by القوات | at تعز",
    ),
]


@parametrize(CASES)
def test_standing(example: Case) -> None:
    check(example)
