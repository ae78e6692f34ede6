"""What a held refresh would change waits for its approval, whatever is uploaded meanwhile."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.admin.actor import Actor
from bot.admin.documents import put_document, restore_document
from bot.admin.snapshots import activate_snapshot
from bot.admin.staging import stage
from bot.jobs.job import Job
from bot.jobs.queue import cancel, claim, enqueue
from bot.jobs.running import run_job
from bot.sources.records import list_sources
from bot.wiring import build_if_needed
from retrieval.index.pointer import current_id
from retrieval.index.snapshot import open_current
from tests.bot.jobs.processes import CHANGED, read
from tests.bot.sources.desk import EVA, Desk
from tests.bot.sources.site import Site, gives, page, sitemap

PAGES = "abcdef"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Iterator[Desk]:
    """A region with a page of its own and six that a sitemap lists, all of them indexed."""
    desk = Desk(tmp_path, site)
    lists(site, PAGES)
    desk.add("sitemap", "/sitemap.xml", vanished="withdraw")
    assert refreshed(desk).state == "done"
    yield desk
    desk.close()


def lists(site: Site, names: str, text: str = "Det här är texten på sidan") -> None:
    site.answers["/sitemap.xml"] = gives(200, sitemap(*[site.url(f"/{name}") for name in names]), "text/xml")
    for name in names:
        site.answers[f"/{name}"] = gives(200, page(f"Sida {name}", f"{text} {name}."))


def run(desk: Desk, job: Job) -> Job:
    with desk.administration.writing() as session:
        claimed = claim(session, desk.administration.now())
    assert claimed is not None
    assert claimed.id == job.id
    run_job(desk.administration, claimed, lambda: False, lambda: False)
    return read(desk.administration, job)


def asked(desk: Desk, kind: str, request: dict[str, object], *, explicit: bool = False) -> Job:
    with desk.administration.writing() as session:
        job = enqueue(session, kind, request, EVA, desk.administration.now(), explicit=explicit)  # type: ignore[arg-type]
    return run(desk, job)


def refreshed(desk: Desk) -> Job:
    with desk.administration.reading() as session:
        (source,) = list_sources(session, 10, 0).items
    return asked(desk, "refresh", {"source": source.id})


def uploaded(desk: Desk, path: str, text: str) -> Job:
    with desk.administration.writing() as session:
        put_document(session, desk.settings, path, stage(desk.settings, [text.encode()]), EVA, now(desk))
    return asked(desk, "reindex", CHANGED, explicit=True)


def now(desk: Desk) -> datetime:
    return desk.administration.now()


def indexed(desk: Desk) -> str:
    """The letters of the site's pages that are answered from, and + for each document beside them."""
    current = open_current(desk.settings.data)
    assert current is not None
    with current as snapshot:
        paths = snapshot.store.digests()
    pages = sorted(path.split("/")[1][0] if path.startswith("web/") else "+" for path in paths)
    return "".join(pages)


def test_an_upload_does_not_take_along_what_a_held_refresh_removes(desk: Desk, site: Site) -> None:
    lists(site, "a")
    held = refreshed(desk)
    assert (held.state, indexed(desk)) == ("held", "+abcdef")
    assert uploaded(desk, "nytt.md", "# Nytt\n\nEn helt ny text om något annat.\n").state == "done"
    assert indexed(desk) == "++abcdef"


def test_approving_it_removes_them_and_keeps_what_was_uploaded_meanwhile(desk: Desk, site: Site) -> None:
    lists(site, "a")
    held = refreshed(desk)
    uploaded(desk, "nytt.md", "# Nytt\n\nEn helt ny text om något annat.\n")
    with desk.administration.writing() as session:
        activate_snapshot(session, desk.settings.data, held.snapshot or "", EVA, now(desk))
    assert indexed(desk) == "+a"
    with desk.administration.writing() as session:
        following = claim(session, now(desk))
    assert following is not None
    run_job(desk.administration, following, lambda: False, lambda: False)
    assert indexed(desk) == "++a"
    uploaded(desk, "mer.md", "# Mer\n\nOch ännu en text om något tredje.\n")
    assert indexed(desk) == "+++a"


def test_one_that_is_given_up_changes_nothing_later(desk: Desk, site: Site) -> None:
    lists(site, "a")
    held = refreshed(desk)
    with desk.administration.writing() as session:
        cancel(session, held.id, now(desk))
    uploaded(desk, "nytt.md", "# Nytt\n\nEn helt ny text om något annat.\n")
    assert indexed(desk) == "++abcdef"


def test_when_the_source_is_itself_again_so_is_everything(desk: Desk, site: Site) -> None:
    lists(site, "a")
    assert refreshed(desk).state == "held"
    lists(site, PAGES + "g")
    assert refreshed(desk).state == "done"
    uploaded(desk, "nytt.md", "# Nytt\n\nEn helt ny text om något annat.\n")
    assert indexed(desk) == "++abcdefg"


def test_a_second_refresh_is_held_with_the_changes_of_both(desk: Desk, site: Site) -> None:
    lists(site, "a")
    refreshed(desk)
    lists(site, "ag")
    held = refreshed(desk)
    assert (held.state, indexed(desk)) == ("held", "+abcdef")
    with desk.administration.writing() as session:
        activate_snapshot(session, desk.settings.data, held.snapshot or "", EVA, now(desk))
    assert indexed(desk) == "+ag"


def test_what_an_administrator_decides_of_a_document_meanwhile_counts(desk: Desk, site: Site) -> None:
    lists(site, "a")
    refreshed(desk)
    (path,) = [path for path in desk.rows() if path.startswith("web/b")]
    with desk.administration.writing() as session:
        restore_document(session, desk.settings, path, Actor("Eva", "editor"), now(desk))
    held = asked(desk, "reindex", CHANGED)
    assert held.state == "held"
    with desk.administration.writing() as session:
        activate_snapshot(session, desk.settings.data, held.snapshot or "", EVA, now(desk))
    assert indexed(desk) == "+ab"


def test_a_new_start_of_the_service_takes_nothing_along(desk: Desk, site: Site) -> None:
    lists(site, "a")
    refreshed(desk)
    before = current_id(desk.settings.data)
    build_if_needed(desk.settings)
    assert (current_id(desk.settings.data), indexed(desk)) == (before, "+abcdef")
