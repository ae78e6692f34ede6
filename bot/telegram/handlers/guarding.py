"""Turn away who may not ask, and who asks too fast: kindly once, then in silence.

Update -> on to the other handlers, or stopped here.
"""

from collections import OrderedDict, deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.telegram.handlers.addressing import is_meant
from bot.telegram.handlers.inline import nothing
from bot.telegram.handlers.places import Place, language_here, place_of
from bot.telegram.handlers.standing import acknowledge
from bot.telegram.memory import Clock, Memory
from bot.telegram.rendering.callbacks import Example, Forget, Suggested, decode
from bot.telegram.rendering.commands import COMMANDS
from bot.telegram.rendering.messages import Message
from bot.telegram.rendering.notices import not_allowed, too_fast
from bot.telegram.services import Sender

WINDOW_S = 60.0
EASIER = 6  # as many pages are turned and letters typed for every question that is allowed
PEOPLE_KEPT = 5000  # who wrote last
FORGET = tuple(f"/{name}" for command in COMMANDS if command.key == "forget" for name in command.names)
TOLD_AGAIN_S = 3600.0  # that someone may not ask


@dataclass(slots=True)
class _Seen:
    """When a person wrote, and whether they were told to wait."""

    times: deque[float] = field(default_factory=deque)
    told: bool = False


@dataclass(frozen=True, slots=True)
class TooFast:
    """How long to wait, and whether to say so."""

    wait_s: float
    say: bool


class Guard:
    """Counts what each person does, by when they did it: what waited for us is not held against them."""

    def __init__(self, per_minute: int, allow: Collection[int] = ()) -> None:
        self._limit = per_minute
        self._allow = allow
        self._seen: OrderedDict[tuple[int, bool], _Seen] = OrderedDict()
        self._refused: OrderedDict[int, float] = OrderedDict()

    def allows(self, place: Place) -> bool:
        """Whether the person or the group is among those who may ask; everyone is where none are named."""
        return not self._allow or place.user_id in self._allow or place.chat_id in self._allow

    def says_no(self, place: Place, at: float) -> bool:
        """Whether to tell someone who may not ask, which is done once an hour."""
        due = at - self._refused.get(place.user_id, -TOLD_AGAIN_S) >= TOLD_AGAIN_S
        if due:
            self._refused[place.user_id] = at
            _shorten(self._refused)
        return due

    def too_fast(self, user_id: int, at: float, *, asks: bool) -> TooFast | None:
        """None while the person keeps within the limit."""
        limit = self._limit if asks else self._limit * EASIER
        seen = self._seen.setdefault((user_id, asks), _Seen())
        self._seen.move_to_end((user_id, asks))
        _shorten(self._seen)
        recent = [time for time in seen.times if abs(at - time) < WINDOW_S]
        if len(recent) < limit:
            seen.told = False
            seen.times.append(at)
            while len(seen.times) > limit:
                seen.times.popleft()
            return None
        first_time, seen.told = not seen.told, True
        return TooFast(WINDOW_S - (at - min(recent)), first_time)


async def on_anything(
    update: Update,
    context: ContextTypes.DEFAULT_TYPE,
    *,
    guard: Guard,
    sender: Sender,
    memory: Memory,
    clock: Clock,
) -> None:
    """Let pass what may pass."""
    place = place_of(update)
    if place is None or not is_meant(update, context.bot.bot) or _wants_to_be_forgotten(update):
        return
    at = _time_of(update, clock)
    if not guard.allows(place):
        notice_of = partial(not_allowed, place.user_id) if guard.says_no(place, at) else None
    elif stopped := guard.too_fast(place.user_id, at, asks=_asks(update)):
        notice_of = partial(too_fast, stopped.wait_s) if stopped.say else None
    else:
        return
    notice = notice_of(language_here(place, await memory.recall(place.whose))) if notice_of else None
    await _turn_away(update, place, notice, sender)
    raise ApplicationHandlerStop


async def _turn_away(update: Update, place: Place, notice: Message | None, sender: Sender) -> None:
    """Say why, where it is to be said; what was pressed or sought must have an answer in any case."""
    if update.callback_query:
        await acknowledge(update.callback_query, notice.text if notice else "")
    elif update.inline_query:
        await nothing(update.inline_query)
    elif notice:
        reply_to = place.message if place.is_group else None
        await sender.send(place.chat_id, notice, thread=place.thread, reply_to=reply_to)


def _wants_to_be_forgotten(update: Update) -> bool:
    """Which is everybody's right, at any time."""
    message, query = update.message, update.callback_query
    if query:
        return isinstance(decode(query.data or ""), Forget)
    command = (message.text or "").split(maxsplit=1)[:1] if message else []
    return bool(command) and command[0].partition("@")[0] in FORGET


def _asks(update: Update) -> bool:
    """Whether a question is to be answered, not only a page turned or a letter typed."""
    query = update.callback_query
    pressed = query and isinstance(decode(query.data or ""), Suggested | Example)
    return bool(update.message or update.edited_message or pressed)


def _time_of(update: Update, clock: Clock) -> float:
    message = update.edited_message or update.message
    moment: datetime | None = (message.edit_date or message.date) if message else None
    return (moment or clock()).timestamp()


def _shorten(kept: OrderedDict[Any, Any]) -> None:
    while len(kept) > PEOPLE_KEPT:
        kept.popitem(last=False)
