"""What `pyproject.toml` says of the package is true of the sources."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions

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


# --- what is built ----------------------------------------------------------------------------------------------------

NO_NETWORK = """
import socket
def refuse(*args, **options):
    raise OSError("this test has no network")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def built(checkout, tmp_path_factory):
    """A source archive of the checkout, unpacked, and the wheel that is built from it."""
    pytest.importorskip("hatchling", reason="hatchling comes with the development tools")
    folder = tmp_path_factory.mktemp("built")
    env = {**os.environ, "RIWAYA_FRONTEND": "none"}
    hatchling = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*hatchling, "-t", "sdist"], cwd=checkout, env=env, check=True, capture_output=True)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    [source] = (path for path in folder.iterdir() if path.is_dir())
    subprocess.run([*hatchling, "-t", "wheel"], cwd=source, env=env, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return source, wheel


def test_the_source_archive_and_the_wheel_hold_every_file_of_the_package(built, checkout):
    source, wheel = built
    package = checkout / "src/riwaya"
    vendored = package / "web/static/vendor"
    files = [path for path in package.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".so")]
    wanted = {path.relative_to(package.parent).as_posix() for path in files if vendored not in path.parents}
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())
    assert all((source / "src" / name).is_file() for name in wanted)
    for name in ("README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "examples/first-look.ipynb", "docs/cli.md"):
        assert (source / name).is_file()
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(("tests/", "bench/"))]


def test_the_wheel_installs_and_runs_without_a_network(built, checkout, tmp_path):
    _, wheel = built
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:  # what installing a wheel of pure Python does
        packed.extractall(site)
    (site / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(site)}
    code = "import riwaya; print(riwaya.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert where.stdout.startswith(str(site))
    report = checkout / "examples/bukamal/reports/madar-sabt.txt"
    command = [sys.executable, "-m", "riwaya", "run", str(report), "-o", str(tmp_path / "out"), "-q"]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/report.html").is_file()


def needed_by_default(checkout):
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = re.compile(r"[A-Za-z0-9_.-]+")

    def names(requirements):
        return {name.match(one)[0].lower().replace("_", "-") for one in requirements}

    extras = project["optional-dependencies"]
    optional = set().union(*(names(extras[extra]) for extra in extras if extra not in ("test", "dev"))) - {"riwaya"}
    return names(project["dependencies"]), optional


def test_no_module_needs_an_extra_but_says_so(checkout):
    """The whole package is imported where none of the extras' libraries can be; a module that is of no use without one
    may refuse, in words that name the extra.
    """
    default, optional = needed_by_default(checkout)
    modules = {
        module
        for module, distributions in packages_distributions().items()
        if {one.lower().replace("_", "-") for one in distributions} & (optional - default)
    }
    code = f"""
import importlib, pkgutil, sys
blocked = {sorted(modules)!r}
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ImportError(f"{{name}} is of an extra")
sys.meta_path.insert(0, Refuse())
import riwaya
names = [m.name for m in pkgutil.walk_packages(riwaya.__path__, "riwaya.")]
for name in names:
    if not name.endswith("__main__") and ".migrations." not in name:
        try:
            importlib.import_module(name)
        except Exception as error:
            if "pip install 'riwaya[" not in str(error):
                raise
            print(name, file=sys.stderr)
for needed in ("riwaya.cli.app", "riwaya.api", "riwaya.web.app", "riwaya.extract.pipeline", "riwaya.workspace.derive"):
    assert needed in sys.modules, needed
print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    assert int(done.stdout) > 200


def test_every_extra_is_documented(checkout):
    extras = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    text = (checkout / "docs/install.md").read_text(encoding="utf-8")
    for extra in set(extras) - {"test", "dev", "docs", "gazetteer"}:
        assert f"riwaya[{extra}]" in text, f"docs/install.md does not tell what riwaya[{extra}] is for"


@pytest.mark.parametrize(
    ("shell", "given"),
    [
        ("bash", {"COMP_WORDS": "riwaya cla", "COMP_CWORD": "1"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "riwaya cla"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "riwaya cla", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_shells_complete_commands(shell, given):
    env = {**os.environ, "_RIWAYA_COMPLETE": f"complete_{shell}", **given}
    done = subprocess.run([sys.executable, "-m", "riwaya"], env=env, capture_output=True, text=True, check=False)
    assert "claims" in done.stdout
    assert "serve" not in done.stdout


def test_the_container_runs_as_nobody_in_particular(checkout):
    text = (checkout / "Containerfile").read_text(encoding="utf-8")
    *_, last = text.split("\nFROM ")
    assert re.search(r"^USER 10001$", last, re.MULTILINE)
    assert 'ENTRYPOINT ["riwaya"]' in last
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((checkout / name).exists() for name in copied.split())
