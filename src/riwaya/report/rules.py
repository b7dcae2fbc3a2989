"""What stands behind the rule ids that claims list: the entries of the language data, found again by their id."""

from functools import cache
from importlib import resources

import yaml

_HIDDEN = frozenset({"id", "examples", "not"})


@cache
def _entries() -> dict[str, str]:
    """Entry id to a line that says which file holds it and what it holds."""
    out: dict[str, str] = {}
    for file in sorted(resources.files("riwaya.lang.ar").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yaml"):
            continue
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if not isinstance(root, yaml.SequenceNode):
            continue
        for node in root.value:
            if isinstance(node, yaml.MappingNode):
                fields = {key.value: _plain(value) for key, value in node.value}
                told = "; ".join(f"{key}: {text}" for key, text in fields.items() if key not in _HIDDEN and text)
                out[fields.get("id", "")] = f"{told} ({file.name}:{node.start_mark.line + 1})"
    return out


def _plain(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(map(_plain, node.value))
    if isinstance(node, yaml.MappingNode):
        return ", ".join(f"{_plain(key)}={_plain(value)}" for key, value in node.value)
    return str(node.value)


MODEL = "llm:"
"""How the rule ids of a language model begin."""
_UNCALIBRATED = "score:uncalibrated"


def describe(rule: str) -> str | None:
    """The entry that a rule id (`say.qala`, or `attribution:say.qala` with what it did) rests on; None if on none.

    Ids without an entry name mechanisms of the extractor; the steps say what those did.
    """
    if rule.startswith(MODEL):
        name, _, digest = rule.removeprefix(MODEL).rpartition("@")
        return f"the language model {name} reads this in the passage (prompt {digest})"
    if rule == _UNCALIBRATED:
        return "a fixed low score, for a model's claims are not calibrated"
    return _entries().get(rule) or _entries().get(rule.rpartition(":")[2])
