"""Whose 'its forces' are: known by the body that they are of."""

import pytest

from riwaya.extract import extract
from riwaya.model import Claim, Document


def first(text: str) -> Claim:
    """The first claim of a text."""
    return extract(Document("d", text, "0")).claims[0]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("قال المتحدث باسم الجيش الإسرائيلي إن طائراته أغارت على بلدة عيترون.", "actor:israel-army"),
        ("أكدت حكومة الوفاق أن قواتها سيطرت على مطار طرابلس.", "actor:libya-gna"),
        ("وقال قائد عمليات نينوى إن قواته دخلت حي الزهور.", "actor:nineveh-operations"),
    ],
)
def test_forces_of_the_speaker(text: str, entity: str) -> None:
    [agent] = first(text).agents
    assert agent.entity == entity
    assert agent.text.endswith(("ه", "ها")), "the words of the text stay"


def test_forces_of_nobody_known() -> None:
    [agent] = first("وقال قائد ميداني إن قواته دخلت بلدة مجهولة.").agents
    assert agent.entity is None
