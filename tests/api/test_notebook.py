"""The notebook of examples/ runs from the first cell to the last, and shows pictures."""

import json

import pytest


def test_the_first_look_runs(checkout):
    nbformat = pytest.importorskip("nbformat")
    client = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    book = nbformat.read(checkout / "examples/first-look.ipynb", as_version=4)
    client.NotebookClient(book, timeout=300, resources={"metadata": {"path": str(checkout / "examples")}}).execute()
    shown = [kind for cell in book.cells for out in cell.get("outputs", ()) for kind in out.get("data", {})]
    assert shown.count("image/svg+xml") == 2
    assert shown.count("text/html") >= 4


def test_it_is_kept_without_outputs(checkout):
    book = json.loads((checkout / "examples/first-look.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
