"""Write the address of what is asked for: names of any characters -> a path below /api/admin/."""

from urllib.parse import quote

from bot.commands.admin.refusals import CallWrong


def at(*parts: str, document: str | None = None, then: str | None = None) -> str:
    """An address below /api/admin/, whatever characters its parts hold. Raises CallWrong.

    A document's slashes stay. A part that is empty or only dots would mean another address.
    """
    whole = [*parts, *(document.split("/") if document is not None else ()), *([then] if then else ())]
    for part in whole:
        if part.strip(".") == "":
            raise CallWrong(f"{document or part!r} is no name that anything can have.")
    return "/".join(quote(part, safe="") for part in whole)
