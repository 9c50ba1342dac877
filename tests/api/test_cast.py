"""The cast that nearly every test begins with: stored quickly, and as signing in would have stored it."""

import pytest
from cast import World
from fastapi import FastAPI

from app.identity import queries
from app.kernel.actor import NOBODY, Role


def test_everybody_is_whom_the_server_takes_them_for(app: FastAPI, world: World) -> None:
    with world.database.reading(NOBODY) as session:
        for person in world.everyone():
            assert queries.signed_in_by_id(session, person.actor.session_id, app.state.now()) == person.actor


@pytest.mark.parametrize(("name", "role"), [("amina", Role.TEACHER), ("hana", Role.CPD_LEAD), ("eve", Role.HEAD)])
async def test_their_roles_and_school_are_read_by_themselves(world: World, name: str, role: Role) -> None:
    person = world.people[name]

    me = (await person.get("/me")).json()

    assert role in me["roles"]
    assert me["staff_id"] == str(person.staff_id)
    assert me["school"]["id"] == str(person.actor.school_id)
