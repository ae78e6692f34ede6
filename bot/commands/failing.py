"""Say in words what went wrong, and end with the right status: 1 failed, 2 wrong usage."""

import logging
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from bot.wording import say
from retrieval.errors import RegionsvarError

FAILED, WRONG_USAGE = 1, 2
WRONG_USAGES = frozenset({"settings_wrong", "input_wrong", "setting_missing"})  # errors, by their reply

log = logging.getLogger(__name__)


@contextmanager
def explained() -> Iterator[None]:
    """Whatever escapes a command becomes a sentence on standard error."""
    try:
        yield
    except RegionsvarError as error:
        log.debug("failed", exc_info=error)
        _end(sentence(error), WRONG_USAGE if error.reply in WRONG_USAGES else FAILED)
    except KeyboardInterrupt:
        _end("", FAILED)
    except Exception as error:  # ours to find: shown with a reference, in full only where it was asked for
        reference = uuid.uuid4().hex[:8]
        log.debug("reference %s", reference, exc_info=error)
        _end(f"{say('en', 'internal_error', reference=reference)} {say('en', 'internal_error_more')}", FAILED)


def sentence(error: RegionsvarError) -> str:
    """What a person at the command line reads; the detail is theirs, since they run the program."""
    return say("en", error.reply, detail=str(error), reference="-")


def _end(text: str, status: int) -> None:
    if text:
        sys.stderr.write(f"{text}\n")
    sys.exit(status)
