"""Reads of links that do one thing, once."""

from uuid import UUID

from sqlmodel import Session, select

from app.notices.tables import OneClickLink


def one_click_link(session: Session, school_id: UUID, link_id: UUID, *, lock: bool = False) -> OneClickLink | None:
    """The link, used or not; None when it has been forgotten. With *lock*, whoever presses twice at once waits."""
    statement = select(OneClickLink).where(OneClickLink.school_id == school_id, OneClickLink.id == link_id)
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()
