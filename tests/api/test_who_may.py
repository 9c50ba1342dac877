"""Promise 25: every operation for every kind of person is as policy.csv says, and no operation is without its line.

policy.csv is the oracle, thought out from DOMAIN (R_VIS, R_MUTUAL_CONSENT) and the contract, not made from policy.py.
Its words: `yes` (2xx), `sign in` (401), `forbidden` (403: may know of it, may not do it), `hidden` (404: as if it were
not there), `rule` (409: may do such things, but not this one now).
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from build import a_timetable, a_year
from cast import World, a_person, browser
from fastapi import APIRouter, FastAPI
from live import cheap_passwords
from operations import (
    CALLS,
    PASSWORD,
    Cast,
    a_guest,
    a_visitor,
    an_invitation,
    one_of_everything,
    operation,
    send,
    version_path,
)
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app import main
from app.db import faults
from app.db.session import Database, KenkyuSession
from app.identity import policy
from app.identity.tables import Account
from app.kernel.actor import NOBODY, Role, Scope
from app.settings import Settings

POLICY = Path(__file__).parents[1] / "policy.csv"
WORDS = {401: "sign in", 403: "forbidden", 404: "hidden", 409: "rule"}
KEEPS = {"sign_in", "issue_token", "accept_invitation", "switch_school"}
"""Operations of several transactions, which need what the first one stored."""


def lines() -> dict[str, dict[str, str]]:
    with POLICY.open(newline="") as file:
        return {row.pop("operation"): row for row in csv.DictReader(file)}


class DryDatabase(Database):
    """Does everything but keep it: so every cell of the matrix is asked of the same school, whatever came before."""

    @contextmanager
    def writing(self, scope: Scope, *, always: bool = False) -> Iterator[Session]:
        del always  # this installation is never read-only
        with (
            self._writer,
            KenkyuSession(self._writing_engine, expire_on_commit=False, info={"scope": scope}) as session,
        ):
            try:
                yield session
                session.flush()
            except IntegrityError as error:
                raise faults.refusal_of(error) from error
            finally:
                session.rollback()


@dataclass(frozen=True, slots=True)
class Caller:
    role: str
    secret: str | None
    own_session: str


async def callers(world: World, things: dict[str, str]) -> list[Caller]:
    """One of each kind of person, in the order of the columns."""
    trust_lead = a_person(world.app, world.birch_id, world.trust_id, "tara", [Role.TRUST_LEAD])
    other_group = await world.frank.post(
        "/groups",
        {"name": "Others", "focus": "Art", "facilitator_id": str(world.frank.staff_id),
         "member_ids": [str(one.staff_id) for one in (world.frank, world.grace, world.dev)]},
    )  # fmt: skip
    guests = [await a_guest(host, group) for host, group in (
        (world.amina, things["group"]), (world.frank, other_group.json()["id"]),
    )]  # fmt: skip
    secrets = {
        "nobody": None, "teacher": world.frank.secret, "member": world.chloe.secret, "facilitator": world.amina.secret,
        "coverer": world.ben.secret, "cpd_lead": world.hana.secret, "cover_lead": world.grace.secret,
        "head": world.dev.secret, "trust_lead": trust_lead.secret, "guest": guests[0].secret,
        "other_guest": guests[1].secret, "other_school": world.eve.secret,
        "support": (await a_visitor(world.hana)).secret,
    }  # fmt: skip
    give_passwords(world)
    return [Caller(role, secret, await _session_of(world, secret, things)) for role, secret in secrets.items()]


def give_passwords(world: World) -> None:
    """Everybody here has PASSWORD now: who changes theirs says the present one."""
    password_hash = world.app.state.passwords.hash(PASSWORD)
    with world.database.writing(NOBODY) as session:
        session.execute(update(Account).where(col(Account.password_hash).is_(None)).values(password_hash=password_hash))


async def _session_of(world: World, secret: str | None, things: dict[str, str]) -> str:
    if secret is None:
        return things["session"]
    return str((await browser(world.app, secret).get("/sessions")).json()["items"][0]["id"])


READ_BY_LEADS = ("/fairs/", "/class-exceptions/", "/outside-sources/", "/webhooks/")
"""What teachers do not read: a fair that is being planned, and what stands beside the timetable."""


async def versions(world: World, things: dict[str, str]) -> dict[str, str]:
    """The ETag of everything that can be edited, by line."""
    found = {}
    for line, call in CALLS.items():
        if (path := version_path(call)) is not None:
            reader = world.hana if path.startswith(READ_BY_LEADS) else world.amina
            read = await reader.get(path.format(**things))
            found[line] = read.headers["ETag"].strip('"')
    return found


async def ask(caller: Caller, world: World, line: str, things: dict[str, str], version: str) -> str:
    """What *caller* is answered, in a word of policy.csv."""
    real, app = world.database, world.app
    call, things = CALLS[line], things | {"own_session": caller.own_session}
    if operation(line) == "accept_invitation":
        things["secret"] = await an_invitation(world.hana)
    if caller.role == "other_school" and line == "switch_school":
        things["school"] = str(world.cedar_id)
    app.state.database = real if operation(line) in KEEPS else DryDatabase(real.engine)
    app.state.now.instant = call.at
    try:
        # A browser of its own each time: signing in as somebody else must not change who the next line is asked by.
        answer = await send(browser(app, caller.secret), call, things, version=version)
    finally:
        app.state.database = real
    # Who comes back from a provider is led on to a screen, whatever is said there.
    led_on = answer.status_code == 303
    return (
        "yes"
        if answer.is_success or led_on
        else WORDS.get(answer.status_code, f"{answer.status_code} {answer.text[:200]}")
    )


@pytest.mark.usefixtures("clock")
async def test_who_may_is_as_the_policy_says(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out: any `require_...` of an access.py, e.g. `access.require_member` in study.actions.schedule; any role
    of a line in identity/policy.py."""
    cheap_passwords(monkeypatch)
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="birch", fair_word="fair"
    )
    await a_working_cedar(world)
    somebody = a_person(world.app, world.birch_id, world.trust_id, "sam", [Role.TEACHER])
    things["session"] = (await somebody.get("/sessions")).json()["items"][0]["id"]
    everybody, etags = await callers(world, things), await versions(world, things)

    differences = []
    for line, wanted in lines().items():
        for caller in everybody:
            found = await ask(caller, world, line, things, etags.get(line, "1"))
            if found != wanted[caller.role]:
                differences.append(f"{line}, {caller.role}: policy.csv {wanted[caller.role]!r}, the product {found!r}")

    assert not differences, "\n".join(differences)


async def a_working_cedar(world: World) -> None:
    """Eve has a year, a timetable and minutes of her own: what she is refused is not for want of those."""
    await a_year(world.eve)
    a_timetable(world, [(world.eve, "Monday", "P1", "7A", "Science", "S1")], by=world.eve)
    given = await a_person(
        world.app, world.cedar_id, world.trust_id, "abe", [Role.CPD_LEAD]
    ).post("/allocations", {"rule": "full"})  # fmt: skip
    assert given.status_code == 201, given.text


# ---- no operation without a line ---------------------------------------------------------------------


def test_every_operation_has_its_line_and_every_line_its_cells(app: FastAPI) -> None:
    """Take out: any line of policy.csv, or a cell of it."""
    operations = {found["operationId"] for item in app.openapi()["paths"].values() for found in item.values()}

    assert {operation(line) for line in lines()} == operations
    assert set(lines()) == set(CALLS)
    assert [
        line
        for line, cells in lines().items()
        if len(cells) != 13 or not set(cells.values()) <= {"yes", *WORDS.values()}
    ] == []


@pytest.mark.parametrize("name", ["read_me", "log_cover", "read_health"])
def test_the_app_does_not_start_when_an_operation_has_no_line(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: the call of `_require_a_policy_line_each` in main.create_app."""
    for lists in ("DOORS", "PUBLIC"):
        monkeypatch.setattr(policy, lists, {line: how for line, how in getattr(policy, lists).items() if line != name})

    with pytest.raises(RuntimeError, match=name):
        main.create_app(settings)


def test_the_app_does_not_start_with_a_route_that_nobody_thought_about(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: as above."""
    fresh = APIRouter()

    @fresh.get("/notes")
    def read_all_notes() -> list[Any]:
        return []

    monkeypatch.setattr(main, "ROUTERS", (*main.ROUTERS, fresh))

    with pytest.raises(RuntimeError, match="read_all_notes"):
        main.create_app(settings)


# ---- what the matrix cannot say: fields ------------------------------------------------------------------


async def test_leaders_see_what_is_needed_and_never_who_was_asked_or_said_no(world: World) -> None:
    """R_MUTUAL_CONSENT. Take out: `may_see_ask` in cover.queries.out."""
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="birch", fair_word="fair"
    )
    await world.ben.post(f"/cover-slots/{things['slot_offered']}/decline")

    for leader in (world.hana, world.grace, world.dev):
        slots = (await leader.get("/cover-slots")).json()["items"]
        slots.append((await leader.get(f"/cover-slots/{things['slot_offered']}")).json())
        rounds = (await leader.get(f"/rounds/{things['round']}")).json()
        slots += [one["cover"] for one in rounds.get("observations", []) if one["cover"]]
        assert [slot["asks"] for slot in slots if slot["asks"]] == []
    seen = (await world.amina.get(f"/cover-slots/{things['slot_offered']}")).json()["asks"]
    assert [(one["name"], one["state"]) for one in seen] == [("Ben", "declined")]


async def test_colleagues_see_names_and_leads_see_addresses_and_roles(world: World) -> None:
    """Take out: `keeps` in identity.routes._staff_out."""
    for reader, sees in ((world.frank, False), (world.grace, False), (world.hana, True), (world.dev, True)):
        found = (await reader.get(f"/staff/{world.amina.staff_id}")).json()

        assert (found["email"] is not None, found["roles"] != []) == (sees, sees), reader.name
