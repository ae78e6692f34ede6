"""Answer "who": find the contacts that a question asks for, or know that none is listed.

Question -> WhoResult.
"""

from functools import cached_property

from bot.question import Question
from bot.who.listed import Listed
from bot.who.responsible import Responsible
from bot.who.result import WhoResult
from bot.who.wanted import subject_of
from retrieval.language.analysis import Concept
from retrieval.registers.directory.bodies import bodies_in
from retrieval.registers.directory.directory import Directory, FoundContact, roles_in
from retrieval.retriever import Retriever

__all__ = ["Who", "WhoResult"]


class Who:
    """Asks the register of contacts."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    @cached_property
    def directory(self) -> Directory:
        """The contacts of the corpus, ready to be asked."""
        retriever = self._retriever
        return Directory(
            retriever.contacts, retriever.snapshot.descriptions, retriever.matcher, retriever.home
        )

    @cached_property
    def _listed(self) -> Listed:
        return Listed(self._retriever, self.directory)

    @cached_property
    def _responsible(self) -> Responsible:
        return Responsible(self._retriever, self.directory)

    def find(self, question: Question) -> WhoResult:
        """By number, name, organisation, rank and area, in this order; else by post and subject."""
        listed, concepts = self._listed, self._subject(question)
        if found := listed.by_detail(question) or listed.by_name(question):
            return found
        if bodies := bodies_in(question.text):
            return self._responsible.of_body(question, bodies[0], concepts)
        if listed.asks_for_ranks(question, concepts) and (posts := listed.posts(question)):
            return posts
        if not concepts and not roles_in(question.text):
            return listed.staff(question)
        return listed.by_area(question, concepts) or self._responsible.for_subject(question, concepts)

    def about(self, text: str, question: Question) -> list[FoundContact]:
        """Who stands for what a text names, best first; the question gives the time and the region."""
        return self._responsible.likely(question, self._retriever.concepts(text, "sv"))

    def is_asked(self, question: Question) -> bool:
        """Whether a question that does not ask for a contact in so many words is one for the register."""
        is_list = self._listed.asks_for_ranks(question, self._subject(question))
        return is_list or self._listed.is_name(question)

    def told_in_text(self, question: Question) -> bool:
        """Whether a sentence names the holder of a post who is not in the register."""
        return self._responsible.told_in_text(question)

    def nearest(self, question: Question) -> list[FoundContact]:
        """Who could be asked about a subject on which the corpus is silent."""
        return self._responsible.nearest(question, self._subject(question))

    def _subject(self, question: Question) -> list[Concept]:
        return subject_of(question, self._retriever.concepts(question.text, question.sought_in))
