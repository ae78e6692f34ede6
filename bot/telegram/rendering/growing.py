"""What a chat sees of an answer while it is written.

Sentences -> a Message without buttons, which shows that there is more to come.
"""

from collections.abc import Sequence

from bot.telegram.rendering.answers import repeated
from bot.telegram.rendering.messages import Message, messages
from bot.telegram.rendering.rich import rich
from bot.writing.flowing import flowing

MORE = " …"


def growing(sentences: Sequence[str], question: str | None = None) -> Message:
    """The sentences so far, below the question where the answer will say it again."""
    above = repeated(question) if question else ()
    return messages((*above, *rich(flowing(sentences) + MORE)))[0]
