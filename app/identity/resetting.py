"""Passwords chosen anew: by whoever knows the old one, or by a link in a mail. ADR 0029."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from app.audit import actions as audit
from app.identity import queries
from app.identity.actions import hash_of
from app.identity.errors import AddressThrottled
from app.identity.tables import Account, Membership, PasswordReset, SignInFailure, SignInSession
from app.kernel.actor import Actor
from app.kernel.errors import NotFound

LIFETIME = timedelta(hours=1)
PER_ACCOUNT_MAX, ACCOUNT_WINDOW = 3, timedelta(minutes=15)
PER_ADDRESS_MAX, ADDRESS_WINDOW = 30, timedelta(hours=1)


def require_not_asked_too_often(session: Session, email: str, address: str, now: datetime) -> None:
    """Count that a link was asked for, known account or not.

    Raises:
        AddressThrottled: too often for that e-mail or from that address; with the seconds to wait.
    """
    keys = {
        "reset:" + hash_of(email.strip().lower()): (PER_ACCOUNT_MAX, ACCOUNT_WINDOW),
        "reset-from:" + address[:60]: (PER_ADDRESS_MAX, ADDRESS_WINDOW),
    }
    for key, (most, window) in keys.items():
        if queries.failures(session, key, now - window) >= most:
            raise AddressThrottled(retry_after_seconds=int(window.total_seconds()))
    session.add_all(SignInFailure(key=key, failed_at=now) for key in keys)


def to_be_mailed(session: Session, account_id: UUID, now: datetime) -> tuple[Account, Membership] | None:
    """The account and the school in whose name it is written to; None for whom there is nothing to choose: an account
    that is disabled, opens no school now, or has no password because it signs in by its school's directory.
    """
    account = session.exec(select(Account).where(Account.id == account_id)).one_or_none()
    if account is None or account.disabled_at is not None or account.password_hash is None:
        return None
    door = queries.first_membership(session, account.id, now.date())
    return None if door is None else (account, door)


def make_link(session: Session, reset_id: UUID, account_id: UUID, secret: str, now: datetime) -> None:
    """Make the link with *secret* good for LIFETIME, and every earlier one of the account's worthless."""
    let_links_lapse(session, account_id, now)
    session.add(
        PasswordReset(
            id=reset_id, account_id=account_id, secret_hash=hash_of(secret), created_at=now, expires_at=now + LIFETIME
        )
    )
    session.flush()


def let_links_lapse(session: Session, account_id: UUID, now: datetime) -> None:
    unused = (col(PasswordReset.account_id) == account_id) & col(PasswordReset.used_at).is_(None)
    session.execute(update(PasswordReset).where(unused).values(used_at=now))


def account_of_link(session: Session, secret: str, now: datetime) -> Account:
    """Whose password a link would set.

    Raises:
        NotFound: there is no such link, or it was used, is too old, or a newer one was asked for.
    """
    statement = (
        select(Account)
        .join(PasswordReset, col(PasswordReset.account_id) == Account.id)
        .where(*_good(hash_of(secret), now), col(Account.disabled_at).is_(None))
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def reader_of(session: Session, reset_id: UUID, now: datetime) -> str | None:
    """Where a link that waits in a mail is to go now; None when it is worth nothing any more."""
    statement = (
        select(Account.email)
        .join(PasswordReset, col(PasswordReset.account_id) == Account.id)
        .where(
            PasswordReset.id == reset_id, col(PasswordReset.used_at).is_(None), PasswordReset.expires_at > now,
            col(Account.disabled_at).is_(None),
        )
    )  # fmt: skip
    return session.exec(statement).one_or_none()


def take(session: Session, secret: str, password_hash: str, now: datetime) -> Account:
    """Use the link, once: the password is another, and every session and token of the account is over.

    Nobody is signed in by it, so a second factor is asked for as ever.

    Raises:
        NotFound: the link is not good, or somebody was quicker with it.
    """
    account = account_of_link(session, secret, now)
    change = update(PasswordReset).where(*_good(hash_of(secret), now)).values(used_at=now)
    if session.connection().execute(change).rowcount != 1:
        raise NotFound
    account.password_hash = password_hash
    session.add(account)
    _end_sessions(session, account.id, now)
    let_links_lapse(session, account.id, now)
    return account


def write_down_reset(session: Session, account_id: UUID, school_id: UUID, now: datetime) -> None:
    """Say in the school's log that a password was chosen by a link. The transaction is that school's."""
    door = queries.membership(session, account_id, school_id)
    staff_id = None if door is None else door.staff_id
    audit.write(session, staff_id, school_id, "password.reset", "staff", staff_id, {}, now)


def change(session: Session, actor: Actor, password_hash: str, now: datetime) -> None:
    """Set another password; every session and token but this one is over, and so is every link."""
    account = queries.account(session, actor.account_id)
    account.password_hash = password_hash
    session.add(account)
    _end_sessions(session, actor.account_id, now, but=actor.session_id)
    let_links_lapse(session, actor.account_id, now)
    audit.write(session, actor, actor.school_id, "password.changed", "staff", actor.staff_id, {}, now)


def _good(secret_hash: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(PasswordReset.secret_hash) == secret_hash, col(PasswordReset.used_at).is_(None),
        col(PasswordReset.expires_at) > now,
    )  # fmt: skip


def _end_sessions(session: Session, account_id: UUID, now: datetime, *, but: UUID | None = None) -> None:
    open_ones = (col(SignInSession.account_id) == account_id) & col(SignInSession.ended_at).is_(None)
    if but is not None:
        open_ones &= col(SignInSession.id) != but
    session.execute(update(SignInSession).where(open_ones).values(ended_at=now))
