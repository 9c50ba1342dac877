"""Writes about single sign-on: going out and coming back, linking, directories."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.audit import actions as audit
from app.identity import actions as identity
from app.identity import queries as people
from app.identity.errors import InvitationForAnother
from app.identity.sign_on_sessions import end_those_by_sign_on
from app.identity.tables import Account, Invitation
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.sign_on import queries, rules
from app.sign_on.errors import LinkedElsewhere, NotADirectory, OnlyWayIn, SignOnLost, TooManyBegun, TooManyDirectories
from app.sign_on.id_tokens import Said
from app.sign_on.rules import Provider
from app.sign_on.schemas import SignOnDirectoryIn
from app.sign_on.tables import SignOnAttempt, SignOnDirectory, SignOnIdentity

# ---- out and back ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Begun:
    """What goes out: `state`, `nonce` and `challenge` to the provider, `browser` into a cookie."""

    state: str
    nonce: str
    challenge: str
    browser: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a way out was for, once it is back."""

    nonce: str
    verifier: str
    account_id: UUID | None
    invitation_id: UUID | None


def begin(
    session: Session, provider: Provider, now: datetime, *, account_id: UUID | None = None,
    invitation_id: UUID | None = None,
) -> Begun:  # fmt: skip
    """Write down that a browser goes out to *provider*: its state and its cookie are kept as hashes.

    Args:
        account_id: of who is signed in and links. *invitation_id*: of who takes an invitation by it.

    Raises:
        TooManyBegun: ATTEMPTS_OPEN_MAX are out already.
    """
    session.execute(delete(SignOnAttempt).where(col(SignOnAttempt.expires_at) < now))
    if queries.attempts_open(session) >= rules.ATTEMPTS_OPEN_MAX:
        raise TooManyBegun(retry_after_seconds=int(rules.ATTEMPT_LIFETIME.total_seconds()))
    state, nonce, verifier, browser = (secrets.token_urlsafe(32) for _ in range(4))
    session.add(
        SignOnAttempt(
            provider=provider, state_hash=identity.hash_of(state), browser_hash=identity.hash_of(browser), nonce=nonce,
            verifier=verifier, account_id=account_id, invitation_id=invitation_id,
            expires_at=now + rules.ATTEMPT_LIFETIME,
        )
    )  # fmt: skip
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return Begun(state, nonce, challenge, browser)


def come_back(session: Session, provider: Provider, state: str, browser: str, now: datetime) -> Returned:
    """Take a way out that is back, once. Whatever comes of it, it is not taken again.

    Raises:
        SignOnLost: none like it was begun in this browser at this provider, or it is too old, or it was taken.
    """
    state_hash = identity.hash_of(state)
    taken = session.connection().execute(
        update(SignOnAttempt)
        .where(
            col(SignOnAttempt.state_hash) == state_hash, col(SignOnAttempt.provider) == provider,
            col(SignOnAttempt.used_at).is_(None), col(SignOnAttempt.expires_at) > now,
            col(SignOnAttempt.browser_hash) == identity.hash_of(browser),
        )
        .values(used_at=now)
    )  # fmt: skip
    if taken.rowcount != 1:
        raise SignOnLost
    row = queries.attempt(session, state_hash)
    assert compare_digest(row.browser_hash, identity.hash_of(browser))
    return Returned(row.nonce, row.verifier, row.account_id, row.invitation_id)


def enter(
    session: Session, account_id: UUID, school_id: UUID, said: Said, device: str, now: datetime, *, asks_factor: bool
) -> str:
    """Open a session at the school that takes the person's directory; answers with its secret, which is not stored.

    Args:
        asks_factor: the school says that its directory asks everybody for a second factor.

    Raises:
        SignInRefused: the school's door is not open to the account.
    """
    _, secret = identity.sign_in(
        session, account_id, device, now, means="sign_on", is_strong=asks_factor or said.is_strong, school_id=school_id
    )
    if (row := queries.identity(session, said.issuer, said.subject)) is not None:
        row.last_used_at = now
    return secret


# ---- linking -----------------------------------------------------------------------------------


def link(session: Session, account_id: UUID, provider: Provider, said: Said, now: datetime) -> SignOnIdentity:
    """Make an account at the provider a way in. Linked with this account already, it stays so.

    Raises:
        LinkedElsewhere: it is somebody else's way in, or this account has another one at that issuer.
    """
    queries.lock_account(session, account_id)
    found = queries.identity(session, said.issuer, said.subject)
    if found is not None and found.account_id == account_id:
        return found
    if found is not None or any(row.issuer == said.issuer for row in queries.identities(session, account_id)):
        raise LinkedElsewhere
    made = SignOnIdentity(
        account_id=account_id, provider=provider, issuer=said.issuer, subject=said.subject, linked_at=now
    )
    session.add(made)
    session.flush()
    return made


def link_mine(session: Session, actor: Actor, provider: Provider, said: Said, now: datetime) -> None:
    """`link`, written down in the log of the school in which it is done."""
    made = link(session, actor.account_id, provider, said, now)
    audit.write(session, actor, actor.school_id, "sign_on.linked", "sign_on_identity", made.id, {}, now)


def accept_invitation(session: Session, taken: Invitation, provider: Provider, said: Said, now: datetime) -> Account:
    """Give the invited person their way in by the account that they have at the provider.

    An account that is known by (issuer, subject) is theirs. Otherwise the address of the invitation decides, never
    the provider's: a new account, or one that opens this school alone and is this person's.

    Raises:
        NotFound: the person has left.
        InvitationForAnother: the address has an account that opens other schools, or the provider's is another's.
        LinkedElsewhere: as in `link`.
    """
    staff = people.staff_of(session, taken.school_id, taken.staff_id)
    if not staff.is_active or (staff.left_on is not None and staff.left_on < now.date()):
        raise NotFound
    known, invited = queries.identity(session, said.issuer, said.subject), taken.email
    account = people.account_by_email(session, invited)
    if known is not None and (account is None or known.account_id != account.id):
        raise InvitationForAnother
    opened = identity.accept_invitation(session, taken, staff, None, now, knows_password=known is not None)
    made = link(session, opened.id, provider, said, now)
    audit.write(session, staff.id, staff.school_id, "sign_on.linked", "sign_on_identity", made.id, {}, now)
    return opened


def unlink(session: Session, actor: Actor, identity_id: UUID, now: datetime) -> None:
    """Take a way in away, and end every session that was opened by single sign-on.

    Raises:
        NotFound: it is not one's own.
        OnlyWayIn: there is no password and no other.
    """
    account = queries.lock_account(session, actor.account_id)
    row = queries.own_identity(session, actor, identity_id)
    if account.password_hash is None and len(queries.identities(session, actor.account_id)) == 1:
        raise OnlyWayIn
    session.delete(row)
    end_those_by_sign_on(session, now, account_id=actor.account_id)
    audit.write(session, actor, actor.school_id, "sign_on.unlinked", "sign_on_identity", row.id, {}, now)


# ---- directories -------------------------------------------------------------------------------


def add_directory(session: Session, actor: Actor, wish: SignOnDirectoryIn, now: datetime) -> SignOnDirectory:
    """Take people from a directory: who is linked with an account in it may come in by it.

    Raises:
        NotADirectory: it is none, or one that the whole world is in.
        TooManyDirectories: DIRECTORIES_MAX are there.
        DirectoryThere: on the way out: it is listed already.
    """
    name = rules.directory_named(wish.provider, wish.directory)
    if name is None:
        raise NotADirectory(provider=wish.provider)
    people.school(session, actor.school_id, lock=True)
    if queries.directory_count(session, actor) >= rules.DIRECTORIES_MAX:
        raise TooManyDirectories(directories_max=rules.DIRECTORIES_MAX)
    row = SignOnDirectory(
        school_id=actor.school_id, provider=wish.provider, directory=name,
        asks_second_factor=wish.asks_second_factor, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def remove_directory(session: Session, actor: Actor, directory_id: UUID, now: datetime) -> None:
    """Take nobody from a directory any more. Whoever came in by single sign-on comes in again, through another.

    Raises:
        NotFound: there is none of that id here.
    """
    session.delete(queries.directory_row(session, actor, directory_id))
    end_those_by_sign_on(session, now, school_id=actor.school_id)


def forget(session: Session, now: datetime) -> int:
    """Delete ways out that are not coming back. Answers with how many there were. They belong to no school."""
    gone = session.connection().execute(delete(SignOnAttempt).where(col(SignOnAttempt.expires_at) < now))
    return gone.rowcount
