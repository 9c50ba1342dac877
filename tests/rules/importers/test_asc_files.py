"""aSc Timetables' XML: masks of days and weeks, bells that overlap, the export of 2008, dangling ids, broken files."""

import pytest
from other_programs import asc, asc_lesson, card
from school_files import refused, understand

from app.timetable.importers.understanding import ImportedPerson

ONE = asc_lesson("L1", "T1", "C1")


def test_cards_say_when_and_lessons_say_who() -> None:
    found = understand(
        asc(asc_lesson("L1", "T1,T2", "C1,C2"), card("L1", 1, "10000") + card("L1", 2, "10000", room="R1,R2"))
    )

    assert list(found.rows()) == [
        ("Ahmed", "Monday", "1", "7A + 7B", "Maths", "Room 1"),
        ("Ben", "Monday", "1", "7A + 7B", "Maths", "Room 1"),
        ("Ahmed", "Monday", "2", "7A + 7B", "Maths", "Room 1 + Room 2"),
        ("Ben", "Monday", "2", "7A + 7B", "Maths", "Room 1 + Room 2"),
    ]
    assert found.problems == ()


def test_the_staff_is_complete_and_a_name_told_twice_is_told_once() -> None:
    found = understand(asc(ONE, card("L1", 1, "10000")))

    assert found.teachers == ("Ahmed", "Ben", "Zoe")
    assert found.people == (ImportedPerson("Ahmed", "Ahmed", "ahmed@birch.example"),)
    assert list(found.days) == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert next((period.period, period.start, period.end) for period in found.days["Friday"]) == ("1", "08:30", "09:15")


def test_a_card_may_be_on_several_days() -> None:
    found = understand(asc(ONE, card("L1", 1, "10001")))

    assert [row[1] for row in found.rows()] == ["Monday", "Friday"]


def test_weeks_that_alternate_are_a_and_b_and_both() -> None:
    lessons = ONE + asc_lesson("L2", "T2", "C1") + asc_lesson("L3", "T3", "C1")
    cards = (
        card("L1", 1, "10000", weeks="10") + card("L2", 1, "10000", weeks="01") + card("L3", 2, "01000", weeks="11")
    )  # fmt: skip

    found = understand(asc(lessons, cards))

    assert [row[:2] for row in found.rows()] == [
        ("Ahmed", "A Monday"), ("Ben", "B Monday"), ("Zoe", "A Tuesday"), ("Zoe", "B Tuesday"),
    ]  # fmt: skip
    assert list(found.days)[::5] == ["A Monday", "B Monday"]
    assert len(found.days) == 10


@pytest.mark.parametrize("weeks", ["1", "11", ""])
def test_a_timetable_that_is_the_same_every_week_has_one_week(weeks: str) -> None:
    defined = '<weeksdefs><weeksdef id="W" name="Every week" weeks="11"/></weeksdefs>'

    assert "Monday" in understand(asc(ONE, card("L1", 1, "10000", weeks=weeks), more=defined)).days


def test_what_has_no_class_is_duty() -> None:
    found = understand(asc(asc_lesson("L1", "T1,T2", "", "S2"), card("L1", 1, "10000")))

    assert [(busy.teacher, busy.reason, busy.room) for busy in found.busy] == [
        ("Ahmed", "Art", "Room 1"), ("Ben", "Art", "Room 1"),
    ]  # fmt: skip


def test_a_lesson_for_a_group_is_for_its_class() -> None:
    found = understand(asc(asc_lesson("L1", "T1", "", more='groupids="G1"'), card("L1", 1, "10000")))

    assert found.lessons[0].class_name == "7A"


def test_a_lesson_without_a_teacher_is_a_problem() -> None:
    found = understand(asc(ONE + asc_lesson("L2", "", "C1"), card("L1", 1, "10000") + card("L2", 2, "10000")))

    assert len(found.lessons) == 1
    assert [problem.kind for problem in found.problems] == ["no-teacher"]


def test_the_rooms_that_a_lesson_might_have_are_not_its_room() -> None:
    found = understand(asc(ONE, card("L1", 1, "10000", room="")))

    assert found.lessons[0].room == ""


def test_lessons_without_a_card_are_counted_and_named() -> None:
    found = understand(asc(ONE + asc_lesson("L2", "T2", "C2") + asc_lesson("L3", "T2", "C2"), card("L1", 1, "10000")))

    assert [problem.kind for problem in found.problems] == ["partial"] * 3
    assert "2 of 3" in found.problems[0].message
    assert "7B" in found.problems[1].message


def test_periods_that_the_list_has_not_are_kept_and_told_with_their_cards() -> None:
    found = understand(asc(ONE, card("L1", 1, "10000") + card("L1", 22, "10000") + card("L1", 22, "01000")))

    assert [row[2] for row in found.rows()] == ["1", "22", "22"]
    assert [period.period for period in found.days["Monday"]] == ["1", "2", "3", "22"]
    assert [(problem.kind, problem.message.split()[0]) for problem in found.problems] == [("time", "2")]


def test_two_bell_schedules_in_one_list_are_told_and_clash_by_the_clock() -> None:
    periods = "".join(
        f'<period name="{name}" short="{name}" period="{number}" starttime="{start}" endtime="{end}"/>'
        for number, name, start, end in (
            (1, "4.2", "8:30", "9:10"), (2, "4.3", "9:10", "9:50"), (3, "5.2", "8:20", "9:00"), (4, "5.3", "9:00", "9:40"),
        )
    )  # fmt: skip
    lessons = ONE + asc_lesson("L2", "T1", "C2")

    found = understand(asc(lessons, card("L1", 2, "10000") + card("L2", 4, "10000"), periods=periods))

    assert len(found.lessons) == 2
    assert [(problem.kind, problem.severity) for problem in found.problems] == [
        ("time", "info"), ("time", "info"), ("clash", "warning"),
    ]  # fmt: skip
    assert "overlap" in found.problems[2].message


def test_a_period_that_ends_as_the_next_begins_does_not_overlap_it() -> None:
    periods = (
        '<period period="1" starttime="8:00" endtime="9:00"/><period period="2" starttime="9:00" endtime="10:00"/>'
    )

    found = understand(asc(ONE, card("L1", 1, "10000") + card("L1", 2, "10000"), periods=periods))

    assert found.problems == ()


def test_times_that_run_backwards_are_not_used() -> None:
    periods = '<period period="1" starttime="9:00" endtime="8:15"/><period period="2" starttime="late" endtime=""/>'

    found = understand(asc(ONE, card("L1", 1, "10000"), periods=periods))

    assert [(period.start, period.end) for period in found.days["Monday"]] == [(None, None), (None, None)]
    assert [problem.kind for problem in found.problems] == ["time", "time"]


def test_a_teacher_in_two_lessons_at_once_is_told_and_both_stay() -> None:
    found = understand(asc(ONE + asc_lesson("L2", "T1", "C2"), card("L1", 1, "10000") + card("L2", 1, "10000")))

    assert len(found.lessons) == 2
    assert [problem.kind for problem in found.problems] == ["clash"]


def test_ids_that_no_list_has_are_told_once() -> None:
    lessons = asc_lesson("L1", "T1,T9", "C9", "S9")

    found = understand(asc(lessons, card("L1", 1, "10000", room="R9") + card("L9", 1, "10000")))

    assert list(found.rows()) == [("Ahmed", "Monday", "1", "C9", "", "")]
    assert [problem.kind for problem in found.problems] == ["unknown-name"] * 5


def test_ids_that_are_there_twice_mean_the_first() -> None:
    written = asc(ONE + asc_lesson("L1", "T2", "C2"), card("L1", 1, "10000")).replace(
        "</teachers>", '<teacher id="T1" name="Another"/></teachers>'
    )

    found = understand(written)

    assert [row[0] for row in found.rows()] == ["Ahmed"]
    assert [problem.kind for problem in found.problems] == ["repeated", "repeated"]


def test_two_teachers_of_one_name_are_told() -> None:
    written = asc(ONE, card("L1", 1, "10000")).replace("</teachers>", '<teacher id="T7" name="Ahmed"/></teachers>')

    found = understand(written)

    assert found.teachers.count("Ahmed") == 1
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("repeated", "warning")]


def test_a_card_that_is_there_twice_is_read_once() -> None:
    found = understand(asc(ONE, card("L1", 1, "10000") * 2))

    assert len(found.lessons) == 1
    assert [problem.kind for problem in found.problems] == ["repeated"]


@pytest.mark.parametrize("days", ["10000,01000", "x", "2", "1" * 41, "١٠٠٠٠"])
def test_a_card_on_any_day_or_on_no_day_is_left_out(days: str) -> None:
    found = understand(asc(ONE, card("L1", 1, "10000") + card("L1", 2, days)))

    assert len(found.lessons) == 1
    assert [(problem.kind, problem.line) for problem in found.problems] == [("row", 6)]


@pytest.mark.parametrize(("days", "period"), [("00000", "1"), ("", "1"), ("10000", "")])
def test_a_card_that_is_not_placed_is_left_out(days: str, period: str) -> None:
    found = understand(asc(ONE, card("L1", 1, "10000") + card("L1", period, days)))

    assert len(found.lessons) == 1
    assert [problem.kind for problem in found.problems] == ["partial"]


def test_days_without_a_definition_are_weekdays_or_numbered() -> None:
    assert list(understand(asc(ONE, card("L1", 1, "010"), days="")).days)[:2] == ["Monday", "Tuesday"]
    assert list(understand(asc(ONE, card("L1", 1, "0100000000"), days="")).days)[9] == "Day 10"


def test_terms_are_read_side_by_side_and_told() -> None:
    cards = card("L1", 1, "10000").replace('terms="1"', 'terms="10"') + card("L1", 2, "10000").replace(
        'terms="1"', 'terms="01"'
    )

    found = understand(asc(ONE, cards))

    assert len(found.lessons) == 2
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("row", "info")]


OLD = (
    '<timetable displayname="aSc Timetables 2008 XML"><days><day name="Mo" short="M" day="0"/><day name="Di" day="1"/></days>'
    '<periods><period period="1" starttime="8:00" endtime="8:45"/><period period="2" starttime="8:50" endtime="9:35"/>'
    '<period period="3" starttime="9:40" endtime="10:25"/></periods><subjects><subject id="*1" name="Maths"/></subjects>'
    '<teachers><teacher id="*1" name="Ann"/></teachers><classes><class id="*1" name="7A"/></classes>'
    '<classrooms><classroom id="*1" name="R1"/></classrooms>'
)


def test_the_export_of_2008_counts_days_and_lets_a_card_last_several_periods() -> None:
    lesson = '<lesson id="*5" classid="*1" subjectid="*1" teacherid="*1" periodsperweek="4" durationperiods="2"/>'
    cards = '<card lessonid="*5" day="0" period="1" classroomid="*1"/><card lessonid="*5" day="1" period="2" classroomid="*1"/>'

    found = understand(f"{OLD}<lessons>{lesson}</lessons><cards>{cards}</cards></timetable>")

    assert [row[1:3] for row in found.rows()] == [("Mo", "1"), ("Mo", "2"), ("Di", "2"), ("Di", "3")]
    assert found.problems == ()


def test_the_export_of_2008_with_a_card_for_each_period_is_not_doubled() -> None:
    lesson = '<lesson id="*5" classid="*1" subjectid="*1" teacherid="*1" periodsperweek="2" durationperiods="2"/>'
    cards = '<card lessonid="*5" day="0" period="1"/><card lessonid="*5" day="0" period="2"/>'

    found = understand(f"{OLD}<lessons>{lesson}</lessons><cards>{cards}</cards></timetable>")

    assert [row[1:3] for row in found.rows()] == [("Mo", "1"), ("Mo", "2")]


def test_days_that_are_numbered_without_a_list_begin_on_monday() -> None:
    lesson = '<lesson id="*5" classid="*1" subjectid="*1" teacherid="*1"/>'
    for first, days in (("0", ["Monday", "Tuesday"]), ("1", ["Monday"])):
        cards = f'<card lessonid="*5" day="{first}" period="1"/><card lessonid="*5" day="1" period="2"/>'
        written = f"{OLD}<lessons>{lesson}</lessons><cards>{cards}</cards></timetable>"

        found = understand(written.replace('<day name="Mo" short="M" day="0"/><day name="Di" day="1"/>', ""))

        assert list(found.days) == days


def test_placed_lessons_of_2008_and_cards_that_say_who_are_read() -> None:
    placed = (
        '<TimeTableSchedules><TimeTableSchedule DayID="1" Period="2" LengthID="0" SchoolRoomID="*1" SubjectGradeID="*1"'
        ' ClassID="*1" OptionalClassID="" TeacherID="*1"/></TimeTableSchedules>'
    )

    assert list(understand(f"{OLD}{placed}</timetable>").rows()) == [("Ann", "Di", "2", "7A", "Maths", "R1")]


@pytest.mark.parametrize(
    "written",
    [
        "<timetable/>",
        asc(ONE, ""),
        asc("", ""),
        asc(ONE, card("L1", 1, "00000")),
        "<timetable><cards><card/></cards></timetable>",
    ],
)
def test_a_file_without_any_card_is_refused(written: str) -> None:
    problem = refused(written)

    assert "aSc" in problem.message
    assert problem.line is not None


@pytest.mark.parametrize("weeks", ["1" + "0" * 4, "0" * 39 + "1"])
def test_more_weeks_than_any_school_has_are_refused(weeks: str) -> None:
    assert "weeks" in refused(asc(ONE, card("L1", 1, "10000", weeks=weeks))).message


def test_more_days_than_any_school_has_are_refused() -> None:
    assert "days" in refused(asc(ONE, card("L1", 1, "0" * 35 + "1"))).message
    assert "days" in refused(f"{OLD}<lessons><lesson id='a' teacherid='*1' subjectid='*1'/></lessons><cards>"
                             "<card lessonid='a' day='5000' period='1'/></cards></timetable>").message  # fmt: skip


def test_huge_numbers_are_names_like_others() -> None:
    found = understand(asc(ONE, card("L1", "9" * 400, "10000")))

    assert found.lessons[0].period == "9" * 400
    assert [
        problem.kind for problem in understand(asc(ONE, card("L1", "9" * 501, "10000") + card("L1", 1, "1"))).problems
    ] == ["row"]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_asc_xml_cut_off_anywhere_is_refused_with_line_and_column(tenth: int) -> None:
    lessons = "".join(asc_lesson(f"L{n}", "T1", "C1") for n in range(30))
    whole = asc(lessons, "".join(card(f"L{n}", 1, "10000") for n in range(30)))

    problem = refused(whole[: len(whole) * tenth // 10])

    assert problem.file == "file-1"
    assert (problem.line or 0) >= 1
    assert (problem.column or 0) >= 1


def test_entities_are_never_read() -> None:
    laughs = '<!DOCTYPE timetable [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'

    problem = refused(asc(ONE.replace("T1", "&b;"), card("L1", 1, "10000"), head=laughs))

    assert "DOCTYPE" in problem.message
    assert (problem.line, (problem.column or 0) >= 1) == (1, True)


def test_two_timetables_of_asc_and_one_of_another_program_are_refused() -> None:
    one = asc(ONE, card("L1", 1, "10000"))

    assert "Two timetables" in refused(one, one).message
    assert "two timetables" in refused(one, "teacher,day,period,class\nAnn,Monday,1,7A\n").message


def test_another_file_beside_it_is_not_used() -> None:
    found = understand(asc(ONE, card("L1", 1, "10000")), "just words\n")

    assert [(problem.file, problem.kind) for problem in found.problems] == [("file-2", "unused")]
