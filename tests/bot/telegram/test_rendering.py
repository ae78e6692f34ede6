from bot.answer import Answer
from bot.telegram.rendering import parts_of, to_html, to_messages, units


def test_an_answer_becomes_html_with_nothing_left_to_interpret() -> None:
    text = '**Anna <Berg>**, A&O [1]\n> Citat "här".\n\n- ett\n- två'
    assert to_html(text) == (
        '<b>Anna &lt;Berg&gt;</b>, A&amp;O [1]\n\n<blockquote>Citat "här".</blockquote>\n\n• ett\n• två'
    )


def test_a_short_text_is_one_message() -> None:
    assert parts_of("Hej.") == ["Hej."]
    assert parts_of("  ") == []


def test_a_long_text_is_cut_at_the_end_of_a_sentence() -> None:
    assert parts_of("Ett är ett. Två är två. Tre är tre.", 26) == ["Ett är ett. Två är två.", "Tre är tre."]


def test_a_paragraph_is_a_better_place_to_cut_than_a_sentence() -> None:
    assert parts_of("Ett. Två.\n\nTre. Fyra.", 16) == ["Ett. Två.", "Tre. Fyra."]


def test_a_text_without_a_break_is_cut_where_it_must_and_no_emoji_is_halved() -> None:
    parts = parts_of("🎻" * 7, 5)
    assert parts == ["🎻🎻", "🎻🎻", "🎻🎻", "🎻"]
    assert all(units(part) <= 5 for part in parts)


def test_what_may_be_asked_next_stands_below_the_answer() -> None:
    answer = Answer("1", "hej", "sv", "clarify", None, "Hej!", suggestions=("Vem är chef?",))
    assert to_messages(answer) == ["Hej!\n\nDu kan till exempel fråga:\n\n• Vem är chef?"]
