"""One request and its answer, over a connection to an address that was checked.

The bytes are kept exactly as they went over the wire, which is what a web archive stores. Every wait is bounded, also
that for an answer that comes drop by drop.
"""

import contextlib
import io
import socket
import ssl
from collections.abc import Sequence

import msgspec

from riwaya.fetch.address import Address
from riwaya.fetch.clock import Clock
from riwaya.fetch.errors import NetworkProblem
from riwaya.fetch.message import Answer, BrokenAnswer, read_answer
from riwaya.fetch.settings import Settings


class Exchange(msgspec.Struct, frozen=True):
    """What went over the wire, and with whom. `at` is the clock's time of asking."""

    url: str
    ip: str
    at: str
    request: bytes
    response: bytes
    answer: Answer


class TooMuch(Exception):
    """More came than may come."""


class _Wire(io.RawIOBase):
    """What a socket sends, read within limits and remembered."""

    def __init__(self, sock: socket.socket, settings: Settings, clock: Clock, deadline: float) -> None:
        self._sock, self._settings, self._clock, self._deadline = sock, settings, clock, deadline
        self.seen = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        left = self._deadline - self._clock.steady()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self._sock.settimeout(min(left, self._settings.read_timeout))
        count = self._sock.recv_into(view)
        self.seen += view[:count]
        if len(self.seen) > self._settings.most_bytes:
            raise TooMuch
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def exchange(
    address: Address,
    ips: Sequence[str],
    headers: Sequence[tuple[str, str]],
    *,
    at: str,
    settings: Settings,
    clock: Clock,
    tls: ssl.SSLContext | None = None,
) -> Exchange:
    """GET an address from the first of its IP addresses that answers. NetworkProblem if no whole answer comes.

    TLS asks for, and verifies, the name in the address, whatever IP address is connected to.
    """
    lines = [
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.netloc}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    request = ("\r\n".join(lines) + "\r\nConnection: close\r\n\r\n").encode("ascii", "replace")
    deadline = clock.steady() + settings.total_timeout
    with contextlib.ExitStack() as stack:
        try:
            sock, ip = _connected(address, ips, settings)
            stack.callback(sock.close)
            if address.scheme == "https":
                sock = (tls or ssl.create_default_context()).wrap_socket(sock, server_hostname=address.host)
                stack.callback(sock.close)
            sock.sendall(request)
            wire = _Wire(sock, settings, clock, deadline)
            answer = read_answer(wire)
        except ssl.SSLCertVerificationError as error:
            problem = f"its certificate is not to be trusted ({error.verify_message})"
            raise NetworkProblem(address.url, problem, "nothing was read from it") from error
        except TooMuch as error:
            problem = f"over {settings.most_bytes:,} bytes, more than a page can be"
            raise NetworkProblem(address.url, problem, "leave it out") from error
        except TimeoutError as error:
            raise NetworkProblem(address.url, "no whole answer in time", "try again later") from error
        except (OSError, BrokenAnswer) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NetworkProblem(address.url, f"no whole answer ({reason})", "try again later") from error
    return Exchange(address.url, ip, at, request, bytes(wire.seen), answer)


def _connected(address: Address, ips: Sequence[str], settings: Settings) -> tuple[socket.socket, str]:
    problem: OSError = OSError("no address")
    for ip in ips:
        try:
            return socket.create_connection((ip, address.port), timeout=settings.connect_timeout), ip
        except OSError as error:
            problem = error
    raise problem
