"""The way through a cycle, what stands between its stages, how long it takes, and what shows a mechanism."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lesson_study.rules import guards, mechanisms, minutes
from app.lesson_study.rules.guards import Facts, LessonFacts, Place, RoundFacts
from app.lesson_study.rules.mechanisms import Happened
from app.lesson_study.rules.minutes import Time
from app.lesson_study.rules.stages import LIGHT, Step, after, is_behind, nearest, step_of, way, whole_way
from app.lesson_study.rules.words import Mode, SourceKind, Stage

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ROUND = RoundFacts(
    is_live=True, is_discussed=False, starts_at=AT, ends_at=AT + timedelta(hours=1),
    debrief_starts_at=AT + timedelta(hours=6), debrief_minutes=45, open_cover=0, observers=frozenset({"Amina", "Ben"}),
)  # fmt: skip
ABC = frozenset("ABC")
DONE = LessonFacts(
    has_objective=True, with_criterion=ABC, with_prediction=ABC, watched=ABC, watchers=frozenset({"Ben"}), round=ROUND,
    noted=ABC, notes=3, interviewed=ABC, discussed=ABC, has_record=True, is_record_closed=True, changes=1,
)  # fmt: skip
ALL = Facts(
    mode=Mode.FULL, question="What do pupils say?", baseline="Little", measure="More", sources=[SourceKind.RESEARCH],
    labels=["A", "B", "C"], lessons={1: DONE, 2: DONE, 3: DONE}, progress="They spoke", reflection="We learned",
    has_finding=True, is_published=True, now=AT + timedelta(days=1),
)  # fmt: skip


def lacking(stage: Stage, facts: Facts) -> list[Place]:
    return [one.to for one in guards.missing(step_of(stage, 1), facts)]


def with_lesson(**changes: object) -> Facts:
    return replace(ALL, lessons={1: replace(DONE, **changes)})  # type: ignore[arg-type]


# ---- the way -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lessons", "full", "light"), [(1, 11, 5), (2, 17, 8), (3, 23, 11)])
def test_each_research_lesson_is_gone_through_from_plan_to_revise(lessons: int, full: int, light: int) -> None:
    assert len(way(Mode.FULL, lessons)) == full
    assert len(way(Mode.LIGHT, lessons)) == light


def test_the_full_way_has_every_stage_in_order() -> None:
    assert [step.stage for step in way(Mode.FULL, 1)] == list(Stage)


def test_the_light_way_books_teaches_and_discusses_each_lesson() -> None:
    assert [(step.stage, step.lesson_number) for step in way(Mode.LIGHT, 2)] == [
        (Stage.PROTOCOL, None),
        (Stage.SCHEDULE, 1), (Stage.TEACH, 1), (Stage.DISCUSS, 1),
        (Stage.SCHEDULE, 2), (Stage.TEACH, 2), (Stage.DISCUSS, 2),
        (Stage.SHARE, None),
    ]  # fmt: skip


def test_after_revising_comes_the_next_lesson_and_after_the_last_the_end() -> None:
    steps = way(Mode.FULL, 2)

    assert after(Step(Stage.REVISE, 1), steps) == Step(Stage.PLAN, 2)
    assert after(Step(Stage.REVISE, 2), steps) == Step(Stage.CONSOLIDATE)
    assert after(Step(Stage.SHARE), steps) is None


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (Step(Stage.PROTOCOL), Step(Stage.PROTOCOL)),
        (Step(Stage.FOCUS), Step(Stage.SCHEDULE, 1)),
        (Step(Stage.PLAN, 2), Step(Stage.SCHEDULE, 2)),
        (Step(Stage.INTERVIEW, 1), Step(Stage.DISCUSS, 1)),
        (Step(Stage.REVISE, 1), Step(Stage.SCHEDULE, 2)),
        (Step(Stage.REVISE, 2), Step(Stage.SHARE)),
        (Step(Stage.CONSOLIDATE), Step(Stage.SHARE)),
    ],
)
def test_going_over_to_the_light_way_goes_on_from_the_nearest_stage(here: Step, there: Step) -> None:
    assert nearest(here, Mode.LIGHT, 2) == there


@given(st.sampled_from(Mode), st.integers(1, 3), st.sampled_from(Mode), st.integers(1, 3), st.data())
def test_a_change_of_the_way_never_goes_back_and_ends_on_the_new_way(
    old: Mode, lessons: int, new: Mode, planned: int, data: st.DataObject
) -> None:
    here = data.draw(st.sampled_from(way(old, lessons)))

    there = nearest(here, new, planned)

    order = whole_way(3)
    assert there in way(new, planned)
    assert order.index(there) >= order.index(here)
    assert nearest(there, new, planned) == there


def test_one_goes_back_only_to_what_lies_behind_on_the_way() -> None:
    steps = way(Mode.LIGHT, 2)

    assert is_behind(Step(Stage.SCHEDULE, 1), Step(Stage.TEACH, 1), steps)
    assert not is_behind(Step(Stage.TEACH, 1), Step(Stage.TEACH, 1), steps)
    assert not is_behind(Step(Stage.SCHEDULE, 2), Step(Stage.TEACH, 1), steps)
    assert not is_behind(Step(Stage.FOCUS), Step(Stage.TEACH, 1), steps), "the light way has no such stage"


# ---- the guards ----------------------------------------------------------------------------------


def test_nothing_is_missing_where_everything_is_there() -> None:
    for step in whole_way(3):
        assert guards.missing(step, ALL) == [], step
        assert guards.warnings(step, ALL) == [], step


def test_the_empty_cycle_lacks_something_at_every_stage_but_the_interviews() -> None:
    empty = Facts(mode=Mode.FULL, group_missing=["Ben has not agreed to the protocol yet."])

    without = [step.stage for step in whole_way(1) if not guards.missing(step, empty)]

    assert without == [Stage.INTERVIEW]


def test_the_light_way_is_left_by_its_own_guards() -> None:
    taught = LessonFacts(round=replace(ROUND, is_discussed=True), notes=1)
    light = replace(Facts(mode=Mode.LIGHT), lessons={1: taught}, now=AT + timedelta(days=1), is_published=True)

    assert [guards.missing(step, light) for step in way(Mode.LIGHT, 1)] == [[], [], [], [], []]


def test_the_protocol_stage_says_what_the_group_lacks() -> None:
    found = guards.missing(Step(Stage.PROTOCOL), replace(ALL, group_missing=["Ben has not agreed."]))

    assert [(one.text, one.to) for one in found] == [("Ben has not agreed.", Place.PROTOCOL)]


def test_question_and_measure_are_asked_for_each_by_itself() -> None:
    assert lacking(Stage.FOCUS, replace(ALL, question="")) == [Place.FOCUS]
    assert lacking(Stage.FOCUS, replace(ALL, measure="")) == [Place.FOCUS]
    assert len(lacking(Stage.FOCUS, replace(ALL, question="", measure=""))) == 2
    assert guards.warnings(Step(Stage.FOCUS), replace(ALL, baseline="")) != []


@pytest.mark.parametrize("kind", [SourceKind.RESEARCH, SourceKind.GUIDANCE, SourceKind.CURRICULUM])
def test_one_credible_source_is_enough(kind: SourceKind) -> None:
    assert lacking(Stage.STUDY, replace(ALL, sources=[kind])) == []


def test_a_colleagues_word_is_no_credible_source() -> None:
    others = [SourceKind.TEXTBOOK, SourceKind.COLLEAGUE, SourceKind.OTHER]

    assert lacking(Stage.STUDY, replace(ALL, sources=others)) == [Place.SOURCES]
    assert lacking(Stage.STUDY, replace(ALL, sources=[])) == [Place.SOURCES]


def test_a_plan_needs_case_pupils_each_with_criterion_prediction_and_observer() -> None:
    assert lacking(Stage.PLAN, replace(ALL, labels=[])) == [Place.PUPILS]
    assert lacking(Stage.PLAN, with_lesson(with_criterion=frozenset("AB"))) == [Place.PROPOSAL]
    assert lacking(Stage.PLAN, with_lesson(with_prediction=frozenset("A"))) == [Place.PROPOSAL]
    assert lacking(Stage.PLAN, with_lesson(watched=frozenset())) == [Place.WATCH]


def test_the_pupils_who_lack_something_are_named_by_their_letters() -> None:
    found = guards.missing(Step(Stage.PLAN, 1), with_lesson(with_criterion=frozenset("B"), watched=frozenset("AB")))

    assert [one.text for one in found] == ["Say what success is for pupils A and C.", "Decide who watches pupil C."]


def test_a_pupil_who_is_no_longer_one_is_not_asked_about() -> None:
    assert (
        lacking(Stage.PLAN, replace(ALL, labels=["A"], lessons={1: replace(DONE, with_criterion=frozenset("A"))})) == []
    )


def test_fewer_than_three_pupils_and_no_objective_are_advised_against() -> None:
    assert len(guards.warnings(Step(Stage.PLAN, 1), replace(ALL, labels=["A", "B"]))) == 1
    assert len(guards.warnings(Step(Stage.PLAN, 1), with_lesson(has_objective=False))) == 1


def test_a_lesson_is_booked_when_its_round_stands_and_all_cover_is_agreed() -> None:
    assert lacking(Stage.SCHEDULE, with_lesson(round=None)) == [Place.SCHEDULE]
    assert lacking(Stage.SCHEDULE, with_lesson(round=replace(ROUND, is_live=False))) == [Place.SCHEDULE]
    assert lacking(Stage.SCHEDULE, with_lesson(round=replace(ROUND, open_cover=1))) == [Place.SCHEDULE]


@pytest.mark.parametrize(("debrief", "warned"), [(45, 0), (44, 1)])
def test_a_discussion_of_less_than_45_minutes_is_advised_against(debrief: int, warned: int) -> None:
    facts = with_lesson(round=replace(ROUND, debrief_minutes=debrief))

    assert len(guards.warnings(Step(Stage.SCHEDULE, 1), facts)) == warned
    assert lacking(Stage.SCHEDULE, facts) == []


@pytest.mark.parametrize(("late", "warned"), [(0, 0), (1, 1)])
def test_a_discussion_more_than_36_hours_later_is_advised_against(late: int, warned: int) -> None:
    begins = ROUND.ends_at + timedelta(hours=36, minutes=late)

    found = guards.warnings(Step(Stage.SCHEDULE, 1), with_lesson(round=replace(ROUND, debrief_starts_at=begins)))

    assert len(found) == warned


def test_somebody_who_watches_a_pupil_and_is_not_booked_is_named() -> None:
    found = guards.warnings(Step(Stage.SCHEDULE, 1), with_lesson(watchers=frozenset({"Ben", "Chloe"})))

    assert found == ["Chloe has a pupil to watch, and is not booked to observe."]


def test_a_lesson_is_left_when_every_case_pupil_has_a_note() -> None:
    assert lacking(Stage.TEACH, with_lesson(noted=frozenset("AC"))) == [Place.NOTES]
    assert lacking(Stage.TEACH, with_lesson(round=None)) == [Place.SCHEDULE]
    assert lacking(Stage.TEACH, replace(ALL, labels=[], lessons={1: replace(DONE, notes=0)})) == [Place.NOTES]


def test_a_lesson_that_has_not_begun_has_not_been_taught() -> None:
    assert lacking(Stage.TEACH, replace(ALL, now=AT - timedelta(seconds=1))) == [Place.SCHEDULE]
    assert lacking(Stage.TEACH, replace(ALL, now=AT)) == []


def test_interviews_are_advised_and_never_required() -> None:
    none = with_lesson(interviewed=frozenset())

    assert lacking(Stage.INTERVIEW, none) == []
    assert guards.warnings(Step(Stage.INTERVIEW, 1), none) != []


def test_a_discussion_has_evidence_of_every_pupil_and_a_closed_record() -> None:
    assert lacking(Stage.DISCUSS, with_lesson(has_record=False)) == [Place.DISCUSSION]
    assert lacking(Stage.DISCUSS, with_lesson(discussed=frozenset("AB"))) == [Place.DISCUSSION]
    assert lacking(Stage.DISCUSS, with_lesson(is_record_closed=False)) == [Place.DISCUSSION]


def test_the_light_way_is_content_with_a_debrief_that_was_held() -> None:
    lesson = LessonFacts(round=replace(ROUND, is_discussed=True))

    assert lacking(Stage.DISCUSS, replace(ALL, mode=Mode.LIGHT, lessons={1: lesson})) == []
    assert lacking(Stage.DISCUSS, replace(ALL, mode=Mode.FULL, lessons={1: lesson})) == [Place.DISCUSSION]


def test_the_last_stages_ask_for_their_texts_and_a_published_finding() -> None:
    assert lacking(Stage.REVISE, with_lesson(changes=0)) == [Place.CHANGES]
    assert lacking(Stage.CONSOLIDATE, replace(ALL, progress="")) == [Place.CONSOLIDATE]
    assert lacking(Stage.CONSOLIDATE, replace(ALL, reflection="")) == [Place.CONSOLIDATE]
    assert lacking(Stage.SHARE, replace(ALL, is_published=False)) == [Place.FINDING]


def test_each_lesson_is_asked_about_by_itself() -> None:
    only_first = replace(ALL, lessons={1: DONE})

    assert guards.missing(Step(Stage.TEACH, 1), only_first) == []
    assert guards.missing(Step(Stage.TEACH, 2), only_first) != []


# ---- minutes -------------------------------------------------------------------------------------


def test_a_full_cycle_of_two_lessons_takes_ten_to_twelve_hours() -> None:
    assert 10 * 60 <= minutes.planned_total(way(Mode.FULL, 2)) <= 12 * 60


def test_the_light_way_takes_less_than_half_of_it() -> None:
    assert minutes.planned_total(way(Mode.LIGHT, 2)) < minutes.planned_total(way(Mode.FULL, 2)) / 2


def test_protected_hours_and_six_twilights_make_one_full_cycle_a_year() -> None:
    founding = Time(protected_left=300, twilight_planned=6 * 90, has_year=True)
    planned = minutes.planned_total(way(Mode.FULL, 2))

    assert minutes.years(planned, founding) == 0.8
    assert minutes.sentence(Mode.FULL, planned, founding).endswith("That is enough.")


def test_time_that_is_just_enough_is_enough_and_a_minute_less_is_not() -> None:
    assert "enough" in minutes.sentence(Mode.FULL, 300, Time(300, 0, has_year=True))
    assert "enough" not in minutes.sentence(Mode.FULL, 301, Time(300, 0, has_year=True))


def test_without_any_time_nobody_says_how_many_years() -> None:
    assert minutes.years(600, Time(0, 0, has_year=True)) is None
    assert "not entered its year" in minutes.sentence(Mode.LIGHT, 600, Time(0, 0, has_year=False))


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 minutes"), (45, "45 minutes"), (60, "1 hour"), (120, "2 hours"), (150, "2 h 30 min")]
)
def test_minutes_are_said_as_people_say_them(count: int, words: str) -> None:
    assert minutes.hours(count) == words


# ---- mechanisms ----------------------------------------------------------------------------------


def test_the_fourteen_mechanisms_stand_in_four_parts() -> None:
    assert [one.number for one in mechanisms.MECHANISMS] == list(range(1, 15))
    assert "".join(one.part for one in mechanisms.MECHANISMS) == "AABBBCCCCCDDDD"


def test_an_empty_cycle_shows_no_mechanism() -> None:
    assert mechanisms.evidence(Happened()) == {}
    assert not any(one.is_met for one in mechanisms.fidelity(Happened()))


@pytest.mark.parametrize(
    ("happened", "number"),
    [
        (Happened(earlier_title="Before"), 2),
        (Happened(question="What?"), 3),
        (Happened(credible=1), 4),
        (Happened(affirmation="Well done"), 5),
        (Happened(members=3), 7),
        (Happened(taught=[1]), 8),
        (Happened(records=1), 9),
        (Happened(reminder="A card on the desk"), 11),
        (Happened(dated_changes=1), 12),
        (Happened(checked_changes=1), 13),
    ],
)
def test_each_event_shows_its_own_mechanism(happened: Happened, number: int) -> None:
    assert list(mechanisms.evidence(happened)) == [number]


def test_a_second_research_lesson_is_repetition_and_a_first_is_not() -> None:
    assert 14 not in mechanisms.evidence(Happened(taught=[1]))
    assert 14 in mechanisms.evidence(Happened(taught=[1, 2]))


def test_no_event_shows_what_only_the_group_can_declare() -> None:
    everything = Happened(
        earlier_title="x", question="x", measure="x", credible=2, affirmation="x", reminder="x", members=3,
        taught=[1, 2, 3], discussed=[1, 2, 3], records=3, dated_changes=2, checked_changes=2, proposals=3,
        other_name="Ito", is_published=True,
    )  # fmt: skip

    declared = {one.number for one in mechanisms.MECHANISMS if one.is_declared}

    assert declared == {1, 6, 10}
    assert mechanisms.evidence(everything).keys() == set(range(1, 15)) - declared
    assert all(one.is_met for one in mechanisms.fidelity(everything))


@pytest.mark.parametrize(("held", "balanced"), [([2, 3, 8, 12], True), ([2, 3, 8], False), ([3, 4, 5, 8, 12], False)])
def test_a_design_is_balanced_when_every_part_holds_one(held: list[int], balanced: bool) -> None:
    assert mechanisms.is_balanced(held) is balanced


def test_a_lesson_taught_and_another_discussed_is_not_the_fourth_component() -> None:
    fourth = mechanisms.fidelity(Happened(taught=[1], discussed=[2]))[3]

    assert not fourth.is_met


def test_nothing_is_claimed_about_attainment() -> None:
    assert "no gain in pupils' attainment" in mechanisms.HONEST_LINE


def test_the_light_way_is_part_of_the_full_one() -> None:
    assert set(Stage) >= LIGHT
