"""HTTP in, HTTP out, for feeds and the fair's page. Only what everyone may read ever passes here."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.fair import answers, queries
from app.fair.queries import FairAsked
from app.fair.rules import Phase
from app.feeds import atom, entries, jsonfeed, page
from app.feeds.entries import Feed
from app.feeds.page import About
from app.kernel.actor import NOBODY
from app.kernel.errors import NotFound
from app.settings import Settings
from app.web.bodies import OptionalLine
from app.web.deps import Config, Db, Now
from app.web.pages import PageWish, cut
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
READ = ["GET", "HEAD"]
ENTRIES_PER_PAGE = 50
FORM = 1
"""Raise it when the same findings are written differently: every reader then fetches anew."""
TITLE = "Kenkyu learning fair"
DESCRIPTION = "What groups of teachers found in their lesson studies."
OPEN_TO_ALL = {
    "Cache-Control": "public, max-age=60",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Feeds hold nothing private and know no cookie, so readers that live in browsers may fetch them too."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a feed is written."""

    media_type: str
    render: Callable[[Feed], bytes]


JSON_FEED = Format(jsonfeed.MEDIA_TYPE, jsonfeed.render)
ATOM = Format(atom.MEDIA_TYPE, atom.render)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of which feed, and what the reader has of it already."""

    path: str
    asked: FairAsked
    after: str | None
    known_tags: str | None
    known_since: str | None

    @property
    def wish(self) -> PageWish:
        return PageWish(self.after, ENTRIES_PER_PAGE)

    def query(self, after: str | None) -> str:
        """The question mark and what follows, always in one order."""
        said = {
            "focus": self.asked.focus,
            "subject": self.asked.subject,
            "phase": self.asked.phase.value if self.asked.phase else "",
            "after": after or "",
        }
        text = urlencode({name: value for name, value in said.items() if value})
        return f"?{text}" if text else ""


async def wanted(
    request: Request,
    focus: Annotated[OptionalLine, Query()] = "",
    subject: Annotated[OptionalLine, Query()] = "",
    phase: Phase | None = None,
    after: Annotated[str | None, Query(max_length=500)] = None,
) -> Wanted:
    sent = request.headers
    asked = FairAsked(focus=focus, subject=subject, phase=phase)
    return Wanted(request.url.path, asked, after, sent.get("if-none-match"), sent.get("if-modified-since"))


Want = Annotated[Wanted, Depends(wanted)]


@router.api_route("/feeds/fair.json", methods=READ)
def read_json_feed(db: Db, config: Config, now: Now, want: Want) -> Response:
    """The fair's newest public findings as JSON Feed 1.1."""
    with db.reading(NOBODY) as session:
        return _answer(session, config, now, want, JSON_FEED)


@router.api_route("/feeds/fair.atom", methods=READ)
def read_atom_feed(db: Db, config: Config, now: Now, want: Want) -> Response:
    """The fair's newest public findings as Atom."""
    with db.reading(NOBODY) as session:
        return _answer(session, config, now, want, ATOM)


@router.api_route("/fair", methods=READ)
def read_fair_page(config: Config) -> HTMLResponse:
    """The application's page, told about the fair."""
    about = About("Learning fair", DESCRIPTION, f"{config.origin}/fair")
    return HTMLResponse(page.render(_shell(config), about))


@router.api_route("/fair/{finding_id}", methods=READ)
def read_fair_finding_page(finding_id: str, db: Db, config: Config) -> HTMLResponse:
    """The application's page, told about one finding. 404 when not everyone may read it: it may still open one
    for those who are signed in, and to them the application says what there is.
    """
    try:
        with db.reading(NOBODY) as session:
            found = answers.card(queries.fair_finding(session, NOBODY, UUID(finding_id)), {})
    except (ValueError, NotFound):
        about = About("Learning fair", DESCRIPTION, f"{config.origin}/fair")
        return HTMLResponse(page.render(_shell(config), about), 404)
    title, description = entries.plain(found.title), entries.plain(found.pull_quote or found.summary)
    about = About(title, description, f"{config.origin}/fair/{found.id}", "article")
    return HTMLResponse(page.render(_shell(config), about))


# ---- helpers -------------------------------------------------------------------------------------


def _answer(session: Session, config: Settings, now: datetime, want: Wanted, form: Format) -> Response:
    withdrawn_at = queries.last_withdrawal(session)
    marks, following = cut(
        queries.fair_marks(session, NOBODY, want.asked, want.wish), want.wish, lambda mark: mark[::-1]
    )
    changed_at = _changed_at(marks, withdrawn_at)
    headers = OPEN_TO_ALL | {"ETag": _etag(config, want, marks, following)}
    # While its second lasts a date cannot tell two changes apart: nobody is given it before.
    if changed_at is not None and now - changed_at >= timedelta(seconds=1):
        headers["Last-Modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    if _has_it_already(want, headers["ETag"], changed_at):
        return Response(status_code=304, headers=headers)
    rows, following = queries.fair_page(session, NOBODY, want.asked, want.wish)
    marks = [(row.id, row.published_at) for row in rows if row.published_at is not None]
    headers["ETag"] = _etag(config, want, marks, following)
    found = tuple(entries.entry_of(answers.page(row, {}), origin=config.origin) for row in rows)
    address, home = f"{config.origin}{want.path}", f"{config.origin}/fair"
    feed = Feed(
        title=TITLE + _narrowed(want.asked), description=DESCRIPTION, home_url=home,
        self_url=address + want.query(want.after), next_url=address + want.query(following) if following else None,
        identity=home + want.query(None), entries=found,
    )  # fmt: skip
    return Response(form.render(feed), headers=headers, media_type=form.media_type)


def _etag(config: Settings, want: Wanted, marks: Sequence[tuple[UUID, datetime]], following: str | None) -> str:
    """Different whenever the bytes are: what is published does not change, it only comes and goes."""
    shown = [[str(finding_id), published_at.isoformat()] for finding_id, published_at in marks]
    address = f"{config.origin}{want.path}{want.query(want.after)}"
    return f'"{hashlib.sha256(json.dumps([FORM, address, shown, following]).encode()).hexdigest()[:32]}"'


def _changed_at(marks: Sequence[tuple[UUID, datetime]], withdrawn_at: datetime | None) -> datetime | None:
    published_at = marks[0][1] if marks else None
    return max((moment for moment in (published_at, withdrawn_at) if moment is not None), default=None)


def _has_it_already(want: Wanted, etag: str, changed_at: datetime | None) -> bool:
    """Whether the reader's copy is this one. If-Modified-Since counts only without If-None-Match (RFC 9110)."""
    if want.known_tags is not None:
        return any(tag.strip().removeprefix("W/") in ("*", etag) for tag in want.known_tags.split(","))
    if want.known_since is None or changed_at is None:
        return False
    try:
        seen_at = parsedate_to_datetime(want.known_since)
    except ValueError:
        return False
    return changed_at.replace(microsecond=0) <= seen_at.replace(tzinfo=seen_at.tzinfo or UTC)


def _narrowed(asked: FairAsked) -> str:
    words = [entries.plain(text) for text in (asked.focus, asked.subject) if text]
    words += [entries.PHASES[asked.phase]] if asked.phase else []
    return f": {', '.join(words)}" if words else ""


def _shell(config: Settings) -> str | None:
    try:
        return Path(config.frontend, "index.html").read_text("utf-8")
    except OSError:
        return None
