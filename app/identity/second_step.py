"""What signing in keeps of a second factor: whether a session has shown one, how often one was guessed at, who must.

The factors themselves are app/second_factor's, which lies higher: this is what it changes of accounts and sessions.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from app.identity import actions, queries
from app.identity.errors import FactorNeeded, FactorThrottled
from app.identity.tables import Account, Membership, MembershipRole, School, SignInFailure, SignInSession
from app.kernel.actor import LEADING, Scope

WRONG_MAX, WRONG_WINDOW = 10, timedelta(minutes=15)
"""Three codes of a million are good at a time: who has the password already and guesses day and night finds one in
about a year, and the owner is refused all that while and asks why."""


def hold(session: Session, account_id: UUID) -> Account:
    """The account, locked until the commit: guesses at its factors are taken one after another, in every process."""
    return session.exec(select(Account).where(Account.id == account_id).with_for_update()).one()


def require_tries_left(session: Session, account_id: UUID, now: datetime) -> None:
    """Raises: FactorThrottled, WRONG_MAX wrong answers within WRONG_WINDOW. Hold the account first."""
    if queries.failures(session, _key(account_id), now - WRONG_WINDOW) >= WRONG_MAX:
        raise FactorThrottled(retry_after_seconds=int(WRONG_WINDOW.total_seconds()))


def record_wrong(session: Session, account_id: UUID, now: datetime) -> None:
    """Count a wrong answer. The transaction has to commit: whoever refuses does so after it."""
    session.add(SignInFailure(key=_key(account_id), failed_at=now))


def tried(
    session: Session, account_id: UUID, code: str | None, takes: Callable[[Session, UUID, str, datetime], bool],
    now: datetime,
) -> bool | None:  # fmt: skip
    """Whether *code*, of whoever has proved their password for a token, is right; None when none is asked for.

    Raises:
        FactorNeeded: the account has a second factor, and no code was sent.
        FactorThrottled: too many wrong ones lately.
    """
    if not queries.account(session, account_id).has_second_factor:
        return None
    if code is None:
        raise FactorNeeded
    return takes(session, account_id, code, now)


def is_strong(session: Session, session_id: UUID) -> bool:
    """Whether a second factor was shown in the session, here or at a provider."""
    found = session.exec(select(SignInSession.is_strong).where(SignInSession.id == session_id)).one_or_none()
    return bool(found)


def strengthen(session: Session, session_id: UUID) -> str | None:
    """A factor was shown: answers with the session's new secret, for a browser's cookie; None for a token.

    The secret changes with what it opens: one that was learned while the session opened nothing opens nothing now.
    """
    row = session.exec(select(SignInSession).where(SignInSession.id == session_id).with_for_update()).one()
    row.is_strong = True
    if row.kind != "browser":
        return None
    secret = secrets.token_urlsafe(32)
    row.secret_hash = actions.hash_of(secret)
    return secret


def weaken_all(session: Session, account_id: UUID) -> None:
    """The last factor has gone: what was shown with it counts no more."""
    session.execute(update(SignInSession).where(col(SignInSession.account_id) == account_id).values(is_strong=False))


def is_demanded(session: Session, account_id: UUID) -> bool:
    """Whether a school in which the account leads lets its leaders in with two factors only."""
    statement = (
        select(School.id)
        .join(Membership, col(Membership.school_id) == School.id)
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == Membership.account_id)
            & (col(MembershipRole.school_id) == Membership.school_id),
        )
        .where(
            Membership.account_id == account_id,
            col(Membership.is_active),
            col(School.leaders_need_second_factor),
            col(MembershipRole.role).in_(sorted(LEADING)),
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None


def doors_of(session: Session, account_id: UUID, *, most: int = 50) -> list[tuple[Scope, UUID]]:
    """Every school that the account has a door into, open or shut, with who it is there."""
    statement = (
        select(School.id, School.trust_id, Membership.staff_id)
        .join(Membership, col(Membership.school_id) == School.id)
        .where(Membership.account_id == account_id)
        .order_by(col(School.id))
        .limit(most)
    )
    return [(Scope(school_id, trust_id), staff_id) for school_id, trust_id, staff_id in session.exec(statement)]


def _key(account_id: UUID) -> str:
    return f"factor:{account_id}"
