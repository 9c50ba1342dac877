"""The exact model: research lessons on dates, observers in slices, cover and debriefs. Every rule is a row.

Too large for a whole school in one piece, so it is asked about parts: the lessons that the cycle relaxation chose
(which date?), those of a few groups while the rest is pinned (better?), or everything where a school is small.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.planner.index import DebriefOption, Index, Slot
from app.planner.pieces import coverers, pieces
from app.planner.problem import Group, Plan, Release, ResearchLesson, TeacherState
from app.planner.solver.linear import Linear
from app.planner.solver.relaxation import shared_groups


class Key(NamedTuple):
    """One research lesson that could be: on the day at place `at` of the window."""

    group: str
    host: str
    at: int
    slot: Slot


class Watch(NamedTuple):
    """One observer in one slice of it, and their release. `cover_by` is named for mutual cover only."""

    observer: str
    slice: int
    release: Release
    cover_by: str | None


class Place(NamedTuple):
    """One teacher in one slice of one day."""

    teacher: str
    at: int
    slot: Slot
    slice: int


@dataclass(slots=True)
class Scope:
    """What may happen: lessons, each with the ways to watch it, and those that stand as they are."""

    open: dict[Key, set[tuple[str, Release, str | None]]] = field(default_factory=dict)
    pinned: tuple[ResearchLesson, ...] = ()


@dataclass(slots=True)
class Dated:
    """The model and where its columns stand."""

    model: Linear = field(default_factory=Linear)
    lessons: dict[Key, int] = field(default_factory=dict)
    watches: dict[tuple[Key, Watch], int] = field(default_factory=dict)
    offers: dict[Place, int] = field(default_factory=dict)
    talks: dict[tuple[Key, DebriefOption], int] = field(default_factory=dict)
    unscheduled: list[int] = field(default_factory=list)
    external: list[int] = field(default_factory=list)
    exchange: list[int] = field(default_factory=list)
    mutual: list[int] = field(default_factory=list)
    covers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def levels(self) -> tuple[list[int], list[int], list[int]]:
        """The columns of the three figures that are proved."""
        return self.unscheduled, self.external, self.exchange


def everything(index: Index, groups: Iterable[Group]) -> Scope:
    """All that *groups* could do."""
    scope = Scope()
    for group in groups:
        for piece in pieces(index, group):
            for way in piece.ways:
                for at in way.dates:
                    key = Key(group.id, piece.host, at, piece.slot)
                    scope.open.setdefault(key, set()).add((way.observer, way.release, way.cover_by))
    return scope


def size(index: Index, scope: Scope) -> int:
    """About how many columns the model of *scope* would have, debriefs aside."""
    return sum(1 + len(ways) * index.slices[key.slot] for key, ways in scope.open.items())


class _Builder:
    def __init__(self, index: Index, scope: Scope) -> None:
        self.index, self.scope = index, scope
        self.out = Dated()
        self.model = self.out.model
        self.doing: dict[Place, list[int]] = defaultdict(list)
        """Uses of a free teacher: at most one."""
        self.leaving: dict[Place, list[int]] = defaultdict(list)
        """Releases of a teaching teacher: at most one, and none while hosting."""
        self.hosting: dict[Place, list[int]] = defaultdict(list)
        self.staying: dict[Place, list[int]] = defaultdict(list)
        self.studied: dict[tuple[str, int, Slot], list[int]] = defaultdict(list)
        self.spare: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.covers: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.watching: dict[str, list[int]] = defaultdict(list)
        self.talking: dict[str, list[int]] = defaultdict(list)
        self.losing: dict[str, list[int]] = defaultdict(list)
        self.needs: dict[tuple[int, Slot, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.by_group: dict[str, list[Key]] = defaultdict(list)
        self.meeting: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        """(teacher, day) -> (start, column) of the debriefs they may be in"""
        self.attending: dict[tuple[Key, str], list[int]] = defaultdict(list)

    def build(self) -> Dated:
        pinned = {}
        for lesson in self.scope.pinned:
            key = Key(lesson.group, lesson.host, self.index.place(lesson.on), self._slot(lesson))
            pinned[key] = lesson
        for key, lesson in pinned.items():
            self._lesson(key, {Watch(o.observer, o.slice, o.release, _mutual(o.release, o.cover_by))
                               for o in lesson.observations}, lesson)  # fmt: skip
        for key, ways in self.scope.open.items():
            if key not in pinned:
                slices = range(self.index.slices[key.slot])
                self._lesson(key, {Watch(observer, s, release, by) for observer, release, by in ways for s in slices})
        for group in self.index.problem.groups:
            self._group(group)
        self._exchange()
        self._teachers()
        self._apart()
        return self.out

    def _slot(self, lesson: ResearchLesson) -> Slot:
        return self.index.day_of[self.index.place(lesson.on)], lesson.period

    def _lesson(self, key: Key, watches: Iterable[Watch], pinned: ResearchLesson | None = None) -> None:
        sure = int(pinned is not None)
        group = self.index.groups[key.group]
        options = self._talk_options(key, pinned)
        if not options and not sure:
            return
        happens = self.model.variable(1, sure)
        self.out.lessons[key] = happens
        self.by_group[key.group].append(key)
        self.studied[key.host, key.at, key.slot].append(happens)
        self.talking[key.host].append(happens)
        by_observer: dict[str, list[int]] = defaultdict(list)
        for watch in sorted(watches, key=lambda w: (w.observer, w.slice, w.release, w.cover_by or "")):
            column = self.model.variable(1, sure)
            self.out.watches[key, watch] = column
            by_observer[watch.observer].append(column)
            self.hosting[Place(key.host, key.at, key.slot, watch.slice)].append(column)
            self._watch(key, watch, column)
        for observer, columns in by_observer.items():
            self.model.add(columns, None, 0, minus=[(happens, 1)])
            self.attending[key, observer] = columns
        everyone = [column for columns in by_observer.values() for column in columns]
        self.model.add(everyone, 0, None, minus=[(happens, max(1, group.min_observers))])
        if group.observers_at_most < len(by_observer):
            self.model.add(everyone, None, 0, minus=[(happens, group.observers_at_most)])
        self._talks(key, happens, by_observer, options)

    def _watch(self, key: Key, watch: Watch, column: int) -> None:
        index, week = self.index, self.index.week_of[key.at]
        here = Place(watch.observer, key.at, key.slot, watch.slice)
        self.watching[watch.observer].append(column)
        self.talking[watch.observer].append(column)
        if watch.release is Release.NONE:
            self.doing[here].append(column)
            self.spare[watch.observer, week].append(column)
            return
        self.leaving[here].append(column)
        for lesson in index.own[watch.observer, *key.slot]:
            self.losing[lesson.class_name].append(column)
        if watch.release is Release.MUTUAL:
            assert watch.cover_by is not None
            self.doing[here._replace(teacher=watch.cover_by)].append(column)
            self.spare[watch.cover_by, week].append(column)
            self.covers[watch.cover_by, week].append(column)
            self.out.covers[watch.cover_by].append(column)
            self.out.mutual.append(column)
        elif watch.release is Release.EXCHANGE:
            self.needs[key.at, key.slot, watch.slice][key.group].append(column)
            self.out.exchange.append(column)
        elif watch.release is Release.EXTERNAL:
            self.out.external.append(column)
        else:
            self.staying[here].append(column)

    # ---- groups ------------------------------------------------------------------------------------

    def _group(self, group: Group) -> None:
        pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        seen: dict[str, list[int]] = defaultdict(list)
        hosted: dict[str, list[int]] = defaultdict(list)
        for key in self.by_group[group.id]:
            hosted[key.host].append(self.out.lessons[key])
            for member in group.members:
                columns = self.attending.get((key, member), [])
                pairs[member, key.host] += columns
                seen[member] += columns
        asked = group.observations_each
        different = min(asked, len(group.members) - 1)
        for member in group.members:
            missing = self.model.variable(asked)
            self.out.unscheduled.append(missing)
            self.model.add([*seen[member], missing], asked, asked)
            flags = []
            for host in group.members:
                if pairs[member, host]:
                    flag = self.model.variable()
                    self.model.add(pairs[member, host], 0, None, minus=[(flag, 1)])
                    flags.append(flag)
            self.model.add(flags, different, None, minus=[(missing, -different)])
        least = self.model.variable(asked * len(group.members))
        for member in group.members:
            self.model.add(hosted[member], 0, group.host_spread, minus=[(least, 1)])
        self._days_between(group)

    def _days_between(self, group: Group) -> None:
        apart = group.min_days_between
        if apart < 1:
            return
        by_day: dict[int, list[int]] = defaultdict(list)
        for key in self.by_group[group.id]:
            by_day[key.at].append(self.out.lessons[key])
        for first in range(len(self.index.dates)):
            window = [column for at in range(first, first + apart) for column in by_day.get(at, [])]
            self.model.add(window, None, 1)

    # ---- cover between groups ----------------------------------------------------------------------

    def _exchange(self) -> None:
        able: dict[Slot, list[str]] = {}
        for (at, slot, s), by_group in self.needs.items():
            if slot not in able:
                able[slot] = coverers(self.index, slot)
            offers: dict[str, int] = {}
            for teacher in able[slot]:
                if at not in self.index.there(teacher, slot):
                    continue
                column = self.model.variable()
                place = Place(teacher, at, slot, s)
                offers[teacher] = self.out.offers[place] = column
                self.doing[place].append(column)
                self.spare[teacher, self.index.week_of[at]].append(column)
                self.covers[teacher, self.index.week_of[at]].append(column)
                self.out.covers[teacher].append(column)
            everyone = [column for columns in by_group.values() for column in columns]
            self.model.add(everyone, 0, 0, minus=[(column, 1) for column in offers.values()])
            for shared in shared_groups(self.index, by_group, offers):
                needs = [column for group in shared for column in by_group[group]]
                inside = set.intersection(*(set(self.index.groups[group].members) for group in shared))
                outside = [(column, 1) for teacher, column in offers.items() if teacher not in inside]
                self.model.add(needs, None, 0, minus=outside)

    # ---- what each teacher and class can bear ------------------------------------------------------

    def _teachers(self) -> None:
        index, policy = self.index, self.index.problem.policy
        for columns in self.doing.values():
            self.model.add(columns, None, 1)
        for columns in self.studied.values():
            self.model.add(columns, None, 1)
        for (teacher, week), columns in self.spare.items():
            self.model.add(columns, None, index.spare[teacher][week])
        for columns in self.covers.values():
            self.model.add(columns, None, policy.cover_per_week)
        for teacher in index.teachers:
            self.model.add(self.out.covers[teacher], None, index.cap(teacher, "cover"))
            self.model.add(self.watching[teacher], None, index.cap(teacher, "observe"))
            self.model.add(self.talking[teacher], None, index.cap(teacher, "debrief"))
        for columns in self.losing.values():
            self.model.add(columns, None, policy.releases_per_class)
        for place, columns in self.leaving.items():
            self.model.add(columns, None, 1)
            hosted = self.hosting.get(place)
            if hosted:
                host = self.model.variable()
                for column in hosted:
                    self.model.add([column], None, 0, minus=[(host, 1)])
                self.model.add([*columns, host], None, 1)
        for place, columns in self.staying.items():
            self._somebody_stays(place, columns)

    def _somebody_stays(self, place: Place, columns: list[int]) -> None:
        for others in self.index.stayers(place.teacher, place.slot):
            there = [who for who in others if not self.index.is_off(who, place.at, place.slot[1])]
            released = [column for who in there for column in self.leaving.get(place._replace(teacher=who), [])]
            # Co-teaching needs one of them to be left: columns + released <= how many there are.
            self.model.add([*columns, *released], None, len(there))

    # ---- debriefs ----------------------------------------------------------------------------------

    def _talk_options(self, key: Key, pinned: ResearchLesson | None) -> list[DebriefOption]:
        options = self.index.debrief_options(key.at, self.index.period[key.slot].end)
        if pinned is not None:
            then = self.index.place(pinned.debrief.on)
            exact = [o for o in options if (o.at, o.start) == (then, pinned.debrief.start)]
            return exact or [DebriefOption(then, pinned.debrief.start)]
        return [option for option in options if self._can_attend(key.host, option)]

    def _can_attend(self, who: str, option: DebriefOption) -> bool:
        if option.slot is None:
            return self.index.in_school(who, option.at)
        free = self.index.base(who, option.slot) is TeacherState.FREE
        return free and option.at in self.index.there(who, option.slot)

    def _talks(
        self, key: Key, happens: int, by_observer: Mapping[str, Sequence[int]], options: Iterable[DebriefOption]
    ) -> None:
        chosen = []
        for option in options:
            column = self.model.variable()
            self.out.talks[key, option] = column
            chosen.append(column)
            self._seat(key.host, option, column)
            for observer, watching in by_observer.items():
                if not self._can_attend(observer, option):
                    self.model.add([column, *watching], None, 1)
                    continue
                seat = self.model.variable()
                self.model.add([column, *watching], None, 1, minus=[(seat, 1)])
                self._seat(observer, option, seat)
        self.model.add(chosen, 0, 0, minus=[(happens, 1)])

    def _seat(self, who: str, option: DebriefOption, column: int) -> None:
        self.meeting[who, option.at].append((option.start, column))
        if option.slot is not None:
            for s in option.slices:
                self.doing[Place(who, option.at, option.slot, s)].append(column)
                self.spare[who, self.index.week_of[option.at]].append(column)

    def _apart(self) -> None:
        length = self.index.problem.policy.debrief_minutes
        for seats in self.meeting.values():
            for moment in sorted({start for start, _ in seats}):
                self.model.add([column for start, column in seats if start <= moment < start + length], None, 1)


def _mutual(release: Release, cover_by: str | None) -> str | None:
    return cover_by if release is Release.MUTUAL else None


def dated(index: Index, scope: Scope) -> Dated:
    """The exact model of *scope*."""
    return _Builder(index, scope).build()


def busiest(built: Dated) -> tuple[Linear, int]:
    """The model with one more column: the most slices that any one teacher covers."""
    model = built.model.narrowed([])
    most = model.variable(max((len(columns) for columns in built.covers.values()), default=0))
    for columns in built.covers.values():
        model.add(columns, None, 0, minus=[(most, 1)])
    return model, most


def values_of(built: Dated, plan: Plan, index: Index) -> list[int] | None:
    """The values that *plan* has in the model where they are plain to see; a hint, not a solution."""
    values = list(built.model.lows)
    places = {on: at for at, on in enumerate(index.dates)}
    slots = {
        (lesson.group, lesson.host, places.get(lesson.on), lesson.period): lesson for lesson in plan.research_lessons
    }
    for key, column in built.lessons.items():
        values[column] = int((key.group, key.host, key.at, key.slot[1]) in slots)
    for (key, watch), column in built.watches.items():
        lesson = slots.get((key.group, key.host, key.at, key.slot[1]))
        if lesson is None:
            continue
        for o in lesson.observations:
            if Watch(o.observer, o.slice, o.release, _mutual(o.release, o.cover_by)) == watch:
                values[column] = 1
            if o.release is Release.EXCHANGE and o.cover_by is not None and o.slice == watch.slice:
                place = Place(o.cover_by, key.at, key.slot, o.slice)
                if place in built.offers:
                    values[built.offers[place]] = 1
    for (key, option), column in built.talks.items():
        lesson = slots.get((key.group, key.host, key.at, key.slot[1]))
        if lesson and (places.get(lesson.debrief.on), lesson.debrief.start) == (option.at, option.start):
            values[column] = 1
    return values
