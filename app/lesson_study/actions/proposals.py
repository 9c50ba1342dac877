"""Writes of research lessons: the proposal, who watches whom, the round in which it is taught."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.identity import queries as people
from app.kernel.actor import Actor
from app.lesson_study.actions.versions import EMPTY_VERSION, add_version
from app.lesson_study.errors import (
    BothChanged,
    BothTexts,
    CannotWatch,
    RoundCannotBeLinked,
    RoundHasEvidence,
    RoundNotOfGroup,
    RoundTaken,
)
from app.lesson_study.queries import cycles as queries
from app.lesson_study.queries.book import is_talked_of, note_counts
from app.lesson_study.rules import proposal as rules
from app.lesson_study.rules.proposal import Both, Flat
from app.lesson_study.schemas.proposals import ProposalIn, WatchesIn
from app.lesson_study.tables import PupilWatch, ResearchLesson
from app.study import queries as study
from app.study.rules import LIVE


def save(
    session: Session, actor: Actor, lesson_id: UUID, wish: ProposalIn, now: datetime
) -> tuple[ResearchLesson, bool]:
    """Save a proposal that was written on an earlier version; answers whether it was put together with another's.

    What is there already is not stored again, so that the same sent twice is one version.

    Raises:
        NotFound: there is no such earlier version.
        BothChanged: somebody else changed the same place meanwhile; both texts are told, and nothing is stored.
        ProposalTooLong: together, the texts do not fit.
    """
    lesson, _, _ = queries.lesson_to_change(session, actor, lesson_id)
    before = _flat(session, actor, lesson, wish.base_version)
    theirs = _flat(session, actor, lesson, lesson.version)
    yours = rules.flatten(wish.proposal.model_dump(mode="json"))
    merged = rules.merge(before, yours, theirs)
    if merged.both:
        raise _both_changed(session, actor, lesson, merged.both, before, theirs)
    is_merged = merged.flat != yours
    if merged.flat != theirs:
        add_version(session, actor, lesson, rules.unflatten(merged.flat), now, is_merged=is_merged)
    return lesson, is_merged


def choose_watchers(session: Session, actor: Actor, lesson_id: UUID, wish: WatchesIn) -> ResearchLesson:
    """Say who watches which case pupil, in place of what was said before.

    Raises:
        CannotWatch: somebody is not of the group, or a letter has no case pupil.
    """
    lesson, cycle, members = queries.lesson_to_change(session, actor, lesson_id)
    pupils = {row.label: row.id for row in queries.pupils(session, actor, cycle.id)}
    of_group = {member.staff_id for member in members}
    asked = {(one.staff_id, label) for one in wish.watch for label in one.pupil_labels}
    unknown = sorted({label for _, label in asked} - pupils.keys())
    strangers = {one.staff_id for one in wish.watch} - of_group
    if unknown or strangers:
        raise CannotWatch(labels=unknown, people=len(strangers))
    there = {(row.staff_id, row.case_pupil_id) for row in queries.watches(session, actor, [lesson.id])}
    wanted = {(staff_id, pupils[label]) for staff_id, label in asked}
    if gone := there - wanted:
        _forget(session, actor, lesson, gone)
    for staff_id, pupil_id in sorted(wanted - there):
        session.add(
            PupilWatch(
                school_id=actor.school_id, research_lesson_id=lesson.id, staff_id=staff_id, case_pupil_id=pupil_id
            )
        )
    session.flush()
    return lesson


def link_round(session: Session, actor: Actor, lesson_id: UUID, round_id: UUID | None) -> ResearchLesson:
    """Say in which round the research lesson is taught, or that it is not decided.

    Raises:
        NotFound: there is no such round in the school.
        RoundNotOfGroup: it is another group's.
        RoundTaken: another research lesson is taught in it.
        RoundCannotBeLinked: it was called off, or made impossible.
        RoundHasEvidence: there are notes, interviews or a record from the round that is linked now, and it takes place.
    """
    lesson, cycle, _ = queries.lesson_to_change(session, actor, lesson_id)
    if lesson.round_id == round_id:
        return lesson
    if round_id is not None:
        row = study.round_(session, actor, round_id)
        if row.group_id != cycle.group_id:
            raise RoundNotOfGroup
        if queries.lesson_of_round(session, actor, round_id) is not None:
            raise RoundTaken
        if row.state not in LIVE:
            raise RoundCannotBeLinked(state=row.state)
    if lesson.round_id is not None and _holds_evidence(session, actor, lesson.round_id):
        raise RoundHasEvidence
    lesson.round_id = round_id
    session.flush()
    return lesson


# ---- helpers -------------------------------------------------------------------------------------


def _holds_evidence(session: Session, actor: Actor, round_id: UUID) -> bool:
    """Whether something was written down in a round that takes place. One that was called off gives its lesson free."""
    if study.round_(session, actor, round_id).state not in LIVE:
        return False
    return bool(note_counts(session, actor, [round_id])) or is_talked_of(session, actor, round_id)


def _flat(session: Session, actor: Actor, lesson: ResearchLesson, number: int) -> Flat:
    if number == EMPTY_VERSION:
        return {}
    return rules.flatten(json.loads(queries.version(session, actor, lesson.id, number).body))


def _both_changed(
    session: Session, actor: Actor, lesson: ResearchLesson, both: list[Both], before: Flat, theirs: Flat
) -> BothChanged:
    newest = queries.version(session, actor, lesson.id, lesson.version)
    name = people.names(session, actor, [newest.saved_by])[newest.saved_by]
    return BothChanged(
        both=[BothTexts(path=one.path, yours=one.yours, theirs=one.theirs, before=one.before) for one in both],
        theirs_version=lesson.version,
        theirs_by_name=name,
    )


def _forget(session: Session, actor: Actor, lesson: ResearchLesson, gone: set[tuple[UUID, UUID]]) -> None:
    mine = (col(PupilWatch.school_id) == actor.school_id) & (col(PupilWatch.research_lesson_id) == lesson.id)
    rows = queries.watches(session, actor, [lesson.id])
    ids = [row.id for row in rows if (row.staff_id, row.case_pupil_id) in gone]
    session.execute(delete(PupilWatch).where(mine, col(PupilWatch.id).in_(ids)))
