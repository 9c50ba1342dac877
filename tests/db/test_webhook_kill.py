"""A real worker is killed with SIGKILL while a receiver has the message: the next one sends it again, under its id."""

import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import migrated
import pytest
from build_webhook import a_webhook, happen
from cast import SECRET_KEY, make_world
from listening import Asked, answer, listening

from app.db.engine import open_engine
from app.identity import queries as people
from app.jobs import work
from app.kernel import clock
from app.kernel.actor import Scope
from app.main import create_app
from app.settings import Settings
from app.worker import outward_of

pytestmark = pytest.mark.concurrent
ROOT = Path(__file__).parents[2]


async def test_a_killed_worker_loses_no_message(tmp_path: Path) -> None:
    url = migrated.sqlite(tmp_path)
    settings = Settings(
        database_url=url, secret_key=SECRET_KEY, public_url="https://kenkyu.test", files_url="memory://",
        fetch_networks="127.0.0.0/8",
    )  # fmt: skip
    world = make_world(create_app(settings, open_engine(url, connections=5)))
    has_it = threading.Event()

    def hold(connection: socket.socket, asked: Asked) -> None:
        has_it.set()
        connection.recv(1)

    with listening(hold) as server:
        made = await a_webhook(world.hana, server.url)
        happen(world, clock.now())
        worker = subprocess.Popen(
            [sys.executable, "-c", "from app.cli import main; main()", "worker"], cwd=ROOT, start_new_session=True,
            env=os.environ | {
                "KENKYU_DATABASE_URL": url, "KENKYU_SECRET_KEY": SECRET_KEY, "KENKYU_FETCH_NETWORKS": "127.0.0.0/8",
                "KENKYU_PUBLIC_URL": "https://kenkyu.test", "KENKYU_LOG_LEVEL": "critical", "PYTHONPATH": str(ROOT),
            },
        )  # fmt: skip
        try:
            assert has_it.wait(60), "the worker has it in hand"
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(10)
        server.speak = answer(200)
        lease_over = clock.now() + timedelta(seconds=31)
        tasks = outward_of(settings)

        def scope_of(session: object, school_id: object) -> Scope:
            return Scope(school_id, people.school(session, school_id).trust_id)  # type: ignore[arg-type]

        while work.work_once(world.database, "the next", tasks, scope_of, now=lambda: lease_over):
            pass

    (seen,) = (await world.hana.get(f"/webhooks/{made['webhook']['id']}/deliveries")).json()["items"]
    assert seen["state"] == "delivered"
    assert len(server.asked) == 2
    assert len({asked.headers["webhook-id"] for asked in server.asked}) == 1
