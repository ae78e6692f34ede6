"""Thumbs under an answer, and why it was bad: once a person, and changed when they change their mind."""

from telegram import Message as Sent

from bot.answer import Answer
from bot.telegram.handlers.places import Place
from bot.telegram.handlers.standing import with_buttons
from bot.telegram.memory import Memory
from bot.telegram.rendering.callbacks import Because, Callback, Feedback
from bot.telegram.rendering.keyboards import Feeling, feedback_rows
from bot.telegram.services import Sender
from bot.wording import say


async def judge(
    place: Place, message: Sent | None, said: Feedback | Because, *, memory: Memory, sender: Sender
) -> str | None:
    """Keep it; the words of thanks, or None where the answer is forgotten."""
    verdict, reason = (said.verdict, None) if isinstance(said, Feedback) else ("bad", said.reason)
    answer = await memory.answer_of(said.answer)
    if answer is None or not await memory.judge(said.answer, place.whose, verdict, reason):
        return None
    if verdict == "bad" and message is not None:
        await _ask(place, message, answer, "asked" if reason else "why", sender)
    thanks = "reason" if reason else verdict
    return say(answer.language, f"telegram_thanks_{thanks}")


async def _ask(place: Place, message: Sent, answer: Answer, feeling: Feeling, sender: Sender) -> None:
    """Why, after a thumb down; the thumbs again once it was told, for second thoughts."""
    rows = feedback_rows(answer, answer.language, feeling)
    await sender.edit(place.chat_id, message.message_id, with_buttons(message, _is_opinion, rows))


def _is_opinion(callback: Callback) -> bool:
    return isinstance(callback, Feedback | Because)
