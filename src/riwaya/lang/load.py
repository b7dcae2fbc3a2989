"""Strict loading of language data: YAML lists of entries, each error naming file and line.

An entry is a mapping with an `id`; unknown keys, duplicate keys or ids, wrong types and look-alike code points (Farsi
yeh and keheh, tatweel, diacritics, presentation forms) are refused.
"""

import re
from importlib import resources
from typing import Any, Final, TypeVar

import msgspec
import yaml

from riwaya.model.errors import DataError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOOKALIKE: Final = re.compile(
    "[\u06cc\u06a9\u06c1\u06d5\u0610-\u061a\u061c\u0640\u064b-\u065f\u0660-\u0669\u0670\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufefc"
    "\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2060-\u2064\u2066-\u2069\ufeff]"
)
_UNCHECKED_KEYS: Final = frozenset({"examples", "not"})  # example texts show what real texts hold, marks included

_TEXT: Final = "tag:yaml.org,2002:str"

Entry = TypeVar("Entry")


class _Loader(_Base):  # type: ignore[misc]
    """The loader, which need not ask of an Arabic word whether it may be a number or a date."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node that has none written."""
        if kind is yaml.ScalarNode and (not implicit[0] or value[:1] > "\x7f"):
            return _TEXT
        return super().resolve(kind, value, implicit)


def read_entries(file: str, kind: type[Entry], package: str = "riwaya.lang.ar") -> tuple[Entry, ...]:
    """The entries of a data file as records of `kind` (a msgspec Struct with `forbid_unknown_fields`)."""
    text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    return parse_entries(text, kind, file)


def parse_entries(text: str, kind: type[Entry], file: str) -> tuple[Entry, ...]:
    """Entries from YAML text; `file` is what errors name."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(file, mark.line + 1 if mark else None, f"not YAML: {error}".replace("\n", " ")) from error
    if not isinstance(root, yaml.SequenceNode):
        raise DataError(file, 1, "expected a list of entries")
    out: list[Entry] = []
    seen: dict[str, int] = {}
    # Most files hold none at all: nothing to look for, word by word.
    doubtful = _LOOKALIKE.search(text) is not None or "\\" in text
    for node in root.value:
        line = node.start_mark.line + 1
        value = _plain(node, file, doubtful)
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            raise DataError(file, line, "an entry is a mapping with an id")
        if value["id"] in seen:
            raise DataError(file, line, f"id {value['id']!r} stands already at line {seen[value['id']]}")
        seen[value["id"]] = line
        try:
            out.append(msgspec.convert(value, kind))
        except msgspec.ValidationError as error:
            raise DataError(file, line, f"{value['id']}: {error}") from error
    return tuple(out)


def _plain(node: Any, file: str, checked: bool) -> Any:
    """A YAML node as plain values, refusing what YAML itself lets pass."""
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise DataError(file, line, "a key is a single word or number, not a list or mapping")
            key = key_node.value
            if key in out:
                raise DataError(file, line, f"key {key!r} twice in one entry")
            if checked:
                _check(key, file, line)
            out[key] = _plain(value_node, file, checked and key not in _UNCHECKED_KEYS)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, file, checked) for item in node.value]
    value = node.value
    line = node.start_mark.line + 1
    if checked:
        _check(value, file, line)
    convert = _SCALARS.get(node.tag)
    try:
        return convert(value) if convert else value
    except ValueError as error:
        raise DataError(file, line, f"write the number {value!r} in plain decimal digits") from error


def _check(text: str, file: str, line: int) -> None:
    if bad := _LOOKALIKE.search(text):
        raise DataError(file, line, f"look-alike or mark U+{ord(bad.group()):04X} in {text!r}")


_SCALARS: Final[dict[str, Any]] = {
    "tag:yaml.org,2002:bool": lambda value: value.lower() in ("true", "yes", "on"),
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:null": lambda value: None,
}
