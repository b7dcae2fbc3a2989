"""What outlets are called: of the forms in the gazetteer's table, the first in Arabic and the first in Latin script."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from riwaya.text.letters import has_arabic

_FILE: Final = "outlets_index.tsv"
_LATIN_NAME: Final = re.compile("[A-Z][^.]*")  # a capital and no dot: neither a handle nor a domain


@cache
def outlet_names() -> Mapping[str, tuple[str, str]]:
    """Outlet id to its Arabic and its English name; an outlet with a name in one script only has it twice."""
    forms: dict[str, list[str]] = {}
    text = resources.files("riwaya.gazetteer").joinpath("data", _FILE).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        form, _, outlet = line.partition("\t")
        forms.setdefault(outlet, []).append(form)
    result = {}
    for outlet, given in forms.items():
        arabic = next((form for form in given if has_arabic(form)), None)
        latin = next((form for form in given if _LATIN_NAME.fullmatch(form) and not has_arabic(form)), None)
        if arabic or latin:
            result[outlet] = (arabic or latin or "", latin or arabic or "")
    return result
