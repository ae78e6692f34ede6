"""The effective settings over the API."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.app import create_app
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.api.admin.conftest import Desk

PASSWORD = "hemligt"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    given = Settings(
        data=tmp_path,
        telegram_token=SecretStr(PASSWORD),
        openai_base_url=f"http://eva:{PASSWORD}@127.0.0.1:1/v1",
        port=8001,
    )
    with Serving(given) as serving:
        app = create_app(serving)
        with TestClient(app) as client:
            yield Desk(app, client)


def test_settings_are_told_with_what_they_mean_and_without_secrets(desk: Desk) -> None:
    response = desk.client.get("/api/admin/settings", headers=desk.bearer("viewer"))
    page: dict[str, Any] = response.json()
    told = {each.pop("name"): each for each in page["items"]}
    assert page["total"] == len(told) == len(Settings.model_fields)
    assert PASSWORD not in response.text
    assert told["REGIONSVAR_PORT"] == {
        "value": 8001,
        "default": 8000,
        "description": "a port number from 0 (any free one) to 65535",
        "given": True,
        "secret": False,
    }
    token = told["REGIONSVAR_TELEGRAM_TOKEN"]
    assert (token["value"], token["default"], token["given"], token["secret"]) == ("(set)", None, True, True)
    unset = told["REGIONSVAR_DATABASE_URL"]
    assert (unset["value"], unset["given"], unset["secret"]) == (None, False, True)
    assert told["REGIONSVAR_OPENAI_BASE_URL"]["value"] == "http://(hidden)@127.0.0.1:1/v1"
    assert told["REGIONSVAR_DATA"]["default"] == "var"
    assert all(each["description"] for each in told.values())
