"""The effective settings; what is secret is not shown."""

from fastapi import APIRouter

from bot.api.admin.authority import CurrentAdministration, Viewer
from bot.api.problems import documented
from bot.registers.paging import Page
from bot.settings import SettingShown

router = APIRouter()


@router.get("/settings", responses=documented(401, 403, 429, 500, 503))
def list_settings(_: Viewer, administration: CurrentAdministration) -> Page[SettingShown]:
    """Every setting as it holds for this process, with its default and whether it was set.

    They are set in the environment or in `.env`, and hold from the next start. Of a secret only whether it
    is set can be seen.
    """
    shown = administration.settings.described()
    return Page(len(shown), len(shown), 0, shown)
