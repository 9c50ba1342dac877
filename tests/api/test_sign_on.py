"""Promise 37: single sign-on believes a real provider, about whom it was asked, once; and nobody by an e-mail address."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
import pytest
from cast import Person, World, make_world
from fastapi import FastAPI
from known import an_invitation_for, is_dead
from oidc_idp import TENANT, Idp, identity_provider
from operations import PASSWORD
from sqlmodel import select

from app.identity.tables import Account, SignInSession
from app.kernel.actor import NOBODY, Role
from app.sign_on import queries

ORIGIN = "https://kenkyu.test"
FROM_THERE = {"Sec-Fetch-Site": "cross-site", "X-Kenkyu": ""}
"""How a browser comes back: a link of another site, without our script."""


@pytest.fixture(scope="module")
def idp() -> Iterator[Idp]:
    with identity_provider(ORIGIN) as one:
        yield one


@pytest.fixture
def here(app: FastAPI, idp: Idp) -> Iterator["Here"]:
    """Today, by the provider's clock and ours, at a school that takes people of birch.example."""
    before = app.state.sign_on
    app.state.now.instant = datetime.now(UTC)
    app.state.sign_on = idp.providers(ORIGIN)
    yield Here(app, idp, make_world(app))
    app.state.sign_on = before


@dataclass
class Here:
    app: FastAPI
    idp: Idp
    world: World
    tag: str = field(default_factory=lambda: uuid4().hex[:8])

    @property
    def domain(self) -> str:
        return f"birch-{self.tag}.example"

    def browser(self) -> httpx.AsyncClient:
        """Somebody's browser at an address of this test's own: what fails here is not counted for other tests."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False, client=(f"test {self.tag}", 1))
        headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin"}
        return httpx.AsyncClient(transport=transport, base_url=f"{ORIGIN}/api", headers=headers)

    async def takes(
        self, lead: Person | None = None, directory: str = "", provider: str = "google", **more: Any
    ) -> str:
        wish = {"provider": provider, "directory": directory or self.domain} | more
        answer = await (lead or self.world.hana).post("/sign-on-directories", wish)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def somebody(self, name: str = "", **claims: Any) -> str:
        """An account at the provider, of the school's directory unless *claims* say otherwise."""
        sub = f"{name or 'somebody'}-{uuid4().hex[:8]}"
        claims = {"hd": self.domain, "email": f"{sub}@{self.domain}"} | claims
        return self.idp.person(sub, **claims)

    async def links(self, person: Person, sub: str = "", provider: str = "google") -> str:
        """*person*, signed in, links their account at the provider."""
        sub = sub or self.somebody(person.name)
        answer = await self.goes(person.client, sub, provider, path=f"/me/sign-on/{provider}/begin")
        assert where(answer) == "/me/sign-on", where(answer)
        return sub

    async def out(self, client: httpx.AsyncClient, provider: str = "google", *, path: str = "", **body: Any) -> str:
        answer = await client.post(path or f"/sign-on/{provider}/begin", json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["address"])

    async def back(self, client: httpx.AsyncClient, said: dict[str, str], provider: str = "google") -> httpx.Response:
        return await client.get(f"/sign-on/{provider}/callback", params=said, headers=FROM_THERE)

    async def goes(
        self, client: httpx.AsyncClient, sub: str, provider: str = "google", *, path: str = "", **body: Any
    ) -> httpx.Response:
        """Out and back, as a browser does it."""
        address = await self.out(client, provider, path=path, **body)
        return await self.back(client, self.idp.browser().goes(address, chooses=sub), provider)


def where(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def is_refused(answer: httpx.Response, word: str) -> bool:
    """Led to the page to sign in, and no session opened."""
    return where(answer) == f"/sign-in?problem={word}" and "__Host-kenkyu" not in answer.cookies


def is_answer(answer: httpx.Response, status: int, problem: str) -> bool:
    return (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")


def changed(address: str, **parts: str) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} | parts
    return f"{address.split('?')[0]}?{urlencode(query)}"


# ---- coming in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", ["google", "microsoft"])
async def test_who_is_linked_comes_in_and_ends_it_again(here: Here, provider: str) -> None:
    """Take out: `means="sign_on"` in sign_on.actions.enter."""
    await here.takes(provider=provider, directory=TENANT if provider == "microsoft" else "")
    sub = await here.links(here.world.amina, provider=provider)
    client = here.browser()

    answer = await here.goes(client, sub, provider)

    assert where(answer) == "/"
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-kenkyu="))
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert (await client.get("/me")).json()["account_id"] == str(here.world.amina.actor.account_id)
    sessions = (await client.get("/sessions")).json()["items"]
    assert [one["means"] for one in sessions if one["is_current"]] == ["sign_on"]
    await client.post("/sessions/end-all")
    assert is_dead(await client.get("/me"))


async def test_seven_that_are_not_who_they_say_are_refused(here: Here) -> None:
    """Take out: any of `_require_meant_for_us`, `_issuer`, `_require_proven_address` in sign_on.id_tokens; the state in
    `come_back`; `queries.directory(...) is None` in the routes."""
    await here.takes()
    await here.takes(here.world.eve, "cedar-" + here.domain)
    email = f"amina@{here.domain}"
    sub = await here.links(here.world.amina, here.somebody("amina", email=email))
    refused = {}

    async def tried(name: str, **parts: str) -> httpx.Response:
        client = here.browser()
        address = changed(await here.out(client), **parts)
        said = here.idp.browser().goes(address, chooses=sub)
        refused[name] = await here.back(client, said | ({"state": "x" * 43} if name == "state" else {}))
        return refused[name]

    await tried("state")
    await tried("nonce", nonce="another-nonce-of-somebody-else")
    here.idp.twist(aud="another-client")
    await tried("aud")
    here.idp.twist(iss="https://accounts.google.com")
    await tried("iss")
    client = here.browser()
    said = here.idp.browser().goes(await here.out(client), chooses=sub)
    assert where(await here.back(client, said)) == "/"
    address = await here.out(client)
    fresh = parse_qs(urlsplit(address).query)["state"][0]
    refused["code used again"] = await here.back(client, said | {"state": fresh})
    here.idp.person(sub, hd=here.domain, email=email, email_verified=False)
    await tried("unverified")
    other = here.somebody("amina", hd="cedar-" + here.domain, email=email)
    refused["same e-mail elsewhere"] = await here.goes(here.browser(), other)

    words = {name: where(answer).partition("=")[2] for name, answer in refused.items()}
    assert words == {
        "state": "lost", "nonce": "broken", "aud": "broken", "iss": "broken", "code used again": "broken",
        "unverified": "unproven", "same e-mail elsewhere": "not-linked",
    }  # fmt: skip
    assert all("__Host-kenkyu" not in answer.cookies for answer in refused.values())


async def test_an_answer_counts_once_and_in_the_browser_in_which_it_was_asked_for(here: Here) -> None:
    """Take out: `used_at.is_(None)`, `browser_hash ==`, `expires_at >` or `provider ==` in come_back, each alone."""
    await here.takes()
    sub = await here.links(here.world.amina)
    client = here.browser()
    said = here.idp.browser().goes(await here.out(client), chooses=sub)

    stranger = here.browser()
    await here.out(stranger)
    assert is_refused(await here.back(stranger, said), "lost")
    assert is_refused(await here.back(here.browser(), said), "lost")
    kept = dict(client.cookies)
    assert where(await here.back(client, said)) == "/"
    again = here.browser()
    again.cookies.update({name: value for name, value in kept.items() if name == "__Host-kenkyu-sign-on"})
    assert is_refused(await here.back(again, said), "lost")

    other_one = here.idp.browser().goes(await here.out(client := here.browser()), chooses=sub)
    assert is_refused(await here.back(client, other_one, "microsoft"), "lost")
    too_late = here.idp.browser().goes(await here.out(client := here.browser()), chooses=sub)
    here.app.state.now.instant += timedelta(minutes=10)
    assert is_refused(await here.back(client, too_late), "lost")


async def test_of_eight_answers_at_once_one_counts(here: Here) -> None:
    """Take out: the UPDATE of come_back, for a SELECT and a row set afterwards."""
    await here.takes()
    sub = await here.links(here.world.amina)
    client = here.browser()
    said = here.idp.browser().goes(await here.out(client), chooses=sub)
    cookies = dict(client.cookies)
    clients = [here.browser() for _ in range(8)]
    for one in clients:
        one.cookies.update(cookies)

    answers = await asyncio.gather(*(here.back(one, said) for one in clients))

    assert sorted(where(answer) for answer in answers) == ["/"] + ["/sign-in?problem=lost"] * 7


async def test_the_code_is_worth_nothing_without_what_the_server_kept(here: Here) -> None:
    """Take out: `code_verifier` in Providers.said (the provider then refuses everybody), or `code_challenge` in
    Providers.address."""
    await here.takes()
    sub = await here.links(here.world.amina)
    client = here.browser()
    address = changed(await here.out(client), code_challenge="A" * 43)

    assert is_refused(await here.back(client, here.idp.browser().goes(address, chooses=sub)), "broken")


async def test_a_browser_is_led_only_where_we_say(here: Here) -> None:
    """Take out: nothing can be: no path is read from a query. It holds against one that is brought in."""
    await here.takes()
    sub = await here.links(here.world.amina)
    client = here.browser()
    said = here.idp.browser().goes(await here.out(client), chooses=sub)
    ways = dict.fromkeys(("next", "to", "redirect", "redirect_uri", "return_to"), "https://evil.example/")

    assert where(await here.back(client, said | ways)) == "/"
    cancelled = here.idp.browser().goes(await here.out(client := here.browser()), chooses="")
    assert cancelled["error"] == "access_denied"
    assert is_refused(await here.back(client, cancelled | ways), "broken")


@pytest.mark.parametrize(
    "claims", [{}, {"hd": "gmail.com"}, {"hd": "birch.example.evil.example"}, {"hd": ["birch.example"]}, {"hd": ""}]
)
async def test_whose_directory_the_school_does_not_take_is_refused_although_linked(
    here: Here, claims: dict[str, Any]
) -> None:
    """Take out: `queries.directory` in `_enter` of the routes."""
    await here.takes()
    sub = await here.links(here.world.amina)
    here.idp.person(sub, email=f"amina@{here.domain}", **claims)

    assert is_refused(await here.goes(here.browser(), sub), "directory")


async def test_who_was_taken_in_and_has_left_is_refused(here: Here) -> None:
    """Take out: `col(Membership.is_active)` in queries.open_schools."""
    await here.takes()
    sub = await here.links(here.world.amina)
    amina = (await here.world.hana.get(f"/staff/{here.world.amina.staff_id}")).json()
    wish = {name: amina[name] for name in ("code", "name", "email", "department", "fte_percent", "regime")}
    left = await here.world.hana.put(f"/staff/{here.world.amina.staff_id}", wish | {"is_active": False}, version=1)
    assert left.status_code == 200, left.text

    assert is_refused(await here.goes(here.browser(), sub), "directory")


async def test_a_second_factor_at_the_provider_counts_when_it_or_the_school_says_so(here: Here) -> None:
    """Take out: `asks_factor or said.is_strong` in actions.enter."""
    await here.takes()
    weak, strong = await here.links(here.world.amina), await here.links(here.world.ben)
    here.idp.person(strong, hd=here.domain, email=f"b@{here.domain}", amr=["pwd", "otp"])
    asked = "asking-" + here.domain
    await here.takes(directory=asked, asks_second_factor=True)
    third = await here.links(here.world.chloe, here.somebody("chloe", hd=asked))

    for sub in (weak, strong, third):
        assert where(await here.goes(here.browser(), sub)) == "/"

    with here.world.database.reading(NOBODY) as session:
        by_sign_on = session.exec(select(SignInSession).where(SignInSession.means == "sign_on")).all()
    found = {row.account_id: row.is_strong for row in by_sign_on}
    people = (here.world.amina, here.world.ben, here.world.chloe)
    assert [found[person.actor.account_id] for person in people] == [False, True, True]


# ---- invitations ---------------------------------------------------------------------------------


async def test_an_invitation_is_taken_without_a_password_and_leads_in_again(here: Here) -> None:
    """Take out: `link` in actions.accept_invitation."""
    await here.takes()
    secret = await an_invitation_for(here.world.hana, f"nia.{here.tag}@birch.example")
    sub = here.somebody("nia")
    client = here.browser()

    assert where(await here.goes(client, sub, invitation=secret)) == "/"

    me = (await client.get("/me")).json()
    assert me["email"] == f"nia.{here.tag}@birch.example"
    mine = (await client.get("/me/sign-on")).json()
    assert (len(mine["linked"]), mine["has_password"]) == (1, False)
    await client.post("/sign-out")
    assert where(await here.goes(again := here.browser(), sub)) == "/"
    assert (await again.get("/me")).json()["account_id"] == me["account_id"]
    assert is_answer(await here.browser().get(f"/invitations/{secret}"), 404, "not-found")
    assert (await here.browser().post("/sign-in", json={"email": me["email"], "password": ""})).status_code == 401


async def test_an_invitation_takes_no_account_that_is_not_the_invited_persons(here: Here) -> None:
    """Take out: `raise InvitationForAnother` in sign_on.actions.accept_invitation; `opens_another_school` in the
    condition of identity.actions.accept_invitation (a password for who has none)."""
    await here.takes()
    await here.takes(here.world.eve, "cedar-" + here.domain)
    nia = f"nia.{here.tag}@birch.example"
    secret = await an_invitation_for(here.world.hana, nia)
    sub = here.somebody("nia")
    assert where(await here.goes(here.browser(), sub, invitation=secret)) == "/"
    by_eve = await an_invitation_for(here.world.eve, nia)

    with_password = await here.browser().post(f"/invitations/{by_eve}/accept", json={"password": PASSWORD})
    eves = here.somebody("eve", hd="cedar-" + here.domain, email=nia)
    by_eves_own = await here.goes(here.browser(), eves, invitation=by_eve)
    outside = await here.goes(here.browser(), here.somebody("nia"), invitation=by_eve)

    assert is_answer(with_password, 401, "invitation/other-password")
    assert is_refused(by_eves_own, "invitation")
    assert is_refused(outside, "directory")
    with here.world.database.reading(NOBODY) as session:
        assert session.exec(select(Account.password_hash).where(Account.email == nia)).one() is None


async def test_another_persons_account_at_the_provider_takes_no_invitation(here: Here) -> None:
    """Take out: `known.account_id != account.id` in actions.accept_invitation."""
    await here.takes()
    amina = await here.links(here.world.amina)
    secret = await an_invitation_for(here.world.hana, f"nia.{here.tag}@birch.example")

    assert is_refused(await here.goes(here.browser(), amina, invitation=secret), "invitation")
    assert (await here.browser().get(f"/invitations/{secret}")).status_code == 200


# ---- linking -------------------------------------------------------------------------------------


async def test_linking_takes_the_password_or_a_young_session(here: Here) -> None:
    """Take out: the call of `_require_proof` in begin_my_sign_on, or in unlink_my_sign_on."""
    await here.takes()
    await here.links(here.world.amina)
    mine = (await here.world.amina.get("/me/sign-on")).json()
    one = mine["linked"][0]["id"]
    assert not mine["asks_password"]
    here.app.state.now.instant += timedelta(minutes=11)
    _give_password(here, here.world.amina)
    begin, unlink = "/me/sign-on/google/begin", f"/me/sign-on/linked/{one}/unlink"

    for path in (begin, unlink):
        for proof in ({}, {"password": "not the password"}):
            assert is_answer(await here.world.amina.post(path, proof), 403, "sign-on/not-fresh")
    assert (await here.world.amina.get("/me/sign-on")).json()["asks_password"]
    assert (await here.world.amina.post(begin, {"password": PASSWORD})).status_code == 200
    assert (await here.world.amina.post(unlink, {"password": PASSWORD})).status_code == 204
    for _ in range(8):
        await here.world.amina.post(begin, {"password": "not the password"})
    assert (await here.world.amina.post(begin, {"password": PASSWORD})).status_code == 429


async def test_one_account_at_the_provider_is_one_persons(here: Here) -> None:
    """Take out: `raise LinkedElsewhere` in actions.link (the database then says it, as 500)."""
    await here.takes()
    amina = await here.links(here.world.amina)

    taken = await here.goes(here.world.ben.client, amina, path="/me/sign-on/google/begin")
    second = await here.goes(here.world.amina.client, here.somebody("amina"), path="/me/sign-on/google/begin")
    again = await here.goes(here.world.amina.client, amina, path="/me/sign-on/google/begin")

    assert [where(one) for one in (taken, second)] == ["/me/sign-on?problem=elsewhere"] * 2
    assert where(again) == "/me/sign-on"
    assert (await here.world.ben.get("/me/sign-on")).json()["linked"] == []
    assert len((await here.world.amina.get("/me/sign-on")).json()["linked"]) == 1


async def test_a_link_is_made_only_for_who_is_still_signed_in(here: Here) -> None:
    """Take out: `actor.account_id != returned.account_id` in `_finished`."""
    await here.takes()
    mallory = here.somebody("mallory")
    address = await here.out(here.world.amina.client, path="/me/sign-on/google/begin")
    said = here.idp.browser().goes(address, chooses=mallory)
    way_out = here.world.amina.client.cookies["__Host-kenkyu-sign-on"]
    here.world.ben.client.cookies.set("__Host-kenkyu-sign-on", way_out)

    assert where(await here.back(here.world.ben.client, said)) == "/me/sign-on?problem=lost"
    for person in (here.world.amina, here.world.ben):
        assert (await person.get("/me/sign-on")).json()["linked"] == []


async def test_nobody_locks_themselves_out_and_unlinking_ends_what_it_opened(here: Here) -> None:
    """Take out: `raise OnlyWayIn`; `end_those_by_sign_on` in actions.unlink."""
    await here.takes()
    sub = await here.links(here.world.amina)
    one = (await here.world.amina.get("/me/sign-on")).json()["linked"][0]["id"]
    path = f"/me/sign-on/linked/{one}/unlink"
    assert where(await here.goes(by_sign_on := here.browser(), sub)) == "/"

    assert is_answer(await here.world.amina.post(path, {}), 409, "sign-on/only-way-in")
    assert is_answer(await here.world.ben.post(path, {}), 404, "not-found")
    _give_password(here, here.world.amina)
    assert (await here.world.amina.post(path, {})).status_code == 204

    assert is_dead(await by_sign_on.get("/me"))
    assert (await here.world.amina.get("/me")).status_code == 200
    assert is_refused(await here.goes(here.browser(), sub), "not-linked")


def _give_password(here: Here, person: Person) -> None:
    password_hash = here.app.state.passwords.hash(PASSWORD)
    with here.world.database.writing(NOBODY) as session:
        session.exec(select(Account).where(Account.id == person.actor.account_id)).one().password_hash = password_hash


# ---- directories ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("provider", "directory"),
    [("google", "gmail.com"), ("google", "GoogleMail.com"), ("google", "birch"), ("google", "*.example"),
     ("google", "birch.example/x"), ("google", TENANT), ("google", "-birch.example"),
     ("microsoft", "9188040d-6c67-4c5b-b112-36a304b66dad"), ("microsoft", "birch.example"), ("microsoft", "common"),
     ("microsoft", "{tenantid}")],
)  # fmt: skip
async def test_only_what_one_school_can_have_is_a_directory(here: Here, provider: str, directory: str) -> None:
    """Take out: `_OF_EVERYBODY` in sign_on.rules; the shapes there."""
    wish = {"provider": provider, "directory": directory}

    assert is_answer(await here.world.hana.post("/sign-on-directories", wish), 422, "sign-on/not-a-directory")


async def test_a_directory_is_listed_once_in_lower_case_and_is_its_schools_own(here: Here) -> None:
    """Take out: `.lower()` in rules.directory_named; `access.visible` in queries.directory_row."""
    one = await here.takes(directory=f"BIRCH-{here.tag}.Example")

    assert is_answer(
        await here.world.hana.post("/sign-on-directories", {"provider": "google", "directory": here.domain}),
        409, "sign-on/directory-there",
    )  # fmt: skip
    assert is_answer(await here.world.eve.client.delete(f"/sign-on-directories/{one}"), 404, "not-found")
    assert [row["directory"] for row in (await here.world.hana.get("/sign-on-directories")).json()["items"]] == [
        here.domain
    ]
    assert (await here.world.eve.get("/sign-on-directories")).json()["items"] == []


async def test_taking_a_directory_away_ends_what_came_in_by_it(here: Here) -> None:
    """Take out: `end_those_by_sign_on` in actions.remove_directory."""
    one = await here.takes()
    sub = await here.links(here.world.amina)
    assert where(await here.goes(by_sign_on := here.browser(), sub)) == "/"

    assert (await here.world.hana.client.delete(f"/sign-on-directories/{one}")).status_code == 204

    assert is_dead(await by_sign_on.get("/me"))
    assert (await here.world.amina.get("/me")).status_code == 200
    assert is_refused(await here.goes(here.browser(), sub), "directory")


async def test_a_school_has_a_few_directories(here: Here) -> None:
    """Take out: `raise TooManyDirectories`."""
    for number in range(20):
        await here.takes(directory=f"d{number}-{here.domain}")

    refused = await here.world.hana.post("/sign-on-directories", {"provider": "google", "directory": here.domain})

    assert is_answer(refused, 409, "sign-on/too-many-directories")


async def test_who_came_in_by_one_schools_directory_goes_on_only_where_it_counts_as_much(here: Here) -> None:
    """Take out: the call of `may_switch` in identity.routes.switch_school."""
    nia = f"nia.{here.tag}@birch.example"
    await here.takes()
    sub = here.somebody("nia")
    secret = await an_invitation_for(here.world.hana, nia)
    assert where(await here.goes(client := here.browser(), sub, invitation=secret)) == "/"
    cedar = await here.takes(here.world.eve)
    secret = await an_invitation_for(here.world.eve, nia)
    assert where(await here.goes(client, sub, invitation=secret)) == "/"
    there, home = {"school_id": str(here.world.cedar_id)}, {"school_id": str(here.world.birch_id)}

    assert (await client.post("/me/school", json=home)).status_code == 200
    assert (await client.post("/me/school", json=there)).json()["school"]["name"] == "Cedar School"
    assert (await client.post("/me/school", json=home)).status_code == 200
    await here.world.eve.client.delete(f"/sign-on-directories/{cedar}")
    await here.takes(here.world.eve, "cedar-" + here.domain)
    assert is_answer(await client.post("/me/school", json=there), 409, "sign-on/sign-in-again")
    assert (await client.post("/me/school", json=home)).status_code == 200


# ---- the provider ----------------------------------------------------------------------------------


async def test_a_new_key_is_fetched_once_and_then_not_for_a_minute(here: Here) -> None:
    """Take out: `except id_tokens.UnknownKey` in Providers.said; REFRESHED_AT_MOST_EVERY there."""
    await here.takes()
    sub = await here.links(here.world.amina)
    asked = here.idp.asked("/jwks")

    here.idp.twist(header={"kid": "nobody's"})
    assert is_refused(await here.goes(here.browser(), sub), "broken")
    assert here.idp.asked("/jwks") == asked, "asked a moment ago"
    here.idp.turn_keys()
    here.app.state.now.instant += timedelta(seconds=59)
    assert is_refused(await here.goes(here.browser(), sub), "broken")
    here.app.state.now.instant += timedelta(seconds=2)
    assert where(await here.goes(here.browser(), sub)) == "/"
    assert here.idp.asked("/jwks") == asked + 1


async def test_failures_are_counted_and_after_a_hundred_from_one_address_nobody_is_asked(here: Here) -> None:
    """Take out: `record_failure` or `require_not_throttled` in the routes."""
    client = here.browser()
    for _ in range(100):
        assert is_refused(await here.back(client, {"code": "x", "state": uuid4().hex}), "lost")

    assert is_refused(await here.back(client, {"code": "x", "state": uuid4().hex}), "throttled")
    assert (await client.post("/sign-on/google/begin", json={})).status_code == 429


async def test_nobody_begins_without_end(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out: `raise TooManyBegun` in actions.begin; the delete before it."""
    monkeypatch.setattr("app.sign_on.rules.ATTEMPTS_OPEN_MAX", 3)
    here.app.state.now.instant += timedelta(days=1)

    answers = [(await here.browser().post("/sign-on/google/begin", json={})).status_code for _ in range(4)]
    here.app.state.now.instant += timedelta(minutes=11)
    later = await here.browser().post("/sign-on/google/begin", json={})
    with here.world.database.reading(NOBODY) as session:
        left = queries.attempts_open(session)

    assert answers == [200, 200, 200, 429]
    assert (later.status_code, left) == (200, 1)


async def test_what_is_not_set_up_is_not_offered(here: Here) -> None:
    """Take out: `raise NotOffered`."""
    assert (await here.browser().get("/sign-on/providers")).json() == {"providers": ["google", "microsoft"]}

    here.app.state.sign_on.clients = {}

    assert (await here.browser().get("/sign-on/providers")).json() == {"providers": []}
    assert is_answer(await here.browser().post("/sign-on/google/begin", json={}), 404, "sign-on/not-offered")
    assert is_refused(await here.back(here.browser(), {"code": "x", "state": "y"}), "lost")


async def test_a_lead_of_another_role_may_not(here: Here) -> None:
    """Take out: the line of add_sign_on_directory in the policy, for EVERYONE."""
    wish = {"provider": "google", "directory": here.domain}

    assert (await here.world.amina.post("/sign-on-directories", wish)).status_code == 403
    assert Role.TEACHER in here.world.amina.actor.roles
