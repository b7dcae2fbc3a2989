"""A self-contained HTML report: places with who is said to hold them, documents with their evidence, and filters.

Importing this package loads nothing else: parts of it (labels, names of outlets) serve pages that make no report.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riwaya.report.page import render, write_report
    from riwaya.report.payload import SetAsideLine

__all__ = ["SetAsideLine", "render", "write_report"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from riwaya.report import page

    return getattr(page, name)
