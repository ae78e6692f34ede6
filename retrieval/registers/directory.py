"""Find contacts: by name, by number, by the area they stand for, by the post they hold, by subject.

Words or concepts -> Found contacts, best first, each with the reason it was found.
"""

import re
from collections.abc import Mapping, Sequence

from retrieval.cleaning.characters import unaccented
from retrieval.documents import Description, Hit, Language
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, years_in
from retrieval.language.tokens import tokens_of
from retrieval.matching import Matcher
from retrieval.registers.details import details_in
from retrieval.registers.names import likeness
from retrieval.registers.records import Contact, FoundContact, Mention
from retrieval.registers.subjects import SAID, TRULY, Subjects, alike, roles_in

__all__ = ["Directory", "FoundContact", "alike", "roles_in"]

SAME_WORD = 84  # of 100: a written name's part is that of a person
SHORTEST_NAME_WORD = 4


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
        self._subjects = Subjects(contacts, matcher, home)

    def by_detail(self, text: str) -> list[FoundContact]:
        """Whose a written number or address is."""
        wanted = {d.phone.e164 if d.phone else (d.email or "").casefold() for d in details_in(text)}
        return [
            FoundContact(contact, mention, 1.0, "detail")
            for contact in self._contacts
            for mention in contact.mentions[:1]
            if wanted & ({p.e164 for p in mention.phones} | {e.casefold() for e in mention.emails})
        ]

    def by_name(self, text: str, time: AskedTime) -> list[FoundContact]:
        """People whose name, or a part of it, is written; misspellings included, the likest first."""
        tokens = [t for t in tokens_of(text) if len(t.raw) >= SHORTEST_NAME_WORD and not t.is_number]
        words = [unaccented(token.raw) for token in tokens]
        found = []
        for contact in self._contacts:
            parts = [part for part in re.split(r"[\s-]", unaccented(contact.name)) if len(part) >= 3]
            likest = [max((_alike(word, part) for word in words), default=0.0) for part in parts]
            points = [p for p in likest if p >= SAME_WORD]
            if points and " " in contact.name:
                score = len(points) + 0.5 * (likest[-1] >= SAME_WORD) + sum(points) / 1000
                found.append(FoundContact(contact, _at(contact, time), score, "name"))
        best = max((f.score for f in found), default=0.0)
        return sorted((f for f in found if f.score >= best - 0.6), key=lambda f: -f.score)

    def in_region(self, found: Sequence[FoundContact], regions: frozenset[str]) -> list[FoundContact]:
        """Those of a region; all when none is asked for."""
        return [f for f in found if not regions or regions & self.regions_of(f.mention)]

    def regions_of(self, mention: Mention) -> frozenset[str]:
        """The regions that a mention's organisation, or its document's publisher, is of."""
        own = regions_in(mention.organisation or "")
        return own or regions_in(self._descriptions[mention.document].publisher or "")

    def areas(self, concepts: Sequence[Concept]) -> list[tuple[str, float]]:
        """The areas that contacts stand for, those that the concepts name first, with their coverage."""
        names = dict.fromkeys(area for c in self._contacts for m in c.mentions for area in m.areas)
        reading = self._matcher.on(concepts)
        scored = [(area, reading.coverage(area)) for area in names]
        return sorted(scored, key=lambda pair: -pair[1])

    def of_area(self, area: str) -> list[FoundContact]:
        """Everyone who stands for an area, in the document's order."""
        found = [
            FoundContact(contact, mention, 1.0, "area", area)
            for contact in self._contacts
            for mention in contact.mentions
            if area in mention.areas
        ]
        return sorted(found, key=lambda f: (f.mention.document, f.mention.first))

    def by_subject(
        self, concepts: Sequence[Concept], hits: Sequence[Hit], time: AskedTime, regions: frozenset[str]
    ) -> list[FoundContact]:
        """Everyone ranked by how well title, area and the text about the subject fit; best first."""
        everyone = [FoundContact(contact, _at(contact, time), 0.0, "topic") for contact in self._contacts]
        wanted = regions or (frozenset({self._home}) if self._home else frozenset())
        return self._subjects.ranked(self.in_region(everyone, wanted), concepts, hits)

    def holds_role(self, role: str, found: FoundContact, language: Language = "sv") -> bool:
        """Whether a contact's title is the post that was asked for."""
        if found.mention.role == "press" and role.casefold().startswith(("press", "media")):
            return True
        concept = self._matcher.concepts(role, language)
        return bool(concept) and min(self._matcher.on(concept).strengths(found.mention.title or "")) >= SAID

    def stands_for(self, found: FoundContact, concepts: Sequence[Concept]) -> bool:
        """Whether a contact's title or areas plainly say something of a subject."""
        mention = found.mention
        strengths = (
            self._matcher.on(concepts).strengths(mention.title or "", *mention.areas) if concepts else []
        )
        return any(strength >= TRULY for strength in strengths)


def _at(contact: Contact, time: AskedTime) -> Mention:
    """The mention of the time asked for, else the newest."""
    for mention in contact.mentions:
        if time.years & set(years_in(mention.as_of or "")):
            return mention
    return contact.newest


def _alike(word: str, part: str) -> float:
    """Points from 0 to 100; a genitive s is no difference."""
    stripped = word.removesuffix("s") if len(word) > len(part) else word
    return max(likeness(word, part), likeness(stripped, part)) if abs(len(word) - len(part)) <= 3 else 0.0
