"""Packages that only some formats need, and what to say where they are not installed."""

from importlib import import_module
from typing import Any

from riwaya.model.errors import UsageError


def needed(module: str, extra: str, what: str) -> Any:
    """The module; UsageError names the extra to install where it is not there."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise UsageError(f"{what} needs {error.name}; install it with: pip install 'riwaya[{extra}]'") from error
