"""Measure how long searches take on a ledger.

usage: python bench/search.py LEDGER [--times N]

Asks a fixed mix of queries, with and without filters, words that many reports hold and words that few do, made of the
ledger's own reports; prints for each kind the median and the 95th percentile in milliseconds, and of all together, and
how much of it the processor was at work (other work on the machine lengthens the former, hardly the latter).
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from statistics import median

from sqlalchemy import func, select

from riwaya.ledger import open_ledger, schema
from riwaya.ledger.query import Query
from riwaya.ledger.search import search
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document


def queries(document: Document, claim: Claim) -> Iterator[tuple[str, Query]]:
    """Kinds of queries about what one report says."""
    words = document.text.split()
    middle = len(words) // 2
    place, voice = claim.places[0], claim.voices[0]
    first = (claim.time.earliest if claim.time else None) or document.published.earliest
    yield "a word of many reports", Query(text=words[middle - middle % 7])
    yield "two words", Query(text=f"{words[1]} {words[middle]}")
    yield "a phrase", Query(text=f'"{words[middle]} {words[middle + 1]}"')
    yield "the event's words", Query(text=claim.evidence.text)
    yield "a place's name", Query(text=place.text)
    yield "a place", Query(place=place.entity)
    yield "a place and a stance", Query(place=place.entity, stance=claim.stance)
    yield "a word and a stance", Query(text=words[middle], stance="denies")
    yield "a word, a voice, a day", Query(text=place.text, voice=voice.entity, since=first, until=first)
    yield "a type and a week", Query(event=claim.event, since=first, until=first)
    yield "an outlet and a word", Query(text=place.text, outlet=document.outlet)
    yield "not reviewed, a place", Query(place=place.entity, reviewed=False)


def some(ledger: Ledger, times: int) -> Iterator[tuple[Document, Claim]]:
    """Reports from all over the ledger, and a claim of each."""
    last = ledger.first(select(func.max(schema.documents.c.position)))[0]
    random = Random(5)
    for position in sorted(random.sample(range(last + 1), min(times, last + 1))):
        row = ledger.first(select(schema.documents.c.id).where(schema.documents.c.position == position))
        claims = [claim for claim in ledger.claims(document=row.id) if claim.places and claim.voices]
        if claims:
            yield ledger.document(row.id), random.choice(claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("ledger")
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    took: dict[str, list[float]] = defaultdict(list)
    busy, asked = 0.0, 0
    with open_ledger(given.ledger) as ledger:
        search(ledger, Query(text="كلمة"))  # loads the lexicon
        for document, claim in some(ledger, given.times):
            for kind, query in queries(document, claim):
                began, working = time.perf_counter(), time.process_time()
                search(ledger, query)
                took[kind].append(1000 * (time.perf_counter() - began))
                busy, asked = busy + time.process_time() - working, asked + 1
    took["all"] = [one for every in took.values() for one in every]
    for kind, times in took.items():
        print(f"{kind:26} median {median(times):7.1f} ms   p95 {sorted(times)[int(len(times) * 0.95)]:7.1f} ms")
    print(f"on the processor: {1000 * busy / asked:.1f} ms a search")


if __name__ == "__main__":
    main()
