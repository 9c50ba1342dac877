"""Put the staff into groups of three who can see one another teach, mostly across departments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import sqrt
from random import Random
from typing import Final

from app.demo.model import DemoGroup, DemoLesson, Mark, StaffMember
from app.demo.themes import HOMES, THEMES

SWAPS: Final = 4_000
ENOUGH_SLICES: Final = 60
"""Slices a fortnight beyond which more choice is worth nothing: a group needs nine in a year."""


@dataclass(frozen=True, slots=True)
class Fortnight:
    """One person's 50 periods as two bit sets: those they teach alone, and those they have free."""

    teaching: int
    free: int


def fortnights(
    days: Sequence[str], periods: Sequence[str], staff: Iterable[StaffMember],
    lessons: Iterable[DemoLesson], marks: Iterable[Mark],
) -> dict[str, Fortnight]:  # fmt: skip
    """Say for each staff code what they teach and when they are free: in school, not teaching and nothing marked."""
    bit = {(day, period): 1 << n for n, (day, period) in enumerate((d, p) for d in days for p in periods)}
    everyone = list(staff)
    teaching = {member.code: 0 for member in everyone}
    busy = {m.code: sum(bit[day, period] for day in m.days_off for period in periods) for m in everyone}
    for lesson in lessons:
        for code in lesson.teachers:
            busy[code] |= bit[lesson.cycle_day, lesson.period]
            if len(lesson.teachers) == 1:
                teaching[code] |= bit[lesson.cycle_day, lesson.period]
    for mark in marks:
        busy[mark.staff] |= bit[mark.cycle_day, mark.period]
    whole = (1 << len(bit)) - 1
    return {code: Fortnight(teaching[code], whole & ~busy[code]) for code in teaching}


def observable_slices(members: Sequence[Fortnight]) -> int:
    """Count the slices of a fortnight in which one member could watch another with release none or mutual.

    A slice counts once for each (host, observer). The observer is free, or teaches while a third member is free.
    """
    found = 0
    for host, observer in permutations(members, 2):
        others = [member for member in members if member is not host and member is not observer]
        coverable = 0
        for other in others:
            coverable |= other.free
        found += 2 * (host.teaching & (observer.free | (observer.teaching & coverable))).bit_count()
    return found


def make_groups(staff: Sequence[StaffMember], fortnight: Mapping[str, Fortnight], rng: Random) -> tuple[DemoGroup, ...]:
    """Part the staff into threes by exchanging members while the worst-off groups gain."""
    order = list(staff)
    rng.shuffle(order)
    trios = [order[start : start + 3] for start in range(0, len(order), 3)]
    worth = [_worth(trio, fortnight) for trio in trios]
    for _ in range(SWAPS):
        one, other = rng.sample(range(len(trios)), 2)
        i, j = rng.randrange(3), rng.randrange(3)
        trios[one][i], trios[other][j] = trios[other][j], trios[one][i]
        after = (_worth(trios[one], fortnight), _worth(trios[other], fortnight))
        if sum(after) >= worth[one] + worth[other]:
            worth[one], worth[other] = after
        else:
            trios[one][i], trios[other][j] = trios[other][j], trios[one][i]
    place = _places(trios)
    return tuple(
        DemoGroup(name, focus, theme, goal, _facilitator(trio), tuple(member.code for member in trio))
        for (name, focus, theme, goal), trio in ((theme, trios[place[theme[0]]]) for theme in THEMES)
    )


def _places(trios: Sequence[Sequence[StaffMember]]) -> dict[str, int]:
    """Match every theme to a trio that has a member of its home department, by augmenting paths.

    Raises:
        AssertionError: there are too few such trios; every department spreads over two at least, so this is not seen.
    """
    names = sorted((name for name, *_ in THEMES), key=lambda name: name not in HOMES)
    able = {
        name: [n for n, trio in enumerate(trios) if HOMES.get(name, trio[0].department) in {m.department for m in trio}]
        for name in names
    }
    holder: dict[int, str] = {}

    def seat(name: str, seen: set[int]) -> bool:
        for number in able[name]:
            if number in seen:
                continue
            seen.add(number)
            if number not in holder or seat(holder[number], seen):
                holder[number] = name
                return True
        return False

    for name in names:
        assert seat(name, set()), f"no trio for {name}"
    return {name: number for number, name in holder.items()}


def _worth(trio: Sequence[StaffMember], fortnight: Mapping[str, Fortnight]) -> float:
    slices = min(ENOUGH_SLICES, observable_slices([fortnight[member.code] for member in trio]))
    # The root makes a slice worth more to a group that has few.
    worth = 10 * sqrt(slices)
    for one, other in combinations(trio, 2):
        worth -= 6 * (one.department == other.department) + 12 * (one.is_slt and other.is_slt)
    return worth - 8 * (sum(member.fte_percent < 100 for member in trio) > 1)


def _facilitator(trio: Sequence[StaffMember]) -> str:
    """Choose a middle leader before a teacher, and neither a senior leader nor an ECT if it can be helped."""
    leads = ("Head of", "Second", "Key")
    return min(trio, key=lambda m: (m.is_slt, m.is_ect, not m.job.startswith(leads), m.code)).code
