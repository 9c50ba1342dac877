"""Another password: by whoever knows the present one, or by a link in a mail."""

from fastapi import APIRouter, Request

from app.coming_in import actions
from app.coming_in.schemas import PasswordChange, ResetAnswer, ResetAsked, ResetSeen, ResetWish
from app.identity import actions as identity
from app.identity import queries as people
from app.identity import resetting
from app.identity.deps import CurrentActor
from app.identity.errors import AddressThrottled, PasswordRefused
from app.identity.passwords import Passwords
from app.kernel.actor import NOBODY, Scope
from app.kernel.errors import NotFound
from app.web.deps import Config, Db, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["people"], route_class=RetryingRoute)


@router.post("/me/password", status_code=204, responses=problems(PasswordRefused, AddressThrottled))
def change_my_password(wish: PasswordChange, request: Request, db: Db, actor: CurrentActor, now: Now) -> None:
    """Choose another password. Every other session and token of mine is over; this one stays."""
    passwords, address = _passwords(request), _address(request)
    with db.reading(NOBODY) as session:
        account = people.account(session, actor.account_id)
        identity.require_not_throttled(session, account.email, address, now)
    if not passwords.verify(wish.present, account.password_hash):
        with db.writing(NOBODY) as session:
            identity.record_failure(session, account.email, address, now)
        raise PasswordRefused
    password_hash = passwords.hash(wish.password)
    with db.writing(actor.scope, always=True) as session:
        resetting.change(session, actor, password_hash, now)


@router.post("/password-resets", status_code=202, response_model=ResetAsked, responses=problems(AddressThrottled))
def ask_password_reset(wish: ResetWish, request: Request, db: Db, config: Config, now: Now) -> ResetAsked:
    """Have a link mailed with which a forgotten password is replaced. The answer is the same for every address."""
    by_mail = bool(config.smtp_url)
    with db.writing(NOBODY) as session:
        actions.ask(session, wish.email, _address(request), now, by_mail=by_mail)
    return ResetAsked(by_mail=by_mail, good_for_minutes=int(resetting.LIFETIME.total_seconds() // 60))


@router.get("/password-resets/{secret}", response_model=ResetSeen, responses=problems(NotFound))
def read_password_reset(secret: str, db: Db, now: Now) -> ResetSeen:
    """Whose password a link would replace, before it is used."""
    with db.reading(NOBODY) as session:
        return ResetSeen(email=resetting.account_of_link(session, secret, now).email)


@router.post("/password-resets/{secret}/take", status_code=204, responses=problems(NotFound))
def take_password_reset(secret: str, answer: ResetAnswer, request: Request, db: Db, now: Now) -> None:
    """Choose another password by the link, once. Every session and token is over, and nobody is signed in by it."""
    with db.reading(NOBODY) as session:
        account = resetting.account_of_link(session, secret, now)
        door = people.first_membership(session, account.id, now.date())
    if door is None:
        raise NotFound
    password_hash = _passwords(request).hash(answer.password)
    with db.writing(Scope(door.school_id), always=True) as session:
        resetting.take(session, secret, password_hash, now)
        resetting.write_down_reset(session, account.id, door.school_id, now)


def _passwords(request: Request) -> Passwords:
    passwords: Passwords = request.app.state.passwords
    return passwords


def _address(request: Request) -> str:
    # Never X-Forwarded-For: whoever sends it chooses it. Behind a proxy, uvicorn is told whom to trust.
    return request.client.host if request.client else "unknown"
