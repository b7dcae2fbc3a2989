"""How an event is told: orders of the clause, passives, verbal nouns, light verbs, relative clauses, coordination."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- burning, felling statues, being under siege ---
    case(
        "burned-without-hamza",
        "حرق المسلحون عشرين منزلا في مدينة نيالا.",
        "destruction | by المسلحون | to منزلا | at نيالا | n 20",
    ),
    case("statue-felled", "تم تحطيم تمثال في مدينة سبها.", "destruction | to تمثال | at سبها"),
    case("under-siege", "ولا تزال مدينة الفاشر تحت حصار خانق.", "siege | at الفاشر"),
    case(
        "under-their-siege", "تعيش مدينة الفاشر تحت حصار قوات الدعم السريع.", "siege | by قوات الدعم السريع | at الفاشر"
    ),
    case("film-called-under-siege", "عرض المهرجان فيلما عن السينما تحت الحصار."),
    case(
        "executed-in-a-town",
        "تم تنفيذ حكم الإعدام بحق عشرة أشخاص في مدينة إدلب.",
        "execution | to أشخاص | at إدلب | n 10",
    ),
    # --- orders ---
    case("verb-first", "دخلت القوات التركية مدينة عفرين.", "entry | by القوات التركية | at عفرين"),
    case("subject-first", "القوات التركية دخلت مدينة عفرين.", "entry | by القوات التركية | at عفرين"),
    case(
        "subject-first-with-kana",
        "وكانت قوات سوريا الديمقراطية قد سيطرت على مدينة منبج.",
        "capture | by قوات سوريا الديمقراطية | at منبج",
    ),
    case(
        "headline-noun",
        "مقتل أربعة جنود في كمين قرب تمبكتو",
        "killed | to جنود | at تمبكتو | n 4",
        "ambush | to جنود | at تمبكتو",
    ),
    case(
        "object-between-verb-and-subject",
        "اقتحم مدينة جنين مساء أمس الجيش الإسرائيلي.",
        "entry | by الجيش الإسرائيلي | at جنين",
    ),
    # --- passive and active ---
    case(
        "passive-with-count",
        "قتل خمسة مدنيين في قصف على مدينة الدلنج.",
        "killed | to مدنيين | n 5 | at الدلنج",
        "shelling | to الدلنج | at الدلنج",
    ),
    case(
        "passive-with-agent-phrase",
        "قتل قائد الشرطة في مدينة بيدوا على يد مسلحين مجهولين.",
        "killed | by مسلحين مجهولين | to قائد الشرطة | at بيدوا",
    ),
    case(
        "active-with-both",
        "قتلت الشرطة الكينية ثلاثة مسلحين في لامو.",
        "killed | by الشرطة الكينية | to مسلحين | at لامو | n 3",
    ),
    case(
        "active-with-dropped-subject",
        "داهمت القوات الإسرائيلية مدينة نابلس واعتقلت ستة شبان.",
        "entry | by القوات الإسرائيلية | at نابلس",
        "detained | by القوات الإسرائيلية | to شبان | at نابلس | n 6",
    ),
    case("passive-abduction", "اختطف ثلاثة عمال إغاثة في ولاية بورنو.", "abduction | to عمال إغاثة | at بورنو"),
    case("impersonal-tamma", "تم تحرير مدينة الرمادي من تنظيم داعش.", "capture | to تنظيم داعش | at الرمادي"),
    case("impersonal-jara", "جرى إجلاء المدنيين من مدينة ماريوبول.", "evacuation | to المدنيين | at ماريوبول"),
    # --- verbal nouns ---
    case(
        "verbal-noun-with-agent-and-object",
        "أدى اقتحام الجيش بلدة عرسال إلى فرار المسلحين.",
        "entry | by الجيش | at عرسال",
        "flight | by المسلحين | at عرسال",
    ),
    case(
        "verbal-noun-with-object",
        "انتهت العملية بتحرير مدينة مصراتة.",
        "capture | at مصراتة",
    ),
    case(
        "verbal-noun-with-possessive",
        "أعلن الجيش النيجيري سيطرته على غابة سامبيسا.",
        "capture | said الجيش النيجيري | by الجيش النيجيري | at غابة سامبيسا",
    ),
    case(
        "shared-complement",
        "أسفر انفجار في مدينة كويتا عن مقتل وإصابة العشرات.",
        "bombing | at كويتا",
        "killed | to العشرات | at كويتا",
        "injured | to العشرات | at كويتا",
    ),
    # --- light verbs ---
    case("light-verb-qama", "قامت الطائرات بقصف مدينة صعدة.", "airstrike | by الطائرات | to صعدة | at صعدة"),
    case(
        "light-verb-shanna",
        "شن مسلحو بوكو حرام هجوما على بلدة باغا.",
        "attack | by مسلحو بوكو حرام | to باغا | at باغا",
    ),
    case(
        "light-verb-managed",
        "تمكنت قوات البيشمركة من استعادة سد الموصل.",
        "recapture | by قوات البيشمركة | at سد الموصل",
    ),
    case(
        "light-verb-control",
        "بسطت القوات الأذربيجانية سيطرتها على مدينة شوشة.",
        "capture | by القوات الأذربيجانية | at شوشة",
    ),
    case(
        "light-verb-suffered",
        "تعرضت مدينة سيدروت لقصف صاروخي من حركة حماس.",
        "shelling | by حركة حماس | to سيدروت | at سيدروت",
    ),
    case("became-under-control", "باتت مدينة غدامس تحت سيطرة قوات الوفاق.", "control | by قوات الوفاق | at غدامس"),
    case(
        "fell-into-hands",
        "سقطت مدينة غاو بيد حركة أنصار الدين.",
        "capture | by حركة أنصار الدين | at غاو",
    ),
    # --- relative clauses ---
    case(
        "relative-clause",
        "وقصف الجيش مدينة كسلا التي سيطر عليها المتمردون.",
        "shelling | by الجيش | to كسلا | at كسلا",
        "capture | by المتمردون | at كسلا",
    ),
    case(
        "relative-state",
        "وصلت تعزيزات عسكرية إلى مدينة الشدادي التي يسيطر عليها التنظيم.",
        "reinforcement | at الشدادي",
        "control | by التنظيم | at الشدادي",
    ),
    case(
        "means-relative",
        "قتل سبعة أشخاص في غارة نفذتها طائرة مسيرة على مدينة مران.",
        "killed | to أشخاص | at مران | n 7",
        "drone_strike | to مران | at مران",
    ),
    # --- coordination ---
    case(
        "verbs-share-a-subject",
        "تقدم الجيش في مدينة بنغازي وسيطر على حي الصابري وطرد المسلحين.",
        "advance | by الجيش | at بنغازي",
        "capture | by الجيش | at حي الصابري",
        "capture | by الجيش | to المسلحين",
    ),
    case(
        "subjects-joined",
        "سيطر الجيش والحشد الشعبي على مدينة القائم.",
        "capture | by الجيش + الحشد الشعبي | at القائم",
    ),
    case(
        "places-joined",
        "انسحبت القوات الأوكرانية من مدينتي ليسيتشانسك وسيفيرودونيتسك.",
        "withdrawal | by القوات الأوكرانية | at ليسيتشانسك + سيفيرودونيتسك",
    ),
    case(
        "killed-and-wounded",
        "قتل عشرة أشخاص وأصيب ثلاثون بجروح في تفجير بمدينة بيشاور.",
        "killed | to أشخاص | at بيشاور | n 10",
        "injured | to أشخاص | at بيشاور | n 30",
        "bombing | at بيشاور",
    ),
    # --- means ---
    case("car-bomb", "انفجرت سيارة مفخخة قرب وزارة المالية في مقديشو.", "vehicle_bomb | to وزارة المالية | at مقديشو"),
    case(
        "suicide-bomber",
        "فجر انتحاري نفسه في سوق بمدينة مايدوغوري.",
        "bombing | by انتحاري | at مايدوغوري",
    ),
    case(
        "rockets-fired",
        "أطلقت حركة الجهاد الإسلامي صواريخ على مدينة عسقلان.",
        "shelling | by حركة الجهاد الإسلامي | to عسقلان | at عسقلان",
    ),
    case(
        "chemical",
        "تعرضت مدينة حلبجة لهجوم كيماوي.",
        "chemical_attack | to حلبجة | at حلبجة",
    ),
    case(
        "shot-down",
        "أسقطت الدفاعات الجوية الأوكرانية طائرة مسيرة فوق مدينة أوديسا.",
        "shootdown | by الدفاعات الجوية الأوكرانية | to طائرة مسيرة | at أوديسا",
    ),
    case(
        "repelled-attack",
        "صد الجيش هجوما لمسلحي طالبان على مدينة غزنة.",
        "clash | by الجيش | to مسلحي طالبان | at غزنة",
    ),
    case(
        "verbal-noun-agent-and-patient-with-li",
        "قصف الطيران الروسي لمدينة إدلب أدى إلى مقتل طفل.",
        "airstrike | by الطيران الروسي | to إدلب | at إدلب",
        "killed | by الطيران الروسي | to طفل | at إدلب",
    ),
    case("met-their-death", "لقي 15 شخصا مصرعهم في مدينة كويتا.", "killed | to شخصا | at كويتا | n 15"),
    case("forced-out", "حرر الجيش بلدة المخا من الحوثيين.", "capture | by الجيش | to الحوثيين | at المخا"),
]


@parametrize(CASES)
def test_events(example: Case) -> None:
    check(example)
