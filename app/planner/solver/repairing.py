"""Repair: what is touched is planned again, and as little as possible changes for anybody.

Best first: nothing that was observed is lost; then the fewest people disturbed (somebody to be found and paid for a
class counts as a person too); then the figures of every plan. Somebody is disturbed when they get to do something that
they were not to do, or no longer do what they were to do: a lesson hosted, a half hour watched or covered, a debrief.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from app.planner.pieces import pieces
from app.planner.problem import Limits, Outcome, Plan, Problem, Progress, Release, ResearchLesson, TeacherState
from app.planner.solver import engine
from app.planner.solver.dated import Dated, Key, Place, Scope, dated, everything, values_of
from app.planner.solver.read_off import read_off
from app.planner.solver.run import Run, by_level

NEAR_DISTURBED: Final = 1
"""When this few people are disturbed and nothing is paid for, nothing better needs to be looked for."""


class Declined(NamedTuple):
    """Somebody who was asked to cover a slice and said no. No reason is known, or asked for."""

    teacher: str
    on: date
    period: str
    slice: int


def repair(
    problem: Problem,
    plan: Plan,
    limits: Limits,
    *,
    declined: Iterable[Declined] = (),
    refill: Iterable[str] = (),
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome:
    """The plan that *plan* becomes in *problem*, which is the school as it is now.

    Lessons of *plan* that still can be, with cover that nobody has declined, stay as they are. *refill* names groups
    with a lesson that fell out of the plan already: what they miss is placed again. Nothing is proved of the figures.
    """
    run = Run(problem, limits, progress, cancelled)
    run.tell("starting")
    missing = {group for group in refill if group in run.index.groups}
    work = _Repair(run, plan, frozenset(declined), frozenset(missing))
    touched, kept = work.sort_out()
    best = work.try_again(Scope(open=work.same_lessons(touched), pinned=tuple(kept)))
    if best is None:
        # What was to stay cannot all stay: somebody's free time or minutes have shrunk.
        best = work.try_again(Scope(open=work.same_lessons(plan.research_lessons)))
        same = set(best.plan.research_lessons) if best is not None else set()
        touched = [lesson for lesson in plan.research_lessons if lesson not in same]
        kept = [lesson for lesson in plan.research_lessons if lesson in same]
    if best is None or best.lost or best.people > NEAR_DISTURBED or best.paid or missing:
        groups = ({lesson.group for lesson in touched} & set(run.index.groups)) | missing
        scope = everything(run.index, [run.index.groups[group] for group in sorted(groups)])
        scope.pinned = tuple(kept)
        wider = work.try_again(scope)
        if wider is not None and (best is None or wider.cost < best.cost):
            best = wider
    if best is not None:
        run.plan = Plan()
        run.offer(best.plan, "improving")
    elif kept:
        run.offer(Plan(tuple(kept)), "improving")
    run.tell("done")
    return Outcome(run.plan, run.figures, run.bounds, run.seconds, marks=run.marks)


@dataclass(slots=True)
class _Found:
    plan: Plan
    lost: int
    """Observations that were in the plan and are not any more; in groups that are filled up again, all that miss."""
    people: int
    """Disturbed; who has to be found for a class that is to be paid for now counts too."""
    paid: int
    figures: tuple[int, ...]

    @property
    def cost(self) -> tuple[int, ...]:
        """Best first."""
        return self.lost, self.people, *self.figures


@dataclass(slots=True)
class _Repair:
    run: Run
    plan: Plan
    declined: frozenset[Declined]
    refill: frozenset[str]
    refused: set[Place] = field(init=False)

    def __post_init__(self) -> None:
        index = self.run.index
        known = set(index.dates)
        self.refused = {
            Place(one.teacher, index.place(one.on), (index.day_of[index.place(one.on)], one.period), one.slice)
            for one in self.declined if one.on in known
        }  # fmt: skip

    def sort_out(self) -> tuple[list[ResearchLesson], list[ResearchLesson]]:
        """The lessons that cannot stay as they are, and those that can."""
        touched: list[ResearchLesson] = []
        kept: list[ResearchLesson] = []
        for lesson in self.plan.research_lessons:
            (kept if self._stands(lesson) else touched).append(lesson)
        return touched, kept

    def _stands(self, lesson: ResearchLesson) -> bool:
        key = self._key(lesson)
        if key is None:
            return False
        piece = next(
            (one for one in pieces(self.run.index, self.run.index.groups[key.group])
             if (one.host, one.slot) == (key.host, key.slot) and key.at in one.dates), None,
        )  # fmt: skip
        if piece is None:
            return False
        able = {(way.observer, way.release, way.cover_by) for way in piece.ways if key.at in way.dates}
        for one in lesson.observations:
            by = one.cover_by if one.release is Release.MUTUAL else None
            if (one.observer, one.release, by) not in able or one.slice >= self.run.index.slices[key.slot]:
                return False
            if one.cover_by is not None and not self._still_covers(one.cover_by, key, one.slice):
                return False
        return self._can_talk(lesson, key)

    def _still_covers(self, who: str, key: Key, s: int) -> bool:
        index = self.run.index
        if who not in index.teachers or Place(who, key.at, key.slot, s) in self.refused:
            return False
        return index.base(who, key.slot) is TeacherState.FREE and key.at in index.there(who, key.slot)

    def _can_talk(self, lesson: ResearchLesson, key: Key) -> bool:
        index = self.run.index
        if lesson.debrief.on not in set(index.dates):
            return False
        then = (index.place(lesson.debrief.on), lesson.debrief.start)
        people = [lesson.host, *(one.observer for one in lesson.observations)]
        for option in index.debrief_options(key.at, index.period[key.slot].end):
            if (option.at, option.start) == then:
                if option.slot is None:
                    return all(index.in_school(who, option.at) for who in people)
                return all(
                    index.base(who, option.slot) is TeacherState.FREE and option.at in index.there(who, option.slot)
                    for who in people
                )
        return False

    def _key(self, lesson: ResearchLesson) -> Key | None:
        index = self.run.index
        if lesson.group not in index.groups or lesson.on not in set(index.dates):
            return None
        at = index.place(lesson.on)
        slot = (index.day_of[at], lesson.period)
        if slot not in index.period or lesson.host not in index.groups[lesson.group].members:
            return None
        return Key(lesson.group, lesson.host, at, slot)

    def same_lessons(self, touched: Iterable[ResearchLesson]) -> dict[Key, set[tuple[str, Release, str | None]]]:
        """The touched lessons where they are, watched by the same people, covered by whomever."""
        found: dict[Key, set[tuple[str, Release, str | None]]] = {}
        for lesson in touched:
            key = self._key(lesson)
            if key is None:
                continue
            watching = {one.observer for one in lesson.observations}
            for piece in pieces(self.run.index, self.run.index.groups[key.group]):
                if (piece.host, piece.slot) == (key.host, key.slot) and key.at in piece.dates:
                    found[key] = {
                        (way.observer, way.release, way.cover_by) for way in piece.ways
                        if key.at in way.dates and way.observer in watching
                    }  # fmt: skip
        return found

    # ---- the model -----------------------------------------------------------------------------------

    def try_again(self, scope: Scope) -> _Found | None:
        """The least change within *scope*; None when there is none in the time."""
        built = dated(self.run.index, scope)
        self._refuse(built)
        self._hold(built, scope.pinned)
        disturbed = self._disturbed(built)
        fresh = self._fresh_external(built)
        asked = sum(group.observations_each * len(group.members) for group in self.run.problem.groups)
        lost = self._lost(built)
        levels = [lost, [*disturbed, *fresh], built.external, built.exchange, built.mutual]
        columns, weights = by_level(levels, asked + len(self.run.index.teachers))
        hint = values_of(built, self.plan, self.run.index)
        answer = engine.searched(built.model, columns, self.run.effort(), weights=weights, hint=hint)
        if not answer.values:
            return None
        plan = read_off(
            self.run.index, built, answer.values, self.run.effort(2.0), settled=True, before=self.plan.research_lessons
        )
        people = sum(answer.values[column] for column in [*disturbed, *fresh])
        paid = sum(answer.values[column] for column in fresh)
        rest = tuple(sum(answer.values[c] for c in level) for level in (built.external, built.exchange, built.mutual))
        return _Found(plan, sum(answer.values[column] for column in lost), people, paid, rest)

    def _lost(self, built: Dated) -> list[int]:
        """A column for each group: how many fewer it observes than before. What it did not is not made up for."""
        seen: Counter[str] = Counter()
        for lesson in self.plan.research_lessons:
            seen[lesson.group] += len(lesson.observations)
        found, left = [], iter(built.unscheduled)
        for group in self.run.problem.groups:
            asked = group.observations_each * len(group.members)
            before = 0 if group.id in self.refill else max(0, asked - seen[group.id])
            lost = built.model.variable(asked)
            built.model.add(islice(left, len(group.members)), None, before, minus=[(lost, 1)])
            found.append(lost)
        return found

    def _refuse(self, built: Dated) -> None:
        for place, column in built.offers.items():
            if place in self.refused:
                built.model.highs[column] = 0
        for (key, watch), column in built.watches.items():
            if watch.cover_by and Place(watch.cover_by, key.at, key.slot, watch.slice) in self.refused:
                built.model.highs[column] = 0

    def _hold(self, built: Dated, standing: Iterable[ResearchLesson]) -> None:
        """Whoever covers between groups in a lesson that stands goes on covering, even if they are disturbed anyway."""
        for lesson in standing:
            key = self._key(lesson)
            for one in lesson.observations:
                if key is not None and one.release is Release.EXCHANGE and one.cover_by is not None:
                    place = Place(one.cover_by, key.at, key.slot, one.slice)
                    if place in built.offers:
                        built.model.lows[built.offers[place]] = 1

    def _fresh_external(self, built: Dated) -> list[int]:
        before = {
            (self._key(lesson), one.observer, one.slice)
            for lesson in self.plan.research_lessons for one in lesson.observations
            if one.release is Release.EXTERNAL
        }  # fmt: skip
        return [
            column for (key, watch), column in built.watches.items()
            if watch.release is Release.EXTERNAL and (key, watch.observer, watch.slice) not in before
        ]  # fmt: skip

    def _disturbed(self, built: Dated) -> list[int]:
        """A column for each person who could be: at least as much as any change of theirs."""
        now = _commitments(built)
        before = self._before()
        people: dict[str, int] = {}

        def person(who: str) -> int:
            if who not in people:
                people[who] = built.model.variable()
            return people[who]

        for (who, what), columns in now.items():
            if (who, what) not in before:
                for column in columns:
                    built.model.add([column], None, 0, minus=[(person(who), 1)])
        for who, what in before:
            columns = now.get((who, what), [])
            built.model.add([*columns, person(who)], 1, None)
        self._moved_talks(built, person)
        return list(people.values())

    def _before(self) -> set[tuple[str, tuple[object, ...]]]:
        found: set[tuple[str, tuple[object, ...]]] = set()
        for lesson in self.plan.research_lessons:
            key = self._key(lesson)
            if key is None:
                continue
            found.add((lesson.host, ("host", key)))
            for one in lesson.observations:
                found.add((one.observer, ("watch", key, one.slice)))
                if one.cover_by is not None:
                    place = Place(one.cover_by, key.at, key.slot, one.slice)
                    if place not in self.refused:
                        found.add((one.cover_by, ("cover", place)))
        return found

    def _moved_talks(self, built: Dated, person: Callable[[str], int]) -> None:
        """A debrief at another time disturbs everybody in it; of a new lesson they are disturbed already."""
        times = {self._key(lesson): lesson.debrief for lesson in self.plan.research_lessons}
        for (key, option), column in built.talks.items():
            was = times.get(key)
            if was is None or (self.run.index.dates[option.at], option.start) == (was.on, was.start):
                continue
            built.model.add([column], None, 0, minus=[(person(key.host), 1)])
            for (other, watch), watching in built.watches.items():
                if other == key:
                    built.model.add([column, watching], None, 1, minus=[(person(watch.observer), 1)])


def _commitments(built: Dated) -> dict[tuple[str, tuple[object, ...]], list[int]]:
    """Who does what, and the columns that say so (at most one of them is 1)."""
    found: dict[tuple[str, tuple[object, ...]], list[int]] = defaultdict(list)
    for key, column in built.lessons.items():
        found[key.host, ("host", key)].append(column)
    for (key, watch), column in built.watches.items():
        found[watch.observer, ("watch", key, watch.slice)].append(column)
        if watch.cover_by is not None:
            place = Place(watch.cover_by, key.at, key.slot, watch.slice)
            found[watch.cover_by, ("cover", place)].append(column)
    for place, column in built.offers.items():
        found[place.teacher, ("cover", place)].append(column)
    return found
