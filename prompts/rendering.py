"""Render a prompt: its file first, which stays the same and can be kept by the endpoint, then the data.

Task, language, sources, question -> Rendered. Pure but for the prompts' own files, which are read once.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["sv", "en"]
Task = Literal["answer", "rewrite", "translate", "judge"]

VERSION_CHARS = 12
FENCE = re.compile(r"<{3,}|>{3,}")  # what could end a source before its end
WORDS: dict[Language, dict[str, str]] = {
    "sv": {"source": "KÄLLA", "undated": "utan datum", "question": "FRÅGA", "turn": "TIDIGARE FRÅGA"},
    "en": {"source": "SOURCE", "undated": "no date", "question": "QUESTION", "turn": "EARLIER QUESTION"},
}
NOTHING: dict[Language, str] = {"sv": "INGET SVAR", "en": "NO ANSWER"}  # what a model says for silence


@dataclass(frozen=True, slots=True)
class PromptSource:
    """What the model is shown of one place in a document: no address, no path."""

    number: int
    title: str
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt, and which wording it is of."""

    system: str
    user: str
    version: str


def answer_prompt(language: Language, question: str, sources: Sequence[PromptSource]) -> Rendered:
    """Asks for an answer from the sources alone."""
    return _rendered("answer", language, [*_fenced(language, sources), _asked(language, question)])


def rewrite_prompt(language: Language, turns: Sequence[str], question: str) -> Rendered:
    """Asks for a follow-up as a question of its own."""
    word = WORDS[language]["turn"]
    before = [
        f"<<<{word} {number}\n{_harmless(turn)}\n{word} {number}>>>" for number, turn in enumerate(turns, 1)
    ]
    return _rendered("rewrite", language, [*before, _asked(language, question)])


def translate_prompt(language: Language, question: str) -> Rendered:
    """Asks for a question in the documents' language; the prompt is in the asker's."""
    return _rendered("translate", language, [_asked(language, question)])


def judge_prompt(language: Language, question: str, sources: Sequence[PromptSource]) -> Rendered:
    """Asks whether the sources answer."""
    return _rendered("judge", language, [*_fenced(language, sources), _asked(language, question)])


def instructions() -> tuple[str, ...]:
    """Every prompt's own wording, of which no answer may repeat a line."""
    folder = files("prompts")
    return tuple(sorted(file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".md")))


def _rendered(task: Task, language: Language, parts: Iterable[str]) -> Rendered:
    system = _wording(task, language)
    return Rendered(system, "\n\n".join(parts), version_of(task, language))


def version_of(task: Task, language: Language) -> str:
    """The task, the language and the digest of the wording."""
    digest = hashlib.sha256(_wording(task, language).encode()).hexdigest()[:VERSION_CHARS]
    return f"{task}.{language}.{digest}"


@cache
def _wording(task: Task, language: Language) -> str:
    return files("prompts").joinpath(f"{task}.{language}.md").read_text("utf-8").strip()


def _fenced(language: Language, sources: Sequence[PromptSource]) -> list[str]:
    """Each source between marks that its text cannot hold."""
    words = WORDS[language]
    return [
        f"<<<{words['source']} {source.number} | {_harmless(source.title)} | "
        f"{source.published or words['undated']}\n{_harmless(source.text)}\n"
        f"{words['source']} {source.number}>>>"
        for source in sources
    ]


def _asked(language: Language, question: str) -> str:
    return f"{WORDS[language]['question']}: {_harmless(question)}"


def _harmless(text: str) -> str:
    """A text that cannot end its fence."""
    return FENCE.sub("", text).strip()
