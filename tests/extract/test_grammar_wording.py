"""Events in rarer words than those one thinks of first, and people and things in the same words that tell none."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- fires, damage and what stops working tell of destruction where something struck ---
    case(
        "strike-sets-fire",
        "أدى القصف إلى اشتعال النيران في مستودع الحبوب بمدينة أوديسا.",
        "destruction | to مستودع | at أوديسا",
        "shelling | to مستودع الحبوب | at مستودع الحبوب + أوديسا",
    ),
    case("restaurant-fire", "اندلع حريق في مطعم بمدينة طنجة وأصيب العامل بالذعر."),
    case("damage-befell", "لحقت أضرار بمدرستين في مدينة زاهو.", "destruction | to مدرستين | at زاهو | n 2"),
    case("roads-shut", "أقفل الجنود كل الطرق المؤدية إلى مدينة بيشاور.", "blockade | by الجنود | at بيشاور"),
    # --- the free, the held, the sheltered ---
    case("her-release", "أطلق سراحها في مدينة كادونا.", "other | at كادونا"),
    case(
        "released-them-apart",
        "أطلق المسلحون سراح ستة طلاب في مدينة كادونا.",
        "other | by المسلحون | to طلاب | at كادونا | n 6",
    ),
    case("hostage-freed", "الرهينة الإيطالية جرى تحريرها في مدينة بوصاصو.", "other | to الرهينة | at بوصاصو"),
    case(
        "fell-into-their-grip",
        "وقع تسعة جنود في قبضة المتمردين قرب مدينة بونيا.",
        "detained | to جنود | at بونيا",
    ),
    case("them-caught", "ألقي القبض عليهم في مدينة سنار.", "detained | at سنار"),
    case("refugees-counted", "توفر تركيا إقامة مؤقتة لنحو 184 ألف لاجئ.", "displacement | to لاجئ"),
    case("refugee-agency", "بحث الوزير مع مفوضية اللاجئين إنشاء 17 مخيما للاجئين."),
    case("turned-into-refugees", "حولت الحرب مليون سوداني إلى لاجئين.", "displacement | to سوداني"),
    # --- who was among the dead and wounded, and where they died ---
    case("among-the-wounded", "بين الجرحى أطفال ونساء في مدينة حجة.", "injured | to أطفال + نساء | at حجة"),
    case("medics-among-the-wounded", "انتشر المسعفون بين الجرحى والمصابين."),
    case("died-of-wounds", "فارق ثلاثة جرحى الحياة في مدينة خان يونس.", "killed | to جرحى | at خان يونس"),
    case("cost-lives-apart", "أودت المعارك بحياة ألف شخص في مدينة الجنينة.", "killed | to شخص | at الجنينة"),
    case("wounded-arrive", "وصل 20 مصابا إلى مستشفى مدينة عطبرة.", "injured | at عطبرة"),
    # --- other words for the same deeds ---
    case("millstones", "دارت رحى المعارك في محيط مدينة أفدييفكا.", "clash | at أفدييفكا"),
    case("shells-rained", "انهالت القذائف على مدينة سرت.", "shelling | at سرت"),
    case("arms-given", "قدمت إيران أسلحة وصواريخ إلى الحوثيين.", "support | by إيران | to الحوثيين"),
    case("protest-handed", "قدمت إيران احتجاجا إلى باكستان."),
    case("support-received", "تتلقى حركة الشباب دعما من إريتريا.", "support | by إريتريا | to حركة الشباب"),
    case("warships-lie-off", "ترسو سفن حربية قبالة مدينة عدن.", "deployment | by سفن حربية | at عدن"),
    case("at-the-gates", "القوات باتت على مشارف مدينة ميليتوبول.", "advance | by القوات | at ميليتوبول"),
    case("gates-of-famine", "باتت البلاد على مشارف المجاعة."),
    case("subject-to", "تخضع مدينة رازقراد لسلطة الانفصاليين.", "control | by الانفصاليين | at رازقراد"),
    case(
        "operations-against", "نفذ الجيش عمليات ضد متمردين في مدينة كيدال.", "attack | by الجيش | to متمردين | at كيدال"
    ),
    case(
        "points-they-took",
        "انسحب الجنود من نقاط عسكرية احتلتها الفصائل في مدينة غاو.",
        "withdrawal | by الجنود | at نقاط",
        "capture | by الفصائل | at نقاط + غاو",
    ),
    case(
        "was-retaken",
        "مدينة سرت التي تمت استعادتها من التنظيم بعيدة.",
        "recapture | to التنظيم | at سرت",
    ),
    case("pockets-wiped-out", "قال الوزير إنه يأمل القضاء على جيوب المسلحين في مدينة سرت."),
    # --- what kills is named before or behind its verb, with nothing between it and whom it killed ---
    case(
        "raid-killed-six",
        "قتلت غارة جوية ستة مدنيين في مدينة كابول.",
        "killed | to مدنيين | at كابول | n 6",
        "airstrike | to مدنيين | at كابول | n 6",
    ),
    case("mine-killed-a-herd", "قتل لغم أرضي راعيا.", "killed | to راعيا", "bombing | to راعيا"),
    case(
        "shrapnel-wounded", "جرحت شظايا القصف مدنيين اثنين في مدينة دونيتسك.", "injured | to مدنيين | at دونيتسك | n 2"
    ),
    case(
        "shelling-before-its-verb",
        "القصف قتل عائلة كاملة في مدينة رفح.",
        "killed | to عائلة | at رفح",
        "shelling | at رفح",
    ),
    case(
        "attack-kills-headline",
        "هجوم يقتل ستة جنود في مدينة غاو",
        "attack | at غاو",
        "killed | to جنود | at غاو | n 6",
    ),
    case(
        "gunmen-killed-six",
        "قتل مسلحون ستة جنود في مدينة غاو.",
        "killed | by مسلحون | to جنود | at غاو | n 6",
    ),
    case(
        "gunmen-took-five",
        "خطف مسلحون خمسة عمال في مدينة كادونا.",
        "abduction | by مسلحون | to عمال | at كادونا | n 5",
    ),
    case("six-were-killed", "قتل ستة مسلحين في مدينة غاو.", "killed | to مسلحين | at غاو | n 6"),
    # --- who the dead were, support behind an aside, verbs that agree with a man ---
    case("the-dead-are", "الضحايا هم ستة عمال في مدينة جوبا.", "killed | to عمال | at جوبا | n 6"),
    case(
        "support-behind-an-aside",
        "تلقت حركة الشباب، منذ تأسيسها، دعما من تنظيم القاعدة.",
        "support | by تنظيم القاعدة | to حركة الشباب",
    ),
    case("took-also", "استولى المسلحون كذلك على مدينة غاو.", "capture | by المسلحون | at غاو"),
    case("journalist-suffers-a-wound", "تعرض صحفي لإصابة خطيرة في مدينة الرمادي.", "injured | to صحفي | at الرمادي"),
    case("sham-raids", "نفذت المقاتلات غارات وهمية فوق مدينة صور.", "other | by المقاتلات | at صور"),
    case(
        "heads-cut-off", "قطع التنظيم رؤوس ستة رهائن في مدينة سرت.", "execution | by التنظيم | to رهائن | at سرت | n 6"
    ),
    case("commander-of-operation", "قال محمود سالم قائد عملية الوادي إن الطقس بارد."),
]


@parametrize(CASES)
def test_wording(example: Case) -> None:
    check(example)
