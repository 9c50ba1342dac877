"""Everything that a document of a cycle says, in a fixed number of statements however much there is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from app.fair.rules import FindingState
from app.fair.tables import Finding
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.lesson_study.queries import cycles
from app.lesson_study.queries.documents_talk import discussions, interviews, notes
from app.lesson_study.rules import workbook as told
from app.lesson_study.tables import CasePupil, Cycle, ResearchLesson
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.plc.tables import PlcGroup
from app.school_year import queries as calendar
from app.study.queries import rounds as study
from app.study.tables import StudyRound


def cycle_told(
    session: Session, actor: Actor, row: Cycle, members: Sequence[MemberRow], now: datetime
) -> told.CycleTold:
    """A cycle with everything in it. The caller has asked whether *actor* is inside its group."""
    zone = calendar.zone(session, actor)
    group = plc.group(session, actor, row.group_id)
    finding = _finding(session, actor, row.finding_id)
    published_at = finding.published_at if finding and finding.state == FindingState.PUBLISHED else None
    earlier = cycles.earlier(session, actor, row.group_id, row.earlier_id) if row.earlier_id else None
    pupils = cycles.pupils(session, actor, row.id)
    named = people.names(session, actor, [row.other_id] if row.other_id else [])
    return told.CycleTold(
        school_name=people.school(session, actor.school_id).name, made_on=clock.local_date(now, zone),
        group=_group_told(group, members), title=row.title, mode=row.mode, state=row.state,
        lessons_planned=row.lessons_planned, ended_reason=row.ended_reason,
        other_name=named[row.other_id] if row.other_id else "", earlier_title=earlier.title if earlier else "",
        research_question=row.research_question, research_theme=row.research_theme, baseline=row.baseline,
        success_measure=row.success_measure,
        sources=tuple(
            told.SourceTold(one.kind, one.title, one.link, one.taken_from_it)
            for one in cycles.sources(session, actor, row.id)
        ),
        pupils=tuple(
            told.PupilTold(one.label, tuple(word for word in one.attributes.split(",") if word), one.typifies)
            for one in pupils
        ),
        lessons=_lessons(session, actor, row.id, pupils, zone),
        progress=row.progress, reflection=row.reflection, affirmation=row.affirmation, reminder=row.reminder,
        claims=tuple(
            told.ClaimTold(one.number, one.note, one.done_on) for one in cycles.claims(session, actor, row.id)
        ),
        finding_title=finding.title if finding else "",
        finding_published_on=clock.local_date(published_at, zone) if published_at else None,
    )  # fmt: skip


def sheets_told(
    session: Session, actor: Actor, row: StudyRound, group_name: str, *, all_pupils: bool
) -> told.SheetsTold:
    """A sheet for each case pupil that *actor* watches in a round, or for each there is; at least one, for the class.

    The caller has asked whether *actor* is inside the group.
    """
    lesson = cycles.lesson_of_round(session, actor, row.id)
    held = _rounds(session, actor, [row.id], calendar.zone(session, actor))[row.id]
    if lesson is None:
        return told.SheetsTold(group_name, held, None, told.PlanTold(), (told.WHOLE_CLASS,))
    plan = _plans(session, actor, [lesson]).get(lesson.id, told.PlanTold())
    pupils = cycles.pupils(session, actor, lesson.cycle_id)
    mine = {
        watch.case_pupil_id for watch in cycles.watches(session, actor, [lesson.id]) if watch.staff_id == actor.staff_id
    }
    sheets = tuple(_sheet(plan, pupil.label) for pupil in pupils if all_pupils or pupil.id in mine)
    return told.SheetsTold(group_name, held, lesson.number, plan, sheets or (told.WHOLE_CLASS,))


# ---- helpers -------------------------------------------------------------------------------------------


def _sheet(plan: told.PlanTold, label: str) -> told.SheetTold:
    predictions = {stage.key: stage.predictions.get(label, "") for stage in plan.stages}
    return told.SheetTold(label, plan.criteria.get(label, ""), predictions)


def _group_told(group: PlcGroup, members: Sequence[MemberRow]) -> told.GroupTold:
    return told.GroupTold(
        name=group.name, focus=group.focus, protocol=group.protocol,
        member_names=tuple(one.name for one in members if not one.is_guest),
        agreed_names=tuple(one.name for one in members if one.has_agreed and not one.is_guest),
        guest_names=tuple(one.name for one in members if one.is_guest),
    )  # fmt: skip


def _finding(session: Session, actor: Actor, finding_id: UUID | None) -> Finding | None:
    statement = select(Finding).where(Finding.school_id == actor.school_id, Finding.id == finding_id)
    return session.exec(statement).one_or_none()


def _lessons(
    session: Session, actor: Actor, cycle_id: UUID, pupils: Sequence[CasePupil], zone: ZoneInfo
) -> tuple[told.LessonTold, ...]:
    rows = cycles.lessons(session, actor, cycle_id)
    ids = [row.id for row in rows]
    round_ids = [row.round_id for row in rows if row.round_id]
    rounds, plans = _rounds(session, actor, round_ids, zone), _plans(session, actor, rows)
    noted, older = notes(session, actor, round_ids, zone)
    asked = interviews(session, actor, round_ids, zone)
    talked = discussions(session, actor, round_ids, zone)
    changed: dict[UUID, list[told.ChangeTold]] = {}
    for change in cycles.changes(session, actor, ids):
        one = told.ChangeTold(change.text, change.by_on, change.outcome)
        changed.setdefault(change.research_lesson_id, []).append(one)
    watching = _watching(session, actor, ids, pupils)
    found = []
    for row in rows:
        # A lesson without a round has nothing that belongs to one: no key of these is its own id.
        key = row.round_id or row.id
        lesson = told.LessonTold(
            number=row.number, round=rounds.get(key), plan=plans.get(row.id, told.PlanTold()),
            watch=watching.get(row.id, ()), notes=tuple(noted.get(key, ())), older_notes=older.get(key, 0),
            interviews=tuple(asked.get(key, ())), discussion=talked.get(key), changes=tuple(changed.get(row.id, ())),
        )  # fmt: skip
        found.append(lesson)
    return tuple(found)


def _rounds(session: Session, actor: Actor, round_ids: Sequence[UUID], zone: ZoneInfo) -> Mapping[UUID, told.RoundTold]:
    rows = study.by_ids(session, actor, round_ids)
    named = people.names(session, actor, [row.host_id for row in rows])
    return {
        row.id: told.RoundTold(
            id=row.id, held_on=row.held_on, starts_at=row.starts_at.astimezone(zone),
            ends_at=row.ends_at.astimezone(zone), period=row.period, class_name=row.class_name, subject=row.subject,
            room=row.room, focus=row.focus, host_name=named[row.host_id],
        )
        for row in rows
    }  # fmt: skip


def _plans(session: Session, actor: Actor, lessons: Sequence[ResearchLesson]) -> Mapping[UUID, told.PlanTold]:
    """The proposals in force, by research lesson. Where nobody has begun there is none."""
    newest = cycles.newest_versions(session, actor, lessons)
    return {lesson_id: told.plan_told(version.body) for lesson_id, version in newest.items()}


def _watching(
    session: Session, actor: Actor, lesson_ids: Sequence[UUID], pupils: Sequence[CasePupil]
) -> Mapping[UUID, tuple[tuple[str, str], ...]]:
    """Who watches whom in each research lesson, by name: a name, and labels with commas between."""
    labels = {pupil.id: pupil.label for pupil in pupils}
    rows = cycles.watches(session, actor, lesson_ids)
    named = people.names(session, actor, [row.staff_id for row in rows])
    found: dict[UUID, dict[UUID, list[str]]] = {}
    for row in rows:
        found.setdefault(row.research_lesson_id, {}).setdefault(row.staff_id, []).append(labels[row.case_pupil_id])
    return {
        lesson_id: tuple(sorted((named[staff_id], ", ".join(sorted(theirs))) for staff_id, theirs in watching.items()))
        for lesson_id, watching in found.items()
    }
