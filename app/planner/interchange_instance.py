"""Turns the JSON of an instance into a problem; of all that does not fit it says where it is and how to mend it."""

from datetime import date
from itertools import pairwise
from typing import Final

from app.planner.json_reading import Node, shown
from app.planner.problem import (
    AfterSchool,
    Caps,
    Group,
    Lesson,
    Period,
    Policy,
    Problem,
    SchoolDay,
    Teacher,
)

# Several times what the largest trust school has; beyond, a planner would only run out of memory.
TEACHERS_MAX: Final = 1_000
DATES_MAX: Final = 400
CYCLE_DAYS_MAX: Final = 400
PERIODS_MAX: Final = 60
LESSONS_MAX: Final = 40_000
MARKS_MAX: Final = 100_000
"""Of PPA, and of busy time."""
ABSENCES_MAX: Final = 24_000
"""Of one teacher, and of the school: each period of each date."""
GROUPS_MAX: Final = 300
MEMBERS_MIN: Final = 3
"""A PLC is three or more: host, observer and whoever covers."""
MEMBERS_MAX: Final = 12
OBSERVATIONS_EACH_MAX: Final = 40
SLOT_MINUTES_MAX: Final = 240
DEBRIEF_MINUTES_MAX: Final = 240
COUNT_MAX: Final = 1_000_000
"""Of minutes in caps and of what a policy counts: as good as no limit."""
MINUTES_OF_DAY: Final = 24 * 60


class InstanceReader:
    """Reads one instance; what has been read tells what the rest may refer to."""

    def __init__(self, root: Node) -> None:
        """Begin at the outermost object."""
        self._root = root
        self._days: dict[str, tuple[Period, ...]] = {}
        self._names: dict[str, frozenset[str]] = {}
        """The periods of each cycle day."""
        self._teachers: set[str] = set()
        self._days_are_known = self._teachers_are_known = False
        """Where the days or the teachers themselves have faults, what refers to them is not held against them."""

    def problem(self) -> Problem:
        """Read everything. Where there was a fault, the answer holds something harmless in its place."""
        root = self._root
        slot_minutes = root.key("slot_minutes").whole(1, SLOT_MINUTES_MAX)
        self._days = self._read_days(root.key("days"))
        self._names = {day: frozenset(period.name for period in periods) for day, periods in self._days.items()}
        self._days_are_known = root.maybe("days").is_sound
        calendar = self._calendar(root.key("calendar"))
        teachers = self._read_teachers(root.key("teachers"))
        self._teachers_are_known = root.maybe("teachers").is_sound
        return Problem(
            slot_minutes=slot_minutes,
            calendar=calendar,
            days=self._days,
            after_school=_after_school(root.key("after_school")),
            teachers=teachers,
            lessons=self._lessons(root.key("lessons"), {day.day for day in calendar}),
            groups=self._groups(root.key("groups")),
            ppa=self._marks(root.maybe("ppa")),
            busy=self._marks(root.maybe("busy")),
            blocked=frozenset(
                self._absence(node.key("date"), node.maybe("period"))
                for node in root.maybe("blocked").items(ABSENCES_MAX, "blocked times")
            ),
            policy=_policy(root.maybe("policy")),
        )

    # ---- days and dates --------------------------------------------------------------------------

    def _read_days(self, node: Node) -> dict[str, tuple[Period, ...]]:
        entries = list(node.entries())
        if len(entries) > CYCLE_DAYS_MAX:
            node.wrong(f"{len(entries)} cycle days are more than {CYCLE_DAYS_MAX}; leave out those that never come.")
            return {}
        return {day: self._periods(inner) for day, inner in entries}

    def _periods(self, node: Node) -> tuple[Period, ...]:
        found: list[tuple[Period, Node]] = []
        names: set[str] = set()
        for inner in node.items(PERIODS_MAX, "periods"):
            period = Period(inner.key("period").text(), inner.key("start").clock(), inner.key("end").clock())
            if inner.is_sound and period.end <= period.start:
                inner.wrong("This period ends before it starts; swap or mend its times.")
            elif inner.is_sound:
                found.append((period, inner))
            if period.name and period.name in names:
                inner.wrong(f"The day has two periods called {shown(period.name)}; rename one of them.")
            names.add(period.name)
        found.sort(key=lambda each: each[0].start)
        for (earlier, _), (later, inner) in pairwise(found):
            if later.start < earlier.end:
                names_of_both = f"{shown(later.name)} and {shown(earlier.name)}"
                inner.wrong(f"The periods {names_of_both} overlap; let one end when the other starts.")
        return tuple(period for period, _ in found)

    def _calendar(self, node: Node) -> tuple[SchoolDay, ...]:
        entries = node.items(DATES_MAX, "dates")
        if node.is_there and not entries and node.is_sound:
            node.wrong("The window has no school days; list at least one.")
        found: list[SchoolDay] = []
        for inner in entries:
            day = SchoolDay(inner.key("date").date(), inner.key("day").text())
            if not inner.is_sound:
                continue
            if self._days_are_known and day.day not in self._days:
                inner.key("day").wrong(f'There is no cycle day {shown(day.day)} in "days"; add it or name another.')
            if found and day.on == found[-1].on:
                inner.key("date").wrong(f"{day.on} is listed twice; keep one of them.")
            elif found and day.on < found[-1].on:
                inner.key("date").wrong(f"{day.on} comes after {found[-1].on}; list the dates in order, each once.")
            found.append(day)
        return tuple(found)

    def _absence(self, on: Node, period: Node) -> tuple[date, str | None]:
        """A date and a period of any cycle day, or the whole day; a date outside the window says nothing."""
        if not period.is_there:
            return on.date(), None
        name = period.text()
        if name and self._days_are_known and not any(name in names for names in self._names.values()):
            period.wrong(
                f"No day has a period {shown(name)}; name one of the day's periods, or null for the whole day."
            )
        return on.date(), name

    def _dated(self, day: Node, period: Node) -> tuple[str, str]:
        """A cycle day and one of its periods."""
        cycle_day, name = day.text(), period.text()
        if not self._days_are_known or not cycle_day:
            return cycle_day, name
        if cycle_day not in self._names:
            day.wrong(f'There is no cycle day {shown(cycle_day)} in "days"; add it or name another.')
        elif name and name not in self._names[cycle_day]:
            period.wrong(f"{shown(cycle_day)} has no period {shown(name)}; add it to the day or name another.")
        return cycle_day, name

    # ---- people ----------------------------------------------------------------------------------

    def _read_teachers(self, node: Node) -> tuple[Teacher, ...]:
        found: list[Teacher] = []
        for inner in node.items(TEACHERS_MAX, "teachers"):
            name = inner.key("id")
            teacher_id = name.text()
            if teacher_id and teacher_id in self._teachers:
                name.wrong(f"Two teachers have the id {shown(teacher_id)}; give each their own.")
            self._teachers.add(teacher_id)
            caps = inner.maybe("caps")
            found.append(
                Teacher(
                    id=teacher_id,
                    caps=Caps(_cap(caps, "observe"), _cap(caps, "cover"), _cap(caps, "debrief")),
                    exchange=inner.maybe("exchange").flag(True),
                    off=frozenset(self._off(pair) for pair in inner.maybe("off").items(ABSENCES_MAX, "absences")),
                )
            )
        return tuple(found)

    def _off(self, node: Node) -> tuple[date, str | None]:
        parts = node.items(ABSENCES_MAX, "entries")
        if len(parts) != 2:
            if node.is_sound:
                node.wrong("An absence is a date and a period; write [date, period], or [date, null] for a whole day.")
            return date.min, None
        return self._absence(parts[0], parts[1])

    def _teacher(self, node: Node) -> str:
        teacher_id = node.text()
        if teacher_id and self._teachers_are_known and teacher_id not in self._teachers:
            node.wrong(f'There is no teacher {shown(teacher_id)} in "teachers"; add them or mend the id.')
        return teacher_id

    def _lessons(self, node: Node, used_days: set[str]) -> tuple[Lesson, ...]:
        entries = node.items(LESSONS_MAX, "lessons")
        lessons = tuple(self._lesson(inner) for inner in entries)
        if node.is_there and node.is_sound and used_days and not any(lesson.day in used_days for lesson in lessons):
            node.wrong("No lesson is taught on any day of the window; add the timetable of its cycle days.")
        return lessons

    def _lesson(self, node: Node) -> Lesson:
        day, period = self._dated(node.key("day"), node.key("period"))
        teachers: list[str] = []
        for inner in node.key("teachers").items(TEACHERS_MAX, "teachers of one lesson"):
            teacher_id = self._teacher(inner)
            if teacher_id and teacher_id in teachers:
                inner.wrong(f"{shown(teacher_id)} is listed twice in this lesson; keep one of them.")
            teachers.append(teacher_id)
        subject, room = node.maybe("subject"), node.maybe("room")
        return Lesson(
            day=day,
            period=period,
            teachers=tuple(teachers),
            class_name=node.key("class").text(may_be_empty=True),
            subject=subject.text(may_be_empty=True) if subject.is_there else "",
            room=room.text(may_be_empty=True) if room.is_there else "",
        )

    def _marks(self, node: Node) -> frozenset[tuple[str, str, str]]:
        return frozenset(
            (self._teacher(inner.key("teacher")), *self._dated(inner.key("day"), inner.key("period")))
            for inner in node.items(MARKS_MAX, "marks")
        )

    # ---- groups ----------------------------------------------------------------------------------

    def _groups(self, node: Node) -> tuple[Group, ...]:
        found: list[Group] = []
        for inner in node.items(GROUPS_MAX, "groups"):
            group = self._group(inner)
            if group.id and any(group.id == other.id for other in found):
                inner.key("id").wrong(f"Two groups have the id {shown(group.id)}; give each their own.")
            found.append(group)
        return tuple(found)

    def _group(self, node: Node) -> Group:
        members = self._members(node.key("members"))
        fewest, most = node.maybe("min_observers"), node.maybe("max_observers")
        min_observers = fewest.whole(1, COUNT_MAX, 1)
        max_observers = most.whole(1, COUNT_MAX) if most.is_there else None
        if members and min_observers >= len(members):
            fewest.wrong(f"Only {len(members) - 1} colleagues can watch a lesson of this group; ask for no more.")
        elif max_observers is not None and most.is_sound and min_observers > max_observers:
            most.wrong(f"{max_observers} is less than min_observers, {min_observers}; raise it or lower the other.")
        return Group(
            id=node.key("id").text(),
            members=members,
            observations_each=node.key("observations_each").whole(0, OBSERVATIONS_EACH_MAX),
            min_observers=min_observers,
            max_observers=max_observers,
            min_days_between=node.maybe("min_days_between").whole(0, COUNT_MAX, 0),
            host_spread=node.maybe("host_spread").whole(0, COUNT_MAX, 1),
        )

    def _members(self, node: Node) -> tuple[str, ...]:
        """The members, each once; none where there was a fault."""
        found: list[str] = []
        entries = node.items(TEACHERS_MAX, "members")
        for inner in entries:
            teacher_id = self._teacher(inner)
            if teacher_id and teacher_id in found:
                inner.wrong(f"{shown(teacher_id)} is in this group twice; keep one of them.")
            found.append(teacher_id)
        if not node.is_sound:
            return ()
        if not MEMBERS_MIN <= len(found) <= MEMBERS_MAX:
            node.wrong(f"A group has {MEMBERS_MIN} to {MEMBERS_MAX} members, not {len(found)}; mend the list.")
            return ()
        return tuple(found)


def _cap(caps: Node, kind: str) -> int | None:
    """The minutes of a cap; None where there is no limit."""
    if not caps.is_there:
        return None
    found = caps.maybe(kind)
    return found.whole(0, COUNT_MAX) if found.is_there else None


def _after_school(node: Node) -> AfterSchool:
    start, end = node.key("start").clock(), node.key("end").clock()
    if node.is_sound and end < start:
        node.wrong("The time after school ends before it starts; swap or mend its times.")
    weekdays = (inner.whole(1, 7) for inner in node.key("weekdays").items(DATES_MAX, "weekdays"))
    return AfterSchool(start, end, frozenset(weekdays))


def _policy(node: Node) -> Policy:
    usual = Policy()
    if not node.is_there:
        return usual
    return Policy(
        ppa_percent=node.maybe("ppa_percent").whole(0, 100, usual.ppa_percent),
        cover_per_week=node.maybe("cover_per_week").whole(0, COUNT_MAX, usual.cover_per_week),
        releases_per_class=node.maybe("releases_per_class").whole(0, COUNT_MAX, usual.releases_per_class),
        debrief_minutes=node.maybe("debrief_minutes").whole(1, DEBRIEF_MINUTES_MAX, usual.debrief_minutes),
        debrief_within_days=node.maybe("debrief_within_days").whole(0, COUNT_MAX, usual.debrief_within_days),
    )
