"""When a handler fails: a sentence for the person, the cause for the log, one number for both.

Whatever a handler raised -> a message with a reference. The only place that catches everything.
"""

import logging
import uuid
from typing import Any

from telegram import Update
from telegram.error import Forbidden
from telegram.ext import CallbackContext

from bot.telegram.delivery.inbox import TakenOver
from bot.telegram.delivery.underway import UNDER_WAY, language_here
from bot.telegram.rendering.notices import failed
from bot.telegram.services import Sender

REFERENCE_CHARS = 8

log = logging.getLogger(__name__)


async def on_error(update: object, context: "CallbackContext[Any, Any, Any, Any]", *, sender: Sender) -> None:
    """Log what a handler raised, and apologise where someone waits for an answer."""
    error = context.error
    if isinstance(error, Forbidden | TakenOver):
        log.info("an update was not answered: %s", error)
        return
    reference = uuid.uuid4().hex[:REFERENCE_CHARS]
    log.error("reference %s: %s", reference, type(error).__name__, exc_info=error)
    if under_way := UNDER_WAY.get():
        under_way.is_failed = True
    if isinstance(update, Update) and update.effective_chat and _someone_waits(update):
        thread = update.effective_message.message_thread_id if update.effective_message else None
        await sender.send(update.effective_chat.id, failed(reference, await language_here()), thread=thread)


def _someone_waits(update: Update) -> bool:
    return bool(update.message or update.edited_message or update.callback_query)
