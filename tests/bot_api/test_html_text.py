from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bot_api.conftest import Raw, Run, described
from tests.bot_api.detection import detected
from tests.bot_api.entities import Entity, Formatted, shown
from tests.bot_api.html_text import parse_html
from tests.bot_api.plain import units, within
from tests.bot_api.refusals import Refused
from tests.bot_api.server import BotApi
from tests.bot_api.shown import as_html

REFUSED = [
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b></b>", "Unexpected end tag at byte offset 8"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("åäö<br>", 'Unsupported start tag "br" at byte offset 6'),
    ("😀<p>x</p>", 'Unsupported start tag "p" at byte offset 4'),
    ("x<br/>", 'Unsupported start tag "br/" at byte offset 1'),
    ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
    ("x <b", "Unclosed start tag at byte offset 2"),
    ("x <b ", "Unclosed start tag at byte offset 2"),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("<a href=/x>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<span class='x'>y</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b>x</b b>", "Unclosed end tag at byte offset 4"),
    ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("&#xD83D;x", "Text contains invalid Unicode characters after decoding HTML entities, "
     "check for unmatched surrogate code units"),
]  # fmt: skip

TAKEN = [
    ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
    ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<code>a</code> <pre>b</pre>", "a b", [("code", 0, 1), ("pre", 2, 1)]),
    ("<B>a</b >", "a", [("bold", 0, 1)]),
    ("<b>a</>", "a", [("bold", 0, 1)]),
    ("<b></b>a", "a", []),
    ("😀<b>å😀</b>", "😀å😀", [("bold", 2, 3)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("&lt;&gt;&amp;&quot;", '<>&"', []),
    ("&nbsp;&apos;&hellip;", "&nbsp;&apos;&hellip;", []),
    ("&#229;&#xe5;&#128512;", "åå😀", []),
    ("a & b &", "a & b &", []),
    ("<a href='mailto:a@b.se'>skriv</a>", "skriv", []),
    ("<a href='tel:+4690'>ring</a>", "ring", []),
    ("<a href='http://localhost/x'>x</a>", "x", []),
    ("<a href='tg://user?id=7'>Anna</a>", "Anna", [("text_mention", 0, 4)]),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_html_that_telegram_refuses_is_refused_in_its_words(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(("source", "text", "entities"), TAKEN)
def test_html_that_telegram_takes_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = shown(parse_html(source), ())
    assert (parsed.text, [(e.type, e.offset, e.length) for e in parsed.entities]) == (text, entities)


def test_a_link_keeps_its_decoded_address_or_takes_the_text_that_it_marks() -> None:
    source = '<a href="https://x.se/?a=1&amp;b=\'">x</a> <a>https://y.se</a>'
    assert [entity.url for entity in parse_html(source).entities] == [
        "https://x.se/?a=1&b='",
        "https://y.se/",
    ]


def test_only_a_preformatted_block_has_a_language() -> None:
    inside = parse_html('<pre><code class="language-python">x</code></pre><code class="language-c">y</code>')
    assert inside.entities == (Entity("pre", 0, 1, language="python"), Entity("code", 1, 1))


def test_a_custom_emoji_keeps_its_number() -> None:
    parsed = parse_html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')
    assert parsed.entities == (Entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286"),)


def test_code_holds_no_other_entity_and_quotes_do_not_nest() -> None:
    parsed = shown(
        parse_html("<b>a<code>b</code>c</b><blockquote>d<blockquote>e</blockquote></blockquote>"), ()
    )
    found = [(entity.type, entity.offset, entity.length) for entity in parsed.entities]
    assert found == [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1), ("blockquote", 3, 2)]


def test_blank_ends_are_cut_off_with_their_entities() -> None:
    assert shown(parse_html(" \n<b> 😀 </b>\n"), ()) == Formatted("😀", (Entity("bold", 0, 2),))


def test_after_a_hundred_entities_the_rest_is_plain() -> None:
    assert len(shown(parse_html("<b>a</b>b" * 120), ()).entities) == 100


def test_telegram_finds_commands_mentions_links_and_numbers_by_itself() -> None:
    text = "/start@regionsvar_bot @anna #film region.se eva@region.se +46 90 785 00 00 https://a.se/b."
    found = [(entity.type, within(text, entity.offset, entity.length)) for entity in detected(text)]
    assert found == [
        ("bot_command", "/start@regionsvar_bot"),
        ("mention", "@anna"),
        ("hashtag", "#film"),
        ("url", "region.se"),
        ("email", "eva@region.se"),
        ("phone_number", "+46 90 785 00 00"),
        ("url", "https://a.se/b"),
    ]


def test_what_was_marked_by_hand_stands_over_what_telegram_finds() -> None:
    written = parse_html("<code>/start</code> <a href='https://x.se'>region.se</a> /help")
    entities = shown(written, detected(written.text)).entities
    assert [entity.type for entity in entities] == ["code", "text_link", "bot_command"]


def test_a_text_is_as_long_as_its_utf16_units_after_parsing(server: BotApi, raw: Raw) -> None:
    anna = server.person("Anna")
    anna.send_text("hej")
    fits = "<b>" + "😀" * 2048 + "</b>"
    assert units("😀" * 2048) == 4096
    assert raw("sendMessage", chat_id=anna.chat_id, text=fits, parse_mode="HTML")["ok"] is True
    over = raw("sendMessage", chat_id=anna.chat_id, text=f"{fits}.", parse_mode="HTML")
    assert described(over) == "message is too long"


@pytest.mark.parametrize("mode", ["MarkdownV2", "Markdown", "html5"])
def test_other_modes_than_html_are_refused(server: BotApi, raw: Raw, run: Run, mode: str) -> None:
    assert described(raw("sendMessage", chat_id=1, text="x", parse_mode=mode)) == "unsupported parse_mode"


@settings(deadline=None)
@given(st.text("<>/b ai=\"'&#;x1å😀\n"))
def test_whatever_is_written_is_taken_or_refused_but_never_breaks_the_parser(source: str) -> None:
    try:
        said = shown(parse_html(source), ())
    except Refused:
        return
    assert all(0 <= entity.offset < entity.end <= units(said.text) for entity in said.entities)


@settings(deadline=None)
@given(st.text("<>&;\"'ampltx#1 å😀\n"))
def test_an_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    assert parse_html(f"<b>{escape(text)}</b>").text == text


@pytest.mark.parametrize(("source", "text", "entities"), TAKEN)
def test_what_is_shown_can_be_written_as_html_again(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    said = shown(parse_html(source), ())
    again = as_html(said.text, tuple(entity.as_api() for entity in said.entities))
    assert shown(parse_html(again), ()) == said
