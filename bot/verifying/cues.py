"""The small words that turn a statement round: denials, opposites, what is only expected, what holds always.

General knowledge of Swedish and English, as data and the pure functions that find it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

DENIAL = re.compile(
    r"\b(?:inte(?! (?:bara|enbart|endast|minst))|ej|icke|ingen|inget|inga|ingenting|aldrig(?! (?:mer"
    r"|fler) än)|varken|knappast|utan(?! även| också| att)"
    r"|not(?! only| least| just)|cannot|no(?! (?:more|less|later|fewer) than|\.)|none"
    r"|never(?! more than)|neither|nor|without|nobody|nothing|hardly"
    r"|sakna(?:r|s|de|des|t|ts)?|avsaknad\w*|brist(?:en|er|erna)? på|lack(?:s|ed|ing)?|absence|shortage"
    r"|avsla(?:gs|s|gits|gna|gen|get|git)?|avslog(?:s)?|neka(?:s|des|ts|d)?|rejected|refused|denied"
    r"|turned down|declined"
    r"|fail(?:s|ed)? to|missade[s]?|missed|undantag(?:et|en)?|undanta(?:s|gna|gen|get)|förutom|utom"
    r"|except(?:ion|ing)?|excluded|excluding|ineligible|förbjud\w*|prohibited|forbidden"
    r"|omöjlig\w*|impossible|unable|unlikely)\b|n['’]t\b",
    re.IGNORECASE,
)
WITHOUT = re.compile(r"utan|without|förutom|utom|excepting|excluding", re.IGNORECASE)
BUT = re.compile(r"\b(?:inte|ej|icke|not)\b[^.;]*?\b(utan)\b", re.IGNORECASE)
# what costs nothing is not denied
FREE = re.compile(
    r"\b(?:utan (?:kostnad|avgift)|kostar (?:inget|ingenting|inte något)|ingen (?:kostnad|avgift)"
    r"|inga (?:kostnader|avgifter)|without (?:charge|cost|a fee)|free of charge|costs? nothing"
    r"|no (?:charge|cost|fee)s?)\b",
    re.IGNORECASE,
)

DENIES = 5  # words over which a denial reaches
# two sides that a sentence must not exchange
OPPOSITES: dict[str, tuple[str, str]] = {
    "trend": (
        r"öka(?:r|de|t|s|des|d|nde|des)?|ökning\w*|ökade|stig(?:er|it|ande|a)|steg|väx(?:er|te|t|ande"
            r"|a)|växande|höj(?:a|s|er|de|des|t|ts|da)|höjning\w*|uppgång\w*|fler|mer(?! än)|större|högre"
            r"|för(?:stärk|bättr)\w*|stärk\w*|tredubbl\w*|fördubbl\w*|dyrare|gått upp|gick upp"
        r"|increas\w*|ris(?:e|es|en|ing)|rose|grow\w*|grew|grown|higher|larger|more(?! than)|improv\w*"
            r"|rais(?:e|ed|es|ing)|strengthen\w*|tripled|doubled|went up|gone up|climb\w*|more expensive",
        r"minsk\w*|sjunk(?:er|it|ande|a)|sjönk|sänk(?:a|s|er|te|tes|t|ts|ta)|sänkning\w*|nedgång\w*"
            r"|färre|mindre(?! än)|lägre|försvag\w*|försämr\w*|halver\w*|billigare|gått ned|gick ned"
            r"|gått ner|gick ner|krymp\w*|urholk\w*"
        r"|decreas\w*|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|lower(?:ed|s|ing)?|reduc\w*|declin\w*"
            r"|shrink\w*|shrank|smaller|fewer|less(?! than)|worsen\w*|weaken\w*|halved|went down|gone down"
            r"|cut(?:s|ting)?|cheaper",
    ),
    "order": (r"före|innan|before|prior to|dessförinnan", r"efter|after|därefter|sedan dess|following|thereafter|afterwards"),
    "rank": (r"bättre|bäst|better|best|well|bra", r"sämre|sämst|worse|worst|poorly|dåligt"),
    "state": (
        r"pågå(?:r|ende|tt|ck)?|fortfarande|fortsätter|ongoing|under way|underway|still|continues"
            r"|in progress|currently running",
        r"avsluta(?:s|d|t|de|des|ts)?|upphör\w*|upphört|nedlagd\w*|lägg(?:s|er) ned|lades ned|finished"
            r"|ended|completed|concluded|closed down|discontinued|ceased|terminated",
    ),
    "open": (r"öpp(?:en|et|na|nar|nas|nade)|open(?:s|ed|ing)?", r"stäng(?:d|t|da|er|s|de|des|as)?|clos(?:e|ed|es|ing)"),
    "grant": (
        r"bevilja\w*|godkän\w*|godtog\w*|approv\w*|granted|awarded|accepted",
        r"avsl(?:ag\w*|og\w*|ås|å)|neka\w*|reject\w*|refus\w*|denied|turned down",
    ),
    "most": (r"mest|flest|störst|högst(?= \w+ande)|främst|most|mainly|primarily|largest|biggest|mostly", r"minst(?! \d| två| tre| fyra| en| ett)|lägst|least(?! \d)|smallest|lowest|rarely|sällan"),
    "early": (r"början|inledningen|tidigt|beginning|early|start of", r"slutet|sent(?! \w+as)|end of|the end|late(?! night)"),
    "pace": (r"i förtid|ahead of (?:schedule|time)|tidigare än planerat|snabbare|faster|sooner", r"försen\w*|dröj\w*|fördröj\w*|delay\w*|behind schedule|slower|långsammare"),
    "begin": (
        r"starta(?:r|s|de|des|t|ts)|börja(?:r|de|t)|inled(?:s|er|de|des|tes)|started|starts|began"
            r"|begins?|launched",
        r"avsluta(?:s|des|de|t|ts)|sluta(?:r|de|t)|upphör(?:de|t)?|ended|ends|finished|ceased",
    ),
    "success": (
        r"framgång\w*|lycka(?:d|t|de|ts|s|des)|success\w*|succeed\w*",
        r"misslyck\w*|fail(?:s|ed|ure|ing)?|unsuccessful\w*",
    ),
    "cost": (r"kosta(?:r|de|t)?|costs?", r"spara(?:r|de|t|s)?|besparing\w*|sav(?:e|es|ed|ing|ings)"),
    "gain": (r"får|få|fick|fått|erhåll\w*|receiv\w*|gets?|got|gain\w*|tilldel\w*", r"förlor\w*|los(?:e|es|t|ing)|spara\w*|sav(?:e|es|ed|ing)"),
    "can": (r"frivillig\w*|voluntary|optional", r"obligatorisk\w*|tvingande|mandatory|compulsory"),
    "agree": (r"för förslaget|stödjer|supports?|ställer sig bakom|welcom\w*|välkomnar", r"mot förslaget|motsätter\w*|oppos\w*|kritiserar|criticis\w*"),
}  # fmt: skip
TURNING = frozenset(("state", "open", "grant", "begin"))  # what is not the one is the other
SIDES = {
    name: tuple(re.compile(rf"(?<!\w)(?:{side})(?!\w)", re.IGNORECASE) for side in sides)
    for name, sides in OPPOSITES.items()
}

# said of what has not happened, or need not
EXPECTED = re.compile(
    r"(?<!\w)(?:förvänta\w*|vänta(?:s|des|nde)|beräkna(?:s|des)|(?<!som )planera(?:s|r|t|de|des|ts)"
    r"|(?<!as )planned|planning|plans|föreslå\w*|föreslog\w*|förslag\w*|avisera\w*|aviser|förutspå\w*"
    r"|bedöms|avse(?:r|s|tt)|ambition\w*|målsättning\w*|siktar|strävar|hoppas|möjlig(?:t|en|tvis)"
    r"|eventuell\w*|riskerar|scenario\w*|skulle|vill|kanske|tros|antas"
    r"|expected|expects?|propos\w*|estimated|projected|forecast\w*|intend\w*|aims?|ambition|hopes?"
    r"|would|might|could|possibl[ey]|perhaps|likely|proposal\w*|announced|target|goal|predicted"
    r"|not yet)(?!\w)",
    re.IGNORECASE,
)
WILL = re.compile(
    r"(?<!\w)(?:ska|skall|kommer att|blir|will|shall|is to|are to|be able|should|bör|ought|due to"
    r"|mål(?:et|en)?|syfte\w*|to be|set to|going to|kommer)(?!\w)",
    re.IGNORECASE,
)
MAY = re.compile(
    r"(?<!\w)(?:kan|kunna|kunde|may|might|can|could|möjlighet\w*|möjligt|possible|possib\w*|able"
    r"|berättiga\w*|eligible|sök(?:a|as|s|er)|apply|ansök\w*|opportunit\w*|up to|upp till|högst"
    r"|erbjud\w*|offer\w*|available|makes? it|gör det)(?!\w)",
    re.IGNORECASE,
)
GETS = re.compile(
    r"(?<!\w)(?:kan|kunna|may|might|can|could)\s(?:\w+\s){0,2}?(?:få|erhålla|beviljas|tilldelas|receive"
    r"|get|obtain|be (?:granted|awarded|given)|återkrävas|leda|lead|innebära|mean|påverka|affect|locka"
    r"|bidra till|minska|öka|reduce|increase|be reclaimed)(?!\w)",
    re.IGNORECASE,
)
# words by which a statement holds for everything, each with those by which a source may say the same
STRONG: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{claimed})(?!\w)", re.IGNORECASE), re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE))
    for claimed, said in (
        (r"alltid|always|ständigt|constantly", r"alltid|always|ständigt|constantly|varje|samtliga"),
        (r"alla|samtliga|all(?! of (?:it|this))|everyone|everybody", r"alla\w*|samtliga|varje|every\w*|all|each|hela|entire\w*|whole"),
        (r"varje|every(?! (?:other|second|two|third))|each", r"varje|every\w*|each|alla|all|per|år(?:lig|ligen|liga)|annual\w*|\w+vis|respektive"),
        (
            r"hela (?:kostnad|belopp)\w*|(?:full|whole|entire|total) (?:cost|amount|sum)\w*|fullt ut"
            r"|in full(?! or)", r"hela|full\w*|whole|entire\w*|total\w*|100 (?:procent|%|per)|samtliga|kostnadsfri\w*"),
        (r"endast|enbart|bara|only|solely|exclusively", r"endast|enbart|bara|only|solely|exclusively|ensam\w*|högst|merely|alone"),
        (
            r"garanter\w*|guarante\w*|rätt till|entitled|right to|automatisk\w*|automatic\w*|säkert"
            r"|definitely|certainly|ensured",
                r"garanter\w*|guarante\w*|rätt(?:en)?|rättighet\w*|entitled|right\w*|automatisk\w*"
                r"|automatic\w*|berättiga\w*|säker\w*|säkr\w*|ensur\w*|ska|krav"),
        (
            r"måste|must|krävs|kräver|required|requires?|obligatorisk\w*|mandatory|compulsory|tvingas"
            r"|forced|skyldig\w*|obliged|(?<!may )(?<!might )have to|has to",
                r"måste|must|kräv\w*|krav\w*|requir\w*|obligatorisk\w*|mandatory|ska|skall|shall|senast"
                r"|need\w*|behöv\w*|förutsätt\w*|villkor\w*|condition\w*|skyldig\w*|should|bör|tvinga\w*"
                r"|no later|have to|has to"),
        (r"aldrig(?! mer| fler)|never(?! more)", r"aldrig|never|inte|inga|ingen|not|no"),
        (r"fullständig\w*|completely|fully|entirely|100 procent|helt och hållet", r"fullständig\w*|complet\w*|full\w*|helt|hela|entire\w*|100 (?:procent|%|per)"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns a statement round, and where it stands."""

    start: int
    end: int
    word: str

    @property
    def is_without(self) -> bool:
        """Whether it only takes a thing away, and denies no deed: "villages without a library"."""
        return bool(WITHOUT.fullmatch(self.word))


@lru_cache(maxsize=8192)
def denials_in(text: str) -> tuple[Cue, ...]:
    """The denials of a text; "not X but Y" denies once, "without charge" nothing."""
    return tuple(_denials(text))


def _denials(text: str) -> Iterator[Cue]:
    covered = [match.span(1) for match in BUT.finditer(text)] + [
        match.span() for match in FREE.finditer(text)
    ]
    for match in DENIAL.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            yield Cue(match.start(), match.end(), match.group())


@dataclass(frozen=True, slots=True)
class Side:
    """A word that takes one side of two, and which."""

    start: int
    end: int
    name: str
    side: int  # 0 or 1; turned where the word is denied


@lru_cache(maxsize=4096)
def placed_sides(text: str) -> tuple[Side, ...]:
    """The words of a text that take a side, each read with the denial beside it."""
    return tuple(_sides(text))


def _sides(text: str) -> Iterator[Side]:
    denied = [(cue.start, cue.end) for cue in denials_in(text)]
    for name, patterns in SIDES.items():
        for side, pattern in enumerate(patterns):
            for match in pattern.finditer(text):
                turned = any(_is_beside(text, match.span(), span) for span in denied)
                if turned and name not in TURNING:
                    continue
                yield Side(match.start(), match.end(), name, 1 - side if turned else side)


def _is_beside(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether at most a few words and no stop stand between two words."""
    first, last = sorted((one, other))
    if first == last or first[1] > last[0]:
        return False
    between = text[first[1] : last[0]]
    return len(between.split()) <= DENIES and not re.search(r"[.;:,\n]|\b(?:och|and|men|but)\b", between)


@lru_cache(maxsize=8192)
def sides_in(text: str) -> dict[str, frozenset[int]]:
    """The sides of opposites that a text takes, 0 or 1 or both, by what they are opposites in."""
    found = {
        name: frozenset(side for side, pattern in enumerate(patterns) if pattern.search(text))
        for name, patterns in SIDES.items()
    }
    return {name: sides for name, sides in found.items() if sides}


def is_tentative(text: str) -> bool:
    """Whether a text says that something is expected, planned or possible."""
    return bool(EXPECTED.search(text) or WILL.search(text) or MAY.search(text))


def is_expected(text: str) -> bool:
    """Whether a source says that something is not yet so, or not certainly."""
    return bool(EXPECTED.search(text) or GETS.search(text))


@dataclass(frozen=True, slots=True)
class Overstatement:
    """A word by which a statement holds for everything, and the words by which a source may say so too."""

    start: int
    word: str
    said: re.Pattern[str]


def overstatements(text: str) -> Iterator[Overstatement]:
    """The words of a text by which it holds for everything, always or surely."""
    for claimed, said in STRONG:
        for match in claimed.finditer(text):
            yield Overstatement(match.start(), match.group(), said)
