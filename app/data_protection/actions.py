"""Forgetting: what is old, and who left long ago. Names go, sums stay.

It acts upon tables of all modules by their names, as `rules/kept.py` says of each: see ADR 0031.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session

from app.audit import actions as audit
from app.data_protection.queries import leavers
from app.data_protection.queries.leavers import Gone
from app.data_protection.rules.held import HELD
from app.data_protection.rules.kept import AGED, CODE, FORMER, KEPT, WORDS, Leaver
from app.data_protection.rules.register import Held
from app.db import entities

FORGOTTEN: Final = "staff.forgotten"
_WAY_IN: Final = ("sign_on_identity", "passkey_challenge", "second_factor", "recovery_code", "password_reset")
_QUIETLY: Final[dict[str, Any]] = {"synchronize_session": False}


def forget_aged(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's rows that are past their date; answers with how many."""
    gone = 0
    for table, (column, kept) in AGED.items():
        old = entities.column(table, column) < now - kept
        gone += _delete(session, table, old & (entities.column(table, "school_id") == school_id))
    return gone


def forget_leavers(session: Session, school_id: UUID, today: date, years: int, now: datetime) -> Sequence[Gone]:
    """Take out of a school who left *years* ago or longer; exactly so long ago is out. Answers with whom.

    Their rows for themselves and their way in are deleted. What others share with them, and every sum, stays under
    FORMER. Run again, it finds nobody.
    """
    found = leavers.long_gone(session, school_id, today, years)
    for one in found:
        _forget(session, school_id, one)
        audit.write(
            session, None, school_id, FORGOTTEN, "staff", one.staff_id, {"left_on": one.left_on, "years": years}, now
        )
    return found


def _forget(session: Session, school_id: UUID, one: Gone) -> None:
    values: dict[str, Any] = {
        "name": FORMER, "code": f"{CODE}{one.staff_id.hex}", "email": None, "department": "", "roster_id": None,
        "account_id": None, "is_active": False,
    }  # fmt: skip
    for table, kept in KEPT.items():
        held = HELD[table]
        assert isinstance(held, Held)
        if kept.leaver is Leaver.DELETED and "staff_id" in held.by and table not in {"membership", "invitation"}:
            _delete(session, table, _theirs(table, school_id, one.staff_id))
    for table, words in WORDS.items():
        column = "by_staff_id" if table == "community_report" else "staff_id"
        _update(session, table, _theirs(table, school_id, one.staff_id, column), dict(words))
    _update(session, "staff", _theirs("staff", school_id, one.staff_id, "id"), values)
    invited = leavers.invitations(session, school_id, one.staff_id)
    _delete(session, "sign_on_attempt", entities.column("sign_on_attempt", "invitation_id").in_(invited))
    _delete(session, "invitation", entities.column("invitation", "id").in_(invited))
    if one.account_id is not None:
        _close(session, school_id, one.account_id)


def _close(session: Session, school_id: UUID, account_id: UUID) -> None:
    """End the way into this school; the account with all of it, if it opens no other."""
    for table in ("sign_in_session", "idempotent_request", "membership_role", "membership"):
        theirs = entities.column(table, "account_id") == account_id
        _delete(session, table, theirs & (entities.column(table, "school_id") == school_id))
    if leavers.opens_another(session, account_id):
        return
    for table in ("sign_on_attempt", "sign_in_session", *_WAY_IN):
        _delete(session, table, entities.column(table, "account_id") == account_id)
    _delete(session, "account", entities.column("account", "id") == account_id)


def _theirs(table: str, school_id: UUID, staff_id: UUID, column: str = "staff_id") -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = entities.column(table, column) == staff_id
    own: ColumnElement[bool] = entities.column(table, "school_id") == school_id
    return theirs & own


def _delete(session: Session, table: str, where: ColumnElement[bool]) -> int:
    statement = delete(entities.entity(table)).where(where)
    return int(session.execute(statement, execution_options=_QUIETLY).rowcount)  # type: ignore[attr-defined]


def _update(session: Session, table: str, where: ColumnElement[bool], values: dict[str, Any]) -> None:
    session.execute(update(entities.entity(table)).where(where).values(values), execution_options=_QUIETLY)
