"""Log to standard error, with every secret of the settings blotted out.

What a library says of a token or a key passes through the formatter like all else, tracebacks included.
"""

import logging
from collections.abc import Iterable
from urllib.parse import quote

from pydantic import SecretStr

from bot.settings import Settings

BLOT = "[secret]"
CHATTY = ("httpx", "httpcore", "httpx2", "telegram", "chromadb", "urllib3", "openai")  # silent below WARNING


class BlottingFormatter(logging.Formatter):
    """Formats a record and blots out secrets wherever they stand."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        known = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
        self._secrets = sorted(known, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without a secret."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, BLOT)
        return text


def log_to_stderr(settings: Settings) -> None:
    """Set up logging for this process."""
    handler = logging.StreamHandler()
    handler.setFormatter(BlottingFormatter(_secrets(settings)))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(settings.log_level)))


def _secrets(settings: Settings) -> Iterable[str]:
    values = (getattr(settings, field) for field in type(settings).model_fields)
    return (value.get_secret_value() for value in values if isinstance(value, SecretStr))
