"""Find the names that funds, programmes and appropriations bear, and calls for applications.

Sentence -> Mentions. Known names come in every form that they have ("ERUF", "regionalfonden"); the others
are told by the words around them ("programmet Gröna Byar", "anslag 1:1").
"""

import re
from collections.abc import Iterator

from retrieval.registers.funding.mention import Mention, capital, with_purpose
from retrieval.registers.funding.vocabulary import FUNDS, KNOWN
from retrieval.registers.funding.words import complement, content_key
from retrieval.registers.records import FundingKind

PROGRAMME = re.compile(
    r"\b(?:[\wåäö-]*programm(?:et|ets)|programmes?|initiativet|utlysningen|satsningen)\s[”\"]?"
    r"(?P<name>[A-ZÅÄÖ][\w+&-]*(?:\s[A-ZÅÄÖ\d][\w+&-]*)*)"
)
# a family of programmes, each with a name of its own: "Interreg Aurora"
OPEN_ENDED = "Interreg"
MORE = re.compile(r"(?:\s(?!Region\b)[A-ZÅÄÖ][\wåäö-]*)+")
FUND_FOR = re.compile(r"\b[Ff]onden\s(?P<word>för)\s(?=[a-zåäö])")
APPROPRIATION = re.compile(r"\banslag(?:et)?\s(?P<number>\d+:\d+)", re.IGNORECASE)
CALL = re.compile(r"\b[Uu]tlysning(?:en|ar|arna)?\s(?P<word>för|om|inom|till)\s(?=[\wåäö])")
CAN_FINANCE = re.compile(
    r"\b(?:möjlighet(?:er)? att|kan) (?:med)?finansiera\s(?!sin|sitt|sina|den|det|de|dessa"
    r"|detta|en|ett|sig)(?=[a-zåäö])"
)
MODEL = re.compile(
    r"finansier\w*\s(?:\w+\s)?(?:av|genom|inom"
    r"|via)\s(?:den\s)?(?:[\w-]+\s(?:och\s)?){0,3}(?P<name>[a-zåäö]{6,}modellen)"
)


def _known_forms() -> dict[str, tuple[str, FundingKind]]:
    kinds: tuple[FundingKind, ...] = ("fund", "programme", "support")
    return {form: (forms[0].casefold(), kind) for kind in kinds for forms in KNOWN[kind] for form in forms}


FORMS = _known_forms()
ANY_CASE = {form: found for form, found in FORMS.items() if form.islower()}


def _known(forms: list[str], flags: int) -> "re.Pattern[str]":
    longest = sorted(forms, key=len, reverse=True)
    any_form = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in longest)
    return re.compile(rf"(?<![\w-])(?P<form>{any_form})(?:s\b)?(?![\w+])", flags)


KNOWN_ANY_CASE = _known(list(ANY_CASE), re.IGNORECASE)
KNOWN_AS_IS = _known([form for form in FORMS if form not in ANY_CASE], 0)
# "Interregprojektet", "Horizon-projektet", "BSR Interreg"
KNOWN_INSIDE = re.compile(
    r"\b(?P<form>Interreg|Horizon|Horisont|Erasmus\+)(?=-?(?:projekt|ansök|program|medel|finansier))"
)


def titled_in(text: str) -> Iterator[Mention]:
    """The names of funds, programmes, appropriations and calls in a sentence, the surest first."""
    for finder in (_known_names, _appropriations, _funds_for, _programmes, _calls, _finance, _models):
        yield from finder(text)


def _known_names(text: str) -> Iterator[Mention]:
    for pattern in (KNOWN_ANY_CASE, KNOWN_AS_IS, KNOWN_INSIDE):
        for match in pattern.finditer(text):
            form = match.group("form")
            key, kind = FORMS.get(form) or FORMS[form.casefold()]
            last = match.end("form")
            if form == OPEN_ENDED and (more := MORE.match(text, last)):
                last = more.end()
                key = text[match.start() : last].casefold()
            printed = text[match.start() : last]
            yield Mention(match.start(), last, key, capital(printed), printed, kind, True, everywhere=True)


def _appropriations(text: str) -> Iterator[Mention]:
    for match in APPROPRIATION.finditer(text):
        name = f"Anslag {match.group('number')}"
        yield Mention(*match.span(), name.casefold(), name, match.group(), "fund", True, everywhere=True)


def _funds_for(text: str) -> Iterator[Mention]:
    for match in FUND_FOR.finditer(text):
        last = complement(text, match.end(), "för")
        if last > match.end():
            name = text[match.start() : last]
            yield Mention(
                match.start(), last, name.casefold(), capital(name), name, "fund", True, everywhere=True
            )


def _programmes(text: str) -> Iterator[Mention]:
    """Programmes by name, "programmet Gröna Byar", where the sentence speaks of what they fund."""
    for match in PROGRAMME.finditer(text):
        name = match.group("name")
        if FUNDS.search(text):
            first, last = match.span("name")
            yield Mention(first, last, name.casefold(), name, name, "programme", True, everywhere=True)


def _calls(text: str) -> Iterator[Mention]:
    for match in CALL.finditer(text):
        last = complement(text, match.end(), match.group("word"))
        if last > match.end():
            yield with_purpose(text, match.start(), match.end(), last, "utlysning", "support")


def _finance(text: str) -> Iterator[Mention]:
    """What a body says that it can finance: "har möjlighet att finansiera samiska arrangemang"."""
    for match in CAN_FINANCE.finditer(text):
        last = complement(text, match.end(), "")
        if last > match.end():
            name = text[match.end() : last]
            yield Mention(
                match.end(), last, f"finansiering {content_key(name)}", capital(name), name, "support", True
            )


def _models(text: str) -> Iterator[Mention]:
    for match in MODEL.finditer(text):
        name = match.group("name")
        yield Mention(*match.span("name"), name.casefold(), capital(name), name, "programme", True)
