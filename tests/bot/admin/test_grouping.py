"""One question in many wordings is one group, whose name stays as more are asked."""

from bot.admin.grouping import AskedInVain, fingerprint_of, grouped


def asked(question: str, day: int, verdict: str | None = None) -> AskedInVain:
    return AskedInVain(question, f"2026-11-{day:02}T08:00:00+00:00", "not_found", "coverage", verdict)


def test_wordings_with_the_same_telling_words_are_one_question() -> None:
    (group,) = grouped([asked("Var finns det simhallar?", 1), asked("var finns simhallen", 2)])
    assert group.count == 2


def test_the_wording_that_was_asked_most_is_shown_and_the_first_gives_the_name() -> None:
    first, often = "Finns simhallen?", "var finns simhallar"
    (group,) = grouped([asked(often, 3), asked(often, 2), asked(first, 1)])
    assert group.question == often
    assert group.fingerprint == fingerprint_of(first)
    (grown,) = grouped([asked(often, 3), asked(often, 2), asked(first, 1), asked("simhall var?", 4)])
    assert grown.fingerprint == group.fingerprint


def test_different_questions_are_apart_the_most_often_asked_first() -> None:
    groups = grouped([asked("Var finns simhallar?", 1), asked("Vad kostar parkeringen?", 2)] * 1)
    assert [group.question for group in groups] == ["Vad kostar parkeringen?", "Var finns simhallar?"]
    more = grouped([asked("Var finns simhallar?", 1), asked("Vad kostar parkeringen?", 2),
                    asked("var finns simhallen", 1)])  # fmt: skip
    assert more[0].count == 2


def test_another_number_is_another_question() -> None:
    groups = grouped([asked("Vad beslutades 2021?", 1), asked("Vad beslutades 2022?", 2)])
    assert len(groups) == 2
