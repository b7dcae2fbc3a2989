"""Make archives of any size to measure with: reports of conflict and everyday news, the same for the same arguments.

usage: python bench/generate.py OUT [--documents N] [--conflict SHARE] [--characters N] [--format FORMAT] [--seed N]

OUT is a folder for `text` and `html` (a thousand files a folder), a file for `jsonl` and `warc` (.warc.gz).
Everything is made of templates written for this, names of the gazetteer and numbers, then perturbed as real
texts are: diacritics, tatweel, words broken up, other spellings of hamza, Eastern digits, double spaces. It means
nothing. Pages have the furniture that news sites have, some of it about conflict whatever the article is about. Other
benchmarks import `archive` and `page`.
"""

import argparse
import gzip
import json
import string
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

FORCES: Final = (
    "قوات الحكومة", "مقاتلو اللواء الخامس", "فصائل المعارضة", "القوات المشتركة", "مسلحو الجبهة", "قوات الدعم",
    "كتائب الشرق", "الجيش", "مسلحو التنظيم", "القوات النظامية", "مقاتلون محليون", "قوات التحالف",
    "ميليشيا السد", "حرس الحدود",
)  # fmt: skip
VOICES: Final = (
    "قال ناشطون", "أعلن المتحدث العسكري", "أفاد مصدر طبي", "ذكر شهود عيان", "أكد قائد ميداني", "نفى مسؤول محلي",
    "زعمت وسائل إعلام مقربة من الحكومة", "نقلت الوكالة عن مصدر أمني", "كشفت مصادر محلية", "أوضح رئيس المجلس المحلي",
)  # fmt: skip
CONFLICT: Final = (
    "و{voice} إن {force} دخلت {place} بعد اشتباكات استمرت {n} ساعات مع {force2}.",
    "و{voice} أن {force} انسحبت من {place} صباح {day} باتجاه {place2}.",
    "وأسفر قصف مدفعي على {place} عن مقتل {n} أشخاص وإصابة {m} آخرين بجروح، بحسب مصدر طبي.",
    "و{voice} أن {force} استعادت السيطرة على معظم أحياء {place}، فيما لا تزال المعارك مستمرة في محيط {place2}.",
    "وشن الطيران الحربي {n} غارات على مواقع {force} في {place} ومحيطها، ما أدى إلى تدمير مستودع للذخيرة.",
    "و{voice} أن {force} تحاصر {place} منذ {n} أيام وتمنع دخول الغذاء والدواء إليها.",
    "وانفجرت سيارة مفخخة قرب حاجز لـ{force} عند مدخل {place}، وقتل في التفجير {n} عناصر على الأقل.",
    "ونزحت {m} عائلة من {place} نحو {place2} خوفا من تجدد القتال، كما قال أحد السكان.",
    "وفي المقابل نفت {force} الأنباء التي تحدثت عن سقوط {place}، مؤكدة أن قواتها صدت هجوما لـ{force2}.",
    "وتمكنت {force} من أسر {n} من {force2} خلال كمين على الطريق بين {place} و{place2}.",
    "وأضاف المتحدث أن وحدات الهندسة فككت {m} لغما وعبوة ناسفة في {place} خلال اليومين الماضيين.",
    "وقتل مراسل وأصيب مصور بنيران قناصة أثناء تغطيتهما المعارك في {place} يوم {day}.",
    "وقال {person} من أهالي {place} إن القذائف سقطت على السوق عند الظهر، ولم تصل سيارات الإسعاف إلا بعد ساعة.",
)
ASIDES: Final = (
    "وتبعد {place} نحو {m} كيلومترا عن {place2}، وتمر بها طريق دولية تربط الساحل بالداخل.",
    "ولم يتسن التحقق من هذه المعلومات من مصدر مستقل بسبب صعوبة الاتصال بالمنطقة وانقطاع الكهرباء.",
    "وكانت المنطقة قد شهدت هدوءا حذرا خلال الأسبوع الماضي، وفتحت بعض المحال أبوابها في وسط {place}.",
    "ويرى {person}، وهو باحث في مركز للدراسات، أن الأيام المقبلة ستكون صعبة على السكان مع اقتراب الشتاء.",
    "ودعا مبعوث الأمم المتحدة الأطراف إلى العودة إلى طاولة المفاوضات في أقرب وقت ممكن.",
    "وتعد {place} من أكبر مدن الإقليم، ويعيش فيها نحو {m} ألف نسمة يعمل معظمهم في الزراعة والتجارة.",
    "وقال {person} في اتصال هاتفي إن الناس ينتظرون منذ الصباح أمام المخابز، وإن الوقود نادر وغالي الثمن.",
    "ومن المقرر أن يناقش المجلس في جلسته يوم {day} الوضع الإنساني في {place} بطلب من عدة دول.",
    "وتقول منظمات إغاثة إن الوصول إلى القرى البعيدة ما زال صعبا، وإن المخازن لا تكفي إلا لأسابيع.",
    "وأعربت وزارة الخارجية عن قلقها من تدهور الأوضاع، وطالبت بفتح ممرات لإيصال الدواء إلى {place}.",
    "ويقول مراقبون إن الموقع الجغرافي لمدينة {place} يجعلها ذات أهمية لكل من يريد الوصول إلى {place2}.",
    "وأشار {person} إلى أن المدارس في {place} مغلقة منذ {n} أسابيع وأن الأهالي يعلمون أبناءهم في البيوت.",
    "وكان رئيس البعثة قد زار {place} يوم {day} والتقى عددا من الوجهاء وممثلي المجالس المحلية.",
    "وتتبادل الأطراف منذ سنوات الاتهامات بالمسؤولية عن تعثر الحل، فيما يدفع السكان الثمن كل يوم.",
    "وفي سياق متصل، عقد ممثلو الدول المعنية اجتماعا مغلقا لبحث آليات مراقبة الاتفاق الأخير وسبل تمويله.",
    "وبحسب تقديرات محلية فإن إعادة الخدمات إلى {place} تحتاج إلى أشهر من العمل وإلى أموال لا تملكها البلدية.",
)
EVERYDAY: Final = (
    (  # sport
        "وفاز فريق {place} على ضيفه فريق {place2} بنتيجة {n} مقابل هدف في الجولة {m} من الدوري المحلي.",
        "وقال المدرب {person} إن لاعبيه قدموا مستوى جيدا في الشوط الثاني رغم حرارة الطقس.",
        "وسجل {person} هدفه رقم {m} هذا الموسم من ركلة حرة رائعة في الدقيقة {n}.",
        "ويستعد المنتخب لخوض مباراة ودية يوم {day} على ملعب {place} بحضور جماهير كبيرة.",
        "وأعلن النادي توقيع عقد مع المدافع {person} لمدة {n} مواسم.",
        "وتصدر العداء {person} سباق الماراثون في {place} بزمن قدره ساعتان و{m} دقيقة.",
    ),
    (  # trade
        "وارتفعت أسعار القمح في أسواق {place} بنسبة {n} في المئة خلال الشهر الماضي.",
        "وقال مدير الشركة {person} إن الأرباح بلغت {m} مليون دولار في الربع الأول من العام.",
        "ووقعت غرفة التجارة في {place} اتفاقا مع نظيرتها في {place2} لتصدير الزيتون والتمور.",
        "وتراجع سعر صرف العملة أمام اليورو يوم {day} قبل أن يستقر عند الإغلاق.",
        "ويتوقع خبراء أن ينمو قطاع السياحة في {place} بنسبة {m} في المئة بحلول نهاية العام.",
        "وافتتح في {place} مصنع جديد للنسيج يوفر {m} فرصة عمل لشباب المنطقة.",
    ),
    (  # weather
        "وتوقعت دائرة الأرصاد هطول أمطار غزيرة على {place} و{place2} اعتبارا من يوم {day}.",
        "وبلغت درجة الحرارة في {place} {m} درجة مئوية، وهي الأعلى منذ {n} سنوات.",
        "ونصحت إدارة المرور السائقين بالحذر على طريق {place} بسبب الضباب الكثيف.",
        "وقال الخبير {person} إن الموسم المطري هذا العام أفضل من سابقه بنسبة {m} في المئة.",
        "وتعود الأجواء إلى الاستقرار نهاية الأسبوع مع ارتفاع طفيف في درجات الحرارة.",
    ),
    (  # culture
        "وافتتح في متحف {place} معرض للخط العربي يضم {m} لوحة لفنانين من أجيال مختلفة.",
        "وقال الشاعر {person} إن مجموعته الجديدة تضم {n} قصائد كتبها بين {place} و{place2}.",
        "وعرض الفيلم في مهرجان {place} السينمائي يوم {day} ونال إعجاب النقاد.",
        "وأحيت المطربة {person} حفلا غنائيا في {place} حضره {m} ألف متفرج.",
        "وصدرت عن دار نشر في {place} ترجمة جديدة لرواية {person} في {m} صفحة.",
    ),
    (  # cooking and health
        "ويضاف إلى الخليط {n} ملاعق من زيت الزيتون ورشة من الكمون ثم يترك {m} دقيقة حتى ينضج.",
        "وتشتهر {place} بأطباق السمك التي تقدم مع الأرز والليمون في أيام العطل.",
        "ونصح الطبيب {person} بشرب {n} أكواب من الماء يوميا وتناول الخضروات الطازجة.",
        "وأظهرت دراسة أجرتها جامعة {place} على {m} متطوعا أن المشي يحسن النوم.",
        "وتقول الطاهية {person} إن سر الوصفة في اختيار البهارات من سوق {place}.",
    ),
    (  # schools and services
        "وأعلنت وزارة التعليم أن العام الدراسي يبدأ يوم {day} في مدارس {place} كافة.",
        "وأنهت البلدية في {place} تعبيد {n} شوارع وإنارة الحديقة العامة بالطاقة الشمسية.",
        "وكرمت جامعة {place} الطالبة {person} لتفوقها في مسابقة الرياضيات بين {m} جامعة.",
        "وأطلقت شركة في {place} تطبيقا جديدا يساعد الطلاب على حفظ المفردات.",
        "وقال وزير النقل إن خط القطار بين {place} و{place2} سيعمل بعد {n} أشهر.",
    ),
)  # fmt: skip
HEADLINES: Final = ("{voice}: {force} في {place}", "اشتباكات في {place} و{force} تتقدم", "{n} قتلى في قصف على {place}")
QUIET_HEADLINES: Final = ("{place} تستعد لموسم جديد", "{person}: نعمل من أجل {place}", "أخبار {place} يوم {day}")
DAYS: Final = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")
FIRST: Final = (
    "سامر",
    "هالة",
    "نبيل",
    "ريم",
    "عماد",
    "سلمى",
    "وائل",
    "دينا",
    "كمال",
    "لبنى",
    "حازم",
    "منى",
    "طارق",
    "سهى",
)
LAST: Final = (
    "الخطيب",
    "النجار",
    "الراوي",
    "الحمصي",
    "البيطار",
    "الصباغ",
    "السمان",
    "العطار",
    "الحلاق",
    "الزيات",
    "القاضي",
)
HAMZA: Final = str.maketrans("أإآ", "ااا")
EASTERN: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BREAKABLE: Final = ("قصف", "قتل", "انفجر", "اشتباك")
CHARACTERS: Final = 3_000


class Made(NamedTuple):
    """One document: its number, whether it is about conflict, its headline, its text (which begins with that)."""

    number: int
    conflict: bool
    title: str
    text: str


@cache
def places() -> tuple[str, ...]:
    """Names of places as reports write them, those of every country mixed."""
    from riwaya.gazetteer.places import Places

    return tuple(sorted({row.forms[0] for row in Places.load().rows() if len(row.forms[0]) >= 4 and not row.risk}))


@cache
def _slots(template: str) -> tuple[tuple[str, str], ...]:
    """A template as pieces of text, each with the name of the slot behind it."""
    return tuple((text, slot or "") for text, slot, _, _ in string.Formatter().parse(template))


class _Filler:
    """Fills templates for one document, which speaks of few places, many times."""

    def __init__(self, random: Random) -> None:
        self.pick = random.random
        self.here = self.one(places()), self.one(places()), self.one(places())

    def one(self, of: tuple[str, ...]) -> str:
        return of[int(self.pick() * len(of))]

    def value(self, slot: str) -> str:
        pick = self.pick
        if slot == "place" or (slot == "place2" and pick() > 0.2):
            return self.here[int(pick() * 3)]
        if slot == "n":
            return str(2 + int(pick() * 9))
        if slot == "m":
            return str(11 + int(pick() * 80))
        if slot == "person":
            return f"{self.one(FIRST)} {self.one(LAST)}"
        return self.one(_WORDS[slot] if slot in _WORDS else places())

    def fill(self, template: str) -> str:
        return "".join([text + self.value(slot) if slot else text for text, slot in _slots(template)])


_WORDS: Final = {"voice": VOICES, "force": FORCES, "force2": FORCES, "day": DAYS}


def document(number: int, *, seed: int = 0, conflict: float = 0.2, characters: int = CHARACTERS) -> Made:
    """The document of that number: the same each time, whatever was made before."""
    random = Random((seed << 32) + number)
    pick = random.random
    about = pick() < conflict
    filler = _Filler(random)
    fill, one = filler.fill, filler.one
    subjects = EVERYDAY[int(pick() * len(EVERYDAY))] + EVERYDAY[int(pick() * len(EVERYDAY))]
    title = fill(one(HEADLINES if about else QUIET_HEADLINES))
    parts = [title, "\n\n"]
    length = len(title)
    while length < characters:
        sentence = fill(one((ASIDES if pick() < 0.65 else CONFLICT) if about else subjects))
        if pick() < 0.08:
            sentence = perturbed(sentence, random)
        parts += (sentence, "\n" if pick() < 0.25 else " ")
        length += len(sentence) + 1
    text = "".join(parts)[:characters].rstrip()
    return Made(number, about, title, text + "\n")


def perturbed(sentence: str, random: Random) -> str:
    """A sentence spelled as real ones are: one of seven ways."""
    way = random.randrange(7)
    if way == 0:
        return sentence.translate(HAMZA)
    if way == 1:
        return sentence.translate(EASTERN)
    if way == 2:
        return sentence.replace(" ", "  ", 2)
    if way == 3:
        return sentence.replace("،", " ، ").replace(".", " .")
    if way == 4:
        for word in BREAKABLE:
            sentence = sentence.replace(word, f"{word[:2]}ـ ـ{word[2:]}")
        return sentence
    at = random.randrange(len(sentence))
    if not "ب" <= sentence[at] <= "ي":
        return sentence
    return sentence[: at + 1] + ("ـ" if way == 5 else "\u064e") + sentence[at + 1 :]


def archive(count: int, *, start: int = 0, **options: Any) -> Iterator[Made]:
    """`count` documents from number `start`; options as `document` takes them."""
    return (document(number, **options) for number in range(start, start + count))


def page(made: Made) -> str:
    """A news page that holds a document: menus, headlines of other reports, scripts, comments, a footer."""
    random = Random(made.number)
    name = places()
    others = [
        (HEADLINES if random.random() < 0.3 else QUIET_HEADLINES)[random.randrange(3)].format(
            voice=random.choice(VOICES), force=random.choice(FORCES), place=random.choice(name),
            n=random.randrange(2, 9), person=random.choice(FIRST), day=random.choice(DAYS),
        )
        for _ in range(12)
    ]  # fmt: skip
    links = "".join(
        f'<li class="item"><a href="/n/{k}"><img src="/i/{k}.jpg" alt=""><span>{t}</span></a></li>'
        for k, t in enumerate(others)
    )
    menu = "".join(
        f'<li><a href="/{k}" class="menu-link">{t}</a></li>'
        for k, t in enumerate(("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات", "صور", "فيديو"))
    )
    body = "".join(f"<p>{line}</p>\n" for line in made.text.split("\n")[2:] if line)
    script = "".join(f'window.q=window.q||[];q.push({{"k":{k},"v":"x{k * 7919}"}});' for k in range(120))
    day = f"2031-{1 + made.number % 12:02}-{1 + made.number % 28:02}"
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{made.title} | صحيفة المنارة</title>
<meta property="og:title" content="{made.title}"><meta property="og:site_name" content="صحيفة المنارة">
<meta property="article:published_time" content="{day}T08:00:00+00:00"><script>{script}</script>
<style>.item{{margin:0;padding:4px}}.menu-link{{color:#123}}</style></head><body>
<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{made.title}</h1><div class="meta"><time datetime="{day}">{day}</time></div>
<div class="content">{body}</div></article><aside><h3>اقرأ أيضا</h3><ul>{links}</ul></aside></main>
<section class="comments"><h3>التعليقات</h3><form><textarea></textarea><button>أرسل</button></form></section>
<footer><p>جميع الحقوق محفوظة لصحيفة المنارة</p><ul>{menu}</ul></footer><script>{script}</script></body></html>
"""  # noqa: E501


def write_files(out: Path, documents: Iterator[Made], suffix: str, render: Callable[[Made], str]) -> None:
    """A file a document, a thousand a folder."""
    for made in documents:
        folder = out / f"{made.number // 1000:05}"
        if made.number % 1000 == 0 or not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{made.number:08}{suffix}").write_text(render(made), encoding="utf-8")


def write_jsonl(out: Path, documents: Iterator[Made]) -> None:
    """A JSON object a line: id, title, text."""
    with out.open("w", encoding="utf-8") as file:
        for made in documents:
            line = {"id": f"{made.number:08}", "title": made.title, "text": made.text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_warc(out: Path, documents: Iterator[Made]) -> None:
    """A web archive: a response record a page, compressed record by record."""
    with out.open("wb") as file:
        for made in documents:
            content = page(made).encode()
            answer = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(content)}\r\n\r\n"
            ).encode() + content
            head = (
                "WARC/1.1\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{made.number:012x}>\r\n"
                f"WARC-Target-URI: https://almanara.example/n/{made.number}\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            ).encode()
            file.write(gzip.compress(head + answer + b"\r\n\r\n", compresslevel=3, mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--documents", type=int, default=1_000, help="how many (default: 1000)")
    parser.add_argument("--conflict", type=float, default=0.2, help="share that is about conflict (default: 0.2)")
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="of one document (default: 3000)")
    parser.add_argument("--format", choices=("text", "html", "jsonl", "warc"), default="text")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.perf_counter()
    documents = archive(options.documents, seed=options.seed, conflict=options.conflict, characters=options.characters)
    if options.format in ("jsonl", "warc"):
        options.out.parent.mkdir(parents=True, exist_ok=True)
        (write_jsonl if options.format == "jsonl" else write_warc)(options.out, documents)
    elif options.format == "html":
        write_files(options.out, documents, ".html", page)
    else:
        write_files(options.out, documents, ".txt", lambda made: made.text)
    seconds = time.perf_counter() - began
    print(f"{options.documents} documents in {seconds:.1f} s, {options.documents / seconds:.0f} a second")


if __name__ == "__main__":
    main()
