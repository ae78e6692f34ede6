"""Take a form with files apart while it arrives, so that nothing of it waits in memory or in another folder.

Content type, chunks of bytes -> Parts (RFC 7578). Each part's data has to be read before the next part comes.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from bot.admin.refusal import AdminRefused

if TYPE_CHECKING:  # it stands there for the checker alone
    from python_multipart.multipart import MultipartCallbacks

REMEDY = "Send a form of type multipart/form-data with the files in the field `files`."
Event = tuple[str, bytes]  # begin (with the disposition), data, end


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a form."""

    name: str
    filename: str | None  # None for a field that is no file
    chunks: Iterator[bytes]


def parts_of(content_type: str, chunks: Iterable[bytes]) -> Iterator[Part]:
    """The parts in their order. Raises AdminRefused for what is no whole form."""
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise _malformed("The request's body is no form with files.", "Content-Type")
    events = _events(options[b"boundary"], chunks)
    for event, disposition in events:
        if event == "begin":
            data = _data(events)
            yield _part(disposition, data)
            for _ in data:  # what the caller left
                pass


def _part(disposition: bytes, data: Iterator[bytes]) -> Part:
    _, options = parse_options_header(disposition.decode("latin-1"))
    if b"name" not in options:
        raise _malformed("A part of the form has no name.")
    filename = options.get(b"filename")
    return Part(_text(options[b"name"]), None if filename is None else _text(filename), data)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("A name in the form is not written in UTF-8.") from None


def _data(events: Iterator[Event]) -> Iterator[bytes]:
    for event, data in events:
        if event == "end":
            return
        yield data


def _events(boundary: bytes, chunks: Iterable[bytes]) -> Iterator[Event]:
    """What the parser comes upon, chunk by chunk. Raises AdminRefused if the form breaks off."""
    heard = _Heard()
    try:
        parser = MultipartParser(boundary, heard.callbacks())
        for chunk in chunks:
            parser.write(chunk)
            while heard.events:
                yield heard.events.popleft()
    except FormParserError as error:
        raise _malformed("The form cannot be taken apart.") from error
    if not heard.ended:
        raise _malformed("The form breaks off before its end.")


class _Heard:
    """Collects what the parser tells."""

    def __init__(self) -> None:
        self.events: deque[Event] = deque()
        self.ended = False
        self._field, self._value, self._disposition = b"", b"", b""

    def callbacks(self) -> "MultipartCallbacks":
        """By the names that the parser knows."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_field,
            "on_header_value": self._on_value,
            "on_header_end": self._on_header,
            "on_headers_finished": lambda: self.events.append(("begin", self._disposition)),
            "on_part_data": lambda data, start, end: self.events.append(("data", data[start:end])),
            "on_part_end": lambda: self.events.append(("end", b"")),
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._field, self._value, self._disposition = b"", b"", b""

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field, self._value = b"", b""

    def _end(self) -> None:
        self.ended = True


def _malformed(reason: str, field: str = "files") -> AdminRefused:
    return AdminRefused("invalid", reason, REMEDY, field)
