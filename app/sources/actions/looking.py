"""What came of a look at an address: the copy that is kept, when the next look is, and who is told."""

from datetime import datetime

from sqlmodel import Session

from app.fetching.fetch import Fetched
from app.jobs import actions as jobs
from app.kernel.actor import Role
from app.notices import actions as notices
from app.notices import queries as notice_queries
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.sources import rules
from app.sources.rules import Copy
from app.sources.tables import OutsideSource

SCREEN = "/school/addresses"


def nothing_new(
    session: Session, row: OutsideSource, now: datetime, came: Fetched | None = None, *, remark: str = ""
) -> None:
    """What stands at the address is what is kept.

    Args:
        remark: what somebody should know of it all the same.
    """
    row.good_at = now
    if came is not None:
        row.etag, row.last_modified = came.etag, came.last_modified
    _looked(session, row, now, failures=0, trouble=rules.trouble_of(remark))


def keep(
    session: Session, row: OutsideSource, copy: Copy, now: datetime, came: Fetched | None = None, *, remark: str = ""
) -> None:
    """Keep *copy* of what came as the last good one."""
    row.content, row.content_hash = copy.packed, copy.content_hash
    nothing_new(session, row, now, came, remark=remark)


def fail(session: Session, row: OutsideSource, words: str, now: datetime) -> None:
    """Nothing that can be used came. The copy that is kept stays; after the second time somebody is told."""
    _looked(session, row, now, failures=row.failures + 1, trouble=rules.trouble_of(words))
    if rules.is_told(row.failures):
        since = row.good_at or row.created_at
        # Another address is another piece of news, though the last good copy is as old as before.
        about = f"failed:{row.version}:{since:%Y%m%d%H%M%S}"
        tell(session, row, "could not be read twice in a row", SCREEN, about, now)


def tell(session: Session, row: OutsideSource, what: str, path: str, about: str, now: datetime) -> None:
    """Tell whoever leads professional learning here; a head, where nobody does."""
    leads = notice_queries.lead_ids(session, row.school_id, {Role.CPD_LEAD})
    leads = leads or notice_queries.lead_ids(session, row.school_id, {Role.HEAD})
    notice = Notice(
        NoticeKind.TIMETABLE_CHANGED, tuple(leads), {"place": row.name, "what": what}, path,
        key=f"source:{row.id.hex}:{about}", about_id=row.id,
    )  # fmt: skip
    notices.tell(session, row.school_id, notice, now)


def have_looked(session: Session, row: OutsideSource, now: datetime) -> None:
    """One job for each time that an address is due: asked for twice, it is done once."""
    jobs.enqueue(
        session, rules.LOOK, f"{row.id.hex}/{row.version}/{row.next_at:%Y%m%d%H%M%S}",
        {"source_id": row.id, "due": row.next_at}, school_id=row.school_id, now=now, due_at=row.next_at,
    )  # fmt: skip


def _looked(session: Session, row: OutsideSource, now: datetime, *, failures: int, trouble: str) -> None:
    row.looked_at, row.failures, row.trouble = now, failures, trouble
    row.next_at = rules.next_look(row.id, now, row.every_hours, failures)
    session.flush()
    have_looked(session, row, now)
