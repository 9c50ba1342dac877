"""Untis's XML: ids with blanks, bells of each day, weeks said or to be found by dates, dangling ids, broken files."""

import pytest
from other_programs import untis, untis_lesson, untis_time
from school_files import refused, understand

from app.timetable.importers.understanding import ImportedPerson, ImportRefused

EVEN = "11111FF00000FF11111FF00000FF11111FF"
ODD = "00000FF11111FF00000FF11111FF00000FF"


def test_lists_of_ids_are_cut_before_the_kind_and_not_at_blanks() -> None:
    found = understand(
        untis(untis_lesson("100", "Ben C", "CL_12 1 CL_7A", "D  G4", untis_time(1, 1, "RM_R 2", "RM_R1")))
    )

    assert list(found.rows()) == [("Ben C", "Monday", "1", "12 1 + 7A", "D  G4", "R 2 + R1")]
    assert found.problems == ()


def test_every_day_has_its_own_bells() -> None:
    periods = (
        '<timeperiod id="TP_1"><day>1</day><period>1</period><starttime>0750</starttime><endtime>0835</endtime></timeperiod>'
        '<timeperiod id="TP_2"><day>2</day><period>1</period><starttime>0900</starttime><endtime>0945</endtime></timeperiod>'
    )

    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1)), periods=periods))

    assert [(day, period.period, period.start, period.end) for day in found.days for period in found.days[day]] == [
        ("Monday", "1", "07:50", "08:35"),
        ("Tuesday", "1", "09:00", "09:45"),
    ]


def test_a_lesson_may_have_several_times_and_rooms() -> None:
    times = untis_time(1, 1, "RM_R1") + untis_time(1, 2, "RM_R1") + untis_time(2, 1, "RM_R 2")

    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", times)))

    assert [row[1:3] + row[5:] for row in found.rows()] == [
        ("Monday", "1", "R1"), ("Monday", "2", "R1"), ("Tuesday", "1", "R 2"),
    ]  # fmt: skip


def test_what_has_no_class_is_duty_and_all_of_the_staff_are_there() -> None:
    found = understand(untis(untis_lesson("100", "Ahi", "", "MA", untis_time(1, 1, "RM_R1"))))

    assert [(busy.teacher, busy.reason, busy.room) for busy in found.busy] == [("Ahi", "MA", "R1")]
    assert found.lessons == ()
    assert found.teachers == ("Ahi", "Ben C", "Zoe")
    assert found.people == (ImportedPerson("Ahi", "Amina Hill"),)


def test_lessons_of_one_number_and_the_same_classes_are_taught_together() -> None:
    times = untis_time(1, 1, "RM_R1")
    lessons = untis_lesson("141800", "Ahi", "CL_7A CL_7B", "MA", times) + untis_lesson(
        "141801", "Zoe", "CL_7A CL_7B", "MA", times
    )

    assert [lesson.teachers for lesson in understand(untis(lessons)).lessons] == [("Ahi", "Zoe")]


def test_weeks_that_are_said_make_two_weeks_and_the_rest_is_held_in_both() -> None:
    lessons = (
        untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), week="A")
        + untis_lesson("200", "Ahi", "CL_7B", "MA", untis_time(1, 1), week="B")
        + untis_lesson("300", "Zoe", "CL_7A", "MA", untis_time(2, 1))
    )

    found = understand(untis(lessons))

    assert list(found.days) == ["A Monday", "A Tuesday", "B Monday", "B Tuesday"]
    assert {row[:2] for row in found.rows()} == {
        ("Ahi", "A Monday"), ("Ahi", "B Monday"), ("Zoe", "A Tuesday"), ("Zoe", "B Tuesday"),
    }  # fmt: skip
    assert found.problems == ()


def test_the_dates_tell_the_weeks_where_nothing_else_does() -> None:
    lessons = (
        untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), mask=EVEN)
        + untis_lesson("200", "Ahi", "CL_7B", "MA", untis_time(1, 1), mask=ODD)
        + untis_lesson("300", "Zoe", "CL_7A", "MA", untis_time(2, 1), mask="11111FF" * 5)
    )

    found = understand(untis(lessons))

    assert [(row[0], row[1], row[3]) for row in found.rows()] == [
        ("Ahi", "A Monday", "7A"), ("Ahi", "B Monday", "7B"), ("Zoe", "A Tuesday", "7A"), ("Zoe", "B Tuesday", "7A"),
    ]  # fmt: skip


def test_date_schemes_say_which_weeks_are_a() -> None:
    schemes = (
        f'<lesson_date_schemes><lesson_date_scheme id="UG_G"><date_scheme>{EVEN}</date_scheme><periodic_weeks><WeekB/>'
        "</periodic_weeks></lesson_date_scheme></lesson_date_schemes>"
    )
    lessons = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), scheme="UG_G") + untis_lesson(
        "200", "Zoe", "CL_7A", "MA", untis_time(1, 1), mask=EVEN
    )

    assert {row[1] for row in understand(untis(lessons, more=schemes)).rows()} == {"B Monday"}


@pytest.mark.parametrize(
    "mask", ["11111FF" * 20 + "00000FF" * 20, "1", "10", "11111FF00000FF11111FF11111FF", "x" * 5_000]
)
def test_a_half_year_or_a_missing_week_is_no_alternation(mask: str) -> None:
    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1), mask=mask + "1")))

    assert list(found.days) == ["Monday", "Tuesday"]


def test_a_lesson_without_times_or_dates_is_counted_and_named() -> None:
    lessons = (
        untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1))
        + untis_lesson("200", "Ahi", "CL_7A", "MA", "")
        + untis_lesson("300", "Ahi", "CL_7A", "MA", untis_time(1, 2), mask="00000FF")
    )

    found = understand(untis(lessons))

    assert len(found.lessons) == 1
    assert [problem.kind for problem in found.problems] == ["partial"] * 3
    assert "2 of 3" in found.problems[0].message
    assert all((problem.line or 0) > 1 for problem in found.problems[1:])


def test_ids_that_no_list_has_are_told_once_and_used() -> None:
    lessons = untis_lesson("100", "Nobody", "CL_9Z", "MA", untis_time(1, 1, "RM_X") + untis_time(1, 2, "RM_X"))

    found = understand(untis(lessons))

    assert {row[0] for row in found.rows()} == {"Nobody"}
    assert found.lessons[0].class_name == "9Z"
    assert [problem.kind for problem in found.problems] == ["unknown-name"] * 3


def test_an_id_that_is_there_twice_is_told() -> None:
    twice = untis(untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1))).replace(
        "</teachers>", '<teacher id="TR_Zoe"/></teachers>'
    )

    found = understand(twice)

    assert found.teachers == ("Ahi", "Ben C", "Zoe")
    assert [problem.kind for problem in found.problems] == ["repeated"]


def test_a_period_that_the_list_has_not_is_taken_from_the_lesson() -> None:
    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 9))))

    assert [(period.period, period.start) for period in found.days["Monday"]][-1] == ("9", "17:00")
    assert [problem.kind for problem in found.problems] == ["time"]


def test_times_that_run_backwards_or_overlap_are_told() -> None:
    periods = "".join(
        f"<timeperiod><day>1</day><period>{number}</period><starttime>{start}</starttime><endtime>{end}</endtime></timeperiod>"
        for number, start, end in ((1, "0900", "0800"), (2, "1000", "1045"), (3, "1030", "1115"), (4, "2500", ""))
    )
    lessons = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 2)) + untis_lesson(
        "200", "Ahi", "CL_7B", "MA", untis_time(1, 3)
    )

    found = understand(untis(lessons, periods=periods))

    assert [(period.start, period.end) for period in found.days["Monday"]] == [
        (None, None), ("10:00", "10:45"), ("10:30", "11:15"), (None, None),
    ]  # fmt: skip
    assert [problem.kind for problem in found.problems] == ["time", "time", "time", "clash"]
    assert "overlap" in found.problems[-1].message


@pytest.mark.parametrize(
    ("day", "period"), [("8", "1"), ("0", "1"), ("", "1"), ("1", ""), ("9" * 5_000, "1"), ("x", "1")]
)
def test_a_time_without_day_or_period_is_left_out(day: str, period: str) -> None:
    times = untis_time(day, period) + untis_time(1, 1)

    found = understand(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", times)))

    assert len(found.lessons) == 1
    assert [(problem.kind, problem.line) for problem in found.problems] == [("row", 4)]


def test_a_document_without_any_time_is_refused() -> None:
    assert "no lesson with a day" in refused(untis(untis_lesson("100", "Ahi", "CL_7A", "MA", ""))).message
    assert "no lesson with a day" in refused(untis("")).message


def test_another_document_is_not_taken_for_untis() -> None:
    assert "Untis" not in refused("<document><p>Minutes</p></document>").message


def test_two_timetables_of_untis_are_refused() -> None:
    one = untis(untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1)))

    assert "Two timetables" in refused(one, one).message


@pytest.mark.parametrize("tenth", range(1, 10))
def test_untis_xml_cut_off_anywhere_is_refused_with_line_and_column(tenth: int) -> None:
    whole = untis("".join(untis_lesson(f"{n}00", "Ahi", "CL_7A", "MA", untis_time(1, 1)) for n in range(1, 30)))

    problem = refused(whole[: len(whole) * tenth // 10])

    assert problem.file == "file-1"
    assert (problem.line or 0) >= 1
    assert (problem.column or 0) >= 1


def test_a_lesson_with_thousands_of_classes_is_refused_with_its_line() -> None:
    classes = " ".join(f"CL_{number}" for number in range(2_000))

    problem = refused(untis(untis_lesson("100", "Ahi", classes, "MA", untis_time(1, 1))))

    assert (problem.line, "1,000" in problem.message) == (3, True)


def test_more_lessons_than_any_school_has_are_refused() -> None:
    many = untis_lesson("100", "Ahi", "CL_7A", "MA", untis_time(1, 1).strip() * 26_000)

    with pytest.raises(ImportRefused, match="100,000"):
        understand(untis(many + untis_lesson("200", "Zoe", "CL_7A", "MA", untis_time(1, 1), week="D")))
