from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, SettingsWrong, read_settings


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"REGIONSVAR_{name.upper()}", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_documented_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings()
    assert (settings.corpus, settings.data) == (tmp_path / "docs_corpus", tmp_path / "var")
    assert (settings.bind, settings.port, settings.today) == ("127.0.0.1", 8000, None)
    assert settings.openai_api_key is None


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("REGIONSVAR_PORT=8001\nREGIONSVAR_TODAY=2024-05-31\nOTHER=1\n")
    monkeypatch.setenv("REGIONSVAR_PORT", "8002")
    settings = read_settings()
    assert (settings.port, settings.today) == (8002, date(2024, 5, 31))


def test_an_empty_setting_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIONSVAR_TODAY", "")
    monkeypatch.setenv("REGIONSVAR_TELEGRAM_TOKEN", "")
    settings = read_settings()
    assert (settings.today, settings.telegram_token) == (None, None)


def test_the_customary_name_of_a_key_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "customary")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1/")
    settings = read_settings()
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "customary"
    assert settings.openai_base_url == "http://127.0.0.1:1/v1"


@pytest.mark.parametrize("own_in_file", [False, True])
def test_our_own_name_of_a_key_wins(
    own_in_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "customary")
    if own_in_file:
        (tmp_path / ".env").write_text("REGIONSVAR_OPENAI_API_KEY=own\n")
    else:
        monkeypatch.setenv("REGIONSVAR_OPENAI_API_KEY", "own")
    key = read_settings().openai_api_key
    assert key is not None
    assert key.get_secret_value() == "own"


def test_every_wrong_setting_is_named_with_reason_and_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIONSVAR_PORT", "70000")
    monkeypatch.setenv("REGIONSVAR_TODAY", "igår")
    monkeypatch.setenv("OPENAI_BASE_URL", "not a URL")
    with pytest.raises(SettingsWrong) as raised:
        read_settings()
    lines = str(raised.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "REGIONSVAR_TODAY",
        "REGIONSVAR_PORT",
        "OPENAI_BASE_URL",
    ]
    assert "less than or equal to 65535" in lines[1]
    assert "It must be a date such as 2026-11-22" in lines[0]


def test_settings_are_shown_without_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIONSVAR_TELEGRAM_TOKEN", "123:hemligt")
    monkeypatch.setenv("REGIONSVAR_DATABASE_URL", "postgresql://u:hemligt@h/d")
    shown = read_settings().shown()
    assert shown["REGIONSVAR_TELEGRAM_TOKEN"] == "(set)"
    assert "hemligt" not in str(shown)
    assert "hemligt" not in repr(read_settings())


def test_another_process_reads_the_same_settings_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = Settings(
        data=tmp_path,
        today=date(2026, 3, 10),
        telegram_token=SecretStr("1:secret"),
        telegram_allow=frozenset({7, -100}),
        port=0,
    )
    for name, value in given.environment().items():
        monkeypatch.setenv(name, value)
    assert read_settings() == given
