"""What the user asks for: which server and model, how much may be spent, where answers are kept."""

import ipaddress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from riwaya.model.errors import UsageError

KEY_VARIABLE: Final = "RIWAYA_LLM_KEY"
"""The environment variable that holds the server's key, if it wants one."""

ENDPOINT: Final = "/chat/completions"
_DEFAULT_PATH: Final = "/v1"


class Budget(msgspec.Struct, frozen=True):
    """What one command may spend; None is no bound. `calls` are requests, retries too; `seconds` go by the clock."""

    calls: int | None = None
    tokens: int | None = None
    seconds: float | None = None

    @classmethod
    def parse(cls, text: str | None) -> "Budget":
        """The budget that `calls=200,tokens=500000,seconds=600` says, in any order, each part optional."""
        given: dict[str, float] = {}
        for part in (text or "").split(",") if text else []:
            name, sign, value = part.strip().partition("=")
            try:
                number = float(value)
            except ValueError:
                number = -1.0
            if not sign or name not in cls.__struct_fields__ or name in given or not 0 <= number < 1e15:
                raise UsageError(
                    f"--llm-budget {text}: cannot be understood; write it like calls=200,tokens=500000,seconds=600"
                )
            given[name] = number
        calls, tokens = given.get("calls"), given.get("tokens")
        return cls(
            int(calls) if calls is not None else None,
            int(tokens) if tokens is not None else None,
            given.get("seconds"),
        )


class Settings(msgspec.Struct, frozen=True):
    """How to ask. `url` is the full address of the endpoint; `timeout` is in seconds, of one request."""

    url: str
    model: str
    key: str | None = None
    budget: Budget = Budget()
    jobs: int = 2
    timeout: float = 120.0
    cache: Path | None = None

    @property
    def host(self) -> str:
        """The server's name, as the URL has it."""
        return urlsplit(self.url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether the server is on this machine, by its address; any other name counts as another machine."""
        return is_local(self.host)


def is_local(host: str) -> bool:
    """Whether a host is this machine: `localhost`, or a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint(url: str) -> str:
    """The address to ask, from what the user named: a server, its `/v1`, or the endpoint itself."""
    try:
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or bool(parts.query or parts.fragment)
        _ = parts.port  # raises where it is no number
    except ValueError:
        bad = True
    if bad:
        raise UsageError(f"--llm-url {url}: is no address of a server; write it like http://localhost:11434/v1")
    if parts.username or parts.password:
        raise UsageError(f"--llm-url: carries a password; put the key into {KEY_VARIABLE} instead")
    path = parts.path.rstrip("/") or _DEFAULT_PATH
    return parts._replace(path=path if path.endswith(ENDPOINT) else path + ENDPOINT).geturl()
