"""Names of people and titles of posts in Swedish and English text, and how alike two names are."""

import re

from rapidfuzz import fuzz

from retrieval.cleaning import unaccented

CAPITAL = r"[A-ZÅÄÖÉÜØÆ][a-zåäöéüøæëè]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
NAME = re.compile(rf"\b({CAPITAL}(?: (?:(?:von|af|de|van|der|el|al)\s)?{CAPITAL}){{1,3}})\b")
TITLE = re.compile(
    r"(?:\b|\w)(?:chef(?:er|erna)?|direktör(?:er)?|strateg(?:er)?|samordnare|koordinator|ledare|handläggare|ansvarig|sekreterare"
    r"|kommunikatör|utvecklare|rådgivare|controller|ekonom|jurist|ordförande|ombud|producent|bibliotekarie|konsulent"
    r"|expert|specialist|utredare|analytiker|planerare|administratör|assistent|konsult|arkitekt|ingenjör|rektor|forskare"
    r"|professor|(?:kommun|region)råd|ledamot|presskontakt|kontaktperson|chair(?:man|woman|person)?|manager|head|officer|director"
    r"|coordinator|advis[eo]r|strategist|leader|secretary|analyst|planner|lots|pedagog|antikvarie|landshövding)(?:n|en|na|ns|ens|s)?\b|\b(?:vd|ceo)\b",
    re.IGNORECASE,
)
ORGANISATION_WORD = re.compile(
    r"\b(?:AB|Region|Regionen|Kommun|Kommunen|Länsstyrelsen|Universitet|University|Office|Center|Centrum|Förbund|Förbundet"
    r"|Stiftelsen|Myndigheten|Verket|Agency|Council|County|Board|Institute|Institutet|Sverige|Sweden|Norra|Södra|Västra"
    r"|Östra|Norr|Övre|Nya|Projekt|Projektet|Nätverk|Enheten|Museum|Teater|Företagarna|Kontakt|Press|Telefon|Mobil"
    r"|Welcome|Välkommen|Kontor|Group|Fonden|Agenda|Vision|Strategi|Sida|Plan)\b"
)
NOT_A_FIRST_NAME = re.compile(r"^(?:Den|Det|De|En|Ett|Vi|I|På|Under|För|Med|Om|Av|The|In|On|For|From|At|Kontakta|Ring|Mejla|Fråga|Här|Vill)$")
SAME_NAME = 75  # rapidfuzz points; misspellings reach 77 or more, strangers 62 (measured November 2026)


def name_in(text: str) -> str | None:
    """The last person's name in a text, None where nothing looks like one."""
    found = None
    for match in NAME.finditer(text):
        words = match.group(1).split()
        while words and NOT_A_FIRST_NAME.match(words[0]):
            words = words[1:]
        if len(words) >= 2 and not ORGANISATION_WORD.search(" ".join(words)) and not TITLE.search(" ".join(words)):
            found = " ".join(words)
    return found


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
