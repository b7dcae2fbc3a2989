"""Asking about every passage of documents as they come, several at once, and giving the documents back in order.

Equal answers give equal output: what is asked depends on the documents and on answers already taken in order, never on
which of several answers came first (a bound on seconds excepted, which goes by the clock).
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from threading import Lock
from typing import Any, Final, Literal

import msgspec

from riwaya.llm.answers import MOST, read_answer
from riwaya.llm.cache import Cache, Kept, key_of
from riwaya.llm.client import Client
from riwaya.llm.errors import LlmError, Unanswered
from riwaya.llm.ground import Ground
from riwaya.llm.passages import Passage, passages
from riwaya.llm.prompt import Prompt, prompt
from riwaya.llm.settings import Settings
from riwaya.llm.threads import Threads
from riwaya.llm.verify import REASONS, Kind, Verdict, Verifier
from riwaya.model import Claim, Document

GIVEN_UP: Final = 3
"""So many passages in a row without an answer, and the server is taken for gone: no more is asked."""

HELD: Final = 64
"""Documents that may wait for the one before them."""

Fate = Kind | Literal["failed", "unasked"]


class Entry(msgspec.Struct, frozen=True):
    """One line of the log: what became of one reading, or of a passage that has none.

    `failed`: asked and not answered; `unasked`: not asked. `claim` is the id of the claim that was made or confirmed,
    `against` that of the grammar's claim that it was held against; `record` the claim of an alternative, in full.
    """

    document: str
    passage: tuple[int, int]
    rule: str
    verdict: Fate
    code: str | None = None
    says: str | None = None
    about: str | None = None
    claim: str | None = None
    against: str | None = None
    proposal: Any = None
    record: Claim | None = None


class Read(msgspec.Struct, frozen=True):
    """A document's claims, the model's among them, and what became of every reading."""

    claims: tuple[Claim, ...]
    log: tuple[Entry, ...]


class _Asked:
    """A passage under way."""

    def __init__(self, passage: Passage, shown: list[Claim], key: str) -> None:
        self.passage, self.shown, self.key = passage, shown, key
        self.answer: Future[Kept] | Kept | Unanswered | None = None


class _Spent(Exception):
    """The budget does not allow another request."""


class Reader:
    """Reads documents with a model. `asked`, `cached`, `calls` and `tokens` count what was done and spent."""

    def __init__(self, settings: Settings, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._prompt: Prompt = prompt()
        self._cache = Cache(settings.cache)
        self._client = Client(settings, self._again, pause)
        self._threads = Threads(settings.jobs)
        self._lock = Lock()
        self._began = time.monotonic()
        self._answered_once = False
        self._in_vain = 0
        self._last: Unanswered | None = None
        self.rule: Final = f"llm:{settings.model}@{self._prompt.digest}"
        self.asked = self.cached = self.calls = self.tokens = 0

    def close(self) -> None:
        """End what is under way; answers that come later are lost."""
        self._threads.close()
        self._client.close()

    def read(self, documents: Iterable[tuple[Document, list[Claim]]]) -> Iterator[Read]:
        """Each document's claims with what the model adds. Documents are taken in as answers are given back."""
        waiting: deque[tuple[Ground, list[_Asked]]] = deque()
        under_way: deque[_Asked] = deque()
        for document, claims in documents:
            ground = Ground(document, claims)
            asked: list[_Asked] = []
            # A text without any word that may tell an event bears out no reading at all: it is not asked about.
            told = ground.view.sentences if ground.view.tells() else []
            for passage in passages(ground.view.tokens, told):
                # What may be asked next is decided by what was answered so far, in order.
                while len(under_way) >= self._settings.jobs:
                    self._settle(under_way.popleft())
                one = self._ask(ground, passage)
                asked.append(one)
                if isinstance(one.answer, Future):
                    under_way.append(one)
            waiting.append((ground, asked))
            if len(waiting) > HELD:  # one slow answer must not pile up all that needs none
                for one in waiting[0][1]:
                    self._settle(one)
            while waiting and not any(isinstance(one.answer, Future) for one in waiting[0][1]):
                yield self._read(*waiting.popleft())
        while waiting:
            for one in waiting[0][1]:
                self._settle(one)
            yield self._read(*waiting.popleft())

    # --- asking ---

    def _ask(self, ground: Ground, passage: Passage) -> _Asked:
        shown = [c for c in ground.claims if passage.start <= c.evidence.start and c.evidence.end <= passage.end]
        payload = self._prompt.question(self._settings.model, ground.text[passage.start : passage.end], shown)
        one = _Asked(passage, shown, key_of(payload))
        kept = self._cache.get(one.key)
        if kept is not None:
            self.cached += 1
            one.answer = kept
        elif (why := self._unaffordable()) is not None:
            one.answer = Unanswered("unasked", why)
        else:
            self.asked += 1
            with self._lock:
                self.calls += 1  # here, in order, and not in the thread: which question is the last must not be a race
            one.answer = self._threads.submit(lambda: self._answer(one.key, payload))
        return one

    def _answer(self, key: str, payload: dict[str, Any]) -> Kept:
        kept = self._client.ask(payload)
        self._cache.put(key, kept)
        return kept

    def _settle(self, one: _Asked) -> None:
        """Wait for an answer. LlmError where the server gives none at all."""
        if not isinstance(one.answer, Future):
            return
        try:
            kept = one.answer.result()
        except Unanswered as problem:
            one.answer = self._last = problem
            self._in_vain += 1
            if self._in_vain >= GIVEN_UP and not self._answered_once:
                raise LlmError(
                    f"{self._settings.url}: no answer to {GIVEN_UP} questions in a row ({problem}); "
                    "check that the server runs, and --llm-url"
                ) from problem
            return
        except _Spent as spent:
            one.answer = Unanswered("budget", f"no answer so far, and {spent}")
            return
        one.answer = kept
        self.tokens += kept.tokens or _guessed(kept)
        self._answered_once, self._in_vain = True, 0

    def _unaffordable(self) -> str | None:
        """Why nothing more may be asked; None when it may."""
        budget = self._settings.budget
        if self._in_vain >= GIVEN_UP:
            return f"the server stopped answering ({self._last})"
        if budget.calls is not None and self.calls >= budget.calls:
            return f"the budget of {budget.calls} calls is spent"
        if budget.tokens is not None and self.tokens >= budget.tokens:
            return f"the budget of {budget.tokens} tokens is spent"
        if budget.seconds is not None and time.monotonic() - self._began >= budget.seconds:
            return f"the budget of {budget.seconds:g} seconds is spent"
        return None

    def _again(self) -> None:
        """Count another request for a question, if the budget allows it."""
        with self._lock:
            calls = self._settings.budget.calls
            if calls is not None and self.calls >= calls:
                raise _Spent(f"the budget of {calls} calls is spent")
            self.calls += 1

    # --- reading what was answered ---

    def _read(self, ground: Ground, asked: list[_Asked]) -> Read:
        made: dict[str, Claim] = {claim.id: claim for claim in ground.claims}
        log: list[Entry] = []
        for one in asked:
            for proposal, verdict in self._verdicts(ground, one):
                log.append(self._entry(ground, one, proposal, verdict))
                if isinstance(verdict, Unanswered) or verdict.claim is None:
                    continue
                own = verdict.against if verdict.verdict == "confirms" else verdict.claim.id
                if own in made and verdict.verdict in ("confirms", "accepted"):
                    made[own] = self._seconded(made[own])
                elif verdict.verdict == "accepted":
                    made[verdict.claim.id] = verdict.claim
        found = sorted(made.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.event, c.id))
        return Read(tuple(found), tuple(log))

    def _verdicts(self, ground: Ground, one: _Asked) -> Iterator[tuple[Any, Verdict | Unanswered]]:
        if isinstance(one.answer, Unanswered):
            yield None, one.answer
            return
        assert isinstance(one.answer, Kept)
        answer = read_answer(one.answer.content)
        if answer is None:
            yield None, Unanswered("answer", "the answer holds no list of claims")
            return
        verifier = Verifier(ground, self._prompt, one.passage, one.shown, self.rule)
        for proposal, raw in answer.items[:MOST]:
            yield raw, verifier.verdict(proposal)
        if len(answer.items) > MOST:
            yield None, Unanswered("answer", f"readings beyond the first {MOST} were not looked at")
        elif not answer.whole:
            yield None, Unanswered("truncated", "the answer breaks off; its whole readings were looked at")

    def _entry(self, ground: Ground, one: _Asked, proposal: Any, verdict: Verdict | Unanswered) -> Entry:
        where = ground.document.id, (one.passage.start, one.passage.end), self.rule
        if isinstance(verdict, Unanswered):
            fate: Fate = "unasked" if verdict.code == "unasked" else "failed"
            return Entry(*where, fate, verdict.code, verdict.says)
        own = verdict.verdict in ("accepted", "alternative")
        claim = verdict.claim.id if verdict.claim is not None and own else None
        return Entry(
            *where,
            verdict.verdict,
            verdict.code,
            REASONS.get(verdict.code or ""),
            verdict.about,
            claim,
            verdict.against,
            proposal,
            verdict.claim if verdict.verdict == "alternative" else None,
        )

    def _seconded(self, claim: Claim) -> Claim:
        """The grammar's claim, with the model's word that it reads the same; its score is untouched."""
        if self.rule in claim.rules:
            return claim
        return msgspec.structs.replace(claim, rules=(*claim.rules, self.rule))


def _guessed(kept: Kept) -> int:
    """Tokens of an answer whose server does not count: about one for two letters of Arabic."""
    return max(1, len(kept.content) // 2)
