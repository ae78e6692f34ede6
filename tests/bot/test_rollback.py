"""After a rollback the old fact is answered again, and nothing of the new one is."""

from pathlib import Path

from bot.assistant import Asked
from bot.settings import Settings
from bot.wiring import Serving, build_if_needed
from retrieval.index.pointer import current_id, directory_of, finished_ids, pinned_id
from retrieval.index.switching import activate
from tests.bot.conftest import write_corpus

WHO = Asked("Vem arbetar med bredband?")
HOW_MANY = Asked("Hur många projekt beviljades stöd till fiber 2022?")
AND_THEN = Asked("Och vad är numret?", ("Vem arbetar med bredband?",))


def changed(settings: Settings) -> tuple[str, str]:
    """A corpus with one person and one number, then another; the snapshots of both."""
    build_if_needed(settings)
    old = current_id(settings.data)
    contacts, broadband = settings.corpus / "contacts.md", settings.corpus / "bredband.md"
    text = contacts.read_text("utf-8").replace("Anna Berg", "Sara Lind").replace("anna.berg", "sara.lind")
    contacts.write_text(text.replace("090-12 34 56", "090-98 76 54"), "utf-8")
    broadband.write_text(broadband.read_text("utf-8").replace("14 projekt", "31 projekt"), "utf-8")
    build_if_needed(settings)
    new = current_id(settings.data)
    assert old
    assert new
    return old, new


def told(serving: Serving) -> tuple[str, list[str | None]]:
    """All that is answered, and from which snapshots."""
    answers = [serving.answer(asked) for asked in (WHO, HOW_MANY, AND_THEN)]
    with serving.assistant() as assistant:
        listed = str([contact.name for contact in assistant.retriever.contacts])
    shown = [str(answer.as_object()) for answer in answers]
    return " ".join([*shown, listed]), [answer.snapshot for answer in answers]


def test_rolled_back_the_old_fact_is_answered_from_the_old_snapshot_and_the_new_one_is_not(
    tmp_path: Path,
) -> None:
    settings = Settings.model_construct(corpus=write_corpus(tmp_path / "corpus"), data=tmp_path / "data")
    old, new = changed(settings)
    of_old, of_new = ("Anna Berg", "090-12 34 56", "14 projekt"), ("Sara Lind", "090-98 76 54", "31 projekt")
    with Serving(settings) as serving:
        text, snapshots = told(serving)
        assert snapshots == [new] * 3
        assert [fact in text for fact in (*of_new, *of_old)] == [True] * 3 + [False] * 3
        with serving.assistant() as under_way:
            activate(settings.data, old)
            text, snapshots = told(serving)
            assert snapshots == [old] * 3
            assert [fact in text for fact in (*of_old, *of_new)] == [True] * 3 + [False] * 3
            assert "31 projekt" in under_way.answer(HOW_MANY).answer  # it keeps what it began with
        activate(settings.data, new)
        assert told(serving)[1] == [new] * 3


def test_while_pinned_nothing_is_built_by_itself(tmp_path: Path) -> None:
    settings = Settings.model_construct(corpus=write_corpus(tmp_path / "corpus"), data=tmp_path / "data")
    old, _ = changed(settings)
    activate(settings.data, old)
    (settings.corpus / "culture.md").unlink()
    assert build_if_needed(settings) is None
    assert (current_id(settings.data), len(finished_ids(settings.data))) == (old, 2)
    (directory_of(settings.data, old) / "manifest.json").write_bytes(b"")
    report = build_if_needed(settings)  # what is pinned cannot be answered from
    assert report is not None
    assert (report.outcome, current_id(settings.data)) == ("built", report.snapshot)
    assert pinned_id(settings.data) is None
