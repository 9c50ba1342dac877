"""Reading the largest school known: 249 teachers, 11,700 rows, two weeks; made from a seed, in several formats.

python -m bench.timetable_reading          all kinds, each in a process of its own
python -m bench.timetable_reading plain    one of them
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from app.timetable.importers import child
from app.timetable.importers.understanding import NamedBytes

TEACHERS: Final = 249
ROWS: Final = 11_700
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEKS: Final = ("A", "B")
PERIODS: Final = 5
SECONDS_MAX: Final = 2.0
MEGABYTES_MAX: Final = 300.0

Row = tuple[str, str, str, str, str, str, str]
"""Teacher, week, day, period, class, subject, room."""


def made_rows(seed: int = 1) -> list[Row]:
    """The rows of the school: as many as it has, in no order, no teacher in two places."""
    rng = random.Random(seed)
    slots = [
        (f"T{teacher:03}", week, day, f"P{period}")
        for teacher in range(1, TEACHERS + 1)
        for week in WEEKS
        for day in DAYS
        for period in range(1, PERIODS + 1)
    ]
    chosen = rng.sample(slots, ROWS)
    return [
        (*slot, f"{rng.randint(7, 13)}{rng.choice('ABCDEFGH')}{number % 9}", rng.choice(SUBJECTS), f"R{number % 120}")
        for number, slot in enumerate(chosen)
    ]


SUBJECTS: Final = ("Maths", "English", "Science", "Art", "History", "Geography", "French", "PE", "Music", "PPA")


def as_plain(rows: Sequence[Row]) -> bytes:
    """Our own plain table."""
    lines = ["teacher,week,day,period,class,subject,room", *(",".join(row) for row in rows)]
    return "\n".join(lines).encode()


def as_sims(rows: Sequence[Row]) -> bytes:
    """The staff timetable of SIMS, two lines a teacher."""
    columns = [
        (week, day, f"P{period}") for week in WEEKS for day in DAYS for period in range(1, PERIODS + 1)
    ]  # fmt: skip
    place = {column: number for number, column in enumerate(columns)}
    names = [f"{WEEKS.index(week) + 1}{day[:3]}:{period}" for week, day, period in columns]
    classes: dict[str, list[str]] = {}
    rooms: dict[str, list[str]] = {}
    for teacher, week, day, period, class_name, _, room in rows:
        at = place[week, day, period]
        classes.setdefault(teacher, [""] * len(columns))[at] = class_name
        rooms.setdefault(teacher, [""] * len(columns))[at] = room
    lines = ["All Staff Timetable", ",".join(["Email", *names])]
    for teacher, found in classes.items():
        lines += [",".join([teacher, *found]), ",".join(["", *rooms[teacher]])]
    return "\n".join(lines).encode()


def as_asc(rows: Sequence[Row]) -> bytes:
    """An aSc export: a lesson and a card for each row."""
    lists = {"teacher": 0, "class": 4, "subject": 5, "classroom": 6}
    names = {kind: sorted({row[at] for row in rows}) for kind, at in lists.items()}
    ids = {
        kind: {name: f"{kind[:2].upper()}{number}" for number, name in enumerate(found)}
        for kind, found in names.items()
    }
    masks = {day: "".join("1" if day == other else "0" for other in DAYS) for day in DAYS}
    sections: dict[str, list[str]] = {
        "periods": [
            f'<period name="P{number}" short="P{number}" period="{number}" starttime="{7 + number}:30" '
            f'endtime="{8 + number}:30"/>'
            for number in range(1, PERIODS + 1)
        ],
        "daysdefs": [
            f'<daysdef id="D{day}" name="{day}" short="{day[:2]}" days="{mask}"/>' for day, mask in masks.items()
        ],
        "weeksdefs": [
            f'<weeksdef id="W{week}" name="Week {week}" short="{week}" weeks="{mask}"/>'
            for week, mask in (("A", "10"), ("B", "01"))
        ],
    }
    for kind, plural in (
        ("teacher", "teachers"), ("class", "classes"), ("subject", "subjects"), ("classroom", "classrooms")
    ):  # fmt: skip
        sections[plural] = [f'<{kind} id="{id_}" name="{name}" short="{name}"/>' for name, id_ in ids[kind].items()]
    sections["lessons"] = [
        f'<lesson id="L{number}" classids="{ids["class"][class_name]}" subjectid="{ids["subject"][subject]}" '
        f'periodspercard="1" periodsperweek="1.0" teacherids="{ids["teacher"][teacher]}" classroomids=""/>'
        for number, (teacher, _, _, _, class_name, subject, _) in enumerate(rows)
    ]
    sections["cards"] = [
        f'<card lessonid="L{number}" classroomids="{ids["classroom"][room]}" period="{period[1:]}" '
        f'weeks="{"10" if week == "A" else "01"}" terms="1" days="{masks[day]}"/>'
        for number, (_, week, day, period, _, _, room) in enumerate(rows)
    ]
    inside = "".join(f"<{name}>{''.join(found)}</{name}>" for name, found in sections.items())
    return f'<timetable importtype="database" displayname="aSc Timetables 2012 XML">{inside}</timetable>'.encode()


KINDS: Final[Mapping[str, Callable[[Sequence[Row]], bytes]]] = {"plain": as_plain, "sims": as_sims, "asc": as_asc}


def measured(kind: str) -> str:
    """Read one kind as the product does, and say what it took."""
    data = KINDS[kind](made_rows())
    best = processor = float("inf")
    for _ in range(3):
        began, used = time.perf_counter(), _used()
        found = child.read_in_child([NamedBytes(f"school.{kind}", data)])
        best = min(best, time.perf_counter() - began)
        processor = min(processor, _used() - used)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    rows = sum(1 for _ in found.rows())
    is_met = best <= SECONDS_MAX and megabytes <= MEGABYTES_MAX
    return (
        f"| {kind} | {len(data) / 1e6:.1f} MB | {len(found.teachers)} | {rows:,} | {len(found.problems)} "
        f"| {best:.2f} s | {processor:.2f} s | {megabytes:.0f} MB | {'met' if is_met else 'MISSED'} |"
    )


def _used() -> float:
    """Processor time of all children so far: what a busy machine cannot stretch."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main(arguments: Sequence[str]) -> int:
    """Print one line for each kind, beside the targets."""
    if arguments:
        print(measured(arguments[0]))
        return 0
    print(f"Reading {TEACHERS} teachers, {ROWS:,} rows, two weeks; aims {SECONDS_MAX:.0f} s, {MEGABYTES_MAX:.0f} MB")
    print("| format | file | teachers | rows | problems | best of 3 | of the processor | memory | aim |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    return max(subprocess.call([sys.executable, "-m", "bench.timetable_reading", kind]) for kind in KINDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
