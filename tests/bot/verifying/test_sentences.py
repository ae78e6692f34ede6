"""Claims on how a reply is cut into sentences, whole or in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verifying.marks import sources_in, without_marks
from bot.verifying.sentences import SentenceStream, sentences_of

REPLY = """Kontoret ligger, t.ex. i Stockholm, kl. 13.30 [1]. Se www.region.se/x.y. [1] [2]
Sedan, dvs. Region X.[2]
- Punkt ett [1]
- Skriv till nils.enwald@region.se. Ring nr. 5 [2, 3].
1. Det kostar 1.5 mkr [1]. Viktigt! Slut"""


def test_sentences_keep_their_marks_and_bullets() -> None:
    assert sentences_of(REPLY) == [
        "Kontoret ligger, t.ex. i Stockholm, kl. 13.30 [1].",
        "Se www.region.se/x.y [1] [2].",
        "Sedan, dvs. Region X [2].",
        "- Punkt ett [1]",
        "- Skriv till nils.enwald@region.se.",
        "Ring nr. 5 [2, 3].",
        "1. Det kostar 1.5 mkr [1].",
        "Viktigt!",
        "Slut",
    ]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=400))
def test_a_reply_in_pieces_has_the_same_sentences(sizes: list[int]) -> None:
    stream, found, at = SentenceStream(), [], 0
    for size in sizes:
        found += stream.feed(REPLY[at : at + size])
        at += size
    found += stream.feed(REPLY[at:]) + stream.close()
    assert found == sentences_of(REPLY)


def test_a_sentence_comes_out_only_when_it_cannot_change() -> None:
    stream = SentenceStream()
    assert stream.feed("Kontoret kostar 1.") == []
    assert stream.feed("5 mkr. ") == []
    assert stream.feed("[1") == []
    assert stream.feed("] Det") == ["Kontoret kostar 1.5 mkr [1]."]
    assert stream.feed(" öppnar kl.") == []
    assert stream.feed(" 8 [2].\n") == ["Det öppnar kl. 8 [2]."]
    assert stream.close() == []


def test_a_sentence_that_ends_as_is_asked_for_waits_for_no_other() -> None:
    stream = SentenceStream()
    assert stream.feed("Det kostar 5 mkr [1]") == []
    assert stream.feed(".") == ["Det kostar 5 mkr [1]."]
    assert stream.feed(" Det öppnar [2]. [3]") == []
    assert stream.close() == ["Det öppnar [2] [3]."]


@pytest.mark.parametrize(
    ("sentence", "numbers", "plain"),
    [
        ("Det är så [1].", (1,), "Det är så."),
        ("Så [1, 2] och så [3].", (1, 2, 3), "Så och så."),
        ("Så [1][2].", (1, 2), "Så."),
        ("Så [2-4].", (2, 3, 4), "Så."),
        ("Så [1; 1].", (1,), "Så."),
        ("Så (1).", (), "Så (1)."),
        ("Så [a].", (), "Så [a]."),
        ("Så [0].", (0,), "Så."),
    ],
)
def test_marks_are_read_and_taken_out(sentence: str, numbers: tuple[int, ...], plain: str) -> None:
    assert sources_in(sentence) == numbers
    assert without_marks(sentence) == plain
