"""What users see first: help, version, documentation; each true, and quick."""

import contextlib
import os
import pty
import re
import select
import shutil
import subprocess
import sys

import pytest
import typer

from local_site import archive_of
from riwaya import __version__
from riwaya.cli.app import app

COMMANDS = typer.main.get_command(app).commands


def within(command):
    """The command, or those of a group."""
    return list(getattr(command, "commands", {}).values()) or [command]


def options_of(command):
    given = [parameter for one in within(command) for parameter in one.params]
    every = {option for parameter in given for option in (*parameter.opts, *parameter.secondary_opts)}
    return {option for option in every if option.startswith("--")}


def test_every_command_and_option_is_documented(checkout):
    text = (checkout / "docs/cli.md").read_text(encoding="utf-8")
    sections = {part.split("`")[0]: part for part in text.split("\n## `riwaya ")[1:]}
    assert set(sections) == set(COMMANDS)
    for name, command in COMMANDS.items():
        documented = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", sections[name]))
        assert documented == options_of(command), f"docs/cli.md and `riwaya {name} --help` differ"
        for one in within(command):
            for parameter in one.params:
                if parameter.param_type_name == "argument":
                    assert parameter.metavar in sections[name]


def test_every_exit_code_is_documented(checkout):
    text = (checkout / "docs/cli.md").read_text(encoding="utf-8")
    for code in (0, 1, 2, 3, 130, 141):
        assert f"| {code} |" in text


def examples():
    for name, command in COMMANDS.items():
        for line in command.help.partition("Examples:")[2].splitlines():
            if "riwaya" in line:
                yield pytest.param(line.strip(), id=f"{name}: {line.strip()}")


def test_every_command_has_examples():
    assert {example.id.split(":")[0] for example in examples()} == set(COMMANDS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, checkout):
    """A folder with the shipped examples and a run of them, as the help texts suppose."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(checkout / "examples", folder / "examples")
    shutil.copytree(checkout / "quality", folder / "quality")
    script = folder / "bin/riwaya"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m riwaya "$@"\n')
    script.chmod(0o755)
    subprocess.run([script, "run", "examples/bukamal/reports", "-o", "out", "-q"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("example", list(examples()))
def test_the_examples_in_the_help_run(desk, example):
    if "CLAIM" in example:
        found = re.match(r'\{"id":"(\w+)"', (desk / "out/claims.jsonl").read_text(encoding="utf-8"))
        if not found:
            pytest.skip("the extractor makes no claim of the examples")
        example = example.replace("CLAIM", found[1][:12])
    env = {**os.environ, "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    if example.startswith("riwaya fetch"):
        # Tests keep off the network: the archive holds the page already.
        (desk / "pages.warc.gz").write_bytes(archive_of("https://news.example/report.html", desk))
        (desk / "addresses.txt").write_text("https://news.example/report.html\n")
        example = example.replace("feed.xml", "report.html")
    if example.startswith("riwaya serve"):
        serves(f"exec {example} --port 0", desk, env)
        return
    typed = {"shell": True, "cwd": desk, "env": env, "input": b"long enough to sign in\n"}
    if example.startswith("riwaya users") and " add " not in example:
        subprocess.run("riwaya users add out huda", capture_output=True, timeout=60, check=False, **typed)
    elif example.startswith("riwaya users"):
        (desk / "out/users.db").unlink(missing_ok=True)
    if example.startswith("riwaya users"):
        result = subprocess.run(example, capture_output=True, timeout=120, check=False, **typed)
        assert result.returncode == 0, result.stderr.decode()
        return
    result = subprocess.run(example, shell=True, cwd=desk, env=env, capture_output=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr.decode()


def serves(command, desk, env):
    """The command comes to serve, and ends when it is told to."""
    with subprocess.Popen(command, shell=True, cwd=desk, env=env, stderr=subprocess.PIPE) as process:
        try:
            assert process.stderr.readline().startswith(b"serving out/ledger.db at http://127.0.0.1:")
        finally:
            process.terminate()


def test_version(riwaya):
    assert riwaya("--version").stdout.decode() == f"riwaya {__version__}\n"


def loaded(arguments, modules):
    """Which of the modules `riwaya ARGUMENTS` has loaded when it ends."""
    code = f"""
import atexit, sys
atexit.register(lambda: print("loaded:", *[m for m in {modules!r} if m in sys.modules]))
sys.argv = ["riwaya", *{arguments!r}]
from riwaya.cli import main
main()
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return result.stdout.splitlines()[-1].removeprefix("loaded:").split()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["run", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments):
    heavy = ["sqlalchemy", "alembic", "trafilatura", "lxml", "jinja2", "rich.console", "yaml", "riwaya.extract"]
    assert loaded(arguments, heavy) == []


def test_claims_of_a_text_file_loads_no_database_and_no_html_reader(reports):
    heavy = ["sqlalchemy", "alembic", "jinja2", "rich.console", "trafilatura", "lxml"]
    assert loaded(["claims", str(reports / "report-00.txt")], heavy) == []


@pytest.mark.parametrize("arguments", [["nonsense"], ["claims"], ["run", "x"], ["claims", "x", "--jobs", "0"], []])
def test_wrong_usage(riwaya, arguments):
    result = riwaya(*arguments)
    assert result.returncode == 2
    assert b"Usage: riwaya" in result.stdout + result.stderr


def test_the_installed_command_is_this_one():
    from importlib.metadata import PackageNotFoundError, entry_points, version

    try:
        installed = version("riwaya")
    except PackageNotFoundError:
        pytest.skip("riwaya is run from its source here, not installed")
    assert installed == __version__
    [script] = entry_points(group="console_scripts", name="riwaya")
    assert script.value == "riwaya.cli:main"


def on_a_terminal(arguments, cwd, env):
    """What `riwaya` draws when stderr is a terminal, what it prints, and its exit code."""
    master, slave = pty.openpty()
    with (cwd / "stdout").open("wb") as stdout:  # a pipe that nobody empties meanwhile would stop it
        command = [sys.executable, "-m", "riwaya", *arguments]
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=stdout, stderr=slave)
    os.close(slave)
    drawn = b""
    with contextlib.suppress(OSError):  # reading fails when the other end is closed
        while select.select([master], [], [], 60)[0] and (chunk := os.read(master, 65536)):
            drawn += chunk
    code = process.wait(60)
    os.close(master)
    return drawn.decode(), (cwd / "stdout").read_bytes(), code


def test_progress_is_drawn_on_a_terminal_and_only_there(tmp_path, reports, riwaya):
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    drawn, stdout, code = on_a_terminal(["claims", str(reports)], tmp_path, env)
    assert code == 0
    assert "reading" in drawn
    assert "30/30" in drawn
    assert "read 30 = kept 30 + set aside 0" in drawn
    piped = riwaya("claims", reports)
    assert piped.stderr == b""
    assert stdout == piped.stdout
    assert on_a_terminal(["claims", str(reports), "--quiet"], tmp_path, env)[0] == ""
