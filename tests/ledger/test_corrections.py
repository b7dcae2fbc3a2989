"""What a decision does to a claim, an event or a relation, without any ledger."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.ledger import corrections, payloads
from riwaya.ledger.decisions import ACTIONS_ON, Decision, Draft, Target, decision_id, relation_id, standing
from riwaya.ledger.folding import folded
from riwaya.ledger.grouping import Grouping, linked
from riwaya.ledger.payloads import ActorChoice, PlaceChoice, SetActor, SetPlace
from riwaya.model import claim_id
from riwaya.model.errors import RecordError


@pytest.fixture
def made():
    """Makes decisions, one after the other."""
    count = 0

    def make(action, target="claim:c1", new=None, undoes=None, **fields):
        nonlocal count
        count += 1
        kind, _, id = target.partition(":")
        blank = Decision(f"d{count}", count, action, Target(kind, id), None, new, None, "سلمى", "2031-01-01", 0)
        return msgspec.structs.replace(blank, undoes=undoes, **fields)

    return make


def span(text, words):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def test_a_correction_sets_any_field_and_takes_the_text_from_the_offsets(make_document, make_claim):
    document, claim = make_document(), make_claim()
    fields = {
        "event": "killed",
        "evidence": span(document.text, "وقتلوا 12 جنديا"),
        "targets": [span(document.text, "12 جنديا")],
        "agents": [],
        "places": [span(document.text, "عين الورد") | {"entity": "place:x", "precision": "area"}],
        "time": None,
        "attitude": "distancing",
        "voices": [],
        "cue": None,
        "background": True,
        "quantities": [{"text": "12 جنديا", "value": 12, "high": 12, "unit": "soldiers"}],
        "extent": {"text": "بلدة", "low": 0.5, "high": 1},
    }
    made = corrections.corrected(claim, document, fields)
    assert made.evidence.text == "وقتلوا 12 جنديا"
    assert [t.text for t in made.targets] == ["12 جنديا"]
    assert (made.agents, made.voices, made.cue, made.time) == ((), (), None, None)
    assert (made.places[0].text, made.places[0].entity) == ("عين الورد", "place:x")
    assert (made.event, made.attitude, made.background, made.extent.low) == ("killed", "distancing", True, 0.5)
    assert made.id == claim.id
    assert made.score == 1.0
    assert made.rules[-1] == corrections.CORRECTED
    assert corrections.corrected(made, document, {"event": "injured"}).rules == made.rules
    assert set(fields) | {"stance", "denial", "denies_what"} == set(corrections.CORRECTABLE)


def test_a_stance_that_denies_nothing_drops_the_denial_by_itself(make_document, make_claim):
    denied = make_claim(stance="denies", denial="rebuttal", denies_what="event")
    assert corrections.corrected(denied, make_document(), {"stance": "asserts"}).denial is None
    with pytest.raises(RecordError, match="carries no denial"):
        corrections.corrected(denied, make_document(), {"stance": "asserts", "denial": "rebuttal"})
    with pytest.raises(RecordError, match="needs a kind of denial"):
        corrections.corrected(make_claim(), make_document(), {"stance": "denies"})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"id": "x"}, "'id' is not a field that can be set"),
        ({"score": 0.1}, "'score' is not a field"),
        ({"event": "party"}, "unknown event type 'party'"),
        ({"stance": "shouts"}, "no claim: Invalid enum value 'shouts'"),
        ({"evidence": {"start": 5, "end": 5}}, r"\[5, 5\) is no range"),
        ({"evidence": {"start": 0, "end": 9999}}, r"\[0, 9999\) is no range"),
        ({"evidence": {"start": 0, "end": 3, "text": "كلا"}}, r"'كلا' is not at \[0, 3\)"),
        ({"agents": [{"start": "a", "end": 2}]}, "is no range"),
        ({"voices": []}, "a cue exactly when it has a voice"),
        ({"places": [{"start": 0, "end": 3, "lat": 1.0}]}, "half a coordinate"),
    ],
)
def test_a_correction_that_the_text_or_the_guide_does_not_bear_is_refused(make_document, make_claim, fields, says):
    with pytest.raises(RecordError, match=says):
        corrections.corrected(make_claim(), make_document(), fields)


def test_an_added_claim_is_marked_as_a_persons_and_has_an_id_of_its_content(make_document):
    document = make_document()
    fields = {"event": "clash", "evidence": span(document.text, "مقاتلي اللواء الخامس")}
    claim = corrections.added(document, fields)
    assert (claim.rules, claim.score, claim.document) == (("human:add",), 1.0, document.id)
    assert claim.id == claim_id(document.id, claim) == corrections.added(document, fields).id
    with pytest.raises(RecordError, match="needs its evidence"):
        corrections.added(document, {"event": "clash"})


def test_one_mention_is_set_or_all_of_a_name(make_document, make_claim):
    claim = make_claim()
    place = PlaceChoice("place:ayn", "Ayn", 1.0, 2.0, "area")
    one = corrections.place_set(claim, SetPlace(place, index=0))
    assert (one.places[0].entity, one.places[0].lat, one.places[0].text) == ("place:ayn", 1.0, "بلدة عين الورد")
    assert corrections.place_set(claim, SetPlace(None, index=0)).places[0].precision == "unresolved"
    with pytest.raises(RecordError, match="no number 3"):
        corrections.place_set(claim, SetPlace(place, index=3))
    voice = corrections.actor_set(claim, SetActor(ActorChoice("voice:x", "X"), role="voices", index=0)).voices[0]
    assert (voice.entity, voice.kind) == ("voice:x", "activist")

    everywhere = corrections.Everywhere()
    assert everywhere.apply(claim) is claim
    key = corrections.key_of(claim.agents[0])
    assert key.startswith("text:")
    everywhere.set_actor(key, SetActor(ActorChoice("actor:all", None)))
    everywhere.set_actor(key, SetActor(ActorChoice("actor:here", None), document="elsewhere"))
    assert everywhere.apply(claim).agents[0].entity == "actor:all"
    assert everywhere.apply(msgspec.structs.replace(claim, document="elsewhere")).agents[0].entity == "actor:here"
    assert everywhere.apply(claim).score == claim.score  # nobody has looked at this very claim


def test_decisions_fold_in_their_order(make_document, make_claim, made):
    document, claim = make_document(), make_claim()

    def status(*decisions):
        found = folded(claim, decisions, len(decisions))
        return found.status, found.claim.event

    assert status() == ("unreviewed", "entry")
    confirm, reject = made("confirm"), made("reject")
    correct = made("correct", new={"event": "capture"})
    assert status(confirm) == ("confirmed", "entry")
    assert status(confirm, reject) == ("rejected", "entry")
    assert status(reject, correct) == ("corrected", "capture")
    assert status(correct, confirm) == ("corrected", "capture")
    assert status(correct, reject) == ("rejected", "capture")
    assert folded(claim, [confirm], 1).claim.score == 1.0
    assert folded(None, [], 0) is None
    add = made(
        "add",
        new=corrections.as_json(
            corrections.added(document, {"event": "clash", "evidence": span(document.text, "دخلوا")})
        ),
    )
    assert folded(None, [add, confirm, correct], 3).status == "added"


def test_undoing_and_undoing_the_undoing(made):
    first = made("confirm")
    second = made("undo", undoes=first.id)
    third = made("undo", undoes=second.id)
    assert standing([first]) == [first]
    assert standing([second, first]) == []
    assert standing([first, second, third]) == [first]


@given(st.lists(st.integers(0, 9), max_size=10))
def test_an_undo_is_the_opposite_of_no_undo(choices):
    """Whatever is undone in whatever order: a decision stands exactly when no standing undo names it."""
    decisions = []
    for n, choice in enumerate(choices):
        undoes = f"d{choice % n}" if n and choice % 2 else None
        action = "undo" if undoes else "confirm"
        decisions.append(
            Decision(f"d{n}", n, action, Target("claim", "c"), None, None, None, "a", "t", n, undoes=undoes)
        )
    stands = {}
    for d in reversed(decisions):
        stands[d.id] = not any(e.undoes == d.id and stands[e.id] for e in decisions[d.seq + 1 :])
    assert [d.id for d in standing(decisions)] == [d.id for d in decisions if stands[d.id] and d.undoes is None]


def test_merging_takes_the_rest_along_and_splitting_leaves_it_behind(made):
    events = [["a", "b"], ["c", "d"], ["e"]]
    merge = made("merge", "event:x", {"claims": [["a"], ["c"]]})
    split = made("split", "event:x", {"claims": [["a"], ["b"], ["d"]]})
    assert Grouping([merge]).regroup(events) == [["a", "b", "c", "d"], ["e"]]
    assert Grouping([split]).regroup(events) == [["a"], ["b"], ["c", "d"], ["e"]]
    assert Grouping([merge, split]).regroup(events) == [["a", "c"], ["b"], ["d"], ["e"]]
    assert Grouping([split, merge]).regroup(events) == [["a", "c", "d"], ["b"], ["e"]]
    assert Grouping([merge]).regroup([["a"], ["b"]]) == [["a"], ["b"]]  # c is not there
    assert Grouping([merge], {"c": "e"}).regroup(events) == [["a", "b", "e"], ["c", "d"]]


names = st.sampled_from("abcdefgh")


@given(
    st.lists(st.lists(names, min_size=1, max_size=4, unique=True), max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from(["merge", "split"]),
            st.lists(names, min_size=2, max_size=6, unique=True),
            st.integers(1, 5),
        ),
        max_size=5,
    ),
)
def test_regrouping_loses_no_claim_and_the_last_decision_holds(events, steps):
    once, seen = [], set()
    for event in events:
        once.append([c for c in event if c not in seen])
        seen.update(event)
    once = [event for event in once if event]
    decisions = [
        Decision(
            f"d{n}", n, action, Target("event", "x"), None, {"claims": [named[:at], named[at:]]}, None, "a", "t", n
        )
        for n, (action, named, at) in enumerate((a, b, min(c, len(b) - 1)) for a, b, c in steps)
    ]
    found = Grouping(decisions).regroup(once)
    assert sorted(c for event in found for c in event) == sorted(c for event in once for c in event)
    if decisions:
        groups = [[c for c in group if c in seen] for group in decisions[-1].new["claims"]]
        home = {c: n for n, event in enumerate(found) for c in event}
        if decisions[-1].action == "merge":
            assert len({home[c] for group in groups for c in group}) <= 1
        else:
            assert not {home[c] for c in groups[0]} & {home[c] for c in groups[1]}


def test_the_last_word_on_a_relation_counts(made):
    link = {"a": "x", "b": "y", "type": "repeats"}
    on = f"relation:{relation_id('x', 'y')}"
    assert relation_id("x", "y") == relation_id("y", "x")
    said = linked([made("unlink", on, {"a": "y", "b": "x"}), made("link", on, link)])
    assert [(r.type, r.holds) for r in said] == [("repeats", True)]
    said = linked([made("link", on, link), made("unlink", on, {"a": "x", "b": "y"})])
    assert [(r.type, r.holds) for r in said] == [(None, False)]
    only = linked([made("unlink", on, {"a": "x", "b": "y", "type": "contradicts"})])
    assert [(r.type, r.holds) for r in only] == [("contradicts", False)]
    assert linked([made("link", on, link)], {"y": "z"})[0].id == relation_id("x", "z")
    with pytest.raises(RecordError, match="cannot be related to itself"):
        relation_id("x", "x")


@pytest.mark.parametrize(
    ("action", "target", "new", "why", "says"),
    [
        ("confirm", "claim", {"event": "x"}, None, "takes no values"),
        ("correct", "claim", {}, None, "needs the fields"),
        ("grade", "source", {"grade": "A"}, " ", "needs its reason"),
        ("grade", "source", {"grade": "Z"}, "x", "cannot be read: Invalid enum value 'Z'"),
        ("set_place", "claim", {"place": None}, None, "needs its index"),
        ("set_place", "place", {"place": None, "index": 0}, None, "leave it out"),
        ("set_actor", "claim", {"actor": None, "index": 0}, None, "needs its role"),
        ("set_place", "claim", {"place": {"pin": 1}, "index": 0}, None, "unknown field `pin`"),
        ("merge", "event", {"claims": [["a"]]}, None, "two groups"),
        ("split", "event", {"claims": [["a"], ["a"]]}, None, "two of the groups"),
        ("link", "relation", {"a": "x", "b": "y"}, None, "needs the type"),
    ],
)
def test_what_a_decision_cannot_be_is_said(action, target, new, why, says):
    assert action in ACTIONS_ON[target]
    with pytest.raises(RecordError, match=says):
        payloads.check(Draft(action, Target(target, "x"), "سلمى", new, why))


def test_a_decisions_id_is_of_everything_it_says(made):
    decision = made("correct", new={"event": "entry"})
    assert decision_id(decision) == decision_id(msgspec.structs.replace(decision, id="other", redacted=True))
    for change in ({"who": "x"}, {"new": {"event": "loss"}}, {"why": "x"}, {"seq": 9}, {"when": "x"}, {"track": "x"}):
        assert decision_id(msgspec.structs.replace(decision, **change)) != decision_id(decision)
