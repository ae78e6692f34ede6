"""Claims on years, months and dates in text and in questions."""

from datetime import date

import pytest

from retrieval.language.times import DATED, AskedTime, asked_time, years_in

TODAY = date(2024, 5, 2)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("planen för 2020–2030", [2020, 2030]),
        ("den 4 maj 2023 och 2023-05-04", [2023, 2023]),
        ("på 1990-talet", []),
        ("2024:s budget", [2024]),
        ("anslag 1:2020 och tel. 026-15 20 24", []),
        ("2 019 kronor, 20300 invånare, 12024", []),
        ("år 2024.", [2024]),
        ("20240101", []),
    ],
)
def test_the_years_of_a_text_are_found_and_nothing_else(text: str, years: list[int]) -> None:
    assert list(years_in(text)) == years


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Vad hände 2021?", AskedTime(frozenset({2021}))),
        ("Vad beslutades förra året?", AskedTime(frozenset({2023}))),
        ("What was built last year?", AskedTime(frozenset({2023}))),
        ("Vad hände i fjol?", AskedTime(frozenset({2023}))),
        ("Vem är chef nu?", AskedTime(now=True)),
        ("Which plan is in force?", AskedTime(now=True)),
        ("Gällde planen 2019 eller gäller den nu?", AskedTime(frozenset({2019}))),
        ("Vad är målet?", AskedTime()),
        ("Vem var chef för två år sedan?", AskedTime(frozenset({2022}))),
        ("Vem var chef i förfjol?", AskedTime(frozenset({2022}))),
        ("Who was head 5 years ago?", AskedTime(frozenset({2019}))),
        ("Vem har varit chef sedan 2020?", AskedTime(frozenset({2020}), since=2020)),
        ("who has been head since January 2021?", AskedTime(frozenset({2021}), since=2021)),
    ],
)
def test_the_time_of_a_question(question: str, asked: AskedTime) -> None:
    assert asked_time(question, TODAY) == asked


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Hur mycket delas ut i år?", 2024),
        ("What happens this year?", 2024),
        ("Vad planeras nästa år?", 2025),
    ],
)
def test_this_year_and_the_next_are_counted_from_today(question: str, year: int) -> None:
    assert asked_time(question, TODAY).years == {year}


@pytest.mark.parametrize(
    "text",
    [
        "Beslutet togs 2023-10-31.",
        "Sista dag är den 15 mars.",
        "Mötet hölls 3–4 juni 2022.",
        "It opened on May 4, 2021.",
        "Klart hösten 2025.",
        "Starts in spring 2026.",
        "I december 2021 beslutade nämnden.",
        "I slutet av november.",
        "Invigs under sommaren.",
        "Den 3:e maj.",
    ],
)
def test_a_sentence_with_a_date_has_one(text: str) -> None:
    assert DATED.search(text)


@pytest.mark.parametrize(
    "text", ["Det kostar 450 kronor.", "Tolv kommuner deltar.", "Mål 1.1 nås.", "Ring 026-15 40 00."]
)
def test_a_sentence_without_a_date_has_none(text: str) -> None:
    assert not DATED.search(text)


@pytest.mark.parametrize(
    "text", ["Jan Ek svarar på frågor.", "Rymdsonden landade på Mars.", "Dec Lee is the head."]
)
def test_a_name_is_no_month(text: str) -> None:
    assert not DATED.search(text)
