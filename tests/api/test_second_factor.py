"""Promise 37, its last sentence: who has a second factor is let in with it only, and so are leaders whose school asks."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from cast import NOW, SECRET_KEY, Person, World, a_person, browser
from click.testing import CliRunner
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
from known import COOKIE, Known, an_invitation_for, is_dead, nia_of
from live import cheap_passwords
from operations import CALLS, PASSWORD, operation, send
from sqlmodel import select

from app.cli import main
from app.identity import policy
from app.identity.tables import Account, SignInSession
from app.kernel.actor import LEADING, NOBODY, Role
from app.outbox.tables import OutgoingMail
from app.second_factor import actions
from app.second_factor.tables import RecoveryCode, SecondFactor
from app.settings import Settings


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


@pytest_asyncio.fixture
async def nia(world: World) -> Known:
    return await nia_of(world)


@pytest_asyncio.fixture
async def phone(nia: Known) -> AsyncIterator[Guarded]:
    """Nia's browser, with an app set up in it."""
    client = nia.client
    yield await with_app(client, NOW)
    await client.aclose()


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


# ---- keeping and losing them -----------------------------------------------------------------------------------


async def test_a_factor_goes_only_when_one_is_shown_again_and_only_one_s_own(
    nia: Known, phone: Guarded, clock: Clock
) -> None:
    """Take out: `_proves` in actions.remove; `account_id` in queries.factor."""
    path = f"{FACTORS}/factors/{phone.factor_id}"
    assert is_refused(await phone.client.post(f"{path}/remove", json={"code": "000000"}))
    stranger = await with_app((await nia_of(nia.world)).client, NOW)
    clock.instant = NOW + timedelta(minutes=1)
    theirs = {"code": code_at(stranger.key, clock.instant)}
    assert (await stranger.client.post(f"{path}/remove", json=theirs)).status_code == 404
    assert (await stranger.client.post(f"{path}/name", json={"name": "Mine"})).status_code == 404
    assert (await phone.client.post(f"{path}/name", json={"name": "Old phone"})).status_code == 204
    assert (await phone.client.get(FACTORS)).json()["factors"][0]["name"] == "Old phone"

    gone = await phone.client.post(f"{path}/remove", json={"code": code_at(phone.key, clock.instant)})

    read = (await phone.client.get(FACTORS)).json()
    assert gone.status_code == 204
    assert (read["has_factor"], read["factors"], read["recovery_codes_left"]) == (False, [], 0)
    assert (await half_open(nia.world.app, await nia.signs_in()).get("/groups")).status_code == 200


async def test_a_lead_clears_what_a_colleague_lost_and_who_it_was_is_signed_out_and_told(
    nia: Known, phone: Guarded
) -> None:
    """Take out: end_all_sessions or outbox.write in actions.clear."""
    world = nia.world
    path = f"/staff/{nia.staff_id}/second-factor/clear"
    assert (await world.amina.post(path)).status_code == 403
    assert (await world.eve.post(path)).status_code == 404

    cleared = await world.hana.post(path)

    assert cleared.status_code == 204, cleared.text
    assert is_dead(await phone.client.get("/me"))
    assert (await half_open(world.app, await nia.signs_in()).get("/groups")).status_code == 200
    with world.database.reading(world.hana.scope) as session:
        mails = session.exec(select(OutgoingMail).where(OutgoingMail.staff_id == nia.staff_id)).all()
    assert [mail.subject for mail in mails] == ["Your second factors were removed"]
    again = await world.hana.post(path)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/second-factor/none")
    log = (await world.hana.get("/audit")).json()["items"]
    assert "clear_second_factor" in {one["action"] for one in log}


async def test_nobody_clears_their_own_and_no_lead_those_of_who_works_elsewhere_too(world: World) -> None:
    """Take out: ClearYourOwn or OpensAnotherSchool in actions.clear."""
    await with_app(world.dev.client, NOW)
    own = await world.dev.post(f"/staff/{world.dev.staff_id}/second-factor/clear")
    assert (own.status_code, own.json()["type"]) == (409, "/problems/second-factor/your-own")
    nia = await nia_of(world)
    secret = await an_invitation_for(world.eve, nia.email)
    assert (await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})).is_success
    await with_app(nia.client, NOW)

    answer = await world.hana.post(f"/staff/{nia.staff_id}/second-factor/clear")

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/second-factor/another-school")


async def test_at_the_command_line_those_of_somebody_at_two_schools_go_and_both_schools_logs_say_so(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: the loop over `doors` in cli.people, but for its last."""
    monkeypatch.setenv("KENKYU_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", SECRET_KEY)
    nia = await nia_of(world)
    secret = await an_invitation_for(world.eve, nia.email)
    assert (await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})).is_success
    phone = await with_app(nia.client, NOW)
    command = ["staff", "clear-second-factors", nia.email.upper()]

    unsure = CliRunner().invoke(main, command, input="n\n")
    still = await phone.client.get("/me")
    sure = CliRunner().invoke(main, command, input="y\n")
    again = CliRunner().invoke(main, [*command, "--yes"])

    assert (unsure.exit_code, still.status_code) == (1, 200)
    assert sure.exit_code == 0, sure.output
    assert again.exit_code == 1
    assert "nobody with a second factor signs in with" in again.output
    assert is_dead(await phone.client.get("/me"))
    assert (await nia.signs_in()).is_success
    told = []
    for lead in (world.hana, world.eve):
        log = (await lead.get("/audit")).json()["items"]
        assert [one["action"] for one in log].count("clear_second_factor") == 1
        with world.database.reading(lead.scope) as session:
            told += session.exec(select(OutgoingMail).where(OutgoingMail.school_id == lead.scope.school_id)).all()
    assert [one.subject for one in told].count("Your second factors were removed") == 1


# ---- tokens ------------------------------------------------------------------------------------------------------


async def test_a_token_is_given_to_who_has_a_factor_with_a_code_only(nia: Known, phone: Guarded, clock: Clock) -> None:
    """Take out: second_step.tried in identity.routes.issue_token, or `is_strong=` beside it."""
    clock.instant = NOW + timedelta(minutes=1)
    wish = {"email": nia.email, "password": PASSWORD}
    code = code_at(phone.key, clock.instant)
    asks = browser(nia.world.app)
    without = await asks.post("/tokens", json=wish)
    wrong = await asks.post("/tokens", json=wish | {"code": "000000"})
    wrong_password = await asks.post("/tokens", json=wish | {"password": "wrong password", "code": code})

    given = await asks.post("/tokens", json=wish | {"code": code})

    assert is_needed(without)
    assert is_refused(wrong)
    assert wrong_password.status_code == 401
    assert given.status_code == 201, given.text
    asks.headers["Authorization"] = f"Bearer {given.json()['access_token']}"
    assert (await asks.get("/groups")).status_code == 200
    assert is_refused(await browser(nia.world.app).post("/tokens", json=wish | {"code": code}))


async def test_a_token_from_before_the_factor_opens_nothing_more(nia: Known) -> None:
    """Take out: `needs_factor=` in queries.signed_in."""
    from known import a_token

    token = await a_token(nia)
    assert (await token.get("/groups")).status_code == 200

    await with_app(nia.client, NOW)

    assert is_needed(await token.get("/groups"))


# ---- a school that asks its leaders ------------------------------------------------------------------------------------


async def asks_leaders(lead: Person | httpx.AsyncClient, wanted: bool) -> httpx.Response:
    client = lead.client if isinstance(lead, Person) else lead
    read = await client.get("/school")
    kept = {name: value for name, value in read.json().items() if name not in ("id", "trust_name", "version")}
    return await client.put(
        "/school", json=kept | {"leaders_need_second_factor": wanted}, headers={"If-Match": read.headers["ETag"]}
    )


@pytest.mark.parametrize("role", sorted(Role))
async def test_when_a_school_asks_for_it_each_leader_is_shut_out_on_the_next_request(world: World, role: Role) -> None:
    """Take out: the role in kernel.actor.LEADING, or `leaders_need_second_factor` in queries.signed_in."""
    somebody = a_person(world.app, world.birch_id, world.trust_id, "sam", [role])
    paths = {Role.TRUST_LEAD: "/communities", Role.KNOWLEDGEABLE_OTHER: "/groups"}
    path = paths.get(role, "/staff")
    if role != Role.SUPPORT:
        assert (await somebody.get(path)).status_code == 200
    await with_app(world.dev.client, NOW)

    turned_on = await asks_leaders(world.dev, True)

    assert turned_on.status_code == 200, turned_on.text
    assert turned_on.json()["leaders_need_second_factor"] is True
    assert is_needed(await somebody.get(path)) == (role in LEADING)
    if role in LEADING:
        guarded = await with_app(somebody.client, NOW)
        assert (await guarded.client.get(path)).status_code == 200
        read = (await guarded.client.get(FACTORS)).json()
        assert (read["is_demanded"], read["is_needed"]) == (True, False)


async def test_who_asks_all_leaders_shows_a_factor_first(world: World) -> None:
    """Take out: ShowYoursFirst in actions.edit_school."""
    refused = await asks_leaders(world.dev, True)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/identity/show-yours-first")
    assert (await world.hana.get("/school")).json()["leaders_need_second_factor"] is False


async def test_a_leader_keeps_the_last_factor_while_the_school_asks(world: World, clock: Clock) -> None:
    """Take out: LastFactor in actions.remove."""
    guarded = await with_app(world.dev.client, NOW)
    assert (await asks_leaders(world.dev, True)).status_code == 200
    clock.instant = NOW + timedelta(minutes=1)
    path = f"{FACTORS}/factors/{guarded.factor_id}/remove"

    kept = await world.dev.client.post(path, json={"code": code_at(guarded.key, clock.instant)})

    assert (kept.status_code, kept.json()["type"]) == (409, "/problems/second-factor/last")
    assert (await asks_leaders(world.dev, False)).status_code == 200
    gone = await world.dev.client.post(path, json={"code": code_at(guarded.key, clock.instant)})
    assert gone.status_code == 204, gone.text


async def test_a_lead_who_does_not_say_leaves_the_setting_as_it_is(world: World) -> None:
    """Take out: `is not None` in actions.edit_school."""
    await with_app(world.dev.client, NOW)
    await asks_leaders(world.dev, True)
    read = await world.dev.get("/school")
    kept = {
        name: value for name, value in read.json().items()
        if name not in ("id", "trust_name", "version", "leaders_need_second_factor")
    }  # fmt: skip

    answer = await world.dev.put("/school", kept, version=read.json()["version"])

    assert (answer.status_code, answer.json()["leaders_need_second_factor"]) == (200, True)


# ---- forgetting --------------------------------------------------------------------------------------------------------


async def test_challenges_that_are_over_and_apps_that_nobody_confirmed_are_forgotten(nia: Known) -> None:
    """Take out: a statement of actions.forget."""
    client = nia.client
    await client.post(f"{FACTORS}/passkeys/question")
    await client.post(f"{FACTORS}/apps", json={"name": "Begun"})

    with nia.world.database.writing(NOBODY) as session:
        assert actions.forget(session, NOW) == 0
    with nia.world.database.writing(NOBODY) as session:
        gone = actions.forget(session, NOW + timedelta(days=1, seconds=1))
        left = session.exec(select(SecondFactor).where(SecondFactor.account_id == nia.account_id)).all()
        strong = session.exec(select(SignInSession.is_strong).where(SignInSession.account_id == nia.account_id)).all()

    assert gone >= 2
    assert (list(left), any(strong)) == ([], False)
