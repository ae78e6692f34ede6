"""What sort of message it is: a question, one for a contact, a courtesy, a cry for help, an order.

Text -> Kind. Rules over words; what is none of the others is a question.
"""

import re
from enum import StrEnum

from bot.alarm import is_alarm
from bot.orders import is_order
from retrieval.instructing import without_invisible
from retrieval.registers.contacts.names import TITLE
from retrieval.registers.directory.subjects import OFFICE

LONGEST_QUESTION = 600  # characters; what is longer is a text, not a question


class Kind(StrEnum):
    """What sort of message it is."""

    QUESTION = "question"
    CONTACT = "contact"
    GREETING = "greeting"
    THANKS = "thanks"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    EMERGENCY = "emergency"
    INSTRUCTION = "instruction"
    MEDICAL = "medical"
    OTHER_DOMAIN = "other_domain"


def _any_of(*lines: str) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)


def _made_of(first: str, rest: str) -> re.Pattern[str]:
    """A message that begins with one kind of words and goes on with these alone."""
    return re.compile(rf"(?:{first})\b(?:\s+(?:{first}|{rest})\b)*", re.IGNORECASE)


MARKS = re.compile(r"[^\w\s]|_")  # punctuation and emoji
GREETING = _made_of(
    r"hej(?:san|hej)?|hallå|tjena|tjenare|tja|goddag|god (?:morgon|dag|kväll|förmiddag|eftermiddag)"
    r"|hello|hi|hey|good (?:morning|day|evening|afternoon)",
    r"där|på dig|på er|alla|allihop|there|everyone|all",
)
THANKS = _made_of(
    r"(?:tusen |stort |många |varmt )?tack(?:ar)?|toppen|perfekt|super|jättebra|bra"
    r"|(?:many )?thanks?|thank you|thx|great|perfect|ok(?:ej|ay)?|cheers",
    r"så (?:jätte)?mycket|för (?:hjälpen|svaret|det)|ska du ha|på förhand|so much|very much|a lot"
    r"|for (?:your|the) help",
)
WORKS = (
    r"(?:dikt|vers|sång|saga|novell|skämt|roman|limerick|haiku|rap|uppsats|tal|kod|program|funktion"
    r"|poem|song|story|joke|essay|lyrics|novel|speech|script|code|function|python|javascript|sql|html"
    r"|class|regex)"
)
MEDICAL = _any_of(
    r"\b(?:vilken|vad för|vad ska jag ta för|what|which|some)\b.{0,25}"
    r"\b(?:medicin|tablett\w*|antibiotika|medicine|painkiller|pills?|medication)\b",
    r"\b(?:jag har|har jag|mitt barn har|i have|my child has)\b.{0,30}"
    r"\b(?:feber|ont i|utslag|hosta|halsont|huvudvärk|fever|sore throat|rash|cough|headache|migraine)\b",
)
OTHER_DOMAIN = _any_of(
    rf"\b(?:skriv|dikta|komponera|hitta på|write|compose|create|generate|make up"
    rf"|craft)\b.{{0,30}}\b{WORKS}\b",
    r"\b(?:berätta|dra|tell me|tell us)\b.{0,15}\b(?:skämt|vits|saga|joke|story)\b",
    r"\b(?:vad blir det för väder|hur (?:blir|är) (?:vädret|det för väder)|väderprognos\w*"
    r"|väder(?:et)? i?\s?(?:dag|morgon|helgen|kväll)"
    r"|regnar? det|regna (?:i|på)|how(?:['’]s| is) the weather|what(?:['’]s| is| will) the weather"
    r"|weather (?:forecast|like|today|tomorrow|in|this)|will it (?:rain|snow)|temperature outside)\b",
    r"\b(?:recept på|recipes? for|horoskop|horoscope|fotbollsresultat|football score|lottorad"
    r"|aktiekurs\w*)\b",
    r"\b(?:stock price|bitcoin|huvudstad(?:en)? i|capital of)\b",
    r"\b(?:översätt|translate)\b.{0,40}\b(?:till|to|into)\b\s\w+",
    r"\b(?:lös ekvation|solve (?:the |this )?equation|(?:vad är|what is) \d+\s?[-+*x/]\s?\d+)",
)
# a number, an address, or the wish to call
CONTACT_DETAIL = _any_of(
    r"\b(?:telefon\w*|tel|tfn|tele|nummer|numret|nr|mejl\w*|mail\w*|e-?post\w*|kontaktuppgift\w*)\b",
    r"\b(?:ringa|ringer|ring|mejla|maila|mobil(?:en|nummer|numret|telefon\w*)?)\b",
    r"\b(?:e-?mail\w*|phone\w*|number(?! of)|call(?! for))\b",
    r"\bhur (?:når (?:jag|man)|(?:kan|får|ska) (?:jag|man) nå)\b(?!.{0,40}mål)",
    r"\bnår? (?:jag |man |vi )?(?:dig|er|henne|honom|hen|dem|någon)\b",
    r"\bi (?:best )?reach\b(?!.{0,40}goals?)|\breach (?:him|her|them|someone|somebody|you)\b",
)
ANSWERS_FOR = (
    r"(?:ansvarar|ansvariga?|har (?:hand om|koll på|ansvar för)|håller i|(?:jobbar|arbetar) med|sköter|basar"
    r"|bestämmer över|handlägger|tar hand om|svarar? på frågor|vet mest|kan mest|responsible|in charge"
    r"|handles?|deals? with|takes? care of|looks? after|works? (?:with|on)|working (?:with|on)"
    r"|answers? questions)"
)
SOMEBODY = (
    r"(?:person\w*|\w*chef\w*|\w*handläggar\w*|\w*enhet\w*|avdelning\w*|tjänste\w+|medarbetare|kollegor"
    r"|av (?:er|dem|de)|managers?|units?|departments?|people|staff|of (?:you|them))"
)
CONTACT_ASK = _any_of(
    r"\bkontakt(?:a|ar|er|erna|person\w*|en)?\b|\bpresskontakt\w*|\bcontacts?\b|\bget (?:in touch"
    r"|hold of)\b",
    r"\bfå(?:r)? (?:jag|man|vi) tag (?:i|på)\b|\bhör(?:a)? (?:jag |man |vi )?av (?:mig|sig|oss)\b",
    rf"\b(?:vem|who)\b.{{0,40}}\b{ANSWERS_FOR}\b",
    rf"\b(?:vilken|vilka|which) (?:{SOMEBODY}\b.{{0,40}}\b)?(?:som |är |are )?{ANSWERS_FOR}\b",
    rf"\b(?:alla som|lista|list|everyone|everybody|all (?:the )?people)\b.{{0,20}}\b{ANSWERS_FOR}\b",
    r"\b(?:vem|who) (?:på|hos|at)\b",
    r"\b(?:vem|vilka|who)\b.{0,12}\b(?:arbetar|jobbar|sitter|works?|working)\s(?:på|hos|vid|at|for)\b",
    r"\b(?:vem|vilka|who)\b.{0,25}\b(?:prata|snacka|vända|fråga|ringa?|mejla|kontakta|tala)r?\b",
    r"\b(?:vem|vilka|who)\b.{0,25}\b(?:vänder|ringer|ask|talk|speak|turn|call|email|write)\b",
)
REVERSE = re.compile(
    r"\b(?:vems|vem har|vem är det|whose|who has)\b.{0,40}(?:nummer|number|\d{3}|@)", re.IGNORECASE
)
COUNTING = re.compile(r"how many|hur många|antal", re.IGNORECASE)
TITLE_FIRST = re.compile(rf"\W*(?:\w*{TITLE.pattern})\s(?:för|på|inom|of|for|at)\b", re.IGNORECASE)
LONGEST_POST = 6  # words of a message that is no more than a post: "chef för kultur"
WHO = re.compile(r"\b(?:vem|who|vilka är)\b", re.IGNORECASE)


def kind_of(written: str, sought: str, before: str) -> Kind:
    """The kind of a message as written; the whole question and the one before tell a contact's."""
    shown = without_invisible(written)
    if is_alarm(shown):
        return Kind.EMERGENCY
    if is_order(written):
        return Kind.INSTRUCTION
    if not re.search(r"\w{2}|\d", shown):
        return Kind.EMPTY
    if len(shown) > LONGEST_QUESTION:
        return Kind.TOO_LONG
    words = " ".join(MARKS.sub(" ", shown).split())
    for kind, pattern in ((Kind.GREETING, GREETING), (Kind.THANKS, THANKS)):
        if pattern.fullmatch(words):
            return kind
    for kind, pattern in ((Kind.MEDICAL, MEDICAL), (Kind.OTHER_DOMAIN, OTHER_DOMAIN)):
        if pattern.search(shown):
            return kind
    return Kind.CONTACT if _asks_for_contact(sought) or _asks_for_contact(before) else Kind.QUESTION


def _asks_for_contact(text: str) -> bool:
    if CONTACT_ASK.search(text) or REVERSE.search(text):
        return True
    if CONTACT_DETAIL.search(text) and not COUNTING.search(text):
        return True
    if len(text.split()) <= LONGEST_POST and TITLE_FIRST.match(text):
        return True
    return bool(WHO.search(text) and (TITLE.search(text) or OFFICE.search(text)))
