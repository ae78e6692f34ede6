"""Find the supports, grants, programmes and funds that a corpus mentions, and the projects that were granted.

Documents -> Funding records. A sentence belongs to the names in it; one that goes on about "Stödet" or
"Medlen" belongs to the name before it, and those under a heading that is a name belong to that name.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rapidfuzz import fuzz

from retrieval.coding import to_plain
from retrieval.documents import Document
from retrieval.registers.funding.continuing import ANY, goes_on
from retrieval.registers.funding.drafts import Draft, Part, slug
from retrieval.registers.funding.facts import NEAR, FactRead, Field, facts_in
from retrieval.registers.funding.listed import facts_of_row
from retrieval.registers.funding.mention import Mention
from retrieval.registers.funding.named import (
    Knowledge,
    Known,
    Outline,
    Read,
    outline_of,
    read_in,
    settled,
)
from retrieval.registers.funding.parties import names_groups, owner_in
from retrieval.registers.funding.projects import Grant, grants_in, project_named_in
from retrieval.registers.funding.reading import Sentence, blocks_of
from retrieval.registers.funding.vocabulary import HEADS
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import Funding

PROJECT_GOES_ON = re.compile(
    r"^(?:Projektets?|The project|It runs|Det pågår|(?:Den totala )?[Bb]udgeten|The (?:total )?budget)\b"
)
CAN_GET = re.compile(r"\bkan (?:få|söka|ansöka)\b|\bcan (?:get|apply|receive)\b|\bmay apply\b")
ALIKE = 90  # of 100: two forms of one project's name in the same document
SAYS_TERMS = frozenset({"amounts", "shares", "windows"})
OF_ALL = frozenset({"conditions", "by_whom"})  # what a sentence says of every name in it


@dataclass(frozen=True, slots=True)
class Parts:
    """What one document tells of every record."""

    found: tuple[Part, ...]


def funding_of(documents: Sequence[Document], memory: Memory = NO_MEMORY) -> tuple[Funding, ...]:
    """Every support, grant, programme, fund and granted project of the documents, ordered by name."""
    outlines = [memory.of(each, "funding outline", Outline, partial(_outline, each)) for each in documents]
    known = Knowledge(outlines)
    drafts = _Drafts()
    for document, outline in zip(documents, outlines, strict=True):
        own = known.within(outline)
        find, context = partial(_parts, document, own), json.dumps(to_plain(own))
        drafts.add(memory.of(document, "funding parts", Parts, find, context).found)
    seen: Counter[str] = Counter()
    records = []
    for draft in sorted(drafts.drafts.values(), key=lambda draft: draft.name.casefold()):
        seen[slug(draft.name)] += 1
        records.append(draft.finished(seen[slug(draft.name)]))
    return tuple(records)


def _outline(document: Document) -> Outline:
    return outline_of(read_in(blocks_of(document)))


def _parts(document: Document, known: Known) -> Parts:
    """What a document tells, once it is known what all tell of names."""
    reader = _Reader()
    for block in settled(read_in(blocks_of(document)), known):
        reader.add_block(block)
    return Parts(tuple(draft.as_part(*key) for key, draft in reader.drafts.items()))


class _Drafts:
    """Puts together what documents tell of the same records."""

    def __init__(self) -> None:
        self.drafts: dict[tuple[str, str], Draft] = {}
        self._projects: dict[str, str] = {}  # the key of each project's record, by its name alone

    def add(self, parts: Sequence[Part]) -> None:
        """What one document tells; a project is known again by its name."""
        for part in parts:
            key = part.key
            if part.kind == "project":
                key = self._projects.setdefault(key.rpartition(":")[2], key)
            self.drafts.setdefault((key, part.publisher), Draft(part.kind)).add_part(part)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the sentences before were about."""

    section: tuple[str, int] = ("", -1)
    place: int = -1  # of the block within its section
    mentions: tuple[Mention, ...] = ()
    right_before: bool = False


class _Reader:
    """Gives each sentence to the records that it is about."""

    def __init__(self) -> None:
        self.drafts: dict[tuple[str, str], Draft] = {}
        self._table: tuple[str, int] | None = None  # where the rows stand that are read now
        self._header: str | None = None  # of that table
        self._before = _Before()

    def add_block(self, block: Sequence[Read]) -> None:
        """The sentences of a block, each with what it names."""
        granted = None
        for read in block:
            if self._is_header(read.sentence):
                continue
            granted = self._add_projects(read.sentence, granted)
            owners = self._add_sentence(read, named_project=granted is not None)
            self._before = self._after(read.sentence, owners)

    def _add_projects(self, sentence: Sentence, before: str | None) -> str | None:
        """Give a sentence to the project that it says was granted, or goes on about; returns its key."""
        grants = list(grants_in(sentence.text, partial(_project_of, sentence)))
        if grants:
            return [self._add_grant(sentence, grant) for grant in grants][-1]
        if before and PROJECT_GOES_ON.match(sentence.text):
            self._add_to_project(sentence, before)
            return before
        return None

    def _after(self, sentence: Sentence, owners: Sequence[Mention]) -> _Before:
        """What the next sentence may go on about: this one's names, else those before in its paragraph."""
        section = _section(sentence)
        if owners or sentence.block.kind == "row":
            return _Before(section, sentence.place, tuple(owners), right_before=True)
        same = (self._before.section, self._before.place) == (section, sentence.place)
        return replace(self._before, right_before=False) if same else _Before(section)

    def _is_header(self, sentence: Sentence) -> bool:
        """Whether a row names the columns of those after it; remembered for them."""
        table = _section(sentence) if sentence.block.kind == "row" else None
        if table is None or table == self._table:
            self._table = table
            return False
        self._table = table
        named = not any(letter.isdigit() for letter in sentence.text)
        self._header = sentence.text if named else None
        return named

    def _add_sentence(self, read: Read, named_project: bool) -> list[Mention]:
        """Give a sentence to the names that it is about; returns them. A project's money is its own."""
        own = [mention for mention in read.mentions if mention.record]
        if named_project:
            own = [mention for mention in own if not mention.key.startswith("projekt")]
        owners = own if own or named_project else self._taken_on(read)
        facts = list(self._facts(read.sentence)) if owners and not named_project else []
        for mention in {mention.key: mention for mention in owners}.values():
            draft = self._draft(read.sentence, mention)
            statement = draft.add_sentence(read.sentence)
            for fact in facts:
                if not own or _belongs(fact, mention, own, read.mentions):
                    draft.add_fact(fact, statement)
        for mention in own:
            self._add_name(read.sentence, mention, named_project)
        return owners

    def _add_name(self, sentence: Sentence, mention: Mention, granted: bool) -> None:
        """A form of a name, with what the name itself says."""
        draft = self._draft(sentence, mention)
        draft.add_name(mention.name, mention.printed)
        if mention.purpose and not granted:
            field: Field = "for_whom" if names_groups(mention.purpose) else "purpose"
            draft.add_fact(FactRead(field, mention.first, mention.purpose), sentence.statement)
        if not mention.everywhere and (owner := owner_in(sentence.text[: mention.first])):
            draft.add_fact(FactRead("by_whom", owner.first, owner.said), sentence.statement)

    def _facts(self, sentence: Sentence) -> Iterator[FactRead]:
        if sentence.block.kind == "row" and self._header:
            yield from facts_of_row(sentence.text, self._header)
        else:
            yield from facts_in(sentence.text)

    def _taken_on(self, read: Read) -> list[Mention]:
        """The name that a sentence without one is about: that before it, or that of its heading."""
        text, before = read.sentence.text, self._before
        same = before.section == _section(read.sentence) and read.sentence.block.kind != "row"
        if same and (mention := goes_on(text, before.mentions, before.right_before)):
            return [mention]
        heading = read.heading
        if heading and same and before.mentions and before.mentions[0].key.startswith(heading.key):
            heading = before.mentions[0]
        if heading and (ANY.search(text) or CAN_GET.search(text) or self._says_terms(read.sentence)):
            self._draft(read.sentence, heading).add_name(heading.name, heading.printed)
            return [heading]
        return []

    def _says_terms(self, sentence: Sentence) -> bool:
        return any(fact.field in SAYS_TERMS for fact in self._facts(sentence))

    def _draft(self, sentence: Sentence, mention: Mention) -> Draft:
        """The record of a name; another publisher's support of the same name is another one."""
        publisher = "" if mention.everywhere else sentence.document.description.publisher or ""
        return self.drafts.setdefault((mention.key, publisher), Draft(mention.kind))

    def _add_grant(self, sentence: Sentence, grant: Grant) -> str:
        """A granted project, with by whom and how much; returns its key."""
        key = self._project_key(sentence, grant)
        draft = self.drafts.setdefault((key, ""), Draft("project"))
        draft.add_name(grant.name, grant.name)
        for name in grant.other_names:
            draft.printed.setdefault(name.casefold(), name)
        self._add_to_project(sentence, key)
        for giver in grant.givers:
            draft.add_fact(FactRead("by_whom", 0, giver), sentence.statement)
        return key

    def _add_to_project(self, sentence: Sentence, key: str) -> None:
        draft = self.drafts[key, ""]
        statement = draft.add_sentence(sentence)
        for fact in facts_in(sentence.text):
            if fact.field in ("amounts", "periods"):
                draft.add_fact(fact, statement)

    def _project_key(self, sentence: Sentence, grant: Grant) -> str:
        """The key of a project; forms of one name within a document share it."""
        document = sentence.document.description.path
        squeezed = re.sub(r"[\W_]", "", grant.name.casefold())
        for key, _ in self.drafts:
            kind, _, rest = key.partition(":")
            if kind == "project" and _same_project(rest, document, squeezed):
                return key
        return f"project:{document}:{squeezed}"


def _same_project(known: str, document: str, squeezed: str) -> bool:
    """Whether a known project, "document:name", is this one; numbers at the end tell projects apart."""
    path, _, name = known.rpartition(":")
    if name == squeezed:
        return True
    same_numbers = re.findall(r"\d+", name) == re.findall(r"\d+", squeezed)
    return path == document and same_numbers and fuzz.ratio(name, squeezed) >= ALIKE


def _belongs(fact: FactRead, mention: Mention, names: Sequence[Mention], money: Sequence[Mention]) -> bool:
    """Whether a fact is said of a name; a sum may be that of money without a name that stands nearer."""
    if fact.field in OF_ALL:
        return True
    if fact.after:
        before = [name for name in names if name.last <= fact.first]
        near = fact.field == "purpose" or (before and fact.first - before[-1].last <= NEAR)
        return bool(before and near and before[-1].key == mention.key)
    # "en miljard i statsstöd" is said of that; in "fonden ger lån på 50 000 kronor" the loan is the fund's
    paid = [name for name in money if name.record or name.key not in HEADS]
    return _nearest(paid if fact.field in SAYS_TERMS else names, fact).key == mention.key


def _nearest(mentions: Sequence[Mention], fact: FactRead) -> Mention:
    """The name that a fact stands nearest to; of equals the one before it."""
    return min(
        mentions, key=lambda m: (max(m.first - fact.first, fact.first - m.last, 0), m.first > fact.first)
    )


def _section(sentence: Sentence) -> tuple[str, int]:
    return sentence.document.description.path, sentence.section


def _project_of(sentence: Sentence) -> str | None:
    """The project that the block named before, or its heading: at its beginning, or on a project's page."""
    if named := project_named_in(sentence.so_far):
        return named
    own_page = sentence.document.description.kind == "project"
    begins = sentence.place <= 1 and sentence.number == 0
    names_it = " " in sentence.heading.strip() and (own_page or begins)
    return sentence.heading if names_it else None
