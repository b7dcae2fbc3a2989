"""Who acts where a pronoun, a participle, a command or another clause says it, and where nobody may be named."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- relative clauses that take their noun up behind a preposition ---
    case(
        "attack-that-they-carried-out",
        "قتل سبعة جنود في هجوم قام به مقاتلو جماعة نصرة الإسلام على ثكنة ديابالي.",
        "killed | by مقاتلو جماعة نصرة الإسلام | to جنود | n 7",
        "attack | by مقاتلو جماعة نصرة الإسلام | to ثكنة ديابالي",
    ),
    case(
        "attack-that-the-governor-spoke-of",
        "قتل سبعة جنود في هجوم ندد به حاكم الإقليم.",
        "killed | to جنود | n 7",
        "attack | to جنود",
    ),
    # --- attacks that only say when ---
    case(
        "fled-after-the-attack-began",
        "فر قائد الحامية بعد ساعة من بدء الهجوم على القاعدة.",
        "flight | by قائد الحامية",
        "attack | to القاعدة",
    ),
    # --- by raids of ---
    case(
        "targeted-by-raids-of-the-air-force",
        "تم استهداف المدرسة من قبل غارات الطيران الحربي في مدينة كادقلي.",
        "airstrike | by الطيران الحربي | to المدرسة | at كادقلي",
    ),
    case(
        "shot-down-by-the-fire-of-air-defence",
        "أسقطت مسيرة بنيران الدفاع الجوي الأوكراني فوق أفدييفكا.",
        "shootdown | by الدفاع الجوي الأوكراني | to مسيرة | at أفدييفكا",
    ),
    # --- they ---
    case(
        "they-are-no-state",
        "تدخلت فرنسا لوقف تقدم المتمردين نحو الجنوب بعد سيطرتهم على شمال البلاد.",
        "maybe advance | by المتمردين",
        "capture | by المتمردين",
    ),
    case(
        "they-are-no-single-man",
        "رافق موفد الإذاعة عناصر الهندسة وهم يمشطون شارع السوق في مدينة درنة.",
        "clearing | by عناصر الهندسة | at شارع السوق + درنة",
    ),
    case(
        "they-are-not-who-speaks-in-his-own-words",
        'قال أحد سكان قرية تشي إن المسلحين وصلوا فجرا. وأضاف: "جاؤوا على دراجات نارية وأحرقوا 20 منزلا".',
        "maybe advance | said أحد سكان قرية تشي | by المسلحين",
        "destruction | said أحد سكان قرية تشي | by المسلحين | to منزلا | n 20",
    ),
    case(
        "a-movement-speaks-of-itself-as-they",
        "قال مقاتلو الحركة إنهم أحرقوا 20 منزلا في قرية تشي.",
        "destruction | said مقاتلو الحركة | by مقاتلو الحركة | to منزلا | at قرية تشي | n 20",
    ),
    # --- participles of trying ---
    case(
        "fighters-seeking-to-take",
        "دارت مواجهات بين القوات الحكومية ومقاتلي المعارضة الساعين إلى السيطرة على مدينة جوبا.",
        "clash | by القوات الحكومية | to مقاتلي المعارضة الساعين",
        "capture expects | by مقاتلي المعارضة | to القوات الحكومية | at جوبا",
    ),
    case(
        "an-hour-after-taking",
        "فر القائد بعد ساعة من السيطرة على مدينة جوبا.",
        "flight | by القائد",
        "maybe capture | at جوبا",
    ),
    # --- forcing ---
    case(
        "militia-forced-residents-out",
        "أرغمت الميليشيات سكان حي الرمل على مغادرة منازلهم.",
        "displacement | by الميليشيات | to سكان حي الرمل",
    ),
    case(
        "shelling-forced-residents-out",
        "أجبر القصف مئات العائلات على النزوح من بلدة بيت حانون.",
        "maybe shelling | to العائلات",
        "displacement | to العائلات | at بيت حانون",
    ),
    case(
        "forced-to-flee-after-the-killing-of-some-of-them",
        "أجبر الجيش مقاتلي الحركة على الانسحاب من بلدة أوديغلي بعد مقتل عشرين منهم.",
        "withdrawal | by مقاتلي الحركة | at أوديغلي",
        "killed | by الجيش | to مقاتلي الحركة | n 20",
    ),
    case(
        "withdrew-after-the-killing-of-some-of-them",
        "انسحب مقاتلو الحركة من بلدة أوديغلي بعد مقتل عشرين منهم.",
        "withdrawal | by مقاتلو الحركة | at أوديغلي",
        "killed | to مقاتلو الحركة | n 20",
    ),
    # --- followed by ---
    case(
        "followed-this-by-an-execution",
        "أعدم التنظيم رجلين في مدينة درنة، وأعقب ذلك بإعدام أربعة آخرين.",
        "execution | by التنظيم | to رجلين | at درنة",
        "execution | by التنظيم | to رجلين | at درنة",
    ),
    # --- every side ---
    case(
        "each-side-claims-it",
        "تبادل الجيش وقوات الدعم السريع القصف في الخرطوم، وأعلن كل طرف أنه يسيطر على القصر.",
        "shelling | by الجيش + قوات الدعم السريع | at الخرطوم",
        "control | said كل طرف | by الجيش + قوات الدعم السريع",
    ),
    # --- commands, representatives, posts ---
    case(
        "command-announces-for-its-army",
        "نقلت الوكالة عن قيادة الجيش إعلانها تحرير مدينة سنجة.",
        "capture | said الوكالة > قيادة الجيش | by الجيش | at سنجة",
    ),
    case(
        "checkpoint-arrests",
        "احتجزت نقطة تفتيش على طريق الأبيض 12 مسافرا.",
        "detained | by نقطة تفتيش | to مسافرا | n 12",
    ),
    # --- disowned ---
    case(
        "disowned-what-nobody-was-named-for",
        "أدى انفجار في سوق البلدة إلى مقتل تسعة مدنيين، وتبرأت حركة الشباب من الحادث.",
        "bombing | to مدنيين",
        "killed | to مدنيين | n 9",
        "killed denies:rebuttal:agent | said حركة الشباب | by حركة الشباب | to مدنيين | n 9",
    ),
    # --- called upon ---
    case(
        "people-called-upon-do-nothing",
        "يا جماعة الجيش انسحب من مدينة سنجة.",
        "withdrawal | by الجيش | at سنجة",
    ),
    # --- places that are entered, not entering ---
    case(
        "then-entered-towns",
        "دخلت القوات الحكومية مدينة عتق، ثم دخلت زنجبار وشقرة.",
        "entry | by القوات الحكومية | at عتق",
        "entry | by القوات الحكومية | at زنجبار + شقرة",
    ),
    case(
        "entered-by-whom-stands-behind",
        "دخلت مدينة زنجبار القوات الحكومية.",
        "entry | by القوات الحكومية | at زنجبار",
    ),
    # --- whom a place completes ---
    case(
        "withdrawal-from-what-they-took",
        "طالبت الحكومة بانسحاب قوات المجلس من المعسكرات التي استولت عليها في مدينة عدن.",
        "maybe withdrawal demands | said الحكومة | by قوات المجلس",
        "capture | said الحكومة | by قوات المجلس | at عدن",
    ),
    # --- given to somebody to do ---
    case(
        "had-taken-it-before",
        "سبق للحركة أن احتلت مدينة غوما قبل أن تنسحب منها.",
        "capture | by للحركة | at غوما",
        "withdrawal | by للحركة | at غوما",
    ),
    # --- sources expect, others attack ---
    case(
        "sources-expect-it-of-somebody",
        "تحدثت مصادر محلية عن حشود لقوات الحركة الشعبية، ورجحت أن تهاجم مدينة كادقلي.",
        "deployment | said مصادر محلية | by قوات الحركة الشعبية",
        "attack possible | said مصادر محلية | by قوات الحركة الشعبية | to كادقلي | at كادقلي",
    ),
    # --- captured men ---
    case(
        "our-forces-captured-some-of-a-militia",
        "الناطق باسم العملية: قواتنا بسطت سيطرتها على مدينة ترهونة وأسرت 17 من ميليشيات حفتر.",
        "capture | said الناطق باسم العملية | by قواتنا | to ميليشيات حفتر | at ترهونة",
        "detained | said الناطق باسم العملية | by قواتنا | to ميليشيات حفتر | at ترهونة | n 17",
    ),
    # --- the dead that a strike left ---
    case(
        "dead-fell-of-the-strike",
        "قصف طيران التحالف سوقا في مدينة صعدة، فسقط عشرون قتيلا.",
        "airstrike | by طيران التحالف | to سوقا | at صعدة",
        "killed | by طيران التحالف | at صعدة | n 20",
    ),
    # --- forces without their noun ---
    case(
        "rapid-support-continues",
        "تواصل الدعم السريع تطويق قوات الفرقة السادسة في مدينة الفاشر.",
        "siege | by الدعم السريع | to قوات الفرقة السادسة | at الفاشر",
    ),
    # --- whose men were made to flee ---
    case(
        "forced-its-men-to-flee",
        "صدت قوات الجيش هجوما لميليشيا الحوثي في مدينة مأرب، وأجبرت عناصرها على الفرار بعد مقتل 16 منهم.",
        "clash | by قوات الجيش | to ميليشيا الحوثي | at مأرب",
        "flight | by عناصرها | at مأرب",
        "killed | by قوات الجيش | to عناصرها | at مأرب | n 16",
    ),
    # --- the attackers ---
    case(
        "attackers-are-who-attacked",
        "شن مقاتلو حركة طالبان هجوما على مدينة غزني. وسيطر المهاجمون على مقر الشرطة.",
        "attack | by مقاتلو حركة طالبان | to غزني | at غزني",
        "capture | by المهاجمون",
    ),
    # --- the shelling that goes on ---
    case(
        "the-shelling-took-in-more",
        "شنت مقاتلات روسية غارات على مدينة كوبيانسك. وشمل القصف مدينة فوفشانسك.",
        "airstrike | by مقاتلات روسية | to كوبيانسك | at كوبيانسك",
        "shelling | by مقاتلات روسية | to فوفشانسك | at فوفشانسك",
    ),
    case(
        "shelling-told-afresh",
        "شنت مقاتلات روسية غارات على مدينة كوبيانسك. وقتل ثلاثة مدنيين في قصف على مدينة دونيتسك.",
        "airstrike | by مقاتلات روسية | to كوبيانسك | at كوبيانسك",
        "killed | to مدنيين | at دونيتسك | n 3",
        "shelling | to دونيتسك | at دونيتسك",
    ),
    # --- amid reports of dead ---
    case(
        "bombings-amid-reports-of-dead",
        "نفذ تنظيم داعش تفجيرين في مدينة تل أبيض وسط أنباء عن سقوط قتلى.",
        "bombing | by تنظيم داعش | at تل أبيض",
        "killed possible | said أنباء | by تنظيم داعش | at تل أبيض",
    ),
    # --- enemies that a staff counts ---
    case(
        "a-staff-counts-terrorists",
        "ذكر بيان للجيش التشادي أن الحصيلة في المعركة قتل 65 إرهابيا.",
        "maybe clash | said بيان للجيش التشادي | by للجيش التشادي",
        "killed | said بيان للجيش التشادي | by للجيش التشادي | to إرهابيا | n 65",
    ),
    # --- with a day between ---
    case(
        "unknown-men-did-it-last-night",
        "انسحبت القوة بعد قيام مسلحين الليلة الماضية بتدمير جسر في مدينة مركة.",
        "withdrawal | by القوة",
        "destruction | by مسلحين | to جسر | at مركة",
    ),
    # --- the verb of a relative clause is nobody ---
    case(
        "accused-by-a-state-that-seceded",
        "اتهم جنوب السودان الذي استقل عام 2011 متمردين بشن هجمات على مدينة بور.",
        "attack | said جنوب السودان | by متمردين | to بور | at بور",
    ),
]


@parametrize(CASES)
def test_agents(example: Case) -> None:
    check(example)
