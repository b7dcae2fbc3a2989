"""W3C Web Annotations (JSON-LD), an annotation a claim, with PROV-O for where each comes from.

The target is the report, with a text position (Unicode code points of the text as riwaya stores it) and a text quote
with its surroundings. Where a private person is named in the quote or about it, the quote is left out: the position
finds the words in the text for whoever has it. Terms that neither vocabulary has are under `riwaya:` (docs/exports.md).
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

import msgspec

from riwaya import __version__
from riwaya.export.bundle import REVIEWED, Bundle
from riwaya.export.files import Folder
from riwaya.export.records import Named, Source, Spot, Told
from riwaya.export.registry import Format, Written

AROUND: Final = 32
"""Characters before and after a quote that are given with it."""
CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "riwaya": "urn:riwaya:vocabulary:",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    },
]
Node = dict[str, Any]


def write(bundle: Bundle, folder: Folder) -> Written:
    """A collection of one page."""
    sources = {source.id: source for source in bundle.sources}
    n, quoted = 0, 0
    name = folder.name("annotations.jsonld")
    head = {
        "@context": CONTEXT,
        "id": "urn:riwaya:annotations",
        "type": "AnnotationCollection",
        "label": "Claims of conflict reports, each on somebody's word",
        "generator": _software(),
        "total": len(bundle.claims),
    }
    with folder.staged("annotations.jsonld").open("wb") as file:
        opened = msgspec.json.format(msgspec.json.encode(head), indent=1).rstrip(b"\n}")
        file.write(opened + b',\n "first": {\n  "id": "urn:riwaya:annotations:1",\n  "type": "AnnotationPage",\n')
        file.write(b'  "startIndex": 0,\n  "items": [')
        for told in bundle.claims:
            node = annotation(told, sources[told.document], bundle)
            quoted += len(node["target"]["selector"]) == 2
            file.write((b",\n" if n else b"\n") + msgspec.json.encode(node))
            n += 1
        file.write(b"\n  ]\n }\n}\n")
    unquoted = n - quoted
    return Written({name: n}, {"claims without a text quote (private names, or no text)": unquoted} if unquoted else {})


def annotation(told: Told, source: Source, bundle: Bundle) -> Node:
    """One claim as an annotation."""
    return {
        "id": f"urn:riwaya:claim:{told.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": _body(told),
        "target": {
            "type": "SpecificResource",
            "source": _document(source),
            "selector": list(_selectors(told, bundle)),
        },
        "generator": _software(),
        **_provenance(told, source),
    }


def _document(source: Source) -> Node:
    node: Node = {"id": _urn("document", source.id), "type": "Text", "format": "text/plain"}
    if source.language:
        node["language"] = source.language
    if source.url:
        node["riwaya:url"] = source.url
    if source.sha256:
        node["riwaya:sha256"] = source.sha256
    return node


def _selectors(told: Told, bundle: Bundle) -> Iterator[Node]:
    yield {"type": "TextPositionSelector", "start": told.start, "end": told.end}
    text = bundle.text(told.document)
    if text is None:
        return
    before, after = text[max(0, told.start - AROUND) : told.start], text[told.end : told.end + AROUND]
    exact = text[told.start : told.end]
    if not bundle.masking(told.document).touches(before + exact + after):
        yield {"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after}


def _body(told: Told) -> Node:
    node: Node = {
        "type": "riwaya:Claim",
        "riwaya:event": told.event,
        "riwaya:stance": told.stance,
        "riwaya:denial": told.denial,
        "riwaya:deniesWhat": told.denies_what,
        "riwaya:attitude": told.attitude,
        "riwaya:background": told.background,
        "riwaya:cue": told.cue,
        "riwaya:chain": {"@list": list(map(_named, told.voices))} if told.voices else None,
        "riwaya:agent": list(map(_named, told.agents)),
        "riwaya:target": list(map(_named, told.targets)),
        "riwaya:place": list(map(_place, told.places)),
        "riwaya:earliest": told.earliest,
        "riwaya:latest": told.latest,
        "riwaya:daySupposed": told.supposed,
        "riwaya:extentLow": told.extent[0] if told.extent else None,
        "riwaya:extentHigh": told.extent[1] if told.extent else None,
        "riwaya:quantity": [
            {"riwaya:value": q.value, "riwaya:high": q.high, "riwaya:unit": q.unit, "riwaya:relation": q.relation}
            for q in told.quantities
        ],
        "riwaya:score": told.score,
        "riwaya:reviewStatus": told.status,
    }
    return {key: value for key, value in node.items() if value is not None and value != []}


def _named(named: Named) -> Node:
    node: Node = {"riwaya:name": named.name, "riwaya:text": named.text, "riwaya:kind": named.kind or "unknown"}
    if named.entity:
        node["id"] = _urn("entity", named.entity)
    return node


def _place(spot: Spot) -> Node:
    node: Node = {"riwaya:name": spot.name, "riwaya:text": spot.text, "riwaya:precision": spot.precision}
    if spot.entity:
        node["id"] = _urn("entity", spot.entity)
    if spot.lat is not None:
        node |= {"geo:lat": spot.lat, "geo:long": spot.lon}
    return node


def _provenance(told: Told, source: Source) -> Node:
    """What it was derived from, by which activity with which rules, and on whose word."""
    teller = told.voices[-1] if told.voices else None
    told_by: Node = {"type": "prov:Agent", "riwaya:name": told.teller or "an unknown outlet"}
    if teller is None and told.outlet:
        told_by["id"] = _urn("entity", told.outlet)
    elif teller is not None and teller.entity:
        told_by["id"] = _urn("entity", teller.entity)
    return {
        "prov:wasDerivedFrom": {"id": _urn("document", source.id)},
        "prov:wasAttributedTo": told_by,
        "prov:wasGeneratedBy": {
            "type": "prov:Activity",
            "prov:used": {"id": _urn("document", source.id)},
            "prov:wasAssociatedWith": {"id": _software()["id"]},
            "riwaya:rule": list(told.rules),
            "riwaya:reviewed": told.status in REVIEWED,
        },
    }


def _software() -> Node:
    return {
        "id": f"urn:riwaya:software:{__version__}",
        "type": ["Software", "prov:SoftwareAgent"],
        "name": f"riwaya {__version__}",
    }


def _urn(kind: str, id: str) -> str:
    return f"urn:riwaya:{kind}:{quote(id, safe='')}"


FORMAT: Final = Format(
    "annotations", "W3C Web Annotations (JSON-LD) with text positions and quotes, and PROV-O", "file", write
)
