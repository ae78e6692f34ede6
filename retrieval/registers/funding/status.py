"""Say whether money can be applied for: what the words say, and what holds on a day.

Text -> FundingStatus, Funding and day -> FundingStatus with what it rests on. Nothing is open on a day for
which the corpus gives no dates.
"""

import re
from datetime import date, timedelta

from retrieval.registers.records import Fact, Funding, FundingStatus, Period, Statement

OPEN = re.compile(
    r"\bkan (?:\w+ ){0,3}(?:ansöka|sökas?)\b|\bgår (?:det )?att söka\b|\bmöjlighet att (?:\w+ )?söka\b"
    r"|\b(?:an)?sök (?:nu|senast)\b|\bansökan (?:är |är nu )?öpp(?:en|nar)|\böpp(?:en"
    r"|et) för ansök|\bvälkom\w+ (?:att |med )(?:din |er )?(?:söka|ansök)"
    r"|\bsista (?:ansöknings)?dag|\bapplications? (?:are|is) open|\bopen for applications?|\bcall is open"
    r"|\bapply (?:now|by|before)\b|\b(?:can|may) (?:now )?apply\b|\bdeadline\b",
    re.IGNORECASE,
)
ALWAYS = re.compile(
    r"\blöpande\b|\båret (?:runt|om)\b|\bnär som helst\b|\bcontinuously\b"
    r"|\byear[- ]round\b|\brolling\b|\bat any time\b",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"\bförläng\w* inte\b|\binte (?:längre )?(?:förläng|söka|möjlig)|\bdr(?:ogs?"
    r"|as?)\b.{0,90}\btillbaka\b|\bdragits tillbaka"
    r"|\b(?:har|är|har nu|är nu) (?:stängt?|stängd|avslutats?|avslutade?|slut|upphört)\b"
    r"|\bupphörde?\b|\bavskaffa(?:s|des|ts|d)\b|\bpausa(?:t|d|ts|des)\b|\bfulltecknad"
    r"|\bmedlen är (?:slut|förbrukade)"
    r"|\bstängde\b|\bgår inte (?:längre )?att söka|\bfinns inte längre"
    r"|\bsista (?:ansöknings)?dag(?:en)? var\b"
    r"|\b(?:is|are|has been|was) (?:now )?(?:closed|discontinued|withdrawn)\b"
    r"|\bclosed on\b|\bhas ended\b|\bno longer (?:open|available)\b"
    r"|\b(?:was|were) not (?:extended|renewed)\b",
    re.IGNORECASE,
)
# where only the last day is said, one can hardly have applied for longer
LONGEST_WINDOW = timedelta(days=92)
SETTLED_YEARS = 1  # a document of last year still says how it is done; an older one does not


def words_say(text: str) -> FundingStatus | None:
    """What a sentence says of the money that it is about; None where it says neither."""
    if CLOSED.search(text):
        return "closed"
    return "open" if OPEN.search(text) or (ALWAYS.search(text) and "sök" in text) else None


def status_on(funding: Funding, today: date) -> tuple[FundingStatus, Fact | Statement | None]:
    """What holds on a day, and what that rests on.

    "open" only within a stated window, or within a stated period of money that the words invite to seek, or
    where a document of this year or the last says "löpande"; "closed" when every stated last day has passed
    or the words say so; else "unknown", with the nearest date that is stated.
    """
    if funding.kind == "project":
        return "granted", funding.basis
    windows = [fact for fact in funding.windows if fact.period and _dated(fact.period)]
    current = next((fact for fact in windows if fact.period and _covers(fact.period, today)), None)
    if current and (funding.status != "closed" or not _newer(funding.basis, current.statement)):
        return "open", current
    if funding.status == "closed":
        return "closed", funding.basis
    if windows:
        return _of_past_windows(windows, today)
    return _without_windows(funding, today)


def _of_past_windows(windows: list[Fact], today: date) -> tuple[FundingStatus, Fact]:
    """Windows of which none covers the day: closed when all are past, unknown before the next one."""
    coming = [fact for fact in windows if fact.period and not _past(fact.period, today)]
    if coming:
        return "unknown", min(coming, key=_sort_day)
    return "closed", max(windows, key=_sort_day)


def _without_windows(funding: Funding, today: date) -> tuple[FundingStatus, Fact | Statement | None]:
    for fact in funding.periods:
        if fact.period and fact.period.last and funding.kind != "fund" and _past(fact.period, today):
            return "closed", fact
        if fact.period and fact.period.first and fact.period.last and _covers(fact.period, today):
            return ("open" if funding.status == "open" else "unknown"), fact
    for statement in funding.statements:
        if ALWAYS.search(statement.text) and words_say(statement.text) == "open" and _fresh(statement, today):
            return "open", statement
    return "unknown", funding.basis


def _covers(period: Period, today: date) -> bool:
    """Whether a day lies within a period; where only the last day is said, shortly before it."""
    if not period.last:
        return False
    last = date.fromisoformat(period.last)
    first = date.fromisoformat(period.first) if period.first else last - LONGEST_WINDOW
    return first <= today <= last


def _past(period: Period, today: date) -> bool:
    return bool(period.last) and date.fromisoformat(str(period.last)) < today


def _dated(period: Period) -> bool:
    return bool(period.first or period.last)


def _sort_day(fact: Fact) -> str:
    assert fact.period is not None
    return fact.period.last or fact.period.first or ""


def _newer(basis: Statement | None, than: Statement) -> bool:
    return bool(basis) and (basis.as_of or "") > (than.as_of or "") if basis else False


def _fresh(statement: Statement, today: date) -> bool:
    year = (statement.as_of or "")[:4]
    return year.isdigit() and int(year) >= today.year - SETTLED_YEARS
