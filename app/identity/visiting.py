"""Visits of support: somebody from outside whom a school lets in for a time, to read and never to change. ADR 0029."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select as select_columns
from sqlalchemy import update
from sqlmodel import Session, col, select

from app.audit import actions as audit
from app.identity import access, actions
from app.identity.errors import VisitDaysWrong, VisitorWorksHere, VisitUnderWay
from app.identity.open_visits import is_here
from app.identity.schemas import InvitationIn, StaffIn
from app.identity.tables import Invitation, Membership, MembershipRole, SignInSession, Staff, SupportVisit
from app.kernel.actor import Actor, Role
from app.kernel.errors import NotFound
from app.web.pages import PageWish, beyond, cut

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=14)
ASKED = "support.asked"
"""What stands in the school's log for each request of support's, whatever was answered."""


def let_in(
    session: Session, actor: Actor, name: str, email: str, reason: str, ends_at: datetime, now: datetime
) -> tuple[SupportVisit, str]:
    """Begin a visit; answers with it and with the secret of the link that opens the door.

    Raises:
        VisitDaysWrong: it would end at once, or be longer than LONGEST.
        VisitorWorksHere: that address is a colleague's or a guest's.
        VisitUnderWay: they are here already.
    """
    if not now + SHORTEST <= ends_at <= now + LONGEST:
        raise VisitDaysWrong
    visitor = _visitor(session, actor, name, email.lower(), now)
    visit = SupportVisit(
        id=uuid4(), school_id=actor.school_id, staff_id=visitor.id, invited_by=actor.staff_id, reason=reason,
        invited_at=now, ends_at=ends_at,
    )  # fmt: skip
    session.add(visit)
    session.flush()
    # Only here: a member of staff is never given this role, see schemas.Roles.
    wish = InvitationIn.model_construct(email=email, roles=[Role.SUPPORT])
    invitation, secret = actions.invite(session, actor, visitor.id, wish, now, until=ends_at.date())
    invitation.expires_at = min(invitation.expires_at, ends_at)
    detail = {"minutes": int((ends_at - now).total_seconds() // 60)}
    audit.write(session, actor, actor.school_id, "support.let_in", "support_visit", visit.id, detail, now)
    session.flush()
    return visit, secret


def end(session: Session, actor: Actor, visit_id: UUID, now: datetime) -> SupportVisit:
    """End a visit now: the next request of support's is refused, and so is every link. Ended twice it is ended once."""
    statement = select(SupportVisit).where(SupportVisit.school_id == actor.school_id, SupportVisit.id == visit_id)
    visit = session.exec(statement.with_for_update()).one_or_none()
    if visit is None:
        raise NotFound
    if visit.ended_at is None and visit.ends_at > now:
        visit.ended_at = now
        session.add(visit)
        session.flush()
        _shut(session, actor.school_id, [visit.staff_id], now)
        audit.write(session, actor, actor.school_id, "support.ended", "support_visit", visit.id, {}, now)
    return visit


def visits_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[SupportVisit], str | None]:
    """The school's visits, newest first."""
    columns = (col(SupportVisit.invited_at), col(SupportVisit.id))
    statement = select(SupportVisit).where(SupportVisit.school_id == actor.school_id)
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.invited_at, row.id))


def close_over(session: Session, school_id: UUID, now: datetime) -> int:
    """Shut the doors of visits whose time has run out; answers with how many. The gate has refused them since."""
    still = select(SupportVisit.staff_id).where(
        SupportVisit.school_id == school_id, col(SupportVisit.ended_at).is_(None), SupportVisit.ends_at > now
    )
    over = (
        select_columns(col(Membership.staff_id))
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == col(Membership.account_id))
            & (col(MembershipRole.school_id) == col(Membership.school_id)),
        )
        .where(
            col(Membership.school_id) == school_id, col(Membership.is_active),
            col(MembershipRole.role) == Role.SUPPORT, col(Membership.staff_id).not_in(still),
        )
        .limit(1000)
    )  # fmt: skip
    staff_ids = list(session.execute(over).scalars())
    if not staff_ids:
        return 0
    _shut(session, school_id, staff_ids, now)
    return len(staff_ids)


def write_down(session: Session, actor: Actor, kind: str, subject_id: UUID | None, status: int, now: datetime) -> None:
    """Say in the school's log what support asked for and whether it was answered; the operation stands beside it."""
    audit.write(session, actor, actor.school_id, ASKED, kind, subject_id, {"status": status}, now)


def _visitor(session: Session, actor: Actor, name: str, email: str, now: datetime) -> Staff:
    """The guest's row: the one of an earlier visit, or new."""
    known = select(Staff).where(access.visible(actor), Staff.email == email).limit(20)
    for row in session.exec(known).all():
        visits = select(SupportVisit.id).where(
            SupportVisit.school_id == actor.school_id, SupportVisit.staff_id == row.id
        )
        if not row.is_guest or session.exec(visits.limit(1)).first() is None:
            if row.is_active:
                raise VisitorWorksHere(email=email)
            continue
        if is_here(session, actor.school_id, row.id, now):
            raise VisitUnderWay
        row.name, row.is_active = name, True
        row.version += 1
        return row
    code = f"support-{uuid4().hex[:12]}"
    made = actions.add_staff(session, actor, StaffIn(code=code, name=name, email=email), now)
    made.is_guest = True
    session.flush()
    return made


def _shut(session: Session, school_id: UUID, visitors: list[UUID], now: datetime) -> None:
    """Shut the doors and end the links and sessions of *visitors*, but not of whom the school has taken on since."""
    theirs = (col(Membership.school_id) == school_id) & col(Membership.staff_id).in_(visitors)
    support = (
        (col(MembershipRole.account_id) == col(Membership.account_id))
        & (col(MembershipRole.school_id) == col(Membership.school_id))
        & (col(MembershipRole.role) == Role.SUPPORT)
    )
    doors = select_columns(col(Membership.account_id), col(Membership.staff_id), col(MembershipRole.role))
    found = session.execute(doors.join(MembershipRole, support, isouter=True).where(theirs).limit(1000)).all()
    taken_on = {row.staff_id for row in found if row.role is None}
    accounts = [row.account_id for row in found if row.role is not None]
    staff_ids = [staff_id for staff_id in visitors if staff_id not in taken_on]
    here = (col(Membership.school_id) == school_id) & col(Membership.account_id).in_(accounts)
    session.execute(update(Membership).where(here).values(is_active=False))
    links = (col(Invitation.school_id) == school_id) & col(Invitation.staff_id).in_(staff_ids)
    session.execute(update(Invitation).where(links, col(Invitation.used_at).is_(None)).values(expires_at=now))
    signed_in = (col(SignInSession.school_id) == school_id) & col(SignInSession.account_id).in_(accounts)
    session.execute(update(SignInSession).where(signed_in, col(SignInSession.ended_at).is_(None)).values(ended_at=now))
    rows = (col(Staff.school_id) == school_id) & col(Staff.id).in_(staff_ids) & col(Staff.is_active)
    session.execute(update(Staff).where(rows).values(is_active=False, version=col(Staff.version) + 1))
