"""Small invented files for the importers' tests: FET's grids of teachers and subgroups, and the starts of activities."""


def cell(number: int, subject: str, classes: str = "", room: str = "", *real: str, teachers: str = "") -> str:
    students = "".join(f'<Students name="{name}"></Students>' for name in classes.split("+") if name)
    people = "".join(f'<Teacher name="{name}"></Teacher>' for name in teachers.split("+") if name)
    rooms = "".join(f'<Real_Room name="{name}"></Real_Room>' for name in real)
    key = f'<Activity id="{number}"></Activity>' if number else ""
    room = f'<Room name="{room}"></Room>' if room else ""
    return f'{key}{people}<Subject name="{subject}"></Subject>{students}{room}{rooms}'


def grid(people: dict[str, dict[tuple[str, str], str]], kind: str = "Teacher", root: str = "Teachers_Timetable") -> str:
    """Write grids of two days with three hours; what is not given is free."""
    written = ""
    for person, cells in people.items():
        days = "".join(
            f'<Day name="{day}">'
            + "".join(f'\n<Hour name="{hour}">{cells.get((day, hour), " ")}</Hour>' for hour in ("1", "2", "3"))
            + "</Day>"
            for day in ("Tue", "Mon")
        )
        written += f'<{kind} name="{person}">{days}</{kind}>'
    return f'\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{written}</{root}>'


TEAM = cell(2, "Art, + more", "7A+7B", "Virtual", "R1", "R2")
TEACHERS = grid(
    {
        "Amina": {("Mon", "1"): cell(1, "Maths", "7A", "R1"), ("Tue", "3"): TEAM},
        " Ben ": {("Tue", "3"): TEAM, ("Mon", "2"): cell(3, "On duty")},
        "Zoe": {},
    }
)

STARTS = (
    "\ufeff<Activities_Timetable><Activity><Id>1</Id><Day>Mon</Day><Hour>2</Hour><Room>Virtual</Room>"
    "<Real_Room>R1</Real_Room><Real_Room>R2</Real_Room></Activity>"
    "<Activity><Id>2</Id><Day>Tue</Day><Hour>1</Hour><Room></Room></Activity></Activities_Timetable>"
)
