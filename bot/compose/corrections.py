"""What is said beside the documents' own words where something was corrected or withdrawn.

Wording -> Words. In Swedish, as the documents are, whatever the question's language.
"""

from bot.wording import say
from retrieval.corrected.erasing import Marks
from retrieval.corrected.restating import Words
from retrieval.registers.corrections import Correction, date_of


def words() -> Words:
    """The title of a correction's own document, and the marks in the place of what is gone."""
    return Words(_title, Marks(say("sv", "mask_withdrawn"), say("sv", "mask_corrected")))


def _title(correction: Correction) -> str:
    return say("sv", "correction_title", date=date_of(correction), by=correction.by)
