"""Taking files from a browser: written to a folder as they come, within limits, and refused as soon as they go beyond.

A form with files is a stream of parts. The token comes first: before it no file is taken. What is too much in all ends
the whole; a file that is too large by itself is left out, with its reason, and the others are taken.
"""

import hashlib
import hmac
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, BinaryIO, Final

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from riwaya.model.errors import RiwayaError
from riwaya.pipeline import SetAside
from riwaya.web.access import TOKEN_FIELD, TOKEN_HEADER, StaleForm
from riwaya.web.settings import LONGEST_TEXT, Uploads
from riwaya.workspace.arrival import Arrival, Sent, about_of, is_index, safe_name

TEXT_FIELD: Final = "text"
FIELDS: Final = frozenset({TOKEN_FIELD, TEXT_FIELD, "outlet", "date", "url", "title"})
_LONGEST_FIELD: Final = 20_000
_LONGEST_HEADER: Final = 10_000
_MOST_PARTS: Final = 50
"""Parts of a form beside its files."""
_DRAINED: Final = 10.0
"""Seconds for which what is refused is still taken in and thrown away: until it is sent, a browser shows no answer."""


class Refused(RiwayaError):
    """What is sent cannot be taken. `message` is a message of the catalogues, whose gaps `values` fill."""

    def __init__(self, message: str, **values: str) -> None:
        self.message, self.values = message, values
        super().__init__(message % values)


TOO_MUCH: Final = "more than %(limit)s bytes at once: send it in parts, or have `riwaya run --add` read it"
TOO_MANY: Final = "more than %(limit)s files at once: pack them into a ZIP archive, or send them in parts"
BROKEN: Final = "the form arrived broken; send it again"
NOTHING: Final = "choose files, or paste a text"


async def receive(request: Request, token: str, limits: Uploads) -> "Received":
    """What a form with files holds, in a folder that whoever takes it removes.

    StaleForm without the session's token, Refused where it is too much or broken; nothing is left of it then.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise StaleForm
    declared = request.headers.get("content-length", "0")
    taken = Received(Path(await run_in_threadpool(tempfile.mkdtemp, prefix="riwaya-added-")), limits, token)
    try:
        given = request.headers.get(TOKEN_HEADER)
        if given is not None:
            taken.check(given)
        if declared.isdecimal() and int(declared) > limits.total + LONGEST_TEXT:
            raise Refused(TOO_MUCH, limit=f"{limits.total:,}")
        parser = MultipartParser(options[b"boundary"], taken.callbacks())
        async for chunk in request.stream():
            await run_in_threadpool(parser.write, chunk)
        parser.finalize()
        taken.whole()
    except BaseException as error:
        await run_in_threadpool(taken.discard)
        if isinstance(error, MultipartParseError):
            raise Refused(BROKEN) from error
        if isinstance(error, Refused):
            await drain(request)
        raise
    return taken


async def drain(request: Request) -> None:
    """Throw away what is still on its way, for a while."""
    until = time.monotonic() + _DRAINED
    try:
        async for _ in request.stream():
            if time.monotonic() > until:
                return
    except (ClientDisconnect, RuntimeError):  # gone, or all of it was taken already
        return


class Received:
    """The parts of a form as they come: `fields` by their names, files in `folder`."""

    def __init__(self, folder: Path, limits: Uploads, token: str) -> None:
        self.folder, self.limits, self._token = folder, limits, token
        self.fields: dict[str, str] = {}
        self._ended = self._known = False
        self._files: list[Sent] = []
        self._refused: list[SetAside] = []
        self._headers: dict[str, bytes] = {}
        self._header, self._value = b"", b""
        self._parts = self._size = self._of_part = 0
        self._name, self._file_name = "", ""
        self._field = bytearray()
        self._file: BinaryIO | None = None
        self._path = folder
        self._digest = hashlib.sha256()
        self._too_large = False

    def callbacks(self) -> Any:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def check(self, token: str) -> None:
        """StaleForm unless this is the session's token."""
        if not hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self._token.encode()):
            raise StaleForm
        self._known = True

    def whole(self) -> None:
        """Refused unless all of it came, and StaleForm if the token did not."""
        if not self._known:
            raise StaleForm
        if not self._ended:
            raise Refused(BROKEN)

    def arrival(self) -> Arrival:
        """All of it. Refused if that is nothing; Unfit where a field cannot be meant."""
        text = self.fields.get(TEXT_FIELD, "")
        about = about_of(self.fields)
        found = Arrival(self.folder, tuple(self._files), text, about, tuple(self._refused), self._size + len(text))
        if not found.inputs:
            raise Refused(NOTHING)
        return found

    def discard(self) -> None:
        """Leave nothing of it."""
        if self._file is not None:
            self._file.close()
            self._file = None
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- what the parser calls ---------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._headers, self._header, self._value = {}, b"", b""
        self._field.clear()
        self._of_part, self._too_large = 0, False

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]
        self._bounded(self._header)

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._bounded(self._value)

    @staticmethod
    def _bounded(header: bytes) -> None:
        if len(header) > _LONGEST_HEADER:
            raise Refused(BROKEN)

    def _header_end(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = self._value
        self._header, self._value = b"", b""

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._file_name = options.get(b"filename", b"").decode("utf-8", "replace")
        if b"filename" not in options:
            self._parts += 1
            if self._parts > _MOST_PARTS:
                raise Refused(BROKEN)
            return
        if not self._known:  # the token stands first in our forms
            raise StaleForm
        if not self._file_name:
            return  # an input in which no file was chosen
        if len(self._files) + len(self._refused) >= self.limits.files:
            raise Refused(TOO_MANY, limit=f"{self.limits.files:,}")
        name = safe_name(self._file_name)
        # Each file in a folder of its own, but for the index, which speaks of all.
        place = self.folder / ("" if is_index(name) else str(len(self._files) + 1))
        place.mkdir(exist_ok=True)
        self._path = place / name
        self._file = self._path.open("wb")
        self._digest = hashlib.sha256()

    def _data(self, data: bytes, start: int, end: int) -> None:
        size = end - start
        if self._file is None:
            self._field += data[start:end]
            if len(self._field) > (LONGEST_TEXT if self._name == TEXT_FIELD else _LONGEST_FIELD):
                raise Refused(TOO_MUCH, limit=f"{LONGEST_TEXT:,}")
            return
        self._size += size
        self._of_part += size
        if self._size > self.limits.total:
            raise Refused(TOO_MUCH, limit=f"{self.limits.total:,}")
        if self._too_large or self._of_part > self.limits.file:
            self._too_large = True
            self._file.truncate(0)
            return
        piece = data[start:end]
        self._digest.update(piece)
        self._file.write(piece)

    def _end(self) -> None:
        if self._file is None:
            if not self._file_name and self._name in FIELDS:
                self.fields[self._name] = self._field.decode("utf-8", "replace")
                if self._name == TOKEN_FIELD:
                    self.check(self.fields[TOKEN_FIELD])
            return
        self._file.close()
        self._file = None
        name = self._path.name
        if self._too_large:
            self._path.unlink()
            problem = f"over {self.limits.file:,} bytes, more than a file may have here"
            self._refused.append(SetAside(name, "too_large", f"{name}: {problem}; split it, or use riwaya run --add"))
        else:
            self._files.append(Sent(name, self._path, self._digest.hexdigest()))

    def _all(self) -> None:
        self._ended = True
