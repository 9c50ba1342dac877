"""HTTP in, HTTP out, for cover. No decision is made here."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from app.cover import actions, by_link, layouts, queries
from app.cover.errors import (
    AlreadyTaken,
    AskedOutsideGroup,
    AskedTheReleased,
    DaysOutOfOrder,
    NotAsked,
    NotFreeToCover,
    NotOpen,
    Over,
    TooEarly,
    TooMuchToDownload,
)
from app.cover.layouts import CoverLayout, CoverLine
from app.cover.rules import CoverState
from app.cover.schemas import (
    ArrangeIn,
    AskIn,
    BalanceOut,
    CoverAnswerIn,
    CoverExport,
    CoverLinkIn,
    CoverQuestionOut,
    CoverSlotOut,
)
from app.cover.tables import CoverSlot
from app.db.session import Database
from app.identity.deps import CurrentActor
from app.kernel import signed
from app.kernel.actor import Actor, Scope
from app.kernel.errors import Forbidden, NotFound
from app.notices.errors import LinkOver, LinkUsed
from app.notices.rules import claims
from app.occupied.errors import NotFree
from app.plc import access as plc_access
from app.plc import queries as groups
from app.school_year import queries as calendar
from app.school_year.errors import NoYear
from app.settings import Settings
from app.time_budget.errors import AlreadySettled, BudgetExhausted
from app.web import etag
from app.web.bodies import Page, SchoolDate
from app.web.deps import Config, Db, Now, Wish
from app.web.idempotency import ONCE, Intent, Once, perform
from app.web.pages import BadCursor, cut
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["cover"], route_class=RetryingRoute)

EXPORT_DAYS = 28
EXPORT_DAYS_MAX = 400  # A school year.


@router.get("/cover-slots", response_model=Page[CoverSlotOut], responses=problems(BadCursor))
def list_cover_slots(
    db: Db, actor: CurrentActor, wish: Wish, state: Annotated[list[CoverState] | None, Query(max_length=8)] = None
) -> Page[CoverSlotOut]:
    """Needs for cover by date, for those who answer for it: what is needed and who covers, never who was asked."""
    with db.reading(actor.scope) as session:
        rows, following = queries.slots_page(session, actor, wish, states=state or [])
        return Page(items=queries.out(session, actor, rows, show_asks=False), next=following)


@router.get(
    "/cover-slots/export",
    response_class=Response,
    responses=problems(DaysOutOfOrder, TooMuchToDownload)
    | {200: {"content": {media.split(";")[0]: {} for media, _ in layouts.MEDIA.values()}}},
)
def export_cover_slots(
    layout: CoverLayout, db: Db, actor: CurrentActor, now: Now,
    first: Annotated[SchoolDate | None, Query(alias="from")] = None,
    last: Annotated[SchoolDate | None, Query(alias="until")] = None,
    state: CoverExport = CoverExport.OPEN,
) -> Response:  # fmt: skip
    """What is to be covered, as a file for a spreadsheet or the school's own system: the next four weeks unless said.

    Nothing in it says why anybody is released.
    """
    with db.reading(actor.scope) as session:
        first = first or calendar.today(session, actor, now)
        last = last or first + timedelta(days=EXPORT_DAYS - 1)
        if not timedelta() <= last - first < timedelta(days=EXPORT_DAYS_MAX):
            raise DaysOutOfOrder(days_max=EXPORT_DAYS_MAX)
        zone = calendar.zone(session, actor)
        rows = queries.slots_between(session, actor, first, last, open_only=state == CoverExport.OPEN)
        if len(rows) > layouts.LINES_MAX:
            raise TooMuchToDownload(lines_max=layouts.LINES_MAX)
        codes = queries.staff_codes(session, actor, rows)
        periods = queries.periods_of_days(session, actor, rows) if layout is CoverLayout.UNTIS_GPU014 else {}
        lines = [_line(row, codes, zone, periods.get(row.held_on, ())) for row in rows]
    media_type, name = layouts.MEDIA[layout]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(layouts.rendered(layout, lines), media_type=media_type, headers=headers)


@router.get("/cover-slots/{slot_id}", response_model=CoverSlotOut, responses=problems(NotFound))
def read_cover_slot(slot_id: UUID, response: Response, db: Db, actor: CurrentActor) -> CoverSlotOut:
    """One need: its group sees all answers, whoever was asked sees their own, leaders see none."""
    with db.reading(actor.scope) as session:
        row = queries.slot(session, actor, slot_id)
        etag.show(response, row.version)
        return queries.out(session, actor, [row], show_asks=True)[0]


@router.post(
    "/cover-slots/{slot_id}/ask",
    response_model=CoverSlotOut,
    responses=problems(NotFound, Forbidden, NotOpen, Over, AskedOutsideGroup, AskedTheReleased, *ONCE),
)
def ask_for_cover(slot_id: UUID, wish: AskIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Ask more colleagues of the group."""
    return _once(db, actor, intent, now, lambda session: actions.ask(session, actor, slot_id, wish.staff_ids, now))


@router.post(
    "/cover-slots/{slot_id}/accept",
    response_model=CoverSlotOut,
    responses=problems(NotFound, NoYear, NotAsked, AlreadyTaken, Over, NotFreeToCover, NotFree, BudgetExhausted, *ONCE),
)
def accept_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Agree to cover: the half hour and the minutes are held from then on."""
    return _once(db, actor, intent, now, lambda session: actions.accept(session, actor, slot_id, now))


@router.post(
    "/cover-slots/{slot_id}/decline",
    response_model=CoverSlotOut,
    responses=problems(NotFound, NotAsked, NotOpen, *ONCE),
)
def decline_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Say no. No reason is asked for, and leaders never see it."""
    return _once(db, actor, intent, now, lambda session: actions.decline(session, actor, slot_id, now))


@router.post(
    "/cover-slots/{slot_id}/escalate",
    response_model=CoverSlotOut,
    responses=problems(NotFound, Forbidden, NotOpen, Over, *ONCE),
)
def escalate_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Hand the need to the cover lead."""
    return _once(db, actor, intent, now, lambda session: actions.escalate(session, actor, slot_id, now))


@router.post(
    "/cover-slots/{slot_id}/arrange", response_model=CoverSlotOut, responses=problems(NotFound, NotOpen, *ONCE)
)
def arrange_cover(slot_id: UUID, wish: ArrangeIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Note what the cover lead has arranged outside the group."""
    return _once(
        db, actor, intent, now, lambda session: actions.arrange(session, actor, slot_id, wish.arrangement, now)
    )


@router.post(
    "/cover-slots/{slot_id}/log",
    response_model=CoverSlotOut,
    responses=problems(NotFound, Forbidden, TooEarly, AlreadySettled, *ONCE),
)
def log_cover(slot_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Note that I covered: the minutes are spent."""
    return _once(db, actor, intent, now, lambda session: actions.log(session, actor, slot_id, now))


@router.get(
    "/groups/{group_id}/balances",
    response_model=Page[BalanceOut],
    responses=problems(NotFound, Forbidden, BadCursor),
)
def list_balances(group_id: UUID, db: Db, actor: CurrentActor, wish: Wish) -> Page[BalanceOut]:
    """Cover given and received in the group, by name."""
    after = wish.key(str, UUID)
    with db.reading(actor.scope) as session:
        groups.group(session, actor, group_id)
        members = groups.members_of(session, actor, group_id)
        plc_access.require_member_or_lead(actor, members)
        rows = queries.balances(session, actor, group_id, members)
    rest = [row for row in rows if after is None or (row.name, row.staff_id) > after]
    page, following = cut(rest, wish, lambda row: (row.name, row.staff_id))
    return Page(items=page, next=following)


@router.post("/cover-answers/look", response_model=CoverQuestionOut, responses=problems(NotFound))
def look_at_cover_question(wish: CoverLinkIn, db: Db, config: Config, now: Now) -> CoverQuestionOut:
    """What a link in a mail asks, without signing in. Nothing changes; the secret travels in the body, so that no log
    and no Referer has it.
    """
    school_id, link_id = _link_of(wish.secret, config)
    with db.reading(Scope(school_id)) as session:
        return by_link.question(session, school_id, link_id, now)


@router.post(
    "/cover-answers",
    response_model=CoverQuestionOut,
    responses=problems(
        NotFound, NoYear, NotAsked, AlreadyTaken, NotOpen, Over, NotFreeToCover, NotFree, BudgetExhausted, LinkUsed,
        LinkOver,
    ),
)  # fmt: skip
def answer_cover_question(wish: CoverAnswerIn, db: Db, config: Config, now: Now) -> CoverQuestionOut:
    """Say yes or no by a link in a mail, without signing in. Each link answers once; the first colleague wins."""
    school_id, link_id = _link_of(wish.secret, config)
    with db.writing(Scope(school_id)) as session:
        return by_link.answer(session, school_id, link_id, wish.answer, now)


def _link_of(secret: str, config: Settings) -> tuple[UUID, UUID]:
    """School and link of a secret that we have signed, or NotFound before anything is looked up."""
    said = signed.read(config.secret_key.encode(), secret)
    link_id = claims.answered(said) if said else None
    if said is None or link_id is None:
        raise NotFound
    return said.school_id, link_id


def _line(row: CoverSlot, codes: Mapping[UUID, str], zone: ZoneInfo, periods: tuple[str, ...]) -> CoverLine:
    return CoverLine(
        slot_id=row.id, held_on=row.held_on, period=row.period, starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone), class_name=row.class_name, subject=row.subject, room=row.room,
        released_code=codes[row.released_id], coverer_code=codes[row.coverer_id] if row.coverer_id else "",
        state=row.state,
        made_at=row.created_at.astimezone(zone), periods_of_day=periods,
    )  # fmt: skip


def _once(db: Database, actor: Actor, intent: Once, now: datetime, change: Callable[[Session], CoverSlot]) -> Response:
    """Change a need once for this intent, and answer with it as *actor* may see it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: queries.out(session, actor, [change(session)], show_asks=True)[0],
        )  # fmt: skip
