"""The composition root: the one place that knows every room."""

import gc
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from app.calendars.routes import files as calendar_files
from app.calendars.routes import router as calendars
from app.communities.routes import router as communities
from app.cover.routes import router as cover
from app.db.engine import open_engine
from app.db.session import Database
from app.fair.routes import router as fair
from app.fair_day.routes import router as fair_day
from app.feeds.routes import router as feeds
from app.files.store import open_store
from app.identity import policy
from app.identity.gate import Gate
from app.identity.passwords import Passwords
from app.identity.routes import router as identity
from app.kernel import clock
from app.lesson_study.routes import router as lesson_study
from app.meetings.routes import router as meetings
from app.notices.routes import leaving as leaving_notices
from app.notices.routes import router as notices
from app.planner.routes import router as planner
from app.plc.routes import router as plc
from app.pupils.routes import router as pupils
from app.rosters.routes import router as rosters
from app.school_year.routes import router as school_year
from app.settings import Settings
from app.shelf.routes import leaving as leaving_digest
from app.shelf.routes import router as shelf
from app.sources.routes import router as sources
from app.statements.routes import router as statements
from app.study.routes import router as study
from app.time_budget.routes import router as time_budget
from app.timetable.routes import router as timetable
from app.web import logs, problems
from app.web.headers import Headers
from app.web.health import router as health
from app.web.microcache import Answers, Microcache
from app.web.requests import Requests
from app.web.sizes import Sizes
from app.working_time.routes import router as working_time

BODY_BYTES_MAX = 1_000_000
# In order of use: a request is held against every route before its own.
ROUTERS = (
    study, planner, fair, plc, cover, time_budget, statements, working_time, identity, timetable, school_year, pupils,
    rosters, meetings, lesson_study, shelf, fair_day, communities, calendars, sources, notices, health,
)  # fmt: skip
KEPT_PATHS = ("/fair", "/feeds/", "/oai", "/sitemap", "/api/fair/findings", "/api/shelf/findings")
"""Public pages that a crowd may ask for at once: kept for half a second (ADR 0020)."""
FAIR_TABLES = ("finding", "fair_withdrawal")
DESCRIPTION = (
    "Lesson study planned into protected time. Errors are problem documents (RFC 9457); lists are pages "
    "(`after` takes the `next` of the page before); edits need `If-Match`; what moves minutes, cover or "
    "findings needs an `Idempotency-Key`."
)


def create_app(settings: Settings, engine: Engine | None = None, *, now: Callable[[], datetime] = clock.now) -> FastAPI:
    """The whole server: API, feeds and the single-page application."""
    logs.install(settings.log_level)
    app = FastAPI(
        title="Kenkyu",
        version="0.1.0",
        description=DESCRIPTION,
        responses=problems.ALWAYS,
        openapi_url="/api/openapi.json" if settings.docs or settings.demo else None,
        docs_url="/api/docs" if settings.docs else None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
    )
    app.state.settings = settings if settings.secret_key else _with_demo_key(settings)
    app.state.database = Database(engine or open_engine(settings.database_url, connections=settings.connections))
    app.state.database.is_read_only = settings.read_only
    app.state.passwords = Passwords(settings.password_hash_concurrency)
    app.state.now = now
    app.state.files = open_store(settings)
    problems.install(app)
    _require_a_policy_line_each()
    app.state.operation_words = _operation_words()
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    app.add_api_route("/api/{path:path}", _nothing_here, include_in_schema=False, methods=["GET", "HEAD"])
    app.include_router(feeds)
    app.include_router(calendar_files)
    app.include_router(leaving_notices)
    app.include_router(leaving_digest)
    if Path(settings.frontend, "index.html").is_file():
        app.frontend("/", directory=settings.frontend)
    # Outermost last: who asks is known before the size of what they send matters.
    app.add_middleware(Sizes, max_body_size=BODY_BYTES_MAX)
    app.add_middleware(Gate)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Headers)
    _keep_public_answers(app)
    app.add_middleware(Requests, now=lambda: app.state.now())
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _keep_public_answers(app: FastAPI) -> None:
    """What everybody reads is answered from memory for a moment; a write to the fair makes it forgotten at once."""
    answers = app.state.answers = Answers()

    def forget(changed: frozenset[str]) -> None:
        if any(name.startswith(FAIR_TABLES) for name in changed):
            answers.forget()

    app.state.database.watchers.append(forget)
    # The clock is looked up each time: tests put their own in its place.
    app.add_middleware(Microcache, answers=answers, paths=KEPT_PATHS, now=lambda: app.state.now())


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # As many threads as connections: a thread more would only wait for a connection.
    anyio.to_thread.current_default_thread_limiter().total_tokens = app.state.settings.connections
    # What start-up made lives until the end: the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    yield
    app.state.database.engine.dispose()


def _with_demo_key(settings: Settings) -> Settings:
    """In the demo the key is made at each start: tokens end with it, which harms nobody."""
    return settings.model_copy(update={"secret_key": secrets.token_urlsafe(48)})


def _require_a_policy_line_each() -> None:
    """Raises: RuntimeError, an operation has no line in the policy; the app must not start."""
    names = {route.name for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}
    unlisted = names - policy.DOORS.keys() - policy.PUBLIC.keys()
    if unlisted:
        raise RuntimeError(f"no line in identity/policy.py for: {', '.join(sorted(unlisted))}")


def _operation_words() -> dict[str, str]:
    """What each operation does, in the first sentence of what its route says of itself."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    return {route.name: route.description.partition(". ")[0].partition("\n")[0].rstrip(".") for route in routes}


async def _nothing_here(path: str) -> None:
    raise HTTPException(404, "There is no such address in the API.")


def _openapi(app: FastAPI) -> dict[str, Any]:
    """FastAPI files error bodies under application/json; ours are problem+json."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schema.setdefault("components", {})["securitySchemes"] = {
            "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-kenkyu"},
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        }
        for path in schema["paths"].values():
            for operation in path.values():
                if operation["operationId"] not in policy.PUBLIC:
                    operation["security"] = [{"cookie": []}, {"bearer": []}]
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        response["content"]["application/problem+json"] = response["content"].pop("application/json")
        app.openapi_schema = schema
    return app.openapi_schema
