"""The documentation site: every page in the navigation, reference as the code has it, links that lead somewhere.

`./dev docs` builds it, strictly; this is what can be known without building it.
"""

import re
from pathlib import Path

import pytest
import yaml
from docsite import figures, reference

ARABIC = re.compile("[\u0621-\u064a]")


@pytest.fixture(scope="module")
def hooks():
    pytest.importorskip("latex2mathml", reason="the site builder comes with riwaya[docs]")
    from docsite import hooks as found

    return found


def pages(docs):
    return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def test_every_page_is_in_the_navigation_once(checkout, hooks):
    docs = checkout / "docs"
    config = yaml.safe_load((checkout / "mkdocs.yml").read_text(encoding="utf-8"))
    named = hooks.named(hooks.completed(config["nav"], pages(docs)))
    assert sorted(named) == pages(docs)


def test_pages_that_nobody_placed_come_at_the_end(hooks):
    nav = [{"Start": "index.md"}, {"Casebook": []}, {"Decisions": []}]
    found = hooks.completed(nav, ["casebook/b.md", "casebook/README.md", "index.md", "new.md"])
    assert found == [
        {"Start": "index.md"},
        {"Casebook": ["casebook/README.md", "casebook/b.md"]},
        {"Further pages": ["new.md"]},
    ]


def test_reference_pages_are_as_the_code_has_them():
    assert reference.stale() == [], "run: python -m docsite.reference"


def test_reference_pages_tell_of_everything(checkout):
    from riwaya.model import Claim
    from riwaya.model.vocabulary import EVENTS, STANCES

    made = reference.pages()
    assert all(f"`{event}`" in made["values.md"] for event in EVENTS | STANCES)
    assert all(f"| `{name}` |" in made["records.md"] for name in Claim.__struct_fields__)
    assert "## `riwaya claims`" in made["commands.md"]
    assert "### `riwaya review history`" in made["commands.md"]
    documented = (checkout / "docs/cli.md").read_text(encoding="utf-8")
    assert all(f"| {code} |" in documented for code, _ in reference.EXIT_CODES)


def test_exit_codes_are_those_of_the_commands():
    from riwaya.cli import console

    codes = {console.FAILED, console.WRONG_USAGE, console.SET_ASIDE, console.INTERRUPTED, console.BROKEN_PIPE}
    assert {code for code, _ in reference.EXIT_CODES} == codes | {0}


def test_drawn_figures_are_as_their_script_draws_them(checkout):
    for name, text in figures.drawn().items():
        assert (checkout / "docs/img" / name).read_text(encoding="utf-8") == text, "run: python -m docsite.figures"
    assert all(ARABIC.search(text) for text in figures.drawn().values())


def anchors(text):
    heads = re.findall(r"^#+ (.+?)\s*$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_links_between_pages_lead_somewhere(checkout):
    docs = checkout / "docs"
    wrong = []
    for page in pages(docs):
        text = re.sub(r"```.*?```", "", (docs / page).read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, anchor = target.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            there = (docs / page).parent / path if path else docs / page
            if not there.exists() or (
                anchor and there.suffix == ".md" and anchor not in anchors(there.read_text(encoding="utf-8"))
            ):
                wrong.append(f"{page}: {target}")
    assert wrong == []


def test_the_readme_leads_somewhere(checkout):
    text = (checkout / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s#]+)", text):
        assert "://" in target or (checkout / target).exists(), target


# --- what the site builder is told ------------------------------------------------------------------------------------


def test_links_out_of_the_folder_become_paths(hooks):
    page = "See [`priors.yaml`](../src/riwaya/priors.yaml), [control](control.md#limits) and [it](../../x.py)."
    assert hooks.within(page, "") == (
        "See `priors.yaml` (`src/riwaya/priors.yaml`), [control](control.md#limits) and it (`../x.py`)."
    )
    assert hooks.within("[up](../control.md)", "methods") == "[up](../control.md)"
    assert hooks.within("[out](../../bench/x.py)", "methods") == "out (`bench/x.py`)"


def test_equations_become_mathml(hooks):
    page = "Let $`d_r`$ be\n\n$$\nx = \\frac{a}{b}\n$$\n\nand $HOME stays."
    marked = hooks.without_equations(page)
    assert "\\frac" not in marked
    assert "_" not in marked
    html = hooks.with_mathml(marked)
    assert html.count("<math") == 2
    assert 'display="block"' in html
    assert "$HOME" in html


def test_every_equation_can_be_drawn(checkout, hooks):
    for page in (checkout / "docs/methods").glob("*.md"):
        html = hooks.with_mathml(hooks.without_equations(page.read_text(encoding="utf-8")))
        assert "math-" not in re.sub(r"[\w/]+math-[\w]+", "", html) or "math-block" not in html
        assert "$$" not in html


# --- the Arabic summary -----------------------------------------------------------------------------------------------


def test_the_arabic_summary_is_arabic_right_to_left_and_two_pages(checkout):
    text = Path(checkout / "docs/ar/index.md").read_text(encoding="utf-8")
    assert text.startswith('<div dir="rtl" lang="ar" markdown="1">')
    prose = re.sub(r"```.*?```|`[^`]+`|\([^)]*\)", "", text, flags=re.DOTALL)
    words = [word for word in prose.split() if ARABIC.search(word)]
    assert 550 < len(words) < 1100
    assert not re.search("[\u06a9\u06cc\u0640]", text), "Farsi letters, or tatweel"
    assert not re.search(r"[؀-ۿ]\s+[،؛؟]", text), "no blank before an Arabic comma"
