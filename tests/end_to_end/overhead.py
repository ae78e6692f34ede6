"""How long a streamed answer waits for what is ours: beyond the time that the model takes itself.

Question, over HTTP to a server of its own -> Waited. The model's server knows when it was asked and when each
piece went out; what lies before and after is ours.
"""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import httpx

from tests.openai_api.scripted import Reply, Request, Script
from tests.openai_api.server import OpenAiApi

PATIENCE_S = 30.0
MARK = re.compile(r"\[\d+\](?:\s*\[\d+\])*")


@dataclass(frozen=True, slots=True)
class Waited:
    """An answer that a model wrote, in milliseconds that are ours."""

    question: str
    before_ms: float  # from the asker's request to the model's
    after_ms: float  # from the last piece of the first sentence to the sentence at the asker

    @property
    def overhead_ms(self) -> float:
        """Both."""
        return self.before_ms + self.after_ms


def slowly(script: Script, before_s: float, between_s: float) -> Script:
    """The same replies, at a model's pace."""

    def slow(request: Request) -> Reply:
        reply = script(request)
        return replace(reply, before_s=before_s, between_s=between_s) if request.streams else reply

    return slow


def waited(
    client: httpx.Client, server: OpenAiApi, question: str, history: Sequence[str] = ()
) -> Waited | None:
    """How long was waited for the first sentence; None where no model wrote the answer."""
    asked = len(server.requests)
    began = time.monotonic()
    heard_at, first, mode = _streamed(client, {"question": question, "history": list(history)})
    if mode != "generated" or heard_at is None or len(server.requests) == asked:
        return None
    number = len(server.requests) - 1  # the first answer is preceded by looks at the endpoint
    piece = _last_piece(server.sent_texts[number], first)
    before_s = server.received[number] - began
    after_s = heard_at - server.sent[number][piece]
    return Waited(question, before_s * 1000, after_s * 1000)


def _streamed(client: httpx.Client, asked: object) -> tuple[float | None, str, str | None]:
    """When the first sentence came, the sentence, and how the whole answer was made."""
    heard_at, first, event, answer = None, "", "", ""
    with client.stream("POST", "/api/ask/stream", json=asked, timeout=PATIENCE_S) as given:
        for line in given.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "delta" and heard_at is None:
                heard_at, first = time.monotonic(), json.loads(value)["text"]
            elif name == "data":
                answer = value
    return heard_at, first, json.loads(answer).get("mode")


def _last_piece(pieces: Sequence[str], sentence: str) -> int:
    """The number of the piece with which a sentence was whole; shown, its sources have other numbers."""
    parts = [re.escape(part) for part in MARK.split(sentence)]
    whole = re.compile(r"\[[\d, ]+\]".join(parts))
    said = ""
    for number, piece in enumerate(pieces):
        said += piece
        if whole.search(said):
            return number
    raise AssertionError(f"the model did not say {sentence!r}")
