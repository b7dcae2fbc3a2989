"""What of an archive is not worth taking apart: pages that hold hardly any Arabic, or (where asked for) no conflict.

Taking a page apart costs fifty times as much as looking at its bytes, and of a web archive most is left out here. So
this errs towards keeping: what it keeps is looked at again when it has been read.
"""

import re
from typing import Final

_LEAST: Final = 60
"""Arabic letters below which a page holds no report."""
_UTF8: Final = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf])+")
_ENTITY: Final = re.compile(rb"&#(?:1[56]\d\d|x6[0-9a-f]{2}|x06[0-9a-f]{2});|\\u06[0-9a-f]{2}", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"(?:windows-?1256|cp-?1256|iso-8859-6|mac-?arabic|cp720|utf-?16)", re.IGNORECASE)
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_HEAD: Final = 4_096


def holds_arabic(data: bytes, charset: str | None = None) -> bool:
    """Whether the bytes of a page hold some lines of Arabic, in whatever encoding (`charset` as a server said it)."""
    letters = 0
    for run in _UTF8.finditer(data):
        letters += (run.end() - run.start()) // 2
        if letters >= _LEAST:
            return True
    if (charset and _DECLARED.search(charset.encode("ascii", "replace"))) or _DECLARED.search(data, 0, _HEAD):
        return _high(data) >= _LEAST or data.count(b"\x06") >= _LEAST
    if data.count(b"\x06") >= _LEAST and data.count(b"\x00") < len(data):  # UTF-16 that says nothing of it
        return True
    if _count(_ENTITY, data) >= _LEAST:
        return True
    return _high(data) >= _LEAST and not _is_utf8(data)


def _count(pattern: re.Pattern[bytes], data: bytes) -> int:
    count = 0
    for _ in pattern.finditer(data):
        count += 1
        if count >= _LEAST:
            break
    return count


def _high(data: bytes) -> int:
    """Bytes with the high bit set, as far as it matters."""
    count = 0
    for run in _HIGH.finditer(data):
        count += run.end() - run.start()
        if count >= _LEAST:
            break
    return count


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(data) - 4  # cut off within a character
    return True


def tells_of_conflict(data: bytes) -> bool:
    """Whether a page shows signs of armed conflict (`riwaya.lang.relevance`); encodings that are not plain count as so.

    Its markup is asked, which shows whatever its article shows.
    """
    from riwaya.lang.relevance import page_relevance

    try:
        markup = data.decode("utf-8")
    except UnicodeDecodeError:
        for encoding in ("cp1256", "utf-16"):
            try:
                if page_relevance(data.decode(encoding, "replace")).conflict:
                    return True
            except UnicodeError:
                continue
        return False
    return page_relevance(markup).conflict
