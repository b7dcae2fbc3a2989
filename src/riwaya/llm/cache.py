"""Answers kept by what was asked, so that asking again costs nothing and gives the same."""

import hashlib
import os
import threading
from pathlib import Path
from typing import Any

import msgspec


class Kept(msgspec.Struct, frozen=True):
    """One answer as the server gave it, with what it cost."""

    content: str
    finish: str | None
    tokens: int


def key_of(payload: dict[str, Any]) -> str:
    """The SHA-256 of a question: the model, its parameters, the prompt, and the text."""
    return hashlib.sha256(msgspec.json.encode(payload, order="sorted")).hexdigest()


class Cache:
    """A folder of answers, a file each, written whole or not at all; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> Kept | None:
        """The answer to a question that was asked before; one that cannot be read counts as none."""
        if self._folder is None:
            return None
        try:
            return msgspec.json.decode(self._path(key).read_bytes(), type=Kept)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer. Its file is readable by its owner alone: it quotes the reports."""
        if self._folder is None:
            return
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.partial")
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(answer))
        partial.replace(path)

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json"
