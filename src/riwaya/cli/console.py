"""What the user sees on stderr, and the exit codes: set-aside lines, the summary, progress, errors."""

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator

import typer

from riwaya.model.errors import RiwayaError, UsageError

FAILED, WRONG_USAGE, SET_ASIDE, INTERRUPTED, BROKEN_PIPE = 1, 2, 3, 130, 141
"""Exit codes other than 0. The last two are the shell's own for a process that SIGINT or SIGPIPE ends."""


class Console:
    """Stderr. `kept`, `duplicates`, `left_out` and `set_aside` count the inputs of this command, `passed` what of a
    container is no report.
    """

    def __init__(self, *, quiet: bool = False, debug: bool = False) -> None:
        self.quiet, self.debug = quiet, debug
        self.kept = self.duplicates = self.left_out = self.set_aside = self.passed = 0
        self._print: Callable[[str], None] = self._plain

    @staticmethod
    def _plain(line: str) -> None:
        # A stderr that cannot show Arabic gets escapes, not a crash.
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()

    def line(self, text: str) -> None:
        """A line on stderr."""
        self._print(text)

    def error(self, text: str) -> None:
        """An error that ends the command; each of its lines says who speaks."""
        for line in text.splitlines() or [text]:
            self.line(f"riwaya: {line}")

    def count_kept(self) -> None:
        """One more input was kept."""
        self.kept += 1

    def count_duplicate(self) -> None:
        """One more input was the same publication as one that was kept."""
        self.duplicates += 1

    def count_twice(self) -> None:
        """One of the inputs that were kept is the same publication as a report that was there before."""
        self.kept -= 1
        self.duplicates += 1

    def count_left_out(self) -> None:
        """One more input is not about conflict, and such are not wanted."""
        self.left_out += 1

    def count_set_aside(self, message: str, trace: str | None = None) -> None:
        """One more input was set aside; say so, and with `--debug` show where."""
        self.set_aside += 1
        self.line(f"set aside: {message}")
        if self.debug and trace:
            self.line(trace.rstrip())

    def count_passed(self, number: int) -> None:
        """So many more parts of a container are no reports."""
        self.passed += number

    def summary(self, more: str = "") -> None:
        """The closing line: every input that was read is accounted for."""
        if not self.quiet:
            read = self.kept + self.duplicates + self.left_out + self.set_aside
            twice = f" + duplicates {self.duplicates}" if self.duplicates else ""
            twice += f" + not about conflict {self.left_out}" if self.left_out else ""
            beside = f" (passed over {self.passed} that are no reports)" if self.passed else ""
            self.line(f"read {read} = kept {self.kept}{twice} + set aside {self.set_aside}{beside}{more}")

    def leave(self, *, incomplete: bool = False) -> None:
        """End the command with the exit code that its counts call for; `incomplete`: something was left undone."""
        if self.set_aside or incomplete:
            raise typer.Exit(SET_ASIDE)

    @contextlib.contextmanager
    def progress(self, total: int | None, *, shown: bool = True) -> Iterator[Callable[[int], None]]:
        """A progress bar while the body runs, if stderr is a terminal and the user wants it; gives what advances it.

        It shows how many inputs of how many are done, at what rate, and what time is left if the total is known.
        """
        if self.quiet or not shown or (total is not None and total < 2) or not sys.stderr.isatty():
            yield lambda _: None
            return
        from rich import progress
        from rich.console import Console as Rich

        rich = Rich(stderr=True)
        columns = (
            progress.TextColumn("reading"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]}"),
            progress.TimeRemainingColumn(),
        )
        with progress.Progress(*columns, console=rich, transient=True, speed_estimate_period=60) as bar:
            task = bar.add_task("reading", total=total, rate="")

            def advance(number: int) -> None:
                bar.advance(task, number)
                speed = bar.tasks[0].speed
                bar.update(task, rate=f"{speed:.0f} a second" if speed else "")

            self._print = lambda line: rich.print(line, markup=False, highlight=False, soft_wrap=True)
            try:
                yield advance
            finally:
                self._print = self._plain


@contextlib.contextmanager
def guarded(console: Console) -> Iterator[None]:
    """Turn what can go wrong in a command into one clear line and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except typer.Exit:
        raise
    except BrokenPipeError:  # `riwaya claims … | head`: the reader has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(BROKEN_PIPE) from None
    except KeyboardInterrupt:
        console.error("interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except UsageError as error:
        console.error(str(error))
        raise typer.Exit(WRONG_USAGE) from None
    except RiwayaError as error:
        console.error(str(error))
        raise typer.Exit(FAILED) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        console.error(f"{where}{error.strerror or error}")
        raise typer.Exit(FAILED) from None
    except Exception as error:
        if console.debug:
            console.line(traceback.format_exc().rstrip())
        what = " ".join(f"{type(error).__name__}: {error}".split())
        console.error(f"unforeseen error ({what}); run it again with --debug and report the traceback")
        raise typer.Exit(FAILED) from None
