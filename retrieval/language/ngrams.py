"""Character n-grams within words: they meet inflections, compounds and misspellings alike."""

from collections.abc import Iterator

SIZES = (4, 5)  # the pair measured best on Swedish (November 2026)


def ngrams(word: str) -> Iterator[str]:
    """The n-grams of a word, edges marked; a word of three letters or fewer is its own."""
    if len(word) < SIZES[0]:
        yield word
        return
    edged = f"_{word}_"
    for size in SIZES:
        for start in range(len(edged) - size + 1):
            yield edged[start : start + size]
