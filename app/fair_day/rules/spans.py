"""Stretches of a fair's day, in whole minutes from midnight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from app.fair_day.rules.words import GAP_MINUTES


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From *starts* until just before *ends*."""

    starts: int
    ends: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both last at some moment. To end when the other begins is no overlap."""
        return self.starts < other.ends and other.starts < self.ends

    def holds(self, other: "Span") -> bool:
        """Whether *other* is within; exactly the same is."""
        return self.starts <= other.starts and other.ends <= self.ends


def of(starts: time, ends: time) -> Span:
    return Span(minute_of(starts), minute_of(ends))


def minute_of(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def wall_of(minute: int) -> time:
    return time(minute // 60, minute % 60)


def minutes_between(starts: time, ends: time) -> int:
    return minute_of(ends) - minute_of(starts)


def next_free(within: Span, taken: Iterable[Span], minutes: int) -> Span | None:
    """The earliest stretch of *minutes* within, a gap away from every taken one; None when there is none."""
    return next(iter(free(within, taken, minutes)), None)


def free(within: Span, taken: Iterable[Span], minutes: int) -> list[Span]:
    """All stretches of *minutes* that a room holds one after the other beside what is *taken*, with gaps between."""
    found: list[Span] = []
    at = within.starts
    kept = sorted(taken)
    while at + minutes <= within.ends:
        wanted = Span(at, at + minutes)
        spread = Span(wanted.starts - GAP_MINUTES, wanted.ends + GAP_MINUTES)
        if clash := next((span for span in kept if span.overlaps(spread)), None):
            at = clash.ends + GAP_MINUTES
            continue
        found.append(wanted)
        at = wanted.ends + GAP_MINUTES
    return found


def now_and_next(talks: Sequence[tuple[str, str, str]], clock: str, *, is_today: bool) -> tuple[list[int], list[int]]:
    """Which of *talks* (room, start, end; by start) are on at *clock*, and which is the next in each room.

    On another day nothing is on, and the first of each room is its next.
    """
    on_now = [place for place, (_, starts, ends) in enumerate(talks) if is_today and starts <= clock < ends]
    coming: dict[str, int] = {}
    for place, (room, starts, _) in enumerate(talks):
        if not is_today or starts > clock:
            coming.setdefault(room, place)
    return on_now, sorted(coming.values())
