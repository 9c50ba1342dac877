"""Promise 37, its last sentence: who has a second factor is let in with it only, and so are leaders whose school asks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cast import NOW, World
from conftest import Clock
from factors import (
    FACTORS,
    Guarded,
    code_at,
    half_open,
    is_needed,
    is_refused,
    keep_cookie,
    with_app,
    with_passkey,
)
from known import COOKIE, Known, is_dead, nia_of
from operations import CALLS, operation, send
from sqlmodel import select

from app.identity import policy
from app.identity.tables import Account
from app.kernel.actor import NOBODY
from app.second_factor.tables import RecoveryCode, SecondFactor

pytestmark = pytest.mark.usefixtures("cheap")


async def shows(client: httpx.AsyncClient, code: str) -> httpx.Response:
    answer = await client.post(f"{FACTORS}/show", json={"code": code})
    keep_cookie(client, answer)
    return answer


# ---- half open ---------------------------------------------------------------------------------------


async def test_a_password_alone_opens_by_half_and_a_code_opens_the_whole(
    nia: Known, phone: Guarded, clock: Clock
) -> None:
    """Take out: `actor.needs_factor` in identity.deps.current_actor; `account.has_second_factor = True` in _added."""
    client = half_open(nia.world.app, await nia.signs_in())
    me = await client.get("/me")
    assert (me.status_code, me.json()["needs_factor"]) == (200, True)
    assert is_needed(await client.get("/my-week"))

    clock.instant = NOW + timedelta(minutes=1)
    shown = await shows(client, code_at(phone.key, clock.instant))

    assert shown.status_code == 204, shown.text
    assert (await client.get("/me")).json()["needs_factor"] is False
    assert (await client.get("/groups")).status_code == 200


@pytest.mark.usefixtures("phone")
async def test_a_half_open_session_opens_nothing_but_the_few_it_is_to_open(nia: Known) -> None:
    """Every operation of the API. Take out: any but one of the names in open_doors.HALF_OPEN (as a name too many)."""
    client = half_open(nia.world.app, await nia.signs_in())
    things = {name: str(uuid4()) for call in CALLS.values() for name in call.things} | {"email": nia.email}

    answered = {}
    for line, call in CALLS.items():
        if operation(line) not in policy.PUBLIC:
            answered[line] = await send(client, call, things)
        if operation(line) == "sign_out":
            client = half_open(nia.world.app, await nia.signs_in())

    opened = {operation(line) for line, answer in answered.items() if not is_needed(answer)}
    # To set up a first factor is open to who has none: Nia has one.
    setting_up = {"begin_app", "confirm_app", "ask_new_passkey", "add_passkey"}
    assert len(answered) > 250
    assert opened == {"read_me", "sign_out", "read_second_factor", "ask_passkey", "show_factor"}
    assert opened | setting_up == policy.HALF_OPEN.keys()


async def test_on_public_pages_who_is_signed_in_by_half_is_nobody(world: World) -> None:
    """Take out: `actor.needs_factor` in identity.deps.perhaps_actor."""
    from operations import Cast, one_of_everything

    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="birch", fair_word="fair"
    )
    path = f"/fair/findings/{things['school_finding']}"
    assert (await world.amina.get(path)).status_code == 200

    with world.database.writing(NOBODY) as session:
        account = session.exec(select(Account).where(Account.id == world.amina.actor.account_id)).one()
        account.has_second_factor = True

    assert (await world.amina.get(path)).status_code == 404


async def test_who_is_signed_in_by_half_learns_in_which_ways_and_nothing_else(nia: Known, phone: Guarded) -> None:
    """Take out: `told` in routes.read_second_factor."""
    half = (await half_open(nia.world.app, await nia.signs_in()).get(FACTORS)).json()
    whole = (await phone.client.get(FACTORS)).json()

    assert (half["is_needed"], half["ways"], half["factors"], half["recovery_codes_left"]) == (
        True, ["totp", "recovery"], [], 0,
    )  # fmt: skip
    assert (whole["is_needed"], [one["name"] for one in whole["factors"]], whole["recovery_codes_left"]) == (
        False, ["Phone"], 10,
    )  # fmt: skip


async def test_the_session_s_secret_changes_with_what_it_opens(nia: Known, phone: Guarded, clock: Clock) -> None:
    """Take out: `row.secret_hash = ...` in second_step.strengthen."""
    app = nia.world.app
    signed_in = await nia.signs_in()
    client, known_before = half_open(app, signed_in), half_open(app, signed_in)
    clock.instant = NOW + timedelta(minutes=1)

    shown = await shows(client, code_at(phone.key, clock.instant))

    cookie = shown.headers["set-cookie"].lower()
    assert shown.cookies[COOKIE] != signed_in.cookies[COOKIE]
    assert all(flag in cookie for flag in ("secure", "httponly", "samesite=lax", "path=/"))
    assert is_dead(await known_before.get("/me"))
    assert (await client.get("/me")).status_code == 200


async def test_setting_one_up_shuts_every_other_browser_until_it_is_shown_there(nia: Known) -> None:
    """Take out: `row.is_strong = True` for this session alone (weaken none)."""
    other = half_open(nia.world.app, await nia.signs_in())
    assert (await other.get("/groups")).status_code == 200

    guarded = await with_app(nia.client, NOW)

    assert is_needed(await other.get("/groups"))
    assert (await guarded.client.get("/groups")).status_code == 200


# ---- codes of an app -----------------------------------------------------------------------------------


async def test_an_app_counts_only_when_a_code_of_it_was_typed_in(nia: Known) -> None:
    """Take out: `confirmed_at.is_not(None)` in queries.confirmed, or confirm at once in begin_app."""
    client = nia.client
    begun = (await client.post(f"{FACTORS}/apps", json={"name": "Phone"})).json()
    wrong = await client.post(f"{FACTORS}/apps/{begun['id']}/confirm", json={"code": "000000"})
    read = (await client.get(FACTORS)).json()

    assert is_refused(wrong)
    assert (read["has_factor"], read["factors"], read["recovery_codes_left"]) == (False, [], 0)
    assert begun["address"].startswith("otpauth://totp/Kenkyu:")
    assert begun["key"].replace(" ", "") in begun["address"]
    assert begun["qr_path"].startswith("M0 0h7v1h-7z"), "the corner of every QR code"
    with nia.world.database.reading(NOBODY) as session:
        row = session.exec(select(SecondFactor).where(SecondFactor.account_id == nia.account_id)).one()
    assert begun["key"].replace(" ", "") not in (row.sealed_secret or "")


async def test_a_code_is_taken_once_and_only_near_its_time(nia: Known, phone: Guarded, clock: Clock) -> None:
    """Take out: `older` in actions._takes_app_code together with `is_new` in rules.step_of."""
    used = code_at(phone.key, NOW)
    assert is_refused(await shows(half_open(nia.world.app, await nia.signs_in()), used)), "it set the app up"
    clock.instant = NOW + timedelta(minutes=5)
    for steps, is_good in ((-2, False), (2, False), (1, True)):
        code = code_at(phone.key, clock.instant, steps=steps)
        answer = await shows(half_open(nia.world.app, await nia.signs_in()), code)
        assert (answer.status_code == 204) == is_good, steps

    again = await shows(half_open(nia.world.app, await nia.signs_in()), code_at(phone.key, clock.instant, steps=1))
    before_it = await shows(half_open(nia.world.app, await nia.signs_in()), code_at(phone.key, clock.instant))

    assert is_refused(again)
    assert is_refused(before_it), "a code older than one that was taken"


async def test_ten_wrong_codes_in_a_quarter_of_an_hour_and_the_right_one_waits(
    nia: Known, phone: Guarded, clock: Clock
) -> None:
    """In several browsers. Take out: require_tries_left in actions.takes_code, or record_wrong beside it."""
    clock.instant = NOW + timedelta(minutes=1)
    browsers = [half_open(nia.world.app, await nia.signs_in()) for _ in range(3)]
    wrong = [await shows(browsers[at % 3], f"{at:06}") for at in range(10)]

    throttled = await shows(browsers[0], code_at(phone.key, clock.instant))

    assert [is_refused(answer) for answer in wrong] == [True] * 10
    assert throttled.status_code == 429
    assert throttled.json()["type"] == "/problems/second-factor/too-many"
    assert int(throttled.headers["Retry-After"]) == throttled.json()["retry_after_seconds"] == 15 * 60
    clock.instant += timedelta(minutes=15)
    assert (await shows(browsers[0], code_at(phone.key, clock.instant))).status_code == 204


async def test_who_has_a_factor_does_not_set_up_another_by_password_alone(nia: Known, phone: Guarded) -> None:
    """Take out: FactorNeeded in actions._require_may_add."""
    client = half_open(nia.world.app, await nia.signs_in())

    assert is_needed(await client.post(f"{FACTORS}/apps", json={"name": "Thief"}))
    assert is_needed(await client.post(f"{FACTORS}/passkeys/question"))
    with nia.world.database.reading(NOBODY) as session:
        rows = session.exec(select(SecondFactor).where(SecondFactor.account_id == nia.account_id)).all()
    assert [row.name for row in rows] == ["Phone"]


async def test_an_app_that_was_begun_before_is_not_confirmed_past_a_factor_that_was_set_up_since(nia: Known) -> None:
    """Take out: _require_may_add in actions.confirm_app."""
    thief, owner = nia.client, half_open(nia.world.app, await nia.signs_in())
    begun = (await thief.post(f"{FACTORS}/apps", json={"name": "Thief"})).json()
    await with_passkey(owner)

    sent = {"code": code_at(begun["key"], NOW)}
    assert is_needed(await thief.post(f"{FACTORS}/apps/{begun['id']}/confirm", json=sent))


# ---- passkeys --------------------------------------------------------------------------------------------


async def question(client: httpx.AsyncClient) -> str:
    answer = await client.post(f"{FACTORS}/question")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["challenge"])


async def test_a_passkey_opens_the_whole_session(nia: Known) -> None:
    """Take out: nothing; all the tests below are of what must not open it."""
    owner = nia.client
    key, codes = await with_passkey(owner)
    client = half_open(nia.world.app, await nia.signs_in())
    asked = (await client.post(f"{FACTORS}/question")).json()

    shown = await client.post(f"{FACTORS}/show", json=key.shows(asked["challenge"]))
    keep_cookie(client, shown)

    assert shown.status_code == 204, shown.text
    assert (asked["rp_id"], asked["algorithms"]) == ("kenkyu.test", [-8, -7, -257])
    assert len(codes) == 10
    assert (await client.get("/groups")).status_code == 200


@pytest.mark.parametrize(
    ("what", "is_taken"),
    [
        ("as it should be", True), ("another origin", False), ("another site", False), ("nobody was asked", False),
        ("another challenge", False), ("a used challenge", False), ("an old challenge", False),
        ("another browser's challenge", False), ("a challenge for a new one", False), ("made instead of shown", False),
        ("another's key", False), ("a counter that went back", False), ("a changed signature", False),
    ],
)  # fmt: skip
async def test_a_passkey_is_refused_for_one_thing_wrong(nia: Known, clock: Clock, what: str, is_taken: bool) -> None:
    """Take out: the line of passkeys.shown, or the condition of actions._used_up, that the name says."""
    app, owner = nia.world.app, nia.client
    key, _ = await with_passkey(owner)
    client = half_open(app, await nia.signs_in())
    challenge, kind = await question(client), "webauthn.get"
    match what:
        case "another origin":
            key.origin = "https://kenkyu.test.evil.example"
        case "another site":
            key.rp_id = "evil.example"
        case "nobody was asked":
            key.verifies = False
        case "another challenge":
            challenge = "A" * 43
        case "a used challenge":
            await client.post(f"{FACTORS}/show", json={"passkey": key.shows(challenge)["passkey"] | {"id": "YQ"}})
        case "an old challenge":
            clock.instant = NOW + timedelta(minutes=5)
        case "another browser's challenge":
            challenge = await question(half_open(app, await nia.signs_in()))
        case "a challenge for a new one":
            challenge = (await owner.post(f"{FACTORS}/passkeys/question")).json()["challenge"]
        case "made instead of shown":
            kind = "webauthn.create"
        case "another's key":
            other = await nia_of(nia.world)
            raw_id, key = key.raw_id, (await with_passkey(other.client))[0]
            key.raw_id = raw_id
        case "a counter that went back":
            key.count = 5
            first = half_open(app, await nia.signs_in())
            assert (await first.post(f"{FACTORS}/show", json=key.shows(await question(first)))).status_code == 204
            key.count = 4
    body = key.shows(challenge, kind=kind)
    if what == "a changed signature":
        signed = body["passkey"]["signature"]
        body["passkey"]["signature"] = signed[:-8] + ("A" * 8 if signed[-8:] != "A" * 8 else "B" * 8)

    answer = await client.post(f"{FACTORS}/show", json=body)

    assert (answer.status_code == 204) == is_taken, answer.text
    if not is_taken:
        assert is_refused(answer)


@pytest.mark.parametrize("what", ["another origin", "another site", "nobody was asked", "another challenge", "garbage"])
async def test_a_passkey_is_not_kept_for_one_thing_wrong(nia: Known, what: str) -> None:
    """Take out: the argument of verify_registration_response that the name says."""
    from authenticator import Authenticator

    client = nia.client
    how: dict[str, dict[str, Any]] = {
        "another origin": {"origin": "https://evil.example"}, "another site": {"rp_id": "evil.example"},
        "nobody was asked": {"verifies": False},
    }  # fmt: skip
    key = Authenticator(**how.get(what, {}))
    challenge = (await client.post(f"{FACTORS}/passkeys/question")).json()["challenge"]
    body = key.makes("A" * 43 if what == "another challenge" else challenge)
    if what == "garbage":
        body["attestation_object"] = "o" * 200

    assert is_refused(await client.post(f"{FACTORS}/passkeys", json=body))
    assert (await client.get(FACTORS)).json()["has_factor"] is False


async def test_one_passkey_is_one_account_s(nia: Known) -> None:
    """Take out: uq_second_factor_credential, or its line of faults.means."""
    key, _ = await with_passkey(nia.client)
    other = (await nia_of(nia.world)).client
    challenge = (await other.post(f"{FACTORS}/passkeys/question")).json()["challenge"]

    answer = await other.post(f"{FACTORS}/passkeys", json=key.makes(challenge))

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/second-factor/passkey-taken")


# ---- codes on paper ------------------------------------------------------------------------------------------


async def test_a_code_on_paper_opens_once_and_new_ones_replace_the_old(nia: Known, phone: Guarded) -> None:
    """Take out: `used_at.is_(None)` in actions._takes; the delete in _new_codes."""
    first, second, third = phone.recovery_codes[:3]
    client = half_open(nia.world.app, await nia.signs_in())
    assert (await shows(client, first.lower())).status_code == 204
    assert is_refused(await shows(half_open(nia.world.app, await nia.signs_in()), first))
    assert (await client.get(FACTORS)).json()["recovery_codes_left"] == 9

    renewed = await client.post(f"{FACTORS}/recovery-codes", json={"code": second})

    fresh = renewed.json()["recovery_codes"]
    assert (len(fresh), set(fresh) & set(phone.recovery_codes)) == (10, set())
    assert is_refused(await shows(half_open(nia.world.app, await nia.signs_in()), third))
    assert (await shows(half_open(nia.world.app, await nia.signs_in()), fresh[0])).status_code == 204


async def test_no_code_on_paper_is_stored(nia: Known, phone: Guarded) -> None:
    """Take out: the hash in rules.recovery_hash."""
    with nia.world.database.reading(NOBODY) as session:
        rows = session.exec(select(RecoveryCode).where(RecoveryCode.account_id == nia.account_id)).all()

    plain = {code.replace(" ", "") for code in phone.recovery_codes}
    assert len(rows) == len(plain) == 10
    assert not any(code in row.code_hash.upper() for code in plain for row in rows)
