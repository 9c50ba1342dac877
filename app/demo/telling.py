"""The story's rounds, told to the product in the order in which they happened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import actions as cover
from app.cover import queries as covers
from app.cover.rules import CoverState
from app.cover.tables import CoverSlot
from app.demo.story import CANCELLED, COVER_ASKED, ESCALATED, HELD, StoryRound
from app.kernel.actor import Actor, Role
from app.study import actions as study
from app.study import queries as studies
from app.study.schemas import CancelIn, DebriefIn, ObserverIn, RoundIn
from app.study.tables import StudyRound

ZONE = ZoneInfo("Europe/London")
PLANNED_DAYS_AHEAD = 12


def tell(
    session: Session,
    actors: Mapping[str, Actor],
    groups: Mapping[str, UUID],
    rounds: Sequence[StoryRound],
    now: datetime,
) -> list[tuple[StoryRound, StudyRound]]:
    """Schedule, cover, hold, log and cancel the story's rounds; answers with each round and its row."""
    told = []
    for one in rounds:
        planned = min(now, _at(one.on - timedelta(days=PLANNED_DAYS_AHEAD), time(16)))
        row = study.schedule(session, actors[one.host], _wish(one, actors, groups), planned)
        if one.status not in (COVER_ASKED, ESCALATED):
            _settle_cover(session, actors, one, row, planned)
        if one.status == HELD:
            _log(session, actors, one, row)
        elif one.status == CANCELLED:
            study.cancel(session, actors[one.host], row.id, CancelIn(reason="The hall is needed that day"), now)
        told.append((one, row))
    return told


def _at(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, tzinfo=ZONE)


def _wish(one: StoryRound, actors: Mapping[str, Actor], groups: Mapping[str, UUID]) -> RoundIn:
    return RoundIn(
        group_id=groups[one.group],
        host_id=actors[one.host].staff_id,
        held_on=one.on,
        period=one.period,
        focus=one.focus,
        observers=[
            ObserverIn(
                staff_id=actors[seen.observer].staff_id,
                slice=seen.slice,
                ask_ids=[actors[seen.coverer].staff_id] if seen.coverer else [],
            )
            for seen in one.observers
        ],
        debrief=DebriefIn(
            held_on=one.debrief_on,
            start=f"{one.debrief_starts_at:%H:%M}",
            minutes=one.debrief_minutes,
            place=one.room,
        ),
    )


def _settle_cover(
    session: Session, actors: Mapping[str, Actor], one: StoryRound, row: StudyRound, planned: datetime
) -> None:
    lead = next(actor for actor in actors.values() if Role.COVER_LEAD in actor.roles)
    for slot in _slots(session, actors, one, row):
        coverer = _coverer(actors, one, slot)
        if coverer is not None:
            cover.accept(session, coverer, slot.id, planned)
        elif slot.state == CoverState.ESCALATED:
            cover.arrange(session, lead, slot.id, "Cover supervisor", planned)


def _slots(session: Session, actors: Mapping[str, Actor], one: StoryRound, row: StudyRound) -> list[CoverSlot]:
    return covers.slots_of_rounds(session, actors[one.host], [row.id])[row.id]


def _coverer(actors: Mapping[str, Actor], one: StoryRound, slot: CoverSlot) -> Actor | None:
    for seen in one.observers:
        if actors[seen.observer].staff_id == slot.released_id and seen.coverer:
            return actors[seen.coverer]
    return None


def _log(session: Session, actors: Mapping[str, Actor], one: StoryRound, row: StudyRound) -> None:
    by_staff = {actor.staff_id: code for code, actor in actors.items()}
    evening = _at(max(one.on, one.debrief_on), time(18))
    for seen in studies.observations(session, actors[one.host], [row.id]):
        if by_staff[seen.staff_id] in one.logged:
            study.log_observation(session, actors[by_staff[seen.staff_id]], seen.id, evening)
    for slot in _slots(session, actors, one, row):
        coverer = _coverer(actors, one, slot)
        if coverer is not None and by_staff[coverer.staff_id] in one.logged:
            cover.log(session, coverer, slot.id, evening)
    for seat in studies.seats(session, actors[one.host], [row.id]):
        if by_staff[seat.staff_id] in one.logged:
            study.log_debrief(session, actors[by_staff[seat.staff_id]], seat.id, evening)
