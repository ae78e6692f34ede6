"""Jobs from the command line: followed, left, worked on here where nobody else does."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from bot.admin.administration import Administration
from bot.jobs.lease import Lease
from bot.settings import Settings
from bot.wiring import Serving
from bot.wording import keys, say
from tests.bot.commands.admin.conftest import Desk
from tests.bot.conftest import Ended, environment_with

FOREST = (
    "# Skog\n\nSkogsstödet är 4000 kronor per hektar och söks hos Region Exempel senast den 31 mars 2027.\n"
)


def test_an_upload_is_answered_from_when_the_command_ends(desk: Desk) -> None:
    (desk.folder / "skog.md").write_text(FOREST, encoding="utf-8")
    ended = desk("upload", "skog.md", "--json")
    assert ended.status == 0, ended.err
    made = json.loads(ended.out)
    assert (made["document"]["state"], made["job"]["state"]) == ("indexed", "done")
    assert made["documents"] == [made["document"]]
    assert stages_of(ended)
    tried = desk.json("try", "Hur stort är skogsstödet per hektar?")
    assert "4000 kronor" in tried["answer"]["answer"]
    assert tried["hits"][0]["document"] == "skog.md"
    assert tried["snapshot"] == made["job"]["snapshot"]
    assert "decision: " in desk("try", "Hur", "stort", "är", "skogsstödet?").out
    gone = desk("withdraw", "skog.md")
    assert (gone.status, gone.out.splitlines()[:2]) == (0, ["path: skog.md", "state: withdrawn"])
    assert "removed: skog.md" in gone.out
    snapshots = [each["id"] for each in desk.json("snapshots")["items"]]
    difference = desk.json("difference", snapshots[1], snapshots[0])
    assert [each["document"] for each in difference["documents"]["removed"]["items"]] == ["skog.md"]
    assert "documents removed:\n  " in desk("difference", snapshots[1], snapshots[0]).out
    assert desk.json("activate", snapshots[1])["pinned"] is True
    assert f"{snapshots[1]}  pinned " in desk("snapshots").out
    refused = desk("discard", snapshots[1])
    assert (refused.status, "activate another" in refused.err.lower()) == (1, True)
    assert desk.json("discard", snapshots[0]) == {"id": snapshots[0], "deleted": True}


def stages_of(ended: Ended) -> set[str]:
    """What was told of the job on standard error: the stages that were come upon, and nothing else."""
    told = set(ended.err.splitlines())
    assert told <= {say("en", key) for key in keys("en") if key.startswith("stage_")}
    return told


def test_a_file_that_no_answer_can_come_from_is_told_by_the_status(desk: Desk) -> None:
    (desk.folder / "tom.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    ended = desk("upload", "tom.pdf")
    assert ended.status == 1
    assert "state: refused\nreason: " in ended.out


def test_a_dry_run_tells_what_would_change_and_changes_nothing(desk: Desk) -> None:
    (desk.folder / "skog.md").write_text(FOREST, encoding="utf-8")
    desk.json("upload", "skog.md", "--no-index")
    before = desk.json("snapshots")
    told = desk.json("reindex", "--dry-run")
    assert [each["name"] for each in told["report"]["difference"]["documents"]["added"]["items"]]
    assert desk.json("snapshots") == before
    printed = desk("job", told["id"]).out
    assert "documents   1      0        0" in printed
    assert "added: skog.md" in printed


def test_jobs_are_listed_shown_and_cancelled(here: Desk) -> None:
    left = here("reindex", "--all", "--no-wait", "--json")
    job = json.loads(left.out)
    assert job["state"] == "queued"
    assert f"Job {job['id']} waits for a worker." in left.err
    assert [each["id"] for each in here.json("jobs", "--state", "queued")["items"]] == [job["id"]]
    assert f"{job['id']}  reindex  queued" in here("jobs").out
    assert here.json("cancel", job["id"])["state"] == "cancelled"
    followed = here("job", job["id"], "--follow")
    assert (followed.status, "state: cancelled" in followed.out) == (1, True)
    missing = here("cancel", "nonsense")
    assert (missing.status, "There is no job nonsense." in missing.err) == (1, True)


def test_a_job_that_was_left_is_taken_up_by_whoever_follows_it(here: Desk) -> None:
    job = here.json("reindex", "--no-wait")
    assert here.json("job", job["id"], "--follow")["state"] == "done"
    done = here("cancel", job["id"])
    assert (done.status, "The job has ended; its state is done. Start another" in done.err) == (1, True)


@contextmanager
def working_elsewhere(data: Path) -> Iterator[None]:
    """Another worker of the same data folder, that takes no job."""
    settings = Settings.model_construct(data=data)
    with Serving(settings) as serving:
        administration = Administration(settings, serving)
        lease = Lease(administration)
        try:
            with lease.held() as mine:
                assert mine
                yield
        finally:
            lease.close()
            administration.close()


@pytest.fixture
def data(here: Desk) -> Path:
    return Path(here.environment["REGIONSVAR_DATA"])


def test_while_another_worker_is_there_the_job_is_left_to_it(here: Desk, data: Path) -> None:
    job = here.json("reindex", "--no-wait")["id"]
    watched = []
    with working_elsewhere(data):
        command = started(here, "job", job, "--follow")
        assert command.stderr is not None
        watched.append(command.stderr.readline())
        time.sleep(1.0)
        assert command.poll() is None
        assert here.json("job", job)["state"] == "queued"
    out, _ = command.communicate(timeout=60)
    assert (watched, command.returncode) == (["Waiting for a worker\n"], 0)
    assert "state: done" in out


def test_a_command_that_is_interrupted_leaves_its_job_and_says_so(here: Desk, data: Path) -> None:
    here.json("reindex", "--no-wait")
    with working_elsewhere(data):
        command = started(here, "reindex", "--all")
        assert command.stderr is not None
        assert command.stderr.readline() == "Waiting for a worker\n"
        Timer(0.3, os.kill, (command.pid, signal.SIGINT)).start()
        out, err = command.communicate(timeout=30)
    (job,) = here.json("jobs", "--limit", "1")["items"]
    assert (command.returncode, out, job["state"]) == (1, "", "queued")
    assert err == (
        f"Job {job['id']} waits for a worker. `regionsvar admin job {job['id']} --follow` goes on with it, "
        "and so does `regionsvar serve`.\n"
    )


def started(desk: Desk, *arguments: str) -> "subprocess.Popen[str]":
    """The installed command, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "admin", *arguments],
        cwd=Path(__file__).parents[4],
        env=environment_with(desk.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
