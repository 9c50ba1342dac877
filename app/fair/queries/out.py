"""A finding as its authors, their group and the leads see it, and what they may do with it now."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from app.fair import access, rules
from app.fair.queries import files as files_queries
from app.fair.queries import making, on_fair
from app.fair.rules import Author, FindingState, markdown
from app.fair.schemas import AdaptedOut, AuthorOut, FileOut, FindingOut, FindingToAccept, MayOut
from app.fair.tables import Finding, FindingFile
from app.identity.access import leads
from app.kernel.actor import Actor
from app.plc import queries as plc
from app.plc.rules import listed


def finding_out(session: Session, actor: Actor, row: Finding) -> FindingOut:
    """A finding in full, as the answer to everything that is done with it."""
    authors = making.authors_of(session, actor, [row.id])[row.id]
    adapts = making.adapted(session, access.reading_scope(actor), row.adapts_id)
    files = files_queries.files_of(session, row)
    return FindingOut(
        id=row.id, group_id=row.group_id,
        group_name=row.group_name or plc.group(session, actor, row.group_id).name, state=row.state,
        title=row.title, pull_quote=row.pull_quote, background=row.background, aims=row.aims, methods=row.methods,
        findings=row.findings, implications=row.implications, next_time=row.next_time, focus=row.focus,
        phase=row.phase, subject=row.subject, licence=row.licence, audience=row.audience,
        round_ids=making.round_ids(session, actor, row.id), mechanisms=on_fair.mechanisms_of(row),
        adapts=AdaptedOut.model_validate(adapts) if adapts is not None else None,
        edition=row.edition, revises_id=row.revises_id, sent_back=row.sent_back,
        authors=[
            AuthorOut(staff_id=author.staff_id, name=author.name, agreed=author.agreed_version == row.version)
            for author in authors
        ],
        files=_files_out(row, files), what_is_missing=_still_missing(row, authors, files),
        may=_may(session, actor, row, authors), submitted_at=row.submitted_at, accepted_at=row.accepted_at,
        published_at=row.published_at, version=row.version,
    )  # fmt: skip


def what_is_missing(row: Finding, pictures: Sequence[UUID]) -> list[str]:
    """What a finding's text needs before it can be handed in.

    Args:
        pictures: the ids of those that it has.
    """
    texts = {field: str(getattr(row, field)) for field in rules.REQUIRED}
    sentences = rules.missing(texts, pull_quote=row.pull_quote, licence=row.licence, audience=row.audience)
    known = {str(one) for one in pictures}
    for field in rules.SECTIONS:
        if any(one not in known for one in markdown.files_in(str(getattr(row, field)))):
            sentences.append(f"{rules.SECTION_WORDS[field]}: a picture in the text is no longer among the files.")
    return sentences


def to_accept(row: Finding, authors: Sequence[Author]) -> FindingToAccept:
    """A finding in the list of those that wait for a lead."""
    assert row.submitted_at is not None, "what waits was handed in"
    return FindingToAccept(
        id=row.id, group_name=row.group_name, state=row.state, title=row.title, updated_at=row.updated_at,
        published_at=row.published_at, authors=len(authors),
        agreed=rules.agreed_count(authors, row.version),
        author_names=[author.name for author in authors], audience=row.audience, licence=row.licence,
        submitted_at=row.submitted_at, preview=markdown.summary(row.findings),
    )  # fmt: skip


def _files_out(row: Finding, files: Sequence[FindingFile]) -> list[FileOut]:
    return [files_queries.file_out(one, address=files_queries.on_desk(row.id)) for one in files]


def _still_missing(row: Finding, authors: Sequence[Author], files: Sequence[FindingFile]) -> list[str]:
    if row.state != FindingState.DRAFT:
        return []
    sentences = what_is_missing(row, files_queries.pictures(files))
    if waiting := rules.waiting_for(authors, row.version):
        sentences.append(f"{listed(waiting)} {'has' if len(waiting) == 1 else 'have'} not agreed to this text yet.")
    return sentences


def _may(session: Session, actor: Actor, row: Finding, authors: Sequence[Author]) -> MayOut:
    writes, answers_for_school = access.is_author(actor, authors), leads(actor)
    is_draft, waits = row.state == FindingState.DRAFT, row.state == FindingState.SUBMITTED
    agreed = any(author.staff_id == actor.staff_id and author.agreed_version == row.version for author in authors)
    return MayOut(
        edit=writes and is_draft, agree=writes and is_draft and not agreed, submit=writes and is_draft,
        take_back=writes and row.state in rules.TO_TAKE_BACK,
        accept=answers_for_school and waits and not (writes and making.has_other_lead(session, actor, authors)),
        send_back=answers_for_school and waits,
        publish=(writes or answers_for_school) and row.state in rules.READY,
        withdraw=(writes or answers_for_school) and row.state == FindingState.PUBLISHED,
        revise=writes and row.state == FindingState.PUBLISHED and not making.has_revision(session, actor, row.id),
    )  # fmt: skip
