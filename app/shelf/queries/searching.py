"""Searching the shelf: the newest hits of a reader come out of the index, then they are ordered and counted.

Whatever the number of findings, at most HITS_MAX of them are looked at. The index is asked with the reader's own
tokens; what it names is read through the labels and findings, under their nets and policies, so nothing else is ever
counted.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal_column
from sqlmodel import Session, col, select

from app.db import search_asking
from app.fair import access as fair_access
from app.fair.access import Reader
from app.fair.queries import FairAsked
from app.fair.rules import LabelKind
from app.fair.tables import Finding, FindingLabel
from app.kernel.actor import Scope
from app.plc.tables import PlcMember
from app.shelf.rules import words
from app.shelf.rules.words import Piece, Sought
from app.shelf.schemas import Facets, FacetValue
from app.web.pages import PageWish, cursor

HITS_MAX = 1_000
GROUPS_MAX = 50
FACET_VALUES_MAX = 20
SNIPPET_WORDS = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding that fits, as the index knows it."""

    finding_id: UUID
    closeness: int
    """How much of the words stands in the title, the quote and the focus; 0 when none were asked for."""
    published_at: datetime
    labels: list[list[str]]
    """[kind, value, words] each."""

    @property
    def order(self) -> tuple[int, datetime, str]:
        return (self.closeness, self.published_at, str(self.finding_id))


@dataclass(frozen=True, slots=True)
class Found:
    """The hits in their order, the closest first, then the newest."""

    hits: list[Hit] = field(default_factory=list)
    is_cut: bool = False


def readers_of(session: Session, scope: Scope) -> list[str]:
    """The tokens of what *scope* may read: for everyone, for the school, for the trust, for each of one's groups."""
    tokens = [words.everyone()]
    if scope.school_id is not None:
        tokens.append(words.of_school(scope.school_id))
    if scope.trust_id is not None:
        tokens.append(words.of_trust(scope.trust_id))
    if isinstance(scope, Reader) and scope.staff_id is not None:
        tokens += [words.of_group(group_id) for group_id in _groups_of(session, scope)]
    return tokens


def _groups_of(session: Session, reader: Reader) -> list[UUID]:
    """The groups whose findings *reader* may read: fair.access says so, and decides again when a hit is shown."""
    mine = select(PlcMember.group_id).where(
        PlcMember.school_id == reader.school_id,
        PlcMember.staff_id == reader.staff_id,
        col(PlcMember.left_at).is_(None),
        col(PlcMember.until).is_(None) | (col(PlcMember.until) >= reader.today),
    )
    return list(session.exec(mine.order_by(col(PlcMember.group_id)).limit(GROUPS_MAX)))


def search(session: Session, scope: Scope, asked: FairAsked) -> Found:
    """What of the newest HITS_MAX fits, the closest first."""
    typed = words.words_of(asked.words)
    if asked.words.strip() and not typed:
        return Found()  # Only marks were typed: no finding has them as a word.
    labels = [words.filed(kind, value) for kind, value in asked.labels]
    sought = Sought(readers_of(session, scope), labels=labels, words=typed)
    hits = newest(session, scope, sought, most=HITS_MAX + 1)
    kept = hits[:HITS_MAX]
    kept.sort(key=lambda hit: hit.order, reverse=True)
    return Found(kept, is_cut=len(hits) > HITS_MAX)


def newest(session: Session, scope: Scope, sought: Sought, *, most: int) -> list[Hit]:
    """The newest of what is *sought*, at most *most*, newest first. Cost does not grow with the number of findings."""
    statement: Any = _on_postgres(sought, most) if _is_postgres(session) else _on_sqlite(sought, most)
    if _is_postgres(session):
        # A plan made without looking at the words would read every finding that holds a common one.
        session.execute(_PLAN_EACH)
    rows = session.execute(statement)
    return [
        Hit(finding_id, closeness, published_at, labels if isinstance(labels, list) else words.labels_of(labels))
        for finding_id, published_at, closeness, labels in rows
    ]


def page(found: Found, wish: PageWish) -> tuple[list[Hit], str | None]:
    """The hits of the page that is wished for, and the cursor of the next."""
    key = wish.key(int, datetime, UUID)
    after = None if key is None else (key[0], key[1], str(key[2]))
    rest = [hit for hit in found.hits if after is None or hit.order < after]
    shown = rest[: wish.limit]
    if len(rest) <= wish.limit:
        return shown, None
    last = shown[-1]
    return shown, cursor((last.closeness, last.published_at, last.finding_id))


def facets(found: Found) -> Facets:
    """Under what the hits are filed, the commonest first."""
    counts: dict[str, dict[str, FacetValue]] = {}
    for hit in found.hits:
        for kind, value, label in hit.labels:
            of_kind = counts.setdefault(kind, {})
            if value in of_kind:
                of_kind[value].count += 1
            else:
                of_kind[value] = FacetValue(value=value, label=label, count=1)

    def common(kind: LabelKind) -> list[FacetValue]:
        values = sorted(counts.get(kind, {}).values(), key=lambda one: (-one.count, one.label, one.value))
        return values[:FACET_VALUES_MAX]

    return Facets(
        focus=common(LabelKind.FOCUS), subject=common(LabelKind.SUBJECT), phase=common(LabelKind.PHASE),
        mechanism=common(LabelKind.MECHANISM), school=common(LabelKind.SCHOOL),
    )  # fmt: skip


def rows_of(session: Session, scope: Scope, finding_ids: Sequence[UUID]) -> list[Finding]:
    """The findings themselves in the order of their ids given, as far as *scope* may read them."""
    if not finding_ids:
        return []
    statement = (
        select(Finding)
        .where(col(Finding.id).in_(finding_ids), fair_access.readable(scope))
        .order_by(col(Finding.id))
        .limit(len(finding_ids))
    )
    found = {row.id: row for row in session.exec(statement)}
    return [found[one] for one in finding_ids if one in found]


def snippets(session: Session, finding_ids: Sequence[UUID], typed: str) -> dict[UUID, list[Piece]]:
    """Where the texts of a page of hits hold the words. Only for what has been found readable."""
    asked = words.words_of(typed)
    if not finding_ids or not asked:
        return {}
    if _is_postgres(session):
        kenkyu: Any = literal_column("'kenkyu'")
        query = func.plainto_tsquery(kenkyu, " ".join(asked))
        # Parted at every mark as the index is: left alone, the parser would drop tags and see paths and addresses.
        parted = func.regexp_replace(func.concat_ws("\n", *_SECTIONS), _MARKS, f"\\1{words.JOINT}", "g")
        marked_text = func.ts_headline(kenkyu, parted, query, _HEADLINE)
        statement: Any = select(Finding.id, marked_text).where(col(Finding.id).in_(finding_ids))
        found = session.execute(statement.order_by(col(Finding.id)).limit(len(finding_ids)))
        return {finding_id: words.pieces(marked) for finding_id, marked in found}
    match = words.for_fts5(Sought(words=asked))
    rows = session.execute(
        search_asking.snippets_on_sqlite(), {"match": match, "ids": json.dumps([one.hex for one in finding_ids])}
    )
    return {UUID(hex_id): words.pieces(marked) for hex_id, marked in rows}


# ---- the two engines -----------------------------------------------------------------------------

_PLAN_EACH = select(func.set_config("plan_cache_mode", "force_custom_plan", True))
_HEADLINE = (
    f"StartSel={words.MARK}, StopSel={words.MARK_END}, MaxWords={SNIPPET_WORDS}, MinWords=12, MaxFragments=2, "
    'FragmentDelimiter=" … "'
)
_MARKS = r"([!-/:-@\[-`{-~])"
_SECTIONS = (
    col(Finding.background), col(Finding.aims), col(Finding.methods), col(Finding.findings),
    col(Finding.implications), col(Finding.next_time),
)  # fmt: skip


def _is_postgres(session: Session) -> bool:
    assert session.bind is not None
    return session.bind.dialect.name == "postgresql"


def _on_sqlite(sought: Sought, most: int) -> Any:
    bound = search_asking.newest_on_sqlite().bindparams(
        match=words.for_fts5(sought), most=most, has_words=bool(sought.words), mark=words.MARK
    )
    return _through_labels(search_asking.as_hits(bound, is_postgres=False).subquery("hit"))


def _on_postgres(sought: Sought, most: int) -> Any:
    query, values = "CAST(:tokens AS tsquery)", {"tokens": words.tokens_for_tsquery(sought)}
    if sought.words:
        query += " && plainto_tsquery('kenkyu', :typed)"
        values["typed"] = " ".join(sought.words)
    either = []
    if sought.any_labels:
        either.append("CAST(:any_labels AS tsquery)")
        values["any_labels"] = words.any_label_for_tsquery(sought)
    if sought.any_words:
        either.append("websearch_to_tsquery('kenkyu', :any_words)")
        values["any_words"] = words.for_websearch(sought.any_words)
    if either:
        query += f" && ({' || '.join(either)})"
    bound = search_asking.newest_on_postgres(query).bindparams(
        **values, each=words.for_websearch(sought.words), most=most, has_words=bool(sought.words)
    )
    return _through_labels(search_asking.as_hits(bound, is_postgres=True).subquery("hit"))


def _through_labels(hit: Any) -> Any:
    """What the index named, as far as the label of its school is there for whoever asks: net and policy decide."""
    of_hit = (
        (col(FindingLabel.school_id) == hit.c.school_id)
        & (col(FindingLabel.finding_id) == hit.c.finding_id)
        & (col(FindingLabel.kind) == LabelKind.SCHOOL)
    )
    return (
        select(FindingLabel.finding_id, FindingLabel.published_at, hit.c.closeness, hit.c.labels)
        .select_from(hit)
        .join(FindingLabel, of_hit)
        .order_by(col(FindingLabel.published_at).desc(), col(FindingLabel.finding_id).desc())
        .limit(HITS_MAX + 1)
    )
