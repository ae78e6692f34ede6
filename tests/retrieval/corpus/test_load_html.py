"""Claims on web pages: content at its lines, furniture gone, contacts kept."""

from typing import Any

import pytest

from retrieval.corpus.loaders import load
from retrieval.documents import FileMetadata
from retrieval.errors import FileRefused


def read(page: str) -> list[tuple[int | None, str, Any]]:
    """Line number, text, and heading level or kind of every block."""
    lines = load(page.encode(), "x.html").lines
    return [(line.place.line, line.text, line.heading or line.kind) for line in lines]


def test_blocks_stand_at_the_line_of_their_first_word() -> None:
    page = "<html>\n<h2\n id=x>Mål\noch medel</h2>\n<p>\n\n Vi <b>bor</b>\n här.</p>\n<ul><li>ett<li>två</ul>"
    assert read(page) == [
        (3, "Mål och medel", 2),
        (7, "Vi bor här.", "text"),
        (9, "ett", "item"),
        (9, "två", "item"),
    ]


def test_lines_are_counted_beyond_what_the_parser_can_count() -> None:
    page = "<html><body>" + "\n" * 70_000 + "<p\n>efter</p>\n<div title='a\n<b >'>sist</div>"
    assert read(page) == [(70_002, "efter", "text"), (70_004, "sist", "text")]


def test_a_line_break_ends_a_line_and_not_a_paragraph() -> None:
    lines = load(b"<p>Anna Berg<br>chef<br></p><p>Per</p>", "x.html").lines
    assert [(line.text, line.whole) for line in lines] == [
        ("Anna Berg", False),
        ("chef", True),
        ("Per", True),
    ]


def test_what_a_browser_hides_is_not_read() -> None:
    page = """<body><p>syns</p><script>a</script><style>b</style><noscript>c</noscript>
    <template>d</template><p hidden>e</p><p style="color:red; DISPLAY : none">f</p>
    <p aria-hidden="true">g</p>svans<!-- h --></body>"""
    assert [text for _, text, _ in read(page)] == ["syns", "svans"]


FURNITURE = """<body class="menu-open has-sidebar"><a class="skip-link" href="#c">Hoppa till innehåll</a>
<header><a href="/">Regionen</a><nav><a href="/a">A</a></nav></header>
<div id="cookieBanner">Vi använder kakor</div>
<ol class="breadcrumbs"><li><a href="/">Start</a></li></ol>
<main><h1>Kontakt</h1><p>Ring oss.</p>
<aside class="sidebar">Anna Berg, <a href="tel:+46907850000">090-785 00 00</a></aside>
<aside>Läs även annat</aside><div role="navigation">Mer</div></main>
<footer>Växel 090-785 10 00</footer></body>"""


def test_furniture_goes_and_a_contact_beside_the_content_stays() -> None:
    assert [text for _, text, _ in read(FURNITURE)] == ["Kontakt", "Ring oss.", "Anna Berg, 090-785 00 00"]


def test_a_menu_without_a_name_is_known_by_its_links() -> None:
    menu = "".join(f"<li><a href='/{n}'>Sida {n}</a></li>" for n in range(6))
    page = f"<body><ul>{menu}</ul><p>Text om länet.</p></body>"
    assert [text for _, text, _ in read(page)] == ["Text om länet."]


def test_a_page_that_is_all_furniture_is_read_after_all() -> None:
    page = "<body><div class='menu'><p>Regionens kontor i Umeå har öppet varje dag.</p></div></body>"
    assert [text for _, text, _ in read(page)] == ["Regionens kontor i Umeå har öppet varje dag."]


def test_a_contact_row_reads_as_a_person_and_shows_the_hidden_address() -> None:
    page = """<table><tr><td>Anna Berg</td><td><p>chef</p></td><td>070-123 45 67<br>
    <a href="mailto:anna@x.se?subject=hej">Mejla</a></td></tr>
    <tr><td>Projekt</td><td>1,5 mkr</td></tr></table>"""
    assert read(page) == [
        (1, "Anna Berg, chef, 070-123 45 67, Mejla (anna@x.se)", "row"),
        (3, "Projekt | 1,5 mkr", "row"),
    ]


def test_a_table_that_lays_out_the_page_is_read_as_blocks() -> None:
    page = "<table><tr><td><h2>Mål</h2><p>Text</p></td><td><ul><li>ett</li></ul></td></tr></table>"
    assert read(page) == [(1, "Mål", 2), (1, "Text", "text"), (1, "ett", "item")]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("windows-1252", "utf-8"),
        ("utf-16", "utf-8"),
        ("ingen-sådan", "utf-8"),
        ("iso-8859-1", "utf-16"),
    ],
)
def test_the_declared_charset_counts_unless_the_bytes_say_otherwise(declared: str, encoding: str) -> None:
    page = f"<html><meta charset='{declared}'><p>Räksmörgås på ön</p>".replace("å'", "a'")
    assert [line.text for line in load(page.encode(encoding), "x").lines] == ["Räksmörgås på ön"]


def test_a_page_says_who_published_it_and_when() -> None:
    head = """<html lang="sv-SE"><head><title>Plan - Region X</title>
    <meta property="og:title" content="Vår plan">
    <meta property="og:site_name" content="Region X"><link rel="canonical" href="https://x.se/t">
    <meta property="article:published_time" content="2023-05-01T10:00:00+02:00"></head><p>Text</p></html>"""
    assert load(head.encode(), "x.html").metadata == FileMetadata(
        title="Vår plan", published="2023-05-01", publisher="Region X", language="sv", url="https://x.se/t"
    )


def test_text_that_a_parser_would_drop_for_its_depth_is_refused_and_not_lost() -> None:
    with pytest.raises(FileRefused, match="nested too deeply"):
        load(b"<html><p>syns</p>" + b"<div>" * 5000 + b"dold", "x.html")
