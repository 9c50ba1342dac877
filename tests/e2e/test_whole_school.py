"""A CPD lead plans a half-term for the demo school, watches, compares and accepts; three agree to cover, one says no,
and the repair is taken."""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import migrated
import pytest
from e2e_site import ROOT, Serving, Site, at, open_page, require_accessible, settle, shoot
from playwright.sync_api import Browser, Page, expect
from sqlmodel import col, select

from app.cover.rules import AskState, CoverState
from app.cover.tables import CoverAsk, CoverSlot
from app.db.engine import open_engine
from app.db.session import Database
from app.demo.plant import plant
from app.identity.tables import Account, Membership, School
from app.kernel.actor import NOBODY, Scope
from app.planner import runs
from app.settings import Settings
from app.study.tables import StudyRound

pytestmark = pytest.mark.browser

NOW = at(2026, 11, 24, 10, 30)
WAIT = 90_000
"""Milliseconds for a plan: it takes seconds, and this machine may be busy."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    url = migrated.sqlite(tmp_path_factory.mktemp("planner"))
    plant(url, seed=1, now=NOW)
    with Serving(Settings(demo=True, database_url=url, frontend=str(ROOT / "frontend" / "dist"))) as site:
        site.clock.instant = NOW
        yield site


@pytest.fixture(scope="module")
def database(demo: Site) -> Iterator[Database]:
    one = Database(open_engine(demo.settings.database_url, connections=2))
    yield one
    one.engine.dispose()


@pytest.fixture(scope="module", autouse=True)
def worker(demo: Site, database: Database) -> Iterator[None]:
    """The worker's loop with the site's clock; that it is a process of its own is tested in tests/db."""
    over = threading.Event()

    def loop() -> None:
        while not over.wait(0.3):
            runs.work_once(database, "e2e", now=demo.clock)

    thread = threading.Thread(target=loop)
    thread.start()
    yield
    over.set()
    thread.join()


def sign_in(page: Page, site: Site, email: str) -> None:
    answer = page.request.post(
        f"{site.url}/api/demo/sign-in", data={"email": email}, headers={"X-Kenkyu": "1", "Origin": site.url}
    )
    assert answer.ok, answer.text()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def lead_of(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name=re.compile("Neil Hargrave")).first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
    settle(page)


def scope_of(database: Database) -> Scope:
    """The demo's large school."""
    with database.reading(NOBODY) as session:
        school = session.exec(select(School).where(School.name == "Larkmere School")).one()
        return Scope(school.id, school.trust_id)


def asked(database: Database, scope: Scope, run_id: UUID) -> list[tuple[str, UUID]]:
    """Who is asked once, by the rounds of a plan, and has not answered: e-mail and slot. Nobody is asked by others too."""
    with database.reading(scope) as session:
        rows = session.exec(
            select(Account.email, CoverSlot.id, StudyRound.plan_run_id)
            .join(CoverAsk, col(CoverAsk.slot_id) == col(CoverSlot.id))
            .join(StudyRound, col(StudyRound.id) == col(CoverSlot.round_id))
            .join(Membership, col(Membership.staff_id) == col(CoverAsk.staff_id))
            .join(Account, col(Account.id) == col(Membership.account_id))
            .where(CoverAsk.state == AskState.ASKED, CoverSlot.state != CoverState.CANCELLED)
            .order_by(col(CoverSlot.starts_at), col(CoverSlot.id))
        ).all()
    times = Counter(email for email, _, _ in rows)
    return [(email, slot_id) for email, slot_id, plan in rows if plan == run_id and times[email] == 1]


def asked_for(database: Database, scope: Scope, slot_id: UUID) -> set[str]:
    """Who is asked for one half hour and has not answered."""
    with database.reading(scope) as session:
        return set(
            session.exec(
                select(Account.email)
                .join(Membership, col(Membership.account_id) == col(Account.id))
                .join(CoverAsk, col(CoverAsk.staff_id) == col(Membership.staff_id))
                .where(CoverAsk.slot_id == slot_id, CoverAsk.state == AskState.ASKED)
            )
        )


def state_of(database: Database, scope: Scope, slot_id: UUID) -> CoverState:
    with database.reading(scope) as session:
        return CoverState(session.exec(select(CoverSlot.state).where(CoverSlot.id == slot_id)).one())


def answer_ask(browser: Browser, site: Site, email: str, word: str) -> None:
    page = open_page(browser, site)
    sign_in(page, site, email)
    page.get_by_role("button", name=re.compile(f"^{word}")).first.click()
    expect(page.get_by_text(re.compile("Accepted|Declined")).first).to_be_visible()
    require_accessible(page, f"today after {word}")
    page.context.close()


def test_a_half_term_is_planned_taken_and_repaired(demo: Site, database: Database, browser: Browser) -> None:
    page = open_page(browser, demo)
    lead_of(page)
    page.goto("/planner")
    require_accessible(page, "planner, empty")
    shoot(page, "planner-empty-1280-light")

    run_id = plan_a_half_term(page)
    look_at_it(page)
    accept_it(page)

    scope = scope_of(database)
    waiting = asked(database, scope, run_id)
    assert len(waiting) >= 4, "the plan has to ask at least four colleagues"
    for email, slot_id in waiting[:3]:
        answer_ask(browser, demo, email, "Accept")
        assert state_of(database, scope, slot_id) is CoverState.ACCEPTED
    email, slot_id = waiting[3]
    answer_ask(browser, demo, email, "Decline")

    repair_it(page)
    again = asked_for(database, scope, slot_id)
    assert email not in again, "whoever said no is not asked again"
    assert again or state_of(database, scope, slot_id) in {CoverState.ESCALATED, CoverState.CANCELLED}
    page.context.close()


def plan_a_half_term(page: Page) -> UUID:
    page.get_by_role("link", name="Plan a half-term").first.click()
    page.get_by_label(re.compile("^Spring 1")).check()
    page.get_by_label("Observations each, for all").fill("1")
    page.get_by_label("Who watches, for all").select_option(label="The whole group")
    require_accessible(page, "planner form")
    shoot(page, "planner-new-1280-light")
    page.get_by_role("button", name=re.compile("^Make a plan")).click()
    page.wait_for_url(re.compile("/planner/runs/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    require_accessible(page, "planner, running")
    expect(page.get_by_role("tab", name="Compare")).to_be_visible(timeout=WAIT)
    return UUID(page.url.split("/planner/runs/")[1].split("?")[0].strip("/"))


def look_at_it(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("observations placed")
    for name in ("Compare", "By group", "By teacher", "Who covers whom", "Minutes", "Left over"):
        page.get_by_role("tab", name=name).click()
        settle(page)
        require_accessible(page, f"plan, {name}")
        shoot(page, f"planner-{name.lower().replace(' ', '-')}-1280-light")
    page.get_by_role("tab", name="Compare").click()
    shoot(page, "planner-plan-1280-light")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        for name in ("Compare", "By group", "By teacher"):
            page.get_by_role("tab", name=name).click()
            require_accessible(page, f"plan, {name}, {width} px")
        if width == 390:
            shoot(page, "planner-plan-390-light")
    page.set_viewport_size({"width": 1280, "height": 900})


def accept_it(page: Page) -> None:
    page.get_by_role("button", name="Accept this plan").click()
    expect(page.get_by_text(re.compile("Accepted", re.IGNORECASE)).first).to_be_visible(timeout=30_000)
    require_accessible(page, "plan, accepted")
    shoot(page, "planner-accepted-1280-light")


def repair_it(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    require_accessible(page, "plan, to repair")
    shoot(page, "planner-to-repair-1280-light")
    page.get_by_role("button", name="Repair the plan").click()
    take = page.get_by_role("button", name="Take the repair")
    expect(take).to_be_visible(timeout=WAIT)
    require_accessible(page, "repair")
    shoot(page, "planner-repair-1280-light")
    take.click()
    expect(page.get_by_text(re.compile("Accepted|taken", re.IGNORECASE)).first).to_be_visible(timeout=30_000)
    require_accessible(page, "repair, taken")


def test_a_group_finds_a_time_and_hears_why_not(demo: Site, browser: Browser) -> None:
    page = open_page(browser, demo)
    page.goto("/sign-in")
    page.get_by_role("button", name=re.compile("Teacher,")).first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)

    page.goto("/plan?find=true")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    require_accessible(page, "find us a time")
    shoot(page, "find-a-time-1280-light")
    page.context.close()
