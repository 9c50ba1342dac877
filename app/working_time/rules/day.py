"""What a day of the timetable holds for one teacher: what counts, when they do not work, where lunch is.

Times are minutes from midnight on the wall clock; spans are half-open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.occupied.rules import OccupiedKind
from app.working_time.rules.kinds import LineKind

Span = tuple[int, int]
DAY_MINUTES = 24 * 60
_COUNTS = {
    OccupiedKind.TEACH: LineKind.TEACHING, OccupiedKind.PPA: LineKind.PPA, OccupiedKind.ECT: LineKind.ECT,
    OccupiedKind.LEADERSHIP: LineKind.LEADERSHIP, OccupiedKind.DUTY: LineKind.DUTY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayShape:
    """A day of the timetable for everybody: its sessions, and the gaps between them."""

    sessions: tuple[Span, ...]
    breaks: tuple[Span, ...]
    lunch: Span | None

    @property
    def whole(self) -> Span:
        """From the first bell to the last; nothing when there is no period."""
        return (self.sessions[0][0], self.sessions[-1][1]) if self.sessions else (0, 0)

    @property
    def minutes(self) -> int:
        return length(self.sessions)


@dataclass(frozen=True, slots=True)
class TeacherDay:
    """A day of the timetable for one teacher."""

    minutes: Mapping[LineKind, int] = field(default_factory=dict)
    counted: tuple[Span, ...] = ()
    """When these minutes are: an event at the same time does not count twice."""
    off: tuple[Span, ...] = ()
    """When they do not work, up to midnight where nothing of the school's day is left on that side."""
    break_minutes: int = 0
    session_minutes: int = 0
    """What of the sessions they work."""

    @property
    def is_off(self) -> bool:
        return self.off == ((0, DAY_MINUTES),)


def shape_of(periods: Iterable[Span], lunch_between: Span | None) -> DayShape:
    """Find sessions, breaks and lunch of a day from its periods, which may overlap.

    Lunch is the longest gap that touches *lunch_between*; without such a window, the longest gap there is.
    """
    sessions = merged(periods)
    gaps = [(before[1], after[0]) for before, after in pairwise(sessions)]
    window = lunch_between or (0, DAY_MINUTES)
    fitting = [gap for gap in gaps if gap[0] < window[1] and gap[1] > window[0]]
    lunch = max(fitting, key=lambda gap: (gap[1] - gap[0], -gap[0]), default=None)
    return DayShape(tuple(sessions), tuple(gap for gap in gaps if gap != lunch), lunch)


def teacher_day(pieces: Sequence[tuple[OccupiedKind, int, int]], shape: DayShape) -> TeacherDay:
    """What one teacher's *pieces* of the day, none of which overlap, come to."""
    minutes: dict[LineKind, int] = {}
    for kind, starts, ends in pieces:
        if line := _COUNTS.get(kind):
            minutes[line] = minutes.get(line, 0) + ends - starts
    off = _off([(starts, ends) for kind, starts, ends in pieces if kind == OccupiedKind.OFF], shape)
    breaks = [gap for gap in shape.breaks if not any(one[0] <= gap[1] and gap[0] <= one[1] for one in off)]
    return TeacherDay(
        minutes=minutes, counted=tuple(merged((starts, ends) for kind, starts, ends in pieces if kind in _COUNTS)),
        off=off, break_minutes=length(breaks), session_minutes=uncovered_in(shape.sessions, off),
    )  # fmt: skip


def _off(marked: Sequence[Span], shape: DayShape) -> tuple[Span, ...]:
    """Days and parts of days off, with what lies between and beyond them and belongs to nobody's work.

    Who does not work the last period does not work after school either: it is a part-day not normally worked.
    """
    if not marked:
        return ()
    first, last = shape.whole
    widened = [(0 if starts <= first else starts, DAY_MINUTES if ends >= last else ends) for starts, ends in marked]
    found: list[Span] = []
    for span in merged(widened):
        if found and not any(overlaps(session, (found[-1][1], span[0])) for session in shape.sessions):
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return tuple(found)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order that neither overlap nor touch."""
    found: list[Span] = []
    for starts, ends in sorted(spans):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return found


def overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def overlap(span: Span, others: Iterable[Span]) -> int:
    """How many minutes of *span* lie in *others*, which do not overlap one another."""
    return sum(max(0, min(span[1], ends) - max(span[0], starts)) for starts, ends in others)


def uncovered_in(spans: Iterable[Span], covering: Sequence[Span]) -> int:
    """How many minutes of *spans* lie outside *covering*."""
    return sum(ends - starts - overlap((starts, ends), covering) for starts, ends in spans)


def length(spans: Iterable[Span]) -> int:
    return sum(ends - starts for starts, ends in spans)
