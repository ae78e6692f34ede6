"""Know an order to the assistant: to drop its rules, to show them, to play somebody, to repeat or to run.

Text -> whether it instructs instead of asking. An order's verb stands where orders begin: first in its
sentence, in its quotation, or after "and", "please", "you must"; a question may use the same verb elsewhere.
"""

import re
import unicodedata

from retrieval.instructing import hidden_letters, without_invisible

# where an imperative may stand
BEGINS = (
    r"(?:^|[.!?:;,\n\"'“”‘’«»()\[\]>*|–])\s*"
    r"(?:(?:please|now|instead|then|just|simply|always|also|kindly|snälla|nu|istället|sedan|sen"
    r"|bara)\s*,?\s+)*"
    r"|\b(?:and|then|please|instead|och|sen|sedan|you(?:['’]ll| must| should| shall| will| have to"
    r"| are to| can)?"
    r"|can you|could you|(?:want|need) you to|going to|du ska(?:ll)?|du måste|kan du|att du ska)\s+"
    r"(?:(?:please|now|also|always|just|simply)\s+)?"
)


def _any_of(*lines: str) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)


def _orders(*lines: str) -> re.Pattern[str]:
    """Verbs and what follows them, where an order may begin."""
    return re.compile(f"(?:{BEGINS})(?:{'|'.join(lines)})", re.IGNORECASE)


DROP_RULES = _orders(
    r"(?:ignore|disregard|forget|override|bypass|skip)\b.{0,50}\b(?:instructions?|rules?|prompts?"
    r"|documents?"
    r"|polic(?:y|ies)|filters?|guidelines|directions|above|previous|everything|being"
    r"|all (?:you|of (?:it|that|this)|that|prior|earlier))\b",
    r"(?:ignorera|glöm(?! inte)|strunta i|bortse från|åsidosätt|kringgå|hoppa över|bryt mot)\b.{0,50}"
    r"\b(?:instruktion\w*|regl\w*|dokument\w*|prompt\w*|allt|tidigare|källor\w*|begränsning\w*|policy\w*)",
)
NEW_RULES = _any_of(
    r"\b(?:new|updated|ny|nya) (?:rules?|instructions?|polic(?:y|ies)|orders?|regel|regler"
    r"|instruktion(?:er)?)\s*:"
    r"(?![^?]*\?\s*$)",
    r"\b(?:ignor\w+|disregard\w*|bortse)\b.{0,40}\b(?:previous|prior|earlier|your|tidigare|dina)\b.{0,20}"
    r"\b(?:instructions?|prompts?|rules|instruktion\w*|prompt\w*|regler)\b",
    r"\bfrom now on\W+(?:you|your|always|only|answer|respond|reply|act|speak)\b",
    r"\bfrån och med nu (?:är|ska|svarar) du\b",
    r"\b(?:answer\w*|respond|reply|svara|bot|mode)\b.{0,60}\b(?:(?:with )?no|without(?: any)?"
    r"|utan(?: några)?) "
    r"(?:restrictions|limitations|rules|censorship|filters?|begränsningar|regler|censur)\b",
    r"\b(?:jailbr(?:eak|oken)|developer mode|utvecklarläge|dan mode|do anything now|unfiltered|amoral)\b",
    r"\bsystem ?-?(?:prompt|instruktion\w*|override)|\bsystem instructions? begins?\b",
)
SHOW_RULES = _any_of(
    r"\b(?:repeat|reveal|print|output|show|tell|give|reproduce|translate|summari[sz]e|spell|display"
    r"|what (?:is|are|were))"
    r"\b.{0,45}\b(?:your|(?:your|the|those) (?:initial|starting|first|original|system|above))"
    r"\s(?:\w+\s)?(?:instructions?|prompt|directives?|configuration|system message)\b",
    r"\b(?:instructions?|prompt|text|rules) (?:that )?you (?:were|have been|got) (?:given|told)\b",
    r"\bwhat were (?:those|the|your) instructions\b",
    r"\b(?:visa|upprepa|skriv ut|avslöja|berätta|översätt)\b.{0,40}\b(?:din|dina|ditt|systemets)\b.{0,25}"
    r"\b(?:instruktion\w*|prompt\w*|regler|systemmeddelande)",
    r"\b(?:repeat|print|copy|show|display|visa|upprepa|skriv (?:av|ut)|kopiera)\b.{0,30}"
    r"\b(?:text\w*|allt|words?|everything|meddelande\w*) (?:above|before this|ovanför|ovan|före detta)\b",
)
PLAY = _orders(
    r"(?:act(?:ing)?|respond|answer|write|speak) (?:just |exactly )?(?:as|like) (?:an?|the|if|though"
    r"|such|you|my|[A-Z]{3,})\b",
    r"act (?:as|out|like)\b|pretend\b|role-?play|simulate\b|imagine you(?:['’]re| are)\b"
    r"|stay in character\b",
    r"(?:assume|take on|adopt) the (?:persona|role|identity|character)\b|agera som\b|låtsas\b"
    r"|spela rollen\b|spela en\b",
)
YOU_ARE = _orders(
    r"you(?:['’]re| are) (?:now|about to|going to)\b",
    r"you(?:['’]re| are) an? (?:ai|person|character|evil|expert|unrestricted)\b",
    r"du är (?:nu|numera) (?:en|ett|min|inte|fri)\b|in this (?:role-?play|game),? you\b|let['’]s (?:act"
    r"|play a|role-?play)\b",
)
SAY = _orders(
    r"(?:reply|respond|answer|say|output|print|write|repeat) (?:only|just|exactly|with only|only with"
    r"|with the (?:word|phrase)|the (?:word|phrase|following))\b",
    r"tell (?:the|every|all|your) (?:users?|readers?|customers?|visitors?|everyone)\b|inform the users?\b",
    r"svara (?:bara|endast|enbart|att|med ordet|med orden|exakt)\b|säg (?:att|bara|till användar\w+)\b",
    r"skriv (?:bara|endast|exakt|ordet|frasen|att)\b|upprepa (?:ordet|frasen|efter mig|följande|exakt)\b",
    r"(?<!kan du )bekräfta att\b|påstå att\b|berätta för (?:användar\w+|alla)\b|meddela (?:användar\w+"
    r"|alla) att\b",
    r"(?:give|return|send) me (?:json|xml|yaml|html)\b|svara (?:i|med) (?:json|xml|html)\b",
    r"(?:översätt|translate|läs|read) (?:och|and|then) (?:följ|utför|lyd|gör|follow|execute|obey|do)\b",
)
RUN = _orders(
    r"(?:decode|execute|encode|run|eval(?:uate)?|fetch|log|curl) (?:this|the|and|it|os|system|a|that"
    r"|your|code|:)(?!\w)"
    r".{0,60}\b(?:base64|rot13|code|command|commands|script|text|it|database|value|contents?|password"
    r"|prompt|url|says)\b",
    r"(?:execute|decode)\s*:|(?:avkoda|exekvera|kör (?:koden|kommandot|skriptet))\b",
)
CODE = _any_of(
    r"\b(?:base64|rot13)\b|\b(?:eval|exec|popen|system)\(|\beval\b|\bpopen\b|os\.system"
    r"|subprocess|__\w+__",
    r"\brm -rf\b|\bdrop table\b|<script|<img|onerror=|\bcurl\s+\S*://|\bsudo \w|\{\{.*\}\}"
    r"|\b\w+_(?:password|secret|token)\b",
    r"\b(?:credit card|password|lösenord\w*|kortnummer|api[- ]?key"
    r"|internal database)\b.{0,40}\b(?:details?|for user|of user"
    r"|för användare|http)",
)
PATTERNS = (DROP_RULES, NEW_RULES, SHOW_RULES, PLAY, YOU_ARE, SAY, RUN, CODE)


def is_order(text: str) -> bool:
    """Whether a text, or what it hides in invisible letters, tells the assistant what to do."""
    shown = unicodedata.normalize("NFKC", without_invisible(text))
    said = [each for each in (shown, hidden_letters(text)) if each]
    return any(pattern.search(each) for each in said for pattern in PATTERNS)
