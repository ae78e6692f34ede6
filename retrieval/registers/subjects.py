"""Rank contacts for a subject that no name tells: by title, by area, by the text that treats it.

Concepts, hits and contacts -> Found contacts. A title that says the subject wins; else those who stand for
the chapter in which it is treated, in the document's order, a title that the text itself speaks of first.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from retrieval.documents import Hit
from retrieval.language.analysis import Concept
from retrieval.language.tokens import tokens_of
from retrieval.matching import Matcher, Reading
from retrieval.registers.names import TITLE, field_of
from retrieval.registers.records import Contact, FoundContact, Mention

SAID = 0.45  # strength from which a title or area says a concept
TRULY = 0.7  # strength of a word's own form, part or beginning; likeness by n-grams alone stays below
READ = 4  # hits in whose text a title is looked for
PRESS_BONUS = 1.5  # for a press contact when one is asked for
# titles that name no post of their own: "chef" is any of them
GENERIC_ROLE = re.compile(
    r"^(?:chef(?:en|er|erna)?|ansvarig\w*|kontaktperson\w*|ledare|ledaren|handläggare|enhetschef\w*"
    r"|head|manager|person|officer|director|boss)$",
    re.IGNORECASE,
)


class Subjects:
    """Ranks the contacts of one corpus for any subject."""

    def __init__(self, contacts: Sequence[Contact], matcher: Matcher, home: str | None) -> None:
        self._matcher = matcher
        self._home = home
        self._titles: dict[str, tuple[Reading, list[float]] | None] = {}
        places = [{mention.document for mention in contact.mentions} for contact in contacts]
        self._listed = Counter(document for documents in places for document in documents)

    def ranked(
        self, candidates: Sequence[FoundContact], concepts: Sequence[Concept], hits: Sequence[Hit]
    ) -> list[FoundContact]:
        """The candidates that fit at all, best first; of equals the one that is listed first."""
        reading = self._matcher.on(concepts)
        titles = [reading.strengths(found.mention.title or "") for found in candidates]
        telling = [_telling([strengths[n] for strengths in titles]) for n in range(len(concepts))]
        asks_press = any("press" in concept.written.casefold() for concept in concepts)
        chapters, documents = _chapters(hits), self._by_document(hits)
        scored = []
        for found, strengths in zip(candidates, titles, strict=True):
            by_title = sum(w * s for w, s in zip(telling, strengths, strict=True))
            press = PRESS_BONUS if asks_press and found.mention.role == "press" else 0.0
            by_own = documents.get(found.mention.document, 0.0)
            scored.append(self._scored(found, by_title, press, by_own, chapters, hits))
        return sorted((f for f in scored if f.score > 0), key=lambda f: (-round(f.score, 3), f.mention.first))

    def _scored(
        self,
        found: FoundContact,
        by_title: float,
        press: float,
        by_own: float,
        chapters: Mapping[str, float],
        hits: Sequence[Hit],
    ) -> FoundContact:
        mention, area, by_area = _area(found, chapters)
        by_topic = self._titled_in(mention.title or "", hits)
        score = 1.2 * by_title + 0.8 * by_area + 0.9 * by_topic + 0.8 * by_own + press
        reason = "title" if by_title + press >= max(by_area, 0.3) else "area" if by_area > 0 else "topic"
        return replace(found, mention=mention, score=score, reason=reason, area=area)

    def _by_document(self, hits: Sequence[Hit]) -> dict[str, float]:
        """The share of the score that lies in each document, divided among the contacts that it lists."""
        total = sum(hit.score for hit in hits) or 1.0
        shares: dict[str, float] = defaultdict(float)
        for hit in hits:
            shares[hit.passage.document] += hit.score / total
        listed = self._listed
        return {document: share / listed[document] for document, share in shares.items() if listed[document]}

    def _titled_in(self, title: str, hits: Sequence[Hit]) -> float:
        """How well the text about a subject, and its headings, say what a title says."""
        read = self._title_reading(title)
        if read is None or not hits:
            return 0.0
        best = hits[0].score
        return max(
            hit.score / best * (_truly(*read, hit.passage.text) + _truly(*read, *hit.passage.path[-1:])) / 2
            for hit in hits[:READ]
        )

    def _title_reading(self, title: str) -> tuple[Reading, list[float]] | None:
        """What a title says of its post, ready to be held against texts; None for "chef" alone."""
        if title not in self._titles:
            words = [field_of(word) for token in tokens_of(title) if self._tells(word := token.text)]
            concepts = self._matcher.concepts(" ".join(words)) if words else []
            weights = [self._matcher.weight(concept) for concept in concepts]
            self._titles[title] = (self._matcher.on(concepts), weights) if concepts else None
        return self._titles[title]

    def _tells(self, word: str) -> bool:
        """Whether a title's word says what the post is about: no rank, and not the home region's name."""
        return len(word) > 3 and not GENERIC_ROLE.match(word) and word != (self._home or "").casefold()


def _truly(reading: Reading, weights: Sequence[float], *texts: str) -> float:
    """The share of a title's weight that texts plainly say."""
    if not texts or not sum(weights):
        return 0.0
    said = zip(weights, reading.strengths(*texts), strict=True)
    return sum(weight * strength for weight, strength in said if strength >= TRULY) / sum(weights)


def _area(found: FoundContact, chapters: Mapping[str, float]) -> tuple[Mention, str | None, float]:
    """Where a contact stands for the chapter that treats the subject most, and how much of it lies there."""
    best: tuple[Mention, str | None, float] = (found.mention, None, 0.0)
    for mention in found.contact.mentions:
        for area in mention.areas:
            weight = max((w for chapter, w in chapters.items() if alike(area, chapter)), default=0.0)
            if weight > best[2]:
                same_time = mention.as_of == found.mention.as_of and bool(mention.phones or mention.emails)
                best = (mention if same_time else found.mention, area, weight)
    return best


def _telling(strengths: Sequence[float]) -> float:
    """How much a concept tells titles apart: what most titles say tells little, what none says nothing."""
    saying = sum(strength >= SAID for strength in strengths)
    return math.log(1 + len(strengths) / (1 + saying)) if saying else 0.0


def roles_in(text: str) -> list[str]:
    """The posts of their own that a question names: "regiondirektören", not "chefen"."""
    words = re.findall(r"[\w-]+", text)
    return [word for word in words if TITLE.search(word) and not GENERIC_ROLE.match(word)]


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
