from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.bot.admin.given import Office, office
from tests.bot.conftest import Indexed


@pytest.fixture
def given(indexed: Indexed, tmp_path: Path, database_url: SecretStr | None) -> Iterator[Office]:
    with office(indexed, tmp_path, database_url=database_url) as made:
        yield made
