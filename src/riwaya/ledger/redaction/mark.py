"""How a document shows that something of it was redacted."""

from typing import Final

MARK: Final = "0" * 8
"""Ends the `sha256` of such a document; what stands before it is a keyed hash. The hash of the raw bytes would let
guesses of what is missing be tested."""


def is_redacted(sha256: str) -> bool:
    """Whether a document's `sha256` says that something of it was redacted."""
    return sha256.endswith(MARK)
