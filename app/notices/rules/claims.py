"""What the links in messages say, before they are signed (kernel/signed.py). Pure."""

from uuid import UUID

from app.kernel.signed import Signed
from app.notices.rules.kinds import NoticeKind


def leaving(staff_id: UUID, kind: NoticeKind) -> str:
    """No more mail of *kind* for *staff_id*."""
    return f"leave:{staff_id.hex}:{kind}"


def answering(link_id: UUID) -> str:
    """The one answer that a link gives."""
    return f"answer:{link_id.hex}"


def left(said: Signed) -> tuple[UUID, NoticeKind] | None:
    """Who wants no more of what; None when the link is for something else."""
    purpose, *rest = said.claim.split(":")
    return (UUID(rest[0]), NoticeKind(rest[1])) if purpose == "leave" else None


def answered(said: Signed) -> UUID | None:
    """Which link it is; None when it is for something else."""
    purpose, *rest = said.claim.split(":")
    return UUID(rest[0]) if purpose == "answer" else None
