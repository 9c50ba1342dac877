"""Rows of the fair as what travels: for the API's pages and for the feeds alike."""

import json
from collections.abc import Mapping
from uuid import UUID

from app.fair import rules
from app.fair.rules import ReactionKind
from app.fair.schemas import FairCard, FairFinding
from app.fair.tables import Finding

Counts = Mapping[tuple[UUID, ReactionKind], int]


def card(row: Finding, counts: Counts) -> FairCard:
    """A published finding in a list."""
    assert row.published_at is not None, "only what is published is on the fair"
    return FairCard(
        id=row.id, title=row.title, pull_quote=row.pull_quote, summary=rules.summary(row.findings),
        focus=row.focus, phase=row.phase, subject=row.subject, audience=row.audience, licence=row.licence,
        group_name=row.group_name, school_name=row.school_name, author_names=json.loads(row.author_names),
        published_at=row.published_at, will_try=counts.get((row.id, ReactionKind.WILL_TRY), 0),
        tried=counts.get((row.id, ReactionKind.TRIED), 0),
    )  # fmt: skip


def page(row: Finding, counts: Counts, *, may_react: bool = False, mine: bool = False) -> FairFinding:
    """A published finding in full."""
    return FairFinding(
        **card(row, counts).model_dump(), background=row.background, aims=row.aims, methods=row.methods,
        findings=row.findings, implications=row.implications, next_time=row.next_time, may_react=may_react,
        mine=mine,
    )  # fmt: skip
