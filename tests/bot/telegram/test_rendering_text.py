from bot.telegram.rendering.messages import messages
from bot.telegram.rendering.rich import Run, html, plain, rich, shortened, units, visible
from bot.telegram.rendering.splitting import parts_of


def parts(text: str, longest: int, most_entities: int = 100) -> list[str]:
    return [plain(part) for part in parts_of(rich(text), longest, most_entities)]


def test_a_text_becomes_html_with_nothing_left_to_interpret() -> None:
    text = '**Anna <Berg>**, A&O [1]\n> Citat "här".\n\nLista:\n- ett\n- två'
    assert html(rich(text)) == (
        "<b>Anna &lt;Berg&gt;</b>, A&amp;O [1]\n"
        '<blockquote expandable>Citat "här".</blockquote>\n\nLista:\n• ett\n• två'
    )


def test_a_quoted_list_has_its_bullets_within_the_quote() -> None:
    assert html(rich("Så här:\n> - ett\n> - två")) == (
        "Så här:\n<blockquote expandable>• ett\n• två</blockquote>"
    )


def test_a_link_is_escaped_as_an_attribute_is() -> None:
    assert html([Run("a<b", url='https://x.se/?a="1"&b')]) == (
        '<a href="https://x.se/?a=&quot;1&quot;&amp;b">a&lt;b</a>'
    )


def test_what_telegram_refuses_or_what_turns_the_text_round_is_left_out() -> None:
    assert [message.html for message in messages(rich("a\x00b\ud83dc\u202ed\te\r\nf\u2028g"))] == [
        "abcd e\nf\ng"
    ]


def test_a_short_text_is_one_message_and_one_of_blanks_is_none() -> None:
    assert [message.html for message in messages(rich("Hej."))] == ["Hej."]
    assert [message.html for message in messages(rich(" \u200b\u2800 "))] == []


def test_a_long_text_is_cut_at_the_end_of_a_sentence() -> None:
    assert parts("Ett är ett. Två är två. Tre är tre.", 26) == ["Ett är ett. Två är två.", "Tre är tre."]


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert parts("Det är så. Stöd ges t.ex. Almi i år.", 28) == ["Det är så.", "Stöd ges t.ex. Almi i år."]


def test_a_sentence_keeps_the_number_of_its_source() -> None:
    assert parts("Ett. [1] Två är två. [2] Tre.", 22) == ["Ett. [1]", "Två är två. [2] Tre."]


def test_a_paragraph_is_a_better_place_to_cut_than_a_sentence() -> None:
    assert parts("Ett. Två.\n\nTre. Fyra.", 16) == ["Ett. Två.", "Tre. Fyra."]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    assert parts("ett två tre fyra", 9) == ["ett två", "tre fyra"]


def test_a_word_without_end_is_cut_where_it_must_and_no_emoji_is_halved() -> None:
    cut = parts("🎻" * 7, 5)
    assert cut == ["🎻🎻", "🎻🎻", "🎻🎻", "🎻"]
    assert all(units(part) <= 5 for part in cut)


def test_a_quote_that_is_cut_is_a_quote_in_both_messages() -> None:
    runs = (Run("Så. "), Run("Ett är ett. Två är två.", quote=True))
    assert [html(part) for part in parts_of(runs, 16)] == [
        "Så. <blockquote expandable>Ett är ett.</blockquote>",
        "<blockquote expandable>Två är två.</blockquote>",
    ]


def test_a_message_has_no_more_entities_than_telegram_shows() -> None:
    runs = rich("\n".join(f"- **{number}** är ett tal." for number in range(150)))
    (first, second) = parts_of(runs)
    assert [sum(run.bold for run in part) for part in (first, second)] == [100, 50]


def test_a_text_is_shortened_between_words() -> None:
    assert shortened("Vilka sex  prioriteringar\nfinns?", 30) == "Vilka sex prioriteringar…"
    assert shortened("Vilka sex", 9) == "Vilka sex"
    assert shortened("🎻🎻🎻", 5) == "🎻🎻…"


def test_only_signs_that_show_are_visible() -> None:
    assert [visible(text) for text in ("a", "1", ".", "🎻", " \n\u00a0", "\u2060\u200d", "\u3164", "")] == [
        *[True] * 4,
        *[False] * 4,
    ]
