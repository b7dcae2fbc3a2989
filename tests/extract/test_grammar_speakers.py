"""Whose word it is: who carries whose words, whom they told, who is meant by "this source", where a voice ends."""

from grammar_cases import Case, case, check_standing, parametrize

CASES = [
    # --- who carries the words of another ---
    case(
        "statement-that-the-agency-broadcast",
        "وأكد المجلس العسكري، في بيان بثته اليوم وكالة الأنباء الرسمية، أن المتمردين قصفوا مدينة بونيا.",
        "shelling | said وكالة الأنباء الرسمية > المجلس العسكري",
    ),
    case(
        "statement-issued-and-broadcast",
        "وجاء في بيان صادر عن رئاسة الأركان وبثته الإذاعة الرسمية أن عشرة جنود قتلوا في منطقة كيدال.",
        "killed | said الإذاعة الرسمية > بيان",
    ),
    case(
        "what-a-page-broadcast-is-its-own",
        "ونفى الجيش ما بثته قناة الأفق عن أسر جنود قرب مدينة كيدال.",
        "detained denies:rebuttal | said الجيش",
        "maybe detained | said قناة الأفق",
    ),
    case(
        "paper-according-to-what-an-officer-said",
        'أوردت صحيفة "المساء" خبرا عن مقتل خمسين متشددا قرب مدينة غاو، وفقا لما أفاد به مصدر عسكري مالي.',
        'killed | said صحيفة "المساء" > مصدر عسكري مالي',
    ),
    case(
        "officer-according-to-the-agency",
        "وقال مصدر عسكري إن خمسين متشددا قتلوا قرب مدينة غاو، بحسب وكالة الأفق.",
        "killed | said وكالة الأفق > مصدر عسكري",
    ),
    # --- whom they told ---
    case(
        "told-the-agency-an-officer",
        "وأبلغ وكالة الأفق ضابط في الشرطة أن مسلحين قتلوا ثلاثة جنود في مدينة بوني.",
        "killed | said ضابط في الشرطة",
    ),
    case(
        "as-an-officer-told-the-agency",
        "قتل خمسة جنود في مدينة بارا، كما قال مسؤول محلي لوكالة الأفق.",
        "killed | said مسؤول محلي",
    ),
    case(
        "in-a-press-statement",
        "وأوضح مسؤول محلي في تصريح صحفي أن الطائرات قصفت مواقع المسلحين في قرية سرجان.",
        "airstrike | said مسؤول محلي",
    ),
    # --- who goes on ---
    case(
        "this-source",
        "وقال مصدر عسكري مالي إن الجيش دخل مدينة غاو. وأكد هذا المصدر أن المسلحين فروا من البلدة.",
        "entry | said مصدر عسكري مالي",
        "flight | said مصدر عسكري مالي",
    ),
    case(
        "he-who-was-quoted-goes-on",
        "وقال المصدر إن المسلحين فجروا جسرا يتم توجيه المياه إليه في مدينة رفح، ونفى مقتل مدنيين.",
        "bombing | said المصدر",
        "killed denies:rebuttal | said المصدر",
    ),
    # --- where somebody's words end ---
    case(
        "fronted-phrase-of-a-source",
        "بعد ليلة قتل فيها أربعون مدنيا، بحسب مسعفين، دخلت الشرطة مدينة دوما.",
        "killed | said مسعفين",
        "entry",
    ),
    case(
        "but-the-spokesman-said",
        "أعلن الرئيس أن جيشه سيطر على مدينة شوشة، إلا أن المتحدث باسم وزارة الدفاع قال إن القتال مستمر فيها.",
        "capture | said الرئيس",
        "clash | said المتحدث باسم وزارة الدفاع",
    ),
    case(
        "and-that-another-announced",
        "وقال الوزير إن قواته دخلت مدينة غاو وإن قائد المتمردين أعلن انسحاب رجاله من البلدة.",
        "entry | said الوزير",
        "withdrawal | said الوزير > قائد المتمردين",
    ),
    # --- what a demand, a threat or a hope takes for granted ---
    case(
        "demand-of-the-forces-that-took",
        "طالب المجلس بانسحاب القوات التي سيطرت على مدينة غاو.",
        "withdrawal demands | said المجلس",
        "capture | said المجلس",
    ),
    case(
        "demand-of-an-inquiry-into",
        "وطالبت المنظمة السلطات بمحاسبة المتورطين في قتل عشرة مدنيين في مدينة غاو.",
        "killed | said المنظمة",
    ),
    case(
        "called-for-an-end-of-the-shelling",
        "ودعا الوزير المسلحين إلى وقف قصف مدينة غاو.",
        "other demands | said الوزير",
    ),
    case(
        "call-with-ila",
        "ودعا الوزير إلى محاسبة المسلحين الذين قتلوا عشرة مدنيين في مدينة غاو.",
        "killed | said الوزير",
    ),
    case(
        "call-to-withdraw",
        "ودعا المبعوث المسلحين إلى الانسحاب من مدينة غاو.",
        "withdrawal demands | said المبعوث",
    ),
    # --- participles and nouns of saying ---
    case(
        "pointing-out-in-a-sentence-of-its-own",
        "وقال عمر ديالو إن الوضع هادئ. مشيرا إلى أن السلطات اعتقلت 590 شخصا في باماكو.",
        "detained | said عمر ديالو",
    ),
    case(
        "denying-what-media-told",
        "وأعلن القائد أن قواته صامدة في مدينة غاو، نافيا ما تداولته صفحات عن انسحابها من المطار.",
        "withdrawal denies:rebuttal | said القائد",
        "maybe withdrawal | said صفحات",
    ),
    case(
        "after-the-confirmation-of-an-official",
        "وجاء ذلك بعد قليل من تأكيد مسؤول أمريكي لوكالة الأفق، بأن مقاتلات استهدفت قافلة قرب الحدود.",
        "airstrike | said مسؤول أمريكي",
    ),
    case(
        "what-is-told-explains-itself",
        "وأعلن الجيش سيطرته على مدينة غاو، ما يفسر قيام المتمردين باحتجاز مدنيين في المدينة.",
        "capture | said الجيش",
        "detained",
    ),
    case(
        "one-of-them-may-speak",
        "وقال أحدهم إن مسلحين قتلوا ثلاثة جنود في مدينة بوني.",
        "killed | said أحدهم",
    ),
    # --- who is named ---
    case(
        "committees-which-are",
        "وذكرت لجان التنسيق، وهي هيئة معارضة تنظم الأحداث، أن عشرين شخصا قتلوا في مدينة دوما.",
        "killed | said لجان التنسيق",
    ),
    case(
        "name-with-ould",
        "وصرح أحمد ولد سيدي بأن مقاتليه دخلوا مدينة غاو.",
        "entry | said أحمد ولد سيدي",
    ),
    case(
        "sources-in-the-congress",
        "وقالت مصادر في المؤتمر الوطني العام إن مسلحين خطفوا ثلاثة ضباط في مدينة طرابلس.",
        "abduction | said مصادر في المؤتمر الوطني العام",
    ),
]


@parametrize(CASES)
def test_speakers(example: Case) -> None:
    check_standing(example)
