"""Times for one group: each keeps the rules by itself, none that is better is passed over, and the order is as promised."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest
from planning import random_problem

from app.planner.index import Index
from app.planner.options import Option, options
from app.planner.problem import (
    AfterSchool,
    Caps,
    Debrief,
    Group,
    Lesson,
    Observation,
    Period,
    Plan,
    Policy,
    Problem,
    Release,
    ResearchLesson,
    SchoolDay,
    Teacher,
)
from app.planner.rules import OPTIONS_MAX
from app.planner.verify import violations

SCHOOLS = 150
ALL = 100_000
MON = date(2026, 11, 2)
SCHOOL = Problem(
    slot_minutes=30,
    calendar=tuple(SchoolDay(MON + timedelta(days=days), "D") for days in (0, 1, 2, 3, 4)),
    days={"D": (Period("1", 540, 600), Period("2", 600, 660), Period("3", 660, 720))},
    after_school=AfterSchool(900, 960, frozenset({1, 2, 3, 4, 5})),
    teachers=tuple(Teacher(who) for who in "ABCDE"),
    lessons=(Lesson("D", "1", ("A",), "7A"), Lesson("D", "2", ("B",), "7B"), Lesson("D", "3", ("C",), "7C")),
    groups=(Group("g", ("A", "B", "C"), observations_each=2),),
    policy=Policy(ppa_percent=0),
)
"""Everybody is free whenever the others teach."""
TOGETHER = replace(SCHOOL, lessons=tuple(Lesson("D", "1", (who,), f"7{who}") for who in "ABC"))
"""All three teach in period 1 only, each alone."""


def cost(option: Option) -> tuple[int, int, int, int]:
    """As documented: nothing to pay for, many observers, little cover from others, little inside."""
    return option.external, -len(option.lesson.observations), option.exchange, option.mutual


def releases(option: Option) -> Counter[Release]:
    return Counter(seen.release for seen in option.lesson.observations)


def alone(problem: Problem, group: Group) -> Problem:
    """What holds of one lesson by itself: one host hosts one more than the others."""
    return replace(problem, groups=(replace(group, host_spread=max(1, group.host_spread)),))


@cache
def asked() -> tuple[tuple[Problem, Group, tuple[Option, ...]], ...]:
    return tuple(
        (problem, group, options(problem, group.id, limit=ALL))
        for problem in (a_school(seed) for seed in range(SCHOOLS))
        for group in problem.groups
    )


def a_school(seed: int) -> Problem:
    rng = random.Random(seed)
    problem = random_problem(rng, teachers=(3, 8), groups=(1, 3), dates=(1, 4), periods=(1, 3), members_max=4)
    return replace(
        problem,
        groups=tuple(replace(group, observations_each=max(1, group.observations_each)) for group in problem.groups),
    )


# ---- laws --------------------------------------------------------------------------------------------------


def test_every_option_keeps_every_rule() -> None:
    looked_at = 0

    for number, (problem, group, found) in enumerate(asked()):
        for option in found:
            looked_at += 1
            assert violations(alone(problem, group), Plan((option.lesson,))) == [], (number, option)

    assert looked_at > 500


def test_every_option_costs_what_it_says() -> None:
    for _, group, found in asked():
        for option in found:
            count = releases(option)
            assert (option.external, option.exchange, option.mutual) == (
                count[Release.EXTERNAL], count[Release.EXCHANGE], count[Release.MUTUAL],
            )  # fmt: skip
            assert option.lesson.group == group.id
            assert option.reasons


def test_cheap_ones_come_first_and_of_those_the_soonest_of_each_lesson() -> None:
    for number, (problem, _, found) in enumerate(asked()):
        of_lesson: Counter[tuple[str, str, str]] = Counter()
        day = {one.on: one.day for one in problem.calendar}
        again: dict[Option, int] = {}
        for option in sorted(found, key=lambda one: one.lesson.on):
            lesson = (option.lesson.host, day[option.lesson.on], option.lesson.period)
            again[option] = of_lesson[lesson]
            of_lesson[lesson] += 1

        keys = [
            (*cost(option), again[option], option.lesson.on, option.lesson.host, option.lesson.period)
            for option in found
        ]

        assert keys == sorted(keys), number


def test_each_dated_lesson_comes_once_at_most() -> None:
    for _, _, found in asked():
        times = Counter((option.lesson.host, option.lesson.on, option.lesson.period) for option in found)
        assert max(times.values(), default=0) <= 1


def test_fewer_are_the_first_of_more_and_they_are_the_same_again() -> None:
    for problem, group, found in asked():
        assert options(problem, group.id) == found[:OPTIONS_MAX]
        assert options(problem, group.id, limit=2, index=Index(problem)) == found[:2]
        assert options(problem, group.id, limit=0) == ()


# ---- trying everything -------------------------------------------------------------------------------------


def cheapest(problem: Problem, group: Group, host: str, at: int, period: Period) -> tuple[int, int, int, int] | None:
    """The cost of the best research lesson in that place; None when there is none."""
    on, others = problem.calendar[at].on, [who for who in group.members if who != host]
    rules = alone(problem, group)
    ways: list[list[Observation | None]] = [
        [None, *_observations(rules, group, host, at, period, who)] for who in others
    ]  # fmt: skip
    shares = [tuple(one for one in seen if one is not None) for seen in product(*ways)]
    shares.sort(key=_cost_of)
    talks = list(_talks(problem, at))
    for seen in shares:
        bare = ResearchLesson(group.id, host, on, period.name, seen, Debrief(on, 0))
        if {violation.rule for violation in violations(rules, Plan((bare,)))} - {"R14"}:
            continue
        for talk in talks:
            if violations(rules, Plan((replace(bare, debrief=talk),))) == []:
                return _cost_of(seen)
    return None


def _cost_of(seen: tuple[Observation, ...]) -> tuple[int, int, int, int]:
    count = Counter(one.release for one in seen)
    return count[Release.EXTERNAL], -len(seen), count[Release.EXCHANGE], count[Release.MUTUAL]


def _observations(
    problem: Problem, group: Group, host: str, at: int, period: Period, who: str
) -> Iterator[Observation]:
    on = problem.calendar[at].on
    for number in range((period.end - period.start) // problem.slot_minutes):
        for release in Release:
            covered = release in (Release.MUTUAL, Release.EXCHANGE)
            for by in [teacher.id for teacher in problem.teachers] if covered else [None]:
                one = Observation(who, number, release, by)
                lesson = ResearchLesson(group.id, host, on, period.name, (one,), Debrief(on, 0))
                if not {violation.rule for violation in violations(problem, Plan((lesson,)))} - {"R4", "R14"}:
                    yield one


def _talks(problem: Problem, at: int) -> Iterator[Debrief]:
    for day in problem.calendar[at : at + problem.policy.debrief_within_days + 1]:
        starts = {*range(problem.after_school.start, problem.after_school.end, 5)}
        starts |= {start for period in problem.days[day.day] for start in range(period.start, period.end, 5)}
        yield from (Debrief(day.on, start) for start in sorted(starts, reverse=True))


def test_no_lesson_is_offered_at_a_higher_price_than_it_has() -> None:
    compared = found = free = 0

    for seed in range(600, 720):
        problem = random_problem(
            random.Random(seed), teachers=(3, 5), groups=(1, 1), dates=(1, 3), periods=(1, 2), members_max=3
        )
        group = problem.groups[0]
        offered = {
            (one.lesson.host, one.lesson.on, one.lesson.period): cost(one)
            for one in options(problem, group.id, limit=ALL)
        }
        for at, day in enumerate(problem.calendar):
            for period in problem.days[day.day]:
                for host in group.members:
                    compared += 1
                    best = cheapest(problem, group, host, at, period)
                    assert offered.get((host, day.on, period.name)) == best, (seed, host, day.on, period.name)
                    found += best is not None
                    free += best is not None and (best[0], *best[2:]) == (0, 0, 0)

    assert compared > 800
    assert found > 250
    assert free > 100


# ---- by hand -----------------------------------------------------------------------------------------------


def test_who_is_free_comes_without_cover_and_each_lesson_comes_once_before_any_comes_again() -> None:
    found = options(SCHOOL, "g")

    assert [cost(option) for option in found] == [(0, -2, 0, 0)] * 15
    assert [(one.lesson.host, one.lesson.on) for one in found[:4]] == [
        ("A", MON), ("B", MON), ("C", MON), ("A", MON + timedelta(days=1)),
    ]  # fmt: skip
    assert found[0].reasons == ("2 observers are free then.",)


def test_a_colleague_of_another_group_covers_both_halves_where_weeks_allow_it() -> None:
    lone = replace(TOGETHER, teachers=tuple(Teacher(who, exchange=who != "E") for who in "ABCDE"))
    twice = replace(lone, policy=replace(lone.policy, cover_per_week=2))

    assert cost(options(lone, "g")[0]) == (0, -1, 1, 0)
    assert cost(options(twice, "g")[0]) == (0, -2, 2, 0)
    assert {seen.cover_by for seen in options(twice, "g")[0].lesson.observations} == {"D"}
    assert {seen.slice for seen in options(twice, "g")[0].lesson.observations} == {0, 1}


def test_a_colleague_with_minutes_for_one_half_covers_one() -> None:
    short = replace(
        TOGETHER,
        teachers=tuple(Teacher(who, Caps(cover=30 if who == "D" else 29)) for who in "ABCDE"),
        policy=replace(TOGETHER.policy, cover_per_week=2),
    )

    assert cost(options(short, "g")[0]) == (0, -1, 1, 0)
    assert options(short, "g")[0].reasons == (
        "1 half hour needs a colleague of another group.", "1 colleague cannot watch.",
    )  # fmt: skip


def test_where_nobody_covers_it_is_left_to_the_cover_lead() -> None:
    nobody = replace(TOGETHER, teachers=tuple(Teacher(who, exchange=False) for who in "ABCDE"))

    assert {cost(option) for option in options(nobody, "g")} == {(1, -1, 0, 0)}


def test_a_co_teacher_who_is_away_that_day_keeps_no_class() -> None:
    # B teaches with D; on Monday D is ill, so B's class would be alone.
    paired = replace(
        SCHOOL,
        lessons=(Lesson("D", "1", ("A",), "7A"), Lesson("D", "1", ("B", "D"), "7B"), Lesson("D", "1", ("C",), "7C")),
        teachers=tuple(
            Teacher(who, exchange=False, off=frozenset({(MON, None)} if who == "D" else ())) for who in "ABCDE"
        ),
    )

    found = {one.lesson.on: cost(one) for one in options(paired, "g") if one.lesson.host == "A"}

    assert found.pop(MON) == (1, -1, 0, 0)
    assert set(found.values()) == {(0, -1, 0, 0)}


def test_two_of_three_teachers_may_leave_a_class_but_not_all_three() -> None:
    # All three co-teach 7B, and everybody of the group would like to watch A in its one half hour.
    class_of_three = replace(
        SCHOOL,
        days={"D": (Period("1", 540, 570),)},
        lessons=(Lesson("D", "1", ("A",), "7A"), Lesson("D", "1", ("B", "C", "D"), "7B")),
        teachers=tuple(Teacher(who, exchange=False) for who in "ABCD"),
        groups=(Group("g", ("A", "B", "C", "D"), observations_each=2),),
        policy=Policy(ppa_percent=0, releases_per_class=9),
    )

    found = [one for one in options(class_of_three, "g") if one.lesson.host == "A"]

    assert {cost(one) for one in found} == {(0, -2, 0, 0)}


def test_who_cannot_stay_for_the_debrief_does_not_keep_the_others_from_it() -> None:
    # C is never there after the first period, so only B can talk with A.
    away = frozenset((day.on, None) for day in SCHOOL.calendar[1:])
    early = replace(
        SCHOOL,
        calendar=SCHOOL.calendar[:2],
        teachers=tuple(Teacher(who, off=away if who == "C" else frozenset()) for who in "ABCDE"),
        after_school=AfterSchool(900, 960, frozenset({2})),
        days={"D": (Period("1", 540, 600),)},
        lessons=SCHOOL.lessons[:1],
    )

    (monday,) = (one for one in options(early, "g") if one.lesson.on == MON)

    assert [seen.observer for seen in monday.lesson.observations] == ["B"]
    assert monday.lesson.debrief == Debrief(MON + timedelta(days=1), 900)


@pytest.mark.parametrize(("percent", "held"), [(0, True), (50, True), (51, False), (100, False)])
def test_a_debrief_in_a_period_leaves_the_free_time_that_is_kept_for_ppa(percent: int, held: bool) -> None:
    # A and B teach two slices each and have four free: one to watch the other, two to talk, so one may be kept.
    tight = replace(
        SCHOOL,
        calendar=SCHOOL.calendar[:1],
        after_school=AfterSchool(900, 960, frozenset()),
        lessons=SCHOOL.lessons[:2],
        busy=frozenset(("C", "D", period) for period in "123"),
        policy=Policy(ppa_percent=percent, debrief_minutes=40),
    )

    found = options(tight, "g")

    assert {(one.lesson.host, one.lesson.debrief) for one in found} == (
        {("A", Debrief(MON, 660)), ("B", Debrief(MON, 660))} if held else set()
    )


UNSERVED = {
    "nobody of it teaches": replace(SCHOOL, lessons=(Lesson("D", "1", ("D",), "7D"),)),
    "all of them have PPA when one teaches": replace(
        SCHOOL, lessons=SCHOOL.lessons[:1], ppa=frozenset({("B", "D", "1"), ("C", "D", "1")})
    ),
    "it is never open": replace(SCHOOL, blocked=frozenset((day.on, None) for day in SCHOOL.calendar)),
    "periods are shorter than a slice": replace(SCHOOL, days={"D": tuple(Period(n, 540, 565) for n in "123")}),
    "nobody has minutes": replace(SCHOOL, teachers=tuple(Teacher(who, Caps(observe=29)) for who in "ABCDE")),
    "no debrief can be": replace(
        SCHOOL, after_school=AfterSchool(900, 910, frozenset({1, 2, 3, 4, 5})), policy=Policy(debrief_minutes=70)
    ),
    "all have to come and one cannot": replace(
        SCHOOL, lessons=SCHOOL.lessons[:1], busy=frozenset({("C", "D", "1")}),
        groups=(Group("g", ("A", "B", "C"), 2, min_observers=2),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", UNSERVED)
def test_a_group_that_cannot_be_served_has_no_options(why: str) -> None:
    assert options(UNSERVED[why], "g") == ()


def test_the_largest_group_with_the_longest_periods_has_its_options_in_time() -> None:
    members = tuple(f"t{number}" for number in range(12))
    large = replace(
        SCHOOL,
        calendar=tuple(SchoolDay(MON + timedelta(days=7 * (n // 5) + n % 5), "D") for n in range(30)),
        days={"D": tuple(Period(str(n), 480 + 120 * n, 600 + 120 * n) for n in range(3))},
        slot_minutes=20,
        teachers=tuple(Teacher(f"t{number}") for number in range(30)),
        lessons=tuple(Lesson("D", str(n), (who,), f"{who}{n}") for who in members for n in range(3)),
        groups=(Group("g", members, 3),),
    )
    started = time.process_time()

    found = options(large, "g")

    assert time.process_time() - started < 60
    assert len(found) == OPTIONS_MAX
    for option in found:
        assert violations(alone(large, large.groups[0]), Plan((option.lesson,))) == []
