"""Read a feed or a sitemap in a child process, which no file makes hang, swell or take others with it.

bytes -> ListFile. One child a list: lists are few beside the pages.
"""

import os
import subprocess
import sys
from pathlib import Path

from bot.sources.faults import FetchFailed
from bot.sources.list_file import ListFile, ListKind, from_json

TIME_LIMIT_S = 30.0
REFUSED = 2  # exit status of a child that read what is no list
PACKAGE_ROOT = Path(__file__).parents[2]


def read_apart(kind: ListKind, content: bytes, base: str, seconds: float = TIME_LIMIT_S) -> ListFile:
    """What a list holds. Raises FetchFailed with the reason."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.sources.worker", kind, base],
            input=content,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FetchFailed(f"The {kind} takes longer than {seconds:g} s to read.") from error
    except OSError as error:
        raise FetchFailed(f"The {kind} cannot be read here ({type(error).__name__}).") from error
    if done.returncode == REFUSED:
        raise FetchFailed(f"The {kind} cannot be read: {done.stderr.decode('utf-8', 'replace')[:300]}.")
    try:
        return from_json(done.stdout)
    except (ValueError, TypeError, KeyError) as error:
        raise FetchFailed(f"The {kind} cannot be read: it needs too much memory or time.") from error


def _environment() -> dict[str, str]:
    """Ours without keys and tokens."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGIONSVAR_", "OPENAI_"))
    }
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}
