"""Find who answers for a subject or holds a post, of the region or of another organisation.

Question and concepts -> WhoResult: those for whom there is a true reason, or that nobody is listed.
"""

from collections.abc import Sequence

from bot.question import CONTACT_DETAIL, Question
from bot.who.result import WhoResult
from bot.who.wanted import OWNER, PLACE, apart_from_places, asked_names, wants_detail
from retrieval.documents import Hit
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.sentences import sentence_spans
from retrieval.language.times import AskedTime
from retrieval.ranking import Query
from retrieval.registers.contacts.names import name_in
from retrieval.registers.directory.bodies import bodies_in, key_words
from retrieval.registers.directory.dated import is_of
from retrieval.registers.directory.directory import Directory, FoundContact, is_rank, roles_in
from retrieval.retriever import Retriever

SURE = 0.9  # score from which a title answers without a detail being asked for
POSSIBLE = 0.45
MOSTLY = 0.45  # of the subject's weight
OWN = 0.65  # strength from which a title says the very thing whose number is asked for
CLOSE = 0.5  # of the best one's score, from which another is named beside it
NEAREST = 3  # contacts named where none answers
LOOKED_AT = 8  # passages that tell where a subject is treated


class Responsible:
    """Finds who answers for a subject in one corpus."""

    def __init__(self, retriever: Retriever, directory: Directory) -> None:
        self._retriever = retriever
        self._directory = directory

    def of_body(self, question: Question, body: str, subject: Sequence[Concept]) -> WhoResult:
        """Those of another organisation than the region, or that it has none in the documents."""
        concepts = [c for c in subject if c.written.casefold() not in body.casefold()]
        found = self._directory.of_body(body, question.time)
        if found and not concepts:
            return WhoResult(tuple(found), body if len(found) > 1 else None, reason="organisation")
        fit = [f for f in found if self._directory.says(f, concepts)]
        if fit:
            return WhoResult(tuple(fit), reason="organisation")
        near = self._near(self._ranked(question, concepts), concepts) if concepts else []
        nearest = tuple(found[:NEAREST]) or tuple(near)
        return WhoResult(silent=True, nearest=nearest, reason="role" if found else "body", missing=body)

    def for_subject(self, question: Question, concepts: Sequence[Concept]) -> WhoResult:
        """The holders of the post that is asked for, else those who answer for the subject."""
        ranked = self._ranked(question, concepts)
        nearest = tuple(self._near(ranked, concepts)) or self._of_region(question)
        if roles := roles_in(question.text):
            holders = _of_time([f for f in ranked if self._holds_any(roles, f, question)], question.time)
            if not holders or not self._names_fit(question, holders[0]):
                return WhoResult(silent=True, nearest=nearest, reason="role")
            return WhoResult(tuple(holders[:NEAREST]), reason="role")
        if OWNER.search(question.text):
            ranked = self._owners(question, concepts, ranked)
        ranked = _of_time(ranked, question.time)
        if unfit := self._unfit(question, concepts, ranked):
            silent = self._is_silent(question, concepts, unfit)
            return WhoResult(silent=silent, nearest=nearest, reason=unfit)
        best = ranked[0]
        close = [f for f in ranked if f.score >= CLOSE * best.score and _is_alike(f, best)]
        return WhoResult(tuple(close[:NEAREST]), reason=best.reason)

    def _is_silent(self, question: Question, concepts: Sequence[Concept], unfit: str) -> bool:
        """Whether the text cannot answer either where the register does not."""
        if wants_detail(question.text) or (unfit == "nobody" and question.regions):
            return True
        return unfit != "named in text" and self._untold(question, concepts)

    def _unfit(self, question: Question, concepts: Sequence[Concept], ranked: Sequence[FoundContact]) -> str:
        """Why the best contact is not the one that was asked for; empty when it is."""
        if not ranked:
            return "nobody"
        best, detail = ranked[0], wants_detail(question.text)
        if detail and not self._names_fit(question, best) and self._unknown(question):
            return "name"
        if not question.regions and best.reason != "title" and self._unheard_of(concepts):
            return "unheard of"
        if best.reason == "topic" and not detail and asked_names(question):
            return "named in text"  # whoever runs a named project stands in its text, as a rule
        least = POSSIBLE if detail or best.reason == "topic" else SURE
        return "" if best.score >= least else "weak"

    def _owners(
        self, question: Question, concepts: Sequence[Concept], ranked: Sequence[FoundContact]
    ) -> list[FoundContact]:
        """Those who are the very thing whose number is asked for, at the place that is named."""
        subject = apart_from_places(question, concepts)
        own = [found for found in ranked if self._directory.says(found, subject, OWN)]
        return [found for found in own if self._names_fit(question, found)]

    def nearest(self, question: Question, concepts: Sequence[Concept]) -> list[FoundContact]:
        """Who could be asked about a subject on which the corpus is silent."""
        return self._near(self._ranked(question, concepts), concepts) if concepts else []

    def likely(self, question: Question, concepts: Sequence[Concept]) -> list[FoundContact]:
        """Everyone who may answer for a subject, best first."""
        return [found for found in self._ranked(question, concepts) if found.score >= POSSIBLE]

    def _ranked(self, question: Question, concepts: Sequence[Concept]) -> list[FoundContact]:
        subject = apart_from_places(question, concepts)
        hits = self._hits(question, concepts)
        ranked = self._directory.by_subject(subject, hits, question.time, question.regions)
        places = set(PLACE.findall(question.text))
        return [found for found in ranked if not _is_elsewhere(found, places)]

    def _hits(self, question: Question, concepts: Sequence[Concept]) -> list[Hit]:
        """The passages on a subject that hold the places that were asked about, headings included."""
        hits = self._retriever.find(Query(tuple(concepts), question.regions, question.time), LOOKED_AT)
        places = PLACE.findall(question.text)
        asked = [name for name in asked_names(question) if any(name in place for place in places)]
        if not asked:
            return hits
        names = [concept for name in asked for concept in self._retriever.concepts(name, "sv")]
        in_text = self._directory.labels.in_text
        return [hit for hit in hits if all(in_text(names, hit.passage.text, *hit.passage.path))]

    def _untold(self, question: Question, concepts: Sequence[Concept]) -> bool:
        """Whether no passage says what is asked about either."""
        subject = apart_from_places(question, concepts)
        return not self._directory.tells_of(subject, self._hits(question, concepts))

    def _near(self, ranked: Sequence[FoundContact], concepts: Sequence[Concept]) -> list[FoundContact]:
        """Those of the ranked whose title or area truly says the subject, a rank alone being none."""
        subject = [concept for concept in concepts if not is_rank(concept.written)]
        possible = [found for found in ranked if found.score >= POSSIBLE]
        return [found for found in possible if self._directory.stands_for(found, subject, OWN)][:NEAREST]

    def _of_region(self, question: Question) -> tuple[FoundContact, ...]:
        """The first of another region's contacts, when it is that region that is asked about."""
        if not question.regions or self._retriever.home in question.regions:
            return ()
        return tuple(self._directory.of_region(question.regions, question.time)[:NEAREST])

    def _unheard_of(self, concepts: Sequence[Concept]) -> bool:
        """Whether the corpus has no word for most of what is asked about: nobody in it stands for that."""
        matcher = self._retriever.matcher
        unheard = sum(matcher.weight(concept) for concept in concepts if not matcher.knows(concept))
        return unheard >= MOSTLY * sum(matcher.weight(concept) for concept in concepts)

    def _holds_any(self, roles: Sequence[str], found: FoundContact, question: Question) -> bool:
        return any(self._directory.holds_role(role, found, question.sought_in) for role in roles)

    def _names_fit(self, question: Question, found: FoundContact) -> bool:
        """Whether a contact's title, area or organisation holds the names that were asked for."""
        mention = found.mention
        text = " ".join([mention.title or "", *mention.areas, mention.organisation or "", mention.text])
        matcher = self._retriever.matcher
        names = [c for name in question.names for c in self._retriever.concepts(name, question.sought_in)]
        return all(matcher.strength(name, text) >= POSSIBLE for name in names)

    def _unknown(self, question: Question) -> bool:
        """Whether a name in the question stands nowhere in the corpus."""
        matcher = self._retriever.matcher
        return any(
            not matcher.knows(c)
            for name in question.names
            for c in self._retriever.concepts(name, question.sought_in)
        )

    def told_in_text(self, question: Question) -> bool:
        """Whether a sentence names the holder of a post who is not in the register."""
        roles = [c for role in roles_in(question.text) for c in self._retriever.concepts(role, "sv")]
        wanted = [word for body in bodies_in(question.text) for word in key_words(body)]
        wanted += [word.casefold() for name in question.names for word in name.split()]
        if not roles or CONTACT_DETAIL.search(question.text):
            return False
        query = Query(tuple(self._retriever.concepts(question.text, question.sought_in)), question.regions)
        sentences = (
            hit.passage.text[start:end]
            for hit in self._retriever.find(query, LOOKED_AT)
            for start, end in sentence_spans(hit.passage.text)
        )
        return any(self._names_holder(sentence, roles, wanted) for sentence in sentences)

    def _names_holder(self, sentence: str, roles: Sequence[Concept], wanted: Sequence[str]) -> bool:
        """Whether a sentence says a post, its organisation, and a person's name."""
        lowered = sentence.casefold()
        if not all(word in lowered for word in wanted) or name_in(sentence) is None:
            return False
        return min(self._directory.labels.in_text(roles, sentence)) >= OWN


def _of_time(found: Sequence[FoundContact], time: AskedTime) -> list[FoundContact]:
    """Those of whom something is stated for the time asked for; all of them where nobody is."""
    if not time.years:
        return list(found)
    return [f for f in found if f.reason != "former" and is_of(f.mention, time)] or list(found)


def _is_elsewhere(found: FoundContact, places: set[str]) -> bool:
    """Whether a post is at another place than the one asked about: an office in another town."""
    own = {place for place in PLACE.findall(found.mention.title or "") if not regions_in(place)}
    return bool(own and places and not own & places)


def _is_alike(found: FoundContact, best: FoundContact) -> bool:
    """Whether a contact may stand beside the best one: of an area that was named, only who stands for it."""
    return best.reason != "area" or best.area in found.mention.areas
