"""Measure extraction: throughput, gain from a second process, start-up time, and whether memory stays flat.

usage: python bench/extract.py [--documents N] [--repeat N]

The reports are made from templates here, always the same ones. Figures are printed as `name  value`; ratios say more
than absolute figures when two machines, or two days on a busy machine, are compared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = ("عين الورد", "تل النخيل", "بلدة السنديان", "مدينة الواحة", "قرية الزيتون", "حي الصناعة", "جسر الحديد")
FORCES = ("قوات الحكومة", "مقاتلو اللواء الخامس", "فصائل المعارضة", "القوات المشتركة", "مسلحو الجبهة")
VOICES = ("قال ناشطون", "أعلن المتحدث العسكري", "أفاد مصدر طبي", "ذكر شهود عيان", "أكد قائد ميداني", "نفى مسؤول محلي")
EVENTS = (
    "إن {force} دخلت {place} بعد اشتباكات استمرت {n} ساعات",
    "أن {force} انسحبت من {place} صباح الثلاثاء",
    "مقتل {n} أشخاص في قصف مدفعي على {place}",
    "أن {force} استعادت السيطرة على معظم أحياء {place}",
    "أن غارة جوية أصابت {place} وجرحت {n} مدنيين",
    "أن {force} تحاصر {place} منذ {n} أيام",
)
ASIDES = (
    "وتبعد {place} نحو {n} كيلومترا عن الطريق الدولي.",
    "ولم يتسن التحقق من هذه المعلومات من مصدر مستقل.",
    "وكانت المنطقة قد شهدت هدوءا حذرا خلال الأسبوع الماضي.",
)


def report(number: int) -> str:
    """A report of about two hundred words."""
    sentences = []
    for n in range(14):
        seed = number * 31 + n * 7
        values = {
            "place": PLACES[seed % len(PLACES)],
            "force": FORCES[(seed // 3) % len(FORCES)],
            "n": 2 + seed % 40,
        }
        if n % 4 == 3:
            sentences.append(ASIDES[seed % len(ASIDES)].format(**values))
        else:
            event = EVENTS[(seed // 5) % len(EVENTS)].format(**values)
            sentences.append(f"و{VOICES[(seed // 2) % len(VOICES)]} {event}.")
    return (
        f"تطورات ميدانية رقم {number}\n\n" + "\n".join(" ".join(sentences[i : i + 4]) for i in range(0, 14, 4)) + "\n"
    )


def write_reports(folder: Path, count: int) -> Path:
    """`count` reports in a folder."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(report(number), encoding="utf-8")
    return folder


def measured(*arguments: object) -> tuple[float, float]:
    """Seconds that `riwaya ARGUMENTS` takes, and the most memory that it held (its own process), in megabytes."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "riwaya", *map(str, arguments)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"riwaya {' '.join(map(str, arguments))} failed with {process.returncode}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return time.perf_counter() - began, kilobytes / 1024


def best(repeat: int, *arguments: object) -> float:
    """The shortest of several runs, in seconds."""
    return min(measured(*arguments)[0] for _ in range(repeat))


def extraction(count: int) -> None:
    """Extraction alone, in this process: no reading, no writing."""
    from riwaya.extract import extract
    from riwaya.model import Document

    documents = [Document(id=str(n), text=report(n), sha256="0" * 64) for n in range(count)]
    extract(documents[0])  # loading the language data is start-up, not extraction
    seconds, claims = [], 0
    for document in documents:
        began = time.perf_counter()
        claims += len(extract(document).claims)
        seconds.append(time.perf_counter() - began)
    words = sum(len(document.text.split()) for document in documents)
    print(f"extraction, reports a second      {count / sum(seconds):.0f}")
    print(f"extraction, words a second        {words / sum(seconds):.0f}")
    print(f"slowest report over the median    {max(seconds) / statistics.median(seconds):.1f}")
    print(f"claims a report                   {claims / count:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=400, help="reports to read (default: 400)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the best counts (default: 3)")
    options = parser.parse_args()
    extraction(options.documents)
    with tempfile.TemporaryDirectory() as scratch:
        few = write_reports(Path(scratch) / "few", options.documents)
        many = write_reports(Path(scratch) / "many", options.documents * 4)
        tiny = few / "00000.txt"
        print(f"riwaya --version, seconds         {best(options.repeat, '--version'):.2f}")
        print(f"riwaya claims one file, seconds   {best(options.repeat, 'claims', tiny):.2f}")
        one = best(options.repeat, "claims", many, "--jobs", 1, "--quiet")
        two = best(options.repeat, "claims", many, "--jobs", 2, "--quiet")
        print(f"claims, reports a second, 1 job   {options.documents * 4 / one:.0f}")
        print(f"gain from a second job            {one / two:.2f}")
        low = measured("claims", few, "--jobs", 1, "--quiet")[1]
        high = measured("claims", many, "--jobs", 1, "--quiet")[1]
        print(f"memory, megabytes                 {low:.0f}")
        print(f"memory for 4 times the reports    {high / low:.2f}")
        whole = best(1, "run", few, "-o", f"{scratch}/out", "--quiet")
        print(f"riwaya run, reports a second      {options.documents / whole:.0f}")


if __name__ == "__main__":
    main()
