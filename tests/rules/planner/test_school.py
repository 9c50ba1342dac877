"""From a school to a problem: what holds people holds them in the problem, whatever the timetable says."""

from dataclasses import replace
from datetime import date, timedelta

from app.planner import stored
from app.planner.problem import Caps, Group, Lesson, Period, Policy, Problem, TeacherState
from app.planner.school import Booked, Day, Left, School, problem_of
from app.planner.verify_school import School as Looked
from app.timetable.rules import MarkKind

MONDAY = date(2026, 11, 9)
NEXT = MONDAY + timedelta(days=7)
P1, P2, P3 = Period("P1", 525, 585), Period("P2", 585, 645), Period("P3", 640, 700)
"""P3 begins five minutes before P2 has ended."""


def a_school(**more: object) -> School:
    school = School(
        days=[Day(MONDAY, "Monday"), Day(MONDAY + timedelta(days=1), None), Day(NEXT, "Monday")],
        bells={"Monday": [P1, P2, P3]}, lessons=[Lesson("Monday", "P1", ("amina",), "7A", "Maths")], marks={},
        teachers=["amina", "ben", "chloe"], booked=[], left={"amina": Left(90, 90, 120)},
        groups=[Group("G", ("amina", "ben", "chloe"), 1)], avoided=frozenset(), policy=Policy(), slot_minutes=30,
        moving_minutes=0, after_school_starts=900, after_school_ends=1020,
    )  # fmt: skip
    return replace(school, **more)  # type: ignore[arg-type]


def state(school: School, who: str, period: str, on: date = MONDAY) -> TeacherState:
    return Looked(problem_of(school)[0]).state(who, on, period)


def caps(problem: Problem, who: str) -> Caps:
    return next(teacher.caps for teacher in problem.teachers if teacher.id == who)


def test_what_nobody_has_said_is_free_and_a_lesson_is_taught() -> None:
    assert state(a_school(), "amina", "P1") == TeacherState.TEACHING
    assert state(a_school(), "ben", "P1") == TeacherState.FREE


def test_ppa_counts_as_ppa_and_every_other_mark_as_busy() -> None:
    for kind, wanted in (
        (MarkKind.PPA, TeacherState.PPA), (MarkKind.ECT, TeacherState.BUSY), (MarkKind.DUTY, TeacherState.BUSY),
        (MarkKind.LEADERSHIP, TeacherState.BUSY), (MarkKind.OFF, TeacherState.OFF),
    ):  # fmt: skip
        assert state(a_school(marks={("ben", "Monday", "P1"): kind}), "ben", "P1") == wanted


def test_closed_time_on_a_lesson_is_closed_and_a_duty_on_a_lesson_is_not() -> None:
    """Occupied time has it so: PPA weighs more than a lesson, a lesson more than a duty."""
    for kind, wanted in (
        (MarkKind.PPA, TeacherState.OFF), (MarkKind.ECT, TeacherState.OFF), (MarkKind.DUTY, TeacherState.TEACHING),
    ):  # fmt: skip
        assert state(a_school(marks={("amina", "Monday", "P1"): kind}), "amina", "P1") == wanted


def test_a_day_off_is_off_on_each_of_its_dates() -> None:
    school = a_school(marks={("amina", "Monday", ""): MarkKind.OFF})

    assert {state(school, "amina", "P1", on) for on in (MONDAY, NEXT)} == {TeacherState.OFF}
    assert Looked(problem_of(school)[0]).is_away_all_day("amina", NEXT)


def test_whoever_teaches_in_a_period_is_held_in_the_one_it_overlaps_with() -> None:
    teaches_p2 = a_school(lessons=[Lesson("Monday", "P2", ("ben",), "8B")])
    teaches_both = a_school(lessons=[Lesson("Monday", name, ("ben",), "8B") for name in ("P2", "P3")])

    assert [period.name for period in problem_of(teaches_p2)[0].days["Monday"]] == ["P1", "P2", "P3"]
    assert (state(teaches_p2, "ben", "P3"), state(teaches_p2, "chloe", "P3")) == (TeacherState.BUSY, TeacherState.FREE)
    assert {state(teaches_both, "ben", name) for name in ("P2", "P3")} == {TeacherState.OFF}


def test_a_period_that_gave_way_is_named_nowhere() -> None:
    """Its marks hold people in the period it gave way to; the problem can be written down and read again."""
    bells = {"Monday": [P1, Period("P4", 700, 750), Period("P4b", 700, 760)]}
    lessons = [Lesson("Monday", "P4", (who,), who) for who in ("amina", "ben")] + [
        Lesson("Monday", "P4b", ("chloe",), "8B")
    ]
    for kind in (MarkKind.PPA, MarkKind.ECT, MarkKind.OFF):
        school = a_school(bells=bells, lessons=lessons, marks={("chloe", "Monday", "P4b"): kind})
        problem, notes = problem_of(school)

        assert [period.name for period in problem.days["Monday"]] == ["P1", "P4"]
        assert not [slot for slot in notes if slot[2] == "P4b"]
        assert stored.problem_of(stored.problem_text(problem)) == problem
        assert state(school, "chloe", "P4") == TeacherState.BUSY


def test_what_is_booked_holds_the_whole_period_of_that_date_alone() -> None:
    school = a_school(booked=[Booked("amina", MONDAY, 555, 585, "observes a colleague then")])
    problem, notes = problem_of(school)

    assert (state(school, "amina", "P1"), state(school, "amina", "P1", NEXT)) == (
        TeacherState.OFF, TeacherState.TEACHING,
    )  # fmt: skip
    assert state(school, "amina", "P2") == TeacherState.FREE
    assert notes["amina", MONDAY, "P1"] == "observes a colleague then"
    assert caps(problem, "amina") == Caps(90, 90, 120)


def test_a_debrief_after_school_takes_the_day() -> None:
    school = a_school(booked=[Booked("ben", MONDAY, 905, 925, "is in a debrief then")])

    assert Looked(problem_of(school)[0]).is_away_all_day("ben", MONDAY)
    assert not Looked(problem_of(school)[0]).is_away_all_day("ben", NEXT)


def test_what_somebody_is_asked_to_cover_is_taken_from_what_they_have_left() -> None:
    problem, _ = problem_of(a_school(booked=[Booked("amina", MONDAY, 585, 615, "is being asked", asked=True)]))

    assert caps(problem, "amina").cover == 60


def test_days_without_lessons_and_days_to_avoid_are_blocked_and_still_count() -> None:
    problem, _ = problem_of(a_school(avoided=frozenset({NEXT})))

    assert len(problem.calendar) == 3
    assert problem.blocked == {(MONDAY + timedelta(days=1), None), (NEXT, None)}


def test_debrief_minutes_are_cut_to_what_booking_will_take_with_the_way_there() -> None:
    for moving, cap in ((0, 120), (5, 80), (50, 20), (51, 0)):
        problem, _ = problem_of(a_school(moving_minutes=moving))
        assert caps(problem, "amina").debrief == cap, moving


def test_whoever_has_no_minutes_to_cover_offers_no_exchange() -> None:
    problem, _ = problem_of(a_school(left={"amina": Left(0, 29, 0), "ben": Left(0, 30, 0)}))

    assert {teacher.id: teacher.exchange for teacher in problem.teachers} == {
        "amina": False, "ben": True, "chloe": False,
    }  # fmt: skip
