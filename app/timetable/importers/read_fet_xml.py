"""Reads FET's own file (`.fet`): who and what there is, and the times and rooms, which stand in it as constraints."""

import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.timetable.importers import limits, markup
from app.timetable.importers.assemble import Held
from app.timetable.importers.understanding import Problem, refusal

_DURATION_MAX = limits.PERIODS_MAX


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as the school entered it: who, what, and how many periods in a row."""

    id: str
    line: int
    teachers: tuple[str, ...]
    subject: str
    students: tuple[str, ...]
    duration: int
    is_active: bool

    def called(self) -> str:
        """Name it at the start of a message."""
        students = " + ".join(self.students) or "no class"
        shown = students if len(students) <= 80 else f"{students[:77]}..."
        return f"Activity {self.id} ({self.subject}, {shown}, {' + '.join(self.teachers) or 'no teacher'})"


@dataclass(frozen=True, slots=True)
class Start:
    """Where an activity begins, and the line that says so."""

    day: str
    hour: str
    line: int


@dataclass(frozen=True, slots=True)
class FetFile:
    """All we use of a .fet file. `starts` and `rooms_of` are by activity id."""

    file: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    teachers: tuple[str, ...]
    subjects: tuple[str, ...]
    students: tuple[str, ...]
    tags: tuple[str, ...]
    rooms: tuple[str, ...]
    activities: Mapping[str, Activity]
    starts: Mapping[str, Start]
    rooms_of: Mapping[str, tuple[str, ...]]

    def placed(self) -> int:
        """Count the activities that have a time."""
        return sum(activity.is_active and activity.id in self.starts for activity in self.activities.values())


def parse(data: bytes, file: str) -> FetFile:
    """Read a .fet file of any version; whether it holds a timetable is for the caller to see.

    Raises:
        ImportRefused: broken XML, or no list of days, hours or activities.
    """
    root = markup.tree(data, file)
    days, hours = _calendar(root, "Days_List", "Day"), _calendar(root, "Hours_List", "Hour")
    activities = {activity.id: activity for activity in map(_activity, root.iterfind("Activities_List/Activity"))}
    if not (days and hours and activities):
        message = "The .fet file has no days, no hours or no activities. Take the file *_data_and_timetable.fet."
        raise refusal(message, file=file, line=markup.line_of(root))
    constraints = root.find("Time_Constraints_List")
    spaces = root.find("Space_Constraints_List")
    return FetFile(
        file,
        days,
        hours,
        _names(root, "Teachers_List/Teacher"),
        _names(root, "Subjects_List/Subject"),
        tuple(dict.fromkeys(_students(root))),
        _names(root, "Activity_Tags_List/Activity_Tag"),
        _names(root, "Rooms_List/Room"),
        activities,
        {} if constraints is None else _starts(constraints),
        {} if spaces is None else _rooms(spaces),
    )


def held(fet: FetFile) -> tuple[list[Held], list[Problem]]:
    """Lay each placed activity over its periods; say which have no time, or one that is not in the week."""
    rows: list[Held] = []
    problems: list[Problem] = []
    for activity in fet.activities.values():
        if not activity.is_active:
            continue
        start = fet.starts.get(activity.id)
        if start is None:
            message = f"{activity.called()} has no time; it is left out."
            problems.append(Problem(message, "warning", "partial", fet.file, activity.line))
        elif start.day not in fet.days or start.hour not in fet.hours:
            message = f"{activity.called()} is placed on “{start.day}”, “{start.hour}”, which the file's week has not."
            problems.append(Problem(f"{message} It is left out.", "warning", "unknown-name", fet.file, start.line))
        else:
            rows += _periods(fet, activity, start, problems)
    return rows, problems


def _periods(fet: FetFile, activity: Activity, start: Start, problems: list[Problem]) -> Iterable[Held]:
    first = fet.hours.index(start.hour)
    hours = fet.hours[first : first + activity.duration]
    if len(hours) < activity.duration:
        message = f"{activity.called()} lasts {activity.duration} periods and runs past the end of {start.day}."
        problems.append(Problem(message, "warning", "time", fet.file, start.line))
    rooms = fet.rooms_of.get(activity.id, ())
    for hour in hours:
        yield Held(
            fet.file, activity.line, activity.id, start.day, hour,
            activity.teachers, activity.students, activity.subject, rooms,
        )  # fmt: skip


def _calendar(root: ElementTree.Element, path: str, name: str) -> tuple[str, ...]:
    found = root.find(path)
    if found is None:
        return ()
    newer = [markup.text_of(entry, "Name") for entry in found.iterfind(name)]
    return tuple(dict.fromkeys(text for text in (newer or markup.texts_of(found, "Name")) if text))


def _names(root: ElementTree.Element, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for entry in root.iterfind(path) if (name := markup.text_of(entry, "Name"))))


def _students(root: ElementTree.Element) -> Iterable[str]:
    for year in root.iterfind("Students_List/Year"):
        yield markup.text_of(year, "Name")
        for group in year.iterfind("Group"):
            yield markup.text_of(group, "Name")
            for subgroup in group.iterfind("Subgroup"):
                yield markup.text_of(subgroup, "Name")


def _activity(found: ElementTree.Element) -> Activity:
    duration = markup.text_of(found, "Duration")
    return Activity(
        id=markup.text_of(found, "Id"),
        line=markup.line_of(found),
        teachers=markup.texts_of(found, "Teacher"),
        subject=markup.text_of(found, "Subject"),
        students=markup.texts_of(found, "Students"),
        duration=max(1, min(_whole(duration), _DURATION_MAX)),
        is_active=_is_true(found, "Active"),
    )


def _starts(constraints: ElementTree.Element) -> dict[str, Start]:
    """Find each activity's start. Only what FET was bound to (the greatest weight) counts, the last one of those."""
    weights: dict[str, float] = {}
    starts: dict[str, Start] = {}
    for found in constraints.iterfind("ConstraintActivityPreferredStartingTime"):
        day = markup.text_of(found, "Preferred_Day") or markup.text_of(found, "Day")
        hour = markup.text_of(found, "Preferred_Hour") or markup.text_of(found, "Hour")
        activity, weight = markup.text_of(found, "Activity_Id"), _weight(found)
        if day and hour and _is_true(found, "Active") and weight >= weights.get(activity, 0):
            weights[activity] = weight
            starts[activity] = Start(day, hour, markup.line_of(found))
    return starts


def _rooms(constraints: ElementTree.Element) -> dict[str, tuple[str, ...]]:
    """Find each activity's rooms; where the room is only a name for several, those (`Real_Room`)."""
    weights: dict[str, float] = {}
    rooms: dict[str, tuple[str, ...]] = {}
    for found in constraints.iterfind("ConstraintActivityPreferredRoom"):
        activity, weight = markup.text_of(found, "Activity_Id"), _weight(found)
        if _is_true(found, "Active") and weight >= weights.get(activity, 0):
            weights[activity] = weight
            rooms[activity] = markup.texts_of(found, "Real_Room") or markup.texts_of(found, "Room")
    return rooms


def _is_true(found: ElementTree.Element, name: str) -> bool:
    """Read a yes or no that old versions of FET leave out when it is yes."""
    return markup.text_of(found, name).casefold() not in ("false", "no", "0")


def _weight(found: ElementTree.Element) -> float:
    written = markup.text_of(found, "Weight_Percentage") or markup.text_of(found, "Weight") or "100"
    try:
        return float(written)
    except ValueError:
        return 0.0


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
