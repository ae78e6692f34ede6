"""Claims on where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[first:last] for first, last in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Länet växer.", "Det gör gott!", "Eller hur?"],
        ["Stöd ges till t.ex. Bollnäs och Ovanåker.", "Det räcker."],
        ["Bl.a. Gävle, Hofors m.fl. deltar.", "Andra väntar."],
        ["Öppet kl. 9 i Söderhamn.", "Ring först."],
        ["Se kap. 3 och bil. 2.", "Där står mer."],
        ["Hälften (ca 40 st.) bor kvar.", "Resten flyttade."],
        ["Chefen heter A. Ek.", "Hon är ny."],
        ["The plan, i.e. Version 2, holds.", "Dr. Ek wrote it."],
        ["”Vi bygger nu.”", "Det sade hon."],
        ["Målet är 3.5 procent.", "Det nåddes 2023."],
        ["Se www.x.se.", "Skriv till a.b@x.se."],
        ["Vad nu …", "Ingen vet."],
    ],
)
def test_a_text_falls_into_its_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_missing_blank_hides_no_sentence() -> None:
    assert sentences("Hon är chef vid Gävle kommun.Norra länet växer.") == [
        "Hon är chef vid Gävle kommun.",
        "Norra länet växer.",
    ]


def test_a_newline_ends_a_sentence_and_an_ellipsis_before_a_small_letter_does_not() -> None:
    assert sentences("Rubrik\nText utan slut") == ["Rubrik", "Text utan slut"]
    assert sentences("Det var … inte väntat.") == ["Det var … inte väntat."]


@pytest.mark.parametrize(
    "text",
    ["Pengar går till tak, värme m.m. Den som vill söka ringer.", "Vi köpte bänkar etc. Nu är det klart."],
)
def test_an_abbreviation_that_closes_a_list_may_end_a_sentence(text: str) -> None:
    assert len(sentences(text)) == 2


@given(st.text("aÅ. !?\n…”t.ex", max_size=60))
def test_sentences_hold_every_letter_in_order(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() for sentence in sentences(text))
