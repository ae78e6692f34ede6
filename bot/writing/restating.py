"""Hold a model's wording of a question against what was asked, before anything is sought with it.

Question, turns before, new wording -> the reason why it is not used, or None. It must ask for the same: what
the corpus knows of the question stays, what it names and counts stays, and nothing is added.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.decision import REQUIRED
from bot.expectations import expectations_in
from bot.messages import Kind, kind_of
from bot.question import names_in
from bot.verification import LINK
from bot.verifying.characters import odd_character
from bot.verifying.leaking import Guard
from retrieval.documents import Language
from retrieval.instructing import instructs
from retrieval.language import stopwords
from retrieval.language.analysis import Concept
from retrieval.language.detection import language_of
from retrieval.language.places import regions_in
from retrieval.language.tokens import words_of
from retrieval.matching import Matcher
from retrieval.registers.contacts.details import details_in

LONGEST = 200  # characters; it is shown to the asker
SAID = 0.45  # strength from which a word of the question counts as said
FOREIGN_WORDS = 0.6  # share of the words that the corpus does not know, from which a question is foreign
FAMILIAR = 0.25  # share of Swedish or English function words up to which it is
NUMBER = re.compile(r"\d+")
MARKUP = re.compile(r"[<>{}\[\]`|*_#\\~]")  # what a channel may read as more than text
ACRONYM = re.compile(r"\b\w*[A-ZÅÄÖ]{2,}\w*\b")


@dataclass(frozen=True, slots=True)
class Restated:
    """A new wording beside what it stands for."""

    text: str
    question: str
    history: Sequence[str]
    language: Language  # of the question
    worded_in: Language
    matcher: Matcher
    guard: Guard

    @property
    def before(self) -> str:
        """Everything that was said by the asker."""
        return " ".join((*self.history, self.question))


Check = Callable[[Restated], str | None]


def fault_of_rewriting(restated: Restated) -> str | None:
    """Why a follow-up's new wording is not used: it says all that the follow-up says, and nothing new."""
    return _first(restated, (*FORM, _expected, _dropped_word, _dropped_name, _added))


def fault_of_translation(restated: Restated) -> str | None:
    """Why a translation is not used. Of a foreign question the words cannot be compared, its figures can."""
    if is_foreign(restated.question, restated.language, restated.matcher):
        return _first(restated, (*FORM, _language))
    return _first(restated, (*FORM, _language, _expected, _dropped, _dropped_name, _added_name, _exchanged))


def is_foreign(question: str, language: Language, matcher: Matcher) -> bool:
    """Whether a question is hardly in Swedish or English."""
    words = words_of(question)
    familiar = sum(word in stopwords.SWEDISH or word in stopwords.ENGLISH for word in words)
    concepts = matcher.concepts(question, language)
    unknown = sum(not matcher.knows(concept) for concept in concepts)
    return familiar <= FAMILIAR * len(words) and unknown >= FOREIGN_WORDS * len(concepts)


def may_be_translated(question: str, language: Language, matcher: Matcher) -> bool:
    """Whether the documents may say in other words what a question says in some that they do not have."""
    concepts = matcher.concepts(question, language)
    unknown = sum(not matcher.knows(concept) for concept in concepts)
    return 0 < unknown < len(concepts) or is_foreign(question, language, matcher)


def _first(restated: Restated, checks: Sequence[Check]) -> str | None:
    return next((fault for check in checks if (fault := check(restated))), None)


def _form(restated: Restated) -> str | None:
    text = restated.text
    if "\n" in text or len(text) > LONGEST or not re.search(r"\w{2}", text):
        return "form"
    if odd := odd_character(text, frozenset(restated.before)):
        return f"characters {odd}"
    return "form" if MARKUP.search(text) else None


def _details(restated: Restated) -> str | None:
    """No link and nobody's number or address, also not one that was asked with."""
    return "detail" if LINK.search(restated.text) or any(details_in(restated.text)) else None


def _orders(restated: Restated) -> str | None:
    if instructs(restated.text) or restated.guard.leak_in(restated.text, restated.before):
        return "instruction"
    kind = kind_of(restated.text, restated.text, "")
    return None if kind in (Kind.QUESTION, Kind.CONTACT) else f"kind {kind.value}"


def _numbers(restated: Restated) -> str | None:
    """Numbers are those that were asked with: those of the question all of them, of turns before perhaps."""
    said = set(NUMBER.findall(restated.text))
    asked, known = set(NUMBER.findall(restated.question)), set(NUMBER.findall(restated.before))
    odd = (said - known) | (asked - said)
    return f"number {min(odd)}" if odd else None


def _places(restated: Restated) -> str | None:
    """Regions likewise, and names in capitals, which look alike in every language."""
    lost = regions_in(restated.question) - regions_in(restated.text)
    added = regions_in(restated.text) - regions_in(restated.before)
    if odd := lost | added:
        return f"region {min(odd)}"
    asked, said = set(ACRONYM.findall(restated.question)), set(ACRONYM.findall(restated.text))
    names = (asked - said) | (said - set(ACRONYM.findall(restated.before)))
    return f"name {min(names)}" if names else None


def _unheard(restated: Restated) -> str | None:
    """A word that neither the asker, the corpus nor the lexicon has; it would find nothing, and be shown."""
    concepts = restated.matcher.concepts(restated.text, restated.worded_in)
    new = [each for each in concepts if len(each.ways) == 1 and not restated.matcher.knows(each)]
    unheard = _unsaid(new, restated.before, restated.matcher)
    return f"unheard {unheard}" if unheard else None


def _language(restated: Restated) -> str | None:
    return None if language_of(restated.text) == restated.worded_in else "language"


def _expected(restated: Restated) -> str | None:
    """What the question expects, such as a number, must still be expected."""
    expected = expectations_in(restated.question) & set(REQUIRED)
    lost = expected - expectations_in(restated.text)
    return f"expects {min(lost)}" if lost else None


def _dropped_word(restated: Restated) -> str | None:
    """Every word that says something must still be said: what was asked before is another question."""
    concepts = restated.matcher.concepts(restated.question, restated.language)
    missing = _unsaid(concepts, restated.text, restated.matcher)
    return f"dropped {missing}" if missing else None


def _dropped(restated: Restated) -> str | None:
    """What the corpus knows of the question must still be said."""
    concepts = restated.matcher.concepts(restated.question, restated.language)
    known = [concept for concept in concepts if restated.matcher.knows(concept)]
    missing = _unsaid(known, restated.text, restated.matcher)
    return f"dropped {missing}" if missing else None


def _exchanged(restated: Restated) -> str | None:
    """Words may come for those that the corpus does not know, and only beside some that it does."""
    matcher = restated.matcher
    asked = matcher.concepts(restated.question, restated.language)
    unknown = sum(not matcher.knows(concept) for concept in asked)
    if unknown == len(asked):
        return "nothing known"
    added = matcher.concepts(restated.text, restated.worded_in)
    strengths = matcher.on(added).strengths(restated.before) if added else []
    translated = [_says_any(asked, concept, matcher) for concept in added]
    new = sum(said < SAID and not other for said, other in zip(strengths, translated, strict=True))
    return f"{new} words for {unknown}" if new > unknown else None


def _says_any(asked: Sequence[Concept], said: Concept, matcher: Matcher) -> bool:
    """Whether a word is one of the ways to say what was asked, such as its translation in the lexicon."""
    return any(strength >= SAID for strength in matcher.on(asked).strengths(said.written))


def _dropped_name(restated: Restated) -> str | None:
    text = restated.text.casefold()
    missing = next((n for n in names_in(restated.question) if n.casefold() not in text), None)
    return f"name {missing}" if missing else None


def _added_name(restated: Restated) -> str | None:
    before = restated.before.casefold()
    added = next((n for n in names_in(restated.text) if n.casefold() not in before), None)
    return f"name {added}" if added else None


def _added(restated: Restated) -> str | None:
    """Every word that says something stands in what was asked before, in whatever form."""
    concepts = restated.matcher.concepts(restated.text, restated.worded_in)
    added = _unsaid(concepts, restated.before, restated.matcher)
    return f"added {added}" if added else None


def _unsaid(concepts: Sequence[Concept], text: str, matcher: Matcher) -> str:
    """The first idea that a text does not say; empty where it says all."""
    strengths = matcher.on(concepts).strengths(text) if concepts else ()
    return next((c.written for c, said in zip(concepts, strengths, strict=True) if said < SAID), "")


FORM: tuple[Check, ...] = (_form, _details, _orders, _numbers, _places, _unheard)
