"""Whoever signs out in a browser is told nothing more by it, nor is who has no way in any more."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from build_push import Browser, Service, a_service, give, push_due, wants
from build_webhook import happen
from cast import NOW, Person, World, browser
from counting import statements_of
from sqlmodel import select

from app.identity import actions
from app.identity.tables import Membership, SignInSession
from app.kernel.actor import NOBODY
from app.notices.tables import PushSubscription
from app.worker import tidy_up


def stored(world: World) -> list[PushSubscription]:
    with world.database.reading(world.hana.scope) as session:
        return list(session.exec(select(PushSubscription)))


async def ends_it(person: Person, way: str) -> None:
    session_id = (await person.get("/sessions")).json()["items"][0]["id"]
    path = {"sign-out": "/sign-out", "end": f"/sessions/{session_id}/end", "end-all": "/sessions/end-all"}[way]
    answer = await person.post(path)
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("way", ["sign-out", "end", "end-all"])
async def test_nothing_is_pushed_to_where_somebody_has_signed_out(world: World, way: str) -> None:
    """Take out: `is_signed_out` in notices.work.push (what waits), `_signed_out` in queries.devices_of (what comes)."""
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, NOW)
        await ends_it(world.hana, way)
        happen(world, NOW, key="cover:2")

        assert push_due(world, service, NOW) == 1, "the second was not even asked for"
        assert service.server.connections == 0
    assert stored(world) == []


async def test_another_browser_of_theirs_goes_on(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        await give(await another(world, world.hana), Browser.fresh(), "https://push.example:8443/send/2")
        await ends_it(world.hana, "sign-out")
        happen(world, NOW)
        push_due(world, service, NOW)

    assert [asked.path for asked in service.server.asked] == ["/send/2"]


async def another(world: World, person: Person) -> Person:
    """The same person, signed in elsewhere as well."""
    with world.database.writing(NOBODY) as session:
        opened, secret = actions.open_session(session, person.actor.account_id, "Phone", NOW)
        session_id = opened.id
    actor = replace(person.actor, session_id=session_id)
    return Person(person.name, actor, person.person_id, secret, person.app)


async def test_a_session_that_ran_out_by_itself_ends_nothing(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        later = NOW + timedelta(days=21)
        tidy_up(world.database, later)
        happen(world, later)

        assert push_due(world, service, later) == 1
        assert len(service.server.asked) == 1


async def test_given_again_after_signing_in_again_it_is_told_again(world: World) -> None:
    same = Browser.fresh()
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, same, service.url)
        await ends_it(world.hana, "sign-out")
        back = await another(world, world.hana)
        assert (await back.get("/me/push")).json()["devices"] == []
        await give(back, same, service.url)
        happen(world, NOW)
        push_due(world, service, NOW)

    assert len(service.server.asked) == 1
    assert len(stored(world)) == 1


@pytest.mark.parametrize("how", ["signed out", "shut out", "guest's last day", "stays"])
async def test_tidying_up_forgets_browsers_that_are_told_nothing_any_more(world: World, how: str) -> None:
    """Take out: `push_actions.forget` in worker.tidy_up."""
    await give(world.ben, Browser.fresh(), "https://push.example/1")
    if how == "signed out":
        await ends_it(world.ben, "sign-out")
    elif how != "stays":
        change: dict[str, Any] = (
            {"is_active": False} if how == "shut out" else {"until": NOW.date() - timedelta(days=1)}
        )
        with world.database.writing(NOBODY) as session:
            row = session.exec(select(Membership).where(Membership.staff_id == world.ben.staff_id)).one()
            for name, value in change.items():
                setattr(row, name, value)

    tidy_up(world.database, NOW)

    assert len(stored(world)) == (how == "stays")


async def test_a_browser_given_before_sessions_were_kept_goes_on(world: World) -> None:
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        with world.database.writing(world.hana.scope) as session:
            session.exec(select(PushSubscription)).one().session_id = None
        happen(world, NOW)
        push_due(world, Service(service.server, service.pusher, service.url), NOW)

    assert len(service.server.asked) == 1


async def test_the_session_is_nobody_s_to_choose(world: World) -> None:
    wish = Browser.fresh().subscription("https://push.example/1")
    foreign = str(world.eve.actor.session_id)

    assert (await world.hana.post("/me/push", wish | {"session_id": foreign})).status_code == 422
    with world.database.reading(NOBODY) as session:
        known = {row.id for row in session.exec(select(SignInSession))}
    assert world.eve.actor.session_id in known
    assert (await browser(world.app).get("/me/push")).status_code == 401


async def test_a_session_that_is_forgotten_by_now_takes_its_browsers_with_it(world: World) -> None:
    """Take out: the `not exists` in queries.devices._signed_out, and the browser is told for ever."""
    await wants(world.hana, "cover_open")
    later = NOW + actions.BROWSER_LIFETIME + actions.KEPT_AFTER_THE_END + timedelta(days=1)
    with a_service() as service:
        await give(world.hana, Browser.fresh(), service.url)
        happen(world, later)
        with world.database.writing(NOBODY) as session:
            actions.forget(session, later)
        happen(world, later, key="cover:2")

        assert push_due(world, service, later) == 1, "the second was not even asked for"
        assert service.server.connections == 0
    tidy_up(world.database, later)
    assert stored(world) == []


@pytest.mark.parametrize("way", ["sign-out", "end-all"])
async def test_given_again_in_the_session_that_is_now_a_browser_ends_with_that_one(world: World, way: str) -> None:
    """Take out: `row.session_id` in actions.push.give_device."""
    same = Browser.fresh()
    await wants(world.hana, "cover_open")
    with a_service() as service:
        await give(world.hana, same, service.url)
        back = await another(world, world.hana)
        (known,) = (await back.get("/me/push")).json()["devices"]
        again = await give(back, same, service.url)
        await ends_it(back, way)
        happen(world, NOW)

        assert (known["is_given_here"], again["is_given_here"]) == (False, True)
        assert push_due(world, service, NOW) == 0
    assert (await world.hana.get("/me/push")).status_code == (401 if way == "end-all" else 200)


async def test_given_again_in_the_same_session_nothing_of_it_is_written(world: World) -> None:
    same = Browser.fresh()
    given = await give(world.hana, same, "https://push.example/1")

    with statements_of(world.database.engine) as statements:
        again = await give(world.hana, same, "https://push.example/1")

    assert again == given | {"is_given_here": True}
    writes = [one for one in statements if "push_subscription" in one and not one.lstrip().startswith("SELECT")]
    assert writes == []
