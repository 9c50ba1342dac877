"""An address keeps to its methods: what it does not take is 405 with those it does, and what is no address is 404."""

import re

import pytest
from cast import World
from fastapi.routing import APIRoute

from app.main import ROUTERS

IN_BRACES = re.compile(r"\{\w+(:\w+)?\}")
SAMPLE = "0197e1c2-0000-7000-8000-000000000000"


def taken() -> dict[str, set[str]]:
    """Each path as somebody asks for it, and what it takes."""
    found: dict[str, set[str]] = {}
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            found.setdefault(IN_BRACES.sub(SAMPLE, route.path), set()).update(route.methods or ())
    return found


async def test_what_an_address_does_not_take_is_refused_with_what_it_takes(world: World) -> None:
    """Take out: `allowed` in web.methods.unanswered (404)."""
    writes = {path: methods for path, methods in taken().items() if "GET" not in methods}
    wrong = {}

    for path, methods in writes.items():
        answer = await world.hana.get(path)
        if (answer.status_code, answer.headers.get("Allow")) != (405, ", ".join(sorted(methods))):
            wrong[path] = f"{answer.status_code}, {answer.headers.get('Allow')}, not {sorted(methods)}"

    assert len(writes) > 100
    assert wrong == {}


@pytest.mark.parametrize("path", ["/nothing", "/groups/1/2/3/4/5", "/", "/years/current/never"])
async def test_what_is_no_address_is_not_there(world: World, path: str) -> None:
    answer = await world.hana.get(path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
