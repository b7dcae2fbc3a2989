"""The stages of extraction in order, each a function of the document's view and what the stages before it found."""

from typing import NamedTuple

from riwaya.extract.assembly import Assembler
from riwaya.extract.attribution import Attribution
from riwaya.extract.attributions import Attributor
from riwaya.extract.chunks import chunk_sentence
from riwaya.extract.clauses import divide
from riwaya.extract.discourse import SentenceParse
from riwaya.extract.extents import extents
from riwaya.extract.frames import FrameBuilder
from riwaya.extract.place_mention import PlaceMention
from riwaya.extract.placing import find_places
from riwaya.extract.quantities import QuantityHit, quantities
from riwaya.extract.result import Extraction
from riwaya.extract.times import times
from riwaya.extract.triggers import triggers
from riwaya.extract.undated import narrowed
from riwaya.extract.view import View
from riwaya.model import Document
from riwaya.text.once import collector_waiting


class Workings(NamedTuple):
    """What the stages found on the way to the claims: what else is read in the text is held against it."""

    view: View
    places: list[PlaceMention]
    attributions: list[Attribution]
    quantities: list[QuantityHit]
    extraction: Extraction


def extract(document: Document, *, trace: bool = False) -> Extraction:
    """The claims of one document; with `trace` also the steps that made each."""
    # The collector is let go only when the workings are gone: it would look through them all, and find nothing.
    with collector_waiting():
        return _work(document, trace).extraction


def work(document: Document, *, trace: bool = False) -> Workings:
    """`extract`, with what its stages found."""
    with collector_waiting():  # nothing made here refers back to itself
        return _work(document, trace)


def _work(document: Document, trace: bool) -> Workings:
    view = View(document)
    if not view.tells():
        return Workings(view, [], [], [], Extraction((), {}))
    view.match_actors()
    view.times = times(view.tokens, view.published)
    if view.published is None:
        view.times = narrowed(view.times)
    for hit in view.times:
        for t in range(hit.first, hit.last):
            view.time_at[t] = hit
    places = find_places(view)
    view.mark()
    names = [range(match.start, match.end) for match in view.actor_at.values()]
    named = {t for name in names for t in name}
    counted = [h for h in quantities(view.tokens) if not named.issuperset(range(h.first, h.last))]
    shares = [(h.first, h.last, h.extent(view.text)) for h in extents(view.tokens)]
    attributor = Attributor(view)
    parses: list[SentenceParse] = []
    for index, sentence in enumerate(view.sentences):
        chunks = chunk_sentence(view, sentence)
        if not chunks:
            continue
        clauses, owner = divide(view, chunks)
        attributor.sentence(index, sentence, chunks, clauses, owner)
        found = triggers(view, chunks, clauses, owner)
        frames = FrameBuilder(view, index, chunks, clauses, owner, found).build()
        parses.append(
            SentenceParse(
                index, sentence.start, sentence.end, sentence.end <= view.title_end, chunks, clauses, owner, frames
            )
        )
    assembler = Assembler(view, places, attributor.found, counted, shares)
    for parse in parses:
        assembler.add(parse, trace)
    extraction = Extraction(tuple(assembler.finish()), assembler.steps if trace else {})
    return Workings(view, places, attributor.found, counted, extraction)
