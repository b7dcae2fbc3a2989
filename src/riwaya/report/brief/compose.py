"""A brief: what reports say of a place or in a dispute, who says it, and what rests on what.

Nothing is concluded here: sections put statements in order by what reasoning found (events, roots, contradictions,
days).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from riwaya.lang.labels import Language
from riwaya.reason import Analysis, Event, Material
from riwaya.reason.dates import Dated
from riwaya.reason.disputes import Dispute, disputes
from riwaya.reason.facts import Fact
from riwaya.reason.kinds import STRIKES, TERRITORY
from riwaya.reason.phrases import day as iso_day
from riwaya.report.brief.data import phrases
from riwaya.report.brief.layout import Brief, Line, Part, Section
from riwaya.report.brief.names import Namer
from riwaya.report.brief.order import matters, no_background, spread, weight
from riwaya.report.brief.statements import (
    Statement,
    quantity,
    say,
    sentence_of,
    sentence_of_all,
    statements,
    usable,
)
from riwaya.report.brief.subject import choose
from riwaya.report.brief.wording import counted, day, feminine, joined, run_of_days, sentence, several, word_list
from riwaya.text.normalise import fold

A_DAY: Final = 8
TOGETHER: Final = 3
FEW_DAYS: Final = 4
APART: Final = 20
"""Counts of which one is so many times another are not of the same dead: one of them sums up more."""
SINGLE: Final = 12
IN_DISPUTE: Final = 10
"""The most sentences of one day, of single roots, of one dispute; what is left out is counted."""
DISPUTES: Final = 5


def compose(
    material: Material,
    analysis: Analysis,
    dated: Mapping[str, Dated],
    language: Language,
    *,
    about: str | None = None,
    with_names: bool = False,
) -> Brief:
    """The brief about a place (its id or name), a dispute (its id or the beginning of it), or about all.

    UsageError when there is neither.
    """
    namer = Namer(language, material.reports.values(), with_names=with_names, outlets=material.outlets)
    return _Composer(material, analysis, dated, namer, about).brief()


class _Composer:
    def __init__(
        self, material: Material, analysis: Analysis, dated: Mapping[str, Dated], namer: Namer, about: str | None
    ) -> None:
        self.namer, self.language, self.dated = namer, namer.language, dated
        self.text = phrases(self.language)["text"]
        every = disputes(analysis)
        events = list(analysis.events())
        self.place, self.disputes, self.events = choose(about, every, events, namer)
        self.facts = [fact for event in self.events for fact in self._usable(event)]
        self.relations = list(analysis.relations())
        documents = sorted({fact.document for fact in self.facts})
        self.reports = [material.reports[document] for document in documents]
        against = {id for r in self.relations if r.type in ("contradicts", "retracts") for id in (r.a, r.b)}
        self.contested = against | {id for d in self.disputes for camp in d.camps for id in camp.claims}

    def _usable(self, event: Event) -> list[Fact]:
        """The claims of an event that make sentences; a telling whose day is only guessed at has none."""
        out = []
        for fact in event.facts:
            found = self.dated.get(fact.document)
            if found is not None and not found.given and found.earliest != found.latest:
                fact = msgspec.structs.replace(fact, told=None)
            if usable(fact):
                out.append(fact)
        return out

    def brief(self) -> Brief:
        """The whole page."""
        told = sorted(d for fact in self.facts if fact.told is not None and (d := iso_day(fact.told)))
        when = self.text["title_when"].format(days=run_of_days(self.language, told[0], told[-1])) if told else ""
        key = "title" if self.place else "title_all"
        name = self.namer.place_named(self.place) if self.place else ""
        outlets = {report.outlet for report in self.reports if report.outlet}
        nameless = sum(not report.outlet for report in self.reports)
        whose = self.text["lead_outlets"].format(n=counted(self.language, len(outlets), "outlets")) if outlets else ""
        if outlets and nameless:
            whose += self.text["lead_nameless"].format(n=counted(self.language, nameless, None))
        documents = counted(self.language, len(self.reports), "documents")
        lead = self.text["lead"].format(documents=documents, outlets=whose)
        sections = (self._agreed(), self._disputed(), self._days(), self._single(), self._unknown())
        return Brief(self.language, self.text[key].format(place=name, when=when), lead, sections, self.namer)

    # --- sections ----------------------------------------------------------------------------------------------------

    def _agreed(self) -> Section:
        lines: list[Line] = []
        for event in sorted(self.events, key=matters):
            if event.roots < 2 or any(f.id in self.contested or f.denied for f in event.facts):
                continue
            facts = [f for f in self._usable(event) if f.committed and not f.background]
            made = sorted(statements(facts, self.namer), key=lambda s: (len(s.said.noun), s.facts[0].order))
            voices = list(dict.fromkeys(voice for statement in made for voice in statement.voices))
            if len(voices) > 1:
                # What all of them say is what the one says who says least.
                least = say(made[0].facts[0], self.namer, numbers=False) or made[0].said
                noun = least.noun + self._event_days(event)
                text = sentence(self.text["together"].format(voices=joined(self.language, voices), noun=noun))
                if all(line.text != text for line in lines):
                    lines.append(Line(text, tuple(f for statement in made for f in statement.facts)))
        return self._section("agreed", [Part(tuple(lines[:SINGLE]), listed=True)] if lines else [])

    def _event_days(self, event: Event) -> str:
        """The days of a happening in brackets, when they are few."""
        first, last = iso_day(event.days[0]), iso_day(event.days[1])
        if first is None or last is None or event.days[1] - event.days[0] > FEW_DAYS:
            return ""
        return f" ({run_of_days(self.language, first, last)})"

    def _disputed(self) -> Section:
        facts = {fact.id: fact for fact in self.facts}
        parts = []
        for dispute in self.disputes[:DISPUTES]:
            claims = [facts[id] for camp in dispute.camps for id in camp.claims if id in facts]
            made = statements(no_background(claims), self.namer, by_day=True)
            if len(made) < 2 or (not any(self._against(s) for s in made) and len(dispute.camps) < 2):
                continue
            kind = _kind(dispute, claims)
            at = self.namer.preposition(claims[0], self.namer.place(claims[0]))
            when = self.text["at_days"].format(days=self._run(dispute)) if dispute.earliest and dispute.latest else ""
            slots = {"place": self.namer.place(claims[0]), "at": at, "when": when}
            kept = spread(made, IN_DISPUTE)
            lines = [Line(self.text[f"about_{kind}"].format(**slots))]
            lines += [self._line(s, dated=True) for s in sorted(kept, key=lambda s: s.facts[0].order)]
            lines.append(Line(self.text[f"settle_{kind}"].format(**slots)))
            parts.append(Part(tuple(lines), listed=True, closing=True))
        return self._section("disputed", parts)

    def _run(self, dispute: Dispute) -> str:
        return run_of_days(self.language, dispute.earliest or "", dispute.latest or "")

    def _days(self) -> Section:
        by_day: dict[int | None, list[Fact]] = {}
        for fact in no_background(self.facts):
            by_day.setdefault(fact.told, []).append(fact)
        parts = []
        for told in sorted(by_day, key=lambda d: (d is None, d or 0)):
            made = statements(by_day[told], self.namer, by_day=True)
            kept = sorted(made, key=weight)[:A_DAY]
            if not kept:
                continue
            iso = iso_day(told) if told is not None else None
            heading = day(self.language, iso) if iso else self.text["day_unknown"]
            lines = self._in_a_row(sorted(kept, key=lambda s: s.facts[0].order))
            lines += [line for line in self._changes(told) if told is not None]
            parts.append(Part(tuple(lines), heading))
        return self._section("days", parts)

    def _changes(self, told: int | None) -> Iterable[Line]:
        """Who says on this day that somebody else has the place than he said before."""
        spoken: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda f: f.order):
            if fact.identified and fact.committed and not fact.background and fact.effect in ("holds", "gone"):
                spoken.setdefault(fact.voice, []).append(fact)
        for voice in sorted(spoken):
            now = next((f for f in spoken[voice] if f.told == told and f.who.sides), None)
            before = [
                f for f in spoken[voice] if f.told is not None and told is not None and f.told < told and f.who.sides
            ]
            if now is None or not before or before[-1].where.anchor != now.where.anchor:
                continue
            old = before[-1]
            if (old.effect == now.effect) == bool(old.who.sides & now.who.sides):
                continue
            first, second = say(old, self.namer), say(now, self.namer)
            iso = iso_day(old.told) if old.told is not None else None
            if first is None or second is None or iso is None or told is None:
                continue
            yield self._changed(old, now, first.noun, second.noun, iso, iso_day(told) or "")

    def _changed(self, old: Fact, now: Fact, first: str, second: str, before: str, after: str) -> Line:
        voice = self.namer.voice(now)
        masculine, _, other = self.text["changed"].partition("|")
        text = (other if other and feminine(voice) else masculine).format(
            voice=voice, old=first, new=second, before=day(self.language, before, year=False),
            after=day(self.language, after, year=False),
        )  # fmt: skip
        return Line(sentence(text), (old, now))

    def _single(self) -> Section:
        lines = []
        for event in sorted(self.events, key=matters):
            told = [f for f in self._usable(event) if f.committed and f.id not in self.contested]
            facts = no_background(told)
            if event.roots == 1 and facts:
                lines += [self._line(s) for s in self._fullest(facts)[:1]]
        rest = len(lines) - SINGLE
        more = [Line(sentence(self.text["more"].format(n=counted(self.language, rest, None))))] if rest > 0 else []
        parts = [Part((Line(self.text["single_note"]), *lines[:SINGLE], *more), listed=True)] if lines else []
        return self._section("single", parts)

    def _unknown(self) -> Section:
        parts = []
        unsure = [f for f in self.facts if f.claim.stance in ("doubts", "possible") or f.claim.denial == "unverified"]
        lines = [self._line(s) for s in statements(unsure, self.namer)]
        if lines:
            parts.append(Part((Line(self.text["unverified"]), *lines[:SINGLE]), listed=True))
        open_ones = [*self._no_agents(), *self._tolls(), *self._undated()]
        if open_ones:
            parts.append(Part((Line(self.text["unknown_also"]), *open_ones), listed=True))
        return self._section("unknown", parts)

    def _no_agents(self) -> Iterable[Line]:
        seen: set[str] = set()
        for event in sorted(self.events, key=matters):
            facts = [f for f in self._usable(event) if f.committed]
            harmful = event.kind in STRIKES or event.kind == "custody"
            if not facts or not harmful or any(f.claim.agents for f in event.facts):
                continue
            said = say(facts[0], self.namer)
            first, _, rest = said.noun.partition(" ") if said is not None else ("", "", "")
            noun = rest if rest and fold(first) in word_list("occurrence") else f"{first} {rest}".strip()
            text = sentence(self.text["unknown_agents"].format(noun=noun)) if noun else ""
            if text and text not in seen:
                seen.add(text)
                yield Line(text, tuple(facts))

    def _tolls(self) -> Iterable[Line]:
        for event in sorted(self.events, key=matters):
            facts = {f.voice: f for f in event.facts if f.kind == "killed" and quantity(f) is not None and f.committed}
            for toll in event.tolls:
                if (
                    not 0 < toll.low < toll.high <= APART * toll.low
                    or len(toll.counts) < 2
                    or "," in toll.of
                    or not facts
                ):
                    continue
                plural = several(self.language, toll.of) if toll.of in phrases(self.language)["people"] else ""
                of = self.text["tolls_of"].format(plural=plural) if plural and toll.of != "people" else ""
                first = next(iter(facts.values()))
                at = self.namer.preposition(first, self.namer.place(first))
                text = self.text["tolls"].format(
                    of=of,
                    at=at,
                    low=counted(self.language, toll.low, None),
                    high=counted(self.language, toll.high, None),
                )
                yield Line(sentence(text), tuple(facts.values()))

    def _undated(self) -> Iterable[Line]:
        for report in self.reports:
            found = self.dated.get(report.id)
            if found is None or found.given:
                continue
            if found.earliest is None or found.latest is None:
                likely = self.text["likely_none"]
            elif found.earliest == found.latest:
                likely = self.text["likely_day"].format(day=day(self.language, found.earliest))
            else:
                days = run_of_days(self.language, found.earliest, found.latest)
                likely = self.text["likely_days"].format(days=days)
            yield Line(sentence(self.text["unknown_day"].format(report=report.id, likely=likely)))

    # --- lines -------------------------------------------------------------------------------------------------------

    def _section(self, name: str, parts: Sequence[Part]) -> Section:
        none = self.text.get(f"{name}_none", "")
        return Section(self.text[name], tuple(parts) or ((Part((Line(none),)),) if none else ()))

    def _fullest(self, facts: Iterable[Fact]) -> list[Statement]:
        """The statements about one event, those of most voices first, then those that say most."""
        made = statements(facts, self.namer)
        return sorted(made, key=lambda s: (-len(s.voices), -len(s.said.text), s.facts[0].order))

    def _line(self, statement: Statement, *, dated: bool = False) -> Line:
        text = sentence_of(statement, self.namer)
        iso = iso_day(statement.told) if dated and statement.told is not None else None
        if iso is not None:
            text = self.text["on_day"].format(day=day(self.language, iso, year=False)) + text
        elif dated:
            text = self.text["on_no_day"] + text
        return Line(sentence(text), tuple(statement.facts))

    def _in_a_row(self, made: Sequence[Statement]) -> list[Line]:
        """Sentences; what the same voices say in the same manner is put into one, up to three of them."""
        groups: dict[tuple[str, ...], list[Statement]] = {}
        for statement in made:
            groups.setdefault((statement.said.how, *statement.voices), []).append(statement)
        lines = []
        for group in groups.values():
            for n in range(0, len(group), TOGETHER):
                several = group[n : n + TOGETHER]
                facts = tuple(fact for statement in several for fact in statement.facts)
                lines.append(Line(sentence(sentence_of_all(several, self.namer)), facts))
        return lines

    def _against(self, statement: Statement) -> bool:
        return statement.said.how not in ("asserts", "possible", "expects", "threatens", "demands")


def _kind(dispute: Dispute, claims: Sequence[Fact]) -> str:
    if dispute.subtypes == ("quantity",):
        return "number"
    if dispute.subtypes == ("responsibility",):
        return "responsibility"
    return "control" if any(fact.kind in TERRITORY for fact in claims) else "event"
