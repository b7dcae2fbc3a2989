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

FOLDER: Final = Path(__file__).parent

DIRECTION: Final[dict[Language, str]] = {"ar": "rtl", "en": "ltr"}


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language; English has none. DataError names a file that contradicts another."""
    if language == "en":
        return gettext.NullTranslations()
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=language)
    for file in sorted((FOLDER / language).glob("*.po")):
        with file.open("rb") as opened:
            part = read_po(opened, locale=language, abort_invalid=True)
        for message in part:
            if not message.id:
                continue
            known = whole.get(message.id, context=message.context)
            if known is not None and known.string != message.string:
                raise DataError(file, message.lineno, f"{message.id!r} is translated otherwise in another file")
            whole.add(message.id, message.string, context=message.context)
    packed = io.BytesIO()
    write_mo(packed, whole)
    packed.seek(0)
    return gettext.GNUTranslations(packed)


def chosen(asked: str | None, kept: str | None, otherwise: Language) -> Language:
    """The language to answer in: asked for in the address, else kept in the cookie, else the server's."""
    for name in (asked, kept):
        for language in LANGUAGES:
            if name == language:
                return language
    return otherwise
