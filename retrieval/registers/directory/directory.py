"""Find contacts: by name, by number, by the area they stand for, by the post they hold, by subject.

Words or concepts -> Found contacts, best first, each with the reason it was found.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from retrieval.documents import Description, Hit, Language
from retrieval.language.analysis import Concept, Sought
from retrieval.language.places import regions_in
from retrieval.language.stems import stem
from retrieval.language.times import AskedTime
from retrieval.language.tokens import tokens_of
from retrieval.matching import Matcher
from retrieval.registers.contacts.details import details_in
from retrieval.registers.directory.bodies import key_words
from retrieval.registers.directory.dated import at, in_document_order, is_of
from retrieval.registers.directory.labels import SAYS, Labels
from retrieval.registers.directory.namesakes import Named, People
from retrieval.registers.directory.subjects import Subjects, alike, is_rank, roles_in, titles_of
from retrieval.registers.records import Contact, FoundContact, Mention, Statement

__all__ = ["Directory", "FoundContact", "alike", "is_rank", "roles_in"]

ANOTHER_TIME = 0.7  # of its score, for a contact of whom nothing is said of the time asked for
SURELY = 0.9  # weight of a way to say a rank that is no more than akin below it
HELD = 0.6  # strength from which a title is the post that was asked for, and not one of the same field
FORMER = 0.6  # of its score, for a title that a newer one replaced


class Directory:
    """The contacts of one corpus, ready to be asked."""

    def __init__(
        self,
        contacts: Sequence[Contact],
        descriptions: Mapping[str, Description],
        matcher: Matcher,
        home: str | None,
    ) -> None:
        self._contacts = contacts
        self._descriptions = descriptions
        self._matcher = matcher
        self._home = home
        self.labels = Labels(matcher.parts, self._known)
        self._subjects = Subjects(matcher, self.labels, home)
        self._people = People(contacts, self._known)
        self._regions = {m: self._regions_of(m) for contact in contacts for m in contact.mentions}
        self._areas = dict.fromkeys(area for c in contacts for m in c.mentions for area in m.areas)

    def _known(self, word: str) -> bool:
        return self._matcher.knows(Concept(word, (Sought((word,), 1.0, "sv"),)))

    def by_detail(self, text: str) -> list[FoundContact]:
        """Whose a written number or address is."""
        wanted = {d.phone.e164 if d.phone else (d.email or "").casefold() for d in details_in(text)}
        return [
            FoundContact(contact, mention, 1.0, "detail")
            for contact in self._contacts
            for mention in contact.mentions[:1]
            if wanted & ({p.e164 for p in mention.phones} | {e.casefold() for e in mention.emails})
        ]

    def by_name(
        self, text: str, time: AskedTime, is_empty: Callable[[str], bool]
    ) -> list[tuple[FoundContact, Named]]:
        """People whose name, or a part of it, is written; misspellings included, the fullest first.

        `is_empty` tells the words that only ask, which are no part of a name.
        """
        return [
            (FoundContact(named.contact, at(named.contact, time), named.points, "name"), named)
            for named in self._people.named_in(text, is_empty, self._is_of_post)
        ]

    def _is_of_post(self, contact: Contact, word: str) -> bool:
        """Whether a word says something of a contact's title, unit, area or organisation."""
        concepts = self._matcher.concepts(word)
        texts = [text for m in contact.mentions for text in (*titles_of(m), m.organisation or "")]
        return bool(concepts) and max(self.labels.strengths(concepts, *texts)) >= SAYS

    def in_region(self, found: Sequence[FoundContact], regions: frozenset[str]) -> list[FoundContact]:
        """Those of a region; all when none is asked for."""
        return [f for f in found if not regions or regions & self.regions_of(f.mention)]

    def regions_of(self, mention: Mention) -> frozenset[str]:
        """The regions that a mention's organisation, or its document's publisher, is of."""
        return self._regions[mention]

    def _regions_of(self, mention: Mention) -> frozenset[str]:
        own = regions_in(mention.organisation or "")
        return own or regions_in(self._descriptions[mention.document].publisher or "")

    def of_body(self, body: str, time: AskedTime) -> list[FoundContact]:
        """Everyone of an organisation, by its name in theirs."""
        wanted = set(key_words(body))
        found = []
        for contact in self._contacts:
            mention = at(contact, time)
            own = f"{contact.name} {mention.organisation} {mention.unit} {mention.title} {mention.text}"
            if wanted <= set(re.findall(r"[\w-]+", own.casefold())):
                found.append(FoundContact(contact, mention, 1.0, "organisation"))
        return sorted(found, key=in_document_order)

    def of_region(self, regions: frozenset[str], time: AskedTime) -> list[FoundContact]:
        """Everyone of a region, in the documents' order."""
        everyone = [FoundContact(c, at(c, time), 1.0, "organisation") for c in self._contacts]
        found = self.in_region(everyone, regions)
        return sorted(found, key=in_document_order)

    def areas(self, concepts: Sequence[Concept]) -> list[tuple[str, float]]:
        """The areas that contacts stand for, those that the concepts name first, with their coverage."""
        weights = [self._matcher.weight(concept) for concept in concepts]
        total = sum(weights) or 1.0
        scored = []
        for area in self._areas:
            said = zip(weights, self.labels.in_text(concepts, area), strict=True)
            scored.append((area, sum(weight * strength for weight, strength in said) / total))
        return sorted(scored, key=lambda pair: -pair[1])

    def of_area(self, area: str) -> list[FoundContact]:
        """Everyone who stands for an area, in the document's order."""
        found = [
            FoundContact(contact, mention, 1.0, "area", area)
            for contact in self._contacts
            for mention in contact.mentions
            if area in mention.areas
        ]
        return sorted(found, key=in_document_order)

    def by_subject(
        self, concepts: Sequence[Concept], hits: Sequence[Hit], time: AskedTime, regions: frozenset[str]
    ) -> list[FoundContact]:
        """Everyone for whom title, area or the text about the subject is a reason; best first."""
        wanted = regions or (frozenset({self._home}) if self._home else frozenset())
        everyone = self.in_region([f for c in self._contacts for f in _candidates(c, time)], wanted)
        ranked = [_of_its_time(f, time) for f in self._subjects.ranked(everyone, concepts, hits)]
        best: dict[str, FoundContact] = {}
        for found in sorted(ranked, key=lambda f: -round(f.score, 3)):
            best.setdefault(found.contact.id, found)
        return list(best.values())

    def holds_role(self, role: str, found: FoundContact, language: Language = "sv") -> bool:
        """Whether a contact's title is the post that was asked for."""
        if found.mention.role == "press" and role.casefold().startswith(("press", "media")):
            return True
        concepts = self._matcher.concepts(role, language)
        title = _matched(found).title or ""
        return bool(concepts) and min(self.labels.strengths(concepts, title)) >= HELD

    def says(self, found: FoundContact, concepts: Sequence[Concept], least: float = SAYS) -> bool:
        """Whether a contact's title, unit or areas plainly say all of these."""
        mention = found.mention
        labels = (*titles_of(mention), mention.organisation or "", found.contact.name)
        return all(s >= least for s in self.labels.strengths(concepts, *labels))

    def is_titled(self, found: FoundContact, ranks: Sequence[Concept]) -> bool:
        """Whether a contact's title is one of these ranks, alone or at the end of a longer word."""
        ways = [way for rank in ranks for way in rank.ways if way.weight >= SURELY]
        sought = {stem(word, way.language) for way in ways for word in way.words}
        held = [stem(token.text, "sv") for token in tokens_of(found.mention.title or "")]
        return any(word.endswith(rank) for word in held for rank in sought)

    def stands_for(self, found: FoundContact, concepts: Sequence[Concept], least: float = SAYS) -> bool:
        """Whether a contact's title or areas plainly say something of a subject."""
        return any(s >= least for s in self.labels.strengths(concepts, *titles_of(_matched(found))))

    def tells_of(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> bool:
        """Whether a passage says most of a subject in its own words, so that its text may answer."""
        return self._subjects.tells_of(concepts, hits)


def _candidates(contact: Contact, time: AskedTime) -> list[FoundContact]:
    """A contact as of the time asked for, and under each other title that it had before."""
    shown = at(contact, time)
    found = [FoundContact(contact, shown, 0.0, "topic")]
    titles = {shown.title}
    for mention in contact.mentions:
        if mention.title not in titles and (mention.as_of or "") < (shown.as_of or ""):
            titles.add(mention.title)
            found.append(FoundContact(contact, mention, 0.0, "topic"))
    return found


def _of_its_time(found: FoundContact, time: AskedTime) -> FoundContact:
    """A contact weighed by whether what was found holds, or held at the time asked for."""
    shown, mention = at(found.contact, time), found.mention
    if mention.as_of == shown.as_of:
        return found if is_of(mention, time) else replace(found, score=found.score * ANOTHER_TIME)
    basis = Statement(mention.document, mention.first, mention.last, mention.text, mention.as_of)
    former = replace(found, mention=shown, reason="former", section=mention.title, basis=basis)
    return replace(former, score=found.score * FORMER)


def _matched(found: FoundContact) -> Mention:
    """The mention that the reason rests on."""
    if found.reason == "former" and found.basis:
        for mention in found.contact.mentions:
            if (mention.document, mention.first) == (found.basis.document, found.basis.first):
                return mention
    return found.mention
