"""What looks like an event or a voice and is none, page furniture, and spellings that hide words from moderation."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- no event ---
    case("ministry-of-defence", "وزارة الدفاع تعقد مؤتمرا صحفيا في نواكشوط."),
    case(
        "release-is-no-attack",
        "أطلقت السلطات سراح الصحفي في مدينة نواكشوط.",
        "maybe other | by السلطات | to الصحفي | at نواكشوط",
    ),
    case("agreement-enters-into-force", "دخل الاتفاق حيز التنفيذ في مدينة الحديدة."),
    case("lost-consciousness", "فقد الجندي وعيه في مدينة عدن."),
    case("media-war", "حرب إعلامية بين الخرطوم وأديس أبابا."),
    case("election-battle", "معركة انتخابية حامية في طرابلس."),
    case("editor-in-chief", "قال رئيس التحرير إن الصحيفة ستصدر غدا في بيروت."),
    case("war-minister-visits", "وصل وزير الدفاع إلى القاهرة للقاء نظيره."),
    case("first-place", "احتل المنتخب السنغالي المركز الأول في مدينة داكار."),
    case("diplomatic-withdrawal", "انسحب الوفد من المفاوضات في جنيف."),
    case("fire-under-control", "تمت السيطرة على الحريق في مدينة إزمير."),
    case("price-retreat", "تراجع أسعار النفط في أسواق لندن."),
    case("quake-hits", "ضرب زلزال مدينة أغادير."),
    case("confidence-lost", "استعادة الثقة في الاقتصاد التونسي."),
    case("martyrs-square", "تجمع المتظاهرون في ساحة الشهداء بطرابلس."),
    case("population-explosion", "انفجار سكاني في القاهرة."),
    case("investigation-opened", "فتحت النيابة تحقيقا في بورتسودان."),
    case("cabinet-falls", "سقطت الحكومة في البرلمان الإيطالي بروما."),
    case("opposition-speaks-politics", "قال زعيم المعارضة إن الانتخابات ستجرى في أيار المقبل."),
    case("snow-cuts-the-road", "قطعت الثلوج الطريق إلى بشري."),
    case("defended-his-policy", "دافع الرئيس عن سياسته الاقتصادية في الجزائر."),
    case("attack-on-the-critics", "شن النائب هجوما إعلاميا على الحكومة في بغداد."),
    case("hit-the-target-football", "أصاب اللاعب الهدف في مباراة الرباط."),
    # --- the same words, and an event ---
    case("ceasefire-began", "دخلت هدنة إنسانية حيز التنفيذ في مدينة حلب.", "maybe agreement | at حلب"),
    case(
        "ministry-speaks-of-shelling",
        "وزارة الدفاع: المدفعية قصفت مدينة سومي.",
        "shelling | said وزارة الدفاع | by المدفعية | to سومي | at سومي",
    ),
    # --- furniture ---
    case(
        "furniture-kept-out",
        "اقرأ أيضا: مقتل ثلاثة جنود في سيناء\nدخلت القوات التركية مدينة عفرين.\nشارك هذا المقال\nحقوق النشر محفوظة",
        "entry | by القوات التركية | at عفرين",
    ),
    case(
        "dateline-is-no-voice",
        "عدن (رويترز) - سيطر الانفصاليون على معسكر بدر في مدينة عدن.",
        "capture | by الانفصاليون | at معسكر بدر + عدن",
    ),
    # --- spellings ---
    case("tatweel", "مقتـــل خمسة جنود في مديـنة درعا.", "killed | to جنود | at درعا | n 5"),
    case("broken-word", "استشـ ـهاد ثلاثة مدنيين في مدينة جباليا.", "killed | to مدنيين | at جباليا | n 3"),
    case("starred-word", "ق*صف على مدينة خان يونس.", "shelling | to خان يونس | at خان يونس"),
    case("dotted-word", "مقتـ.ـل أربعة أشخاص في مدينة رفح.", "killed | to أشخاص | at رفح | n 4"),
    case("farsi-letters", "سیطرت القوات علی مدینة کرکوك.", "capture | by القوات | at کرکوك"),
    case("diacritics", "سَيْطَرَتِ القُوّاتُ على مدينةِ كركوك.", "capture | by القُوّاتُ | at كركوك"),
    case("eastern-digits", "مقتل ١٢ جنديا في مدينة الموصل.", "killed | to جنديا | at الموصل | n 12"),
    case(
        "no-space-after-stop",
        "دخل الجيش مدينة الموصل.وانسحب التنظيم من تلعفر.",
        "entry | by الجيش | at الموصل",
        "withdrawal | by التنظيم | at تلعفر",
    ),
    case("unclosed-quote", "وقال القائد: «سيطرنا على مدينة كركوك", "capture | said القائد | by القائد | at كركوك"),
    case("alef-without-hamza", "اعلن الجيش السيطرة على مدينة الفلوجه.", "capture | said الجيش | by الجيش | at الفلوجه"),
    case("country-faces-a-crisis", "تواجه البلاد أزمة مالية في الخرطوم."),
    case("won-a-game", "انتزع الفريق فوزا ثمينا في مدينة مراكش."),
    case("fled-from-duty", "هرب من المسؤولية في مدينة قسنطينة."),
]


@parametrize(CASES)
def test_traps(example: Case) -> None:
    check(example)
