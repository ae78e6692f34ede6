"""Say in words what went wrong, and end with the right status: 1 failed, 2 wrong usage."""

import logging
import sys
import uuid
from typing import ClassVar, NoReturn

from bot.wording import say
from retrieval.errors import RegionsvarError

FAILED, WRONG_USAGE = 1, 2
WRONG_USAGES = frozenset(
    {"settings_wrong", "input_wrong", "setting_missing", "correction_wrong", "admin_wrong"}
)  # errors, by their reply

log = logging.getLogger(__name__)


class FileUnwritable(RegionsvarError):
    """A file that the command was to write cannot be written."""

    reply: ClassVar[str] = "file_unwritable"


def end_with(error: BaseException) -> NoReturn:
    """Whatever escaped a command becomes a sentence on standard error and the exit status."""
    if isinstance(error, RegionsvarError):
        log.debug("failed", exc_info=error)
        _end(sentence(error), WRONG_USAGE if error.reply in WRONG_USAGES else FAILED)
    if isinstance(error, KeyboardInterrupt):
        _end("", FAILED)
    reference = uuid.uuid4().hex[:8]  # a fault of ours: shown in full only where that was asked for
    log.debug("reference %s", reference, exc_info=error)
    _end(f"{say('en', 'internal_error', reference=reference)} {say('en', 'internal_error_more')}", FAILED)


def tell(error: RegionsvarError) -> None:
    """Say on standard error what is no failure, and go on."""
    sys.stderr.write(f"{sentence(error)}\n")


def sentence(error: RegionsvarError) -> str:
    """What a person at the command line reads; the detail is theirs, since they run the program."""
    return say("en", error.reply, detail=str(error), reference="-")


def _end(text: str, status: int) -> NoReturn:
    if text:
        sys.stderr.write(f"{text}\n")
    sys.exit(status)
