"""What people say of the documents."""

import pytest

from retrieval.corpus.catalogue import (
    CatalogueEntry,
    entry_for,
    parse_catalogue,
    unmatched,
    with_replacements,
)
from retrieval.documents import Description
from retrieval.errors import CatalogueBroken


def test_every_key_is_read() -> None:
    catalogue = parse_catalogue(
        """
        ["planer/kulturplan.pdf"]
        title = "Kulturplan"
        publisher = "Region Fjällmarken"
        kind = "strategy"
        published = 2022-05-01
        language = "sv"
        url = "https://example.se/kulturplan"
        valid_from = 2023
        valid_to = "2026-12-31"
        replaces = "planer/gammal.pdf"
        ["b.txt"]
        replaces = ["c.txt", "d.txt"]
        """
    )
    assert catalogue == {
        "planer/kulturplan.pdf": CatalogueEntry(
            "Kulturplan",
            "Region Fjällmarken",
            "strategy",
            "2022-05-01",
            "sv",
            "https://example.se/kulturplan",
            "2023",
            "2026-12-31",
            ("planer/gammal.pdf",),
        ),
        "b.txt": CatalogueEntry(replaces=("c.txt", "d.txt")),
    }


@pytest.mark.parametrize(
    ("text", "table", "key"),
    [
        ('["a.txt"]\ntitel = "A"', "a.txt", "titel"),
        ('["a.txt"]\ntitle = 3', "a.txt", "title"),
        ('["a.txt"]\nkind = "novel"', "a.txt", "kind"),
        ('["a.txt"]\nlanguage = "fi"', "a.txt", "language"),
        ('["a.txt"]\npublished = "i våras"', "a.txt", "published"),
        ('["a.txt"]\nvalid_to = "2021-13-01"', "a.txt", "valid_to"),
        ('["a.txt"]\nreplaces = [1]', "a.txt", "replaces"),
        ('[a.txt]\ntitle = "A"', "a", "txt"),
        ('title = "A"', "", "title"),
        ('["a.txt"\n', "", ""),
    ],
)
def test_what_is_not_understood_is_named(text: str, table: str, key: str) -> None:
    with pytest.raises(CatalogueBroken) as caught:
        parse_catalogue(text)
    assert (caught.value.file, caught.value.table, caught.value.key) == ("catalogue.toml", table, key)


def test_a_path_is_found_however_its_letters_are_composed() -> None:
    catalogue = parse_catalogue('["åtgärder.txt"]\ntitle = "Åtgärder"')
    assert entry_for(catalogue, "åtgärder.txt") == CatalogueEntry(title="Åtgärder")


def test_entries_without_a_document_are_listed() -> None:
    catalogue = parse_catalogue('["a.txt"]\n["b.txt"]\n["c.txt"]')
    assert unmatched(catalogue, ["b.txt", "d.txt"]) == ("a.txt", "c.txt")


def test_the_newest_that_replaces_a_document_is_named_in_it() -> None:
    old = Description("old.txt", "Gammal")
    newer = Description("newer.txt", "Nyare", published="2020", replaces=("old.txt",))
    newest = Description("newest.txt", "Nyast", published="2022", replaces=("old.txt", "newer.txt"))
    replaced = {each.path: each.replaced_by for each in with_replacements([newest, old, newer])}
    assert replaced == {"newest.txt": None, "old.txt": "newest.txt", "newer.txt": "newest.txt"}
