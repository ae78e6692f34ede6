"""Load files in a process of its own, one after the other, until the host closes the pipe.

stdin -> stdout, both in messages of `wire.py`. Run by `guard.py` and by nobody else.
"""

import os
import sys
from importlib.util import find_spec

from retrieval.corpus.loaders import load
from retrieval.corpus.loaders.wire import Reply, encode_reply, receive, send
from retrieval.errors import FileRefused


def main() -> None:
    """Answer each pair of name and content with a loaded file or a refusal."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not reach the pipe
    _limit_memory(int(sys.argv[1]))
    while (name := receive(requests)) is not None and (content := receive(requests)) is not None:
        send(replies, encode_reply(_load(content, name.decode("utf-8", "surrogatepass"))))


def _limit_memory(limit: int) -> None:
    """Where the system knows such limits: Linux does, Windows does not."""
    if find_spec("resource") is None:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _load(content: bytes, name: str) -> Reply:
    try:
        return load(content, name)
    except FileRefused as refusal:
        return refusal
    except MemoryError:
        return FileRefused("too_large", "more memory needed than allowed")
    except Exception as error:  # whatever a parser's bug raises is about this file alone
        return FileRefused("broken", f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
