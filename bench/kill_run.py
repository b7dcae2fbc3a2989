"""Kill `riwaya run` and its workers with SIGKILL at random moments, and see that the output is that of no kill at all.

usage: python bench/kill_run.py [--times N] [--seed N] [--reports N]

Reports made from templates (some of them empty, in English, or told twice) are read into a folder by one process, or by
workers; the run, or one of its processes, is killed at a random moment; then the next run into the same folder is
started, and so on. Each run that completes must leave documents, claims, report and ledger byte for byte as an
undisturbed run does, and nothing else in the folder. Prints what was hit; exit code 1 if anything differs.
"""

import argparse
import contextlib
import json
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import typer

import riwaya.pipeline.warm  # runs are forked from a process that has everything loaded
import riwaya.workspace.derive  # noqa: F401
from riwaya.cli.console import Console
from riwaya.cli.output import STAGING, WORK
from riwaya.cli.run import CLAIMS, DOCUMENTS, REPORT, run_into
from riwaya.pipeline.store import MANIFEST

LEDGER: Final = "ledger.db"
FILES: Final = (DOCUMENTS, CLAIMS, REPORT, LEDGER)
PLACES: Final = ("الرقة", "تدمر", "الموصل", "سرت", "درنة", "مأرب", "الحديدة", "تعز", "منبج", "الباب")
SENTENCES: Final = (
    "قال ناشطون إن مقاتلي اللواء الخامس سيطروا على مدينة {place} يوم الثلاثاء بعد اشتباكات استمرت {n} ساعات.",
    "ونفى المتحدث باسم القوات الحكومية صحة الأنباء عن انسحاب عناصره من {place}.",
    "وبحسب مصادر طبية قتل {n} مدنيا في غارة جوية على سوق شعبي في {place}.",
    "وأعلن مصدر عسكري أن القوات استعادت ثلاث قرى قرب {place} وأن {n} مسلحين قتلوا.",
)


def write_reports(folder: Path, number: int, random: Random) -> None:
    """Reports of four outlets, with what happens in archives: empty files, other languages, the same page twice."""
    folder.mkdir()
    index = []
    for n in range(number):
        name = f"report-{n:05}"
        told = [random.choice(SENTENCES).format(place=random.choice(PLACES), n=random.randrange(3, 60)) for _ in "123"]
        text = f"تقرير {n}\n\n{' '.join(told)}\n"
        if n % 19 == 7:
            text = ""
        elif n % 23 == 11:
            text = "Nothing here is in Arabic.\n"
        elif n % 17 == 16:
            text = (folder / f"report-{n - 5:05}.txt").read_text(encoding="utf-8")
        outlet = ("Nahr", "Sada", "Ufuq", "Barid")[n % 5 % 4] if n % 17 != 16 else index[n - 5]["outlet"]
        date = f"2016-03-{1 + n % 28:02}" if n % 17 != 16 else index[n - 5]["date"]
        index.append({"document": name, "outlet": outlet, "date": date})
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")


def begin(reports: Path, out: Path, jobs: int) -> int:
    """Start a run; the id of its process."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what is set aside is named there, time and again
        run_into(Console(quiet=True), [str(reports)], out, root=None, jobs=jobs, title=None)
        code = 0
    except typer.Exit as ended:
        code = ended.exit_code
    finally:
        os._exit(code)


def snapshot(out: Path) -> dict[str, bytes]:
    """What a run left, the ledger as SQL."""
    found = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name != LEDGER}
    with contextlib.closing(sqlite3.connect(out / LEDGER)) as ledger:
        found[LEDGER] = "\n".join(ledger.iterdump()).encode()
    for folder in (WORK, STAGING):
        if (out / folder).exists():
            found[folder] = b""
    return {name: content for name, content in found.items() if not name.startswith("ledger.db-")}


def descendants(process: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    out = []
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            out += [int(child), *descendants(int(child))]
    return out


def stage(out: Path) -> str:
    """How far the run has come that was killed."""
    manifest = out / WORK / MANIFEST
    if not manifest.exists():
        return "before anything was done, or after all was"
    staged = out / STAGING / DOCUMENTS
    return (
        "while the output was put together" if staged.exists() and staged.stat().st_size else "while shards were done"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=150)
    given = parser.parse_args()
    random = Random(given.seed)
    hit: Counter[str] = Counter()
    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports")
        write_reports(reports, given.reports, random)
        lasts = {}
        for jobs in (1, 2):
            began = time.monotonic()
            os.waitpid(begin(reports, Path(folder, f"whole-{jobs}"), jobs), 0)
            lasts[jobs] = time.monotonic() - began
        whole = snapshot(Path(folder, "whole-1"))
        if sorted(whole) != sorted(FILES) or snapshot(Path(folder, "whole-2")) != whole:
            print("undisturbed runs differ", file=sys.stderr)
            return 1
        out = Path(folder, "out")
        kills = 0
        while kills < given.times:
            jobs = random.choice((1, 2))
            run = begin(reports, out, jobs)
            # The pauses are drawn from the length of a whole run, so that every part of it is hit.
            time.sleep(random.random() * lasts[jobs])
            if os.waitpid(run, os.WNOHANG) == (0, 0):
                kills += 1
                workers = descendants(run)
                victim = random.choice(workers) if workers and random.random() < 0.5 else run
                at = "one of its processes" if victim != run else f"the run {stage(out)}"
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                hit[at] += 1
                os.waitpid(run, 0)
                if victim == run:
                    if kills < given.times:
                        continue
                    os.waitpid(begin(reports, out, jobs), 0)  # the last one is gone on with to its end
            compared += 1
            found = snapshot(out)
            if found != whole:
                names = [name for name in {*found, *whole} if found.get(name) != whole.get(name)]
                print(f"after {kills} kills, these differ: {', '.join(sorted(names))}", file=sys.stderr)
                return 1
            for path in sorted(out.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
    print(f"killed {kills} times ({', '.join(f'{what} {n}' for what, n in sorted(hit.items()))}); "
          f"{compared} completed runs, all as the undisturbed one")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
