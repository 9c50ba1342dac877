"""The best plan of a tiny school by trying everything: plain, slow, and nothing like the solver.

What may be is asked of `verify` alone: of every observation by itself, of every two together, of every whole plan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

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
from app.planner.verify import Violation, figures, violations

STEP = 5
"""Debriefs are tried every five minutes."""
CHOICES_MAX = 70
NODES_MAX = 30_000
PLANS_MAX = 1_500
"""Beyond these trying everything takes more than a second or so."""

LASTING = frozenset({"R9", "R10", "R11", "R12", "R13", "R16"})
"""What is broken of these stays broken, whatever else is planned."""
OF_WHOLE_PLANS = frozenset({"R4", "R5", "R14"})
"""What one observation by itself, with no time for its debrief, may break."""

Key = tuple[str, str, int, str]
"""Group, host, day by its place in the window, period: one research lesson."""


class TooLarge(Exception):
    """Trying everything would take too long."""


@dataclass(frozen=True)
class Choice:
    """One observation that a member could make."""

    key: Key
    observation: Observation


def best_figures(problem: Problem) -> Figures:
    """The figures of the best plan there is.

    Raises:
        TooLarge: there is more to try than the limits above.
    """
    return _Search(problem).run()


@dataclass
class _Search:
    problem: Problem
    best: Figures = field(init=False)
    nodes: int = 0
    plans: int = 0
    chosen: list[Choice] = field(default_factory=list)
    times: dict[tuple[Key, frozenset[str]], list[Debrief]] = field(default_factory=dict)

    def run(self) -> Figures:
        self.best = figures(self.problem, Plan())
        self.asked = [
            (group.id, member) for group in self.problem.groups for member in group.members
            for _ in range(group.observations_each)
        ]  # fmt: skip
        self.choices: dict[tuple[str, str], list[Choice]] = {}
        for group in self.problem.groups:
            for member in group.members:
                self.choices[group.id, member] = list(self._choices(group, member))
                if sum(len(some) for some in self.choices.values()) > CHOICES_MAX:
                    raise TooLarge
        everything = [one for some in self.choices.values() for one in some]
        self.apart = {pair for pair in combinations(everything, 2) if not self._together(pair)}
        self.apart |= {(two, one) for one, two in self.apart}
        self._walk(0, 0, 0)
        return self.best

    # ---- what a member could do ------------------------------------------------------------------------

    def _choices(self, group: Group, member: str) -> Iterator[Choice]:
        """All that a member could do by itself, kept to what breaks no rule alone; the cheap ones first."""
        for release in Release:
            for at, day in enumerate(self.problem.calendar):
                for period in self.problem.days[day.day]:
                    for host in (who for who in group.members if who != member):
                        for s in range((period.end - period.start) // self.problem.slot_minutes):
                            for coverer in self._coverers(group, release):
                                seen = Observation(member, s, release, coverer)
                                one = Choice((group.id, host, at, period.name), seen)
                                if not {violation.rule for violation in self._found([one])} - OF_WHOLE_PLANS:
                                    yield one

    def _coverers(self, group: Group, release: Release) -> list[str | None]:
        if release is Release.MUTUAL:
            return list(group.members)
        if release is Release.EXCHANGE:
            return [teacher.id for teacher in self.problem.teachers if teacher.id not in group.members]
        return [None]

    def _together(self, chosen: Iterable[Choice]) -> bool:
        """Whether they break no rule that more choices could not mend."""
        for violation in self._found(chosen):
            if violation.rule in LASTING:
                return False
            if violation.rule == "R4" and any(word in violation.text for word in ("twice", "apart")):
                return False
        return True

    def _found(self, chosen: Iterable[Choice], talks: dict[Key, Debrief] | None = None) -> list[Violation]:
        return violations(self.problem, self._plan(chosen, talks or {}))

    def _plan(self, chosen: Iterable[Choice], talks: dict[Key, Debrief]) -> Plan:
        """The plan with these observations; a debrief without a time is nowhere."""
        lessons: dict[Key, list[Observation]] = {}
        for one in chosen:
            lessons.setdefault(one.key, []).append(one.observation)
        calendar = self.problem.calendar
        return Plan(
            tuple(
                ResearchLesson(
                    key[0], key[1], calendar[key[2]].on, key[3], tuple(seen),
                    talks.get(key, Debrief(calendar[key[2]].on, 0)),
                )
                for key, seen in lessons.items()
            )
        )  # fmt: skip

    # ---- all plans -------------------------------------------------------------------------------------

    def _walk(self, position: int, start: int, missing: int) -> None:
        """Decide the observation at *position*; *start* keeps those of one member in one order only."""
        self.nodes += 1
        if self.nodes > NODES_MAX:
            raise TooLarge
        if self._so_far(missing) >= self.best:
            return
        if position == len(self.asked):
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

    def _so_far(self, missing: int) -> Figures:
        releases = [one.observation.release for one in self.chosen]
        covers = Counter(one.observation.cover_by for one in self.chosen if one.observation.cover_by is not None)
        return Figures(
            missing, releases.count(Release.EXTERNAL), releases.count(Release.EXCHANGE),
            max(covers.values(), default=0), releases.count(Release.MUTUAL),
        )  # fmt: skip

    def _finish(self) -> None:
        self.plans += 1
        if self.plans > PLANS_MAX:
            raise TooLarge
        if {violation.rule for violation in self._found(self.chosen)} - {"R14"}:
            return
        people: dict[Key, set[str]] = {}
        for one in self.chosen:
            people.setdefault(one.key, {one.key[1]}).add(one.observation.observer)
        self._talk(list(people.items()), {})

    # ---- debriefs --------------------------------------------------------------------------------------

    def _talk(self, lessons: list[tuple[Key, set[str]]], talks: dict[Key, Debrief]) -> bool:
        """Find a time for every debrief; which is all one to the figures."""
        if len(talks) == len(lessons):
            plan = self._plan(self.chosen, talks)
            if violations(self.problem, plan):
                return False
            self.best = min(self.best, figures(self.problem, plan))
            return True
        key, people = lessons[len(talks)]
        reached = {key for key, _ in lessons[: len(talks) + 1]}
        some = [one for one in self.chosen if one.key in reached]
        for talk in self._times(key, people):
            self.plans += 1
            if self.plans > PLANS_MAX:
                raise TooLarge
            tried = {**talks, key: talk}
            broken = {violation.rule for violation in self._found(some, tried)}
            if not broken & {"R11", "R12", "R13", "R14", "R15"} and self._talk(lessons, tried):
                return True
        return False

    def _times(self, key: Key, people: set[str]) -> list[Debrief]:
        """When these people could talk about that lesson, if there were no other."""
        known = (key, frozenset(people))
        if known not in self.times:
            seen = [Choice(key, Observation(who, 0, Release.NONE)) for who in people if who != key[1]]
            self.times[known] = [
                talk for talk in self._every_time(key)
                if not {violation.rule for violation in self._found(seen, {key: talk})} & {"R14"}
            ]  # fmt: skip
        return self.times[known]

    def _every_time(self, key: Key) -> Iterator[Debrief]:
        for day in self.problem.calendar[key[2] : key[2] + self.problem.policy.debrief_within_days + 1]:
            after = self.problem.after_school
            starts = set(range(after.start, after.end, STEP))
            for period in self.problem.days[day.day]:
                starts.update(range(period.start, period.end, STEP))
            for start in sorted(starts, reverse=True):
                yield Debrief(day.on, start)
