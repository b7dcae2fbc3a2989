"""Asking a server that speaks the chat-completions protocol: with timeouts, retries, and a bound on what is read.

Plain HTTP through httpx: every request is counted against the budget, so none may be made behind our back. Redirects
are not followed, for the text goes to the host that the user named and to no other.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import msgspec

from riwaya.llm.cache import Kept
from riwaya.llm.errors import LlmError, Unanswered
from riwaya.llm.settings import KEY_VARIABLE, Settings
from riwaya.model.errors import UsageError

try:
    import httpx
except ImportError as error:  # the extra is not there
    raise UsageError("a language model needs httpx; install it with: pip install 'riwaya[llm]'") from error

TRIES: Final = 4
"""How often one question is put before it is given up."""
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 60.0
"""Seconds: pauses double from the first; a server may ask for longer ones, up to the longest."""
MOST_BYTES: Final = 4_000_000
"""Of an answer: what is longer is none, and must not fill the memory."""

_USELESS: Final = frozenset((401, 403, 404, 405))
_REFUSED: Final = frozenset((400, 422))
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))


class _Reply(msgspec.Struct):
    class _Choice(msgspec.Struct):
        class _Message(msgspec.Struct):
            content: str | None = None

        message: _Message
        finish_reason: str | None = None

    class _Usage(msgspec.Struct):
        total_tokens: int | None = None

    choices: list[_Choice]
    usage: _Usage | None = None


class Client:
    """One server. `again` is called before every further request for one question; it may raise to forbid it."""

    def __init__(
        self,
        settings: Settings,
        again: Callable[[], None] = lambda: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        # Proxies that the environment names are for other machines; what is asked of this one stays on it.
        self._http = httpx.Client(
            headers=headers, timeout=settings.timeout, follow_redirects=False, trust_env=not settings.local
        )
        self._settings, self._again, self._pause = settings, again, pause
        self._plainer = 0
        """How much was left out of requests because the server refused it: see `_plain`."""

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, payload: dict[str, Any]) -> Kept:
        """The answer to one question. Unanswered after all retries; LlmError where asking on is useless."""
        tried = 1
        while True:
            plainer = self._plainer
            try:
                status, headers, body = self._post(_plain(payload, plainer))
            except httpx.TimeoutException:
                wait, problem = None, Unanswered("timeout", f"no answer within {self._settings.timeout:g} seconds")
            except httpx.HTTPError as error:
                wait, problem = None, Unanswered("unreachable", _one_line(error))
            else:
                if status == 200:
                    return _read(body)
                if status in _REFUSED and plainer < len(_PARAMETERS):
                    self._plainer = max(self._plainer, plainer + 1)
                    self._again()
                    continue
                if status in _USELESS or status in _REFUSED or status in _REDIRECTS:
                    raise LlmError(self._useless(status, body))
                wait, problem = _seconds(headers.get("retry-after")), Unanswered("server", f"status {status}")
                if status != 429 and status < 500:
                    raise problem
            if tried >= TRIES:
                raise problem
            self._again()
            self._pause(min(LONGEST_PAUSE, max(wait or 0.0, FIRST_PAUSE * 2.0 ** (tried - 1))))
            tried += 1

    def _post(self, payload: dict[str, Any]) -> tuple[int, Any, bytes]:
        content = msgspec.json.encode(payload)
        headers = {"Content-Type": "application/json"}
        deadline = time.monotonic() + self._settings.timeout
        with self._http.stream("POST", self._settings.url, content=content, headers=headers) as reply:
            body = bytearray()
            for chunk in reply.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Unanswered("answer", f"the answer is longer than {MOST_BYTES:,} bytes")
                if time.monotonic() > deadline:  # a server that sends a byte now and then never times out by itself
                    raise httpx.ReadTimeout("too slow")
            return reply.status_code, reply.headers, bytes(body)

    def _useless(self, status: int, body: bytes) -> str:
        where = f"{self._settings.url}: the server answers with status {status}"
        if status in (401, 403):
            return f"{where}; put a key that it takes into {KEY_VARIABLE}"
        if status in _REDIRECTS:
            return f"{where}, which leads elsewhere; name the address itself with --llm-url"
        said = "".join(c if c.isprintable() else " " for c in body[:200].decode("utf-8", "replace"))
        said = " ".join(said.split())
        return f"{where} ({said}); check --llm-url and --llm-model ({self._settings.model})"


_PARAMETERS: Final = (("response_format",), ("temperature", "seed", "max_tokens"))
"""What servers may refuse, left out in this order: not all take a schema, and not all models take a temperature."""


def _plain(payload: dict[str, Any], plainer: int) -> dict[str, Any]:
    left_out = {name for names in _PARAMETERS[:plainer] for name in names}
    return {name: value for name, value in payload.items() if name not in left_out}


def _read(body: bytes) -> Kept:
    try:
        reply = msgspec.json.decode(body, type=_Reply)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unanswered("answer", f"the answer is no chat completion ({_one_line(error)})") from error
    if not reply.choices:
        raise Unanswered("answer", "the answer holds no choice")
    choice = reply.choices[0]
    tokens = reply.usage.total_tokens if reply.usage is not None else None
    return Kept(choice.message.content or "", choice.finish_reason, tokens or 0)


def _seconds(header: str | None) -> float | None:
    """What a server asks to wait; dates are passed over."""
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
