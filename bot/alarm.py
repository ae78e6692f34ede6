"""Know a cry for help: danger to life or of violence, told by or about somebody here and now.

Text -> whether 112 comes first. A plan's or a statistic's "suicide" and "stroke" are none; in doubt, with a
person who acts or suffers in the message, it is one.
"""

import re


def _any_of(*lines: str) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)


SELF = _any_of(
    r"\b(?:jag|mig|min|mitt|mina)\b",
    r"\b(?:i['’](?:m|ve|ll)|my|me|myself)\b",
    r"\bi (?:am|have|had|feel|felt|want|wanna|think|need|can|cannot|can['’]t|don['’]t|do|will|took|was"
    r"|got|keep)\b",
)
SOMEBODY = _any_of(
    SELF.pattern,
    r"\b(?:han|hon|hen|hans|hennes|honom|henne|någon|nån|vår|grannen)\b",
    r"\b(?:he|she|he['’]s|she['’]s|him|her|his|someone|somebody)\b",
)
# what nobody says but of a body that fails or a hand that is raised
SYMPTOM = _any_of(
    r"(?:ont|tryck|tryckande|smärta|smärtor|kramp)\b.{0,15}\b(?:bröstet|bröst|hjärtat)|bröstsmärt",
    r"svårt att andas|(?:kan|får) (?:inte|knappt|ingen) (?:andas|luft)|andas inte|inte andas|slutat andas",
    r"(?:not|stopped|hardly|barely) breathing|isn['’]t breathing|can(?:['’]t|not| not) breathe",
    r"(?:hard to|trouble|difficulty) breath(?:e|ing)|chest pains?|pain in (?:my|his|her|the) chest",
    r"blöder (?:kraftigt|mycket|ymnigt)|bleeding (?:heavily|badly|a lot)",
    r"ta(?:r|git)? livet av mig|ta(?:r|git)? (?:mitt|sitt) (?:eget )?liv\b|skada mig själv",
    r"(?:kill|killing|hurt|hurting|harm|harming) (?:myself|himself|herself)|(?:end|take|ending"
    r"|taking) my (?:own )?life",
    r"\b(?:jag|han|hon|hen)\b.{0,30}\bvill (?:inte leva|dö)\b|vill inte leva|orkar inte leva",
    r"\b(?:i|he|she)\b.{0,20}\bwants? to die\b|(?:don['’]t|do not) want to live",
    r"slår mig|bl(?:ir|ev|ivit) (?:jag |hon |han )?(?:slagen|misshandlad|hotad|våldtagen)"
    r"|hotar (?:att döda|mig)",
    r"\b(?:hits|hitting|beats|beating|hurts|choking) me\b|being (?:beaten|abused|attacked|raped)|was raped",
    r"någon skjuter|\bdet brinner\b(?! för)|somebody is shooting|someone is shooting|there(?:['’]s"
    r"| is) a fire\b(?! \w)",
)
# what plans and statistics speak of too
NOUN = _any_of(
    r"självmord|suicid|livet av (?:sig|oss)|överdos|overdose|self[- ]harm|medvetslös|unconscious",
    r"hjärtinfarkt|hjärtstopp|stroke\b|heart attack|cardiac arrest",
    r"misshandla|våldta(?:g|r|s)|\braped\b",
)
WORK = _any_of(
    r"\b(?:antal\w*|andel\w*|statistik\w*|enligt|plan(?:en|er)?|strategi\w*|mål(?:et|en)?|rapport\w*"
    r"|projekt\w*)\b",
    r"\b(?:hur många|förebygg\w*|prevention\w*|minsk\w+|satsning\w*|insats\w*|regionen?s?|länet)\b",
    r"\b(?:stöd(?:et)?|bidrag\w*|rutin\w*|ansvar\w*|forskning\w*|(?:gör|tar) (?:ni|kommunen|man)"
    r"|support|polic(?:y|ies))\b",
    r"\b(?:how many|number of|share of|statistics|plans?|strateg\w+|goals?|reports?|projects?)\b",
    r"\b(?:according to|prevent\w*|reduc\w+|the region|the county)\b",
)
BEHIND = _any_of(
    r"\b(?:efter|haft|hade|rehab\w*|anhörig\w*|after|had|rehabilitation|survivors?)\b",
)
CRY = _any_of(r"\b(?:hjälp|akut|ambulans|help|emergency|ambulance)\b")
SHORTEST_QUESTION = 4  # words up to which "stroke, help" is no question


def is_alarm(text: str) -> bool:
    """Whether somebody is in danger now."""
    if SYMPTOM.search(text):
        return bool(SELF.search(text)) or not WORK.search(text)
    if not NOUN.search(text):
        return False
    if CRY.search(text) and len(text.split()) <= SHORTEST_QUESTION:
        return True
    return bool(SOMEBODY.search(text)) and not WORK.search(text) and not BEHIND.search(text)
