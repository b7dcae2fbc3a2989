"""riwaya: who says what happened, on whose word, and what most likely did.

`riwaya.read` and `riwaya.open` give a ledger; see `riwaya.api`. Importing this package loads nothing else.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riwaya.api import Claim, Document, Ledger, open, read

__version__ = "0.1.0"

__all__ = ["Claim", "Document", "Ledger", "__version__", "open", "read"]


class _Package(ModuleType):
    """Keeps `riwaya.read` the function. The package `riwaya.read` (files to documents) is imported by its full name, as
    in `from riwaya.read import discover`; the import system would put it in the function's place (docs/decisions/0040).
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "read" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from riwaya import api

    return getattr(api, name)
