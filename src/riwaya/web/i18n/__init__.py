"""The interface's language: gettext catalogues, read from the `.po` files beside this one when the server starts.

English is what stands in the templates; a folder beside this file holds each other language's catalogues, one or more
`.po` files that may not contradict one another. Labels of the closed lists come from `riwaya.lang.labels`.
"""

import gettext
import io
from functools import cache
from pathlib import Path
from typing import Final

from riwaya.lang.labels import LANGUAGES, Language
from riwaya.model.errors import DataError
from riwaya.web.i18n.catalogues import entries, packed

FOLDER: Final = Path(__file__).parent

DIRECTION: Final[dict[Language, str]] = {"ar": "rtl", "en": "ltr"}


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language; English has none. DataError names a file that contradicts another."""
    if language == "en":
        return gettext.NullTranslations()
    whole: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.po")):
        for key, text in entries(file).items():
            if whole.setdefault(key, text) != text and key:
                message = key.rpartition("\x04")[2].partition("\0")[0]
                raise DataError(file, None, f"{message!r} is translated otherwise in another file")
    return gettext.GNUTranslations(io.BytesIO(packed(whole)))


def chosen(asked: str | None, kept: str | None, otherwise: Language) -> Language:
    """The language to answer in: asked for in the address, else kept in the cookie, else the server's."""
    for name in (asked, kept):
        for language in LANGUAGES:
            if name == language:
                return language
    return otherwise
