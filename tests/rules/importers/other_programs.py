"""Small invented files for the importers' tests: Untis's text and XML exports, and aSc Timetables'."""

from collections.abc import Iterable, Sequence

GPU_ROWS: Sequence[tuple[str, ...]] = (
    # lesson, class, teacher, subject, room, day, period
    ("1", "09a", "Wiss", "GE", "229", "2", "6"),
    ("7", "09a", "Form", "F6", "242", "2", "3"),
    ("7", "09b", "Form", "F6", "242", "2", "3"),
    ("7", "09a", "Lang", "L6", "243", "2", "3"),
    ("7", "09b", "Lang", "L6", "243", "2", "3"),
    ("189", "AG", "MüCh", "M-Sc", "~172~230", "2", "7"),
    ("137", "", "Schm", "VR", "", "3", "6"),
    ("12", "08c", "Wiss", "SP", "H1", "5", "10"),
    ("12", "08c", "Form", "SP", "H1", "5", "10"),
)
GPU_SAYS = {
    ("Wiss", "Tuesday", "6", "09a", "GE", "229"),
    ("Form", "Tuesday", "3", "09a + 09b", "F6", "242"),
    ("Lang", "Tuesday", "3", "09a + 09b", "L6", "243"),
    ("MüCh", "Tuesday", "7", "AG", "M-Sc", "172 + 230"),
    ("Schm", "Wednesday", "6", "", "VR", ""),
    ("Wiss", "Friday", "10", "08c", "SP", "H1"),
    ("Form", "Friday", "10", "08c", "SP", "H1"),
}


def gpu001(
    rows: Iterable[Sequence[str]] = GPU_ROWS,
    *,
    separator: str = ";",
    quote: str = '"',
    width: int = 9,
    end: str = "\r\n",
) -> str:
    """Write lines as Untis does: text in quotes, numbers bare, nothing but separators behind the period."""
    lines = (
        separator.join(
            (row[0], *(f"{quote}{cell.replace(quote, quote * 2) if quote else cell}{quote}" for cell in row[1:5]))
            + tuple(row[5:7]) + ("",) * (width - 7)
        )
        for row in rows
    )  # fmt: skip
    return "".join(line + end for line in lines)


def gpu004(*people: tuple[str, str, str, str]) -> str:
    """Write teachers: code, surname, first name, e-mail, each in its place among 42 fields."""
    lines: list[str] = []
    for code, surname, first_name, email in people:
        cells = [""] * 42
        cells[0], cells[1], cells[28], cells[32] = code, surname, first_name, email
        lines.append(";".join(f'"{cell}"' if cell else "" for cell in cells) + "\r\n")
    return "".join(lines)


def gpu002(*lessons: tuple[str, str, str, str]) -> str:
    """Write lessons without times: number, hours a week, class, teacher, among 47 fields."""
    lines: list[str] = []
    for number, hours, class_name, teacher in lessons:
        cells = [number, hours, hours, hours, f'"{class_name}"', f'"{teacher}"', '"X"', *[""] * 40]
        lines.append(",".join(cells) + "\r\n")
    return "".join(lines)


def untis_time(day: object, period: object, *rooms: str) -> str:
    room = f'<assigned_room id="{" ".join(rooms)}"/>' if rooms else ""
    return (
        f"\n<time><assigned_day>{day}</assigned_day><assigned_period>{period}</assigned_period>"
        f"<assigned_starttime>1700</assigned_starttime><assigned_endtime>1745</assigned_endtime>{room}</time>"
    )


def untis_lesson(
    number: str, teacher: str, classes: str, subject: str, times: str, *, week: str = "", mask: str = "", scheme: str = ""
) -> str:  # fmt: skip
    """Write one lesson of Untis's XML; `classes` as they stand in the file, one id behind the other."""
    return (
        f'\n<lesson id="LS_{number}"><periods>1</periods><lesson_subject id="SU_{subject}"/>'
        + (f'<lesson_teacher id="TR_{teacher}"/>' if teacher else "")
        + (f'<lesson_classes id="{classes}"/>' if classes else "")
        + (f'<lesson_date_scheme id="{scheme}"/>' if scheme else "")
        + (f"<week>{week}</week>" if week else "")
        + (f"<occurence>{mask}</occurence>" if mask else "")
        + f"<times>{times}</times></lesson>"
    )


def untis(lessons: str, *, periods: str | None = None, more: str = "", head: str = "") -> str:
    """Write a small document: teachers Ahi, Ben C and Zoe, classes 7A, 7B and `12 1`, rooms R1 and `R 2`."""
    usual = "".join(
        f'<timeperiod id="TP_{day}{period}"><day>{day}</day><period>{period}</period>'
        f"<starttime>0{6 + period}50</starttime><endtime>0{7 + period}35</endtime></timeperiod>"
        for day in (1, 2)
        for period in (1, 2)
    )
    return (
        f'{head}<document version="3.0" xmlns="https://untis.at/untis/XmlInterface">'
        "<general><schoolyearbegindate>20260824</schoolyearbegindate></general>"
        f"<timeperiods>{usual if periods is None else periods}</timeperiods>{more}"
        '<teachers><teacher id="TR_Ahi"><forename>Amina</forename><surname>Hill</surname></teacher>'
        '<teacher id="TR_Ben C"/><teacher id="TR_Zoe"/></teachers>'
        '<classes><class id="CL_7A"/><class id="CL_7B"/><class id="CL_12 1"/></classes>'
        '<subjects><subject id="SU_MA"/><subject id="SU_D  G4"/></subjects>'
        f'<rooms><room id="RM_R1"/><room id="RM_R 2"/></rooms>\n<lessons>{lessons}\n</lessons></document>'
    )


def card(lesson: str, period: object, days: str, *, weeks: str = "1", room: str | None = "R1", more: str = "") -> str:
    """Write one card of aSc's."""
    rooms = "" if room is None else f' classroomids="{room}"'
    return f'\n<card lessonid="{lesson}"{rooms} period="{period}" weeks="{weeks}" terms="1" days="{days}" {more}/>'


def asc_lesson(key: str, teachers: str, classes: str, subject: str = "S1", more: str = "") -> str:
    """Write one lesson of aSc's."""
    return (
        f'\n<lesson id="{key}" classids="{classes}" subjectid="{subject}" teacherids="{teachers}" classroomids="R1,R2"'
        f' periodspercard="1" periodsperweek="1.0" {more}/>'
    )


ASC_DAYS = "".join(
    f'<daysdef id="D{place}" name="{name}" short="x" days="{"0" * place}1{"0" * (4 - place)}"/>'
    for place, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
)
ASC_PERIODS = "".join(
    f'<period name="P{number}" short="{number}" period="{number}" starttime="{7 + number}:30" endtime="{8 + number}:15"/>'
    for number in (1, 2, 3)
)


def asc(
    lessons: str, cards: str, *, days: str = ASC_DAYS, periods: str = ASC_PERIODS, more: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
) -> str:  # fmt: skip
    """Write a small aSc file: teachers Ahmed, Ben and Zoe, classes 7A and 7B, subjects Maths and Art, rooms R1 and R2."""
    return (
        f'{head}<timetable importtype="database" displayname="aSc Timetables 2012 XML">'
        f'<periods columns="period">{periods}</periods><daysdefs>{days}'
        '<daysdef id="any" name="Any day" days="10000,01000"/><daysdef id="all" name="Every day" days="11111"/></daysdefs>'
        '<subjects><subject id="S1" name="Maths"/><subject id="S2" name="Art "/></subjects>'
        '<teachers><teacher id="T1" firstname="A" lastname="B" name="Ahmed" short="[SC]Ah" email="ahmed@birch.example"/>'
        '<teacher id="T2" name=" Ben " short="B"/><teacher id="T3" firstname="Zoe" lastname="Zoe" name=""/></teachers>'
        '<classrooms><classroom id="R1" name="Room 1"/><classroom id="R2" name="Room 2"/></classrooms>'
        '<classes><class id="C1" name="7A"/><class id="C2" name="7B"/></classes>'
        '<groups><group id="G1" name="Entire class" classid="C1" entireclass="1"/></groups>'
        f"{more}<lessons>{lessons}</lessons>\n<cards>{cards}\n</cards></timetable>"
    )
