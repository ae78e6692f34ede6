"""What the bot remembers of its chats, kept in the database.

Handlers -> acts of `bot.store.chats`, each seeing all that was asked for before it. While the database is
away questions are answered on; only forgetting, which must be certain, fails.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.answer import Answer
from bot.settings import Settings
from bot.store import chats, feedback
from bot.store.chats import Remembered, Turn, Whose
from bot.store.places import DatabaseUnavailable
from bot.telegram.transactions import Transactions
from retrieval.documents import Language

TURNS_KEPT = 4  # earlier questions that go along with a new one
SWEEP_S = 24 * 3600.0

Kept = TypeVar("Kept")
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


class Memory:
    """The chats, their last questions, their answers."""

    def __init__(self, transactions: Transactions, settings: Settings, clock: Clock) -> None:
        self._transactions = transactions
        self._age = timedelta(minutes=settings.telegram_memory_minutes)
        self._kept = timedelta(days=settings.kept_days)
        self._clock = clock

    async def recall(self, whose: Whose) -> Remembered:
        """A person's language and last questions; nothing while the database is away."""
        since = self._clock() - self._age
        act = partial(chats.recall, whose=whose, since=since, most=TURNS_KEPT)
        return await self._read(act) or Remembered()

    async def turn_of(self, whose: Whose, message: int) -> Turn | None:
        """The question that a message asked."""
        return await self._read(partial(chats.turn_of, whose=whose, message=message))

    async def answer_of(self, answer_id: str) -> Answer | None:
        """An answer that was given in a chat; None once it is forgotten."""
        return await self._read(partial(chats.answer_of, answer_id=answer_id))

    def keep_turn(self, whose: Whose, turn: Turn, spoken: Language) -> None:
        """A question that was answered. Nobody waits: that its update is done is written after it."""
        at = self._clock()
        self._transactions.later(partial(chats.keep_turn, whose=whose, turn=turn, at=at, spoken=spoken))

    def keep_answer(self, whose: Whose, answer: Answer) -> None:
        """An answer, for its buttons and for feedback.

        Nobody waits: that its first message goes out is written after it, and before anyone can press them.
        """
        at = self._clock()

        def act(session: Session) -> None:
            chats.touch(session, whose, at, answer.language)
            chats.keep_answer(session, answer, whose, at)

        self._transactions.later(act)

    async def touch(self, whose: Whose, spoken: Language) -> None:
        """The chat is used, in a language."""
        await self._write(partial(chats.touch, whose=whose, at=self._clock(), spoken=spoken))

    async def choose(self, whose: Whose, language: Language | None) -> None:
        """The person chose a language; None for that of each question."""
        await self._write(partial(chats.choose, whose=whose, language=language, at=self._clock()))

    async def begin_anew(self, whose: Whose) -> None:
        """Questions to come follow on none before."""
        await self._write(partial(chats.begin_anew, whose=whose))

    async def judge(self, answer_id: str, whose: Whose, verdict: str, reason: str | None = None) -> bool:
        """Keep a verdict; False where the answer is forgotten, or the verdict could not be kept."""
        at = self._clock()
        act = partial(feedback.judge, answer_id=answer_id, whose=whose, verdict=verdict, reason=reason, at=at)
        return bool(await self._write(act))

    async def forget(self, whose: Whose, *, everywhere: bool) -> None:
        """Everything of a person goes, here or in every chat. Raises DatabaseUnavailable."""
        if everywhere:
            await self._transactions.do(partial(chats.forget_everywhere, user_id=whose.user_id))
        else:
            await self._transactions.do(partial(chats.forget, whose=whose))

    async def sweep(self) -> None:
        """Forget what is unused, now and then once a day, until cancelled."""
        while True:
            with suppress(DatabaseUnavailable):
                gone = await self._transactions.do(
                    partial(chats.forget_unused, before=self._clock() - self._kept)
                )
                log.info("%d unused chats were forgotten", gone)
            await asyncio.sleep(SWEEP_S)

    async def _read(self, act: Callable[[Session], Kept | None]) -> Kept | None:
        try:
            return await self._transactions.do(act)
        except DatabaseUnavailable as error:
            log.error("remembering nothing: %s", error)
            return None

    async def _write(self, act: Callable[[Session], Kept]) -> Kept | None:
        try:
            return await self._transactions.do(act)
        except DatabaseUnavailable as error:
            log.error("keeping nothing: %s", error)
            return None
