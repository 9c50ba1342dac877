"""Whether a plan keeps every rule, R1 to R16, and what it costs. Written from the rules, not from any model.

Nothing is shown to anybody that this file has found a fault with. It shares no line with the solver.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.planner.problem import (
    Figures,
    Group,
    Observation,
    Period,
    Plan,
    Problem,
    Release,
    ResearchLesson,
    TeacherState,
)
from app.planner.verify_school import School, Week, week_of

COVERED = frozenset({Release.MUTUAL, Release.EXCHANGE})
"""Releases that name who covers."""

Slot = tuple[str, date, str, int]
"""One person in one slice of one dated period."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its number, where, and what is wrong."""

    rule: str
    where: str
    text: str


def violations(problem: Problem, plan: Plan) -> list[Violation]:
    """Find every rule that *plan* breaks; an empty list means that it may be shown."""
    return verdict(problem, plan)[0]


def figures(problem: Problem, plan: Plan) -> Figures:
    """Count what *plan* costs. Of a broken plan only those observations count that could be understood."""
    return verdict(problem, plan)[1]


def verdict(problem: Problem, plan: Plan) -> tuple[list[Violation], Figures]:
    """Find the broken rules and count the figures in one go."""
    check = _Check(School(problem))
    for lesson in plan.research_lessons:
        check.lesson(lesson)
    for lesson in plan.research_lessons:
        check.co_teachers(lesson)
    check.people()
    for group in problem.groups:
        check.group(group)
    return check.found, check.figures()


class _Check:
    """One pass over a plan; what adds up over several lessons is kept until the end."""

    def __init__(self, school: School) -> None:
        self.found: list[Violation] = []
        self._school = school
        self._slot_minutes = school.problem.slot_minutes
        self._policy = school.problem.policy
        self._doing: dict[Slot, list[str]] = defaultdict(list)
        self._spare_used: Counter[tuple[str, Week]] = Counter()
        self._observed: Counter[str] = Counter()
        self._covered: Counter[str] = Counter()
        self._covered_in: Counter[tuple[str, Week]] = Counter()
        self._talked: Counter[str] = Counter()
        """Minutes of debrief; the two above are slices."""
        self._talks: dict[tuple[str, date], list[tuple[int, int]]] = defaultdict(list)
        self._left: Counter[str] = Counter()
        """Slices in which a class lost a teacher."""
        self._released: set[Slot] = set()
        self._listed: set[tuple[str, date, str]] = set()
        self._watched: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._hosted: Counter[tuple[str, str]] = Counter()
        self._positions: dict[str, list[int]] = defaultdict(list)
        self._releases: Counter[Release] = Counter()

    def figures(self) -> Figures:
        """What was counted, once all groups are looked at."""
        asked_and_missing = 0
        for group in self._school.groups.values():
            for member in group.members:
                asked_and_missing += max(0, group.observations_each - len(self._watched.get((group.id, member), ())))
        return Figures(
            unscheduled=asked_and_missing,
            external=self._releases[Release.EXTERNAL],
            exchange=self._releases[Release.EXCHANGE],
            busiest_cover=max(self._covered.values(), default=0),
            mutual=self._releases[Release.MUTUAL],
        )

    # ---- one research lesson ---------------------------------------------------------------------

    def lesson(self, lesson: ResearchLesson) -> None:
        """Look at one research lesson, its observations and its debrief."""
        group = self._school.groups.get(lesson.group)
        if group is None or lesson.host not in group.members:
            return self._fault("R1", lesson, f"{lesson.host} is not a member of {lesson.group}.")
        period = self._school.period(lesson.on, lesson.period)
        if period is None:
            return self._fault("R2", lesson, "The window has no such date and period.")
        state = self._school.state(lesson.host, lesson.on, lesson.period)
        if state is not TeacherState.TEACHING:
            return self._fault("R3", lesson, f"The host is {state} then, not teaching.")
        self._count_lesson(lesson, group)
        watched_slices = {seen.slice for seen in lesson.observations if self._observation(lesson, group, period, seen)}
        for number in watched_slices:
            self._doing[lesson.host, lesson.on, lesson.period, number].append("host")
        return self._debrief(lesson, period)

    def _count_lesson(self, lesson: ResearchLesson, group: Group) -> None:
        taught = (lesson.host, lesson.on, lesson.period)
        if taught in self._listed:
            self._fault("R11", lesson, "This lesson is a research lesson twice.")
        self._listed.add(taught)
        self._hosted[group.id, lesson.host] += 1
        self._positions[group.id].append(self._school.position[lesson.on])
        observers = [seen.observer for seen in lesson.observations]
        if len(set(observers)) < len(observers):
            self._fault("R4", lesson, "Somebody observes this lesson twice.")
        elif not group.min_observers <= len(observers) <= group.observers_at_most:
            span = f"{group.min_observers} to {group.observers_at_most}"
            self._fault("R4", lesson, f"{len(observers)} observe, where {span} should.")

    def _observation(self, lesson: ResearchLesson, group: Group, period: Period, seen: Observation) -> bool:
        """Look at one observation; answers whether it is one at all, whatever else it breaks."""
        observer = seen.observer
        if observer == lesson.host or observer not in group.members:
            self._fault("R5", lesson, f"{observer} is not another member of {group.id}.")
            return False
        if not 0 <= seen.slice < self._school.slices(period):
            self._fault("R2", lesson, f"The period has no slice {seen.slice}.")
            return False
        self._doing[observer, lesson.on, lesson.period, seen.slice].append("observe")
        self._watched[group.id, observer].append(lesson.host)
        self._observed[observer] += 1
        self._releases[seen.release] += 1
        self._leaving(lesson, seen)
        if (seen.cover_by is not None) != (seen.release in COVERED):
            self._fault(
                "R6", lesson, f"Release {seen.release} of {observer} does not go with cover by {seen.cover_by}."
            )
        if seen.cover_by is not None:
            self._cover(lesson, group, seen, seen.cover_by)
        return True

    def _leaving(self, lesson: ResearchLesson, seen: Observation) -> None:
        """What the observer does otherwise, and what becomes of the class (R6, R7)."""
        observer = seen.observer
        state = self._school.state(observer, lesson.on, lesson.period)
        if state is TeacherState.FREE:
            self._spare_used[observer, week_of(lesson.on)] += 1
            if seen.release is not Release.NONE:
                self._fault("R6", lesson, f"{observer} is free and needs no release.")
        elif state is TeacherState.TEACHING:
            self._released.add((observer, lesson.on, lesson.period, seen.slice))
            for own in self._school.lessons(observer, lesson.on, lesson.period):
                self._left[own.class_name] += 1
            if seen.release is Release.NONE:
                self._fault("R6", lesson, f"{observer} teaches then and is not released.")
        else:
            self._fault("R7", lesson, f"{observer} is {state} then and cannot observe.")

    def _cover(self, lesson: ResearchLesson, group: Group, seen: Observation, coverer: str) -> None:
        teacher = self._school.teachers.get(coverer)
        if teacher is None:
            return self._fault("R8", lesson, f"Nobody is called {coverer}.")
        if (seen.release is Release.MUTUAL) != (coverer in group.members):
            self._fault("R8", lesson, f"Cover by {coverer} is not {seen.release} cover for {group.id}.")
        if seen.release is Release.EXCHANGE and not teacher.exchange:
            self._fault("R8", lesson, f"{coverer} did not offer to cover for other groups.")
        state = self._school.state(coverer, lesson.on, lesson.period)
        if state is not TeacherState.FREE:
            self._fault("R9", lesson, f"{coverer} is {state} then and cannot cover.")
        self._doing[coverer, lesson.on, lesson.period, seen.slice].append("cover")
        self._spare_used[coverer, week_of(lesson.on)] += 1
        self._covered[coverer] += 1
        self._covered_in[coverer, week_of(lesson.on)] += 1
        return None

    # ---- its debrief -----------------------------------------------------------------------------

    def _debrief(self, lesson: ResearchLesson, period: Period) -> None:
        talk, after = lesson.debrief, self._school.problem.after_school
        start, end = talk.start, talk.start + self._policy.debrief_minutes
        position = self._school.position.get(talk.on)
        days = -1 if position is None else position - self._school.position[lesson.on]
        if not 0 <= days <= self._policy.debrief_within_days or (days == 0 and start < period.end):
            return self._fault("R14", lesson, f"The debrief on {talk.on} is not soon enough after the lesson.")
        people = sorted({lesson.host, *(seen.observer for seen in lesson.observations)})
        if talk.on.isoweekday() in after.weekdays and after.start <= start and end <= after.end:
            for person in people:
                self._talk(lesson, person, start, end)
                if self._school.is_away_all_day(person, talk.on):
                    self._fault("R14", lesson, f"{person} is not in school for the debrief on {talk.on}.")
            return None
        touched = self._touched(talk.on, start, end)
        if touched is None:
            # Where it could not be is nobody's time; as the referee does, the first of them is still charged.
            self._talk(lesson, people[0], start, end)
            return self._fault("R14", lesson, "The debrief is neither after school nor inside one period.")
        for person in people:
            self._talk(lesson, person, start, end)
            self._talk_in_period(lesson, person, *touched)
        return None

    def _touched(self, on: date, start: int, end: int) -> tuple[Period, list[int]] | None:
        """Find the one period, and its slices, that a debrief falls into; None if it does not fit into one."""
        found: list[tuple[Period, list[int]]] = []
        for period in self._school.periods(on):
            begins = [period.start + number * self._slot_minutes for number in range(self._school.slices(period))]
            numbers = [n for n, begin in enumerate(begins) if begin < end and start < begin + self._slot_minutes]
            if numbers:
                found.append((period, numbers))
        if len(found) != 1:
            return None
        period, numbers = found[0]
        first = period.start + numbers[0] * self._slot_minutes
        return found[0] if first <= start and end <= period.end else None

    def _talk(self, lesson: ResearchLesson, person: str, start: int, end: int) -> None:
        """Charge somebody with a debrief and see that it is the only one at that time (R15)."""
        talks = self._talks[person, lesson.debrief.on]
        if any(other_start < end and start < other_end for other_start, other_end in talks):
            self._fault("R15", lesson, f"{person} has two debriefs at once on {lesson.debrief.on}.")
        talks.append((start, end))
        self._talked[person] += end - start

    def _talk_in_period(self, lesson: ResearchLesson, person: str, period: Period, numbers: list[int]) -> None:
        on = lesson.debrief.on
        state = self._school.state(person, on, period.name)
        if state is not TeacherState.FREE:
            self._fault("R14", lesson, f"{person} is {state} at the debrief on {on}.")
        for number in numbers:
            self._doing[person, on, period.name, number].append("debrief")
            self._spare_used[person, week_of(on)] += 1

    # ---- what adds up ----------------------------------------------------------------------------

    def co_teachers(self, lesson: ResearchLesson) -> None:
        """See that somebody stays with each class left to a co-teacher; asked when every release is known (R10)."""
        on, period = lesson.on, lesson.period
        for seen in lesson.observations:
            if seen.release is not Release.CO_TEACHER or (seen.observer, on, period, seen.slice) not in self._released:
                continue
            for own in self._school.lessons(seen.observer, on, period):
                others = (teacher for teacher in own.teachers if teacher != seen.observer)
                if not any(self._stays(other, on, period, seen.slice) for other in others):
                    self._fault("R10", lesson, f"No co-teacher of {seen.observer} stays with {own.class_name}.")

    def _stays(self, teacher: str, on: date, period: str, number: int) -> bool:
        if (teacher, on, period, number) in self._released:
            return False
        return self._school.state(teacher, on, period) is not TeacherState.OFF

    def people(self) -> None:
        """See that nobody is in two places, over a limit or below the PPA floor, and no class left too often."""
        for (person, on, period, number), things in self._doing.items():
            if len(things) > 1:
                self._broken("R11", f"{person} {on} {period} slice {number}", f"{' and '.join(things)} at once.")
        for (person, week), used in self._spare_used.items():
            spare = self._school.spare(person, week)
            if used > spare:
                where = f"{person} week {week[1]} of {week[0]}"
                self._broken("R12", where, f"{used} free slices are used, {spare} are above the PPA floor.")
        for (person, week), covers in self._covered_in.items():
            if covers > self._policy.cover_per_week:
                where = f"{person} week {week[1]} of {week[0]}"
                self._broken("R13", where, f"Covers {covers} slices, at most {self._policy.cover_per_week} a week.")
        for person in sorted({*self._observed, *self._covered, *self._talked}):
            self._minutes(person)
        for class_name, left in self._left.items():
            if left > self._policy.releases_per_class:
                most = self._policy.releases_per_class
                self._broken("R16", f"class {class_name}", f"Its teachers leave {left} times, at most {most}.")

    def _minutes(self, person: str) -> None:
        """Compare what somebody spends with their caps (R13); equal is allowed."""
        teacher = self._school.teachers.get(person)
        if teacher is None:
            return
        spent = (
            ("observing", self._observed[person] * self._slot_minutes, teacher.caps.observe),
            ("cover", self._covered[person] * self._slot_minutes, teacher.caps.cover),
            ("debriefs", self._talked[person], teacher.caps.debrief),
        )
        for kind, minutes, cap in spent:
            if cap is not None and minutes > cap:
                self._broken("R13", person, f"{minutes} minutes of {kind} are more than {cap}.")

    def group(self, group: Group) -> None:
        """See how a group's lessons share out over its members and over time (R4, R5)."""
        most = group.observations_each
        for member in group.members:
            hosts = self._watched.get((group.id, member), [])
            if len(hosts) > most:
                self._broken("R5", f"{group.id} {member}", f"Observes {len(hosts)} times, where {most} are asked.")
            different = min(most, len(group.members) - 1)
            if len(hosts) == most and len(set(hosts)) < different:
                where = f"{group.id} {member}"
                self._broken("R5", where, f"Watches {len(set(hosts))} colleagues, where {different} are asked.")
        counts = [self._hosted[group.id, member] for member in group.members]
        if max(counts) - min(counts) > group.host_spread:
            self._broken("R4", group.id, f"Members host {min(counts)} to {max(counts)} lessons.")
        positions = sorted(self._positions.get(group.id, []))
        for earlier, later in pairwise(positions):
            if later - earlier < group.min_days_between:
                self._broken("R4", group.id, f"Two research lessons are {later - earlier} school days apart.")

    # ---- faults ----------------------------------------------------------------------------------

    def _fault(self, rule: str, lesson: ResearchLesson, text: str) -> None:
        self._broken(rule, f"{lesson.group} {lesson.on} {lesson.period} host {lesson.host}", text)

    def _broken(self, rule: str, where: str, text: str) -> None:
        self.found.append(Violation(rule, where, text))
