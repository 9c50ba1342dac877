"""HTTP in, HTTP out, for second factors. What shows one too many times or wrongly is refused after it was counted."""

from typing import Literal
from uuid import UUID

import segno
from fastapi import APIRouter, Response

from app.db.session import Database
from app.identity import queries as people
from app.identity import second_step
from app.identity.actions import BROWSER_LIFETIME
from app.identity.deps import CurrentActor
from app.identity.errors import FactorNeeded, FactorRefused, FactorThrottled
from app.identity.gate import COOKIE
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.second_factor import actions, passkeys, queries, rules
from app.second_factor.actions import Means, Shown
from app.second_factor.errors import (
    ClearYourOwn,
    LastFactor,
    NothingToClear,
    OpensAnotherSchool,
    PasskeysNotOffered,
    PasskeyTaken,
    TooManyFactors,
)
from app.second_factor.rules import FactorKind
from app.second_factor.schemas import (
    AppCode,
    FactorOut,
    FactorProof,
    NewApp,
    NewFactor,
    NewPasskey,
    PasskeyQuestion,
    RecoveryCodesOut,
    SecondFactorOut,
)
from app.settings import Settings
from app.web.deps import Config, Db, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["second factor"], route_class=RetryingRoute)
REFUSED = (FactorRefused, FactorThrottled)


@router.get("/me/second-factor", response_model=SecondFactorOut)
def read_second_factor(db: Db, actor: CurrentActor, config: Config) -> SecondFactorOut:
    """My second factors, and whether this session has still to show one."""
    with db.reading(actor.scope) as session:
        account = people.account(session, actor.account_id)
        rows = queries.confirmed(session, actor.account_id)
        codes_left = queries.recovery_codes_left(session, actor.account_id)
        is_demanded = second_step.is_demanded(session, actor.account_id)
    kinds = {row.kind for row in rows}
    ways: list[Literal["totp", "passkey", "recovery"]] = []
    ways += ["totp"] if FactorKind.TOTP in kinds else []
    ways += ["passkey"] if FactorKind.PASSKEY in kinds else []
    ways += ["recovery"] if codes_left else []
    # Who has proved a password alone learns neither what the factors are called nor how many there are.
    told = [] if actor.needs_factor else rows
    return SecondFactorOut(
        is_needed=actor.needs_factor, is_demanded=is_demanded, has_factor=account.has_second_factor,
        offers_passkeys=passkeys.site_of(config.origin) is not None, ways=ways,
        factors=[FactorOut.model_validate(row) for row in told],
        recovery_codes_left=0 if actor.needs_factor else codes_left,
    )  # fmt: skip


@router.post("/me/second-factor/question", response_model=PasskeyQuestion, responses=problems(PasskeysNotOffered))
def ask_passkey(db: Db, actor: CurrentActor, config: Config, now: Now) -> PasskeyQuestion:
    """What one of my passkeys is to sign, to be shown. Good once and for five minutes."""
    return _asked(db, actor, config, now, is_for_new=False)


@router.post("/me/second-factor/show", status_code=204, responses=problems(*REFUSED))
def show_factor(wish: FactorProof, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now) -> None:
    """Show a second factor: a code of an app or on paper, or what a passkey signed. It opens the whole session."""
    with db.writing(actor.scope, always=True) as session:
        shown = actions.show(session, actor, _means(config), wish, now)
    _taken(response, shown)


@router.post(
    "/me/second-factor/apps",
    status_code=201,
    response_model=NewApp,
    responses=problems(FactorNeeded, TooManyFactors),
)
def begin_app(wish: NewFactor, db: Db, actor: CurrentActor, config: Config, now: Now) -> NewApp:
    """Begin to set up an authenticator app. It counts once a code of it has been typed in."""
    with db.writing(actor.scope) as session:
        row, secret = actions.begin_app(session, actor, _means(config), wish.name, now)
        address = rules.app_address(secret, people.account(session, actor.account_id).email)
    code = segno.make(address, error="m", micro=False)
    matrix = [bytes(row) for row in code.matrix]
    return NewApp(
        id=row.id, key=rules.grouped(secret), address=address, qr_size=len(matrix), qr_path=rules.squares(matrix)
    )


@router.post(
    "/me/second-factor/apps/{factor_id}/confirm",
    response_model=RecoveryCodesOut,
    responses=problems(NotFound, FactorNeeded, TooManyFactors, *REFUSED),
)
def confirm_app(
    factor_id: UUID, wish: AppCode, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now
) -> RecoveryCodesOut:
    """Type in the first code of an app: it is asked for from now on. Answers with codes on paper, the first time."""
    with db.writing(actor.scope) as session:
        shown = actions.confirm_app(session, actor, _means(config), factor_id, wish.code, now)
    return RecoveryCodesOut(recovery_codes=_taken(response, shown).codes)


@router.post(
    "/me/second-factor/passkeys/question",
    response_model=PasskeyQuestion,
    responses=problems(FactorNeeded, TooManyFactors, PasskeysNotOffered),
)
def ask_new_passkey(db: Db, actor: CurrentActor, config: Config, now: Now) -> PasskeyQuestion:
    """What a browser needs to make a passkey. Good once and for five minutes."""
    return _asked(db, actor, config, now, is_for_new=True)


@router.post(
    "/me/second-factor/passkeys",
    response_model=RecoveryCodesOut,
    responses=problems(FactorNeeded, TooManyFactors, PasskeyTaken, *REFUSED),
)
def add_passkey(
    wish: NewPasskey, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now
) -> RecoveryCodesOut:
    """Keep a passkey: it is asked for from now on. Answers with codes on paper, the first time."""
    with db.writing(actor.scope) as session:
        shown = actions.add_passkey(session, actor, _means(config), wish, now)
    return RecoveryCodesOut(recovery_codes=_taken(response, shown).codes)


@router.post("/me/second-factor/factors/{factor_id}/name", status_code=204, responses=problems(NotFound))
def rename_factor(factor_id: UUID, wish: NewFactor, db: Db, actor: CurrentActor) -> None:
    """Call one of my factors something else."""
    with db.writing(actor.scope) as session:
        actions.rename(session, actor, factor_id, wish.name)


@router.post(
    "/me/second-factor/factors/{factor_id}/remove",
    status_code=204,
    responses=problems(NotFound, LastFactor, *REFUSED),
)
def remove_factor(
    factor_id: UUID, wish: FactorProof, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now
) -> None:
    """Take one of my factors away, showing one again. With the last, the codes on paper go."""
    with db.writing(actor.scope) as session:
        shown = actions.remove(session, actor, _means(config), factor_id, wish, now)
    _taken(response, shown)


@router.post("/me/second-factor/recovery-codes", response_model=RecoveryCodesOut, responses=problems(*REFUSED))
def renew_recovery_codes(
    wish: FactorProof, response: Response, db: Db, actor: CurrentActor, config: Config, now: Now
) -> RecoveryCodesOut:
    """New codes on paper, shown once, showing a factor again. The old ones are good no more."""
    with db.writing(actor.scope) as session:
        shown = actions.renew_codes(session, actor, _means(config), wish, now)
    return RecoveryCodesOut(recovery_codes=_taken(response, shown).codes)


@router.post(
    "/staff/{staff_id}/second-factor/clear",
    status_code=204,
    responses=problems(NotFound, ClearYourOwn, NothingToClear, OpensAnotherSchool),
)
def clear_second_factor(staff_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """Take away all second factors of somebody who lost them, and sign them out everywhere. They are told by mail."""
    with db.writing(actor.scope) as session:
        actions.clear(session, actor, staff_id, now)


# ---- helpers -------------------------------------------------------------------------------------


def _means(config: Settings) -> Means:
    return Means(config.secret_key.encode(), passkeys.site_of(config.origin))


def _taken(response: Response, shown: Shown | None) -> Shown:
    """Refuse what was not taken, now that it is counted; else give the browser its session's new secret."""
    if shown is None:
        raise FactorRefused
    if shown.cookie is not None:
        response.set_cookie(
            COOKIE, shown.cookie, max_age=int(BROWSER_LIFETIME.total_seconds()), path="/", secure=True, httponly=True,
            samesite="lax",
        )  # fmt: skip
    return shown


def _asked(db: Database, actor: Actor, config: Settings, now: Now, *, is_for_new: bool) -> PasskeyQuestion:
    means = _means(config)
    with db.writing(actor.scope, always=True) as session:
        made = actions.ask(session, actor, means, now, is_for_new=is_for_new)
        known = queries.confirmed(session, actor.account_id, FactorKind.PASSKEY)
        assert means.site is not None, "asked only where passkeys are offered"
        return PasskeyQuestion(
            challenge=made.challenge, rp_id=means.site.rp_id, rp_name=passkeys.SITE_NAME,
            user_id=passkeys.user_handle(actor.account_id),
            user_name=people.account(session, actor.account_id).email,
            credential_ids=[row.credential_id for row in known if row.credential_id], algorithms=passkeys.ALGORITHMS,
            timeout_ms=rules.CHALLENGE_MINUTES * 60_000,
        )  # fmt: skip
