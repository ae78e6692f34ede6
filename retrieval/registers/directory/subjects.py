"""Rank contacts for a subject that no name tells: by title, by area, by the text that treats it.

Concepts, hits and contacts -> Found contacts. A title that says the subject wins; else those who stand for
the chapter in which it is treated, a title that the text itself speaks of first. Who has none of these is
not found: a place's name, or a word that is merely like one, is no reason.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.documents import Hit
from retrieval.language.analysis import Concept
from retrieval.language.sentences import sentence_spans
from retrieval.matching import Matcher
from retrieval.registers.contacts.names import TITLE, field_of
from retrieval.registers.directory.dated import in_document_order
from retrieval.registers.directory.labels import SAYS, Labels, weight_said
from retrieval.registers.records import FoundContact, Mention, Statement

SHOWN = 3  # contacts of whom an answer says the reason
READ = 6  # hits that are looked at for where the subject is treated
TREATED = 0.6  # share of a subject's weight from which a passage treats it
PARTLY = 0.25  # from which it says something of it
ENOUGH_SAID = 0.3  # of the subject's weight, by title, unit and areas, from which they are a reason
WORD = 0.7  # strength of a word's own form or part, against what is only akin to it
PRESS_BONUS = 1.5  # for a press contact when one is asked for
# titles that name no post of their own: "chef" is any of them
GENERIC_ROLE = re.compile(
    r"^(?:chef(?:en|er|erna)?|ansvarig\w*|kontaktperson\w*|ledare|ledaren|handläggare|enhetschef\w*"
    r"|head|manager|managers|person|officer|director|boss)$",
    re.IGNORECASE,
)
# posts that no register of a region lists by these words, but that people ask for
OFFICE = re.compile(
    r"\b(?:\w*minister(?:n|s)?|borgmästare\w*|kommunalråd\w*|president(?:en)?|biskop(?:en)?|polismästare\w*"
    r"|\w*(?:läkare|sköterska|lärare|domare|präst)(?:n|s|ns)?"
    r"|kung(?:en)?|drottning(?:en)?|king|queen|mayor|bishop|governor|doctor|dentist|nurse|teacher|judge|priest)\b",
    re.IGNORECASE,
)
PRESS = re.compile(r"\b(?:press|media)[ -](?:contact|officer|kontakt|ansvarig)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Treated:
    """A passage that treats the subject, and its share of all that do."""

    hit: Hit
    share: float
    says: tuple[float, ...]  # how well it says each concept of the subject
    headed: bool  # its headings alone say the subject


@dataclass(frozen=True, slots=True)
class Asked:
    """A subject, and what the corpus says of it."""

    subject: tuple[Concept, ...]
    treated: tuple[Treated, ...]
    shares: Mapping[str, float]  # of the areas under which it is treated, how much of it lies there
    named: frozenset[str]  # the areas whose own name says it


class Subjects:
    """Ranks the contacts of one corpus for any subject."""

    def __init__(self, matcher: Matcher, labels: Labels, home: str | None) -> None:
        self._matcher = matcher
        self._labels = labels
        self._home = (home or "").casefold()
        self._fields: dict[str, tuple[Sequence[Concept], Sequence[float]]] = {}

    def ranked(
        self, candidates: Sequence[FoundContact], concepts: Sequence[Concept], hits: Sequence[Hit]
    ) -> list[FoundContact]:
        """The candidates that there is a reason for, best first; of equals the one that is listed first."""
        said = [self._labels.strengths(concepts, *post_of(found.mention)) for found in candidates]
        telling = [_telling([strengths[n] for strengths in said]) for n in range(len(concepts))]
        subject = [n for n, concept in enumerate(concepts) if not is_generic(concept)]
        weights = [self._matcher.weight(concepts[n]) for n in subject]
        asks_press = any(concept.written.casefold().startswith("press") for concept in concepts)
        asked = self._asked([concepts[n] for n in subject], weights, hits, candidates)
        enough = TREATED if asked.named else ENOUGH_SAID  # an area that says it all beats a title's half
        scored = []
        for found, strengths in zip(candidates, said, strict=True):
            by_title = sum(w * s for w, s in zip(telling, strengths, strict=True) if s >= SAYS)
            press = asks_press and found.mention.role == "press"
            titled = press or weight_said([strengths[n] for n in subject], weights) >= enough
            scored.append(self._scored(found, by_title + PRESS_BONUS * press, titled, asked))
        ranked = sorted(
            (f for f in scored if f.score > 0), key=lambda f: (-round(f.score, 3), in_document_order(f))
        )
        return [self._based(found, asked) for found in ranked[:SHOWN]] + ranked[SHOWN:]

    def _asked(
        self,
        subject: Sequence[Concept],
        weights: Sequence[float],
        hits: Sequence[Hit],
        candidates: Sequence[FoundContact],
    ) -> Asked:
        """What the corpus says of a subject, and which of the candidates' areas it is."""
        treated = self._treated(subject, weights, hits)
        shares: dict[str, float] = {}
        areas = dict.fromkeys(area for f in candidates for m in f.contact.mentions for area in m.areas)
        for area in areas:
            under = [each for each in treated if _is_under(each, area)]
            if under and _together(under, weights):
                shares[area] = sum(each.share for each in under)
        named = {a for a in areas if weight_said(self._labels.in_text(subject, a), weights) >= TREATED}
        return Asked(tuple(subject), tuple(treated), shares, frozenset(named))

    def _scored(self, found: FoundContact, by_title: float, titled: bool, asked: Asked) -> FoundContact:
        """A contact with its score and its reason; without a reason the score is 0."""
        mention, area, by_area = _area(found, asked)
        named = next((each for each in found.mention.areas if each in asked.named), None)
        if not titled and not by_area and not named:
            return found
        treated = asked.treated
        own = max((t.share for t in treated if t.hit.passage.document == found.mention.document), default=0.0)
        by_topic = self._titled_in(found.mention.title or "", treated)
        score = 1.2 * by_title * titled + 0.8 * max(by_area, 0.9 * bool(named)) + 0.9 * by_topic + 0.2 * own
        reason = "title" if titled else "area" if named else "topic"
        area = named or (None if titled else area)
        return replace(found, mention=mention, score=score, reason=reason, area=area)

    def _based(self, found: FoundContact, asked: Asked) -> FoundContact:
        """A contact that only a text led to, with the sentence in which that text treats the subject best."""
        under = [each for each in asked.treated if found.area and _is_under(each, found.area)]
        if found.reason != "topic" or not under:
            return found
        passage = max(under, key=lambda each: sum(each.says)).hit.passage
        start, end = max(
            sentence_spans(passage.text),
            key=lambda span: sum(self._labels.in_text(asked.subject, passage.text[slice(*span)])),
        )
        words = passage.content.cut(start, end)
        basis = Statement(passage.document, *words.places_between(0, end - start), words.text, None)
        return replace(found, section=passage.path[-1], basis=basis)

    def _treated(
        self, subject: Sequence[Concept], weights: Sequence[float], hits: Sequence[Hit]
    ) -> list[Treated]:
        """The passages that plainly say something of the subject, their headings included."""
        found = []
        for hit in hits[:READ]:
            in_headings = self._labels.in_text(subject, *hit.passage.path)
            in_words = self._labels.in_text(subject, hit.passage.text)
            says = tuple(map(max, in_headings, in_words))
            if (said := weight_said(says, weights)) >= PARTLY:
                share = hit.score * (1.0 if said >= TREATED else said)
                headed = weight_said(in_headings, weights) >= TREATED
                found.append(Treated(hit, share, says, headed))
        treating = sum(each.share for each in found)
        return [replace(each, share=each.share / treating) for each in found]

    def tells_of(self, concepts: Sequence[Concept], hits: Sequence[Hit]) -> bool:
        """Whether a passage says most of a subject in its own words, so that its text may answer."""
        subject = [concept for concept in concepts if not is_generic(concept)]
        weights = [self._matcher.weight(concept) for concept in subject]
        texts = [(hit.passage.text, *hit.passage.path) for hit in hits[:READ]]
        said = (weight_said(self._labels.in_text(subject, *text), weights, WORD) for text in texts)
        return any(share >= TREATED for share in said)

    def _titled_in(self, title: str, treated: Sequence[Treated]) -> float:
        """How well the text about a subject, and its headings, say what a title says."""
        fields, weights = self._fields_of(title)
        if not fields or not treated:
            return 0.0
        best = max(each.share for each in treated)
        return max(each.share / best * self._says_field(fields, weights, each) for each in treated)

    def _says_field(self, fields: Sequence[Concept], weights: Sequence[float], treated: Treated) -> float:
        """How much of a title a passage and its own heading say, each for a half."""
        says, passage = self._labels.in_text, treated.hit.passage
        in_words = weight_said(says(fields, passage.text), weights, WORD)
        return (in_words + weight_said(says(fields, *passage.path[-1:]), weights, WORD)) / 2

    def _fields_of(self, title: str) -> tuple[Sequence[Concept], Sequence[float]]:
        """What a title says of its post, and how much each word of it tells; nothing for "chef" alone."""
        if title not in self._fields:
            words = [field_of(word) for word in re.findall(r"\w+", title.casefold()) if self._tells(word)]
            concepts = self._matcher.concepts(" ".join(words)) if words else []
            self._fields[title] = concepts, [self._matcher.weight(concept) for concept in concepts]
        return self._fields[title]

    def _tells(self, word: str) -> bool:
        """Whether a title's word says what the post is about: no rank, and not the home region's name."""
        return len(word) > 3 and not GENERIC_ROLE.match(word) and word != self._home


def post_of(mention: Mention) -> tuple[str, ...]:
    """What a mention says of a post: title and unit; of a mailbox or a switchboard, its line."""
    return tuple(label for label in (mention.title or mention.text, mention.unit) if label)


def titles_of(mention: Mention) -> tuple[str, ...]:
    """What a mention says of a post, and the areas it stands for."""
    return (*post_of(mention), *mention.areas)


def _area(found: FoundContact, asked: Asked) -> tuple[Mention, str | None, float]:
    """Where a contact stands for the chapter that treats the subject most, and how much of it lies there."""
    best: tuple[Mention, str | None, float] = (found.mention, None, 0.0)
    for mention in found.contact.mentions:
        inmost_first = mention.areas[::-1]
        area = max(inmost_first, key=lambda area: asked.shares.get(area, 0.0), default=None)
        if (share := asked.shares.get(area or "", 0.0)) > best[2]:
            same_time = mention.as_of == found.mention.as_of and bool(mention.phones or mention.emails)
            best = (mention if same_time else found.mention, area, share)
    return best


def _together(treated: Sequence[Treated], weights: Sequence[float]) -> bool:
    """Whether passages together treat a subject, and not one of them in passing."""
    columns = list(zip(*(each.says for each in treated), strict=True))
    said = [n for n, column in enumerate(columns) if max(column) >= SAYS]
    if not said or weight_said([max(column) for column in columns], weights) < TREATED:
        return False
    rarest = columns[max(said, key=lambda n: weights[n])]
    return any(each.headed for each in treated) or sum(strength >= SAYS for strength in rarest) > 1


def is_generic(concept: Concept) -> bool:
    """Whether a concept is a rank alone and says nothing of what is asked about."""
    return bool(GENERIC_ROLE.match(concept.written))


def _is_under(treated: Treated, area: str) -> bool:
    return any(alike(area, heading) for heading in treated.hit.passage.path)


def _telling(strengths: Sequence[float]) -> float:
    """How much a concept tells titles apart: what most titles say tells little, what none says nothing."""
    saying = sum(strength >= SAYS for strength in strengths)
    return math.log(1 + len(strengths) / (1 + saying)) if saying else 0.0


def roles_in(text: str) -> list[str]:
    """The posts of their own that a question names: "regiondirektören", not "chefen"."""
    words = re.findall(r"[\w-]+", PRESS.sub("presskontakt", text))
    return [w for w in words if (TITLE.search(w) or OFFICE.search(w)) and not GENERIC_ROLE.match(w)]


def is_rank(word: str) -> bool:
    """Whether a word is a rank and says nothing of what a post is about."""
    return bool(GENERIC_ROLE.match(word) or TITLE.fullmatch(word))


@lru_cache(maxsize=16_384)
def alike(area: str, heading: str) -> bool:
    """Whether two headings are the same but for their marks and numbers."""
    return bool(_letters(area)) and _letters(area) == _letters(heading)


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text.casefold()).strip()
