"""What holds a finished index for approval."""

import shutil
from pathlib import Path

import pytest

from bot.admin.gating import gate_for
from bot.admin.probes import Probe, ProbesBroken, parsed, read_probes, write_probes
from bot.admin.probing import Heard, Probed, read_report
from bot.settings import Settings
from bot.wiring import build_if_needed
from retrieval.index.pointer import current_id, directory_of
from retrieval.index.snapshot import Snapshot
from retrieval.index.switching import activate
from retrieval.ingest import IngestReport, ingest
from tests.bot.conftest import write_corpus

ROUTES = [f"Linje {number} går från torget till by {number * 7} varje vardag." for number in range(1, 9)]


@pytest.fixture
def settings(routed: Path, tmp_path: Path) -> Settings:
    """A small corpus that is indexed, with a list of bus lines."""
    shutil.copytree(routed, tmp_path, dirs_exist_ok=True)
    return Settings.model_construct(corpus=tmp_path / "corpus", data=tmp_path / "data")


@pytest.fixture(scope="module")
def routed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("routed")
    made = Settings.model_construct(corpus=write_corpus(folder / "corpus"), data=folder / "data")
    write_routes(made, ROUTES)
    build_if_needed(made)
    return folder


def write_routes(settings: Settings, routes: list[str]) -> None:
    """A document of a passage for each line."""
    text = "\n\n".join(f"## Linje {number}\n\n{route}" for number, route in enumerate(routes, 1))
    (settings.corpus / "linjer.md").write_text(f"# Busslinjer\n\n{text}\n", "utf-8")


def ingested(settings: Settings, *, explicit: bool = False, scheduled: bool = False) -> IngestReport:
    gate = gate_for(settings, explicit=explicit, scheduled=scheduled)
    return ingest(settings.corpus, settings.data, gate=gate, explicit=explicit)


def passages(settings: Settings) -> int:
    with Snapshot(directory_of(settings.data, current_id(settings.data) or "")) as snapshot:
        return snapshot.store.size


def test_more_than_the_set_share_that_would_go_is_held_and_says_how_much(settings: Settings) -> None:
    size, before = passages(settings), current_id(settings.data)
    write_routes(settings, ROUTES[:2])
    report = ingested(settings)
    assert (report.outcome, current_id(settings.data)) == ("held", before)
    share = f"{6 / size:.0%}"
    assert report.held == (f"It would remove 6 of {size} passages ({share}); 20% are allowed.",)


def test_less_than_the_share_is_not_held(settings: Settings) -> None:
    write_routes(settings, ROUTES[:7])
    assert ingested(settings).outcome == "built"


def test_the_share_is_a_setting(settings: Settings) -> None:
    write_routes(settings, ROUTES[:7])
    assert ingested(settings.model_copy(update={"hold_removed_share": 0.01})).outcome == "held"
    write_routes(settings, ROUTES[:1])
    assert ingested(settings.model_copy(update={"hold_removed_share": 1.0})).outcome == "built"


def test_text_that_is_replaced_or_moved_is_not_removed(settings: Settings) -> None:
    (settings.corpus / "linjer.md").rename(settings.corpus / "bussar.md")
    assert ingested(settings).outcome == "built"
    write_routes(settings, [])
    (settings.corpus / "linjer.md").unlink()
    text = "\n\n".join(f"## Rubrik {n}\n\nHelt annan text om ämne {n}." for n in range(8))
    (settings.corpus / "bussar.md").write_text(f"# Annat\n\n{text}\n", "utf-8")
    assert ingested(settings).outcome == "built"


def test_what_an_administrator_did_is_never_held(settings: Settings) -> None:
    write_probes(settings.data, [Probe("Vart går linje 8?", ("linjer.md",))])
    (settings.corpus / "linjer.md").unlink()
    assert ingested(settings).outcome == "held"
    assert ingested(settings, explicit=True).outcome == "built"


def test_an_ask_or_serve_does_not_build_what_is_held(settings: Settings) -> None:
    write_routes(settings, [])
    held = ingested(settings)
    report = build_if_needed(settings)
    assert report is not None
    assert (report.outcome, report.candidate) == ("held", held.candidate)
    assert current_id(settings.data) == held.snapshot


def test_a_scheduled_refresh_does_not_replace_what_was_gone_back_to(settings: Settings) -> None:
    first = current_id(settings.data) or ""
    write_routes(settings, [*ROUTES, "Linje 9 går till havet."])
    ingested(settings)
    activate(settings.data, first)
    report = ingested(settings, scheduled=True)
    assert (report.outcome, current_id(settings.data)) == ("held", first)
    assert first in report.held[0]
    assert ingested(settings, explicit=True).outcome == "built"


def test_a_probe_question_that_is_no_longer_answered_from_its_document_holds(settings: Settings) -> None:
    culture = Probe("When did the regional library open?", ("culture.md",), "en")
    broadband = Probe("Vem arbetar med bredband?", ("contacts.md", "bredband.md"))
    never = Probe("Vad kostar en badbiljett?", ("bad.md",))
    write_probes(settings.data, [culture, broadband, never])
    first = current_id(settings.data)
    (settings.corpus / "culture.md").unlink()
    report = ingested(settings)
    assert report.held == (
        "1 of 3 probe questions no longer cite the document that is expected: “" + culture.question + "”.",
    )
    kept = read_report(directory_of(settings.data, report.candidate or ""))
    assert kept is not None
    assert kept.against == first
    assert [each.lost for each in kept.probed] == [True, False, False]
    assert [each.after.expected for each in kept.probed] == [False, True, False]
    asked = kept.probed[0]
    assert asked.before == Heard("answered", ("culture.md",), True)
    assert asked == Probed(culture.question, culture.documents, asked.before, asked.after)


def test_probe_questions_that_cannot_be_read_hold_with_the_line(settings: Settings) -> None:
    (settings.data / "probes.jsonl").write_text('{"question": "Vem?", "documents": ["a"]}\n{"question": 7}\n')
    write_routes(settings, [*ROUTES, "Linje 9 går till havet."])
    assert "line 2" in ingested(settings).held[0]


def test_probes_are_kept_and_read_as_they_are(tmp_path: Path) -> None:
    probes = (Probe("Vem är “chef”?\u2028", ("å.md",), "sv"), Probe("Who?", ("a.md", "b.md")))
    assert read_probes(tmp_path) == ()
    write_probes(tmp_path, probes)
    assert read_probes(tmp_path) == probes


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "{}",
        '{"question": "a", "documents": []}',
        '{"question": " ", "documents": ["a"]}',
        '{"question": "a", "documents": "a"}',
        '{"question": "a", "documents": [""]}',
        '{"question": "a", "documents": ["a"], "language": "de"}',
        '{"question": "a", "documents": ["a"], "other": 1}',
    ],
)
def test_a_line_that_is_no_probe_question_is_named(line: str) -> None:
    with pytest.raises(ProbesBroken, match="line 2"):
        parsed(b"\n" + line.encode() + b"\n")
