"""Say that the corpus is silent, what was missing, and which section or office is nearest.

Verdict -> text. Details of the office stand in the answer's contacts, never in its text.
"""

from collections.abc import Sequence

from bot.compose.sources import section_name
from bot.decision import Verdict
from bot.evidence import Evidence
from bot.who.result import WhoResult
from bot.wording import keys, say
from retrieval.documents import Description, Language
from retrieval.registers.directory.directory import FoundContact

NOT_LISTED = {
    "stranger": "not_found_person",
    "body": "not_found_body",
    "region": "not_found_body",
    "detail": "not_found_detail",
}
NEAR_ENOUGH = 0.25  # coverage from which a section is worth naming


def nearest_evidence(evidence: Sequence[Evidence]) -> Evidence | None:
    """The passage that comes nearest to the question, None where none is near."""
    return next((e for e in evidence if e.of_region and e.coverage > NEAR_ENOUGH), None)


def silence(
    verdict: Verdict,
    near: tuple[Evidence, Description] | None,
    office: FoundContact | None,
    language: Language,
) -> str:
    """What a reader is told instead of an answer."""
    key = f"not_found_{verdict.reason}"
    known = key in keys(language)
    sentences = [say(language, key, missing=verdict.missing) if known else say(language, "not_found")]
    if near and near[0].passage.path:
        section = section_name(near[0].passage.path)
        sentences.append(say(language, "nearest_section", section=section, title=near[1].title))
    if office:
        sentences.append(nearest_office(office, language))
    return " ".join(sentences)


def unlisted(result: WhoResult, language: Language) -> str:
    """What a reader is told when nobody of the kind is listed, and who is nearest."""
    key = NOT_LISTED.get(result.reason, "not_found_contact")
    text = say(language, key, missing=result.missing)
    if not result.nearest:
        return text
    if result.reason != "stranger":
        return f"{text} {nearest_office(result.nearest[0], language)}"
    names = "; ".join(_name_and_title(found) for found in result.nearest)
    return f"{text} {say(language, 'contact_nearest', names=names)}"


def _name_and_title(found: FoundContact) -> str:
    return ", ".join(part for part in (found.contact.name, found.mention.title) if part)


def nearest_office(found: FoundContact, language: Language) -> str:
    """Who could be asked, by name and title."""
    name, title = found.contact.name, found.mention.title
    if not title:
        return say(language, "nearest_office_untitled", name=name)
    return say(language, "nearest_office", name=name, title=title)
