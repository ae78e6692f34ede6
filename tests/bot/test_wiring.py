from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Asked
from bot.settings import Settings
from bot.wiring import NotReady, Serving, build_if_needed
from retrieval.corrected.kept import NOTHING, CorrectionsUnreadable, Kept
from retrieval.documents import RefusedFile
from retrieval.errors import CorpusMissing, RegionsvarError
from retrieval.index.pointer import current_id, directory_of
from retrieval.registers.corrections import Correction
from tests.bot.conftest import Indexed, write_corpus


def fresh(root: Path) -> Settings:
    return Settings.model_construct(corpus=write_corpus(root / "corpus"), data=root / "data")


def test_without_an_index_nothing_is_ready(tmp_path: Path) -> None:
    serving = Serving(fresh(tmp_path))
    assert not serving.ready()
    with pytest.raises(NotReady):
        serving.answer(Asked("Vem arbetar med bredband?"))


def test_a_new_snapshot_is_taken_up_and_a_question_in_flight_keeps_the_old_one(tmp_path: Path) -> None:
    settings = fresh(tmp_path)
    build_if_needed(settings)
    with Serving(settings) as serving:
        with serving.assistant() as before:
            (settings.corpus / "new.md").write_text("# Buss\n\nLinje 7 går till Exempelby varje dag.\n")
            build_if_needed(settings)
            with serving.assistant() as after:
                assert after.snapshot.id == current_id(settings.data) != before.snapshot.id
            assert before.answer(Asked("Vem arbetar med bredband?")).snapshot == before.snapshot.id
        assert "Linje 7" in serving.answer(Asked("Hur ofta går buss linje 7 till Exempelby?")).answer


def test_a_snapshot_that_cannot_be_opened_leaves_the_old_one_answering(tmp_path: Path) -> None:
    settings = fresh(tmp_path)
    build_if_needed(settings)
    with Serving(settings) as serving:
        first = serving.answer(Asked("Vem arbetar med bredband?")).snapshot
        (settings.data / "current").write_text("20990101T000000Z-gone")
        assert not directory_of(settings.data, "20990101T000000Z-gone").exists()
        assert serving.answer(Asked("Vem arbetar med bredband?")).snapshot == first


def test_the_day_is_the_settings_own_or_the_clocks_and_moves_on(indexed: Indexed) -> None:
    days = iter([date(2026, 11, 22), date(2026, 11, 23)])
    with Serving(indexed.settings, lambda: next(days)) as serving:
        with serving.assistant() as assistant:
            assert assistant.today == date(2026, 11, 22)
        with serving.assistant() as assistant:
            assert assistant.today == date(2026, 11, 23)
    fixed = indexed.settings.model_copy(update={"today": date(2020, 1, 1)})
    assert Serving(fixed).today == date(2020, 1, 1)


class FakeCorrections:
    """What holds is what a test says."""

    def __init__(self) -> None:
        self.kept = NOTHING
        self.error: RegionsvarError | None = None

    def now(self) -> Kept:
        if self.error:
            raise self.error
        return self.kept

    def close(self) -> None:
        pass


GONE = Correction(
    1, "contacts", "withdraw", "anna-berg", (("name", "Anna Berg"),), "Eva", "2026-11-22T09:00:00+00:00"
)


def test_a_correction_is_taken_up_and_a_question_in_flight_keeps_what_it_began_with(indexed: Indexed) -> None:
    corrections, asked = FakeCorrections(), Asked("Vem arbetar med bredband?")
    with Serving(indexed.settings, corrections=corrections) as serving:
        with serving.assistant() as before:
            corrections.kept = Kept("1", (GONE,))
            assert "Anna Berg" not in str(serving.answer(asked).as_object())
            assert "Anna Berg" in before.answer(asked).answer
        corrections.kept = NOTHING
        assert "Anna Berg" in serving.answer(asked).answer


def test_nothing_is_answered_while_it_is_not_known_who_was_withdrawn(indexed: Indexed) -> None:
    corrections = FakeCorrections()
    with Serving(indexed.settings, corrections=corrections) as serving:
        assert serving.ready()
        corrections.error = CorrectionsUnreadable("away")
        assert not serving.ready()
        with pytest.raises(CorrectionsUnreadable):
            serving.answer(Asked("Vem arbetar med bredband?"))


def test_without_corrections_the_snapshot_itself_is_read(indexed: Indexed) -> None:
    with Serving(indexed.settings) as serving, serving.snapshot() as read, serving.uncorrected() as built:
        assert read is built


def test_a_corpus_at_fault_leaves_an_index_answering_and_is_an_error_without_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = fresh(tmp_path)
    elsewhere = settings.model_copy(update={"corpus": tmp_path / "elsewhere"})
    with pytest.raises(CorpusMissing):
        build_if_needed(elsewhere)
    build_if_needed(settings)
    served = current_id(settings.data)
    assert build_if_needed(elsewhere) is None
    (settings.corpus / "catalogue.toml").write_text("is no TOML")
    assert build_if_needed(settings) is None
    assert current_id(settings.data) == served
    faults = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert ["elsewhere is not a folder" in faults[0], "catalogue.toml" in faults[1]] == [True, True]


def test_a_refused_file_does_not_stop_the_others(tmp_path: Path) -> None:
    settings = fresh(tmp_path)
    (settings.corpus / "empty.txt").write_bytes(b"")
    report = build_if_needed(settings)
    assert report is not None
    assert (report.documents, report.refused) == (3, (RefusedFile("empty.txt", "empty", "empty.txt"),))
