"""Runs that are killed, or lose workers, end as undisturbed ones do; `python bench/kill_run.py` kills a hundred."""

import subprocess
import sys
from pathlib import Path


def test_kills_leave_no_trace():
    checkout = Path(__file__).parents[2]
    command = [sys.executable, "bench/kill_run.py", "--times", "3", "--seed", "5", "--reports", "56"]
    result = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=400, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("killed 3 times")
