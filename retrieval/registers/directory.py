"""Who answers for a subject: by name, by number, by title, by the area they stand for, by the text about it.

Concepts -> Found contacts, best first, each with the reason it was found.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.cleaning import unaccented
from retrieval.documents import Description, Hit
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, years_in
from retrieval.language.tokens import tokens_of
from retrieval.matching import Matcher, Reading
from retrieval.registers.details import details_in
from retrieval.registers.names import TITLE, likeness
from retrieval.registers.records import Contact, Mention

SAME_WORD = 84  # of 100: a written name's part is that of a person
SAID = 0.45  # strength from which a title or area says a concept
# titles that name no post of their own: "chef" is any of them
GENERIC_ROLE = re.compile(
    r"^(?:chef(?:en|er|erna)?|ansvarig\w*|kontaktperson\w*|head|manager|person|ledare|ledaren|officer|director|boss|handläggare|enhetschef\w*)$", re.I
)


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact that may answer, by which mention, how well, and why."""

    contact: Contact
    mention: Mention
    score: float
    reason: str  # name, detail, title, area, topic
    area: str | None = None


class Directory:
    """The contacts of one corpus, ready to be asked."""

    def __init__(self, contacts: Sequence[Contact], descriptions: Mapping[str, Description], matcher: Matcher, home: str | None) -> None:
        self._contacts = contacts
        self._descriptions = descriptions
        self._matcher = matcher
        self._home = home
        self._titles: dict[str, Reading | None] = {}

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
        words = [unaccented(token.raw) for token in tokens_of(text) if len(token.raw) >= 4 and not token.is_number]
        found = []
        for contact in self._contacts:
            parts = [part for part in re.split(r"[\s-]", unaccented(contact.name)) if len(part) >= 3]
            points = [p for part in parts if (p := max((_alike(word, part) for word in words), default=0.0)) >= SAME_WORD]
            if points and " " in contact.name:
                surname = max((_alike(word, parts[-1]) for word in words), default=0.0) >= SAME_WORD
                score = len(points) + 0.5 * surname + sum(points) / 1000
                found.append(FoundContact(contact, _at(contact, time), score, "name"))
        best = max((len_score.score for len_score in found), default=0.0)
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

    def by_subject(self, concepts: Sequence[Concept], hits: Sequence[Hit], time: AskedTime, regions: frozenset[str]) -> list[FoundContact]:
        """Everyone ranked by how well title, area and the text about the subject fit; best first."""
        everyone = [FoundContact(contact, _at(contact, time), 0.0, "topic") for contact in self._contacts]
        candidates = self.in_region(everyone, regions or (frozenset({self._home}) if self._home else frozenset()))
        reading = self._matcher.on(concepts)
        said = {f.contact.id: reading.strengths(f.mention.title or "") for f in candidates}
        weights = [_telling([strengths[i] for strengths in said.values()]) for i in range(len(concepts))]
        chapters = _chapters(hits)
        by_document = self._by_document(hits)
        scored = [self._scored(found, concepts, said[found.contact.id], weights, hits, chapters, by_document) for found in candidates]
        return sorted((f for f in scored if f.score > 0), key=lambda f: (-round(f.score, 3), f.mention.first))

    def _scored(
        self,
        found: FoundContact,
        concepts: Sequence[Concept],
        said: Sequence[float],
        weights: Sequence[float],
        hits: Sequence[Hit],
        chapters: Mapping[str, float],
        by_document: Mapping[str, float],
    ) -> FoundContact:
        mention = found.mention
        title = mention.title or ""
        by_title = sum(w * s for w, s in zip(weights, said, strict=True))
        press = 1.5 if mention.role == "press" and any("press" in c.written.casefold() for c in concepts) else 0.0
        areas = [(area, weight) for m in found.contact.mentions for area in m.areas for chapter, weight in chapters.items() if alike(area, chapter)]
        by_area = max((weight for _, weight in areas), default=0.0)
        by_topic = self._titled_in(title, hits)
        by_own = by_document.get(mention.document, 0.0)
        score = 1.2 * by_title + by_area * 0.8 + by_topic * 0.9 + by_own * 0.8 + press
        reason = "title" if by_title + press >= max(by_area, 0.3) else "area" if by_area > 0 else "topic"
        return replace(found, score=score, reason=reason, area=areas[0][0] if areas else None)

    def _by_document(self, hits: Sequence[Hit]) -> dict[str, float]:
        """The share of the score that lies in each document, divided among the contacts that it lists."""
        total = sum(hit.score for hit in hits) or 1.0
        shares: dict[str, float] = defaultdict(float)
        for hit in hits:
            shares[hit.passage.document] += hit.score / total
        listed = Counter(m.document for c in self._contacts for m in {m.document: m for m in c.mentions}.values())
        return {document: share / listed[document] for document, share in shares.items() if listed[document]}

    def _titled_in(self, title: str, hits: Sequence[Hit]) -> float:
        """How well the text about a subject, and its headings, say what a title says."""
        reading = self._title_reading(title)
        if reading is None or not hits:
            return 0.0
        best = hits[0].score
        return max(
            hit.score / best * (reading.coverage(hit.passage.text) + reading.coverage(*hit.passage.path[-1:])) / 2
            for hit in hits[:4]
        )

    def _title_reading(self, title: str) -> Reading | None:
        """What a title says of its post, ready to be held against texts; None for "chef" alone."""
        if title not in self._titles:
            words = [word for token in tokens_of(title) if self._tells(word := token.text)]
            self._titles[title] = self._matcher.on(self._matcher.concepts(" ".join(words))) if words else None
        return self._titles[title]

    def _tells(self, word: str) -> bool:
        """Whether a title's word says what the post is about: no rank, and not the home region's name."""
        return len(word) > 3 and not GENERIC_ROLE.match(word) and word != (self._home or "").casefold()

    def holds_role(self, role: str, found: FoundContact) -> bool:
        """Whether a contact's title is the post that was asked for."""
        if found.mention.role == "press" and role.casefold().startswith(("press", "media")):
            return True
        concept = self._matcher.concepts(role)
        return bool(concept) and min(self._matcher.on(concept).strengths(found.mention.title or "")) >= SAID


def _telling(strengths: Sequence[float]) -> float:
    """How much a concept tells titles apart: what most titles say tells little, what none says nothing."""
    saying = sum(strength >= SAID for strength in strengths)
    return math.log(1 + len(strengths) / (1 + saying)) if saying else 0.0


def roles_in(text: str) -> list[str]:
    """The posts of their own that a question names: "regiondirektören", not "chefen"."""
    roles = []
    for match in re.finditer(r"[\w-]+", text):
        word = match.group()
        if TITLE.search(word) and not GENERIC_ROLE.match(word):
            roles.append(word)
    return roles


def alike(area: str, heading: str) -> bool:
    """Whether two headings are the same but for their marks and numbers."""
    return bool(_letters(area)) and _letters(area) == _letters(heading)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text.casefold()).strip()


def _chapters(hits: Iterable[Hit]) -> dict[str, float]:
    """The headings above what was found, by the share of the score that lies under them."""
    weights: dict[str, float] = {}
    ranked = list(hits)[:6]
    total = sum(hit.score for hit in ranked) or 1.0
    for hit in ranked:
        for heading in dict.fromkeys(hit.passage.path):
            weights[heading] = weights.get(heading, 0.0) + hit.score / total
    return weights


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
