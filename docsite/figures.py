"""The figures of the documentation, as SVG: drawn from the words below, or from the shipped example.

    python -m docsite.figures              write them into docs/img

Arabic stands right to left, as in the reports. Equal input gives equal bytes.
"""

from html import escape
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "docs/img"
ROOT: Final = Path(__file__).parents[1]

INK, GREY, PAPER = "#26303a", "#68737d", "#ffffff"
COLOURS: Final = {
    "voice": "#d7e3f7",
    "cue": "#cfd6df",
    "stance": "#f5d6d3",
    "agent": "#f6d9cf",
    "event": "#fff2c2",
    "place": "#d5ead9",
    "time": "#e5d9ef",
    "plain": "#f1efe9",
}


def svg(width: int, height: int, title: str, parts: list[str]) -> str:
    """An image with a title for those who do not see it."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            "font-family=\"'Noto Naskh Arabic','Noto Sans Arabic','Noto Sans',sans-serif\" role=\"img\">",
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="{PAPER}" rx="6"/>',
            *parts,
            "</svg>\n",
        ]
    )


def words(
    x: float, y: float, text: str, *, size: int = 13, fill: str = INK, anchor: str = "middle", bold: bool = False
) -> str:
    """Words around a point; Arabic ones shape and order themselves."""
    weight = ' font-weight="bold"' if bold else ""
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
    direction = ' direction="rtl" unicode-bidi="plaintext"' if arabic else ""
    style = f'font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight}{direction}'
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(text)}</text>'


def box(x: float, y: float, wide: float, high: float, fill: str) -> str:
    """A box with round corners."""
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="5" fill="{fill}" stroke="#c9c4b8"/>'


def arrow(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    """A line with a head."""
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    turn = 7 if x2 < x1 else -7
    head = f"M{x2 + turn:g},{y2 - 4:g}L{x2:g},{y2:g}L{x2 + turn:g},{y2 + 4:g}"
    return f'<path d="M{x1:g},{y1:g}L{x2:g},{y2:g}{head}" fill="none" stroke="{GREY}" stroke-width="1.4"{dash}/>'


CLAIM: Final = {
    "en": {
        "title": "A sentence with its voice, cue, agent, event, place and time marked",
        "labels": ("cue", "voice: government", "", "agent", "event: withdrawal", "place", "time"),
        "stance": "stance: denies (rebuttal, of the event). Nobody says that they withdrew, nobody that they stayed.",
        "evidence": "evidence: the underlined characters of the report, by their positions",
    },
    "ar": {
        "title": "جملة عُيِّن فيها القائل ولفظ النسبة والفاعل والحدث والمكان والزمان",
        "labels": ("لفظ النسبة", "القائل: جهة حكومية", "", "الفاعل", "الحدث: انسحاب", "المكان", "الزمان"),
        "stance": "الموقف: نفي للحدث. لا أحد هنا يقول إنها انسحبت، ولا أحد يقول إنها بقيت.",
        "evidence": "الدليل: حروف التقرير التي تحتها خطّ، بمواضعها",
    },
}
CHAIN: Final = {
    "en": {
        "title": "A chain: the outlet relays an agency, which relays a medical source, who asserts",
        "labels": ("outlet", "agency", "medical source", "asserts: killed, civilians, 12"),
        "note": "The stance is the innermost voice's; each voice outside of it may endorse it or keep its distance.",
    },
    "ar": {
        "title": "سلسلة: شبكة تنقل عن وكالة تنقل عن مصدر طبي يثبت الخبر",
        "labels": ("ناشر", "وكالة", "مصدر طبي", "يثبت: قتل، مدنيون، 12"),
        "note": "الموقف موقفُ القائل الأخير، ولكلّ ناقل قبله أن يؤيّده أو أن يتحفّظ عليه.",
    },
}


def claim(language: str = "en") -> str:
    """One sentence and what is read in it."""
    told = CLAIM[language]
    chunks = (
        ("نفت", "cue", 72),
        ("وزارة الدفاع", "voice", 122),
        ("أن تكون", "plain", 66),
        ("قواتها", "agent", 68),
        ("قد انسحبت", "event", 116),
        ("من بلدة النهرين", "place", 136),
        ("يوم الثلاثاء", "time", 104),
    )
    width, x = 740, 726.0
    parts = []
    for (text, colour, wide), label in zip(chunks, told["labels"], strict=True):
        x -= wide
        parts += [box(x + 2, 22, wide - 4, 36, COLOURS[colour]), words(x + wide / 2, 46, text, size=18)]
        parts.append(words(x + wide / 2, 76, label, size=11, fill=GREY))
        x -= 2
    parts += [
        f'<path d="M{x:g},92H724" stroke="#c8553d" stroke-width="2"/>',
        words(370, 116, str(told["stance"]), size=12 if language == "en" else 14),
        words(370, 136, str(told["evidence"]), size=11 if language == "en" else 12, fill=GREY),
    ]
    return svg(width, 150, str(told["title"]), parts)


def chain(language: str = "en") -> str:
    """Who says that who says."""
    told = CHAIN[language]
    parts, x = [], 720.0
    for n, name in enumerate(("شبكة الضفاف", "وكالة المدى", "مصدر طبي")):
        x -= 130
        parts += [box(x, 24, 120, 44, COLOURS["plain" if n == 0 else "voice"]), words(x + 60, 52, name, size=17)]
        parts.append(words(x + 60, 86, told["labels"][n], size=11, fill=GREY))
        parts.append(arrow(x - 4, 46, x - 36, 46))
        x -= 40
    parts += [box(x - 190, 24, 190, 44, COLOURS["event"]), words(x - 95, 52, "مقتل 12 مدنياً", size=17)]
    parts.append(words(x - 95, 86, told["labels"][3], size=11, fill=GREY))
    parts.append(words(370, 112, "«نقلت شبكة الضفاف عن وكالة المدى أن مصدراً طبياً قال إن 12 مدنياً قتلوا»", size=15))
    parts.append(words(370, 136, str(told["note"]), size=11 if language == "en" else 12, fill=GREY))
    return svg(740, 150, str(told["title"]), parts)


def stance() -> str:
    """The seven stances."""
    rows = (
        ("asserts", "أعلن الجيش أنه دخل البلدة", "says that it is so"),
        ("denies", "نفى الجيش انسحابه من البلدة", "says that it is not so; kind and part of the denial are kept"),
        ("doubts", "شكّك ناشطون في دخول البلدة", "does not believe it"),
        ("possible", "قد يكون الجيش دخل البلدة", "leaves it open"),
        ("expects", "يتوقع المجلس سقوط البلدة", "says that it will be so"),
        ("threatens", "هدد الفصيل بقصف البلدة", "says that it will do it"),
        ("demands", "طالب المجلس بانسحاب الجيش", "wants it to be so"),
    )
    parts = [
        words(120, 24, "stance", bold=True),
        words(330, 24, "for instance", bold=True),
        words(470, 24, "what the voice commits to", bold=True, anchor="start"),
    ]
    for n, (name, example, means) in enumerate(rows):
        y = 52 + 28 * n
        colour = {"asserts": "#dcebdc", "denies": COLOURS["stance"], "doubts": "#f5e3cf"}.get(name, COLOURS["plain"])
        parts += [box(70, y - 17, 100, 23, colour), words(120, y, name)]
        parts += [words(330, y, example, size=16), words(470, y, means, size=12, fill=GREY, anchor="start")]
    parts.append(
        words(
            410,
            258,
            "Only what somebody asserts can become an event of a list; what is denied, expected or doubted never does.",
            size=12,
        )
    )
    return svg(820, 272, "The seven stances with an Arabic example each", parts)


def lineage() -> str:
    """Five reports, two roots."""
    parts = []
    reports = (
        (620, 40, "وكالة المدى", "1.0", None),
        (440, 24, "شبكة الضفاف", "0.1", (620, 40)),
        (440, 84, "موقع السهل", "0.2", (620, 40)),
        (260, 54, "صحيفة النهار الجديد", "0.1", (440, 84)),
        (620, 150, "مجلس بلدة النهرين", "1.0", None),
    )
    for x, y, name, weight, source in reports:
        if source is not None:
            parts.append(arrow(source[0] - 74, source[1] + 18, x + 74, y + 18, dashed=True))
        parts += [
            box(x - 72, y, 144, 36, COLOURS["voice" if source is None else "plain"]),
            words(x, y + 24, name, size=16),
        ]
        parts.append(words(x, y + 52, f"weight {weight}", size=11, fill=GREY))
    parts += [
        words(20, 150, "5 reports, 2 independent roots.", anchor="start", bold=True),
        words(20, 172, "Three of them repeat the agency: same words, explicit credit.", size=12, anchor="start"),
        words(20, 192, "They count for what they add, which is next to nothing.", size=12, anchor="start", fill=GREY),
    ]
    return svg(
        740, 216, "Five reports of one happening, three of them copies of the first: two independent roots", parts
    )


def control() -> str:
    """Claims as evidence about who holds a place, day by day."""
    parts = []
    days = ("Mon", "Tue", "Wed", "Thu")
    states = (
        ("#3b6fb6", (0.8, 0.55, 0.2, 0.12)),
        ("#8f8a80", (0.1, 0.25, 0.3, 0.13)),
        ("#c8553d", (0.1, 0.2, 0.5, 0.75)),
    )
    for n, day in enumerate(days):
        x, y = 120 + 150 * n, 30.0
        for colour, shares in states:
            parts.append(f'<rect x="{x}" y="{y:g}" width="70" height="{90 * shares[n]:g}" fill="{colour}"/>')
            y += 90 * shares[n]
        parts.append(words(x + 35, 138, day, size=12, fill=GREY))
        if n:
            parts.append(arrow(x - 76, 75, x - 6, 75))
    told = (
        (305, "«دخل المقاتلون أحياء البلدة»", "activists, their side: counts little"),
        (455, "«انسحبنا من البلدة»", "the army, against its interest: counts much"),
        (605, "«سيطرنا عليها بالكامل»", "the fighters, self-serving: counts little"),
    )
    for x, quote, why in told:
        parts.append(f'<path d="M{x},150V164" stroke="{GREY}"/>')
        parts.append(words(x, 182, quote, size=13))
        parts.append(words(x, 198 if x != 455 else 212, why, size=10, fill=GREY))
    for x, colour, name in ((16, "#3b6fb6", "army"), (16, "#8f8a80", "contested"), (16, "#c8553d", "fighters")):
        at = {"army": 50, "contested": 75, "fighters": 100}[name]
        parts += [
            f'<rect x="{x}" y="{at - 10}" width="11" height="11" fill="{colour}"/>',
            words(x + 17, at, name, size=12, anchor="start"),
        ]
    return svg(
        760, 226, "Probabilities of who holds a town over four days, moved by claims that count more or less", parts
    )


def from_example() -> dict[str, str]:
    """A timeline and a map of the shipped example."""
    import riwaya

    with riwaya.read(ROOT / "examples/bukamal/reports") as ledger:
        return {
            "timeline.svg": ledger.timeline("Bukamal", first="2017-10-25", last="2017-12-05").to_svg(),
            "map.svg": ledger.map("2017-11-20").to_svg(),
        }


def drawn() -> dict[str, str]:
    """The figures that need no reports."""
    found = {f"{make.__name__}.svg": make() for make in (claim, chain, stance, lineage, control)}
    return found | {"claim-ar.svg": claim("ar"), "chain-ar.svg": chain("ar")}


def main() -> None:
    """Write all figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in {**drawn(), **from_example()}.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
