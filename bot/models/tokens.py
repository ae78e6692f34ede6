"""How many tokens a text has, where no tokeniser is at hand: characters / 3, on the safe side for Swedish."""

import math
from collections.abc import Sequence

from bot.models.protocols import Message

CHARS_A_TOKEN = 3
TOKENS_A_MESSAGE = 4  # what the role costs around a message


def tokens_in(text: str) -> int:
    """An estimate from above."""
    return math.ceil(len(text) / CHARS_A_TOKEN)


def tokens_of(messages: Sequence[Message]) -> int:
    """An estimate of a whole prompt."""
    return sum(tokens_in(message.text) + TOKENS_A_MESSAGE for message in messages)
