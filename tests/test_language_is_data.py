"""Language knowledge is data: no string of a mechanism holds an Arabic letter (comments and docstrings may)."""

import ast
import re
from pathlib import Path

SRC = Path(__file__).parents[1] / "src" / "riwaya"
LETTER = re.compile("[\u0621-\u063a\u0641-\u065f\u0670]")

LANGUAGE = ("lang", "text")
"""The layers of the language and of its script: what inflection, clitics, folding and normalisation do to letters is
their mechanism."""

ALLOWED: dict[str, str] = {"cli/gazetteer.py": "the examples of --help look up a name, as users write it"}
"""Modules elsewhere that may hold letters, and why."""


def letters_in(source: str) -> list[tuple[int, str]]:
    """`(line, string)` of the strings of a module that hold an Arabic letter or vowel sign, docstrings excepted."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return sorted((s.lineno, s.value) for s in strings if isinstance(s.value, str) and LETTER.search(s.value))


def test_strings_are_told_from_docstrings_and_comments() -> None:
    source = '"""قال"""\nX = 1  # قال\ndef f(a):\n    "قال"\n    return a == "ل" or f"{a}ها"\nY = "\\u0644"\nZ = "،"\n'
    assert letters_in(source) == [(5, "ل"), (5, "ها"), (6, "ل")]


def test_mechanisms_hold_no_arabic() -> None:
    modules = [path for path in sorted(SRC.rglob("*.py")) if path.relative_to(SRC).parts[0] not in LANGUAGE]
    assert len(modules) > 300
    found = {
        path.relative_to(SRC).as_posix(): holds for path in modules if (holds := letters_in(path.read_text("utf-8")))
    }
    assert {name: holds for name, holds in found.items() if name not in ALLOWED} == {}
    assert set(ALLOWED) <= set(found), "no longer needed"
