"""Support is let in for a time and a reason, reads what shows whether things run, changes nothing, and is written down."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from cast import NOW, Person, World, browser
from conftest import Clock
from known import is_dead, nia_of, signs_in
from live import cheap_passwords
from operations import CALLS, PASSWORD, VISIT, Cast, a_visitor, one_of_everything, operation, send
from sqlalchemy import update
from sqlmodel import col, select

from app.audit.tables import AuditEntry
from app.db.session import Database
from app.identity import policy, visiting
from app.identity.acting import acting
from app.identity.actions import hash_of
from app.identity.tables import Account, Membership, SignInSession, SupportVisit
from app.kernel.actor import NOBODY, Role
from app.worker import tidy_up

ENDS = datetime.fromisoformat(VISIT["ends_at"])
COOKIE = "__Host-kenkyu"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


async def let_in(lead: Person, **more: str) -> httpx.Response:
    return await lead.post("/support-visits", VISIT | {"email": f"sol.{uuid4().hex[:8]}@help.example"} | more)


async def visits(lead: Person) -> list[dict[str, object]]:
    return list((await lead.get("/support-visits")).json()["items"])


async def asked(lead: Person) -> list[tuple[str, int]]:
    """What the school's log tells its leaders of support's requests, oldest first: the operation and the answer."""
    with lead.app.state.database.reading(lead.scope) as session:
        found = select(AuditEntry).where(
            AuditEntry.school_id == lead.actor.school_id, AuditEntry.action == visiting.ASKED
        )
        rows = session.exec(found.order_by(col(AuditEntry.number))).all()
    return [(row.operation, int(row.detail.rsplit(" ", 1)[1].rstrip("}"))) for row in rows]


def strong(database: Database, secret: str) -> None:
    with database.writing(NOBODY) as session:
        mine = col(SignInSession.secret_hash) == hash_of(secret)
        session.execute(update(SignInSession).where(mine).values(is_strong=True))


# ---- letting in --------------------------------------------------------------------------------------


async def test_the_school_reads_afterwards_who_was_let_in_by_whom_until_when_and_why(world: World) -> None:
    made = await let_in(world.dev, name="Sol", email="SOL@help.example", reason="Lessons are missing")

    assert made.status_code == 201, made.text
    (visit,) = await visits(world.hana)
    assert {name: visit[name] for name in ("name", "email", "reason", "let_in_by", "is_on", "has_come")} == {
        "name": "Sol", "email": "sol@help.example", "reason": "Lessons are missing", "let_in_by": "Dev", "is_on": True,
        "has_come": False,
    }  # fmt: skip
    assert datetime.fromisoformat(str(visit["ends_at"])) == ENDS
    told = [line["action"] for line in (await world.hana.get("/audit")).json()["items"]]
    assert "support.let_in" in told


@pytest.mark.parametrize(
    ("ends_at", "status"),
    [
        (NOW, 422), (NOW + timedelta(minutes=14), 422), (NOW + timedelta(minutes=15), 201),
        (NOW + timedelta(days=14), 201), (NOW + timedelta(days=14, seconds=1), 422),
    ],
)  # fmt: skip
async def test_a_visit_lasts_a_quarter_of_an_hour_to_a_fortnight(world: World, ends_at: datetime, status: int) -> None:
    """Take out: either side of the comparison in visiting.let_in."""
    answer = await let_in(world.hana, ends_at=ends_at.isoformat())

    assert answer.status_code == status, answer.text


async def test_an_end_without_its_offset_is_refused(world: World) -> None:
    """Take out: AwareDatetime in SupportVisitIn: a wall clock of whose zone?"""
    assert (await let_in(world.hana, ends_at="2026-11-05T12:00:00")).status_code == 422


async def test_colleagues_and_guests_are_not_support_and_nobody_is_let_in_twice(world: World) -> None:
    """Take out: VisitorWorksHere or VisitUnderWay in visiting._visitor."""
    amina = (await world.hana.get(f"/staff/{world.amina.staff_id}")).json()["email"]

    first = await let_in(world.hana, email="sol@help.example")
    twice, colleague = [await let_in(world.hana, email=email) for email in ("sol@help.example", amina)]

    assert first.status_code == 201
    assert (twice.status_code, twice.json()["type"]) == (409, "/problems/support/under-way")
    assert (colleague.status_code, colleague.json()["type"]) == (409, "/problems/support/works-here")


async def test_nobody_is_made_support_by_the_ways_that_staff_come_in(world: World) -> None:
    """Take out: `_of_staff` in identity.schemas."""
    row = (await world.hana.get(f"/staff/{world.frank.staff_id}")).json()
    edit = {"code": row["code"], "name": row["name"], "roles": ["support"]}
    invited = await world.hana.post(
        f"/staff/{world.frank.staff_id}/invitation", {"email": row["email"], "roles": ["teacher", "support"]}
    )

    assert (await world.hana.put(f"/staff/{world.frank.staff_id}", edit, version=row["version"])).status_code == 422
    assert invited.status_code == 422


# ---- what support may, and that it is written down ---------------------------------------------------------


async def test_support_reads_what_runs_and_nothing_of_people_and_every_request_is_in_the_log_before_its_answer(
    world: World,
) -> None:
    """Every operation there is, asked by support. Take out: `noted` in the gate; a role of `HELP` put on any line."""
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="canary", fair_word="fair"
    )
    visitor = await a_visitor(world.hana)
    client = browser(world.app, visitor.secret)
    before, sent, wrong = len(await asked(world.hana)), [], []
    for line, call in CALLS.items():
        name = operation(line)
        if name in policy.PUBLIC or name in {"sign_out", "end_all_sessions", "end_session", "switch_school"}:
            continue
        answer = await send(client, call, things)
        sent.append((name, answer.status_code))
        is_open = Role.SUPPORT in policy.DOORS[name]
        if not is_open and answer.status_code != 403:
            wrong.append(f"{line}: {answer.status_code}")
        if is_open and call.method == "GET" and answer.status_code != 200:
            wrong.append(f"{line}: {answer.status_code} {answer.text[:100]}")
    heard = (await asked(world.hana))[before:]

    assert not wrong
    assert heard == sent
    assert len([1 for _, status in sent if status == 200]) >= 15
    writes = {name for name, roles in policy.DOORS.items() if Role.SUPPORT in roles} & {
        operation(line) for line, call in CALLS.items() if call.method != "GET"
    }
    assert {
        name for name in writes if name in CALLS and not CALLS[name].path.startswith(("/me", "/sessions", "/sign"))
    } <= set(policy.HALF_OPEN), "support writes nothing but what concerns its own account"


async def test_support_sees_names_of_staff_without_addresses_and_roles(world: World) -> None:
    """Take out: `keeps` in identity.routes._staff_out."""
    visitor = await a_visitor(world.hana)
    staff = (await browser(world.app, visitor.secret).get("/staff")).json()["items"]

    assert len(staff) >= 7
    assert {(one["email"], tuple(one["roles"])) for one in staff} == {(None, ())}


async def test_what_a_school_shows_only_its_own_is_not_shown_to_support_on_the_fair(world: World) -> None:
    """Take out: `actor.has(Role.SUPPORT)` in deps.perhaps_actor."""
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="canary", fair_word="fair"
    )
    visitor = browser(world.app, (await a_visitor(world.hana)).secret)

    assert (await visitor.get(f"/fair/findings/{things['school_finding']}")).status_code == 404
    assert (await visitor.get(f"/fair/findings/{things['open_finding']}")).status_code == 200
    seen = (await visitor.get("/shelf/findings?q=canary")).text
    assert things["school_finding"] not in seen


async def test_when_the_log_cannot_be_written_support_is_not_answered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: `is_withheld` in noting.noted."""
    from sqlalchemy.exc import OperationalError

    visitor = await a_visitor(world.hana)

    def fails(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(visiting, "write_down", fails)
    answer = await browser(world.app, visitor.secret).get("/school")

    assert answer.status_code == 503
    assert "Birch" not in answer.text


async def test_support_without_a_second_factor_is_let_into_nothing(world: World) -> None:
    """Take out: `Role.SUPPORT in roles` in queries.signed_in."""
    url = (await let_in(world.hana)).json()["url"]
    taken = await browser(world.app).post(f"/invitations/{url.rsplit('/', 1)[1]}/accept", json={"password": PASSWORD})
    client = browser(world.app, taken.cookies[COOKIE])

    assert (await client.get("/school")).status_code == 403
    assert (await client.get("/me")).status_code == 200
    strong(world.database, taken.cookies[COOKIE])
    assert (await client.get("/school")).status_code == 200


async def test_support_acts_by_no_link_mail_or_calendar(world: World) -> None:
    """Take out: the look at Role.SUPPORT in acting.acting."""
    visitor = await a_visitor(world.hana)
    me = (await browser(world.app, visitor.secret).get("/me")).json()

    with world.database.reading(world.hana.scope) as session:
        assert acting(session, world.birch_id, UUID(me["staff_id"]), NOW.date()) is None
        assert acting(session, world.birch_id, world.amina.staff_id, NOW.date()) is not None


# ---- its end -----------------------------------------------------------------------------------------


async def test_every_door_shuts_at_the_minute_of_the_end_whatever_nobody_does(world: World, clock: Clock) -> None:
    """Take out: `_is_here` in the gate, for the cookie or for the token; `is_shut_out` in actions.sign_in."""
    visitor = await a_visitor(world.hana)
    clock.instant = ENDS - timedelta(minutes=5)
    later = await signs_in(world.app, visitor.email)
    token = await browser(world.app).post("/tokens", json={"email": visitor.email, "password": PASSWORD})
    bearer = browser(world.app)
    bearer.headers["Authorization"] = f"Bearer {token.json()['access_token']}"
    doors = [browser(world.app, later.cookies[COOKIE]), bearer]

    clock.instant = ENDS - timedelta(seconds=1)
    assert [(await door.get("/me")).status_code for door in doors] == [200, 200]
    clock.instant = ENDS
    assert [is_dead(await door.get("/me")) for door in doors] == [True, True]
    assert (await signs_in(world.app, visitor.email)).status_code == 401
    assert [one["is_on"] for one in await visits(world.hana)] == [False]


async def test_a_lead_ends_a_visit_at_once_and_it_stays_ended(world: World) -> None:
    """Take out: `_shut` in visiting.end, or `ended_at` in open_visits.is_here."""
    visitor = await a_visitor(world.hana)
    client = browser(world.app, visitor.secret)
    (visit,) = await visits(world.hana)
    assert (await client.get("/me")).status_code == 200

    ended = await world.dev.post(f"/support-visits/{visit['id']}/end")
    again = await world.hana.post(f"/support-visits/{visit['id']}/end")

    assert (ended.status_code, ended.json()["is_on"]) == (200, False)
    assert again.json()["ended_at"] == ended.json()["ended_at"]
    assert is_dead(await client.get("/me"))
    assert (await signs_in(world.app, visitor.email)).status_code == 401
    told = [line["action"] for line in (await world.hana.get("/audit")).json()["items"]]
    assert told.count("support.ended") == 1


async def test_a_link_is_worth_nothing_once_its_visit_is_over(world: World, clock: Clock) -> None:
    """Take out: `expires_at` in visiting.let_in; the links in visiting._shut."""
    soon = (await let_in(world.hana, ends_at=(NOW + timedelta(hours=1)).isoformat())).json()
    ended = (await let_in(world.hana)).json()
    await world.hana.post(f"/support-visits/{ended['visit']['id']}/end")
    clock.instant = NOW + timedelta(hours=1)

    for one in (soon, ended):
        secret = one["url"].rsplit("/", 1)[1]
        taken = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})
        assert taken.status_code == 404


async def test_the_same_person_may_be_let_in_again(world: World, clock: Clock) -> None:
    visitor = await a_visitor(world.hana)
    clock.instant = ENDS + timedelta(minutes=1)
    tidy_up(world.database, clock.instant)

    url = (await let_in(world.hana, email=visitor.email, ends_at=(ENDS + timedelta(hours=1)).isoformat())).json()["url"]
    taken = await browser(world.app).post(f"/invitations/{url.rsplit('/', 1)[1]}/accept", json={"password": PASSWORD})
    strong(world.database, taken.cookies[COOKIE])

    assert (await browser(world.app, taken.cookies[COOKIE]).get("/school")).status_code == 200
    assert is_dead(await browser(world.app, visitor.secret).get("/me"))
    assert [one["is_on"] for one in await visits(world.hana)] == [True, False]


async def test_the_worker_shuts_what_has_run_out_and_nothing_that_is_on(world: World) -> None:
    """Take out: visiting.close_over in worker.tidy_up, or `still` in it."""
    over, on = await a_visitor(world.hana), await a_visitor(world.hana)
    (first,) = [one for one in await visits(world.hana) if one["email"] == over.email]
    with world.database.writing(world.hana.scope) as session:
        mine = col(SupportVisit.id) == UUID(str(first["id"]))
        session.execute(update(SupportVisit).where(mine).values(ends_at=NOW + timedelta(minutes=30)))

    tidy_up(world.database, NOW + timedelta(hours=1))

    with world.database.reading(NOBODY) as session:
        doors = {
            email: session.exec(
                select(Membership.is_active).join(Account, col(Account.id) == Membership.account_id).where(
                    Account.email == email
                )
            ).one()
            for email in (over.email, on.email)
        }  # fmt: skip
    assert doors == {over.email: False, on.email: True}


# ---- support of several schools ----------------------------------------------------------------------------


async def test_support_of_two_schools_is_in_each_as_long_as_each_lets_it(world: World) -> None:
    """Take out: `is_shut_out` in routes.switch_school."""
    visitor = await a_visitor(world.hana)
    url = (await let_in(world.eve, email=visitor.email)).json()["url"]
    taken = await browser(world.app).post(f"/invitations/{url.rsplit('/', 1)[1]}/accept", json={"password": PASSWORD})
    assert taken.status_code == 200, taken.text
    client = browser(world.app, visitor.secret)
    (in_cedar,) = await visits(world.eve)

    moved = await client.post("/me/school", json={"school_id": str(world.cedar_id)})
    assert (moved.status_code, moved.json()["roles"]) == (200, ["support"])
    await client.get("/years")
    assert await asked(world.eve) == [("list_years", 200)], "Cedar's log has what was asked of Cedar"
    await client.post("/me/school", json={"school_id": str(world.birch_id)})
    await world.eve.post(f"/support-visits/{in_cedar['id']}/end")

    assert (await client.post("/me/school", json={"school_id": str(world.cedar_id)})).status_code == 404
    assert (await client.get("/school")).json()["name"] == "Birch School"


async def test_another_schools_visit_is_not_there(world: World) -> None:
    """Take out: the school in visiting.end."""
    made = (await let_in(world.hana)).json()["visit"]["id"]

    assert (await world.eve.post(f"/support-visits/{made}/end")).status_code == 404
    assert await visits(world.eve) == []


async def test_an_account_of_another_school_is_let_in_by_its_own_password_alone(world: World) -> None:
    """Take out: `knows_password` in actions.accept_invitation."""
    nia = await nia_of(world)
    url = (await let_in(world.eve, email=nia.email)).json()["url"]
    secret = url.rsplit("/", 1)[1]

    guessed = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": "a wrong one of five"})
    known = await browser(world.app).post(f"/invitations/{secret}/accept", json={"password": PASSWORD})

    assert (guessed.status_code, known.status_code) == (401, 200)
    assert (await nia.client.get("/me")).json()["roles"] == ["teacher"]
