"""A real server on loopback, pages of a real browser, and what every page has to keep."""

import os
import shutil
import socket
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from cast import Clock
from playwright.sync_api import Browser, Page, expect

from app.main import create_app
from app.settings import Settings

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # What is to be seen is waited for: other tests may have the machine.
SCREENS = ROOT / "docs" / "screens"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
]  # fmt: skip
NOTHING_SAID = "[role=status][aria-live=polite] { visibility: hidden }"
"""For pictures: what was said at the foot of the screen a moment ago would stand before it."""
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass
class Site:
    """The running server: its address, its database, and the clock it goes by."""

    url: str
    settings: Settings
    clock: Clock
    app: Any


def browser_path() -> str:
    for candidate in (os.environ.get("KENKYU_TEST_BROWSER"), "chromium", "chromium-browser", "google-chrome"):
        if candidate and (found := shutil.which(candidate)):
            return found
    raise RuntimeError("no browser: run `make setup`, or set KENKYU_TEST_BROWSER")


class Serving:
    """A server on a port of its own while the `with` lasts."""

    def __init__(self, settings: Settings) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.settings = settings.model_copy(update={"public_url": self.url})

    def __enter__(self) -> Site:
        clock = Clock()
        app = create_app(self.settings, now=clock)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return Site(self.url, self.settings, clock, app)

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        self._socket.close()


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """An instant for the clock, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def open_page(
    browser: Browser, site: Site, *, phone: bool = False, dark: bool = False, now: datetime | None = None
) -> Page:
    """A page in a browser profile of its own, whose clock is the server's."""
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    context.clock.set_system_time(now or site.clock.instant)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: pytest.fail(f"the page crashed: {error}"))
    return page


def settle(page: Page) -> None:
    """Wait until nothing is loading."""
    page.wait_for_load_state("networkidle")


def require_accessible(page: Page, where: str) -> None:
    """axe finds nothing on the page, and it does not scroll sideways."""
    settle(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
            violation => `${violation.id}: ${violation.nodes.map(node => node.target.join(' ')).join(', ')}`)""",
        AXE_RULES,
    )
    assert found == [], f"axe on {where}: {found}"
    too_wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{where} scrolls sideways by {too_wide} px"


def shoot(page: Page, name: str, *, part: str = "") -> None:
    """Keep a picture for the documentation, when asked to (KENKYU_SCREENS=1): of all, or of *part* (a selector)."""
    settle(page)
    if not os.environ.get("KENKYU_SCREENS"):
        return
    SCREENS.mkdir(parents=True, exist_ok=True)
    path = SCREENS / f"{name}.png"
    if part:
        page.locator(part).screenshot(path=path, animations="disabled", style=NOTHING_SAID)
    else:
        page.screenshot(path=path, full_page=True, animations="disabled", style=NOTHING_SAID)
