"""Find the strategies, plans and programmes that a corpus names, their years, and which replaced which.

Documents -> Plans. Names for the same thing with the same years are one plan, whatever the language; of two
for the same thing in one region the later one replaced the earlier.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from retrieval.cleaning.characters import unaccented
from retrieval.documents import Description, Document, PlacedText, join_placed
from retrieval.language.places import regions_in
from retrieval.language.times import years_in
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import Plan, Statement
from retrieval.registers.strategy.plan_names import (
    DEVELOPMENT,
    HEAD,
    SHORT,
    Named,
    own_period,
    period_after,
    plans_in,
    titled_plan,
)
from retrieval.registers.strategy.statements import sentences_of, statement_of

TITLE_BLOCKS = 4  # at the beginning, among which the title stands
NO_PLANS = ("press_release", "project")  # kinds of documents that only write about plans
Years = tuple[int | None, int | None]  # the first and the last
SOON = 1  # years before its first in which a plan is written of as if it were there
MOST_STATEMENTS = 12  # of one plan
# short names that every Swedish region uses; others are learnt where a text explains them
SHORT_NAMES = {"RUS": DEVELOPMENT, "RUP": DEVELOPMENT}
CAPITALS = re.compile(rf"\b{SHORT.replace('?P<short>', '?:')}\b")
REPLACES = re.compile(
    r"\b(?:ersätter|ersatte|ersatt|avlöser|avlöste|replaces|replaced|supersedes?d?)\b", re.IGNORECASE
)
PASSIVE = re.compile(
    r"\b(?:ersätts|ersattes|avlöses|avlöstes|(?:is|was|been) (?:replaced|superseded))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """A plan's name in a statement, by whose document, whether it is the document's title."""

    named: Named
    statement: Statement
    region: str
    place: int  # of the name among those of its sentence


@dataclass(frozen=True, slots=True)
class Talk:
    """What one document tells of plans, before it is known which short names others explain."""

    told: tuple[Told, ...]
    of_itself: tuple[Told, ...]
    capitals: tuple[str, ...]  # words that may be short names
    replaced: tuple[tuple[Named, Named], ...]  # the earlier, the later


@dataclass(frozen=True, slots=True)
class TellsShortly:
    """What one document tells of plans by their short names."""

    told: tuple[Told, ...]


def plans_of(documents: Sequence[Document], memory: Memory = NO_MEMORY) -> tuple[Plan, ...]:
    """Every plan of the documents, the newest first."""
    talks = [memory.of(each, "plans told", Talk, partial(_talk, each)) for each in documents]
    told = [each for talk in talks for each in talk.told]
    told += [each for talk in talks for each in talk.of_itself]
    told += _by_short_names(documents, talks, told, memory)
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for each in told:
        groups[each.region, each.named.subject].append(each)
    plans = [plan for group in groups.values() for plan in _merged(group)]
    plans = _as_documents_say(plans, documents, talks)
    return tuple(sorted(plans, key=lambda plan: (-(plan.first_year or plan.last_year or 0), plan.id)))


def _talk(document: Document) -> Talk:
    capitals = {word for block in document.blocks for word in CAPITALS.findall(block.text)}
    told, of_itself = tuple(_told(document)), tuple(_of_itself(document))
    return Talk(told, of_itself, tuple(sorted(capitals)), tuple(_said_replaced(document)))


def _told(document: Document) -> Iterator[Told]:
    region = _region(document.description)
    for block in document.blocks:
        for sentence in sentences_of(block) if HEAD.search(block.text) else ():
            for place, named in enumerate(plans_in(sentence.text)):
                yield Told(named, statement_of(sentence, document.description), region, place)


def _of_itself(document: Document) -> Iterator[Told]:
    """What a document that is a plan by its title says of its own years, or the catalogue for it."""
    title = document.description.title
    named = titled_plan(title)
    if named is None or document.description.kind in NO_PLANS:
        return
    region = _region(document.description)
    for statement, first, last in _own_years(document, named):
        dated = replace(named, first_year=named.first_year or first, last_year=named.last_year or last)
        yield Told(dated, statement, region, 0)


def _own_years(document: Document, named: Named) -> Iterator[tuple[Statement, int | None, int | None]]:
    """Each statement of the years of the plan that its document is: the title, and "planen gäller"."""
    description = document.description
    begins, ends = description.valid_from or "", description.valid_to or ""
    catalogued = next(years_in(begins), None), next(years_in(ends), None)
    title = _title_of(document) if named.first_year or any(catalogued) else None
    if title:
        yield statement_of(title, description), *catalogued
    for block in document.blocks:
        for sentence in sentences_of(block):
            years = own_period(sentence.text)
            if any(years):
                yield statement_of(sentence, description), *years


def _title_of(document: Document) -> PlacedText | None:
    """The title as it stands on the first lines, on one of them or two."""
    title = document.description.title.casefold()
    for first, second in pairwise((*document.blocks[:TITLE_BLOCKS], None)):
        both = join_placed([first.content, second.content]) if first and second else None
        for text in (first.content if first else None, both):
            if text and text.text.casefold() == title:
                return text
    return None


def _region(description: Description) -> str:
    """Whose plans a document speaks of: its publisher's region, else the publisher."""
    return min(regions_in(description.publisher or ""), default=description.publisher or "")


def _by_short_names(
    documents: Sequence[Document], talks: Sequence[Talk], told: Sequence[Told], memory: Memory
) -> list[Told]:
    """Where documents say "RUS", known to be short for a plan of their region."""
    explained: dict[str, dict[str, str]] = defaultdict(dict)
    for each in told:
        if each.named.short:
            explained[each.region][each.named.short] = each.named.subject
    found: list[Told] = []
    for document, talk in zip(documents, talks, strict=True):
        known = {**SHORT_NAMES, **explained.get(_region(document.description), {})}
        subjects = {short: known[short] for short in talk.capitals if short in known}
        if subjects:
            find, context = partial(_shortly, document, subjects), json.dumps(subjects)
            found += memory.of(document, "plans shortly", TellsShortly, find, context).told
    return found


def _shortly(document: Document, subjects: Mapping[str, str]) -> TellsShortly:
    return TellsShortly(tuple(_by_short_name(document, subjects)))


def _by_short_name(document: Document, subjects: Mapping[str, str]) -> Iterator[Told]:
    """Where a document says one of some short names."""
    region = _region(document.description)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, subjects))})\b")
    for block in document.blocks:
        for sentence in sentences_of(block) if pattern.search(block.text) else ():
            for match in pattern.finditer(sentence.text):
                first, last = period_after(sentence.text, match.end())
                named = _short(
                    match.group(), subjects[match.group()], first, last, sentence.text[match.start() :]
                )
                yield Told(named, statement_of(sentence, document.description), region, 0)


def _short(short: str, subject: str, first: int | None, last: int | None, text: str) -> Named:
    """A name made of a short name and its years."""
    printed = re.match(r"\w+(?:\s\(?\d{4}\s?[-–]\s?(?:\d{4})?\)?)?", text)
    name = printed.group() if printed and first else short
    return Named(
        name, "strategi" if short.endswith("S") else "plan", subject, first, last, short, bool(first)
    )


def _merged(told: Sequence[Told]) -> list[Plan]:
    """The plans for one thing in one region, each with its statements, the earlier replaced by the later."""
    periods: dict[Years, list[Told]] = defaultdict(list)
    dated = [each for each in told if each.named.first_year or each.named.last_year]
    for each in sorted(dated, key=lambda each: -_known_years(each.named)):
        periods[_period(each.named, list(periods))].append(each)
    for each in told:
        if not (each.named.first_year or each.named.last_year):
            periods[_in_force_at(each.statement.as_of, list(periods))].append(each)
    plans = [_plan(period, members) for period, members in sorted(periods.items(), key=_begins)]
    later = [*plans[1:], None]
    return [
        replace(plan, replaced_by=after.id if after and _follows(plan, after) else None)
        for plan, after in zip(plans, later, strict=True)
    ]


def _known_years(named: Named) -> int:
    return bool(named.first_year) + bool(named.last_year)


def _begins(entry: tuple[Years, list[Told]]) -> tuple[int, int]:
    first, last = entry[0]
    return first or last or 0, last or 9999


def _follows(plan: Plan, after: Plan) -> bool:
    """Whether a plan with years comes after another with years."""
    begins, began = after.first_year or after.last_year, plan.first_year or plan.last_year
    return bool(begins and began and begins > began)


def _period(named: Named, known: Sequence[Years]) -> Years:
    """The years of a plan: those of one that is known, where the name gives only one of them."""
    own = named.first_year, named.last_year
    if all(own):
        return own
    alike = (p for p in known if any(mine and mine == theirs for mine, theirs in zip(own, p, strict=True)))
    return next(alike, own)


def _in_force_at(as_of: str | None, known: Sequence[Years]) -> Years:
    """The years of the plan that a statement without years speaks of: the newest begun, or soon to begin."""
    year = next(years_in(as_of or ""), 9999)
    open_still = [period for period in known if year <= (period[1] or 9999)]
    begun = [period for period in open_still if (period[0] or 0) <= year + SOON]
    return max(begun, key=lambda period: period[0] or 0) if begun else (None, None)


def _plan(period: Years, told: Sequence[Told]) -> Plan:
    """One plan: the name that tells most, the statements that give its years first, then the newest."""
    best = max(told, key=lambda each: (each.named.telling, each.statement.document, -each.place))
    ranked = sorted(told, key=lambda each: _newest_first(each.statement), reverse=True)
    ranked = sorted(ranked, key=lambda each: -each.named.telling)
    statements = tuple(dict.fromkeys(each.statement for each in ranked))[:MOST_STATEMENTS]
    first, last = period
    subject, region = best.named.subject, best.region
    years = [str(year) for year in period if year]
    slug = re.sub(r"[^a-z0-9]+", "-", unaccented(" ".join([region, subject, *years]))).strip("-")
    return Plan(slug, best.named.name, best.named.kind, subject, first, last, None, statements)


def _newest_first(statement: Statement) -> str:
    return statement.as_of or ""


def _as_documents_say(
    plans: Sequence[Plan], documents: Sequence[Document], talks: Sequence[Talk]
) -> list[Plan]:
    """The plans, replaced as the catalogue says of their documents, or as a sentence says of two of them."""
    replaced = dict(_found_replaced(plans, talks))
    by_document = {document.description.path: _plan_of(document, plans) for document in documents}
    for document in documents:
        after = by_document[document.description.path]
        for path in document.description.replaces:
            before = by_document.get(path)
            if before and after and before.id != after.id:
                replaced[before.id] = after.id
    return [replace(plan, replaced_by=replaced.get(plan.id, plan.replaced_by)) for plan in plans]


def _plan_of(document: Document, plans: Sequence[Plan]) -> Plan | None:
    """The plan that a document is: the one that its title names."""
    titled = titled_plan(document.description.title)
    if titled is None:
        return None
    own = [p for p in plans if any(s.document == document.description.path for s in p.statements)]
    return next((plan for plan in own if plan.subject == titled.subject), None)


def _said_replaced(document: Document) -> Iterator[tuple[Named, Named]]:
    """Each pair of names of which a sentence says that one plan replaced the other: earlier, later."""
    for block in document.blocks:
        said_so = REPLACES.search(block.text) or PASSIVE.search(block.text)
        for sentence in sentences_of(block) if said_so else ():
            active, passive = REPLACES.search(sentence.text), PASSIVE.search(sentence.text)
            said = list(plans_in(sentence.text)) if active or passive else []
            if len(said) == 2:
                yield (said[0], said[1]) if passive else (said[1], said[0])


def _found_replaced(plans: Sequence[Plan], talks: Sequence[Talk]) -> Iterator[tuple[str, str]]:
    """The ids of the plans of which that is said."""
    for earlier, later in (pair for talk in talks for pair in talk.replaced):
        before, after = _find(earlier, plans), _find(later, plans)
        if before and after and before.id != after.id:
            yield before.id, after.id


def _find(named: Named, plans: Sequence[Plan]) -> Plan | None:
    """The plan that a name means."""
    alike = [plan for plan in plans if plan.subject == named.subject]
    dated = [p for p in alike if (p.first_year, p.last_year) == (named.first_year, named.last_year)]
    return next(iter(dated or alike), None)
