"""The standing cast. Hollin Trust has Birch School (Amina, Ben, Chloe, Dev, ...) and Cedar School (Eve).

Each test gets a trust of its own, so tests never see one another: that is tenancy at work.
"""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from fastapi import FastAPI

from app.db.session import Database
from app.identity import actions, queries
from app.identity.tables import Account, Membership, MembershipRole, School, SignInSession, Staff, Trust
from app.kernel.actor import NOBODY, Actor, Role, Scope

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""A Monday in half-term 2, eight in the morning: the clock of every test that does not set its own."""

SECRET_KEY = "a-secret-key-for-tests-only-0123456789-abcdefghij"


class Clock:
    """The clock of the app under test: stands at NOW until a test moves it."""

    def __init__(self) -> None:
        self.instant = NOW

    def __call__(self) -> datetime:
        return self.instant


BIRCH = {
    "amina": ([Role.TEACHER], "Maths"),
    "ben": ([Role.TEACHER], "PE"),
    "chloe": ([Role.TEACHER], "SEN"),
    "frank": ([Role.TEACHER], "Art"),
    "grace": ([Role.TEACHER, Role.COVER_LEAD], "Music"),
    "hana": ([Role.TEACHER, Role.CPD_LEAD], "English"),
    "dev": ([Role.HEAD], "Leadership"),
}
CEDAR = {"eve": ([Role.TEACHER, Role.CPD_LEAD, Role.HEAD], "Science"), "fay": ([Role.TEACHER], "Drama")}


@dataclass
class Person:
    name: str
    actor: Actor
    person_id: UUID
    secret: str
    app: FastAPI
    _client: httpx.AsyncClient | None = field(default=None, repr=False)

    @property
    def staff_id(self) -> UUID:
        return self.actor.staff_id

    @property
    def scope(self) -> Scope:
        return self.actor.scope

    @property
    def client(self) -> httpx.AsyncClient:
        """A browser that is signed in as this person."""
        if self._client is None:
            self._client = browser(self.app, self.secret)
        return self._client

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.client.get(path, **more)

    async def post(self, path: str, json: Any = None, *, key: str | None = None, **more: Any) -> httpx.Response:
        """Post with a fresh Idempotency-Key unless *key* is given."""
        headers = {"Idempotency-Key": key or str(uuid4())} | more.pop("headers", {})
        return await self.client.post(path, json=json, headers=headers, **more)

    async def put(self, path: str, json: Any, *, version: int | None) -> httpx.Response:
        """Put with If-Match, or without when *version* is None."""
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return await self.client.put(path, json=json, headers=headers)


def browser(app: FastAPI, secret: str | None = None) -> httpx.AsyncClient:
    """A browser on our own origin; signed in when it has a session's *secret*."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
        base_url="https://kenkyu.test/api",
        headers={"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin"},
        cookies={"__Host-kenkyu": secret} if secret else None,
    )


@dataclass
class World:
    """One test's trust: `world.amina`, `world.eve`, `world.birch_id`."""

    app: FastAPI
    database: Database
    trust_id: UUID
    birch_id: UUID
    cedar_id: UUID
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def everyone(self) -> list[Person]:
        return list(self.people.values())


def make_world(app: FastAPI) -> World:
    """Two schools of one trust with their people, stored and signed in."""
    database: Database = app.state.database
    with database.writing(NOBODY) as session:
        trust = Trust(name=f"Hollin Trust {uuid4().hex}")
        session.add(trust)
        session.flush()
        birch = School(trust_id=trust.id, name="Birch School", created_at=NOW)
        cedar = School(trust_id=trust.id, name="Cedar School", created_at=NOW)
        session.add_all([birch, cedar])
        trust_id, birch_id, cedar_id = trust.id, birch.id, cedar.id
    people = many_people(app, birch_id, trust_id, BIRCH) | many_people(app, cedar_id, trust_id, CEDAR)
    return World(app, database, trust_id, birch_id, cedar_id, people)


def many_people(
    app: FastAPI, school_id: UUID, trust_id: UUID | None, cast: dict[str, tuple[list[Role], str]]
) -> dict[str, Person]:
    """What `a_person` makes, for all of *cast* in one transaction: most tests begin so, and there are thousands."""
    now, people, rows = app.state.now(), {}, []
    for name, (roles, department) in cast.items():
        tag, secret = uuid4().hex[:8], secrets.token_urlsafe(32)
        account = Account(email=f"{name}.{uuid4().hex}@birch.example", created_at=NOW)
        staff = Staff(
            school_id=school_id, code=f"{name[:3].upper()}{tag}", name=name.capitalize(), email=account.email,
            department=department, created_at=NOW, account_id=account.id, person_id=account.person_id,
        )  # fmt: skip
        opened = SignInSession(
            account_id=account.id, school_id=school_id, kind="browser", secret_hash=actions.hash_of(secret),
            device="test", created_at=now, last_seen_at=now, expires_at=now + actions.BROWSER_LIFETIME,
        )  # fmt: skip
        rows += [account, staff, opened, Membership(account_id=account.id, school_id=school_id, staff_id=staff.id)]
        rows += [MembershipRole(account_id=account.id, school_id=school_id, role=role) for role in roles]
        actor = Actor(account.id, opened.id, school_id, staff.id, frozenset(roles), trust_id, now.date())
        people[name] = Person(name, actor, staff.person_id, secret, app)
    with app.state.database.writing(Scope(school_id, trust_id)) as session:
        for kind in (Account, Staff, Membership, MembershipRole, SignInSession):
            session.add_all([row for row in rows if type(row) is kind])
            session.flush()
    return people


def a_person(
    app: FastAPI, school_id: UUID, trust_id: UUID | None, name: str, roles: list[Role], department: str = "",
    *, fte_percent: int = 100,
) -> Person:  # fmt: skip
    """Somebody of the school who can sign in and is signed in."""
    database: Database = app.state.database
    tag = uuid4().hex[:8]
    with database.writing(Scope(school_id, trust_id)) as session:
        account = Account(email=f"{name}.{uuid4().hex}@birch.example", created_at=NOW)
        staff = Staff(
            school_id=school_id, code=f"{name[:3].upper()}{tag}", name=name.capitalize(), email=account.email,
            department=department, fte_percent=fte_percent, created_at=NOW,
        )  # fmt: skip
        session.add_all([account, staff])
        session.flush()
        actions.open_door(session, account, staff, roles)
        opened, secret = actions.open_session(session, account.id, "test", app.state.now())
        actor = queries.signed_in_by_id(session, opened.id, app.state.now())
        return Person(name, actor, staff.person_id, secret, app)
