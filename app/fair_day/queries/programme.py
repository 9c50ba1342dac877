"""Reads of the programme as it travels."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.fair.queries import authors_of
from app.fair.rules import Audience, Author, FindingState
from app.fair.tables import Finding
from app.fair_day import access
from app.fair_day.queries import fairs
from app.fair_day.queries.fairs import SLOTS_MAX
from app.fair_day.schemas import (
    FairRoomOut,
    FairSlotDone,
    FairSlotOut,
    PresenterOut,
    ProgrammeOut,
    SlotFinding,
    UnplacedFinding,
)
from app.fair_day.tables import FairPresenter, FairSlot, FairVisit, LearningFair
from app.identity import queries as people
from app.identity.access import leads
from app.kernel.actor import Actor
from app.plc.tables import PlcGroup

SHOWN = (FindingState.ACCEPTED, FindingState.SCHEDULED, FindingState.PRESENTED, FindingState.PUBLISHED)
"""What a lead has let through, and nobody has taken back."""
WAITING = (FindingState.ACCEPTED, FindingState.SCHEDULED)
"""What is not on the fair and was not shown yet."""
UNPLACED_MAX = 200
TAKEN_BACK = "Taken back"
"""What those who plan read in place of a title that nobody may see any more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a fair knows it."""

    finding_id: UUID
    title: str
    pull_quote: str
    focus: str
    group_name: str
    state: FindingState
    audience: Audience
    authors: tuple[Author, ...]

    @property
    def is_shown(self) -> bool:
        """Whether the whole school may see it at a fair."""
        return self.state in SHOWN and self.audience != Audience.GROUP


def programme_out(session: Session, actor: Actor, row: LearningFair, now: datetime) -> ProgrammeOut:
    """The whole programme."""
    found = fairs.slots(session, actor, row.id)
    return ProgrammeOut(
        fair=fairs.fair_out(session, actor, row, now),
        rooms=[FairRoomOut.model_validate(one) for one in fairs.rooms(session, actor, row.id)],
        slots=slots_out(session, actor, row.id, found),
        unplaced=_unplaced(session, actor, row) if leads(actor) and row.state in fairs.LIVE else [],
    )


def slots_out(session: Session, actor: Actor, fair_id: UUID, rows: Sequence[FairSlot]) -> list[FairSlotOut]:
    """Stalls and talks as they travel. Of what was withdrawn since, those who plan see that, and whose it was."""
    shown = findings_shown(session, actor, {row.finding_id for row in rows})
    rooms = {one.id: FairRoomOut.model_validate(one) for one in fairs.rooms(session, actor, fair_id)}
    presenters = _presenters(session, actor, fair_id)
    stamps = visits(session, actor, fair_id)
    return [
        FairSlotOut(
            id=row.id, kind=row.kind, number=row.number, room=rooms[row.room_id], starts=f"{row.starts:%H:%M}",
            ends=f"{row.ends:%H:%M}", finding=_finding(shown[row.finding_id]), presenters=presenters[row.id],
            presented_at=row.presented_at,
            visits=stamps.get(row.id, 0) if _counts_for(actor, presenters[row.id]) else None,
        )
        for row in rows
        if shown[row.finding_id].is_shown or leads(actor)
    ]  # fmt: skip


def slot_done(session: Session, actor: Actor, row: FairSlot) -> FairSlotDone:
    """One stall or talk, and the version of its fair after the change."""
    (out,) = slots_out(session, actor, row.fair_id, [row])
    return FairSlotDone(**out.model_dump(), version=fairs.fair(session, actor, row.fair_id).version)


def visits(session: Session, actor: Actor, fair_id: UUID) -> dict[UUID, int]:
    """How often each stall of a fair was visited; those that nobody visited are left out."""
    statement = (
        select(FairVisit.slot_id, func.count())
        .where(access.visible(actor, FairVisit), FairVisit.fair_id == fair_id)
        .group_by(col(FairVisit.slot_id))
        .order_by(col(FairVisit.slot_id))
        .limit(SLOTS_MAX)
    )
    return dict(session.exec(statement).all())


def findings_shown(session: Session, actor: Actor, finding_ids: Iterable[UUID]) -> dict[UUID, Shown]:
    """The school's findings with those ids, in whatever state; the caller compares the count."""
    wanted = list(finding_ids)
    statement = (
        select(Finding, PlcGroup.name)
        .join(PlcGroup, (col(PlcGroup.school_id) == Finding.school_id) & (col(PlcGroup.id) == Finding.group_id))
        .where(access.visible(actor, Finding), col(Finding.id).in_(wanted))
        .order_by(col(Finding.title), col(Finding.id))
        .limit(SLOTS_MAX)
    )
    return _shown(session, actor, session.exec(statement).all())


# ---- helpers ---------------------------------------------------------------------------------------------


def _unplaced(session: Session, actor: Actor, row: LearningFair) -> list[UnplacedFinding]:
    """What may be shown and has no place at this fair: what waits for one first, then what was shown or published."""
    placed = select(FairSlot.finding_id).where(access.visible(actor, FairSlot), FairSlot.fair_id == row.id)
    statement = (
        select(Finding, PlcGroup.name)
        .join(PlcGroup, (col(PlcGroup.school_id) == Finding.school_id) & (col(PlcGroup.id) == Finding.group_id))
        .where(
            access.visible(actor, Finding), col(Finding.state).in_(SHOWN), col(Finding.revises_id).is_(None),
            Finding.audience != Audience.GROUP, col(Finding.id).not_in(placed),
        )
        .order_by(col(Finding.updated_at).desc(), col(Finding.id))
        .limit(UNPLACED_MAX)
    )  # fmt: skip
    found = _shown(session, actor, session.exec(statement).all()).values()
    return [
        UnplacedFinding(
            id=one.finding_id, title=one.title, group_name=one.group_name, focus=one.focus, state=one.state,
            authors=_named(one.authors),
        )
        for one in sorted(found, key=lambda one: (one.state not in WAITING, one.title))
    ]  # fmt: skip


def _shown(session: Session, actor: Actor, rows: Sequence[tuple[Finding, str]]) -> dict[UUID, Shown]:
    authors = authors_of(session, actor, [row.id for row, _ in rows])
    return {
        row.id: Shown(
            row.id, row.title, row.pull_quote, row.focus, row.group_name or group_name, row.state,
            row.audience, tuple(authors[row.id]),
        )
        for row, group_name in rows
    }  # fmt: skip


def _finding(shown: Shown) -> SlotFinding:
    is_shown = shown.is_shown
    return SlotFinding(
        id=shown.finding_id, title=shown.title if is_shown else TAKEN_BACK, group_name=shown.group_name,
        pull_quote=shown.pull_quote if is_shown else "", focus=shown.focus if is_shown else "",
        authors=_named(shown.authors), is_published=is_shown and shown.state == FindingState.PUBLISHED,
        is_withdrawn=not is_shown,
    )  # fmt: skip


def _named(authors: Iterable[Author]) -> list[PresenterOut]:
    return [PresenterOut(staff_id=author.staff_id, name=author.name) for author in authors]


def _presenters(session: Session, actor: Actor, fair_id: UUID) -> defaultdict[UUID, list[PresenterOut]]:
    rows: list[FairPresenter] = fairs.presenters_of(session, actor, fair_id)
    names = people.names(session, actor, [row.staff_id for row in rows])
    found: defaultdict[UUID, list[PresenterOut]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (names[row.staff_id], row.staff_id)):
        found[row.slot_id].append(PresenterOut(staff_id=row.staff_id, name=names[row.staff_id]))
    return found


def _counts_for(actor: Actor, presenters: Sequence[PresenterOut]) -> bool:
    """Whether *actor* is told how many visited: a small figure says to colleagues who it was."""
    return leads(actor) or any(one.staff_id == actor.staff_id for one in presenters)
