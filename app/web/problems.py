"""Errors leave the building here, as RFC 9457 problem details. No other file knows a status."""

from dataclasses import asdict, fields
from typing import Any, Literal, get_type_hints

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, create_model
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from app.kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Lacking,
    NotFound,
    NotSignedIn,
    Stale,
    TooMany,
    Unavailable,
    Unreadable,
    VersionMissing,
)
from app.kernel.traced import code_of, traced
from app.web import requests

STATUS: dict[type[DomainError], int] = {
    Lacking: 400,
    NotSignedIn: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Gone: 410,
    Stale: 412,
    Unreadable: 422,
    VersionMissing: 428,
    TooMany: 429,
    Unavailable: 503,
}
INVALID_FIELDS_SHOWN = 50
PLAIN_TOO = frozenset({400, 422, 429, 503})  # HTTP itself refuses with these as well, before any rule of ours is asked.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS_SENT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Browsers heed it only where it came by HTTPS.
    "Strict-Transport-Security": "max-age=31536000",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries, errors too: nobody may frame, sniff or script us from elsewhere."""
PLAIN_TITLES = {
    400: "The request could not be read",
    401: "Sign in first",
    403: "You may not do this",
    404: "There is no such thing here",
    405: "That cannot be done here",
    413: "That is too large",
    415: "That kind of content is not taken here",
}
KEYS_IN_PATHS = ("/calendars/", "/api/invitations/", "/leave/", "/digest/leave/")
"""Addresses that end with a secret."""
log = structlog.get_logger("kenkyu.problems")


class InvalidField(BaseModel):
    pointer: str
    message: str


class InvalidRequest(BaseModel):
    """The request could not be read. Never used for a rule of the domain."""

    type: Literal["/problems/invalid-request"] = "/problems/invalid-request"
    title: str = "The request could not be understood"
    status: Literal[422] = 422
    detail: str = "See `errors`: each names the place and what to change."
    errors: list[InvalidField]


class PlainProblem(BaseModel):
    """What HTTP itself refuses, and what went wrong with us."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str | None = None


def status_of(error: type[DomainError]) -> int:
    return next(STATUS[base] for base in error.__mro__ if base in STATUS)


_models: dict[str, type[BaseModel]] = {}


def problem_model(error: type[DomainError]) -> type[BaseModel]:
    """Describe one refusal to OpenAPI, its own fields included. One model each, however often it is used."""
    name = f"{error.__module__}.{error.__name__}"
    if name not in _models:
        _models[name] = _described(error)
    return _models[name]


def _described(error: type[DomainError]) -> type[BaseModel]:
    hints = get_type_hints(error)
    status = status_of(error)
    members: dict[str, Any] = {
        "type": (Literal[f"/problems/{error.code}"], ...),
        "title": (str, ...),
        "status": (Literal[status], ...),
        "detail": (str, ...),
    }
    members |= {field.name: (hints[field.name], ...) for field in fields(error)}
    return create_model(error.__name__, __doc__=error.__doc__, **members)


def problems(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route that may refuse with *errors*."""
    by_status: dict[int | str, list[type[DomainError]]] = {}
    for error in errors:
        by_status.setdefault(status_of(error), []).append(error)
    described: dict[int | str, dict[str, Any]] = {}
    for status, group in by_status.items():
        union: Any = problem_model(group[0])
        for error in group[1:]:
            union = union | problem_model(error)
        if status == 422:
            union = union | InvalidRequest
        if status in PLAIN_TOO:
            union = union | PlainProblem
        described[status] = {"model": union, "description": "; ".join(error.title for error in group)}
    return described


ALWAYS: dict[int | str, dict[str, Any]] = {
    400: {"model": PlainProblem, "description": "Unreadable"},
    401: {"model": problem_model(NotSignedIn), "description": NotSignedIn.title},
    403: {"model": problem_model(Forbidden), "description": Forbidden.title},
    404: {"model": problem_model(NotFound), "description": NotFound.title},
    413: {"model": PlainProblem, "description": "Too large"},
    415: {"model": PlainProblem, "description": "Not JSON"},
    422: {"model": InvalidRequest | PlainProblem, "description": "Not understood"},
    429: {"model": PlainProblem, "description": "The school asks more than its share; try again"},
    503: {"model": PlainProblem, "description": "Busy; try again"},
}


def install(app: FastAPI) -> None:
    """Answer every error of *app* with a problem document."""
    app.add_exception_handler(DomainError, _refuse)
    app.add_exception_handler(RequestValidationError, _reject)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(DBAPIError, _database_failed)
    app.add_exception_handler(PoolTimeout, _database_failed)
    app.add_exception_handler(Exception, _crash)


def refusal(error: DomainError) -> JSONResponse:
    """The answer that says what was refused."""
    status = status_of(type(error))
    body = {"type": f"/problems/{error.code}", "title": error.title, "status": status, "detail": str(error)}
    headers = {"Retry-After": str(error.retry_after_seconds)} if isinstance(error, TooMany | Unavailable) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _problem(status, body | jsonable_encoder(asdict(error)), headers)


def plain(status: int, detail: str, headers: dict[str, str] | None = None, **members: object) -> JSONResponse:
    """A problem that is HTTP's own rather than the domain's."""
    title = PLAIN_TITLES.get(status, "Something went wrong")
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return _problem(status, body | members, headers)


async def _refuse(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    return refusal(error)


async def _reject(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # Only where and why: never the input itself, which may be a password.
    invalid = [
        InvalidField(pointer=_pointer(item["loc"]), message=_readable(str(item["msg"])))
        for item in error.errors()[:INVALID_FIELDS_SHOWN]
    ]
    return _problem(422, InvalidRequest(errors=invalid).model_dump())


async def _plain(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    return plain(error.status_code, str(error.detail), headers)


async def _database_failed(request: Request, error: Exception) -> JSONResponse:
    return unavailable(request.url.path, error)


def unavailable(path: str, error: Exception) -> JSONResponse:
    """The answer while the database does not answer: nothing was stored, trying again may help."""
    request_id = requests.current_id()
    log.error(
        "database failed",
        request_id=request_id,
        path=loggable(path),
        code=code_of(error),
        **traced(error),
    )
    return plain(
        503,
        "The database did not answer in time. Nothing was stored; try again.",
        {"Retry-After": "2"},
        request_id=request_id,
    )


async def _crash(request: Request, error: Exception) -> JSONResponse:
    request_id = request.scope.get("request_id") or requests.current_id()
    log.error("crashed", request_id=request_id, path=loggable(request.url.path), **traced(error))
    # This answer leaves outside all middleware, so it takes its headers along.
    return plain(500, "This is our fault, and it has been written down.", dict(ALWAYS_SENT), request_id=request_id)


def loggable(path: str) -> str:
    """*path* as it may stand in a log: without what opens a door by itself."""
    return next((f"{start}..." for start in KEYS_IN_PATHS if path.startswith(start)), path)


def _pointer(place: tuple[int | str, ...]) -> str:
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1")[:100] for step in place)


def _readable(message: str) -> str:
    return message.removeprefix("Value error, ").encode("utf-8", "replace").decode()[:300]


def _problem(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(body, status, headers, media_type="application/problem+json")
