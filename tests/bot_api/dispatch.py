"""A request of the bot -> the method it names -> the answer, or what a test planned instead of it."""

import asyncio
import json
import logging
import re
from collections.abc import Mapping

from tests.bot_api.arguments import Arguments, arguments_of
from tests.bot_api.faults import Fault, Faults
from tests.bot_api.methods import Handler
from tests.bot_api.receiving import Waited
from tests.bot_api.refusals import Refused
from tests.bot_api.wire import Request, Response
from tests.bot_api.world import Call, World

ADDRESS = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>[A-Za-z]+)")
TOKEN = re.compile(r"\d+:[\w-]+")
NOT_FOUND = Refused(404, "Not Found")
UNKNOWN_METHOD = Refused(404, "Not Found: method not found")
UNAUTHORIZED = Refused(401, "Unauthorized")
BROKEN = Refused(500, "Internal Server Error")

log = logging.getLogger(__name__)


class Dispatcher:
    """Answers requests one by one, as many at a time as come."""

    def __init__(
        self,
        token: str,
        world: World,
        faults: Faults,
        handlers: Mapping[str, Handler],
        waited: Mapping[str, Waited],
    ) -> None:
        self._token, self._world, self._faults = token, world, faults
        self._names = {name.lower(): name for name in (*handlers, *waited)}
        self._handlers, self._waited = handlers, waited
        self.broken: list[Exception] = []  # faults of this server itself

    async def __call__(self, request: Request) -> Response | None:
        address = ADDRESS.fullmatch(request.path)
        if address is None or not TOKEN.fullmatch(address["token"]):
            return _error(NOT_FOUND)
        if address["token"] != self._token:
            return _error(UNAUTHORIZED)
        if (method := self._names.get(address["method"].lower())) is None:
            return _error(UNKNOWN_METHOD)
        try:
            arguments = arguments_of(request.query, request.headers.get("content-type", ""), request.body)
        except Refused as refusal:
            return _error(refusal)
        response = await self._answer(method, arguments, request)
        self._record(method, arguments, response)
        return response

    def call(self, said: Mapping[str, object]) -> None:
        """Do what a bot asked for in its answer to a webhook; it learns nothing of how it went."""
        fields = {n: v if isinstance(v, str) else json.dumps(v) for n, v in said.items() if n != "method"}
        method = self._names.get(str(said["method"]).lower(), "")
        if method in self._handlers:
            response = self._done(method, Arguments(fields))
            self._record(method, Arguments(fields), response)

    async def _answer(self, method: str, arguments: Arguments, request: Request) -> Response | None:
        """Do what is asked, with what a test planned before, instead and after."""
        fault = self._faults.take(method, arguments.fields)
        if fault.wait_s:
            await asyncio.sleep(fault.wait_s)
        if fault.is_cut or fault.page or fault.refusal:
            return _instead(fault)
        if method in self._waited:
            response = await self._done_waiting(method, arguments, request)
        else:
            response = self._done(method, arguments)
        if fault.late_s:
            await asyncio.sleep(fault.late_s)
        return None if fault.is_answer_lost else response

    def _done(self, method: str, arguments: Arguments) -> Response:
        try:
            with self._world.changing(self._chat_id(arguments)):
                return _result(self._handlers[method](arguments))
        except Exception as error:
            return self._failed(error)

    async def _done_waiting(self, method: str, arguments: Arguments, request: Request) -> Response:
        try:
            return _result(await self._waited[method](arguments, request.is_gone))
        except Exception as error:
            return self._failed(error)

    def _failed(self, error: Exception) -> Response:
        if isinstance(error, Refused):
            return _error(error)
        log.error("the Bot API server itself failed", exc_info=error)
        self.broken.append(error)
        return _error(BROKEN)

    def _record(self, method: str, arguments: Arguments, response: Response | None) -> None:
        """Remember the call; of polling, only how often it was done is kept elsewhere."""
        if method != "getUpdates":
            status = response.status if response else 0
            chat_id = self._chat_id(arguments)
            with self._world.changing(chat_id):
                self._world.calls.append(Call(method, self._world.now(), chat_id, status))

    def _chat_id(self, arguments: Arguments) -> int | None:
        """The chat that a call is about, also when it is called by its public name."""
        chat = self._world.chat_called(arguments.text("chat_id"))
        return chat.id if chat else arguments.number("chat_id")


def _instead(fault: Fault) -> Response | None:
    if fault.is_cut:
        return None
    return fault.page or _error(fault.refusal or BROKEN)


def _result(result: object) -> Response:
    said = json.dumps({"ok": True, "result": result}, ensure_ascii=False)
    return Response(200, said.encode("utf-8", "surrogatepass"))


def _error(refusal: Refused) -> Response:
    return Response(refusal.code, json.dumps(refusal.body()).encode())
