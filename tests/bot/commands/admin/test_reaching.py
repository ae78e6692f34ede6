"""How a server is reached: with which key, what is said when it cannot be, and that no key is ever shown."""

import socket
from threading import Thread

import pytest

from tests.bot.commands.admin.conftest import Desk, Listening
from tests.bot.sources.site import Site, gives

WRONG_KEY = f"rv_{'x' * 43}"
LOOKS = ("documents", "jobs", "snapshots", "sources", "keys", "audit", "corrections", "probes", "questions")


def test_at_the_machine_and_from_elsewhere_the_json_is_the_same(there: Desk, at_server: Desk) -> None:
    (there.folder / "skog.md").write_text("# Skog\n\nStödet är 4000 kronor.\n", encoding="utf-8")
    there.json("upload", "skog.md", "--no-index")
    there.json("keys")  # its key is used: when that was is kept once a while
    for look in LOOKS:
        assert at_server.json(look) == there.json(look), look
    assert at_server.json("documents", "show", "skog.md") == there.json("documents", "show", "skog.md")
    names = [[each["name"] for each in desk.json("settings")["items"]] for desk in (there, at_server)]
    assert names[0] == names[1]


def test_a_job_that_is_asked_for_at_the_machine_is_done_by_the_servers_worker_or_here(
    there: Desk, at_server: Desk
) -> None:
    assert at_server.json("reindex")["state"] == "done"
    assert there.json("reindex", "--all")["state"] == "done"
    assert at_server.json("jobs")["total"] == 2


def test_what_stands_before_the_command_holds_for_it_and_wins(there: Desk) -> None:
    url, key = there.environment["REGIONSVAR_ADMIN_URL"], there.environment["REGIONSVAR_ADMIN_KEY"]
    there.environment = {"REGIONSVAR_ADMIN_URL": "http://127.0.0.1:9"}
    first = there("--url", url, "--key", key, "--json", "documents", "show", "contacts.md")
    assert (first.status, first.out.startswith('{"path": "contacts.md"')) == (0, True)
    after = there("documents", "show", "contacts.md", "--url", f"{url}/", "--key", key)
    assert after.out.startswith("path: contacts.md\n")
    own = there("documents", "--url", "", REGIONSVAR_CORPUS=str(there.folder))
    assert (own.status, own.out) == (0, "There are none of that kind.\n")


@pytest.mark.parametrize("level", ["WARNING", "DEBUG"])
def test_a_wrong_key_is_refused_in_a_sentence_and_never_shown(there: Desk, level: str) -> None:
    there.secrets.append(WRONG_KEY)
    ended = there("documents", "--json", "--key", WRONG_KEY, REGIONSVAR_LOG_LEVEL=level)
    assert (ended.status, ended.out) == (1, "")
    assert "That was not done: The key is not known. Send the header" in ended.err
    away = there("keys", "--url", "http://127.0.0.1:9", REGIONSVAR_LOG_LEVEL=level)
    assert away.status == 1
    assert "The server cannot be reached. http://127.0.0.1:9: " in away.err


def test_a_role_that_is_too_low_is_told(there: Desk, server: Listening) -> None:
    ended = there("create-key", "--name", "Bo", "--role", "owner", "--key", server.key("editor"))
    assert (ended.status, ended.out) == (1, "")
    assert "The key's role is editor, and owner is needed. Ask an owner" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--url", "http://127.0.0.1:9"),
            "is driven with a key: give it in REGIONSVAR_ADMIN_KEY, or by --key.",
        ),
        (("--url", "http://127.0.0.1:9", "--key", "två ord"), "a key has no such characters"),
        (("--url", "svar.example.se", "--key", "k"), "it must be an address such as https://svar.example.se"),
        (("--url", "ftp://a.se", "--key", "k"), "it must be an address such as https://svar.example.se"),
        (("--url", "http://[::1", "--key", "k"), "it must be an address such as https://svar.example.se"),
        (("--url", "https://eva:hemligt@a.se", "--key", "k"), "no name, password or question belongs in it"),
    ],
)
def test_a_server_that_is_not_named_rightly_is_wrong_usage(
    here: Desk, arguments: tuple[str, ...], said: str
) -> None:
    ended = here("documents", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert "hemligt" not in ended.err
    assert "två ord" not in ended.err


def test_the_key_does_not_follow_a_redirect(here: Desk) -> None:
    with Site() as other, Site() as site:
        site.answers["/api/admin/jobs?limit=50&offset=0"] = gives(302, "", location=other.url("/jobs"))
        ended = here("jobs", "--url", site.url(""), "--key", "rv_key")
        assert (ended.status, other.asked) == (1, [])
        assert f"It sends us on to {other.url('/jobs')}; the key is not sent after it." in ended.err
        assert site.asked[0].headers["authorization"] == "Bearer rv_key"


def test_what_is_no_regionsvar_is_said_to_be_none(here: Desk) -> None:
    with Site() as site:
        elsewhere = ("--url", site.url(""), "--key", "rv_key")
        site.answers["/api/admin/settings"] = gives(200, "<html>Hej</html>")
        page = here("settings", *elsewhere)
        assert (page.status, page.out) == (1, "")
        assert "sent no JSON. Is it the root of a Regionsvar?" in page.err
        site.answers["/api/admin/settings"] = gives(502, "<html>\x1b[31mBad gateway</html>")
        broken = here("settings", *elsewhere)
        assert (broken.status, "Its status is 502." in broken.err) == (1, True)
        problem = '{"detail": "Nej.\\u001b[31m \\u0007", "status": 409}'
        site.answers["/api/admin/settings"] = gives(409, problem, "application/problem+json")
        coloured = here("settings", *elsewhere)
        assert coloured.err == "That was not done: Nej. [31m  \n"


def test_a_file_that_arrives_otherwise_than_announced_is_not_kept(here: Desk) -> None:
    with Site() as site:
        site.answers["/api/admin/documents/a.md/content"] = gives(200, "Hej", etag=f'"{"0" * 64}"')
        ended = here("download", "a.md", "--url", site.url(""), "--key", "rv_key")
    assert (ended.status, ended.out) == (1, "")
    assert "The file did not arrive whole, and was not kept. 3 bytes came" in ended.err
    assert not (here.folder / "a.md").exists()


def test_a_server_that_hangs_up_is_away(here: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hanging = Thread(target=lambda: listener.accept()[0].close())
        hanging.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        ended = here("jobs", "--url", url, "--key", "rv_key")
        hanging.join()
    assert (ended.status, ended.out) == (1, "")
    assert f"The server cannot be reached. {url}: " in ended.err
