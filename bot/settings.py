"""What an operator decides, read once at start from the environment and `.env`, then handed on.

Environment -> Settings. A secret is never printed, also not in an error.
"""

import re
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    HttpUrl,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from retrieval.errors import RegionsvarError
from retrieval.index.retention import KEPT, KEPT_MB

PREFIX = "REGIONSVAR_"
HOST_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.?")
NAME_AND_PASSWORD = re.compile(r"(?<=://)[^/?#\s]*@")  # in an address
Read = TypeVar("Read", bound=BaseSettings)
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


def _hosts(entries: frozenset[str]) -> frozenset[str]:
    """Hosts and networks, of which one that is mistyped would otherwise pass for a host."""
    for entry in entries:
        if not HOST_NAME.fullmatch(entry):
            ip_network(entry.strip("[]"), strict=False)
    return entries


Folder = Annotated[Path, AfterValidator(_absolute)]
Root = Annotated[str, AfterValidator(_root)]


@dataclass(frozen=True, slots=True)
class SettingShown:
    """A setting for whoever may see them; of a secret only whether it is set."""

    name: str  # in the environment
    value: Any
    default: Any
    description: str
    given: bool  # by the environment or `.env`; otherwise it is the default
    secret: bool


class FromEnvironment(BaseSettings):
    """How settings are read: the environment before `.env`, an empty one as if it were not there."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )


class Settings(FromEnvironment):
    """Every setting; the name in the environment is the field's in capitals after REGIONSVAR_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX)

    corpus: Folder = Field(
        default=Path("docs_corpus"), validate_default=True, description="the folder of documents"
    )
    data: Folder = Field(
        default=Path("var"), validate_default=True, description="the folder that everything is written below"
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="a database's URL, such as postgresql://user:password@host/name; "
        "without it SQLite below the data folder",
    )
    today: date | None = Field(
        default=None, description="a date such as 2026-11-22, which replaces the clock"
    )
    log_level: LogLevel = Field(default="WARNING", description="one of DEBUG, INFO, WARNING and ERROR")
    openai_api_key: SecretStr | None = Field(
        default=None,
        description="the key of an OpenAI-compatible service",
    )
    openai_base_url: Root | None = Field(
        default=None,
        description="the address of an OpenAI-compatible service, such as http://127.0.0.1:11434/v1",
    )
    chat_model: str | None = Field(
        default=None, description="the name of a chat model; without it none is used"
    )
    embedding_model: str | None = Field(
        default=None, description="the name of an embedding model; without it the built-in one is used"
    )
    embedding_weight: float = Field(
        default=0.1,
        ge=0,
        le=10,
        description="how much an embedding model's likenesses weigh against the words, from 0 to 10",
    )
    embedding_passage_prefix: str = Field(
        default="", description='what an embedding model wants before a passage, such as "passage: "'
    )
    embedding_question_prefix: str = Field(
        default="", description='what an embedding model wants before a question, such as "query: "'
    )
    embedding_question_s: float = Field(
        default=1, gt=0, le=60, description="the seconds that a question's vector is waited for, to 60"
    )
    embedding_batch_s: float = Field(
        default=30, gt=0, le=600, description="the seconds that a request of an ingest may take, to 600"
    )
    embedding_batch_texts: int = Field(
        default=64, ge=1, le=2048, description="how many passages one request embeds, to 2048"
    )
    embedding_batch_chars: int = Field(
        default=50_000, ge=1000, le=1_000_000, description="the characters of one request, from 1000"
    )
    embedding_calls_per_minute: int = Field(
        default=3000, ge=0, description="requests for vectors a minute; 0 for as many as needed"
    )
    embedding_price: float = Field(
        default=0, ge=0, description="what a million tokens of embedded text cost, for an ingest's report"
    )
    model_prompt_tokens: int = Field(
        default=1500, ge=800, le=100_000, description="tokens of a prompt with its sources at most, from 800"
    )
    model_reply_tokens: int = Field(
        default=350, ge=50, le=4000, description="tokens of a reply at most, from 50 to 4000"
    )
    model_first_s: float = Field(
        default=8, gt=0, le=300, description="the seconds until the first word of a model, to 300"
    )
    model_gap_s: float = Field(
        default=5, gt=0, le=300, description="the seconds that a model may be silent within a reply, to 300"
    )
    model_total_s: float = Field(
        default=20, gt=0, le=600, description="the seconds that a whole reply of a model may take, to 600"
    )
    model_second_look_s: float = Field(
        default=10,
        ge=0,
        le=300,
        description="the seconds that a model may take to look for other words where the documents are "
        "silent, to 300; 0 for not at all",
    )
    model_calls_per_day: int = Field(
        default=5000, ge=0, description="how often a model is called in a day; 0 for as often as needed"
    )
    model_calls_per_asker: int = Field(
        default=100, ge=0, description="how often in a day for one asker; 0 for as often as needed"
    )
    model_calls_per_minute: int = Field(
        default=0, ge=0, description="how often a process calls a model in a minute; 0 for as often as needed"
    )
    model_price_prompt: float = Field(
        default=0, ge=0, description="what a million tokens of prompts cost, for the cost of each answer"
    )
    model_price_reply: float = Field(
        default=0, ge=0, description="what a million tokens of replies cost, for the cost of each answer"
    )
    model_cost_per_day: float = Field(
        default=0,
        ge=0,
        description="the most that a model may cost in a day, in the currency of the prices; 0 for no limit",
    )
    telegram_token: SecretStr | None = Field(default=None, description="the token that @BotFather gave")
    telegram_api_url: Root = Field(
        default="https://api.telegram.org",
        description="the root of a Bot API server, such as http://127.0.0.1:8081",
    )
    telegram_webhook_url: Root | None = Field(
        default=None, description="an https address that Telegram can reach"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None, description="1 to 256 letters, digits, _ or -, that Telegram sends along"
    )
    telegram_messages_per_s: float = Field(
        default=27, gt=0, le=1000, description="messages a second that this process sends at most, to 1000"
    )
    telegram_chat_messages_per_s: float = Field(
        default=1, gt=0, le=1000, description="messages a second that one chat gets at most, to 1000"
    )
    telegram_late_min: float = Field(
        default=5, gt=0, description="the age, in minutes, at which a question is answered with an apology"
    )
    telegram_stale_h: float = Field(
        default=12, gt=0, description="the age, in hours, at which a question is not answered any more"
    )
    lexicon: Folder | None = Field(
        default=None, description="a file of tab-separated words, added to our own"
    )
    public_url: Root | None = Field(
        default=None, description="the address under which people reach the web page"
    )
    bind: str = Field(default="127.0.0.1", min_length=1, description="the network address to listen on")
    port: int = Field(
        default=8000, ge=0, le=65535, description="a port number from 0 (any free one) to 65535"
    )
    trusted_proxies: str | None = Field(
        default=None,
        description="the addresses or networks of proxies, with commas between them, that are believed when "
        "they say where a request comes from; without it none is",
    )
    admin_url: Root | None = Field(
        default=None,
        description="the address of the server that `regionsvar admin` drives, such as "
        "https://svar.example.se; without it, what lies on this machine",
    )
    admin_key: SecretStr | None = Field(
        default=None, description="the key that `regionsvar admin` shows to that server"
    )
    telegram_allow: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="the numbers of the people and groups that are answered, with commas between them",
    )
    telegram_questions_per_minute: int = Field(
        default=20, ge=1, le=600, description="how many messages of one person are answered in a minute"
    )
    telegram_question_chars: int = Field(
        default=600, ge=20, le=4096, description="how long a question may be, in characters"
    )
    telegram_memory_minutes: int = Field(
        default=120, ge=1, le=10080, description="for how long a question may be followed up, in minutes"
    )
    sources_allow_private: Annotated[frozenset[str], NoDecode, AfterValidator(_hosts)] = Field(
        default=frozenset(),
        description="hosts, addresses or networks (10.1.0.0/16) that sources may be fetched from although "
        "they are not public, with commas between them",
    )
    source_ports: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset({80, 443}),
        description="the ports that sources are fetched from, with commas between them",
    )
    source_mb: float = Field(
        default=20, gt=0, le=100, description="the megabytes that one address of a source may have, to 100"
    )
    source_seconds: float = Field(
        default=60, gt=0, le=600, description="the seconds that one address of a source may take, to 600"
    )
    source_pages: int = Field(
        default=1000, ge=1, le=50_000, description="the most addresses of one source, from 1 to 50000"
    )
    source_delay_s: float = Field(
        default=1, ge=0, le=60, description="the seconds between two requests to one site, from 0 to 60"
    )
    snapshots_kept: int = Field(
        default=KEPT, ge=1, le=50, description="how many previous snapshots are kept to go back to, 1 to 50"
    )
    snapshots_mb: int = Field(
        default=KEPT_MB,
        ge=1,
        description="the disk that all snapshots may take together, in megabytes; the current one, the one "
        "before it and the newest that waits for approval stay in any case",
    )
    hold_removed_share: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="the share of the passages, 0 to 1, above which a refresh that would remove them waits "
        "for approval",
    )
    kept_days: int = Field(
        default=30, ge=1, le=365, description="the days after which what is kept of an unused chat goes"
    )
    job_days: int = Field(
        default=30, ge=1, le=3650, description="the days after which jobs that have ended are forgotten"
    )
    upload_mb: int = Field(
        default=50, ge=1, le=100, description="the largest file that may be uploaded, in megabytes, to 100"
    )
    upload_files: int = Field(
        default=50, ge=1, le=1000, description="how many files one request may upload, to 1000"
    )
    documents_mb: int = Field(
        default=5000, ge=1, description="the megabytes that all versions of uploaded documents may take"
    )
    document_versions: int = Field(
        default=20, ge=1, le=1000, description="how many versions of a document are kept, to 1000"
    )

    @field_validator("telegram_allow", "sources_allow_private", "source_ports", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    def shown(self) -> dict[str, Any]:
        """Every setting by its name in the environment; of a secret only whether it is set."""
        return {name_of(field): _shown(getattr(self, field)) for field in type(self).model_fields}

    def described(self) -> tuple[SettingShown, ...]:
        """Every setting with what it means; of a secret only whether it is set."""
        return tuple(
            SettingShown(
                name_of(field),
                _shown(getattr(self, field)),
                _shown(known.default),
                known.description or "",
                field in self.model_fields_set,
                known.annotation in (SecretStr, SecretStr | None),
            )
            for field, known in type(self).model_fields.items()
        )

    def environment(self) -> dict[str, str]:
        """The environment from which another process reads the same settings, secrets included."""
        values = {name_of(field): getattr(self, field) for field in type(self).model_fields}
        return {name: _written(value) for name, value in values.items() if value is not None}


class CustomaryNames(FromEnvironment):
    """What other programs call the same; ours win wherever either of them stands."""

    model_config = SettingsConfigDict(env_prefix="OPENAI_")

    api_key: SecretStr | None = None
    base_url: Root | None = None


def read_settings() -> Settings:
    """The settings of this process. Raises SettingsWrong."""
    problems: list[str] = []
    own = _read(Settings, problems)
    customary = _read(CustomaryNames, problems)
    if own is None or customary is None:
        raise SettingsWrong("\n".join(problems))
    taken = {
        "openai_api_key": own.openai_api_key or customary.api_key,
        "openai_base_url": own.openai_base_url or customary.base_url,
    }
    return own.model_copy(update={name: value for name, value in taken.items() if value is not None})


def _read(kind: type[Read], problems: list[str]) -> Read | None:
    try:
        return kind()
    except ValidationError as error:
        problems.extend(_explained(kind, problem) for problem in error.errors())
        return None


def _explained(kind: type[BaseSettings], problem: Any) -> str:
    """A setting, why it cannot be used, and what it must be; never its value, which may be a secret."""
    field = str(problem["loc"][0])
    name = f"{kind.model_config.get('env_prefix', '')}{field}".upper()
    meaning = kind.model_fields[field].description
    return f"{name}: {problem['msg']}." + (f" It must be {meaning}." if meaning else "")


def name_of(field: str) -> str:
    """A setting's name in the environment."""
    return PREFIX + field.upper()


def _written(value: object) -> str:
    """A value as it is read from the environment."""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(_shown(value))


def _shown(value: object) -> object:
    if isinstance(value, SecretStr):
        return "(set)"
    if isinstance(value, frozenset):
        return ",".join(str(each) for each in sorted(value))
    if isinstance(value, date | Path):
        return str(value)
    return NAME_AND_PASSWORD.sub("(hidden)@", value) if isinstance(value, str) else value
