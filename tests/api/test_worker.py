"""The worker forgets what is over, and nothing else."""

from datetime import timedelta

from cast import NOW, World, browser
from sqlalchemy import func
from sqlmodel import select

from app.identity.tables import SignInSession
from app.web.tables import IdempotentRequest
from app.worker import tidy_up

STAFF = {"code": "NEW", "name": "Nia Hughes"}


def kept_answers(world: World) -> int:
    with world.database.reading(world.hana.scope) as session:
        statement = select(func.count()).select_from(IdempotentRequest)
        return session.exec(statement.where(IdempotentRequest.school_id == world.birch_id)).one()


async def test_answers_are_kept_for_a_day_and_forgotten_after_two(world: World) -> None:
    """Take out: the date in idempotency.forget."""
    first = await world.hana.post("/staff", STAFF, key="once")

    tidy_up(world.database, NOW + timedelta(hours=47))
    again = await world.hana.post("/staff", STAFF, key="once")
    assert (kept_answers(world), again.json()) == (1, first.json())
    tidy_up(world.database, NOW + timedelta(hours=49))

    assert kept_answers(world) == 0


async def test_sessions_outlive_their_end_by_a_month(world: World) -> None:
    def there() -> bool:
        with world.database.reading(world.amina.scope) as session:
            return (
                session.exec(select(SignInSession.id).where(SignInSession.id == world.amina.actor.session_id)).first()
                is not None
            )

    tidy_up(world.database, NOW + timedelta(days=14 + 29))
    assert there()
    tidy_up(world.database, NOW + timedelta(days=14 + 31))
    assert not there()
    assert (await browser(world.app, world.amina.secret).get("/me")).status_code == 401
