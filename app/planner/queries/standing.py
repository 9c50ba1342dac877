"""The question that a repair asks: the school without what an accepted plan has booked, and the plan as it stands."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover.rules import AGREED, OPEN, AskState, CoverState
from app.cover.tables import CoverSlot
from app.identity import queries as people
from app.kernel.actor import Actor
from app.planner.difference import Cover, key_of
from app.planner.problem import Debrief, Group, Observation, Plan, Problem, Release, ResearchLesson, Teacher
from app.planner.queries.family import Family, Holdings, holdings, key_of_row
from app.planner.schemas import RunIn
from app.planner.school import Left
from app.planner.snapshot import Freed, Snapshot, snapshot
from app.planner.stored import Touched
from app.planner.verify import Violation, violations
from app.planner.verify_school import week_of
from app.plc import queries as plc
from app.plc.rules import counted
from app.study import queries as study
from app.study.rules import LIVE, RoundState
from app.study.rules import Release as StudyRelease
from app.study.tables import Observation as ObservationRow
from app.study.tables import StudyRound
from app.time_budget.rules import TimeSource

_RELEASES = {StudyRelease.NONE: Release.NONE, StudyRelease.CO_TEACHER: Release.CO_TEACHER}


@dataclass(frozen=True, slots=True)
class Posed:
    """A repair's problem, the plan that it is to change, and what it has to know beside."""

    taken: Snapshot
    before: Plan
    touched: Touched
    held: Holdings


def posed(
    session: Session, actor: Actor, of: Family, wish: RunIn, first_on: date, *, refill: Collection[str] = (),
    lock: bool = False,
) -> Posed:  # fmt: skip
    """Pose the problem of *wish* without the rounds of *of* that a repair may change.

    A round that no plan could hold, because people have changed it by hand, stays as it is booked.

    Raises:
        as snapshot.
    """
    held = holdings(session, actor, of.run_ids, lock=lock)
    reader = _Reader(session, actor, held, wish, of.plan)
    standing = [
        row for row in held.rounds
        if row.state == RoundState.SCHEDULED and first_on <= row.held_on <= wish.last_on and reader.fits(row)
    ]  # fmt: skip
    taken, before = _without(session, actor, reader, standing, wish, first_on)
    if fixed := _fixed(violations(taken.problem, before), standing, first_on):
        standing = [row for row in standing if row.id not in fixed]
        taken, before = _without(session, actor, reader, standing, wish, first_on)
    settled = [row for row in held.rounds if row.state in LIVE and row not in standing]
    counts = Counter((str(row.group_id), str(one.staff_id)) for row in settled for one in held.watched[row.id])
    wanted = {group.id: group for group in taken.problem.groups}
    counts_kept = {
        (group, who): min(number, wanted[group].observations_each)
        for (group, who), number in counts.items() if group in wanted and who in wanted[group].members
    }  # fmt: skip
    problem = _less(taken.problem, counts_kept, settled, standing)
    declined = tuple(sorted(cover for row in standing for cover in reader.declined(row)))
    touched = Touched(declined, tuple(sorted(set(refill) & wanted.keys())), counts_kept)
    return Posed(replace(taken, problem=problem), before, touched, held)


def _without(
    session: Session, actor: Actor, reader: "_Reader", standing: Sequence[StudyRound], wish: RunIn, first_on: date
) -> tuple[Snapshot, Plan]:  # fmt: skip
    taken = snapshot(session, actor, wish, first_on, reader.freed(standing))
    return taken, Plan(tuple(reader.lesson(row) for row in standing))


def _fixed(broken: Sequence[Violation], standing: Sequence[StudyRound], first_on: date) -> set[UUID]:
    """Rounds that break a rule by themselves; and those of a week begun, if its rest holds too little free time."""
    lessons = {f"{group} {on} {period} host {host}": key for key in map(key_of_row, standing)
               for group, host, on, period in [key]}  # fmt: skip
    named = {lessons[one.where] for one in broken if one.where in lessons}
    first_week = week_of(first_on)
    begun = f"week {first_week[1]} of {first_week[0]}"
    short = first_on.isoweekday() > 1 and any(one.rule == "R12" and one.where.endswith(begun) for one in broken)
    return {
        row.id for row in standing if key_of_row(row) in named or (short and week_of(row.held_on) == first_week)
    }  # fmt: skip


def _less(
    problem: Problem, settled: Mapping[tuple[str, str], int], held: Sequence[StudyRound],
    standing: Sequence[StudyRound],
) -> Problem:  # fmt: skip
    """What has been observed is not planned again, and counts when hosting is shared out."""
    hosted = Counter((str(row.group_id), str(row.host_id)) for row in held)
    to_host = Counter((str(row.group_id), str(row.host_id)) for row in standing)
    left = Counter[str]()
    members = set[str]()
    for group in problem.groups:
        for who in group.members:
            members.add(who)
            left[who] += group.observations_each - settled.get((group.id, who), 0)
    return replace(
        problem,
        groups=tuple(_spread(group, hosted, to_host) for group in problem.groups),
        teachers=tuple(
            _capped(one, left[one.id] * problem.slot_minutes) if one.id in members else one for one in problem.teachers
        ),
    )


def _spread(group: Group, hosted: Mapping[tuple[str, str], int], to_host: Mapping[tuple[str, str], int]) -> Group:
    def apart(counts: Mapping[tuple[str, str], int]) -> int:
        found = [counts.get((group.id, who), 0) for who in group.members]
        return max(found) - min(found)

    return replace(group, host_spread=max(group.host_spread + apart(hosted), apart(to_host)))


def _capped(teacher: Teacher, minutes: int) -> Teacher:
    observe = teacher.caps.observe
    return replace(teacher, caps=replace(teacher.caps, observe=minutes if observe is None else min(observe, minutes)))


class _Reader:
    """Reads stored rounds as lessons of a plan."""

    def __init__(self, session: Session, actor: Actor, held: Holdings, wish: RunIn, plan: Plan) -> None:
        school = people.school(session, actor.school_id)
        self._zone = ZoneInfo(school.zone)
        self._debrief_minutes = school.debrief_minutes
        self._held = held
        wanted = [group.group_id for group in wish.groups]
        self._members = {
            group_id: {row.staff_id for row in counted(rows)}
            for group_id, rows in plc.members(session, actor, wanted).items()
        }
        self._uncovered = {
            (key_of(lesson), one.observer) for lesson in plan.research_lessons for one in lesson.observations
            if one.cover_by is None
        }  # fmt: skip
        self._seats = study.seats(session, actor, [row.id for row in held.rounds])

    def fits(self, row: StudyRound) -> bool:
        """Whether a plan of these groups could say this at all."""
        length = row.debrief_ends_at - row.debrief_starts_at
        return row.group_id in self._members and length == timedelta(minutes=self._debrief_minutes)

    def lesson(self, row: StudyRound) -> ResearchLesson:
        """The round as a plan has it."""
        starts = row.debrief_starts_at.astimezone(self._zone)
        return ResearchLesson(
            str(row.group_id), str(row.host_id), row.held_on, row.period,
            tuple(self._observation(row, one) for one in self._held.watched[row.id]),
            Debrief(row.debrief_on, starts.hour * 60 + starts.minute),
        )  # fmt: skip

    def declined(self, row: StudyRound) -> Iterator[Cover]:
        """Who has said no to what, of one round."""
        for one in self._held.watched[row.id]:
            slot = self._held.slot(one)
            for ask in () if slot is None else self._held.asks[slot.id]:
                if ask.state == AskState.DECLINED:
                    yield str(ask.staff_id), row.held_on, row.period, one.slice

    def freed(self, standing: Sequence[StudyRound]) -> Freed:
        """What the school has back when these rounds are not booked."""
        refs = {row.id for row in standing}
        paid = {row.id for row in standing if row.debrief_time_source == TimeSource.PROTECTED}
        asks = set[tuple[UUID, UUID]]()
        minutes: dict[UUID, Left] = {}

        def back(staff_id: UUID, **more: int) -> None:
            was = minutes.get(staff_id, Left())
            added = {name: getattr(was, name) + value for name, value in more.items()}
            minutes[staff_id] = replace(was, **added)

        for seat in self._seats:
            if seat.round_id in paid and seat.commit_id is not None:
                back(seat.staff_id, debrief=seat.minutes)
        for row in standing:
            for one in self._held.watched[row.id]:
                back(one.staff_id, observe=one.minutes)
                slot = self._held.slot(one)
                if slot is None:
                    continue
                refs.add(slot.id)
                if slot.state in AGREED and slot.coverer_id is not None:
                    back(slot.coverer_id, cover=slot.minutes)
                elif (asked := self._coverer(slot)) is not None:
                    asks.add((slot.id, asked))
        return Freed(frozenset(refs), frozenset(asks), minutes)

    def _observation(self, row: StudyRound, one: ObservationRow) -> Observation:
        who = str(one.staff_id)
        slot = self._held.slot(one)
        if slot is None:
            return Observation(who, one.slice, _RELEASES[one.release])
        coverer = self._coverer(slot)
        given_up = slot.state != CoverState.OFFERED and slot.state not in AGREED
        if coverer is None or (given_up and (key_of_row(row), who) in self._uncovered):
            return Observation(who, one.slice, Release.EXTERNAL)
        within = coverer in self._members[row.group_id]
        return Observation(who, one.slice, Release.MUTUAL if within else Release.EXCHANGE, str(coverer))

    def _coverer(self, slot: CoverSlot) -> UUID | None:
        """Who covers, or is asked to, or said no last; None where nobody was asked or the cover lead arranged it."""
        if slot.state in AGREED:
            return slot.coverer_id
        if slot.state not in OPEN:
            return None
        asks = self._held.asks[slot.id]
        waiting = [ask for ask in asks if ask.state == AskState.ASKED]
        declined = [ask for ask in asks if ask.state == AskState.DECLINED]
        found = next(iter(waiting), None) or (declined[-1] if declined else None)
        return None if found is None else found.staff_id
