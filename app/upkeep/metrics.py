"""Where Prometheus reads: a small server at an address of its own, which is never the one that people use."""

import hmac
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.db.engine import open_engine
from app.db.session import Database
from app.jobs import queries as jobs
from app.kernel.actor import NOBODY
from app.settings import Settings

LOOK_SECONDS: Final = 0.5
ASK_SECONDS: Final = 10


class Waiting:
    """What waits for a worker, asked of the database each time somebody reads."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        up = GaugeMetricFamily("kenkyu_database_up", "Whether the database answers.")
        waiting = GaugeMetricFamily("kenkyu_jobs_waiting", "Jobs due and not done; mail is send_mail.", labels=["kind"])
        failed = GaugeMetricFamily("kenkyu_jobs_given_up", "Jobs of the last days given up.", labels=["kind"])
        oldest = GaugeMetricFamily("kenkyu_job_oldest_seconds", "How long the oldest has waited.", labels=["kind"])
        beat = GaugeMetricFamily("kenkyu_worker_beat_seconds", "Since a worker last said that it is there.")
        now = self._now()
        try:
            with self._database.reading(NOBODY) as session:
                found, beat_at = jobs.by_kind(session, now), jobs.last_beat(session)
        except (DBAPIError, PoolTimeout):
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        for one in found:
            waiting.add_metric([one.kind], one.waiting)
            failed.add_metric([one.kind], one.given_up)
            oldest.add_metric([one.kind], one.oldest_seconds)
        if beat_at is not None:
            beat.add_metric([], (now - beat_at).total_seconds())
        yield from (up, waiting, failed, oldest, beat)


def server_of(settings: Settings, now: Callable[[], datetime]) -> ThreadingHTTPServer:
    """The server, listening already. Whoever comes with a token that is not ours, or to another path, gets nothing.

    Raises:
        OSError: it cannot listen there.
    """
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    database = Database(open_engine(settings.database_url, connections=2))
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Waiting(database, now))

    class Reading(BaseHTTPRequestHandler):
        timeout = ASK_SECONDS

        def do_GET(self) -> None:
            if not _is_allowed(self.headers.get("Authorization", ""), settings.metrics_token):
                self.send_error(HTTPStatus.UNAUTHORIZED)
            elif self.path != "/metrics":
                self.send_error(HTTPStatus.NOT_FOUND)
            else:
                self._send(generate_latest(registry))

        def _send(self, content: bytes) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def version_string(self) -> str:
            return "kenkyu"

        def log_message(self, format: str, *args: object) -> None:
            """Who reads is written down nowhere."""

    host, _, port = settings.metrics_address.rpartition(":")
    server = ThreadingHTTPServer((host, int(port)), Reading)
    server.daemon_threads = True
    return server


def serve_until_orphaned(settings: Settings, now: Callable[[], datetime], parent: int) -> None:
    """Answer until the process that started this one is gone."""
    server = server_of(settings, now)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    server.shutdown()


def mark_process_dead(pid: int) -> None:
    """A process that is gone works on nothing any more."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _is_allowed(said: str, token: str) -> bool:
    return not token or hmac.compare_digest(said.encode("utf-8", "replace"), f"Bearer {token}".encode())


__all__ = ["Waiting", "mark_process_dead", "serve_until_orphaned", "server_of"]
