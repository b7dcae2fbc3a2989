"""Whose word goes on, and where it ends: communiqués, "we", formulas that attribute to nobody, contrasts."""

from grammar_cases import Case, case, check_standing, parametrize

CASES = [
    # --- impersonal reporting and background ---
    case(
        "recalled-is-nobody's",
        "قال محافظ ديالى إن مسلحين قتلوا خمسة جنود قرب بعقوبة. يذكر أن التنظيم سيطر على مدينة جلولاء عام 2014.",
        "killed | said محافظ ديالى",
        "capture | history",
    ),
    case(
        "worth-recalling",
        "ويشار إلى أن قوات حفتر انسحبت من مدينة ترهونة في حزيران 2020.",
        "withdrawal | history",
    ),
    case(
        "likely-that",
        "ويرجح أن المسلحين انسحبوا من بلدة بونتيلاند.",
        "withdrawal possible",
    ),
    case(
        "reports-came",
        "ووردت أنباء عن سقوط قتلى في مدينة غاو.",
        "killed possible | said أنباء",
    ),
    # --- the issuer of a statement ---
    case(
        "communique-is-its-issuer's",
        "أصدرت القيادة العامة للجيش السوداني البيان التالي: دخلت قواتنا مدينة سنجة. "
        "وقتل سبعة من المتمردين في محيط المدينة.",
        "entry | said القيادة العامة للجيش السوداني",
        "killed | said القيادة العامة للجيش السوداني",
    ),
    case(
        "heading-names-the-issuer",
        "بيان صادر عن وزارة الدفاع الصومالية\nاستعادت قواتنا مدينة جوهر.\nوقتل عشرة مسلحين في محيطها.",
        "recapture | said وزارة الدفاع الصومالية",
        "killed | said وزارة الدفاع الصومالية",
    ),
    case(
        "our-forces-are-the-speaker's",
        "أعلنت قيادة شرطة نينوى في بيان مقتل خمسة مسلحين في تلعفر. وسيطرت قواتنا على بلدة العياضية.",
        "killed | said قيادة شرطة نينوى",
        "capture | said قيادة شرطة نينوى",
    ),
    # --- who the speaker is ---
    case(
        "agency-belonging-to",
        "ذكرت وكالة النبأ التابعة لحركة الشباب أن مقاتليها دخلوا مدينة بلدوين.",
        "entry | said وكالة النبأ التابعة لحركة الشباب",
    ),
    case(
        "the-accused-is-no-part-of-the-voice",
        "واتهم سكان في مدينة زنجبار الحوثيين بقصف السوق.",
        "shelling | said سكان في مدينة زنجبار",
    ),
    case(
        "as-for-the-group",
        "أما حركة أنصار الدين فتبنت الهجوم على مدينة تمبكتو.",
        "attack | said حركة أنصار الدين",
    ),
    case(
        "owns-up-to-it",
        "وكان تنظيم القاعدة قد تبنى العملية في مدينة زنجبار.",
        "attack | said تنظيم القاعدة",
    ),
    case(
        "named-before-the-pluperfect",
        "وكان المركز الإعلامي لقوات الحكومة قد حمل الحركة مسؤولية قصف مدينة غريان.",
        "shelling | said المركز الإعلامي لقوات الحكومة",
    ),
    case(
        "resumes-after-an-aside",
        "غير أن ضابطا في الشرطة، فضل عدم ذكر اسمه، قال إن المسلحين انسحبوا من مدينة بابنوسة.",
        "withdrawal | said ضابطا في الشرطة",
    ),
    case(
        "in-a-recording",
        "وبثت الجماعة تسجيلا أعلن فيه قائد الكتيبة انسحاب مقاتليه من مدينة ميدي.",
        "withdrawal | said قائد الكتيبة",
    ),
    case(
        "threatens-somebody-and-goes-on",
        "وتوعدت وزارة الداخلية برد قاس، مشيرة إلى أن الشرطة قتلت سبعة مسلحين في غروزني.",
        "killed | said وزارة الداخلية",
    ),
    case(
        "called-is-no-allegation",
        "وقال قائد ميداني إن الانفجار وقع في منطقة تدعى وادي سوف. وأضاف أن مسلحين قتلوا جنديين.",
        "bombing | said قائد ميداني",
        "killed | said قائد ميداني",
    ),
    case(
        "unknown-plural-verb-is-no-name",
        "سيطرت الحركة على مدينة سربل، وفقا لشيوخ قبائل توسطوا في الأمر.",
        "capture | said شيوخ قبائل",
    ),
    # --- chains ---
    case(
        "the-agency-quotes-the-officer-on",
        "ونقلت قناة سهيل عن ضابط في الجيش أن الحوثيين قصفوا مدينة مأرب. وأكد الضابط أن ثلاثة مدنيين قتلوا.",
        "shelling | said قناة سهيل > ضابط في الجيش",
        "killed | said قناة سهيل > ضابط في الجيش",
    ),
    case(
        "as-the-agency-reported-is-outermost",
        "وأكد ناطق باسم الحركة انسحاب مقاتليه من مدينة غاو، كما ذكرت وكالة الأخبار.",
        "withdrawal | said وكالة الأخبار > ناطق باسم الحركة",
    ),
    case(
        "joined-clause-of-the-outer-voice",
        "قال مدير المستشفى إن الشرطة أعلنت أن مسلحين هاجموا السوق، وإن خمسة مدنيين قتلوا في مدينة كسلا.",
        "attack | said مدير المستشفى > الشرطة",
        "killed | said مدير المستشفى",
    ),
    case(
        "relative-goes-on-with-the-voice",
        "قتل تسعة مدنيين في مدينة الحديدة، وفقا لمكتب الصحة الذي أشار إلى إصابة عشرين طفلا.",
        "killed | said مكتب الصحة",
        "injured | said مكتب الصحة",
    ),
    case(
        "the-channel-reported-this",
        "أعلن قائد ميداني أن مقاتليه دخلوا مدينة غاو. ذكرت ذلك قناة الساحل اليوم.",
        "entry | said قناة الساحل > قائد ميداني",
    ),
    case(
        "published-quoting-a-source",
        "ونشرت صحيفة الضفة، نقلا عن مصدر ميداني، خبر حدوث اشتباكات في مدينة الميادين. وقال المصدر إن المسلحين انسحبوا.",
        "clash | said صحيفة الضفة > مصدر ميداني",
        "withdrawal | said صحيفة الضفة > مصدر ميداني",
    ),
    case(
        "agency-behind-two-statements",
        "وأكد قائد في الحركة مقتل عشرة جنود في كيدال لكنه نفى انسحاب مقاتليه من مدينة غاو، كما ذكرت وكالة الأخبار.",
        "killed | said وكالة الأخبار > قائد في الحركة",
        "withdrawal denies:rebuttal | said وكالة الأخبار > قائد في الحركة",
    ),
    case(
        "our-correspondent-is-the-one-named",
        "قال مراسل راديو المدينة في درنة محمود السيد إن طائرة قصفت مدينة درنة. وأضاف مراسلنا أن خمسة جنود قتلوا.",
        "airstrike | said مراسل راديو المدينة في درنة محمود السيد",
        "killed | said مراسل راديو المدينة في درنة محمود السيد",
    ),
    case(
        "a-name-ends-before-what-attributes",
        "وقال سكان محليون وفقا لوكالة الساحل إن المسلحين انسحبوا من مدينة غاو.",
        "withdrawal | said وكالة الساحل > سكان محليون",
    ),
    # --- where it ends ---
    case(
        "an-accusation-ends-at-a-contrast",
        "واتهمت المعارضة المسلحة الجيش النظامي بقصف السوق في مدينة تعز، فيما انسحبت القوات من مدينة المخا.",
        "shelling | said المعارضة المسلحة",
        "withdrawal",
    ),
    case(
        "set-off-phrase-governs-its-clause",
        "اقتحم الجيش مدينة جباليا، وأودى القصف، وفقا لمدير المستشفى، بحياة سبعة مدنيين.",
        "entry",
        "maybe shelling | said مدير المستشفى",
        "killed | said مدير المستشفى",
    ),
    case(
        "set-off-clause-governs-the-sentence",
        "انسحب الجيش من مدينة زوارة، كما أفاد مراسلنا، وسيطرت الفصائل على الميناء.",
        "withdrawal | said مراسلنا",
        "capture | said مراسلنا",
    ),
    case(
        "colon-after-the-medium",
        "شهود من حي القبة لراديو المدينة: طائرة قصفت مدينة درنة.",
        "airstrike | said شهود من حي القبة",
    ),
    # --- after the content, in the middle, at the end ---
    case(
        "said-a-resident",
        "دخلت الدبابات مدينة سرمين فجرا، قال أحد السكان.",
        "entry | said أحد السكان",
    ),
    case(
        "quotation-then-its-speaker",
        "«المسلحون انسحبوا من مدينة هرر ليلا»، يقول قائد محلي.",
        "withdrawal | said قائد محلي",
    ),
    case(
        "source-after-a-dash",
        "مقتل سبعة جنود في كمين قرب مدينة ديفا - مصدر أمني",
        "killed | said مصدر أمني",
        "ambush | said مصدر أمني",
    ),
    case(
        "source-in-brackets",
        "سيطرت القوات على مدينة سوليدار (وزارة الدفاع الروسية).",
        "capture | said وزارة الدفاع الروسية",
    ),
    case(
        "agency-from-witnesses-and-a-colon",
        "رويترز عن شهود عيان: انفجار في مدينة بيلغورود",
        "bombing | said رويترز > شهود عيان",
    ),
    case(
        "a-country-and-a-colon-is-where",
        "الصومال: الجيش يدخل مدينة بلعد",
        "entry",
    ),
    # --- pronouns and anaphors ---
    case(
        "according-to-him",
        "قال قائد الشرطة في درنة إن الوضع هادئ. ووفقا له، قتل ثمانية مسلحين في مدينة درنة.",
        "killed | said قائد الشرطة في درنة",
    ),
    case(
        "as-they-claim",
        "أطلقت المليشيا، على حد زعمها، صاروخا على مدينة أبها.",
        "shelling | said المليشيا",
    ),
    case(
        "the-latter-denied-it",
        "واتهمت لجان المقاومة الدعم السريع بقصف مدينة الفاشر، لكن الأخير نفى ذلك.",
        "shelling | said لجان المقاومة",
        "shelling denies:rebuttal | said الدعم السريع",
    ),
    case(
        "he-added-is-no-she",
        "قال المتحدث باسم الشرطة إن مسلحين هاجموا السوق، فيما أعلنت البلدية مقتل عشرين مدنيا في كسلا. "
        "وأضاف أن المهاجمين انسحبوا من مدينة كسلا.",
        "attack | said المتحدث باسم الشرطة",
        "killed | said البلدية",
        "withdrawal | said المتحدث باسم الشرطة",
    ),
    case(
        "commander-and-governor-by-their-spelling",
        "وقال آمر الكتيبة إن المسلحين انسحبوا من مدينة ترهونة. وأكد والي سنار أن القوات دخلت مدينة الدندر.",
        "withdrawal | said آمر الكتيبة",
        "entry | said والي سنار",
    ),
    case(
        "title-completed-by-its-place",
        "وأوضح رئيس بلدية بيدوا أن مسلحين قتلوا سائقين.",
        "killed | said رئيس بلدية بيدوا",
    ),
    case(
        "a-name-that-begins-with-an-event-noun",
        "ونفى الدعم السريع قصف مدينة الأبيض.",
        "shelling denies:rebuttal | said الدعم السريع",
    ),
    case(
        "assurances-end-with-their-phrase",
        "ورغم تأكيدات وزارة الدفاع الروسية انسحاب القوات من كوراخوفا، قصفت الطائرات البلدة.",
        "withdrawal | said وزارة الدفاع الروسية",
        "airstrike",
    ),
]


@parametrize(CASES)
def test_statements(example: Case) -> None:
    check_standing(example)
