"""One group, now: the best times for its next research lesson, each with the cover it needs. Pure, and quick.

No solver: a group has a few dozen lessons in a week, and who could watch one of them, in which half and covered by
whom, is soon tried out. What others have booked already is in the problem as time they are not there for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.planner.problem import Debrief, Group, Lesson, Observation, Problem, Release, ResearchLesson, TeacherState
from app.planner.solver.index import DebriefOption, Index, Slot
from app.planner.solver.pieces import Piece, Way, coverers, pieces

OPTIONS_MAX = 50
SPARE_MAX = 12
"""More free slices than this make no difference to one lesson."""
TRIES_MAX = 3_000
"""Ways to share out one lesson that are tried; a group of five with four slices stays below."""


_FREE = frozenset({Release.NONE, Release.MUTUAL})
"""Releases that take a free slice from somebody of the group."""


@dataclass(frozen=True, slots=True)
class Option:
    """A research lesson that could be, and what it costs in slices."""

    lesson: ResearchLesson
    external: int
    exchange: int
    mutual: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    """Who watches which slice, and how each is released; best first when compared by `cost`."""

    watches: tuple[tuple[Way, int], ...]

    @property
    def cost(self) -> tuple[int, int, int, int]:
        """(external, fewer observers, exchange, mutual)"""
        releases = [way.release for way, _ in self.watches]
        return (
            releases.count(Release.EXTERNAL),
            -len(self.watches),
            releases.count(Release.EXCHANGE),
            releases.count(Release.MUTUAL),
        )


def options(
    problem: Problem, group_id: str, *, index: Index | None = None, limit: int = OPTIONS_MAX
) -> tuple[Option, ...]:
    """The *limit* best research lessons that the group could hold in the window, the best first.

    Best is: nothing to pay for, then as many observers as can be, then less cover from other groups, then less inside
    the group, then soonest. Of lessons that cost the same each host's lesson of the week comes once before any comes
    again. Empty: nothing fits (`why_not` says why).
    """
    known = index or Index(problem)
    group = known.groups[group_id]
    found: list[tuple[tuple[int, ...], Option]] = []
    for piece in pieces(known, group):
        shares: dict[tuple[object, ...], _Share | None] = {}
        again = 0
        for at in sorted(piece.dates):
            able = tuple(way for way in piece.ways if at in way.dates and _can(known, way, piece.slot, at))
            lent = _lenders(known, group, piece.slot, at)
            spare = {who: min(known.spare[who][known.week_of[at]], SPARE_MAX) for who in group.members}
            # Days on which the same is possible share their answer.
            key = (able, min(lent, len(group.members)), tuple(spare.values()))
            if key not in shares:
                shares[key] = _best_share(_Search(known, group, piece.slot, lent, spare), able)
            share = shares[key]
            talk = None if share is None else _talk(known, piece, share, at)
            if share is None or talk is None:
                continue
            found.append(((*share.cost, again, at), _option(known, piece, share, at, talk)))
            again += 1
    found.sort(key=lambda entry: (entry[0], entry[1].lesson.host, entry[1].lesson.period))
    return tuple(option for _, option in found[:limit])


def _can(index: Index, way: Way, slot: Slot, at: int) -> bool:
    """Whether minutes, weekly limits and the PPA floor leave room for that one observation."""
    week = index.week_of[at]
    caps = [index.cap(way.observer, "observe"), index.cap(way.observer, "debrief")]
    if any(cap is not None and cap < 1 for cap in caps):
        return False
    if way.release is Release.NONE:
        return index.spare[way.observer][week] >= 1
    limit = index.problem.policy.releases_per_class
    if len(index.own[way.observer, *slot]) > 0 and limit < 1:
        return False
    return way.cover_by is None or _can_cover(index, way.cover_by, week)


def _can_cover(index: Index, who: str, week: int) -> bool:
    cap = index.cap(who, "cover")
    return (cap is None or cap >= 1) and index.spare[who][week] >= 1 and index.problem.policy.cover_per_week >= 1


def _lenders(index: Index, group: Group, slot: Slot, at: int) -> int:
    """How many of other groups could cover then."""
    week = index.week_of[at]
    return sum(
        1
        for who in coverers(index, slot)
        if who not in group.members and at in index.there(who, slot) and _can_cover(index, who, week)
    )


def _best_share(search: "_Search", able: Sequence[Way]) -> _Share | None:
    by_observer: dict[str, list[Way]] = {}
    for way in able:
        by_observer.setdefault(way.observer, []).append(way)
    search.observers = [
        sorted(ways, key=lambda way: list(Release).index(way.release)) for ways in by_observer.values()
    ]  # fmt: skip
    search.walk(0, ())
    return search.best


class _Search:
    """Tries every way to share out one lesson, the cheap ones first."""

    def __init__(self, index: Index, group: Group, slot: Slot, lent: int, spare: Mapping[str, int]) -> None:
        self.index, self.group, self.slot, self.lent, self.spare = index, group, slot, lent, spare
        self.observers: list[list[Way]] = []
        self.best: _Share | None = None
        self.tries = 0

    def walk(self, position: int, chosen: tuple[tuple[Way, int], ...]) -> None:
        self.tries += 1
        if self.tries > TRIES_MAX:
            return
        if position == len(self.observers):
            share = _Share(chosen)
            few = len(chosen) < max(1, self.group.min_observers)
            if not few and (self.best is None or share.cost < self.best.cost):
                self.best = share
            return
        if len(chosen) < self.group.observers_at_most:
            for way in self.observers[position]:
                for s in range(self.index.slices[self.slot]):
                    if self._fits(chosen, way, s):
                        self.walk(position + 1, (*chosen, (way, s)))
        self.walk(position + 1, chosen)

    def _fits(self, chosen: tuple[tuple[Way, int], ...], way: Way, s: int) -> bool:
        doing = [way.observer, *([way.cover_by] if way.cover_by else [])]
        used = way.cover_by if way.release is Release.MUTUAL else way.observer
        covers = lent = 0
        spare = int(way.release in _FREE)
        leaving = [lesson.class_name for lesson in self._left(way)]
        for other, when in chosen:
            if when == s and any(who in {other.observer, other.cover_by} for who in doing):
                return False
            covers += way.cover_by is not None and other.cover_by == way.cover_by
            spare += other.release in _FREE and used == (other.cover_by or other.observer)
            leaving += [lesson.class_name for lesson in self._left(other)]
            lent += other.release is Release.EXCHANGE
        if way.release is Release.EXCHANGE and lent >= self.lent:
            return False
        policy = self.index.problem.policy
        cap = None if way.cover_by is None else self.index.cap(way.cover_by, "cover")
        if way.cover_by and covers >= (policy.cover_per_week if cap is None else min(cap, policy.cover_per_week)):
            return False
        if way.release in _FREE and used is not None and spare > self.spare[used]:
            return False
        if max(Counter(leaving).values(), default=0) > policy.releases_per_class:
            return False
        return self._somebody_stays(chosen, way, s)

    def _left(self, way: Way) -> Sequence[Lesson]:
        return [] if way.release is Release.NONE else self.index.own[way.observer, *self.slot]

    def _somebody_stays(self, chosen: tuple[tuple[Way, int], ...], way: Way, s: int) -> bool:
        """Whether every class that was to keep its co-teacher still does."""
        if way.release is Release.CO_TEACHER:
            staying = self.index.stayers(way.observer, self.slot)
            gone = {other.observer for other, when in chosen if when == s and other.release is not Release.NONE}
            return all(set(others) - gone for others in staying)
        return not any(
            other.release is Release.CO_TEACHER and when == s and way.release is not Release.NONE
            and any(set(others) <= {way.observer} for others in self.index.stayers(other.observer, self.slot))
            for other, when in chosen
        )  # fmt: skip


def _talk(index: Index, piece: Piece, share: _Share, at: int) -> DebriefOption | None:
    """The soonest time when host and observers can talk, after school if possible."""
    people = [piece.host, *(way.observer for way, _ in share.watches)]
    cap = index.cap(piece.host, "debrief")
    if cap is not None and cap < 1:
        return None
    found = index.debrief_options(at, index.period[piece.slot].end)
    for option in sorted(found, key=lambda option: (option.slot is not None, option.at, option.start)):
        if all(_can_attend(index, who, option, piece.slot, at) for who in people):
            return option
    return None


def _can_attend(index: Index, who: str, option: DebriefOption, slot: Slot, at: int) -> bool:
    if option.slot is None:
        return index.in_school(who, option.at)
    if (option.slot, option.at) == (slot, at):
        return False
    week = index.week_of[option.at]
    free = index.base(who, option.slot) is TeacherState.FREE and option.at in index.there(who, option.slot)
    return free and index.spare[who][week] > len(option.slices)


def _option(index: Index, piece: Piece, share: _Share, at: int, talk: DebriefOption) -> Option:
    lenders = [
        who for who in coverers(index, piece.slot)
        if who not in index.groups[piece.group].members and at in index.there(who, piece.slot)
        and _can_cover(index, who, index.week_of[at])
    ]  # fmt: skip
    observations = []
    for way, s in sorted(share.watches, key=lambda watch: (watch[1], watch[0].observer)):
        by = lenders.pop(0) if way.release is Release.EXCHANGE else way.cover_by
        observations.append(Observation(way.observer, s, way.release, by))
    lesson = ResearchLesson(
        piece.group, piece.host, index.dates[at], piece.slot[1], tuple(observations),
        Debrief(index.dates[talk.at], talk.start),
    )  # fmt: skip
    external, _, exchange, mutual = share.cost
    reasons = tuple(_reasons(index.groups[piece.group], observations, talk))
    return Option(lesson, external, exchange, mutual, reasons)


def _reasons(group: Group, observations: Iterable[Observation], talk: DebriefOption) -> Iterable[str]:
    """Why the option is as good as it is, in sentences."""
    seen = list(observations)
    count = {release: sum(1 for one in seen if one.release is release) for release in Release}
    if count[Release.NONE]:
        yield _some(count[Release.NONE], "observer is free then", "observers are free then")
    if count[Release.CO_TEACHER]:
        yield _some(count[Release.CO_TEACHER], "class keeps its co-teacher", "classes keep their co-teacher")
    if count[Release.MUTUAL]:
        yield _some(
            count[Release.MUTUAL], "half hour can be covered in the group", "half hours can be covered in the group"
        )
    if count[Release.EXCHANGE]:
        yield _some(count[Release.EXCHANGE], "half hour needs a colleague of another group",
                    "half hours need colleagues of other groups")  # fmt: skip
    if count[Release.EXTERNAL]:
        yield _some(count[Release.EXTERNAL], "half hour goes to the cover lead", "half hours go to the cover lead")
    away = len(group.members) - 1 - len(seen)
    if away:
        yield _some(away, "colleague cannot watch", "colleagues cannot watch")
    if talk.slot is not None:
        yield "The debrief takes free time in a period, because nobody can stay after school in time."


def _some(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}."
