"""The options that name a language model."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya.model.errors import UsageError

if TYPE_CHECKING:
    from riwaya.llm.settings import Settings

Url = Annotated[
    str | None,
    typer.Option("--llm-url", metavar="URL", help="Also ask a language model: the address of its server, up to /v1."),
]
Model = Annotated[str | None, typer.Option("--llm-model", metavar="NAME", help="Which model of that server.")]
Spend = Annotated[
    str | None,
    typer.Option(
        "--llm-budget", metavar="LIMITS", help="What may be spent, such as calls=200,tokens=500000,seconds=600."
    ),
]
AtOnce = Annotated[int, typer.Option("--llm-jobs", metavar="N", min=1, max=64, help="Questions under way at once.")]
Timeout = Annotated[
    float, typer.Option("--llm-timeout", metavar="SECONDS", min=0.1, help="How long to wait for one answer.")
]
Answers = Annotated[
    Path | None,
    typer.Option("--llm-cache", metavar="DIR", help="Folder that keeps answers, so that none is paid twice."),
]
LogFile = Annotated[
    Path | None,
    typer.Option("--llm-log", metavar="FILE", help="Write what became of each of the model's readings, and why."),
]


def asked_for(
    url: str | None, model: str | None, budget: str | None, jobs: int, timeout: float, cache: Path | None
) -> "Settings | None":
    """What the options ask for; None where no server is named."""
    if url is None:
        if model or budget or cache:
            raise UsageError("--llm-model, --llm-budget and --llm-cache go with --llm-url")
        return None
    from riwaya.llm.settings import KEY_VARIABLE, Budget, Settings, endpoint

    if not model:
        raise UsageError(f"--llm-url {url}: say which model of it, with --llm-model")
    key = os.environ.get(KEY_VARIABLE, "").strip() or None
    return Settings(endpoint(url), model, key, Budget.parse(budget), jobs, timeout, cache)
