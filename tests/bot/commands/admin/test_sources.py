"""Sources from the command line, and one that is fetched from a site on loopback."""

import json
from typing import Any

from tests.bot.commands.admin.conftest import Desk
from tests.bot.sources.site import Site, gives

ADDRESS = "https://www.example.se/sitemap.xml"
PAGE = (
    "<html><head><title>Skogsstöd</title></head><body><main><h1>Skogsstöd</h1><p>Skogsstödet är 4000 kronor "
    "per hektar och söks hos Region Exempel senast den 31 mars 2027.</p></main></body></html>"
)


def test_a_source_is_added_changed_listed_and_forgotten(desk: Desk) -> None:
    rules = ("--include", "/nyheter/*", "--exclude", "*/arkiv/*", "--vanished", "withdraw", "--pages", "40")
    said = ("--set", "publisher=Region Exempel")
    made = desk.json("source", "add", "sitemap", ADDRESS, "--every", "1440", "--paused", *rules, *said)
    source = made["id"]
    assert (made["url"], made["every_minutes"], made["enabled"]) == (ADDRESS, 1440, False)
    assert made["rules"]["include"] == ["/nyheter/*"]
    assert made["rules"]["entry"] == {"publisher": "Region Exempel"}
    changed = desk.json("source", "edit", source, "--by-hand", "--vanished", "mark", "--revision", "1")
    assert (changed["every_minutes"], changed["rules"]["vanished"]) == (None, "mark")
    assert changed["rules"]["include"] == ["/nyheter/*"]
    stale = desk("source", "edit", source, "--resume", "--revision", "1")
    assert (stale.status, "It was changed since it was read." in stale.err) == (1, True)
    assert desk.json("source", "show", source) == changed
    shown = desk("source", "show", source).out
    assert "paused: yes\n" in shown
    assert "refreshed: by hand\n" in shown
    assert [each["id"] for each in desk.json("sources", "--kind", "sitemap")["items"]] == [source]
    assert f"{source}  sitemap  " in desk("sources").out
    assert desk.json("source", "items", source)["items"] == []
    assert desk.json("source", "remove", source) == {"withdrawn": 0, "kept": 0, "job": None}
    gone = desk("source", "show", source)
    assert (gone.status, gone.out) == (1, "")


def test_a_page_is_looked_at_fetched_and_answered_from(here: Desk) -> None:
    with Site(answers={"/stod": gives(200, PAGE)}) as site:
        allowed = {
            "REGIONSVAR_SOURCES_ALLOW_PRIVATE": "127.0.0.1",
            "REGIONSVAR_SOURCE_PORTS": str(site.port),
            "REGIONSVAR_SOURCE_DELAY_S": "0",
        }
        here.environment.update(allowed)
        looked: Any = here.json("source", "preview", "page", site.url("/stod"))
        assert [(each["title"], each["fault"]) for each in looked["items"]] == [("Skogsstöd", None)]
        assert "1 addresses are wanted" in here("source", "preview", "page", site.url("/stod")).out
        source = here.json("source", "add", "page", site.url("/stod"))["id"]
        fetched = here("source", "refresh", source, "--json")
        assert (fetched.status, json.loads(fetched.out)["job"]["state"]) == (0, "done")
        (item,) = here.json("source", "items", source)["items"]
        assert item["url"] == site.url("/stod")
        assert here.json("documents", "--origin", "source")["items"][0]["path"] == item["path"]
        withdrawn = here("source", "remove", source, "--documents", "withdraw")
        assert withdrawn.out.startswith("The source is forgotten; 0 documents stay, 1 are withdrawn.\n")


def test_an_address_inside_is_refused_in_a_sentence(here: Desk) -> None:
    said = here("source", "preview", "page", "http://127.0.0.1/")
    assert said.out == ""
    assert said.status == 2
    assert "That was not done: " in said.err


def test_a_change_must_say_what(here: Desk) -> None:
    said = here("source", "edit", "0" * 16)
    assert (said.status, "Say what is to be changed" in said.err) == (2, True)
