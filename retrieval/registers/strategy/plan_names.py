"""Recognise the name of a strategy, plan, programme or agenda in a sentence, what it plans, and its years.

Sentence -> Named. National and European plans, and the periods of EU programmes, are not the region's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KIND_WORDS = {
    "strategi": r"strategi(?:n|ns|er|erna)?|strateg(?:y|ies)",
    "plan": r"plan(?:en|ens|er|erna|s)?",
    "program": r"program(?:met|mets|men)?|programmes?",
    "agenda": r"agenda(?:n|ns)?",
}
DEVELOPMENT = "utveckling"  # the strategy that a region's other plans follow
# what two plans for the same thing share, whatever they are called in either language
SUBJECTS = {
    "innovation": r"innovation",
    "digitalisering": r"digital",
    "tillväxt": r"tillväxt|growth",
    "livsmedel": r"livsmedel|\bfood",
    "kultur": r"kultur|cultur",
    "kollektivtrafik": r"trafikförsörjning|kollektivtrafik|public transport",
    "transport": r"transport|infrastruktur|länsplan",
    "tåg": r"\btåg|järnväg|\brail|\btrain",
    "bredband": r"bredband|broadband",
    "energi och klimat": r"energi|klimat|energy|climate",
    "skog": r"\bskog|forest",
    "service": r"service",
    "kompetens": r"kompetens|skills|competence",
    "turism": r"besöksnäring|turism|touris|visitor",
    "folkhälsa": r"hälsa|health",
    "landsbygd": r"landsbygd|rural",
    "jämställdhet": r"jämställd|gender",
    "bibliotek": r"bibliotek|librar",
    DEVELOPMENT: (
        r"utvecklings(?:strategi|plan|program|agenda)|development (?:strategy|plan|programme|agenda)"
    ),
}
EVERY_KIND = "|".join(KIND_WORDS.values())
HEAD = re.compile(rf"\b(?P<stem>[\w-]*?)(?P<head>{EVERY_KIND})\b[\"”]?", re.IGNORECASE)
# the adjectives before a name; in English also what it is a plan of: "regional growth programme"
BEFORE = re.compile(
    r"(?P<own>\b(?:regional[at]?|länets|regionens|(?:the )?county(?:[’']s)?)(?:\s[A-Za-z-]+){0,2}\s)$"
    r"|(?P<of>\b(?:innovation|development|growth|digital|food|energy|climate|transport|cultural|rural)\s)$",
    re.IGNORECASE,
)
PAIR = re.compile(r"[\w-]+-\s(?:och|samt|and)\s$")  # "energi- och" klimatstrategi
FOREIGN = re.compile(
    r"\b(?:EU|europe\w*|nationell\w*|national|statlig\w*|interreg\w*|horiso?nt?\w*|\w*fond\w*|regeringens"
    r"|sveriges|svensk\w*|swedish|kommunal\w*|kommunens|FN)(?::?s)?[\s-](?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
YEAR = r"(?:19|20)\d\d"
SINCE = r"(?:(?:för|for|the|åren|perioden|period|years|från|from|gäller|mellan)\s){0,3}"
RANGE = rf"{SINCE}\(?(?P<first>{YEAR})\s?(?:[-–]|till|to|until)\s?(?P<last>{YEAR})?\)?"
UNTIL = rf"(?P<only>{YEAR})(?!\s?[-–/]|\d)"
SHORT = r"(?P<short>[A-ZÅÄÖ][A-ZÅÄÖa-z]{0,3}[A-ZÅÄÖ])"
PERIOD = re.compile(rf"\s?{RANGE}")
ITSELF = re.compile(
    r"\b(?:(?:utvecklings)?(?:strategin|planen|programmet|agendan)"
    r"|(?:the|this) (?:strategy|plan|programme|agenda))"
    r"\s(?:gäller|sträcker sig|löper|är giltig|omfattar|runs|applies|is valid|covers|is in force)"
    r"\s?(?P<rest>.*)",
    re.IGNORECASE,
)
FROM = re.compile(rf"\b(?:från|sedan|from|since)(?: och med| år)?\s({YEAR})", re.IGNORECASE)
TO = re.compile(rf"\b(?:till|t\.o\.m\.|until|to)(?: och med| år| the end of)?\s({YEAR})", re.IGNORECASE)
LATEST_TITLE = 40  # characters before the plan's word in the title of a document that is that plan
# what may follow a name and is a part of it, the most telling first
AFTER = (
    re.compile(rf"\s?{RANGE}(?:\s\({SHORT}\))?"),
    re.compile(rf"(?P<title>,\s[A-ZÅÄÖ][^.;:()]{{3,120}})?\s\({SHORT}(?:\s{RANGE})?\)"),
    re.compile(rf"\s(?:för|for)\s(?P<aim>[^.;:,()\d]{{3,60}}?)\s?{RANGE}"),
    re.compile(rf"\s{UNTIL}"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A plan's name where it stands."""

    name: str  # as printed, without the article and "new"
    kind: str
    subject: str
    first_year: int | None
    last_year: int | None
    short: str | None  # "RUS"
    telling: int  # the higher, the more its words tell: a title of its own, years, nothing


def plans_in(text: str) -> Iterator[Named]:
    """Every plan of a region that a sentence names, in order."""
    for head in HEAD.finditer(text):
        pair = PAIR.search(text[: head.start()])
        begins = pair.start() if pair else head.start()
        before = BEFORE.search(text[:begins])
        start = before.start() if before else begins
        if FOREIGN.search(text[:start]) or FOREIGN.search(head.group("stem") + " "):
            continue
        after = next((m for form in AFTER if (m := form.match(text, head.end()))), None)
        if named := _named(text, start, head, after, bool(before and before.group("own"))):
            yield named


def _named(
    text: str, start: int, head: re.Match[str], after: re.Match[str] | None, own: bool
) -> Named | None:
    """The name from its first word to its years; None where the words are too few to be one."""
    said = after.groupdict() if after else {}
    stem = head.group("stem").strip("-")
    specific = bool(stem) or bool(said.get("aim")) or len(text[start : head.start()].split()) > 1
    only = said.get("only")
    if not specific or (not after and (not own or _several(head))) or (only and not _titled(head)):
        return None
    printed = text[start : after.end() if after else head.end()].strip(' "”')
    kind = kind_of(head.group("head"))
    subject = subject_of(f"{text[start : head.end()]} {said.get('aim') or ''}", stem or kind)
    return Named(
        printed,
        kind,
        subject,
        int(said["first"]) if said.get("first") else None,
        int(last) if (last := said.get("last") or only) else None,
        said.get("short"),
        2 * bool(said.get("title")) + bool(said.get("first") or only),
    )


def _several(head: re.Match[str]) -> bool:
    """Whether a word speaks of plans as such, and of no one plan."""
    return bool(re.search(r"(?:er|erna|men|ies|mes|ms|plans)$", head.group("head"), re.IGNORECASE))


def _titled(head: re.Match[str]) -> bool:
    """Whether a single year after it may be the year that a plan reaches to: "Tågstrategi 2040"."""
    word = head.group("head")
    return bool(head.group("stem")) and any(
        word.casefold() == each for each in ("strategi", "plan", "program", "agenda", "strategy", "programme")
    )


def kind_of(word: str) -> str:
    """The kind that a word names, in the basic form."""
    return next(kind for kind, forms in KIND_WORDS.items() if re.fullmatch(forms, word, re.IGNORECASE))


def subject_of(words: str, otherwise: str) -> str:
    """What a plan of these words plans."""
    found = (subject for subject, forms in SUBJECTS.items() if re.search(forms, words, re.IGNORECASE))
    return next(found, otherwise.casefold())


def period_after(text: str, last: int) -> tuple[int | None, int | None]:
    """The years that stand right after an offset."""
    match = PERIOD.match(text, last)
    if not match:
        return None, None
    return int(match.group("first")), int(match.group("last")) if match.group("last") else None


def titled_plan(title: str) -> Named | None:
    """The plan that a document's title says it is, with or without years: "Kulturplan för Blekinge"."""
    if named := next(plans_in(title), None):
        return named
    head = next((h for h in HEAD.finditer(title) if h.group("stem") and not _several(h)), None)
    if head is None or FOREIGN.search(title[: head.start()]) or head.start() > LATEST_TITLE:
        return None
    kind = kind_of(head.group("head"))
    return Named(title, kind, subject_of(head.group(), head.group("stem")), None, None, None, 0)


def own_period(sentence: str) -> tuple[int | None, int | None]:
    """The years that a plan gives for itself: "Strategin gäller från 2021"."""
    said = ITSELF.search(sentence)
    if not said:
        return None, None
    rest = said.group("rest")
    if match := PERIOD.match(rest):
        return int(match.group("first")), int(match.group("last")) if match.group("last") else None
    first, last = FROM.search(rest), TO.search(rest)
    return int(first.group(1)) if first else None, int(last.group(1)) if last else None
