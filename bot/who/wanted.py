"""Tell what a question for a contact wants: of which subject, of which post, of which organisation.

Question -> its words and forms. Rules over words, no register needed.
"""

import re
from collections.abc import Sequence

from bot.question import CONTACT_DETAIL, Question
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.stopwords import ENGLISH, NUMBERS, SWEDISH

# words that ask for a contact and say nothing of the subject
ASKING = re.compile(
    r"^(?:kontakt\w*|telefon\w*|tel|tfn|nummer|numret|nr|mejl\w*|mail\w*|e-?post\w*|e|post|ring\w*|mobil\w*"
    r"|adress\w*|vem|vems|ansvar\w*|hand|håller|tag|tack|pratar|prata|snackar|snacka|vänder|vända|frågar|fråga"
    r"|kontaktar|talar|tala|jobb\w*|arbet(?:ar|a|at|ade)|når|nå|regionen?s?|chef(?:en|er|erna)?|person\w*"
    r"|uppgift\w*|prioritering\w*|alla|samtliga|listar?|läste|behöver|vilken|vilka|jag|i|hur|heter|namn\w*|titel\w*"
    r"|titlar|ansvarig\w*|sitter|finns|kan|kunnig|hjälper?|hjälpa|nån|någon|idag|fjol|år|året|nu|just|förra|hade|haft"
    r"|har|var|rätt|vet|folk\b|frågor|fråga|saker|grejer|region|ärenden?"
    r"|contact\w*|phones?|numbers?|e?mails?|call|ring|reach|responsible|charge|person|managers?|region|who|names?"
    r"|touch|hold|talk|speak|turn|handles?|details|people|priority|everyone|list|title|job|works?|working|worked"
    r"|last|year|now|since|today|currently|currently|someone|somebody|anyone|right|best|help|know|knows|deals?"
    r"|questions?|about|region['’]s|mr|mrs|ms|dr|herr|fru|koll)$",
    re.IGNORECASE,
)
PLURAL = re.compile(
    r"\b(?:kontakter(?:na)?|kontaktpersoner(?:na)?|alla|vilka|samtliga|contacts|people|everyone|list|lista)\b",
    re.IGNORECASE,
)
EXPLICIT = re.compile(r"\bkontakt|\bcontact|\bget hold of\b|\btag i\b|\bvänd(?:a|er)\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:inte|ej|not)\s+(?:en |ett |the |a )?([\w-]+)", re.IGNORECASE)
DETAIL = (
    r"(?:(?:telefon|mobil|direkt)?(?:nummer|numret|nr)|telefon\w*|mejl\w*|mail\w*|e-?post\w*|e-?mail\w*|phone"
    r"|adress\w*|number)"
)
# a detail that something has: it must be the something's own, not that of whom its subject leads to
OWNER = re.compile(
    rf"\bhar (?!ni\b|du\b|man\b|jag\b)[\w\s.-]{{2,60}}? för (?:\w+ (?:och|eller) )?{DETAIL}\b"
    rf"|\b{DETAIL} har (?!ni\b|du\b|den som\b)"
    rf"|\b{DETAIL} (?:till|hos) (?!den\b|dem\b|de\b|dig\b|er\b|någon\b|nån\b|personen\b|ansvarig|kontakt)"
    rf"|\b{DETAIL} (?:does|of|to) (?!the person|the one|someone|somebody|whoever)",
    re.IGNORECASE,
)
# of what somebody was before
EARLIER = re.compile(
    r"\b(?:titlar|titles|haft|tidigare|förr|förut|previous\w*|former\w*|earlier)\b", re.IGNORECASE
)
# where something is: it says nothing of what is asked about
PLACE = re.compile(
    r"\b(?:i|in|near|nära|vid|utanför|around|kring|från|from)\s((?:[A-ZÅÄÖ][\w-]+)(?:\s[A-ZÅÄÖ][\w-]+)*)"
)


def only_asks(written: str) -> bool:
    """Whether words only ask for a contact, as "vem ansvarar" and "call for" do."""
    words = written.casefold().split()
    return all(
        ASKING.match(word) or word in SWEDISH or word in ENGLISH or word in NUMBERS or word.isdigit()
        for word in words
    )


def negated_in(text: str) -> frozenset[str]:
    """The words that a question says no to."""
    return frozenset(word.casefold() for word in NEGATED.findall(text))


def wants_detail(text: str) -> bool:
    """Whether a question asks for a number, an address or a contact in so many words."""
    return bool(CONTACT_DETAIL.search(text) or EXPLICIT.search(text))


def subject_of(question: Question, concepts: Sequence[Concept]) -> list[Concept]:
    """A question's concepts without what only asks for a contact, names a region, or is said no to."""
    negated = negated_in(question.text)
    return [
        concept
        for concept in concepts
        if not only_asks(concept.written)
        and concept.written.casefold() not in negated
        and not (question.regions and regions_in(concept.written))
    ]


def apart_from_places(question: Question, concepts: Sequence[Concept]) -> list[Concept]:
    """The concepts without the places at which something is; all of them where there are only places."""
    places = {word.casefold() for place in PLACE.findall(question.text) for word in place.split()}
    return [c for c in concepts if c.written.casefold() not in places] or list(concepts)


def asked_names(question: Question) -> list[str]:
    """The proper names in a question, regions apart."""
    return [name for name in question.names if not regions_in(name)]
