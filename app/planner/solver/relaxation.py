"""The cycle relaxation: how often each thing happens in the window, without saying on which date.

Weeks repeat. Counting a lesson of the cycle instead of dating it makes the model a week long instead of a window long
and its linear relaxation almost whole: on the schools tried it proves all three levels in a second or two. Every dated
plan gives counts that keep these rows, so what is proved here holds for every plan:

- a piece (host and period) is studied at most as often as it takes place; its ways to be watched, by each observer, at
  most as often as it is studied, all together between `min_observers` and `max_observers` times as often;
- within the lesson nobody does more than its slices allow: covering and watching share them, cover per week too;
- a teacher's uses of a period, free slices above the PPA floor, covers, minutes and debriefs are held as sums;
- a class loses its teacher at most as often as allowed, whatever the group;
- exchange cover given in a period equals cover taken, and nobody's own group gives it (Hall's condition);
- hosting is spread, and who has all observations has watched enough different colleagues.

Left out: which date and slice, and debriefs but for their minutes and for lessons
after which none can be held. Limits of a week or a day hold for what can only happen then.

The same rows with every lesson of the window by itself (`by_day`) are larger and say more: the weekly limits one by
one, and days apart. Where dates differ (absences, exams, short windows) they prove what counting cannot.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations

from app.planner.index import DebriefOption, Index, Slot
from app.planner.pieces import Piece, Way, by_day, coverers, pieces
from app.planner.problem import Group, Release, TeacherState
from app.planner.solver.linear import Linear

NESTED_MAX = 16
"""A limit is written for each set of days or weeks that something is bound to, as long as these are few."""

OVERLAP_MAX = 5
"""A teacher in more groups than this does not tighten the exchange rows for each set of them."""


@dataclass(slots=True)
class Relaxation:
    """The model and where its columns stand."""

    model: Linear = field(default_factory=Linear)
    days: dict[int, frozenset[int]] = field(default_factory=dict)
    """column -> the days on which it could happen"""
    lessons: dict[tuple[str, str, Slot, frozenset[int]], int] = field(default_factory=dict)
    """(group, host, slot, days) -> how often it is studied"""
    ways: dict[tuple[str, str, Slot, Way], int] = field(default_factory=dict)
    """(group, host, slot, way) -> how often"""
    unscheduled: list[int] = field(default_factory=list)
    missing: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """group -> its part of `unscheduled`"""
    external: list[int] = field(default_factory=list)
    exchange: list[int] = field(default_factory=list)
    mutual: list[int] = field(default_factory=list)
    covers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def levels(self) -> tuple[list[int], list[int], list[int]]:
        """The columns of the three figures that are proved."""
        return self.unscheduled, self.external, self.exchange


class _Builder:
    """Collects what each teacher and class is used for, then writes the rows."""

    def __init__(self, index: Index, *, daily: bool) -> None:
        self.index, self.out, self.daily = index, Relaxation(), daily
        self.model = self.out.model
        self.used: dict[tuple[str, Slot], list[int]] = defaultdict(list)
        self.spare: dict[str, list[int]] = defaultdict(list)
        self.watching: dict[str, list[int]] = defaultdict(list)
        self.talking: dict[str, list[int]] = defaultdict(list)
        self.losing: dict[str, list[int]] = defaultdict(list)
        self.hosting: dict[tuple[str, Slot], list[int]] = defaultdict(list)
        self.leaving: dict[tuple[str, Slot], list[int]] = defaultdict(list)
        self.staying: dict[tuple[str, Slot], list[int]] = defaultdict(list)
        self.needs: dict[tuple[Slot, int | None], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def group(self, group: Group) -> None:
        """The pieces of one group and what it asks for."""
        seen: dict[str, list[int]] = defaultdict(list)
        pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        hosted: dict[str, list[int]] = defaultdict(list)
        found = pieces(self.index, group)
        if self.daily:
            found = [one for whole in found for one in by_day(whole)]
        for piece in found:
            times = self._column(piece.dates)
            self.out.lessons[group.id, piece.host, piece.slot, piece.dates] = times
            hosted[piece.host].append(times)
            self.talking[piece.host].append(times)
            self.used[piece.host, piece.slot].append(times)
            self.hosting[piece.host, piece.slot].append(times)
            for observer, columns in self._piece(group, piece, times).items():
                seen[observer] += columns
                pairs[observer, piece.host] += columns
        self._asked(group, seen, pairs)
        self._spread(group, hosted)

    def _column(self, days: frozenset[int], each: int = 1) -> int:
        column = self.model.variable(each * len(days))
        self.out.days[column] = days
        return column

    def _piece(self, group: Group, piece: Piece, times: int) -> dict[str, list[int]]:
        by_observer: dict[str, list[int]] = defaultdict(list)
        covering: dict[str, list[int]] = defaultdict(list)
        for way in piece.ways:
            column = self._column(way.dates)
            self.out.ways[group.id, piece.host, piece.slot, way] = column
            by_observer[way.observer].append(column)
            self._use(group, piece, way, column)
            if way.cover_by is not None:
                covering[way.cover_by].append(column)
        for columns in by_observer.values():
            self.model.add(columns, None, 0, minus=[(times, 1)])
        everyone = [column for columns in by_observer.values() for column in columns]
        self.model.add(everyone, 0, None, minus=[(times, max(1, group.min_observers))])
        if group.observers_at_most < len(by_observer):
            self.model.add(everyone, None, 0, minus=[(times, group.observers_at_most)])
        slices = self.index.slices[piece.slot]
        at_most = min(slices, self.index.problem.policy.cover_per_week)
        for coverer, columns in covering.items():
            self.model.add(columns, None, 0, minus=[(times, at_most)])
            self.model.add([*columns, *by_observer.get(coverer, [])], None, 0, minus=[(times, slices)])
        return by_observer

    def _use(self, group: Group, piece: Piece, way: Way, column: int) -> None:
        self.used[way.observer, piece.slot].append(column)
        self.watching[way.observer].append(column)
        self.talking[way.observer].append(column)
        if way.release is Release.NONE:
            self.spare[way.observer].append(column)
            return
        for lesson in self.index.own[way.observer, *piece.slot]:
            self.losing[lesson.class_name].append(column)
        self.leaving[way.observer, piece.slot].append(column)
        if way.release is Release.CO_TEACHER:
            self.staying[way.observer, piece.slot].append(column)
        if way.cover_by is not None:
            self.used[way.cover_by, piece.slot].append(column)
            self.spare[way.cover_by].append(column)
            self.out.covers[way.cover_by].append(column)
            self.out.mutual.append(column)
        elif way.release is Release.EXCHANGE:
            at = min(piece.dates) if self.daily else None
            self.needs[piece.slot, at][group.id].append(column)
            self.out.exchange.append(column)
        elif way.release is Release.EXTERNAL:
            self.out.external.append(column)

    def _asked(self, group: Group, seen: dict[str, list[int]], pairs: dict[tuple[str, str], list[int]]) -> None:
        asked = group.observations_each
        different = min(asked, len(group.members) - 1)
        for member in group.members:
            missing = self.model.variable(asked)
            self.out.unscheduled.append(missing)
            self.out.missing[group.id].append(missing)
            self.model.add([*seen[member], missing], asked, asked)
            flags = []
            for host in group.members:
                if pairs[member, host]:
                    flag = self.model.variable()
                    self.model.add(pairs[member, host], 0, None, minus=[(flag, 1)])
                    flags.append(flag)
            self.model.add(flags, different, None, minus=[(missing, -different)])

    def _spread(self, group: Group, hosted: dict[str, list[int]]) -> None:
        least = self.model.variable(group.observations_each * len(group.members))
        for member in group.members:
            self.model.add(hosted[member], 0, group.host_spread, minus=[(least, 1)])
        if group.min_days_between > 0:
            everything = [column for columns in hosted.values() for column in columns]
            most = -(-len(self.index.dates) // group.min_days_between)
            self.model.add(everything, None, most)
            for first in range(len(self.index.dates)):
                window = set(range(first, first + group.min_days_between))
                self.model.add([column for column in everything if self.out.days[column] <= window], None, 1)

    def exchange(self) -> None:
        """Who could give the cover that groups take from each other."""
        per_week = self.index.problem.policy.cover_per_week
        for (slot, at), by_group in self.needs.items():
            offers: dict[str, int] = {}
            for teacher in coverers(self.index, slot):
                days = self.index.there(teacher, slot) if at is None else self.index.there(teacher, slot) & {at}
                if not days:
                    continue
                column = offers[teacher] = self._column(days, min(per_week, self.index.slices[slot]))
                self.used[teacher, slot].append(column)
                self.spare[teacher].append(column)
                self.out.covers[teacher].append(column)
            self.model.add(
                [column for columns in by_group.values() for column in columns], 0, 0,
                minus=[(column, 1) for column in offers.values()],
            )  # fmt: skip
            for shared in shared_groups(self.index, by_group, offers):
                needs = [column for group in shared for column in by_group[group]]
                inside = set.intersection(*(set(self.index.groups[group].members) for group in shared))
                outside = [(column, 1) for teacher, column in offers.items() if teacher not in inside]
                self.model.add(needs, None, 0, minus=outside)

    def limits(self) -> None:
        """What each teacher and each class can bear in the whole window."""
        index, policy = self.index, self.index.problem.policy
        for (_, slot), columns in self.used.items():
            self._nested(columns, self.out.days.__getitem__, partial(_slices_on, index.slices[slot]))
        for columns in self.hosting.values():
            self._nested(columns, self.out.days.__getitem__, len)
        for teacher, spare in index.spare.items():
            covers = [min(policy.cover_per_week, left) for left in spare]
            self._nested(self.spare[teacher], self._weeks, partial(_sum_of, spare))
            self._nested(self.out.covers[teacher], self._weeks, partial(_sum_of, covers))
            self.model.add(self.out.covers[teacher], None, index.cap(teacher, "cover"))
            self.model.add(self.watching[teacher], None, index.cap(teacher, "observe"))
            self.model.add(self.talking[teacher], None, index.cap(teacher, "debrief"))
        for columns in self.losing.values():
            self.model.add(columns, None, policy.releases_per_class)
        for (teacher, slot), columns in self.staying.items():
            for others in index.stayers(teacher, slot):
                released = [column for who in others for column in self.leaving.get((who, slot), [])]
                most = partial(_slices_on, index.slices[slot] * len(others))
                self._nested([*columns, *released], self.out.days.__getitem__, most)

    def _weeks(self, column: int) -> frozenset[int]:
        return frozenset(self.index.week_of[at] for at in self.out.days[column])

    def _nested(
        self,
        columns: Iterable[int],
        bound_to: Callable[[int], frozenset[int]],
        capacity: Callable[[frozenset[int]], int],
    ) -> None:
        """What happens within some days (or weeks) is at most what these can bear: all of them, and each set apart."""
        by_set: dict[frozenset[int], list[int]] = defaultdict(list)
        for column in columns:
            by_set[bound_to(column)].append(column)
        whole = frozenset(one for days in by_set for one in days)
        sets = [whole, *(days for days in by_set if days != whole)]
        if len(sets) > NESTED_MAX and any(len(days) > 1 for days in by_set):
            sets = sets[:1]
        for limit in sets:
            inside = [column for days, some in by_set.items() if days <= limit for column in some]
            self.model.add(inside, None, capacity(limit))

    def debriefs(self) -> None:
        """Lessons after which no debrief can be held at all are not studied; whoever cannot stay does not watch."""
        index = self.index
        watching: dict[tuple[str, str, Slot, frozenset[int], str], list[int]] = defaultdict(list)
        for (group_id, host, slot, way), column in self.out.ways.items():
            days = way.dates if self.daily else index.there(host, slot)
            watching[group_id, host, slot, days, way.observer].append(column)
        for (group_id, host, slot, days), times in self.out.lessons.items():
            reach: dict[str, int] = defaultdict(int)
            for at in days:
                for who in index.groups[group_id].members:
                    reach[who] += _can_talk(index, host, who, at, index.period[slot].end)
            if reach[host] < self.model.highs[times]:
                self.model.highs[times] = reach[host]
            for member in index.groups[group_id].members:
                if member != host and reach[member] < len(days):
                    self.model.add(watching[group_id, host, slot, days, member], None, reach[member])


def _can_talk(index: Index, host: str, other: str, at: int, ended: int) -> bool:
    """Whether there is one time at which both could be in the debrief of that lesson."""
    # Those after school are looked at first: they nearly always do, and there are few.
    for option in sorted(index.debrief_options(at, ended), key=_is_inside):
        if option.slot is None:
            if index.in_school(host, option.at) and index.in_school(other, option.at):
                return True
        elif all(
            index.base(who, option.slot) is TeacherState.FREE and option.at in index.there(who, option.slot)
            for who in (host, other)
        ):
            return True
    return False


def _slices_on(slices: int, days: frozenset[int]) -> int:
    return slices * len(days)


def _sum_of(each: list[int], weeks: frozenset[int]) -> int:
    return sum(each[week] for week in weeks)


def _is_inside(option: DebriefOption) -> bool:
    return option.slot is not None


def shared_groups(index: Index, needing: dict[str, list[int]], offers: dict[str, int]) -> list[tuple[str, ...]]:
    """The sets of needing groups that some teacher on offer belongs to all of: for these, the others must suffice.

    In order: text comes out of a set in another order in every process, and the plan is to be the same in all.
    """
    sets: set[tuple[str, ...]] = set()
    for teacher in offers:
        mine = sorted(group for group in index.member_of[teacher] if group in needing)
        for size in range(1, min(len(mine), OVERLAP_MAX) + 1):
            sets.update(combinations(mine, size))
    return sorted(sets)


def relax(index: Index, *, daily: bool = False) -> Relaxation:
    """The cycle relaxation of the whole problem; with *daily* every day of the window by itself."""
    builder = _Builder(index, daily=daily)
    for group in index.problem.groups:
        builder.group(group)
    builder.exchange()
    builder.limits()
    builder.debriefs()
    return builder.out
