"""The registers' rows as entries of a list.

Rows -> Entries.
"""

from collections.abc import Sequence
from datetime import date, datetime

from bot.answer import ContactCard
from bot.telegram.rendering.browsing import Entry
from bot.telegram.rendering.notes import document_address
from bot.telegram.rendering.notices import Unit, lasting
from bot.telegram.rendering.rows import ContactRow, FactRow, FundingRow, PriorityRow, Said, StrategyRow
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.ranking import in_force

MOST_FACTS = 3  # of one kind


def contact_entry(row: ContactRow, language: Language) -> Entry:
    """Who it is, how to reach them, what they stand for."""
    card = ContactCard(
        row.id, row.name, row.title, row.organisation, row.phone, row.email,
        tuple(row.areas), row.document, row.lines, row.as_of,
    )  # fmt: skip
    about = ", ".join(part for part in (row.title, row.organisation) if part)
    facts = [about] if about else []
    facts += [say(language, "telegram_phone", phone=row.phone)] if row.phone else []
    facts += [say(language, "telegram_email", email=row.email)] if row.email else []
    facts += [say(language, "telegram_stands_for", areas="; ".join(row.areas[:MOST_FACTS]))] * bool(row.areas)
    facts += [doubt.text for doubt in row.doubts]
    return Entry(
        row.id, row.name, row.title or "", facts=tuple(facts), sources=tuple(row.sources), contact=card
    )


def priority_entry(row: PriorityRow, language: Language) -> Entry:
    """What is prioritised, in which strategy, and the work under it."""
    name = " ".join(part for part in (row.number, row.name or row.text or row.kind_name) if part)
    facts = [row.kind_name[:1].upper() + row.kind_name[1:]]
    facts += [say(language, "telegram_part_of", whole=" › ".join(row.path))] if row.path else []
    facts += [f"> {row.text} [1]"] if row.text and row.text != row.name else []
    facts += [f"> {work.text} [{work.source}]" for work in row.work[:MOST_FACTS]]
    return Entry(
        id=row.id,
        name=name,
        hint=row.kind_name,
        group=_strategy(row.strategy, language),
        depth=len(row.path),
        facts=tuple(facts),
        sources=tuple(row.sources),
    )


def funding_entry(row: FundingRow, language: Language) -> Entry:
    """What money there is, for what and whom, and whether it can be sought."""
    is_known = row.status != "unknown"
    status = row.status_name if is_known else say(language, "telegram_funding_status_unknown")
    facts = [f"{row.kind_name[:1].upper()}{row.kind_name[1:]}, {status}{_number(row.status_basis)}"]
    for kind in ("purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions"):
        said: Sequence[FactRow] = getattr(row, kind)
        if said:
            listed = "; ".join(f"{fact.said}{_number(fact)}" for fact in said[:MOST_FACTS])
            facts.append(say(language, f"telegram_funding_{kind}", said=listed))
    hint = row.status_name if is_known else row.kind_name
    return Entry(row.id, row.name, hint, facts=tuple(facts), sources=tuple(row.sources))


def document_entry(
    description: Description, today: date, language: Language, public_url: str | None = None
) -> Entry:
    """A document by its title, with its date and whether it holds."""
    holds = in_force(description, today)
    dated = description.published or ""
    facts = [description.publisher] if description.publisher else []
    facts += [say(language, "telegram_published", date=dated)] if dated else []
    facts += [] if holds else [say(language, "telegram_no_longer")]
    url = document_address(description.path, description.url, public_url)
    hint = ", ".join(part for part in (dated, "" if holds else say(language, "telegram_no_longer")) if part)
    return Entry(description.path, description.title, hint, facts=tuple(facts), url=url)


def age_of(built: datetime, now: datetime, language: Language) -> str:
    """How old the documents are as the bot knows them, in words."""
    minutes = max(0, int((now - built).total_seconds() // 60))
    units: tuple[tuple[int, Unit], ...] = ((24 * 60, "day"), (60, "hour"), (1, "minute"))
    for size, unit in units:
        if number := minutes // size:
            age = lasting(number, unit, language)
            return say(language, "telegram_age", moment=f"{built:%Y-%m-%d %H:%M}", age=age)
    return say(language, "telegram_age_now", moment=f"{built:%Y-%m-%d %H:%M}")


def _strategy(strategy: StrategyRow, language: Language) -> str:
    """A strategy's title with its years, and whether it holds."""
    years = "–".join(str(year) for year in (strategy.first_year, strategy.last_year) if year)
    parts = [strategy.title + (f" ({years})" if years and years not in strategy.title else "")]
    if strategy.replaced_by:
        parts.append(say(language, "telegram_replaced_by", plan=strategy.replaced_by))
    elif not strategy.in_force:
        parts.append(say(language, "telegram_no_longer"))
    return " · ".join(parts)


def _number(fact: Said | None) -> str:
    return f" [{fact.source}]" if fact else ""
