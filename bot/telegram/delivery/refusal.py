"""What ends the bot at once: there is nothing to wait for."""

from typing import ClassVar

from retrieval.errors import RegionsvarError


class TelegramRefused(RegionsvarError):
    """Telegram does not know the token."""

    reply: ClassVar[str] = "telegram_refused"
