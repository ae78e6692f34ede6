"""Under which paths a document may be kept."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.admin.paths import LONGEST_PART, LONGEST_PATH, has_extension, joined, safe_path
from bot.admin.refusal import AdminRefused

ODD = 'abcåäö.-_ /\\:*?"<>|~%#\x00\x07\x1f\x7f\u202e\u200b\u2066\u0301\ufeff\ud800\u2028Ⅷ😀'
WORDS = [
    "..",
    ".",
    "",
    "con",
    "NUL.txt",
    "catalogue.toml",
    "C:",
    "//",
    "\\\\server",
    "a" * 250,
    "rapport.pdf",
]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../secret.txt", "begin with a point"),
        ("a/../../secret.txt", "begin with a point"),
        ("/etc/passwd", "slash"),
        ("a//b.txt", "slash"),
        ("a/", "slash"),
        ("", "empty"),
        ("a\\b.txt", "separated by /"),
        (".hidden/a.txt", "begin with a point"),
        ("a/.htaccess", "begin with a point"),
        ("a\x00.txt", "cannot be seen"),
        ("a\n.txt", "cannot be seen"),
        ("rapport\u202efdp.exe", "turns the writing round"),
        ("a\u200b.txt", "cannot be seen"),
        ("half\ud800.txt", "cannot be seen"),
        ("con", "device"),
        ("reports/NUL.txt", "device"),
        ("com1.pdf", "device"),
        ("lpt¹.txt", "device"),
        ("aux .txt", "device"),
        ("report.", "end with a point"),
        (" report.txt", "blank"),
        ("report.txt ", "blank"),
        ("Catalogue.toml", "the catalogue"),
        ("å" * (LONGEST_PART // 2 + 1), f"longer than {LONGEST_PART} bytes"),
        ("/".join(["a" * 150] * 4), f"longer than {LONGEST_PATH} bytes"),
    ],
)
def test_a_path_that_is_not_safe_is_refused_with_its_reason(path: str, reason: str) -> None:
    with pytest.raises(AdminRefused, match=reason) as refused:
        safe_path(path)
    assert (refused.value.fault, refused.value.field) == ("invalid", "path")


@pytest.mark.parametrize(
    "path",
    ["reports/result 2023.pdf", "Årsredovisning & bokslut (slutlig).docx", "connect.txt", "a/catalogue.toml"],
)
def test_a_path_that_people_write_is_kept_as_it_is(path: str) -> None:
    assert safe_path(path) == path


def test_a_path_of_another_system_becomes_the_composed_form() -> None:
    assert safe_path("a\u030arsrapport.txt") == "årsrapport.txt"


@given(st.text(alphabet=st.sampled_from(ODD) | st.characters(), max_size=60))
def test_whatever_is_let_through_stays_below_its_folder_and_comes_out_the_same(path: str) -> None:
    refuse_or_check(path)


def test_two_hundred_random_paths_never_escape() -> None:
    chosen = random.Random(5)
    for _ in range(200):
        parts = ["".join(chosen.choices(ODD, k=chosen.randint(0, 8))) for _ in range(3)]
        refuse_or_check("/".join(chosen.choices([*parts, *WORDS], k=chosen.randint(1, 4))))


def refuse_or_check(path: str) -> None:
    try:
        safe = safe_path(path)
    except AdminRefused:
        return
    parts = safe.split("/")
    assert safe_path(safe) == safe == unicodedata.normalize("NFC", path)
    assert not any(part in ("", ".", "..") or part.startswith(".") for part in parts)
    assert len(safe.encode()) <= LONGEST_PATH
    assert not set(safe) & set("\\\x00\n\u202e\u200b\ud800")


def test_an_extension_is_told_from_a_number() -> None:
    endings = {"a.pdf": True, "a.b/c": False, "plan v1.2": False, "nr. 5": False, "a.docx": True, "a": False}
    assert {path: has_extension(path) for path in endings} == endings


def test_slashes_around_a_folder_do_not_count() -> None:
    assert [joined("/press/2026/", "a.txt"), joined("", "a.txt")] == ["press/2026/a.txt", "a.txt"]
