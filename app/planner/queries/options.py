"""Find us a time: one group's next research lesson, while its members wait. Nothing is stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.planner import access, rules
from app.planner.index import Index
from app.planner.options import Option
from app.planner.options import options as options_of
from app.planner.problem import Group, Release, TeacherState
from app.planner.queries.telling import Told, lesson_out
from app.planner.schemas import GroupWish, OptionOut, OptionsOut, ReasonOut, RunIn
from app.planner.snapshot import first_day, snapshot
from app.planner.verify_school import School
from app.plc import access as plc_access
from app.plc import queries as plc
from app.school_year import queries as years


def options(
    session: Session, actor: Actor, group_id: UUID, first_on: date | None, last_on: date | None, limit: int,
    now: datetime,
) -> OptionsOut:  # fmt: skip
    """The *limit* best times, from tomorrow for four weeks unless the days are given.

    Raises:
        NotFound, Forbidden: not your group. GroupsNotReady, NothingToPlan, WindowUnusable, SchoolTooLarge: no times.
    """
    group = plc.group(session, actor, group_id)
    members = plc.members_of(session, actor, group_id)
    access.require_may_look(actor, is_member=plc_access.is_member(actor, members))
    first = first_on or years.today(session, actor, now) + timedelta(days=1)
    last = last_on or max(first, years.today(session, actor, now)) + timedelta(days=rules.OPTIONS_DAYS - 1)
    wish = RunIn(
        first_on=first, last_on=last, groups=[GroupWish(group_id=group_id, observations_each=1)]
    )  # fmt: skip
    first = first_day(session, actor, wish, now)
    taken = snapshot(session, actor, wish, first)
    index = Index(taken.problem)
    found = options_of(taken.problem, str(group_id), index=index, limit=limit)
    names = dict(taken.names) | {str(group_id): group.name}
    told = Told(problem=taken.problem, school=School(taken.problem), names=names)
    asked = index.groups[str(group_id)]
    return OptionsOut(
        group_id=group_id, first_on=first, last_on=last, items=[_out(told, one) for one in found],
        reasons=[] if found else list(_why_none(index, asked, names)),
        considered=_considered(index, asked),
    )  # fmt: skip


def _out(told: Told, one: Option) -> OptionOut:
    """An option with names, but not of a colleague of another group: nobody has asked them anything."""
    unnamed = tuple(
        replace(seen, cover_by=None) if seen.release == Release.EXCHANGE else seen for seen in one.lesson.observations
    )
    lesson = lesson_out(told, replace(one.lesson, observations=unnamed))
    return OptionOut(
        host_id=lesson.host_id, host_name=lesson.host_name, held_on=lesson.held_on, period=lesson.period,
        start=lesson.start, end=lesson.end, class_name=lesson.class_name, subject=lesson.subject, room=lesson.room,
        observers=lesson.observers, debrief=lesson.debrief, external=one.external, exchange=one.exchange,
        mutual=one.mutual, cover_needed=one.external + one.exchange + one.mutual, reasons=list(one.reasons),
    )  # fmt: skip


def _considered(index: Index, group: Group) -> int:
    """Dated lessons of the members."""
    return sum(
        len(index.there(host, slot)) for host in group.members for slot in index.slots
        if index.base(host, slot) is TeacherState.TEACHING
    )  # fmt: skip


def _why_none(index: Index, group: Group, names: Mapping[str, str]) -> Iterator[ReasonOut]:
    """In sentences, why the group can hold no research lesson in these days."""
    name = names[group.id]
    if not _considered(index, group):
        yield _reason(group, name, "no-lessons", "None of the group teaches a lesson in these days.")
        return
    pots = (("observe", "observing"), ("debrief", "debriefs"))
    for who in sorted(group.members, key=lambda one: names.get(one, "")):
        for kind, words in pots:
            cap = index.cap(who, kind)
            if cap is not None and cap < 1:
                text = f"{names.get(who, '')}'s minutes for {words} are used up."
                yield _reason(group, name, f"no-minutes-{kind}", text, [who])
    text = "For none of the group's lessons in these days can enough colleagues both watch it and talk it over in time."
    yield _reason(group, name, "nothing-fits", text)


def _reason(group: Group, name: str, code: str, text: str, teachers: Sequence[str] = ()) -> ReasonOut:
    return ReasonOut(
        code=code, group_id=UUID(group.id), group_name=name, staff_ids=[UUID(one) for one in teachers], text=text
    )
