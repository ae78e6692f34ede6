"""What an operator decides, read once at start from the environment and `.env`, then handed on.

Environment -> Settings. A secret is never printed, also not in an error.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
    HttpUrl,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.errors import RegionsvarError

PREFIX = "REGIONSVAR_"
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class SettingsWrong(RegionsvarError):
    """A setting that cannot be used; the message names each with the reason and what it must be."""

    reply: ClassVar[str] = "settings_wrong"


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _root(url: str) -> str:
    """A URL that parses, without its last slash."""
    TypeAdapter(HttpUrl).validate_python(url)
    return url.rstrip("/")


Folder = Annotated[Path, AfterValidator(_absolute)]
Root = Annotated[str, AfterValidator(_root)]


class Settings(BaseSettings):
    """Every setting; the name in the environment is the field's in capitals after REGIONSVAR_."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    corpus: Folder = Field(Path("docs_corpus"), validate_default=True, description="the folder of documents")
    data: Folder = Field(
        Path("var"), validate_default=True, description="the folder that everything is written below"
    )
    database_url: SecretStr | None = Field(
        None, description="a database's URL; without it SQLite below the data folder"
    )
    today: date | None = Field(None, description="a date such as 2026-11-22, which replaces the clock")
    log_level: LogLevel = Field("WARNING", description="one of DEBUG, INFO, WARNING and ERROR")
    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("REGIONSVAR_OPENAI_API_KEY", "OPENAI_API_KEY"),
        description="the key of an OpenAI-compatible service",
    )
    openai_base_url: Root | None = Field(
        None,
        validation_alias=AliasChoices("REGIONSVAR_OPENAI_BASE_URL", "OPENAI_BASE_URL"),
        description="the address of an OpenAI-compatible service, such as http://127.0.0.1:11434/v1",
    )
    chat_model: str | None = Field(None, description="the name of a chat model; without it none is used")
    embedding_model: str | None = Field(
        None, description="the name of an embedding model; without it the built-in one is used"
    )
    telegram_token: SecretStr | None = Field(None, description="the token that @BotFather gave")
    telegram_api_url: Root = Field(
        "https://api.telegram.org", description="the root of a Bot API server, such as http://127.0.0.1:8081"
    )
    telegram_webhook_url: Root | None = Field(None, description="an https address that Telegram can reach")
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="1 to 256 letters, digits, _ or -, that Telegram sends along"
    )
    lexicon: Folder | None = Field(None, description="a file of tab-separated words, added to our own")
    public_url: Root | None = Field(None, description="the address under which people reach the web page")
    bind: str = Field("127.0.0.1", min_length=1, description="the network address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="a port number from 0 (any free one) to 65535")

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    def shown(self) -> dict[str, Any]:
        """Every setting by its name in the environment; of a secret only whether it is set."""
        return {name_of(field): _shown(getattr(self, field)) for field in type(self).model_fields}


def read_settings() -> Settings:
    """The settings of this process. Raises SettingsWrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsWrong("\n".join(_explained(problem) for problem in error.errors())) from error


def name_of(field: str) -> str:
    """A setting's name in the environment."""
    return PREFIX + field.upper()


def _explained(problem: Any) -> str:
    """A setting, why it cannot be used, and what it must be; never its value, which may be a secret."""
    place = str(problem["loc"][0])
    field = place.removeprefix(PREFIX).removeprefix(PREFIX.lower()).casefold()
    known = Settings.model_fields.get(field)
    name = place.upper() if place.upper().endswith(field.upper()) and place.isupper() else name_of(field)
    meaning = f" It must be {known.description}." if known else ""
    return f"{name}: {problem['msg']}.{meaning}"


def _shown(value: object) -> object:
    if isinstance(value, SecretStr):
        return "(set)"
    return str(value) if isinstance(value, date | Path) else value
