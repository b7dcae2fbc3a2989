"""Folded keys without what is written onto their front: how closed word groups are met in running text."""

from functools import lru_cache


def bare_keys(*keys: str) -> frozenset[str]:
    """The keys as they stand, without a one-letter proclitic, and without the article."""
    return _bare(keys[0]) if len(keys) == 1 else frozenset().union(*map(_bare, keys))


@lru_cache(maxsize=16384)
def _bare(key: str) -> frozenset[str]:
    out = {key}
    if len(key) > 3:
        if key[0] in "وفبلك":
            out.add(key[1:])
        if key.startswith("لل"):
            out.add("ا" + key[1:])
            out.add(key[2:])
        if key.startswith("ال"):
            out.add(key[2:])
        elif key[1:3] == "ال":
            out.add(key[3:])
    return frozenset(out)
