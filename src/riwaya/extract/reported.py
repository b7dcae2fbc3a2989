"""What a word of saying governs: where what is said begins, how far it runs, and what a negation makes of it."""

from riwaya.extract.attribution import Attribution
from riwaya.extract.chunk import Chunk
from riwaya.extract.keys import bare_keys
from riwaya.extract.view import View
from riwaya.lang.grammar import AND, IN
from riwaya.text.quotes import is_mark
from riwaya.text.sentences import Sentence


def has_that(ahead: list[Chunk]) -> bool:
    """Whether a complementiser (أن, إن) comes before the next verb or clause."""
    aside = False
    for i, chunk in enumerate(ahead):
        if chunk.kind == "punct":
            nxt = ahead[i + 1] if i + 1 < len(ahead) else None
            if aside:
                return nxt is not None and nxt.func == "that"  # "the committees, which ..., that"
            aside = nxt is not None and nxt.func in ("rel", "sub")
        if chunk.func == "that" and not aside:
            return True
        if not aside and (chunk.kind == "verb" or chunk.func in ("rel", "sub")):
            return False
    return False


def speech_follows(view: View, chunks: list[Chunk], k: int) -> bool:
    """Whether a colon or an opening quotation follows the verb closely."""
    start = chunks[k].end
    stop = min(start + 14, chunks[-1].end)
    for t in range(start, stop):
        token = view.tokens[t]
        if token.text == ":":
            return True
        if is_mark(token) and view.quote_of.get(t + 1) is not None:
            return True
        if view.senses[t].func in ("sub", "rel"):
            return False
    return False


def content_around(view: View, chunks: list[Chunk], k: int, after: int, sentence: Sentence) -> tuple[int, int] | None:
    """The content of a verb of saying that follows or interrupts it: "…, said a resident", "X, said Y, took Z"."""
    if k == 0 or chunks[k].coord or not any(c.kind in ("np", "verb") for c in chunks[:k]):
        return None
    t = chunks[k].start - 1
    set_off = t >= sentence.start and view.tokens[t].kind == "punct" and view.tokens[t].text in '،,–—-”»"'
    if not set_off or any(c.func in ("that", "rel", "sub") for c in chunks[k : min(after, len(chunks))]):
        return None
    if after >= len(chunks) or (chunks[after].kind == "punct" and view.tokens[chunks[after].start].text in ".!؟"):
        return sentence.start, chunks[k].start
    closes = chunks[after].kind == "punct" and view.tokens[chunks[after].start].text in "،,–—-"
    rest = chunks[after + 1 :]
    if closes and rest and rest[0].kind == "verb" and not rest[0].coord:
        return sentence.start, sentence.end
    if closes and rest and any(r.pos == "part" for r in view.senses[rest[0].start].reports):
        return sentence.start, chunks[k].start
    return None


def content_begins(chunks: list[Chunk], after: int, sentence: Sentence, floor: int) -> int:
    """The token at which what is said begins: at chunk `after`, never before the token `floor`."""
    if after < len(chunks):
        return max(floor, chunks[after].prep_start if chunks[after].kind == "np" else chunks[after].start)
    return min(floor, sentence.end)


def confine(view: View, attribution: Attribution, chunks: list[Chunk]) -> None:
    """What is denied, doubted, demanded or threatened ends where a contrasting clause begins."""
    words = view.lang.group("contrast")
    for chunk in chunks:
        if (
            chunk.start > attribution.content[0]
            and chunk.func == "sub"
            and bare_keys(view.keys[chunk.start]) & words
            and (
                view.keys[chunk.start] not in view.lang.group("time.noun.or.contrast")
                or view.keys[chunk.start - 1] in (IN, AND + IN)
            )
        ):
            attribution.content = (attribution.content[0], chunk.start)
            return


def run_quote(view: View, attribution: Attribution, sentence: Sentence) -> None:
    """Let direct speech that opens with the content run to its closing mark, over sentences."""
    first = attribution.content[0]
    for t in range(first, min(first + 8, sentence.end)):
        quote_index = view.quote_of.get(t)
        if quote_index is not None:
            quote = view.quotes[quote_index]
            if quote.end > attribution.content[1]:
                attribution.content = (first, quote.end)
            attribution.quoted = True
            return
    if sentence.end - 1 >= first and view.tokens[sentence.end - 1].text == ":" and sentence.end < len(view.tokens):
        quote_index = view.quote_of.get(sentence.end + 1) or view.quote_of.get(sentence.end)
        if quote_index is not None:
            attribution.content = (first, view.quotes[quote_index].end)
            attribution.quoted = True


def negate(attribution: Attribution) -> None:
    """Turn the stance of a negated word of saying: "did not confirm" doubts, "did not deny, rule out" hold possible."""
    if attribution.stance == "asserts":
        attribution.stance, attribution.denial = "doubts", "unverified"
    elif attribution.stance in ("denies", "doubts"):
        attribution.stance, attribution.denial = "possible", None
