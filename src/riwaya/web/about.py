"""What the pages are made of that others wrote: see `riwaya.about`."""

from riwaya.about import Part, vendored

__all__ = ["Part", "vendored"]
