"""Briefs: a page an editor could file, in Arabic or English, composed from claims without any model."""

from riwaya.report.brief.compose import compose
from riwaya.report.brief.layout import Brief
from riwaya.report.brief.render import markdown, page

__all__ = ["Brief", "compose", "markdown", "page"]
