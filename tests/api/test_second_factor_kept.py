"""Second factors that are kept, lost and cleared, asked of tokens and of those who lead, and forgotten."""

from datetime import timedelta

import httpx
import pytest
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
    with_app,
)
from known import Known, an_invitation_for, is_dead, nia_of
from operations import PASSWORD
from sqlmodel import select

from app.cli import main
from app.identity.tables import SignInSession
from app.kernel.actor import LEADING, NOBODY, Role
from app.outbox.tables import OutgoingMail
from app.second_factor import actions
from app.second_factor.tables import SecondFactor
from app.settings import Settings

pytestmark = pytest.mark.usefixtures("cheap")


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
