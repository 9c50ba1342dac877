"""Why not everything fits: the rule that stands in the way is named, and no other; two together where it takes two."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from planning import larger_school

from app.planner.problem import (
    AfterSchool,
    Caps,
    Debrief,
    Group,
    Lesson,
    Limits,
    Observation,
    Period,
    Plan,
    Policy,
    Problem,
    Reason,
    Release,
    ResearchLesson,
    SchoolDay,
    Teacher,
)
from app.planner.solver import explaining, solve
from app.planner.solver.explaining import GROUPS_MAX, RULES, SECONDS, Rule, reasons

MON = date(2026, 11, 2)
SCHOOL = Problem(
    slot_minutes=30,
    calendar=tuple(SchoolDay(MON + timedelta(days=days), f"D{days}") for days in range(3)),
    days={
        f"D{days}": tuple(Period(name, start, start + 30) for name, start in (("1", 540), ("2", 570)))
        for days in range(3)
    },
    after_school=AfterSchool(900, 960, frozenset({1, 2, 3, 4, 5})),
    teachers=tuple(Teacher(who) for who in "ABCZ"),
    lessons=tuple(Lesson(f"D{at}", "1", (who,), f"7{who}") for at, who in enumerate("ABC")),
    groups=(Group("g", ("A", "B", "C"), 1),),
    policy=Policy(ppa_percent=0),
)
"""A teaches on Monday, B on Tuesday, C on Wednesday, and the others are free then. Everything fits."""


def told(problem: Problem) -> tuple[Reason, ...]:
    """The reasons that go with the best plan there is."""
    return reasons(problem, solve(problem, Limits(seconds=10, workers=1)).plan)


def codes(problem: Problem) -> list[str]:
    return [reason.code for reason in told(problem)]


def in_the_way(problem: Problem) -> set[str]:
    """The rules that are named."""
    return {*codes(problem)} & {rule.code for rule in RULES}


def busy(who: str, *days: int) -> frozenset[tuple[str, str, str]]:
    return frozenset((who, f"D{day}", period) for day in days for period in "12")


GROUP = SCHOOL.groups[0]
ONE_CLASS = tuple(Lesson(f"D{day}", "1", (who,), "7X") for day in range(3) for who in "ABC")
"""All three always teach at the same time, and always the same class."""
EACH_TWICE = tuple(Lesson(f"D{day}", "12"[at], (who,), f"7{who}") for who, cells in (
    ("A", ((0, 0), (0, 1))), ("B", ((1, 0), (1, 1))), ("C", ((2, 0), (2, 1))),
) for day, at in cells)  # fmt: skip
"""Each teaches two slices and has four free, two while each of the others teaches."""


def limited(**caps: int) -> tuple[Teacher, ...]:
    """A with fewer minutes."""
    return tuple(Teacher(who, Caps(**caps) if who == "A" else Caps()) for who in "ABCZ")


BLOCKED: dict[str, Problem] = {
    "in-turn": replace(SCHOOL, groups=(replace(GROUP, min_observers=2),)),
    "minutes": replace(SCHOOL, teachers=limited(debrief=0)),
    "class-releases": replace(SCHOOL, lessons=ONE_CLASS, policy=Policy(ppa_percent=0, releases_per_class=2)),
    "debrief": replace(
        SCHOOL, after_school=AfterSchool(900, 960, frozenset({1})),
        policy=Policy(ppa_percent=0, debrief_minutes=45, debrief_within_days=0),
    ),
    "ppa-kept": replace(
        SCHOOL, lessons=EACH_TWICE, groups=(replace(GROUP, observations_each=3),), policy=Policy(ppa_percent=100)
    ),
    "ppa": replace(SCHOOL, ppa=busy("A", 1, 2)),
    "busy": replace(SCHOOL, busy=busy("A", 1, 2)),
    "hosting": replace(SCHOOL, lessons=SCHOOL.lessons[:2], groups=(replace(GROUP, host_spread=0),)),
    "away": replace(
        SCHOOL,
        teachers=tuple(
            Teacher(who, off=frozenset((day.on, None) for day in SCHOOL.calendar[1:] if who == "A")) for who in "ABCZ"
        ),
    ),
}  # fmt: skip
"""Schools in which just that rule stands in the way."""


# ---- one rule ------------------------------------------------------------------------------------------------


def test_there_is_a_school_for_every_rule() -> None:
    assert [*BLOCKED] == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", BLOCKED)
def test_the_rule_that_stands_in_the_way_is_named_and_no_other(code: str) -> None:
    assert in_the_way(BLOCKED[code]) == {code}
    assert not {*codes(BLOCKED[code])} & {"together", "timetable", "others", "time"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_without_that_rule_more_fits(rule: Rule) -> None:
    blocked = BLOCKED[rule.code]

    lifted = rule.lifted(blocked, blocked.groups[0])

    before, after = (solve(problem, Limits(10, 1)).figures.unscheduled for problem in (blocked, lifted))
    assert after < before


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (replace(SCHOOL, teachers=limited(observe=29)), "minutes"),
        (replace(SCHOOL, blocked=frozenset({(MON, None), (MON + timedelta(days=1), None)})), "away"),
        (replace(SCHOOL, groups=(replace(GROUP, max_observers=1, min_days_between=2),)), "hosting"),
        (replace(SCHOOL, ppa=busy("A", 1, 2), policy=Policy(ppa_percent=10)), "ppa"),
    ],
)
def test_rules_have_other_sides_too(problem: Problem, code: str) -> None:
    assert in_the_way(problem) == {code}


def test_where_several_rules_would_help_each_is_named() -> None:
    # A is on duty while B teaches, and has PPA while C does: a swap of either would do.
    either = replace(SCHOOL, busy=busy("A", 1), ppa=busy("A", 2))

    assert in_the_way(either) == {"busy", "ppa"}


# ---- more or fewer than one ------------------------------------------------------------------------------------


def test_where_it_takes_two_they_are_named_together() -> None:
    both = replace(SCHOOL, busy=busy("A", 1, 2), teachers=limited(debrief=0))

    (together,) = (reason for reason in told(both) if reason.code == "together")

    assert in_the_way(both) == set()
    words = {rule.code: rule.words for rule in RULES}
    assert together.text == f"More would fit for g only if {words['minutes']}; and if {words['busy']}."
    assert together.teachers == ("A", "B", "C")


def test_where_it_takes_two_nothing_is_named_that_is_not_needed() -> None:
    # PPA of C is in nobody's way.
    both = replace(SCHOOL, busy=busy("A", 1, 2), teachers=limited(debrief=0), ppa=frozenset({("C", "D2", "2")}))

    (together,) = (reason for reason in told(both) if reason.code == "together")

    assert "PPA" not in together.text


def test_where_no_rule_would_help_it_is_the_timetable() -> None:
    assert {*codes(replace(SCHOOL, lessons=SCHOOL.lessons[:1]))} == {"missing", "pair", "timetable"}


def test_where_everything_fits_there_is_nothing_to_say() -> None:
    assert told(SCHOOL) == ()
    assert reasons(replace(SCHOOL, groups=()), Plan()) == ()
    assert reasons(replace(SCHOOL, groups=(replace(GROUP, observations_each=0),)), Plan()) == ()


# ---- what is plain to see ----------------------------------------------------------------------------------------


def test_what_is_missing_is_told_person_by_person() -> None:
    plan = Plan((ResearchLesson("g", "A", MON, "1", (Observation("B", 0, Release.NONE),), Debrief(MON, 900)),))
    twice = replace(SCHOOL, groups=(replace(GROUP, observations_each=2),))

    first = reasons(twice, plan)[0]

    assert (first.code, first.group, first.teachers) == ("missing", "g", ("A", "B", "C"))
    assert first.text.endswith("Observations missing: A (2), B (1), C (2).")


def test_who_can_never_watch_whom_is_told_and_only_where_it_matters() -> None:
    pairs = {reason.teachers: reason.text for reason in told(BLOCKED["busy"]) if reason.code == "pair"}
    one_way = replace(SCHOOL, busy=busy("B", 0), teachers=limited(debrief=0))

    assert {*pairs} == {("A", "B"), ("A", "C")}
    assert pairs["A", "B"].startswith("A can never watch B: whenever B teaches, A has PPA, a duty, or is not in school")
    assert codes(one_way) == ["missing", "minutes"], "B watches C instead of A"


def test_a_colleague_who_teaches_nothing_is_told_as_such() -> None:
    pairs = {reason.text for reason in told(replace(SCHOOL, lessons=SCHOOL.lessons[:1])) if reason.code == "pair"}

    assert pairs == {
        "B has no lesson in the timetable, so nobody can watch one.",
        "C has no lesson in the timetable, so nobody can watch one.",
    }


@pytest.mark.parametrize(("each", "told_of"), [(1, True), (2, False), (3, True)])
def test_whole_groups_are_told_when_their_number_does_not_come_out_even(each: int, told_of: bool) -> None:
    whole = replace(SCHOOL, groups=(replace(GROUP, observations_each=each, min_observers=2),))

    assert ("whole-group" in [reason.code for reason in reasons(whole, Plan())]) is told_of


def test_who_has_too_few_minutes_is_told_with_the_numbers() -> None:
    short = replace(SCHOOL, teachers=limited(observe=29))

    (minutes,) = (reason for reason in told(short) if reason.code == "minutes")

    assert minutes == Reason(
        "minutes", "g", "A has 29 minutes for observing left in this window, and 30 would be needed.", ("A",)
    )
    assert told(replace(SCHOOL, teachers=limited(observe=30))) == ()


def test_what_is_paid_for_is_told_though_nothing_is_missing() -> None:
    paid = replace(SCHOOL, lessons=ONE_CLASS, policy=Policy(ppa_percent=0, releases_per_class=9))
    nobody = replace(paid, teachers=tuple(Teacher(who, exchange=False) for who in "ABCZ"))

    (external,) = told(nobody)

    assert (external.code, external.group) == ("external", "g")
    assert "go to the cover lead: 3" in external.text


# ---- others ----------------------------------------------------------------------------------------------------------


def test_groups_that_stand_in_each_others_way_are_told_so() -> None:
    # A is in both and may watch once.
    shared = replace(SCHOOL, teachers=limited(observe=30), groups=(GROUP, Group("h", ("A", "C", "B"), 1)))

    found = told(shared)

    assert [reason.code for reason in found] == ["missing", "others"]
    assert found[0].teachers == ("A",)
    assert found[1].text.startswith(f"Alone {found[1].group} would miss 0; with what the other groups do it misses 1")


def test_a_plan_that_is_not_proved_does_not_put_it_on_the_others() -> None:
    (missing, time_is_short) = reasons(SCHOOL, Plan(), proved=False)

    assert (missing.code, time_is_short.code) == ("missing", "time")
    assert "a longer run may find it" in time_is_short.text


def test_only_the_group_that_misses_something_is_explained() -> None:
    two = replace(
        BLOCKED["busy"],
        teachers=(*SCHOOL.teachers, *(Teacher(who) for who in "DEF")),
        lessons=(*SCHOOL.lessons, *(Lesson(f"D{at}", "1", (who,), f"8{who}") for at, who in enumerate("DEF"))),
        groups=(GROUP, Group("h", ("D", "E", "F"), 1)),
    )

    assert {reason.group for reason in told(two)} == {"g"}


# ---- time --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("teaching", [0.5, 0.97])
def test_explaining_takes_no_longer_than_it_may(teaching: float) -> None:
    problem = larger_school(random.Random(4), 30, weeks=6, teaching=teaching)
    started = time.monotonic()

    found = reasons(problem, Plan(), proved=False)

    assert time.monotonic() - started < SECONDS + 60
    assert [reason.code for reason in found].count("missing") == 30
    assert all(reason.text.endswith(".") for reason in found)


def test_only_so_many_groups_are_looked_at_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "SECONDS", 600.0)  # However slow the machine.
    problem = larger_school(random.Random(4), 30, weeks=6, teaching=0.5)

    found = [reason.code for reason in reasons(problem, Plan(), proved=False)]

    assert (found.count("missing"), found.count("time")) == (30, GROUPS_MAX)


def test_when_there_is_no_time_what_is_plain_to_see_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "SECONDS", 0.0)

    assert {reason.code for reason in reasons(BLOCKED["busy"], Plan(), proved=False)} == {"missing", "pair"}
