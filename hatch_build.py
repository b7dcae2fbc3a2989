"""Build hook: the pages' third-party files go into the package, with no Node on the machine.

Where they cannot be fetched the package is built without them, for the command line must not fail for want of a map;
the pages then say what is missing. `RIWAYA_FRONTEND=required` makes that an error (releases), `RIWAYA_FRONTEND=none`
does not try.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills `src/riwaya/web/static/vendor` before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing; see the module."""
        wish = os.environ.get("RIWAYA_FRONTEND", "")
        if wish == "none":
            return
        sys.path.insert(0, self.root)
        try:
            from frontend.registry import Mismatch, Unreachable
            from frontend.vendor import put

            try:
                put(Path(self.root, "src/riwaya/web/static/vendor"), Path(self.root))
            except (Unreachable, OSError) as error:
                if wish == "required":
                    raise SystemExit(f"frontend: {error}") from error
                self.app.display_warning(
                    f"frontend: {error}; built with what was there before: without these files the command line is "
                    "whole, but `riwaya serve` shows no map"
                )
            except Mismatch as error:
                raise SystemExit(f"frontend: {error}") from error
        finally:
            sys.path.remove(self.root)
