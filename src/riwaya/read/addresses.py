"""From web addresses to names in ids: readable, free of what paths cannot hold, and one for each address."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from riwaya.model.ids import content_id

_OTHER: Final = re.compile(r"[^\w.\-/]+")
_LONGEST: Final = 160


def name_of_address(url: str) -> str:
    """The host and path of an address as part of an id; what does not fit a name is told by a hash of the whole."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        plain = f"{host}/{unquote(parts.path).strip('/')}".strip("/")
        rest = parts.query
    except ValueError:
        plain, rest = "", url
    name = "/".join(part.strip(".") for part in _OTHER.sub("_", plain).split("/") if part.strip("._"))
    if rest or name != plain or len(name) > _LONGEST:
        name = f"{name[:_LONGEST].rstrip('/._')}~{content_id(url)[:8]}".lstrip("/")
    return name or content_id(url)
