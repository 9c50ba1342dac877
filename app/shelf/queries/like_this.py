"""Findings that are like another one."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.fair import queries as fair
from app.fair.tables import Finding, FindingLabel
from app.kernel.actor import Scope
from app.shelf.queries import searching
from app.shelf.rules import alike, words
from app.shelf.rules.alike import LIKE_LOOKED_AT, LIKE_WORDS_MAX, Described
from app.shelf.rules.words import Sought

LABELS_MAX = 30


def like_this(session: Session, scope: Scope, finding_id: UUID) -> list[UUID]:
    """At most six, the most alike first, of the newest that share a label or a telling word with it."""
    row = fair.fair_finding(session, scope, finding_id)
    labels = _labels_of(session, row)
    texts = (row.title, row.pull_quote, row.focus)
    telling = list(dict.fromkeys(word for text in texts for word in alike.telling_words(text)))[:LIKE_WORDS_MAX]
    sought = Sought(
        searching.readers_of(session, scope),
        any_labels=[words.filed(kind, value) for kind, value in labels if kind in alike.WEIGHTS],
        any_words=telling,
    )
    if not sought.any_labels and not sought.any_words:
        return []
    hits = searching.newest(session, scope, sought, most=LIKE_LOOKED_AT)
    said = _texts_of(session, [hit.finding_id for hit in hits])
    others = [
        Described(
            hit.finding_id, hit.published_at,
            alike.features([(kind, value) for kind, value, _ in hit.labels], said.get(hit.finding_id, ())),
        )
        for hit in hits
    ]  # fmt: skip
    assert row.published_at is not None, "only what is published is on the fair"
    return alike.nearest(Described(row.id, row.published_at, alike.features(labels, texts)), others)


def _labels_of(session: Session, row: Finding) -> list[tuple[str, str]]:
    statement = select(FindingLabel.kind, FindingLabel.value).where(
        FindingLabel.school_id == row.school_id, FindingLabel.finding_id == row.id
    )
    found = session.exec(statement.order_by(col(FindingLabel.kind), col(FindingLabel.value)).limit(LABELS_MAX))
    return [(str(kind), value) for kind, value in found]


def _texts_of(session: Session, finding_ids: list[UUID]) -> dict[UUID, tuple[str, str, str]]:
    """The short texts of findings that the index named: read through the net, compared, and never shown."""
    statement: Any = select(Finding.id, Finding.title, Finding.pull_quote, Finding.focus).where(
        col(Finding.id).in_(finding_ids)
    )
    rows = session.exec(statement.order_by(col(Finding.id)).limit(LIKE_LOOKED_AT))
    return {finding_id: (title, quote, focus) for finding_id, title, quote, focus in rows}
