"""The words that a question turns on, by which two wordings of one question are known.

Text -> stems.
"""

from retrieval.language import stopwords
from retrieval.language.stems import stem
from retrieval.language.tokens import words_of


def asked_words(text: str) -> frozenset[str]:
    """The Swedish stems of what carries a subject, numbers included; every word's where none does."""
    words = words_of(text)
    telling = [w for w in words if w not in stopwords.SWEDISH and w not in stopwords.ENGLISH]
    return frozenset(stem(word, "sv") for word in telling or words)


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the words of both that they have in common (Jaccard), 0 to 1."""
    return len(first & second) / len(first | second) if first or second else 0.0
