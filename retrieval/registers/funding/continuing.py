"""Tell whether a sentence goes on about money that was named before.

Sentence and the names before it -> the name. "Stödet" may be any of them, "Checken" only a cheque.
"""

import re
from collections.abc import Sequence

from retrieval.registers.funding.mention import Mention

ANY = re.compile(
    r"\b(?:[Ss]töde[tn]|[Ss]töden|[Bb]idrage[tn]|[Mm]edlen|[Uu]tlysningen|[Aa]nslaget"
    r"|[Tt]he (?:grant|support|call)s?)"
    r"\b(?! (?:till|för) )"
    r"|^(?:Det|Den) (?:ger?s?|kan sökas|går att söka|är sökbar|är på|uppgår till"
    r"|betalas ut|delas ut|beviljas|krävs)\b"
    r"|^(?:[\wåäöÅÄÖ-]+ ){1,4}(?:kan (?:an)?söka|can apply|may apply)\b|^(?:Du|Ni"
    r"|You) (?:kan|måste|ska|must|can)\b"
    r"|^Totalt\b|\bfinns\b.{0,40}\batt söka\b|^(?:Sista ansökningsdag|Ansök"
    r"|Applications?\b|Deadline|Apply\b|It (?:is|can|covers|provides|offers)\b)"
    r"|\b(?:projekt)?sökanden?\b|\bansökningar(?:na)?\b|\b(?:bidrag|stöd) (?:som )?(?:delas ut|fått|sökt)\b"
)
# a noun that names one sort of money, with what the name or its kind must then say
SORTS = re.compile(
    r"\b(?:[Tt]he )?(?P<sort>[Cc]heck(?=en\b)|[Ff]ond(?=en\b)|[Pp]rogram(?=met\b)"
    r"|[Ll]ån(?=et\b)|[Pp]remie(?=n\b)"
    r"|[Ss]tipendi(?=et\b)|(?<=[Tt]he )(?:voucher|loan|fund|program|scheme))"
)
KINDS = {"fond": "fund", "fund": "fund", "program": "programme", "scheme": "programme"}
STILL = re.compile(r"\b(?:Stödet|Bidraget|Checken|Stipendiet|Lånet|The (?:grant|voucher|loan)s?)\b")


def goes_on(text: str, before: Sequence[Mention], right_before: bool) -> Mention | None:
    """The name that a sentence without one goes on about; None where that is not safe to say.

    `right_before`: the names stand in the sentence before, not further up in the paragraph.
    """
    if len({mention.key for mention in before}) != 1 or not (right_before or STILL.search(text)):
        return None
    mention = before[0]
    if match := SORTS.search(text):
        sort = match.group("sort").casefold()
        fits = sort in mention.name.casefold() or KINDS.get(sort) == mention.kind
        return mention if fits else None
    return mention if ANY.search(text) else None
