"""Reads of what people follow, of the news under it, and of who takes the digest."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from app.fair import access as fair_access
from app.fair.queries import FairAsked
from app.fair.rules import Audience, LabelKind, Phase, filing, mechanisms
from app.fair.tables import FindingLabel
from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.plc import queries as plc
from app.shelf import access
from app.shelf.queries import searching
from app.shelf.queries.searching import HITS_MAX, Found, Hit
from app.shelf.rules import DIGEST_PEOPLE_MAX, FOLLOWS_MAX, FollowKind, words
from app.shelf.rules.words import Sought
from app.shelf.schemas import LabelOut
from app.shelf.tables import DigestChoice, Follow
from app.web.pages import PageWish, beyond, cut

LABELS_MAX = 20
LABEL_ROWS_MAX = 1_000


def labels(session: Session, scope: Scope, kind: LabelKind | None, typed: str) -> list[LabelOut]:
    """What findings are filed by, of the newest that *scope* may read, and what begins as *typed*; commonest first."""
    wanted = filing.folded(typed)
    found = searching.search(session, scope, FairAsked())
    counts: dict[tuple[str, str], LabelOut] = {}
    told = [(kind_of, value, label, hit.finding_id) for hit in found.hits for kind_of, value, label in hit.labels]
    told += _beginning(session, scope, kind, wanted)
    seen: set[tuple[str, str, UUID]] = set()
    for of_kind, value, label, finding_id in told:
        fits = (kind is None or of_kind == kind) and (wanted in value or wanted in filing.folded(label))
        if not fits or (of_kind, value, finding_id) in seen:
            continue
        seen.add((of_kind, value, finding_id))
        one = counts.setdefault((of_kind, value), LabelOut(kind=LabelKind(of_kind), value=value, label=label, count=0))
        one.count += 1
    common = sorted(counts.values(), key=lambda one: (-one.count, one.kind, one.label, one.value))
    return common[:LABELS_MAX]


def _beginning(session: Session, scope: Scope, kind: LabelKind | None, wanted: str) -> list[tuple[str, str, str, UUID]]:
    """Labels that begin as what is wanted, however old their findings: by the index, and not more than so many."""
    if not wanted or kind is None:
        return []
    statement = (
        select(FindingLabel.value, FindingLabel.label, FindingLabel.finding_id)
        .where(
            FindingLabel.kind == kind,
            col(FindingLabel.value) >= wanted,
            col(FindingLabel.value) < wanted + chr(0x10FFFF),
            _shared(scope),
        )
        .order_by(col(FindingLabel.value), col(FindingLabel.finding_id))
        .limit(LABEL_ROWS_MAX)
    )
    return [(kind.value, value, label, finding_id) for value, label, finding_id in session.exec(statement)]


def _shared(scope: Scope) -> ColumnElement[bool]:
    """Labels of what *scope* may read, but for what is only for a group: that is left out."""
    return fair_access.labels_readable(scope) & (col(FindingLabel.audience) != Audience.GROUP)


def label_to_follow(session: Session, scope: Scope, actor: Actor, kind: FollowKind, value: str) -> str:
    """What the shelf calls a label; empty for words that nobody has filed by yet.

    Raises:
        NotFound: a group or a school that *actor* knows nothing of.
    """
    statement = (
        select(FindingLabel.label)
        .where(FindingLabel.kind == LabelKind(kind), FindingLabel.value == value, _shared(scope))
        .order_by(col(FindingLabel.published_at).desc(), col(FindingLabel.finding_id).desc())
    )
    if found := session.exec(statement.limit(1)).first():
        return found
    if kind == FollowKind.PHASE:
        return filing.PHASES[Phase(value)]
    if kind == FollowKind.MECHANISM:
        return mechanisms.NAMES[int(value)]
    if kind == FollowKind.GROUP:
        return plc.group(session, actor, UUID(value)).name
    if kind == FollowKind.SCHOOL:
        if UUID(value) != actor.school_id:
            raise NotFound
        return people.school(session, actor.school_id).name
    return ""


def published_between(session: Session, scope: Scope, since: datetime, until: datetime) -> list[Hit]:
    """What *scope* may read of what was published after *since*, up to *until*, newest first, at most HITS_MAX."""
    hits = searching.newest(session, scope, Sought(searching.readers_of(session, scope)), most=HITS_MAX)
    return [hit for hit in hits if since < hit.published_at <= until]


def follow(session: Session, actor: Actor, follow_id: UUID) -> Follow:
    """One of the things *actor* follows, or NotFound."""
    found = session.exec(select(Follow).where(Follow.id == follow_id, access.own_follows(actor))).one_or_none()
    if found is None:
        raise NotFound
    return found


def follows_count(session: Session, actor: Actor) -> int:
    return session.exec(select(func.count()).select_from(Follow).where(access.own_follows(actor))).one()


def follows_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[Follow], str | None]:
    """What *actor* follows, in the order of choosing."""
    statement = select(Follow).where(access.own_follows(actor))
    columns = (col(Follow.made_at), col(Follow.id))
    if (where := beyond(wish.key(datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def news(session: Session, scope: Scope, actor: Actor) -> Found:
    """The newest findings under what *actor* follows."""
    followed = select(Follow.kind, Follow.value).where(access.own_follows(actor))
    rows = session.exec(followed.order_by(col(Follow.made_at), col(Follow.id)).limit(FOLLOWS_MAX)).all()
    if not rows:
        return Found()
    sought = Sought(searching.readers_of(session, scope), any_labels=[words.filed(kind, value) for kind, value in rows])
    hits = searching.newest(session, scope, sought, most=HITS_MAX + 1)
    kept = sorted(hits[:HITS_MAX], key=lambda hit: hit.order, reverse=True)
    return Found(kept, is_cut=len(hits) > HITS_MAX)


def choice(session: Session, actor: Actor, *, lock: bool = False) -> DigestChoice | None:
    """Whether *actor* takes the digest; None when they have never chosen."""
    statement = select(DigestChoice).where(access.own_choice(actor))
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def choice_by_secret(session: Session, school_id: UUID, leave_hash: str) -> DigestChoice:
    """Whose digest the link in a mail leads away from, or NotFound."""
    statement = select(DigestChoice).where(DigestChoice.school_id == school_id, DigestChoice.leave_hash == leave_hash)
    found = session.exec(statement.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def followers_due(session: Session, school_id: UUID) -> list[tuple[DigestChoice, Staff]]:
    """Who of a school takes the digest and can be written to; those who were told longest ago come first.

    They are locked: two workers never tell the same person twice.
    """
    statement = (
        select(DigestChoice, Staff)
        .join(Staff, (col(Staff.school_id) == DigestChoice.school_id) & (col(Staff.id) == DigestChoice.staff_id))
        .where(
            DigestChoice.school_id == school_id, col(DigestChoice.is_wanted), col(Staff.is_active),
            ~col(Staff.is_guest), col(Staff.email).is_not(None),
        )
        .order_by(col(DigestChoice.told_until), col(DigestChoice.id))
        .limit(DIGEST_PEOPLE_MAX)
        .with_for_update(of=DigestChoice)
    )  # fmt: skip
    return [(row, staff) for row, staff in session.exec(statement)]


def follows_of(session: Session, school_id: UUID, staff_ids: Sequence[UUID]) -> dict[UUID, list[Follow]]:
    """What each of *staff_ids* follows; who follows nothing is left out."""
    statement = (
        select(Follow)
        .where(Follow.school_id == school_id, col(Follow.staff_id).in_(staff_ids))
        .order_by(col(Follow.staff_id), col(Follow.made_at), col(Follow.id))
        .limit(FOLLOWS_MAX * max(1, len(staff_ids)))
    )
    found: dict[UUID, list[Follow]] = {}
    for row in session.exec(statement):
        found.setdefault(row.staff_id, []).append(row)
    return found
