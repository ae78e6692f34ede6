"""A conversation as an HTML page in the look of a chat, of which a browser can take a picture.

What `BotApi.conversation` recorded -> one page that loads nothing from anywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from tests.bot_api.plain import Json
from tests.bot_api.shown import as_html

ZONE = ZoneInfo("Europe/Stockholm")
# drawn, since a machine that takes pictures may have no letters for them
THUMB = (
    '<path d="M2 10h3v9H2zM7 10l4-8c1.5 0 2.6 1.1 2.3 2.8L12.7 8H18c1.1 0 1.9 1 1.7 2.1l-1.4 7.2'
    'c-.2 1-1 1.7-2 1.7H7z"/>'
)
COPY = '<path d="M4 1h7v2H6v8H4zM8 5h8v13H8z"/>'
AWAY = '<path d="M7 4h9v9h-2V7.4L5.7 15.7 4.3 14.3 12.6 6H7z"/>'
SIGNS = {"url": AWAY, "copy_text": COPY, "switch_inline_query": AWAY}
THUMBS = {"👍": "", "👎": ' style="transform: rotate(180deg)"'}
NO_TEXT = {
    "photo": "Foto", "voice": "Röstmeddelande", "sticker": "Klistermärke", "location": "Plats",
    "document": "Fil", "poll": "Omröstning", "video": "Film",
}  # fmt: skip
STYLE = """
:root { color-scheme: light; font: 15px/1.38 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: #d5dfc9; }
main { width: 460px; margin: 0 auto; padding: 0 12px 20px; }
header { position: sticky; top: 0; display: flex; gap: 10px; align-items: center; margin: 0 -12px 12px;
  padding: 10px 14px; background: #fff; box-shadow: 0 1px 2px #0002; }
.face { display: grid; place-items: center; flex: none; width: 40px; height: 40px; border-radius: 50%;
  background: #3a6ea5; color: #fff; font-weight: 600; }
header b { display: block; } header small { color: #5b6b73; }
.day { width: max-content; margin: 10px auto; padding: 2px 10px; border-radius: 12px;
  background: #0000003d; color: #fff; font-size: 13px; }
.message { display: flow-root; max-width: 88%; margin: 4px 0; }
.own { margin-left: auto; }
.bubble { display: flow-root; padding: 7px 11px 5px; border-radius: 14px; background: #fff;
  box-shadow: 0 1px 1px #0001; white-space: pre-wrap; overflow-wrap: anywhere; }
.own .bubble { width: max-content; max-width: 100%; margin-left: auto; background: #e8fdd3; }
.name { display: block; color: #3a6ea5; font-weight: 600; }
.bubble a { color: #1f67a8; text-decoration: none; }
blockquote { margin: 4px 0 2px; padding: 3px 8px; border-left: 3px solid #3a6ea5; border-radius: 5px;
  background: #3a6ea512; font-size: 14px; }
time { float: right; margin: 6px 0 0 12px; color: #74838a; font-size: 12px; }
.card { display: flex; gap: 10px; align-items: center; min-width: 240px; }
.card small { display: block; color: #5b6b73; }
.card + .open { margin-top: 6px; padding-top: 5px; border-top: 1px solid #e2e8eb; color: #1f67a8;
  text-align: center; font-weight: 500; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.row span { position: relative; flex: 1; padding: 7px 10px; border-radius: 9px; background: #61785a99;
  color: #fff; text-align: center; font-size: 14px; font-weight: 500; }
.row svg { width: 19px; height: 19px; vertical-align: -3px; fill: #fff; }
.row i { position: absolute; top: -1px; right: 5px; } .row i svg { width: 10px; height: 10px; }
.no-text { color: #5b6b73; font-style: italic; }
"""


def page(conversation: Sequence[Json], title: str = "Regionsvar") -> str:
    """The whole page; what people deleted is not on it."""
    shown = "\n".join(_days(message for message in conversation if not message["is_deleted"]))
    return (
        f'<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body><main>\n<header>{_face(title)}"
        f"<div><b>{escape(title)}</b><small>bot</small></div></header>\n{shown}\n</main></body></html>\n"
    )


def _days(messages: Iterable[Json]) -> Iterator[str]:
    """The messages, with the day above those of each day."""
    day = None
    for message in messages:
        moment = datetime.fromtimestamp(message["sent_at"], ZONE)
        if moment.date() != day:
            day = moment.date()
            yield f'<div class="day">{day.isoformat()}</div>'
        yield _message(message, moment)


def _message(message: Json, moment: datetime) -> str:
    side = "" if message["is_bot"] else " own"
    edited = "ändrat " if message["times_edited"] else ""
    time = f"<time>{edited}{moment:%H:%M}</time>"
    rows = "".join(_row(row) for row in message["keyboard"])
    return f'<div class="message{side}"><div class="bubble">{_inside(message)}{time}</div>{rows}</div>'


def _inside(message: Json) -> str:
    if contact := message["content"].get("contact"):
        return _card(contact)
    said = as_html(message["text"], tuple(message["entities"]))
    # the quote brings its own line break
    said = said.replace("\n<blockquote", "<blockquote").replace("</blockquote>\n", "</blockquote>")
    kind = NO_TEXT.get(message["kind"])
    above = f'<span class="no-text">{kind}</span>' if kind else ""
    return f"{above}\n{said}" if above and said else above or said


def _card(contact: Json) -> str:
    name = f"{contact['first_name']} {contact.get('last_name', '')}".strip()
    about = f"<b>{escape(name)}</b><small>{escape(contact['phone_number'])}</small>"
    return f'<div class="card">{_face(name)}<div>{about}</div></div><div class="open">Visa kontakt</div>'


def _row(buttons: Sequence[Json]) -> str:
    return f'<div class="row">{"".join(_button(button) for button in buttons)}</div>'


def _button(button: Json) -> str:
    text = button["text"]
    if text in THUMBS:
        return f"<span>{_drawn(THUMB, THUMBS[text])}</span>"
    sign = f"<i>{_drawn(SIGNS[button['kind']])}</i>" if button["kind"] in SIGNS else ""
    return f"<span>{escape(text)}{sign}</span>"


def _drawn(path: str, style: str = "") -> str:
    return f'<svg viewBox="0 0 21 21"{style}>{path}</svg>'


def _face(name: str) -> str:
    """The first letters, as Telegram shows who has no picture."""
    return f'<span class="face">{escape("".join(part[0] for part in name.split()[:2]))}</span>'
