"""What is ours of a streamed answer stays small, over HTTP on both sides."""

from pathlib import Path

import httpx

from tests.bot.conftest import write_corpus
from tests.end_to_end.administering import own_server
from tests.end_to_end.overhead import slowly, waited
from tests.openai_api.scripted import Reply, Request
from tests.openai_api.server import OpenAiApi

QUESTION = "Hur många projekt beviljades stöd till fiber 2022?"
TRUE = "Under 2022 fick 14 projekt stöd till fiber [1]. Byalag kan söka bidrag till bredband [1]."
ASKED = 12
MOST_MS = 220.0  # of the best one: a busy machine slows some of them, what is slow by itself slows all


def written(request: Request) -> Reply:
    return Reply(TRUE if "<<<" in request.prompt else '{"ok": true}')


def test_the_first_sentence_waits_for_the_model_and_hardly_for_us(tmp_path: Path) -> None:
    with OpenAiApi() as model:
        model.script = slowly(written, before_s=0.1, between_s=0.01)
        own = {"REGIONSVAR_CHAT_MODEL": "liten", "REGIONSVAR_OPENAI_BASE_URL": model.url}
        with (
            own_server(write_corpus(tmp_path / "corpus"), tmp_path, **own) as server,
            httpx.Client(base_url=server.address) as client,
        ):
            found = [waited(client, model, QUESTION) for _ in range(ASKED)]
    overheads = sorted(each.overhead_ms for each in found if each)
    assert len(overheads) == ASKED
    assert overheads[0] < MOST_MS, overheads
    assert model.connections < ASKED  # what is open is used again
