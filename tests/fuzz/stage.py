"""A school with one of everything behind a real server, its clock at NOW: what strangers are let loose on."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_fair import an_outsider
from cast import SECRET_KEY, World, a_person, make_world
from e2e_site import Serving
from operations import Cast, a_guest, one_of_everything

from app.db import migrating
from app.kernel.actor import Role
from app.settings import Settings

LEAD = [Role.TEACHER, Role.CPD_LEAD, Role.COVER_LEAD, Role.HEAD, Role.TRUST_LEAD]


@dataclass(frozen=True, slots=True)
class Stage:
    """The running server, what stands in its school, and a session secret for each kind of person."""

    url: str
    world: World
    things: dict[str, str]
    secrets: dict[str, str | None]

    @property
    def api(self) -> str:
        return f"{self.url}/api"


@contextmanager
def staged(database_url: str) -> Iterator[Stage]:
    """Serve a school of its own on *database_url*, which is migrated first."""
    migrating.upgrade(database_url)
    settings = Settings(
        database_url=database_url, secret_key=SECRET_KEY, public_url="http://localhost", docs=True, frontend="none",
        files_url="memory://", school_requests_per_second=0,
    )  # fmt: skip
    with Serving(settings) as site:
        site.app.state.readiness.with_worker = False  # None runs beside it.
        world = make_world(site.app)
        things, secrets = asyncio.run(_populate(world))
        yield Stage(site.url, world, things, secrets)


async def _populate(world: World) -> tuple[dict[str, str], dict[str, str | None]]:
    people = Cast(world.hana, world.amina, world.ben, world.chloe, world.frank)
    things = await one_of_everything(world, people, word="birch", fair_word="fair")
    everything = a_person(world.app, world.birch_id, world.trust_id, "lee", LEAD)
    guest = await a_guest(world.amina, things["group"])
    secrets = {
        "lead": everything.secret, "member": world.amina.secret, "teacher": world.frank.secret,
        "guest": guest.secret, "other_school": world.eve.secret, "outsider": an_outsider(world.app).secret,
        "nobody": None,
    }  # fmt: skip
    return things, secrets


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder}/stage.db"
