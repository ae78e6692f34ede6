"""Write the vCards of contacts that an answer names.

Assistant and a language -> a function from ContactCard to vCard.
"""

from bot.answer import ContactCard, span_of
from bot.assistant import Assistant
from bot.registers.contacts import listed_contact
from bot.telegram.rendering.cards import LONGEST_VCARD, WriteCard
from bot.vcard import vcard
from retrieval.documents import Language
from retrieval.registers.records import Mention


def card_writer(assistant: Assistant, language: Language, public_url: str | None) -> WriteCard:
    """Writes what the mention says that the card shows; nothing for a contact that is gone."""

    def write(card: ContactCard) -> str:
        found = listed_contact(assistant.retriever, card.id)
        if found is None:
            return ""
        shown = next((m for m in found.contact.mentions if _says(m, card)), found.mention)
        return vcard(
            found.contact,
            shown,
            assistant.retriever.describe(shown.document),
            language,
            assistant.today,
            version="3.0",  # which telephones read best
            public_url=public_url,
            limit_bytes=LONGEST_VCARD,
        )

    return write


def _says(mention: Mention, card: ContactCard) -> bool:
    return (mention.document, span_of(mention.first, mention.last)[0]) == (card.document, card.lines)
