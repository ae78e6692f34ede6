"""How Swedish and English write numbers, shares, times and measures, and what bounds them.

General knowledge as patterns; the words of money are those of the register of funding.
"""

import re
from decimal import Decimal

from retrieval.language.times import MONTH
from retrieval.registers.funding.amounts import BLANK, UNITS, WORDS

NUMBER_WORDS = {
    word: value
    for word, value in WORDS.items()
    if word not in ("en", "ett", "one", "a", "halv", "halvt", "half")
}
NUMBER_WORDS |= {
    word: Decimal(number)
    for number, words in (
        ("0", "noll zero"),
        ("13", "tretton thirteen"),
        ("14", "fjorton fourteen"),
        ("15", "femton fifteen"),
        ("16", "sexton sixteen"),
        ("17", "sjutton seventeen"),
        ("18", "arton eighteen"),
        ("19", "nitton nineteen"),
        ("40", "fyrtio forty"),
        ("60", "sextio sixty"),
        ("70", "sjuttio seventy"),
        ("80", "åttio eighty"),
        ("90", "nittio ninety"),
        ("10", "tiotal tiotals"),
        ("12", "dussin dozen"),
        ("100", "hundratal hundratals hundreds"),
    )
    for word in words.split()
}
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "tredje third",
            "fjärde fourth",
            "femte fifth",
            "sjätte sixth",
            "sjunde seventh",
            "åttonde eighth",
            "nionde ninth",
            "tionde tenth",
        ),
        3,
    )
    for word in words.split()
}
SHARES = (
    (Decimal(75), r"tre fjärdedelar|three[ -]quarters"),
    (Decimal("66.7"), r"två tredjedelar|two[ -]thirds"),
    (Decimal("33.3"), r"(?:en )?tredjedel(?:en)?|(?:one|a)[ -]third"),
    (Decimal(25), r"(?:en )?fjärdedel(?:en)?|a quarter|one[ -]quarter"),
    (Decimal(20), r"(?:en )?femtedel(?:en)?|(?:one|a)[ -]fifth"),
    (Decimal(50), r"hälften|halva|half"),
)
# how many times as much
TIMES_AS_MUCH = (
    (Decimal(2), r"fördubbl\w*|dubbelt?|dubbla|doubl(?:e|ed|es|ing)|twofold"),
    (Decimal(3), r"tredubbl\w*|trefald\w*|tripl(?:e|ed|es|ing)|trebl\w*|threefold"),
    (Decimal(4), r"fyrdubbl\w*|fyrfald\w*|quadrupl\w*|fourfold"),
    (Decimal("0.5"), r"halver\w*|halv(?:ed|es|ing)"),
)
# of a whole of time one unit, so that 12 months are a year
TIMES = {
    "year": (
        "month",
        12,
        r"(?:läs|kalender|verksamhets|budget|räkenskaps|skol)?år(?:en|et|s|ets|ens|ig[at]?)?(?!\w)"
        r"|års?(?=period|plan|avtal|bas)|åring(?:ar|arna|en)?(?!\w)|years?(?:-olds?)?|yrs?",
    ),
    "month": ("month", 1, r"(?:\w{2,10}s)?månad(?:er|en|erna|ers|s)?|months?"),
    "week": ("day", 7, r"vecka|(?:\w{2,12}s)?veckor(?:na|s)?|weeks?"),
    "day": ("day", 1, r"dag(?:ar|en|arna|ars|s)?|dygn|days?|arbetsdagar"),
    "hour": ("minute", 60, r"timm(?:e|ar|en|arna|ars)|hours?"),
    "minute": ("minute", 1, r"minut(?:er|en|erna|ers)?|minutes?"),
}
MEASURES = {
    "km": r"km|kilometer|kilometres?|kilometers?",
    "mil": r"mil(?!\w)",
    "m": r"meter|metres?|meters?|m(?![\w²])",
    "ha": r"hektar|ha|hectares?",
    "m2": r"kvadratmeter|m²|m2|square met(?:re|er)s?",
    "kWh": r"kwh|kilowattimmar",
    "MWh": r"mwh",
    "GWh": r"gwh",
    "TWh": r"twh",
    "kW": r"kw",
    "MW": r"mw|megawatt",
    "ton": r"ton|tonn?es?",
    "kg": r"kg|kilo(?:gram)?",
    "°": r"grader|degrees|°c?",
    "Mbit": r"mbit(?:/s)?|megabit",
    "Gbit": r"gbit(?:/s)?|gigabit",
}
PERCENT = r"%|procent(?:ig[at]?)?(?!enhet)(?!\w)|per\s?cent(?!age)(?!\w)"
POINTS = r"procentenhet\w*|percentage points?"
_WORDS = "|".join(sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True))
DIGITS = (
    rf"\d{{1,3}}(?:{BLANK}\d{{3}}(?!\d))+(?:,\d{{1,2}}(?!\d))?|\d{{1,3}}(?:[.,]\d{{3}}(?!\d))+"
    rf"|\d+(?:[.,]\d+)?"
)
SCALE = r"tusen|miljoner|miljon|miljarder|miljard|milj\.?|mn|mdr|thousand|millions?|billions?|bn|k|m"
CURRENCY = (
    r"(?:svenska |norska |danska |swedish )?kron(?:orna|or|a)|kr|sek|euros?|eur|€|nok|dkk|dollars?|usd|\$"
    r"|pund|pounds?|gbp|£"
)
CODE = re.compile(
    r"(?<![\w:])(?:\d+:\d+(?::\d+)?|\d+(?:\.\d+){2,}|[A-Za-zÅÄÖåäö]+\d[\w]*"
    r"|\d+[A-Za-z]{1,3}(?!\w)(?<![%])|\d+:(?:e|a)(?!\w)|\d+(?:st|nd|rd|th)(?!\w))"
)
NUMBER = re.compile(
    rf"(?<![\w])(?<!\d[.,])(?:(?P<before>sek|eur|€|nok|dkk|usd|gbp|\$|£)\s?)?"
    rf"(?:(?P<digits>{DIGITS})(?:-(?:tal(?:et|s)?|year)\b)?|(?P<words>{_WORDS})(?=års?|årig|månad|dag"
    rf"|veck|timm)|(?P<word>{_WORDS}|en|ett|one|a)(?!\w))"
    rf"(?:(?P<glue>[\s-]{{0,2}})(?:(?:[a-zåäö]{{4,}}[at]|additional|regional)\s)?(?P<scale>{SCALE})(?![\w]))?"
    rf"(?:[\s-]{{0,2}}(?:(?P<unit>{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})(?!\w)"
    rf"|(?P<currency>{CURRENCY})(?!\w)|(?P<points>{POINTS})|(?P<percent>{PERCENT})|"
    + "|".join(rf"(?P<t_{name}>{words})" for name, (_, _, words) in TIMES.items())
    + "|"
    + "|".join(rf"(?P<u{number}>{words})(?!\w)" for number, words in enumerate(MEASURES.values()))
    + "))?",
    re.IGNORECASE,
)
TRIGGER = re.compile(
    rf"\d|\b(?:{_WORDS})|\b(?:en|ett|one|a)\s(?:miljon|miljard|million|billion|år|month|månad|vecka"
    rf"|year|week|dag|day)|tredje|tionde|half|hälften|halva|quarter|third|fjärdedel|dubb|dubbl|doubl"
    rf"|tripl|trebl|quadr|fold|halver|halv|{'|'.join(ORDINALS)}",
    re.IGNORECASE,
)
SHARE = re.compile(
    "|".join(rf"(?P<s{number}>\b(?:{words})\b)" for number, (_, words) in enumerate(SHARES)), re.IGNORECASE
)
TIMES_WORD = re.compile(
    "|".join(rf"(?P<x{number}>\b(?:{words})\b)" for number, (_, words) in enumerate(TIMES_AS_MUCH)),
    re.IGNORECASE,
)
ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b", re.IGNORECASE)
# months that are named alone; capital letters in English, so that "may" is none
LONE_MONTH = re.compile(
    rf"(?<![\w-])(?:(?:i|in|under|sedan|since|från|from|till|to|until|före|efter|by|before|after|och"
    rf"|and|[–-])\s)(?P<month>{MONTH})\b(?!\s?\d)",
    re.IGNORECASE,
)
SLASHED = re.compile(r"(?<![\w/])(?P<day>\d{1,2})/(?P<month>\d{1,2})[ /-](?P<year>(?:19|20)\d\d)(?![\w/])")
CONNECTOR = re.compile(r"\s?(?:[–—-]|till|to|och|and|eller|or|mot|av|of|from|från)\s?", re.IGNORECASE)
FILLER = (
    r"(?:\s|sek|eur|€|\$|£|cirka|ca\.?|omkring|ungefär|about|around|approximately|some|hela|den|the|a|om|på"
    r"|of|kl\.?|mellan|between)*"
)
AT_MOST = (
    r"högst|max(?:imalt|imum)?\.?|upp till|upp emot|som mest|som högst|(?:aldrig|inte) (?:mer|fler) än"
    r"|up to|(?:at|at the) most|no more than|not more than|never more than|not exceed(?:ing)?|under"
    r"|färre än|mindre än|fewer than|less than|below|inom|within|senast|no later than|as much as"
    r"|övre gräns(?:en)?"
)
AT_LEAST = (
    r"minst|åtminstone|lägst|över|mer än|fler än|drygt|at least|more than|over|no less than|not less than"
    r"|minimum|exceeding|upwards of|från och med"
)
MOST = re.compile(rf"(?<!\w)(?:{AT_MOST}){FILLER}$", re.IGNORECASE)
LEAST = re.compile(
    rf"(?<!\w)(?<!aldrig )(?<!inte )(?<!never )(?<!not )(?<!no )(?:{AT_LEAST}){FILLER}$", re.IGNORECASE
)
OR_MORE = re.compile(r"\s?(?:eller (?:mer|fler)|or more|och (?:uppåt|mer))\b", re.IGNORECASE)
OR_LESS = re.compile(r"\s?(?:eller (?:mindre|färre)|or (?:less|fewer)|som mest|at most)\b", re.IGNORECASE)
PERIOD_OVER = re.compile(
    r"(?:over|under|inom|within)(?:\s(?:the|en|ett|a))?(?:\slast|\spast)?\s$", re.IGNORECASE
)
AGE = re.compile(
    r"\b(?:people|persons|those|adults|residents|anyone|everyone)\s(?:over|under|above|below)\s$"
    r"|\b(?:aged?|ages|ålder|åldern|åldrarna)\s(?:of |på |between |mellan )?(?:\d+\s?[–-]\s?)?$",
    re.IGNORECASE,
)
ROLE = re.compile(rf"\b(?:(?P<from>från|from)|(?P<to>till|to)){FILLER}$", re.IGNORECASE)
ARTICLES = ("en", "ett", "one", "a")
LENGTH = re.compile(
    r"\b(?:inom|within|efter|after|i|for|under|over|på|högst|minst|cirka|ungefär|about)\s$", re.IGNORECASE
)
MOST_SCALED = 10_000  # what stands before "miljoner" is smaller
LONGEST_LEAD = 40  # letters before a number in which its bound stands
# a number after one of these is a name: "prioritering 5", "goal 11"
LABEL = re.compile(
    r"(?:prioritering(?:en|ar)?|prioritet|mål|delmål|etapp|fas|steg|kapitel|avsnitt|nivå|zon|del|punkt"
    r"|linje|priority|goal|target|stage|phase|step|chapter|section|level|zone|part|item|line)\s$",
    re.IGNORECASE,
)
