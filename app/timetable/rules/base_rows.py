"""What fills a teacher's days: from a timetable and marks to stretches of time, none of which overlap.

Bells of real schools overlap and files hold clashes, so what matters most is laid down first and the rest is clipped:
days off, then PPA and early-career time, then teaching, then leadership time and duties.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from app.kernel import clock
from app.occupied.rules import SLICE_MINUTES, OccupiedKind, Stretch
from app.timetable.rules.class_changes import ALL_TAUGHT, NotTaught, left_of
from app.timetable.rules.kinds import DAY_ENDS, DAY_STARTS, MarkKind

LABEL_CHARACTERS_MAX = 500


@dataclass(frozen=True, slots=True)
class BellTime:
    """A period on the wall clock."""

    period: str
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Teacher:
    """Whose time it is: the member of staff, and the person they are in every school."""

    staff_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class Taught:
    """A class that a teacher has in a period of a cycle day."""

    staff_id: UUID
    cycle_day: str
    period: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A teacher's mark on a period of a cycle day, or on the whole day (`period` empty)."""

    staff_id: UUID
    cycle_day: str
    period: str
    kind: MarkKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatedDay:
    """A date of the school year. Without `runs` (INSET, closure, off timetable) there are no periods.

    `cycle_day` is the day of the timetable that it is, or would be if the school ran; None when nobody can say.
    `not_taught`: classes that the timetable has on that day and that are elsewhere, or have left.
    """

    held_on: date
    cycle_day: str | None
    runs: bool = True
    not_taught: NotTaught = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Week:
    """A version of the timetable with its marks."""

    bells: Mapping[str, Sequence[BellTime]]
    """By cycle day, in the order of the day."""
    taught: Sequence[Taught]
    marks: Sequence[Marked]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a teacher's cycle day, in minutes from midnight on the wall."""

    starts: int
    ends: int
    kind: OccupiedKind
    period: str = ""
    slice: int = 0
    label: str = ""


_RANK = {
    OccupiedKind.OFF: 0, OccupiedKind.PPA: 1, OccupiedKind.ECT: 1, OccupiedKind.TEACH: 2,
    OccupiedKind.LEADERSHIP: 3, OccupiedKind.DUTY: 3,
}  # fmt: skip


def stretches_of(
    teachers: Sequence[Teacher], days: Sequence[DatedDay], week: Week, zone: ZoneInfo, *,
    only: Container[tuple[UUID, date]] | None = None,
) -> Iterator[Stretch]:  # fmt: skip
    """Say what fills the time of *teachers* on *days*, as UTC instants; of some on some days *only*, if that is given.

    Lessons are cut into slices of 30 minutes from their beginning, the last one takes the remainder (50 minutes are
    30 and 20). Marks stay whole. No two stretches of one person overlap, and no minute of a PPA, early-career or
    off mark is left open. O(teachers x days x periods), and once the week for each set of classes not taught.
    """
    usual = _pieces(week)
    changed: dict[frozenset[tuple[str, str]], _Pieces] = {}
    dated: list[tuple[DatedDay, str, _Pieces]] = []
    for day in days:
        if day.cycle_day is None:
            continue
        key = frozenset(day.not_taught.items())
        if key and key not in changed:
            changed[key] = _pieces(week, day.not_taught)
        dated.append((day, day.cycle_day, changed[key] if key else usual))

    @cache
    def instant(day: date, minutes: int) -> datetime:
        return clock.at_local(day, time(minutes // 60, minutes % 60), zone)

    for teacher in teachers:
        for day, cycle_day, pieces in dated:
            if only is not None and (teacher.staff_id, day.held_on) not in only:
                continue
            for piece in pieces.get((teacher.staff_id, cycle_day), ()):
                if not day.runs and piece.kind != OccupiedKind.OFF:
                    continue
                yield Stretch(
                    teacher.staff_id, teacher.person_id, piece.kind, day.held_on,
                    instant(day.held_on, piece.starts), instant(day.held_on, piece.ends),
                    piece.period, piece.slice, piece.label,
                )  # fmt: skip


def slices(starts: int, ends: int) -> list[tuple[int, int]]:
    """Cut [starts, ends) into parts of 30 minutes and a remainder."""
    return [(begin, min(begin + SLICE_MINUTES, ends)) for begin in range(starts, ends, SLICE_MINUTES)]


def joined(names: Iterable[str]) -> str:
    """Name several things at once, each once, within the length of a column."""
    text = " + ".join(dict.fromkeys(name for name in names if name))
    return text if len(text) <= LABEL_CHARACTERS_MAX else text[: LABEL_CHARACTERS_MAX - 1] + "…"


_Pieces = Mapping[tuple[UUID, str], Sequence[_Piece]]


def _pieces(week: Week, away: NotTaught = ALL_TAUGHT) -> _Pieces:
    """The disjoint pieces of each teacher's cycle days, in order. Who is with a class that is *away* is on duty."""
    bells = {(day, bell.period): bell for day, of_day in week.bells.items() for bell in of_day}
    wished: dict[tuple[UUID, str], list[_Piece]] = {}
    classes: dict[tuple[UUID, str, str], list[str]] = {}
    for taught in week.taught:
        class_name, instead = left_of(taught.class_name, away)
        if class_name:
            classes.setdefault((taught.staff_id, taught.cycle_day, taught.period), []).append(class_name)
        elif instead and (bell := bells.get((taught.cycle_day, taught.period))):
            with_class = _Piece(
                _minutes(bell.starts), _minutes(bell.ends), OccupiedKind.DUTY, taught.period, label=instead
            )
            wished.setdefault((taught.staff_id, taught.cycle_day), []).append(with_class)
    for (staff_id, cycle_day, period), names in classes.items():
        if bell := bells.get((cycle_day, period)):
            of_day = wished.setdefault((staff_id, cycle_day), [])
            of_day += [
                _Piece(begin, end, OccupiedKind.TEACH, period, place, joined(names))
                for place, (begin, end) in enumerate(slices(_minutes(bell.starts), _minutes(bell.ends)))
            ]
    for mark in week.marks:
        if piece := _marked(mark, bells.get((mark.cycle_day, mark.period))):
            wished.setdefault((mark.staff_id, mark.cycle_day), []).append(piece)
    return {key: _disjoint(pieces) for key, pieces in wished.items()}


def _marked(mark: Marked, bell: BellTime | None) -> _Piece | None:
    kind = OccupiedKind(mark.kind.value)
    if not mark.period:
        return _Piece(_minutes(DAY_STARTS), _minutes(DAY_ENDS), kind, label=mark.note)
    if bell is None:
        return None
    return _Piece(_minutes(bell.starts), _minutes(bell.ends), kind, mark.period, label=mark.note)


def _disjoint(wished: Sequence[_Piece]) -> list[_Piece]:
    """Lay the pieces down, the weightiest first, each only where nothing lies yet."""
    laid: list[_Piece] = []
    for piece in sorted(wished, key=lambda piece: (_RANK[piece.kind], piece.starts, piece.ends, piece.period)):
        for begin, end in _open_parts(piece, laid):
            laid.append(_Piece(begin, end, piece.kind, piece.period, piece.slice, piece.label))
    return sorted(laid, key=lambda piece: piece.starts)


def _open_parts(piece: _Piece, laid: Iterable[_Piece]) -> list[tuple[int, int]]:
    open_parts = [(piece.starts, piece.ends)]
    for other in laid:
        rest: list[tuple[int, int]] = []
        for begin, end in open_parts:
            rest += [(begin, min(end, other.starts)), (max(begin, other.ends), end)]
        open_parts = [(begin, end) for begin, end in rest if begin < end]
    return open_parts


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute
