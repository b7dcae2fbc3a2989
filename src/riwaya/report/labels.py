"""The report's own interface texts, from `labels.yaml` beside this file, joined with the labels of the closed lists."""

from functools import cache
from pathlib import Path
from typing import Final

from riwaya.lang.labels import LANGUAGES, Language, check_keys, labels, read_bilingual

_FILE: Final = Path(__file__).with_name("labels.yaml")


@cache
def interface() -> dict[Language, dict[str, dict[str, str]]]:
    """Language to section to key to text; the sections of `riwaya.lang.labels` and the report's own."""
    own = read_bilingual(_FILE)
    closed = {
        "stance_prefix": frozenset(labels("ar")["stances"]),
        "months": frozenset(f"m{number:02}" for number in range(1, 13)),
    }
    check_keys(_FILE, {section: own["ar"][section] for section in closed}, closed)
    return {
        language: {**{name: dict(texts) for name, texts in labels(language).items()}, **own[language]}
        for language in LANGUAGES
    }
