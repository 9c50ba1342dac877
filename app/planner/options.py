"""One group, now: the best times for its next research lesson, each with the cover it needs. Pure, and quick.

No solver: a group has a few dozen lessons in a week, and who could watch one of them, in which half and covered by
whom, is soon tried out. What others have booked already is in the problem as time they are not there for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from app.planner import rules
from app.planner.index import DebriefOption, Index, Slot
from app.planner.pieces import Piece, Way, coverers, pieces
from app.planner.problem import Debrief, Group, Lesson, Observation, Problem, Release, ResearchLesson, TeacherState

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
    problem: Problem, group_id: str, *, index: Index | None = None, limit: int = rules.OPTIONS_MAX
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
        others = [who for who in coverers(known, piece.slot) if who not in group.members]
        again = 0
        for at in sorted(piece.dates):
            able = tuple(way for way in piece.ways if at in way.dates and _can(known, way, piece.slot, at))
            search = _Search(known, group, piece.slot, at, able, _lenders(known, others, piece.slot, at))
            # Days on which the same is possible share their answer.
            if search.key not in shares:
                shares[search.key] = search.run()
            share = shares[search.key]
            talk = None if share is None else _talk(known, piece, share, at)
            if share is not None and talk is None:
                # They could not all talk it over that day; fewer of them may, or others.
                share = search.run(partial(_can_talk, known, piece, at))
                talk = None if share is None else _talk(known, piece, share, at)
            if share is None or talk is None:
                continue
            found.append(((*share.cost, again, at), _option(known, piece, share, at, talk, search.lenders)))
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
    return way.cover_by is None or _slices_covered(index, way.cover_by, week) > 0


def _slices_covered(index: Index, who: str, week: int) -> int:
    """How many slices somebody could cover in one week."""
    cap, spare, most = index.cap(who, "cover"), index.spare[who][week], index.problem.policy.cover_per_week
    return min(spare, most) if cap is None else min(cap, spare, most)


def _lenders(index: Index, others: Iterable[str], slot: Slot, at: int) -> list[tuple[str, int]]:
    """Who of the *others* could cover then, and how many slices each; the ablest first."""
    week, slices = index.week_of[at], index.slices[slot]
    found = [(who, min(_slices_covered(index, who, week), slices)) for who in others if at in index.there(who, slot)]
    return sorted((one for one in found if one[1]), key=lambda one: -one[1])


def _lend(lenders: Iterable[tuple[str, int]], slices: Sequence[int]) -> list[str] | None:
    """Who covers each of *slices* (one may come more than once), nobody two at once; None when they are too few."""
    left = dict(lenders)
    names: dict[int, list[str]] = {}
    for s in sorted(set(slices)):
        # Who has most left goes first, so that nobody is kept for later in vain.
        names[s] = sorted((who for who in left if left[who]), key=lambda who: -left[who])[: slices.count(s)]
        if len(names[s]) < slices.count(s):
            return None
        for who in names[s]:
            left[who] -= 1
    return [names[s].pop(0) for s in slices]


class _Search:
    """Tries every way to share out one lesson, the cheap ones first."""

    def __init__(
        self, index: Index, group: Group, slot: Slot, at: int, able: Sequence[Way], lenders: Sequence[tuple[str, int]]
    ) -> None:
        self.index, self.group, self.slot = index, group, slot
        self.lenders = lenders[: len(group.members)]  # More are never needed at once.
        self.spare = {who: min(index.spare[who][index.week_of[at]], SPARE_MAX) for who in group.members}
        self.staying = {
            way.observer: [
                {who for who in others if not index.is_off(who, at, slot[1])}
                for others in index.stayers(way.observer, slot)
            ]
            for way in able if way.release is Release.CO_TEACHER
        }  # fmt: skip
        """observer -> for each class of theirs then, the co-teachers who are in school"""
        self.key = (
            tuple(able), tuple(slices for _, slices in self.lenders), tuple(self.spare.values()),
            tuple(frozenset(who) for some in self.staying.values() for who in some),
        )  # fmt: skip
        by_observer: dict[str, list[Way]] = {}
        for way in able:
            by_observer.setdefault(way.observer, []).append(way)
        self.observers = [
            sorted(ways, key=lambda way: list(Release).index(way.release)) for ways in by_observer.values()
        ]  # fmt: skip
        self.best: _Share | None = None
        self.will_do: Callable[[_Share], bool] | None = None
        self.tries = 0

    def run(self, will_do: Callable[[_Share], bool] | None = None) -> _Share | None:
        """The best way there is; only of those that *will_do*."""
        self.best, self.tries, self.will_do = None, 0, will_do
        self.walk(0, ())
        return self.best

    def walk(self, position: int, chosen: tuple[tuple[Way, int], ...]) -> None:
        self.tries += 1
        if self.tries > TRIES_MAX:
            return
        share = _Share(chosen)
        if self.best is not None:
            external, observers, *cover = share.cost
            if (external, observers - len(self.observers) + position, *cover) >= self.best.cost:
                return  # With all who are left and nothing more to pay it would be no better.
        if position == len(self.observers):
            few = len(chosen) < max(1, self.group.min_observers)
            if not few and (self.will_do is None or self.will_do(share)):
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
        covers = 0
        lent = [when for other, when in chosen if other.release is Release.EXCHANGE]
        spare = int(way.release in _FREE)
        leaving = [lesson.class_name for lesson in self._left(way)]
        for other, when in chosen:
            if when == s and any(who in {other.observer, other.cover_by} for who in doing):
                return False
            covers += way.cover_by is not None and other.cover_by == way.cover_by
            spare += other.release in _FREE and used == (other.cover_by or other.observer)
            leaving += [lesson.class_name for lesson in self._left(other)]
        if way.release is Release.EXCHANGE and _lend(self.lenders, [*lent, s]) is None:
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
        """Whether every class that is to keep a co-teacher in that slice does."""
        then = [way, *(other for other, when in chosen if when == s)]
        gone = {one.observer for one in then if one.release is not Release.NONE}
        return all(
            others - gone
            for one in then if one.release is Release.CO_TEACHER
            for others in self.staying[one.observer]
        )  # fmt: skip


def _talk(index: Index, piece: Piece, share: _Share, at: int) -> DebriefOption | None:
    """The soonest time when host and observers can talk, after school if possible."""
    people = [piece.host, *(way.observer for way, _ in share.watches)]
    used = Counter(way.cover_by or way.observer for way, _ in share.watches if way.release in _FREE)
    cap = index.cap(piece.host, "debrief")
    if cap is not None and cap < 1:
        return None
    found = index.debrief_options(at, index.period[piece.slot].end)
    for option in sorted(found, key=lambda option: (option.slot is not None, option.at, option.start)):
        here = index.week_of[option.at] == index.week_of[at]
        if all(_can_attend(index, who, option, used[who] if here else 0) for who in people):
            return option
    return None


def _can_talk(index: Index, piece: Piece, at: int, share: _Share) -> bool:
    return _talk(index, piece, share, at) is not None


def _can_attend(index: Index, who: str, option: DebriefOption, used: int) -> bool:
    """Whether somebody who uses so many free slices that week for the lesson can be there."""
    if option.slot is None:
        return index.in_school(who, option.at)
    free = index.base(who, option.slot) is TeacherState.FREE and option.at in index.there(who, option.slot)
    return free and index.spare[who][index.week_of[option.at]] >= used + len(option.slices)


def _option(
    index: Index, piece: Piece, share: _Share, at: int, talk: DebriefOption, lenders: Sequence[tuple[str, int]]
) -> Option:
    watches = sorted(share.watches, key=lambda watch: (watch[1], watch[0].observer))
    lent = _lend(lenders, [s for way, s in watches if way.release is Release.EXCHANGE])
    assert lent is not None, "the share was found with the same lenders"
    observations = []
    for way, s in watches:
        by = lent.pop(0) if way.release is Release.EXCHANGE else way.cover_by
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
