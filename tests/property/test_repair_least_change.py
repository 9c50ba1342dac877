"""Repairs disturb nobody for nothing: what a least change is, by trying everything on tiny schools."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator

from brute import Choice, Key, TooLarge, _Search
from promised import often
from repairs import QUICK, away, broken_alone, covers, in_order, lacking, price
from test_solver_against_brute_force import tiny_school

from app.planner.problem import (
    Debrief,
    Group,
    Plan,
    ResearchLesson,
)
from app.planner.solver import Declined, repair, solve
from app.planner.verify import violations

ENOUGH = often(8, 25)
"""Of each kind of change; PROMISES=full looks at more."""


class _Least(_Search):
    """Tries every plan in which what stands is as it was; keeps the least price that a clean one has."""

    def least(self, before: Plan, standing: Iterable[ResearchLesson], declined: Declined | None) -> tuple[int, int]:
        self.before, self.declined = before, declined
        self.fixed = {self._key(lesson): lesson for lesson in standing}
        self.touched = {lesson.group for lesson in before.research_lessons if lesson not in self.fixed.values()}
        self.cheapest = (10_000, 10_000)
        self.old = {self._key(lesson): lesson.debrief for lesson in before.research_lessons}
        self.run()
        return self.cheapest

    def _key(self, lesson: ResearchLesson) -> Key:
        place = next(at for at, day in enumerate(self.problem.calendar) if day.on == lesson.on)
        return lesson.group, lesson.host, place, lesson.period

    def _choices(self, group: Group, member: str) -> Iterator[Choice]:
        for one in super()._choices(group, member):
            lesson, seen = self.fixed.get(one.key), one.observation
            on = self.problem.calendar[one.key[2]].on
            if (seen.cover_by, on, one.key[3], seen.slice) == self.declined:
                continue
            if seen in lesson.observations if lesson is not None else group.id in self.touched:
                yield one

    def _walk(self, position: int, start: int, missing: int) -> None:
        self.nodes += 1
        if self.nodes > 20_000:
            raise TooLarge
        if missing > self.cheapest[0] + sum(lacking(self.problem, self.before).values()):
            return
        if position == len(self.asked):
            kept = {(key, one) for key, lesson in self.fixed.items() for one in lesson.observations}
            if kept <= {(one.key, one.observation) for one in self.chosen}:
                self._finish()
            return
        again = position > 0 and self.asked[position - 1] == self.asked[position]
        options = self.choices[self.asked[position]]
        for index in range(start if again else 0, len(options)):
            if not any((options[index], other) in self.apart for other in self.chosen):
                self.chosen.append(options[index])
                self._walk(position + 1, index + 1, missing)
                self.chosen.pop()
        self._walk(position + 1, len(options), missing + 1)

    def _talk(self, lessons: list[tuple[Key, set[str]]], talks: dict[Key, Debrief]) -> bool:
        if len(talks) < len(lessons):
            return super()._talk(lessons, talks)
        plan = self._plan(self.chosen, talks)
        if violations(self.problem, plan):
            return False
        self.cheapest = min(self.cheapest, price(self.problem, self.before, plan, self.declined))
        return True

    def _times(self, key: Key, people: set[str]) -> list[Debrief]:
        times = super()._times(key, people)
        if key in self.fixed:
            return [talk for talk in times if talk == self.old[key]]
        return sorted(times, key=lambda talk: talk != self.old.get(key))


def test_no_plan_that_keeps_what_stands_disturbs_fewer_people() -> None:
    met: Counter[str] = Counter()

    for seed in range(1, 1_200, 2):
        problem = tiny_school(seed)
        plan = Plan(tuple(in_order(one) for one in solve(problem, QUICK).plan.research_lessons))
        if not plan.research_lessons:
            continue
        rng = random.Random(seed)
        refused: Declined | None = None
        if covers(plan):
            lesson, one = rng.choice(covers(plan))
            assert one.cover_by is not None
            refused = Declined(one.cover_by, lesson.on, lesson.period, one.slice)
            standing = [each for each in plan.research_lessons if each != lesson]
        else:
            problem = away(rng, problem, plan)
            standing = [each for each in plan.research_lessons if not broken_alone(problem, each)]
        if violations(problem, Plan(tuple(standing))):
            continue
        try:
            best = _Least(problem).least(plan, standing, refused)
        except TooLarge:
            continue

        mended = repair(problem, plan, QUICK, declined=[] if refused is None else [refused]).plan

        assert price(problem, plan, mended, refused) <= best, (seed, refused)
        met["declined" if refused else "away"] += 1
        met["disturbed"] += best[1] > 1
        met["kept"] += bool(standing)
        if min(met["declined"], met["away"]) >= ENOUGH:
            break

    assert min(met["declined"], met["away"]) >= ENOUGH
    assert met["disturbed"] > ENOUGH // 3
    assert met["kept"] > ENOUGH // 3
