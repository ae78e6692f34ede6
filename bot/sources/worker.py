"""The other end of `apart`: read one list from standard input, write what it lists to standard output.

Started as `python -m bot.sources.worker KIND BASE`. Exit status 2 with a sentence on standard error: no list.
"""

import sys

from bot.sources.list_file import ListFile, to_json

MEMORY_BYTES = 1 << 30
CPU_S = 30  # hard, whatever the parent does


def main(kind: str, base: str) -> int:
    """Read, within limits."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        read = _read(kind, content, base)
    except (ValueError, RecursionError, LookupError) as error:
        sys.stderr.write(str(error)[:300])
        return 2
    sys.stdout.buffer.write(to_json(read))
    return 0


def _read(kind: str, content: bytes, base: str) -> ListFile:
    if kind == "feed":
        from bot.sources.feeds import read_feed

        return read_feed(content, base)
    from bot.sources.sitemaps import read_sitemap

    return read_sitemap(content)


def _limit() -> None:
    """Bound memory and time where the system can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
