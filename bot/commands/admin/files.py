"""`regionsvar admin upload` and `download`: documents as files.

Files -> a form to /api/admin/documents; a document -> a file, whole or not at all.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated, Any, ClassVar

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, command
from bot.commands.admin.documents import Version, print_document
from bot.commands.admin.following import show_change
from bot.commands.admin.options import DocumentPath, Entry, NoIndex, Wait, entry_of
from bot.commands.admin.tables import size
from bot.commands.failing import FileUnwritable
from bot.commands.printing import print_text
from bot.wording import say
from retrieval.errors import RegionsvarError

if TYPE_CHECKING:
    import httpx

STANDARD_OUTPUT = Path("-")
commands = typer.Typer(rich_markup_mode=None)


class DownloadBroken(RegionsvarError):
    """What arrived is not what was sent."""

    reply: ClassVar[str] = "download_broken"


@command(commands, "upload")
def upload(
    call: Call,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True, show_default=False),
    ],
    folder: Annotated[
        str, typer.Option(help="Where they are put, below the corpus folder.", show_default=False)
    ] = "",
    path: Annotated[
        str | None,
        typer.Option("--as", help="The path of a single file, instead of its name.", metavar="PATH"),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Of a single file.", show_default=False)] = None,
    entry: Entry = None,
    no_index: NoIndex = False,
    wait: Wait = True,
) -> None:
    """Upload files, all or none; a document of the same path is replaced, its versions are kept."""
    if len(files) > 1 and (path or title):
        raise typer.BadParameter("It is for a single file.", param_hint="--as" if path else "--title")
    folder, names = _named(files, folder, path)
    said = entry_of(entry) | ({"title": title} if title else {})
    data = {"folder": folder} if folder else {}
    if said:
        data["metadata"] = json.dumps(dict.fromkeys(names, said))
    with call.server() as server, _opened(files) as contents:
        parts = [("files", part) for part in zip(names, contents, strict=True)]
        reply = server.send(
            "POST", "documents", form={"files": parts, "data": data}, patient=True, index=not no_index
        )
        show_change(call, server, reply, _print_uploads, wait=wait)


@command(commands, "download")
def download(
    call: Call,
    path: DocumentPath,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="The file to write, - for standard output; the document's name here if not given.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    version: Version = None,
) -> None:
    """Fetch a document as it was brought; a file that is there is replaced only by -o."""
    file = output or Path(path.rpartition("/")[2])
    if output is None and file.exists():
        raise typer.BadParameter(f"{file} is there already; -o {file} replaces it.", param_hint="-o")
    if file == STANDARD_OUTPUT and call.as_json:
        raise typer.BadParameter("The file itself takes standard output.", param_hint="--json")
    address = at("documents", document=path, then="content")
    with call.server() as server, server.opened(address, version=version) as response:
        if file == STANDARD_OUTPUT:
            sys.stdout.buffer.writelines(response.iter_bytes())
            return
        known = _written(response, file)
    call.show({"path": path, **known}, _print_downloaded)


def _named(files: Sequence[Path], folder: str, path: str | None) -> tuple[str, list[str]]:
    """The folder, and the files' names in it."""
    if path is None:
        return folder, [file.name for file in files]
    if folder:
        raise typer.BadParameter("--as names the folder too.", param_hint="--folder")
    folder, _, name = path.rpartition("/")
    return folder, [name]


@contextmanager
def _opened(files: Sequence[Path]) -> Iterator[list[IO[bytes]]]:
    with ExitStack() as stack:
        yield [stack.enter_context(file.open("rb")) for file in files]


def _written(response: "httpx.Response", file: Path) -> dict[str, Any]:
    """Keep a reply's content as a file, if it is the one that the server's ETag names."""
    digest, count = hashlib.sha256(), 0
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as part:
            try:
                for chunk in response.iter_bytes():
                    part.write(chunk)
                    digest.update(chunk)
                    count += len(chunk)
                part.flush()
                if response.headers.get("etag", "").strip('"') != digest.hexdigest():
                    raise DownloadBroken(f"{count} bytes came, of another content than was announced.")
                Path(part.name).chmod(0o644)
                Path(part.name).replace(file)
            finally:
                Path(part.name).unlink(missing_ok=True)
    except OSError as error:
        raise FileUnwritable(f"{file}: {error.strerror}") from error
    return {"file": str(file), "size": count, "digest": digest.hexdigest()}


def _print_downloaded(known: dict[str, Any]) -> None:
    print_text(say("en", "downloaded", file=known["file"], size=size(known["size"])))


def _print_uploads(reply: dict[str, Any]) -> None:
    for document in reply["documents"]:
        print_document(document)
        print_text("")
