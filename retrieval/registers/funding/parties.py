"""Who may get money, and who gives it, in the words of a sentence.

Sentence -> the words, with where they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# those who may get money; a compound ends in one of them: "bygdeföreningar", "inlandskommunerna"
GROUP = (
    r"[\wåäö-]*(?:företag(?:en|are|arna)?|bolag(?:en)?|förening(?:ar|arna|en)?|kommun(?:er|erna|en)?"
    r"|organisation(?:er|erna)?|aktör(?:er|erna)?|elev(?:er|erna)|ungdom(?:ar|ars|arna)?|unga|barn|kvinnor"
    r"|män|födda|studenter|konstnär(?:er|erna)|kulturskapare|festival(?:er|erna)|arrangörer|arrangemang"
    r"|lantbruk(?:are)?|jordbrukare|entreprenörer|privatpersoner|hushåll|skolor|museer|bibliotek|teatrar"
    r"|grupper|institutioner|fastighetsägare|sökande|forskare|byar|samebyar)"
)
GROUPS = rf"{GROUP}(?:\s(?:och|eller|samt)\s(?:[\wåäö-]+\s){{0,2}}?{GROUP})*"
SIZE = r"(?:\s(?:i|inom|med)\s(?:(?:hela|norra|högst|minst|upp till|fler än|\d+)\s)*[\wåäö]+)?"
ENGLISH_GROUP = (
    r"(?:[a-z-]+\s){0,3}(?:companies|businesses|enterprises|SMEs|firms|associations|municipalities|farmers"
    r"|organi[sz]ations|artists|students|women|entrepreneurs|start-ups|startups|schools|households"
    r"|researchers|festivals|people)"
)
LABEL = r"^(?:[^:.]{2,60}:\s)?"  # the name that a sentence may begin with: "Innovationscheck: Företag ..."
# holds only right after a name: "folkhälsobidrag till ideella föreningar"
GROUP_AFTER = re.compile(
    rf"\b(?:till|för|åt)\s(?P<said>(?:(?!(?:och|att|med|om|av|i|på|som)\b)[\wåäö-]+\s){{0,3}}?{GROUPS}{SIZE})"
    r"(?!\w)"
)
FOR_WHOM = (
    re.compile(
        r"\b(?:[Rr]iktade? (?:stöd|bidrag)|riktade?s?|riktar sig|vänder sig|riktat)\s"
        r"(?:sig\s)?(?:särskilt\s|främst\s)?(?:till|mot)\s(?P<said>[^.;:(]{3,90}?)"
        r"(?=\s(?:som|eftersom|för att|finns|där|och har)\b|[.,;(]|$)"
    ),
    re.compile(
        rf"{LABEL}(?P<said>(?:(?:Små|Mindre|Ideella|Alla|De|Nya|Enskilda|Lokala|Unga)\s)?{GROUP}"
        r"(?:\s(?:och|eller)\s[\wåäö-]+)?(?:\s(?:som|med|i)\s[^,.]{3,60}?)?)\s"
        r"(?:kan|får|har(?:\s\w+)? möjlighet)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bsom (?:genomförs|arrangeras|drivs|söks) av\s(?P<said>(?:[\wåäö-]+\s){{0,2}}?{GROUP})(?!\w)"
    ),
    re.compile(r"\bkan sökas(?:\s\w+)? av\s(?P<said>[^.;:(]{3,90}?)(?=\s(?:som|för att)\b|[.;(]|$)"),
    re.compile(r"^(?:Vem|Vilka|Målgrupp|För vem|Who)\b[^:.]{0,30}:\s(?P<said>[^.]{3,90})"),
    re.compile(r"^(?P<said>(?:Du|Ni) som [^,.]{3,60}?)\s(?:kan|får)\b"),
    re.compile(rf"\((?P<said>[^()]*{GROUP})\)"),
    re.compile(
        rf"\b(?:open to|for|to|available to|aimed at|targets?)\s(?P<said>{ENGLISH_GROUP}"
        r"(?:\s(?:and|or|with|in)\s(?:[\w-]+\s){0,4}?[\w-]+)?)(?=[.,;]|\s(?:to|that|who|which|can|for)\b|$)"
    ),
    re.compile(
        rf"{LABEL}(?P<said>{ENGLISH_GROUP}(?:\s(?:with|in)\s[^,.]{{3,50}}?)?)\s"
        r"(?:can|may)\s(?:apply|receive|get)\b",
        re.IGNORECASE,
    ),
)
BODY = (
    r"(?:Region(?:en)?\s[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ]\w+)?"
    r"|[A-ZÅÄÖ][\wåäö&-]+(?:\s[A-ZÅÄÖ][\wåäö]+){0,3}(?:\s(?:kommun|län))?|[Rr]egionen"
    r"|[Kk]ommunen|[Ss]taten|EU)"
)
BY_WHOM = (
    re.compile(
        rf"\b(?P<said>{BODY})\s(?:delar\s(?:varje år\s|årligen\s)?ut|beviljar|handlägger|utlyser|erbjuder"
        r"|fördelar|ger|betalar ut|finansierar|har möjlighet att finansiera|beslutar om)\b"
    ),
    re.compile(
        r"\b(?:beviljas|beslutas|handläggs|handlades|delas ut|fördelas|finansieras|betalas ut|utlyses|ges)\s"
        rf"(?:\w+\s)?av\s(?P<said>{BODY})"
    ),
    re.compile(rf"(?:stöd|bidrag|medel|lån|stipendium)\s(?:av|från)\s(?P<said>{BODY})"),
    re.compile(
        r"\b(?:handlades|handläggs|administreras|beslutas|fördelas) av\s"
        r"(?P<said>[a-zåäö]+(?:\s[a-zåäö]+){0,3})(?=[,.])"
    ),
    re.compile(
        r"(?:stöd|bidrag|medel|nsök\w*|söks)\shos\s"
        r"(?P<said>Region\s[A-ZÅÄÖ]\w+|[\wåäö]+(?:\s(?:och|eller)\s[\wåäö]+)?)"
    ),
    re.compile(rf"\bsom\s(?P<said>{BODY})\s(?:beviljar|delar ut|ger|fördelar|handlägger|utlyser)\b"),
    re.compile(
        rf"\bhar\s(?P<said>{BODY})[^.]{{0,60}}?\s"
        r"(?:utlyst|delat ut|fördelat|(?:gjort|öppnat|haft)\s(?:\w+\s){0,3}utlysningar)\b"
    ),
    re.compile(
        r"\b(?:awarded|granted|funded|financed|offered|run|decided|managed|provided)\sby\s(?:the\s)?"
        rf"(?P<said>{BODY})"
    ),
    re.compile(rf"\b(?P<said>{BODY})\s(?:offers|awards|grants|funds|provides|supports)\b"),
)
# capitalised at a sentence's beginning, and no giver: the support itself, or a small word
NO_BODY = re.compile(
    r"^(?:Under|Inom|Efter|Stödet|Bidraget|Det|Den|De|Här|Där|I|På|För|Vid|Om|Projektet"
    r"|Företag|Medlen|Ansökan"
    r"|Checken|Programmet|Fonden|The|This|It|We|A|An|Grants?"
    r"|\w+(?:stöd(?:en|et)?|bidrag(?:et|en)?|check(?:en|ar)?|lån(?:et|en)?|premien"
    r"|stipendiet|fonden|med(?:el|len)"
    r"|programmet)"
    r"|.*(?:Programme|Fund|Voucher|Scheme|Grant|Loan)s?)$"
)
# who owns what is named right after: "Kulturrådets bidrag", "PTS bredbandsstöd"
OWNER = re.compile(
    r"(?P<said>Region\s[A-ZÅÄÖ][\wåäö]+|[A-ZÅÄÖ][\wåäö]{2,})s\s$|\b(?P<short>[A-ZÅÄÖ]{2,7})\s$"
)
ONLY_GROUPS = re.compile(rf"(?:[\wåäö-]+\s)?{GROUPS}")


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who gets or gives money, as printed, and where it stands."""

    first: int
    said: str
    after: bool = False  # only if it stands right after the name


def for_whom_in(text: str) -> Iterator[Party]:
    """Those whom money is for."""
    for match in GROUP_AFTER.finditer(text):
        yield Party(match.start("said"), match.group("said"), after=True)
    for pattern in FOR_WHOM:
        for match in pattern.finditer(text):
            yield Party(match.start("said"), match.group("said").strip())


def by_whom_in(text: str) -> Iterator[Party]:
    """Those who give, decide on or pay it."""
    for pattern in BY_WHOM:
        for match in pattern.finditer(text):
            if not NO_BODY.match(match.group("said")):
                yield Party(match.start("said"), match.group("said"))


def owner_in(before: str) -> Party | None:
    """Who gives the money that is named right after a text."""
    if not (match := OWNER.search(before)):
        return None
    said = match.group("said") or match.group("short")
    return None if NO_BODY.match(said) else Party(match.start(), said)


def names_groups(text: str) -> bool:
    """Whether words say for whom, not what for: "företag och organisationer"."""
    return bool(ONLY_GROUPS.fullmatch(text))
