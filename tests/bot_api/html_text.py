"""Telegram's HTML: a source text -> plain text and entities, or the refusal that Telegram gives.

Tags, attributes, character references, the order of the checks and the wording of the refusals
follow Telegram's parser (tdlib, 2026). Offsets of entities are in UTF-16 units, offsets in refusals
in bytes of UTF-8.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.bot_api.entities import Entity, Formatted, checked_link, person_linked
from tests.bot_api.plain import units, within
from tests.bot_api.refusals import Refused, bad_request

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code",
    "pre": "pre", "a": "text_link", "span": "spoiler", "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji", "blockquote": "blockquote",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+));?")
RUN = re.compile(r"[^<&]+|&")
START_NAME = re.compile(r"<([^\s>]*)")
END_TAG = re.compile(r"</([^\s>]*)\s*")
ATTRIBUTE = re.compile(r"([^\s=>/\"']+)\s*")
VALUE = re.compile(r"=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<token>[A-Za-z0-9.-]*)(?=[\s>]))")
SPACE = re.compile(r"\s*")
REFERENCE_LIMIT = 0x10FFFF  # the first number that is left as it was written


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int  # in the plain text, UTF-16 units


def parse_html(source: str) -> Formatted:
    """Read a text in Telegram's HTML. Raises Refused with Telegram's words."""
    return _Parser(source).parse()


class _Parser:
    """One pass over a source text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._plain: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            self._step()()
        if self._open:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._plain)
        if re.search("[\ud800-\udfff]", text):
            raise _unparsed(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return Formatted(text, tuple(_without_language(entity) for entity in self._entities))

    def _step(self) -> Callable[[], None]:
        if self._source.startswith("</", self._at):
            return self._end_tag
        return self._start_tag if self._source[self._at] == "<" else self._characters

    def _characters(self) -> None:
        if (reference := REFERENCE.match(self._source, self._at)) and (said := _decoded(reference)):
            self._at = reference.end()
        else:
            run = RUN.match(self._source, self._at)
            assert run is not None
            said, self._at = run.group(), run.end()
        self._plain.append(said)
        self._length += units(said)

    def _start_tag(self) -> None:
        begin = self._at
        name = START_NAME.match(self._source, begin)
        assert name is not None
        tag, self._at = name.group(1).lower(), name.end()
        if self._at == len(self._source):
            raise self._error("Unclosed start tag at byte offset", begin)
        if tag not in KINDS:
            raise self._error(f'Unsupported start tag "{tag}" at byte offset', begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler" at byte offset', begin)
        self._open.append(_Open(tag, attributes, self._length))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Read up to and with the end of a start tag."""
        attributes: dict[str, str] = {}
        while not self._closes(begin):
            name = ATTRIBUTE.match(self._source, self._at)
            if name is None:
                raise self._error(f'Empty attribute name in the tag "{tag}" at byte offset', begin)
            self._at = name.end()
            attributes[name.group(1).lower()] = self._value(tag, begin)
        return attributes

    def _closes(self, begin: int) -> bool:
        """Whether the start tag ends here."""
        self._skip_space()
        if self._at == len(self._source):
            raise self._error("Unclosed start tag at byte offset", begin)
        closes = self._source[self._at] == ">"
        self._at += closes
        return closes

    def _value(self, tag: str, begin: int) -> str:
        """The value of an attribute, empty when it has none."""
        if not self._source.startswith("=", self._at):
            return ""
        if (value := VALUE.match(self._source, self._at)) is None:
            raise self._bad_value(tag, begin)
        self._at = value.end()
        if (token := value.group("token")) is not None:
            return str(token).lower()
        return REFERENCE.sub(
            lambda r: _decoded(r) or r.group(), value.group("double") or value.group("single") or ""
        )

    def _bad_value(self, tag: str, begin: int) -> Refused:
        self._at += 1
        self._skip_space()
        if self._at == len(self._source):
            return self._error(f'Unclosed start tag "{tag}" at byte offset', begin)
        if self._source[self._at] in "\"'":
            return self._error("Unclosed start tag at byte offset", begin)
        return self._error("Unexpected end of name token at byte offset", self._at)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag at byte offset", begin)
        end = END_TAG.match(self._source, begin)
        assert end is not None
        tag, self._at = end.group(1).lower(), end.end()
        if not self._source.startswith(">", self._at):
            raise self._error("Unclosed end tag at byte offset", begin)
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            found = f', expected "</{opened.tag}>", found "</{tag}>"'
            raise self._error("Unmatched end tag at byte offset", begin, found)
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        """Add what a tag means for the text between its start and its end."""
        entity = Entity(KINDS[opened.tag], opened.offset, self._length - opened.offset)
        given = opened.attributes
        match opened.tag:
            case "a" if person := person_linked(given.get("href", "")):
                entity = replace(entity, type="text_mention", user_id=person)
            case "a":
                if not (url := checked_link(given.get("href") or self._since(opened))):
                    return
                entity = replace(entity, url=url)
            case "tg-emoji":
                if not re.fullmatch(r"0*[1-9]\d*", number := given.get("emoji-id", "")):
                    raise _unparsed("Invalid custom emoji identifier specified")
                entity = replace(entity, custom_emoji_id=number)
            case "blockquote" if "expandable" in given:
                entity = replace(entity, type="expandable_blockquote")
            case "pre" if language := self._language_inside(entity):
                entity = replace(entity, language=language)
            case "code":
                entity = replace(entity, language=_language(given))
        self._entities.append(entity)

    def _since(self, opened: _Open) -> str:
        return within("".join(self._plain), opened.offset, self._length - opened.offset)

    def _language_inside(self, pre: Entity) -> str:
        """The language of a <pre> that holds nothing but a <code>, which it swallows."""
        last = self._entities[-1] if self._entities else None
        if last and last.type == "code" and (last.offset, last.length) == (pre.offset, pre.length):
            return self._entities.pop().language
        return ""

    def _skip_space(self) -> None:
        space = SPACE.match(self._source, self._at)
        assert space is not None
        self._at = space.end()

    def _error(self, reason: str, at: int, more: str = "") -> Refused:
        return _unparsed(f"{reason} {len(self._source[:at].encode())}{more}")


def _without_language(entity: Entity) -> Entity:
    """Only <pre> shows a language."""
    return replace(entity, language="") if entity.type == "code" else entity


def _language(attributes: dict[str, str]) -> str:
    said = attributes.get("class", "")
    return said.removeprefix("language-") if said.startswith("language-") else ""


def _decoded(reference: re.Match[str]) -> str:
    """The character that a reference stands for, empty when Telegram leaves it as written."""
    if name := reference.group("name"):
        return NAMED.get(name, "")
    hexadecimal, decimal = reference.group("hex"), reference.group("decimal")
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if 0 < number < REFERENCE_LIMIT else ""


def _unparsed(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")
