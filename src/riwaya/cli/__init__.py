"""The command line. Thin: it reads options, calls the layers below, prints, and gives exit codes."""

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run `riwaya` with the process's arguments and leave with its exit code."""
    # Modules and tables are made to stay: looking through them for garbage again and again costs a tenth of a start.
    gc.set_threshold(50_000, 20, 20)
    try:
        from riwaya.cli.app import app

        app(prog_name="riwaya")
    except KeyboardInterrupt:  # while still importing: commands answer for themselves
        sys.exit(130)
