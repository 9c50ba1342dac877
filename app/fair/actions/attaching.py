"""Writes about a finding's pictures and documents. The bytes lie in the store before their row is written."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from app.fair import access, queries, rules
from app.fair.actions import writing
from app.fair.errors import AltMissing, FileNotChecked, FileUnusable, TooManyFiles
from app.fair.rules import FileKind, uploads
from app.fair.tables import Finding, FindingFile
from app.files import actions as store_actions
from app.files import images
from app.files.store import new_key
from app.kernel.actor import Actor

STORED_UNDER = "finding"


@dataclass(frozen=True, slots=True)
class FileWish:
    """What is said of a file beside it."""

    name: str
    alt: str
    is_checked: bool
    """Whoever sends it has looked: no pupil's face and no pupil's name is in it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is kept."""

    kind: FileKind
    name: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None


def require_may_add(session: Session, actor: Actor, finding_id: UUID, wish: FileWish) -> Finding:
    """Refuse before the file is read: who may not send one must not make us work.

    Raises:
        FileNotChecked: nobody has said that no child can be known from it.
        TooManyFiles: the finding has FILES_MAX.
    """
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    writing.require_draft(finding)
    if not wish.is_checked:
        raise FileNotChecked
    count, _ = queries.bytes_used(session, actor, finding_id)
    if count >= rules.FILES_MAX:
        raise TooManyFiles(files_max=rules.FILES_MAX)
    return finding


def made_of(sent: bytes, wish: FileWish) -> Made:
    """What is kept of a file: a picture made anew, or a document as it is. No transaction is open meanwhile.

    Raises:
        FileUnusable: it is neither, is too large, or could do something else than be read; with the reason.
        AltMissing: it is a picture without words for it.
        PicturesBusy: others' pictures are being made anew.
    """
    try:
        images.require_size(sent)
        if not uploads.is_picture(sent):
            found = uploads.document(sent, wish.name)
            return Made(FileKind.DOCUMENT, found.name, found.media_type, sent)
        if not wish.alt:
            raise AltMissing
        picture = images.make_in_child(sent, side_max=images.PUBLISHED_SIDE_MAX)
    except (images.Unusable, uploads.NoDocument) as unusable:
        raise FileUnusable(why=str(unusable)) from unusable
    name = uploads.file_name(wish.name, "webp")
    return Made(FileKind.IMAGE, name, images.MEDIA_TYPE, picture.content, picture.width, picture.height)


def attach(
    session: Session, actor: Actor, finding_id: UUID, wish: FileWish, made: Made, key: str, now: datetime
) -> tuple[FindingFile, Finding]:
    """Write down a file whose bytes lie in the store under *key*. Everybody agrees anew: it is part of the text."""
    finding = require_may_add(session, actor, finding_id, wish)
    row = FindingFile(
        school_id=actor.school_id, finding_id=finding.id, kind=made.kind, name=made.name,
        alt=wish.alt if made.kind == FileKind.IMAGE else "", media_type=made.media_type, size=len(made.content),
        width=made.width, height=made.height, digest=hashlib.sha256(made.content).hexdigest(), store_key=key,
        trust_id=finding.trust_id, audience=finding.audience, added_by=actor.staff_id, added_at=now,
    )  # fmt: skip
    session.add(row)
    writing.changed(finding, now)
    session.flush()
    return row, finding


def remove_file(session: Session, actor: Actor, finding_id: UUID, file_id: UUID, now: datetime) -> Finding:
    """Take a file out of a draft; its bytes go when no other edition shows them."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    writing.require_draft(finding)
    row = queries.own_file(session, actor, finding_id, file_id)
    _discard(session, row, now)
    writing.changed(finding, now)
    session.flush()
    return finding


def key_for(actor: Actor) -> str:
    """Where the bytes of a new file of the actor's school will lie."""
    return new_key(actor.school_id, STORED_UNDER)


# ---- for new editions ----------------------------------------------------------------------------


def copy(session: Session, original: Finding, draft: Finding) -> dict[UUID, UUID]:
    """Give *draft* the files of *original*, with the same bytes; answers with old id -> new id."""
    ids: dict[UUID, UUID] = {}
    for row in queries.files_of(session, original):
        ids[row.id] = uuid4()
        kept = row.model_dump(exclude={"id", "finding_id", "published_at"})
        session.add(FindingFile(**kept, id=ids[row.id], finding_id=draft.id))
    session.flush()
    return ids


def hand_over(session: Session, draft: Finding, original: Finding, now: datetime) -> dict[UUID, UUID]:
    """Give *original* the files of *draft*. What both have keeps the address it is known by; what the new edition
    does not show any more goes. Answers with the draft's id -> the id it has from now on, where they differ.
    """
    before = {row.store_key: row for row in queries.files_of(session, original)}
    ids: dict[UUID, UUID] = {}
    for row in queries.files_of(session, draft):
        known = before.pop(row.store_key, None)
        if known is None:
            row.finding_id = original.id
            continue
        ids[row.id] = known.id
        session.delete(row)
    session.flush()
    for row in before.values():
        _discard(session, row, now)
    return ids


# ---- helpers -------------------------------------------------------------------------------------


def _discard(session: Session, row: FindingFile, now: datetime) -> None:
    session.delete(row)
    session.flush()
    if not queries.keys_in_use(session, row.school_id, [row.store_key]):
        store_actions.discard(session, row.store_key, school_id=row.school_id, now=now)
