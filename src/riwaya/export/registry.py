"""The formats by name, and how one is written."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, Literal

import msgspec

from riwaya.export.bundle import Bundle
from riwaya.export.files import Folder
from riwaya.model.errors import UsageError

MODULES: Final = (
    *(
        "csv_tables",
        "parquet_tables",
        "geojson",
        "acled",
        "plover",
        "viina",
        "annotations",
        "timemap",
        "uwazi",
        "bayanat",
    ),
    *("ftm", "gold", "claims"),
)
"""Modules of `riwaya.export.formats`, in the order in which formats are listed; each has a `FORMAT`."""


class Written(msgspec.Struct, frozen=True):
    """What an export wrote: files with how many records each holds, and what it left out, by reason."""

    files: dict[str, int]
    left_out: dict[str, int] = {}


class Format(msgspec.Struct, frozen=True):
    """One format. `write` gets what there is and the folder to write into; a `file` format writes one file, of the name
    that it is given. `events`: it holds events, and only what somebody says happened. `verbatim`: it quotes
    reports word for word or not at all, and so needs `names`. `parts`: tables or files that can be
    written by themselves.
    """

    name: str
    about: str
    output: Literal["file", "folder"]
    write: Callable[[Bundle, Folder], Written]
    events: bool = False
    verbatim: bool = False
    parts: tuple[str, ...] = ()


def all_formats() -> Mapping[str, Format]:
    """Every format by its name."""
    found = (import_module(f"riwaya.export.formats.{module}").FORMAT for module in MODULES)
    return {one.name: one for one in found}


def format_named(name: str) -> Format:
    """The format of that name; UsageError names those that there are."""
    found = all_formats().get(name)
    if found is None:
        raise UsageError(f"{name!r} is no format; formats are {', '.join(all_formats())}")
    return found


def export(name: str, bundle: Bundle, out: Path) -> Written:
    """Write what there is in that format: into the folder `out`, or the file `out`.

    Files appear whole or not at all; those of the same names are replaced, others in the folder are left alone.
    UsageError where `out` is the wrong kind of path.
    """
    chosen = format_named(name)
    if chosen.verbatim and not bundle.options.names:
        raise UsageError(f"{name} quotes reports word for word, private persons' names too: give --names")
    if unknown := sorted(bundle.options.only - set(chosen.parts)):
        raise UsageError(f"{name} has no part {unknown[0]!r}; it has {', '.join(chosen.parts) or 'one part only'}")
    if chosen.output == "folder" and out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; {name} is written into a folder")
    if chosen.output == "file" and out.is_dir():
        raise UsageError(f"{out}: is a folder; {name} is written into a file, such as {out / 'export'}")
    folder = Folder(out) if chosen.output == "folder" else Folder(out.parent, out.name)
    with folder:
        return chosen.write(bundle, folder)
