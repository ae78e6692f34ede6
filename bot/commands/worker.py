"""`regionsvar worker`: do the jobs that administrators and sources ask for, until interrupted.

`serve` starts one by itself, attached to it by a pipe: a byte says that there is work, its end that `serve`
has ended.
"""

import os
import signal
import sys
import threading

from bot.admin.administration import Administration
from bot.commands.opening import opened_settings
from bot.jobs.working import Bell, Worker
from bot.wiring import Serving

BYTES = 4096  # of pokes that are read at once


def run(*, attached: bool) -> None:
    """Work until told to end."""
    settings = opened_settings()
    bell = Bell()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: bell.end())
    if attached:
        threading.Thread(target=_listen, args=(bell,), daemon=True).start()
    _warm()
    with Serving(settings) as serving:
        administration = Administration(settings, serving)
        try:
            Worker(administration, bell).run()
        finally:
            administration.close()


def _listen(bell: Bell) -> None:
    """Hear the parent: any byte is a ring, and silence for ever its end."""
    while os.read(sys.stdin.fileno(), BYTES):  # unbuffered: a lock on sys.stdin would abort our own exit
        bell.ring()
    bell.end()


def _warm() -> None:
    """Import what a job needs before there is one."""
    import retrieval.index.vectors
    import retrieval.registers.filling  # noqa: F401
