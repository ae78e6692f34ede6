"""Judge an answer against what a question's author says must, and must not, be in it.

Expected, answer object -> the reasons why it fails. The rules are those of the project's gold questions: a
reader must find the fact, the citation must hold it, and silence is right where the corpus is silent.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

LONGEST_ANSWER = 1200  # characters
MOST_CITATIONS = 5  # that are looked at
WIDEST_CITATION = 45  # lines; a wider one points at nothing
SLACK = 2  # lines by which a citation may miss the evidence
USUAL_ADDRESSES = 3  # e-mail addresses a reader wants at most, unless more were asked for
SHORT = 4  # characters up to which a fact must stand as a word of its own
SILENT = ("not_found", "refused")

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w@.,/-])(?<!\d )(?:\+46(?: ?\(0\))?|0)(?:[ /-]{0,2}\d){7,9}(?!\d)")
THOUSANDS_GAP = re.compile(r"(?<=\d) (?=\d{3}\b)")
SAME_CHARACTER = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("”“„»«", '"'),
        "’": "'",
        **dict.fromkeys("\u00ad*_`\\", ""),
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lines of a document that hold the fact."""

    document: str
    first: int
    last: int

    def is_cited_by(self, citation: Mapping[str, Any]) -> bool:
        """Whether a citation points here, and not just anywhere."""
        lines = citation.get("lines")
        if not lines or lines[-1] - lines[0] >= WIDEST_CITATION:
            return False
        return self.overlaps(str(citation.get("document", "")), lines[0], lines[-1], SLACK)

    def overlaps(self, document: str, first: int, last: int, slack: int = 0) -> bool:
        """Whether lines of a document of the same name meet these, give or take some."""
        same = PurePosixPath(document).name == PurePosixPath(self.document).name
        return same and first <= self.last + slack and last >= self.first - slack


@dataclass(frozen=True, slots=True)
class Expected:
    """A question, and what its answer must be."""

    id: Any
    question: str
    history: tuple[str, ...]
    language: str
    kind: str
    level: int
    answerable: bool
    must: tuple[tuple[str, ...], ...] = ()  # groups of which one alternative must be said
    must_not: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def addresses_wanted(self) -> int:
        """How many e-mail addresses an answer may show."""
        asked_for = sum("@" in group[0] for group in self.must)
        contacts = len(self.must) if self.kind == "contact" else 0
        return max(USUAL_ADDRESSES, asked_for, contacts)


def expected_from(value: Mapping[str, Any]) -> Expected:
    """A line of a file of gold questions. Raises KeyError, TypeError or ValueError."""
    evidence = tuple(
        Evidence(e["doc"], int(e["lines"][0]), int(e["lines"][-1])) for e in value.get("evidence", ())
    )
    return Expected(
        id=value["id"],
        question=value["question"],
        history=tuple(value.get("history") or ()),
        language=value["lang"],
        kind=value["kind"],
        level=int(value["level"]),
        answerable=bool(value["answerable"]),
        must=tuple(tuple(group) for group in value.get("must", ())),
        must_not=tuple(value.get("must_not", ())),
        evidence=evidence,
    )


def faults(expected: Expected, answer: Mapping[str, Any] | None) -> list[str]:
    """The reasons why an answer object fails; none when it passes."""
    if answer is None:
        return ["no reply"]
    said = Said(str(answer.get("answer") or ""))
    status = answer.get("status")
    found = [f"says {wrong!r}" for wrong in expected.must_not if said.holds(wrong)]
    if not expected.answerable:
        return found if status in SILENT else [*found, "answered what the corpus does not hold"]
    if status != "answered":
        return [*found, f"status {status}"]
    found += [f"lacks {group[0]!r}" for group in expected.must if not any(map(said.holds, group))]
    if not cites_evidence(expected, answer):
        found.append("cites no line of the evidence")
    if said.length > LONGEST_ANSWER:
        found.append(f"{said.length} characters")
    if said.addresses > expected.addresses_wanted:
        found.append(f"{said.addresses} addresses")
    return found


def cites_evidence(expected: Expected, answer: Mapping[str, Any]) -> bool:
    """Whether an answer points a reader to the evidence."""
    citations: Sequence[Mapping[str, Any]] = (answer.get("citations") or [])[:MOST_CITATIONS]
    cited = any(evidence.is_cited_by(citation) for citation in citations for evidence in expected.evidence)
    return answer.get("status") == "answered" and cited


def details_of(text: str) -> frozenset[str]:
    """The e-mail addresses and telephone numbers of a text, each in one form."""
    text = unicodedata.normalize("NFKC", text).translate(SAME_CHARACTER)
    emails = (match.group().casefold().rstrip(".") for match in EMAIL.finditer(text))
    return frozenset((*emails, *_numbers_in(text)))


class Said:
    """The text of an answer, ready to be looked through for facts."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._text = _plain(text)
        self._closed_up = THOUSANDS_GAP.sub("", self._text)
        self._numbers = frozenset(_numbers_in(self._text))
        self.addresses = len(set(EMAIL.findall(self._text)))

    def holds(self, fact: str) -> bool:
        """Whether a fact is said: as it stands, as a telephone number, or as a large number without gaps."""
        plain = _plain(fact)
        if _stands_in(plain, self._text):
            return True
        if PHONE.fullmatch(fact.strip()):
            return _dialled(fact) in self._numbers
        closed_up = THOUSANDS_GAP.sub("", plain)
        return bool(re.search(r"\d{5}", closed_up)) and closed_up in self._closed_up


def _stands_in(fact: str, text: str) -> bool:
    """A short fact must not stand inside a word, a number not inside another number."""
    short = len(fact) <= SHORT
    if not short and not fact.replace(" ", "").isdigit():
        return fact in text
    end = r"(?![\w])" if short else r"(?!\d)"
    return re.search(rf"(?<!\w){re.escape(fact)}{end}", text) is not None


def _plain(text: str) -> str:
    """Text as it is compared: one form a character, no Markdown, single blanks, no capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SAME_CHARACTER).split()).casefold()


def _numbers_in(text: str) -> Iterable[str]:
    return (_dialled(match.group()) for match in PHONE.finditer(text))


def _dialled(number: str) -> str:
    """The digits as one dials them at home."""
    digits = re.sub(r"\D", "", number.replace("+46", "0").replace("(0)", ""))
    return f"0{digits[4:]}" if digits.startswith("0046") else digits
