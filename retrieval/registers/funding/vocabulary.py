"""What Swedish and English call money that one can get, and what sounds like it and is not.

General knowledge of the two languages, as data. A compound's head says what it is ("hållbarhetscheck"), its
first part whether it is money at all ("processtöd" is help).
"""

import re

# heads of compounds and phrases, with the endings of their forms
HEADS = {
    "stöd": r"stöd(?:et|en|ens|ets|s)?",
    "bidrag": r"bidrag(?:et|en|ens|ets|s)?",
    "check": r"check(?:en|ar|arna|s|ens)?",
    "premie": r"premie[nr]?(?:na)?",
    "lån": r"lån(?:et|en|s)?",
    "anslag": r"anslag(?:et|en|s)?",
    "stipendium": r"stipendi(?:um|et|er|erna|eum)",
    "medel": r"med(?:el|len|lens)",
    "fond": r"fond(?:en|ens|erna|ernas)?",
    "finansiering": r"finansiering(?:en|s|ens)?",
}
# first parts that make the head something else than money, matched from their beginning
NOT_MONEY = {
    "stöd": (
        "process metod kompetens konsult föräldra system beslut anhörig nätverk handledning lednings person"
        " kund support teknik läs språk hem boende brottsoffer social psykosocial samtals verksamhets"
        " administra vård omvårdnad planerings implementering samordning chefs kontakt lär undervisnings"
        " elev skol studie mentors rådgivnings jurist juridik it digital webb telefon arm rygg fot hand"
        " huvud nack knä bok över under medarbetar analys uppföljning kommunikation sakområde kunskaps"
        " expert service livs moral opinion väljar hjälp ledar bistånd familje utbildning upphandling"
        " genomförande drift användar beteende evidens"
    ),
    "bidrag": (
        "diskussion debatt tävling inlägg text fram med under kunskap inspel artikel konferens barn bostad"
        " underhåll försörjning social"
    ),
    "check": "fakta hälso kropp body lön present säkerhet ögon kvalitet status bak in",
    "premie": "försäkring pension risk livs",
    "anslag": "text ljus tangent ton tematisk",
    "medel": (
        "liv läke driv hjälp transport färd bekämpning rengöring betalning kommunikation tvätt skölj smink"
        " verk bind lös skydds smitt desinfek påtryckning makt tvångs njutning närings foder press bot under"
        " gödsel växtskydd trafik för rus doping konserverings uttryck stil spräng kyl bevis kontrast läro"
        " produktions arbets"
    ),
    "fond": "pension ap aktie index hedge ränte pelar sparande bak kuliss",
}
# loans that one applies for at a public lender; most others are a household's or a library's
LOANS = frozenset(
    "start mikro tillväxt företag innovation investering export energi sådd brygg utveckling grön".split()
)
# heads whose compounds are money without the sentence saying so
SURE_HEADS = frozenset({"bidrag", "stipendium", "medel", "fond", "premie", "lån"})
# money, but too general to be a record of its own: "statsbidrag" is one with what it is for
GENERAL = frozenset(
    "statsbidrag statsstöd stadsstöd stadstöd statsanslag statsmedel eu-medel eu-stöd eu-bidrag eu-fond"
    " investeringsmedel skattemedel budgetmedel forskningsmedel forskningsanslag forskningsbidrag ramanslag"
    " driftbidrag kommunbidrag regionbidrag".split()
)
GENERAL_WITH_PURPOSE = frozenset({"statsbidrag", "statsanslag", "statsmedel", "eu-stöd", "eu-bidrag"})
# what one word's heads are called alike: project support is project money
ONE_HEAD = {"projekt": "medel"}
# words before a name that are part of how it is called
ADJECTIVE = (
    r"(?:regional|statlig|kommunal|nationell|europeisk|tillfällig|generell|särskild|riktad|ekonomisk"
    r"|finansiell|offentlig|ny|extra)(?:t|a|e)?"
)
# what a sentence says of "stöd" and of a programme where they are money, and not help or a plan
FIRM = re.compile(
    r"bevilja|utlys|fördela|utbetal|kronor|\bkr\b|mkr|miljon|\d\s?%|procent|bidrag"
    r"|\bmed(?:el|len)\b|företag|förening"
    r"|\bkommun|organisation|butik|bolag|lantbruk|\bservice\b|investering|projekt",
    re.IGNORECASE,
)
FUNDS = re.compile(
    r"\bmed(?:el|len)\b|finansier|utlys|bevilja|bidrag|\bstöd\b|\bfund(?:s|ed|ing)?\b"
    r"|\bgrants?\b|\bcalls?\b|\bawards?",
    re.IGNORECASE,
)
FINANCIAL = re.compile(r"\b(?:ekonomiska?t?|finansiell[at]*)\s$", re.IGNORECASE)
RELATED = re.compile(r"\b(\w{3,}relaterade?)\s$", re.IGNORECASE)
# said of money that is given out or sought
MONEY = re.compile(
    r"\bsök(?:a|er|t|te|as|s|ande|anden|bara?)\b|ansök|bevilja|utlys|\bdela(?:r|s|t|ts|des"
    r"|de)?\b.{0,40}\but\b"
    r"|fördela|utbetal|betalas? ut|kronor|\bm?n?kr\b|miljon|euro\b|€|erhåll|finansier|tilldel|mottag|handläg"
    r"|\bappl(?:y|icants?|ications?)\b|\bgrant(?:s|ed)?\b|\bfund(?:ing|ed|s)\b|\bsek\b"
    r"|\beur\b|co-financ|\bbudget\b"
    r"|\bav kostnade|\blån till (?:\w+ )?företag|\bawarded\b|\beligible\b|\bcalls?\b"
)


# says that a support stands around, whatever single sentences say
OFFERS = re.compile(
    r"\batt söka\b|\bansökan (?:är|öppnar|stänger)|\bsista ansökningsdag|\bav kostnade"
    r"|\bcan apply\b"
    r"|\bapplications? (?:is|are) open"
)


def offers_money(text: str) -> bool:
    """Whether a paragraph says that money can be applied for."""
    return bool(OFFERS.search(text.casefold()))


def speaks_of_money(text: str) -> bool:
    """Whether a text says that money is sought, given out or spent."""
    return bool(MONEY.search(text.casefold()))


# before "stöd": not money that is offered but a lack, a wish or a turn of speech
NO_OFFER = re.compile(
    r"(?:\b(?:med|behov(?:et)? av|brist(?:ande|en)?(?: på)?|som|ett|inga|inget|ingen|inte"
    r"|viktigt|tekniskt|juridiskt|moraliskt|annat|digitalt"
    r"|bättre|rätt|sitt|sina|deras|vårt|våra|öka[dt]?|ökade|mer|större|utökat|stärkt|fördjupat|samordnat"
    r"|praktiskt|strategiskt|wish for|need for|lack of|more|with the|increased)\s)$",
    re.IGNORECASE,
)
# directly before "medel": money that someone was granted
GRANTED_BEFORE = re.compile(
    r"\b(?:bevilja(?:ts|des|t|d)|tilldela(?:ts|des|t)|erhållit|erhöll|fått|fick)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
WISH = re.compile(r"\b(?:ökat|ökade|ökning av|större|mer|stärkt|höjt|höjda|högre)\s$", re.IGNORECASE)

# funds and programmes known by name in Sweden and the EU: every form that stands for the same one; a form
# with capitals is compared as it stands, the others in any case
KNOWN = {
    "fund": (
        (
            "europeiska regionala utvecklingsfonden", "europeiska regionalfonden", "regionalfonden", "ERUF",
            "regionala utvecklingsfonden", "ERDF", "european regional development fund",
        ),
        ("europeiska socialfonden", "socialfonden", "ESF", "ESF+", "european social fund"),
        ("fonden för rättvis omställning", "FRO", "JTF", "just transition fund"),
        (
            "landsbygdsutvecklingsfonden", "EJFLU", "EAFRD",
            "europeiska jordbruksfonden för landsbygdsutveckling",
            "european agricultural fund for rural development",
        ),
        ("arvsfonden", "allmänna arvsfonden"),
        ("strukturfonderna", "EU:s strukturfonder", "structural funds"),
        ("Norrlandsfonden",),
        ("sammanhållningsfonden", "cohesion fund"),
        ("innovationsfonden", "innovation fund"),
    ),
    "support": (("skapande skola",),),
    "programme": (
        ("kreativa europa", "creative europe"),
        ("horisont europa", "horizon europe", "Horisont", "Horizon"),
        ("Interreg",),
        ("Erasmus+", "Erasmus plus"),
        ("programmet för ett digitalt europa", "digital europe programme", "Digital Europe"),
        ("LIFE-programmet", "LIFE programme"),
        ("Leader", "Leaderprogrammet"),
        ("Klimatklivet",), ("Industriklivet",), ("Kulturbryggan",), ("Eurostars",),
        ("Fonden för ett sammanlänkat Europa", "CEF", "Connecting Europe Facility"),
    ),
}  # fmt: skip
