"""Keyboards: the reply_markup of a call -> the keyboard as it is shown, or Telegram's refusal."""

from dataclasses import dataclass
from typing import Any

from tests.bot_api.arguments import Arguments
from tests.bot_api.entities import checked_link, person_linked
from tests.bot_api.plain import Json
from tests.bot_api.refusals import bad_request

MOST_BUTTONS = 100
WIDEST_ROW = 8
DATA_BYTES = 64
COPY_CHARACTERS = 256
PLACEHOLDER_CHARACTERS = 64
KINDS = ("callback_data", "url", "copy_text", "switch_inline_query",
         "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "web_app", "login_url",
         "pay", "callback_game")  # fmt: skip
STYLES = frozenset({"", "danger", "success", "primary"})
OTHER_KEYBOARDS = frozenset({"keyboard", "remove_keyboard", "force_reply"})


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: what it says, what it does, and with which value."""

    text: str
    kind: str
    value: str

    def to_dict(self) -> Json:
        return {"text": self.text, "kind": self.kind, "value": self.value}


Keyboard = tuple[tuple[Button, ...], ...]


def reply_markup(arguments: Arguments) -> Json | None:
    """The keyboard of a call after its checks, None when there is none."""
    markup = arguments.structure("reply_markup", "reply keyboard markup")
    return None if markup is None else checked_markup(markup)


def inline_keyboard(arguments: Arguments) -> Json | None:
    """The keyboard of a call that takes no other kind; an empty one is none."""
    markup = reply_markup(arguments)
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if any(markup["inline_keyboard"]) else None


def checked_markup(markup: Any) -> Json:
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"])
    elif not OTHER_KEYBOARDS & markup.keys():
        raise bad_request("can't parse reply keyboard markup")
    if len(markup.get("input_field_placeholder") or "") > PLACEHOLDER_CHARACTERS:
        raise bad_request("reply markup input field placeholder is too long")
    return markup


def buttons_of(markup: Json | None) -> Keyboard:
    """The rows of a keyboard as a person sees them; of either kind, empty for none."""
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []
    return tuple(tuple(_button(button) for button in row) for row in rows if row)


def _button(button: Json | str) -> Button:
    if isinstance(button, str):
        return Button(button, "text", button)
    kind = next((kind for kind in KINDS if kind in button), "text")
    value = button["copy_text"]["text"] if kind == "copy_text" else button.get(kind, button["text"])
    return Button(button["text"], kind, str(value))


def _check_inline(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise _unparsed('Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    kinds = [kind for kind in KINDS if kind in button]
    if len(kinds) != 1:
        raise _unparsed(
            "Text buttons are unallowed in the inline keyboard" if not kinds else f"Buttons of kinds {kinds}"
        )
    if (button.get("style") or "") not in STYLES:
        raise _unparsed("Invalid button style specified")
    _check_value(kinds[0], button[kinds[0]])


def _check_value(kind: str, value: Any) -> None:
    match kind:
        case "callback_data" if not isinstance(value, str) or not 1 <= len(value.encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text" if not _copyable(value):
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "url" if not _opens(value):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        case "switch_inline_query" | "switch_inline_query_current_chat" if not isinstance(value, str):
            raise _unparsed(f'Field "{kind}" must be of type String')


def _copyable(value: Any) -> bool:
    text = value.get("text") if isinstance(value, dict) else None
    return isinstance(text, str) and 1 <= len(text) <= COPY_CHARACTERS


def _opens(value: Any) -> bool:
    """Whether a button may open this address; a person's profile is one."""
    if not isinstance(value, str):
        return False
    return bool(person_linked(value) or checked_link(value))


def _unparsed(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
