"""Promises 28 and 32: signing in tells nothing, guessing is slowed, an invitation is taken once."""

from datetime import timedelta

import pytest
import pytest_asyncio
from cast import NOW, World, browser
from conftest import Clock
from known import COOKIE, Known, a_token, an_invitation_for, is_dead, nia_of, signs_in
from live import cheap_passwords
from operations import PASSWORD, an_invitation
from sqlmodel import select

from app.identity import actions
from app.identity.errors import AddressThrottled
from app.identity.tables import Account, SignInSession
from app.kernel.actor import NOBODY


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


@pytest_asyncio.fixture
async def nia(world: World) -> Known:
    return await nia_of(world)


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
        (one.status_code, one.text, tuple(sorted(it for it in one.headers.items() if it[0] != "x-request-id")))
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
