"""A self-contained HTML report: places with who is said to hold them, documents with their evidence, and filters."""

from riwaya.report.page import render, write_report
from riwaya.report.payload import SetAsideLine

__all__ = ["SetAsideLine", "render", "write_report"]
