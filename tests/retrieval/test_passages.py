"""Claims on passages: small, whole sentences, lists with their introduction, doubles merged."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Block, BlockKind, Description, Document, Passage, Place, PlacedText
from retrieval.language.sentences import sentence_spans
from retrieval.passages import LONGEST_WORDS, PASSAGE_WORDS, merge_duplicates, passages_of


def block(text: str, line: int, kind: BlockKind = "paragraph", level: int = 0) -> Block:
    return Block(kind, PlacedText(text, (0,), (Place(line=line),)), level)


def made_of(*blocks: Block) -> Document:
    return Document(Description("plan.txt", "Plan"), blocks, "0" * 64)


SENTENCES = [
    f"Mål {word} handlar om att länet ska ha gott om {word} för alla."
    for word in "skog hav bad is snö".split()
]


def test_a_passage_holds_whole_sentences_up_to_its_size() -> None:
    text = " ".join(SENTENCES * 3)
    found = passages_of(made_of(block(text, 1)))
    assert [len(passage.text.split()) for passage in found] == [52, 52, 52, 39]
    assert PASSAGE_WORDS == 60
    assert " ".join(passage.text for passage in found) == text


def test_a_long_sentence_is_a_passage_of_its_own() -> None:
    long = " ".join(["Planen", *["omfattar vägar och broar"] * 40]) + "."
    found = passages_of(made_of(block(f"Kort först. {long} Kort sist.", 1)))
    assert [passage.text for passage in found] == ["Kort först.", long, "Kort sist."]


def test_short_paragraphs_share_a_passage_each_on_a_line_of_its_own() -> None:
    (passage,) = passages_of(made_of(block("Kontoret har öppet.", 1), block("Ring gärna.", 3)))
    assert passage.text == "Kontoret har öppet.\nRing gärna."
    assert passage.span == (Place(line=1), Place(line=3))


def test_a_passage_never_crosses_a_heading() -> None:
    blocks = [
        block("Bad", 1, "heading", 1),
        block("Sex nya.", 2),
        block("Is", 3, "heading", 1),
        block("Två.", 4),
    ]
    assert [(p.path, p.text, p.section) for p in passages_of(made_of(*blocks))] == [
        (("Bad",), "Bad\nSex nya.", 0),
        (("Is",), "Is\nTvå.", 1),
    ]


def test_a_heading_with_nothing_under_it_is_found_by_its_words() -> None:
    (empty, _) = passages_of(
        made_of(block("Hälsa", 1, "heading", 1), block("Vård", 2, "heading", 2), block("Nära.", 3))
    )
    assert (empty.text, empty.path) == ("Hälsa", ("Hälsa",))


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    lead = " ".join(SENTENCES[:4])
    items = [block(f"punkt {n} om stöd till föreningar", 10 + n, "item") for n in range(1, 7)]
    found = passages_of(made_of(block(lead, 1), block("Stödet kan sökas för:", 9), *items))
    (listed,) = [passage for passage in found if "punkt 1" in passage.text]
    assert listed.text.split("\n")[-7:] == ["Stödet kan sökas för:", *(item.text for item in items)]


def test_a_long_list_is_cut_at_its_room_and_every_item_is_whole() -> None:
    items = [block(f"punkt {n} som gäller stöd till en förening i länet", n, "item") for n in range(1, 41)]
    found = passages_of(made_of(block("Vi stöder:", 0 + 1), *items))
    assert max(len(passage.text.split()) for passage in found) <= LONGEST_WORDS
    assert [line for passage in found for line in passage.text.split("\n")] == [
        "Vi stöder:",
        *(item.text for item in items),
    ]


def test_passages_are_numbered_from_the_number_that_is_given() -> None:
    found = passages_of(made_of(block(" ".join(SENTENCES * 3), 1)), first_id=41)
    assert [passage.id for passage in found] == [41, 42, 43, 44]


def doubled(first_heading: str, second_heading: str) -> list[Passage]:
    """A paragraph twice, the second time in capitals on line 9."""
    blocks = [
        block(first_heading, 1, "heading", 1),
        block("Avgiften är 200 kronor.", 2),
        block(second_heading, 8, "heading", 1),
        block("AVGIFTEN är 200 kronor.", 9),
    ]
    return merge_duplicates(passages_of(made_of(*blocks)))


def test_doubles_become_one_passage_that_knows_every_place() -> None:
    assert [(p.path, p.also) for p in doubled("Bad", "Bad")] == [
        (("Bad",), ((Place(line=8), Place(line=9)),))
    ]


def test_a_paragraph_that_stands_again_under_another_heading_is_one_passage() -> None:
    assert len(doubled("Bad", "Simhall")) == 1


def test_a_contact_under_two_headings_is_found_under_both() -> None:
    contact = "Eva Ek, kulturchef, 026-15 40 01"
    blocks = [
        block("Bibliotek", 1, "heading", 1),
        block(contact, 2),
        block("Museer", 8, "heading", 1),
        block(contact, 9),
    ]
    assert len(merge_duplicates(passages_of(made_of(*blocks)))) == 2


def test_the_same_text_in_two_documents_stays_two() -> None:
    content = PlacedText("Stöd finns.", (0,), (Place(line=1),))
    pair = [Passage(n, name, 0, (), content) for n, name in enumerate(["a.txt", "b.txt"])]
    assert merge_duplicates(pair) == pair


PART = st.sampled_from(["Länet växer.", "Hur då?", "bussar och tåg", "T.ex. 1:1.", "Stöd:"])
BLOCK = st.tuples(st.sampled_from(["paragraph", "item", "row"]), st.lists(PART, min_size=1, max_size=30))


@given(st.lists(BLOCK, max_size=8))
def test_every_sentence_is_in_one_passage_in_order_and_at_its_place(
    drawn: list[tuple[BlockKind, list[str]]],
) -> None:
    blocks = [block(" ".join(parts), line, kind) for line, (kind, parts) in enumerate(drawn, 1)]
    found = passages_of(made_of(*blocks))
    said = [
        (b.text[start:end], Place(line=n))
        for n, b in enumerate(blocks, 1)
        for start, end in sentence_spans(b.text)
    ]
    assert " ".join(p.text.replace("\n", " ") for p in found) == " ".join(text for text, _ in said)
    kept = [
        (p.text[start:end], p.content.place_at(start)) for p in found for start, end in sentence_spans(p.text)
    ]
    assert kept == said
