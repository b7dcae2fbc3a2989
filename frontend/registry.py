"""Packages of `package-lock.json`, fetched from the npm registry and checked against the lock's digests.

Only the standard library is used: the build must work on a machine that has Python and pip and no Node.
"""

import base64
import configparser
import hashlib
import http.client
import io
import json
import os
import ssl
import tarfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

REGISTRY = "https://registry.npmjs.org/"
TIMEOUT = 30
MOST_BYTES = 64 * 1024 * 1024


class Unreachable(Exception):
    """A package could not be fetched; the message says which, from where and why, in one line."""


class Mismatch(Exception):
    """What was fetched is not what the lock file pins: never to be used."""


def locked(lock: Path) -> dict[str, dict[str, str]]:
    """The packages of a lock file, by name: `version`, `integrity`, `license`, and `dev` where only tests need it."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    prefix = "node_modules/"
    return {path.removeprefix(prefix): entry for path, entry in packages.items() if path.startswith(prefix)}


def settings(root: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """npm's own settings, the nearest first: `npm_config_*`, the checkout's `.npmrc`, the user's."""
    found: dict[str, str] = {}
    for path in (Path.home() / ".npmrc", root / ".npmrc"):
        if path.is_file():
            reader = configparser.RawConfigParser(strict=False, delimiters=("=",), allow_no_value=True)
            reader.optionxform = str  # type: ignore[assignment,method-assign]
            try:
                reader.read_string("[npm]\n" + path.read_text(encoding="utf-8"))
            except (configparser.Error, UnicodeDecodeError):
                continue
            found |= {key: (value or "").strip("\"'") for key, value in reader["npm"].items()}
    for key, value in environment.items():
        if key.lower().startswith("npm_config_") and value:
            name = key.lower().removeprefix("npm_config_").replace("_", "-")
            found[name] = value
    return found


def address(name: str, version: str, found: Mapping[str, str]) -> str:
    """Where a package's archive stands, by the registry's rule (lock files may leave addresses out)."""
    scope = name.partition("/")[0] if name.startswith("@") else ""
    registry = found.get(f"{scope}:registry") or found.get("registry") or REGISTRY
    return f"{registry.rstrip('/')}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"


def fetch(name: str, entry: Mapping[str, str], found: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a package by their path in it. Unreachable or Mismatch."""
    url = address(name, entry["version"], found)
    try:
        with _opener(found).open(url, timeout=TIMEOUT) as answer:
            packed = answer.read(MOST_BYTES)
    except (OSError, ValueError, http.client.HTTPException) as error:  # URLError and HTTPError are OSErrors
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise Unreachable(f"{name} {entry['version']} could not be fetched from {url} ({reason})") from error
    check(name, packed, entry["integrity"])
    return unpack(packed)


def check(name: str, packed: bytes, integrity: str) -> None:
    """Mismatch unless the archive's digest is one that the lock file gives."""
    for wanted in integrity.split():
        algorithm, _, digest = wanted.partition("-")
        if algorithm in ("sha512", "sha384", "sha256"):
            if base64.b64encode(hashlib.new(algorithm, packed).digest()).decode() == digest:
                return
            break
    raise Mismatch(f"{name}: the registry's archive is not the one that package-lock.json pins; do not use it")


def unpack(packed: bytes) -> dict[str, bytes]:
    """The regular files of an archive, by their path below its top folder."""
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                files[member.name.partition("/")[2]] = content.read()
    return files


def _opener(found: Mapping[str, str]) -> urllib.request.OpenerDirector:
    proxies = urllib.request.getproxies()
    for scheme, key in (("https", "https-proxy"), ("http", "proxy")):
        if found.get(key) and found[key] != "null":
            proxies[scheme] = found[key]
            proxies.setdefault("https", found[key])
    context = ssl.create_default_context(cafile=found.get("cafile") or None)
    if found.get("cafile"):
        context.load_default_certs()
    return urllib.request.build_opener(
        urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=context)
    )
