"""Who is credited: speakers before and after the verb, dropped, relayed, joined, quoted, or behind a preposition."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- where the speaker stands ---
    case(
        "speaker-after-verb",
        "قال المتحدث باسم الجيش السوداني إن قوات الدعم السريع انسحبت من مدينة ود مدني.",
        "withdrawal | said المتحدث باسم الجيش السوداني | by قوات الدعم السريع | at ود مدني",
    ),
    case(
        "speaker-before-verb",
        "وكانت وزارة الدفاع العراقية أعلنت أن القوات الأمنية دخلت قضاء الحويجة.",
        "entry | said وزارة الدفاع العراقية | by القوات الأمنية | at الحويجة",
    ),
    case(
        "speaker-after-time-and-medium",
        "أعلن الجيش المالي اليوم في بيان سيطرته على مدينة كيدال.",
        "capture | said الجيش المالي | by الجيش المالي | at كيدال",
    ),
    case(
        "addressee-is-no-voice",
        "وقال شاهد عيان لوكالة رويترز إن مسلحين اقتحموا فندقا في مقديشو.",
        "entry | said شاهد عيان | by مسلحين | at مقديشو",
    ),
    case(
        "medium-is-no-part-of-the-name",
        "أعلن المتحدث باسم الحكومة في بيان مقتل سبعة جنود في غوما.",
        "killed | said المتحدث باسم الحكومة | to جنود | at غوما | n 7",
    ),
    case(
        "title-name-and-office",
        "أكد العميد يحيى سريع، المتحدث العسكري باسم الحوثيين، إسقاط طائرة مسيرة فوق مدينة الحديدة.",
        "shootdown | said العميد يحيى سريع | to طائرة مسيرة | at الحديدة",
    ),
    case(
        "country-speaks",
        "اعترفت موسكو بمقتل 63 جنديا في مدينة دونيتسك.",
        "killed | said موسكو | to جنديا | at دونيتسك | n 63",
    ),
    case(
        "joint-voices-are-one",
        "وأفاد المرصد السوري لحقوق الإنسان وناشطون بأن الطيران الحربي قصف بلدة كفرنبل.",
        "airstrike | said المرصد السوري لحقوق الإنسان | by الطيران الحربي | to كفرنبل | at كفرنبل",
    ),
    # --- dropped and pronominal speakers ---
    case(
        "dropped-speaker-goes-on",
        "قال الناطق باسم حركة طالبان إن مقاتلي الحركة دخلوا مدينة قندوز. وأضاف أن القوات الحكومية انسحبت من المطار.",
        "entry | said الناطق باسم حركة طالبان | by مقاتلي الحركة | at قندوز",
        "withdrawal | said الناطق باسم حركة طالبان | by القوات الحكومية",
    ),
    case(
        "dropped-speaker-of-the-nearest",
        "قال مسؤول محلي إن انفجارا وقع في كابل. وأعلنت وزارة الداخلية الأفغانية مقتل تسعة مدنيين. "
        "وأشارت إلى إصابة عشرين آخرين.",
        "bombing | said مسؤول محلي | at كابل",
        "killed | said وزارة الداخلية الأفغانية | to مدنيين | at كابل | n 9",
        "injured | said وزارة الداخلية الأفغانية | to مدنيين | at كابل | n 20",
    ),
    case(
        "participles-continue",
        "قال قائد ميداني إن قواته سيطرت على بلدة بنت جبيل، مضيفا أنها قتلت عشرة مسلحين.",
        "capture | said قائد ميداني | by قواته | at بنت جبيل",
        "killed | said قائد ميداني | by قواته | to مسلحين | at بنت جبيل | n 10",
    ),
    case(
        "participle-denies",
        "اتهم الجيش الإثيوبي مقاتلي تيغراي بقصف مدينة بحر دار، نافيا سقوط قتلى.",
        "shelling | said الجيش الإثيوبي | by مقاتلي تيغراي | to بحر دار | at بحر دار",
        "killed denies | said الجيش الإثيوبي | at بحر دار",
    ),
    case(
        "said-and-then-a-colon-quote",
        "وتابع القائد: «دخلنا مدينة سرت فجر اليوم».",
        "entry | said القائد | by القائد | at سرت",
    ),
    # --- relays ---
    case(
        "relay-from",
        "ونقلت وكالة إنترفاكس عن مسؤول عسكري أن القوات الروسية دخلت مدينة أفدييفكا.",
        "entry | said وكالة إنترفاكس > مسؤول عسكري | by القوات الروسية | at أفدييفكا",
    ),
    case(
        "relay-from-his-saying",
        "ونقلت صحيفة ديلي ستار عن مصدر أمني قوله إن الجيش اللبناني اعتقل ثلاثة مسلحين في عرسال.",
        "detained | said صحيفة ديلي ستار > مصدر أمني | by الجيش اللبناني | to مسلحين | at عرسال | n 3",
    ),
    case(
        "relay-nested",
        "وقالت وكالة الأناضول إن مسؤولا محليا أكد أن قوات حفتر انسحبت من مدينة ترهونة.",
        "withdrawal | said وكالة الأناضول > مسؤولا محليا | by قوات حفتر | at ترهونة",
    ),
    case(
        "quoting-from-at-the-end",
        "قتل 12 جنديا في هجوم على مدينة مايدوغوري، نقلا عن مصادر طبية.",
        "killed | said مصادر طبية | to جنديا | at مايدوغوري | n 12",
        "attack | said مصادر طبية | to مايدوغوري | at مايدوغوري",
    ),
    # --- prepositions ---
    case(
        "according-to-before",
        "وبحسب مصادر محلية، قصفت المدفعية الأرمينية مدينة كنجة.",
        "shelling | said مصادر محلية | by المدفعية الأرمينية | to كنجة | at كنجة",
    ),
    case(
        "according-to-after",
        "قصفت المدفعية الأرمينية مدينة كنجة، وفق ما أعلنت وزارة الدفاع الأذربيجانية.",
        "shelling | said وزارة الدفاع الأذربيجانية | by المدفعية الأرمينية | to كنجة | at كنجة",
    ),
    case(
        "according-to-inside",
        "سيطرت حركة الشباب، بحسب شهود عيان، على مدينة كيسمايو.",
        "capture | said شهود عيان | by حركة الشباب | at كيسمايو",
    ),
    case(
        "as-the-agency-reported",
        "انسحب الجيش الفرنسي من قاعدة غاو، كما ذكرت وكالة فرانس برس.",
        "withdrawal | said وكالة فرانس برس | by الجيش الفرنسي | at غاو",
    ),
    case(
        "in-his-words-distancing",
        "وتمكن المقاتلون من اقتحام مطار ميتيغا، على حد زعم القناة.",
        "entry | said القناة | by المقاتلون | at مطار ميتيغا",
    ),
    # --- colons and quotes ---
    case(
        "bulletin-colon",
        "وزارة الدفاع الأوكرانية: قواتنا استعادت مدينة خيرسون.",
        "recapture | said وزارة الدفاع الأوكرانية | by قواتنا | at خيرسون",
    ),
    case(
        "quote-over-sentences",
        'وقال الجنرال: "دخلنا مدينة غروزني. وانسحب المسلحون من وسط المدينة".',
        "entry | said الجنرال | by الجنرال | at غروزني",
        "withdrawal | said الجنرال | by المسلحون | at غروزني",
    ),
    case(
        "after-the-quote-nobody-speaks",
        'وقال الجنرال: "دخلنا مدينة غروزني". وقصفت الطائرات مدينة أرغون.',
        "entry | said الجنرال | by الجنرال | at غروزني",
        "airstrike | by الطائرات | to أرغون | at أرغون",
    ),
    # --- nouns that report ---
    case(
        "announcement-as-noun",
        "جاء ذلك بعد إعلان الجيش التشادي مقتل خمسة متمردين قرب مدينة فايا.",
        "killed | said الجيش التشادي | to متمردين | at فايا | n 5",
    ),
    case(
        "reports-spoke-of",
        "وتحدثت أنباء عن سقوط بلدة سلمى بيد المعارضة.",
        "capture | said أنباء | by المعارضة | at سلمى",
    ),
    case(
        "own-claim-of-an-attack",
        "تبنت حركة الشباب الهجوم على قاعدة بلدوغلي.",
        "attack | said حركة الشباب | by حركة الشباب | to قاعدة بلدوغلي | at قاعدة بلدوغلي",
    ),
    case(
        "accusation-names-the-doer",
        "واتهمت المعارضة المسلحة الجيش النظامي بقصف سوق في مدينة أريحا.",
        "shelling | said المعارضة المسلحة | by الجيش النظامي | to سوق | at أريحا",
    ),
    case(
        "did-not-announce-says-nothing",
        "ولم يعلن الجيش الجزائري عن مقتل أي جندي في تمنراست.",
        "maybe killed doubts | said الجيش الجزائري | to جندي | at تمنراست",
    ),
    case(
        "relay-passive",
        "ونقل عن المتحدث قوله إن القوات دخلت مدينة سرت.",
        "entry | said المتحدث | by القوات | at سرت",
    ),
    case(
        "told-the-agency",
        "وأبلغت الشرطة وكالة رويترز أن المسلحين انسحبوا من مدينة غوما.",
        "withdrawal | said الشرطة | by المسلحين | at غوما",
    ),
]


@parametrize(CASES)
def test_voices(example: Case) -> None:
    check(example)
