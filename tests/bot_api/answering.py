"""How the bot answers queries: arguments of a call -> what a person is shown, or Telegram's refusal."""

import re
from typing import Any

from tests.bot_api.arguments import Arguments
from tests.bot_api.keyboards import checked_markup
from tests.bot_api.methods import Handler
from tests.bot_api.plain import Json
from tests.bot_api.queries import Queries, Results, Toast
from tests.bot_api.refusals import bad_request
from tests.bot_api.sending import check_contact
from tests.bot_api.texts import content_text
from tests.bot_api.world import World

TOAST_CHARACTERS = 200
MOST_RESULTS = 50
ID_BYTES = 64
OFFSET_BYTES = 64
DEFAULT_CACHE_S = 300
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Answering:
    """The methods that answer queries."""

    def __init__(self, world: World, queries: Queries) -> None:
        self._world = world
        self._queries = queries

    def methods(self) -> dict[str, Handler]:
        return {
            "answerCallbackQuery": self.answer_callback_query,
            "answerInlineQuery": self.answer_inline_query,
        }

    def answer_callback_query(self, arguments: Arguments) -> bool:
        if len(text := arguments.text("text")) > TOAST_CHARACTERS:
            raise bad_request("MESSAGE_TOO_LONG")
        is_alert, url = arguments.flag("show_alert"), arguments.text("url")
        toast = Toast(text, is_alert, url, arguments.number("cache_time") or 0, self._world.now())
        self._queries.answer_press(arguments.text("callback_query_id"), toast)
        return True

    def answer_inline_query(self, arguments: Arguments) -> bool:
        results = arguments.structure("results", "inline query results")
        if not isinstance(results, list):
            raise bad_request("expected an Array of inline query results")
        check_results(results)
        if len((offset := arguments.text("next_offset")).encode()) > OFFSET_BYTES:
            raise bad_request("NEXT_OFFSET_INVALID")
        button = arguments.structure("button", "inline query results button")
        _check_button(button)
        cache_s = arguments.number("cache_time")
        answer = Results(
            tuple(results), DEFAULT_CACHE_S if cache_s is None else cache_s,
            arguments.flag("is_personal"), offset, button, self._world.now(),
        )  # fmt: skip
        self._queries.answer_inline(arguments.text("inline_query_id"), answer)
        return True


def check_results(results: list[Any]) -> None:
    """At most fifty results, each with an id of its own and something to send."""
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id") or "") for result in results]
    if not all(1 <= len(one.encode()) <= ID_BYTES for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _check_result(result)


def sent_content(result: Json) -> Json:
    """What appears in the chat when a person chooses a result."""
    content = result.get("input_message_content")
    if content is None or "phone_number" in content:
        card = content or result
        names = ("phone_number", "first_name", "last_name", "vcard")
        return {"contact": {name: card[name] for name in names if card.get(name)}}
    return content_text(content).as_api()


def _check_result(result: Json) -> None:
    content = result.get("input_message_content")
    match result.get("type"):
        case "article":
            if not str(result.get("title") or "").strip():
                raise bad_request("ARTICLE_TITLE_EMPTY")
            if not content:
                raise bad_request("can't parse inline query result: input message content is not specified")
        case "contact":
            check_contact(result)
        case kind:
            raise bad_request(f'type "{kind}" is unsupported for the inline query result')
    if content:
        check_contact(content) if "phone_number" in content else content_text(content)
    if markup := result.get("reply_markup"):
        checked_markup(markup)


def _check_button(button: Any) -> None:
    """The button above the results leads into the private chat, with a start parameter."""
    if button is None:
        return
    if not str(button.get("text") or "").strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if "web_app" not in button and not START_PARAMETER.fullmatch(button.get("start_parameter") or ""):
        raise bad_request("START_PARAM_INVALID")
