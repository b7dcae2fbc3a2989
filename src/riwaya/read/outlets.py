"""From the names, handles and addresses that pages and sidecars give to outlet ids."""

import re
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import urlsplit

from riwaya.lang.script import slug
from riwaya.model.errors import DataError
from riwaya.model.ids import content_id
from riwaya.text.normalise import fold

_FILE: Final = "outlets_index.tsv"
_PREFIX: Final = "outlet:"
_PUNCTUATION: Final = re.compile(r"[\s_\-–—|،,:.'’\"«»()]+")
_DOMAIN: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?", re.IGNORECASE)
_LEADING_LABELS: Final = ("www.", "m.", "amp.", "mobile.")


def outlet_id(name: str | None) -> str | None:
    """The id of an outlet by any of its forms (name, handle, domain or address); None for no name.

    An outlet that no table knows gets an id spelled from its name: the same name, the same id, on every machine.
    """
    if name is None or not (name := name.strip()):
        return None
    known = known_outlet(name)
    if known is not None:
        return known
    if name.startswith(_PREFIX):
        return name
    spelled = slug(_domain(name) or name.lstrip("@"))
    return _PREFIX + (spelled or content_id(name))


def published_name(name: str | None) -> str | None:
    """The name itself, as it was given, where only an id can be spelled from it; None where a table knows the outlet.

    An id loses how a name is written: what calls itself so is shown by this.
    """
    if name is None or not (name := " ".join(name.split())) or name.startswith(_PREFIX):
        return None
    return name.lstrip("@") if known_outlet(name) is None else None


def known_outlet(name: str) -> str | None:
    """The id that the table gives a name, handle, domain or address, or None."""
    table = _table()
    domain = _domain(name)
    while domain:
        if (found := table.get(domain)) is not None:
            return found
        # A subdomain is its site's, unless the table tells them apart.
        domain = domain.partition(".")[2]
    return table.get(_key(name))


def _key(form: str) -> str:
    """Spaces and punctuation carry no difference between two ways of writing one name."""
    return _PUNCTUATION.sub("", fold(form.strip().lstrip("@")))


def _domain(text: str) -> str | None:
    """The host name of an address, in lower case and without `www.`; None when the text is no address."""
    if _DOMAIN.fullmatch(text) is None:
        return None
    try:
        host = urlsplit(text if "//" in text else "//" + text).hostname or ""
    except ValueError:
        return None
    for label in _LEADING_LABELS:
        host = host.removeprefix(label)
    return host or None


@cache
def _table() -> dict[str, str]:
    """Forms to ids: domains as they are, everything else by key."""
    text = resources.files("riwaya.gazetteer").joinpath("data", _FILE).read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        form, tab, outlet = line.partition("\t")
        if number == 1:
            if line != "form\tid":
                raise DataError(_FILE, 1, "the columns are form and id")
            continue
        if not tab or not form.strip() or not outlet.startswith(_PREFIX):
            raise DataError(_FILE, number, f"expected a form, a tab and an id that begins with {_PREFIX!r}")
        for key in {_domain(form) or "", _key(form)} - {""}:
            if table.setdefault(key, outlet) != outlet:
                raise DataError(_FILE, number, f"{form!r} stands for {table[key]} already")
    return table
