"""Headlines, tickers, posts and lists: labels, tags, voices that a sign credits, questions, rumours."""

from grammar_cases import Case, case, check, parametrize

from riwaya.extract.openings import Openings
from riwaya.lang.arabic import arabic
from riwaya.text.sentences import sentences
from riwaya.text.tokens import tokenise

CASES = [
    case("label-and-stroke", "عاجل | الجيش يدخل بلدة سنجة", "entry | by الجيش | at سنجة"),
    case("label-as-tag", "#عاجل قوات البيشمركة تدخل بلدة زمار", "entry | by قوات البيشمركة | at زمار"),
    case("tag-is-the-subject", "#قوات_الدعم_السريع تدخل مدينة النهود", "entry | by قوات_الدعم_السريع | at النهود"),
    case("tag-after-preposition", "دخلت قوات البيشمركة إلى #سنجار", "entry | by قوات البيشمركة | at سنجار"),
    case(
        "tags-at-the-end-say-nothing",
        "دخلت قوات البيشمركة بلدة زمار #العراق #معركة_الحسم",
        "entry | by قوات البيشمركة | at زمار",
    ),
    case("opinion-tells-nothing", "رأي: سقوط مدينة كسلا بداية النهاية"),
    case("country-before-colon-is-where", "اليمن: الجيش يدخل مدينة حرض", "entry | by الجيش | at حرض"),
    case("country-that-speaks", "تركيا: قواتنا دخلت مدينة رأس العين", "entry | said تركيا | by قواتنا | at رأس العين"),
    case(
        "agency-quoting-before-colon",
        "رويترز عن مصدر أمني: مقتل خمسة جنود في مدينة غاو",
        "killed | said رويترز > مصدر أمني | to جنود | at غاو | n 5",
    ),
    case(
        "dash-and-source", "مقتل خمسة جنود في مدينة غاو - مصدر أمني", "killed | said مصدر أمني | to جنود | at غاو | n 5"
    ),
    case("dash-and-page-is-no-voice", "مقتل خمسة جنود في مدينة غاو - الجزيرة", "killed | to جنود | at غاو | n 5"),
    case(
        "heading-of-a-list",
        "وزارة الدفاع الليبية:\n• قواتنا دخلت مدينة صبراتة\n• مقتل خمسة مسلحين في مدينة زوارة",
        "entry | said وزارة الدفاع الليبية | by قواتنا | at صبراتة",
        "killed | said وزارة الدفاع الليبية | to مسلحين | at زوارة | n 5",
    ),
    case(
        "list-ends-with-its-items",
        "وزارة الدفاع الليبية:\n• مقتل خمسة مسلحين في مدينة زوارة\nودخل الجيش مدينة صبراتة.",
        "killed | said وزارة الدفاع الليبية | to مسلحين | at زوارة | n 5",
        "entry | by الجيش | at صبراتة",
    ),
    case("question-claims-nothing", "هل سقطت مدينة كسلا؟"),
    case("rumour", "أنباء عن مقتل خمسة جنود في مدينة غاو", "killed possible | said أنباء | to جنود | at غاو | n 5"),
    case(
        "headline-denial-without-object",
        "طالبان تعلن السيطرة على مدينة غزني.. والحكومة تنفي",
        "capture | said طالبان | by طالبان | at غزني",
        "capture denies:rebuttal | said الحكومة | by طالبان | at غزني",
    ),
]


@parametrize(CASES)
def test_headlines(example: Case) -> None:
    check(example)


def _cut(text: str) -> list[str]:
    lang, tokens = arabic(), tokenise(text)
    openings = Openings(lang, text, tokens, lang.senses([token.key for token in tokens]))
    cut = [piece for sentence in sentences(text, tokens) for piece in openings.cut(sentence)]
    return [text[tokens[piece.start].start : tokens[piece.end - 1].end] for piece in cut]


def test_what_is_cut_off_a_sentence() -> None:
    assert _cut("عاجل | سقط المطار") == ["سقط المطار"]
    assert _cut("عاجلا أم آجلا يسقط المطار") == ["عاجلا أم آجلا يسقط المطار"]
    assert _cut("#السودان الجيش يدخل المطار") == ["السودان", "الجيش يدخل المطار"]
    assert _cut("سقط المطار #عاجل #المطار_الآن") == ["سقط المطار #عاجل"]
    assert _cut("#المطار") == ["المطار"]
