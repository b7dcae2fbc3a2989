"""The tables of the CSV and Parquet exports: their columns and what each means (`riwaya.export.rows` makes the rows).

`SCHEMA` is raised when a column changes its meaning or goes; new columns at the end do not raise it.
"""

from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

import msgspec

from riwaya.export import rows
from riwaya.export.bundle import Bundle

SCHEMA: Final = 1

Type = Literal["string", "integer", "number", "boolean", "date", "list"]


class Column(NamedTuple):
    """A column; a `list` is of strings."""

    name: str
    type: Type
    about: str


class Table(msgspec.Struct, frozen=True):
    """A table. `key`: the columns that identify a row."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Bundle], Iterator[rows.Row]]


def _columns(text: str) -> tuple[Column, ...]:
    """Columns from lines of `name type about`."""
    out = []
    for line in text.strip().splitlines():
        name, type, about = line.split(maxsplit=2)
        out.append(Column(name, msgspec.convert(type, Type), about))
    return tuple(out)


TABLES: Final[tuple[Table, ...]] = (
    Table(
        "documents",
        "Reports.",
        ("document",),
        _columns("""
document string the report's id
outlet string who publishes it, by the gazetteer's id
outlet_name string what that outlet is called
title string its title
url string where it was
published_earliest date first possible day of publication
published_latest date last possible day of publication
published_basis string where that is from: sidecar, page, text, inferred (a model's), unknown
retrieved string when it was fetched
language string ISO 639 code
sha256 string of the raw bytes
lineage string the root telling it is known to copy
version_of string the report of which it is an edited version
redacted boolean whether something was taken out of it
claims integer how many of the exported claims are its
text string the whole text; only with --names
"""),
        rows.documents,
    ),
    Table(
        "claims",
        "What reports say, each on somebody's word. A claim is not a fact: read stance before event.",
        ("claim",),
        _columns("""
claim string the claim's id, a hash of what it says and where
document string the report
event string the event type of the proposition
stance string asserts, denies, doubts, possible, expects, threatens, demands: of the innermost voice
denial string kind of denial: rebuttal, negation, failed, unverified
denies_what string which part is denied: event, agent, target, place, number
attitude string how the reporting voice relays it: neutral, endorsing, distancing
teller string on whose word: the innermost voice, or the outlet
voices list the chain of credited voices, outermost first; empty if the outlet says it itself
cue string the words that attribute it
agents list who does it, by neutral names
targets list to whom it is done, by neutral names
place string the first place, by the gazetteer's id
place_name string its neutral name
lat number WGS84 degrees; empty where it is not known
lon number WGS84 degrees
place_precision string point, area, part, near, unresolved
earliest date first day of what it tells
latest date last day of what it tells
day_supposed boolean the text gives no day: these are those before its publication
offset_low integer days from publication, first
offset_high integer days from publication, last
extent_low number the least share of the place that is meant
extent_high number the greatest share
quantity number the number that matters, low end
quantity_high number high end
quantity_unit string of what
quantity_relation string exactly, about, at_least, at_most
background boolean history or context, not news
start integer where its evidence begins in the text, in Unicode code points
end integer where it ends
evidence string the words that say it
evidence_masked boolean names of private persons were taken out of evidence
score number the system's certainty that the passage makes the claim; no probability that it happened
status string unreviewed, confirmed, corrected, added, re-review
rules list the rules that made it
"""),
        rows.claims,
    ),
    Table(
        "voices",
        "Who is credited for a claim, a row a voice.",
        ("claim", "position"),
        _columns("""
claim string the claim
position integer 0 is the outermost
innermost boolean whether its stance is the claim's
text string the words of the text (of a private person: what kind of source)
name string the neutral name
entity string the gazetteer's id
kind string outlet, agency, state_media, government, military, armed_group, monitor, activist, and so on
private boolean a private person, not named here
"""),
        rows.voices,
    ),
    Table(
        "mentions",
        "Who does it and to whom it is done, a row a mention.",
        ("claim", "part", "position"),
        _columns("""
claim string the claim
part string agent or target
position integer from 0
text string the words of the text (of a private person: initials)
name string the neutral name
entity string the gazetteer's id
kind string the gazetteer's kind
private boolean may be a private person, not named here
"""),
        rows.mentions,
    ),
    Table(
        "claim_places",
        "Where claims are, a row a place.",
        ("claim", "position"),
        _columns("""
claim string the claim
position integer from 0
text string the words of the text
name string the neutral name
place string the gazetteer's id
lat number WGS84 degrees
lon number WGS84 degrees
precision string point, area, part, near, unresolved
coarse boolean the position is the town's, although more is known
"""),
        rows.claim_places,
    ),
    Table(
        "places",
        "The places of the gazetteer that claims name.",
        ("place",),
        _columns("""
place string the gazetteer's id
name string its neutral name
arabic string its Arabic name
kind string city, town, village, quarter, site, governorate, and so on
country string ISO 3166-1 alpha-2
province string the governorate or region that it is in
lat number WGS84 degrees
lon number WGS84 degrees
coarse boolean the position is the town's, although more is known
claims integer how many mentions of it
"""),
        rows.places,
    ),
    Table(
        "actors",
        "The actors, voices and outlets of the gazetteer that claims name. Never a private person.",
        ("actor",),
        _columns("""
actor string the gazetteer's id
name string its neutral name
arabic string its neutral Arabic name
kind string government, military, armed_group, outlet, and so on
parent string what it belongs to
sides list the sides it takes, with dates (label@from/to)
as_voice integer mentions as a voice
as_agent integer mentions as an agent
as_target integer mentions as a target
"""),
        rows.actors,
    ),
    Table(
        "events",
        "Claims of one happening, put together. happened says whether anybody asserts it.",
        ("event",),
        _columns("""
event string the event's id
type string the type that most claims give
happened boolean somebody says, and has not taken back, that it happened
place string the gazetteer's id
place_name string its neutral name
lat number WGS84 degrees
lon number WGS84 degrees
place_precision string point, area, unresolved
earliest date first possible day
latest date last possible day
agents list who does it, by those who assert it
targets list to whom it is done, by those who assert it
documents integer reports that tell it
roots integer independent tellings that say it happened
asserting integer claims that assert it
others integer claims that deny, doubt, expect, threaten, demand it or think it possible
disputes list disputes that any of its claims is in
causes list events that it is told as the outcome of
claims list all its claims, those that assert it first
decided boolean people merged or split it
"""),
        rows.events,
    ),
    Table(
        "tolls",
        "People killed and injured in an event, by who they were: the least and the most that anybody counts.",
        ("event", "of"),
        _columns("""
event string the event
of string civilians, children, women, fighters, people; with ", injured" those who were injured
low number the least that anybody counts
high number the most that anybody counts
"""),
        rows.tolls,
    ),
    Table(
        "relations",
        "How two claims relate.",
        ("a", "b", "type"),
        _columns("""
a string the later claim, or of relations without direction the earlier one
b string the other claim
type string repeats, corroborates, contradicts, supersedes, retracts
subtype string direct, partial, definitional, responsibility, victim_status, quantity
score number certainty, no probability
reasons list why
decided boolean a person said so
"""),
        rows.relations,
    ),
    Table(
        "disputes",
        "What voices contradict one another about, a row an account.",
        ("dispute", "account"),
        _columns("""
dispute string the dispute's id
account integer from 1, that with the most roots first
topic string holder, event, number, responsibility, victims
about string what it is about
place string the gazetteer's id
place_name string its neutral name
earliest date first day
latest date last day
subtypes list kinds of contradiction
open boolean whether somebody still holds another account
would_settle string what would settle it
weight number how much it matters, for ordering
says string what this account says
voices list who tells it
roots integer independent tellings of it
since date when it was first told
claims list its claims
"""),
        rows.disputes,
    ),
    Table(
        "control",
        "Who held a place on a day: model probabilities, calibrated on simulations; no facts.",
        ("place_name", "day", "holder"),
        _columns("""
place string the gazetteer's id
place_name string its neutral name
day date the day
holder string the holder's id, contested, or other (somebody not named)
holder_name string what it is called
probability_then number model probability as known on that day
probability_now number model probability as known now
besieged_by_probability number model probability that this holder besieges the place
likeliest boolean the state with the highest probability as known now
roots integer independent tellings up to that day
days_since integer days since the last report
"""),
        rows.control,
    ),
)
