"""Put every block of the week into a slot: iterative forward search with ejection.

A week has 25 slots; slot `s` is period `s % 5` of weekday `s // 5`. Weeks A and B share the slots of a block. Where a
class cannot meet its own teacher, the search may give a single lesson to a colleague who teaches the subject: a split
class, as real schools have them, within the load of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

SLOTS: Final = 25
PERIODS: Final = 5
STEPS_MAX: Final = 10_000
"""Placements of one start, a quarter of a second; more than half of the starts succeed within them."""
SPLIT_AFTER: Final = 4
"""Times an activity must have been thrown out before a colleague may take it."""
SPLIT_COST: Final = 1.5
THROWN_OUT_COST: Final = 0.2
SAME_DAY_COST: Final = (0.0, 6.0, 1000.0, 1000.0)
"""What another lesson on a day costs that already has so many of the subject: two at the most."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One meeting of a block: what it holds busy, where it may lie, and what it may not share a day with.

    `forms` and the teachers of each week hold the slot alone; `tags` would rather have the day alone. `colleagues`
    could take the lesson instead of its teacher; only a lesson of one course has any.
    """

    forms: tuple[str, ...]
    teachers_a: tuple[int, ...]
    teachers_b: tuple[int, ...]
    tags: tuple[str, ...]
    colleagues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one teacher can do: the slots worked, and the fewest and most periods of a week."""

    slots: frozenset[int]
    periods_min: int
    periods_max: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an activity came to lie, and who takes it in each week."""

    slot: int
    teachers_a: tuple[int, ...]
    teachers_b: tuple[int, ...]


def place(activities: Sequence[Activity], limits: Sequence[Limits], rng: Random) -> list[Placed] | None:
    """Give each activity a slot so that no form or teacher is held twice. The answer keeps their order.

    None when the steps ran out: courses shared out another way may well fit, so the caller starts afresh.
    """
    board = _Board(activities, limits, rng)
    return board.result() if board.fill() and board.even_out() else None


class _Board:
    """The half-made week: who holds what, and how often each activity has been thrown out."""

    def __init__(self, activities: Sequence[Activity], limits: Sequence[Limits], rng: Random) -> None:
        self.rng = rng
        self.activities = activities
        self.limits = limits
        numbers: dict[str, int] = {}
        tags: dict[str, int] = {}
        self.teacher_needs = [(2 * t, 2 * t + 1) for t in range(len(limits))]
        self.forms: list[list[int]] = []
        self.tags: list[list[int]] = []
        for activity in activities:
            self.forms.append([2 * len(limits) + numbers.setdefault(f, len(numbers)) for f in activity.forms])
            self.tags.append([tags.setdefault(tag, len(tags)) for tag in activity.tags])
        self.own = [[2 * t for t in a.teachers_a] + [2 * t + 1 for t in a.teachers_b] for a in activities]
        self.needs = [forms + own for forms, own in zip(self.forms, self.own, strict=True)]
        self.own_slots = [_slots_of(a, limits) for a in activities]
        self.taken_by: list[int | None] = [None] * len(activities)
        self.load = [[0, 0] for _ in limits]
        for own in self.own:
            for need in own:
                self.load[need // 2][need % 2] += 1
        self.held = [[-1] * (2 * len(limits) + len(numbers)) for _ in range(SLOTS)]
        self.held_day = [[0] * len(tags) for _ in range(SLOTS // PERIODS)]
        self.where = [-1] * len(activities)
        self.last = [-1] * len(activities)
        self.weight = [1 + 0.5 * len(n) * (1 + SLOTS - len(s)) for n, s in zip(self.needs, self.own_slots, strict=True)]
        self.outs = [0] * len(activities)
        self.steps = 0

    def fill(self) -> bool:
        """Place everything. False when the steps ran out."""
        waiting = list(range(len(self.activities)))
        while waiting and self.steps < STEPS_MAX:
            self.steps += 1
            chosen = self.rng.randrange(len(waiting))
            waiting[chosen], waiting[-1] = waiting[-1], waiting[chosen]
            waiting += self._seat(waiting.pop())
        return not waiting

    def even_out(self) -> bool:
        """Hand single lessons on until everyone is within their load again. False when a load cannot be mended.

        Taking lessons back and forth during the search can leave a teacher one below or one above it.
        """
        for _ in range(2):
            for number, activity in enumerate(self.activities):
                if activity.colleagues:
                    self._hand_on(number)
        return not any(self._misfit(teacher, 0) for teacher in range(len(self.limits)))

    def _hand_on(self, number: int) -> None:
        """Give a lesson to whoever could take it at its slot, if that mends more load than it spoils."""
        slot, owner = self.where[number], self.activities[number].teachers_a[0]
        teacher = owner if self.taken_by[number] is None else self.taken_by[number]
        assert teacher is not None
        before = self._misfit(teacher, 0)
        for other in (owner, *self.activities[number].colleagues):
            is_free = slot in self.limits[other].slots and all(
                self.held[slot][n] < 0 for n in self.teacher_needs[other]
            )
            gain = before + self._misfit(other, 0) - self._misfit(teacher, -1) - self._misfit(other, 1)
            if other != teacher and is_free and gain > 0:
                self._remove(number)
                self._put(number, slot, None if other == owner else other)
                return

    def _misfit(self, teacher: int, change: int) -> int:
        limit = self.limits[teacher]
        return sum(
            max(0, limit.periods_min - periods - change, periods + change - limit.periods_max)
            for periods in self.load[teacher]
        )

    def result(self) -> list[Placed]:
        """Say where everything lies; only after `fill`."""
        found = []
        for number, activity in enumerate(self.activities):
            colleague = self.taken_by[number]
            week_a, week_b = activity.teachers_a, activity.teachers_b
            if colleague is not None:
                week_a = week_b = (colleague,)
            found.append(Placed(self.where[number], week_a, week_b))
        return found

    def _seat(self, chosen: int) -> list[int]:
        """Put *chosen* where it throws out the least; answer with what it threw out."""
        best_cost = float("inf")
        best: tuple[int, int | None, list[int]] = (-1, None, [])
        options: list[int | None] = [None]
        if self.outs[chosen] >= SPLIT_AFTER:
            options += [t for t in self.activities[chosen].colleagues if self._may_take(chosen, t)]
        for colleague in options:
            cost, slot, ejected = self._best_slot(chosen, colleague, best_cost)
            if cost < best_cost:
                best_cost, best = cost, (slot, colleague, ejected)
        slot, colleague, ejected = best
        for other in ejected:
            self._remove(other)
        self._put(chosen, slot, colleague)
        return ejected

    def _may_take(self, chosen: int, colleague: int) -> bool:
        teacher = self.activities[chosen].teachers_a[0]
        return (
            max(self.load[colleague]) < self.limits[colleague].periods_max
            and min(self.load[teacher]) > self.limits[teacher].periods_min
        )

    def _best_slot(self, chosen: int, colleague: int | None, cost_max: float) -> tuple[float, int, list[int]]:
        slots, needs, base = self.own_slots[chosen], self.needs[chosen], 0.0
        if colleague is not None:
            slots = sorted(self.limits[colleague].slots)
            needs, base = [*self.forms[chosen], *self.teacher_needs[colleague]], SPLIT_COST
        tags, weight, last, random = self.tags[chosen], self.weight, self.last[chosen], self.rng.random
        same_day = SAME_DAY_COST
        best_cost, best, best_ejected = cost_max, -1, set[int]()
        for slot in slots:
            held, held_day = self.held[slot], self.held_day[slot // PERIODS]
            ejected = {held[need] for need in needs}
            ejected.discard(-1)
            cost = base + random() * 0.9 + (5 if slot == last else 0)
            for tag in tags:
                cost += same_day[held_day[tag]]
            for other in ejected:
                cost += weight[other]
                if cost >= best_cost:
                    break
            if cost < best_cost:
                best_cost, best, best_ejected = cost, slot, ejected
        return best_cost if best >= 0 else float("inf"), best, sorted(best_ejected)

    def _put(self, chosen: int, slot: int, colleague: int | None) -> None:
        if colleague is not None:
            self._hand_over(chosen, colleague, 1)
        self.taken_by[chosen] = colleague
        self.where[chosen] = slot
        self._hold(chosen, slot, chosen)

    def _remove(self, chosen: int) -> None:
        slot, colleague = self.where[chosen], self.taken_by[chosen]
        self._hold(chosen, slot, -1)
        if colleague is not None:
            self._hand_over(chosen, colleague, -1)
        self.taken_by[chosen] = None
        self.where[chosen] = -1
        self.last[chosen] = slot
        self.weight[chosen] += THROWN_OUT_COST
        self.outs[chosen] += 1

    def _hold(self, chosen: int, slot: int, holder: int) -> None:
        held, colleague = self.held[slot], self.taken_by[chosen]
        teachers = self.own[chosen] if colleague is None else self.teacher_needs[colleague]
        for need in (*self.forms[chosen], *teachers):
            held[need] = holder
        for tag in self.tags[chosen]:
            self.held_day[slot // PERIODS][tag] += 1 if holder >= 0 else -1

    def _hand_over(self, chosen: int, colleague: int, sign: int) -> None:
        teacher = self.activities[chosen].teachers_a[0]
        for week in (0, 1):
            self.load[colleague][week] += sign
            self.load[teacher][week] -= sign


def _slots_of(activity: Activity, limits: Sequence[Limits]) -> list[int]:
    teachers = activity.teachers_a + activity.teachers_b
    return sorted(frozenset(range(SLOTS)).intersection(*(limits[teacher].slots for teacher in teachers)))
