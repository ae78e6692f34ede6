"""Notice that a sentence tells its reader to do something that the sources do not ask for.

Sentence, source -> the first such act. To call, write or ask is fine where what is named stands in the source.
"""

import re

from bot.verifying.details import LINK, placed_details
from bot.verifying.source import Found
from retrieval.instructing import instructs

# acts by what they are called in a sentence, and by what a source may call them
ACTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{act})(?!\w)", re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for act, said in (
        (r"klicka|click|tap|tryck (?:på|här)|scan|skanna|press the", r"klick|click|tryck|länk|knapp|button|\blink"),
        (r"ladda (?:ner|ned|hem)|download|installera|install", r"ladda|download|install"),
        (
            r"betala in|swisha|swish|överför|transfer|pay|sätt in pengar|sätt in|wire|deposit|köp|buy"
            r"|purchase|donate|skänk", r"betal|swish|överför|transfer|\bpay|köp|\bbuy|purchase|avgift|\bfee|donat|skänk"),
        (r"logga in|log ?in|sign in|sign up|registrera dig|legitimera dig|subscribe|prenumerera", r"logga|log ?in|sign|registr|e-legitim|bankid|prenumer|subscri"),
        (
            r"(?:lösenord|password|pin-?kod|pin code|kortnummer|card number|personnummer"
            r"|personal (?:identity )?number|social security|bank ?id|kontonummer|bank details"
            r"|bankuppgifter|credit card)\w*",
                r"lösenord|password|pin-?kod|kortnummer|card number|personnummer"
                r"|personal (?:identity )?number|bankid|kontonummer|bank"),
        (r"skicka|sänd|send|submit|lämna in|forward|vidarebefordra|mejla in|upload|ladda upp", r"skick|sänd|\bsen[dt]|submit|lämna|inkom|kommit in|ansök|appl|ta emot|upload|ladda"),
        (
            r"besök|visit|gå (?:in )?(?:på|till)|go to|surfa|open the link|öppna länken|läs mer|read more"
            r"|see more|follow the link",
                r"besök|visit|www\.|https?:|läs mer|read more|hemsida|webb|web|sida|gå (?:in )?(?:på|till)"
                r"|\bgo to"),
        (r"ignore|disregard|ignorera|glöm|forget|strunta i|bortse från", r"ignor|disregard|glöm|forg[oe]t|bortse"),
    )
)  # fmt: skip
CALLS = re.compile(
    r"(?<!\w)(?:ring|ringa|mejla|maila|e-?posta|sms:?a|call|phone|e-?mail|text|dial|slå numret|write to"
    r"|skriv till|contact|kontakta|vänd dig till|hör av dig till)(?!\w)",
    re.IGNORECASE,
)
CONTACT_SAID = re.compile(
    r"kontakt|contact|\bring\b|\bcall\b|telefon|\btel\b|\bnås\b|reach|frågor|questions|handläggare"
    r"|växel|skriv|write|mejl|e-?mail|e-?post|stöd hos|rådgiv",
    re.IGNORECASE,
)


def urges(sentence: str, source: str) -> Found | None:
    """The first act that a reader is told to do, and that the source does not speak of."""
    if reason := instructs(sentence):
        return Found("instruction", reason)
    for act, said in ACTS:
        if (match := act.search(sentence)) and not said.search(source):
            return Found("instruction", match.group())
    if match := CALLS.search(sentence):
        named = any(True for _ in placed_details(sentence)) or bool(LINK.search(sentence))
        reachable = named or bool(placed_details(source)) or bool(CONTACT_SAID.search(source))
        if not reachable:
            return Found("instruction", match.group())
    return None
