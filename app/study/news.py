"""What people are told of rounds, in the transaction that changes them. Nobody is told of what they did themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.notices import actions as notices
from app.notices import queries as readers
from app.notices.rules import NoticeKind, facts
from app.notices.rules.ical import Method
from app.notices.rules.notice import Notice
from app.occupied.tables import Occupied
from app.study import invitations, plan_news, queries
from app.study.queries import rounds
from app.study.tables import StudyRound

CALLED_OFF = "is called off"
NOT_POSSIBLE = "is no longer possible: it needs another time"
_KEPT_BACK = (NoticeKind.ROUND_PLANNED, NoticeKind.ROUND_CHANGED, NoticeKind.ROUND_TOMORROW)


def planned(session: Session, actor: Actor, rows: Sequence[StudyRound], now: datetime) -> None:
    """Tell host and observers of a round that they are in it; of a whole plan, how many rounds they are in."""
    if not rows:
        return
    parts = _parts(session, actor, rows)
    if rows[0].plan_run_id is None:
        notices.tell_all(session, actor.school_id, _each(session, actor, rows, parts, NoticeKind.ROUND_PLANNED), now)
        return
    plan_news.accepted(session, actor, rows, parts, now)


def changed(session: Session, actor: Actor, rows: Sequence[StudyRound], how: str, now: datetime) -> None:
    """Tell host and observers that their rounds do not take place. *how* goes on from "The round with 9B1".

    What waits to be sent of those rounds is no news any more.
    """
    if not rows:
        return
    _keep_back(session, actor, rows, now)
    plan_news.fewer(session, actor, rows, now)
    parts = _parts(session, actor, rows)
    told = _each(session, actor, rows, parts, NoticeKind.ROUND_CHANGED, {"what": how})
    notices.tell_all(session, actor.school_id, told, now)


def _keep_back(session: Session, actor: Actor, rows: Sequence[StudyRound], now: datetime) -> None:
    """Keep back what is written of *rows*, as they were before they were changed, and has not gone yet."""
    by_id = {row.id: row for row in rows}
    before: dict[NoticeKind, list[tuple[str, UUID]]] = {kind: [] for kind in _KEPT_BACK}
    for one in queries.seats(session, actor, list(by_id)):
        row = by_id[one.round_id]
        versions = [(_version_key(row, version), one.staff_id) for version in range(1, row.version)]
        before[NoticeKind.ROUND_PLANNED] += versions
        before[NoticeKind.ROUND_CHANGED] += versions
        before[NoticeKind.ROUND_TOMORROW].append((_day_key(row), one.staff_id))
    for kind, about in before.items():
        notices.take_back(session, actor.school_id, kind, about, now)


def moved(session: Session, actor: Actor, row: StudyRound, now: datetime) -> None:
    """Tell host and observers when the debrief is now. When it was to be before that is no news any more."""
    seated = [one.staff_id for one in queries.seats(session, actor, [row.id])]
    before = [
        (key(row, version), staff_id)
        for version in range(1, row.version) for staff_id in seated for key in (_version_key, _debrief_key)
    ]  # fmt: skip
    notices.take_back(session, actor.school_id, NoticeKind.ROUND_CHANGED, before, now)
    zone = readers.zone_of(session, actor.school_id)
    at = row.debrief_starts_at.astimezone(zone)
    how = {"what": f"has its debrief on {facts.day_of(row.debrief_on)} at {at:%H:%M}"}
    told = _each(session, actor, [row], _parts(session, actor, [row]), NoticeKind.ROUND_CHANGED, how)
    # It is the debrief that this is in time for: the lesson may be over.
    told = [replace(notice, begins_at=row.debrief_starts_at) for notice in told]
    notices.tell_all(session, actor.school_id, told, now)


def seats_left(session: Session, actor: Actor, held: Sequence[Occupied], now: datetime) -> None:
    """Tell who had to leave their seats in debriefs, of which *held* says when, that these go on without them."""
    leaving: dict[UUID, set[UUID]] = {}
    for seat in held:
        if seat.ref_id is not None and seat.staff_id != actor.staff_id:
            leaving.setdefault(seat.ref_id, set()).add(seat.staff_id)
    rows = rounds.by_ids(session, actor, sorted(leaving))
    if not rows:
        return
    zone = readers.zone_of(session, actor.school_id)
    names = people.names(session, actor, [row.host_id for row in rows])
    told = []
    for row in rows:
        at = f"{facts.day_of(row.debrief_on)} at {row.debrief_starts_at.astimezone(zone):%H:%M}"
        how = f"has its debrief on {at} without you: you are not free then any more, and your minutes are back"
        told.append(
            Notice(
                NoticeKind.ROUND_CHANGED, tuple(sorted(leaving[row.id])), _facts(row, zone, names) | {"what": how},
                f"/round/{row.id}", f"seat:{row.id.hex}:{row.debrief_starts_at.isoformat()}", about_id=row.id,
                begins_at=row.debrief_starts_at, is_personal=True,
            )
        )  # fmt: skip
    notices.tell_all(session, actor.school_id, told, now)


def debriefs_gone(
    session: Session, actor: Actor, round_ids: Sequence[UUID], left: Sequence[Occupied], now: datetime
) -> None:  # fmt: skip
    """Tell everybody of rounds whose debriefs too few are left for that these need another time.

    *left* are the seats that were given back just now, whose people are in no seat any more.
    """
    rows = rounds.by_ids(session, actor, round_ids)
    if not rows:
        return
    everybody = {row.id: {row.host_id} for row in rows}
    for one in rounds.observations(session, actor, round_ids):
        everybody[one.round_id].add(one.staff_id)
    for still in queries.seats(session, actor, round_ids):
        everybody[still.round_id].add(still.staff_id)
    for seat in left:
        if seat.ref_id in everybody:
            everybody[seat.ref_id].add(seat.staff_id)
    zone = readers.zone_of(session, actor.school_id)
    names = people.names(session, actor, [row.host_id for row in rows])
    told = []
    for row in rows:
        at = f"{facts.day_of(row.debrief_on)} at {row.debrief_starts_at.astimezone(zone):%H:%M}"
        how = f"needs another time for its debrief: fewer than two are free on {at}. Who is not has the minutes back"
        told.append(
            Notice(
                NoticeKind.ROUND_CHANGED, tuple(sorted(everybody[row.id] - {actor.staff_id})),
                _facts(row, zone, names) | {"what": how}, f"/round/{row.id}", _debrief_key(row, row.version),
                about_id=row.id, begins_at=row.debrief_starts_at,
            )
        )  # fmt: skip
    notices.tell_all(session, actor.school_id, told, now)


def tomorrow(session: Session, actor: Actor, rows: Sequence[StudyRound], now: datetime) -> None:
    """Remind host and observers of rounds of the next school day, once each."""
    if not rows:
        return
    parts = _parts(session, actor, rows)
    told = []
    for notice in _each(session, actor, rows, parts, NoticeKind.ROUND_TOMORROW, by_version=False):
        told += _as_host_and_observers(notice, {row.id: row.host_id for row in rows})
    notices.tell_all(session, actor.school_id, told, now)


def _as_host_and_observers(notice: Notice, hosts: Mapping[UUID, UUID]) -> list[Notice]:
    assert notice.about_id is not None
    host = hosts[notice.about_id]
    by = notice.facts.get("by") or "a colleague"
    parts = (
        ((host,), "Colleagues watch pupils learn in your lesson."),
        (tuple(one for one in notice.staff_ids if one != host), f"You watch pupils learn in a lesson of {by}."),
    )
    return [
        Notice(
            notice.kind, staff_ids, {**notice.facts, "what": what}, notice.path, notice.key, about_id=notice.about_id,
            begins_at=notice.begins_at,
        )
        for staff_ids, what in parts if staff_ids
    ]  # fmt: skip


def _each(
    session: Session, actor: Actor, rows: Sequence[StudyRound], parts: Mapping[UUID, list[UUID]], kind: NoticeKind,
    more: Mapping[str, str] | None = None, *, by_version: bool = True,
) -> list[Notice]:  # fmt: skip
    """One notice a round. With *by_version*, each change of a round is news anew; else the day alone is."""
    zone = readers.zone_of(session, actor.school_id)
    names = people.names(session, actor, [row.host_id for row in rows])
    return [
        Notice(
            kind, tuple(parts.get(row.id, [])), _facts(row, zone, names) | dict(more or {}), f"/round/{row.id}",
            _version_key(row, row.version) if by_version else _day_key(row),
            about_id=row.id, begins_at=row.starts_at,
            calendar=invitations.published(row, zone) if by_version else "",
            calendar_method=Method.PUBLISH if by_version else "",
        )
        for row in rows
    ]  # fmt: skip


def _parts(session: Session, actor: Actor, rows: Sequence[StudyRound]) -> dict[UUID, list[UUID]]:
    """Who takes part in each round, without whoever acts."""
    found: dict[UUID, list[UUID]] = {}
    for one in queries.seats(session, actor, [row.id for row in rows]):
        if one.staff_id != actor.staff_id:
            found.setdefault(one.round_id, []).append(one.staff_id)
    return found


def _version_key(row: StudyRound, version: int) -> str:
    return f"round:{row.id.hex}:{version}"


def _debrief_key(row: StudyRound, version: int) -> str:
    return f"debrief:{row.id.hex}:{version}"


def _day_key(row: StudyRound) -> str:
    return f"round:{row.id.hex}:{row.held_on}"


def _facts(row: StudyRound, zone: ZoneInfo, names: Mapping[UUID, str]) -> dict[str, str]:
    return {
        **facts.times_of(row.starts_at, row.ends_at, zone), "period": row.period, "class": row.class_name,
        "subject": row.subject, "place": row.room, "by": names.get(row.host_id, ""),
    }  # fmt: skip
