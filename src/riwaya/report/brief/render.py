"""Writing a brief as Markdown or as a self-contained HTML page, every sentence with the numbers of its passages."""

import html
from collections.abc import Iterator
from typing import Final

from riwaya.reason.facts import Fact
from riwaya.reason.phrases import day as iso_day
from riwaya.reason.sources import private
from riwaya.report.brief.data import phrases
from riwaya.report.brief.layout import Brief, Line, Part
from riwaya.report.brief.wording import day

PASSAGE: Final = 160
"""Characters of a passage that a note shows."""
NOTES: Final = 4
"""The most notes of one sentence: the first tellings."""

_STYLE: Final = (
    "body{font:1.05rem/1.7 'Noto Naskh Arabic','Noto Serif',Georgia,serif;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem;color:#1c1c1c;background:#fff}h1{font-size:1.6rem;line-height:1.35}"
    "h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #bbb}h3{font-size:1.02rem;margin-bottom:.2rem}"
    ".lead{color:#333}li{margin:.35rem 0}sup a{text-decoration:none}.notes{font-size:.88rem;color:#333}"
    ".made{font-size:.85rem;color:#555}"
)


class _Notes:
    """The passages, numbered as they come."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.numbers, self.facts = brief, dict[str, int](), list[Fact]()

    def of(self, line: Line) -> list[int]:
        """The numbers of a line's passages."""
        out = []
        for fact in line.facts[:NOTES]:
            if fact.id not in self.numbers:
                self.numbers[fact.id] = len(self.numbers) + 1
                self.facts.append(fact)
            out.append(self.numbers[fact.id])
        return sorted(set(out))

    def text(self, fact: Fact) -> str:
        """Who published the passage, when, where it stands, and what it says."""
        text = phrases(self.brief.language)["text"]
        iso = iso_day(fact.told) if fact.told is not None else None
        return text["note"].format(
            outlet=self.brief.namer.outlet(fact.told_by),
            day=text["note_day"].format(day=day(self.brief.language, iso)) if iso else "",
            report=fact.document,
            passage=self._passage(fact),
        )

    def _passage(self, fact: Fact) -> str:
        """The evidence, shortened; private persons who speak in it are not named."""
        claim = fact.claim
        passage = claim.evidence.text
        if not self.brief.namer.with_names:
            for voice in claim.voices:
                if private(voice) and voice.text in passage:
                    passage = passage.replace(voice.text, f"[{phrases('ar')['roles'][voice.kind]}]")
        passage = " ".join(passage.split())
        return passage if len(passage) <= PASSAGE else passage[:PASSAGE].rsplit(" ", 1)[0] + " …"


def markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes."""
    notes = _Notes(brief)
    text = phrases(brief.language)["text"]
    out = [f"# {_md(brief.title)}", "", _md(brief.lead), ""]
    for section in brief.sections:
        out += [f"## {_md(section.heading)}", ""]
        for part in section.parts:
            out += [*_part_md(part, notes), ""]
    out += [f"## {text['notes']}", ""]
    out += [f"[^{n}]: {_md(notes.text(fact))}" for n, fact in enumerate(notes.facts, 1)]
    out += ["", f"*{text['made']}*", ""]
    return "\n".join(out)


def _part_md(part: Part, notes: _Notes) -> Iterator[str]:
    if part.heading:
        yield f"### {_md(part.heading)}"
        yield ""
    lines = [_md(line.text) + "".join(f"[^{n}]" for n in notes.of(line)) for line in part.lines]
    if not part.listed:
        yield " ".join(lines)
        return
    for line, text in zip(part.lines, lines, strict=True):
        if not line.facts and line is part.lines[0] and len(part.lines) > 1:
            yield from (text, "")
        elif line is part.last:
            yield from ("", text)
        else:
            yield f"- {text}"


def _md(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("[", "\\[")


def page(brief: Brief) -> str:
    """The brief as one HTML page that fetches nothing."""
    notes = _Notes(brief)
    text = phrases(brief.language)["text"]
    direction = "rtl" if brief.language == "ar" else "ltr"
    out = [
        "<!DOCTYPE html>",
        f'<html lang="{brief.language}" dir="{direction}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(brief.title)}</title><style>{_STYLE}</style></head>",
        f"<body><h1>{html.escape(brief.title)}</h1>",
        f'<p class="lead">{html.escape(brief.lead)}</p>',
    ]
    for section in brief.sections:
        out.append(f"<section><h2>{html.escape(section.heading)}</h2>")
        for part in section.parts:
            out += _part_html(part, notes)
        out.append("</section>")
    out.append(f'<section class="notes"><h2>{html.escape(text["notes"])}</h2><ol>')
    out += [f'<li id="n{n}"><bdi>{html.escape(notes.text(fact))}</bdi></li>' for n, fact in enumerate(notes.facts, 1)]
    out += ["</ol></section>", f'<p class="made">{html.escape(text["made"])}</p>', "</body></html>", ""]
    return "\n".join(out)


def _part_html(part: Part, notes: _Notes) -> Iterator[str]:
    if part.heading:
        yield f"<h3>{html.escape(part.heading)}</h3>"
    lines = [html.escape(line.text) + _links(notes.of(line)) for line in part.lines]
    if not part.listed:
        yield f"<p>{' '.join(lines)}</p>"
        return
    intro = 1 if not part.lines[0].facts and len(part.lines) > 1 else 0
    end = len(lines) - (part.last is not None)
    yield from (f"<p>{line}</p>" for line in lines[:intro])
    yield "<ul>" + "".join(f"<li>{line}</li>" for line in lines[intro:end]) + "</ul>"
    yield from (f"<p>{line}</p>" for line in lines[end:])


def _links(numbers: list[int]) -> str:
    return "".join(f'<sup><a href="#n{n}">[{n}]</a></sup>' for n in numbers)
