"""A job that indexes while the endpoint is away ends well, answers, and says what is missing."""

import shutil
from pathlib import Path

from bot.admin.administration import Administration
from bot.assistant import Asked
from bot.jobs.job import Job
from bot.jobs.queue import cancel, claim
from bot.jobs.running import run_job
from bot.searching import tried
from retrieval.index.pointer import current_id
from tests.bot.conftest import Indexed
from tests.bot.jobs.processes import administering, queued, read, settings_of
from tests.openai_api.embedding import Vectors, refused
from tests.openai_api.scripted import Request
from tests.openai_api.server import OpenAiApi

NEW = "# Bibliotek\n\nBiblioteket i Exempelby har öppet till klockan 21 på torsdagar.\n"
QUESTION = "När har biblioteket i Exempelby öppet på torsdagar?"


def claimed(administration: Administration) -> Job:
    queued(administration)
    with administration.writing() as session:
        job = claim(session, administration.now())
    assert job is not None
    return job


def done(administration: Administration) -> Job:
    job = claimed(administration)
    run_job(administration, job, lambda: False, lambda: False)
    return read(administration, job)


def texts(job: Job) -> str:
    return "\n".join(message.text for message in job.messages)


def test_jobs_over_an_outage(indexed: Indexed, tmp_path: Path, server: OpenAiApi) -> None:
    shutil.copytree(indexed.corpus, tmp_path / "corpus")
    shutil.copytree(indexed.data, tmp_path / "data")
    known = settings_of(tmp_path / "corpus", tmp_path / "data")
    wanted = {"embedding_model": "liten", "openai_base_url": server.url, "embedding_question_s": 3.0}
    (known.corpus / "bibliotek.md").write_text(NEW, encoding="utf-8")
    server.embeds = lambda _: refused(401)
    with administering(known.model_copy(update=wanted)) as administration:
        away = done(administration)
        assert (away.state, "gave no vectors" in texts(away)) == ("done", True)
        assert away.report is not None
        assert away.report["embedding"]["failed"] == "unauthorised: status 401"
        assert administration.serving.answer(Asked(QUESTION)).status == "answered"
        server.embeds = lambda _: Vectors()
        back = done(administration)
        assert (back.state, "8 passages were embedded by liten#" in texts(back)) == ("done", True)
        with administration.serving.assistant() as assistant:
            assert tried(assistant, Asked(QUESTION), 3)[0]["vectors"] == "used"


def test_a_job_is_cancelled_between_two_requests(indexed: Indexed, tmp_path: Path, server: OpenAiApi) -> None:
    shutil.copytree(indexed.corpus, tmp_path / "corpus")
    shutil.copytree(indexed.data, tmp_path / "data")
    known = settings_of(tmp_path / "corpus", tmp_path / "data")
    wanted = {"embedding_model": "liten", "openai_base_url": server.url, "embedding_batch_texts": 1}
    before = current_id(known.data)
    with administering(known.model_copy(update=wanted)) as administration:
        job = claimed(administration)

        def embeds(_: Request) -> Vectors:
            if len(server.requests) == 3:
                with administration.writing() as session:
                    cancel(session, job.id, administration.now())
            return Vectors(before_s=0.25)  # a job looks a few times a second whether it is to stop

        server.embeds = embeds
        run_job(administration, job, lambda: False, lambda: False)
        assert read(administration, job).state == "cancelled"
    assert len(server.embedded()) < 7
    assert current_id(known.data) == before
