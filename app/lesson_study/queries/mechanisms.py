"""Mechanisms and fidelity of a cycle, as they are sent."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair.rules import FindingState
from app.identity import queries as people
from app.kernel.actor import Actor
from app.lesson_study.queries import book as books
from app.lesson_study.queries import cycles, named
from app.lesson_study.queries.book import Book
from app.lesson_study.rules import guards
from app.lesson_study.rules import mechanisms as rules
from app.lesson_study.rules.mechanisms import Happened
from app.lesson_study.rules.words import DiscussionState
from app.lesson_study.schemas.mechanisms import ClaimOut, FidelityOut, MechanismOut, MechanismPart, MechanismsOut
from app.plc.rules import counted
from app.study.rules import RoundState


def mechanisms_out(
    session: Session, actor: Actor, cycle_id: UUID, now: datetime, secret: str | None = None
) -> MechanismsOut:
    """What the cycle holds of the 14, by events or by the group's word, and of the six components."""
    cycle, members = cycles.cycle(session, actor, cycle_id)
    book = books.open_book(session, actor, cycle, members)
    earlier = cycles.earlier(session, actor, cycle.group_id, cycle.earlier_id) if cycle.earlier_id else None
    happened = _happened(book, now, earlier_title=earlier.title if earlier else "")
    shown = rules.evidence(happened)
    claims = {row.number: row for row in cycles.claims(session, actor, cycle_id)}
    by = people.names(session, actor, [row.by_staff_id for row in claims.values()])
    held = sorted(shown.keys() | claims.keys())
    of_part = rules.held_by_part(held)
    return MechanismsOut(
        mechanisms=[
            MechanismOut(
                number=one.number, name=one.name, part=one.part, part_name=rules.PARTS[one.part],
                evidence=shown.get(one.number, []), is_held=one.number in held,
                claimed=ClaimOut(note=row.note, by_name=by[row.by_staff_id], made_at=row.made_at)
                if (row := claims.get(one.number)) else None,
                how="declared" if one.is_declared else "events",
            )
            for one in rules.MECHANISMS
        ],
        parts=[MechanismPart(part=part, name=name, held=of_part[part]) for part, name in rules.PARTS.items()],
        is_balanced=rules.is_balanced(held),
        fidelity=[
            FidelityOut(number=one.number, name=one.name, is_met=one.is_met, why=one.why)
            for one in rules.fidelity(happened)
        ],
        honest_line=rules.HONEST_LINE,
        names=named.names(
            session, actor, secret, {f"mechanisms/{row.number}": row.note for row in claims.values()}
        ),
    )  # fmt: skip


def _happened(book: Book, now: datetime, *, earlier_title: str) -> Happened:
    facts = books.facts_of(book, now)
    taught, discussed, records = [], [], 0
    for lesson in book.lessons:
        row = book.round_of(lesson)
        if row is None:
            continue
        record = book.discussions.get(row.id)
        is_closed = record is not None and record.state == DiscussionState.CLOSED
        records += is_closed
        if row.state in (RoundState.TAUGHT, RoundState.DISCUSSED) or book.notes_of(row.id):
            taught.append(lesson.number)
        if row.state == RoundState.DISCUSSED or is_closed:
            discussed.append(lesson.number)
    return Happened(
        earlier_title=earlier_title, question=facts.question, measure=facts.measure,
        credible=sum(kind in guards.CREDIBLE for kind in facts.sources), affirmation=book.cycle.affirmation,
        reminder=book.cycle.reminder, members=len(counted(book.members)), taught=taught, discussed=discussed,
        records=records,
        dated_changes=sum(change.by_on is not None for change in book.changes),
        checked_changes=sum(change.checked_at is not None for change in book.changes),
        proposals=sum(bool(book.body(lesson.id).get("learning_objective")) for lesson in book.lessons),
        other_name=book.names.get(book.cycle.other_id, "") if book.cycle.other_id else "",
        is_published=book.finding is not None and book.finding.state == FindingState.PUBLISHED,
    )  # fmt: skip
