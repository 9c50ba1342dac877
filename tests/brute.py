"""The best plan of a tiny school by trying everything: slow, plain, and nothing like the solver."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.planner.problem import (
    Debrief,
    Figures,
    Group,
    Observation,
    Plan,
    Problem,
    Release,
    ResearchLesson,
)
from app.planner.verify import figures, violations

STEP = 5
"""Debriefs are tried every five minutes."""
NODES_MAX = 8_000


class TooLarge(Exception):
    """Trying everything would take too long."""


@dataclass(frozen=True)
class Choice:
    """One observation that a member could make."""

    at: int
    period: str
    host: str
    observation: Observation


def best_figures(problem: Problem) -> Figures:
    """The figures of the best plan there is.

    Raises:
        TooLarge: after NODES_MAX steps.
    """
    return _Search(problem).run()


@dataclass
class _Search:
    problem: Problem
    best: Figures = field(init=False)
    nodes: int = 0
    chosen: list[tuple[Group, Choice]] = field(default_factory=list)

    def run(self) -> Figures:
        self.asked = [
            (group, member) for group in self.problem.groups for member in group.members
            for _ in range(group.observations_each)
        ]  # fmt: skip
        self.best = figures(self.problem, Plan())
        self.choices = {
            (group.id, member): sorted(self._choices(group, member), key=lambda c: _weight(c.observation.release))
            for group in self.problem.groups for member in group.members
        }  # fmt: skip
        self._walk(0, 0, 0)
        return self.best

    def _choices(self, group: Group, member: str) -> Iterator[Choice]:
        """All that a member could do by itself, kept to what breaks no rule alone but those of whole plans."""
        problem = self.problem
        for at, day in enumerate(problem.calendar):
            for period in problem.days[day.day]:
                for host in group.members:
                    if host == member:
                        continue
                    for s in range((period.end - period.start) // problem.slot_minutes):
                        for release in Release:
                            for coverer in self._coverers(group, release):
                                one = Choice(at, period.name, host, Observation(member, s, release, coverer))
                                if self._is_possible(group, one):
                                    yield one

    def _coverers(self, group: Group, release: Release) -> list[str | None]:
        if release is Release.MUTUAL:
            return list(group.members)
        if release is Release.EXCHANGE:
            return [teacher.id for teacher in self.problem.teachers if teacher.id not in group.members]
        return [None]

    def _is_possible(self, group: Group, one: Choice) -> bool:
        lone = self._lessons([(group, one)], {})
        broken = {violation.rule for violation in violations(self.problem, Plan(tuple(lone)))}
        return not broken & {"R1", "R2", "R3", "R6", "R7", "R8", "R9", "R10", "R11", "R13", "R16"}

    def _lessons(
        self, chosen: list[tuple[Group, Choice]], talks: dict[tuple[str, str, int, str], Debrief]
    ) -> list[ResearchLesson]:
        lessons: dict[tuple[str, str, int, str], list[Observation]] = defaultdict(list)
        for group, one in chosen:
            lessons[group.id, one.host, one.at, one.period].append(one.observation)
        return [
            ResearchLesson(
                key[0], key[1], self.problem.calendar[key[2]].on, key[3], tuple(seen),
                talks.get(key, Debrief(self.problem.calendar[key[2]].on, 0)),
            )
            for key, seen in lessons.items()
        ]  # fmt: skip

    def _walk(self, position: int, floor: int, missing: int) -> None:
        """Decide the observation at *position*; *floor* keeps equal ones of one member in order."""
        self.nodes += 1
        if self.nodes > NODES_MAX:
            raise TooLarge
        if self._so_far(missing) >= self.best:
            return
        if position == len(self.asked):
            self._finish()
            return
        group, member = self.asked[position]
        again = position > 0 and self.asked[position - 1] == (group, member)
        options = self.choices[group.id, member]
        for index in range(floor if again else 0, len(options)):
            self.chosen.append((group, options[index]))
            if self._can_stand():
                self._walk(position + 1, index + 1, missing)
            self.chosen.pop()
        self._walk(position + 1, len(options), missing + 1)

    def _so_far(self, missing: int) -> Figures:
        part = figures(self.problem, Plan(tuple(self._lessons(self.chosen, {}))))
        return Figures(missing, part.external, part.exchange, part.busiest_cover, part.mutual)

    def _can_stand(self) -> bool:
        """Whether what is chosen breaks no rule that more choices could not mend."""
        plan = Plan(tuple(self._lessons(self.chosen, {})))
        lasting = {"R9", "R10", "R11", "R12", "R16"}
        for violation in violations(self.problem, plan):
            if violation.rule in lasting or (violation.rule == "R13" and "debrief" not in violation.text):
                return False
        return True

    def _finish(self) -> None:
        bare = violations(self.problem, Plan(tuple(self._lessons(self.chosen, {}))))
        if {violation.rule for violation in bare} - {"R14", "R15", "R12"}:
            return
        keys = list(dict.fromkeys((group.id, one.host, one.at, one.period) for group, one in self.chosen))
        self._talk(keys, {})

    def _talk(self, keys: list[tuple[str, str, int, str]], talks: dict[tuple[str, str, int, str], Debrief]) -> bool:
        """Find a time for every debrief; which is all one to the figures."""
        self.nodes += 1
        if self.nodes > NODES_MAX:
            raise TooLarge
        if len(talks) == len(keys):
            plan = Plan(tuple(self._lessons(self.chosen, talks)))
            if violations(self.problem, plan):
                return False
            self.best = min(self.best, figures(self.problem, plan))
            return True
        key = keys[len(talks)]
        reached = keys[: len(talks) + 1]
        for talk in self._times(key):
            tried = {**talks, key: talk}
            some = [(group, one) for group, one in self.chosen if (group.id, one.host, one.at, one.period) in reached]
            found = violations(self.problem, Plan(tuple(self._lessons(some, tried))))
            if not {violation.rule for violation in found} & {"R11", "R12", "R14", "R15"} and self._talk(keys, tried):
                return True
        return False

    def _times(self, key: tuple[str, str, int, str]) -> Iterator[Debrief]:
        for day in self.problem.calendar[key[2] : key[2] + self.problem.policy.debrief_within_days + 1]:
            after = self.problem.after_school
            starts = set(range(after.start, after.end, STEP))
            for period in self.problem.days[day.day]:
                starts.update(range(period.start, period.end, STEP))
            for start in sorted(starts):
                yield Debrief(day.on, start)


def _weight(release: Release) -> int:
    return list(Release).index(release)
