"""What `pyproject.toml` says of the package is true of the sources."""

import subprocess
import sys
import tomllib

import pytest

PACKAGES = ("extract", "gazetteer", "lang", "text")


COMPILE = "import sys; from mypyc.build import mypycify; mypycify(sys.argv[2:], target_dir=sys.argv[1])"


def hook(checkout):
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    return project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]


def test_what_is_to_be_compiled_can_be_translated(checkout, tmp_path):
    """mypyc turns the sources into C; that a C compiler makes the same of them is shown by `./dev compiled`."""
    pytest.importorskip("mypyc.build", reason="mypyc comes with the development tools")
    settings = hook(checkout)
    names = [name.lstrip("/").removeprefix("src/") for name in settings["exclude"]]
    source = checkout / "src"
    modules = sorted(
        path.relative_to(source).as_posix()
        for pattern in settings["include"]
        for path in checkout.glob(pattern.lstrip("/"))
        if path.name != "__init__.py" and path.relative_to(source).as_posix() not in names
    )
    command = [sys.executable, "-c", COMPILE, str(tmp_path), *settings["mypy-args"], *modules]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_records_are_left_out_of_compilation_and_nothing_else_is_named_in_vain(checkout):
    left_out = {name.lstrip("/") for name in hook(checkout)["exclude"]} - {"__init__.py"}
    modules = {
        path.relative_to(checkout).as_posix(): path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in (checkout / "src/riwaya" / package).glob("*.py")
    }
    records = {name for name, text in modules.items() if "(msgspec.Struct" in text or "(_Entry" in text}
    assert records <= left_out, "msgspec records cannot be compiled: leave their modules out in pyproject.toml"
    assert left_out <= set(modules), "pyproject.toml leaves out modules that are not there"
