"""Tell which document of the corpus a text or an address is, and what can be asked about it.

Text and addresses -> Description -> questions that the documents answer. Blocking: called in threads.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from bot.assistant import Asked, Assistant
from bot.wording import say
from retrieval.documents import Description, Language, Passage
from retrieval.language.detection import language_of
from retrieval.language.tokens import words_of

BEGINNING = 400  # characters in which a text says its title
LEAST_TITLE = 3  # words; a shorter title stands in many texts
PIECES = 4  # of a text that are looked for
SHORTEST_PIECE = 40  # characters
LONGEST_PIECE = 300
HITS = 5
ROW = 4  # words in a row that are compared
ALIKE = 0.5  # of a piece's rows of words that stand in the passage
SUBJECT = range(2, 9)  # words of a heading that can be asked about
TRIED = 6  # questions that are tried
OFFERED = 3
CLOCK = re.compile(r"\d[:.]\d\d")  # when it was published, and not what about
PARAGRAPH = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def document_at(
    addresses: Collection[str], descriptions: Collection[Description], public_url: str | None
) -> Description | None:
    """The document that one of the addresses leads to, at its publisher's or with us."""
    wanted = {_place(address) for address in addresses}
    own = f"{_place(public_url)}/documents/" if public_url else None
    for description in descriptions:
        stored = own + description.path if own else None
        if (description.url and _place(description.url) in wanted) or stored in wanted:
            return description
    return None


def document_of(text: str, assistant: Assistant) -> Description | None:
    """The document that a text is, or is cut from: by its title, or by half of what it says."""
    descriptions = assistant.snapshot.descriptions
    beginning = f" {' '.join(words_of(text[:BEGINNING]))} "
    for description in descriptions.values():
        title = list(words_of(description.title))
        if len(title) >= LEAST_TITLE and f" {' '.join(title)} " in beginning:
            return description
    pieces = list(_pieces(text))
    votes = Counter(path for piece in pieces for path in _holding(piece, assistant))
    path, count = next(iter(votes.most_common(1)), ("", 0))
    return descriptions[path] if count and 2 * count >= len(pieces) else None


def questions_on(
    description: Description, passages: Sequence[Passage], assistant: Assistant, language: Language
) -> tuple[str, ...]:
    """Questions about a document's headings, each tried: it is answered from that document."""
    tried = list(_subjects(description, passages))[:TRIED]
    asked = (say(language, "telegram_about_subject", subject=subject) for subject in tried)
    answered = (question for question in asked if _is_answered(question, description, assistant, language))
    return tuple(question for question, _ in zip(answered, range(OFFERED), strict=False))


def _place(address: str) -> str:
    """An address without what may differ between two that lead to the same."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    return parts.netloc.lower().removeprefix("www.") + path + (f"?{parts.query}" if parts.query else "")


def _pieces(text: str) -> Iterator[str]:
    """A few of its sentences, the longest ones, in which much is said."""
    sentences = [each.strip() for each in PARAGRAPH.split(text)]
    told = [each[:LONGEST_PIECE] for each in sentences if len(each) >= SHORTEST_PIECE]
    yield from sorted(told, key=len, reverse=True)[:PIECES]


def _holding(piece: str, assistant: Assistant) -> set[str]:
    """The documents that say it."""
    rows = _rows(piece)
    query = assistant.retriever.query(piece, language_of(piece))
    query = replace(query, text="")  # what was forwarded is sought word for word, and sent to no model
    hits = assistant.retriever.find(query, HITS)
    return {
        hit.passage.document
        for hit in hits
        if rows and len(rows & _rows(hit.passage.text)) >= ALIKE * len(rows)
    }


def _rows(text: str) -> set[tuple[str, ...]]:
    words = list(words_of(text))
    return {tuple(words[at : at + ROW]) for at in range(len(words) - ROW + 1)}


def _subjects(description: Description, passages: Sequence[Passage]) -> Iterator[str]:
    """What the document's headings name, each once, those of most text first."""
    sizes = Counter(passage.path[-1] for passage in passages if passage.path)
    for heading, _ in sizes.most_common():
        is_subject = len(list(words_of(heading))) in SUBJECT and not CLOCK.search(heading)
        if is_subject and heading != description.title:
            yield heading.strip(" .:?!")


def _is_answered(question: str, description: Description, assistant: Assistant, language: Language) -> bool:
    answer = assistant.answer(Asked(question, language=language, fluent=False))
    cited: Sequence[str] = [citation.document for citation in answer.citations]
    return answer.status == "answered" and description.path in cited[:1]
