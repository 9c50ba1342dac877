"""The composition root: the one place that knows every room."""

import gc
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio.to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.middleware.gzip import GZipMiddleware

from app.calendars.routes import files as calendar_files
from app.calendars.routes import router as calendars
from app.coming_in.routes import router as coming_in
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
from app.second_factor import actions as second_factors
from app.second_factor.passkeys import site_of
from app.second_factor.routes import router as second_factor
from app.settings import Settings
from app.shelf.routes import leaving as leaving_digest
from app.shelf.routes import router as shelf
from app.sign_on.providers import Providers
from app.sign_on.routes import require_may_switch
from app.sign_on.routes import router as sign_on
from app.sources.routes import router as sources
from app.statements.routes import router as statements
from app.study.routes import router as study
from app.time_budget.routes import router as time_budget
from app.timetable.routes import router as timetable
from app.upkeep.readiness import Readiness
from app.upkeep.routes import router as upkeep
from app.web import links, logs, methods, problems
from app.web.admission import Admission, Quota
from app.web.headers import Headers
from app.web.health import router as health
from app.web.metering import meters_of
from app.web.meters import Meters
from app.web.microcache import Answers, Microcache
from app.web.requests import Requests
from app.web.rooms import LONG, PASSWORDS, Plan, rooms_of
from app.web.sizes import Sizes
from app.working_time.routes import router as working_time

BODY_BYTES_MAX = 1_000_000
# In order of use: a request is held against every route before its own.
ROUTERS = (
    study, planner, fair, plc, cover, time_budget, statements, working_time, identity, timetable, school_year, pupils,
    rosters, meetings, lesson_study, shelf, fair_day, communities, calendars, sources, notices, coming_in, sign_on,
    second_factor, health, upkeep,
)  # fmt: skip
KEPT_PATHS = ("/fair", "/feeds/", "/oai", "/sitemap", "/api/fair/findings", "/api/shelf/findings")
"""Public pages that a crowd may ask for at once: kept for half a second (ADR 0020)."""
GUARDED_PATHS = ("/api/", "/fair", "/feeds/", "/oai", "/sitemap", "/calendars/", "/leave/", "/digest/leave/")
"""What asks the database, and is let in one by one (ADR 0030). The application's own files are free."""
SPECIAL_ROOMS = {
    LONG: frozenset({
        "read_files", "compare_import", "list_rounds_touched_by_import", "commit_import", "read_roster_files",
        "commit_roster", "load_roster_file", "read_absence_file", "add_finding_file", "send_photo",
        "export_cover_slots",
        "read_my_statement_pdf", "read_statement_pdf", "read_year_statement_csv", "read_year_statement_xlsx",
        "read_year_statement_pdf", "export_minutes", "export_minutes_csv", "export_minutes_xlsx", "export_entries_csv",
        "read_cycle_document_pdf", "read_cycle_document_docx", "read_observation_sheet_pdf", "export_cycle",
        "read_finding_poster", "read_fair_poster", "read_posters_pdf",
        # A provider that hangs holds none of the ordinary places.
        "finish_sign_on",
    }),
    PASSWORDS: frozenset({
        "sign_in", "issue_token", "accept_invitation", "change_my_password", "take_password_reset",
        "unlink_my_sign_on",
    }),
}  # fmt: skip
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
    app.state.takes_code = _takes_code(app.state.settings)
    app.state.sign_on = Providers.of(app.state.settings)
    app.state.may_switch = require_may_switch
    app.state.now = now
    app.state.files = open_store(settings)
    app.state.readiness = Readiness(
        app.state.database, app.state.files, lambda: app.state.now(), with_worker=not settings.read_only
    )
    problems.install(app)
    _require_a_policy_line_each()
    app.state.operation_words = _operation_words()
    for router in (methods.closed(ROUTERS), *ROUTERS):
        app.include_router(router, prefix="/api")
    unanswered = methods.unanswered(ROUTERS)
    app.add_api_route("/api/{path:path}", unanswered, include_in_schema=False, methods=["GET", "HEAD"])
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
    meters = app.state.meters = meters_of(settings, app.state.database.engine)
    _let_in_one_by_one(app, meters)
    app.add_middleware(Headers)
    _keep_public_answers(app)
    app.add_middleware(Requests, now=lambda: app.state.now(), meters=meters)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _let_in_one_by_one(app: FastAPI, meters: Meters) -> None:
    settings: Settings = app.state.settings
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    app.state.rooms = rooms_of(settings)
    app.add_middleware(
        Admission, guarded=GUARDED_PATHS, rooms=app.state.rooms, quota=Quota(settings.school_requests_per_second),
        room_of=Plan(routes, "/api", SPECIAL_ROOMS).room_of, meters=meters,
    )  # fmt: skip


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
    work_out_operations(app)
    # What start-up made lives until the end: the collector need not look at it after every few requests.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    yield
    app.state.meters.close()
    app.state.database.engine.dispose()


def work_out_operations(app: FastAPI) -> None:
    """FastAPI works out what each operation takes and answers when it is first looked for: seconds, for all of them.

    Done before the first connection is taken, nobody waits for it. What is worked out already costs nothing.
    """
    nowhere = {"type": "http", "method": "GET", "path": "/", "root_path": "", "headers": []}
    for route in app.router.routes:
        route.matches(dict(nowhere))


def _with_demo_key(settings: Settings) -> Settings:
    """In the demo the key is made at each start: tokens end with it, which harms nobody."""
    return settings.model_copy(update={"secret_key": secrets.token_urlsafe(48)})


def _takes_code(settings: Settings) -> Callable[[Session, UUID, str, datetime], bool]:
    """What signing in for a token asks about a second factor, which lies higher than signing in."""
    means = second_factors.Means(settings.secret_key.encode(), site_of(settings.origin))

    def takes(session: Session, account_id: UUID, code: str, now: datetime) -> bool:
        return second_factors.takes_code(session, means, account_id, code, now)

    return takes


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
        links.connect(schema)
        app.openapi_schema = schema
    return app.openapi_schema
