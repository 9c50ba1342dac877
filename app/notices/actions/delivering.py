"""What came of sending a message to a webhook."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Role
from app.notices.actions.telling import tell
from app.notices.actions.webhooks import have_sent
from app.notices.queries import lead_ids, readers
from app.notices.rules import NoticeKind, telling_programs
from app.notices.rules.notice import Notice
from app.notices.tables import Webhook, WebhookDelivery

KEPT = timedelta(days=30)
"""So long somebody can look why nothing came."""
PATH = "/school/webhooks"
LEADS = frozenset({Role.CPD_LEAD, Role.HEAD})


def delivered(session: Session, message: WebhookDelivery, status: int, now: datetime) -> None:
    """Somebody took it."""
    message.attempts += 1
    message.status, message.trouble, message.delivered_at = status, "", now
    session.flush()


def failed(
    session: Session, hook: Webhook, message: WebhookDelivery, status: int | None, trouble: str, now: datetime
) -> None:
    """Nobody took it: it is sent again later. When nobody has for days, or the address is gone, the webhook pauses."""
    message.attempts += 1
    message.status, message.trouble = status, trouble[: telling_programs.TROUBLE_MAX]
    due_at = telling_programs.retry_at(now, message.attempts, hook.id)
    if status == telling_programs.GONE or due_at is None:
        message.given_up_at = now
        _pause(session, hook, now, is_gone=status == telling_programs.GONE)
    else:
        have_sent(session, message, now, due_at)
    session.flush()


def leave(session: Session, message: WebhookDelivery, now: datetime) -> None:
    """Do not send what waits for a paused webhook: its news would be old when it goes on."""
    message.given_up_at, message.trouble = now, "The webhook was paused."
    session.flush()


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's messages KEPT after they were made; answers with how many."""
    old = (col(WebhookDelivery.school_id) == school_id) & (col(WebhookDelivery.made_at) < now - KEPT)
    return session.connection().execute(delete(WebhookDelivery).where(old)).rowcount


def _pause(session: Session, hook: Webhook, now: datetime, *, is_gone: bool) -> None:
    if not hook.is_active:
        return
    hook.is_active = False
    hook.version += 1
    session.flush()
    why = "its address says that it is gone" if is_gone else "nobody took its messages for days"
    notice = Notice(
        NoticeKind.TIMETABLE_CHANGED, _told(session, hook, now), {"place": hook.name, "what": f"was paused: {why}"},
        PATH,
        key=f"webhook:{hook.id.hex}:paused:{hook.version}", about_id=hook.id,
    )  # fmt: skip
    tell(session, hook.school_id, notice, now)


def _told(session: Session, hook: Webhook, now: datetime) -> tuple[UUID, ...]:
    """Whoever made the webhook; the school's leads, when they have left or lead no longer."""
    maker = readers(session, hook.school_id, [hook.created_by], now).get(hook.created_by)
    if maker is not None and maker.roles & LEADS:
        return (hook.created_by,)
    return tuple(lead_ids(session, hook.school_id, LEADS))
