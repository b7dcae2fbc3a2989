"""Bundles to export: the shipped example, a shared corpus, and claims made by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from export_samples import RAQQA, TODAY, bundle_of, read

from riwaya.export import Bundle, Options
from riwaya.model import Claim, Document
from riwaya.reason import material, read_claims, read_reports


@pytest.fixture(scope="session")
def example_read(checkout: Path) -> tuple[list[Document], list[Claim]]:
    return read(checkout / "examples/bukamal/reports")


@pytest.fixture(scope="session")
def example(example_read) -> Bundle:
    """The shipped example."""
    return bundle_of(*example_read)


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Bundle:
    """Real reports of November 2017."""
    return bundle_of(*read(shared / "corpora/bukamal-2017"))


@pytest.fixture(params=["example", pytest.param("corpus", marks=pytest.mark.shared)])
def anything(request: pytest.FixtureRequest) -> Bundle:
    """The example, then the corpus."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def told() -> Callable[..., Bundle]:
    """Makes a bundle of claims written as short records; `days` gives the publication day of each report."""

    def make(*records: dict[str, Any], days: dict[str, str | None] | None = None, **options: Any) -> Bundle:
        full = []
        for n, record in enumerate(records):
            text = record.get("evidence", f"مقطع {n} عن حادثة في البلدة")
            base = {"id": f"c{n}", "document": "r1", "event": "capture", "places": [dict(RAQQA)]}
            full.append(base | record | {"evidence": {"text": text, "start": n * 500, "end": n * 500 + len(text)}})
        claims, problems = read_claims([msgspec.json.encode(one) for one in full], "claims")
        assert not problems, problems
        ids = dict.fromkeys(one["document"] for one in full)
        given = dict.fromkeys(ids, "2031-01-10") | (days or {})
        lines = [msgspec.json.encode({"id": id, "published": given[id], "outlet": f"outlet:o-{id}"}) for id in given]
        return Bundle(material(claims, read_reports(lines, "documents")[0]), Options(TODAY, **options))

    return make
