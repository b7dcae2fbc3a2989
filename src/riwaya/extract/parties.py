"""Parties: who stands on which side of "between X and Y"."""

from collections.abc import Set
from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.clause import suits_agent
from riwaya.extract.view import View
from riwaya.lang.grammar import ALEF, NISBA, TEH_MARBUTA, TO

_FAR: Final = 24  # chunks behind "between" in which its parties stand


def parties(view: View, chunks: list[Chunk], first: Chunk, triggers: Set[int]) -> tuple[list[Chunk], list[Chunk]]:
    """The phrases joined behind "between", by side; `triggers` are the tokens that tell events.

    Without "on the one hand" the first is one side, and who is told to be with another ("militias loyal to it") is on
    the side of the one before.
    """
    keys, lang = view.keys, view.lang
    sides: list[list[Chunk]] = [[first]]
    at = chunks.index(first) if first in chunks else len(chunks)
    cut = -1  # how many stood before "on the one hand"
    for chunk in chunks[at + 1 : at + 1 + _FAR]:
        if chunk.kind == "verb" or chunk.func in ("that", "rel", "sub") or keys[chunk.start] in (".", ":", "؛", ";"):
            break
        if chunk.kind == "np" and keys[chunk.head] in lang.group("one.hand") and not chunk.coord:
            if cut >= 0:
                break
            cut = len(sides)
        elif chunk.kind == "np" and chunk.coord:
            if _party(view, chunk, first, triggers):
                sides.append([chunk])
        elif chunk.kind == "np" and chunk.prep in lang.group("locative.like"):
            break
        elif cut < 0 and keys[chunk.start] in lang.group("to.them") and len(sides) > 1:
            sides[-2:] = [sides[-2] + sides[-1]]  # of the one before
    if cut < 0:
        cut = 1
    return [c for side in sides[:cut] for c in side], [c for side in sides[cut:] for c in side]


def _party(view: View, chunk: Chunk, first: Chunk, triggers: Set[int]) -> bool:
    """Whether a joined phrase can be a side: somebody who acts, a place, or a definite or unknown name.

    Behind another preposition (بالمدفعية والصواريخ) only who surely acts.
    """
    sense = view.senses[chunk.head]
    if sense.func == "quant" or chunk.head in triggers:
        return False
    if chunk.actors or chunk.kinds & {"force", "body"}:
        return True
    if chunk.prep not in ("", first.prep, TO):
        return False
    unknown = not (sense.readings or sense.func) and not view.tokens[chunk.head].text.endswith(
        (TEH_MARBUTA, NISBA, ALEF)
    )
    return suits_agent(chunk) or bool(chunk.places) or chunk.definite or unknown
