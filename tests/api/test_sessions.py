"""Promises 28, 31, 32 and 34: signing in tells nothing, guessing is slowed, and what is ended is dead at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from cast import NOW, Person, World, browser
from conftest import Clock
from fastapi import FastAPI
from live import cheap_passwords
from operations import PASSWORD, a_guest, an_invitation
from sqlmodel import select

from app.identity import actions, queries
from app.identity.errors import AddressThrottled
from app.identity.tables import Account, Membership, SignInSession, Staff
from app.kernel.actor import NOBODY, Scope

COOKIE = "__Host-kenkyu"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


class Known:
    """Nia of Birch, who took her invitation: her address, and who she is."""

    def __init__(self, world: World, answer: httpx.Response) -> None:
        me = answer.json()
        self.world, self.email = world, str(me["email"])
        self.account_id, self.staff_id = UUID(me["account_id"]), UUID(me["staff_id"])
        self.secret = answer.cookies[COOKIE]

    @property
    def client(self) -> httpx.AsyncClient:
        return browser(self.world.app, self.secret)

    async def signs_in(self, password: str = PASSWORD, **more: Any) -> httpx.Response:
        return await signs_in(self.world.app, self.email, password, **more)


async def signs_in(app: FastAPI, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
    return await browser(app).post("/sign-in", json={"email": email, "password": password}, **more)


@pytest_asyncio.fixture
async def nia(world: World) -> Known:
    secret = await an_invitation(world.hana)
    answer = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return Known(world, answer)


def is_dead(answer: httpx.Response) -> bool:
    return (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


# ---- signing in --------------------------------------------------------------------------------------


async def test_the_right_password_opens_a_session_in_a_cookie_that_scripts_and_other_sites_never_see(
    nia: Known,
) -> None:
    """Take out: any flag of set_cookie in identity.routes._enter."""
    answer = await nia.signs_in()

    cookie = answer.headers["set-cookie"]
    name, *flags = [part.strip().lower() for part in cookie.split(";")]
    assert answer.status_code == 200
    assert name.startswith("__host-kenkyu=")
    assert len(answer.cookies[COOKIE]) >= 43, "256 bits"
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= set(flags)
    assert not any(flag.startswith("domain") for flag in flags)
    assert answer.cookies[COOKIE] not in answer.text


async def test_only_the_hash_of_a_sessions_secret_is_stored(nia: Known) -> None:
    """Take out: `hash_of` in actions.open_session."""
    with nia.world.database.reading(NOBODY) as session:
        kept = session.exec(select(SignInSession).where(SignInSession.account_id == nia.account_id)).all()

    assert [row.secret_hash for row in kept] == [actions.hash_of(nia.secret)]


async def test_wrong_password_unknown_address_and_disabled_account_are_told_apart_by_nothing(nia: Known) -> None:
    """Take out: `usable` in identity.routes._proved, or raise NotFound for an unknown account."""
    world = nia.world
    frank = await world.hana.get(f"/staff/{world.frank.staff_id}")
    wrong, unknown = await nia.signs_in("wrong password"), await signs_in(world.app, "nobody@birch.example")
    no_password = await signs_in(world.app, frank.json()["email"])
    with world.database.writing(NOBODY) as session:
        session.exec(select(Account).where(Account.id == nia.account_id)).one().disabled_at = NOW
    disabled = await nia.signs_in()

    seen = {
        (one.status_code, one.text, tuple(sorted(one.headers.items())))
        for one in (wrong, unknown, no_password, disabled)
    }
    assert len(seen) == 1
    assert wrong.json()["type"] == "/problems/sign-in/refused"
    assert "set-cookie" not in wrong.headers


async def test_an_unknown_address_costs_as_much_work_as_a_known_one(
    nia: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: `or _NOBODYS` in Passwords.verify (and return False at once)."""
    from app.identity import passwords

    verified = []
    real = passwords._hasher.verify
    monkeypatch.setattr(
        passwords, "_hasher", type("Counting", (), {"verify": staticmethod(lambda *a: verified.append(1) or real(*a))})
    )
    for address in (nia.email, "nobody@birch.example"):
        await signs_in(nia.world.app, address, "wrong password")

    assert len(verified) == 2


@pytest.mark.parametrize("words", ["NIA", " nia"])
async def test_capitals_and_spaces_in_the_address_do_not_matter(nia: Known, words: str) -> None:
    """Take out: `.strip().lower()` in queries.account_by_email."""
    address = nia.email.upper() if words.isupper() else f" {nia.email} "

    assert (await signs_in(nia.world.app, address)).status_code == 200


# ---- guessing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/sign-in", "/tokens"])
@pytest.mark.parametrize("who", ["known", "unknown"])
async def test_after_ten_failures_an_account_waits_whatever_header_is_sent(nia: Known, path: str, who: str) -> None:
    """Take out: require_not_throttled in _proved; or read X-Forwarded-For in _address; or look at the account
    only when it is there."""
    email = nia.email if who == "known" else f"x{nia.email}"
    answers = []
    for at in range(12):
        browse = browser(nia.world.app)
        answers.append(
            await browse.post(
                path, json={"email": email if at % 2 else email.upper(), "password": PASSWORD if at > 9 else "wrong password"},
                headers={"X-Forwarded-For": f"10.0.0.{at}", "Forwarded": f"for=10.0.0.{at}", "X-Real-IP": f"10.0.0.{at}"},
            )
        )  # fmt: skip

    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
    problem = answers[-1].json()
    assert problem["type"] == "/problems/sign-in/too-many"
    assert 0 < int(answers[-1].headers["Retry-After"]) == problem["retry_after_seconds"] <= 15 * 60


async def test_the_true_user_waits_no_longer_than_a_quarter_of_an_hour_even_under_attack(
    nia: Known, clock: Clock
) -> None:
    """Take out: count attempts that were throttled (record_failure before require_not_throttled)."""
    for _ in range(10):
        await nia.signs_in("wrong password")
    for minutes in range(1, 15):
        clock.instant = NOW + timedelta(minutes=minutes)
        assert (await nia.signs_in("wrong password")).status_code == 429

    clock.instant = NOW + timedelta(minutes=15)

    assert (await nia.signs_in()).status_code == 200


async def test_an_address_that_guesses_at_many_accounts_waits_too(nia: Known) -> None:
    """Take out: the address in require_not_throttled. The address here is the test client's own."""
    with nia.world.database.writing(NOBODY) as session:
        for at in range(actions.FAILURES_PER_ADDRESS_MAX):
            actions.record_failure(session, f"{at}@birch.example", "203.0.113.9", NOW)
    with nia.world.database.reading(NOBODY) as session:
        for address, waits in (("203.0.113.9", True), ("203.0.113.10", False)):
            try:
                actions.require_not_throttled(session, nia.email, address, NOW)
            except AddressThrottled:
                assert waits
            else:
                assert not waits


async def test_an_invitation_is_no_way_to_guess_the_password_of_an_account(
    nia: Known, request: pytest.FixtureRequest
) -> None:
    """A head elsewhere may invite any address; the answer to the invitation tests its password."""
    invitation = await an_invitation_for(nia.world.eve, nia.email)
    answers = [
        await browser(nia.world.app).post(
            f"/invitations/{invitation}/accept", json={"password": f"guess number {at:04}"}
        )
        for at in range(12)
    ]

    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2


async def an_invitation_for(lead: Person, email: str, **more: Any) -> str:
    """An invitation of somebody new in the lead's school, sent to *email*."""
    made = await lead.post("/staff", {"code": email[:40], "name": "Nia"})
    wish = {"email": email, "roles": ["teacher"]} | more
    answer = await lead.post(f"/staff/{made.json()['id']}/invitation", wish)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["url"]).rsplit("/", 1)[1]


# ---- ending --------------------------------------------------------------------------------------------


async def a_token(nia: Known) -> httpx.AsyncClient:
    answer = await browser(nia.world.app).post("/tokens", json={"email": nia.email, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    client = browser(nia.world.app)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


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


# ---- invitations -------------------------------------------------------------------------------------------


async def test_an_invitation_is_taken_once(world: World) -> None:
    """Take out: `used_at.is_(None)` in queries.invitation."""
    secret = await an_invitation(world.hana)
    seen = await browser(world.app).get(f"/invitations/{secret}")
    assert (seen.status_code, seen.json()["school_name"], seen.json()["name"]) == (200, "Birch School", "Nia")

    answers = [
        await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": f"{PASSWORD} {at}"})
        for at in (1, 2)
    ]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert (await browser(world.app).get(f"/invitations/{secret}")).status_code == 404
    email = answers[0].json()["email"]
    assert (await signs_in(world.app, email, f"{PASSWORD} 1")).status_code == 200
    assert (await signs_in(world.app, email, f"{PASSWORD} 2")).status_code == 401


async def test_an_invitation_ends_after_seven_days_and_one_that_never_was_is_the_same(
    world: World, clock: Clock
) -> None:
    """Take out: `expires_at > now` in queries.invitation."""
    secret = await an_invitation(world.hana)
    clock.instant = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert (await browser(world.app).get(f"/invitations/{secret}")).status_code == 200

    clock.instant = NOW + timedelta(days=7)

    late = await browser(world.app).get(f"/invitations/{secret}")
    unknown = await browser(world.app).get(f"/invitations/{'x' * 43}")
    assert late.status_code == 404
    assert late.text == unknown.text
    taken = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
    assert taken.status_code == 404


async def test_who_has_an_account_takes_an_invitation_with_its_own_password_only(nia: Known) -> None:
    """Take out: `and not knows_password` in actions.accept_invitation."""
    world = nia.world
    secret = await an_invitation_for(world.eve, nia.email)
    accept = f"/invitations/{secret}/accept"

    refused = await browser(world.app).post(accept, json={"password": "another password"})
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/invitation/other-password")
    taken = await browser(world.app).post(accept, json={"password": PASSWORD})

    assert taken.status_code == 200, taken.text
    assert {one["name"] for one in taken.json()["schools"]} == {"Birch School", "Cedar School"}
    assert (await nia.signs_in()).status_code == 200
    assert (await nia.signs_in("another password")).status_code == 401


async def test_a_fresh_link_lets_a_forgotten_password_be_replaced_and_ends_every_session(nia: Known) -> None:
    """Only for an account that opens this school alone. Take out: end_all_sessions in actions.accept_invitation."""
    world, token = nia.world, await a_token(nia)
    answer = await world.hana.post(f"/staff/{nia.staff_id}/invitation", {"email": nia.email, "roles": ["teacher"]})
    secret = answer.json()["url"].rsplit("/", 1)[1]

    taken = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": "a password I remember"})

    assert taken.status_code == 200, taken.text
    assert (await browser(world.app, taken.cookies[COOKIE]).get("/me")).json()["staff_id"] == str(nia.staff_id)
    for client in (nia.client, token):
        assert is_dead(await client.get("/me"))
    assert (await nia.signs_in()).status_code == 401
    assert (await nia.signs_in("a password I remember")).status_code == 200


async def test_the_secret_of_an_invitation_is_stored_nowhere(world: World, request: pytest.FixtureRequest) -> None:
    """`The link is shown once: only its hash is stored.` The kept answer of the request that made it holds it."""
    from app.web.tables import IdempotentRequest

    secret = await an_invitation(world.hana)
    with world.database.reading(world.hana.scope) as session:
        kept = session.exec(select(IdempotentRequest).where(IdempotentRequest.school_id == world.birch_id)).all()

    assert [row.route for row in kept if secret in row.body] == []


async def test_a_colleague_who_can_sign_in_already_is_not_sent_an_invitation_that_can_never_be_taken(
    nia: Known, request: pytest.FixtureRequest
) -> None:
    world = nia.world
    wish = {"email": f"new.{nia.email}", "roles": ["teacher"]}

    invited = await world.hana.post(f"/staff/{nia.staff_id}/invitation", wish)

    if invited.status_code == 201:
        secret = invited.json()["url"].rsplit("/", 1)[1]
        taken = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
        assert taken.status_code == 200, taken.text
    else:
        assert invited.status_code == 409


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
