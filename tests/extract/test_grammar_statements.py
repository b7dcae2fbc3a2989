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
        "killed possible",
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
]


@parametrize(CASES)
def test_statements(example: Case) -> None:
    check_standing(example)
