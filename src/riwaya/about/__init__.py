"""What this riwaya is made of: its data with versions, digests and licences, and the files of others that it carries.

`data.yaml` says what there is; a test holds it against the files. Digests are taken from the files when they are asked
for, so they are those of this installation, whatever was changed in it.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

import riwaya
from riwaya.model.errors import DataError

HERE: Final = Path(riwaya.__file__).parent
_FILE: Final = Path(__file__).with_name("data.yaml")
_LICENCES: Final = HERE / "web/static/vendor/licences.json"
_OF_OTHERS: Final = (HERE / "gazetteer/data", HERE / "web/static/vendor")
"""Where data of others lies, in part: each file there is named by an entry of its own."""


class DataSet(msgspec.Struct, frozen=True):
    """One body of data. `files`: how many there are; `sha256`: of their names and contents, in the order of names; None
    where there are none, for the front-end files are only there when they could be fetched as the package was built.
    """

    id: str
    what: str
    version: str
    licence: str
    attribution: str
    source: str
    files: int
    sha256: str | None


class Part(msgspec.Struct, frozen=True):
    """A package whose files the pages use: its name, version and licence."""

    name: str
    version: str
    licence: str


class About(msgspec.Struct, frozen=True):
    """All of it. `packages` is empty where the package was built without front-end files."""

    riwaya: str
    licence: str
    data: tuple[DataSet, ...]
    packages: tuple[Part, ...]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"made_from": "from"}):
    """An entry of `data.yaml`, as that file explains it."""

    id: str
    what: str
    files: tuple[str, ...]
    version: str
    licence: str
    attribution: str
    source: str
    made_from: dict[str, str] = {}
    rest: bool = False

    def paths(self) -> list[Path]:
        """Its files, in the order of their names."""
        found = _files(self.files)
        if self.rest:
            found -= {path for entry in entries() if not entry.rest for path in _files(entry.files)}
            found = {path for path in found if not any(folder in path.parents for folder in _OF_OTHERS)}
        return sorted(found)


def _files(patterns: tuple[str, ...]) -> set[Path]:
    found = {path for pattern in patterns for path in HERE.glob(pattern) if path.is_file()}
    return {path for path in found if path.suffix not in (".py", ".pyc", ".so", ".pyd")}


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of `data.yaml`; DataError if one is malformed."""
    raw: Any = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    try:
        return msgspec.convert(raw, tuple[Entry, ...])
    except msgspec.ValidationError as error:
        raise DataError(_FILE, None, str(error)) from error


def about() -> About:
    """What this installation is made of."""
    return About(riwaya.__version__, "Apache-2.0", tuple(map(_data_set, entries())), tuple(vendored()))


def vendored() -> list[Part]:
    """The packages whose files came with the build; none where it had none."""
    try:
        found = json.loads(_LICENCES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Part(str(one["name"]), str(one["version"]), str(one["licence"])) for one in found]


def _data_set(entry: Entry) -> DataSet:
    paths = entry.paths()
    return DataSet(
        entry.id,
        entry.what,
        f"riwaya {riwaya.__version__}" if entry.version == "package" else entry.version,
        entry.licence,
        entry.attribution,
        entry.source,
        len(paths),
        _digest(paths),
    )


def _digest(paths: list[Path]) -> str | None:
    if not paths:
        return None
    sha = hashlib.sha256()
    for path in paths:
        sha.update(f"{path.relative_to(HERE).as_posix()}\0".encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def as_lines(found: About) -> Iterator[str]:
    """All of it, for people."""
    yield f"riwaya {found.riwaya}  {found.licence}"
    for one in found.data:
        digest = f"sha256 {one.sha256[:16]}…, {one.files} files" if one.sha256 else "not in this installation"
        yield ""
        yield f"{one.id}: {one.what}"
        yield f"  {one.version}; {digest}"
        yield f"  {one.licence}; {one.source}"
        if one.attribution:
            yield f"  {one.attribution}"
    if found.packages:
        yield ""
        yield "Packages whose files the pages use"
        for part in found.packages:
            yield f"  {part.name} {part.version}  {part.licence}"
