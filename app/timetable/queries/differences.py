"""Reads of what a new timetable would change, before it is put in force."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.timetable.access import visible
from app.timetable.importers import order
from app.timetable.queries.drafts import Draft, stored_content
from app.timetable.queries.versions import VERSIONS_MAX
from app.timetable.rules.content import Content, HeldLesson, MarkSet, Times, Who
from app.timetable.rules.differences import (
    BellDifference,
    Difference,
    DifferenceKind,
    LessonDifference,
    MarkDifference,
    TeacherDifference,
    compare,
)
from app.timetable.schemas import (
    BellSide,
    DifferenceCount,
    DifferenceOut,
    DifferencesOut,
    LessonSide,
    MarkSide,
    OwnTimeOut,
)
from app.timetable.tables import TimetableVersion
from app.web.pages import PageWish, cursor

Names = Mapping[Who, str]
"""Of staff, and of who will be one: those by their name in the files, where these tell another."""


def differences_out(
    session: Session, actor: Actor, draft: Draft, wish: PageWish, *, kind: DifferenceKind | None = None, words: str = ""
) -> DifferencesOut:
    """A page of what *draft* would change, of one *kind* or all, with *words* in it; and how much there is.

    O(lessons) whichever page: nothing of it is stored.
    """
    key = wish.key(int)
    before = Content() if draft.base is None else stored_content(session, actor, draft.base.id)
    everything = compare(before, draft.content)
    wanted = everything if kind is None else [one for one in everything if one.kind == kind]
    names = dict[Who, str](identity.names(session, actor, sorted(_staff_in(wanted))).items())
    names.update(draft.full_names.items())
    if folded := order.folded(words):
        wanted = [one for one in wanted if any(folded in order.folded(text) for text in _texts(one, names))]
    first = 0 if key is None else max(0, key[0] + 1)
    page = wanted[first : first + wish.limit]
    last = first + len(page) - 1
    counts = Counter(one.kind for one in everything)
    return DifferencesOut(
        items=[_out(one, names) for one in page], next=cursor((last,)) if page and last + 1 < len(wanted) else None,
        base_number=None if draft.base is None else draft.base.number,
        counts=[DifferenceCount(kind=one, count=counts[one]) for one in DifferenceKind if counts[one]],
        total=len(everything), found=len(wanted), replaced=_replaced(session, actor, draft),
        own_times=[
            OwnTimeOut(
                cycle_day=own.cycle_day, period=own.period, start=f"{own.starts:%H:%M}", end=f"{own.ends:%H:%M}"
            )
            for own in draft.odd_times
        ],
    )  # fmt: skip


def _replaced(session: Session, actor: Actor, draft: Draft) -> list[int]:
    """Versions of the year that were to begin after *draft*: the newest counts, so they no longer would."""
    statement = (
        select(col(TimetableVersion.number), col(TimetableVersion.starts_on))
        .where(visible(actor, TimetableVersion), TimetableVersion.year_id == draft.year.id)
        .order_by(col(TimetableVersion.number).desc())
        .limit(VERSIONS_MAX)
    )
    numbers: list[int] = []
    earliest = None
    for number, starts_on in session.exec(statement):
        if earliest is not None and starts_on >= earliest:
            continue  # A newer one had taken its place already.
        earliest = starts_on
        if starts_on > draft.starts_on:
            numbers.append(number)
    return sorted(numbers)


def _staff_in(differences: Sequence[Difference]) -> set[UUID]:
    return {who for one in differences for who in one.people if isinstance(who, UUID)}


def _texts(one: Difference, names: Names) -> Iterator[str]:
    """Everything in a difference that somebody may look for."""
    for who in one.people:
        yield _name(who, names)
    if isinstance(one, LessonDifference):
        for side in (one.before, one.after):
            if side is not None:
                yield from (side.class_name, side.subject, side.room, side.cycle_day, side.period)
    elif not isinstance(one, TeacherDifference):
        yield from one.slot


def _out(one: Difference, names: Names) -> DifferenceOut:
    if isinstance(one, LessonDifference):
        place = one.before or one.after
        day, period = ("", "") if place is None else place.slot
        return DifferenceOut(
            kind=one.kind, cycle_day=day, period=period, staff_name="", lesson_count=0,
            lesson_before=_lesson(one.before, names), lesson_after=_lesson(one.after, names),
        )  # fmt: skip
    if isinstance(one, TeacherDifference):
        name = _name(one.who, names)
        return DifferenceOut(kind=one.kind, cycle_day="", period="", staff_name=name, lesson_count=one.lesson_count)
    day, period = one.slot
    if isinstance(one, BellDifference):
        return DifferenceOut(
            kind=one.kind, cycle_day=day, period=period, staff_name="", lesson_count=0,
            bell_before=_bell(one.before), bell_after=_bell(one.after),
        )  # fmt: skip
    return _mark_out(one, names)


def _mark_out(one: MarkDifference, names: Names) -> DifferenceOut:
    return DifferenceOut(
        kind=one.kind, cycle_day=one.slot[0], period=one.slot[1], staff_name=_name(one.who, names), lesson_count=0,
        mark_before=_mark(one.before), mark_after=_mark(one.after),
    )  # fmt: skip


def _lesson(side: HeldLesson | None, names: Names) -> LessonSide | None:
    if side is None:
        return None
    return LessonSide(
        cycle_day=side.cycle_day, period=side.period, class_name=side.class_name, subject=side.subject,
        room=side.room, teacher_names=sorted(_name(who, names) for who in side.teachers),
    )  # fmt: skip


def _bell(times: Times | None) -> BellSide | None:
    return None if times is None else BellSide(start=f"{times[0]:%H:%M}", end=f"{times[1]:%H:%M}")


def _mark(mark: MarkSet | None) -> MarkSide | None:
    return None if mark is None else MarkSide(kind=mark[0], note=mark[1])


def _name(who: Who, names: Names) -> str:
    return names.get(who, who if isinstance(who, str) else "")
