"""Sessions that were opened by single sign-on end when what opened them is taken away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from app.identity.tables import SignInSession


def end_those_by_sign_on(
    session: Session, now: datetime, *, account_id: UUID | None = None, school_id: UUID | None = None
) -> None:
    """End the sessions by single sign-on of one account, or at one school; they are dead on their next request."""
    assert (account_id is None) != (school_id is None), "one or the other, never everybody's"
    theirs = (
        col(SignInSession.account_id) == account_id
        if account_id is not None
        else col(SignInSession.school_id) == school_id
    )
    open_ones = theirs & (col(SignInSession.means) == "sign_on") & col(SignInSession.ended_at).is_(None)
    session.execute(update(SignInSession).where(open_ones).values(ended_at=now))
