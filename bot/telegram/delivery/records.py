"""The updates in the database: received, being answered, done.

Update -> row -> state. Plain SQL that SQLite and PostgreSQL both have; every function is one step of a
transaction. What is done is forgotten but for its number.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from bot.store.tables import TelegramUpdateRow as Row
from bot.store.tables import count, of_table
from bot.telegram.delivery.waiting import Payload, Waiting, lane_of

OPEN = ("received", "sending")
KEPT = timedelta(days=3)  # Telegram itself gives an update again for one day

# What runs for every update, made once and of the table alone, as in `bot.store.chats`.
UPDATES = of_table(Row)
KNOWN = select(UPDATES.c.update_id).where(
    UPDATES.c.bot == bindparam("of"), UPDATES.c.update_id.in_(bindparam("given", expanding=True))
)
NEW = insert(UPDATES)
MINE = update(UPDATES).where(
    UPDATES.c.bot == bindparam("of"),
    UPDATES.c.update_id == bindparam("number"),
    UPDATES.c.owner == bindparam("by"),
)
START = MINE.values(attempts=UPDATES.c.attempts + 1, started_at=bindparam("now"))
BEGIN = MINE.values(state="sending")
FINISH = MINE.values(
    state=bindparam("outcome"), payload=None, chat=None, owner=None, done_at=bindparam("now")
)


def add(session: Session, bot: int, owner: str, payloads: Sequence[Payload], now: datetime) -> list[Waiting]:
    """Keep what came; those that were never here before, which are now this process's own."""
    given = {int(payload["update_id"]): payload for payload in payloads}
    known = set(session.scalars(KNOWN, {"of": bot, "given": list(given)}))
    fresh = [
        Waiting(number, lane_of(payload), payload) for number, payload in given.items() if number not in known
    ]
    if fresh:
        session.execute(NEW, [_received(bot, owner, one, now) for one in fresh])
    return fresh


def start(session: Session, bot: int, owner: str, number: int, now: datetime) -> None:
    """An update is given to the handlers, once more if it was before."""
    session.execute(START, {"of": bot, "number": number, "by": owner, "now": _text(now)})


def begin(session: Session, bot: int, owner: str, number: int) -> bool:
    """An answer goes out from now on; False when another process has taken the update over."""
    return bool(count(session.execute(BEGIN, {"of": bot, "number": number, "by": owner})))


def finish(session: Session, bot: int, owner: str, number: int, state: str, now: datetime) -> None:
    """The update is dealt with; whose it was and what it said is forgotten."""
    mine = {"of": bot, "number": number, "by": owner}
    session.execute(FINISH, {**mine, "outcome": state, "now": _text(now)})


def take_over(session: Session, bot: int, owner: str, living: set[str]) -> list[Waiting]:
    """What nobody deals with any more, now this process's own, in the order that it came."""
    found = session.scalars(
        select(Row).where(Row.bot == bot, Row.state.in_(OPEN)).order_by(Row.update_id)
    ).all()
    return [
        Waiting(row.update_id, row.chat, row.payload or {}, row.state == "sending", row.attempts)
        for row in found
        if row.owner != owner and row.owner not in living and _taken(session, row, owner)
    ]


def _taken(session: Session, row: Row, owner: str) -> bool:
    """Whether it was ours to take: of several that try, one succeeds."""
    same = Row.owner.is_(None) if row.owner is None else Row.owner == row.owner
    changed = update(Row).where(Row.bot == row.bot, Row.update_id == row.update_id, same)
    changed = changed.values(owner=owner)
    return bool(count(session.execute(changed.execution_options(synchronize_session=False))))


def is_next(session: Session, bot: int, owner: str, waiting: Waiting) -> bool:
    """Whether no other process still deals with an earlier update of the same chat."""
    earlier = exists().where(
        Row.bot == bot,
        Row.chat == waiting.lane,
        Row.update_id < waiting.id,
        Row.state.in_(OPEN),
        Row.owner != owner,
    )
    return not session.scalar(select(earlier))


def let_go(session: Session, bot: int, owner: str, unsent: Sequence[int]) -> None:
    """Leave what is not done to whoever comes next; of `unsent` it is known that nothing went out."""
    mine = update(Row).where(Row.bot == bot, Row.owner == owner, Row.state.in_(OPEN))
    session.execute(mine.where(Row.update_id.in_(unsent)).values(state="received"))
    session.execute(mine.values(owner=None))


def sweep(session: Session, now: datetime) -> None:
    """Forget the numbers of what was done days ago."""
    session.execute(delete(Row).where(Row.state.not_in(OPEN), Row.done_at < _text(now - KEPT)))


def _received(bot: int, owner: str, one: Waiting, now: datetime) -> dict[str, object]:
    return {
        "bot": bot, "update_id": one.id, "chat": one.lane, "state": "received", "payload": one.payload,
        "owner": owner, "attempts": 0, "received_at": _text(now),
    }  # fmt: skip


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
