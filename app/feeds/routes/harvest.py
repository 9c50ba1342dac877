"""The fair for harvesters: OAI-PMH 2.0 at one address, by GET and POST."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.db.session import Database
from app.feeds import queries, rows
from app.feeds.asked import Asked
from app.feeds.entries import Entry
from app.feeds.oai import asking
from app.feeds.oai.asking import SETS, OaiFault, Verb, Wish
from app.feeds.oai.document import Document, Header, Repository, specs_of
from app.feeds.queries import Stretch
from app.kernel.actor import NOBODY
from app.kernel.errors import NotFound
from app.settings import Settings
from app.web.deps import Config, Db, Now
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
RECORDS_PER_PART = 100
IDENTIFIERS_PER_PART = 200
SETS_PER_PART = 100
PAIRS_MAX = 50
QUERY_BYTES_MAX = 20_000
MEDIA_TYPE = "text/xml"
FORM_TYPE = "application/x-www-form-urlencoded"
HEADERS = {"Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*"}


async def sent(request: Request) -> list[tuple[str, str]]:
    """What was asked, as names and values in order; nothing when it was not sent as a form is."""
    if request.method != "POST":
        return _pairs(request.url.query.encode())
    is_form = request.headers.get("content-type", "").startswith(FORM_TYPE)
    return _pairs(await request.body()) if is_form else []


@router.api_route("/oai", methods=["GET", "HEAD", "POST"])
def harvest(db: Db, config: Config, now: Now, pairs: Annotated[list[tuple[str, str]], Depends(sent)]) -> Response:
    """Whatever a harvester asks, answered with status 200 as the protocol wants it, faults too."""
    return Response(_answer(db, config, now, pairs), headers=HEADERS, media_type=MEDIA_TYPE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: its header, and what it says if it is not gone."""

    header: Header
    entry: Entry | None

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.header.at, self.header.id


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    if len(raw) > QUERY_BYTES_MAX:
        return []
    try:
        text = raw.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=PAIRS_MAX, errors="strict")
    except ValueError:
        return []


def _answer(db: Database, config: Settings, now: datetime, pairs: Sequence[tuple[str, str]]) -> bytes:
    base_url = f"{config.origin}/oai"
    try:
        asked = asking.read(pairs)
        document = Document(base_url, now, {"verb": asked.verb, **asked.arguments})
        with db.reading(NOBODY) as session:
            _fill(session, document, config, asked)
    except OaiFault as fault:
        document = Document(base_url, now, dict(pairs) if fault.shows_arguments else {})
        document.fault(fault)
    return document.bytes()


def _fill(session: Session, document: Document, config: Settings, asked: asking.Request) -> None:
    repository = _repository(session, config)
    if asked.verb == Verb.IDENTIFY:
        document.identify(repository)
    elif asked.verb == Verb.FORMATS:
        if "identifier" in asked.arguments:
            _one(session, config, repository, asked.arguments["identifier"])
        document.formats()
    elif asked.verb == Verb.RECORD:
        found = _one(session, config, repository, asked.arguments["identifier"])
        document.record(repository, found.header, found.entry)
    elif asked.verb == Verb.SETS:
        _list_sets(session, document, asked.wish())
    else:
        _list(session, document, config, repository, asked.wish())


def _list(session: Session, document: Document, config: Settings, repository: Repository, wish: Wish) -> None:
    size = RECORDS_PER_PART if wish.verb == Verb.RECORDS else IDENTIFIERS_PER_PART
    found = _merged(session, config, wish, wish.asked, size)
    if not found:
        raise OaiFault("noRecordsMatch", "Nothing was published, edited or withdrawn there and then.")
    shown = found[:size]
    last = shown[-1].key
    token = None
    if len(found) > size:
        token = asking.token_of(wish, (last[0].isoformat(), str(last[1])), wish.done + len(shown))
    if wish.verb == Verb.RECORDS:
        document.records(repository, [(one.header, one.entry) for one in shown], token, wish.done)
    else:
        document.identifiers(repository, [one.header for one in shown], token, wish.done)


def _merged(session: Session, config: Settings, wish: Wish, asked: Asked, size: int) -> list[Listed]:
    """What is on the fair and what is gone from it, the oldest first; one more than *size* if there is more.

    What is gone belongs to every set: of which it was, nothing is kept, and whoever never had it passes over it.
    """
    place = asking.place_of(wish.after)
    stretch = Stretch(since=wish.since, until=wish.until, above=place, oldest_first=True)
    listed = []
    for row in queries.findings(session, asked, stretch, size + 1):
        entry = rows.entry_of(row, [], origin=config.origin)
        listed.append(Listed(Header(row.id, entry.edited_at, specs_of(entry)), entry))
    for gone in queries.gone(
        session, since=wish.since, until=wish.until, after=place, limit=size + 1, oldest_first=True
    ):
        listed.append(Listed(Header(gone.id, gone.at, is_deleted=True), None))
    return sorted(listed, key=lambda one: one.key)[: size + 1]


def _list_sets(session: Session, document: Document, wish: Wish) -> None:
    after = (wish.after[0], wish.after[1]) if wish.after else None
    found = queries.labels(session, list(SETS), after, SETS_PER_PART + 1)
    shown = found[:SETS_PER_PART]
    sets = [(asking.set_spec(kind, value), label) for kind, value, label in shown]
    if after is None:
        sets = [(kind.value, name) for kind, name in SETS.items()] + sets
    token = None
    if len(found) > SETS_PER_PART:
        token = asking.token_of(wish, (shown[-1][0].value, shown[-1][1]), wish.done + len(sets))
    document.sets(sets, token, wish.done)


def _one(session: Session, config: Settings, repository: Repository, identifier: str) -> Listed:
    """The record of an identifier, gone or not.

    Raises:
        OaiFault: idDoesNotExist.
    """
    prefix = repository.identifier(UUID(int=0)).removesuffix(str(UUID(int=0)))
    missing = OaiFault("idDoesNotExist", "There is no such record.")
    if not identifier.startswith(prefix):
        raise missing
    try:
        wanted = UUID(identifier.removeprefix(prefix))
        if str(wanted) != identifier.removeprefix(prefix):
            raise missing
        row = queries.finding(session, wanted)
    except ValueError as error:
        raise missing from error
    except NotFound as error:
        gone = queries.withdrawal(session, wanted)
        if gone is None:
            raise missing from error
        return Listed(Header(gone.id, gone.at, is_deleted=True), None)
    entry = rows.entry_of(row, [], origin=config.origin)
    return Listed(Header(row.id, entry.edited_at, specs_of(entry)), entry)


def _repository(session: Session, config: Settings) -> Repository:
    host = urlsplit(config.origin).hostname or "localhost"
    first = queries.marks(session, Asked(), Stretch(oldest_first=True), 1)
    gone = queries.gone(session, limit=1, oldest_first=True)
    moments = [moment for moment, _ in first] + [one.at for one in gone]
    return Repository(
        name="Kenkyu learning fair", base_url=f"{config.origin}/oai", host=host, email=f"postmaster@{host}",
        earliest=min(moments, default=datetime(1970, 1, 1, tzinfo=UTC)),
    )  # fmt: skip
