"""HTTP in, HTTP out, for names in texts, the roster, and the audit log. No decision is made here.

The audit log is read here because `audit` stands below `identity` and knows nobody who could ask. How long things are
kept is chosen in lesson_study, which also dates anew what is kept already.
"""

import json
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, File, Query, Response, UploadFile

from app.audit import queries as audit
from app.audit.schemas import AuditLine
from app.audit.tables import AuditEntry
from app.identity import policy
from app.identity import queries as people
from app.identity.deps import CurrentActor
from app.kernel import clock
from app.pupils import actions, queries, roster_files
from app.pupils.errors import RosterUnreadable, TextsTooLong
from app.pupils.schemas import (
    TEXT_CHARACTERS_MAX,
    NamesOut,
    RosterCount,
    RosterIn,
    RosterOut,
    TextsIn,
)
from app.web.bodies import OptionalLine, Page
from app.web.deps import Config, Db, Now, OperationWords, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["pupils"], route_class=RetryingRoute)


@router.post("/pupils/check", response_model=NamesOut, responses=problems(TextsTooLong))
def check_names(wish: TextsIn, db: Db, actor: CurrentActor, config: Config, now: Now) -> NamesOut:
    """Look for pupils' names in what was typed. Nothing of it is stored; screens ask before they save."""
    if sum(len(text.encode()) for text in wish.texts.values()) > TEXT_CHARACTERS_MAX:
        raise TextsTooLong(bytes_max=TEXT_CHARACTERS_MAX)
    with db.reading(actor.scope) as session:
        today = clock.local_date(now, ZoneInfo(people.school(session, actor.school_id).zone))
        secret = config.secret_key.encode()
        return NamesOut(names=queries.names_in(session, actor, secret, wish.texts, today=today))


@router.get("/pupils/roster", response_model=RosterOut)
def read_roster(db: Db, actor: CurrentActor) -> RosterOut:
    """Whether there is a roster, of how many names, and who loaded it when. The names are nowhere."""
    with db.reading(actor.scope) as session:
        return queries.roster_out(session, actor)


@router.post("/pupils/roster", response_model=RosterCount, responses=problems(RosterUnreadable, *ONCE))
def load_roster(
    wish: RosterIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Replace the roster by these names. Only keyed digests of them are stored."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: actions.load_roster(session, actor, secret, wish.names, now),
        )  # fmt: skip


@router.post("/pupils/roster/file", response_model=RosterCount, responses=problems(RosterUnreadable, *ONCE))
def load_roster_file(
    file: Annotated[UploadFile, File()], db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Replace the roster by the names of a CSV file, a workbook, or a text with one name a line."""
    names = roster_files.read(file.file.read(roster_files.BYTES_MAX + 1))
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: actions.load_roster(session, actor, secret, names, now),
        )  # fmt: skip


@router.delete("/pupils/roster", status_code=204)
def delete_roster(db: Db, actor: CurrentActor, now: Now) -> None:
    """Forget the roster. Names are then looked for by their shape only."""
    with db.writing(actor.scope) as session:
        actions.forget_roster(session, actor, now)


@router.get("/audit", response_model=Page[AuditLine], responses=problems(BadCursor))
def list_audit(
    db: Db, actor: CurrentActor, wish: Wish, words: OperationWords,
    action: Annotated[OptionalLine, Query(description="Only this act, `evidence.expired` for instance")] = "",
) -> Page[AuditLine]:  # fmt: skip
    """What those who lead did, and what was done with names, keys and evidence, newest first: never texts."""
    with db.reading(actor.scope) as session:
        rows, following = audit.audit_page(session, actor, wish, led=policy.led(), action=action)
        names = people.names(session, actor, [row.by_staff_id for row in rows if row.by_staff_id])
    return Page(items=[_line(row, names, words) for row in rows], next=following)


@router.get("/my-record", response_model=Page[AuditLine], responses=problems(BadCursor))
def list_my_record(db: Db, actor: CurrentActor, wish: Wish, words: OperationWords) -> Page[AuditLine]:
    """What I did here, sign-ins too, and who changed my entry in the list of staff, newest first. Only I see it."""
    with db.reading(actor.scope) as session:
        rows, following = audit.own_page(session, actor, wish)
        names = people.names(session, actor, [row.by_staff_id for row in rows if row.by_staff_id])
    return Page(items=[_line(row, names, words) for row in rows], next=following)


def _line(row: AuditEntry, names: Mapping[UUID, str], words: Mapping[str, str]) -> AuditLine:
    what = words.get(row.action) or words.get(row.operation, row.action)
    return AuditLine(
        id=row.id, action=row.action, what=what, subject_kind=row.subject_kind, subject_id=row.subject_id,
        by_name=names.get(row.by_staff_id) if row.by_staff_id else None,
        detail=json.loads(row.detail), made_at=row.made_at,
    )  # fmt: skip
