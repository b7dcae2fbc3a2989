"""Nations: adjectives of states and parties among the attributes of a strike, which tell who made it."""

from typing import Final

from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.view import View
from riwaya.lang.grammar import ARTICLE, FOLDED_TEH, TEH_MARBUTA

_ATTRIBUTES: Final = 3  # words behind an event noun that may describe it


def nation_behind(view: View, start: int, end: int) -> Chunk | None:
    """The adjective that tells by whom in قصف مدفعي روسي, الهجوم الأذربيجاني, as a phrase of its own.

    `[start, end)` are the tokens that tell the event; the adjective agrees with them in the article.
    """
    written = view.tokens[end - 1].text.startswith(ARTICLE)
    nations = view.lang.group("nations")
    attributes, means = view.lang.group("event.attributes"), view.lang.group("strike.attributes")
    for t in range(end, min(end + _ATTRIBUTES, len(view.keys))):
        text = view.tokens[t].text
        if view.tokens[t].kind != "word" or text.startswith(ARTICLE) != written:
            return None
        forms = {key.removesuffix(FOLDED_TEH) if text.endswith(TEH_MARBUTA) else key for key in bare_keys(view.keys[t])}
        if forms & nations:
            adjective = Chunk("np", t, t + 1)
            adjective.kinds = frozenset(("body",))
            adjective.definite = True
            return adjective
        if forms.isdisjoint(means) and attributes.isdisjoint((view.keys[t], *forms)):
            return None
    return None
