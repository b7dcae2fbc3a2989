"""The command line. Thin: it reads options, calls the layers below, prints, and gives exit codes."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run `riwaya` with the process's arguments and leave with its exit code."""
    try:
        from riwaya.cli.app import app

        app(prog_name="riwaya")
    except KeyboardInterrupt:  # while still importing: commands answer for themselves
        sys.exit(130)
