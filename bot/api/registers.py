"""The registers for programs: contacts with their cards, goals and priorities, plans, supports.

Request -> filter -> rows -> page. Every record carries its sources, and when it was true.
"""

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter
from rapidfuzz import fuzz, process

from bot.api.asked import ContactsIn, FundingIn, ListIn, PlansIn, PrioritiesIn
from bot.api.listing import FRESH, language_of, sent
from bot.api.problems import documented, problem
from bot.api.routes import CurrentServing
from bot.assistant import Assistant
from bot.registers.contact_rows import ContactRow, contact_row
from bot.registers.contacts import contacts, listed_contact
from bot.registers.funding import fundings, standing_of
from bot.registers.funding_rows import FundingRow, funding_row
from bot.registers.paging import Page, page_of
from bot.registers.plans import PlanRow, plan_row, plans
from bot.registers.priorities import PriorityRow, priorities, priority_row
from bot.vcard import MEDIA_TYPE, Version, vcard
from retrieval.documents import Language

NEAREST = 3  # ids offered where one is unknown
SIMILAR = 50  # points of 100 from which an id is near another
Found = TypeVar("Found")
Row = TypeVar("Row")
CONTACTS, PRIORITIES, PLANS, FUNDING, CONTACT, SUPPORT = (
    TypeAdapter[Any](kind)
    for kind in (Page[ContactRow], Page[PriorityRow], Page[PlanRow], Page[FundingRow], ContactRow, FundingRow)
)
Chosen = Annotated[Language | None, Query(alias="language")]
router = APIRouter(prefix="/api", tags=["registers"])


@router.get("/contacts", response_model=Page[ContactRow], responses=documented(422, 500, 503))
def list_contacts(
    request: Request, asked: Annotated[ContactsIn, Query()], serving: CurrentServing
) -> Response:
    """Who can be reached, with every place that says so; by name, or the best match of a query first."""
    with serving.assistant() as assistant:
        found = contacts(assistant.retriever, assistant.who, asked.wanted())
        return _page(request, asked, assistant, found, contact_row, CONTACTS)


@router.get(
    "/contacts/{contact_id}.vcf",
    response_class=Response,
    responses=documented(404, 422, 500, 503)
    | {200: {"content": {"text/vcard": {"schema": {"type": "string"}}}}},
)
def contact_card(
    request: Request,
    contact_id: str,
    serving: CurrentServing,
    version: Version = "4.0",
    language: Chosen = None,
) -> Response:
    """A contact as a vCard that address books import; `version=3.0` for older ones."""
    with serving.assistant() as assistant:
        found = listed_contact(assistant.retriever, contact_id)
        if found is None:
            return _unknown(contact_id, (contact.id for contact in assistant.retriever.contacts))
        description = assistant.retriever.describe(found.mention.document)
        spoken = language_of(request, language)
        text = vcard(
            found.contact,
            found.mention,
            description,
            spoken,
            assistant.today,
            version=version,
            public_url=serving.settings.public_url,
        )
    headers = {
        "Content-Disposition": f'attachment; filename="{_file_name(contact_id)}.vcf"',
        "Cache-Control": FRESH,
        "Vary": "Accept-Language",
    }
    return Response(text.encode(), headers=headers, media_type=MEDIA_TYPE)


@router.get("/contacts/{contact_id}", response_model=ContactRow, responses=documented(404, 422, 500, 503))
def read_contact(
    request: Request, contact_id: str, serving: CurrentServing, language: Chosen = None
) -> Response:
    """One contact."""
    with serving.assistant() as assistant:
        found = listed_contact(assistant.retriever, contact_id)
        if found is None:
            return _unknown(contact_id, (contact.id for contact in assistant.retriever.contacts))
        spoken = language_of(request, language)
        row = contact_row(found, assistant.snapshot.descriptions, spoken, assistant.today)
        return sent(request, row, CONTACT, spoken)


@router.get("/priorities", response_model=Page[PriorityRow], responses=documented(422, 500, 503))
def list_priorities(
    request: Request, asked: Annotated[PrioritiesIn, Query()], serving: CurrentServing
) -> Response:
    """Goals, orientations, priorities and their parts: in the strategies' order, or the best match first."""
    with serving.assistant() as assistant:
        found = priorities(assistant.retriever, asked.wanted())
        return _page(request, asked, assistant, found, priority_row, PRIORITIES)


@router.get("/plans", response_model=Page[PlanRow], responses=documented(422, 500, 503))
def list_plans(request: Request, asked: Annotated[PlansIn, Query()], serving: CurrentServing) -> Response:
    """Strategies, plans and programmes by name, those that were replaced marked, with their years."""
    with serving.assistant() as assistant:
        found = plans(assistant.retriever, asked.wanted())
        return _page(request, asked, assistant, found, plan_row, PLANS)


@router.get("/funding", response_model=Page[FundingRow], responses=documented(422, 500, 503))
def list_funding(request: Request, asked: Annotated[FundingIn, Query()], serving: CurrentServing) -> Response:
    """Supports, programmes, funds and granted projects, with what is open today as far as dates are known."""
    with serving.assistant() as assistant:
        found = fundings(assistant.retriever, asked.wanted(), assistant.office_of)
        return _page(request, asked, assistant, found, funding_row, FUNDING)


@router.get("/funding/{funding_id}", response_model=FundingRow, responses=documented(404, 422, 500, 503))
def read_funding(
    request: Request, funding_id: str, serving: CurrentServing, language: Chosen = None
) -> Response:
    """One support."""
    with serving.assistant() as assistant:
        records = {record.id: record for record in assistant.retriever.funding}
        if funding_id not in records:
            return _unknown(funding_id, records)
        spoken = language_of(request, language)
        standing = standing_of(records[funding_id], assistant.today, assistant.office_of)
        row = funding_row(standing, assistant.snapshot.descriptions, spoken, assistant.today)
        return sent(request, row, SUPPORT, spoken)


def _page(
    request: Request,
    asked: ListIn,
    assistant: Assistant,
    found: list[Found],
    row_of: Callable[..., Row],
    kind: TypeAdapter[Any],
) -> Response:
    """The rows of the page that was asked for; the others are not made."""
    spoken = language_of(request, asked.language)
    page = page_of(found, asked.limit, asked.offset)
    rows = tuple(
        row_of(each, assistant.snapshot.descriptions, spoken, assistant.today) for each in page.items
    )
    return sent(request, Page(page.total, page.limit, page.offset, rows), kind, spoken)


def _unknown(asked: str, ids: Iterable[str]) -> Response:
    near = process.extract(
        asked.casefold(), list(ids), scorer=fuzz.ratio, limit=NEAREST, score_cutoff=SIMILAR
    )
    return problem(404, "There is no record with that id.", nearest=[found for found, _, _ in near])


def _file_name(contact_id: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", contact_id.casefold()).strip("-") or "contact"
