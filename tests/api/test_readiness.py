"""Whether the server has all that it needs, and that it is said when something is lacking."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from cast import World, browser
from fastapi import FastAPI

from app import worker
from app.db.session import Database
from app.jobs import actions as jobs
from app.jobs import queries
from app.kernel import clock as wall
from app.kernel.actor import NOBODY
from app.main import create_app
from app.settings import Settings
from app.upkeep import readiness
from app.upkeep.readiness import QUIET


@pytest.fixture
def fresh(world: World, settings: Settings) -> Iterator[FastAPI]:
    """An app that has not been asked yet: answers are kept for a moment."""
    app = create_app(settings, now=world.app.state.now)
    yield app
    app.state.database.engine.dispose()


def _beat(database: Database, world: World, *, ago: timedelta = timedelta()) -> None:
    with database.writing(NOBODY) as session:
        jobs.beat(session, world.app.state.now() - ago)


async def test_a_server_with_all_it_needs_is_ready(fresh: FastAPI, world: World) -> None:
    """Take out: `beat` in the worker's turn shows in test_a_worker_says_that_it_is_there."""
    _beat(world.database, world)
    _beat(world.database, world)

    answer = await browser(fresh).get("/ready")

    assert answer.status_code == 200, answer.text
    assert answer.json() == {"checks": {"database": True, "schema": True, "files": True, "worker": True}}


async def test_a_worker_that_fell_silent_is_noticed(fresh: FastAPI, world: World) -> None:
    """Take out: QUIET in is_worker_heard."""
    _beat(world.database, world, ago=QUIET + timedelta(seconds=1))

    answer = await browser(fresh).get("/ready")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "/problems/not-ready"
    assert answer.json()["checks"] == {"database": True, "schema": True, "files": True, "worker": False}


async def test_a_server_that_only_answers_needs_no_worker(world: World, settings: Settings) -> None:
    """Take out: `with_worker` in app/main.py."""
    _beat(world.database, world, ago=QUIET * 2)
    app = create_app(settings.model_copy(update={"read_only": True}), now=world.app.state.now)

    answer = await browser(app).get("/ready")
    app.state.database.engine.dispose()

    assert answer.status_code == 200


async def test_another_schema_is_not_ready(fresh: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out: the comparison with `_newest`. The world's release is replaced, not our code."""
    _beat(world.database, world)
    monkeypatch.setattr(readiness, "_newest", lambda: "0000")

    answer = await browser(fresh).get("/ready")

    assert answer.json()["checks"]["schema"] is False


async def test_a_database_and_a_folder_that_are_gone_are_told_apart(tmp_path, settings: Settings) -> None:
    """Take out: `_perhaps_down`, or what is_reachable catches: either answers 500 then."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    # Made anew: a copy would keep the place of files that was worked out before.
    chosen = Settings(
        **settings.model_dump()
        | {"database_url": f"sqlite:///{blocked}/kenkyu.db", "files_url": f"file://{blocked}/files"}
    )
    app = create_app(chosen)

    answer = await browser(app).get("/ready")
    app.state.database.engine.dispose()

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": False, "schema": False, "files": False, "worker": False}


def test_a_worker_says_that_it_is_there_again_and_again(world: World) -> None:
    """Take out: `_with_a_beat` in app/worker.py."""
    took: list[bool] = []

    def turn() -> bool:
        took.append(True)
        return False

    beating = worker._with_a_beat(world.database, turn)
    beating()
    beating()

    with world.database.reading(NOBODY) as session:
        at = queries.last_beat(session)
    assert len(took) == 2
    assert at is not None
    assert wall.now() - at < timedelta(minutes=1)
