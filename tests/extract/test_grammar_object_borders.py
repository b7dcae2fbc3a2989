"""Whom it befell begins a phrase of its own: borders that the form of a word shows, and attributes that look alike."""

from grammar_cases import Case, case, check, parametrize

CASES = [
    # --- an indefinite accusative ---
    case(
        "soldier-child", "قتل جندي أجنبي طفلا قرب مدينة مايدوغوري.", "killed | by جندي أجنبي | to طفلا | at مايدوغوري"
    ),
    case(
        "sniper-journalist",
        "أصاب قناص إسرائيلي صحفيا في مدينة جنين.",
        "injured | by قناص إسرائيلي | to صحفيا | at جنين",
    ),
    case("counted-stays", "قتل عشرون جنديا في مدينة جيبو.", "killed | to جنديا | at جيبو | n 20"),
    case("tens-and-units", "أصيب خمسة وثلاثون مدنيا في مدينة تعز.", "injured | to مدنيا | at تعز | n 35"),
    # --- a plural of men in ون ---
    case(
        "gunmen-five-workers",
        "خطف مسلحون خمسة عمال قرب مدينة زنجبار.",
        "abduction | by مسلحون | to عمال | at زنجبار | n 5",
    ),
    case("unknown-men", "قتل مسلحون مجهولون ضابطا في مدينة درنة.", "killed | by مسلحون مجهولون | to ضابطا | at درنة"),
    # --- an attribute owns no place ---
    case(
        "gangs-village",
        "أحرقت عصابات مسلحة قرية في ولاية كادونا.",
        "destruction | by عصابات مسلحة | to قرية | at ولاية كادونا",
    ),
    # --- a rocket of some nation ---
    case("russian-rocket", "ضرب صاروخ روسي مبنى في مدينة دنيبرو.", "shelling | to مبنى | at دنيبرو"),
    # --- who fires is behind the firing, unless it is what is fired ---
    case(
        "their-firing-of-rockets",
        "أعلن التحالف إطلاق الحوثيين صاروخين على مدينة مأرب.",
        "shelling | said التحالف | by الحوثيين | to مأرب | at مأرب | n 2",
    ),
    case("firing-of-shells", "أكد شهود إطلاق قذائف على مخيم جنين.", "shelling | said شهود | to مخيم جنين | at جنين"),
    case(
        "gunmen-fire",
        "أدان البيان إطلاق مسلحين النار على حافلة في الجيزة.",
        "attack | said البيان | by مسلحين | to حافلة | at الجيزة",
    ),
    case(
        "noted-not-done",
        "رصد الجيش إطلاق صاروخ من قطاع غزة نحو عسقلان.",
        "shelling | said الجيش | to عسقلان | at قطاع غزة + عسقلان",
    ),
    # --- a town kills nobody ---
    case(
        "raid-near-town-killed",
        "شنت القوات الكينية غارة في مدينة كسمايو قتلت ثلاثة مسلحين.",
        "airstrike | by القوات الكينية | at كسمايو | to مسلحين",
        "killed | by القوات الكينية | to مسلحين | at كسمايو | n 3",
    ),
]


@parametrize(CASES)
def test_borders(example: Case) -> None:
    check(example)
