"""Claims on placed text: whatever is cut and joined, each character keeps its place."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Place, PlacedText, join_placed


@st.composite
def placed_texts(draw: st.DrawFn) -> PlacedText:
    """Texts of several lines, joined as cleaning joins them."""
    lines = draw(st.lists(st.text("abåä 1", min_size=1, max_size=6), min_size=1, max_size=5))
    first = draw(st.integers(1, 50))
    return join_placed(PlacedText(line, (0,), (Place(line=n),)) for n, line in enumerate(lines, first))


def characters(placed: PlacedText) -> list[tuple[str, Place]]:
    return [(character, placed.place_at(offset)) for offset, character in enumerate(placed.text)]


@given(placed_texts(), st.data())
def test_a_cut_keeps_the_place_of_each_character(placed: PlacedText, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(placed.text) - 1))
    last = data.draw(st.integers(first + 1, len(placed.text)))
    assert characters(placed.cut(first, last)) == characters(placed)[first:last]


@given(placed_texts(), st.data())
def test_a_cut_begins_at_nought_and_its_places_differ(placed: PlacedText, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(placed.text) - 1))
    cut = placed.cut(first, data.draw(st.integers(first + 1, len(placed.text))))
    assert cut.starts[0] == 0
    assert list(cut.starts) == sorted(set(cut.starts))
    assert len(cut.starts) == len(cut.places)


@given(st.lists(placed_texts(), min_size=1, max_size=4), st.sampled_from([" ", "\n", ""]))
def test_joining_keeps_the_place_of_each_character(parts: list[PlacedText], separator: str) -> None:
    joined = join_placed(parts, separator)
    assert joined.text == separator.join(part.text for part in parts)
    offset = 0
    for part in parts:
        assert characters(joined)[offset : offset + len(part.text)] == characters(part)
        offset += len(part.text) + len(separator)


@given(placed_texts(), st.data())
def test_what_is_cut_apart_and_joined_again_is_the_same(placed: PlacedText, data: st.DataObject) -> None:
    middle = data.draw(st.integers(1, max(1, len(placed.text) - 1)))
    if middle < len(placed.text):
        halves = (placed.cut(0, middle), placed.cut(middle, len(placed.text)))
        assert characters(join_placed(halves, "")) == characters(placed)


def test_a_stretch_has_the_places_of_its_first_and_last_character() -> None:
    placed = join_placed(
        [PlacedText("ett", (0,), (Place(line=3),)), PlacedText("två", (0,), (Place(line=7),))]
    )
    assert placed.places_between(0, 3) == (Place(line=3), Place(line=3))
    assert placed.places_between(2, 5) == (Place(line=3), Place(line=7))
    assert placed.places_between(4, 4) == (Place(line=7), Place(line=7))
