"""The bot beside the page and the interface for programs, in one process over one database."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx

from tests.bot_api.server import BotApi
from tests.end_to_end.talking import QUICK, logged, running, toast


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def test_people_and_programs_judge_their_own_answers(tmp_path: Path) -> None:
    port = free_port()
    own = QUICK | {"PORT": port}
    with BotApi(limits=None) as server, running(server, tmp_path, own, "serve"):
        anna = server.person("Anna")
        shown = anna.ask("Hur mycket kan byalag få i bidrag?")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/api", trust_env=False) as client:
            answer = client.post("/ask", json={"question": "Vem ansvarar för bredband?"}).json()
            judged = client.post("/feedback", json={"answer": answer["id"], "verdict": "good"})
            foreign = shown.button("👍").value.split(":")[1]
            refused = client.post("/feedback", json={"answer": foreign, "verdict": "good"})
        assert toast(server, anna.press(shown, "👎")) == "Tack. Vad var fel?"
        assert (judged.status_code, refused.status_code) == (200, 404)
        with closing(sqlite3.connect(tmp_path / "data" / "regionsvar.sqlite")) as database:
            kept = database.execute("SELECT verdict, user_id FROM feedback ORDER BY verdict").fetchall()
    assert kept == [("bad", anna.user.id), ("good", 0)]
    assert "Traceback" not in logged(tmp_path)
