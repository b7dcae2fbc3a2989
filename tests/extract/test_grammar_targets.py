"""Whom it is done to: how their name is cut, whom a phrase befell, and how many."""

from grammar_cases import Case, case, check, claims, parametrize

CASES = [
    # --- how a name is cut: no number, no part of a number, no direction ---
    case("many-of", "قتل العديد من الفلاحين في بلدة أبيي.", "killed | to الفلاحين | at أبيي"),
    case(
        "many-of-behind-the-doer",
        "قتلت القوات الحكومية الكثير من الرعاة في بلدة أبيي.",
        "killed | by القوات الحكومية | to الرعاة | at أبيي",
    ),
    case(
        "counted-and-where",
        "قتل الجيش المالي 12 مدنيا جنوبي البلاد.",
        "killed | by الجيش المالي | to مدنيا | at جنوبي البلاد | n 12",
    ),
    case(
        "no-less-than-dozens-of",
        "قتلت نيران الرشاشات في حي الزهور ما لا يقل عن عشرات من القرويين.",
        "killed | to القرويين | n 20",
    ),
    # --- titles and names ---
    case(
        "title-and-name-behind-a-noun",
        "مقتل الناشط الحقوقي سمير حداد في مدينة درنة.",
        "killed | to الناشط الحقوقي سمير حداد | at درنة | n 1",
    ),
    case("prisoner-and-name", "وفاة السجين وائل كرم في مدينة حماة.", "killed | to السجين وائل كرم | at حماة | n 1"),
    case(
        "name-in-brackets-is-the-doers",
        "كان سالم قد اعتقل من قبل القوات الحكومية (الحرس) في مدينة درنة.",
        "detained | by القوات الحكومية | to سالم | at درنة",
    ),
    # --- who kills and whom: things that kill by themselves, nations behind names ---
    case(
        "shell-kills-children",
        "قتلت قذيفة ثلاثة أطفال في مدينة درنة.",
        "killed | to أطفال | at درنة | n 3",
    ),
    case("splinters-kill-a-woman", "قتلت شظايا القنبلة امرأة في مدينة سرت.", "killed | to امرأة | at سرت | n 1"),
    case(
        "rocket-hits-their-car",
        "أصاب صاروخ سيارتهما قرب مدينة سنجار.",
        "shelling | to سيارتهما | at سنجار",
    ),
    case(
        "lives-of",
        "أودى القصف بحياة أربعين مريضا في مدينة الأبيض.",
        "shelling | to مريضا | at الأبيض",
        "killed | to مريضا | at الأبيض | n 40",
    ),
    case(
        "lives-of-at-once",
        "أودى بحياة عشرة أشخاص انفجار في مدينة غاو.",
        "killed | to أشخاص | at غاو | n 10",
        "bombing | to أشخاص | at غاو",
    ),
    case(
        "men-of-a-nation",
        "احتجز رجال قبائل يمنيون سائحين هولنديين في مدينة مأرب.",
        "detained | by رجال قبائل | to سائحين هولنديين | at مأرب",
    ),
    case(
        "of-them-four",
        "أدى الانفجار إلى مقتل 14 مواطنا منهم أربعة أطباء في مدينة غاو.",
        "bombing | to مواطنا",
        "killed | to مواطنا | n 14",
        "killed | to أطباء | n 4",
    ),
    case(
        "held-among-them",
        "اعتقلت الشرطة 40 متظاهرا بينهم خمسة صحفيين في مدينة الخرطوم.",
        "detained | by الشرطة | to متظاهرا | at الخرطوم | n 40",
        "detained | by الشرطة | to صحفيين | at الخرطوم | n 5",
    ),
    case(
        "three-of-them",
        "قتل الجيش المالي ستة مسلحين في مدينة غاو. وأسر ثلاثة منهم.",
        "killed | by الجيش المالي | to مسلحين | at غاو | n 6",
        "maybe detained | by الجيش المالي | to مسلحين | at غاو | n 3",
        "maybe detained | to مسلحين | at غاو | n 3",
    ),
    case("hundreds-fled", "فر المئات إلى الغابات في ولاية الوحدة.", "displacement | to المئات | at الوحدة | n 200"),
    case(
        "from-their-homes", "نزح عشرات الآلاف من منازلهم في إقليم دارفور.", "displacement | to عشرات الآلاف | at دارفور"
    ),
    case(
        "thirty-others",
        "أعدم المسلحون ثمانين جنديا في مدينة غاو واختطفوا ثلاثين آخرين.",
        "execution | by المسلحون | to جنديا | at غاو | n 80",
        "abduction | by المسلحون | to جنديا | at غاو | n 30",
    ),
    case(
        "targeting-stores",
        "نفذت الطائرات الحربية غارات في مدينة صعدة مستهدفة مخازن أسلحة.",
        "airstrike | by الطائرات الحربية | to مخازن أسلحة | at صعدة",
    ),
    case("upwards-of-forty", "قتل ما يزيد على 40 شخصا في مدينة غاو.", "killed | to شخصا | at غاو | n 40"),
    case(
        "killing-and-torture-of",
        "قامت حركة الشباب بقتل وتعذيب مدنيين في مدينة بيدوا.",
        "killed | by حركة الشباب | to مدنيين | at بيدوا",
    ),
    case("quoted-behind-a-number", 'مقتل خمسة عشر "إرهابيا" في مدينة غاو.', "killed | to إرهابيا | at غاو | n 15"),
    # --- who cannot be meant: places, what is said next, who tells it ---
    case(
        "his-brother-who-was-killed",
        "شقيقه حسين الذي قتل في مدينة غاو كان ضابطا.",
        "killed | to شقيقه حسين | at غاو | n 1",
    ),
    case(
        "province-in-brackets",
        "قتل موظف محلي في البلدية بمحافظة لحج (جنوب) اليمن برصاص مسلحين.",
        "killed | by مسلحين | to موظف محلي | n 1",
    ),
    case(
        "losses-of-life-are-no-grounds",
        "قصفت قوات الجيش المالي مناطق في مدينة غاو، وسط أنباء عن خسائر بشرية.",
        "shelling | by قوات الجيش المالي | to مناطق | at غاو",
        "killed possible | said أنباء | by قوات الجيش المالي | at غاو",
    ),
    case(
        "his-death",
        "أصيب مدير الشرطة برصاص عناصر من حركة الشباب، ما أدى إلى استشهاده.",
        "injured | by عناصر من حركة الشباب | to مدير الشرطة | n 1",
        "killed | to مدير الشرطة",
    ),
    case(
        "aircraft-bomb",
        "استمر قصف الطائرات التركية لمواقع الحزب في جبل قنديل.",
        "airstrike | by الطائرات التركية | to مواقع الحزب | at جبل قنديل",
    ),
    case(
        "shelling-of-whom-on-what",
        "وقع قصف عشوائي للميليشيات على الأحياء السكنية في مدينة تعز.",
        "shelling | by للميليشيات | to الأحياء السكنية | at الأحياء السكنية + تعز",
    ),
    case(
        "fell-dead-or-hurt",
        "سقط عشرات من مسلحي حركة الشباب بين قتيل وجريح في المواجهات.",
        "killed | to مسلحي حركة الشباب",
        "injured | to مسلحي حركة الشباب",
    ),
    # --- what is blown up, and what a bomb is in ---
    case(
        "pipeline",
        "فجر مسلحون أنبوب الغاز الرئيسي في مدينة شبوة.",
        "bombing | by مسلحون | to أنبوب الغاز الرئيسي",
    ),
    case(
        "car-before-a-seat",
        "انفجرت سيارة مفخخة أمام مقر جهاز المخابرات في مدينة بيدوا.",
        "vehicle_bomb | to مقر جهاز المخابرات | n 1",
    ),
    case("car-before-a-mosque", "انفجرت سيارة مفخخة قرب مسجد في مدينة بيدوا.", "vehicle_bomb | at بيدوا | n 1"),
    case("shops-destroyed", "دمرت متاجر ومبان في مدينة بيدوا.", "destruction | to متاجر + مبان | at بيدوا"),
    case(
        "blast-destroys",
        "قصفت القوات الحكومية مدينة سرت ودمرت متاجر.",
        "shelling | by القوات الحكومية | to سرت | at سرت",
        "destruction | by القوات الحكومية | to متاجر | at سرت",
    ),
    # --- who they were ---
    case(
        "belonging-to",
        "اعتقلت القوات النيجيرية عشرين شخصا ينتمون إلى بوكو حرام في مدينة كانو.",
        "detained | by القوات النيجيرية | to شخصا | at كانو | n 20",
    ),
    case(
        "said-with-the-wounded",
        "قتل خمسة أشخاص وأصيب عشرة آخرون بجروح من أعضاء الحزب الديمقراطي في مدينة دهوك.",
        "killed | to أعضاء الحزب الديمقراطي + أشخاص | at دهوك | n 5",
        "injured | to عشرة آخرون + أعضاء الحزب الديمقراطي | at دهوك | n 10",
    ),
    case("among-the-dead-three-of", "من بين قتلى الجيش ثلاثة من قادة الألوية.", "killed | to قادة الألوية | n 3"),
    case(
        "bare-count-joined-on-behind-the-fighting",
        "أشار المصدر إلى مقتل 18 متمردا خلال تلك المواجهات وإصابة العشرات.",
        "killed | said المصدر | to متمردا | n 18",
        "injured | said المصدر | to متمردا | n 20",
        "maybe clash | said المصدر",
    ),
    case(
        "his-title-and-his-name",
        "قال شهود إن محافظ كيدال موسى ديالو خطف أمس. وقالوا إن المحافظ محتجز لدى المتمردين.",
        "abduction | said شهود | to محافظ كيدال موسى ديالو | n 1",
        "detained | said شهود | by المتمردين | to محافظ كيدال موسى ديالو",
    ),
    # --- what is not said again ---
    case(
        "raids-go-on",
        "شن الجيش المالي هجوما على مواقع المتمردين في بلدة ياي ثم نفذ غارات جوية.",
        "attack | by الجيش المالي | to مواقع المتمردين | at ياي",
        "airstrike | by الجيش المالي | to مواقع المتمردين | at ياي",
    ),
    case(
        "raids-elsewhere",
        "شن الجيش المالي هجوما على مواقع المتمردين في بلدة ياي ثم نفذ غارات جوية في مدينة غاو.",
        "attack | by الجيش المالي | to مواقع المتمردين | at ياي",
        "airstrike | by الجيش المالي | at غاو",
    ),
    case(
        "stronghold-of",
        "دخل الجيش المالي بلدة باغا، أبرز معاقل حركة الشباب.",
        "entry | by الجيش المالي | to حركة الشباب | at باغا",
    ),
    case(
        "siege-laid-on",
        "الحصار الذي يفرضه الجيش المالي على المتمردين في مدينة كادقلي.",
        "siege | by الجيش المالي | to المتمردين | at كادقلي",
    ),
    case("mine-and-bus", "انفجر لغم بحافلة صغيرة في بلدة مقبنة.", "bombing | to حافلة صغيرة | at مقبنة | n 1"),
    # --- how many ---
    case("one-by-his-title", "أصيب والده برصاص قناص.", "injured | by قناص | to والده | n 1"),
    case(
        "number-behind",
        "انفجرت السيارات الثلاث في مدينة مقديشو.",
        "maybe vehicle_bomb | at مقديشو | n 3",
        "maybe bombing | at مقديشو | n 3",
    ),
    case(
        "two-operations",
        "نفذ الثوار عمليتين خاطفتين استهدفتا مواقع للجيش.",
        "attack | by الثوار | to مواقع للجيش | n 2",
    ),
    # --- how much of a place ---
    case(
        "base-wholly",
        "استولت القوات الحكومية على قاعدة الوطية بكاملها.",
        "capture | by القوات الحكومية | at الوطية | share 1-1",
    ),
    case(
        "finished-clearing",
        "أتمت القوات الحكومية تطهير مدينة سرت.",
        "clearing | by القوات الحكومية | at سرت | share 1-1",
    ),
]


@parametrize(CASES)
def test_targets(example: Case) -> None:
    check(example)


def test_belonging_is_a_further_name_of_those_meant() -> None:
    (claim,) = claims("اعتقلت القوات النيجيرية عشرين شخصا ينتمون إلى بوكو حرام في مدينة كانو.")
    assert any("بوكو حرام" in form for form in claim.targets[0].also)
