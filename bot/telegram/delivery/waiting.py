"""An update as it waits to be dealt with, and when that is too late for an ordinary answer.

What Telegram sent -> Waiting -> whether it is answered, with an apology, or only apologised for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.store.chats import Remembered, Whose
from bot.telegram.rendering.messages import Message
from bot.telegram.rendering.notices import late, said
from retrieval.documents import Language
from retrieval.language.detection import language_of

MOST_ATTEMPTS = 5  # an update that ends the process each time is given up

Payload = dict[str, Any]

# fresh: as usual; again: it may have been answered already; late: with an apology; overtaken: not, since the
# person wrote again later; stale: only an apology
How = Literal["fresh", "again", "late", "overtaken", "stale"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update; of one lane they are dealt with one after the other."""

    id: int
    lane: int | None  # the chat, or the person where there is no chat
    payload: Payload
    is_begun: bool = False  # an answer may have been sent by a process that ended
    attempts: int = 0  # how often it was given to the handlers of such a process

    @property
    def message(self) -> Payload:
        """The new message that this is about; empty for every other kind of update."""
        return _part(self.payload, "message")

    @property
    def question(self) -> str | None:
        """The text of a message that is no command."""
        text = self.message.get("text")
        return text if isinstance(text, str) and text and not text.startswith("/") else None

    @property
    def sent_at(self) -> int:
        """Seconds since 1970; 0 where Telegram does not say."""
        date = self.message.get("date")
        return date if isinstance(date, int) else 0

    @property
    def whose(self) -> Whose | None:
        """Under what the chat and the person are remembered."""
        person = _part(_body(self.payload), "from").get("id")
        return Whose(self.lane, person) if self.lane is not None and isinstance(person, int) else None

    def language(self, remembered: Remembered) -> Language:
        """What an apology is written in: the chosen language, the message's, the last, the person's own."""
        code = _part(_body(self.payload), "from").get("language_code") or "sv"
        own: Language = remembered.spoken or ("sv" if str(code).startswith("sv") else "en")
        return remembered.language or (language_of(self.question, own) if self.question else own)

    @property
    def is_private(self) -> bool:
        """Whether the message stands in a chat with the bot alone."""
        return bool(_part(self.message, "chat").get("type") == "private")


def lane_of(payload: Payload) -> int | None:
    """The chat that an update is of, or the person; None where that cannot be read."""
    body = _body(payload)
    for owner in (_part(body, "chat"), _part(_part(body, "message"), "chat"), _part(body, "from")):
        if isinstance(number := owner.get("id"), int):
            return number
    return None


def _body(payload: Payload) -> Payload:
    """What happened: the one object beside the update's number."""
    return next((part for part in payload.values() if isinstance(part, dict)), {})


def _part(whole: Payload, name: str) -> Payload:
    """An object in another; an empty one if it is not there, or is something else than Telegram says."""
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def planned(
    updates: Iterable[Waiting], now: float, late_s: float, stale_s: float
) -> list[tuple[Waiting, How]]:
    """How each is dealt with: of a person's late questions in a chat only the newest is answered."""
    ordered = sorted(updates, key=lambda update: update.id)
    newest = {_asker(update): update.id for update in ordered if update.question}
    return [(update, _how(update, newest, now - update.sent_at, late_s, stale_s)) for update in ordered]


def _how(
    update: Waiting, newest: dict[tuple[object, object], int], age_s: float, late_s: float, stale_s: float
) -> How:
    if update.attempts >= MOST_ATTEMPTS:
        return "stale"
    if update.is_begun:
        return "again"
    if update.question is None or not update.sent_at or age_s < late_s:
        return "fresh"
    if newest[_asker(update)] != update.id:
        return "overtaken"
    return "late" if age_s < stale_s else "stale"


def _asker(update: Waiting) -> tuple[object, object]:
    return update.lane, str(_part(update.message, "from").get("id"))


def newest_first(plan: Sequence[tuple[Waiting, How]]) -> list[tuple[Waiting, How]]:
    """The chats with the newest message first; within a chat nothing changes its place."""
    last: dict[int | None, int] = {update.lane: update.id for update, _ in plan}
    return sorted(plan, key=lambda pair: (-last[pair[0].lane], pair[0].id))


def apology(update: Waiting, how: How, language: Language) -> Message | None:
    """What is said before the answer, if anything is answered at all."""
    if how == "late" and update.question:
        return late(update.question, language)
    if how == "stale":
        return said(language, "telegram_late_dropped")
    return said(language, "telegram_restarted") if how == "again" else None
