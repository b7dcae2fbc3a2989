"""Invented reports and claims for the report's tests: every stance, chains of three, overlaps, undated, hostile."""

from typing import Any

import msgspec

from riwaya.model import Actor, Claim, Document, EventTime, Extent, Place, Published, Quantity, Voice, claim_id, cut
from riwaya.model.ids import sha256
from riwaya.report import SetAsideLine

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- \u202eمقلوب\u202c & \"'` \x00\x1b\u2028"


def document(ident: str, text: str, **more: Any) -> Document:
    """A document with the hash of its text."""
    return Document(id=ident, text=text, sha256=sha256(text.encode("utf-8", "surrogatepass")), **more)


def on(day: str, last: str | None = None) -> Published:
    """Published on `day` (or between two), as an index file says."""
    return Published(day, last or day, "sidecar")


def claim(doc: Document, evidence: str, event: str, stance: str = "asserts", **more: Any) -> Claim:
    """A claim whose spans are found in the text. Mentions are `(text, name, entity[, kind or precision])`.

    `voices`, `agents`, `targets`, `places` are lists of mentions or plain texts; `cue` and `time` are texts.
    """

    def at(text: str) -> tuple[int, int]:
        start = doc.text.index(text)
        return start, start + len(text)

    def mention(given: str | tuple[Any, ...]) -> tuple[Any, ...]:
        text, *rest = (given,) if isinstance(given, str) else given
        return (text, *at(text), *rest)

    def place(given: str | tuple[Any, ...]) -> Place:
        text, start, end, *rest = mention(given)
        name, entity, precision = (*rest, None, None, "unresolved")[:3] if rest else (None, None, "unresolved")
        return Place(text, start, end, name, entity, None, None, precision)

    span = cut(doc.text, *at(evidence))
    time = more.get("time")
    when = EventTime(*time[1:], time[0], *at(time[0])) if time else None
    negative = stance in ("denies", "doubts")
    made = Claim(
        id="",
        document=doc.id,
        evidence=span,
        voices=tuple(Voice(*mention(voice)) for voice in more.get("voices", ())),
        cue=cut(doc.text, *at(more["cue"])) if "cue" in more else None,
        attitude=more.get("attitude", "neutral"),
        stance=stance,  # type: ignore[arg-type]
        denial=more.get("denial", "rebuttal") if negative else None,
        denies_what=more.get("denies_what", "event") if negative else None,
        event=event,
        background=more.get("background", False),
        agents=tuple(Actor(*mention(agent)) for agent in more.get("agents", ())),
        targets=tuple(Actor(*mention(target)) for target in more.get("targets", ())),
        places=tuple(place(one) for one in more.get("places", ())),
        time=when,
        extent=more.get("extent"),
        quantities=more.get("quantities", ()),
        rules=more.get("rules", ("cue.said", "event." + event)),
        score=more.get("score", 0.8),
    )
    return msgspec.structs.replace(made, id=claim_id(doc.id, made))


WARDA = ("مدينة وردة", "Warda", "place:warda", "point")
ARMY = "actor:northern-army"
COUNCIL = "actor:river-council"

FIRST = document(
    "front/2021/first",
    "الجيش الشمالي يدخل وردة\n\n"
    "😀🛰️ قناة النهر: أعلنت وكالة الساحل نقلاً عن العقيد سامر الدالي أن الجيش الشمالي سيطر أمس على مدينة وردة "
    "بعد انسحاب مجلس النهر من أحيائها الشرقية، وقتل 12 مقاتلاً على الأقل.\n"
    "ونفى مجلس النهر سقوط مدينة وردة، وقال إن مقاتليه صدوا هجوماً على معبر الصفصاف يوم 4 آذار.\n"
    "وشككت لجنة الرصد المدني في دخول الجيش الشمالي إلى تل الريحان.\n\nاقرأ أيضاً: أخبار أخرى\n",
    outlet="outlet:river-channel",
    url="https://example.org/first",
    title="الجيش الشمالي يدخل وردة",
    published=on("2021-03-06"),
)
SECOND = document(
    "front/2021/second",
    "قال ناشطون إن الجيش الشمالي قد يتقدم نحو تل الريحان خلال أيام. وهدد القائد نزار بحصار مدينة وردة، "
    "وطالب المجلس المحلي بإجلاء المدنيين من مدينة وردة.\n"
    "وزعم الإعلام الحربي أن معظم أحياء مدينة وردة باتت تحت سيطرة الجيش الشمالي يوم الأحد، "
    "في حين فشل الجيش الشمالي في اقتحام المطار القديم.",
    outlet="outlet:coast-post",
    published=on("2021-03-07"),
)
UNDATED = document(
    "front/undated",
    "ذكرت مصادر محلية أن مجلس النهر استعاد مدينة وردة قبل يومين. وقال شاهد إن قصفاً أصاب سوق الخضار.",
)
HOSTILE_DOCUMENT = document(
    "odd/<b>name</b>",
    f"أعلن الناطق {HOSTILE} أن القوات دخلت قرية <i>الزهر</i> اليوم.\r\nسطر ثانٍ 🚁 هنا.",
    outlet="outlet:<svg onload=alert(3)>",
    url="javascript:alert(4)",
    title=f"عنوان {HOSTILE}",
    published=on("2021-03-09"),
)
DOCUMENTS = (FIRST, SECOND, UNDATED, HOSTILE_DOCUMENT)

AGENCY = ("وكالة الساحل", "Coast Agency", "voice:coast-agency", "agency")
COLONEL = ("العقيد سامر الدالي", None, None, "official")
FIRST_ARMY = ("الجيش الشمالي", "Northern Army", ARMY)
RIVER = ("مجلس النهر", "River Council", COUNCIL)
RIVER_VOICE = ("مجلس النهر", "River Council", COUNCIL, "armed_group")

CLAIMS = (
    claim(
        FIRST,
        "الجيش الشمالي سيطر أمس على مدينة وردة",
        "capture",
        cue="أعلنت",
        voices=[("قناة النهر", "River Channel", "outlet:river-channel", "outlet"), AGENCY, COLONEL],
        agents=[FIRST_ARMY],
        targets=[RIVER],
        places=[WARDA],
        time=("أمس", "2021-03-05", "2021-03-05", (-1, -1)),
        score=0.93,
    ),
    claim(
        FIRST,
        "انسحاب مجلس النهر من أحيائها الشرقية",
        "withdrawal",
        cue="أعلنت",
        voices=[AGENCY, COLONEL],
        agents=[RIVER],
        places=[WARDA],
        extent=Extent("أحيائها الشرقية", 0.1, 0.5),
    ),
    claim(
        FIRST,
        "الجيش الشمالي سيطر أمس على مدينة وردة بعد انسحاب مجلس النهر من أحيائها الشرقية، وقتل 12 مقاتلاً على الأقل",
        "killed",
        cue="أعلنت",
        voices=[AGENCY, COLONEL],
        targets=["12 مقاتلاً"],
        places=[WARDA],
        quantities=(Quantity("12 مقاتلاً على الأقل", 12, 12, None, "at_least", "fighters"),),
        score=0.41,
    ),
    claim(
        FIRST,
        "سقوط مدينة وردة",
        "loss",
        "denies",
        cue="ونفى",
        voices=[RIVER_VOICE],
        agents=[RIVER],
        places=[WARDA],
        denial="rebuttal",
        score=0.9,
    ),
    claim(
        FIRST,
        "صدوا هجوماً على معبر الصفصاف يوم 4 آذار",
        "clash",
        cue="وقال",
        voices=[RIVER_VOICE],
        agents=[RIVER],
        places=["معبر الصفصاف"],
        time=("يوم 4 آذار", "2021-03-04", "2021-03-04", None),
    ),
    claim(
        FIRST,
        "دخول الجيش الشمالي إلى تل الريحان",
        "entry",
        "doubts",
        cue="وشككت",
        denial="unverified",
        voices=[("لجنة الرصد المدني", "Civil Monitoring Committee", "voice:civil-monitor", "monitor")],
        agents=[FIRST_ARMY],
        places=["تل الريحان"],
    ),
    claim(
        SECOND,
        "الجيش الشمالي قد يتقدم نحو تل الريحان خلال أيام",
        "advance",
        "possible",
        cue="قال",
        voices=[("ناشطون", "activists", "voice:activists", "activist")],
        agents=[FIRST_ARMY],
        places=["تل الريحان"],
        time=("خلال أيام", "2021-03-08", "2021-03-11", (1, 4)),
    ),
    claim(
        SECOND,
        "بحصار مدينة وردة",
        "siege",
        "threatens",
        cue="وهدد",
        voices=[("القائد نزار", None, None, "military")],
        places=[WARDA],
    ),
    claim(
        SECOND,
        "بإجلاء المدنيين من مدينة وردة",
        "evacuation",
        "demands",
        cue="وطالب",
        voices=[("المجلس المحلي", None, None, "government")],
        targets=["المدنيين"],
        places=[WARDA],
    ),
    claim(
        SECOND,
        "معظم أحياء مدينة وردة باتت تحت سيطرة الجيش الشمالي يوم الأحد",
        "control",
        cue="وزعم",
        attitude="distancing",
        voices=[("الإعلام الحربي", "War Media", "voice:war-media", "state_media")],
        agents=[FIRST_ARMY],
        places=[WARDA],
        extent=Extent("معظم", 0.5, 1.0),
        time=("يوم الأحد", "2021-03-07", "2021-03-07", (0, 0)),
    ),
    claim(
        SECOND,
        "فشل الجيش الشمالي في اقتحام المطار القديم",
        "entry",
        "denies",
        denial="failed",
        agents=[FIRST_ARMY],
        places=["المطار القديم"],
    ),
    claim(
        SECOND,
        "الجيش الشمالي قد يتقدم نحو تل الريحان",
        "advance",
        "expects",
        agents=[FIRST_ARMY],
        places=["تل الريحان"],
        background=True,
        score=0.3,
    ),
    claim(
        UNDATED,
        "مجلس النهر استعاد مدينة وردة قبل يومين",
        "recapture",
        cue="ذكرت",
        voices=[("مصادر محلية", "local sources", "voice:local-sources", "unnamed")],
        agents=[RIVER],
        places=[WARDA],
        time=("قبل يومين", None, None, (-2, -2)),
    ),
    claim(
        UNDATED,
        "قصفاً أصاب سوق الخضار",
        "shelling",
        cue="وقال",
        voices=[("شاهد", None, None, "witness")],
        places=["سوق الخضار"],
    ),
    claim(UNDATED, "قصفاً أصاب", "destruction", rules=("</script>",)),
    claim(
        HOSTILE_DOCUMENT,
        "القوات دخلت قرية <i>الزهر</i> اليوم",
        "entry",
        cue="أعلن",
        voices=[(f"الناطق {HOSTILE}", HOSTILE, None, "official")],
        agents=["القوات"],
        places=[("قرية <i>الزهر</i>", f"Zahr {HOSTILE}", None, "unresolved")],
        time=("اليوم", "2021-03-09", "2021-03-09", (0, 0)),
    ),
    claim(HOSTILE_DOCUMENT, "سطر ثانٍ 🚁 هنا", "other"),
)

SET_ASIDE = (
    SetAsideLine("in/empty.txt", "empty", "there is no text in it; give a file that holds a report"),
    SetAsideLine(f"in/{HOSTILE}.bin", "binary", HOSTILE),
    SetAsideLine("in/bad\udcff.txt", "unheard-of", "x"),
)
OUTLETS = {"outlet:river-channel": ("قناة النهر", "River Channel"), "outlet:coast-post": ("بريد الساحل", "Coast Post")}
