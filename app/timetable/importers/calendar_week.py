"""Finds the week behind a calendar's dates: what comes back every week, what every other, and what stands alone.

Which weeks are A and which B no calendar says, and holidays shift them; the weeks that hold the same things tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from app.timetable.importers.calendar_events import Occurrence

_WEEKLY_SHARE: Final = 0.5
"""Of the weeks from its first to its last date: holidays and trips take some away from every lesson."""
_OTHER_WEEK_SHARE: Final = 0.6
_WEEKS_FOR_THREE: Final = 8
"""In as many weeks or more, twice may be chance: then three dates make a habit."""
_ROUNDS_MAX: Final = 10

Votes = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that comes back. `week` is empty for every week, else `A` or `B`; times are minutes from midnight."""

    week: str
    weekday: int
    start: int
    end: int
    summary: str
    room: str
    line: int


@dataclass(slots=True)
class Pattern:
    """The week, and what did not fit into it."""

    slots: list[Slot] = field(default_factory=list)
    alone: int = 0
    """Dates of events that came once."""
    irregular: int = 0
    """Events that came more than once, but neither every week nor every other."""
    replaced: list[tuple[Slot, date]] = field(default_factory=list)
    """What something else has taken the place of, with its last date."""
    one_week: bool = False
    """All dates lie in one week, so nothing can repeat."""


@dataclass(slots=True)
class _Habit:
    """All dates of one event: the same weekday, times and words."""

    dates: dict[date, Occurrence]
    first: int = 0
    last: int = 0
    """Places of its first and last week among the school's weeks."""

    def came(self, weeks: Sequence[date]) -> list[bool]:
        """Say for each week from first to last whether it came."""
        mondays = {_monday(on) for on in self.dates}
        return [week in mondays for week in weeks[self.first : self.last + 1]]

    def slot(self, week: str) -> Slot:
        latest = self.dates[max(self.dates)]
        rooms = Counter(one.room for one in self.dates.values() if one.room)
        room = rooms.most_common(1)[0][0] if rooms else ""
        return Slot(week, latest.on.weekday(), latest.start, latest.end, latest.summary, room, latest.line)


def find(occurrences: Sequence[Occurrence], title: Mapping[str, str]) -> Pattern:
    """Find the week.

    Args:
        occurrences: of one school year.
        title: what each summary comes to: two with the same title are the same event.
    """
    pattern = Pattern()
    habits = _habits(occurrences, title)
    mondays = {_monday(one.on) for one in occurrences}
    if len(mondays) == 1:
        pattern.one_week = True
        pattern.slots = [habit.slot("") for habit in habits]
        return pattern
    repeated = [habit for habit in habits if len(habit.dates) > 1]
    pattern.alone = len(habits) - len(repeated)
    weeks = sorted({_monday(on) for habit in repeated for on in habit.dates})
    place = {week: number for number, week in enumerate(weeks)}
    for habit in repeated:
        places = [place[_monday(on)] for on in habit.dates]
        habit.first, habit.last = min(places), max(places)
    labels = _labels(weeks, repeated)
    found = [(habit, _week_of(habit, weeks, labels)) for habit in repeated]
    if not _is_two_weeks([(habit, week) for habit, week in found if week]):
        found = [(habit, "" if week else week) for habit, week in found]
    regular = [(habit, week) for habit, week in found if week is not None]
    pattern.irregular = len(found) - len(regular)
    _settle(regular, weeks, pattern)
    return pattern


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _habits(occurrences: Iterable[Occurrence], title: Mapping[str, str]) -> list[_Habit]:
    together: dict[tuple[object, ...], _Habit] = {}
    for one in occurrences:
        key = (one.on.weekday(), one.start, one.end, title[one.summary].casefold())
        together.setdefault(key, _Habit({})).dates.setdefault(one.on, one)
    return list(together.values())


def _labels(weeks: Sequence[date], habits: Sequence[_Habit]) -> list[bool]:
    """Sort the weeks into two sorts, False and True, so that what is not weekly falls into one of them."""
    by_calendar = [week.toordinal() // 7 % 2 == 1 for week in weeks]
    by_count = [number % 2 == 1 for number in range(len(weeks))]
    came = [habit.came(weeks) for habit in habits]
    tried = [_sorted_by_likeness(start, habits, came) for start in (by_calendar, by_count)]
    labels = max(tried, key=lambda labels: _difference(labels, habits, came))
    # The first week is A, whatever the sort was called.
    return [label != labels[0] for label in labels] if labels else []


def _sorted_by_likeness(
    labels: Sequence[bool], habits: Sequence[_Habit], came: Sequence[Sequence[bool]]
) -> list[bool]:  # fmt: skip
    """Move each week to the sort that it is more like, until none moves."""
    now = list(labels)
    for _ in range(_ROUNDS_MAX):
        votes = [0.0] * len(now)
        for habit, present in zip(habits, came, strict=True):
            in_false, in_true = _shares(now[habit.first : habit.last + 1], present)
            for number, is_present in enumerate(present, start=habit.first):
                votes[number] += (in_true - in_false) * (1 if is_present else -1)
        moved = [label if abs(vote) < 1e-9 else vote > 0 for label, vote in zip(now, votes, strict=True)]
        if moved == now:
            break
        now = moved
    return now


def _difference(labels: Sequence[bool], habits: Sequence[_Habit], came: Sequence[Sequence[bool]]) -> float:
    shares = (
        _shares(labels[habit.first : habit.last + 1], present) for habit, present in zip(habits, came, strict=True)
    )
    return sum(abs(in_true - in_false) for in_false, in_true in shares)


def _shares(labels: Sequence[bool], present: Sequence[bool]) -> Votes:
    """Say in which share of the weeks of each sort something came; the same for both where one sort is missing."""
    of_true = [came for label, came in zip(labels, present, strict=True) if label]
    of_false = [came for label, came in zip(labels, present, strict=True) if not label]
    if not of_true or not of_false:
        return 0.0, 0.0
    return sum(of_false) / len(of_false), sum(of_true) / len(of_true)


def _week_of(habit: _Habit, weeks: Sequence[date], labels: Sequence[bool]) -> str | None:
    """Say when something comes back: `""` every week, `A` or `B`, None when there is no rule."""
    present = habit.came(weeks)
    here = labels[habit.first : habit.last + 1]
    count = sum(present)
    if count < (3 if len(weeks) >= _WEEKS_FOR_THREE else 2):
        return None
    for label, week in ((False, "A"), (True, "B")):
        own = [came for of_week, came in zip(here, present, strict=True) if of_week == label]
        other = [came for of_week, came in zip(here, present, strict=True) if of_week != label]
        is_of_week = sum(own) >= _OTHER_WEEK_SHARE * len(own) and sum(other) * 10 <= sum(own)
        if is_of_week and sum(own) > 1 and len(other) * 2 >= len(own):
            return week
    return "" if count >= _WEEKLY_SHARE * len(present) else None


def _is_two_weeks(of_week: Sequence[tuple[_Habit, str]]) -> bool:
    """Say whether there are really two weeks: one lesson that was cancelled once would look like it too."""
    return len(of_week) > 1 or any(len(habit.dates) > 2 for habit, _ in of_week)


def _settle(regular: Sequence[tuple[_Habit, str]], weeks: Sequence[date], pattern: Pattern) -> None:
    """Where one thing ends before another begins in the same time, the later one counts."""
    of_day: dict[int, list[tuple[_Habit, Slot]]] = defaultdict(list)
    for habit, week in regular:
        slot = habit.slot(week)
        of_day[slot.weekday].append((habit, slot))
    for inside in of_day.values():
        for habit, slot in inside:
            is_replaced = any(
                habit.last < later.first and _meet(slot, other) for later, other in inside if later is not habit
            )
            if is_replaced:
                pattern.replaced.append((slot, max(habit.dates)))
            else:
                pattern.slots.append(slot)


def _meet(one: Slot, other: Slot) -> bool:
    is_same_week = not one.week or not other.week or one.week == other.week
    return is_same_week and one.start < other.end and other.start < one.end
