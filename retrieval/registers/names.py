"""Names of people and titles of posts in Swedish and English text, and how alike two names are."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from retrieval.cleaning.characters import unaccented

UPPER, LOWER = "A-ZÀ-ÖØ-ÞŠŽ", "a-zß-öø-ÿšž"
CAPITAL = rf"(?:(?:Mc|Mac|[OD]['’])(?=[{UPPER}]))?[{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?"
INITIAL = rf"[{UPPER}]\."
PARTICLE = r"(?:von|af|av|de|van|der|den|du|di|da|la|el|al|y)"
NAME = re.compile(rf"\b{CAPITAL}(?: {INITIAL}){{0,2}}(?: (?:{PARTICLE} ){{0,2}}{CAPITAL}){{1,4}}\b")
LONGEST_NAME = 5  # parts written with a capital, initials too
RANKS = (
    r"chef(?:er|erna)?|direktör(?:er)?|strateg(?:er)?|samordnare|koordinator|ledare|handläggare|ansvarig"
    r"|sekreterare|kommunikatör|utvecklare|rådgivare|controller|ekonom|jurist|ordförande|ombud|producent"
    r"|bibliotekarie|konsulent|expert|specialist|utredare|analytiker|planerare|administratör|assistent|konsult"
    r"|arkitekt|ingenjör|rektor|forskare|professor|(?:kommun|region)råd|ledamot|presskontakt|kontaktperson"
    r"|chair(?:man|woman|person)?|manager|head|officer|director|coordinator|advis[eo]r|strategist|leader|secretary"
    r"|analyst|planner|lots|pedagog|antikvarie|landshövding"
)
TITLE = re.compile(rf"(?:\b|\w)(?:{RANKS})(?:n|en|na|ns|ens|s)?\b|\b(?:vd|ceo)\b", re.IGNORECASE)
RANK_AT_END = re.compile(rf"(?<=\w{{3}})s?(?:{RANKS})(?:n|en|na)?$", re.IGNORECASE)
SEVERAL = re.compile(r"(?:(?:chef|direktör|strateg)er(?:na)?|na|[rdty]s)$", re.IGNORECASE)
ORGANISATION_WORD = re.compile(
    r"\b(?:AB|Region|Regionen|Kommun|Kommunen|Länsstyrelsen|Universitet|University|Office|Center|Centrum|Förbund"
    r"|Förbundet|Stiftelsen|Myndigheten|Verket|Agency|Council|County|Board|Institute|Institutet|Norra|Södra|Västra"
    r"|Östra|Norr|Övre|Nya|Projekt|Projektet|Nätverk|Network|Enheten|Museum|Teater|Företagarna|Kontakt|Press"
    r"|Telefon|Mobil|Welcome|Välkommen|Kontor|Group|Fonden|Agenda|Vision|Strategi|Sida|Plan|Deal"
    r"|(?:North|South|West|East|Northern|Southern|Western|Eastern)(?=\s)"
    r"|Sverige|Sweden|Norge|Norway|Finland|Danmark|Denmark|Island|Iceland|Norden|Europa|Europe|Sápmi"
    r"|Svenska?t?|Finska?|Norska?|Danska?|Samiska?t?|Nordiska?t?|Europeiska?t?|Nationella?|Regionala?t?"
    r"|\w{3,}(?:verk|verket|unionen|bolag|bolaget|förening|föreningen|förbund|förbundet|nämnd|nämnden|styrelsen"
    r"|skolan|fonden|rådet|byrån|sliv|slivet|kontor|kontoret|enheten|centrum|museet))\b"
)
NOT_A_FIRST_NAME = re.compile(
    r"^(?:Den|Det|De|En|Ett|Vi|I|På|Under|För|Med|Om|Av|The|In|On|For|From|At|Kontakta|Ring|Mejla|Fråga|Här|Vill)$"
)
FIELD_OF_WORK = re.compile(r"\b\w{5,}(?:ning|ling|tion|tioner|ional|isk|iska|het|heten|skap|frågor|terna)\b")
SAME_NAME = 75  # rapidfuzz points; misspellings reach 77 or more, strangers 62 (measured November 2026)


def name_in(text: str) -> str | None:
    """The last person's name in a text, None where nothing looks like one."""
    spans = list(names_in(text))
    return text[slice(*spans[-1])] if spans else None


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where people's names stand in a text, in order; a title before a name is no part of it."""
    for match in NAME.finditer(text):
        at = match.start()
        words = [(at + word.start(), at + word.end()) for word in re.finditer(r"\S+", match.group())]
        titled = False
        while words and (NOT_A_FIRST_NAME.match(first := text[slice(*words[0])]) or TITLE.search(first)):
            titled = titled or bool(TITLE.search(first))
            words = words[1:]
        if not words:
            continue
        start, end = words[0][0], words[-1][1]
        if _is_person(text[start:end]) and not (titled and FIELD_OF_WORK.search(text[start:end])):
            yield start, end


def _is_person(words: str) -> bool:
    """Whether words with capitals can be a person's name: neither one word, a body nor a post."""
    capitals = sum(word[0].isupper() for word in words.split())
    if not 2 <= capitals <= LONGEST_NAME:
        return False
    return not ORGANISATION_WORD.search(words) and not TITLE.search(words)


def is_one_persons(title: str) -> bool:
    """Whether a title is one that a single person holds: "director", not "directors network"."""
    found = [match.group() for match in TITLE.finditer(title)]
    return any(not SEVERAL.search(word) for word in found)


def field_of(title_word: str) -> str:
    """What a title's word says the post is about: "regionbibliotek" of "regionbibliotekschef"."""
    return RANK_AT_END.sub("", title_word)


def belongs_to(email: str, name: str) -> bool:
    """Whether an address is made of a name: its parts are the name's parts, accents apart."""
    local = email.split("@")[0]
    parts = [part for part in re.split(r"[._-]", unaccented(local)) if len(part) > 1]
    words = re.split(r"[\s-]", unaccented(name))
    return bool(parts) and all(part in words for part in parts)


def likeness(asked: str, name: str) -> float:
    """How well a written name fits a person's, 0 to 100; a single word is compared with each part."""
    asked_words, words = unaccented(asked).split(), unaccented(name).split()
    if not asked_words:
        return 0.0
    points = [max(fuzz.ratio(word, own) for own in words) for word in asked_words]
    return float(min(points) + sum(points) / len(points)) / 2
