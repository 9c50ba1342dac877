"""A real browser, and a server on an empty database of each engine."""

from collections.abc import Iterator

import migrated
import pytest
from cast import SECRET_KEY
from e2e_site import FLAGS, ROOT, Serving, Site, browser_path
from playwright.sync_api import Browser, sync_playwright

from app.settings import Settings


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: as long as Playwright is there, tests that await cannot run in the same process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on an empty, migrated database."""
    if request.param == "sqlite":
        url = migrated.sqlite(tmp_path_factory.mktemp("e2e"))
    else:
        url = migrated.on(request.getfixturevalue("postgres_server"))
    with Serving(Settings(database_url=url, secret_key=SECRET_KEY, frontend=str(ROOT / "frontend" / "dist"))) as one:
        yield one
