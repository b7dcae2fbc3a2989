"""Events that long subjects, rare verbs and headlines hide, and words for people and means that tell no event."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- the object that completes a verb stands far behind it ---
    case(
        "foils-behind-an-apposition",
        "أفشلت كتائب الحماية، مدعومة بمتطوعين، ليلة الجمعة، محاولة تسلل لمسلحين في جبهة سوق الخميس.",
        "clash | by كتائب الحماية | to مسلحين | at سوق الخميس",
        "entry denies:failed | by مسلحين | at سوق الخميس",
    ),
    case(
        "reach-an-agreement",
        "توصل الطرفان، بعد وساطة قبلية طويلة استمرت أياما، إلى هدنة تستمر أسبوعا في مدينة الزاوية.",
        "agreement | by الطرفان | at الزاوية",
    ),
    case("foils-no-attack", "أحبطت الجمارك محاولة تهريب سجائر في ميناء طبرق."),
    # --- a verb that could be "I" is "he" ---
    case(
        "subject-before-was-wounded",
        "قال مسعف إن راعيا أصيب بشظايا لغم قرب مدينة ميدي.",
        "injured | said مسعف | to راعيا | at ميدي",
    ),
    case("striker-wounded", "قال المدرب إن هداف الفريق أصيب في الركبة خلال المباراة."),
    case(
        "shot-down-a-drone",
        "أسقط الجيش الأوكراني تسع مسيرات فوق مدينة سومي.",
        "shootdown | by الجيش الأوكراني | to مسيرات | at سومي",
    ),
    # --- light verbs and set phrases ---
    case(
        "noose-tightened",
        "شددت القوات المشتركة حصارها على المسلحين في مدينة سرت.",
        "siege | by القوات المشتركة | to المسلحين | at سرت",
    ),
    case(
        "fell-victim",
        "راح ضحية القصف خمسة أطفال في مدينة الحديدة.",
        "killed | to أطفال | at الحديدة",
        "maybe shelling | to أطفال | at الحديدة",
    ),
    case(
        "forced-to-leave-their-homes",
        "اضطر مئات السكان إلى مغادرة منازلهم في مدينة الجنينة.",
        "displacement | to السكان | at الجنينة",
    ),
    case("left-for-work", "غادر الموظفون مكاتبهم في مدينة سوسة."),
    case("siege-broken", "فكت القوات الحصار عن مطار منغ العسكري.", "attack | by القوات | at مطار منغ العسكري"),
    case(
        "blew-himself-up",
        "فجر انتحاري نفسه وسط مدينة كيسمايو.",
        "bombing | by انتحاري | at كيسمايو",
    ),
    case(
        "could-not-be-moved",
        "تعذر إجلاء الجرحى من مدينة الأبيض.",
        "evacuation denies:failed | to الجرحى | at الأبيض",
    ),
    case(
        "vehicles-taken-back",
        "استعادت القوات أربع آليات في مدينة ميدي.",
        "seizure | by القوات | to آليات | at ميدي",
    ),
    case("city-taken-back", "استعادت الفرقة المدرعة حي الوحدة.", "recapture | by الفرقة المدرعة | at حي الوحدة"),
    case(
        "these-forces",
        "وصلت قوات الردع الخاصة إلى مدينة زوارة. ثم دخلت هذه القوات مدينة صبراتة.",
        "advance | by قوات الردع الخاصة | at زوارة",
        "entry | by قوات الردع الخاصة | at صبراتة",
    ),
    case("aden-and-no-verb", "أسهمت القوات في استعادة عدن.", "recapture | by القوات | at عدن"),
    case("two-thousand-people-fled", "نحو ألفي شخص فروا من مدينة بور.", "displacement | to شخص | at بور"),
    case("families-of-women", "احتجت نساء خارج منازل أسرهن في مدينة كابل."),
    case(
        "incidents-say-nothing",
        "يؤكد الحادث الذي استهدف مسجدا في مدينة كويتا أن الحرب مستمرة.",
        "attack | to مسجدا | at كويتا",
    ),
    # --- denials ---
    case(
        "a-figure-called-lies",
        'قال ناطق إن 40 جنديا قتلوا في غارات على مدينة حجة، وهو رقم وصفه قائد الشرطة بـ"الأكاذيب".',
        "killed | said ناطق | to جنديا | at حجة",
        "airstrike | said ناطق | to حجة | at حجة",
        "killed denies:rebuttal | said قائد الشرطة | to جنديا | at حجة",
    ),
    case(
        "could-not-verify-a-downing",
        "تعذر على المركز التثبت من أنباء إسقاط طائرة فوق مطار نيالا.",
        "shootdown doubts:unverified | said المركز | to طائرة | at مطار نيالا",
    ),
    case(
        "called-a-farce",
        "قال ناشط إن الجيش قصف السوق، وهو ما وصفه الجيش بأنه «أكاذيب مفضوحة».",
        "shelling | said ناشط | by الجيش | to السوق | at السوق",
        "shelling denies:rebuttal | said الجيش | by الجيش | to السوق | at السوق",
    ),
    case(
        "nonsense-in-sudanese",
        "نقلت صفحات أن المليشيا دخلت مدينة رفاعة. والجيش يقول: دا كلام ما عندو أي أساس.",
        "entry | said صفحات | by المليشيا | at رفاعة",
        "entry denies:rebuttal | said الجيش | by المليشيا | at رفاعة",
    ),
    case(
        "no-one-hurt",
        "تعرضت دورية لإطلاق نار في مدينة جنين، ولا إصابات.",
        "attack | to دورية | at جنين",
        "injured denies:negation | to دورية | at جنين",
    ),
    case(
        "refuses-what-others-agreed-to",
        "رفض الوفد هدنة وافق عليها القائد في مدينة جوبا.",
        "reject | by الوفد | at جوبا",
        "agreement | by القائد | at جوبا",
    ),
    case(
        "keeps-people-away",
        "طوقت الشرطة مكان الانفجار في مدينة كويتا ومنعت الاقتراب.",
        "siege | by الشرطة | to مكان الانفجار | at كويتا",
        "maybe bombing | at كويتا",
    ),
    case(
        "no-comment-is-no-pursuit",
        "قصفت طائرة مجهولة مستودعا في مدينة الجفرة، ولم تعقب القيادة على ذلك.",
        "airstrike | by طائرة مجهولة | to مستودعا | at الجفرة",
    ),
    # --- headlines ---
    case(
        "dead-in-a-headline",
        "قتلى وجرحى بغارات على سوق في مدينة صعدة",
        "killed | at صعدة",
        "maybe injured | at صعدة",
        "airstrike | to سوق | at صعدة",
    ),
    case("martyrs-of-long-ago", "شهداء الواجب في ذاكرة مدينة الأحساء"),
    # --- what goes on in the future is expected ---
    case("strikes-will-go-on", "الغارات على مدينة صعدة ستتواصل.", "airstrike expects | to صعدة | at صعدة"),
    # --- words for people and means ---
    case("ambulance-crews", "وصلت طواقم الإسعاف إلى مدينة جنين."),
    case("care-for-the-wounded", "تمكن الأطباء من تقديم الرعاية للجرحى والمصابين في مدينة عدن."),
    case(
        "the-most-bloody",
        "وفي التفجير الأكثر دموية انفجرت سيارة ملغومة في مدينة كويتا.",
        "vehicle_bomb | at كويتا",
    ),
    case(
        "distance-of-a-town",
        "قتل شرطيان في بلدة الشرقاط بشمال البلاد على بعد 90 كيلومترا من مدينة الموصل.",
        "killed | to شرطيان | at الشرقاط",
    ),
    case(
        "palmyra-and-no-verb",
        "صد الجنود هجوما لمسلحين في محيط تدمر.",
        "clash | by الجنود | to مسلحين | at تدمر",
    ),
    case("murder", "ضبط المتهم بقتل المجني عليه وإصابة شقيقه في مشاجرة بمدينة طنطا."),
]


@parametrize(CASES)
def test_recall(example: Case) -> None:
    check(example)
