from bot.markup import Block, Span, blocks_of


def test_paragraphs_quotes_lists_and_bold_are_told_apart() -> None:
    text = "**Anna Berg**, samordnare [1]\ntfn 090\n> Citerat.\n\n- ett\n- två\n\n[1] Källa"
    assert blocks_of(text) == [
        Block("paragraph", ((Span("Anna Berg", bold=True), Span(", samordnare [1]")), (Span("tfn 090"),))),
        Block("quote", ((Span("Citerat."),),)),
        Block("list", ((Span("ett"),), (Span("två"),))),
        Block("paragraph", ((Span("[1] Källa"),),)),
    ]


def test_marks_that_do_not_close_are_text() -> None:
    assert blocks_of("2 ** 3") == [Block("paragraph", ((Span("2 ** 3"),),))]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks_of(" \n") == []
