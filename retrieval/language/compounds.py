"""Split Swedish compounds into words that stand alone elsewhere in the corpus."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from retrieval.language.stems import stem

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
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


class CompoundSplitter:
    """Splits words at the seams that the known words allow."""

    def __init__(self, words: Iterable[str]) -> None:
        counted = Counter(words)
        self._words = {
            word: count for word, count in counted.items() if len(word) >= SHORTEST_PART and word.isalpha()
        }
        self._stems = {stem(word, "sv") for word in self._words}
        self.parts = lru_cache(maxsize=200_000)(self._parts)

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
