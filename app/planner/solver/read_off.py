"""From the values of an exact model to a plan: who covers whom between groups, and when each lesson is talked over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.planner.index import DebriefOption, Index, Slot
from app.planner.problem import Debrief, Observation, Plan, Release, ResearchLesson, TeacherState
from app.planner.solver import engine
from app.planner.solver.dated import Dated, Key, Place, Watch
from app.planner.solver.engine import Effort, Ending
from app.planner.solver.linear import Linear

INSIDE_COST = 8
"""A debrief in a period weighs more than one on any later day after school: it takes everybody's free time."""


def read_off(
    index: Index,
    built: Dated,
    values: Sequence[int],
    effort: Effort,
    *,
    settled: bool = False,
    before: Iterable[ResearchLesson] = (),
) -> Plan:
    """The plan that *values* stand for, with debriefs moved to better times where there are some.

    *settled*: debriefs stay at the times that the model has chosen. *before*: whoever covers somebody there goes on
    covering for them, and not for another in the same slice, as far as the values let them.
    """
    kept: dict[Key, list[Watch]] = defaultdict(list)
    for (key, watch), column in built.watches.items():
        if values[column]:
            kept[key].append(watch)
    by_name = _who_covers(index, built, values, kept, _named(index, before))
    talks = {key: option for (key, option), column in built.talks.items() if values[column]}
    if not settled:
        talks = _talks(index, kept, by_name, effort) or talks
    lessons = [
        ResearchLesson(
            group=key.group, host=key.host, on=index.dates[key.at], period=key.slot[1],
            observations=tuple(
                Observation(w.observer, w.slice, w.release, w.cover_by or by_name.get((key, w)))
                for w in sorted(watches, key=lambda w: (w.slice, w.observer))
            ),
            debrief=Debrief(index.dates[talks[key].at], talks[key].start),
        )
        for key, watches in kept.items()
    ]  # fmt: skip
    order = {slot: period.start for slot, period in index.period.items()}
    place = {on: index.day_of[at] for at, on in enumerate(index.dates)}
    lessons.sort(key=lambda one: (one.on, order[place[one.on], one.period], one.group, one.host))
    return Plan(tuple(lessons))


def _named(index: Index, before: Iterable[ResearchLesson]) -> dict[tuple[Key, Watch], str]:
    """Who covers between groups in lessons that are known already."""
    known: dict[tuple[Key, Watch], str] = {}
    for lesson in before:
        if lesson.on not in index.dates:
            continue
        at = index.place(lesson.on)
        key = Key(lesson.group, lesson.host, at, (index.day_of[at], lesson.period))
        for one in lesson.observations:
            if one.release is Release.EXCHANGE and one.cover_by is not None:
                known[key, Watch(one.observer, one.slice, one.release, None)] = one.cover_by
    return known


def _who_covers(
    index: Index,
    built: Dated,
    values: Sequence[int],
    kept: dict[Key, list[Watch]],
    known: Mapping[tuple[Key, Watch], str],
) -> dict[tuple[Key, Watch], str]:
    """Names for exchange cover: in each slice a matching of needs and offers, nobody for their own group."""
    needs: dict[tuple[int, Slot, int], list[tuple[Key, Watch]]] = defaultdict(list)
    offers: dict[tuple[int, Slot, int], list[str]] = defaultdict(list)
    for key, watches in kept.items():
        for watch in watches:
            if watch.release is Release.EXCHANGE:
                needs[key.at, key.slot, watch.slice].append((key, watch))
    for place, column in built.offers.items():
        if values[column]:
            offers[place.at, place.slot, place.slice].append(place.teacher)
    answer: dict[tuple[Key, Watch], str] = {}
    for when, wanting in needs.items():
        taken: dict[str, tuple[Key, Watch]] = {}
        for need in wanting:
            if (who := known.get(need)) in offers[when] and who not in index.groups[need[0].group].members:
                taken[who] = need
        for need in wanting:
            if need in taken.values():
                continue
            assert _match(index, need, offers[when], taken, set()), "the exchange rows are Hall's condition"
        answer |= {need: teacher for teacher, need in taken.items()}
    return answer


def _match(
    index: Index, need: tuple[Key, Watch], offers: list[str], taken: dict[str, tuple[Key, Watch]], tried: set[str]
) -> bool:
    members = index.groups[need[0].group].members
    for teacher in offers:
        if teacher in members or teacher in tried:
            continue
        tried.add(teacher)
        if teacher not in taken or _match(index, taken[teacher], offers, taken, tried):
            taken[teacher] = need
            return True
    return False


def _talks(
    index: Index, kept: dict[Key, list[Watch]], by_name: dict[tuple[Key, Watch], str], effort: Effort
) -> dict[Key, DebriefOption] | None:
    """A time for each debrief: soon, and after school where that can be."""
    taken, spare = _taken(index, kept, by_name)
    model = Linear()
    columns: dict[tuple[Key, DebriefOption], int] = {}
    costs: list[int] = []
    meeting: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    using: dict[Place, list[int]] = defaultdict(list)
    weekly: dict[tuple[str, int], list[int]] = defaultdict(list)
    for key, watches in kept.items():
        people = [key.host, *(watch.observer for watch in watches)]
        chosen = []
        for option in index.debrief_options(key.at, index.period[key.slot].end):
            if not all(_can_attend(index, who, option, taken) for who in people):
                continue
            column = columns[key, option] = model.variable()
            chosen.append(column)
            costs.append(option.at - key.at + (INSIDE_COST if option.slot else 0))
            for who in people:
                meeting[who, option.at].append((option.start, column))
                for s in option.slices:
                    assert option.slot is not None
                    using[Place(who, option.at, option.slot, s)].append(column)
                    weekly[who, index.week_of[option.at]].append(column)
        if not chosen:
            return None
        model.add(chosen, 1, 1)
    length = index.problem.policy.debrief_minutes
    for seats in meeting.values():
        for moment in {start for start, _ in seats}:
            model.add([column for start, column in seats if start <= moment < start + length], None, 1)
    for held in using.values():
        model.add(held, None, 1)
    for (who, week), held in weekly.items():
        model.add(held, None, index.spare[who][week] - spare[who, week])
    answer = engine.searched(model, list(columns.values()), effort, weights=costs)
    if answer.ending not in {Ending.PROVED, Ending.FOUND}:
        return None
    return {key: option for (key, option), column in columns.items() if answer.values[column]}


def _taken(
    index: Index, kept: dict[Key, list[Watch]], by_name: dict[tuple[Key, Watch], str]
) -> tuple[set[Place], dict[tuple[str, int], int]]:
    """The slices that are used already, and how many free ones each teacher has used in each week."""
    taken: set[Place] = set()
    spare: dict[tuple[str, int], int] = defaultdict(int)
    for key, watches in kept.items():
        for watch in watches:
            coverer = watch.cover_by or by_name.get((key, watch))
            watching = watch.observer if watch.release is Release.NONE else None
            for who in (coverer, watching):
                if who is not None:
                    taken.add(Place(who, key.at, key.slot, watch.slice))
                    spare[who, index.week_of[key.at]] += 1
    return taken, spare


def _can_attend(index: Index, who: str, option: DebriefOption, taken: set[Place]) -> bool:
    if option.slot is None:
        return index.in_school(who, option.at)
    return (
        index.base(who, option.slot) is TeacherState.FREE
        and option.at in index.there(who, option.slot)
        and all(Place(who, option.at, option.slot, s) not in taken for s in option.slices)
    )
