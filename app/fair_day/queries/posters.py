"""Reads for posters: what each says, and whether all of a fair's have been made."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.fair import queries as findings
from app.fair.rules import Audience, FileKind, Licence, Phase, markdown
from app.fair.tables import Finding, FindingAuthor, FindingFile
from app.fair_day import access
from app.fair_day.queries import fairs, programme
from app.fair_day.rules import PostersState, Size, SlotKind, posters
from app.fair_day.rules.posters import Picture, Poster
from app.fair_day.schemas import PostersOut
from app.fair_day.tables import FairRoom, FairSlot, LearningFair
from app.identity import queries as people
from app.identity.tables import Staff
from app.jobs import queries as jobs
from app.jobs.rules import JobState
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.plc.tables import PlcGroup

KIND: Final = "posters"
"""Of the job that makes all posters of a fair."""
FAIRS_MAX = 100
"""Whose posters are kept: the latest. Those of older ones are made anew when somebody asks."""
PICTURES_MAX = 20 * fairs.SLOTS_MAX
PHASES: Final = {
    Phase.EARLY_YEARS: "Early years", Phase.KS1: "Years 1 and 2", Phase.KS2: "Years 3 to 6", Phase.KS3: "Years 7 to 9",
    Phase.KS4: "Years 10 and 11", Phase.KS5: "Years 12 and 13", Phase.ALL: "",
}  # fmt: skip
LICENCES: Final = {Licence.CC_BY_4: "CC BY 4.0", Licence.SCHOOL_INTERNAL: "For our school"}


def poster_of(session: Session, actor: Actor, finding_id: UUID, slot_id: UUID | None) -> Poster:
    """The poster of a finding, for those whom its making concerns, once a lead has accepted it.

    Raises:
        NotFound: also while it is being written or waits, once it was withdrawn, and for a stall of another finding.
    """
    row, _ = findings.finding(session, actor, finding_id)
    if row.state not in programme.SHOWN:
        raise NotFound
    (made,) = _of_school(session, actor.school_id, [finding_id])
    if slot_id is None:
        return made
    slot, room_name = _slot(session, actor, finding_id, slot_id)
    return replace(made, slot_id=slot_id, stall=_where(slot, room_name))


def fair_poster_of(session: Session, scope: Scope, finding_id: UUID) -> tuple[UUID, Poster]:
    """The poster of what *scope* may read on the fair, and its school; NotFound or gone as its page."""
    row = findings.fair_finding(session, scope, finding_id)
    pictures = _pictures(session, row.school_id, [row.id])
    author_names = tuple(json.loads(row.author_names))
    return row.school_id, _poster(row, row.group_name, row.school_name, author_names, pictures.get(row.id))


def posters_told(session: Session, school_id: UUID, fair_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the posters of each of those fairs would tell, as a code: another with every change of programme or text."""
    statement: Any = (
        select(LearningFair.id, LearningFair.version, FairSlot.id)
        .add_columns(col(Finding.id), col(Finding.state), col(Finding.updated_at))
        .join(
            FairSlot, (col(FairSlot.school_id) == LearningFair.school_id) & (col(FairSlot.fair_id) == LearningFair.id)
        )
        .join(Finding, (col(Finding.school_id) == FairSlot.school_id) & (col(Finding.id) == FairSlot.finding_id))
        .where(col(LearningFair.school_id) == school_id, col(LearningFair.id).in_(fair_ids))
        .order_by(col(LearningFair.id), col(FairSlot.id))
        .limit(fairs.SLOTS_MAX * (len(fair_ids) + 1))
    )
    lines: dict[UUID, list[str]] = {fair_id: [] for fair_id in fair_ids}
    for fair_id, *said, updated_at in session.exec(statement):
        lines[fair_id].append(":".join(str(part) for part in [*said, updated_at.timestamp()]))
    return {fair_id: sha256("\n".join(found).encode()).hexdigest()[:32] for fair_id, found in lines.items()}


def posters_to_make(session: Session, school_id: UUID, fair_id: UUID, told: str) -> list[Poster]:
    """One poster for each finding in a fair's programme, stalls by number first; the code of a stall's is the stall's.

    Empty when they would no longer tell what they were asked for, *told*.
    """
    if posters_told(session, school_id, [fair_id])[fair_id] != told:
        return []
    statement = (
        select(FairSlot, FairRoom.name)
        .join(FairRoom, (col(FairRoom.school_id) == FairSlot.school_id) & (col(FairRoom.id) == FairSlot.room_id))
        .where(FairSlot.school_id == school_id, FairSlot.fair_id == fair_id)
        .order_by(col(FairSlot.starts), col(FairSlot.id))
        .limit(fairs.SLOTS_MAX)
    )
    by_finding: dict[UUID, tuple[FairSlot, str]] = {}
    for slot, room_name in sorted(session.exec(statement), key=lambda found: found[0].number or 1_000):
        by_finding.setdefault(slot.finding_id, (slot, room_name))
    made = {
        one.finding_id: one
        for one in _of_school(session, school_id, list(by_finding), col(Finding.audience) != Audience.GROUP)
    }
    return [
        replace(
            made[finding_id], stall=_where(slot, room_name),
            slot_id=slot.id if slot.kind == SlotKind.STALL else None,
        )
        for finding_id, (slot, room_name) in by_finding.items()
        if finding_id in made
    ]  # fmt: skip


def posters_out(session: Session, actor: Actor, row: LearningFair, size: Size) -> PostersOut:
    """How far the posters of the programme as it stands are."""
    shown = {one.finding.id for one in programme.slots_out(session, actor, row.id, fairs.slots(session, actor, row.id))
             if not one.finding.is_withdrawn}  # fmt: skip
    told = posters_told(session, actor.school_id, [row.id])[row.id]
    job = jobs.job(session, actor, KIND, job_key(row.id, told, size))
    state = PostersState.NONE if job is None else _STATES[jobs.state(job)]
    return PostersOut(
        state=state, size=size, posters=len(shown), asked_at=job.made_at if job else None,
        ready_at=job.finished_at if job and state == PostersState.READY else None,
    )  # fmt: skip


def job_key(fair_id: UUID, told: str, size: Size) -> str:
    """Posters of one size that tell the same are made once."""
    return f"{fair_id}:{told}:{size}"


def poster_keys(school_id: UUID, fair_id: UUID, told: str) -> dict[Size, str]:
    """Where the posters of a fair that tell this lie in the store."""
    return {size: f"{school_id}/{KIND}/{uuid5(fair_id, f'{told}:{size}')}" for size in Size}


def posters_used(session: Session, school_id: UUID, keys: Collection[str]) -> set[str]:
    """Which of *keys* are the posters of a programme as it stands now; those of earlier ones can go."""
    if not any(f"/{KIND}/" in key for key in keys):
        return set()
    statement = select(LearningFair.id).where(LearningFair.school_id == school_id)
    newest = statement.order_by(col(LearningFair.held_on).desc(), col(LearningFair.id)).limit(FAIRS_MAX)
    told = posters_told(session, school_id, session.exec(newest).all())
    used = {key for fair_id, said in told.items() for key in poster_keys(school_id, fair_id, said).values()}
    return used & {*keys}


# ---- helpers ---------------------------------------------------------------------------------------------

_STATES: Final = {
    JobState.WAITING: PostersState.WAITING, JobState.RUNNING: PostersState.WAITING,
    JobState.RETRYING: PostersState.WAITING, JobState.DONE: PostersState.READY, JobState.GIVEN_UP: PostersState.FAILED,
}  # fmt: skip


def _of_school(
    session: Session, school_id: UUID, finding_ids: Sequence[UUID], *which: ColumnElement[bool]
) -> list[Poster]:
    """The posters of the school's findings that may be shown."""
    statement = (
        select(Finding, PlcGroup.name)
        .join(PlcGroup, (col(PlcGroup.school_id) == Finding.school_id) & (col(PlcGroup.id) == Finding.group_id))
        .where(
            Finding.school_id == school_id,
            col(Finding.id).in_(finding_ids),
            col(Finding.state).in_(programme.SHOWN),
            *which,
        )
        .order_by(col(Finding.id))
        .limit(fairs.SLOTS_MAX)
    )
    rows = session.exec(statement).all()
    school = people.school(session, school_id).name
    authors = _authors(session, school_id, finding_ids)
    pictures = _pictures(session, school_id, finding_ids)
    return [
        _poster(row, row.group_name or group_name, school, tuple(authors.get(row.id, ())), pictures.get(row.id))
        for row, group_name in rows
    ]


def _authors(session: Session, school_id: UUID, finding_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    statement = (
        select(FindingAuthor.finding_id, Staff.name)
        .join(Staff, (col(Staff.school_id) == FindingAuthor.school_id) & (col(Staff.id) == FindingAuthor.staff_id))
        .where(FindingAuthor.school_id == school_id, col(FindingAuthor.finding_id).in_(finding_ids))
        .order_by(col(Staff.name), col(Staff.id))
        .limit(fairs.PRESENTERS_MAX)
    )
    found: dict[UUID, list[str]] = {}
    for finding_id, name in session.exec(statement):
        found.setdefault(finding_id, []).append(name)
    return found


def _slot(session: Session, actor: Actor, finding_id: UUID, slot_id: UUID) -> tuple[FairSlot, str]:
    statement = (
        select(FairSlot, FairRoom.name)
        .join(FairRoom, (col(FairRoom.school_id) == FairSlot.school_id) & (col(FairRoom.id) == FairSlot.room_id))
        .where(access.visible(actor, FairSlot), FairSlot.id == slot_id, FairSlot.finding_id == finding_id)
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def _poster(
    row: Finding, group_name: str, school_name: str, author_names: tuple[str, ...], picture: Picture | None
) -> Poster:
    texts = ((field, markdown.plain(getattr(row, field))) for field in posters.SECTIONS)
    return Poster(
        finding_id=row.id, slot_id=None, title=row.title, pull_quote=row.pull_quote, focus=row.focus,
        subject=row.subject, phase=PHASES[row.phase], group_name=group_name, school_name=school_name,
        author_names=author_names, sections=tuple((field, text) for field, text in texts if text.strip()),
        licence=LICENCES[row.licence], stall="", picture=picture,
    )  # fmt: skip


def _pictures(session: Session, school_id: UUID, finding_ids: Sequence[UUID]) -> dict[UUID, Picture]:
    """The first picture of each finding; those without are left out."""
    statement = (
        select(FindingFile)
        .where(
            FindingFile.school_id == school_id, col(FindingFile.finding_id).in_(finding_ids),
            FindingFile.kind == FileKind.IMAGE,
        )
        .order_by(col(FindingFile.added_at), col(FindingFile.id))
        .limit(PICTURES_MAX)
    )  # fmt: skip
    found: dict[UUID, Picture] = {}
    for row in session.exec(statement):
        picture = Picture(row.store_key, row.media_type, row.alt, row.width or 1, row.height or 1)
        found.setdefault(row.finding_id, picture)
    return found


def _where(slot: FairSlot, room_name: str) -> str:
    if slot.kind == SlotKind.STALL:
        return f"Stall {slot.number}, {room_name}"
    return f"Talk at {slot.starts:%H:%M}, {room_name}"
