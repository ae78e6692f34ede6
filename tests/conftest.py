"""A database for every test that asks for one: once as a file, once on a server."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from tests.databases import SKIPPED, Server, named_server

KINDS = ("sqlite", "postgresql")


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
def database_url(request: pytest.FixtureRequest) -> Iterator[SecretStr | None]:
    """The setting of a database of the test's own, its tables made; None is a file below the data folder."""
    yield from _database(request, empty=False)


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[SecretStr | None]:
    """The same without any table."""
    yield from _database(request, empty=True)


def _database(request: pytest.FixtureRequest, *, empty: bool) -> Iterator[SecretStr | None]:
    if request.param == "sqlite":
        yield None
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.create(empty=empty)
    yield url
    server.drop(url)
