"""Everything that can be done in a chat of one's own, each by someone who has never met the bot."""

from collections.abc import Iterator

import pytest

from tests.bot_api import media
from tests.bot_api.people import Person
from tests.bot_api.queries import Results
from tests.bot_api.server import BotApi
from tests.end_to_end.talking import TRANSPORTS, changed, now, talking, toast, words

PRESS_RELEASE = (
    "Regionala nämnden beslutade på tisdagen om ett nytt stöd till byalag som vill gräva fiber. Byalag kan "
    "söka bidrag till bredband hos regionen mellan den 1 mars och den 30 april 2026. Läs mer hos oss."
)
ELSEWHERE = (
    "Kommunstyrelsen i grannkommunen sade på måndagen ja till en ny simhall med tre bassänger och en "
    "rutschbana. Bygget börjar efter sommaren och väntas kosta etthundra miljoner kronor, enligt kommunen."
)


STRATEGY = "Regional utvecklingsstrategi för Region Exempel"


@pytest.fixture(scope="module", params=TRANSPORTS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with talking(tmp_path_factory.mktemp("private"), request.param) as server:
        yield server


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("/start", "Hej! Jag svarar"), ("/hjalp", "Skriv en fråga"), ("/help", "Write a question"),
        ("/kontakter", "Kontakter · 1–8"), ("/contacts", "Contacts · 1–8"),
        ("/prioriteringar", f"Mål och prioriteringar · 1–2 av 2\n\n{STRATEGY} (2020–2030)\n1. 1.1 Fiber"),
        ("/priorities", f"Goals and priorities · 1–2 of 2\n\n{STRATEGY} (2020–2030)\n1. 1.1 Fiber"),
        ("/finansiering", "Stöd och finansiering · 1–2 av 2\n\n1. Bidrag till bredband – öppet\n2. Stöd"),
        ("/funding", "Support and funding · 1–2 of 2\n\n1. Bidrag till bredband – open\n2. Stöd"),
        ("/kallor", "Dokumenten jag svarar ur · 1–4 av 4\nInlästa"), ("/sources", "The documents"),
        ("/sprak", "Välj språk"), ("/language", "Choose a language"),
        ("/integritet", "Vad som sparas"), ("/privacy", "What is stored"),
        ("/glom", "Nu är det gjort"), ("/forget", "Done: everything"),
        ("/kontakter film", "Kontakter · 1–2 av 2\n\n1. Cia Lund"), ("/nonsense", "Skriv en fråga"),
    ],
)  # fmt: skip
def test_each_command_is_answered_in_its_language(server: BotApi, command: str, begins: str) -> None:
    assert server.person("Anna").ask(command).text.startswith(begins)


@pytest.mark.parametrize(
    ("command", "row", "told"),
    [
        ("/prioriteringar", "2", "Det innebär biografer som kan resa. [1]"),
        ("/finansiering", "1", "Belopp: högst 200 000 kronor [2]"),
        ("/kallor", "3", "Publicerat: 2020-03-01"),
    ],
)
def test_a_row_of_a_list_shows_all_of_it_and_leads_back(
    server: BotApi, command: str, row: str, told: str
) -> None:
    anna = server.person("Anna")
    listed = anna.ask(command)
    anna.press(listed, row)
    shown = changed(server, listed)
    assert told in shown.text
    anna.press(shown, "‹ Till listan")
    assert changed(server, shown).text == listed.text


@pytest.mark.parametrize(
    ("code", "begins"), [("sv", "Hej!"), ("en", "Hello!"), ("fi", "Hello!"), ("", "Hej!")]
)
def test_the_greeting_is_in_the_language_of_the_persons_telegram(
    server: BotApi, code: str, begins: str
) -> None:
    assert server.person("Anna", language=code).ask("/start").text.startswith(begins)


@pytest.mark.parametrize(("code", "first"), [("sv", "kontakter"), ("en", "contacts"), ("fi", "contacts")])
def test_the_menu_is_in_the_language_of_the_persons_telegram(server: BotApi, code: str, first: str) -> None:
    person = server.person("Anna", language=code)
    menu = server.wait_until(lambda: server.menu(person))
    assert (menu[0]["command"], len(menu)) == (first, 9)


@pytest.mark.parametrize(
    ("question", "code", "begins"),
    [
        ("Vem ansvarar för bredband?", "en", "Kontakter för"),
        ("Who is responsible for broadband?", "sv", "Contacts for"),
        ("When did the regional library open?", "sv", "The regional library opened in 1998"),
    ],
)
def test_a_question_is_answered_in_its_own_language(
    server: BotApi, question: str, code: str, begins: str
) -> None:
    assert server.person("Anna", language=code).ask(question).text.startswith(begins)


def test_what_is_no_question_is_answered_in_the_language_that_was_spoken_last(server: BotApi) -> None:
    anna = server.person("Anna", language="en")
    anna.ask("Hur mycket kan byalag få i bidrag?")
    photo = anna.send_photo()
    assert server.wait_for(anna, words, after=photo.message_id).text.startswith("Bilder kan jag inte läsa.")


def test_an_example_is_asked_by_its_button(server: BotApi) -> None:
    anna = server.person("Anna")
    greeting = anna.ask("/start")
    anna.press(greeting, greeting.buttons[1])
    answer = server.wait_for(anna, after=greeting.message_id)
    assert answer.text.startswith(greeting.buttons[1].text)


def test_a_contacts_card_comes_once_while_it_is_the_newest(server: BotApi) -> None:
    anna = server.person("Anna")
    asked = ("Vem ansvarar för bredband?", "och hennes mejl?", "Vem ansvarar för film?")
    for question in (*asked, "Vem ansvarar för bredband?"):
        anna.ask(question, words)
    anna.ask("/hjalp", words)
    cards = [shown.contact["last_name"] for shown in server.shown(anna) if shown.contact]
    assert cards == ["Berg", "Lund", "Berg"]


def test_a_chosen_language_holds_until_each_questions_own_is_chosen_again(server: BotApi) -> None:
    anna = server.person("Anna")
    for button, said, begins in (
        ("English", "I write in English", "Contacts for"),
        ("The language that I ask in", "I answer in the language", "Kontakter för"),
    ):
        choice = anna.ask("/sprak", words)
        anna.press(choice, button)
        assert changed(server, choice).text.startswith(said)
        assert anna.ask("Vem ansvarar för bredband?", words).text.startswith(begins)


def test_start_begins_anew(server: BotApi) -> None:
    anna = server.person("Anna")
    anna.ask("Vem ansvarar för bredband?")
    anna.ask("/start", words)
    assert "Anna Berg" not in anna.ask("och hennes mejl?", words).text


def test_a_suggestion_is_asked_by_its_button(server: BotApi) -> None:
    anna = server.person("Anna")
    known = anna.ask("https://www.regionexempel.se/nyheter/bredbandsstod")
    anna.press(known, "Vad står det om ”Mer pengar till fiber”?")
    answer = server.wait_for(anna, after=known.message_id)
    assert answer.text.startswith("Vad står det om ”Mer pengar till fiber”?")
    assert "14 projekt" in answer.text


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (media.photo(), "Bilder kan jag"), (media.voice(3), "Jag kan inte lyssna"),
        (media.sticker("👍"), "Fint!"), (media.location(63.8, 20.3), "Platser kan jag"),
        (media.document("plan.pdf"), "Jag läser inga filer"),
        (media.poll("När?", "Nu", "Sen"), "Omröstningar"),
        (media.video(3), "Det där kan jag inte läsa"), (media.contact("Eva", "+46700000000"), "Det där kan"),
    ],
)  # fmt: skip
def test_what_is_no_text_gets_one_friendly_sentence(
    server: BotApi, content: dict[str, object], begins: str
) -> None:
    anna = server.person("Anna")
    sent = anna.send(content)
    assert server.wait_for(anna, after=sent.message_id).text.startswith(begins)


def test_an_album_gets_one_sentence(server: BotApi) -> None:
    anna = server.person("Anna")
    for _ in range(3):
        anna.send(media.photo() | {"media_group_id": f"album{anna.chat_id}"})
    anna.ask("Vem ansvarar för bredband?", lambda m: "Anna Berg" in m.text)
    said = [message for message in server.shown(anna) if message.text.startswith("Bilder kan")]
    assert len(said) == 1


@pytest.mark.parametrize("how", ["text", "caption", "title", "link", "own link"])
def test_what_was_published_by_the_region_is_recognised(server: BotApi, how: str) -> None:
    anna = server.person("Anna")
    link = "https://regionexempel.se/nyheter/bredbandsstod/"
    own = "https://svar.regionexempel.se/documents/pressmeddelande.md"
    origin = media.forwarded("Regionen", 1_700_000_000)
    sent = {
        "text": lambda: anna.forward(PRESS_RELEASE, "Regionen"),
        "caption": lambda: anna.send(media.photo() | media.captioned(PRESS_RELEASE) | origin),
        "title": lambda: anna.forward(f"Bredbandsstöd till byarna i Region Exempel\n\n{'Läs mer. ' * 30}"),
        "link": lambda: anna.send_text(link),
        "own link": lambda: anna.send_text(own),
    }[how]()
    answer = server.wait_for(anna, after=sent.message_id)
    assert "Bredbandsstöd till byarna i Region Exempel (2026-02-10)" in answer.text
    assert [button.text for button in answer.buttons] == [
        "Vad står det om ”Så söker byalagen”?",
        "Vad står det om ”Mer pengar till fiber”?",
    ]


@pytest.mark.parametrize(
    "text", [ELSEWHERE, "https://exempel.se/nyheter/simhall", f"{ELSEWHERE} https://a.se/b"]
)
def test_what_others_published_is_not_spoken_of(server: BotApi, text: str) -> None:
    anna = server.person("Anna")
    sent = anna.forward(text)
    assert server.wait_for(anna, after=sent.message_id).text.startswith("Det där finns inte bland dokumenten")


def test_what_is_too_long_is_turned_away_unless_it_is_among_the_documents(server: BotApi) -> None:
    anna = server.person("Anna")
    assert anna.ask(f"{ELSEWHERE} " * 4).text.startswith("Det där var långt: ")
    assert "(2026-02-10)" in anna.ask(f"{PRESS_RELEASE} " * 4).text


def test_a_link_is_asked_about_where_it_is_among_the_documents(server: BotApi) -> None:
    anna = server.person("Anna")
    known = "Hur mycket får byalag enligt https://www.regionexempel.se/nyheter/bredbandsstod ?"
    assert "Bidraget är högst 200 000 kronor" in anna.ask(known).text
    unknown = anna.ask("Hur mycket får byalag enligt https://www.annan.se/nyheter/bidrag ?")
    assert unknown.text.startswith("Det där finns inte")


def test_somebody_elses_short_question_is_answered(server: BotApi) -> None:
    anna = server.person("Anna")
    sent = anna.forward("Vem ansvarar för bredband?")
    assert "Anna Berg" in server.wait_for(anna, after=sent.message_id).text


def test_a_changed_question_is_answered_in_place_of_the_old_one(server: BotApi) -> None:
    anna = server.person("Anna")
    question = anna.send_text("Vem ansvarar för bredbandd och fiber i byn?")
    answer = server.wait_for(anna, words, after=question.message_id)
    anna.edit(question, "Hur mycket kan byalag få i bidrag?")
    assert "Bidraget är högst 200 000 kronor" in changed(server, answer).text
    assert len([m for m in server.shown(anna) if m.is_bot and words(m)]) == 1


def test_an_edit_that_changes_no_word_or_was_never_answered_is_passed_over(server: BotApi) -> None:
    anna = server.person("Anna")
    photo = anna.send_photo("en bild")
    server.wait_for(anna, after=photo.message_id)
    question = anna.send_text("Hur mycket kan byalag få i bidrag?")
    answer = server.wait_for(anna, words, after=question.message_id)
    anna.edit(question, "Hur mycket kan byalag få i bidrag?")
    anna.edit(photo, "Vem ansvarar för bredband?")
    asked = anna.send_text("/hjalp")
    last = server.wait_for(anna, words, after=asked.message_id)
    said = {m.message_id: m.text for m in server.shown(anna) if m.is_bot and words(m)}
    assert list(said) == [2, answer.message_id, last.message_id], said
    assert now(server, answer).before == ()


def test_a_button_of_an_answer_that_is_forgotten_says_so(server: BotApi) -> None:
    anna = server.person("Anna")
    answer = anna.ask("Hur mycket kan byalag få i bidrag?")
    anna.ask("/glom")
    press = anna.press(answer, "👍")
    assert toast(server, press) == "Den knappen är för gammal. Ställ frågan igen."


def test_everything_is_forgotten_by_a_button_too(server: BotApi) -> None:
    anna = server.person("Anna")
    anna.ask("Vem ansvarar för bredband?")
    notice = anna.ask("/integritet", words)
    anna.press(notice, "Radera allt om mig")
    done = server.wait_for(anna, after=notice.message_id)
    assert done.text.startswith("Nu är det gjort")
    assert "anna.berg" not in anna.ask("och hennes mejl?").text


def test_the_bots_own_result_that_is_sent_to_it_is_not_answered(server: BotApi) -> None:
    anna = server.person("Anna")
    anna.ask("/hjalp")
    asked = anna.inline("hur mycket bidrag får byalag")
    results = server.wait_until(lambda: asked.answer)
    own = anna.choose(asked, results.titles().index("Svar ur dokumenten"))
    last = anna.ask("/hjalp")
    assert [m for m in server.shown(anna) if own.message_id < m.message_id < last.message_id][1:] == []


def test_inline_gives_contacts_first_and_an_answer_to_a_question(server: BotApi) -> None:
    anna = server.person("Anna")
    film = _results(server, anna, "film")
    assert film.titles()[:2] == ["Cia Lund", "Bo Ek"]
    assert film.cache_s == 10
    asked = _results(server, anna, "hur mycket bidrag får byalag")
    assert "Svar ur dokumenten" in asked.titles()
    assert not asked.is_personal


def test_inline_tells_the_way_to_the_bot_where_nothing_is_found(server: BotApi) -> None:
    nothing = _results(server, server.person("Anna"), "x")
    assert nothing.results == ()
    assert nothing.button == {"text": "Inget hittades. Fråga mig direkt", "start_parameter": "inline"}


def test_inline_results_in_a_chosen_language_are_the_persons_own(server: BotApi) -> None:
    anna = server.person("Anna")
    choice = anna.ask("/sprak")
    anna.press(choice, "English")
    assert changed(server, choice).text.startswith("I write in English")
    assert _results(server, anna, "hur mycket bidrag får byalag nu").is_personal


def test_what_is_posted_in_a_channel_is_left_alone(server: BotApi) -> None:
    channel = server.channel("Nyheter")
    post = channel.post("@regionsvar_bot Vem ansvarar för bredband?")
    channel.edit(post, "@regionsvar_bot Vem ansvarar för film?")
    server.person("Anna").ask("/hjalp")
    assert len(server.shown(channel)) == 1


def _results(server: BotApi, person: Person, text: str) -> Results:
    asked = person.inline(text)
    return server.wait_until(lambda: asked.answer)
