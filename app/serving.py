"""The server's processes. One listening socket, any number of workers, TCP_NODELAY kept.

`uvicorn --workers` loses TCP_NODELAY, which costs 44 ms on every kept-alive request (RELIABILITY E20).
"""

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI

from app.db import inspecting, migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.kernel import clock
from app.kernel.traced import traced
from app.main import create_app, work_out_operations
from app.settings import Settings
from app.upkeep.metrics import mark_process_dead, serve_until_orphaned
from app.upkeep.queries import look_through
from app.web import logs
from app.web.heads import BoundedHeads
from app.web.metering import FOLDER_VARIABLE
from app.worker import work

GRACE_SECONDS = 10
WORKER_GRACE_SECONDS = 5
LOOK_SECONDS = 0.5
LOOK_THROUGH_SECONDS = 10.0
"""Of many schools some are looked through at start-up; the worker looks through all of them each day."""
BACKLOG = 2048
log = structlog.get_logger("kenkyu.serving")


def serve_forever(
    settings: Settings, *, workers: int = 1, with_worker: bool = True, despite_faults: bool = False
) -> None:
    """Listen, and serve until SIGTERM or SIGINT; requests under way are answered first.

    What must always hold is looked through first; when something does not, the server only answers (`read_only`).

    Args:
        with_worker: a worker runs beside the servers, and ends with them. Never beside a server that only answers.
        despite_faults: take changes although something does not hold.
    """
    _require_migrated(settings)
    if not despite_faults and _has_faults(settings):
        settings = settings.model_copy(update={"read_only": True})
    with_worker = with_worker and not settings.read_only
    listener = _listen(settings.host, settings.port)
    if with_worker:
        _fork_keeper(settings, listener)
    with _counting(settings, listener):
        _serve_all(settings, listener, workers)


def _serve_all(settings: Settings, listener: socket.socket, workers: int) -> None:
    if workers == 1:
        _serve(create_app(settings), listener)
        return
    ready = _made_before(settings)
    children = [_fork(settings, listener, ready) for _ in range(workers)]
    _watch(settings, listener, children, ready)


def _made_before(settings: Settings) -> FastAPI | None:
    """The application, worked out once for all processes that are forked with it: one that dies is back at once.

    None where it counts: what counts is made after the fork, in each process. Nothing is connected yet.
    """
    if settings.metrics_address or settings.otlp_endpoint:
        return None
    app = create_app(settings)
    work_out_operations(app)
    return app


def _require_migrated(settings: Settings) -> None:
    at, wanted = migrating.current(settings.database_url), migrating.head()
    if at != wanted:
        sys.exit(f"kenkyu: the database is at {at or 'nothing'}, this release needs {wanted}: run `kenkyu migrate`")


def _has_faults(settings: Settings) -> bool:
    """Whether something does not hold; each fault is said in the log."""
    log = structlog.get_logger("kenkyu.serving")
    logs.install(settings.log_level)
    database = Database(open_engine(settings.database_url, connections=2))
    faults = [str(fault) for fault in look_through(database, whole=False, seconds=LOOK_THROUGH_SECONDS).faults]
    faults += inspecting.role_faults(database.engine)
    database.engine.dispose()
    for fault in faults:
        log.error("does not hold", fault=fault)
    if faults:
        log.error("only answering: see docs/operations.md, `kenkyu audit`, and `kenkyu serve --despite-faults`")
    return bool(faults)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        sys.exit(f"kenkyu: cannot listen on {host}:{port}: {error.strerror}. Choose another with PORT or --port.")
    listener.listen(BACKLOG)
    return listener


def _serve(app: FastAPI, listener: socket.socket) -> None:
    config = uvicorn.Config(
        app, log_level=app.state.settings.log_level, access_log=False, server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS, lifespan="on", http=BoundedHeads, ws="none",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])


def _fork(settings: Settings, listener: socket.socket, ready: FastAPI | None) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _serve(ready or create_app(settings), listener)
    finally:
        os._exit(0)


def _watch(settings: Settings, listener: socket.socket, children: list[int], ready: FastAPI | None) -> None:
    """Start a worker anew when one dies; on a signal pass it on and wait for all."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        listener.close()  # While this end is open, clients are let in whom nobody will ever answer.
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while children:
        try:
            ended, _ = os.wait()
        except ChildProcessError:
            return
        if ended not in children:
            continue
        children.remove(ended)
        if settings.metrics_address:
            mark_process_dead(ended)
        if not stopping:
            children.append(_fork(settings, listener, ready))


# ---- where Prometheus reads ----------------------------------------------------------------------


@contextmanager
def _counting(settings: Settings, listener: socket.socket) -> Iterator[None]:
    """A folder into which all processes count, and a small process that reads it out and takes it away at the end."""
    if not settings.metrics_address:
        yield
        return
    folder = os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="kenkyu-metrics-")
    parent = os.getpid()
    if not os.fork():
        try:
            listener.close()
            serve_until_orphaned(settings, clock.now, parent)
        except OSError as error:
            log.error("no metrics", address=settings.metrics_address, reason=error.strerror)
        finally:
            if os.getppid() != parent:
                shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)
    yield


# ---- the worker beside the servers ---------------------------------------------------------------


def _fork_keeper(settings: Settings, listener: socket.socket) -> None:
    """Start a small process that keeps a worker running. It ends by itself when this one is gone, however it went."""
    parent = os.getpid()
    if os.fork():
        return
    try:
        listener.close()
        _keep_a_worker(settings, parent)
    finally:
        os._exit(0)


def _keep_a_worker(settings: Settings, parent: int) -> None:
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker = _fork_worker(settings)
    while not stopping and os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
        if os.waitpid(worker, os.WNOHANG)[0]:
            worker = _fork_worker(settings)
    os.kill(worker, signal.SIGTERM)
    until = time.monotonic() + WORKER_GRACE_SECONDS
    while not os.waitpid(worker, os.WNOHANG)[0]:
        if time.monotonic() > until:
            os.kill(worker, signal.SIGKILL)
        time.sleep(LOOK_SECONDS / 5)


def _fork_worker(settings: Settings) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work(settings)
    except Exception as error:
        log.error("the worker stops", **traced(error))
    finally:
        os._exit(0)
