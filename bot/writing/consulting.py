"""Ask a model for a small thing in a given form: another wording of a question, a yes or a no.

Prompt, form -> Consulted, read from JSON where the model keeps to it and from plain words where it does not.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.models.protocols import Usage
from bot.models.tokens import tokens_in

REPLY_TOKENS = 160
LONGEST_REPLY = 2000  # characters that are looked at
QUESTION_FORM = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
VERDICT_FORM = {
    "type": "object",
    "properties": {
        "answers": {"type": "boolean"},
        "sources": {"type": "array", "items": {"type": "integer"}},
    },
    "required": ["answers", "sources"],
    "additionalProperties": False,
}
FENCED = re.compile(r"^```\w*\s*|\s*```$")
YES = re.compile(r"^\W*(?:ja|yes)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Consulted:
    """What a model replied, and what that took."""

    text: str
    version: str  # of the prompt
    usage: Usage | None
    cost: float

    def traced(self) -> dict[str, Any]:
        """What the answer's trace keeps."""
        usage = self.usage
        return {
            "prompt": self.version,
            "reply": self.text[:LONGEST_REPLY],
            "tokens": [usage.prompt_tokens, usage.reply_tokens] if usage else None,
            "estimated": bool(usage and usage.estimated),
            "cost": self.cost,
        }


class Collected:
    """Listens to a reply and keeps it whole."""

    def __init__(self) -> None:
        self.text = ""

    def begin(self) -> None:
        """A reply begins; what was heard of an earlier one does not count."""
        self.text = ""

    def hear(self, piece: str) -> None:
        """A piece of it."""
        self.text += piece

    def paid_for(self, prompt_tokens: int) -> Usage:
        """By our estimate, what a reply costs that broke off; nothing where none had begun."""
        return Usage(prompt_tokens if self.text else 0, tokens_in(self.text), estimated=True)


def question_in(reply: str) -> str | None:
    """The question that a model wrote: the form's, else the reply where it is one line; None otherwise."""
    if (found := _object(reply)) is not None:
        question = found.get("question")
        return question.strip() if isinstance(question, str) and question.strip() else None
    plain = reply.strip().strip('"”“')
    return plain if plain and "\n" not in plain and not plain.startswith("{") else None


def verdict_in(reply: str) -> frozenset[int]:
    """The sources that answer by a model's verdict; none where it says no, or nothing clear."""
    if (found := _object(reply)) is not None:
        numbers = found.get("sources")
        sources = numbers if isinstance(numbers, list) else []
        said = frozenset(n for n in sources if isinstance(n, int) and not isinstance(n, bool))
        return said if found.get("answers") is True else frozenset()
    return frozenset(map(int, re.findall(r"\b\d{1,2}\b", reply))) if YES.match(reply) else frozenset()


def _object(reply: str) -> Mapping[str, Any] | None:
    """The JSON object that a reply is, code fences apart; None where it is none."""
    try:
        found = json.loads(FENCED.sub("", reply[:LONGEST_REPLY].strip()))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
