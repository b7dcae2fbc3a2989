"""What became of the forms on a page, for the pages that have some about events, relations and sources."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from fastapi import Request

from riwaya.model.errors import RecordError
from riwaya.web.pages import done_of, ledger_of
from riwaya.workspace.deciding import seen


class Filled(NamedTuple):
    """The decision just made (`done`, by its id), or the `problem` for which one was not taken, with its `form`."""

    done: str = ""
    problem: RecordError | None = None
    form: Mapping[str, str] = MappingProxyType({})

    def values(self, request: Request) -> dict[str, Any]:
        """What `render` takes of it; `seen` is the last decision that the page knows of."""
        return {
            "status": 422 if self.problem is not None else 200,
            "done": done_of(request, self.done),
            "problem": self.problem,
            "form": self.form,
            "seen": seen(ledger_of(request)),
        }
