"""Claims on sections: each heading opens one, and every section knows the headings above it."""

from retrieval.documents import Block, Place, PlacedText
from retrieval.sections import sections_of
from tests.retrieval.typed import document, wrapped


def block(text: str, level: int = 0) -> Block:
    return Block("heading" if level else "paragraph", PlacedText(text, (0,), (Place(line=1),)), level)


def outline(blocks: list[Block]) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(section.path, [member.text for member in section.blocks]) for section in sections_of(blocks)]


def test_a_section_has_the_path_of_its_headings() -> None:
    blocks = [
        block("Hälsa", 1),
        block("Tandvård", 2),
        block("Gratis till 23."),
        block("Natur", 1),
        block("Skog."),
    ]
    assert outline(blocks) == [
        (("Hälsa",), ["Hälsa"]),
        (("Hälsa", "Tandvård"), ["Tandvård", "Gratis till 23."]),
        (("Natur",), ["Natur", "Skog."]),
    ]


def test_a_heading_that_skips_a_level_still_lies_below_the_one_before() -> None:
    blocks = [block("Plan", 1), block("Mål", 4), block("Ett."), block("Bakgrund", 2), block("Två.")]
    assert [path for path, _ in outline(blocks)] == [("Plan",), ("Plan", "Mål"), ("Plan", "Bakgrund")]


def test_text_before_the_first_heading_is_a_section_without_a_path() -> None:
    assert outline([block("Ingress."), block("Mål", 1), block("Text.")])[0] == ((), ["Ingress."])


def test_sections_are_numbered_from_nought_and_lose_no_block() -> None:
    blocks = [block("A", 1), block("B", 1), block("b."), block("C", 3), block("D", 2), block("d.")]
    sections = sections_of(blocks)
    assert [section.id for section in sections] == [0, 1, 2, 3]
    assert [member for section in sections for member in section.blocks] == blocks
    assert sections_of([]) == ()


def test_the_same_heading_in_two_chapters_has_two_paths() -> None:
    text = """
1 Bygga

Det ska byggas tusen bostäder om året i länet, de flesta av dem nära
en järnvägsstation.

1.1 Uppföljning

Byggandet följs upp i maj av samhällsbyggnadsnämnden och redovisas
för fullmäktige.

2 Leva

Den som vill bo kvar i byn ska kunna det, också som gammal och utan
körkort.

2.1 Uppföljning

Boendet följs upp av kommunerna var för sig och redovisas i den
årliga rapporten."""
    found = [section.path for section in sections_of(document(wrapped(text)).blocks)]
    assert found == [("1 Bygga",), ("1 Bygga", "1.1 Uppföljning"), ("2 Leva",), ("2 Leva", "2.1 Uppföljning")]
