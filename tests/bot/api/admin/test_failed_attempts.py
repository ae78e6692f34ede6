"""Whoever tries keys has to wait; whoever has one does not."""

import logging

import pytest
from fastapi.testclient import TestClient

from bot.admin.attempts import MOST_ADDRESSES, MOST_ATTEMPTS, MOST_KEYS, WINDOW_S, FailedAttempts, origin_of
from bot.commands.serve import server_config
from tests.bot.api.admin.conftest import Desk

ADDRESS = "203.0.113.9"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def tried(attempts: FailedAttempts, times: int, address: str = ADDRESS, *, same: bool = False) -> list[int]:
    """The numbers of the tries that had to wait."""
    waits = [attempts.failed(address, "same" if same else f"{number}") for number in range(times)]
    return [number for number, wait in enumerate(waits) if wait is not None]


def test_ten_keys_may_be_tried_in_a_minute() -> None:
    clock = Clock()
    attempts = FailedAttempts(clock)
    assert tried(attempts, MOST_KEYS) == []
    clock.now += 20.5
    assert attempts.failed(ADDRESS, "another") == 40
    assert attempts.failed("203.0.113.10", "another") is None
    clock.now += WINDOW_S - 20.5
    assert attempts.failed(ADDRESS, "another") is None


def test_whoever_repeats_a_key_that_was_revoked_is_told_so_for_longer() -> None:
    assert tried(FailedAttempts(Clock()), MOST_ATTEMPTS + 2, same=True) == [MOST_ATTEMPTS, MOST_ATTEMPTS + 1]


def test_what_is_remembered_has_its_bounds() -> None:
    attempts = FailedAttempts(Clock())
    for number in range(MOST_ADDRESSES + 500):
        attempts.failed(f"10.{number // 65536}.{number // 256 % 256}.{number % 256}", "key")
    assert len(attempts) == MOST_ADDRESSES
    tried(attempts, 10_000)
    assert len(attempts._windows[ADDRESS].keys) == MOST_KEYS + 1


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_addresses_of_one_owner_count_together(address: str | None, origin: str) -> None:
    assert origin_of(address) == origin


def test_too_many_have_to_wait_and_a_right_key_does_not(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    client, right = desk.elsewhere(ADDRESS), desk.bearer("viewer")
    with caplog.at_level(logging.WARNING, "bot.api.admin.door"):
        statuses = [
            client.get("/api/admin/settings", headers={"Authorization": f"Bearer rv_wrong{number}"})
            for number in range(MOST_KEYS + 1)
        ]
    assert [each.status_code for each in statuses] == [401] * MOST_KEYS + [429]
    assert 1 <= int(statuses[-1].headers["retry-after"]) <= WINDOW_S
    assert client.get("/api/admin/settings", headers=right).status_code == 200
    assert desk.elsewhere("203.0.113.77").get("/api/admin/settings").status_code == 401
    assert len(caplog.messages) == MOST_KEYS + 1
    assert caplog.messages[0] == (
        "a key was refused: unknown; from 203.0.113.9, for GET '/api/admin/settings'"
    )
    assert "wrong" not in caplog.text


def test_nobody_is_counted_who_only_forgot_the_key(desk: Desk) -> None:
    client = desk.elsewhere(ADDRESS)
    assert {client.get("/api/admin/keys").status_code for _ in range(3 * MOST_KEYS)} == {401}


@pytest.mark.parametrize(
    ("trusted", "last"), [(None, 429), ("203.0.113.1", 429), ("127.0.0.1", 401), ("127.0.0.0/8", 401)]
)
def test_where_a_request_comes_from_is_told_by_trusted_proxies_alone(
    desk: Desk, trusted: str | None, last: int
) -> None:
    settings = desk.administration.settings.model_copy(update={"trusted_proxies": trusted})
    config = server_config(desk.app, settings)
    config.load()
    client = TestClient(config.loaded_app, client=("127.0.0.1", 50000))
    statuses = [
        client.get(
            "/api/admin/settings",
            headers={"Authorization": f"Bearer rv_wrong{number}", "X-Forwarded-For": f"198.51.100.{number}"},
        ).status_code
        for number in range(MOST_KEYS + 1)
    ]
    assert statuses == [401] * MOST_KEYS + [last]


def test_a_line_break_in_an_address_makes_no_line_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.elsewhere(ADDRESS).get("/api/admin/a%0Ab", headers={"Authorization": "Bearer wrong"})
    assert "\n" not in caplog.messages[-1]
