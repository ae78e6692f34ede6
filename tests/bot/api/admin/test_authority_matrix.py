"""Who may what: every route of administration, named with the least role that it asks for.

A route that is not named here fails the test, and so does a name without a route.
"""

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from bot.admin.actor import ROLES, Role
from bot.api.admin.routes import router as admin_router
from tests.bot.api.admin.conftest import Desk, open_desk
from tests.bot.conftest import Indexed

LEAST: dict[tuple[str, str], Role] = {
    ("GET", "/api/admin/keys"): "owner",
    ("POST", "/api/admin/keys"): "owner",
    ("DELETE", "/api/admin/keys/{id}"): "owner",
    ("GET", "/api/admin/audit"): "viewer",
    ("GET", "/api/admin/audit/export"): "viewer",
    ("GET", "/api/admin/settings"): "viewer",
    ("GET", "/api/admin/documents"): "viewer",
    ("POST", "/api/admin/documents"): "editor",
    ("GET", "/api/admin/documents/{path}"): "viewer",
    ("GET", "/api/admin/documents/{path}/content"): "viewer",
    ("GET", "/api/admin/documents/{path}/versions"): "viewer",
    ("PUT", "/api/admin/documents/{path}"): "editor",
    ("PATCH", "/api/admin/documents/{path}"): "editor",
    ("DELETE", "/api/admin/documents/{path}"): "editor",
    ("POST", "/api/admin/documents/{path}/restore"): "editor",
    ("GET", "/api/admin/questions"): "viewer",
    ("GET", "/api/admin/questions/{fingerprint}"): "viewer",
    ("POST", "/api/admin/questions/{fingerprint}/answer"): "editor",
    ("POST", "/api/admin/questions/{fingerprint}/out-of-scope"): "editor",
    ("DELETE", "/api/admin/questions/{fingerprint}/decision"): "editor",
    ("POST", "/api/admin/answers"): "editor",
    ("POST", "/api/admin/search"): "viewer",
    ("GET", "/api/admin/corrections"): "viewer",
    ("POST", "/api/admin/corrections"): "editor",
    ("POST", "/api/admin/corrections/{id}/undo"): "editor",
    ("GET", "/api/admin/snapshots"): "viewer",
    ("GET", "/api/admin/snapshots/{snapshot_id}"): "viewer",
    ("DELETE", "/api/admin/snapshots/{snapshot_id}"): "editor",
    ("POST", "/api/admin/snapshots/{snapshot_id}/activate"): "editor",
    ("GET", "/api/admin/snapshots/{old_id}/difference/{new_id}"): "viewer",
    ("GET", "/api/admin/probes"): "viewer",
    ("PUT", "/api/admin/probes"): "editor",
    ("POST", "/api/admin/reindex"): "editor",
    ("GET", "/api/admin/jobs"): "viewer",
    ("GET", "/api/admin/jobs/{job_id}"): "viewer",
    ("GET", "/api/admin/jobs/{job_id}/events"): "viewer",
    ("POST", "/api/admin/jobs/{job_id}/cancel"): "editor",
    ("GET", "/api/admin/sources"): "viewer",
    ("POST", "/api/admin/sources"): "editor",
    ("POST", "/api/admin/sources/preview"): "editor",
    ("GET", "/api/admin/sources/{source_id}"): "viewer",
    ("PATCH", "/api/admin/sources/{source_id}"): "editor",
    ("DELETE", "/api/admin/sources/{source_id}"): "editor",
    ("POST", "/api/admin/sources/{source_id}/refresh"): "editor",
    ("GET", "/api/admin/sources/{source_id}/items"): "viewer",
}
METHODS = ("get", "post", "put", "patch", "delete")
# what cannot be a key
MALFORMED: list[list[tuple[str, bytes]]] = [
    [("Authorization", b"Bearer")],
    [("Authorization", b"Bearer   ")],
    [("Authorization", b"Basic ZXZhOmhlbWxpZ3Q=")],
    [("Authorization", "Bearer nyckel-på-svenska".encode())],
    [("Authorization", b"Bearer \xff\xfe\x80")],
    [("Authorization", b"Bearer " + b"k" * 60_000)],
    [("Authorization", b"Bearer one two")],
    [("Authorization", b"Bearer one, Bearer two")],
    [("Authorization", b"Bearer one"), ("Authorization", b"Bearer two")],
    [("Authorization", b"")],
]
ADDRESSES = (f"198.51.100.{number}" for number in itertools.count(1))  # each may fail anew


@pytest.fixture(scope="module")
def desk(indexed: Indexed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One for all of these tests."""
    with open_desk(indexed, tmp_path_factory.mktemp("matrix")) as opened:
        yield opened


@pytest.fixture(scope="module")
def keys(desk: Desk) -> dict[str, str]:
    """A key of every role, and an owner's that are valid no more."""
    expired = desk.key("owner", age=timedelta(days=2), lasts=timedelta(days=1))
    ended = {"revoked": desk.revoked_key("owner"), "expired": expired}
    return {role: desk.key(role) for role in ROLES} | ended


@pytest.fixture
def stranger(desk: Desk) -> TestClient:
    """A client from an address where nothing failed yet."""
    return desk.elsewhere(next(ADDRESSES))


def request_of(client: TestClient, method: str, path: str, authorization: str | None) -> Any:
    """A request to a route, whatever stands for the parts of its path, with a body that nobody can read."""
    headers = {"Authorization": authorization} if authorization else {}
    return client.request(method, re.sub(r"\{[^}]+\}", "1", path), headers=headers, content=b"{")


def test_every_route_is_named_with_its_role(desk: Desk) -> None:
    paths = desk.app.openapi()["paths"]
    found = {
        (method.upper(), path)
        for path, operations in paths.items()
        for method in operations
        if path.startswith("/api/admin") and method in METHODS
    }
    assert found == set(LEAST)


def test_no_route_is_left_out_of_the_description() -> None:
    assert [route.path for route in routes_below(admin_router) if not route.include_in_schema] == []


def routes_below(router: APIRouter) -> Iterator[APIRoute]:
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        elif isinstance(below := getattr(route, "original_router", None), APIRouter):
            yield from routes_below(below)


@pytest.mark.parametrize(("method", "path"), LEAST)
def test_a_route_is_closed_to_whoever_has_no_key_that_is_valid(
    keys: dict[str, str], stranger: TestClient, method: str, path: str
) -> None:
    given = {
        "no": None,
        "malformed": f"Bearer {keys['owner']}, two",
        "of another kind": f"Basic {keys['owner']}",
        "wrong": f"Bearer rv_{'x' * 43}",
        "revoked": f"Bearer {keys['revoked']}",
        "expired": f"Bearer {keys['expired']}",
    }
    refused = {name: request_of(stranger, method, path, header) for name, header in given.items()}
    assert {name: response.status_code for name, response in refused.items()} == dict.fromkeys(given, 401)
    assert {response.headers["www-authenticate"] for response in refused.values()} == {"Bearer"}
    assert {response.headers["content-type"] for response in refused.values()} == {"application/problem+json"}


@pytest.mark.parametrize(("method", "path"), [each for each, least in LEAST.items() if least != "viewer"])
def test_a_route_is_closed_to_too_low_a_role(
    desk: Desk, keys: dict[str, str], method: str, path: str
) -> None:
    for lower in ROLES[: ROLES.index(LEAST[method, path])]:
        headers = {"Authorization": f"Bearer {keys[lower]}"}
        refused = desk.client.request(method, re.sub(r"\{[^}]+\}", "1", path), headers=headers)
        assert (refused.status_code, refused.json()["field"]) == (403, "Authorization")


@pytest.mark.parametrize(("method", "path"), LEAST)
def test_a_route_is_open_to_its_role(desk: Desk, keys: dict[str, str], method: str, path: str) -> None:
    given = request_of(desk.client, method, path, f"Bearer {keys[LEAST[method, path]]}")
    assert given.status_code not in (401, 403)
    assert given.status_code < 500
    assert "no-store" in given.headers["cache-control"]


@pytest.mark.parametrize(("method", "path"), LEAST)
def test_a_route_describes_that_it_may_refuse(desk: Desk, method: str, path: str) -> None:
    described = desk.app.openapi()["paths"][path][method.lower()]
    assert {"401", "403", "429"} <= set(described["responses"])
    assert described["security"] == [{"HTTPBearer": []}]


@pytest.mark.parametrize("headers", MALFORMED)
def test_what_is_no_key_is_refused_and_never_a_fault(
    keys: dict[str, str], stranger: TestClient, headers: list[tuple[str, bytes]]
) -> None:
    refused = stranger.get("/api/admin/settings", headers=headers)  # type: ignore[arg-type]  # several of a name
    assert refused.status_code == 401


@pytest.mark.parametrize("path", ["/api/admin", "/api/admin/", "/api/admin/no-such", "/api/admin/keys/"])
def test_nobody_learns_which_routes_there_are_without_a_key(desk: Desk, path: str) -> None:
    assert desk.client.get(path).status_code == 401
    assert desk.client.options(path).status_code == 401
