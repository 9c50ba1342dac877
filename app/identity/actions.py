"""Writes about people: signing in and out, staff, invitations, the school's settings."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.audit import actions as audit
from app.identity import open_visits, queries, tokens
from app.identity.closing import close_after_the_last_day, end_sessions_here
from app.identity.errors import (
    AccountTaken,
    AddressThrottled,
    InvitationForAnother,
    LastLead,
    ShowYoursFirst,
    SignInRefused,
    SignsInAlready,
    UnknownZone,
)
from app.identity.schemas import InvitationIn, SchoolIn, StaffEdit, StaffIn
from app.identity.tables import (
    Account,
    Invitation,
    Membership,
    MembershipRole,
    PasswordReset,
    School,
    SignInFailure,
    SignInSession,
    Staff,
)
from app.kernel.actor import Actor, Role
from app.kernel.errors import NotFound
from app.web import etag

BROWSER_LIFETIME = timedelta(days=14)
IDLE_LIFETIME = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=5)  # A write on every request would cost more than the answer.
INVITATION_LIFETIME = timedelta(days=7)
FAILURES_PER_ACCOUNT_MAX, ACCOUNT_WINDOW = 10, timedelta(minutes=15)
FAILURES_PER_ADDRESS_MAX, ADDRESS_WINDOW = 100, timedelta(hours=1)


def hash_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


# ---- signing in ------------------------------------------------------------------------------


def require_not_throttled(session: Session, email: str, address: str, now: datetime) -> None:
    """Refuse a further attempt after too many failures for the account or from the address.

    Raises:
        AddressThrottled: with the seconds to wait; known and unknown accounts alike.
    """
    limits = (
        (_account_key(email), FAILURES_PER_ACCOUNT_MAX, ACCOUNT_WINDOW),
        (_address_key(address), FAILURES_PER_ADDRESS_MAX, ADDRESS_WINDOW),
    )
    for key, most, window in limits:
        if queries.failures(session, key, now - window) >= most:
            raise AddressThrottled(retry_after_seconds=int(window.total_seconds()))


def record_failure(session: Session, email: str, address: str, now: datetime) -> None:
    """Count a refused attempt, and forget those that no longer count."""
    session.execute(delete(SignInFailure).where(col(SignInFailure.failed_at) < now - ADDRESS_WINDOW))
    session.add(SignInFailure(key=_account_key(email), failed_at=now))
    session.add(SignInFailure(key=_address_key(address), failed_at=now))


def open_session(
    session: Session, account_id: UUID, device: str, now: datetime, *, kind: str = "browser",
    means: str = "password", is_strong: bool = False, school_id: UUID | None = None,
) -> tuple[SignInSession, str]:  # fmt: skip
    """Sign *account_id* in; answers with the session and its secret, which is not stored.

    Args:
        means: how they came in. *is_strong*: a second factor was shown.
        school_id: the school to open; without it the first by name.

    Raises:
        SignInRefused: the account opens no school now, or not this one.
    """
    door = queries.first_membership(session, account_id, now.date(), school_id)
    if door is None:
        raise SignInRefused
    secret = secrets.token_urlsafe(32)
    lifetime = BROWSER_LIFETIME if kind == "browser" else tokens.LIFETIME
    opened = SignInSession(
        account_id=account_id, school_id=door.school_id, kind=kind, secret_hash=hash_of(secret),
        device=device[:200], created_at=now, last_seen_at=now, expires_at=now + lifetime, means=means,
        is_strong=is_strong,
    )  # fmt: skip
    session.add(opened)
    session.flush()
    return opened, secret


def sign_in(
    session: Session, account_id: UUID, device: str, now: datetime, *, kind: str = "browser",
    means: str = "password", is_strong: bool = False, school_id: UUID | None = None,
) -> tuple[SignInSession, str]:  # fmt: skip
    """`open_session`, written down in the log of the school that it opens. The transaction is that school's."""
    opened, secret = open_session(
        session, account_id, device, now, kind=kind, means=means, is_strong=is_strong, school_id=school_id
    )
    if open_visits.is_shut_out(session, account_id, opened.school_id, now):
        raise SignInRefused
    door = queries.membership(session, account_id, opened.school_id)
    staff_id = None if door is None else door.staff_id
    audit.write(session, staff_id, opened.school_id, f"sign_in.{kind}", "session", opened.id, {}, now)
    return opened, secret


def see(session: Session, session_id: UUID, now: datetime) -> None:
    """Note that the session is in use."""
    session.execute(update(SignInSession).where(col(SignInSession.id) == session_id).values(last_seen_at=now))


def end_session(session: Session, actor: Actor, session_id: UUID, now: datetime) -> None:
    row = queries.own_session(session, actor, session_id)
    row.ended_at = row.ended_at or now


def end_all_sessions(session: Session, account_id: UUID, now: datetime) -> None:
    """End every session and token of the account, this one too."""
    session.execute(
        update(SignInSession)
        .where(col(SignInSession.account_id) == account_id, col(SignInSession.ended_at).is_(None))
        .values(ended_at=now)
    )


def end_everybodys_sessions(session: Session, now: datetime) -> None:
    """End every session and token of the installation: it was restored, and who had signed out since is not known."""
    session.execute(update(SignInSession).where(col(SignInSession.ended_at).is_(None)).values(ended_at=now))


def switch_school(session: Session, actor: Actor, school_id: UUID, now: datetime) -> None:
    door = queries.membership(session, actor.account_id, school_id)
    if door is None or not door.is_active or (door.until is not None and door.until < now.date()):
        raise NotFound
    queries.own_session(session, actor, actor.session_id).school_id = school_id


def _account_key(email: str) -> str:
    return "account:" + hash_of(email.strip().lower())


def _address_key(address: str) -> str:
    return "address:" + address[:60]


# ---- people ------------------------------------------------------------------------------------


def add_staff(session: Session, actor: Actor, wish: StaffIn, now: datetime) -> Staff:
    """Add a member of staff. They sign in only once they are invited."""
    row = Staff(
        school_id=actor.school_id, code=wish.code, name=wish.name, email=_lower(wish.email),
        department=wish.department, fte_percent=wish.fte_percent, regime=wish.regime, created_at=now,
        joined_on=wish.joined_on, left_on=wish.left_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def edit_staff(
    session: Session, actor: Actor, staff_id: UUID, wish: StaffEdit, if_match: str | None, now: datetime
) -> Staff:
    """Change a member of staff and, if said, their roles. Leavers are signed out at once.

    Raises:
        LastLead: nobody who leads would be left, or none who stays where there was one.
    """
    row = queries.staff_member(session, actor, staff_id, lock=True)
    one_stayed = queries.has_staying_lead(session, actor)
    etag.require_current(if_match, row.version)
    row.code, row.name, row.email, row.department = wish.code, wish.name, _lower(wish.email), wish.department
    row.fte_percent, row.regime, row.is_active = wish.fte_percent, wish.regime, wish.is_active
    row.joined_on, row.left_on = wish.joined_on, wish.left_on
    row.version += 1
    if row.account_id is not None:
        door = queries.membership(session, row.account_id, actor.school_id)
        if door is not None:
            door.is_active = wish.is_active
            door.until = door.until if row.is_guest else row.left_on
        if wish.roles is not None:
            _set_roles(session, row.account_id, actor.school_id, wish.roles)
        if not wish.is_active:
            end_sessions_here(session, actor.school_id, [row.account_id], now)
    session.flush()
    if not queries.has_lead(session, actor.school_id):
        raise LastLead
    if one_stayed and not queries.has_staying_lead(session, actor):
        raise LastLead
    return row


def _set_roles(session: Session, account_id: UUID, school_id: UUID, roles: list[Role]) -> None:
    mine = (col(MembershipRole.account_id) == account_id) & (col(MembershipRole.school_id) == school_id)
    session.execute(delete(MembershipRole).where(mine))
    for role in sorted(set(roles)):
        session.add(MembershipRole(account_id=account_id, school_id=school_id, role=role))


def invite(
    session: Session, actor: Actor, staff_id: UUID, wish: InvitationIn, now: datetime, *, until: date | None = None
) -> tuple[Invitation, str]:
    """Make a link with which a member of staff chooses a password. Answers with its secret.

    Raises:
        AccountTaken: somebody else here signs in with that address already.
        SignsInAlready: this person does, with another address.
    """
    row = queries.staff_member(session, actor, staff_id, lock=True)
    email = wish.email.lower()
    account = queries.account_by_email(session, email)
    if row.account_id is not None and (account is None or account.id != row.account_id):
        raise SignsInAlready(email=queries.account(session, row.account_id).email)
    if account is not None and row.account_id != account.id:
        door = queries.membership(session, account.id, actor.school_id)
        if door is not None:
            raise AccountTaken(email=email)
    row.email = email
    secret = secrets.token_urlsafe(32)
    made = Invitation(
        school_id=actor.school_id, staff_id=row.id, secret_hash=hash_of(secret), email=email,
        roles=",".join(sorted(set(wish.roles))), until=until, expires_at=now + INVITATION_LIFETIME,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made, secret


def accept_invitation(
    session: Session, invitation: Invitation, staff: Staff, password_hash: str | None, now: datetime, *,
    knows_password: bool,
) -> Account:  # fmt: skip
    """Give the invited person their way in, until their last day if they are leaving.

    Whoever opens this school alone may choose a new password with the link, and is signed out everywhere else.
    An account that opens another school too must prove its own: no lead may take it over, nor give a password to
    one that has none because its person comes in by single sign-on.

    Args:
        password_hash: None when they come in by single sign-on; *knows_password* then says that the account is theirs.

    Raises:
        InvitationForAnother: it does, and the password was not its own.
    """
    account = queries.account_by_email(session, invitation.email)
    if account is None:
        account = Account(email=invitation.email, password_hash=password_hash, created_at=now)
        session.add(account)
        session.flush()
    elif not knows_password and (
        account.password_hash is not None or queries.opens_another_school(session, account.id, staff.school_id)
    ):
        is_theirs_alone = staff.account_id == account.id and not queries.opens_another_school(
            session, account.id, staff.school_id
        )
        if not is_theirs_alone:
            raise InvitationForAnother
        account.password_hash = password_hash or account.password_hash
        end_all_sessions(session, account.id, now)
    else:
        account.password_hash = account.password_hash or password_hash
    until = min((day for day in (invitation.until, staff.left_on) if day is not None), default=None)
    open_door(session, account, staff, [Role(role) for role in invitation.roles.split(",")], until=until)
    invitation.used_at = now
    audit.write(session, staff.id, staff.school_id, "invitation.accepted", "staff", staff.id, {"until": until}, now)
    return account


def open_door(
    session: Session, account: Account, staff: Staff, roles: list[Role], *, until: date | None = None
) -> None:
    """Let *account* into the school as *staff* with *roles*."""
    staff.account_id = account.id
    if queries.opens_another_school(session, account.id, staff.school_id):
        staff.person_id = account.person_id
    else:
        account.person_id = staff.person_id
    session.flush()
    door = queries.membership(session, account.id, staff.school_id)
    if door is None:
        session.add(Membership(account_id=account.id, school_id=staff.school_id, staff_id=staff.id, until=until))
    else:
        door.staff_id, door.is_active, door.until = staff.id, True, until
    session.flush()
    _set_roles(session, account.id, staff.school_id, roles)
    session.flush()


def open_until(session: Session, actor: Actor, staff_id: UUID, until: date | None) -> None:
    """Set the last day of a guest's door, and of the links that would open it."""
    doors = (col(Membership.school_id) == actor.school_id) & (col(Membership.staff_id) == staff_id)
    links = (col(Invitation.school_id) == actor.school_id) & (col(Invitation.staff_id) == staff_id)
    session.execute(update(Membership).where(doors).values(until=until))
    session.execute(update(Invitation).where(links, col(Invitation.used_at).is_(None)).values(until=until))


def let_go(session: Session, actor: Actor, last_days: Mapping[UUID, date], today: date, now: datetime) -> None:
    """Write down the last days of people who leave; who left before *today* is signed out, others' doors
    close then, and so do those that a link would open.

    Raises:
        LastLead: no head or CPD lead would be left who stays.
    """
    if not last_days:
        return
    gone = {staff_id for staff_id, left_on in last_days.items() if left_on < today}
    accounts = []
    for row in queries.staff_by_ids(session, actor, list(last_days)).values():
        row.left_on, row.version = last_days[row.id], row.version + 1
        row.is_active = row.id not in gone
        if row.id in gone and row.account_id is not None:
            accounts.append(row.account_id)
    session.flush()
    doors = (col(Membership.school_id) == actor.school_id) & col(Membership.staff_id).in_(last_days)
    for left_on in sorted(set(last_days.values())):
        leaving = {staff_id for staff_id, day in last_days.items() if day == left_on}
        of_day = doors & col(Membership.staff_id).in_(leaving)
        session.execute(update(Membership).where(of_day).values(until=left_on, is_active=left_on >= today))
        links = (col(Invitation.school_id) == actor.school_id) & col(Invitation.staff_id).in_(leaving)
        later = col(Invitation.until).is_(None) | (col(Invitation.until) > left_on)
        unused = update(Invitation).where(links, later, col(Invitation.used_at).is_(None))
        session.execute(unused.values(until=left_on))
    end_sessions_here(session, actor.school_id, accounts, now)
    if not queries.has_staying_lead(session, actor):
        raise LastLead


def let_back(session: Session, actor: Actor, staff_ids: Collection[UUID]) -> None:
    """Open the doors again of people who had left and are back; they sign in as they did before."""
    if staff_ids:
        doors = (col(Membership.school_id) == actor.school_id) & col(Membership.staff_id).in_(staff_ids)
        links = (col(Invitation.school_id) == actor.school_id) & col(Invitation.staff_id).in_(staff_ids)
        session.execute(update(Membership).where(doors).values(until=None, is_active=True))
        session.execute(update(Invitation).where(links, col(Invitation.used_at).is_(None)).values(until=None))
        close_after_the_last_day(session, actor.school_id)


# ---- the school --------------------------------------------------------------------------------


def edit_school(session: Session, actor: Actor, wish: SchoolIn, if_match: str | None) -> School:
    if wish.zone not in available_timezones():
        raise UnknownZone(zone=wish.zone)
    row = queries.school(session, actor.school_id, lock=True)
    etag.require_current(if_match, row.version)
    row.name, row.zone = wish.name, wish.zone
    row.debrief_minutes, row.moving_minutes = wish.debrief_minutes, wish.moving_minutes
    row.after_school_starts = time.fromisoformat(wish.after_school_starts)
    row.after_school_ends = time.fromisoformat(wish.after_school_ends)
    if wish.leaders_need_second_factor is not None:
        is_new = wish.leaders_need_second_factor and not row.leaders_need_second_factor
        if is_new and not queries.own_session(session, actor, actor.session_id).is_strong:
            raise ShowYoursFirst
        row.leaders_need_second_factor = wish.leaders_need_second_factor
    row.version += 1
    session.flush()
    return row


def _lower(email: str | None) -> str | None:
    return email.lower() if email else None


# ---- forgetting ----------------------------------------------------------------------------------

KEPT_AFTER_THE_END = timedelta(days=30)  # Long enough to answer "was that me?".


def forget(session: Session, now: datetime) -> int:
    """Delete sessions and invitations that ended or expired long ago, and failures that count no more.

    Answers with how many rows went. These tables belong to no school.
    """
    long_ago = now - KEPT_AFTER_THE_END
    statements = (
        delete(SignInSession).where(col(SignInSession.expires_at) < long_ago),
        delete(Invitation).where(col(Invitation.expires_at) < long_ago),
        delete(SignInFailure).where(col(SignInFailure.failed_at) < now - ADDRESS_WINDOW),
        delete(PasswordReset).where(col(PasswordReset.expires_at) < long_ago),
    )
    return sum(session.connection().execute(statement).rowcount for statement in statements)
