from bot.reading import Piece, anchor_of_citation, pieces_of
from retrieval.documents import Passage, Place, PlacedText


def test_text_is_cut_where_its_place_changes() -> None:
    content = PlacedText("Ett två tre", (0, 4), (Place(line=12), Place(line=13)))
    assert pieces_of(Passage(0, "a.txt", 0, (), content)) == [Piece("L12", "Ett "), Piece("L13", "två tre")]


def test_a_place_is_named_by_its_line_else_by_its_page() -> None:
    assert anchor_of_citation((7, 9), None) == "L7"
    assert anchor_of_citation(None, (3, 3)) == "p3"
    assert anchor_of_citation(None, None) == ""
