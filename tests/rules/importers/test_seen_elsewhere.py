"""Oddities of files that other people published: each example is invented, each oddity stood in a real file."""

from collections.abc import Sequence

import pytest
from other_programs import asc, asc_lesson, card, gpu001, gpu002, untis, untis_lesson, untis_time
from school_files import PLAIN_HEADING, refused, understand
from staff_files import oneroster, understood

from app.timetable import importers
from app.timetable.importers.understanding import Hints, ImportedTimetable, NamedBytes


def rows(found: ImportedTimetable) -> set[tuple[str, ...]]:
    return set(found.rows())


def kinds(found: ImportedTimetable) -> set[tuple[str, str]]:
    return {(problem.severity, problem.kind) for problem in found.problems}


# Untis


def test_untis_writes_a_lesson_that_nobody_teaches_as_two_separators_without_quotes() -> None:
    written = '12,,"Amina","DUTY",,4,2,,\r\n12,"7a","Amina","MA","R1",4,3,,\r\n'

    found = understand(written)

    assert rows(found) == {
        ("Amina", "Thursday", "2", "", "DUTY", ""),
        ("Amina", "Thursday", "3", "7a", "MA", "R1"),
    }
    assert [lesson.class_name for lesson in found.lessons] == ["7a"]


def test_untis_class_with_blanks_and_a_plus_stays_one_class() -> None:
    found = understand(gpu001([("5", "2.T1 + L", "Amina", "MA", "R 0.12", "1", "1")]))

    assert rows(found) == {("Amina", "Monday", "1", "2.T1 + L", "MA", "R 0.12")}


def test_untis_lists_each_class_of_each_colleague_and_they_are_one_lesson_together() -> None:
    written = [
        ("31", name, teacher, "CHOIR", "Hall", "3", "7") for teacher in ("Amina", "Ben", "Zoe") for name in ("5a", "5b")
    ]

    found = understand(gpu001(written))

    assert [(set(lesson.teachers), lesson.class_name, lesson.room) for lesson in found.lessons] == [
        ({"Amina", "Ben", "Zoe"}, "5a + 5b", "Hall")
    ]
    assert found.problems == ()


def test_untis_name_that_stands_for_nobody_clashes_and_every_row_is_still_shown() -> None:
    """Schools write `N.N.` or `?` where a post is open."""
    written = [("1", "5a", "N.N.", "MA", "R1", "1", "1"), ("2", "5b", "N.N.", "EN", "R2", "1", "1")]

    found = understand(gpu001(written))

    assert {row[3] for row in found.rows()} == {"5a", "5b"}
    assert [problem.kind for problem in found.problems if problem.severity == "warning"] == ["clash"]


def test_untis_lessons_without_times_say_what_is_still_to_be_placed() -> None:
    placed = NamedBytes("GPU001.TXT", gpu001([("1", "7a", "Amina", "MA", "R1", "1", "1")], separator=",").encode())
    planned = NamedBytes("GPU002.TXT", gpu002(("1", "1", "7a", "Amina"), ("2", "2", "7b", "Ben")).encode())

    found = understand(placed, planned)

    assert len(found.lessons) == 1
    assert ("warning", "partial") in kinds(found)


def test_untis_xml_of_the_newer_version_with_a_list_of_classes_in_one_attribute() -> None:
    times = untis_time(1, 1, "RM_R1") + untis_time(2, 2, "RM_R 2")
    written = untis(untis_lesson("4000", "Ahi", "CL_7A CL_7B", "MA", times)).replace('"3.0"', '"3.8"')

    assert rows(understand(written)) == {
        ("Ahi", "Monday", "1", "7A + 7B", "MA", "R1"),
        ("Ahi", "Tuesday", "2", "7A + 7B", "MA", "R 2"),
    }


def test_untis_xml_numbers_the_lines_of_a_lesson_and_they_are_taught_together() -> None:
    lines = "".join(
        untis_lesson(number, teacher, "CL_7A", "MA", untis_time(1, 1, "RM_R1"))
        for number, teacher in (("4000", "Ahi"), ("4001", "Zoe"))
    )

    assert [set(lesson.teachers) for lesson in understand(untis(lines)).lessons] == [{"Ahi", "Zoe"}]


def test_untis_xml_lesson_of_no_teacher_is_told_beside_the_lessons_that_have_one() -> None:
    written = untis_lesson("100", "", "CL_7A", "MA", untis_time(1, 1)) + untis_lesson(
        "200", "Ahi", "CL_7B", "MA", untis_time(1, 2)
    )

    found = understand(untis(written))

    assert [row[0] for row in found.rows()] == ["Ahi"]
    assert any(problem.line for problem in found.problems)


def test_untis_xml_duty_has_a_subject_and_no_class() -> None:
    found = understand(untis(untis_lesson("300", "Zoe", "", "MA", untis_time(2, 1))))

    assert rows(found) == {("Zoe", "Tuesday", "1", "", "MA", "")}
    assert found.lessons == ()


# aSc Timetables

DAY_LESSON = asc_lesson("L1", "T1", "C1")


def test_asc_card_on_two_days_is_a_lesson_on_each() -> None:
    assert {(row[1], row[2]) for row in understand(asc(DAY_LESSON, card("L1", 1, "11000"))).rows()} == {
        ("Monday", "1"), ("Tuesday", "1"),
    }  # fmt: skip


def test_asc_file_of_an_old_windows_reads_in_its_own_letters() -> None:
    head = '<?xml version="1.0" encoding="windows-1256"?>\n'
    written = asc(DAY_LESSON, card("L1", 1, "10000"), head=head).replace('name="Maths"', 'name="رياضيات"')

    found = understand(written.encode("cp1256"))

    assert [row[4] for row in found.rows()] == ["رياضيات"]


def test_asc_card_that_repeats_its_room_stands_in_it_once() -> None:
    found = understand(asc(DAY_LESSON, card("L1", 1, "10000", room="R1,R1")))

    assert [row[5] for row in found.rows()] == ["Room 1"]


def test_asc_card_without_a_room_is_not_given_the_rooms_it_might_have_had() -> None:
    found = understand(asc(DAY_LESSON, card("L1", 1, "10000", room="")))

    assert [row[5] for row in found.rows()] == [""]


def test_asc_timetable_that_was_never_drawn_up_is_refused() -> None:
    assert refused(asc(DAY_LESSON, "")).severity == "refused"


# The staff timetable of SIMS


def test_sims_sheet_that_was_lined_up_by_hand_reads_without_its_blanks() -> None:
    written = (
        "Email               , 1Mon:1   , 1Mon:2   , 1Mon:Tut, 2Mon:1\n"
        "one@birch.example   , 10B/Ar1  , 13A/Ar1  , 7A ,  PPA\n"
        "                    , O3       , O6       , O3 ,\n"
        "two@birch.example   ,          , 10ab/Ma4 , , 8a/Ma3\n"
        "                    ,          , M4       , , M4\n"
    )

    assert rows(understand(written)) == {
        ("one@birch.example", "A Mon", "1", "10B/Ar1", "", "O3"),
        ("one@birch.example", "A Mon", "2", "13A/Ar1", "", "O6"),
        ("one@birch.example", "A Mon", "Tut", "7A", "", "O3"),
        ("one@birch.example", "B Mon", "1", "", "PPA", ""),
        ("two@birch.example", "A Mon", "2", "10ab/Ma4", "", "M4"),
        ("two@birch.example", "B Mon", "1", "8a/Ma3", "", "M4"),
    }


# Calendars


def calendar(*starts: str, lines: Sequence[str] = (), end: bool = True) -> str:
    """Events of an hour, from starts as they stand in the file."""
    written = ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Amina", *lines]
    for number, start in enumerate(starts):
        written += [
            "BEGIN:VEVENT", f"UID:{number}@birch.example", f"DTSTART{start}", "DURATION:PT1H", "SUMMARY:7A Maths",
            "LOCATION:R1", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join([*written, *["END:VCALENDAR", ""][: 2 * end]])


MONDAYS = ("20260302", "20260309", "20260316", "20260323", "20260330", "20260413")
LONDON = Hints(zone="Europe/London")


def read_in_london(written: str) -> ImportedTimetable:
    return importers.read([NamedBytes("amina.ics", written.encode())], LONDON)


def test_calendar_that_calls_its_times_dates_is_read_by_what_they_are() -> None:
    """A timetable server writes `VALUE=DATE` in front of a time in UTC; the clocks change on 29 March."""
    starts = [f";VALUE=DATE:{day}T{'09' if day < '20260329' else '08'}0000Z" for day in MONDAYS]

    found = read_in_london(calendar(*starts))

    assert {row[1] for row in found.rows()} == {"Monday"}
    assert {(period.start, period.end) for period in found.days["Monday"]} == {("09:00", "10:00")}


def test_calendar_in_utc_keeps_the_wall_clock_over_the_clock_change() -> None:
    starts = [f":{day}T{'09' if day < '20260329' else '08'}0000Z" for day in MONDAYS]

    assert len(read_in_london(calendar(*starts)).lessons) == 1


def test_calendar_with_lines_of_its_own_programs_is_read_past_them() -> None:
    lines = ("METHOD:PUBLISH", "X-PUBLISHED-TTL:PT1H", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "COLOR:tomato")

    assert len(read_in_london(calendar(*(f":{day}T080000Z" for day in MONDAYS[:3]), lines=lines)).lessons) == 1


# Other tables


def test_plain_table_with_semicolons_and_no_quotes() -> None:
    written = PLAIN_HEADING.replace(",", ";") + "Amina Khan;Monday;1;7A;Maths, set 1;R1\n"

    assert rows(understand(written)) == {("Amina Khan", "Monday", "1", "7A", "Maths, set 1", "R1")}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_last_row_without_a_line_break_is_a_row(end: str) -> None:
    rest = "Amina,Monday,1,7A,Maths,R1\nBen,Monday,1,7B,Art,R2"
    written = (PLAIN_HEADING + rest).replace("\n", end or "\n") + end

    assert {row[0] for row in understand(written).rows()} == {"Amina", "Ben"}


# OneRoster

HEAD = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,email"


def people(users: str) -> list[tuple[str, str, str]]:
    found = understood({**oneroster(), "users.csv": users.encode()})
    return sorted((person.roster_id, person.name, person.email) for person in found.people)


def test_oneroster_heading_that_stands_twice_means_its_first_column() -> None:
    users = HEAD + ",role\nt1,,,TRUE,s1,teacher,amina,Amina,Khan,a@birch.example,\n"

    assert people(users) == [("t1", "Amina Khan", "a@birch.example")]


def test_oneroster_columns_of_a_country_are_read_past() -> None:
    users = (
        HEAD
        + ",metadata.jp.kanaGivenName\nt1,active,2025-01-15T10:00:00Z,true,s1,teacher,s,花子,佐藤,s@birch.example,ハナコ\n"
    )

    [(roster_id, name, email)] = people(users)

    assert (roster_id, email) == ("t1", "s@birch.example")
    assert {"花子", "佐藤"} <= set(name.split())


def test_oneroster_with_every_cell_in_quotes_and_no_last_line_break() -> None:
    quoted = ",".join(f'"{name}"' for name in HEAD.split(","))
    users = quoted + '\r\n"t1","active","2024-01-01","true","s1","teacher","b","Ben","Hill","ben@birch.example"'

    assert people(users) == [("t1", "Ben Hill", "ben@birch.example")]
