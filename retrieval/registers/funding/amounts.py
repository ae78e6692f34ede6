"""Read sums of money and shares of a cost, as printed and as numbers.

Text -> Amounts and shares with their offsets. A number is money when a currency or a unit of money says
so; "1,5 miljoner" alone only where nothing follows that is counted ("5 miljoner besökare").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from retrieval.registers.records import Amount

WORDS = {
    word: Decimal(number)
    for number, words in (
        ("0.5", "halv halvt half"), ("1", "en ett one a"), ("2", "två two"), ("3", "tre three"),
        ("4", "fyra four"), ("5", "fem five"), ("6", "sex six"), ("7", "sju seven"), ("8", "åtta eight"),
        ("9", "nio nine"), ("10", "tio ten"), ("11", "elva eleven"), ("12", "tolv twelve"),
        ("20", "tjugo twenty"), ("30", "trettio thirty"), ("50", "femtio fifty"),
        ("100", "hundra hundred"),
    )
    for word in words.split()
}  # fmt: skip
SCALES = {
    "tusen": 3, "thousand": 3, "k": 3, "miljon": 6, "miljoner": 6, "milj": 6, "mn": 6, "million": 6,
    "millions": 6, "m": 6, "miljard": 9, "miljarder": 9, "mdr": 9, "billion": 9, "billions": 9, "bn": 9,
}  # fmt: skip
CURRENCIES = {
    "kr": "SEK", "krona": "SEK", "kronor": "SEK", "kronorna": "SEK", "sek": "SEK", "svenska kronor": "SEK",
    "swedish kronor": "SEK", "euro": "EUR", "euros": "EUR", "eur": "EUR", "€": "EUR", "nok": "NOK",
    "norska kronor": "NOK", "dkk": "DKK", "danska kronor": "DKK", "dollar": "USD", "dollars": "USD",
    "usd": "USD", "$": "USD", "pund": "GBP", "gbp": "GBP", "£": "GBP",
}  # fmt: skip
UNITS = {
    "kkr": (3, "SEK"), "tkr": (3, "SEK"), "ksek": (3, "SEK"), "tsek": (3, "SEK"), "mkr": (6, "SEK"),
    "mnkr": (6, "SEK"), "msek": (6, "SEK"), "mdkr": (9, "SEK"), "mdrkr": (9, "SEK"), "keur": (3, "EUR"),
    "k€": (3, "EUR"), "meur": (6, "EUR"), "m€": (6, "EUR"),
}  # fmt: skip
SWEDISH_SCALES = frozenset({"miljon", "miljoner", "miljard", "miljarder"})
LONGEST_SCALED = 4  # digits of a number before "miljoner"; a longer one counts in single kronor
BLANK = "[ \u00a0\u202f]"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


AT_MOST = r"upp till|upp emot|högst|maximalt|max\.?|som mest|up to|at most|maximum|no more than"
AROUND = (
    r"cirka|ca\.?|ungefär|omkring|runt|närmare|nästan|knappt|drygt|över|mer än|minst|lägst|åtminstone|hela"
    r"|totalt|sammanlagt|over|more than|at least|about|around|approximately|nearly|almost|some"
)
DIGITS = rf"\d{{1,3}}(?:(?:{BLANK}|[.,])\d{{3}}\b)+(?:,\d{{1,2}}\b)?|\d+(?:[.,]\d+)?"
NUMBER = rf"(?:{DIGITS}|(?:(?:en|ett)\s)?halvt?|half\sa|{_any(WORDS)})"
SCALE = r"tusen|miljoner|miljon|miljarder|miljard|milj\.?|mn|mdr|thousand|millions?|billions?|bn"
CURRENCY = (
    r"(?:(?:svenska|norska|danska|swedish)\s)?kron(?:orna|or|a)|kr|sek|euros?|eur|€|nok"
    r"|dkk|dollars?|usd|\$|pund|gbp|£"
)
TO = r"\s?(?:[–—-]|\still\s|\soch\s|\sto\s|\sand\s)\s?"
START = r"(?<![\w:€$£])(?<!\d[.,–-])"
QUALIFIER = rf"(?:(?P<most>{AT_MOST})|(?:mellan|between|from|från)|(?:{AROUND}))\s(?:{AROUND})?\s?"
# cheap to look for; a sentence without one holds no money
TRIGGER = re.compile(
    r"€|\$|£|kr\b|kron|sek\b|euro|eur\b|milj|million|billion|\bmdr|nok\b|usd|gbp|dollar|pund", re.I
)
AMOUNT = re.compile(
    rf"{START}(?:(?:{QUALIFIER})?)"
    rf"(?:(?P<before>sek|eur|€|nok|dkk|usd|gbp|\$|£)\s?(?P<low1>{DIGITS})(?:{TO}(?:sek|eur"
    rf"|€|nok|dkk|usd|gbp|\$|£)?\s?(?P<high1>{DIGITS}))?"
    rf"(?:\s?(?P<scale1>{SCALE}|m|k)\b)?"
    rf"|(?P<low>{NUMBER})(?:\s?(?P<lowscale>{SCALE})?(?:\s?(?:{CURRENCY}))?{TO}(?P<high>{NUMBER}))?\s?"
    rf"(?:(?P<unit>{_any(UNITS)})(?!\w)"
    rf"|(?:(?P<between>[a-zåäö]{{4,}}[at])\s)?(?P<scale>{SCALE})(?:\s?(?P<after>{CURRENCY})(?!\w))?(?!\w)"
    rf"|(?P<alone>{CURRENCY})(?!\w)))",
    re.IGNORECASE,
)
# what may follow "1,5 miljoner" where money is meant; a noun is what is counted instead
GOES_ON = re.compile(
    rf"{BLANK}*(?:$|[.,;:!?)\]–—|-]|(?:i|till|för|från|per|under|och|samt|av|ur|om|år|årligen|extra|på|som"
    r"|via|genom|varje|vardera|respektive|inom)\b)",
    re.IGNORECASE,
)
PERCENT = r"\d{1,3}(?:[.,]\d+)?\s?(?:%|procent\b|per\s?cent\b)"
FRACTIONS = {
    "hälften": 50.0, "half": 50.0, "en tredjedel": 33.3, "one third": 33.3, "a third": 33.3,
    "två tredjedelar": 66.7, "two thirds": 66.7, "en fjärdedel": 25.0, "a quarter": 25.0,
    "tre fjärdedelar": 75.0, "three quarters": 75.0,
}  # fmt: skip
SHARE = re.compile(
    rf"(?<![\w.,])(?:(?:{AT_MOST}|{AROUND})\s)?(?:(?:från|from)\s{PERCENT}\s(?:till|to)\s{PERCENT}"
    rf"|{PERCENT}(?:{TO}{PERCENT})?|(?:{_any(FRACTIONS)})\s(?:av|of)\s(?:the\s)?\w+)",
    re.IGNORECASE,
)
OF_COST = re.compile(
    r"kostnad|utgift|finansieringsgrad|medfinansier|stödnivå|stödandel|stödgrad|bidragsandel|stödberättigande"
    r"|stödets andel|av investeringen|av budgeten|\bcosts?\b|expenditure|co-financ|cofinanc|aid intensity"
    r"|of the (?:investment|budget)",
    re.IGNORECASE,
)
NEAR_COST = 80  # letters between a share and the word that says what it is a share of


@dataclass(frozen=True, slots=True)
class PlacedAmount:
    """A sum of money and where it stands in its text."""

    first: int
    last: int  # excluded
    amount: Amount


@dataclass(frozen=True, slots=True)
class PlacedShare:
    """A share of a cost as printed, in percent, and where it stands in its text."""

    first: int
    last: int  # excluded
    printed: str  # "från 50% till 40%"
    percent: float  # the highest of a range, the later of a change


def amounts_in(text: str) -> Iterator[PlacedAmount]:
    """The sums of money that a text names, in order.

    "upp till", "högst" and "max" stand for everything from 0 up to the number: lowest is 0. "minst", "över"
    and "cirka" keep the number itself as lowest and highest; the printed form says which of them it is.
    Swedish millions without a currency are kronor.
    """
    if not TRIGGER.search(text):
        return
    for match in AMOUNT.finditer(text):
        if amount := _amount(match, text):
            last = match.start() + len(match.group().rstrip())
            yield PlacedAmount(match.start(), last, amount)


def _amount(match: "re.Match[str]", text: str) -> Amount | None:
    group = match.groupdict()
    power, currency = _unit(group)
    if currency is None:
        if (group["scale"] or "").casefold() not in SWEDISH_SCALES or not GOES_ON.match(text, match.end()):
            return None
        currency = "SEK"
    low, high = group["low1"] or group["low"], group["high1"] or group["high"]
    highest = _number(high or low, power)
    lowest = _number(low, _low_power(group, low, power)) if high else highest
    if group["most"] and not high:
        lowest = 0
    printed = " ".join(match.group().split())
    return Amount(printed, min(lowest, highest), max(lowest, highest), currency)


def _low_power(group: dict[str, str | None], low: str, power: int) -> int:
    """The power of a range's first number: its own, else the second's; "500 000–1 miljon" has none."""
    if group["lowscale"]:
        return _power(group["lowscale"])
    return 0 if len(re.sub(r"\D", "", low)) > LONGEST_SCALED else power


def _unit(group: dict[str, str | None]) -> tuple[int, str | None]:
    """The power of ten and the currency that a match names; None for a currency that it leaves out."""
    if group["unit"]:
        return UNITS[group["unit"].casefold()]
    scale = group["scale1"] or group["scale"]
    named = group["before"] or group["after"] or group["alone"]
    power = _power(scale) if scale else 0
    return power, CURRENCIES[" ".join(named.casefold().split())] if named else None


def _power(scale: str | None) -> int:
    return SCALES[(scale or "").casefold().rstrip(".")]


def _number(printed: str, power: int) -> int:
    """A written number times ten to a power; a comma before three digits parts thousands unless scaled."""
    if (word := " ".join(printed.casefold().split())) in WORDS:
        return int(WORDS[word] * Decimal(10) ** power)
    if word.startswith(("en halv", "ett halv", "half")):
        return int(Decimal(10) ** power / 2)
    plain = re.sub(BLANK, "", printed)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) and not power:
        return int(re.sub(r"[.,]", "", plain))
    whole, _, part = plain.replace(",", ".").rpartition(".")
    number = f"{whole.replace('.', '')}.{part}" if whole else part
    return int(Decimal(number) * Decimal(10) ** power)


def shares_in(text: str) -> Iterator[PlacedShare]:
    """The shares of a cost that a text names; other percentages are none."""
    for match in SHARE.finditer(text):
        around = text[max(0, match.start() - NEAR_COST) : match.end() + NEAR_COST]
        if OF_COST.search(around):
            yield PlacedShare(match.start(), match.end(), match.group(), _percent(match.group()))


def _percent(printed: str) -> float:
    numbers = [float(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", printed)]
    if numbers:
        return numbers[-1]
    return next(percent for words, percent in FRACTIONS.items() if words in printed.casefold())
