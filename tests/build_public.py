"""Findings on the fair, stored as they are after the whole walk: for tests of how the world reads them."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from build_fair import TEXT, a_group
from cast import NOW, World
from sqlmodel import col, delete, select

from app.fair.rules import Audience, FindingState, Licence, Phase, filing
from app.fair.rules.filing import Filed
from app.fair.tables import FairWithdrawal, Finding, FindingFile, FindingLabel

Each = Callable[[int], dict[str, Any]]
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feeds/fair.json", "/feeds/fair.atom")


async def on_the_fair(world: World, count: int = 1, each: Each = lambda _: {}, **changes: Any) -> list[str]:
    """The ids of *count* public findings of Birch School, in order; *each* says what is different of which."""
    group_id = UUID(changes.pop("group_id", None) or await _group(world))
    with world.database.writing(world.amina.scope) as session:
        made = [_finding(world, group_id, TEXT | changes | each(number)) for number in range(count)]
        session.add_all(made)
        session.flush()
        for one in made:
            session.add_all(_labels(one))
        return [str(one.id) for one in made]


async def one_public(world: World, **changes: Any) -> tuple[str, dict[str, str]]:
    """A public finding with a subject of its own, and the query that finds only it."""
    subject = changes.pop("subject", f"Subject {uuid4().hex}")
    (finding_id,) = await on_the_fair(world, subject=subject, **changes)
    return finding_id, {"subject": subject}


def edit(world: World, finding_id: str, at: datetime, **changes: Any) -> None:
    """Put another edition of a finding in its place, as publishing a revision does."""
    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(Finding).where(Finding.id == UUID(finding_id))).one()
        for name, value in ({"edited_at": at, "edition": row.edition + 1} | changes).items():
            setattr(row, name, value)
        session.flush()
        session.execute(delete(FindingLabel).where(col(FindingLabel.finding_id) == row.id))
        session.add_all(_labels(row))


def take_back(world: World, finding_id: str, at: datetime) -> None:
    """Withdraw a finding, as its authors would at that moment."""
    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(Finding).where(Finding.id == UUID(finding_id))).one()
        row.state, row.withdrawn_at = FindingState.WITHDRAWN, at
        session.add(FairWithdrawal(finding_id=row.id, withdrawn_at=at))
        session.execute(delete(FindingLabel).where(col(FindingLabel.finding_id) == row.id))
        session.execute(delete(FindingFile).where(col(FindingFile.finding_id) == row.id))


def attach(world: World, finding_id: str, **changes: Any) -> str:
    """A picture of a public finding; its bytes are nowhere."""
    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(Finding).where(Finding.id == UUID(finding_id))).one()
        values = {
            "kind": "image", "name": "board.webp", "alt": "A board with four words", "media_type": "image/webp",
            "size": 1234, "width": 800, "height": 600, "digest": "d", "store_key": f"k/{uuid4()}", "added_at": NOW,
        } | changes  # fmt: skip
        file = FindingFile(
            school_id=row.school_id, finding_id=row.id, trust_id=row.trust_id, audience=row.audience,
            published_at=row.published_at, added_by=world.amina.staff_id, **values,
        )  # fmt: skip
        session.add(file)
        return str(file.id)


async def _group(world: World) -> str:
    """A group, formed at NOW wherever the clock stands: nobody is signed in for ever."""
    clock = world.app.state.now
    kept, clock.instant = clock.instant, NOW
    try:
        return await a_group(world)
    finally:
        clock.instant = kept


def _finding(world: World, group_id: UUID, values: dict[str, Any]) -> Finding:
    published_at = values.pop("published_at", NOW)
    values = {
        "author_names": ["Amina", "Ben", "Chloe"], "group_name": "Talk", "school_name": "Birch School",
        "edited_at": published_at, "mechanisms": [],
    } | values  # fmt: skip
    for name, kind in (("phase", Phase), ("licence", Licence), ("audience", Audience)):
        values[name] = kind(values[name])
    for name in ("author_names", "mechanisms"):
        values[name] = json.dumps(values[name], ensure_ascii=False)
    return Finding(
        id=uuid4(), school_id=world.amina.actor.school_id, trust_id=world.amina.actor.trust_id, group_id=group_id,
        state=FindingState.PUBLISHED, created_at=published_at, updated_at=published_at, published_at=published_at,
        **values,
    )  # fmt: skip


def _labels(row: Finding) -> list[FindingLabel]:
    filed = Filed(
        focus=row.focus, subject=row.subject, phase=row.phase, mechanisms=json.loads(row.mechanisms),
        group_id=row.group_id, group_name=row.group_name, school_id=row.school_id, school_name=row.school_name,
    )  # fmt: skip
    return [
        FindingLabel(
            school_id=row.school_id, finding_id=row.id, kind=one.kind, value=one.value, label=one.label,
            trust_id=row.trust_id, audience=row.audience, published_at=row.published_at, edited_at=row.edited_at,
        )
        for one in filing.labels_of(filed)
    ]  # fmt: skip
