"""Cycles as they are sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.lesson_study.queries import book as books
from app.lesson_study.queries import cycles, lessons, named
from app.lesson_study.queries import minutes as minutes_queries
from app.lesson_study.queries.book import Book
from app.lesson_study.rules import guards, stages
from app.lesson_study.rules.guards import Facts, Missing
from app.lesson_study.rules.stages import Step
from app.lesson_study.rules.words import CycleState, Stage
from app.lesson_study.schemas.cycles import (
    CycleLine,
    CycleOut,
    EarlierOut,
    MissingOut,
    NextStageOut,
    OtherOut,
    SchoolCycleLine,
    StageOut,
    StudySourceOut,
)
from app.lesson_study.tables import Cycle, StudySource
from app.plc import access as plc_access
from app.plc import queries as plc

TEXTS = (
    "title", "research_question", "research_theme", "baseline", "success_measure", "progress", "reflection",
    "affirmation", "reminder", "ended_reason",
)  # fmt: skip


def cycle_out(session: Session, actor: Actor, row: Cycle, now: datetime, secret: str | None = None) -> CycleOut:
    """A cycle in full, for those inside. With *secret*, what may be pupils' names in its texts is said."""
    members = plc.members_of(session, actor, row.group_id)
    book = books.open_book(session, actor, row, members)
    facts = books.facts_of(book, now)
    steps = stages.way(row.mode, row.lessons_planned)
    here = stages.step_of(row.stage, row.lesson_number)
    following = stages.after(here, steps)
    missing = guards.missing(here, facts)
    may_edit = row.state == CycleState.ACTIVE and plc_access.is_member(actor, members)
    earlier = cycles.earlier(session, actor, row.group_id, row.earlier_id) if row.earlier_id else None
    return CycleOut(
        **CycleLine.model_validate(row).model_dump(),
        **{name: getattr(row, name) for name in TEXTS if name != "title"},
        version=row.version, group_name=plc.group(session, actor, row.group_id).name, protocol=row.protocol,
        other=OtherOut(staff_id=row.other_id, name=book.names[row.other_id]) if row.other_id else None,
        earlier=EarlierOut(id=earlier.id, title=earlier.title) if earlier else None, may_edit=may_edit,
        stages=_stages(book, facts, steps, here), missing=_missing(missing), warnings=guards.warnings(here, facts),
        next_stage=NextStageOut(stage=following.stage, lesson_number=following.lesson_number) if following else None,
        may_advance=may_edit and following is not None and not missing,
        may_complete=may_edit and row.stage == Stage.SHARE,
        minutes=minutes_queries.cycle_minutes(session, actor, book, now),
        pupils=[lessons.pupil_out(pupil) for pupil in book.pupils], lessons=lessons.lesson_lines(book, now),
        sources=[_source(source, book.names) for source in book.sources],
        changes=[lessons.change_line(book, change) for change in book.changes],
        names=named.names(session, actor, secret, _texts(book)),
    )  # fmt: skip


def school_line(row: Cycle, group_name: str) -> SchoolCycleLine:
    return SchoolCycleLine(**CycleLine.model_validate(row).model_dump(), group_name=group_name)


def source_out(session: Session, actor: Actor, row: StudySource, secret: str | None) -> StudySourceOut:
    """One source, as it has just been saved."""
    answer = _source(row, people.names(session, actor, [row.added_by]))
    answer.names = named.names(session, actor, secret, {"title": row.title, "taken_from_it": row.taken_from_it})
    return answer


# ---- helpers -------------------------------------------------------------------------------------


def _stages(book: Book, facts: Facts, steps: Sequence[Step], here: Step) -> list[StageOut]:
    came: dict[Step, datetime] = {}
    for one in book.steps:
        came[stages.step_of(one.stage, one.lesson_number)] = one.made_at
    is_over = book.cycle.state == CycleState.COMPLETED
    behind = {step for step in steps if is_over or stages.is_behind(step, here, steps)}
    found = []
    for step in stages.whole_way(book.cycle.lessons_planned):
        if step in behind:
            state = "done" if step in came else "left_out"
        elif step == here:
            state = "here"
        else:
            state = "ahead" if step in steps else "left_out"
        found.append(
            StageOut.model_validate(
                {
                    "stage": step.stage, "lesson_number": step.lesson_number, "state": state,
                    "title": stages.TITLES[step.stage], "missing": _missing(guards.missing(step, facts)),
                    "warnings": guards.warnings(step, facts), "came_at": came.get(step),
                }
            )
        )  # fmt: skip
    return found


def _missing(found: Sequence[Missing]) -> list[MissingOut]:
    return [MissingOut(text=one.text, to=one.to) for one in found]


def _source(row: StudySource, names: Mapping[UUID, str]) -> StudySourceOut:
    return StudySourceOut(
        id=row.id, kind=row.kind, title=row.title, link=row.link, taken_from_it=row.taken_from_it,
        is_credible=row.kind in guards.CREDIBLE, added_by_name=names[row.added_by], added_at=row.added_at,
    )  # fmt: skip


def _texts(book: Book) -> dict[str, str]:
    """Everything that somebody wrote freely in a cycle, by field."""
    texts = {name: str(getattr(book.cycle, name)) for name in TEXTS}
    for pupil in book.pupils:
        texts[f"pupils/{pupil.label}/typifies"] = pupil.typifies
    return texts
