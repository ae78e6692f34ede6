"""Tell which organisation a question is put to, when it is not the region: "Umeå kommun", "polisen".

Text -> Bodies. An organisation that the asker works for, or that is worked with, is not asked for.
"""

import re

# public bodies that are no regions, by how their names end; the few that have no such ending are named
AGENCY = (
    r"(?:\w{3,}(?<!nät)(?<!regel)(?<!hant)(?<!konst)(?<!ram)verket"
    r"|\w{3,}(?:myndigheten|inspektionen|domstolen|ombudsmannen|kassan)"
    r"|länsstyrelsen|polisen|arbetsförmedlingen|kronofogden|riksdagen|regeringen"
    r"|county administrative board|police|employment service|social insurance agency|tax agency"
    r"|transport administration|parliament|government)"
)
NAME = r"[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+)?"
NO_TOWN = r"(?:alla|varje|en|ens|flera|vilken|vilka|och|i|på|hos|till|för|per|inom|vid|av|the|a|every|which)"
BODY = re.compile(
    rf"(?i:\b(?:municipality|city|university) of ){NAME}"
    rf"|(?:{NAME}|\b(?!{NO_TOWN}\b)[\w-]{{3,}})\s(?i:(?:kommun|universitet)(?:en|et)?s?\b)"
    rf"|(?:{NAME}|\b(?!{NO_TOWN}\b)[\w-]{{3,}})\s(?i:(?:municipality|university)\b)"
    r"|(?i:(?<=på )|(?<=hos )|(?<=till )|(?<=inom ))(?i:kommunen\b)|(?i:(?<=the )municipality\b)"
    rf"|(?i:\b{AGENCY}s?\b)"
    rf"|{NAME}\sAB\b"
)
# before an organisation that is not asked: the asker's own, or one that is worked with
BESIDE = re.compile(
    r"(?:\b(?:med|mellan|with|between|från|from|(?:vi|jag) är(?: på| från)?|(?:jag|vi) (?:jobbar|arbetar)"
    r" (?:på|hos|för|i|åt)|(?:i|we) work (?:at|for|in)|we are|we['’]re|i['’]m|behalf of|vägnar)"
    r"|(?:^|[.,;:!?]\s*)(?:vi|jag) (?:på|i))\s(?:the\s)?$",
    re.IGNORECASE,
)
THE_REGION = re.compile(r"\b(?:på|hos|inom|vid|at|in|within) (?:the )?region(?:en)?\b", re.IGNORECASE)
IN_SWEDISH = {
    "municipality": "kommun", "city": "kommun", "university": "universitet", "police": "polisen",
    "county": "länsstyrelsen",
}  # fmt: skip
ENDING = re.compile(
    r"(?<=kommun)(?:ens?|s)$|(?<=universitet)(?:ets?|s)$|(?<=ket)s$|(?<=ssan)s$|(?<=isen)s$|(?<=elsen)s$"
)


def bodies_in(text: str) -> list[str]:
    """The organisations, the regions apart, whose people a question asks for, as written."""
    if THE_REGION.search(text):
        return []
    found = (match for match in BODY.finditer(text) if not BESIDE.search(text[: match.start()]))
    return list(dict.fromkeys(match.group().strip() for match in found))


def key_words(body: str) -> list[str]:
    """The words that an organisation's name must hold to be this one, in Swedish."""
    words = [word for word in body.casefold().split() if word not in ("of", "administrative", "board")]
    return [IN_SWEDISH.get(word, ENDING.sub("", word)) for word in words]
