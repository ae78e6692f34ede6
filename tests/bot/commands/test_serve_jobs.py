"""The whole service with its worker: a job is followed, and an end in order leaves it to the next start."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.admin.keys import create_key
from bot.jobs.queue import list_jobs
from retrieval.index.lock import builder_lock
from tests.bot.commands.test_serve import address_told_by, serving_child
from tests.bot.conftest import Indexed
from tests.bot.jobs.processes import ANNA, administering, settings_of


def data_in(lines: Iterator[str]) -> Iterator[Any]:
    for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_service_that_ends_in_the_middle_of_a_job_ends_its_stream_and_its_worker_and_keeps_the_job(
    indexed: Indexed, tmp_path: Path
) -> None:
    own = Indexed(indexed.corpus, tmp_path / "data")
    shutil.copytree(indexed.data, own.data)
    with administering(settings_of(own.corpus, own.data)) as administration:
        with administration.writing() as session:
            key = create_key(session, "anna", "editor", ANNA, administration.now())[1]
        headers = {"Authorization": f"Bearer {key}"}
        with serving_child(own, tmp_path) as child, builder_lock(own.data, 0):
            _, address = address_told_by(child)
            api = f"{address}/api/admin"
            job = httpx.post(f"{api}/reindex", headers=headers, json={"mode": "all"}, timeout=30).json()
            with httpx.stream("GET", f"{api}/jobs/{job['id']}/events", headers=headers, timeout=60) as stream:
                seen = data_in(stream.iter_lines())
                while next(seen)["stage"] != "waiting":
                    pass
                child.send_signal(signal.SIGTERM)
                assert [each for each in seen if each["state"] != "running"] == []
            _, errors = child.communicate(timeout=30)
        with administration.reading() as session:
            left = list_jobs(session).items
    assert [(each.id, each.state, each.attempts) for each in left] == [(job["id"], "queued", 0)]
    assert (child.returncode in (0, -signal.SIGTERM), "Traceback" in errors) == (True, False)
