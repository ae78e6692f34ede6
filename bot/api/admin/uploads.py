"""Take in what an administrator uploads: a raw body, or a form with files.

Request -> StagedFiles with what was said of them. Whatever is refused leaves nothing behind.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any

import anyio
from fastapi import Request
from starlette.requests import ClientDisconnect

from bot.admin.administration import Administration
from bot.admin.paths import joined
from bot.admin.refusal import AdminRefused
from bot.admin.staging import StagedFile, full, stage
from bot.api.admin.multipart import Part, parts_of
from bot.settings import Settings
from bot.store.places import DatabaseUnavailable

IDLE_S = 60.0  # for the next piece of a body
AT_ONCE = 16  # uploads, of the forty threads in which also questions are answered
WAIT_S = 5  # for another to end
LONGEST_FIELD = 256 * 1024  # bytes of a field that is no file

_places = BoundedSemaphore(AT_ONCE)


@dataclass(slots=True)
class Upload:
    """A form with files, as far as it was read."""

    files: list[tuple[str, StagedFile]] = field(default_factory=list)  # by the files' own names
    fields: dict[str, str] = field(default_factory=dict)

    def paths(self) -> list[str]:
        """Where each file is to be kept. Raises AdminRefused where two would be one."""
        folder = self.fields.get("folder", "")
        paths = [joined(folder, name) for name, _ in self.files]
        if twice := [path for path in paths if paths.count(path) > 1]:
            raise AdminRefused("invalid", f"{twice[0]} comes twice.", "Send each file once.", "files")
        return paths

    def metadata(self) -> Mapping[str, Mapping[str, Any]]:
        """The catalogue's keys by the files' own names. Raises AdminRefused."""
        if "metadata" not in self.fields:
            return {}
        with suppress(ValueError, RecursionError):
            given = json.loads(self.fields["metadata"])
            known = {name for name, _ in self.files}
            if isinstance(given, dict) and known >= set(given) and all(map(_is_object, given.values())):
                return given
        raise AdminRefused(
            "invalid",
            "The metadata is no object with an object for each file.",
            'Send JSON such as {"plan.pdf": {"title": "Plan"}}, by the names of the files sent with it.',
            "metadata",
        )


def body_of(request: Request) -> Iterator[bytes]:
    """A request's body as it arrives, for a route that runs in a thread. Raises AdminRefused."""
    stream = request.stream()

    async def following() -> bytes | None:
        with anyio.fail_after(IDLE_S):
            return await anext(stream, None)

    while (chunk := _received(following)) is not None:
        yield chunk


def read_upload(settings: Settings, content_type: str, chunks: Iterator[bytes], upload: Upload) -> None:
    """Take in a whole form; what was staged stands in `upload` also where that fails. Raises AdminRefused."""
    for part in parts_of(content_type, chunks):
        if part.filename is not None and part.name == "files":
            _take_file(settings, part, upload)
        elif part.name in ("folder", "metadata") and part.name not in upload.fields:
            upload.fields[part.name] = _text_of(part)
        else:
            reason = f"The form's field {part.name[:100]} is unknown, comes twice or is no file."
            remedy = "Send files in `files`, and at most one `folder` and one `metadata`."
            raise AdminRefused("invalid", reason, remedy, part.name[:100])
    if not upload.files:
        raise AdminRefused("invalid", "The form holds no file.", "Send files in the field `files`.", "files")


@contextmanager
def left_behind(administration: Administration) -> Iterator[Upload]:
    """An upload of which nothing stays behind where the block fails. Raises AdminRefused: too many."""
    upload = Upload()
    with _one_of_few():
        try:
            yield upload
        except BaseException:
            _discard(administration, [staged for _, staged in upload.files])
            raise


@contextmanager
def _one_of_few() -> Iterator[None]:
    """Slow uploads take no thread that questions are answered in, but for a few."""
    if not _places.acquire(blocking=False):
        reason = f"{AT_ONCE} uploads are under way, and no more are taken in at once."
        raise AdminRefused("too_many", reason, "Try again in a few seconds.", None, WAIT_S)
    try:
        yield
    finally:
        _places.release()


def _discard(administration: Administration, files: Sequence[StagedFile]) -> None:
    from bot.admin.sweeping import discard

    with suppress(DatabaseUnavailable, OSError):  # then it is swept later
        if files:
            with administration.writing() as session:
                discard(session, files)


@contextmanager
def changing(administration: Administration) -> Iterator[Any]:
    """A transaction; a disk too full for it is the same to an administrator as one too full for a file."""
    try:
        with administration.writing() as session:
            yield session
    except DatabaseUnavailable as error:
        if not _is_full(error):
            raise
        raise full("The disk is full.") from error


def _is_full(error: DatabaseUnavailable) -> bool:
    """SQLite's result code 13, PostgreSQL's SQLSTATE 53100."""
    cause = getattr(error.__cause__, "orig", None)
    return getattr(cause, "sqlite_errorcode", None) == 13 or getattr(cause, "sqlstate", None) == "53100"


def _received(following: Any) -> bytes | None:
    try:
        chunk: bytes | None = anyio.from_thread.run(following)
        return chunk
    except (ClientDisconnect, TimeoutError):
        raise AdminRefused("invalid", "The upload broke off.", "Send it again; nothing was kept.") from None


def _take_file(settings: Settings, part: Part, upload: Upload) -> None:
    if len(upload.files) >= settings.upload_files:
        reason = f"A request may bring at most {settings.upload_files} files."
        remedy = "Send the others in a request of their own, or set REGIONSVAR_UPLOAD_FILES higher."
        raise AdminRefused("too_large", reason, remedy, "files")
    if not part.filename:
        raise AdminRefused("invalid", "A file in the form has no name.", "Send its name along.", "files")
    upload.files.append((part.filename, stage(settings, part.chunks)))


def _text_of(part: Part) -> str:
    content = b""
    for chunk in part.chunks:
        content += chunk
        if len(content) > LONGEST_FIELD:
            reason = f"The field {part.name} is longer than {LONGEST_FIELD} bytes."
            raise AdminRefused("too_large", reason, "Send less of it.", part.name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise AdminRefused("invalid", "The field is not UTF-8.", "Send UTF-8.", part.name) from None


def _is_object(value: object) -> bool:
    return isinstance(value, dict)
