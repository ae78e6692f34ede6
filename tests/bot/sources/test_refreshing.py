"""A source is refreshed: what is new comes in at once, what fails changes nothing and is shown."""

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.admin.actor import Actor
from bot.admin.documents import describe_document, put_document, withdraw_document
from bot.admin.staging import stage
from bot.sources.faults import RefreshStopped, SourceFailed
from tests.bot.sources.desk import EVA, Desk
from tests.bot.sources.site import (
    Site,
    floods,
    gives,
    hangs,
    leads_to,
    page,
    rss,
    sitemap,
    sitemap_index,
    tagged,
)

CULTURE = page("Kultur", "Biblioteket öppnade 1998 och lånar ut böcker till alla.")
WATER = page("Vatten", "Vattnet i länet är rent och räcker till alla kommuner.")


def counts(result: dict[str, Any], *names: str) -> dict[str, int]:
    known = ("added", "changed", "unchanged", "vanished", "withdrawn", "restored", "failed")
    return {name: result[name] for name in names or known if result[name]}


def failed(desk: Desk, source: str) -> SourceFailed:
    """The failure, which is also shown and has changed nothing."""
    rows, items = desk.rows(), desk.items(source)
    with pytest.raises(SourceFailed) as error:
        desk.refresh(source)
    result = desk.source(source).last_result
    assert result is not None
    assert (result["state"], result["reason"]) == ("failed", error.value.reason)
    assert (desk.rows(), desk.items(source)) == (rows, items)
    return error.value


def three(site: Site) -> None:
    """A sitemap of three pages."""
    several(site, "abc")


def several(site: Site, names: str) -> None:
    """A sitemap of pages with names of one letter."""
    site.answers["/sitemap.xml"] = gives(200, sitemap(*[site.url(f"/{name}") for name in names]), "text/xml")
    for name in names:
        site.answers[f"/{name}"] = gives(200, page(f"Sida {name}", f"Det här är texten på sidan {name}."))


def test_a_page_becomes_a_document_that_knows_where_it_came_from(desk: Desk, site: Site) -> None:
    site.answers["/kultur"] = gives(200, CULTURE)
    source = desk.add("page", "/kultur", entry={"publisher": "Region Exempel"})
    assert counts(desk.refresh(source)) == {"added": 1}
    ((path, text),) = desk.documents().items()
    assert path.startswith("web/kultur-")
    assert text == CULTURE
    entry = desk.entries()[path]
    assert (entry.url, entry.publisher, entry.title) == (site.url("/kultur"), "Region Exempel", None)


def test_a_page_as_it_was_is_asked_for_and_not_read_again(desk: Desk, site: Site) -> None:
    site.answers["/a"] = tagged(CULTURE, '"1"')
    source = desk.add("page", "/a")
    desk.refresh(source)
    rows = desk.rows()
    assert counts(desk.refresh(source)) == {"unchanged": 1}
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert desk.rows() == rows


def test_other_bytes_with_the_same_text_make_no_version_and_another_text_makes_one(
    desk: Desk, site: Site
) -> None:
    site.answers["/a"] = gives(200, CULTURE)
    source = desk.add("page", "/a")
    desk.refresh(source)
    rows = desk.rows()
    site.answers["/a"] = gives(200, CULTURE.replace("</head>", "<script>visits = 17</script></head>"))
    assert counts(desk.refresh(source)) == {"unchanged": 1}
    assert desk.rows() == rows
    site.answers["/a"] = gives(200, CULTURE.replace("1998", "1999"))
    result = desk.refresh(source)
    assert (counts(result), result["documents_changed"]) == ({"changed": 1}, True)
    assert "1999" in "".join(desk.documents().values())


def test_a_feeds_pages_carry_the_date_and_title_that_they_lack(desk: Desk, site: Site) -> None:
    site.answers |= {"/b": gives(200, "<p>Vattnet i länet är rent och räcker."), "/a": gives(200, CULTURE)}
    site.answers["/feed"] = gives(
        200, rss(("Rent vatten", "/b", "Tue, 03 Nov 2026 00:30:00 +0100"), ("Annan", "/a", "2026-11-02"))
    )
    source = desk.add("feed", "/feed")
    assert counts(desk.refresh(source)) == {"added": 2}
    b, a = sorted(desk.entries().items(), key=lambda pair: "/a-" in pair[0])
    assert (b[1].title, b[1].published, b[1].url) == ("Rent vatten", "2026-11-03", site.url("/b"))
    assert (a[1].title, a[1].published) == (None, "2026-11-02")


def test_the_address_that_a_page_wants_to_be_known_by_counts_on_its_own_site_alone(
    desk: Desk, site: Site
) -> None:
    for name, wanted in (("a", site.url("/ett#x")), ("b", "https://evil.example/")):
        link = f'<link rel="canonical" href="{wanted}">'
        site.answers[f"/{name}"] = gives(200, page(name, f"Text på {name} som räcker.", link))
    site.answers["/s"] = gives(200, sitemap(site.url("/a"), site.url("/b")))
    desk.refresh(desk.add("sitemap", "/s"))
    assert {entry.url for entry in desk.entries().values()} == {site.url("/ett"), site.url("/b")}


def test_what_falls_off_a_feed_has_not_vanished(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": gives(200, CULTURE), "/b": gives(200, WATER)}
    site.answers["/feed"] = gives(200, rss(("A", "/a", ""), ("B", "/b", "")))
    source = desk.add("feed", "/feed", vanished="withdraw")
    desk.refresh(source)
    site.answers["/feed"] = gives(200, rss(("B", "/b", "")))
    assert counts(desk.refresh(source)) == {"unchanged": 2}
    site.answers["/a"] = gives(410)  # it is still looked at
    assert counts(desk.refresh(source)) == {"unchanged": 1, "vanished": 1, "withdrawn": 1}


def test_an_index_of_packed_sitemaps_is_read_by_its_patterns_and_on_its_own_host(
    desk: Desk, site: Site
) -> None:
    packed = sitemap(site.url("/nyheter/1"), site.url("/nyheter/arkiv/2"), "https://evil.example/nyheter/3")
    site.answers["/index.xml"] = gives(200, sitemap_index(site.url("/1.xml.gz"), site.url("/2.xml")))
    site.answers["/1.xml.gz"] = gives(200, gzip.compress(packed.encode()), "application/gzip")
    site.answers["/2.xml"] = gives(200, sitemap(site.url("/om"), site.url("/nyheter/4")))
    site.answers |= {"/nyheter/1": gives(200, CULTURE), "/nyheter/4": gives(200, WATER)}
    source = desk.add("sitemap", "/index.xml", include=("/nyheter/*",), exclude=("*/arkiv/*",))
    result = desk.refresh(source)
    assert (counts(result), result["listed"], result["left_out"]) == ({"added": 2}, 2, 3)
    assert set(desk.items(source)) == {"/nyheter/1", "/nyheter/4"}


@pytest.mark.parametrize(("rule", "left"), [("mark", 4), ("withdraw", 1)])
def test_what_vanished_is_marked_and_by_rule_withdrawn_and_comes_back(
    desk: Desk, site: Site, rule: str, left: int
) -> None:
    several(site, "abcd")
    source = desk.add("sitemap", "/sitemap.xml", vanished=rule)
    desk.refresh(source)
    site.answers |= {"/a": gives(404), "/b": gives(410)}
    site.answers["/sitemap.xml"] = gives(200, sitemap(site.url("/a"), site.url("/b"), site.url("/d")))
    result = desk.refresh(source)
    assert (result["vanished"], result["withdrawn"], len(desk.documents())) == (3, 4 - left, left)
    gone = [path for path, item in desk.items(source).items() if item.vanished_at and item.fault]
    assert gone == ["/a", "/b", "/c"]
    assert counts(desk.refresh(source), "vanished", "withdrawn") == {}  # said once
    several(site, "abcd")
    assert counts(desk.refresh(source), "restored") == ({"restored": 3} if rule == "withdraw" else {})
    assert len(desk.documents()) == 4
    assert [item.vanished_at for item in desk.items(source).values()] == [None] * 4


def test_a_rule_that_is_made_stricter_withdraws_what_vanished_before(desk: Desk, site: Site) -> None:
    three(site)
    source = desk.add("sitemap", "/sitemap.xml")
    desk.refresh(source)
    site.answers["/a"] = gives(404)
    desk.refresh(source)
    desk.change(source, rules={"vanished": "withdraw"})
    assert counts(desk.refresh(source), "vanished", "withdrawn") == {"withdrawn": 1}


def test_pages_that_cannot_be_had_stay_as_they_were_and_the_others_come(site: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path, site, source_seconds=0.5)
    bad = {
        "b": (gives(500), "(500)"),
        "d": (hangs(1), "longer than 0.5 s"),
        "e": (leads_to("http://169.254.169.254/"), "leads to another site"),
        "f": (floods(3), "larger than 1 MB"),
        "g": (gives(200, ""), "empty"),
        "h": (gives(200, "<html><body><nav>meny</nav></body></html>"), "no text"),
        "i": (gives(200, b"\x89PNG\r\n\x1a\n" + bytes(200), "image/png"), "format is not read"),
        "j": (gives(403), "(403)"),
    }
    several(site, "abcdefghij")
    source = desk.add("sitemap", "/sitemap.xml", vanished="withdraw")
    desk.refresh(source)
    before = desk.documents()
    site.answers |= {f"/{name}": answer for name, (answer, _) in bad.items()}
    site.answers["/c"] = gives(200, page("Sida c", "En helt ny text står på sidan."))
    result = desk.refresh(source)
    assert counts(result) == {"changed": 1, "unchanged": 1, "failed": 8}
    items = desk.items(source)
    told = {name: str(items[f"/{name}"].fault) for name in bad}
    assert [name for name, (_, reason) in bad.items() if reason not in told[name]] == []
    assert {fault["reason"] for fault in result["faults"]} == set(told.values())
    assert {items[f"/{name}"].vanished_at for name in bad} == {None}
    after = desk.documents()
    assert [path for path in before if after[path] != before[path]] == [items["/c"].path]
    several(site, "abcdefghij")
    desk.refresh(source)
    assert {item.fault for item in desk.items(source).values()} == {None}
    desk.close()


def test_a_refresh_that_fails_changes_nothing_and_is_shown(desk: Desk, site: Site) -> None:
    three(site)
    source = desk.add("sitemap", "/sitemap.xml", vanished="withdraw")
    desk.refresh(source)
    listed = {
        gives(500): "could not be read",
        gives(404): "could not be read",
        gives(200, "<html>Välkommen</html>"): "could not be read",
        gives(200, sitemap("https://a.se/")[:90]): "could not be read",
        gives(200, sitemap()): "lists nothing that is wanted, although it did before",
        gives(429, retry_after="7200"): "left alone for 120 minutes",
        leads_to("http://10.0.0.1/"): "leads to another site",
    }
    for answer, expected in listed.items():
        site.answers["/sitemap.xml"] = answer
        assert expected in failed(desk, source).reason
    result = desk.source(source).last_result
    assert result is not None
    assert result["failures"] == len(listed)
    three(site)
    assert (counts(desk.refresh(source)), desk.refresh(source)["failures"]) == ({"unchanged": 3}, 0)


def test_a_sitemap_below_that_cannot_be_read_lets_nothing_vanish(desk: Desk, site: Site) -> None:
    site.answers["/index.xml"] = gives(200, sitemap_index(site.url("/1.xml"), site.url("/2.xml")))
    site.answers["/1.xml"] = gives(200, sitemap(site.url("/a")))
    site.answers["/2.xml"] = gives(200, sitemap(site.url("/b")))
    site.answers |= {"/a": gives(200, CULTURE), "/b": gives(200, WATER)}
    source = desk.add("sitemap", "/index.xml", vanished="withdraw")
    desk.refresh(source)
    site.answers["/2.xml"] = gives(500)
    result = desk.refresh(source)
    assert (counts(result), result["complete"]) == ({"unchanged": 1}, False)
    assert [fault["url"] for fault in result["faults"]] == [site.url("/2.xml")]
    assert len(desk.documents()) == 2


def test_pages_beyond_the_limit_are_left_out_and_nothing_vanishes(site: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path, site)
    three(site)
    source = desk.add("sitemap", "/sitemap.xml", vanished="withdraw")
    desk.refresh(source)
    desk.change(source, rules={"pages": 2})
    result = desk.refresh(source)
    assert (counts(result), result["left_out"], result["complete"]) == ({"unchanged": 2}, 1, False)
    assert len(desk.documents()) == 3
    desk.close()


def test_of_ten_thousand_addresses_as_many_are_fetched_as_the_setting_says(
    site: Site, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, site, source_pages=20)
    paths = [f"/{number}" for number in range(10_000)]
    site.answers["/s"] = gives(200, sitemap(*map(site.url, paths)))
    site.answers |= {path: gives(200, f"<p>Det här är texten på sida {path}.") for path in paths[:20]}
    result = desk.refresh(desk.add("sitemap", "/s"))
    assert (result["added"], result["left_out"], result["complete"]) == (20, 9980, False)
    assert site.paths() == ["/s", *paths[:20]]
    desk.close()


def test_a_site_that_has_had_enough_ends_the_refresh_and_the_next_goes_on_from_there(
    desk: Desk, site: Site
) -> None:
    three(site)
    source = desk.add("sitemap", "/sitemap.xml", every_minutes=60)
    site.answers["/c"] = gives(429, retry_after="7200")
    error = failed(desk, source)
    assert error.wait_s == 7200
    assert desk.documents() == {}
    row = desk.source(source)
    assert row.last_result is not None
    assert row.next_at is not None
    assert row.next_at >= row.last_result["retry_at"]
    three(site)
    asked = len(site.paths())
    assert counts(desk.refresh(source)) == {"added": 3}
    assert site.paths()[asked:] == ["/sitemap.xml", "/c"]


def test_a_site_that_stops_answering_is_given_up_early(site: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path, site, source_seconds=0.2)
    names = [f"/{number}" for number in range(30)]
    site.answers |= dict.fromkeys(names, hangs(1))
    site.answers["/s"] = gives(200, sitemap(*map(site.url, names)))
    source = desk.add("sitemap", "/s")
    assert "stopped answering at address 5 of 30" in failed(desk, source).reason
    desk.close()


def test_every_page_failing_is_a_failed_refresh(desk: Desk, site: Site) -> None:
    three(site)
    source = desk.add("sitemap", "/sitemap.xml")
    desk.refresh(source)
    site.answers |= dict.fromkeys(("/a", "/b", "/c"), gives(403))
    assert failed(desk, source).reason.startswith("None of 3 addresses could be fetched")


def test_a_refresh_can_be_stopped_while_it_waits_and_nothing_has_changed(desk: Desk, site: Site) -> None:
    three(site)
    site.answers["/c"] = hangs(4)
    source = desk.add("sitemap", "/sitemap.xml")
    begun = time.monotonic()
    with pytest.raises(RefreshStopped):
        desk.refresh(source, lambda: "/c" in site.paths())
    assert time.monotonic() - begun < 3
    assert (desk.rows(), desk.items(source), desk.source(source).last_result) == ({}, {}, None)


def test_an_error_that_the_report_raises_ends_the_refresh_as_it_is(desk: Desk, site: Site) -> None:
    class Lost(Exception):
        pass

    def report(stage: str, done: int, total: int) -> None:
        if stage == "keep":
            raise Lost

    three(site)
    source = desk.add("sitemap", "/sitemap.xml")
    from bot.sources.refreshing import refresh

    with pytest.raises(Lost):
        refresh(desk.administration, source, report, lambda: False)
    assert (desk.rows(), desk.source(source).last_result) == ({}, None)


def test_a_source_that_was_changed_meanwhile_is_not_applied(desk: Desk, site: Site) -> None:
    three(site)
    source = desk.add("sitemap", "/sitemap.xml")
    once: list[Callable[[], None]] = [lambda: desk.change(source, rules={"exclude": ["/b"]})]

    def changing() -> bool:
        if "/b" in site.paths() and once:
            once.pop()()
        return False

    with pytest.raises(SourceFailed, match="changed while it was refreshed"):
        desk.refresh(source, changing)
    assert desk.rows() == {}


def test_a_full_store_fails_the_refresh_as_a_whole(site: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path, site, documents_mb=0)
    three(site)
    source = desk.add("sitemap", "/sitemap.xml")
    assert "REGIONSVAR_DOCUMENTS_MB" in failed(desk, source).reason
    desk.close()


@pytest.mark.parametrize("how", ["withdrawn", "replaced"])
def test_what_an_administrator_withdrew_or_replaced_is_left_alone(desk: Desk, site: Site, how: str) -> None:
    site.answers["/a"] = gives(200, CULTURE)
    source = desk.add("page", "/a")
    desk.refresh(source)
    (path,) = desk.documents()
    with desk.administration.writing() as session:
        now = desk.administration.now()
        if how == "withdrawn":
            withdraw_document(session, desk.settings, path, EVA, now)
        else:
            put_document(session, desk.settings, path, stage(desk.settings, [b"<p>Eva"]), EVA, now)
    rows = desk.rows()
    site.answers["/a"] = gives(200, WATER)
    result = desk.refresh(source)
    assert (counts(result), result["left_alone"], desk.rows()) == ({}, 1, rows)
    assert "administrator" in str(desk.items(source)["/a"].fault)


def test_what_an_administrator_says_of_a_document_stays_said(desk: Desk, site: Site) -> None:
    site.answers["/a"] = gives(200, CULTURE)
    source = desk.add("page", "/a", entry={"publisher": "Fel"})
    desk.refresh(source)
    (path,) = desk.documents()
    with desk.administration.writing() as session:
        said = {"publisher": "Rätt", "title": "Evas titel"}
        describe_document(
            session, desk.settings, path, said, Actor("Eva", "editor"), desk.administration.now()
        )
    site.answers["/a"] = gives(200, WATER)
    desk.refresh(source)
    entry = desk.entries()[path]
    assert (entry.publisher, entry.title) == ("Rätt", "Evas titel")


def test_the_same_text_at_two_addresses_is_kept_once(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": gives(200, CULTURE), "/b": leads_to("/a"), "/c": gives(200, CULTURE)}
    site.answers["/s"] = gives(200, sitemap(*map(site.url, ("/a", "/b", "/c"))))
    source = desk.add("sitemap", "/s")
    result = desk.refresh(source)
    assert (counts(result), result["duplicates"], len(desk.documents())) == ({"added": 1}, 2, 1)
    assert counts(desk.refresh(source)) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("windows-1252", "text/html; charset=windows-1252"),
        ("utf-16-le", "text/html; charset=utf-16le"),
        ("cp1252", "text/html"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", "text/html; charset=nonsense"),
        ("mac_roman", "text/html; charset=macintosh"),
    ],
)
def test_letters_come_right_whatever_the_server_says(desk: Desk, site: Site, written: str, kind: str) -> None:
    text = "<!doctype html><title>Älvar</title><p>Ångermanälven är en å i Örnsköldsvik, låg och smal."
    site.answers["/a"] = gives(200, text.encode(written), kind)
    desk.refresh(desk.add("page", "/a"))
    from bot.admin.overlay import read_overlay
    from retrieval.corpus.loaders import load

    ((path, version),) = read_overlay(desk.settings).files.items()
    loaded = load(version.path.read_bytes(), path)
    assert [line.text for line in loaded.lines][-1].startswith("Ångermanälven är en å i Örnsköldsvik")


def test_a_pdf_is_a_document_too(desk: Desk, site: Site) -> None:
    from tests.retrieval.corpus.pdf_by_hand import write_pdf

    site.answers["/rapport"] = gives(200, write_pdf("Rapporten handlar om vatten"), "application/pdf")
    desk.refresh(desk.add("page", "/rapport"))
    from bot.admin.overlay import read_overlay

    (path,) = read_overlay(desk.settings).files
    assert path.endswith(".pdf")


def test_every_change_is_in_the_audit(desk: Desk, site: Site) -> None:
    site.answers["/a"] = gives(200, CULTURE)
    source = desk.add("page", "/a", vanished="withdraw")
    desk.refresh(source)
    desk.refresh(source)
    site.answers["/a"] = gives(410)
    desk.refresh(source)
    assert desk.audit() == [
        "source.create",
        "document.upload",
        "source.refreshed",
        "document.withdraw",
        "source.refreshed",
    ]


def test_what_an_administrator_withdraws_while_it_is_fetched_is_not_revived(desk: Desk, site: Site) -> None:
    three(site)
    source = desk.add("sitemap", "/sitemap.xml")
    desk.refresh(source)
    path = desk.items(source)["/a"].path
    assert path is not None
    site.answers["/a"] = gives(200, WATER)
    once = [path]

    def withdrawing() -> bool:
        if site.paths().count("/a") == 2 and once:
            with desk.administration.writing() as session:
                withdraw_document(session, desk.settings, once.pop(), EVA, desk.administration.now())
        return False

    result = desk.refresh(source, withdrawing)
    assert (counts(result), result["left_alone"]) == ({"unchanged": 2}, 1)
    assert path not in desk.documents()


def test_an_address_that_never_had_a_document_is_forgotten_with_its_listing(desk: Desk, site: Site) -> None:
    three(site)
    site.answers["/a"] = gives(403)
    source = desk.add("sitemap", "/sitemap.xml")
    desk.refresh(source)
    assert set(desk.items(source)) == {"/a", "/b", "/c"}
    site.answers["/sitemap.xml"] = gives(200, sitemap(site.url("/b"), site.url("/c")))
    desk.refresh(source)
    assert set(desk.items(source)) == {"/b", "/c"}
