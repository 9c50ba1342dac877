"""What real files of Untis, aSc, XHSTT and others held that was read wrongly once: each example here is invented."""

import pytest
from other_programs import asc, asc_lesson, card, gpu001, gpu002, untis, untis_lesson, untis_time
from school_files import PLAIN_HEADING, refused, understand
from staff_files import AIDE, TEACHER, oneroster, text
from staff_files import understood as staff
from test_xhstt_archives import archive, event, placed, solution

from app.rosters.importers.understanding import ReadingWish
from app.timetable.importers import calendar_events, order
from app.timetable.importers.understanding import ImportedTimetable, NamedBytes


def partial(found: ImportedTimetable) -> list[str]:
    return [problem.message for problem in found.problems if problem.kind == "partial"]


def bell(day: int, period: int, start: str, end: str, grid: str = "") -> str:
    named = f"<timegrid>{grid}</timegrid>" if grid else ""
    return (
        f'<timeperiod id="TP_{grid}{day}{period}">{named}<day>{day}</day><period>{period}</period>'
        f"<starttime>{start}</starttime><endtime>{end}</endtime></timeperiod>"
    )


# XHSTT


def test_xhstt_event_of_a_group_of_resources_is_held_by_all_of_them() -> None:
    grouped = event("E1", "T1").replace(
        "</Event>", '<ResourceGroups><ResourceGroup Reference="G"/></ResourceGroups></Event>'
    )
    belongs = '<ResourceGroups><ResourceGroup Reference="G"/></ResourceGroups></Resource>'
    written = archive(grouped, solution("one", placed("E1", "Mon1"))).replace(
        "<Resources>\n<ResourceTypes>",
        '<Resources><ResourceGroups><ResourceGroup Id="G"><Name>Year 7</Name></ResourceGroup></ResourceGroups><ResourceTypes>',
    )
    for name in ("7A", "7B"):
        written = written.replace(
            f'<Name>{name}</Name><ResourceType Reference="Class"/></Resource>',
            f'<Name>{name}</Name><ResourceType Reference="Class"/>{belongs}',
        )

    found = understand(written)

    assert [(row[0], row[3]) for row in found.rows()] == [("Ann", "7A + 7B")]
    assert found.busy == ()


def test_xhstt_resource_types_that_are_not_declared_are_told_by_their_ids() -> None:
    declared = '<ResourceType Id="Class"><Name>Class</Name></ResourceType>'
    written = archive(event("E1", "T1", "C1"), solution("one", placed("E1", "Mon1")))
    assert declared in written

    found = understand(written.replace(declared, ""))

    assert [(row[0], row[3]) for row in found.rows()] == [("Ann", "7A")]


# Untis


@pytest.mark.parametrize("written", ["AC", "A, C", "a/c"])
def test_untis_lesson_of_several_weeks_is_held_in_each_of_them(written: str) -> None:
    lessons = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), week=written) + untis_lesson(
        "200", "Zoe", "CL_7B", "MA", untis_time(1, 1), week="D"
    )

    assert {row[:2] for row in understand(untis(lessons)).rows()} == {
        ("Ahi", "A Monday"), ("Ahi", "C Monday"), ("Zoe", "D Monday"),
    }  # fmt: skip


@pytest.mark.parametrize("word", ["ALL", "each"])
def test_untis_word_for_every_week_is_none_of_its_letters(word: str) -> None:
    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), week=word)))

    assert [row[1] for row in found.rows()] == ["Monday"]


def test_untis_says_how_many_weeks_there_are_where_lessons_name_fewer() -> None:
    lessons = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), week="A") + untis_lesson(
        "200", "Zoe", "CL_7B", "MA", untis_time(1, 1)
    )
    written = untis(lessons).replace("<general>", "<general><week_periodicity>3</week_periodicity>")

    found = understand(written)

    assert [row[1] for row in found.rows() if row[0] == "Zoe"] == ["A Monday", "B Monday", "C Monday"]


def test_untis_period_of_another_time_grid_has_the_bells_of_that_grid() -> None:
    periods = bell(1, 1, "0800", "0845", "Lower") + bell(1, 1, "0830", "0930", "Upper")
    lessons = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1)).replace(
        "<periods>", "<timegrid>Lower</timegrid><periods>"
    ) + untis_lesson("200", "Zoe", "CL_7B", "MA", untis_time(1, 1)).replace(
        "<periods>", "<timegrid>Upper</timegrid><periods>"
    )

    found = understand(untis(lessons, periods=periods))

    bells = {period.period: (period.start, period.end) for period in found.days["Monday"]}
    assert {row[0]: bells[row[2]] for row in found.rows()} == {"Ahi": ("08:00", "08:45"), "Zoe": ("08:30", "09:30")}
    assert [problem.severity for problem in found.problems if problem.kind == "time"] == ["info"]


def test_untis_room_of_colleagues_who_teach_together_may_stand_with_the_first_of_them_only() -> None:
    by_text = understand(
        gpu001([("4", "7a", "Amina", "MA", "R1", "1", "1"), ("4", "7a", "Ben", "MA", "", "1", "1")], separator=",")
    )
    by_xml = understand(
        untis(
            untis_lesson("400", "Ahi", "CL_7A", "MA", untis_time(1, 1, "RM_R1"))
            + untis_lesson("401", "Zoe", "CL_7A", "MA", untis_time(1, 1))
        )
    )

    assert [(lesson.teachers, lesson.room) for lesson in by_text.lessons] == [(("Amina", "Ben"), "R1")]
    assert [(lesson.teachers, lesson.room) for lesson in by_xml.lessons] == [(("Ahi", "Zoe"), "R1")]


def test_untis_colleague_without_a_room_gets_none_where_the_others_stand_in_two() -> None:
    rows = [("4", "7a", "Amina", "MA", "R1", "1", "1"), ("4", "7a", "Ben", "MA", "R2", "1", "1"),
            ("4", "7a", "Zoe", "MA", "", "1", "1")]  # fmt: skip

    assert [lesson.room for lesson in understand(gpu001(rows)).lessons if "Zoe" in lesson.teachers] == [""]


def test_untis_lesson_that_is_placed_too_seldom_is_told_from_either_export() -> None:
    placed_once = NamedBytes("GPU001.TXT", gpu001([("1", "7a", "Amina", "MA", "R1", "1", "1")]).encode())
    by_text = understand(placed_once, NamedBytes("GPU002.TXT", gpu002(("1", "3", "7a", "Amina")).encode()))
    three = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1)).replace(">1</periods>", ">3</periods>")
    other = untis_lesson("200", "Zoe", "CL_7B", "MA", untis_time(1, 1), week="B")
    by_xml = understand(untis(three + other))

    assert any("1 of 3 periods" in message for message in partial(by_text))
    assert any("1 of 3 periods" in message for message in partial(by_xml)), "a day of week A and of week B is one day"


@pytest.mark.parametrize("hours", ["inf", "1e300", "nan"])
def test_untis_hours_that_are_no_number_of_a_week_are_read_past(hours: str) -> None:
    placed_once = NamedBytes("GPU001.TXT", gpu001([("1", "7a", "Amina", "MA", "R1", "1", "1")]).encode())

    found = understand(placed_once, NamedBytes("GPU002.TXT", gpu002(("1", hours, "7a", "Amina")).encode()))

    assert len(found.lessons) == 1


def test_untis_planned_by_the_minute_has_periods_called_by_their_times() -> None:
    time = (
        "<time><assigned_day>1</assigned_day><assigned_starttime>0815</assigned_starttime>"
        "<assigned_endtime>0945</assigned_endtime></time>"
    )

    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", time), periods=""))

    assert [(period.period, period.start, period.end) for period in found.days["Monday"]] == [
        ("08:15-09:45", "08:15", "09:45")
    ]


def test_untis_speaks_of_one_clash_as_of_one() -> None:
    found = understand(gpu001([("1", "5a", "Amina", "MA", "R1", "1", "1"), ("2", "5b", "Amina", "EN", "R2", "1", "1")]))

    (told,) = (problem.message for problem in found.problems if "knows no weeks" in problem.message)
    assert "the clash may" in told


# aSc Timetables


def test_asc_lesson_with_fewer_cards_than_periods_is_told() -> None:
    lessons = asc_lesson("L1", "T1", "C1").replace('periodsperweek="1.0"', 'periodsperweek="3.0"')

    found = understand(asc(lessons, card("L1", 1, "10000") + card("L1", 2, "10000")))

    assert any("2 of 3 periods" in message for message in partial(found))


@pytest.mark.parametrize("amount", ["inf", "nan", "1e300"])
def test_asc_amounts_that_are_no_number_of_a_week_are_read_past(amount: str) -> None:
    lessons = asc_lesson("L1", "T1", "C1").replace('periodsperweek="1.0"', f'periodsperweek="{amount}"')

    assert len(understand(asc(lessons, card("L1", 1, "10000"))).lessons) == 1


# Tables


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("П’ятниця", 5), ("Jum'at", 5), ("Jum’at", 5), ("سه شنبه", 2), ("Dydd Mercher", 3), ("Dé Máirt", 2),
        ("Ceturtdiena", 4), ("Föstudagur", 5), ("Jumatatu", 1), ("Chorshanba", 3), ("월요일", 1), ("วันพุธ", 3),
        ("周一", 1), ("2ª feira", 1),
    ],
)  # fmt: skip
def test_weekday_in_the_letters_and_signs_of_its_language_is_known(name: str, number: int) -> None:
    assert [found.rank for found in order.weekdays([name]).values()] == [number - 1]


def test_headings_written_as_one_word_are_read_as_two() -> None:
    written = "StaffCode,DayName,PeriodNumber,ClassName,SubjectName,RoomCode\nAmina,Monday,1,7A,Maths,R1\n"

    assert list(understand(written).rows()) == [("Amina", "Monday", "1", "7A", "Maths", "R1")]


def test_lessons_of_too_many_teachers_together_are_refused_before_each_clash_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.timetable.importers.limits.LESSONS_MAX", 10)
    rows = "".join(f"T{teacher},Monday,1,7{letter},Maths {letter},R1\n" for letter in "ABC" for teacher in range(4))

    assert "more than 10 lessons" in refused(PLAIN_HEADING + rows).message


# Calendars


@pytest.mark.parametrize("zone", ["Europe", "A" * 300])
def test_calendar_with_a_zone_that_is_none_is_read_without_that_event(zone: str) -> None:
    one = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART{}:20260302T090000\r\nDURATION:PT1H\r\nSUMMARY:7A\r\nEND:VEVENT\r\n"
    written = f"BEGIN:VCALENDAR\r\n{one.format(1, f';TZID={zone}')}{one.format(2, '')}END:VCALENDAR\r\n"

    found = calendar_events.read(written, "a.ics", "Europe/London")

    assert len(found.occurrences) + found.left_out["broken"] == 2
    assert found.occurrences


# OneRoster


def test_oneroster_of_a_trust_that_calls_its_schools_orgs_is_read_by_school() -> None:
    files = oneroster(TEACHER, AIDE)
    files["users.csv"] = files["users.csv"].replace(b"orgSourcedIds", b"orgs").replace(b"t2,,,true,s1", b"t2,,,true,s2")
    files["users.csv"] = files["users.csv"].replace(b'"s1,d1"', b"s2")
    files["orgs.csv"] += text(("s2", "", "Cedar School", "school", ""))

    found = staff(files, ReadingWish("Birch School"))

    assert [person.roster_id for person in found.people] == ["t1"]


def test_codes_beside_names_are_who_teaches_and_the_names_say_who_they_are() -> None:
    written = (
        "StaffCode,StaffName,Day,Period,ClassCode,ClassName,Subject,Room\n"
        "AHI,Amina Hill,Monday,1,x-1,7A,Maths,R1\nAHL,Amina Hill,Monday,1,x-2,7B,Art,R2\n"
    )

    found = understand(written)

    assert {(row[0], row[3]) for row in found.rows()} == {("AHI", "7A"), ("AHL", "7B")}
    assert [(person.teacher, person.name) for person in found.people] == [("AHI", "Amina Hill"), ("AHL", "Amina Hill")]


def test_two_columns_of_teachers_that_are_both_names_are_still_asked_about() -> None:
    written = "Teacher,Staff name,Day,Period,Class\nAmina,Ben,Monday,1,7A\n"

    assert "there 2 times" in refused(written).message


def dated(*titles: str) -> bytes:
    """An event a week from a Monday on."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:202603{2 + 7 * number:02}T090000Z\r\nDURATION:PT1H\r\n"
        f"SUMMARY:{title}\r\nEND:VEVENT\r\n"
        for number, title in enumerate(titles)
    )
    return f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode()


def test_calendar_that_counts_the_dates_of_a_lesson_in_its_titles_has_one_lesson() -> None:
    found = understand(dated("History -1", "History -2", "History -3"))

    assert [row[4] for row in found.rows()] == ["History"]


def test_calendar_with_a_group_that_ends_in_a_number_keeps_it() -> None:
    found = understand(dated("History -1", "History -1", "History -1"))

    assert [row[4] for row in found.rows()] == ["History -1"]


def test_calendar_that_counts_past_a_holiday_and_twice_a_week_still_has_one_lesson_at_each_time() -> None:
    found = understand(
        at_times(("20260302", "History -1"), ("20260304", "History -2"), ("20260309", "History -3"),
                 ("20260311", "History -4"), ("20260323", "History -5"), ("20260325", "History -6"))
    )  # fmt: skip

    assert [(row[1], row[4]) for row in found.rows()] == [("Monday", "History"), ("Wednesday", "History")]


def test_numbers_of_sets_that_each_come_once_are_kept() -> None:
    one_week = understand(
        at_times(("20260302", "Maths 11A-1"), ("20260303", "Maths 11A-2"), ("20260304", "Maths 11A-3"))
    )

    assert [row[3] for row in one_week.rows()] == ["11A-1", "11A-2", "11A-3"]


@pytest.mark.parametrize("titles", [("History -1", "History -2"), ("History -1", "History -3", "History -2")])
def test_two_dates_or_numbers_that_do_not_rise_are_no_count(titles: tuple[str, ...]) -> None:
    assert "Nothing in this calendar comes back" in refused(dated(*titles)).message


def at_times(*events: tuple[str, str]) -> bytes:
    """An event at nine on each date."""
    written = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:{on}T090000Z\r\nDURATION:PT1H\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for number, (on, title) in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\n{written}END:VCALENDAR\r\n".encode()
