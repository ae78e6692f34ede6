"""A copy of the corrections beside the snapshots, for whoever reads snapshots without the database.

Corrections <-> data/corrections.json. The database is the truth; the copy is what was last known of it, so
that a retriever alone, and a service whose database is away, show nobody who was withdrawn.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file
from retrieval.errors import RegionsvarError
from retrieval.registers.corrections import Correction

COPY = "corrections.json"


class CorrectionsUnreadable(RegionsvarError):
    """Whether anything was corrected or withdrawn cannot be told, so nothing may be answered."""

    reply: ClassVar[str] = "database_unavailable"


@dataclass(frozen=True, slots=True)
class Kept:
    """The corrections that hold, as of a state of the database."""

    stamp: str  # another with every correction and every undoing
    corrections: tuple[Correction, ...]


NOTHING = Kept("", ())


def keep_copy(data: Path, kept: Kept) -> None:
    """Write the copy. Raises OSError."""
    data.mkdir(parents=True, exist_ok=True)
    replace_file(data / COPY, json.dumps(to_plain(kept), ensure_ascii=False, indent=1).encode())


def read_copy(data: Path) -> Kept | None:
    """The copy; None where there is none. Raises CorrectionsUnreadable if it is broken."""
    try:
        return from_plain(Kept, json.loads((data / COPY).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorrectionsUnreadable(f"{data / COPY}: {type(error).__name__} {error}") from error
