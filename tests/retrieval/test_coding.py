"""Data classes as plain JSON values."""

import json
from dataclasses import dataclass

import pytest

from retrieval.coding import from_plain, to_plain
from retrieval.documents import Block, Description, Place, PlacedText
from retrieval.registers.records import Contact, Mention, Phone

CONTACT = Contact(
    "karin-lindmark",
    "Karin Lindmark",
    (
        Mention(
            document="a.txt",
            first=Place(line=3),
            last=Place(page=2),
            text="Karin Lindmark",
            title=None,
            organisation="Region Fjällmarken",
            phones=(Phone("090-12 34 56", "+4690123456"),),
            emails=(),
            areas=("Kultur", "Kontakt"),
            as_of="2021",
        ),
    ),
)


@pytest.mark.parametrize(
    "value",
    [
        CONTACT,
        Description("a.txt", "Å", replaces=("b.txt",), inferred=frozenset({"title", "kind"})),
        Block("item", PlacedText("två rader", (0, 4), (Place(line=1), Place(line=2)))),
    ],
)
def test_what_is_written_is_read_back(value: object) -> None:
    assert from_plain(type(value), json.loads(json.dumps(to_plain(value)))) == value


def test_a_value_of_another_version_takes_defaults_for_what_it_lacks_and_loses_what_is_unknown() -> None:
    assert from_plain(Description, {"path": "a", "title": "b", "colour": "blue"}) == Description("a", "b")


def test_a_type_that_cannot_be_told_apart_is_refused_at_once() -> None:
    @dataclass(frozen=True)
    class Ambiguous:
        value: int | str

    with pytest.raises(TypeError):
        from_plain(Ambiguous, {"value": 1})
