"""Routes of one's own calendar addresses. No decision is made here."""

import io
from uuid import UUID

import segno
from fastapi import APIRouter, Response
from sqlmodel import Session

from app.calendars import actions, queries
from app.calendars.errors import AddressesTooMany
from app.calendars.schemas import CalendarAddressIn, CalendarAddressMade, CalendarAddressOut
from app.calendars.tables import CalendarAddress
from app.identity.deps import CurrentActor
from app.kernel.errors import NotFound
from app.web.bodies import Page
from app.web.deps import Config, Db, Now, Wish
from app.web.idempotency import ONCE, Intent, ShownOnce, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["calendars"], route_class=RetryingRoute)


@router.get("/calendar-addresses", response_model=Page[CalendarAddressOut], responses=problems(BadCursor))
def list_calendar_addresses(db: Db, actor: CurrentActor, wish: Wish) -> Page[CalendarAddressOut]:
    """My calendar addresses that are in use, without their secrets."""
    with db.reading(actor.scope) as session:
        rows, following = queries.addresses_page(session, actor, wish)
        names = queries.subject_names(session, actor, rows)
    return Page(items=[_out(row, names.get(row.subject_id, "")) for row in rows], next=following)


@router.post(
    "/calendar-addresses",
    status_code=201,
    response_model=CalendarAddressMade,
    responses=problems(NotFound, AddressesTooMany, ShownOnce, *ONCE),
)
def make_calendar_address(
    wish: CalendarAddressIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Make a secret address of my calendar, a group's or a fair's. This answer alone shows it whole."""

    def make(session: Session) -> CalendarAddressMade:
        row, secret, name = actions.make(session, actor, wish, now)
        url = f"{config.origin}/calendars/{secret}.ics"
        webcal_url = f"webcal://{url.partition('://')[2]}"
        return CalendarAddressMade(
            **_out(row, name).model_dump(), url=url, webcal_url=webcal_url, qr_svg=_picture(webcal_url)
        )

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: make(session), shown_once=True)


@router.delete("/calendar-addresses/{address_id}", status_code=204, responses=problems(NotFound))
def revoke_calendar_address(address_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """End an address: programs that have it get nothing from now on."""
    with db.writing(actor.scope) as session:
        actions.revoke(session, actor, address_id, now)


def _out(row: CalendarAddress, subject_name: str) -> CalendarAddressOut:
    return CalendarAddressOut(
        id=row.id, kind=row.kind, subject_id=row.subject_id, subject_name=subject_name, name=row.name,
        has_alarms=row.has_alarms, created_at=row.created_at, read_at=row.read_at,
    )  # fmt: skip


def _picture(text: str) -> str:
    written = io.BytesIO()
    segno.make(text, micro=False).save(written, kind="svg", scale=4, border=4, xmldecl=False, light="#fff")
    return written.getvalue().decode()
