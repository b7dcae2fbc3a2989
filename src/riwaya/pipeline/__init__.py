"""Inputs to documents and claims: read and extracted in one process or several, in order, in bounded memory.

Importing this package does not load the extractor; running the pipeline does.
"""

from typing import TYPE_CHECKING, Any

from riwaya.pipeline.outcome import Kept, Outcome, PassedOver, SetAside

if TYPE_CHECKING:
    from riwaya.pipeline.run import process, usable_cores

__all__ = ["Kept", "Outcome", "PassedOver", "SetAside", "process", "usable_cores"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from riwaya.pipeline import run

    return getattr(run, name)
