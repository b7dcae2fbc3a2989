"""Who did it where the clause does not say so itself: settings, announcements, nations, names that hold event words."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- a phrase alone behind a verb that cannot do without its object ---
    case(
        "driven-out-and-who-drove-them-told-before",
        "دخلت القوات المشتركة مدينة المخا بعد أن طردت جماعة الحوثي والمجموعات المتحالفة معها من المدينة.",
        "entry | by القوات المشتركة | at المخا",
        "capture | by القوات المشتركة | to جماعة الحوثي + المجموعات المتحالفة | at المخا",
    ),
    case("driven-out-by-nobody-named", "طردت جماعة الحوثي من مدينة المخا.", "capture | to جماعة الحوثي | at المخا"),
    case(
        "drove-out-with-both-told",
        "طردت القوات المشتركة جماعة الحوثي من مدينة المخا.",
        "capture | by القوات المشتركة | to جماعة الحوثي | at المخا",
    ),
    case(
        "joined-to-the-subject-is-no-object",
        "قصفت القوات المشتركة وكتائب المقاومة مدينة المخا.",
        "shelling | by القوات المشتركة + كتائب المقاومة | to المخا | at المخا",
    ),
    # --- the taking told already ---
    case(
        "its-taking-is-the-one-told-before",
        "سيطرت القوات المشتركة على مدينة المخا. وهاجمت جماعة الحوثي بلدة موزع. وتمت استعادة مدينة المخا.",
        "capture | by القوات المشتركة | to جماعة الحوثي | at المخا",
        "attack | by جماعة الحوثي | to موزع | at موزع",
        "recapture | by القوات المشتركة | to جماعة الحوثي | at المخا",
    ),
    # --- working on it ---
    case(
        "working-on-taking-is-an-attempt",
        "تعمل القوات المشتركة على استعادة مدينة المخا.",
        "recapture expects | by القوات المشتركة | at المخا",
    ),
    case(
        "working-on-demining-is-demining",
        "تعمل الفرق الهندسية على تفكيك الألغام في مدينة المخا.",
        "demining | by الفرق الهندسية | to الألغام | at المخا",
    ),
    # --- who takes a place fought for it ---
    case(
        "taken-after-clashes",
        "سيطرت القوات الحكومية على مدينة تعز بعد معارك ضارية.",
        "capture | by القوات الحكومية | at تعز",
        "clash | by القوات الحكومية | at تعز",
    ),
    case(
        "fighting-broke-out-when",
        "اندلعت اشتباكات في مدينة سبها بعد أن هاجم مسلحون مركزا للشرطة.",
        "clash | by مسلحون | to مركزا للشرطة | at سبها",
        "attack | by مسلحون | to مركزا للشرطة | at سبها",
    ),
    case(
        "battles-go-on-name-no-side",
        "قصفت القوات الحكومية مدينة درعا. ولا تزال المعارك مستمرة في مدينة نوى.",
        "shelling | by القوات الحكومية | to درعا | at درعا",
        "clash | at نوى",
    ),
    # --- own deeds ---
    case(
        "announced-and-joined",
        "أعلن الجيش السوداني قتل عشرة مسلحين وأسر سبعة آخرين في مدينة نيالا.",
        "killed | said الجيش السوداني | by الجيش السوداني | to مسلحين | at نيالا | n 10",
        "detained | said الجيش السوداني | by الجيش السوداني | to مسلحين | at نيالا | n 7",
    ),
    case(
        "killed-is-no-announced-killing",
        "أعلن الجيش السوداني مقتل عشرة مسلحين في مدينة نيالا.",
        "killed | said الجيش السوداني | to مسلحين | at نيالا | n 10",
    ),
    case(
        "accusation-against-him-denied",
        "نفت حركة طالبان الاتهامات الموجهة إليها بقتل مدنيين في مدينة قندوز.",
        "killed denies | said حركة طالبان | by حركة طالبان | to مدنيين | at قندوز",
    ),
    case(
        "town-that-its-army-denies-to-have-lost",
        "نفى الجيش اليمني سقوط مدينة مأرب.",
        "loss denies | said الجيش اليمني | by الجيش اليمني | at مأرب",
    ),
    case(
        "town-whose-loss-activists-deny",
        "نفى ناشطون سقوط مدينة بارا.",
        "loss denies | said ناشطون | at بارا",
    ),
    # --- what fighting cost ---
    case(
        "losses-of-whom-the-fighting-was-with",
        "سيطر الجيش العراقي على بلدة الحويجة بعد معارك مع مسلحي داعش أسفرت عن مقتل العشرات منهم.",
        "capture | by الجيش العراقي | to مسلحي داعش | at الحويجة",
        "clash | by الجيش العراقي | to مسلحي داعش | at الحويجة",
        "killed | by الجيش العراقي | to مسلحي داعش | at الحويجة",
    ),
    case(
        "losses-of-civilians-in-fighting-are-nobodys",
        "سيطر الجيش العراقي على بلدة الحويجة بعد معارك مع مسلحي داعش أسفرت عن مقتل ثلاثة مدنيين.",
        "capture | by الجيش العراقي | to مسلحي داعش | at الحويجة",
        "clash | by الجيش العراقي | to مسلحي داعش | at الحويجة",
        "killed | to مدنيين | at الحويجة | n 3",
    ),
    case(
        "dead-of-those-whom-the-raid-hit",
        "استهدفت طائرات التحالف العربي تجمعا للحوثيين في مدينة ذمار. وأشارت مصادر إلى مقتل تسعة حوثيين.",
        "airstrike | by طائرات التحالف العربي | to للحوثيين | at ذمار",
        "killed | said مصادر | by طائرات التحالف العربي | to حوثيين | at ذمار | n 9",
    ),
    case(
        "dead-of-others-than-the-raid-hit",
        "استهدفت طائرات التحالف العربي تجمعا للحوثيين في مدينة ذمار. وأشارت مصادر إلى مقتل تسعة أطفال.",
        "airstrike | by طائرات التحالف العربي | to للحوثيين | at ذمار",
        "killed | said مصادر | to أطفال | at ذمار | n 9",
    ),
    case(
        "withdrew-after-an-attack-on-them",
        "انسحب الجنود الكينيون من مدينة طوبلي بعد هجوم على معسكرهم.",
        "withdrawal | by الجنود الكينيون | at طوبلي",
        "attack | to معسكرهم | at طوبلي",
    ),
    case(
        "dozens-of-them-fled",
        "تمكن الجيش العراقي من طرد المسلحين من مدينة هيت وفرار العشرات منهم.",
        "capture | by الجيش العراقي | to المسلحين | at هيت",
        "flight | by المسلحين | at هيت",
    ),
    case(
        "blew-himself-up",
        "قُتل سبعة جنود في مدينة بيجي نتيجة تفجير أحد المسلحين نفسه.",
        "killed | by المسلحين | to جنود | at بيجي | n 7",
        "bombing | by المسلحين | to جنود | at بيجي",
    ),
    # --- nations ---
    case(
        "nation-behind-attributes",
        "قتلت امرأة في قصف مدفعي تركي على مدينة عفرين.",
        "killed | by تركي | to امرأة | at عفرين | n 1",
        "shelling | by تركي | to عفرين | at عفرين",
    ),
    case(
        "raid-of-a-nation-strikes",
        "استهدفت غارة أميركية سيارة في مدينة إدلب.",
        "airstrike | by أميركية | to سيارة | at إدلب",
    ),
    case("an-attribute-is-no-nation", "قصف مدفعي عنيف على مدينة إدلب.", "shelling | to إدلب | at إدلب"),
    # --- verbs and their pronouns ---
    case(
        "she-destroyed",
        "وقالت حركة طالبان إنها دمرت دبابة في مدينة غزنة.",
        "destruction | said حركة طالبان | by حركة طالبان | to دبابة | at غزنة",
    ),
    case(
        "they-of-a-plural-verb",
        "قال شاهد إن مسلحين هاجموا نقطة تديرها الشرطة في مدينة سبها فقتلوا جنديين.",
        "attack | said شاهد | by مسلحين | to نقطة | at سبها",
        "killed | said شاهد | by مسلحين | to جنديين | at سبها | n 2",
    ),
    # --- names and phrases ---
    case(
        "no-event-inside-a-name",
        "تبادل الجيش والدعم السريع القصف المدفعي في مدينة الفاشر.",
        "shelling | by الجيش + الدعم السريع | at الفاشر",
    ),
    case(
        "a-band-acts",
        "خطفت مجموعة مسلحة طبيبا في مدينة الزاوية.",
        "abduction | by مجموعة مسلحة | to طبيبا | at الزاوية",
    ),
    case(
        "raid-hurts-no-doer",
        "جرح مواطنان بغارة على مدينة صور.",
        "injured | to مواطنان | at صور | n 2",
        "airstrike | to صور | at صور",
    ),
]


@parametrize(CASES)
def test_doers(example: Case) -> None:
    check(example)
