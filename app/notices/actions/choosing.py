"""What people choose to be told, and links that are used."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.notices import queries
from app.notices.errors import LinkOver
from app.notices.rules import NoticeKind
from app.notices.rules.quiet import Quiet
from app.notices.rules.ways import DEFAULTS, Ways
from app.notices.tables import NoticeChoice, OneClickLink, QuietHours
from app.outbox.rules import KEPT
from app.web import etag

NEVER_CHOSEN = 0
"""The version of choices that nobody has made yet."""


def choose(
    session: Session, actor: Actor, ways: Mapping[NoticeKind, Ways], quiet: Quiet, if_match: str | None
) -> None:  # fmt: skip
    """Take what *actor* wants to be told, by which ways, and when they are left in peace.

    Raises:
        Stale, VersionMissing: it was not chosen on what is stored.
    """
    row = queries.own_quiet(session, actor, lock=True)
    etag.require_current(if_match, row.version if row else NEVER_CHOSEN)
    if row is None:
        row = QuietHours(
            school_id=actor.school_id, staff_id=actor.staff_id, starts=quiet.starts, ends=quiet.ends, version=0
        )
    row.starts, row.ends = quiet.starts, quiet.ends
    row.is_quiet_at_weekends, row.lets_urgent_through = quiet.is_quiet_at_weekends, quiet.lets_urgent_through
    row.version += 1
    session.add(row)
    stored = queries.own_choices(session, actor, lock=True)
    for kind, chosen in ways.items():
        _keep(session, actor.school_id, actor.staff_id, kind, chosen, stored.get(kind))
    session.flush()


def leave(session: Session, school_id: UUID, staff_id: UUID, kind: NoticeKind) -> None:
    """No more mail of *kind* for the reader of a mail; what else they chose stays. Twice is once.

    Raises:
        NotFound: nobody of that id is here.
    """
    if not queries.is_here(session, school_id, staff_id):
        raise NotFound
    stored = queries.choice_of(session, school_id, staff_id, kind)
    by_push = stored.by_push if stored else DEFAULTS[kind].by_push
    _keep(session, school_id, staff_id, kind, Ways(by_mail=False, by_push=by_push), stored)
    session.flush()


def use_link(session: Session, link: OneClickLink, now: datetime) -> None:
    """Count a locked link as used.

    Raises:
        LinkOver: what it is about has begun.
    """
    if now >= link.expires_at:
        raise LinkOver
    link.used_at = now
    session.add(link)
    session.flush()


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's links that ended KEPT ago; answers with how many."""
    old = (col(OneClickLink.school_id) == school_id) & (col(OneClickLink.expires_at) < now - KEPT)
    return session.connection().execute(delete(OneClickLink).where(old)).rowcount


def _keep(
    session: Session, school_id: UUID, staff_id: UUID, kind: NoticeKind, ways: Ways, row: NoticeChoice | None
) -> None:  # fmt: skip
    if row is None:
        row = NoticeChoice(
            school_id=school_id, staff_id=staff_id, kind=kind, by_mail=ways.by_mail, by_push=ways.by_push
        )
    row.by_mail, row.by_push = ways.by_mail, ways.by_push
    session.add(row)
