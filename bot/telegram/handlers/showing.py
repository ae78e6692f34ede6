"""Show an answer in its chat while a model writes it.

Asked -> what holds so far, shown -> Answer.
"""

from contextlib import aclosing

from bot.answer import Answer
from bot.assistant import Asked
from bot.listening import told
from bot.telegram.rendering.growing import growing
from bot.telegram.services import Ask, Showing


async def shown_while_written(ask: Ask, asked: Asked, showing: Showing, *, repeating: bool = False) -> Answer:
    """The answer; `repeating` where it says the question first. Raises what answering raises."""
    sentences: list[str] = []
    async with aclosing(told(ask, asked)) as telling:
        async for said in telling:
            if isinstance(said, Answer):
                return said
            sentences.append(said)
            showing.show(growing(sentences, asked.text if repeating else None))
    raise AssertionError("an answer is the last that is told")
