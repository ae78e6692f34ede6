"""The first-time user's whole story: Eva has never met the bot, and leaves no trace when she goes."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot_api.people import Person
from tests.bot_api.server import BotApi
from tests.bot_api.shown import Shown
from tests.end_to_end.talking import TRANSPORTS, Transport, changed, now, talking, toast, words


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_the_first_time_users_whole_story(tmp_path: Path, transport: Transport) -> None:
    with talking(tmp_path, transport) as server:
        eva = server.person("Eva", "Ström", language="sv")
        she_is_told_what_it_is(server, eva)
        answer = she_asks_whom_to_call(server, eva)
        she_asks_on(server, eva)
        she_reads_where_it_stands(server, eva)
        she_says_what_she_thinks(server, eva, answer)
        she_leafs_through_the_contacts(server, eva)
        she_asks_what_nobody_wrote_down(eva)
        she_sends_what_is_no_text(server, eva)
        she_prefers_english(server, eva)
        she_shares_a_contact(server, eva)
        she_asks_in_her_group(server, eva)
        she_goes_without_a_trace(tmp_path, server, eva)
        (tmp_path / "conversation.json").write_text(json.dumps(server.conversation(eva)), encoding="utf-8")


def she_is_told_what_it_is(server: BotApi, eva: Person) -> None:
    greeting = eva.ask("/start")
    for told in ("AI-system", "offentliga dokument", "30 dagar", "/glom", "kan inte"):
        assert told in greeting.text
    assert len(greeting.buttons) == 3
    assert [command["command"] for command in server.menu(eva)][:2] == ["kontakter", "prioriteringar"]


def she_asks_whom_to_call(server: BotApi, eva: Person) -> Shown:
    """The answer says it first; the card comes by itself."""
    answer = eva.ask("Vem ansvarar för bredband?")
    assert "Anna Berg" in answer.text.splitlines()[1]
    assert "[1] Kontakter på Region Exempel, 2026-01-15, rad 5" in answer.text
    assert answer.button("Kopiera telefon").value == "090-12 34 56"
    card = server.wait_for(eva, lambda m: bool(m.contact), after=answer.message_id).contact
    assert (card["first_name"], card["last_name"], card["phone_number"]) == ("Anna", "Berg", "+4690123456")
    for said in ("TITLE:bredbandssamordnare", "ORG:Region Exempel", "anna.berg@regionexempel.se", "NOTE:"):
        assert said in card["vcard"]
    assert "typing" in [action.action for action in server.actions(eva)]
    return answer


def she_asks_on(server: BotApi, eva: Person) -> None:
    """A follow-up leans on what was asked before; another contact's card is one press away."""
    assert "Cia Lund" in eva.ask("och för film?").text
    answer = eva.ask("Vilka är kontaktpersoner för kultur och film?", words)
    assert "Bo Ek" in answer.text
    press = eva.press(answer, "Fler kontakter")
    others = server.wait_for(eva, lambda m: m.contact.get("last_name") == "Lund", after=answer.message_id)
    assert others.contact["phone_number"] == "+4690778899"
    assert toast(server, press) == ""


def she_reads_where_it_stands(server: BotApi, eva: Person) -> None:
    answer = eva.ask("Hur mycket kan byalag få i bidrag?")
    assert "Bidraget är högst 200 000 kronor för varje by." in answer.text
    assert "https://svar.regionexempel.se/documents/pressmeddelande.md#L" in answer.html
    assert answer.link_preview == {"is_disabled": True}


def she_says_what_she_thinks(server: BotApi, eva: Person, answer: Shown) -> None:
    """A thumb down asks why, and she may change her mind."""
    assert _pressed(server, eva, answer, "👎") == "Tack. Vad var fel?"
    assert _pressed(server, eva, answer, "Inaktuellt") == "Tack, det hjälper oss att rätta felet."
    assert _pressed(server, eva, answer, "👍") == "Tack, roligt att höra!"


def she_leafs_through_the_contacts(server: BotApi, eva: Person) -> None:
    """One message that changes: the list, its next page, one contact, and back."""
    page = eva.ask("/kontakter")
    assert page.text.startswith("Kontakter · 1–8 av ")
    for button, begins in (("Nästa", "Kontakter · 9–"), ("9", ""), ("‹ Till listan", "Kontakter · 9–")):
        eva.press(page, button)
        page = changed(server, page)
        assert page.text.startswith(begins)


def she_asks_what_nobody_wrote_down(eva: Person) -> None:
    assert eva.ask("Vilka badplatser finns det?").text.startswith("Det står inte i dokumenten")


def she_sends_what_is_no_text(server: BotApi, eva: Person) -> None:
    voice = eva.send_voice()
    assert server.wait_for(eva, after=voice.message_id).text.startswith("Jag kan inte lyssna på ljud.")


def she_prefers_english(server: BotApi, eva: Person) -> None:
    asked = eva.ask("/sprak")
    eva.press(asked, "English")
    changed(server, asked)
    assert eva.ask("Vem ansvarar för bredband?").text.startswith("Contacts for")
    assert eva.ask("/help", words).text.startswith("Write a question")


def she_shares_a_contact(server: BotApi, eva: Person) -> None:
    """From any chat: the bot's name and a word."""
    asked = eva.inline("bredband")
    results = server.wait_until(lambda: asked.answer)
    assert results.titles()[0] == "Anna Berg"
    friend = server.person("Frida")
    group = server.group("Byalaget", eva, friend, has_bot=False)
    assert eva.choose(asked, chat=group).contact["last_name"] == "Berg"


def she_asks_in_her_group(server: BotApi, eva: Person) -> None:
    """Short among others, and on in private."""
    group = server.group("Arbetsgruppen", eva, server.person("Gun"))
    answer = eva.ask("@regionsvar_bot vem ansvarar för bredband?", chat=group)
    assert "Anna Berg" in answer.text
    link = answer.button("Continue in private").value
    onward = eva.ask(f"/start {link.partition('start=')[2]}")
    assert onward.text.startswith("vem ansvarar för bredband?")
    assert "Anna Berg" in onward.text


def she_goes_without_a_trace(folder: Path, server: BotApi, eva: Person) -> None:
    with closing(sqlite3.connect(folder / "data" / "regionsvar.sqlite")) as database:
        assert _rows_of(database, eva) > 10
        assert eva.ask("/glom", words).text.startswith("Done: everything")
        server.wait_until(lambda: not _rows_of(database, eva))


def _rows_of(database: sqlite3.Connection, eva: Person) -> int:
    """Everything in the database that names her."""
    tables = ("chats", "turns", "answers", "feedback")
    counts = (f"SELECT COUNT(*) FROM {table} WHERE user_id = ?" for table in tables)
    return sum(database.execute(count, (eva.user.id,)).fetchone()[0] for count in counts)


def _pressed(server: BotApi, eva: Person, message: Shown, button: str) -> str:
    return toast(server, eva.press(now(server, message), button))
