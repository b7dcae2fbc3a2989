"""What people read for the values of the closed lists: labels in Arabic and English, from `labels.yaml`."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, get_args

import yaml

from riwaya.model.errors import DataError
from riwaya.model.vocabulary import (
    ATTITUDES,
    DENIALS,
    DENIED_PARTS,
    EVENTS,
    FAMILIES,
    STANCES,
    VOICE_KINDS,
    DateBasis,
    Precision,
    Relation,
)

Language = Literal["ar", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ar", "en")

Labels = Mapping[str, Mapping[str, str]]
"""Section (`events`, `stances`, …) to value to label, in one language."""

_FILE: Final = Path(__file__).with_name("labels.yaml")
_SECTIONS: Final[dict[str, frozenset[str]]] = {
    "families": frozenset(FAMILIES),
    "events": EVENTS,
    "stances": STANCES,
    "denials": DENIALS,
    "denied_parts": DENIED_PARTS,
    "attitudes": ATTITUDES,
    "voice_kinds": VOICE_KINDS,
    "precisions": frozenset(get_args(Precision)),
    "relations": frozenset(get_args(Relation)),
    "date_bases": frozenset(get_args(DateBasis)),
}


def read_bilingual(file: Path) -> dict[str, dict[str, dict[str, str]]]:
    """A YAML file of `section: {key: {ar: …, en: …}}` as `{language: {section: {key: text}}}`.

    DataError names the file and the line of anything else: a repeated key, a missing or unknown language, a text that
    is no string.
    """
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else None
        raise DataError(file, line, f"is no YAML: {error.problem}") from error
    result: dict[str, dict[str, dict[str, str]]] = {language: {} for language in LANGUAGES}
    for section, entries, _ in _pairs(file, root):
        for language in LANGUAGES:
            result[language][section] = {}
        for key, texts, line in _pairs(file, entries):
            found = {name: text for name, text, _ in _pairs(file, texts)}
            if set(found) != set(LANGUAGES):
                raise DataError(file, line, f"{section}.{key} needs exactly the languages {', '.join(LANGUAGES)}")
            for language in LANGUAGES:
                text = found[language]
                if not isinstance(text, yaml.ScalarNode) or text.tag != "tag:yaml.org,2002:str":
                    raise DataError(file, line, f"{section}.{key}.{language} is no text")
                result[language][section][key] = text.value
    return result


def _pairs(file: Path, node: yaml.Node | None) -> Iterable[tuple[str, yaml.Node, int]]:
    """Key, value and line of each entry of a mapping; DataError when it is none or repeats a key."""
    if not isinstance(node, yaml.MappingNode):
        raise DataError(file, node.start_mark.line + 1 if node is not None else None, "expected a mapping")
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise DataError(file, line, "expected a plain key")
        if key.value in seen:
            raise DataError(file, line, f"{key.value!r} stands twice")
        seen.add(key.value)
        yield key.value, value, line


@cache
def labels(language: Language) -> Labels:
    """The labels of every closed list in `language`; complete, or DataError says what is missing or unknown."""
    return _all()[language]


@cache
def _all() -> Mapping[Language, Labels]:
    data = read_bilingual(_FILE)
    for language in LANGUAGES:
        check_keys(_FILE, data[language], _SECTIONS)
    return {
        language: MappingProxyType({name: MappingProxyType(texts) for name, texts in data[language].items()})
        for language in LANGUAGES
    }


def check_keys(file: Path, data: Labels, sections: Mapping[str, frozenset[str]]) -> None:
    """DataError unless `data` has exactly these sections with exactly these keys."""
    if set(data) != set(sections):
        raise DataError(file, None, f"sections differ from those expected: {sorted(set(data) ^ set(sections))}")
    for section, keys in sections.items():
        if set(data[section]) != keys:
            raise DataError(file, None, f"{section}: missing or unknown {sorted(set(data[section]) ^ keys)}")
