"""Promises 28 and 32: who leaves, is disabled or loses a role is refused on the next request, in this school alone."""

import os
from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from cast import NOW, Person, World, browser
from conftest import Clock
from known import COOKIE, Known, a_token, an_invitation_for, is_dead, nia_of, signs_in
from live import cheap_passwords
from operations import PASSWORD
from sqlalchemy import update
from sqlmodel import col, select

from app.identity import actions, resetting
from app.identity.acting import acting
from app.identity.tables import Account, Membership, Staff
from app.kernel.actor import NOBODY
from app.worker import tidy_up

ROUNDS = 100 if os.environ.get("PROMISES") == "full" else 10
LAST_DAY = NOW.date()
NEXT_DAY = NOW + timedelta(hours=20)
"""Within the day after which an unused session is over by itself."""


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


@pytest_asyncio.fixture
async def nia(world: World) -> Known:
    return await nia_of(world)


async def edit(lead: Person, staff_id: UUID, **changes: object) -> None:
    row = (await lead.get(f"/staff/{staff_id}")).json()
    wish = {"code": row["code"], "name": row["name"], "email": row["email"], "is_active": row["is_active"]} | changes
    answer = await lead.put(f"/staff/{staff_id}", wish, version=row["version"])
    assert answer.status_code == 200, answer.text


async def joins_cedar(world: World, nia: Known) -> UUID:
    """Nia works at Cedar too; answers with her row there."""
    secret = await an_invitation_for(world.eve, nia.email)
    taken = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
    assert taken.status_code == 200, taken.text
    with world.database.reading(NOBODY) as session:
        door = select(Membership.staff_id).where(
            Membership.account_id == nia.account_id, Membership.school_id == world.cedar_id
        )
        return session.exec(door).one()


def until(world: World, nia: Known) -> date | None:
    with world.database.reading(NOBODY) as session:
        door = select(Membership.until).where(
            Membership.account_id == nia.account_id, Membership.school_id == world.birch_id
        )
        return session.exec(door).one()


# ---- roles ---------------------------------------------------------------------------------------------


async def test_a_role_taken_away_or_given_counts_from_the_next_request(world: World, nia: Known) -> None:
    """Promises 28 and 32, for a cookie and for a token. Take out: the join of MembershipRole in queries._signed_in
    (and keep the roles in the session)."""
    token = await a_token(nia)
    for _ in range(ROUNDS):
        for roles, status in ((["teacher", "cpd_lead"], 200), (["teacher"], 403)):
            await edit(world.hana, nia.staff_id, roles=roles)
            assert [(await client.get("/audit")).status_code for client in (nia.client, token)] == [status] * 2


async def test_a_disabled_account_is_dead_on_its_next_request_by_every_way(world: World, nia: Known) -> None:
    """Take out: `disabled_at` in queries._signed_in or in acting.acting."""
    token = await a_token(nia)
    for _ in range(ROUNDS):
        for disabled_at in (NOW, None):
            with world.database.writing(NOBODY) as session:
                mine = col(Account.id) == nia.account_id
                session.execute(update(Account).where(mine).values(disabled_at=disabled_at))
            dead = [(await client.get("/me")).status_code == 401 for client in (nia.client, token)]
            with world.database.reading(world.hana.scope) as session:
                dead.append(acting(session, world.birch_id, nia.staff_id, LAST_DAY) is None)
            assert dead == [disabled_at is not None] * 3


# ---- leaving and coming back ----------------------------------------------------------------------------


async def test_a_last_day_of_work_shuts_every_door_the_day_after_although_nobody_touches_it(
    world: World, nia: Known, clock: Clock
) -> None:
    """Take out: `door.until` in actions.edit_staff; `until` in queries.signed_in; `left_on` in acting.acting."""
    await edit(world.hana, nia.staff_id, left_on=LAST_DAY.isoformat())
    assert (await nia.client.get("/me")).status_code == 200, "they work today"

    clock.instant = NEXT_DAY
    tomorrow = NEXT_DAY.date()

    assert is_dead(await nia.client.get("/me"))
    assert (await nia.signs_in()).status_code == 401
    assert (
        await browser(world.app).post("/tokens", json={"email": nia.email, "password": PASSWORD})
    ).status_code == 401
    with world.database.reading(world.hana.scope) as session:
        assert acting(session, world.birch_id, nia.staff_id, LAST_DAY) is not None
        assert acting(session, world.birch_id, nia.staff_id, tomorrow) is None
        assert resetting.to_be_mailed(session, nia.account_id, NEXT_DAY) is None


async def test_a_last_day_that_is_taken_back_leaves_the_door_open(world: World, nia: Known, clock: Clock) -> None:
    """Take out: `door.until` in actions.edit_staff, for None."""
    await edit(world.hana, nia.staff_id, left_on=LAST_DAY.isoformat())
    await edit(world.hana, nia.staff_id, left_on=None)
    clock.instant = NEXT_DAY

    assert (await nia.signs_in()).status_code == 200


async def test_whatever_way_a_last_day_came_to_stand_there_the_worker_sees_to_the_door(
    world: World, nia: Known
) -> None:
    """Take out: `close_after_the_last_day` in worker.tidy_up, or its `later`."""
    with world.database.writing(world.hana.scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == nia.staff_id).values(left_on=LAST_DAY))
    assert until(world, nia) is None

    tidy_up(world.database, NOW)
    assert until(world, nia) == LAST_DAY

    with world.database.writing(NOBODY) as session:
        earlier = LAST_DAY - timedelta(days=3)
        session.execute(update(Membership).where(col(Membership.staff_id) == nia.staff_id).values(until=earlier))
    tidy_up(world.database, NOW)
    assert until(world, nia) == earlier, "a door that shuts earlier stays so"


async def test_who_is_let_back_with_a_last_day_to_come_has_a_door_until_then(world: World, nia: Known) -> None:
    """Take out: `close_after_the_last_day` in actions.let_back."""
    with world.database.writing(world.hana.scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == nia.staff_id).values(left_on=LAST_DAY))
        actions.let_back(session, world.hana.actor, [nia.staff_id])

    assert until(world, nia) == LAST_DAY


async def test_who_comes_back_signs_in_anew_and_no_old_session_wakes(world: World, nia: Known) -> None:
    """Take out: `end_sessions_here` in actions.edit_staff."""
    await edit(world.hana, nia.staff_id, is_active=False)
    assert is_dead(await nia.client.get("/me"))
    await edit(world.hana, nia.staff_id, is_active=True)

    assert is_dead(await nia.client.get("/me"))
    assert (await nia.signs_in()).status_code == 200


# ---- two schools -----------------------------------------------------------------------------------------


async def test_leaving_one_school_keeps_the_other_and_its_sessions(world: World, nia: Known) -> None:
    """Take out: the school in closing.end_sessions_here; `is_active` in actions.switch_school."""
    await joins_cedar(world, nia)
    at_cedar = browser(world.app, (await nia.signs_in()).cookies[COOKIE])
    await at_cedar.post("/me/school", json={"school_id": str(world.cedar_id)})
    at_birch = nia.client

    await edit(world.hana, nia.staff_id, is_active=False)

    assert is_dead(await at_birch.get("/me"))
    assert (await at_cedar.get("/me")).json()["school"]["name"] == "Cedar School"
    assert (await at_cedar.post("/me/school", json={"school_id": str(world.birch_id)})).status_code == 404
    assert (await signs_in(world.app, nia.email)).json()["school"]["name"] == "Cedar School"


async def test_each_school_sees_its_own_of_somebody_who_works_in_two(world: World, nia: Known) -> None:
    """One person, two rows: names, roles and last days are each school's. Take out: access.visible in identity."""
    at_cedar = await joins_cedar(world, nia)
    await edit(world.eve, at_cedar, name="Nia of Cedar", left_on="2027-07-01", roles=["teacher", "cover_lead"])

    here = (await world.hana.get(f"/staff/{nia.staff_id}")).json()
    assert (here["name"], here["left_on"], here["roles"]) == ("Nia", None, ["teacher"])
    assert (await world.hana.get(f"/staff/{at_cedar}")).status_code == 404
    assert (await world.eve.get(f"/staff/{nia.staff_id}")).status_code == 404
    assert until(world, nia) is None


async def test_a_lead_changes_where_mail_goes_and_never_what_an_account_signs_in_with(world: World, nia: Known) -> None:
    """A lead of one school must not take over the account that opens another. Take out: nothing; it fails when
    edit_staff comes to write account.email."""
    at_cedar = await joins_cedar(world, nia)
    await edit(world.eve, at_cedar, email="eve.herself@cedar.example")

    assert (await nia.signs_in()).status_code == 200
    assert (await signs_in(world.app, "eve.herself@cedar.example")).status_code == 401
    with world.database.reading(NOBODY) as session:
        found = resetting.to_be_mailed(session, nia.account_id, NOW)
    assert found is not None
    assert found[0].email == nia.email, "a link to a new password goes to the account's own address"


async def test_a_leads_fresh_link_sets_no_password_of_an_account_that_opens_another_school(
    world: World, nia: Known
) -> None:
    """ADR 0029. Take out: `opens_another_school` in actions.accept_invitation."""
    at_cedar = await joins_cedar(world, nia)
    made = await world.eve.post(f"/staff/{at_cedar}/invitation", {"email": nia.email, "roles": ["teacher"]})
    secret = made.json()["url"].rsplit("/", 1)[1]

    taken = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": "chosen by the lead"})

    assert (taken.status_code, taken.json()["type"]) == (401, "/problems/invitation/other-password")
    assert (await nia.signs_in()).status_code == 200
