"""What a plan is made of before dates are chosen: research lessons that could be, and how each could be watched."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.planner.index import Index, Slot
from app.planner.problem import Group, Release, TeacherState


@dataclass(frozen=True, slots=True)
class Way:
    """One member watching one lesson of the cycle, and what becomes of their own class meanwhile."""

    observer: str
    release: Release
    cover_by: str | None
    """Named for mutual cover only: an exchange coverer is found for all groups together."""
    dates: frozenset[int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A lesson of the cycle that a group could study: host and period, the days it is held, the ways to watch it."""

    group: str
    host: str
    slot: Slot
    dates: frozenset[int]
    ways: tuple[Way, ...]


def pieces(index: Index, group: Group) -> list[Piece]:
    """Every lesson that *group* could study. Lessons that too few could watch are left out."""
    found = []
    for host in group.members:
        for slot in index.slots:
            if index.base(host, slot) is not TeacherState.TEACHING:
                continue
            dates = index.there(host, slot)
            if not dates:
                continue
            ways = tuple(
                way
                for observer in group.members
                if observer != host
                for way in _ways(index, group, host, observer, slot, dates)
            )
            if len({way.observer for way in ways}) >= max(1, group.min_observers):
                found.append(Piece(group.id, host, slot, dates, ways))
    return found


def _ways(index: Index, group: Group, host: str, observer: str, slot: Slot, hosted: frozenset[int]) -> Iterable[Way]:
    state = index.base(observer, slot)
    both = hosted & index.there(observer, slot)
    if not both:
        return
    if state is TeacherState.FREE:
        yield Way(observer, Release.NONE, None, both)
    if state is not TeacherState.TEACHING:
        return
    if all(index.stayers(observer, slot)):
        yield Way(observer, Release.CO_TEACHER, None, both)
    for coverer in group.members:
        if coverer not in {host, observer} and index.base(coverer, slot) is TeacherState.FREE:
            together = both & index.there(coverer, slot)
            if together:
                yield Way(observer, Release.MUTUAL, coverer, together)
    yield Way(observer, Release.EXCHANGE, None, both)
    yield Way(observer, Release.EXTERNAL, None, both)


def by_day(piece: Piece) -> list[Piece]:
    """The same lesson, once for each day on which enough could watch it."""
    found = []
    for at in sorted(piece.dates):
        ways = tuple(replace(way, dates=frozenset((at,))) for way in piece.ways if at in way.dates)
        if ways:
            found.append(replace(piece, dates=frozenset((at,)), ways=ways))
    return found


def coverers(index: Index, slot: Slot) -> list[str]:
    """Who could cover for another group then, on one day or more."""
    return [
        teacher
        for teacher, known in index.teachers.items()
        if known.exchange and index.base(teacher, slot) is TeacherState.FREE and index.there(teacher, slot)
    ]
