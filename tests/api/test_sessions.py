"""Promises 31 and 34: what is ended is dead at once, in every school."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from cast import NOW, Person, World, browser
from conftest import Clock
from known import COOKIE, Known, a_token, an_invitation_for, is_dead, nia_of, signs_in
from live import cheap_passwords
from operations import PASSWORD, a_guest
from sqlalchemy import update
from sqlmodel import col, select

from app.identity import actions, queries
from app.identity.tables import Account, Membership, SignInSession, Staff
from app.kernel.actor import NOBODY, Scope


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


@pytest_asyncio.fixture
async def nia(world: World) -> Known:
    return await nia_of(world)


# ---- ending --------------------------------------------------------------------------------------------


async def test_signing_out_ends_this_session_at_once_and_no_other(nia: Known) -> None:
    """Take out: `ended_at.is_(None)` in queries._signed_in."""
    other = browser(nia.world.app, (await nia.signs_in()).cookies[COOKIE])
    client = nia.client

    ended = await client.post("/sign-out")

    assert ended.status_code == 204
    assert f'{COOKIE}=""' in ended.headers["set-cookie"]
    assert is_dead(await nia.client.get("/me"))
    assert is_dead(await nia.client.post("/sign-out")), "an ended session can do nothing, not even end itself"
    assert (await other.get("/me")).status_code == 200


async def test_a_session_that_is_ended_from_another_is_dead_on_its_next_request(nia: Known) -> None:
    """Take out: as above. A token's session is listed and ended alike."""
    here, token = browser(nia.world.app, (await nia.signs_in()).cookies[COOKIE]), await a_token(nia)
    listed = (await here.get("/sessions")).json()["items"]
    assert [(one["kind"], one["is_current"]) for one in listed].count(("browser", True)) == 1
    assert {one["kind"] for one in listed} == {"browser", "token"}

    for one in listed:
        if not one["is_current"]:
            assert (await here.post(f"/sessions/{one['id']}/end")).status_code == 204

    assert is_dead(await nia.client.get("/me"))
    assert is_dead(await token.get("/me"))
    assert [one["is_current"] for one in (await here.get("/sessions")).json()["items"]] == [True]


async def test_ending_all_ends_browsers_and_tokens_this_one_too(nia: Known) -> None:
    """Take out: the update in actions.end_all_sessions."""
    other, token = browser(nia.world.app, (await nia.signs_in()).cookies[COOKIE]), await a_token(nia)
    assert (await token.get("/me")).status_code == 200

    assert (await nia.client.post("/sessions/end-all")).status_code == 204

    for client in (nia.client, other, token):
        assert is_dead(await client.get("/me"))


async def test_nobody_ends_somebody_elses_session(nia: Known) -> None:
    """Take out: `access.own_sessions(actor)` in queries.own_session."""
    theirs = (await nia.client.get("/sessions")).json()["items"][0]["id"]

    assert (await nia.world.dev.post(f"/sessions/{theirs}/end")).status_code == 404
    assert (await nia.client.get("/me")).status_code == 200


async def test_a_cookies_secret_is_no_token_and_a_token_no_cookie(nia: Known) -> None:
    """Take out: `kind == 'browser'` or `kind == 'token'` in queries.signed_in."""
    token = (await a_token(nia)).headers["Authorization"].split()[1]

    assert is_dead(await browser(nia.world.app, token).get("/me"))
    assert is_dead(await browser(nia.world.app).get("/me", headers={"Authorization": f"Bearer {nia.secret}"}))
    assert is_dead(await nia.client.get("/me", headers={"Authorization": f"Basic {nia.secret}"}))


async def test_the_secret_of_a_tokens_session_opens_nothing_as_a_cookie(nia: Known) -> None:
    """Take out: `kind == 'browser'` in queries.signed_in. Nobody is told that secret; should it ever get out, it is dead."""
    assert (await nia.client.get("/me")).status_code == 200

    with nia.world.database.writing(NOBODY) as session:
        session.execute(
            update(SignInSession)
            .where(col(SignInSession.secret_hash) == actions.hash_of(nia.secret))
            .values(kind="token")
        )

    assert is_dead(await nia.client.get("/me"))


async def test_a_token_is_known_as_a_bearer_and_as_nothing_else(nia: Known) -> None:
    """Take out: the look at the scheme in gate._actor_of."""
    token = (await a_token(nia)).headers["Authorization"].split()[1]
    for scheme, status in (("Bearer", 200), ("bearer", 200), ("Basic", 401), ("Token", 401), ("", 401)):
        answer = await browser(nia.world.app).get("/me", headers={"Authorization": f"{scheme} {token}".strip()})
        assert answer.status_code == status, scheme


# ---- roles and leaving -----------------------------------------------------------------------------------


async def edits(nia: Known, **changes: Any) -> httpx.Response:
    world = nia.world
    now = await world.hana.get(f"/staff/{nia.staff_id}")
    wish = {name: now.json()[name] for name in ("code", "name", "email", "department", "fte_percent", "regime")}
    return await world.hana.put(f"/staff/{nia.staff_id}", wish | changes, version=now.json()["version"])


async def test_a_role_given_counts_from_the_next_request_and_so_does_one_taken_away(nia: Known) -> None:
    """Take out: read the roles when the session is opened instead of in queries.signed_in."""
    token = await a_token(nia)
    for client in (nia.client, token):
        assert (await client.get("/unplaced")).status_code == 403

    assert (await edits(nia, roles=["teacher", "head"])).status_code == 200
    for client in (nia.client, token):
        assert (await client.get("/timetable-versions")).status_code == 200
        assert (await client.get("/unplaced")).status_code == 404, "the door is open; there is no year yet"

    assert (await edits(nia, roles=["teacher"])).status_code == 200
    for client in (nia.client, token):
        assert (await client.get("/unplaced")).status_code == 403
    assert (await edits(nia, roles=[])).status_code == 200
    for client in (nia.client, token):
        assert (await client.get("/staff")).status_code == 403


async def test_who_has_left_the_school_is_out_at_once_and_cannot_come_back(nia: Known) -> None:
    """Take out: `door.is_active = wish.is_active` AND end_all_sessions in actions.edit_staff (each alone holds)."""
    token = await a_token(nia)

    assert (await edits(nia, is_active=False)).status_code == 200

    for client in (nia.client, token):
        assert is_dead(await client.get("/me"))
    assert (await nia.signs_in()).status_code == 401


async def test_a_disabled_account_is_out_at_once(nia: Known) -> None:
    """Take out: `disabled_at.is_(None)` in queries._signed_in."""
    token = await a_token(nia)
    with nia.world.database.writing(NOBODY) as session:
        session.exec(select(Account).where(Account.id == nia.account_id)).one().disabled_at = NOW

    for client in (nia.client, token):
        assert is_dead(await client.get("/me"))


# ---- time ----------------------------------------------------------------------------------------------------


async def test_a_session_ends_after_a_day_without_use_and_not_before(nia: Known, clock: Clock) -> None:
    """Take out: IDLE_LIFETIME in gate._actor_of; or actions.see (then the second day is refused)."""
    for _ in range(3):
        clock.instant += timedelta(hours=24)
        assert (await nia.client.get("/me")).status_code == 200

    clock.instant += timedelta(hours=24, seconds=1)

    assert is_dead(await nia.client.get("/me"))


async def test_a_session_ends_after_fourteen_days_however_much_it_is_used(nia: Known, clock: Clock) -> None:
    """Take out: `expires_at > now` for cookies in queries.signed_in."""
    for _ in range(27):
        clock.instant += timedelta(hours=12)
        assert (await nia.client.get("/me")).status_code == 200
    clock.instant = NOW + timedelta(days=14) - timedelta(seconds=1)
    assert (await nia.client.get("/me")).status_code == 200

    clock.instant = NOW + timedelta(days=14)

    assert is_dead(await nia.client.get("/me"))


async def test_a_token_ends_after_a_quarter_of_an_hour(nia: Known, clock: Clock) -> None:
    """Take out: `< claims["exp"]` in tokens._require_sound_times AND `expires_at > now` in queries.signed_in."""
    token = await a_token(nia)
    clock.instant = NOW + timedelta(minutes=15) - timedelta(seconds=1)
    assert (await token.get("/me")).status_code == 200

    clock.instant = NOW + timedelta(minutes=15)

    assert is_dead(await token.get("/me"))


async def test_a_clock_that_jumps_back_an_hour_revives_nothing(nia: Known, clock: Clock) -> None:
    """Promise 12. Take out: `ended_at` (e.g. compare it with the clock)."""
    token = await a_token(nia)
    await nia.client.post("/sessions/end-all")

    clock.instant = NOW - timedelta(hours=1)

    assert is_dead(await nia.client.get("/me"))
    assert is_dead(await token.get("/me"))


async def test_a_guest_is_let_in_on_their_last_day_and_not_on_the_next(world: World, clock: Clock) -> None:
    """Take out: `until < now.date()` in queries.signed_in, and in actions.open_session."""
    from operations import Cast, one_of_everything

    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="x", fair_word="y"
    )
    clock.instant = NOW + timedelta(days=20)
    guest = await a_guest(await _anew(world, world.amina), things["group"])
    clock.instant = NOW.replace(month=12, day=1, hour=23)
    entered = await signs_in(world.app, guest.email)
    assert entered.status_code == 200
    inside = browser(world.app, entered.cookies[COOKIE])
    assert (await inside.get(f"/groups/{things['group']}")).status_code == 200

    clock.instant = NOW.replace(month=12, day=2, hour=0)

    assert is_dead(await inside.get(f"/groups/{things['group']}"))
    assert (await signs_in(world.app, guest.email)).status_code == 401


async def _anew(world: World, person: Person) -> Person:
    with world.database.writing(NOBODY) as session:
        opened, secret = actions.open_session(session, person.actor.account_id, "", world.app.state.now())
        actor = queries.signed_in_by_id(session, opened.id, world.app.state.now())
    return Person(person.name, actor, person.person_id, secret, world.app)


# ---- two schools -----------------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def of_two(nia: Known) -> Known:
    """Nia, who also works at Cedar."""
    secret = await an_invitation_for(nia.world.eve, nia.email)
    taken = await browser(nia.world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
    assert taken.status_code == 200, taken.text
    return nia


async def test_who_works_in_two_schools_acts_in_one_at_a_time_with_its_roles(of_two: Known) -> None:
    """Take out: `school_id` from the session in queries._signed_in."""
    world, client = of_two.world, of_two.client
    assert (await edits(of_two, roles=["teacher", "head"])).status_code == 200
    assert (await client.get("/me")).json()["school"]["name"] == "Birch School"
    assert (await client.get(f"/staff/{world.amina.staff_id}")).status_code == 200
    assert (await client.get(f"/staff/{world.eve.staff_id}")).status_code == 404

    moved = await client.post("/me/school", json={"school_id": str(world.cedar_id)})

    assert (moved.json()["school"]["name"], moved.json()["roles"]) == ("Cedar School", ["teacher"])
    assert (await client.get(f"/staff/{world.amina.staff_id}")).status_code == 404
    assert (await client.get(f"/staff/{world.eve.staff_id}")).status_code == 200
    assert (await client.get("/desk")).status_code == 403, "head at Birch, teacher at Cedar"


async def test_nobody_switches_to_a_school_that_is_not_theirs(of_two: Known, nia: Known) -> None:
    """Take out: the check of the door in actions.switch_school."""
    world = of_two.world
    refused = await world.amina.post("/me/school", {"school_id": str(world.cedar_id)})
    unknown = await world.amina.post("/me/school", {"school_id": "00000000-0000-4000-8000-000000000000"})

    assert (refused.status_code, refused.text) == (404, unknown.text)
    assert (await world.amina.get("/me")).json()["school"]["name"] == "Birch School"


async def test_who_leaves_one_school_is_out_there_and_still_works_in_the_other(of_two: Known) -> None:
    """Take out: `Membership.is_active` in queries._signed_in AND end_all_sessions in edit_staff."""
    assert (await edits(of_two, is_active=False)).status_code == 200

    assert is_dead(await of_two.client.get("/me"))
    entered = await of_two.signs_in()
    assert entered.status_code == 200
    assert [one["name"] for one in entered.json()["schools"]] == ["Cedar School"]


async def test_a_door_that_has_closed_does_not_keep_one_out_of_the_other_school(
    of_two: Known, request: pytest.FixtureRequest
) -> None:
    with of_two.world.database.writing(NOBODY) as session:
        door = session.exec(
            select(Membership).where(
                Membership.account_id == of_two.account_id, Membership.school_id == of_two.world.birch_id
            )
        ).one()
        door.until = (NOW - timedelta(days=1)).date()

    entered = await of_two.signs_in()

    assert entered.status_code == 200
    assert entered.json()["school"]["name"] == "Cedar School"


async def test_one_person_of_two_schools_is_in_one_place_at_a_time(
    of_two: Known, request: pytest.FixtureRequest
) -> None:
    """`One person in two schools has two rows and one person_id: nobody is in two places` (identity.tables.Staff)."""
    world = of_two.world
    persons = set()
    for school_id in (world.birch_id, world.cedar_id):
        with world.database.reading(Scope(school_id, world.trust_id)) as session:
            persons |= set(session.exec(select(Staff.person_id).where(Staff.account_id == of_two.account_id)).all())

    assert len(persons) == 1
