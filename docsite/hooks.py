"""What MkDocs does beyond its own: pages that the navigation does not name, links out of the folder, equations.

Equations stand in the pages as LaTeX (`$$ … $$`, and $`…`$ within a line) and become MathML, which browsers draw by
themselves: no script, nothing fetched.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
from pymdownx.slugs import slugify

FOLDERS = {"Casebook": "casebook", "Decisions": "decisions"}
"""Sections that hold every page of a folder."""
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])+)\]\((\.\./[^)\s#]*)(#[^)]*)?\)")
_BLOCK = re.compile(r"^\$\$\n(.+?)\n\$\$$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"\$`([^`]+)`\$")
_MARK = re.compile(r"math-(block|inline)-([0-9a-f]+)")


def completed(nav: list[Any], pages: list[str]) -> list[Any]:
    """The navigation with every page in it: a folder's pages in their section, all others at the end."""
    out: list[Any] = []
    for item in nav:
        [(title, content)] = item.items()
        if title in FOLDERS:
            content = sorted(page for page in pages if page.startswith(FOLDERS[title] + "/"))
            content.sort(key=lambda page: not page.endswith(("README.md", "index.md")))
        if content != []:
            out.append({title: content})
    rest = sorted(set(pages) - set(named(out)))
    return [*out, {"Further pages": rest}] if rest else out


def named(nav: Any) -> list[str]:
    """The pages that a navigation names."""
    if isinstance(nav, str):
        return [nav]
    children = nav.values() if isinstance(nav, dict) else nav
    return [page for child in children for page in named(child)]


def on_config(config: Any) -> Any:
    """Complete the navigation, and set how anchors are spelled."""
    folder = Path(config["docs_dir"])
    pages = [path.relative_to(folder).as_posix() for path in folder.rglob("*.md")]
    config["nav"] = completed(config["nav"], pages)
    # Anchors as repositories show them, so that links hold in both.
    config["mdx_configs"].setdefault("toc", {})["slugify"] = slugify(case="lower")
    return config


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Replace links to files beside the folder by their paths, and set equations aside until the page is HTML."""
    base = posixpath.dirname(page.file.src_uri)
    return without_equations(within(markdown, base))


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Put the equations in as MathML."""
    return with_mathml(html)


def within(markdown: str, base: str) -> str:
    """The page with links that lead out of the folder replaced by the paths that they lead to."""

    def replaced(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(base, match[2]))
        if not target.startswith("../"):
            return match[0]
        path = target.removeprefix("../")
        words = match[1]
        return words if path in words else f"{words} (`{path}`)"

    return _LINK.sub(replaced, markdown)


def without_equations(markdown: str) -> str:
    """The page with marks in place of its equations, which Markdown would take for its own."""
    markdown = _BLOCK.sub(lambda match: f"\n{_mark('block', match[1])}\n", markdown)
    return _INLINE.sub(lambda match: _mark("inline", match[1]), markdown)


def _mark(display: str, latex: str) -> str:
    return f"math-{display}-{latex.encode().hex()}"


def with_mathml(html: str) -> str:
    """The page with MathML where the marks stand."""

    def drawn(match: re.Match[str]) -> str:
        latex = bytes.fromhex(match[2]).decode()
        return str(convert(latex, display=match[1]))

    return _MARK.sub(drawn, html)
