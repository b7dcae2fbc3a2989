"""Kill a watch at random moments, again and again: nothing may be told twice, nothing lost.

    python bench/kill_watch.py --kills 100

Watches the example's reports, added one by one, with `riwaya watch --once` in processes that SIGKILL ends at random
moments, and compares the file of alerts with that of the same reports watched in peace.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPORTS = Path(__file__).resolve().parents[1] / "examples/bukamal/reports"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def command(folder: Path) -> list[str]:
    """One round into a folder."""
    watch = [sys.executable, "-m", "riwaya", "watch", folder / "reports", "-o", folder / "out", "--once", "--jobs", "1"]
    return [*map(str, watch), "--embargo", "0", "--from-start", "--file", str(folder / "alerts.jsonl"), "-q"]


def told(folder: Path) -> list[str]:
    """The ids of the alerts in the file."""
    return [json.loads(line)["id"] for line in (folder / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    choose = random.Random(options.seed)
    names = sorted(path.name for path in REPORTS.iterdir() if path.suffix in (".txt", ".html"))
    with tempfile.TemporaryDirectory() as place:
        peace, war = Path(place) / "peace", Path(place) / "war"
        for folder in (peace, war):
            (folder / "reports").mkdir(parents=True)
            for sidecar in REPORTS.parent.rglob("index.*"):
                shutil.copy(sidecar, folder / "reports")
        kills, whole = 0, 3.0
        share = -(-options.kills // len(names))
        for name in names:
            for folder in (peace, war):
                shutil.copy(REPORTS / name, folder / "reports")
            began = time.monotonic()
            subprocess.run(command(peace), check=True, **QUIET)
            whole = time.monotonic() - began
            for _ in range(min(share, options.kills - kills)):
                process = subprocess.Popen(command(war), **QUIET)
                time.sleep(choose.uniform(0.1, 1.05) * whole)
                process.kill()
                process.wait()
                kills += 1
            subprocess.run(command(war), check=True, **QUIET)
            if told(war) != told(peace):
                print(f"broken after {name}: {told(war)} instead of {told(peace)}")
                return 1
        print(f"{kills} kills over {len(names)} rounds: {len(told(war))} alerts, each once, as in peace")
    return 0


if __name__ == "__main__":
    sys.exit(main())
