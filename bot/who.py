"""Answer "who": find the contacts that a question asks for, or know that none is listed.

Question -> WhoResult.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.question import CONTACT_DETAIL, Question
from retrieval.language.analysis import Concept
from retrieval.language.stopwords import ENGLISH, SWEDISH
from retrieval.ranking import Query
from retrieval.registers.directory import Directory, FoundContact, roles_in
from retrieval.retriever import Retriever

# words that ask for a contact and say nothing of the subject
ASKING = re.compile(
    r"^(?:kontakt\w*|telefon\w*|tel|tfn|nummer|numret|nr|mejl\w*|mail\w*|e-?post\w*|e|post|ring\w*|mobil\w*"
    r"|adress\w*|vem|vems|ansvar\w*|hand|håller|tag|tack|pratar|snackar|vänder|frågar|kontaktar|talar|jobbar"
    r"|arbetar|når|nå|regionen?|chef(?:en)?|person\w*|uppgift\w*|prioritering\w*|alla|samtliga|lista|läste"
    r"|behöver|vilken|jag|i|hur"
    r"|contact\w*|phone|number|email|call|ring|reach|responsible|charge|person|manager|region|who|name|touch"
    r"|hold|talk|speak|turn|handles|details|people|priority)$",
    re.IGNORECASE,
)
PLURAL = re.compile(
    r"\b(?:kontakter(?:na)?|kontaktpersoner(?:na)?|alla|vilka|samtliga|contacts|people|everyone|list)\b",
    re.IGNORECASE,
)
EXPLICIT = re.compile(r"\bkontakt|\bcontact|\bget hold of\b|\btag i\b|\bvänd(?:a|er)\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:inte|ej|not)\s+(?:en |ett |the |a )?([\w-]+)", re.IGNORECASE)
AREA_NAMED = 0.62  # coverage of the subject by an area's name, from which the area was named
SURE = 0.9  # score from which a contact answers without a detail being asked for
MOSTLY = 0.45  # of the subject's weight
POSSIBLE = 0.45
NEAREST = 3  # contacts named where none answers


@dataclass(frozen=True, slots=True)
class WhoResult:
    """Who was found; `silent` when the corpus lists nobody of the kind that was asked for."""

    found: tuple[FoundContact, ...] = ()
    group: str | None = None
    silent: bool = False
    nearest: tuple[FoundContact, ...] = ()
    reason: str = ""


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

    def find(self, question: Question) -> WhoResult:
        """By number, by name, by area, by title and subject, in this order."""
        if found := self.directory.by_detail(question.text):
            return WhoResult(tuple(found), reason="detail")
        named = self.directory.in_region(
            self.directory.by_name(question.text, question.time), question.regions
        )
        if named:
            return WhoResult(tuple(named), group=None, reason="name")
        concepts = self.subject(question)
        if not concepts:
            return WhoResult(reason="no subject")
        if (area := self._area(question, concepts)) is not None:
            return area
        ranked = self._ranked(question, concepts)
        return self._judged(question, concepts, ranked)

    def nearest(self, question: Question) -> list[FoundContact]:
        """Who could be asked about a subject on which the corpus is silent."""
        concepts = self.subject(question)
        return self._near(question, self._ranked(question, concepts), concepts)

    def _near(
        self, question: Question, ranked: Sequence[FoundContact], concepts: Sequence[Concept]
    ) -> list[FoundContact]:
        """Those of the ranked whose title or area truly says the subject, a place alone being none."""
        named = set() if question.regions else {word for name in question.names for word in name.split()}
        subject = [concept for concept in concepts if concept.written not in named]
        likely = [found for found in ranked if found.score >= POSSIBLE]
        return [found for found in likely if self.directory.stands_for(found, subject)][:NEAREST]

    def subject(self, question: Question) -> list[Concept]:
        """The question's concepts without the words that only ask for a contact, and what it says no to."""
        negated = {word.casefold() for word in NEGATED.findall(question.text)}
        concepts = self._retriever.concepts(question.text, question.language)
        return [c for c in concepts if not _only_asks(c.written) and c.written.casefold() not in negated]

    def _area(self, question: Question, concepts: Sequence[Concept]) -> WhoResult | None:
        """Everyone of an area that the question names."""
        areas = self.directory.areas(concepts)
        if not areas or areas[0][1] < AREA_NAMED or roles_in(question.text):
            return None
        group = self.directory.in_region(self.directory.of_area(areas[0][0]), question.regions)
        if not group or (len(group) > 1 and not PLURAL.search(question.text)):
            return None
        return WhoResult(tuple(group), areas[0][0], reason="area")

    def _ranked(self, question: Question, concepts: Sequence[Concept]) -> list[FoundContact]:
        hits = self._retriever.find(Query(tuple(concepts), question.regions, question.time), 8)
        return self.directory.by_subject(concepts, hits, question.time, question.regions)

    def _judged(
        self, question: Question, concepts: Sequence[Concept], ranked: Sequence[FoundContact]
    ) -> WhoResult:
        """Whether the best contact is the one that was asked for."""
        wants_detail = bool(CONTACT_DETAIL.search(question.text) or EXPLICIT.search(question.text))
        nearest = tuple(self._near(question, ranked, concepts))
        roles = roles_in(question.text)
        if roles:
            holders = [f for f in ranked if self._holds_any(roles, f, question)]
            if not holders or not self._names_fit(question, holders[0]):
                return WhoResult(silent=True, nearest=nearest, reason="role")
            return WhoResult(tuple(holders[:3]), reason="role")
        if not ranked:
            return WhoResult(silent=wants_detail or bool(question.regions), reason="nobody")
        if not self._names_fit(question, ranked[0]) and wants_detail and self._unknown(question):
            return WhoResult(silent=True, nearest=nearest, reason="name")
        if not question.regions and ranked[0].reason != "title" and self._unheard_of(concepts):
            return WhoResult(silent=wants_detail, nearest=nearest, reason="unheard of")
        if ranked[0].score >= (POSSIBLE if wants_detail else SURE):
            close = [f for f in ranked if f.score >= 0.5 * ranked[0].score][:3]
            return WhoResult(tuple(close), reason=ranked[0].reason)
        return WhoResult(silent=wants_detail, nearest=nearest, reason="weak")

    def _unheard_of(self, concepts: Sequence[Concept]) -> bool:
        """Whether the corpus has no word for most of what is asked about: nobody in it stands for that."""
        matcher = self._retriever.matcher
        unheard = sum(matcher.weight(concept) for concept in concepts if not matcher.knows(concept))
        return unheard >= MOSTLY * sum(matcher.weight(concept) for concept in concepts)

    def _holds_any(self, roles: Sequence[str], found: FoundContact, question: Question) -> bool:
        return any(self.directory.holds_role(role, found, question.language) for role in roles)

    def _names_fit(self, question: Question, found: FoundContact) -> bool:
        """Whether a contact's title, area or organisation holds the names that were asked for."""
        mention = found.mention
        text = " ".join([mention.title or "", *mention.areas, mention.organisation or "", mention.text])
        matcher = self._retriever.matcher
        names = [c for name in question.names for c in self._retriever.concepts(name, question.language)]
        return all(matcher.strength(name, text) >= POSSIBLE for name in names)

    def _unknown(self, question: Question) -> bool:
        """Whether a name in the question stands nowhere in the corpus."""
        matcher = self._retriever.matcher
        return any(
            not matcher.knows(c)
            for name in question.names
            for c in self._retriever.concepts(name, question.language)
        )


def _only_asks(written: str) -> bool:
    """Whether words only ask for a contact, as "vem ansvarar" and "call for" do."""
    words = written.casefold().split()
    return all(ASKING.match(word) or word in SWEDISH or word in ENGLISH for word in words)
