"""A teacher's directed year: from the calendar, the timetable, events and minutes to one total and its cap.

Whole minutes throughout; what is pro rata is rounded down.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.identity.rules import WorkingTimeRegime
from app.kernel import clock
from app.school_year.rules import DayKind
from app.working_time.rules.day import DayShape, Span, TeacherDay, merged, overlap, overlaps
from app.working_time.rules.kinds import OUTSIDE_SESSIONS, EventKind, LineKind, Recompense

Place = tuple[UUID, str]
"""A day of the cycle in one version of the timetable."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose year it is."""

    staff_id: UUID
    name: str
    department: str
    fte_percent: int
    regime: WorkingTimeRegime
    joined_on: date | None = None
    left_on: date | None = None

    def works_here_on(self, day: date) -> bool:
        """Whether they had come and not left; the first and the last day count."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class Day:
    """A school day, and the day of the timetable that it is or would be."""

    held_on: date
    kind: DayKind
    place: Place | None


@dataclass(frozen=True, slots=True)
class Event:
    """A directed event that is held."""

    id: UUID
    kind: EventKind
    title: str
    held_on: date
    span: Span
    minutes: int
    invited: frozenset[UUID] | None
    """None: everybody."""
    is_published: bool = True
    is_split: bool = False
    """An INSET day held as twilights: it counts nothing itself."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one regime says in this school and year."""

    has_cap: bool
    full_time_minutes: int | None
    contact_week_minutes: int | None
    contact_year_minutes: int | None
    origin: str
    """Profile and edition, in words."""


@dataclass(frozen=True, slots=True)
class Voluntary:
    """An event that somebody came to without being directed."""

    event: Event
    recompense: Recompense


@dataclass(frozen=True, slots=True)
class Facts:
    """All that directed time is worked out from, for a whole school."""

    days: Sequence[Day]
    """In order."""
    shapes: Mapping[Place, DayShape]
    teacher_days: Mapping[tuple[UUID, Place], TeacherDay]
    events: Sequence[Event]
    """By date and time; cancelled ones are not among them."""
    protected: Mapping[UUID, int]
    cover: Mapping[UUID, Mapping[date, int]]
    """Minutes of cover by staff and Monday of the week."""
    voluntary: Mapping[UUID, Sequence[Voluntary]]
    version_numbers: Mapping[UUID, int]
    contingency_minutes: int
    breaks_count: bool
    inset_day_minutes: int
    by_date: Mapping[date, Day] = field(init=False)
    inset_events: frozenset[date] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_date", {day.held_on: day for day in self.days})
        taken = frozenset(event.held_on for event in self.events if event.kind == EventKind.INSET)
        object.__setattr__(self, "inset_events", taken)


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a directed year."""

    kind: LineKind
    what: str
    each_minutes: int
    times: int = 1
    held_on: date | None = None
    event_id: UUID | None = None

    @property
    def minutes(self) -> int:
        return self.each_minutes * self.times


@dataclass(frozen=True, slots=True)
class Tally:
    """One teacher's directed year."""

    person: Person
    terms: Terms
    lines: Sequence[Counted]
    cap_minutes: int | None
    days_worked: int
    days_in_year: int
    unpublished: int
    """How many of their events are not in the published calendar."""
    not_directed: int
    """How many events fall when they do not work."""
    contact_weeks: Mapping[date, int]
    """Minutes of class contact, with cover, by Monday; empty where no limit is set."""
    voluntary: Sequence[Voluntary]

    def by_kind(self) -> dict[LineKind, int]:
        """Minutes by kind, in the order of the kinds; those without a minute are left out."""
        sums = Counter[LineKind]()
        for line in self.lines:
            sums[line.kind] += line.minutes
        return {kind: sums[kind] for kind in LineKind if sums[kind]}

    @property
    def total_minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def outside_minutes(self) -> int:
        """Directed time outside the sessions of the timetable."""
        return sum(line.minutes for line in self.lines if line.kind in OUTSIDE_SESSIONS)

    @property
    def voluntary_minutes(self) -> int:
        return sum(one.event.minutes for one in self.voluntary)

    @property
    def left_minutes(self) -> int | None:
        return None if self.cap_minutes is None else self.cap_minutes - self.total_minutes

    @property
    def over_minutes(self) -> int:
        return max(0, -(self.left_minutes or 0))


def tally(person: Person, terms: Terms, facts: Facts) -> Tally:
    """Work out one teacher's directed year. O(days + events)."""
    worked = [day for day in facts.days if day.kind != DayKind.CLOSURE and person.works_here_on(day.held_on)]
    days_in_year = sum(day.kind != DayKind.CLOSURE for day in facts.days)
    share = (person.fte_percent * len(worked), 100 * days_in_year) if days_in_year else (person.fte_percent, 100)
    cap = None
    if terms.has_cap and terms.full_time_minutes is not None:
        cap = pro_rata(terms.full_time_minutes, share)
    reserve = pro_rata(facts.contingency_minutes, share) if terms.has_cap else 0
    own = [
        Counted(
            LineKind.PROTECTED, "Protected time for professional learning", facts.protected.get(person.staff_id, 0)
        ),
        Counted(LineKind.CONTINGENCY, "Kept free for what nobody foresees", reserve),
    ]
    events, unpublished, elsewhere = _events(person, facts)
    lines = [*_timetable(person, worked, facts), *_days_outside(person, worked, facts), *events, *own]
    return Tally(
        person=person, terms=terms, lines=[line for line in lines if line.minutes], cap_minutes=cap,
        days_worked=len(worked), days_in_year=days_in_year, unpublished=unpublished, not_directed=elsewhere,
        contact_weeks=_contact(person, terms, worked, facts),
        voluntary=[
            one for one in facts.voluntary.get(person.staff_id, ()) if not directs(one.event, person, facts)
        ],
    )  # fmt: skip


def pro_rata(minutes: int, share: tuple[int, int]) -> int:
    """*minutes* times a fraction, rounded down once."""
    return minutes * share[0] // share[1]


def directs(event: Event, person: Person, facts: Facts) -> bool:
    """Whether *event* directs *person*: they are asked, and it is when they work."""
    return asks(event, person) and why_not(event, person, facts) is None


def asks(event: Event, person: Person) -> bool:
    """Whether *event* is for *person*, whenever it is."""
    return event.invited is None or person.staff_id in event.invited


def why_not(event: Event, person: Person, facts: Facts) -> str | None:
    """Why *person* cannot be directed to *event*; None when they can. R_PT_DAY."""
    if not person.works_here_on(event.held_on):
        return "is not at the school on that day"
    theirs = _teacher_day(person, event.held_on, facts)
    if theirs.is_off:
        return "does not work on that day"
    if any(overlaps(event.span, off) for off in theirs.off):
        return "does not work at that time"
    return None


def _teacher_day(person: Person, held_on: date, facts: Facts) -> TeacherDay:
    day = facts.by_date.get(held_on)
    if day is None or day.place is None:
        return TeacherDay()
    found = facts.teacher_days.get((person.staff_id, day.place))
    if found is None:
        shape = facts.shapes.get(day.place)
        return TeacherDay() if shape is None else _unmarked(shape)
    return found


def _unmarked(shape: DayShape) -> TeacherDay:
    """A day of somebody of whom the timetable says nothing."""
    return TeacherDay(break_minutes=sum(gap[1] - gap[0] for gap in shape.breaks), session_minutes=shape.minutes)


def _timetable(person: Person, worked: Sequence[Day], facts: Facts) -> list[Counted]:
    """What the timetable fills, by day of the cycle: versions of the timetable follow one another in a year."""
    times = Counter(day.place for day in worked if day.kind == DayKind.ORDINARY and day.place is not None)
    several = len({version_id for version_id, _ in times}) > 1
    example = {day.place: day.held_on for day in worked if day.kind == DayKind.ORDINARY}
    lines: list[Counted] = []
    for place, count in times.items():
        theirs = _teacher_day(person, example[place], facts)
        what = f"{place[1]}, timetable {facts.version_numbers[place[0]]}" if several else place[1]
        lines += [Counted(kind, what, minutes, count) for kind, minutes in theirs.minutes.items()]
        if facts.breaks_count:
            lines.append(Counted(LineKind.BREAKS, what, theirs.break_minutes, count))
    return lines


def _days_outside(person: Person, worked: Sequence[Day], facts: Facts) -> list[Counted]:
    """INSET days of the calendar that have no event of their own, and days on which the timetable does not run."""
    lines: list[Counted] = []
    for day in worked:
        if day.kind == DayKind.ORDINARY or (theirs := _teacher_day(person, day.held_on, facts)).is_off:
            continue
        if day.kind == DayKind.OFF_TIMETABLE:
            what = "Day off the timetable"
            lines.append(Counted(LineKind.OFF_TIMETABLE, what, theirs.session_minutes, held_on=day.held_on))
        elif day.kind == DayKind.INSET and day.held_on not in facts.inset_events:
            # Who works part of the day is directed for that part.
            whole = facts.shapes[day.place].minutes if day.place in facts.shapes and day.place is not None else 0
            part = (theirs.session_minutes, whole) if theirs.off and whole else (1, 1)
            minutes = pro_rata(facts.inset_day_minutes, part)
            lines.append(Counted(LineKind.INSET, "INSET day", minutes, held_on=day.held_on))
    return lines


def _events(person: Person, facts: Facts) -> tuple[list[Counted], int, int]:
    """Lines of the events that direct *person*; how many are unpublished; how many are when they do not work."""
    lines: list[Counted] = []
    taken: dict[date, list[Span]] = {}
    unpublished = elsewhere = 0
    for event in facts.events:
        if event.is_split or not asks(event, person):
            continue
        if why_not(event, person, facts) is not None:
            elsewhere += person.works_here_on(event.held_on)
            continue
        before = taken.setdefault(event.held_on, _taken(person, event, facts))
        minutes = max(0, event.minutes - overlap(event.span, before))
        taken[event.held_on] = merged([*before, event.span])
        unpublished += not event.is_published
        lines.append(
            Counted(LineKind(event.kind.value), event.title, minutes, held_on=event.held_on, event_id=event.id)
        )
    return lines, unpublished, elsewhere


def _taken(person: Person, event: Event, facts: Facts) -> list[Span]:
    """What counts already on the day of *event*, whatever its events: no minute is counted twice."""
    day = facts.by_date.get(event.held_on)
    if day is None or day.place is None:
        return []
    if day.kind == DayKind.ORDINARY:
        return list(_teacher_day(person, event.held_on, facts).counted)
    shape = facts.shapes.get(day.place)
    if shape is None or (day.kind == DayKind.INSET and day.held_on in facts.inset_events):
        return []
    return [shape.whole] if day.kind == DayKind.INSET else list(shape.sessions)


def _contact(person: Person, terms: Terms, worked: Sequence[Day], facts: Facts) -> dict[date, int]:
    if terms.contact_week_minutes is None and terms.contact_year_minutes is None:
        return {}
    weeks = Counter[date](facts.cover.get(person.staff_id, {}))
    for day in worked:
        if day.kind == DayKind.ORDINARY:
            theirs = _teacher_day(person, day.held_on, facts)
            weeks[clock.monday_of(day.held_on)] += theirs.minutes.get(LineKind.TEACHING, 0)
    return dict(weeks)
