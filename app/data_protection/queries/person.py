"""Every row that concerns one member of staff, table by table, by the register in `rules/held.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.data_protection.rules.held import HELD
from app.data_protection.rules.register import Held
from app.db import entities
from app.identity.tables import Account, Staff
from app.lesson_study.tables import EvidenceNote
from app.plc.tables import PlcMember
from app.study.tables import StudyRound

ACROSS: Final = frozenset({"account", "second_factor", "recovery_code", "passkey_challenge", "password_reset",
                           "sign_on_identity", "sign_on_attempt"})  # fmt: skip
"""Tables of no school: a person's way in is theirs in every school."""
ROWS_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about."""

    school_id: UUID
    staff_id: UUID
    person_id: UUID
    account_id: UUID | None
    name: str
    email: str | None
    code: str

    def value_of(self, table: str, column: str) -> UUID | None:
        """What *column* of *table* holds where it means this person."""
        if column == "account_id" or (table, column) == ("account", "id"):
            return self.account_id
        return self.person_id if column == "person_id" else self.staff_id


def subject(session: Session, school_id: UUID, who: str) -> Subject | None:
    """The member of staff with that code, id or address; None when there is none, or more than one."""
    said = col(Staff.code) == who
    said |= func.lower(col(Staff.email)) == who.lower()
    if (as_id := _uuid(who)) is not None:
        said |= col(Staff.id) == as_id
    found = session.exec(select(Staff).where(Staff.school_id == school_id, said)).all()
    if len(found) != 1:
        return None
    (row,) = found
    email = row.email
    if row.account_id is not None:
        email = session.exec(select(Account.email).where(Account.id == row.account_id)).one()
    return Subject(school_id, row.id, row.person_id, row.account_id, row.name, email, row.code)


def rows(session: Session, of: Subject, table: str) -> list[dict[str, Any]]:
    """The rows of *table* that concern the person, as they are stored, by their key."""
    held = HELD[table]
    assert isinstance(held, Held)
    columns = entities.columns(table)
    statement = select_columns(*columns.values()).where(_concerns(of, table))
    if table == "evidence_note":
        statement = select_columns(*columns.values()).where(_concerns(of, table) | _on_lessons(of, may_read=True))
    keys = entities.entity(table).__mapper__.primary_key
    statement = statement.order_by(*(columns[key.name] for key in keys)).execution_options(yield_per=ROWS_AT_ONCE)
    return [dict(zip(columns, row, strict=True)) for row in session.execute(statement)]


def closed_notes(session: Session, of: Subject) -> int:
    """How many notes on lessons that the person hosted they may not read in the product: they have left the group."""
    mine = col(EvidenceNote.staff_id) != of.staff_id
    closed = mine & _on_lessons(of, may_read=False)
    count: int = session.execute(select_columns(func.count()).select_from(EvidenceNote).where(closed)).scalar_one()
    return count


def names(session: Session, school_id: UUID) -> Mapping[UUID, str]:
    """What everybody of the school is called."""
    found = select(Staff.id, Staff.name).where(Staff.school_id == school_id)
    return dict(session.exec(found).all())


def named_elsewhere(session: Session, of: Subject) -> dict[str, int]:
    """How many other rows of the school have the person's name or address in a text, by table.

    Only counted: whose text it is, and who may read it, a person of the school has to look at.
    """
    words = [word.lower() for word in (of.name, of.email) if word]
    counted = {}
    for table, held in HELD.items():
        cls, columns = entities.entity(table), entities.columns(table)
        if "school_id" not in columns or not (texts := entities.texts(table)):
            continue
        said = or_(*(func.lower(text).contains(word, autoescape=True) for text in texts for word in words))
        found = said & (columns["school_id"] == of.school_id)
        if isinstance(held, Held):
            found &= ~func.coalesce(_concerns(of, table), false())
        if count := session.execute(select_columns(func.count()).select_from(cls).where(found)).scalar_one():
            counted[table] = count
    return counted


def _concerns(of: Subject, table: str) -> ColumnElement[bool]:
    held, columns = HELD[table], entities.columns(table)
    assert isinstance(held, Held)
    is_about: ColumnElement[bool] = false()
    for name in held.by:
        if (value := of.value_of(table, name)) is not None:
            is_about |= func.coalesce(columns[name] == value, false())
    for via in held.via:
        theirs = select_columns(entities.column(via.table, via.theirs)).where(_concerns(of, via.table))
        is_about |= func.coalesce(columns[via.column].in_(theirs), false())
    if table in ACROSS:
        return is_about
    own: ColumnElement[bool] = columns["school_id"] == of.school_id
    return is_about & own


def _on_lessons(of: Subject, *, may_read: bool) -> ColumnElement[bool]:
    """Notes of others on lessons that the person hosted: those they may read are of groups they are in."""
    groups = select_columns(col(PlcMember.group_id)).where(
        col(PlcMember.school_id) == of.school_id,
        col(PlcMember.staff_id) == of.staff_id,
        col(PlcMember.left_at).is_(None),
    )
    hosted = select_columns(col(StudyRound.id)).where(
        col(StudyRound.school_id) == of.school_id, col(StudyRound.host_id) == of.staff_id,
        col(StudyRound.group_id).in_(groups) if may_read else col(StudyRound.group_id).not_in(groups),
    )  # fmt: skip
    return (
        (col(EvidenceNote.school_id) == of.school_id)
        & col(EvidenceNote.round_id).in_(hosted)
        & col(EvidenceNote.withdrawn_at).is_(None)
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
