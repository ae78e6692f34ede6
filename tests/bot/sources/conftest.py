"""A site of our own, and a desk to administer its sources from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.sources.desk import Desk
from tests.bot.sources.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, site)
    yield desk
    desk.close()
