"""Denied parts in an event, flat denials, predicates of falsity, and what is no denial though it negates."""

from grammar_cases import Case, case, check_standing, parametrize

CASES = [
    # --- who denies his part denies no event ---
    case(
        "no-part-in-the-fighting",
        "نفت كيغالي مشاركة جنودها في الهجوم على مدينة غوما.",
        "attack denies:rebuttal:agent | said كيغالي",
    ),
    case(
        "no-connection-of-his",
        "نفى الحزب وجود أي صلة له باغتيال القاضي في مدينة صيدا.",
        "killed denies:rebuttal:agent | said الحزب",
    ),
    case(
        "no-connection-of-its-forces",
        "وأكد الناطق أنه لا علاقة لحركته بالهجوم على مدينة بيداوة.",
        "attack denies:rebuttal:agent | said الناطق",
    ),
    case(
        "not-answerable-for",
        "وأكد الناطق أن حركته ليست مسؤولة عن تفجير السوق في مدينة بيداوة.",
        "bombing denies:rebuttal:agent | said الناطق",
    ),
    case(
        "does-not-stand-behind",
        "وقالت طهران إنها لا تقف وراء الهجوم على ناقلة النفط قرب ميناء الفجيرة.",
        "attack denies:rebuttal:agent | said طهران",
    ),
    case(
        "answerable-is-no-denial",
        "أعلنت الجماعة مسؤوليتها عن تفجير السوق في مدينة كانو.",
        "bombing | said الجماعة",
    ),
    # --- refusing an accusation ---
    case(
        "refused-the-accusation-of-the-papers",
        "ورفضت الحركة اتهام صحف محلية لمقاتليها بقتل عشرة مدنيين في مدينة نيالا.",
        "killed denies:rebuttal | said الحركة",
        "killed | said صحف محلية",
    ),
    case(
        "refused-to-comment",
        "ورفض المتحدث التعليق على أنباء مقتل قائد الفرقة في مدينة بابنوسة.",
        "maybe killed possible | said أنباء",
        "maybe killed",
    ),
    case(
        "refused-to-confirm",
        "رفض الجيش تأكيد سقوط مدينة غوما.",
        "loss doubts:unverified | said الجيش",
    ),
    case(
        "did-not-deny",
        "لم ينف المتحدث باسم الجيش مقتل ثلاثة من جنوده قرب بلدة تيلابيري.",
        "killed possible | said المتحدث باسم الجيش",
    ),
    # --- the noun of a verb of hastening ---
    case(
        "hastened-to-deny",
        "سارعت الحكومة إلى نفي سقوط مدينة غوما.",
        "loss denies:rebuttal | said الحكومة",
    ),
    case(
        "hastened-to-announce",
        "سارع الجيش إلى إعلان سيطرته على مدينة غوما.",
        "capture | said الجيش",
    ),
    case(
        "issued-a-statement-denying",
        "أصدرت قيادة الجيش بيانا نفت فيه سقوط مدينة غوما.",
        "loss denies:rebuttal | said قيادة الجيش",
    ),
    # --- predicates of falsity ---
    case(
        "no-truth-at-all-in-what-was-circulated",
        "وأوضح البيان أنه لا صحة إطلاقا لما تداولته صفحات عن قصف مخيم النازحين في بلدة روان.",
        "shelling denies:rebuttal | said البيان",
        "maybe shelling | said صفحات",
    ),
    case(
        "the-untruth-of-the-reports",
        "وأكد المحافظ عدم صحة الأنباء التي تحدثت عن دخول المسلحين إلى مدينة باردا.",
        "entry denies:rebuttal | said المحافظ",
    ),
    case(
        "talk-of-it-is-fancy",
        "ووصف المتحدث العسكري الحديث عن سقوط مطار سرت بأنه محض خيال.",
        "loss denies:rebuttal | said المتحدث العسكري",
    ),
    case(
        "wholly-false-according-to",
        "ما يتردد عن انسحاب الكتيبة من معسكر باساسو عار تماما من الصحة، بحسب قائد المنطقة.",
        "withdrawal denies:rebuttal | said قائد المنطقة",
    ),
    # --- settings of what failed, subjects of what failed ---
    case(
        "failed-despite-the-raids",
        "أخفقت القوات البورمية في استعادة بلدة مياوادي رغم ثلاثة أيام من الغارات.",
        "recapture denies:failed",
        "maybe airstrike",
    ),
    case(
        "nobody-hurt-by-the-shelling",
        "ولم تسجل أي إصابات في صفوف المدنيين جراء القصف الذي طال بلدة نيكوبول.",
        "injured denies:negation",
        "shelling",
    ),
    case("an-attack-that-failed-was-made", "فشل هجوم شنه المتمردون على مطار مدينة غوما.", "attack"),
    case(
        "what-prevents-took-place",
        "حال القصف دون وصول التعزيزات إلى بلدة تورتيتسك.",
        "reinforcement denies:failed",
        "maybe shelling",
    ),
    # --- attempts ---
    case(
        "attempts-ended-in-failure",
        "باءت محاولات الجيش لاستعادة مدينة لايزا بالفشل.",
        "recapture denies:failed",
    ),
    case(
        "foiled-attempt-at-taking",
        "وتمكن الجيش من إفشال محاولة المتمردين السيطرة على جسر بلدة مامبا.",
        "clash",
        "capture denies:failed",
    ),
    case(
        "tries-without-success",
        "تحاول القوات اقتحام مدينة كيدال منذ أيام دون أن تنجح.",
        "entry denies:failed",
    ),
    case("without-a-fight-by-another-word", "غادر المتمردون بلدة كاساجي من غير قتال.", "withdrawal"),
    # --- whose participle it is ---
    case(
        "participle-of-who-acts",
        "انسحبت الحركة من المفاوضات، مؤكدة أن قواتها لم تغادر مدينة سيفاري.",
        "withdrawal denies:negation | said الحركة",
    ),
]


@parametrize(CASES)
def test_denied_parts(example: Case) -> None:
    check_standing(example)
