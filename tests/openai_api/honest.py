"""A model that only repeats: for measuring what is ours, where no real model is at hand.

Request -> Reply. It says the first whole sentences of the sources that it is shown, each with its number.
"""

import re
from collections.abc import Iterator

from retrieval.language.sentences import sentence_spans
from tests.openai_api.scripted import Reply, Request

SHOWN = re.compile(r"<<<(?:KÄLLA|SOURCE) (\d+) \| [^\n]*\n(.*?)\n(?:KÄLLA|SOURCE) \1>>>", re.DOTALL)
FEWEST_WORDS = 6  # of a sentence that says something
SOURCES, SENTENCES = 2, 2  # that are repeated
SILENCE = {"KÄLLA": "INGET SVAR", "SOURCE": "NO ANSWER"}


def repeating(request: Request) -> Reply:
    """What a careful model might say of its sources; what is asked in JSON is granted."""
    if "<<<" not in request.prompt:
        return Reply('{"ok": true}')
    said = list(repeated(request.prompt))
    silence = SILENCE["SOURCE" if "SOURCE 1" in request.prompt else "KÄLLA"]
    return Reply(" ".join(said) or silence, usage=False)  # tokens are then estimated as for the budget


def repeated(prompt: str) -> Iterator[str]:
    """The first sentences of the first sources in a prompt, with their numbers."""
    for number, text in SHOWN.findall(prompt)[:SOURCES]:
        spans = (text[start:end] for start, end in sentence_spans(text))
        whole = [span for span in spans if span.endswith(".") and len(span.split()) >= FEWEST_WORDS]
        yield from (f"{' '.join(span[:-1].split())} [{number}]." for span in whole[:SENTENCES])
