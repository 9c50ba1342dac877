"""Reads about directories, linked accounts and ways out that are not back yet."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.identity.tables import Account, Invitation, Membership, School
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.sign_on import access
from app.sign_on.rules import DIRECTORIES_MAX, Provider
from app.sign_on.tables import SignOnAttempt, SignOnDirectory, SignOnIdentity
from app.web.pages import PageWish, beyond, cut

SCHOOLS_MAX = 50
LINKED_MAX = 20


def directories_page(
    session: Session, actor: Actor, wish: PageWish
) -> tuple[list[SignOnDirectory], str | None]:  # fmt: skip
    """The directories that the school takes its staff from, oldest first."""
    statement = select(SignOnDirectory).where(access.visible(actor))
    key, columns = wish.key(datetime, UUID), (col(SignOnDirectory.created_at), col(SignOnDirectory.id))
    if (where := beyond(key, *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.created_at, row.id))


def directory_row(session: Session, actor: Actor, directory_id: UUID) -> SignOnDirectory:
    """One of the school's directories.

    Raises:
        NotFound: there is none of that id here.
    """
    statement = select(SignOnDirectory).where(SignOnDirectory.id == directory_id, access.visible(actor))
    if (found := session.exec(statement).one_or_none()) is None:
        raise NotFound
    return found


def directories(session: Session, school_id: UUID) -> list[SignOnDirectory]:
    """All that a school takes, the session's own."""
    statement = select(SignOnDirectory).where(SignOnDirectory.school_id == school_id)
    return list(session.exec(statement.order_by(col(SignOnDirectory.id)).limit(DIRECTORIES_MAX)))


def directory_count(session: Session, actor: Actor) -> int:
    return session.exec(select(func.count()).select_from(SignOnDirectory).where(access.visible(actor))).one()


def directory(session: Session, school_id: UUID, provider: Provider, name: str) -> SignOnDirectory | None:
    """The school's line about a directory, if it takes people from it. No name, no line: private accounts have none."""
    statement = select(SignOnDirectory).where(
        SignOnDirectory.school_id == school_id, SignOnDirectory.provider == provider, SignOnDirectory.directory == name
    )
    return session.exec(statement).one_or_none() if name else None


def identity(session: Session, issuer: str, subject: str) -> SignOnIdentity | None:
    """The account behind (issuer, subject). Nothing else ever leads to one."""
    statement = select(SignOnIdentity).where(SignOnIdentity.issuer == issuer, SignOnIdentity.subject == subject)
    return session.exec(statement).one_or_none()


def identities(session: Session, account_id: UUID) -> list[SignOnIdentity]:
    """The accounts at providers that an account is linked with, oldest first."""
    statement = select(SignOnIdentity).where(SignOnIdentity.account_id == account_id)
    return list(
        session.exec(statement.order_by(col(SignOnIdentity.linked_at), col(SignOnIdentity.id)).limit(LINKED_MAX))
    )


def own_identity(session: Session, actor: Actor, identity_id: UUID) -> SignOnIdentity:
    """One of one's own.

    Raises:
        NotFound: there is none of that id, or it is somebody else's.
    """
    statement = select(SignOnIdentity).where(SignOnIdentity.id == identity_id, access.own(actor))
    if (found := session.exec(statement).one_or_none()) is None:
        raise NotFound
    return found


def lock_account(session: Session, account_id: UUID) -> Account:
    """The account, so that two changes to its ways in follow one another."""
    return session.exec(select(Account).where(Account.id == account_id).with_for_update()).one()


def open_schools(session: Session, account_id: UUID, today: date) -> list[Scope]:
    """The schools whose doors are open to an account, by name, as scopes."""
    statement = (
        select_columns(col(School.id), col(School.trust_id))
        .join(Membership, col(Membership.school_id) == col(School.id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            col(Membership.account_id) == account_id, col(Membership.is_active), col(Account.disabled_at).is_(None),
            or_(col(Membership.until).is_(None), col(Membership.until) >= today),
        )
        .order_by(col(School.name), col(School.id))
        .limit(SCHOOLS_MAX)
    )  # fmt: skip
    return [Scope(row.id, row.trust_id) for row in session.execute(statement)]


def invitation(session: Session, invitation_id: UUID, now: datetime, *, lock: bool = False) -> Invitation | None:
    """An invitation that can still be taken."""
    statement = select(Invitation).where(
        Invitation.id == invitation_id, col(Invitation.used_at).is_(None), Invitation.expires_at > now
    )
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def attempt(session: Session, state_hash: str) -> SignOnAttempt:
    """A way out that has just been taken."""
    return session.exec(select(SignOnAttempt).where(SignOnAttempt.state_hash == state_hash)).one()


def attempts_open(session: Session) -> int:
    return session.exec(select(func.count()).select_from(SignOnAttempt)).one()
