"""Find projects that were granted money: their names, and who granted it.

Sentence -> Grants. "inte beviljades" is none, nor is a body that was granted money for something unnamed: a
project that is missed costs less than one that is invented.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retrieval.registers.funding.mention import capital

GRANTED = re.compile(
    r"\b(?:bevilja(?:ts|des|t|d|s)|tilldela(?:ts|des|t)|erhållit|erhöll|fått|fick|awarded"
    r"|granted|received)\b",
    re.IGNORECASE,
)
# cheap to look for; a sentence without one grants nothing
TRIGGER = re.compile(
    r"bevilja|tilldela|erh[åö]ll|fått|fick|finansiera|projektet [A-ZÅÄÖ]|award|grant|receiv|fund|financed"
)
PLAINLY = re.compile(r"bevilja|tilldela|awarded|granted", re.IGNORECASE)
FINANCED = re.compile(
    r"(?:med|del|sam)?finansiera(?:s|ts|des|t|d)\s(?:\w+\s){0,2}(?:av|genom|via)\b|-finansierade?\b"
    r"|\b(?:co-)?(?:funded|financed)\sby\b",
    re.IGNORECASE,
)
# a project that bears its programme in its name
OF_PROGRAMME = re.compile(
    r"\b(?P<giver>(?:[A-Z]{2,4}\s)?(?:Interreg|Horizon|Horisont|Erasmus\+))-?projektet\s(?=[A-ZÅÄÖ])"
)
# what is granted where the verb alone does not say it
OBJECT = re.compile(
    r"\b(?:[\w-]*(?:medel|finansiering|bidrag|anslag)|kronor|m?n?kr|mkr|euro|SEK|EUR|funding|grant)\b|€",
    re.IGNORECASE,
)
NOT_GRANTED = re.compile(
    r"\b(?:inte|ej|inga|inget|ingen|varken|utan|avslag|avslogs|avslagits|nekad\w*|not|no|rejected|declined"
    r"|kan|(?<!ansökt )om|ska|skall|endast|får bara|can|may|if|could|should)\b",
    re.IGNORECASE,
)
PROJECT = (
    r"[\wåäö-]*(?:[Pp]rojekt(?:et|s)?|projektansökan|förstudien?|satsningen|initiativet)"
    r"|[Pp]rojects?|[Pp]ilot"
)
QUOTED = re.compile(rf"\b(?:{PROJECT})\b(?:\s[\wåäöÅÄÖ]+){{0,4}},?\s[”\"](?P<name>[^”\"]{{3,120}})[”\"]")
AFTER_PROJECT = re.compile(rf"\b(?P<word>{PROJECT}),?\s(?=[A-ZÅÄÖ])")
BEFORE_PROJECT = re.compile(r"\b[Tt]he (?P<name>(?:[A-Z][\w-]*\s){1,6})project\b")
SUBJECT = re.compile(
    r"^(?P<name>[A-ZÅÄÖ][^.,:;]{2,70}?)\s(?:har(?: nu)?\s|has (?:now )?been\s"
    r"|was\s)?(?=bevilja(?:ts|des)|awarded|granted)"
)
OF_PROJECT = re.compile(r"projekt|\bproject", re.IGNORECASE)  # a body is granted money too, and is no project
APPOSITION = re.compile(
    r"^(?P<name>[A-ZÅÄÖ][^.,:;]{2,70}?)(?:\s\((?P<short>[A-ZÅÄÖ]\w{1,9})\))?(?:,| är| is) (?:en|ett|an?) "
    r"(?:\w+\s)?(?:satsning|projekt|förstudie|initiativ|project|initiative)\b"
)
APPLICATION = re.compile(r"\bansökan\b.*\sför\s(?P<name>[A-ZÅÄÖ][\w-]+)(?=\s)")
BODY = re.compile(
    r"^(?:Region(?!alt?a?\b)\w*\s|Länsstyrelsen|Kommunen|Under\b|I\b|På\b|Det\b|Den\b|De\b"
    r"|Vi\b|Projektet\b|Inom\b"
    r"|För\b|Efter\b|Totalt\b|Nu\b|Ansök|Ingen|Endast|Också|Även|The\b|In\b|We\b|This\b|Stöd|Bidrag|Medel"
    r"|\w*(?:stöd|bidrag|medel)(?:et|en)?\b)|\b(?:kommun|universitet|högskola|AB|förening|län)$",
)
FAST_END = frozenset(
    "har som är var drivs beviljades beviljats tilldelats tilldelades fått fick finansier"
    "ing finansieras att under ska"
    " pågår med ger från av genomförs startade startat samarbetar avslutades erhållit ino"
    "m där när har has is was which"
    " receives received will by samt för på vid till kommer kan fokuserar syftar deltar och i".split()
)
SMALL = frozenset("och i för på of for the to and in on en at från till med av".split())
LONGEST_NAME = 14  # words
# a body by name, or a fund: "europeiska regionala utvecklingsfonden"
IS_GIVER = re.compile(r"[A-ZÅÄÖ]|(?:[\wåäö]+\s){0,3}[\wåäö]*(?:fonden|medel)\b")
THE_PROJECT = re.compile(r"\b[Pp]rojektet\b|projekt \(|\b[Tt]he project\b")
SHORT = re.compile(r"(?:\s[a-zåäö]+){0,3}\s\((?P<short>[A-ZÅÄÖ][\w-]{1,11})\)")
GIVER = re.compile(r"\b(?:av|från|by|from)\s(?:bland andra\s)?(?:den\s|the\s)?(?=[\wåäöÅÄÖ])")
LISTED = re.compile(
    r"(?:[A-ZÅÄÖ]\w+(?:\s\w+){0,2}, )+[A-ZÅÄÖ]\w+(?:\s\w+)?\s(?:och"
    r"|and)\s[A-ZÅÄÖ]\w+(?:\s[A-ZÅÄÖ]\w+)*(?:\s(?:kommun|län))?"
)
GIVER_END = frozenset(
    "för som till att har under genom inom via med på vid när där ska är the_end to for which that in which"
    " as with through".split()
)
LONGEST_GIVER = 12  # words


@dataclass(frozen=True, slots=True)
class Grant:
    """A project that a sentence says was granted or financed, by its name."""

    first: int
    last: int  # excluded
    name: str
    other_names: tuple[str, ...]
    givers: tuple[str, ...]  # "Vinnova", as printed


def grants_in(text: str, project_before: Callable[[], str | None]) -> Iterator[Grant]:
    """The projects that a sentence says were granted money.

    `project_before` names the project that the text before is about, for "Projektet finansieras av ...".
    """
    if not TRIGGER.search(text):
        return
    verb = _says_so(text, GRANTED.search(text)) or FINANCED.search(text) or OF_PROGRAMME.search(text)
    if not verb or _denied(text, verb):
        return
    givers = tuple(dict.fromkeys(_givers(text, verb)))
    if not givers and not GRANTED.fullmatch(verb.group()):
        return
    named = list(_named(text))
    after = [name for name in named if name[0] >= verb.start()]
    for first, last, name, others in after or named[-1:]:
        yield Grant(first, last, name, others, givers)
    if not named and THE_PROJECT.search(text) and (project := project_before()):
        yield Grant(0, 0, project, (), givers)


def project_named_in(text: str) -> str | None:
    """The project that a text names last; None if it names none."""
    named = list(_named(text))
    return named[-1][2] if named else None


def _says_so(text: str, granted: "re.Match[str] | None") -> "re.Match[str] | None":
    """The verb, where it is money or a project that is granted."""
    if granted and (PLAINLY.search(granted.group()) or OBJECT.search(text)):
        return granted
    return None


def _denied(text: str, verb: "re.Match[str]") -> bool:
    """Whether the clause of the verb says no, or only that it may be."""
    first = max(text.rfind(mark, 0, verb.start()) for mark in (", men ", ". ", "; ", ": "))
    return bool(NOT_GRANTED.search(text, max(0, first), min(len(text), verb.end() + 12)))


def _named(text: str) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """The projects that a sentence names: first, last, name, other names."""
    spans: list[tuple[int, int]] = []
    for match in QUOTED.finditer(text):
        spans.append(match.span("name"))
        yield (*match.span("name"), match.group("name"), ())
    for match in AFTER_PROJECT.finditer(text):
        last = _name_end(text, match.end())
        if last > match.end() and not any(first <= match.end() <= end for first, end in spans):
            spans.append((match.end(), last))
            yield _with_short(text, match.end(), last)
    for match in BEFORE_PROJECT.finditer(text):
        spans.append(match.span("name"))
        yield _with_short(text, match.start("name"), match.end("name") - 1)
    if not spans:
        for pattern in (APPOSITION, SUBJECT, APPLICATION):
            if pattern is SUBJECT and not OF_PROJECT.search(text):
                continue
            if (found := pattern.search(text)) and not BODY.search(found.group("name")):
                yield _with_short(text, *found.span("name"))
                return


def _name_end(text: str, first: int) -> int:
    """Where a project's name ends: at a verb, a mark, or small words that nothing of the name follows."""
    last, pending = first, first
    for count, match in enumerate(re.finditer(r"\S+", text[first:])):
        word = match.group().rstrip('.,:;)”"')
        if count >= LONGEST_NAME or match.group()[0] in "(–" or _ends(word, text, first + match.end()):
            break
        pending = first + match.start() + len(word)
        last = last if word in SMALL else pending
        if match.group()[-1] in ".,:;":
            break
    return last


def _ends(word: str, text: str, after: int) -> bool:
    """Whether a word is no part of a name; a small word is one when a capital follows."""
    if word in SMALL:
        return not re.match(r"\s(?:\w+\s)?[A-ZÅÄÖ]", text[after:])
    return word in FAST_END or (word.islower() and word.endswith(("ades", "ats")))


def _with_short(text: str, first: int, last: int) -> tuple[int, int, str, tuple[str, ...]]:
    """A name with the abbreviation in brackets or, after an abbreviation, with what it is short for."""
    name = text[first:last]
    if match := SHORT.match(text, last):
        name = text[first : match.start("short") - 2]
        return first, match.end(), capital(name), (match.group("short"),)
    if name.isupper() and " " not in name and (match := re.match(r",\s(?=[A-ZÅÄÖ])", text[last:])):
        start = last + match.end()
        end = _name_end(text, start)
        long = text[start:end]
        if long and long[0].casefold() == name[0].casefold():
            return first, end, name, (long,)
    return first, last, capital(name), ()


def _givers(text: str, verb: "re.Match[str]") -> Iterator[str]:
    """Who the money comes from: the bodies and funds after "av" and "från"."""
    if verb.re is OF_PROGRAMME:
        yield verb.group("giver")
    for match in re.finditer(r"\b(?P<giver>[A-ZÅÄÖ]\w+)-finansierade?\b", text):
        yield match.group("giver")
    for match in GIVER.finditer(text, verb.start()):
        giver = text[match.end() : _giver_end(text, match.end())]
        if IS_GIVER.match(giver) and not re.search(r"\d{4}", giver):
            yield giver


def _giver_end(text: str, first: int) -> int:
    if match := LISTED.match(text, first):
        return match.end()
    last = first
    for count, match in enumerate(re.finditer(r"\S+", text[first:])):
        word = match.group().strip("(").rstrip(".,:;)”")
        if count >= LONGEST_GIVER or (word in GIVER_END and not _of_fund(text, first, match.start())):
            break
        if word not in SMALL or word == "the":
            last = first + match.start() + len(match.group().rstrip(".,:;"))
        if match.group()[-1] in ".,:;":
            break
    return last if text[first:last].count("(") == text[first:last].count(")") else last - 1


def _of_fund(text: str, first: int, at: int) -> bool:
    """Whether "för" belongs to a fund's name: "utvecklingsfonden för övre Norrland"."""
    return text[first : first + at].rstrip().casefold().endswith("fonden")
