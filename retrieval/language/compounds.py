"""Split Swedish compounds into words that stand alone elsewhere in the corpus."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from retrieval.language.lexicon import irregular_forms
from retrieval.language.stems import stem

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
MOST_SEAMS = 2_000  # that are looked for one by one; with more, every word is split twice
LINKS = ("s", "", "-")  # what joins the parts; a left part may also have lost -a or -e
ENDINGS = frozenset(
    "ning ande ende het else skap ing are ion arna orna erna aren arens ens ets ers ans iska isk ligt lig"
    " bar sam lös het heten ering ningen ningar ningarna tion tioner tionen ist ism itet full artad artat"
    " mässig mässigt".split()
)
# of three letters only nouns that often end compounds: most other ends of three letters are endings
SHORT_LAST = frozenset(
    "bad bas bil bok bro båt dag dal eld fel gas hav hem hus kod kök lag led liv lån län lön mat mål nät"
    " ord ort rum råd rör sal sjö syn tak tal tid tåg val väg våg yta".split()
)


def resplit(before: "CompoundSplitter", after: "CompoundSplitter", words: Iterable[str]) -> set[str]:
    """Those of some words that two splitters split otherwise; looks only where it may be so."""
    seams = after.seams_unlike(before)
    if not seams:
        return set()
    known = [word for word in words if len(word) >= SHORTEST_COMPOUND]
    likely = known if len(seams) > MOST_SEAMS else _holding(seams, known)
    return {word for word in likely if before.parts(word) != after.parts(word)}


def _holding(seams: Iterable[str], words: Sequence[str]) -> set[str]:
    """The words in which one of some letters in a row stands; one text of all words is quickest to search."""
    text = "\n".join(words)
    found = set()
    for seam in seams:
        at = text.find(seam)
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            found.add(text[text.rfind("\n", 0, at) + 1 : end])
            at = text.find(seam, end)
    return found


class CompoundSplitter:
    """Splits words at the seams that the known words allow."""

    def __init__(self, words: Iterable[str]) -> None:
        counted = Counter(words)
        self._words = {
            word: count for word, count in counted.items() if len(word) >= SHORTEST_PART and word.isalpha()
        }
        self._stems = {stem(word, "sv") for word in self._words}
        self.parts = lru_cache(maxsize=200_000)(self._parts)

    def seams_unlike(self, other: "CompoundSplitter") -> set[str]:
        """Letters of which some stand in every word that the two may split otherwise."""
        words = self._words.keys() ^ other._words.keys()
        stems = self._stems ^ other._stems
        shortened = {word[:-1] for word in words if word.endswith(("a", "e"))}  # as a compound's first part
        irregular = {form for form in irregular_forms("sv") if stem(form, "sv") in stems} if stems else set()
        return words | shortened | stems | irregular

    def _parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, as they stand in it without links; empty when it is none."""
        if len(word) < SHORTEST_COMPOUND or not word.isalpha():
            return ()
        return self._best(word, 3) or ()

    def _best(self, word: str, most: int) -> tuple[str, ...] | None:
        """The split with the longest last part, then the fewest parts."""
        for cut in range(SHORTEST_PART + 1, len(word) - SHORTEST_PART + 1):
            right = word[cut:]
            if right in ENDINGS or not self._known(right):
                continue
            left = self._left(word[:cut])
            if left:
                return (left, right)
            if most > 2 and (deeper := self._deeper(word[:cut], most - 1)):
                return (*deeper, right)
        return None

    def _deeper(self, left: str, most: int) -> tuple[str, ...] | None:
        for link in LINKS:
            if left.endswith(link) and (parts := self._best(left.removesuffix(link) if link else left, most)):
                return parts
        return None

    def _known(self, word: str) -> bool:
        """Whether a word may end a compound."""
        if len(word) == SHORTEST_PART:
            return word in SHORT_LAST and word in self._words
        return word in self._words or stem(word, "sv") in self._stems

    def _left(self, left: str) -> str | None:
        """The word that a compound's first part stands for."""
        if left in self._words:
            return left
        if left.endswith("s") and left[:-1] in self._words:
            return left[:-1]
        for restored in (left + "a", left + "e", left[:-1] + "a" if left.endswith(("o", "u")) else ""):
            if restored in self._words:
                return restored
        return None
