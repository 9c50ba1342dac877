"""The fair's pages as they are read without scripts; the application takes over where it runs."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import TypeAdapter, ValidationError

from app.fair.rules import LabelKind, Phase
from app.feeds import article, conditional, page, queries, rows
from app.feeds.asked import Asked
from app.feeds.conditional import AskedBefore
from app.feeds.filters import MECHANISM_MAX
from app.feeds.page import About
from app.feeds.queries import Stretch
from app.feeds.words import address
from app.kernel.actor import NOBODY
from app.kernel.errors import NotFound
from app.settings import Settings
from app.web.bodies import OptionalLine
from app.web.deps import Config, Db
from app.web.pages import BadCursor, PageWish, cursor
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
READ = ["GET", "HEAD"]
PER_PAGE = 20
FOR_CACHES = {"Cache-Control": "public, max-age=0, s-maxage=5, must-revalidate"}
"""Browsers ask each time, so that nobody sees what was withdrawn; a cache before us may answer for seconds."""
CSS = Path(__file__).parents[1] / "fair.css"
_LINE: TypeAdapter[str] = TypeAdapter(OptionalLine)


@router.api_route("/fair", methods=READ)
def read_fair_page(request: Request, db: Db, config: Config, known: AskedBefore) -> Response:
    """The fair, newest first, as one reads it; 404 for a page that no list ever led to."""
    given = request.query_params
    asked = _lenient(given)
    shell = _shell(config)
    wish = PageWish(given.get("after", "")[:500] or None, PER_PAGE)
    try:
        below = wish.key(datetime, UUID)
    except BadCursor:
        return _html(shell, article.about_nothing(f"{config.origin}/fair"), {}, 404)
    stretch = Stretch(below=None if below is None else (below[0], below[1]))
    with db.reading(NOBODY) as session:
        marks = queries.marks(session, asked, stretch, PER_PAGE + 1)
        etag = conditional.etag(address(config.origin, asked, wish.after), page.digest(shell), marks)
        headers = FOR_CACHES | {"ETag": etag}
        if known.has(etag):
            return Response(status_code=304, headers=headers)
        found = queries.findings(session, asked, stretch, PER_PAGE)
        files = queries.files(session, [row.id for row in found])
    shown = [rows.entry_of(row, files[row.id], origin=config.origin, base="") for row in found]
    following = cursor(marks[PER_PAGE - 1]) if len(marks) > PER_PAGE else None
    return _html(shell, article.about_list(shown, asked, origin=config.origin, following=following), headers)


@router.api_route("/fair.css", methods=READ)
def read_fair_styles(known: AskedBefore) -> Response:
    """How the pages look while no script runs."""
    text = CSS.read_text("utf-8")
    headers = {"ETag": conditional.etag(text), "Cache-Control": "public, max-age=3600"}
    if known.has(headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(text, headers=headers, media_type="text/css")


@router.api_route("/fair/{finding_id}", methods=READ)
def read_fair_finding_page(finding_id: str, db: Db, config: Config, known: AskedBefore) -> Response:
    """A finding as one reads it. 410 once it was withdrawn from everyone.

    404 when not everyone may read it: it may still open one for those who are signed in, and to them the application
    says what there is.
    """
    shell = _shell(config)
    try:
        wanted = UUID(finding_id)
    except ValueError:
        return _html(shell, article.about_nothing(f"{config.origin}/fair"), {}, 404)
    url = f"{config.origin}/fair/{wanted}"
    with db.reading(NOBODY) as session:
        try:
            row = queries.finding(session, wanted)
        except NotFound:
            gone = queries.withdrawal(session, wanted)
            if gone is not None:
                return _html(shell, article.about_gone(url, gone), {}, 410)
            return _html(shell, article.about_nothing(f"{config.origin}/fair"), {}, 404)
        etag = conditional.etag(url, page.digest(shell), row.edited_at, row.edition)
        headers = FOR_CACHES | {"ETag": etag}
        if known.has(etag):
            return Response(status_code=304, headers=headers)
        files = queries.files(session, [row.id])
    return _html(
        shell, article.about_finding(rows.entry_of(row, files[row.id], origin=config.origin, base="")), headers
    )


@router.api_route("/fair/{kind}/{value:path}", methods=READ)
def read_fair_filter_page(kind: str, value: str, config: Config) -> Response:
    """The short address of a filter leads to the long one, and a finding's with a slash to the one without."""
    if not value:
        return RedirectResponse(f"/fair/{quote(kind)}", 308)
    if kind not in list(LabelKind) or not _lenient({kind: value}).said:
        return _html(_shell(config), article.about_nothing(f"{config.origin}/fair"), {}, 404)
    return RedirectResponse(f"/fair?{urlencode({kind: value})}", 308)


# ---- helpers -----------------------------------------------------------------------------------------


def _html(shell: str | None, about: About, headers: Mapping[str, str], status: int = 200) -> HTMLResponse:
    return HTMLResponse(page.render(shell, about), status, dict(headers))


def _lenient(given: Mapping[str, str]) -> Asked:
    """The filters that can be read; the application may mean more by the others, so they are left alone."""
    phase, mechanism = given.get("phase", ""), given.get("mechanism", "")
    is_mechanism = mechanism.isascii() and mechanism.isdigit() and 1 <= int(mechanism[:4]) <= MECHANISM_MAX
    return Asked(
        focus=_line(given.get("focus", "")), subject=_line(given.get("subject", "")),
        phase=Phase(phase) if phase in list(Phase) else None, mechanism=int(mechanism[:4]) if is_mechanism else None,
        school=_id(given.get("school") or given.get("school_id", "")),
        group=_id(given.get("group") or given.get("group_id", "")),
    )  # fmt: skip


def _line(text: str) -> str:
    try:
        return _LINE.validate_python(text)
    except ValidationError:
        return ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shell(config: Settings) -> str | None:
    try:
        return Path(config.frontend, "index.html").read_text("utf-8")
    except OSError:
        return None
