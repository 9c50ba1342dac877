"""Findings: drafts of a group, then pages for others. What is published carries its own names."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlmodel import Field, SQLModel, col

from app.db.base import TenantRow, Versioned, text_enum, within_school
from app.db.tenancy import shared, shared_with
from app.fair.rules import Audience, FileKind, FindingState, LabelKind, Licence, Phase, ReactionKind
from app.kernel.actor import Scope


def _published_beyond(scope: Scope) -> ColumnElement[bool]:
    """Published for everyone, or for the trust the reader belongs to."""
    return (col(Finding.state) == FindingState.PUBLISHED) & shared_with(Finding, scope)


def _files_beyond(scope: Scope) -> ColumnElement[bool]:
    """Images and documents of what is published for everyone, or for the reader's trust."""
    return col(FindingFile.published_at).is_not(None) & shared_with(FindingFile, scope)


def _labels_beyond(scope: Scope) -> ColumnElement[bool]:
    """Labels, which only published findings have, for everyone or for the reader's trust."""
    return shared_with(FindingLabel, scope)


def _reactions_beyond(scope: Scope) -> ColumnElement[bool]:
    """Reactions to findings of the reader's school, or to what everyone or the trust may read."""
    return (col(FindingReaction.finding_school_id) == scope.school_id) | shared_with(FindingReaction, scope)


def _as_published(context: DefaultExecutionContext) -> datetime:
    """What `edited_at` is when nobody says: the first edition's date."""
    published_at: datetime = context.get_current_parameters()["published_at"]  # type: ignore[no-untyped-call]
    return published_at


@shared(_published_beyond)
class Finding(TenantRow, Versioned, table=True):
    __tablename__ = "finding"
    __table_args__ = (
        within_school("group_id", "plc_group", name="fk_finding_group"),
        UniqueConstraint("id", name="uq_finding_id"),
        within_school("revises_id", "finding", name="fk_finding_revises"),
        within_school("accepted_by_id", "staff", name="fk_finding_accepted_by"),
        ForeignKeyConstraint(["adapts_id"], ["finding.id"], name="fk_finding_adapts"),
        CheckConstraint("published_at IS NOT NULL OR state NOT IN ('published', 'withdrawn')", name="published"),
        # What was published before leads accepted was never submitted either.
        CheckConstraint(
            "state IN ('draft', 'submitted') OR accepted_by_id IS NOT NULL OR submitted_at IS NULL", name="accepted"
        ),
        # A draft may still be undecided; what is or was on the fair is not.
        CheckConstraint(
            "state = 'draft' OR audience IN ('group', 'school') OR licence <> 'school-internal'",
            name="licence_fits_audience",
        ),
        CheckConstraint("audience <> 'trust' OR trust_id IS NOT NULL", name="trust"),
        Index("ix_finding_fair", "state", "audience", "published_at", "id"),
        Index("ix_finding_edited", "state", "audience", "edited_at", "id"),
        Index("ix_finding_school", "school_id", "state", "published_at", "id"),
        Index("ix_finding_group", "school_id", "group_id", "updated_at", "id"),
        Index("ix_finding_adapts", "adapts_id", "state"),
        Index(
            "uq_finding_revises", "school_id", "revises_id", unique=True,
            sqlite_where=text("state <> 'withdrawn'"), postgresql_where=text("state <> 'withdrawn'"),
        ),
    )  # fmt: skip

    trust_id: UUID | None = Field(default=None, foreign_key="trust.id")
    group_id: UUID
    state: FindingState = Field(default=FindingState.DRAFT, sa_type=text_enum(FindingState, "state"))
    title: str = Field(max_length=200)
    pull_quote: str = Field(default="", max_length=200)
    background: str = Field(default="", max_length=10_000)
    aims: str = Field(default="", max_length=10_000)
    methods: str = Field(default="", max_length=10_000)
    findings: str = Field(default="", max_length=10_000)
    implications: str = Field(default="", max_length=10_000)
    next_time: str = Field(default="", max_length=10_000)
    focus: str = Field(default="", max_length=200)
    phase: Phase = Field(default=Phase.ALL, sa_type=text_enum(Phase, "phase"))
    subject: str = Field(default="", max_length=200)
    licence: Licence = Field(default=Licence.SCHOOL_INTERNAL, sa_type=text_enum(Licence, "licence"))
    audience: Audience = Field(default=Audience.SCHOOL, sa_type=text_enum(Audience, "audience"))
    mechanisms: str = Field(default="[]", max_length=60)
    """A JSON list of the EEF's numbers, 1 to 14, in order."""
    edition: int = Field(default=1)
    """Raised when a newer text takes the published one's place; the address stays."""
    edition_dates: str = Field(default="[]", max_length=8000)
    """A JSON list of when the editions before this one were published: readers elsewhere see no other row of them."""
    revises_id: UUID | None = Field(default=None)
    """The published finding whose newer text this draft is."""
    adapts_id: UUID | None = Field(default=None)
    """The published finding, of whatever school, that this one tried in its own place."""
    adapts_school_id: UUID | None = Field(default=None)
    sent_back: str = Field(default="", max_length=2000)
    """What the lead asked to have mended when it was sent back last."""
    submitted_at: datetime | None = Field(default=None)
    accepted_at: datetime | None = Field(default=None)
    accepted_by_id: UUID | None = Field(default=None)
    edited_at: datetime | None = Field(default=None)
    """When the edition that is on the fair was published."""
    group_name: str = Field(default="", max_length=200)
    school_name: str = Field(default="", max_length=200)
    author_names: str = Field(default="", max_length=4000)
    """A JSON list, written at publication: readers elsewhere see names, never staff."""
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None = Field(default=None)
    withdrawn_at: datetime | None = Field(default=None)


class FindingAuthor(TenantRow, table=True):
    """An author, and the version of the text that they agreed to."""

    __tablename__ = "finding_author"
    __table_args__ = (
        within_school("finding_id", "finding", name="fk_finding_author_finding"),
        within_school("staff_id", "staff", name="fk_finding_author_staff"),
        UniqueConstraint("school_id", "finding_id", "staff_id", name="uq_finding_author_once"),
    )

    finding_id: UUID
    staff_id: UUID
    agreed_version: int | None = Field(default=None)
    agreed_at: datetime | None = Field(default=None)


class FindingRound(TenantRow, table=True):
    """A round that a finding comes from."""

    __tablename__ = "finding_round"
    __table_args__ = (
        within_school("finding_id", "finding", name="fk_finding_round_finding"),
        within_school("round_id", "study_round", name="fk_finding_round_round"),
        UniqueConstraint("school_id", "finding_id", "round_id", name="uq_finding_round_once"),
    )

    finding_id: UUID
    round_id: UUID


class FindingVersion(TenantRow, table=True):
    """A text as it was saved, whole."""

    __tablename__ = "finding_version"
    __table_args__ = (
        within_school("finding_id", "finding", name="fk_finding_version_finding"),
        within_school("by_staff_id", "staff", name="fk_finding_version_by"),
        UniqueConstraint("school_id", "finding_id", "number", name="uq_finding_version_number"),
    )

    finding_id: UUID
    number: int
    """The finding's version after saving."""
    texts: str = Field(max_length=200_000)
    """JSON: field -> text."""
    by_staff_id: UUID
    made_at: datetime


class FindingEdition(TenantRow, table=True):
    """A text that was on the fair before a newer one took its place."""

    __tablename__ = "finding_edition"
    __table_args__ = (
        within_school("finding_id", "finding", name="fk_finding_edition_finding"),
        UniqueConstraint("school_id", "finding_id", "number", name="uq_finding_edition_number"),
    )

    finding_id: UUID
    number: int
    texts: str = Field(max_length=200_000)
    published_at: datetime


@shared(_files_beyond)
class FindingFile(TenantRow, table=True):
    """An image, made anew without metadata, or a document; the text points at it, the bytes lie in the store."""

    __tablename__ = "finding_file"
    __table_args__ = (
        within_school("finding_id", "finding", name="fk_finding_file_finding"),
        within_school("added_by", "staff", name="fk_finding_file_by"),
        UniqueConstraint("id", name="uq_finding_file_id"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("kind <> 'image' OR (alt <> '' AND width > 0 AND height > 0)", name="image"),
        Index("ix_finding_file_finding", "school_id", "finding_id", "added_at", "id"),
    )

    finding_id: UUID
    kind: FileKind = Field(sa_type=text_enum(FileKind, "kind"))
    name: str = Field(max_length=200)
    alt: str = Field(default="", max_length=500)
    """What the image shows, for those who do not see it."""
    media_type: str = Field(max_length=100)
    size: int
    width: int | None = Field(default=None)
    height: int | None = Field(default=None)
    digest: str = Field(max_length=64)
    store_key: str = Field(max_length=200)
    trust_id: UUID | None = Field(default=None)
    audience: Audience = Field(sa_type=text_enum(Audience, "audience"))
    published_at: datetime | None = Field(default=None)
    """The finding's, while it is on the fair; null before and after."""
    added_by: UUID
    added_at: datetime


@shared(_labels_beyond)
class FindingLabel(TenantRow, table=True):
    """One thing that a published finding is filed by. Made when it is published, gone when it is withdrawn."""

    __tablename__ = "finding_label"
    __table_args__ = (
        within_school("finding_id", "finding", name="fk_finding_label_finding"),
        UniqueConstraint("school_id", "finding_id", "kind", "value", name="uq_finding_label_once"),
        Index("ix_finding_label_shelf", "kind", "value", "audience", "published_at", "finding_id"),
        Index("ix_finding_label_feed", "kind", "value", "audience", "edited_at", "finding_id"),
    )

    finding_id: UUID
    kind: LabelKind = Field(sa_type=text_enum(LabelKind, "kind"))
    value: str = Field(max_length=200)
    """Folded: lower case, single spaces; an id for groups and schools, a number for mechanisms."""
    label: str = Field(max_length=200)
    """As its authors wrote it."""
    trust_id: UUID | None = Field(default=None)
    audience: Audience = Field(sa_type=text_enum(Audience, "audience"))
    published_at: datetime
    edited_at: datetime = Field(sa_column_kwargs={"default": _as_published})
    """When the edition on the fair was published: feeds run by it. The finding's date unless it is said."""


@shared(_reactions_beyond)
class FindingReaction(TenantRow, table=True):
    """ "I will try this" or "I tried this, and ...". Belongs to the reader's school."""

    __tablename__ = "finding_reaction"
    __table_args__ = (
        within_school("staff_id", "staff", name="fk_finding_reaction_staff"),
        CheckConstraint("kind = 'will_try' OR text <> ''", name="tried_says_what"),
        UniqueConstraint("school_id", "finding_id", "staff_id", "kind", name="uq_finding_reaction_once"),
        Index("ix_finding_reaction_finding", "finding_id", "made_at", "id"),
    )

    finding_school_id: UUID
    finding_id: UUID = Field(foreign_key="finding.id")
    trust_id: UUID | None = Field(default=None)
    audience: Audience = Field(sa_type=text_enum(Audience, "audience"))
    """The finding's, when the reaction was made."""
    staff_id: UUID
    kind: ReactionKind = Field(sa_type=text_enum(ReactionKind, "kind"))
    text: str = Field(default="", max_length=2000)
    by_name: str = Field(max_length=200)
    school_name: str = Field(max_length=200)
    made_at: datetime


class FairWithdrawal(SQLModel, table=True):
    """That something everyone could read was taken back, and when: readers of the feeds are told by its date.

    Only the id: the finding itself is its school's again, so this row belongs to no school.
    """

    __tablename__ = "fair_withdrawal"

    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    withdrawn_at: datetime = Field(index=True)
