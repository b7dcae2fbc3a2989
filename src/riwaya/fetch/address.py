"""Addresses: which are fetched at all, one spelling for each, and where the name in one leads.

A name may lead to the machine's own network (a page cannot be trusted with its links), and may lead elsewhere the next
time it is asked (DNS rebinding). So a name is resolved once, every address it has must be a public one, and the
connection is made to an address that was checked.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from riwaya.fetch.errors import BadAddress, NetworkProblem

Resolver = Callable[[str, int], list[str]]
"""From a name and a port to the IP addresses that it has."""

_PORTS: Final = {"http": 80, "https": 443}
_FIRST_FREE_PORT: Final = 1024  # below it, only the two of the web: no mail servers, no shells
_LOCAL_NAMES: Final = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")
_MOST: Final = 4_000  # characters of an address
_SAFE: Final = "/:@!$&'()*+,;=~-._%"
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Public by their number, yet they answer only inside a cloud: its metadata service.
_METADATA: Final = frozenset({ipaddress.ip_address("168.63.129.16")})
# What IANA's registries of special addresses list and not every Python that this runs on does.
_SPECIAL: Final = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001:2::/48", "3fff::/20", "5f00::/16"),
    )
)
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

_REMEDY: Final = "give an http or https address of a public site"


class Address(msgspec.Struct, frozen=True):
    """An address taken apart. `url` is its one spelling; `host` is in ASCII."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a robots.txt speaks for them."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str, *, base: str | None = None) -> Address:
    """The address that `url` is, or is relative to `base`. BadAddress if it is none that may be fetched."""
    shown = url if len(url) <= 200 else url[:200] + "…"
    given = url.strip()
    if len(given) > _MOST:
        raise BadAddress(shown, f"an address of over {_MOST:,} characters", _REMEDY)
    try:
        parts = urlsplit(urljoin(base, given) if base else given)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress(shown, f"no address ({error})", _REMEDY) from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise BadAddress(shown, f"{scheme or 'no scheme'}: only http and https are fetched", _REMEDY)
    if parts.username is not None or parts.password is not None:
        raise BadAddress(shown, "a name or password in the address", "leave it out")
    host = _ascii(host, shown)
    port = _PORTS[scheme] if port is None else port
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise BadAddress(shown, f"port {port} is no web server's", _REMEDY)
    path = _quoted(parts.path) or "/"
    target = f"{path}?{_quoted(parts.query, '?')}" if parts.query else path
    bare = Address("", scheme, host, port, target)
    return msgspec.structs.replace(bare, url=bare.origin + target)


def _ascii(host: str, shown: str) -> str:
    """A host in lower case, other scripts as IDNA has them."""
    host = host.rstrip(".").lower()
    if ":" in host:  # an IPv6 address
        if "%" in host or not _is_ip(host):
            raise BadAddress(shown, "no host that could be asked", _REMEDY)
        return ipaddress.ip_address(host).compressed
    try:
        found = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise BadAddress(shown, "no host that could be asked", _REMEDY) from error
    if not found or _CONTROL.search(found) or len(found) > 253:
        raise BadAddress(shown, "no host that could be asked", _REMEDY)
    return found


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _quoted(text: str, more: str = "") -> str:
    """Percent-encoded where it must be; what is encoded already stays as it is."""
    return quote(_BAD_PERCENT.sub("%25", text), safe=_SAFE + more, errors="surrogatepass")


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the machine's own resolver gives."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def places(address: Address, resolver: Resolver, *, allow_private: Collection[str] = ()) -> list[str]:
    """The IP addresses to connect to. BadAddress if any that the name has is not public, unless the name
    is one of `allow_private`.

    One private address among public ones condemns the name: it has no honest reason to be there.
    """
    trusted = address.host in allow_private
    if not trusted and (address.host == "localhost" or address.host.endswith(_LOCAL_NAMES)):
        raise BadAddress(address.url, f"{address.host} is a name of a private network", _REMEDY)
    try:
        found = resolver(address.host, address.port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NetworkProblem(address.url, f"{address.host} has no address ({reason})", "check the name") from error
    if not found:
        raise NetworkProblem(address.url, f"{address.host} has no address", "check the name")
    if not trusted:
        for one in found:
            if (what := why_private(one)) is not None:
                raise BadAddress(address.url, f"{address.host} leads to {one}, {what}", _REMEDY)
    return found


def why_private(text: str) -> str | None:
    """What makes an IP address none of the public internet; None if nothing does.

    Judged by IANA's registries as `ipaddress` knows them, and by the IPv4 address inside an IPv6 one.
    """
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return "no public address"  # with a zone (fe80::1%eth0), or nothing that could be connected to
    if ip in _METADATA:
        return "a cloud's metadata service"
    for name, says in (
        ("is_loopback", "this machine"),
        ("is_unspecified", "this machine"),
        ("is_link_local", "a link-local address"),
        ("is_multicast", "a multicast address"),
    ):
        if getattr(ip, name):
            return says
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:  # the form itself is in no public range
            return why_private(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return why_private(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        for inner in (ip.sixtofour, *(ip.teredo or ())):
            if inner is not None and (what := why_private(str(inner))) is not None:
                return what
        if ip.is_site_local:
            return "a private address"
    if ip.is_reserved:
        return "a reserved address"
    special = any(ip.version == network.version and ip in network for network in _SPECIAL)
    return None if ip.is_global and not special else "a private address"
