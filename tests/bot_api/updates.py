"""What the bot has yet to be told: a queue that gives an update again until it is confirmed.

Something happened -> Update. Ids ascend; a kind that the bot did not ask for gets none.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bot_api.plain import Json

FIRST_ID = 610_000_001  # any number will do; Telegram begins at a random one
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    "message edited_message channel_post edited_channel_post inline_query chosen_inline_result "
    "callback_query my_chat_member chat_member message_reaction message_reaction_count poll poll_answer "
    "chat_join_request shipping_query pre_checkout_query chat_boost removed_chat_boost business_connection "
    "business_message edited_business_message deleted_business_messages purchased_paid_media "
    "managed_bot guest_message".split()
)
KEPT_S = 24 * 3600  # Telegram forgets an update after a day


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that happened."""

    id: int
    kind: str
    lane: int  # the chat or person it came from: updates of one lane are delivered in order
    body: Json

    def as_api(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """Updates in the order they came; not safe for threads by itself, the world's lock guards it."""

    def __init__(self, on_added: Callable[[], None]) -> None:
        self._on_added = on_added
        self._ids = itertools.count(FIRST_ID)
        self._pending: dict[int, Update] = {}
        self.allowed = KINDS - ONLY_ON_REQUEST

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, kind: str, body: Json, lane: int) -> int | None:
        """The id of the update, None when the bot does not want its kind."""
        if kind not in self.allowed:
            return None
        number = next(self._ids)
        self._pending[number] = Update(number, kind, lane, body)
        self._on_added()
        return number

    def allow(self, kinds: Iterable[str]) -> None:
        """Only these kinds from now on; none named means the usual ones."""
        self.allowed = frozenset(kinds) & KINDS or KINDS - ONLY_ON_REQUEST

    def confirm(self, offset: int) -> None:
        """Forget what comes before an offset; a negative one counts from the end."""
        ids = list(self._pending)
        first = (ids[offset] if -offset <= len(ids) else 0) if offset < 0 else offset
        for number in ids:
            if number >= first:
                break
            del self._pending[number]

    def remove(self, number: int) -> None:
        """Forget a delivered update."""
        self._pending.pop(number, None)

    def clear(self) -> None:
        self._pending.clear()

    def after(self, number: int, most: int | None = None) -> list[Update]:
        """The first updates with a higher id."""
        later = (update for update in self._pending.values() if update.id > number)
        return list(itertools.islice(later, most))
