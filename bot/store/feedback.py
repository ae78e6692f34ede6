"""Keep what people say of answers: once a person and answer, and changed when they change their mind.

Acts within a transaction: Session and a verdict -> whether there is such an answer.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.store.chats import Whose, stamp, touch
from bot.store.tables import AnswerRow, FeedbackRow

NOBODY = Whose(0, 0)  # who asked over the interface for programs


def judge(
    session: Session, answer_id: str, whose: Whose | None, verdict: str, reason: str | None, at: datetime
) -> bool:
    """Keep a verdict on an answer; False where there is no such answer, or it is of another channel."""
    answer = session.get(AnswerRow, answer_id)
    if answer is None or (answer.chat_id is None) != (whose is None):
        return False
    person = whose or NOBODY
    if whose:
        touch(session, whose, at)
    row = session.get(FeedbackRow, (answer.id, person.chat_id, person.user_id))
    if row is None:
        row = FeedbackRow(answer=answer.id, chat_id=person.chat_id, user_id=person.user_id)
        session.add(row)
    row.verdict, row.reason, row.at = verdict, reason, stamp(at)
    session.flush()  # what comes next in the transaction, such as forgetting, must find it
    return True
