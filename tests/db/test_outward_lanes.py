"""What takes long keeps nobody else waiting: addresses that do not answer, in lanes of their own; a plan; the mail."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import migrated
import pytest
from build_notice import choose
from build_plan import asked, read
from build_push import Browser, give
from build_round import a_school_at_work
from build_source import WEEK, a_source
from build_webhook import a_webhook
from cast import NOW, SECRET_KEY, Person, World, make_world
from certificates import authority
from listening import LOOPBACK, Asked, Speak, answer, listening
from mail_desk import Inbox
from sqlmodel import select

from app.db.engine import open_engine
from app.db.session import Database
from app.fetching.fetch import Way
from app.files.store import open_store
from app.kernel import clock
from app.main import create_app
from app.notices import actions
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.notices.tables import WebhookDelivery
from app.settings import Settings
from app.worker import LANES, PUSH_LANES, lanes, outward_of, tasks_of, threads

pytestmark = pytest.mark.concurrent
SECONDS_MAX = 60


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    url = migrated.sqlite(tmp_path)
    return Settings(
        database_url=url, secret_key=SECRET_KEY, files_url="memory://", fetch_networks="127.0.0.0/8",
        public_url="https://kenkyu.test",
    )  # fmt: skip


@pytest.fixture
def world(settings: Settings) -> World:
    return make_world(create_app(settings, open_engine(settings.database_url, connections=8), now=clock.now))


class Silent:
    """A receiver that says nothing until the test is over."""

    def __init__(self) -> None:
        self.is_over = threading.Event()
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def __call__(self, connection: socket.socket, asked: Asked) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self.is_over.wait(SECONDS_MAX)
        with self._lock:
            self._now -= 1


def counted(enough: int, is_enough: threading.Event) -> Speak:
    """Says yes, and sets *is_enough* at the *enough*-th."""
    left = [None] * enough

    def speak(connection: socket.socket, asked: Asked) -> None:
        answer(200)(connection, asked)
        if left:
            left.pop()
        if not left:
            is_enough.set()

    return speak


@contextmanager
def at_work(world: World, settings: Settings, silent: Silent) -> Iterator[None]:
    stopped = threading.Event()
    begun = lanes(world.database, "test", outward_of(settings), stopped, threading.Event())
    try:
        yield
    finally:
        silent.is_over.set()
        stopped.set()
        for lane in begun:
            lane.join(SECONDS_MAX)


def happen(world: World, person: Person, count: int) -> None:
    """As many things as *count* that a school's webhooks are told of."""
    told = [
        Notice(NoticeKind.COVER_OPEN, (person.staff_id,), {"class": "7A"}, "/cover", key=f"cover:{number}")
        for number in range(count)
    ]
    with world.database.writing(person.scope) as session:
        actions.tell_all(session, person.actor.school_id, told, clock.now() - timedelta(seconds=1))


async def test_while_one_schools_address_is_silent_anothers_is_read(world: World, settings: Settings) -> None:
    is_read, silent = threading.Event(), Silent()

    def speak(connection: socket.socket, asked: Asked) -> None:
        answer(200, WEEK)(connection, asked)
        is_read.set()

    with listening(silent) as slow, listening(speak) as quick:
        await a_source(world.hana, slow.url)
        await a_source(world.eve, quick.url)
        with at_work(world, settings, silent):
            assert is_read.wait(SECONDS_MAX)
            assert slow.connections == 1


async def test_a_school_whose_receivers_hang_keeps_no_message_of_another_school_back(
    world: World, settings: Settings
) -> None:
    """Take out: `turns` in worker.lanes."""
    all_there, silent = threading.Event(), Silent()
    with listening(silent) as slow, listening(counted(6, all_there)) as quick:
        await a_webhook(world.hana, slow.url)
        await a_webhook(world.eve, quick.url)
        # Birch's have been due longer, and there are more of them than lanes.
        happen(world, world.hana, 4 * LANES)
        happen(world, world.eve, 6)
        with at_work(world, settings, silent):
            assert all_there.wait(SECONDS_MAX)
            assert 1 <= silent.most < LANES

    assert len(quick.asked) == 6
    with world.database.reading(world.hana.scope) as session:
        assert all(row.delivered_at is None for row in session.exec(select(WebhookDelivery)))


async def test_neither_a_plan_nor_an_address_that_hangs_holds_mail(
    world: World, settings: Settings, inbox: Inbox
) -> None:
    """Take out: a thread in worker.threads."""
    has_begun, silent = threading.Event(), Silent()

    def endless(problem: Any, limits: Any, *, progress: Any, cancelled: Any) -> Any:
        has_begun.set()
        while not cancelled():
            silent.is_over.wait(0.05)
        raise InterruptedError

    await choose(world.hana, "cover_open", starts="03:00", ends="03:00", is_quiet_at_weekends=False)
    world.app.state.now = lambda: NOW
    group = await a_school_at_work(world)
    run = await asked(world.hana, group)
    settings = settings.model_copy(
        update={"smtp_url": f"smtp://127.0.0.1:{inbox.port}", "mail_from": "Kenkyu <kenkyu@kenkyu.test>"}
    )
    stopped, failed = threading.Event(), threading.Event()
    with listening(silent) as slow:
        await a_webhook(world.hana, slow.url)
        tasks = tasks_of(settings, open_store(settings))
        plans, others = threads(world.database, "test", settings, tasks, stopped, failed, solve=endless)
        try:
            assert has_begun.wait(SECONDS_MAX)
            happen(world, world.hana, 1)
            until = time.monotonic() + SECONDS_MAX
            while not (inbox.taken and slow.connections) and time.monotonic() < until:
                stopped.wait(0.05)
            assert len(inbox.taken) == 1
            assert plans.is_alive()
        finally:
            silent.is_over.set()
            stopped.set()
            for thread in (plans, *others):
                thread.join(SECONDS_MAX)
    assert not failed.is_set()
    assert (await read(world.hana, run["id"]))["state"] == "queued", "given back"


async def test_push_services_that_hang_keep_no_webhook_back(world: World, settings: Settings) -> None:
    """Take out: the group of their own in worker.lanes."""
    all_there, silent = threading.Event(), Silent()
    made = authority("push.example")
    stopped = threading.Event()
    with listening(silent, tls=made.server) as slow, listening(counted(3, all_there)) as quick:
        way = Way(LOOPBACK, lambda host, port: [slow.host], made.client)
        for person in (world.hana, world.eve, world.dev):
            await choose(
                person, "cover_open", starts="03:00", ends="03:00", is_quiet_at_weekends=False, by_mail=False,
                by_push=True,
            )  # fmt: skip
            for number in range(LANES):
                await give(person, Browser.fresh(), f"https://push.example:8443/{person.name}/{number}")
        await a_webhook(world.eve, quick.url)
        for person in (world.hana, world.eve, world.dev):
            happen(world, person, 3)
        begun = lanes(world.database, "test", outward_of(settings, push_way=way), stopped, threading.Event())
        try:
            assert all_there.wait(SECONDS_MAX)
            assert silent.most <= PUSH_LANES
        finally:
            silent.is_over.set()
            stopped.set()
            for lane in begun:
                lane.join(SECONDS_MAX)


async def test_a_fault_in_one_thread_ends_the_whole_worker(world: World) -> None:
    """So that whoever keeps it running starts a whole one. Take out: `failed` in worker._keep_doing."""
    stopped, failed = threading.Event(), threading.Event()

    def faulty(*_: Any, **__: Any) -> None:
        raise AssertionError

    happen(world, world.hana, 0)
    broken = Database(world.database.engine)
    broken.reading = faulty  # type: ignore[method-assign]
    begun = lanes(broken, "test", {"send_webhook": faulty}, stopped, failed)

    for lane in begun:
        lane.join(SECONDS_MAX)
    assert stopped.is_set()
    assert failed.is_set()
