"""The lemmas that an English word may be a form of: irregular forms, then a dozen suffix rules."""

from functools import lru_cache

from retrieval.language.lexicon import irregular_forms

RULES = (
    ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ves", "f"), ("s", ""),
    ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", ""), ("ing", "e"),
    ("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ily", "y"), ("ly", ""),
)  # fmt: skip
SPELLINGS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("our", "or"),
    ("tre", "ter"),
    ("lling", "ling"),
    ("lled", "led"),
)
SHORTEST = 3  # letters of a lemma: "taxes" is a form of "tax", "bus" none of "bu"


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The word itself first, then what it may be a form of; British and American spellings alike."""
    found = [word]
    if (irregular := irregular_forms("en").get(word)) and irregular not in found:
        found.append(irregular)
    for suffix, replacement in RULES:
        base = word.removesuffix(suffix) + replacement
        if word.endswith(suffix) and len(base) >= SHORTEST and not word.endswith("ss"):
            found.append(base)
            if not replacement and len(base) > SHORTEST and base[-1] == base[-2] and base[-1] not in "ls":
                found.append(base[:-1])  # planned -> plan
            if not replacement and base.endswith("ll"):
                found.append(base[:-1])
    for base in list(found):
        found.extend(_other_spellings(base))
    return tuple(dict.fromkeys(found))


def _other_spellings(word: str) -> list[str]:
    spellings = []
    for british, american in SPELLINGS:
        for one, other in ((british, american), (american, british)):
            if word.endswith(one) and len(word) - len(one) >= 2:
                spellings.append(word[: -len(one)] + other)
    return spellings
