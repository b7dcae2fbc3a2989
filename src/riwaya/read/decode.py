"""From bytes to characters: which encoding a report is in, told from evidence, and refused rather than guessed.

A byte order mark settles it. Without one, UTF-16 shows in its high bytes; then strict UTF-8; then the two eight-bit
encodings of Arabic, each accepted only when its characters read as Arabic. A page's own declaration only breaks ties.
Text that is UTF-8 but for some bytes is refused with the place of the first: nothing is dropped or replaced silently.
"""

import codecs
import re
from typing import Final

from riwaya.lang.script import Evidence, arabic_letters, evidence
from riwaya.model.errors import BinaryInput, EmptyInput, EncodingProblem
from riwaya.text.letters import ARABIC

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"RIFF", "a RIFF media file"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a media file"),
    (b"WARC/1.", "a web archive"),
    (b"PAR1", "a Parquet table"),
)
_LEGACY: Final = ("cp1256", "iso8859_6")
_RARE: Final = frozenset({"cp720", "cp864", "mac_arabic"})  # tried only where the report says so
_DECLARED: Final = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})|encoding\s*=\s*["']([A-Za-z0-9_.:-]{3,40})["']"""
)
_HEAD: Final = 4096  # bytes in which a page declares its encoding
_SAMPLE: Final = 65_536  # bytes that are enough to judge by
# Control characters that no text holds; tab, line ends, form feed and escape do occur.
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1: Final = re.compile("[\x80-\x84\x86-\x9f]")
_MIXED: Final = re.compile(f"[A-Za-z\u00c0-\u024f][{ARABIC}]|[{ARABIC}][A-Za-z\u00c0-\u024f]")
_FIRST_ARABIC: Final = re.compile(f"[{ARABIC}]")
_MOJIBAKE: Final = re.compile("[\u00d8\u00d9][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122\u20ac]")

# What a decoding must show to be believed; text of the wrong encoding fails
# on its telling words and mixed letters even where its letters are likely.
_MOST_BITS: Final = 4.75
_LEAST_TELLING: Final = 0.15
_LEAST_LETTERS: Final = 12
_MOST_MIXED: Final = 0.02
_MARGIN: Final = 0.25  # bits by which the better of two believable decodings must be better


def decode(raw: bytes, source: str, declared: str | None = None) -> str:
    """The characters of a report's bytes, a byte order mark dropped and line ends as they are.

    `declared` is the encoding that came with the bytes (a server's word); evidence in them comes first.
    Raises EmptyInput, BinaryInput or EncodingProblem, which name `source`.
    """
    if not raw:
        raise EmptyInput(source, "the file is empty", "nothing can be read from it")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, source, len(mark))
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise BinaryInput(source, f"this is {what}, not text", "convert it to text or HTML first")
    wide = _wide(raw)
    if wide is not None:
        return _strict(raw, wide, source, 0)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(raw, source, error, declared)
    _refuse_controls(text, source)
    if _FIRST_ARABIC.search(text, 0, _SAMPLE) is None and len(_MOJIBAKE.findall(text[:_SAMPLE])) >= _LEAST_LETTERS:
        raise EncodingProblem(source, "Arabic that was decoded wrongly and saved again", "get the original file")
    return text


def _strict(raw: bytes, encoding: str, source: str, skipped: int) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"not valid {encoding.upper()} at byte {error.start + skipped}: {error.reason}"
        raise EncodingProblem(source, problem, "the file may be cut off or damaged; save it again as UTF-8") from error
    _refuse_controls(text, source)
    return text


def _refuse_controls(text: str, source: str) -> None:
    """BinaryInput when characters stand in the text that no text holds: a NUL, or more than a few other controls."""
    found = ["\x00"] if "\x00" in text else _CONTROLS.findall(text)
    if found and ("\x00" in found or len(found) > max(3, len(text) // 1000)):
        raise BinaryInput(source, "this is not text (it holds control characters)", "convert it to text or HTML first")


def _wide(raw: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` when the bytes are plainly UTF-16 without a mark, else None.

    Arabic in UTF-16 is valid UTF-8 (all bytes are below 0x80), so this comes before any other test.
    """
    sample = raw[:_SAMPLE]
    if len(sample) < 4 or (0 not in sample and sample.count(6) * 4 < len(sample)):
        return None
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        # High bytes of Arabic and Latin text are 06 and 00 (and 20, FD-FE for its punctuation and ligatures).
        likely = sum(high.count(byte) for byte in (0x00, 0x06, 0x20, 0xFD, 0xFE))
        if likely >= 0.95 * len(high) and low.count(0) <= 0.02 * len(low):
            return encoding
    return None


def _legacy(raw: bytes, source: str, error: UnicodeDecodeError, said: str | None) -> str:
    """Decode bytes that are no UTF-8 as Windows-1256 or ISO-8859-6, whichever reads as Arabic, or say what is wrong."""
    sample = raw[:_SAMPLE]
    if b"\x00" in raw:
        raise BinaryInput(source, "this is not text (it holds NUL bytes)", "convert it to text or HTML first")
    replaced = sample.decode("utf-8", "replace")
    if arabic_letters(replaced) > 4 * replaced.count("\ufffd"):
        problem = f"not valid UTF-8 at byte {error.start}: {error.reason}"
        raise EncodingProblem(source, problem, "the file may be cut off or damaged; save it again as UTF-8")
    believed: dict[str, tuple[str, Evidence]] = {}
    declared = _known(said) if said else _declared(sample)
    for encoding in dict.fromkeys((*_LEGACY, *([declared] if declared in _RARE else ()))):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = evidence(text)
        if _reads_as_arabic(text, found):
            believed[encoding] = (text, found)
    if believed:
        ranked = sorted(believed, key=lambda encoding: believed[encoding][1].bits)
        best = believed[ranked[0]]
        if len(ranked) == 1 or best[0] == believed[ranked[1]][0]:
            return _checked(best[0], source)
        if believed[ranked[1]][1].bits - best[1].bits >= _MARGIN:
            return _checked(best[0], source)
        if declared in believed:
            return _checked(believed[declared][0], source)
    problem = f"not valid UTF-8 (byte {error.start}) and it reads as Arabic in neither Windows-1256 nor ISO-8859-6"
    raise EncodingProblem(source, problem, "save it as UTF-8")


def _checked(text: str, source: str) -> str:
    _refuse_controls(text, source)
    return text


def _reads_as_arabic(text: str, found: Evidence) -> bool:
    sample = text[:_SAMPLE]
    if found.letters < _LEAST_LETTERS or _C1.search(sample) is not None:
        return False
    if len(_MIXED.findall(sample)) > _MOST_MIXED * found.letters:
        return False
    foreign = sum(1 for char in sample if char > "\x7f" and char.isalpha() and not "\u0600" <= char <= "\u06ff")
    return foreign <= 0.1 * found.letters and found.bits <= _MOST_BITS and found.telling >= _LEAST_TELLING


def _declared(sample: bytes) -> str | None:
    """The encoding that a page says it is in, by Python's name; None if it says none that exists."""
    found = _DECLARED.search(sample[:_HEAD])
    if found is None:
        return None
    return _known((found[1] or found[2]).decode("ascii"))


def _known(name: str) -> str | None:
    """Python's name for an encoding; None for one that it does not know."""
    try:
        return codecs.lookup(name).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
