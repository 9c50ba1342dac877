"""What people are told of a whole accepted plan: in how many of its rounds they are, in one message.

When rounds of it fall away before the message has gone, it is kept back, and who is still in some is told of those.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.notices import actions as notices
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.outbox.rules import WORTH_SENDING
from app.study import queries
from app.study.rules import LIVE
from app.study.tables import StudyRound


def accepted(
    session: Session, actor: Actor, rows: Sequence[StudyRound], parts: Mapping[UUID, Sequence[UUID]], now: datetime
) -> None:
    """Tell everybody in *rows*, all of one plan, in how many they are. *parts*: who takes part, by round."""
    counts = Counter(staff_id for staff_ids in parts.values() for staff_id in staff_ids)
    names = people.names(session, actor, [rows[0].created_by])
    notices.tell_all(session, actor.school_id, _told(rows, counts, _key(rows[0]), names), now)


def fewer(session: Session, actor: Actor, rows: Sequence[StudyRound], now: datetime) -> None:
    """Keep back what waits of the plans of *rows*, which do not take place any more; tell of what is left of them."""
    young = {row.plan_run_id for row in rows if row.plan_run_id is not None and row.created_at > now - WORTH_SENDING}
    if not young:
        return
    plans: dict[UUID | None, list[StudyRound]] = {}
    for row in queries.of_plans(session, actor, sorted(young)):
        plans.setdefault(row.plan_run_id, []).append(row)
    sitting: dict[UUID, set[UUID]] = {}
    for seat in queries.seats(session, actor, [row.id for booked in plans.values() for row in booked]):
        sitting.setdefault(seat.round_id, set()).add(seat.staff_id)
    leaving: dict[UUID | None, set[UUID]] = {}
    for row in rows:
        leaving.setdefault(row.plan_run_id, set()).update(sitting.get(row.id, ()))
    about = [
        (key, staff_id)
        for run_id, booked in plans.items() for key in _before(booked) for staff_id in sorted(leaving[run_id])
    ]  # fmt: skip
    waited = notices.take_back(session, actor.school_id, NoticeKind.ROUND_PLANNED, about, now)
    names = people.names(session, actor, [booked[0].created_by for booked in plans.values()])
    told: list[Notice] = []
    for booked in plans.values():
        keys, standing = set(_before(booked)), _standing(booked)
        anew = {staff_id for key, staff_id in waited if key in keys}
        counts = Counter(staff_id for row in standing for staff_id in sitting.get(row.id, set()) & anew)
        key = f"{_key(booked[0])}:{len(standing)}"
        told += [replace(notice, is_personal=True) for notice in _told(standing, counts, key, names)]
    notices.tell_all(session, actor.school_id, told, now)


def _told(
    rows: Sequence[StudyRound], counts: Mapping[UUID, int], key: str, names: Mapping[UUID, str]
) -> list[Notice]:  # fmt: skip
    """One notice for all who are in as many of *rows*."""
    return [
        Notice(
            NoticeKind.ROUND_PLANNED, tuple(sorted(staff_id for staff_id, found in counts.items() if found == count)),
            {"count": "one round" if count == 1 else f"{count} rounds", "by": names.get(rows[0].created_by, "")},
            f"/?on={min(row.held_on for row in rows)}", key,
        )
        for count in sorted(set(counts.values()))
    ]  # fmt: skip


def _standing(booked: Sequence[StudyRound]) -> list[StudyRound]:
    return [row for row in booked if row.state in LIVE]


def _before(booked: Sequence[StudyRound]) -> list[str]:
    """What the plan's messages are known by that were written before its last rounds fell away."""
    key = _key(booked[0])
    return [key, *(f"{key}:{count}" for count in range(len(_standing(booked)) + 1, len(booked)))]


def _key(row: StudyRound) -> str:
    """What the message of a plan is known by; told anew, with how many of its rounds stand."""
    assert row.plan_run_id is not None, "of a plan"
    return f"plan:{row.plan_run_id.hex}"
