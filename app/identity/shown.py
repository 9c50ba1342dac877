"""What routes answer of rows: who sees which fields."""

from sqlmodel import Session

from app.identity import access, queries
from app.identity.schemas import SchoolOut, StaffOut
from app.identity.tables import School, Staff
from app.kernel.actor import Actor, Role


def first_role(roles: list[Role]) -> Role:
    order = [
        Role.HEAD, Role.CPD_LEAD, Role.COVER_LEAD, Role.TRUST_LEAD, Role.KNOWLEDGEABLE_OTHER, Role.SUPPORT,
        Role.TEACHER,
    ]  # fmt: skip
    return min(roles, key=order.index)


def school_out(session: Session, row: School) -> SchoolOut:
    return SchoolOut(
        id=row.id, name=row.name, trust_name=queries.trust_name(session, row.trust_id), zone=row.zone,
        debrief_minutes=row.debrief_minutes, moving_minutes=row.moving_minutes,
        after_school_starts=f"{row.after_school_starts:%H:%M}", after_school_ends=f"{row.after_school_ends:%H:%M}",
        leaders_need_second_factor=row.leaders_need_second_factor, version=row.version,
    )  # fmt: skip


def staff_out(session: Session, actor: Actor, rows: list[Staff]) -> list[StaffOut]:
    # Addresses and roles are for those who keep them; a colleague needs the name.
    keeps = access.leads(actor)
    accounts = [row.account_id for row in rows if row.account_id is not None]
    roles = queries.roles_of(session, actor, accounts) if keeps and accounts else {}
    return [
        StaffOut(
            id=row.id, code=row.code, name=row.name,
            email=row.email if keeps or row.id == actor.staff_id else None,
            department=row.department, fte_percent=row.fte_percent, regime=row.regime,
            joined_on=row.joined_on, left_on=row.left_on, is_active=row.is_active,
            can_sign_in=row.account_id is not None,
            roles=roles.get(row.account_id, []) if row.account_id else [], version=row.version,
        )
        for row in rows
    ]  # fmt: skip
