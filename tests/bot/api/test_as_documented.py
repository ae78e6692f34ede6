"""Whatever is asked of the interface, it answers as its own description says, and never with a fault of ours.

No random address of a source leads anywhere: nothing is fetched, since no worker belongs to the application.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.app import create_app
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.api.seeded import Seeded, seeded
from tests.databases import Server, named_server

SCHEMA = schemathesis.openapi.from_dict(create_app(Serving(Settings.model_construct())).openapi())
Operation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]
FOUND = [each.ok() for each in SCHEMA.get_all_operations()]  # type: ignore[union-attr]  # an error raises
OPERATIONS: dict[str, Operation] = {each.label: each for each in FOUND}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
RIGHT, WRONG = 8, 8  # requests of an operation's form, and of other forms
SENT = ("method", "url", "headers", "params", "json", "data", "files", "cookies")
NEEDS_THE_NETWORK = {"POST /api/admin/sources/preview"}


@pytest.fixture(scope="module")
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """On a server where there is one: PostgreSQL refuses more than SQLite does."""
    server: Server | None = request.getfixturevalue("postgresql") if named_server() else None
    if server:
        server.empty()
    with seeded(tmp_path_factory.mktemp("seeded"), server.shared if server else None) as made:
        yield made


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_reply_is_as_documented_and_some_succeed(there: Seeded, label: str) -> None:
    asking = Asking(there, OPERATIONS[label])
    asking.the_right_request()
    asking.of_the_right_form()
    asking.of_wrong_forms()
    succeeded = sum(count for status, count in asking.statuses.items() if status < 300)
    assert succeeded > 0 or label in NEEDS_THE_NETWORK, asking.statuses


class Asking:
    """Requests of one operation, each checked against the description."""

    def __init__(self, there: Seeded, operation: Operation) -> None:
        self.statuses: Counter[int] = Counter()
        self._there, self._operation = there, operation
        self._names = re.findall(r"\{(\w+)\}", operation.path)

    def the_right_request(self) -> None:
        """Written by hand, where random values please nobody."""
        if how := self._there.request(self._operation.label):
            method, path = self._operation.method.upper(), self._operation.path
            self._check(self._operation.Case(), method, path, headers=self._there.headers, **how)

    def of_the_right_form(self) -> None:
        """For what is there, with the examples of the description among them."""
        examples = self._operation.get_strategies_from_examples()
        right = self._operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        self._ask_many(RIGHT, st.one_of(right, *examples), st.just(True))

    def of_wrong_forms(self) -> None:
        """For what is there and for what is not; an operation that takes nothing has no wrong form."""
        wrong = self._operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        with suppress(Unsatisfiable):
            self._ask_many(WRONG, wrong, st.booleans())

    def _ask_many(self, most: int, cases: SearchStrategy[AnyCase], for_known: SearchStrategy[bool]) -> None:
        @seed(20261122)
        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(cases, for_known, st.booleans())
        def ask(case: AnyCase, known: bool, whatever_was_read: bool) -> None:
            if known and self._names:
                case.path_parameters = self._there.known(self._operation.label, self._names)
            if whatever_was_read:
                for name in ("If-Match", "If-None-Match"):
                    case.headers.pop(name, None)
            self._send(case)

        ask()

    def _send(self, case: AnyCase) -> None:
        sent = case.as_transport_kwargs(base_url=str(self._there.client.base_url))
        prepared = requests.Request(**{name: sent[name] for name in SENT if name in sent}).prepare()
        headers = {
            name: in_bytes(value) for name, value in {**prepared.headers, **self._there.headers}.items()
        }
        self._check(case, prepared.method, prepared.url, headers=headers, content=prepared.body)

    def _check(self, case: AnyCase, method: Any, url: Any, **how: Any) -> None:
        answer = self._there.client.request(method, url, **how)
        self.statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)


def in_bytes(value: str | bytes) -> bytes:
    """A header as a client would send it that knows no better."""
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")
