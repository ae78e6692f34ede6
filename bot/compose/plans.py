"""Answer from the records of plans: which applies, for which years, what it replaced and what replaced it.

PlanResult -> text and citations.
"""

from collections.abc import Mapping
from datetime import date

from bot.compose.naming import called_plan, sentence_case
from bot.compose.records import Recorded
from bot.compose.sources import MOST_CITATIONS
from bot.compose.sourcing import Sourcing
from bot.strategy.plans import PlanResult
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.registers.records import Plan
from retrieval.registers.strategy.tree import plan_in_force

LONGEST_QUOTE = 260  # characters of the sentence that is shown under one plan


def plan_answer(
    result: PlanResult, descriptions: Mapping[str, Description], language: Language, today: date
) -> Recorded:
    """Each plan with its years and whether it holds, by the sentence that gives them."""
    sourcing = Sourcing(descriptions, language, today)
    shown = result.plans[:MOST_CITATIONS]
    lines = [_line(plan, result, descriptions, sourcing, language, today) for plan in shown]
    bullets = [f"- {line}" for line in lines] if len(lines) > 1 else _alone(lines, shown[0])
    intro = _intro(result, len(shown), language, today)
    notes = [say(language, "quote_language")] if sourcing.foreign() else []
    return Recorded("\n".join([*intro, *bullets, *notes]) + f"\n\n{sourcing.sources()}", sourcing.citations)


def _intro(result: PlanResult, count: int, language: Language, today: date) -> list[str]:
    """What the plans have in common, where several are listed."""
    if count < 2 or result.aspect not in ("now", "year"):
        return []
    if result.aspect == "now":
        return [say(language, "plans_now", year=today.year)]
    return [say(language, "plans_year", year=", ".join(map(str, sorted(result.years))))]


def _alone(lines: list[str], plan: Plan) -> list[str]:
    """A single plan with the sentence that gives its years."""
    said = plan.statements[0].text
    tells = said.casefold() != plan.name.casefold() and len(said) <= LONGEST_QUOTE
    return [*lines, f"> {said}"] if tells else lines


def _line(
    plan: Plan,
    result: PlanResult,
    descriptions: Mapping[str, Description],
    sourcing: Sourcing,
    language: Language,
    today: date,
) -> str:
    """A plan's name, its years, and whether it holds or what replaced it."""
    mark = sourcing.mark_of(plan.statements[0])
    text = f"**{sentence_case(plan.name)}** {_period(plan, language)}"
    after = next((each for each in result.everything if each.id == plan.replaced_by), None)
    if after:
        name = called_plan(after, not result.years)
        text += say(language, "plan_replaced", name=name)
        return f"{text}.{mark}" + ("" if after in result.plans else sourcing.mark_of(after.statements[0]))
    if plan_in_force(plan, descriptions, today):
        text += say(language, "plan_holds")
    elif plan.last_year and plan.last_year < today.year:
        text += say(language, "plan_ended")
    return f"{text}.{mark}"


def _period(plan: Plan, language: Language) -> str:
    """The years of a plan in words."""
    first, last = plan.first_year, plan.last_year
    if first and last:
        return say(language, "plan_years", first=first, last=last)
    return say(language, "plan_from", first=first) if first else say(language, "plan_until", last=last)
