"""Tell text that addresses a language model, or hides something, from text that informs a reader.

Text -> the reason, or None. Documents are data: what is found here is marked and shown to administrators, and
supports no sentence of an answer. Ordinary advice to a reader ("skriv till", "svara på enkäten") is none.
"""

import base64
import binascii
import re
import unicodedata
from functools import lru_cache

TAGS = range(0xE0020, 0xE007F)  # invisible letters, one for each of ASCII
INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\U000e0000-\U000e007f]")
ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060-\u2064\ufeff]")
TURNED = re.compile("[\u202d\u202e\u2066-\u2068]")  # letters shown in another order than they stand
MOST_INVISIBLE = 6  # marks without width that a text may have by accident
MODEL = (
    r"(?:language model|llms?\b|chat ?-?(?:bot|gpt)|gpt\b|claude\b|gemini\b|copilot\b|(?:ai|virtual"
    r"|digital)[ -](?:assistant|model|system|agent|bot)|the assistant\b"
    r"|språkmodell\w*|(?:ai|språk)-?(?:assistent\w*|modell\w*|bott\w*)|chat(?:t)?bot\w*|kielimalli\w*"
    r"|sprachmodell\w*|språkmodel\w*"
    r"|automated (?:screening|analysis|review|summar\w+) (?:systems?|software|tools?)|(?:summar\w+"
    r"|indexing) (?:bots?|models?))"
)
RULES = (
    r"(?:instructions?|prompts?|rules|guidelines|directives?|directions|commands|instruktion\w*"
    r"|regler\w*|anvisning\w*|anweisung\w*|instruccion\w*"
    r"|consignes|istruzioni|ohjee\w*|instruks\w*|instrukser)"
)
EARLIER = (
    r"(?:previous|prior|earlier|above|preceding|all|any|your|these|the|system|tidigare|föregående"
    r"|ovanstående|alla|dina|ovan|alle|vorherigen|bisherigen|obigen"
    r"|précédentes|toutes les|anteriores|todas las|precedenti|aiemmat|kaikki|forrige|tidligere|foregående)"
)
REASONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE))
    for reason, patterns in (
        (
            "overrides",
            (
                rf"\b(?:ignore|disregard|forget|override|bypass|overlook|ignorera|bortse från|strunta i"
                    rf"|glöm|åsidosätt|ignoriere\w*|vergiss|ignore[rz]?|oublie[rz]?"
                rf"|olvida|ignora|dimentica|unohda|ohita|glem|ignorer"
                    rf"|se bort fra)\b(?:\W+\w+){{0,6}}?\W+{EARLIER}?(?:\W+\w+){{0,2}}?\W*{RULES}",
                r"\b(?:ignore|disregard|override)\b.{0,30}\b(?:the user|the question|the reader"
                    r"|all negative|negative indicators|manual \w+|the text above|everything above)",
                r"\b(?:ignorera|bortse från|strunta i|glöm)\b.{0,30}\b(?:användaren|frågan|läsaren"
                    r"|allt ovan|allt tidigare|allt som står)",
                r"\b(?:new|updated|real|nya?|riktiga) (?:instructions?|prompts?|directives?"
                    r"|instruktion\w*)\s*:",
                r"\bfrom now on\W+(?:you|your|always|only|answer|respond|reply)\b"
                    r"|\bfrån och med nu (?:är|ska|svarar) du\b",
            ),
        ),
        (
            "role",
            (
                r"<\|\s*\w+\s*\|?>|<<\s*/?\s*sys\s*>>|\[/?\s*(?:inst|system|assistant|user"
                    r"|rest-of-document)\s*\]|</?(?:system|assistant|instructions?|prompt)>",
                r"^\s*#{1,6}\s*(?:system|instructions?|assistant|user)\s*:?\s*$|^\s*(?:system|assistant"
                    r"|user|human)\s?:\s",
                r"\bsystem[ -]?(?:prompt|message|instruktion\w*|meddelande|override|note)\b"
                    r"|\bchain of thought\b|\bjailbr(?:eak|oken)\b|\bdeveloper mode\b|\bdan mode\b",
            ),
        ),
        (
            "addresses_model",
            (
                r"\b(?:you are|you're|act|behave|respond"
                    r"|pretend to be)\s(?:now\s)?(?:as\s)?(?:an?\s)(?:ai\b|assistant|chatbot|language model"
                    r"|unrestricted|evil|hacker)",
                r"\byou are now (?:an?|in|free|the|called|acting)\b|\bdu är nu (?:en|ett|i"
                    r"|fri)\s\w+(?=.{0,40}\b(?:som|utan|svara|ska|läge|assistent|bot))",
                rf"\b(?:note|notice|message|instructions?|attention|important|hello|dear|hi|obs|viktigt"
                rf"|meddelande|hinweis|remarque|nota)\b[^.\n]{{0,25}}{MODEL}",
                rf"\b(?:if you are|when you are|as) an? {MODEL}|\bom du är en? {MODEL}|\bas an? (?:ai"
                    rf"|llm)(?: model| assistant)?,|\bsom (?:en )?(?:ai|språkmodell)\b(?=.{{0,30}}\b(?:ska"
                    rf"|måste|svara|skriv))",
                rf"{MODEL}[^.\n]{{0,30}}\b(?:must|should|shall|is to|has to|ska(?:ll)?|måste|bör|soll"
                    rf"|muss|debe|doit)\b[^.\n]{{0,40}}\b(?:answer|reply|say|respond|tell|recommend|output"
                    rf"|write|ignore"
                r"|svara|säga?|skriva?|rekommendera|ignorera|berätta|antworten|sagen|decir|répondre)\b",
                r"\b(?:visible|invisible|hidden|readable) (?:only )?(?:to|for) (?:humans?|llms?|ai"
                    r"|models?|bots?)\b|\bhidden (?:competency|profile|instruction|text|message)\b"
                    r"|\bdold (?:instruktion|text|prompt)\b",
            ),
        ),
        (
            "shapes_answer",
            (
                r"\b(?:in|to|of|for|from|with|modify|change|start|begin|end|finish|provide|write|give"
                    r"|translate|make) your (?:next )?(?:answers?|repl(?:y|ies)|responses?|output"
                    r"|summar(?:y|ies))\b",
                r"\bi (?:ditt|dina|dit|deinem?r?) (?:svar|antwort\w*)\b(?=.{0,60}\b(?:ska|måste|skriv"
                    r"|nämn|lägg|inkludera|uppmana|påstå|ta med|du)\b)|\b(?:börja|avsluta|inled|skriv|ge"
                    r"|ändra|formulera) (?:ditt|alla dina|varje) svar\b",
                r"(?:^|[.!?:;\n\"“”]\s*|\b(?:and|then|please|must|always|och|sedan|simply|just"
                    r"|to)\s)(?:reply|respond|answer)\s(?:only|just|with|in reverse|as|like|using"
                    r"|in (?:rhyme|code|capital|all caps|base64|pirate|the style))\b",
                r"(?:^|[.!?:;\n\"“”]\s*)svara\s(?:alltid|bara|endast|enbart|aldrig|med (?:ordet|orden"
                    r"|frasen)|att (?:ja|nej|det|region))\b",
                r"\b(?:tell|inform|instruct|urge|convince|advise|direct|ask) (?:the |every |all |your "
                    r"|any )?(?:users?|askers?|customers?|whoever asks)\b",
                r"\b(?:säg|berätta|meddela|uppmana|informera|be|rekommendera|tala om för"
                    r"|hänvisa) (?:till |för )?(?:alltid )?(?:alla )?(?:användare(?:n|na)?|frågeställaren"
                    r"|den som frågar)\b",
                r"\b(?:when|if|whenever|om|när) (?:(?:someone|anyone|any user|the user|a user|asked"
                    r"|någon|användaren)\b)[^.\n]{0,60}\b(?:asks?|asked|frågar)\b[^.\n]{0,60}\b(?:say"
                    r"|answer|respond|reply|tell|svara|säg)\b",
                r"\bif asked\b[^.\n]{0,80}\b(?:respond|reply|say|answer)\b|\byou may not deviate\b"
                    r"|\b(?:sag|sage|antworte|répondez?|responde|rispondi|vastaa|svar)\s(?:immer|nur"
                    r"|toujours|uniquement|siempre|solo|sempre|aina|vain|alltid|bare|kun)\b",
                r"(?:^|[.!?\n]\s*)(?:print|output|echo|say|write|display|repeat)\s+(?:exactly\s|only\s"
                    r"|the (?:word|phrase|following)\s*:?\s*)?[\"“'‘][^\"”'’\n]{1,60}[\"”'’]",
                r"(?:^|[.!?\n]\s*)(?:print|output|echo)\s+(?:visit\s)?[A-Z]{3,}\b",
                r"\buse this analysis to\b|\b(?:pre-verified|pre-approved) by (?:senior )?management\b"
                    r"|\bdo(?:n['’]t| not) (?:evaluate|summari[sz]e|mention|reveal)\b(?=.{0,80}\b(?:respond"
                    r"|say|reply|instead|candidate|user|prompt)\b)",
                r"\bnote by a trustworthy\b|\brecommend (?:immediate|this candidate)\b|\b(?:avslöja"
                    r"|visa|reveal|print|output|repeat|upprepa) (?:din|dina|your|the)\s(?:\w+\s)?(?:system"
                    r"|initial|hemliga?|secret)?\s?(?:prompt\w*|instruktion\w*|instructions?)\b",
            ),
        ),
        (
            "acts",
            (
                r"<script\b|javascript:|onerror\s?=|!\[[^\]]*\]\(\s*https?://[^)]*[?&=][^)]*\)"
                    r"|\bos\.(?:system|popen)\b|\beval\(|\bcurl\s+-?\S*\s?https?://|\brm -rf\b"
                    r"|\bdrop table\b",
                r"`[^`\n]{0,40}<[^>\s]{2,}>`_|\[\s?https?://[^\]]+\]\([^)]*\)",
            ),
        ),
    )
)  # fmt: skip
# one of these stands in whatever the patterns find; most texts have none, and take a tenth of the time
HINT = re.compile(
    r"[<\[`]|(?:^|\n)\s*#|\b(?:ignor|disregard|forget|overrid|bypass|overlook|bortse|strunta|glöm|åsidosätt"
    r"|vergiss|oublie|olvida|dimentica|unohda|ohita|glem|se bort|instru[ck]|prompt|directive|from now on"
    r"|från och med nu|system|assistant\b|user|human|chain of|jailbr|developer mode|dan mode"
    r"|you\b|your\b|act\b|behave|respond|pretend|du är nu|om du är|language m|llms?\b|chat|gpt|claude|gemini"
    r"|copilot|ai\b|ai-?(?:assistent|modell|bott)|virtual|digital[ -](?:assistant|model|system|agent|bot)"
    r"|språk-?(?:modell|assistent|bott)|språkmodel|kielimalli|sprachmodell|automated|summar|indexing"
    r"|visible|invisible|hidden|readable|dold |ditt|dina|dit|dein|alla dina|varje svar|repl|answer"
    r"|svara?\b|users|asker|customer|whoever|asks|asked|frågeställ|frågar|användare|antworte|sage?\b"
    r"|répond|rispondi|vastaa|print|output|echo|say\b|write|display|repeat|use this|pre-|do not|don|note"
    r"|recommend|avslöja|visa di|reveal|upprepa di|javascript|onerror|os\.|eval|curl|rm -rf|drop table)",
    re.IGNORECASE,
)
BLOB = re.compile(r"(?<![\w/+-])(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2,3}={0,2})?(?![\w/+-])")
LEAST_READABLE = 0.9  # share of a decoded blob that is plain text


@lru_cache(maxsize=4096)
def instructs(text: str) -> str | None:
    """Why a text is taken for an instruction to a model, in one word; None for plain information.

    Reasons: hidden, overrides, role, addresses_model, shapes_answer, acts, encoded.
    """
    if hides(text):
        return "hidden"
    shown = unicodedata.normalize("NFKC", without_invisible(text))
    for reason, pattern in REASONS if HINT.search(shown) else ():
        if pattern.search(shown):
            return reason
    return "encoded" if any(_is_encoded_text(match.group()) for match in BLOB.finditer(shown)) else None


def without_invisible(text: str) -> str:
    """A text as a reader sees it, without letters that take no room."""
    return INVISIBLE.sub("", text).strip()


def hidden_letters(text: str) -> str:
    """What a text says in invisible letters."""
    return "".join(chr(ord(character) - 0xE0000) for character in text if ord(character) in TAGS)


def hides(text: str) -> bool:
    """Whether a text says something in marks without width, or in turned letters."""
    if text.isascii():
        return False
    return bool(hidden_letters(text) or TURNED.search(text)) or len(ZERO_WIDTH.findall(text)) > MOST_INVISIBLE


def _is_encoded_text(blob: str) -> bool:
    """Whether a row of letters and digits is a text in base64."""
    if not (re.search(r"[A-Z]", blob) and re.search(r"[a-z]", blob)):
        return False
    try:
        decoded = base64.b64decode(blob + "=" * (-len(blob) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    plain = sum(byte in b" \n\t" or 32 < byte < 127 for byte in decoded)
    return len(decoded) > 0 and plain / len(decoded) >= LEAST_READABLE
