"""Reads about people and schools."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from app.identity import access
from app.identity.acting import NO_SESSION as NO_SESSION
from app.identity.acting import acting as acting
from app.identity.tables import (
    Account,
    Invitation,
    Membership,
    MembershipRole,
    School,
    SignInFailure,
    SignInSession,
    Staff,
    Trust,
)
from app.kernel.actor import LEADING, Actor, Role
from app.kernel.errors import NotFound
from app.web.pages import PageWish, beyond, cut


def school(session: Session, school_id: UUID, *, lock: bool = False) -> School:
    """The school somebody acts in."""
    statement = select(School).where(School.id == school_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def trust_name(session: Session, trust_id: UUID | None) -> str | None:
    return session.exec(select(Trust.name).where(Trust.id == trust_id)).one_or_none() if trust_id else None


def staff_member(session: Session, actor: Actor, staff_id: UUID, *, lock: bool = False) -> Staff:
    """One of the school's people, or NotFound, which also hides other schools' people."""
    statement = select(Staff).where(Staff.id == staff_id, access.visible(actor))
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def staff_by_ids(session: Session, actor: Actor, staff_ids: Sequence[UUID]) -> dict[UUID, Staff]:
    """The school's people with *staff_ids*; the caller compares the count."""
    statement = select(Staff).where(col(Staff.id).in_(staff_ids), access.visible(actor)).limit(2000)
    return {row.id: row for row in session.exec(statement)}


def names(session: Session, actor: Actor, staff_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names for *staff_ids*, in one statement."""
    if not staff_ids:
        return {}
    statement = select(Staff.id, Staff.name).where(col(Staff.id).in_(set(staff_ids)), access.visible(actor))
    return dict(session.exec(statement.limit(2000)).all())


def employment(
    session: Session, actor: Actor, staff_ids: Collection[UUID]
) -> dict[UUID, tuple[str, date | None, date | None]]:
    """Name, first and last day of work of *staff_ids*, in one statement."""
    statement = select_columns(col(Staff.id), col(Staff.name), col(Staff.joined_on), col(Staff.left_on)).where(
        col(Staff.id).in_(set(staff_ids)), access.visible(actor)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(statement.limit(2000))}


def staff_page(
    session: Session, actor: Actor, wish: PageWish, *, words: str, active: bool | None
) -> tuple[list[Staff], str | None]:
    """Staff by name, guests left out; *words* is looked for in name, code and department."""
    statement = select(Staff).where(access.visible(actor), ~col(Staff.is_guest))
    if active is not None:
        statement = statement.where(col(Staff.is_active).is_(active))
    if words:
        like = f"%{_escaped(words.lower())}%"
        statement = statement.where(
            or_(*(func.lower(column).like(like, escape="\\") for column in (Staff.name, Staff.code, Staff.department)))
        )
    key = wish.key(str, UUID)
    if (where := beyond(key, col(Staff.name), col(Staff.id))) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(col(Staff.name), col(Staff.id)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.name, row.id))


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def active_staff(session: Session, actor: Actor, *, most: int = 2000) -> list[Staff]:
    """Everybody who works here now, by name."""
    statement = select(Staff).where(access.visible(actor), col(Staff.is_active), ~col(Staff.is_guest))
    return list(session.exec(statement.order_by(col(Staff.name), col(Staff.id)).limit(most)))


def roles_of(session: Session, actor: Actor, account_ids: Sequence[UUID]) -> dict[UUID, list[Role]]:
    """Roles in this school by account."""
    found: dict[UUID, list[Role]] = {}
    statement = select(MembershipRole).where(
        MembershipRole.school_id == actor.school_id, col(MembershipRole.account_id).in_(account_ids)
    )
    for row in session.exec(statement.limit(5000)):
        found.setdefault(row.account_id, []).append(Role(row.role))
    return {account: sorted(roles) for account, roles in found.items()}


def schools_of(session: Session, account_id: UUID, *, most: int = 50) -> list[School]:
    """The schools an account opens, by name."""
    statement = (
        select(School)
        .join(Membership, col(Membership.school_id) == School.id)
        .where(Membership.account_id == account_id, col(Membership.is_active))
        .order_by(School.name)
        .limit(most)
    )
    return list(session.exec(statement))


def account_by_email(session: Session, email: str) -> Account | None:
    return session.exec(select(Account).where(Account.email == email.strip().lower())).one_or_none()


def account(session: Session, account_id: UUID) -> Account:
    return session.exec(select(Account).where(Account.id == account_id)).one()


def membership(session: Session, account_id: UUID, school_id: UUID) -> Membership | None:
    return session.exec(
        select(Membership).where(Membership.account_id == account_id, Membership.school_id == school_id)
    ).one_or_none()


def opens_another_school(session: Session, account_id: UUID, school_id: UUID) -> bool:
    """Whether the account has a door, open or shut, into any school but this."""
    statement = select(Membership.school_id).where(
        Membership.account_id == account_id, Membership.school_id != school_id
    )
    return session.exec(statement.limit(1)).first() is not None


def first_membership(
    session: Session, account_id: UUID, today: date, school_id: UUID | None = None
) -> Membership | None:
    """The school that a person enters when they have not said which, or the door of the one they have said."""
    statement = (
        select(Membership)
        .join(School, col(School.id) == Membership.school_id)
        .where(
            Membership.account_id == account_id,
            col(Membership.is_active),
            or_(col(Membership.until).is_(None), col(Membership.until) >= today),
        )
        .order_by(School.name)
        .limit(1)
    )
    if school_id is not None:
        statement = statement.where(Membership.school_id == school_id)
    return session.exec(statement).one_or_none()


def failures(session: Session, key: str, since: datetime) -> int:
    statement = select(func.count()).select_from(SignInFailure)
    return session.exec(statement.where(SignInFailure.key == key, SignInFailure.failed_at > since)).one()


def _signed_in() -> Any:
    return (
        select_columns(
            col(SignInSession.account_id),
            col(SignInSession.id),
            col(SignInSession.school_id),
            col(SignInSession.last_seen_at),
            col(Membership.staff_id),
            col(School.trust_id),
            col(MembershipRole.role),
            col(Membership.until),
            col(SignInSession.is_strong),
            col(Account.has_second_factor),
            col(School.leaders_need_second_factor),
        )
        .join(Account, col(Account.id) == SignInSession.account_id)
        .join(
            Membership,
            (col(Membership.account_id) == SignInSession.account_id)
            & (col(Membership.school_id) == SignInSession.school_id),
        )
        .join(School, col(School.id) == SignInSession.school_id)
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == SignInSession.account_id)
            & (col(MembershipRole.school_id) == SignInSession.school_id),
            isouter=True,
        )
        .where(
            col(Account.disabled_at).is_(None),
            col(Membership.is_active),
            col(SignInSession.ended_at).is_(None),
            col(SignInSession.expires_at) > bindparam("now", type_=UTCDateTime()),
        )
        .limit(len(Role))
    )


# Built once: every request runs one of them, and building costs more than running.
_BY_SECRET = _signed_in().where(
    col(SignInSession.secret_hash) == bindparam("secret_hash"), col(SignInSession.kind) == "browser"
)
_BY_TOKEN = _signed_in().where(
    col(SignInSession.id) == bindparam("session_id"),
    col(SignInSession.account_id) == bindparam("account_id"),
    col(SignInSession.kind) == "token",
)


def signed_in(
    session: Session, now: datetime, *, secret_hash: str | None = None, token_session: tuple[UUID, UUID] | None = None
) -> tuple[Actor, datetime] | None:
    """Who holds the cookie's secret or the token, and when they were last seen; None when nobody does.

    One statement on every request: a role taken away counts from the next one, a second factor asked for too.
    """
    if secret_hash is not None:
        rows = session.execute(_BY_SECRET, {"now": now, "secret_hash": secret_hash}).all()
    else:
        assert token_session is not None
        account_id, session_id = token_session
        rows = session.execute(_BY_TOKEN, {"now": now, "account_id": account_id, "session_id": session_id}).all()
    if not rows:
        return None
    first = rows[0]
    if first.until is not None and first.until < now.date():
        return None
    roles = frozenset(Role(row.role) for row in rows if row.role is not None)
    is_asked = (
        first.has_second_factor
        or Role.SUPPORT in roles
        or (first.leaders_need_second_factor and not roles.isdisjoint(LEADING))
    )
    actor = Actor(
        first.account_id, first.id, first.school_id, first.staff_id, roles, first.trust_id, now.date(),
        needs_factor=is_asked and not first.is_strong,
    )  # fmt: skip
    return actor, first.last_seen_at


def sessions_page(
    session: Session, actor: Actor, wish: PageWish, now: datetime
) -> tuple[list[SignInSession], str | None]:
    """Where *actor* is signed in, newest first."""
    statement = select(SignInSession).where(
        access.own_sessions(actor), col(SignInSession.ended_at).is_(None), SignInSession.expires_at > now
    )
    key = wish.key(datetime, UUID)
    columns = (col(SignInSession.created_at), col(SignInSession.id))
    if (where := beyond(key, *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.created_at, row.id))


def own_session(session: Session, actor: Actor, session_id: UUID) -> SignInSession:
    found = session.exec(
        select(SignInSession).where(SignInSession.id == session_id, access.own_sessions(actor))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def invitation(session: Session, secret_hash: str, now: datetime, *, lock: bool = False) -> Invitation:
    """An invitation that can still be taken."""
    statement = select(Invitation).where(
        Invitation.secret_hash == secret_hash, col(Invitation.used_at).is_(None), Invitation.expires_at > now
    )
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


DEMO_TEACHERS_SHOWN = 3  # Of each school; everybody with another role is shown.


def demo_people(session: Session, *, most: int = 14) -> list[tuple[Account, School, UUID, list[Role]]]:
    """Whom the demo offers to sign in as, in the order in which they were made. Only the demo's route asks."""
    statement = (
        select(Account, School, Membership.staff_id, MembershipRole.role)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(School, col(School.id) == Membership.school_id)
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == Account.id) & (col(MembershipRole.school_id) == School.id),
        )
        .order_by(col(Account.created_at), col(Account.email))
        .limit(1000)
    )
    found: dict[tuple[UUID, UUID], tuple[Account, School, UUID, list[Role]]] = {}
    for account_row, school_row, staff_id, role in session.exec(statement):
        line = found.setdefault((account_row.id, school_row.id), (account_row, school_row, staff_id, []))
        line[3].append(Role(role))
    shown, teachers = [], dict[UUID, int]()
    for line in found.values():
        if line[3] == [Role.TEACHER]:
            teachers[line[1].id] = teachers.get(line[1].id, 0) + 1
            if teachers[line[1].id] > DEMO_TEACHERS_SHOWN:
                continue
        shown.append(line)
    return shown[:most]


def has_lead(session: Session, school_id: UUID) -> bool:
    """Whether anybody can still sign in as head or CPD lead, if only until their last day."""
    leads = (
        select(Membership.account_id)
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == Membership.account_id)
            & (col(MembershipRole.school_id) == Membership.school_id),
        )
        .where(
            Membership.school_id == school_id,
            col(Membership.is_active),
            col(MembershipRole.role).in_([Role.HEAD, Role.CPD_LEAD]),
        )
        .limit(1)
    )
    return session.exec(leads).first() is not None


def has_staying_lead(session: Session, actor: Actor) -> bool:
    """Whether a head or CPD lead can sign in whose last day at *actor*'s school is not known."""
    statement = (
        select(Membership.account_id)
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == Membership.account_id)
            & (col(MembershipRole.school_id) == Membership.school_id),
        )
        .join(Staff, (col(Staff.school_id) == Membership.school_id) & (col(Staff.id) == Membership.staff_id))
        .where(
            access.visible(actor),
            col(Membership.is_active),
            col(Membership.until).is_(None),
            col(Staff.left_on).is_(None),
            col(MembershipRole.role).in_([Role.HEAD, Role.CPD_LEAD]),
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None


def signed_in_by_id(session: Session, session_id: UUID, now: datetime) -> Actor:
    """The actor of a session that has just been opened or moved."""
    row = session.exec(select(SignInSession).where(SignInSession.id == session_id)).one()
    found = signed_in(session, now, secret_hash=row.secret_hash) or signed_in(
        session, now, token_session=(row.account_id, row.id)
    )
    if found is None:
        raise NotFound
    return found[0]


def staff_of(session: Session, school_id: UUID, staff_id: UUID) -> Staff:
    """A member of staff named by something already proved (an invitation, a membership)."""
    return session.exec(select(Staff).where(Staff.school_id == school_id, Staff.id == staff_id)).one()


def trust_by_name(session: Session, name: str) -> Trust | None:
    return session.exec(select(Trust).where(Trust.name == name).limit(1)).first()


def school_by_id_or_name(session: Session, text: str) -> School | None:
    """The one school with that id or name; None when there is none or several."""
    try:
        where = col(School.id) == UUID(text)
    except ValueError:
        where = col(School.name) == text
    found = session.exec(select(School).where(where).limit(2)).all()
    return found[0] if len(found) == 1 else None


def school_scopes(session: Session, after: UUID | None, *, most: int = 500) -> list[tuple[UUID, UUID | None]]:
    """Schools and their trusts, some at a time: for the worker, which goes through all of them."""
    statement = select(School.id, School.trust_id).order_by(col(School.id)).limit(most)
    return list(session.exec(statement.where(School.id > after) if after is not None else statement))
