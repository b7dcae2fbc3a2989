"""Whom and where the claims are about that tests of exports make by hand, and what reads reports for them."""

import datetime
from pathlib import Path
from typing import Any

import msgspec

from riwaya.export import Bundle, Options
from riwaya.model import Claim, Document
from riwaya.pipeline import process
from riwaya.read import discover
from riwaya.reason import Report, material

RAQQA = {"text": "الرقة", "entity": "place:raqqa", "lat": 35.95, "lon": 39.01, "precision": "point"}
ARMY = {"text": "الجيش السوري", "entity": "actor:syria-army"}
IS = {"text": "التنظيم", "entity": "actor:islamic-state"}
TODAY = datetime.date(2031, 6, 1)


def read(folder: Path) -> tuple[list[Document], list[Claim]]:
    """The documents and claims of a folder of reports."""
    documents, claims = [], []
    for outcome in process(list(discover([str(folder)])), root=None, jobs=1, with_documents=True):
        documents.append(msgspec.json.decode(outcome.document, type=Document))
        claims += [msgspec.json.decode(line, type=Claim) for line in outcome.claims]
    return documents, claims


def bundle_of(documents: list[Document], claims: list[Claim], **options: Any) -> Bundle:
    """What there is to export of them."""
    stuff = material(claims, map(Report.of, documents))
    return Bundle(stuff, Options(TODAY, **options), documents=documents)
