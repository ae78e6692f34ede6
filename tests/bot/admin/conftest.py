from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.admin.given import Office, office
from tests.bot.conftest import Indexed


@pytest.fixture
def given(indexed: Indexed, tmp_path: Path) -> Iterator[Office]:
    with office(indexed, tmp_path) as made:
        yield made
