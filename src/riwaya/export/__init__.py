"""Exports that other people's tools read, one format a module of `riwaya.export.formats`.

    bundle = Bundle.of_ledger(ledger, Options(today=datetime.date.today()))
    written = export("geojson", bundle, Path("out.geojson"))

A `Bundle` is what there is to export: claims as they stand after review, and what they say together. It has been made
safe to hand on (private persons, recent places, embargo: `riwaya.export.options`) before any format sees it.
"""

from riwaya.export.bundle import Bundle
from riwaya.export.options import EMBARGO_HOURS, Options
from riwaya.export.registry import Format, Written, all_formats, export, format_named

__all__ = ["EMBARGO_HOURS", "Bundle", "Format", "Options", "Written", "all_formats", "export", "format_named"]
