"""Who wrote where, and in which language to answer.

Update -> Place -> Language.
"""

from dataclasses import dataclass

from telegram import Chat, Message, Update, User

from bot.store.chats import Remembered, Whose
from retrieval.documents import Language
from retrieval.language.detection import language_of

GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a chat, and the message that they wrote there."""

    chat_id: int
    user_id: int
    is_group: bool = False
    thread: int | None = None  # the topic of a forum
    message: int | None = None  # None for a pressed button
    code: str | None = None  # the language of the person's own Telegram

    @property
    def whose(self) -> Whose:
        """Under what the place is remembered."""
        return Whose(self.chat_id, self.user_id)


def place_of(update: Update) -> Place | None:
    """Where an update comes from; None for channels, other bots and what nobody wrote."""
    message, user = update.effective_message, update.effective_user
    if user is None:
        return None
    if update.inline_query:
        return Place(user.id, user.id, code=user.language_code)
    if update.effective_chat is None or not _is_a_person(user, message):
        return None
    chat = update.effective_chat
    is_group = chat.type in GROUPS
    if not is_group and chat.type != Chat.PRIVATE:
        return None
    written = None if update.callback_query or message is None else message.message_id
    return Place(chat.id, user.id, is_group, thread_of(message), written, user.language_code)


def thread_of(message: Message | None) -> int | None:
    """The topic; what only answers another message has a thread too, and is in none."""
    return message.message_thread_id if message and message.is_topic_message else None


def language_of_user(code: str | None) -> Language:
    """The language of the user's own Telegram: Swedish, or English for everyone else who tells."""
    return "sv" if (code or "sv").startswith("sv") else "en"


def language_here(place: Place, remembered: Remembered, own: Language | None = None) -> Language:
    """The language that was chosen, else that of what was written, else the last one, else the user's."""
    return remembered.language or own or remembered.spoken or language_of_user(place.code)


def language_of_question(text: str, place: Place, remembered: Remembered) -> Language:
    """The language to answer a question in; a follow-up too short to tell goes on in that before it."""
    if remembered.language:
        return remembered.language
    default = language_of_user(place.code)
    if remembered.turns:
        default = language_of(" ".join(remembered.turns), default)
    return language_of(text, default)


def _is_a_person(user: User, message: Message | None) -> bool:
    """Whether somebody wrote it, also as an administrator without a name; channels and bots do not count."""
    if message and message.is_automatic_forward:
        return False
    behind = message.sender_chat if message else None
    return not user.is_bot or bool(message and behind and behind.id == message.chat.id)
