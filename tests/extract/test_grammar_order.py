"""Who does it where order and agreement show it: late subjects, far objects, nations, object pronouns."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    case(
        "place-before-subject",
        "قصف بلدة الباب الطيران التركي.",
        "airstrike | by الطيران التركي | to بلدة الباب | at الباب",
    ),
    case(
        "object-behind-the-place",
        "اعتقلت الشرطة العراقية في الموصل الرجل المطلوب.",
        "detained | by الشرطة العراقية | to الرجل المطلوب | at الموصل",
    ),
    case(
        "taken-from-those-who-left",
        "انسحبت القوات الحكومية من مدينة كيدال ودخلتها كتائب الثوار.",
        "withdrawal | by القوات الحكومية | at كيدال",
        "entry | by كتائب الثوار | at كيدال",
    ),
    case("nation-that-shells", "قصف روسي على مدينة سومي", "shelling | by روسي | to سومي | at سومي"),
    case("civilian-is-no-nation", "مقتل مدني في مدينة سومي", "killed | to مدني | at سومي | n 1"),
    case(
        "indefinite-behind-that",
        "وأضاف شاهد عيان أن مسلحا قتل شرطيا في مدينة كركوك.",
        "killed | said شاهد عيان | by مسلحا | to شرطيا | at كركوك",
    ),
    case(
        "feminine-verb-and-his-chief",
        "دخلت القوات الخاصة مدينة غزني وأسرت قائدهم.",
        "entry | by القوات الخاصة | at غزني",
        "detained | by القوات الخاصة | to قائدهم | at غزني",
    ),
    case(
        "the-toll-of-raids-rose-to",
        "ارتفاع حصيلة قتلى الغارات الروسية على مدينة صبراتة إلى 12 مدنيا.",
        "killed | by الروسية | to مدنيا | at صبراتة | n 12",
        "airstrike | by الروسية | to صبراتة | at صبراتة",
    ),
    case(
        "an-operation-that-hit",
        "وقال المتحدث إن القوات البحرية نفذت عملية استهدفت ميناء رأس عيسى.",
        "attack | said المتحدث | by القوات البحرية | to ميناء رأس عيسى | at ميناء رأس عيسى",
    ),
    case(
        "one-at-least-was-killed",
        "وقال المحافظ إن شخصا واحدا على الأقل قتل وأصيب ستة في هجوم على أوديسا.",
        "killed | said المحافظ | to شخصا | at أوديسا | n 1",
        "injured | said المحافظ | to شخصا | at أوديسا | n 6",
        "attack | said المحافظ | to أوديسا | at أوديسا",
    ),
    case(
        "what-others-had-taken",
        "استعاد المقاتلون موقعين في مدينة حجة كان الحوثيون قد سيطروا عليهما.",
        "recapture | by المقاتلون | to الحوثيون | at حجة",
        "capture | by الحوثيون | to المقاتلون | at حجة",
    ),
]


@parametrize(CASES)
def test_order(example: Case) -> None:
    check(example)
