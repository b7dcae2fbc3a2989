"""The analysts' workspace: server-rendered pages over one ledger, served locally.

Routes are thin: they take what `riwaya.workspace` shows and what the ledger holds, and hand it to templates. Importing
this package loads no web framework; `riwaya.web.app` does.
"""

from riwaya.web.settings import Settings

__all__ = ["Settings"]
