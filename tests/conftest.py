"""What holds for every test; and a database for each that asks for one, as a file and on a server."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from pydantic import SecretStr

from tests.databases import KINDS, SKIPPED, Server, named_server

settings.register_profile("patient", deadline=None)  # what takes long is said by tests of time alone
settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The server that the environment names."""
    address = named_server()
    if address is None:
        pytest.skip(SKIPPED)
    server = Server(address)
    yield server
    server.close()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> SecretStr | None:
    """The setting of an empty database whose tables are made; None is a file below the data folder."""
    if request.param == "sqlite":
        return None
    server: Server = request.getfixturevalue("postgresql")
    server.empty()
    return server.shared


@pytest.fixture(params=KINDS)
def new_database_url(request: pytest.FixtureRequest) -> Iterator[SecretStr | None]:
    """The setting of a database without any table."""
    if request.param == "sqlite":
        yield None
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.create()
    yield url
    server.drop(url)
