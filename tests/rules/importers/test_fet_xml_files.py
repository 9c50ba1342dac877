"""FET's own file: times and rooms as constraints, long activities, what is switched off, what has no time."""

import gzip

import pytest
from school_files import activity, fet, refused, stands_in, starts, understand

MATHS = activity(1, "Maths", ["Amina"], ["7A"])


def test_an_activity_is_held_in_as_many_periods_as_it_lasts() -> None:
    found = understand(fet(activity(1, "Art", ["Amina", "Ben"], ["7A", "7B"], duration=2), times=starts(1, "Tue", "2")))

    assert set(found.rows()) == {
        (teacher, "Tue", hour, "7A + 7B", "Art", "") for teacher in ("Amina", "Ben") for hour in ("2", "3")
    }


def test_an_activity_that_runs_past_the_day_is_told_and_cut() -> None:
    found = understand(fet(activity(1, "Art", ["Amina"], ["7A"], duration=2), times=starts(1, "Tue", "3")))

    assert len(found.lessons) == 1
    assert [problem.kind for problem in found.problems] == ["time"]


def test_what_is_packed_says_the_same() -> None:
    plain = fet(MATHS, times=starts(1, "Mon", "1")).encode()

    assert understand(gzip.compress(plain)) == understand(plain)


def test_the_real_rooms_count_where_there_are_any() -> None:
    rooms = stands_in(1, "Anywhere", ["B1", "B2"]) + stands_in(2, "B3")
    both = MATHS + activity(2, "Art", ["Ben"], ["7B"])

    found = understand(fet(both, times=starts(1, "Mon", "1") + starts(2, "Mon", "1"), rooms=rooms))

    assert {lesson.room for lesson in found.lessons} == {"B1 + B2", "B3"}


def test_a_time_that_is_switched_off_or_only_wished_for_does_not_count() -> None:
    times = starts(1, "Mon", "1", weight="95") + starts(1, "Tue", "3") + starts(1, "Mon", "2", active=False)

    assert [(lesson.day, lesson.period) for lesson in understand(fet(MATHS, times=times)).lessons] == [("Tue", "3")]


def test_what_is_switched_off_is_neither_a_lesson_nor_missing() -> None:
    off = activity(2, "Art", ["Ben"], ["7B"], active=False)

    found = understand(fet(MATHS + off, times=starts(1, "Mon", "1") + starts(2, "Mon", "1")))

    assert len(found.lessons) == 1
    assert found.problems == ()


def test_each_activity_without_a_time_is_told_with_its_line() -> None:
    found = understand(fet(MATHS + activity(2, "Art", ["Ben"], ["7B"]), times=starts(1, "Mon", "1")))

    assert [(problem.kind, problem.line) for problem in found.problems] == [("partial", None), ("partial", 8)]
    assert "1 of 2" in found.problems[0].message


def test_a_file_without_any_time_is_refused_and_says_which_to_bring() -> None:
    assert "_data_and_timetable.fet" in refused(fet(MATHS)).message


def test_a_day_that_the_file_does_not_have_is_told() -> None:
    times = starts(1, "Mon", "1") + starts(2, "Sun", "1")

    found = understand(fet(MATHS + activity(2, "Art", ["Ben"], ["7B"]), times=times))

    assert [problem.kind for problem in found.problems] == ["unknown-name"]
    assert "“Sun”" in found.problems[0].message


def test_all_teachers_of_the_list_are_there_and_no_class_means_busy() -> None:
    lists = "<Teachers_List><Teacher><Name>Zoe</Name></Teacher><Teacher><Name>Amina</Name></Teacher></Teachers_List>"
    two = activity(1, "Meeting", ["Amina"], []) + activity(2, "Free", [], ["7A"])

    found = understand(fet(two, lists=lists, times=starts(1, "Mon", "1") + starts(2, "Mon", "2")))

    assert found.teachers == ("Zoe", "Amina")
    assert [(busy.teacher, busy.reason) for busy in found.busy] == [("Amina", "Meeting")]
    assert [problem.kind for problem in found.problems] == ["no-teacher"]


def test_the_lists_of_an_old_version_are_read_too() -> None:
    old = fet(MATHS, times=starts(1, "Mon", "1")).replace("Preferred_Day", "Day").replace("Preferred_Hour", "Hour")
    old = old.replace("<Day><Name>Mon</Name></Day>", "<Name>Mon</Name>").replace(
        "<Day><Name>Tue</Name></Day>", "<Name>Tue</Name>"
    )

    found = understand(old)

    assert list(found.days) == ["Mon", "Tue"]
    assert len(found.lessons) == 1


def test_the_file_with_more_times_is_taken_and_the_other_one_named() -> None:
    found = understand(fet(MATHS), fet(MATHS, times=starts(1, "Mon", "1")))

    assert len(found.lessons) == 1
    assert [(problem.file, problem.kind) for problem in found.problems] == [("file-1", "unused")]


@pytest.mark.parametrize("root", ["Activities_Timetable", "Teachers_Timetable"])
def test_fets_other_xml_alone_is_refused_with_what_to_bring(root: str) -> None:
    assert "_data_and_timetable.fet" in refused(f"<{root}></{root}>").message


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_cut_off_anywhere_is_refused_with_line_and_column(tenth: int) -> None:
    whole = fet("".join(activity(n, "Maths", ["Amina"], ["7A"]) for n in range(30)), times=starts(1, "Mon", "1"))

    problem = refused(whole[: len(whole) * tenth // 10])

    assert problem.file == "file-1"
    assert (problem.line or 0) >= 1
    assert (problem.column or 0) >= 1
