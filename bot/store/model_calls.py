"""The calls of a model in a day, and what they cost: counted for all together, and for each who asked.

Acts within a transaction that writes, beside which there is no other: what is read still holds when it is
added to.
"""

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from bot.store.tables import ModelCallsRow as Row
from bot.store.tables import count

MILLION = 1_000_000  # costs are added as whole numbers of millionths: nothing is lost in adding many
ALL = ""  # stands for all together, among those who asked


def counted(session: Session, day: str, asker: str) -> tuple[int, int, float]:
    """The day's calls, those of one who asked, and what all of them cost."""
    found = {row.asker: row for row in session.scalars(select(Row).where(_of(day, ALL, asker)))}
    whole, own = found.get(ALL), found.get(asker)
    return (
        whole.calls if whole else 0,
        own.calls if own and asker != ALL else 0,
        whole.cost / MILLION if whole else 0.0,
    )


def add(session: Session, day: str, asker: str, calls: int, cost: float) -> None:
    """Count calls of one who asked, and of all together."""
    for each in {ALL, asker}:
        _add(session, day, each, calls, round(MILLION * cost) if each == ALL else 0)


def forget_before(session: Session, day: str) -> None:
    """Earlier days are of no use any more."""
    session.execute(delete(Row).where(Row.day < day))


def _add(session: Session, day: str, asker: str, calls: int, millionths: int) -> None:
    more = update(Row).where(_of(day, asker)).values(calls=Row.calls + calls, cost=Row.cost + millionths)
    if not count(session.execute(more.execution_options(synchronize_session=False))):
        session.execute(insert(Row).values(day=day, asker=asker, calls=calls, cost=millionths))


def _of(day: str, *askers: str) -> ColumnElement[bool]:
    return and_(Row.day == day, Row.asker.in_(askers))
