"""Every test that asks for `world` runs on both engines, against the migrated schema, with real commits."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import migrated
import operations_once
import postgres
import pytest
import structlog
from cast import NOW, SECRET_KEY, Clock, World, make_world
from fastapi import FastAPI
from promised import MEASURES

from app.db.engine import open_engine
from app.main import create_app
from app.settings import Settings

pytest_plugins = ["e2e_fixtures", "factors", "mail_desk"]
operations_once.install()

IN_THE_BROWSER_ON_POSTGRES = {"test_learning_fair", "test_protected_year", "test_second_factor_screens"}
ON_ONE_ENGINE = {
    "test_who_may": "sqlite", "test_other_school": "postgres", "test_bad_inputs_everywhere": "sqlite",
    "test_everything_is_audited": "sqlite", "test_canaries_and_log": "postgres", "test_contract_over_http": "postgres",
    "test_raw_http": "sqlite", "test_cycle_documents": "sqlite", "test_strange_values": "postgres",
}  # fmt: skip
"""Files that ask every operation, or of which the database is the least: over one engine in `make test`, over both in
`make promises`."""
LONG = (
    "tests/e2e/", "tests/promises/", "tests/api/test_who_may.py", "tests/api/test_other_school.py", "tests/property/",
    "tests/db/",
)  # fmt: skip

__all__ = ["SECRET_KEY", "Clock"]

Put = Callable[[str, Any], None]


def pytest_configure() -> None:
    """What is imported and collected lives until the end: the collector need not look at it again and again."""
    gc.disable()
    # How long an example takes says nothing on a machine that is busy with other tests.
    hypothesis.settings.register_profile("kenkyu", deadline=None)
    hypothesis.settings.load_profile("kenkyu")


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what asks about one engine's own means on the other, and what is measured by `make promises` alone."""
    items[:] = [
        item
        for item in items
        if not _is_of_the_other_engine(item)
        and (MEASURES or not item.get_closest_marker("measured"))
        and not _is_seen_on_the_other_engine(item)
        and not _is_asked_of_the_other_engine(item)
    ]
    # schemathesis names all operations' tests alike: test processes would take them for one, and run the first alone.
    for item in items:
        if (operation := getattr(item, "operation_label", None)) is not None:
            item._id = item.id.with_params(operation)
    # What takes minutes comes first, so that no test process is left with it while the other has nothing to do.
    items.sort(key=lambda item: next((at for at, long in enumerate(LONG) if item.nodeid.startswith(long)), len(LONG)))


def _is_of_the_other_engine(item: pytest.Item) -> bool:
    only = [engine for engine in ("sqlite", "postgres") if item.get_closest_marker(f"only_{engine}")]
    return bool(only) and not any(engine in only for engine in item.callspec.params.values())


def _is_asked_of_the_other_engine(item: pytest.Item) -> bool:
    one = ON_ONE_ENGINE.get(item.path.stem)
    engine = item.callspec.params.get("database_url") if hasattr(item, "callspec") else None
    return not MEASURES and one is not None and engine is not None and engine != one


def _is_seen_on_the_other_engine(item: pytest.Item) -> bool:
    """A way through the browser takes minutes: each goes over one engine, E2E_ENGINES=both sends it over the other too."""
    engine = item.callspec.params.get("site") if hasattr(item, "callspec") else None
    if engine not in ("sqlite", "postgres") or os.environ.get("E2E_ENGINES") == "both":
        return False
    return engine != ("postgres" if item.path.stem in IN_THE_BROWSER_ON_POSTGRES else "sqlite")


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """What a test has the log written to is closed when it ends: the next one's would fall over."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Cluster]:
    with postgres.server() as cluster:
        yield cluster


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database on each engine: a new one for each file of tests, since pytest goes from one to the other."""
    if request.param == "sqlite":
        return migrated.sqlite(tmp_path_factory.mktemp("db"))
    return migrated.on(request.getfixturevalue("postgres_server"))


@pytest.fixture(scope="session")
def settings(database_url: str) -> Settings:
    return Settings(
        database_url=database_url, secret_key=SECRET_KEY, public_url="https://kenkyu.test", docs=True,
        files_url="memory://", school_requests_per_second=0, requests_at_once=20, requests_waiting=1000,
        requests_wait_milliseconds=60_000,
        frontend=str(Path(__file__).parents[1] / "frontend" / "dist"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def _app(settings: Settings) -> Iterator[FastAPI]:
    app = create_app(settings, open_engine(settings.database_url, connections=20), now=Clock())
    yield app
    app.state.database.engine.dispose()


@pytest.fixture
def app(_app: FastAPI) -> FastAPI:
    """The app, with its clock back at NOW."""
    _app.state.now.instant = NOW
    _app.state.readiness.with_worker = False  # None runs beside a test.
    return _app


@pytest.fixture
def put(app: FastAPI) -> Iterator[Put]:
    """Puts something into the app's state for one test. What monkeypatch sets there it afterwards takes away altogether."""
    before = dict(app.state._state)
    yield lambda name, value: setattr(app.state, name, value)
    app.state._state.update(before)


@pytest.fixture
def clock(app: FastAPI) -> Clock:
    return app.state.now


@pytest.fixture
def world(app: FastAPI) -> World:
    return make_world(app)
