"""Who may see and change findings: drafts are their group's, what is published is its audience's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.db.tenancy import shared_with
from app.fair.rules import Audience, Author, FindingState
from app.fair.tables import Finding, FindingLabel, FindingReaction
from app.identity.access import leads
from app.kernel.actor import NOBODY, Actor, Scope
from app.kernel.errors import Forbidden, NotFound
from app.plc import access as plc
from app.plc.rules import MemberRow


@dataclass(frozen=True, slots=True)
class Reader(Scope):
    """Somebody of a school who reads the fair: their own groups' findings too."""

    staff_id: UUID | None = None
    today: date = date.min


def visible(actor: Actor) -> ColumnElement[bool]:
    """The findings whose making concerns *actor*'s school. Whose draft it is, `require_known` says."""
    return col(Finding.school_id) == actor.school_id


def readable(scope: Scope) -> ColumnElement[bool]:
    """The fair as *scope* sees it. PostgreSQL's policy and tables.py say the same of other schools' rows."""
    to_all = shared_with(Finding, scope)
    if scope.school_id is not None:
        own = col(Finding.school_id) == scope.school_id
        to_all |= own & (col(Finding.audience) != Audience.GROUP)
        if isinstance(scope, Reader):
            to_all |= own & (col(Finding.audience) == Audience.GROUP) & _of_my_group(scope)
    return (col(Finding.state) == FindingState.PUBLISHED) & to_all


def _of_my_group(reader: Reader) -> ColumnElement[bool]:
    school_id, group_id = col(Finding.school_id), col(Finding.group_id)
    return plc.has_member(school_id, group_id, staff_id=reader.staff_id, today=reader.today)


def labels_readable(scope: Scope) -> ColumnElement[bool]:
    """Labels of what *scope* may read; whether a group's own are its own, `readable` says of the finding."""
    to_all = shared_with(FindingLabel, scope)
    if scope.school_id is not None:
        to_all |= col(FindingLabel.school_id) == scope.school_id
    return to_all


def reactions_readable(scope: Scope) -> ColumnElement[bool]:
    """Reactions to what *scope* may read; the finding itself has been found readable before."""
    to_all = shared_with(FindingReaction, scope)
    if scope.school_id is not None:
        to_all |= col(FindingReaction.finding_school_id) == scope.school_id
    return to_all


def reading_scope(actor: Actor | None) -> Scope:
    """As whom the fair is read: guests of a group see what the public sees."""
    if actor is None or actor.is_guest:
        return NOBODY
    return Reader(actor.school_id, actor.trust_id, actor.staff_id, actor.today)


def sees_drafts(actor: Actor, members: Sequence[MemberRow]) -> bool:
    """Whether *actor* belongs to the group or is its guest. Leads see what was handed in, not the writing."""
    return plc.is_member(actor, members) or plc.is_guest_of(actor, members)


def require_sees_drafts(actor: Actor, members: Sequence[MemberRow]) -> None:
    if not sees_drafts(actor, members):
        raise Forbidden


def is_author(actor: Actor, authors: Sequence[Author]) -> bool:
    return any(author.staff_id == actor.staff_id for author in authors)


def require_known(actor: Actor, finding: Finding, authors: Sequence[Author], members: Sequence[MemberRow]) -> None:
    """Hide a finding's making from everybody but authors, their group, and, once it is handed in, the leads.

    Raises:
        NotFound: as if there were no such finding.
    """
    if is_author(actor, authors) or sees_drafts(actor, members):
        return
    if not leads(actor) or finding.state == FindingState.DRAFT:
        raise NotFound


def require_author(actor: Actor, authors: Sequence[Author]) -> None:
    if not is_author(actor, authors):
        raise Forbidden


def require_lead(actor: Actor) -> None:
    """Whoever answers for the school, for safeguarding."""
    if not leads(actor):
        raise Forbidden


def require_author_or_lead(actor: Actor, authors: Sequence[Author]) -> None:
    """Any author, without asking the others; and whoever answers for the school."""
    if not leads(actor):
        require_author(actor, authors)
