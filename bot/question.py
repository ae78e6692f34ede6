"""Understand a question: its language, what it asks for, whom and what it names, and its time.

Text and earlier turns -> Question. Pure: rules over words, no index needed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval.documents import Language
from retrieval.language import stopwords
from retrieval.language.detection import language_of
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, asked_time
from retrieval.registers.names import TITLE

LONGEST_QUESTION = 600  # characters; what is longer is a text, not a question


class Expectation(StrEnum):
    """What the sentence that answers must hold."""

    COUNT = "count"
    AMOUNT = "amount"
    SHARE = "share"
    DATE = "date"
    DEADLINE = "deadline"
    NAME = "name"
    CLOCK = "clock"
    FREQUENCY = "frequency"
    WHO = "who"
    WHERE = "where"
    LIST = "list"
    REASON = "reason"


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
    OTHER_DOMAIN = "other_domain"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood."""

    text: str  # as it is sought: the whole question, with what it takes from earlier turns
    written: str  # as it was written
    language: Language
    kind: Kind
    expects: frozenset[Expectation]
    names: tuple[str, ...]  # proper names that the evidence must hold
    regions: frozenset[str]
    time: AskedTime


EXPECTATIONS: tuple[tuple[Expectation, str], ...] = (
    (Expectation.FREQUENCY, r"hur ofta|hur många gånger|how often|how many times"),
    (Expectation.COUNT, r"hur många|how many|antal(?:et)?\b|number of|hur mycket folk"),
    (
        Expectation.SHARE,
        r"hur stor (?:andel|del)|hur stora? .{0,40}procent|procent(?:en)?\b|what (?:share|percentage|proportion)|andel(?:en)?\b"
        r"|how large a (?:share|part)|percent(?:age)?\b",
    ),
    (
        Expectation.AMOUNT,
        r"hur mycket (?:pengar|medel|stöd|bidrag|kronor|kostar|kostade|får|fick|ger|gav|lägger|satsar|skjuter)|hur mycket .{0,60}\b(?:kostar|kronor|pengar|medel|bidrag|budget)"
        r"|how much (?:money|funding|does|did|do|support|is|was|has|have|can)|vilket belopp|hur stort (?:stöd|bidrag|anslag|belopp)"
        r"|hur stor (?:budget|summa|pott)|what (?:amount|sum|budget)|how (?:large|big) (?:is|was) the (?:budget|grant|fund)|vad kostar|vad kostade|how many million|hur många (?:miljoner|kronor)",
    ),
    (
        Expectation.CLOCK,
        r"vilken tid\b|what time|hur dags|öppettider|opening hours|vilket klockslag|när (?:går|avgår|öppnar|stänger)",
    ),
    (
        Expectation.DATE,
        r"^\W*(?:och |men |and |but )?(?:när|when)\b|[,;–-] (?:när|when)\b|\boch när\b|vilket datum|vilket år\b|vilka år\b|vilken period|what (?:year|date|period)"
        r"|which (?:year|date|period)|from (?:what|which) date|sedan när|since when"
        r"|från när|hur länge|how long|vilken månad|which month|till (?:vilket|när)|when (?:will|did|was|is|does|do|are|were)\b|årtal",
    ),
    (
        Expectation.DEADLINE,
        r"sista (?:dag|ansökningsdag|datum|chans)|deadline|last (?:day|date)|closing date|när (?:stänger|går ansökan ut)|senast(?:e)? (?:ansöka|söka)",
    ),
    (
        Expectation.NAME,
        r"vad heter|vad kallas|what is .{2,60} called|vilket (?:projekt|program|nätverk|stöd|initiativ)\b|which (?:project|programme|program|network|grant|initiative)\b|name of",
    ),
    (
        Expectation.WHO,
        r"\bvem\b|\bvems\b|\bwho\b|\bwhose\b|vilket företag|which company|vilken (?:organisation|myndighet)|which (?:organisation|organization|agency|authority)",
    ),
    (
        Expectation.WHERE,
        r"^\W*(?:och )?(?:var|vart|where)\b|\bvar (?:i|ligger|finns|hölls|hålls|någonstans)\b|i vilken (?:kommun|stad|ort)|\badress\b|\baddress\b|which (?:town|city|municipality)",
    ),
    (
        Expectation.LIST,
        r"\bvilka\b|\blist(?:a|an)?\b|\bräkna upp\b|which .{2,40}s\b|what are\b|\bnamnge\b|\balla\b",
    ),
    (Expectation.REASON, r"\bvarför\b|\bwhy\b|hur kommer det sig|av vilken anledning"),
)
_EXPECTATIONS = tuple(
    (expectation, re.compile(pattern, re.IGNORECASE)) for expectation, pattern in EXPECTATIONS
)

GREETING = re.compile(
    r"^(?:hej(?:san|hej)?|hallå|tjena|tja|god (?:morgon|dag|kväll)|goddag|hello|hi|hey|good (?:morning|day|evening|afternoon))\b[\s,!.]*(?:there|på dig|alla|allihop)?[\s!.?]*$",
    re.I,
)
THANKS = re.compile(
    r"^(?:tack(?:ar)?(?: så mycket| för hjälpen| ska du ha)?|toppen|perfekt|super|thanks?(?: you)?(?: very much| a lot)?|thank you|great|ok(?:ej|ay)?|bra)[\s,!.]*(?:tack|thanks)?[\s!.]*$",
    re.I,
)
EMERGENCY = re.compile(
    r"(?:ont|tryck|smärta|smärtor|kramp)\b.{0,15}\b(?:bröstet|bröst|hjärtat)|bröstsmärt|svårt att andas|kan inte andas|hjärtinfarkt|stroke\b"
    r"|ta(?:r)? livet av|självmord|suicid|vill (?:inte leva|dö)\b|orkar inte leva|skada mig själv|överdos|medvetslös|blöder (?:kraftigt|mycket)"
    r"|blir (?:slagen|misshandlad|hotad)|slår mig|misshandla|våldta|hotar (?:att döda|mig)|någon (?:skjuter|brinner)|det brinner\b"
    r"|chest pain|pain in my chest|heart attack|can(?:'|no)t breathe|hard to breathe|trouble breathing|kill(?:ing)? myself|end my life|suicid"
    r"|want to die|hurt myself|self[- ]harm|overdose|unconscious|being (?:beaten|abused|attacked)|beats me|hits me|raped|bleeding (?:heavily|badly)",
    re.I,
)
INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,50}\b(?:instructions?|rules?|prompts?|documents?|polic(?:y|ies)|filters?|guidelines|directions|above|previous|everything|all)\b"
    r"|\b(?:ignorera|glöm|strunta i|bortse från|åsidosätt|kringgå|hoppa över)\b.{0,50}\b(?:instruktion\w*|regl\w*|dokument\w*|prompt\w*|allt|tidigare|källor\w*|begränsning\w*|policy\w*)"
    r"|\b(?:system ?-?prompt|systeminstruktion\w*|jailbreak|developer mode|utvecklarläge|dan mode|do anything now|unfiltered|no restrictions|utan begränsningar|utan regler)\b"
    r"|\b(?:repeat|reveal|print|output|show|tell|give|reproduce|translate|summari[sz]e|spell|what (?:is|are|were))\b.{0,45}\b(?:your |the |you(?:r)? (?:initial|starting|first|original)|system )\s?\w*\s?(?:instructions|prompt|system message|directives?|configuration)\b"
    r"|\b(?:visa|upprepa|skriv ut|avslöja|berätta)\b.{0,40}\b(?:din|dina|ditt|systemets)\b.{0,25}\b(?:instruktion\w*|prompt\w*|regler|systemmeddelande)"
    r"|\byou are (?:now|going to)\b|\bact(?:ing)? (?:as|like)\b|\bpretend\b|\brole-?play\b|\bsimulate\b|\bfrom now on\b|\bstay in character\b|\bimagine you(?:'re| are)\b|\byou(?:'re| are) an? (?:ai|person|character|evil|expert|unrestricted)\b"
    r"|\bdu är (?:nu|numera)\b|\blåtsas\b|\bagera som\b|\bfrån och med nu (?:är|ska|svarar) du\b|\brollspel\b|\bspela rollen\b"
    r"|\b(?:reply|respond|answer|say|output|print|write|repeat) (?:only|just|exactly|with only|only with|with the (?:word|phrase)|the (?:word|phrase|following))\b"
    r"|\bsvara (?:bara|endast|enbart|att|med ordet|med orden|exakt)\b|\bsäg (?:att|bara)\b|\bskriv (?:bara|endast|exakt|ordet|frasen|att)\b|\bupprepa (?:ordet|frasen|efter mig|följande)\b|\bbekräfta att\b"
    r"|\b(?:decode|execute|base64|rot13|eval|sudo|os\.system|subprocess|popen|__class__|rm -rf|drop table|<script|<img|onerror=|curl )"
    r"|\b(?:avkoda|exekvera|kör (?:koden|kommandot))\b",
    re.I,
)  # fmt: skip
OTHER_DOMAIN = re.compile(
    r"\b(?:skriv|dikta|komponera|hitta på|write|compose|create|generate|make up|craft)\b.{0,30}\b(?:dikt|vers|sång|saga|novell|skämt|roman|limerick|haiku|rap|uppsats|tal|poem|song|story|joke|essay|lyrics|novel|speech|script|code|kod|program|function|funktion|python|javascript|sql|html|class|regex)\b"
    r"|\b(?:berätta|dra|tell me|tell us)\b.{0,15}\b(?:skämt|vits|saga|joke|story)\b"
    r"|\b(?:vad blir det för väder|väder(?:et|prognos\w*)?|regna\w* (?:i|på)|weather|forecast|temperature outside)\b"
    r"|\b(?:vilken|vad för|vad ska jag ta för|what|which|some)\b.{0,25}\b(?:medicin|tablett\w*|antibiotika|medicine|painkiller|pills?|medication)\b"
    r"|\b(?:jag har|har jag|mitt barn har|i have|my child has)\b.{0,30}\b(?:feber|ont i|utslag|hosta|halsont|huvudvärk|fever|sore throat|rash|cough|headache|migraine)\b"
    r"|\b(?:recept på|recipe for|horoskop|horoscope|fotbollsresultat|football score|lottorad|aktiekurs\w*|stock price|bitcoin)\b"
    r"|\b(?:översätt|translate)\b.{0,40}\b(?:till|to|into)\b\s\w+|\b(?:huvudstad(?:en)? i|capital of)\b|\b(?:lös ekvation|solve (?:the |this )?equation|vad är \d+\s?[-+*x/]\s?\d+|what is \d+\s?[-+*x/]\s?\d+)",
    re.I,
)  # fmt: skip
CONTACT_DETAIL = re.compile(
    r"\b(?:telefon\w*|tel|tfn|tele|nummer|numret|nr|mejl\w*|mail\w*|e-?post\w*|e-?mail\w*|phone\w*|number|kontaktuppgift\w*|ringa|ringer|ring|mejla|maila|mobil\w*|call|reach)\b",
    re.I,
)
CONTACT_ASK = re.compile(
    r"\bkontakt(?:a|ar|er|erna|person\w*|en)?\b|\bpresskontakt\w*|\bcontacts?\b|\bget (?:in touch|hold of)\b|\bfå(?:r)? (?:jag|man|vi) tag (?:i|på)\b"
    r"|\b(?:vem|vilken|vilka|who|which)\b.{0,40}\b(?:ansvarar|ansvarig\w*|har hand om|håller i|jobbar med|arbetar med|sköter|basar|bestämmer över|responsible|in charge|handles|deals with)\b"
    r"|\b(?:vem|vilka|who)\b.{0,25}\b(?:pratar|snackar|vänder|frågar|ringer|mejlar|kontaktar|talar|ask|talk|speak|turn|call|email|write)\b",
    re.I,
)
REVERSE = re.compile(r"\b(?:vems|vem har|vem är det|whose|who has)\b.{0,40}(?:nummer|number|\d{3}|@)", re.I)
BACKGROUND = re.compile(
    r"\b(?:jag|vi|i|we|i'm|i’m|we're|we’re|han|hon)\b[^.?!,;]{0,40}\b(?:från|bor i|kommer från|kom från|sitter i|ligger i|finns i|from|live in|based in|near|nära|utanför|utomlands)\s*$",
    re.I,
)
INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\U000e0000-\U000e007f]")
NAME_WORD = re.compile(r"[A-ZÅÄÖÉ][\w’'-]*(?:[A-ZÅÄÖ]\w*)?|\b\w*[A-ZÅÄÖ]{2,}\w*")


def understand(
    written: str,
    history: Sequence[str],
    language: Language | None,
    today: date,
    text: str | None = None,
    before: str = "",
) -> Question:
    """What a message asks; `text` is the whole question when it leans on an earlier one, `before`."""
    stripped = INVISIBLE.sub("", written).strip()
    sought = text or stripped
    spoken = language or language_of(stripped, _language_so_far(history))
    kind = _kind(stripped, sought, before)
    return Question(
        text=sought,
        written=stripped,
        language=spoken,
        kind=kind,
        expects=frozenset(expectation for expectation, pattern in _EXPECTATIONS if pattern.search(sought)),
        names=tuple(names_in(sought)),
        regions=regions_in(sought),
        time=asked_time(sought, today),
    )


def _language_so_far(history: Sequence[str]) -> Language:
    return language_of(" ".join(history)) if history else "sv"


def _kind(written: str, sought: str, before: str) -> Kind:
    if not re.search(r"\w{2}", written) and not re.search(r"\d", written):
        return Kind.EMPTY
    for kind, pattern in ((Kind.EMERGENCY, EMERGENCY), (Kind.INSTRUCTION, INSTRUCTION)):
        if pattern.search(written):
            return kind
    if len(written) > LONGEST_QUESTION:
        return Kind.TOO_LONG
    for kind, pattern in (
        (Kind.GREETING, GREETING),
        (Kind.THANKS, THANKS),
        (Kind.OTHER_DOMAIN, OTHER_DOMAIN),
    ):
        if pattern.search(written):
            return kind
    return Kind.CONTACT if _asks_for_contact(sought) or _asks_for_contact(before) else Kind.QUESTION


def _asks_for_contact(text: str) -> bool:
    if CONTACT_ASK.search(text) or REVERSE.search(text):
        return True
    if CONTACT_DETAIL.search(text) and not re.search(r"how many|hur många|antal", text, re.I):
        return True
    return bool(re.search(r"\b(?:vem|vilka|who)\b", text, re.I) and TITLE.search(text))


def names_in(text: str) -> list[str]:
    """Proper names in a question that its answer must be about, in order.

    A capital that only begins the sentence, and a place that only tells where the asker comes
    from, are none.
    """
    names = []
    for match in re.finditer(rf"(?:{NAME_WORD.pattern})(?:\s(?:{NAME_WORD.pattern}))*", text):
        words = match.group().split()
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1:] in ".?!:"
        if begins and not _is_acronym(words[0]):
            words = words[1:] if len(words) > 1 or _is_plain(words[0]) else words
        if begins and len(words) == 1 and match.group() == words[0] and not _is_acronym(words[0]):
            continue
        words = [word for word in words if not _is_plain(word) or _is_acronym(word)]
        if words and not BACKGROUND.search(text[: match.start()]):
            names.append(" ".join(words))
    return names


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and sum(c.isupper() for c in word) >= 2


def _is_plain(word: str) -> bool:
    lowered = word.casefold().strip("’'")
    return lowered in stopwords.SWEDISH or lowered in stopwords.ENGLISH or len(lowered) < 2
