"""The documentation lists every reason for a rejection, in the words that users meet."""

from riwaya.llm.verify import REASONS


def test_every_reason_is_documented(checkout):
    text = (checkout / "docs/llm.md").read_text(encoding="utf-8")
    for code, says in REASONS.items():
        if code != "differs":
            assert f"| `{code}` | {says} |" in text
