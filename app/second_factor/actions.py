"""Setting up second factors, showing one, and taking them away.

An action that may be refused for what was shown answers None instead of raising: the wrong try, and the challenge that
it used up, are to be kept. Its route refuses after the commit.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.identity import queries as people
from app.identity import second_step
from app.identity.actions import end_all_sessions
from app.identity.errors import FactorNeeded
from app.kernel.actor import Actor
from app.outbox import actions as outbox
from app.outbox.rules import Message
from app.second_factor import passkeys, queries, rules, sealing
from app.second_factor.errors import (
    ClearYourOwn,
    LastFactor,
    NothingToClear,
    OpensAnotherSchool,
    PasskeysNotOffered,
    TooManyFactors,
)
from app.second_factor.passkeys import Site
from app.second_factor.rules import FactorKind
from app.second_factor.schemas import FactorProof, NewPasskey, PasskeyShown
from app.second_factor.tables import PasskeyChallenge, RecoveryCode, SecondFactor

CHALLENGE_LIFETIME = timedelta(minutes=rules.CHALLENGE_MINUTES)
KEPT_UNCONFIRMED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Means:
    """What the installation brings: its secret, and the site that passkeys are bound to."""

    secret: bytes
    site: Site | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A factor was taken. *cookie* is the session's new secret, when it has one; *codes* are to be shown once."""

    cookie: str | None
    codes: list[str]


# ---- showing a factor ----------------------------------------------------------------------------


def show(session: Session, actor: Actor, means: Means, proof: FactorProof, now: datetime) -> Shown | None:
    """Open the whole session with a second factor. None: refused, and counted.

    Raises:
        FactorThrottled: too many wrong ones lately.
    """
    if not _proves(session, actor, means, proof, now):
        return None
    return Shown(second_step.strengthen(session, actor.session_id), [])


def takes_code(session: Session, means: Means, account_id: UUID, code: str, now: datetime) -> bool:
    """Whether *code* is one of an app or on paper that the account has, for a client that signs in for a token.

    Raises:
        FactorThrottled: too many wrong ones lately.
    """
    second_step.hold(session, account_id)
    second_step.require_tries_left(session, account_id, now)
    is_right = _takes(session, account_id, means, code, now)
    if not is_right:
        second_step.record_wrong(session, account_id, now)
    return is_right


def _proves(session: Session, actor: Actor, means: Means, proof: FactorProof, now: datetime) -> bool:
    if proof.passkey is None:
        return takes_code(session, means, actor.account_id, proof.code or "", now)
    second_step.hold(session, actor.account_id)
    second_step.require_tries_left(session, actor.account_id, now)
    is_right = _takes_passkey(session, actor, means, proof.passkey, now)
    if not is_right:
        second_step.record_wrong(session, actor.account_id, now)
    return is_right


def _takes(session: Session, account_id: UUID, means: Means, typed: str, now: datetime) -> bool:
    for row in queries.confirmed(session, account_id, FactorKind.TOTP):
        if _takes_app_code(session, row, means, typed, now):
            return True
    hashed = rules.recovery_hash(account_id, typed)
    if hashed is None:
        return False
    unused = (col(RecoveryCode.code_hash) == hashed) & col(RecoveryCode.used_at).is_(None)
    mine = update(RecoveryCode).where(col(RecoveryCode.account_id) == account_id, unused)
    return session.connection().execute(mine.values(used_at=now)).rowcount == 1


def _takes_app_code(session: Session, row: SecondFactor, means: Means, typed: str, now: datetime) -> bool:
    secret = sealing.unseal(means.secret, row.account_id, row.sealed_secret or "")
    step = None if secret is None else rules.step_of(secret, typed, now, row.last_step)
    if step is None:
        return False
    # Whatever was read before: of two that come with one code at once, one moves the step.
    older = col(SecondFactor.last_step).is_(None) | (col(SecondFactor.last_step) < step)
    moved = update(SecondFactor).where(col(SecondFactor.id) == row.id, older).values(last_step=step, last_used_at=now)
    return session.connection().execute(moved).rowcount == 1


def _takes_passkey(session: Session, actor: Actor, means: Means, wish: PasskeyShown, now: datetime) -> bool:
    challenge = _used_up(session, actor, wish.client_data, now, is_for_new=False)
    row = queries.passkey(session, actor.account_id, wish.id)
    if challenge is None or row is None or row.public_key is None or means.site is None:
        return False
    count = passkeys.shown(means.site, wish, challenge, row.public_key, row.sign_count)
    if count is None:
        return False
    row.sign_count, row.last_used_at = count, now
    return True


# ---- setting one up --------------------------------------------------------------------------------


def begin_app(session: Session, actor: Actor, means: Means, name: str, now: datetime) -> tuple[SecondFactor, str]:
    """A new app and its secret, which counts for nothing before a code of it was typed in. One at a time.

    Raises:
        FactorNeeded: the account has a factor, and this session has not shown it.
        TooManyFactors: there are ten.
    """
    _require_may_add(session, actor)
    waiting = (col(SecondFactor.account_id) == actor.account_id) & col(SecondFactor.confirmed_at).is_(None)
    session.execute(delete(SecondFactor).where(waiting))
    secret = rules.new_secret()
    row = SecondFactor(
        account_id=actor.account_id, kind=FactorKind.TOTP, name=name, created_at=now,
        sealed_secret=sealing.seal(means.secret, actor.account_id, secret),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row, secret


def confirm_app(
    session: Session, actor: Actor, means: Means, factor_id: UUID, code: str, now: datetime
) -> Shown | None:
    """Have an app count from now on, as its first code shows that it works. None: refused, and counted."""
    _require_may_add(session, actor)
    second_step.require_tries_left(session, actor.account_id, now)
    row = queries.factor(session, actor.account_id, factor_id, is_confirmed=False)
    if not _takes_app_code(session, row, means, code, now):
        second_step.record_wrong(session, actor.account_id, now)
        return None
    session.refresh(row)
    row.confirmed_at = now
    return _added(session, actor, now)


def ask(session: Session, actor: Actor, means: Means, now: datetime, *, is_for_new: bool) -> PasskeyChallenge:
    """Something for a passkey to sign: once, by this account in this session, within five minutes.

    Raises:
        PasskeysNotOffered: the installation's address is a number.
        FactorNeeded: a new passkey is not the first, and no factor was shown.
    """
    if means.site is None:
        raise PasskeysNotOffered
    if is_for_new:
        _require_may_add(session, actor)
    made = PasskeyChallenge(
        account_id=actor.account_id, session_id=actor.session_id, challenge=secrets.token_urlsafe(32),
        is_for_new=is_for_new, expires_at=now + CHALLENGE_LIFETIME,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def add_passkey(session: Session, actor: Actor, means: Means, wish: NewPasskey, now: datetime) -> Shown | None:
    """Keep a passkey that a browser has just made. None: refused, and counted.

    Raises:
        PasskeyTaken: it is there already.
    """
    _require_may_add(session, actor)
    second_step.require_tries_left(session, actor.account_id, now)
    challenge = _used_up(session, actor, wish.client_data, now, is_for_new=True)
    found = None if challenge is None or means.site is None else passkeys.registered(means.site, wish, challenge)
    if found is None:
        second_step.record_wrong(session, actor.account_id, now)
        return None
    credential_id, public_key, sign_count = found
    session.add(
        SecondFactor(
            account_id=actor.account_id, kind=FactorKind.PASSKEY, name=wish.name, credential_id=credential_id,
            public_key=public_key, sign_count=sign_count, created_at=now, confirmed_at=now, last_used_at=now,
        )
    )  # fmt: skip
    session.flush()
    return _added(session, actor, now)


def _require_may_add(session: Session, actor: Actor) -> None:
    account = second_step.hold(session, actor.account_id)
    if account.has_second_factor and not second_step.is_strong(session, actor.session_id):
        raise FactorNeeded
    if len(queries.confirmed(session, actor.account_id)) >= rules.FACTORS_MAX:
        raise TooManyFactors


def _added(session: Session, actor: Actor, now: datetime) -> Shown:
    account = second_step.hold(session, actor.account_id)
    account.has_second_factor = True
    has_codes = queries.recovery_codes_left(session, actor.account_id) > 0
    codes = [] if has_codes else _new_codes(session, actor.account_id, now)
    was_strong = second_step.is_strong(session, actor.session_id)
    return Shown(None if was_strong else second_step.strengthen(session, actor.session_id), codes)


def _used_up(session: Session, actor: Actor, client_data: str, now: datetime, *, is_for_new: bool) -> str | None:
    """The challenge that was signed, if it was this session's, still good, and is used for the first time now."""
    said = passkeys.challenge_in(client_data)
    mine = (
        (col(PasskeyChallenge.challenge) == said)
        & (col(PasskeyChallenge.account_id) == actor.account_id)
        & (col(PasskeyChallenge.session_id) == actor.session_id)
        & (col(PasskeyChallenge.is_for_new).is_(is_for_new))
    )
    good = col(PasskeyChallenge.used_at).is_(None) & (col(PasskeyChallenge.expires_at) > now)
    used = session.connection().execute(update(PasskeyChallenge).where(mine, good).values(used_at=now))
    return said if used.rowcount == 1 else None


# ---- keeping them ------------------------------------------------------------------------------------


def rename(session: Session, actor: Actor, factor_id: UUID, name: str) -> None:
    queries.factor(session, actor.account_id, factor_id, is_confirmed=True).name = name


def remove(
    session: Session, actor: Actor, means: Means, factor_id: UUID, proof: FactorProof, now: datetime
) -> Shown | None:
    """Take a factor away, after one was shown again: this one or another. None: refused, and counted.

    Raises:
        LastFactor: a school in which they lead asks for one.
    """
    account = second_step.hold(session, actor.account_id)
    row = queries.factor(session, actor.account_id, factor_id, is_confirmed=True)
    is_last = len(queries.confirmed(session, actor.account_id)) == 1
    if is_last and second_step.is_demanded(session, actor.account_id):
        raise LastFactor
    if not _proves(session, actor, means, proof, now):
        return None
    session.delete(row)
    if is_last:
        account.has_second_factor = False
        session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == actor.account_id))
        second_step.weaken_all(session, actor.account_id)
    session.flush()
    return Shown(None, [])


def renew_codes(session: Session, actor: Actor, means: Means, proof: FactorProof, now: datetime) -> Shown | None:
    """New codes for paper; the old ones are good no more. None: refused, and counted."""
    if not _proves(session, actor, means, proof, now):
        return None
    return Shown(None, _new_codes(session, actor.account_id, now))


def _new_codes(session: Session, account_id: UUID, now: datetime) -> list[str]:
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))
    codes = rules.new_recovery_codes()
    for code in codes:
        hashed = rules.recovery_hash(account_id, code)
        assert hashed is not None, "made a moment ago"
        session.add(RecoveryCode(account_id=account_id, code_hash=hashed, created_at=now))
    session.flush()
    return codes


def clear(session: Session, actor: Actor, staff_id: UUID, now: datetime) -> None:
    """Take away all second factors of somebody who lost their phone, sign them out everywhere and tell them.

    Raises:
        ClearYourOwn: it is the lead's own account.
        OpensAnotherSchool: they have a door elsewhere, which these factors guard as well.
        NothingToClear: they have none.
    """
    staff = people.staff_member(session, actor, staff_id)
    if staff.account_id is None:
        raise NothingToClear
    if staff.account_id == actor.account_id:
        raise ClearYourOwn
    account = second_step.hold(session, staff.account_id)
    if not account.has_second_factor:
        raise NothingToClear
    if people.opens_another_school(session, account.id, actor.school_id):
        raise OpensAnotherSchool
    clear_all(session, account.id, now)
    _tell(session, actor.school_id, staff.id, account.email, "A lead of your school", now)


def clear_by_command(session: Session, email: str, school_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Take away all second factors of somebody with doors into several schools: whoever keeps the installation does it.

    Args:
        school_id, staff_id: one of the schools, the transaction's own, and who they are there: told from there.

    Raises:
        NothingToClear: they have none.
    """
    account = people.account_by_email(session, email)
    if account is None or not second_step.hold(session, account.id).has_second_factor:
        raise NothingToClear
    clear_all(session, account.id, now)
    _tell(session, school_id, staff_id, account.email, "Whoever keeps your school's Kenkyu", now)


def _tell(session: Session, school_id: UUID, staff_id: UUID, address: str, who: str, now: datetime) -> None:
    text = (
        f"{who} has removed your second factors in Kenkyu, because they were told that you lost them. "
        "You have been signed out everywhere. Sign in with your password and set up a new second factor.\n\n"
        "If you asked nobody for this, tell your school's head at once.\n"
    )
    message = Message(staff_id, address, "Your second factors were removed", text)
    outbox.write(session, school_id, message, key=f"second-factor:{staff_id.hex}:{now:%Y%m%d%H%M%S}", now=now)


def clear_all(session: Session, account_id: UUID, now: datetime) -> None:
    """Take away all second factors of an account and end its sessions."""
    second_step.hold(session, account_id).has_second_factor = False
    session.execute(delete(SecondFactor).where(col(SecondFactor.account_id) == account_id))
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))
    second_step.weaken_all(session, account_id)
    end_all_sessions(session, account_id, now)


def forget(session: Session, now: datetime) -> int:
    """Delete challenges that are over and apps that nobody confirmed. Answers with how many rows went."""
    waiting = col(SecondFactor.confirmed_at).is_(None) & (col(SecondFactor.created_at) < now - KEPT_UNCONFIRMED)
    statements = (
        delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) < now),
        delete(SecondFactor).where(waiting),
    )
    return sum(session.connection().execute(statement).rowcount for statement in statements)
