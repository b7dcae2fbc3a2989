"""A process that is killed while it writes loses nothing; `python bench/crash.py` does it a hundred times."""

import subprocess
import sys


def test_kills_lose_nothing(new_ledger, checkout):
    times = "12" if "://" not in new_ledger else "6"
    command = [sys.executable, "bench/crash.py", "--times", times, "--seed", "7", "--ledger", new_ledger]
    result = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stderr
    assert f"killed {times} times" in result.stdout
