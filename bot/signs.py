"""What a sentence shows when it holds what was asked for: a number, a sum, a date, a name.

Patterns over Swedish and English text. Pure: a sentence in, a share or a truth out.
"""

import re

from bot.question import Expectation
from retrieval.language.times import DATE, DATED, YEAR
from retrieval.matching import Reading

NUMBER_WORDS = (
    "två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton"
    "|tjugo|trettio|fyrtio|femtio|hundra|tusen|båda|dussin|two|three|four|five|six|seven|eight|nine|ten"
    "|eleven|twelve|twenty|hundred|thousand|both"
)
CURRENCY = (
    r"kr\b|kronor|mkr|mnkr|tkr|kkr|msek|ksek|miljon|miljard|tusen kronor|euro|meur|€|sek\b|million|billion"
)
NUMBER = re.compile(rf"(?<![\w.,:/-])(?:\d[\d\s.,]*\d|\d)(?![\w:]|-\d)|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE)
UNIT = re.compile(rf"\s?(?:{CURRENCY}|procent|%|km\b|år\b|månad|dag)", re.IGNORECASE)
MONEY = re.compile(
    rf"\d[\d\s.,]*\s?(?:{CURRENCY}|procent|%)|(?:sek|eur|€)\s?\d|\b(?:halva|hälften|tredjedel|fjärdedel)",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\d\s?%|\d\s?procent|\bprocent"
    r"|\b(?:hälften|tredjedel|fjärdedel|femtedel|majoritet|half|third|quarter|percent)",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b(?:kl\.?|klockan)\s?\d|\b\d{1,2}[.:]\d{2}\b(?!\.)|\b\d{1,2}\s?(?:am|pm)\b"
    r"|\b(?:öppe[tn]|open|vardag\w*|(?:mån|tis|ons|tors|fre|lör|sön)dag\w*)\b.{0,40}\b\d{1,2}\s?[–-]\s?\d{1,2}\b",
    re.IGNORECASE,
)
FREQUENCY = re.compile(
    r"\bgång(?:er|en)?\b|\b(?:varje|var(?:je)? (?:år|månad|vecka)|per (?:år|månad|vecka|termin)|årlig\w*"
    r"|varannan|månadsvis|kvartalsvis|veckovis|halvår\w*)\b|\b(?:times|annual\w*|every|per)\b",
    re.IGNORECASE,
)
TIME_WORD = re.compile(
    r"\b(?:(?:mål|start|slut|kalender|läs)år|årtal|datum|tidpunkt|tidplan|tidsplan|deadline|år|månad\w*|veck\w*"
    r"|dagar|nästa|inom kort)\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"(?:senast|sista|deadline|stänger|fram till|till och med|ansökningsperiod|by|until|no later than)\b"
    rf".{{0,40}}(?:{DATE.pattern})",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<=[\w,;:] )[A-ZÅÄÖ][\wåäö-]+")
PLACE = re.compile(r"\b(?:i|på|vid|till|från|in|at|on)\s[A-ZÅÄÖ]|\b[A-ZÅÄÖ][a-zåäö]+(?:gatan|vägen|torget)\b")
TOTAL = re.compile(r"\b(?:antal\w*|number of|totalt|sammanlagt)\b.*$", re.IGNORECASE)
PERIOD = re.compile(r"\b(?:vilka år|period\w*|länge|gäller|gällde|long|cover\w*|years)\b", re.IGNORECASE)
YEAR_RANGE = re.compile(r"\b(?:19|20)\d{2}\s?[–-]\s?(?:19|20)\d{2}\b")
FOUR_DIGITS = re.compile(r"\b(?:19|20)\d{2}\b")
SIGNS = (
    (Expectation.SHARE, SHARE),
    (Expectation.AMOUNT, MONEY),
    (Expectation.FREQUENCY, FREQUENCY),
    (Expectation.CLOCK, CLOCK),
    (Expectation.DATE, DATED),
    (Expectation.DEADLINE, DEADLINE),
    (Expectation.NAME, NAME),
    (Expectation.WHO, NAME),
    (Expectation.WHERE, PLACE),
)
HALF_SAID = 0.5  # what a word for time without any date is worth against a date
BESIDE = 5  # words after a number among which what it counts stands
COUNTED = 0.45  # strength from which what was to be counted is said there


def shown(sentence: str, expects: frozenset[Expectation]) -> float:
    """The share of the expected things that a sentence shows; 0 when nothing with a sign was expected."""
    held = [_sign(sentence, expectation, pattern) for expectation, pattern in SIGNS if expectation in expects]
    return sum(held) / len(held) if held else 0.0


def _sign(sentence: str, expectation: Expectation, pattern: re.Pattern[str]) -> float:
    """How plainly a sentence shows one expected thing."""
    if pattern.search(sentence):
        return 1.0
    return HALF_SAID if expectation is Expectation.DATE and TIME_WORD.search(sentence) else 0.0


def without_known_years(sentence: str, question: str, years: frozenset[int]) -> str:
    """A sentence without the years that the question names, and without periods unless one was asked for."""
    rest = FOUR_DIGITS.sub(lambda match: "" if int(match.group()) in years else match.group(), sentence)
    return rest if PERIOD.search(question) else YEAR_RANGE.sub("", rest)


def counts(sentence: str, what: Reading | None) -> bool:
    """Whether a number stands beside what is counted; beside anything where that is not known."""
    for match in NUMBER.finditer(sentence):
        after = sentence[match.end() :]
        if YEAR.fullmatch(match.group().strip()) or UNIT.match(after):
            continue
        if what is None:
            return True
        near = " ".join(after.split()[:BESIDE])
        if total := TOTAL.search(sentence[: match.start()]):
            near = f"{total.group()} {near}"
        if max(what.strengths(near)) >= COUNTED:
            return True
    return False
