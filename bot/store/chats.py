"""What is kept of chats: the language, the last questions, the answers with what their buttons need.

Acts within a transaction: Session and what is asked -> what is kept. Forgetting leaves nothing of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Delete,
    String,
    Update,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.answer import Answer, Citation, ContactCard
from bot.store.tables import AnswerRow, ChatRow, FeedbackRow, TurnRow, count, of_table
from retrieval.coding import from_plain
from retrieval.documents import Language

Changing = TypeVar("Changing", Update, Delete)
Personal = ChatRow | TurnRow | AnswerRow | FeedbackRow

OF_A_PERSON = (TurnRow, FeedbackRow, AnswerRow, ChatRow)
# What runs for every answer, made once and of the tables alone: making a statement takes longer than running
# it, and what the object mapper does for one takes longer still.
CHATS, TURNS, ANSWERS = (of_table(row) for row in (ChatRow, TurnRow, AnswerRow))
CHAT, USER = bindparam("chat", type_=BigInteger), bindparam("user", type_=BigInteger)
LANGUAGES = select(CHATS.c.chat_id, CHATS.c.language, CHATS.c.spoken).where(
    CHATS.c.user_id == USER, or_(CHATS.c.chat_id == CHAT, CHATS.c.chat_id == USER)
)
LAST_TURNS = (
    select(TURNS.c.question, ANSWERS.c.shown[("contacts", 0)].label("contact"))
    .select_from(TURNS.outerjoin(ANSWERS, ANSWERS.c.id == TURNS.c.answer))
    .where(TURNS.c.chat_id == CHAT, TURNS.c.user_id == USER, TURNS.c.asked_at >= bindparam("since"))
    .order_by(TURNS.c.id.desc())
    .limit(bindparam("most"))
)
USED = (
    update(CHATS)
    .where(CHATS.c.chat_id == CHAT, CHATS.c.user_id == USER)
    .values(
        last_used=bindparam("at"),
        spoken=func.coalesce(bindparam("said", type_=String), CHATS.c.spoken),
    )
)
CHOSEN = (
    update(CHATS)
    .where(CHATS.c.chat_id == CHAT, CHATS.c.user_id == USER)
    .values(language=bindparam("chosen", type_=String))
)
NEW_CHAT, NEW_TURN, NEW_ANSWER = insert(CHATS), insert(TURNS), insert(ANSWERS)
OF_MESSAGE = (TURNS.c.chat_id == CHAT, TURNS.c.user_id == USER, TURNS.c.message == bindparam("asking"))
TURN = select(TURNS.c.question, TURNS.c.answer, TURNS.c.message, TURNS.c.reply).where(*OF_MESSAGE).limit(1)
ASKED_ANEW = (
    update(TURNS)
    .where(*OF_MESSAGE)
    .values(question=bindparam("text"), answer=bindparam("given"), reply=bindparam("replied"))
)
SHOWN = select(ANSWERS.c.shown).where(ANSWERS.c.id == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Whose:
    """A person in a chat; in private both numbers are the same."""

    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a person in a chat."""

    language: Language | None = None  # the one that was chosen
    spoken: Language | None = None  # the one that was answered in last
    turns: tuple[str, ...] = ()  # the last questions, oldest first
    contact: ContactCard | None = None  # whose card came with the last answer to them that had one


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and the messages that it stands in."""

    question: str
    answer: str | None = None  # its id
    message: int | None = None  # that asked; None for a pressed button
    reply: int | None = None  # that answered, where it was a single one


def recall(session: Session, whose: Whose, since: datetime, most: int) -> Remembered:
    """The person's language, in a group the one chosen in private too, and questions since a moment."""
    asked = {"chat": whose.chat_id, "user": whose.user_id, "since": stamp(since), "most": most}
    known = session.execute(LANGUAGES, asked).all()
    own = next((row for row in known if row.chat_id == whose.chat_id), None)
    chosen = _language((own and own.language) or next((row.language for row in known if row.language), None))
    if own is None:
        return Remembered(chosen)
    turns = session.execute(LAST_TURNS, asked).all()
    contact = next((from_plain(ContactCard, turn.contact) for turn in turns if turn.contact), None)
    return Remembered(
        chosen, _language(own.spoken), tuple(turn.question for turn in reversed(turns)), contact
    )


def touch(session: Session, whose: Whose, at: datetime, spoken: Language | None = None) -> None:
    """The chat is used, which keeps it for as long again; what was spoken stays where it is not named."""
    own = {"chat": whose.chat_id, "user": whose.user_id}
    if count(session.execute(USED, {**own, "at": stamp(at), "said": spoken})):
        return
    values = {"last_used": stamp(at), "spoken": spoken}
    session.execute(NEW_CHAT, {"chat_id": whose.chat_id, "user_id": whose.user_id, **values})


def choose(session: Session, whose: Whose, language: Language | None, at: datetime) -> None:
    """The person chose a language; None for that of each question."""
    touch(session, whose, at)
    session.execute(CHOSEN, {"chat": whose.chat_id, "user": whose.user_id, "chosen": language})


def keep_answer(session: Session, answer: Answer, whose: Whose | None, at: datetime) -> None:
    """An answer for feedback; one of a chat whole, for the buttons under it."""
    kept = {
        "id": answer.id,
        "chat_id": whose.chat_id if whose else None,
        "user_id": whose.user_id if whose else None,
        "question": answer.question,
        "status": answer.status,
        "mode": answer.mode,
        "decision": answer.trace.get("decision"),
        "snapshot": answer.snapshot,
        "asked_at": stamp(at),
        "shown": answer.as_object() if whose else None,
    }
    session.execute(NEW_ANSWER, kept)


def keep_turn(session: Session, whose: Whose, turn: Turn, at: datetime, spoken: Language) -> None:
    """A question of a chat; one that is asked anew stands where it stood."""
    touch(session, whose, at, spoken)
    if turn.message is not None and _asked_anew(session, whose, turn):
        return
    own = {"chat_id": whose.chat_id, "user_id": whose.user_id, "message": turn.message}
    values = {"question": turn.question, "answer": turn.answer, "reply": turn.reply}
    session.execute(NEW_TURN, {**own, **values, "asked_at": stamp(at)})


def turn_of(session: Session, whose: Whose, message: int) -> Turn | None:
    """The question that a message asked."""
    asked = {"chat": whose.chat_id, "user": whose.user_id, "asking": message}
    row = session.execute(TURN, asked).first()
    return Turn(row.question, row.answer, row.message, row.reply) if row else None


def answer_of(session: Session, answer_id: str) -> Answer | None:
    """An answer that was given in a chat; None once it is forgotten."""
    shown = session.scalar(SHOWN, {"wanted": answer_id})
    return _answer(shown) if shown else None


def begin_anew(session: Session, whose: Whose) -> None:
    """Questions to come follow on none before."""
    session.execute(delete(TurnRow).where(TurnRow.chat_id == whose.chat_id, TurnRow.user_id == whose.user_id))


def forget(session: Session, whose: Whose) -> None:
    """Everything of a person in a chat goes."""
    for table in OF_A_PERSON:
        session.execute(_of(delete(table), table, whose))


def forget_everywhere(session: Session, user_id: int) -> None:
    """Everything of a person goes, in whatever chat."""
    for table in OF_A_PERSON:
        session.execute(delete(table).where(table.user_id == user_id))


def forget_unused(session: Session, before: datetime) -> int:
    """Whatever was not used since a moment goes; how many chats that were."""
    unused = session.execute(
        select(ChatRow.chat_id, ChatRow.user_id).where(ChatRow.last_used < stamp(before))
    ).all()
    for chat_id, user_id in unused:
        forget(session, Whose(chat_id, user_id))
    session.execute(delete(AnswerRow).where(AnswerRow.chat_id.is_(None), AnswerRow.asked_at < stamp(before)))
    return len(unused)


def stamp(moment: datetime) -> str:
    """A moment as it is stored: all alike, so that texts compare as times do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _asked_anew(session: Session, whose: Whose, turn: Turn) -> bool:
    """Whether the message asked before; then what it asks now is kept instead."""
    own = {"chat": whose.chat_id, "user": whose.user_id, "asking": turn.message}
    values = {"text": turn.question, "given": turn.answer, "replied": turn.reply}
    return count(session.execute(ASKED_ANEW, own | values)) > 0


def _of(changing: Changing, table: type[Personal], whose: Whose) -> Changing:
    """A change of what is a person's in a chat."""
    return changing.where(table.chat_id == whose.chat_id, table.user_id == whose.user_id)


def _answer(shown: Mapping[str, Any]) -> Answer:
    """The answer that was kept whole."""
    read = {
        "citations": tuple(from_plain(Citation, each) for each in shown["citations"]),
        "contacts": tuple(from_plain(ContactCard, each) for each in shown["contacts"]),
        "suggestions": tuple(shown["suggestions"]),
    }
    return Answer(**{**shown, **read})


def _language(code: str | None) -> Language | None:
    return "sv" if code == "sv" else "en" if code == "en" else None
