"""JSON Feed and Atom, page by page, and Atom's archives month by month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import Session

from app.feeds import atom, conditional, jsonfeed, queries, rows
from app.feeds.archives import Month, month_of
from app.feeds.asked import Asked
from app.feeds.conditional import AskedBefore, Known
from app.feeds.entries import Feed, Gone
from app.feeds.filters import Filters
from app.feeds.queries import Mark, Stretch
from app.feeds.words import address, narrowed
from app.kernel.actor import NOBODY
from app.kernel.errors import NotFound
from app.settings import Settings
from app.web.deps import Config, Db, Now
from app.web.pages import PageWish, cursor
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
READ = ["GET", "HEAD"]
ENTRIES_PER_PAGE = 50
ENTRIES_PER_ARCHIVE = 200
GONE_MAX = 200
TITLE = "Kenkyu learning fair"
DESCRIPTION = "What groups of teachers found in their lesson studies."
OPEN_TO_ALL = {
    "Cache-Control": "public, max-age=60",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Feeds hold nothing private and know no cookie, so readers that live in browsers may fetch them too."""
CURRENT = "/feeds/fair.atom"
After = Annotated[str | None, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class Format:
    """How a feed is written."""

    media_type: str
    render: Callable[[Feed], bytes]
    has_archives: bool


JSON_FEED = Format(jsonfeed.MEDIA_TYPE, jsonfeed.render, has_archives=False)
ATOM = Format(atom.MEDIA_TYPE, atom.render, has_archives=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: which page of which feed, what they have of it, and when."""

    path: str
    asked: Asked
    after: str | None
    known: Known
    config: Settings
    now: datetime

    @property
    def below(self) -> Mark | None:
        """The place that the page begins below, as its address says.

        Raises:
            BadCursor: it does not say one.
        """
        return _mark(PageWish(self.after, ENTRIES_PER_PAGE).key(datetime, UUID))

    def at(self, path: str, after: str | None = None) -> str:
        """The full address of *path* with the reader's filters."""
        return address(self.config.origin + path, self.asked, after)


@router.api_route("/feeds/fair.json", methods=READ)
def read_json_feed(
    request: Request, db: Db, config: Config, now: Now, asked: Filters, known: AskedBefore, after: After = None
) -> Response:
    """The fair's newest public findings as JSON Feed 1.1."""
    with db.reading(NOBODY) as session:
        return _page(session, Reader(request.url.path, asked, after, known, config, now), JSON_FEED)


@router.api_route("/feeds/fair.atom", methods=READ)
def read_atom_feed(
    request: Request, db: Db, config: Config, now: Now, asked: Filters, known: AskedBefore, after: After = None
) -> Response:
    """The fair's newest public findings as Atom."""
    with db.reading(NOBODY) as session:
        return _page(session, Reader(request.url.path, asked, after, known, config, now), ATOM)


@router.api_route("/feeds/fair/archive/{month}.atom", methods=READ)
def read_atom_archive(
    month: str, request: Request, db: Db, config: Config, now: Now, asked: Filters, known: AskedBefore,
    after: After = None,
) -> Response:  # fmt: skip
    """What was edited last in a month, as an archive that feed readers walk back through (RFC 5005)."""
    wanted = Month.read(month)
    if wanted is None or wanted.starts > now:
        raise NotFound
    with db.reading(NOBODY) as session:
        return _archive(session, Reader(request.url.path, asked, after, known, config, now), wanted)


# ---- a page ------------------------------------------------------------------------------------------


def _page(session: Session, reader: Reader, form: Format) -> Response:
    stretch = Stretch(below=reader.below)
    found = queries.marks(session, reader.asked, stretch, ENTRIES_PER_PAGE + 1)
    shown, has_more = found[:ENTRIES_PER_PAGE], len(found) > ENTRIES_PER_PAGE
    gone = queries.gone(session, limit=GONE_MAX) if reader.after is None else []
    etag = conditional.etag(reader.at(reader.path, reader.after), shown, has_more, [(one.id, one.at) for one in gone])
    headers = conditional.dated(OPEN_TO_ALL | {"ETag": etag}, _changed_at(shown, gone), reader.now)
    if reader.known.has(etag, _changed_at(shown, gone)):
        return Response(status_code=304, headers=headers)
    following = cursor(shown[-1]) if has_more else None
    older = reader.at(month_of(shown[-1][0]).path, following) if has_more and form.has_archives else None
    feed = _feed(
        session, reader, found=queries.findings(session, reader.asked, stretch, ENTRIES_PER_PAGE), gone=gone,
        next_url=reader.at(reader.path, following) if following else None, prev_archive_url=older,
    )  # fmt: skip
    return Response(form.render(feed), headers=headers, media_type=form.media_type)


# ---- an archive --------------------------------------------------------------------------------------


def _archive(session: Session, reader: Reader, month: Month) -> Response:
    below = reader.below
    stretch = Stretch(since=month.starts, until=month.ends, below=below)
    found = queries.marks(session, reader.asked, stretch, ENTRIES_PER_ARCHIVE + 1)
    shown, has_more = found[:ENTRIES_PER_ARCHIVE], len(found) > ENTRIES_PER_ARCHIVE
    gone = queries.gone(session, since=month.starts, until=month.ends, limit=GONE_MAX) if below is None else []
    older = reader.at(month.path, cursor(shown[-1])) if has_more else _older(session, reader, month)
    newer = _newer(session, reader, month, below)
    etag = conditional.etag(
        reader.at(reader.path, reader.after), shown, older, newer, [(one.id, one.at) for one in gone]
    )
    headers = conditional.dated(OPEN_TO_ALL | {"ETag": etag}, None, reader.now)
    if reader.known.has(etag):
        return Response(status_code=304, headers=headers)
    feed = _feed(
        session, reader, found=queries.findings(session, reader.asked, stretch, ENTRIES_PER_ARCHIVE), gone=gone,
        current_url=reader.at(CURRENT), prev_archive_url=older, next_archive_url=newer,
    )  # fmt: skip
    return Response(atom.render(feed), headers=headers, media_type=atom.MEDIA_TYPE)


def _older(session: Session, reader: Reader, month: Month) -> str | None:
    """Where the archive lies that ends where this month begins."""
    found = queries.marks(session, reader.asked, Stretch(until=month.starts), 1)
    return reader.at(month_of(found[0][0]).path) if found else None


def _newer(session: Session, reader: Reader, month: Month, below: Mark | None) -> str | None:
    """Where the archive lies that begins where this one ends: what is just above, and no more than fits."""
    if below is not None:
        above = Stretch(above=_just_under(below), until=month.ends, oldest_first=True)
        if found := queries.marks(session, reader.asked, above, ENTRIES_PER_ARCHIVE + 1):
            return _ending_above(reader, month, found)
    nearest = queries.marks(session, reader.asked, Stretch(since=month.ends, oldest_first=True), 1)
    if not nearest:
        return None
    later = month_of(nearest[0][0])
    above = Stretch(since=later.starts, until=later.ends, oldest_first=True)
    return _ending_above(reader, later, queries.marks(session, reader.asked, above, ENTRIES_PER_ARCHIVE + 1))


def _ending_above(reader: Reader, month: Month, found: Sequence[Mark]) -> str:
    """The archive that holds *found*, the oldest first; what no longer fits is where it ends."""
    has_more = len(found) > ENTRIES_PER_ARCHIVE
    return reader.at(month.path, cursor(found[-1]) if has_more else None)


# ---- helpers -----------------------------------------------------------------------------------------


def _feed(session: Session, reader: Reader, *, found: Sequence[Any], gone: Sequence[Gone], **links: Any) -> Feed:
    files = queries.files(session, [row.id for row in found])
    made = tuple(rows.entry_of(row, files[row.id], origin=reader.config.origin) for row in found)
    home = reader.at("/fair")
    return Feed(
        title=TITLE + narrowed(reader.asked, made), description=DESCRIPTION, home_url=home,
        self_url=reader.at(reader.path, reader.after), identity=home, entries=made, gone=tuple(gone), **links,
    )  # fmt: skip


def _changed_at(shown: Sequence[Mark], gone: Sequence[Gone]) -> datetime | None:
    moments = [moment for moment, _ in shown[:1]] + [one.at for one in gone[:1]]
    return max(moments, default=None)


def _mark(key: tuple[Any, ...] | None) -> Mark | None:
    return None if key is None else (key[0].astimezone(UTC), key[1])


def _just_under(mark: Mark) -> Mark:
    """The place right below *mark*, so that *mark* itself is above it."""
    moment, finding_id = mark
    return moment, UUID(int=max(0, finding_id.int - 1))
