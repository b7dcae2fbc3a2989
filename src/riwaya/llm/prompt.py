"""The prompt: read from `prompt.yaml`, filled with the closed lists, one question a passage."""

import hashlib
from collections.abc import Sequence
from importlib import resources
from typing import Any, Final

import msgspec
import yaml

from riwaya.llm.answers import schema
from riwaya.model import Claim
from riwaya.model.errors import DataError
from riwaya.model.vocabulary import DENIALS, DENIED_PARTS, FAMILIES, STANCES
from riwaya.text.normalise import fold
from riwaya.text.once import once
from riwaya.text.tokens import tokenise

FILE: Final = "prompt.yaml"
SEED: Final = 7
MAX_TOKENS: Final = 4096
"""Tokens of one answer at most."""


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: str
    user: str
    reading: str
    no_readings: str
    outlet: str
    instructions: tuple[str, ...]


class Prompt:
    """The shipped prompt. `digest` tells it, with the schema, from every other."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._data = msgspec.convert(yaml.safe_load(raw), _Data)
            listed = {
                "events": ", ".join(event for family in FAMILIES.values() for event in family),
                "stances": ", ".join(sorted(STANCES)),
                "denials": ", ".join(sorted(DENIALS)),
                "denied_parts": ", ".join(sorted(DENIED_PARTS)),
            }
            self._system = self._data.system.format(**listed, mark="{mark}")
        except (yaml.YAMLError, msgspec.ValidationError, KeyError, ValueError) as error:
            raise DataError(FILE, None, " ".join(str(error).split())) from error
        self.schema: Final = schema()
        self.digest: Final = hashlib.sha256(raw + msgspec.json.encode(self.schema, order="sorted")).hexdigest()[:12]
        self._talk = [[fold(token.text) for token in tokenise(words)] for words in self._data.instructions]

    def question(self, model: str, passage: str, readings: Sequence[Claim]) -> dict[str, Any]:
        """The request for one passage, as the endpoint takes it; equal arguments give equal requests."""
        mark = f"=== {hashlib.sha256(passage.encode('utf-8', 'surrogatepass')).hexdigest()[:16]} ==="
        shown = "\n".join(self._reading(n, claim) for n, claim in enumerate(readings, 1)) or self._data.no_readings
        user = self._data.user.format(readings=shown, passage=passage, mark=mark)
        return {
            "model": model,
            "messages": [
                {"role": "system", "content": self._system.replace("{mark}", mark)},
                {"role": "user", "content": user},
            ],
            "temperature": 0,
            "seed": SEED,
            "max_tokens": MAX_TOKENS,
            "stream": False,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": self.schema},
            },
        }

    def addresses_a_model(self, keys: Sequence[str]) -> bool:
        """Whether folded words hold something that text says to a model rather than to readers."""
        row = [key for key in keys if key.strip()]
        return any(
            row[at : at + len(words)] == words for words in self._talk for at in range(len(row) - len(words) + 1)
        )

    def _reading(self, number: int, claim: Claim) -> str:
        voice = " → ".join(voice.text for voice in claim.voices) or self._data.outlet
        return self._data.reading.format(
            number=number, event=claim.event, stance=claim.stance, voice=voice, evidence=claim.evidence.text
        )


@once
def prompt() -> Prompt:
    """The shipped prompt, read on first use."""
    return Prompt(resources.files("riwaya.llm").joinpath(FILE).read_bytes())
