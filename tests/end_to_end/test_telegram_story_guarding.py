"""Those who ask too fast and those who may not ask: told kindly once, then passed over."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot_api.server import BotApi
from tests.end_to_end.talking import changed, logged, talking, toast, words

FAST = "Det gick lite fort för mig."


def said(server: BotApi, chat: int) -> list[str]:
    return [m.text.partition("\n")[0] for m in server.shown(chat) if m.is_bot and m.kind == "text"]


def test_who_asks_too_fast_is_told_once_and_can_still_be_forgotten(tmp_path: Path) -> None:
    with talking(tmp_path, TELEGRAM_QUESTIONS_PER_MINUTE="3") as server:
        anna, bo = server.person("Anna"), server.person("Bo")
        group = server.group("Byalaget", anna, bo)
        for _ in range(5):
            anna.send_text("/hjalp")
        server.wait_for(anna, lambda m: m.text.startswith(FAST))
        anna.send_text("/hjalp@regionsvar_bot", chat=group)
        assert anna.ask("/glom", lambda m: m.text.startswith("Nu")).text.startswith("Nu är det gjort")
        bo.ask("/hjalp@regionsvar_bot", chat=group)
        assert [text.startswith(FAST) for text in said(server, anna.chat_id)] == [False] * 3 + [True, False]
        assert len(said(server, group.chat_id)) == 1
        pages = bo.ask("/kontakter")
        for _ in range(6):
            for button in ("1", "‹ Till listan"):
                assert toast(server, bo.press(pages, button)) == ""
                pages = changed(server, pages)


def test_only_those_who_are_named_are_answered(tmp_path: Path) -> None:
    with talking(tmp_path, TELEGRAM_ALLOW="1002,-1002000000001") as server:
        stranger, known = server.person("Sten"), server.person("Karin")
        group = server.group("Arbetsgruppen", stranger)
        assert (known.user.id, group.chat_id) == (1002, -1002000000001)
        refusal = stranger.ask("Vem ansvarar för bredband?")
        assert refusal.text.endswith("uppge numret 1001.")
        stranger.send_text("Vem ansvarar för bredband?")
        assert "Anna Berg" in known.ask("Vem ansvarar för bredband?").text
        answer = stranger.ask("@regionsvar_bot Vem ansvarar för bredband?", chat=group)
        assert "Anna Berg" in answer.text
        asked = stranger.inline("bredband")
        assert server.wait_until(lambda: asked.answer).results == ()
        shared = known.inline("bredband")
        assert server.wait_until(lambda: shared.answer).is_personal
        assert said(server, stranger.chat_id) == [refusal.text]


def test_a_question_may_be_so_long(tmp_path: Path) -> None:
    with talking(tmp_path, TELEGRAM_QUESTION_CHARS="40", KEPT_DAYS="7") as server:
        anna = server.person("Anna")
        assert anna.ask("Vem ansvarar för bredband i hela länet i dag?").text.startswith(
            "Det där var långt: 45"
        )
        assert "Anna Berg" in anna.ask("Vem ansvarar för bredband?").text
        assert "7 dagar" in anna.ask("/integritet", words).text


def test_what_is_unused_is_erased_at_the_next_start(tmp_path: Path) -> None:
    with talking(tmp_path) as server:
        server.person("Anna").ask("Vem ansvarar för bredband?")
        server.person("Bo").ask("Vem ansvarar för bredband?", words)
    with closing(sqlite3.connect(tmp_path / "data" / "regionsvar.sqlite")) as database:
        with database:
            database.execute("UPDATE chats SET last_used = '2020-01-01T00:00:00+00:00' WHERE user_id = 1001")
        with talking(tmp_path) as server:
            count = "SELECT COUNT(*) FROM turns WHERE user_id = 1001"
            server.wait_until(lambda: database.execute(count).fetchone() == (0,))
        assert database.execute("SELECT user_id FROM chats").fetchall() == [(1002,)]
    assert "Traceback" not in logged(tmp_path)
