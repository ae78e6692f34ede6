"""Find those whom a question names outright: a number, a person, an organisation, a rank, an area.

Question -> WhoResult, None where it names nobody.
"""

from collections.abc import Sequence

from bot.question import CONTACT_DETAIL, Kind, Question
from bot.who.result import WhoResult
from bot.who.wanted import EARLIER, PLURAL, only_asks, subject_of, wants_detail
from retrieval.language.analysis import Concept
from retrieval.ranking import Query
from retrieval.registers.contacts.details import details_in
from retrieval.registers.contacts.names import TITLE as RANK
from retrieval.registers.contacts.names import name_in
from retrieval.registers.directory.directory import Directory, FoundContact, is_rank, roles_in
from retrieval.registers.directory.namesakes import Named, nominative
from retrieval.retriever import Retriever

AREA_NAMED = 0.62  # coverage of the subject by an area's name, from which the area was named
NEAREST = 3  # contacts named where none answers
LOOKED_AT = 8  # passages in which a person who is not listed may be told of


class Listed:
    """Finds by name in the register of contacts."""

    def __init__(self, retriever: Retriever, directory: Directory) -> None:
        self._retriever = retriever
        self._directory = directory

    def by_detail(self, question: Question) -> WhoResult | None:
        """Whose a written number or address is, or that it is nobody's."""
        if not any(True for _ in details_in(question.text)):
            return None
        found = tuple(self._directory.by_detail(question.text))
        return WhoResult(found, silent=not found, reason="detail")

    def by_name(self, question: Question) -> WhoResult | None:
        """Those whose name is written; a name that is only partly somebody's is a stranger's."""
        named = self._directory.by_name(question.text, question.time, only_asks)
        if not named:
            return self._unlisted(question)
        found = self._directory.in_region([found for found, _ in named], question.regions)
        if named[0][1].stranger:
            return WhoResult(
                silent=True,
                nearest=tuple(found[:NEAREST]),
                reason="stranger",
                missing=nominative(named[0][1].stranger),
            )
        if not found:
            return None
        words = [each.words for each_found, each in named if each_found in found]
        shared = any(a & b for n, a in enumerate(words) for b in words[n + 1 :])
        earlier = bool(EARLIER.search(question.text))
        return WhoResult(tuple(found), reason="namesakes" if shared else "name", earlier=earlier)

    def _unlisted(self, question: Question) -> WhoResult | None:
        """A person who is asked for by a full name that no contact bears."""
        names = [name for name in question.names if name_in(name) == name]
        if not names or not wants_detail(question.text):
            return None
        concepts = self._retriever.concepts(names[0], question.sought_in)
        if any(self._retriever.matcher.knows(concept) for concept in concepts):
            return None
        return WhoResult(silent=True, reason="stranger", missing=names[0])

    def staff(self, question: Question) -> WhoResult:
        """Everyone of the region that is named, when nothing else is asked about."""
        if not question.regions:
            return self._function(question)
        found = self._directory.of_region(question.regions, question.time)
        if not found:
            return WhoResult(silent=True, reason="region", missing=", ".join(sorted(question.regions)))
        several = len(found) > 1
        return WhoResult(tuple(found), self._name_of(found[0]) if several else None, reason="organisation")

    def _function(self, question: Question) -> WhoResult:
        """The region's own mailbox or switchboard, when a number is asked for and nobody's in particular."""
        home = self._retriever.home
        if not home or not CONTACT_DETAIL.search(question.text):
            return WhoResult(reason="no subject")
        everyone = self._directory.of_region(frozenset({home}), question.time)
        found = tuple(f for f in everyone if name_in(f.contact.name) is None)
        return WhoResult(found[:1], silent=not found, reason="organisation")

    def posts(self, question: Question) -> WhoResult | None:
        """Everyone of a rank, when all of them are asked for."""
        ranks = [c for c in self._retriever.concepts(question.text, question.sought_in) if is_rank(c.written)]
        home = self._retriever.home
        regions = question.regions or (frozenset({home}) if home else frozenset())
        everyone = self._directory.of_region(regions, question.time)
        found = tuple(f for f in everyone if ranks and self._directory.is_titled(f, ranks))
        several = len(found) > 1
        return WhoResult(found, ranks[0].written if several else None, reason="posts") if found else None

    def by_area(self, question: Question, concepts: Sequence[Concept]) -> WhoResult | None:
        """Everyone of an area that the question names."""
        areas = self._directory.areas(concepts)
        if not areas or areas[0][1] < AREA_NAMED or roles_in(question.text):
            return None
        group = self._directory.in_region(self._directory.of_area(areas[0][0]), question.regions)
        if not group or (len(group) > 1 and not PLURAL.search(question.text)):
            return None
        return WhoResult(tuple(group), areas[0][0], reason="area")

    def asks_for_ranks(self, question: Question, concepts: Sequence[Concept]) -> bool:
        """Whether those of a rank are asked for: "vilka enhetschefer finns det", "vem är strateg"."""
        posts = [*(concept.written for concept in concepts), *roles_in(question.text)]
        asks = question.kind is Kind.CONTACT or bool(PLURAL.search(question.text))
        return asks and all(map(is_rank, posts)) and bool(RANK.search(question.text))

    def is_name(self, question: Question) -> bool:
        """Whether a question is hardly more than the name of somebody who is listed."""
        named = self._directory.by_name(question.text, question.time, only_asks)
        if not named:
            return False
        whole = [each.stranger is None for _, each in named]
        rest = [
            concept
            for concept in self._subject(question)
            if not self._in_name(concept, named)
            and not any(self._directory.says(found, [concept]) for found, _ in named)
        ]
        return not rest and (any(whole) or not self._tells_of(named[0][1].stranger or ""))

    def _in_name(self, concept: Concept, named: Sequence[tuple[FoundContact, Named]]) -> bool:
        """Whether a concept is nothing but a word of the names that were written."""
        written = {word.casefold() for _, each in named for word in each.written.split()}
        return set(concept.written.casefold().split()) <= written

    def _tells_of(self, name: str) -> bool:
        """Whether the corpus tells of a person who is not in the register."""
        hits = self._retriever.find(Query(tuple(self._retriever.concepts(name, "sv"))), LOOKED_AT)
        words = name.casefold().split()
        return any(all(word in hit.passage.text.casefold() for word in words) for hit in hits)

    def _name_of(self, found: FoundContact) -> str:
        return found.mention.organisation or ", ".join(sorted(self._directory.regions_of(found.mention)))

    def _subject(self, question: Question) -> list[Concept]:
        return subject_of(question, self._retriever.concepts(question.text, question.sought_in))
