"""Call plans and the parts of strategies as an answer does.

Records -> their names in a sentence or a list.
"""

import re

from retrieval.registers.records import Plan, StrategyItem

YEARS = re.compile(r"\s?\(?\b\d{4}\s?[-–]\s?(?:\d{4})?\)?")
SHORT_NAME = re.compile(r"\(([A-ZÅÄÖ]{2,6} \d{4}\s?[-–]\s?\d{4})\)$")


def called_plan(plan: Plan, years: bool = True) -> str:
    """A plan by its short name, where its own name gives one, else by its name; with its years or without."""
    short = SHORT_NAME.search(plan.name)
    name = short.group(1) if short else plan.name
    return name if years else YEARS.sub("", name)


def numbered(item: StrategyItem) -> str:
    """An item by its number, where it has one, and its name."""
    return f"{item.number} {item.name}" if item.number else item.name


def sentence_case(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """A text cut at a blank, with a mark that more follows."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
