"""Two protocols for talking a lesson over, and evidence before comments: on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lesson_study.rules import discussion as rules
from app.lesson_study.rules.discussion import LSA, UK, Speaker, StepState
from app.lesson_study.rules.interviews import INTERVIEW_MINUTES, QUESTIONS
from app.lesson_study.rules.words import DiscussionProtocol

both = pytest.mark.parametrize("protocol", list(DiscussionProtocol))


@both
def test_the_teacher_speaks_first_and_the_knowledgeable_other_last(protocol: DiscussionProtocol) -> None:
    speakers = [step.who for step in rules.steps_of(protocol)]

    assert speakers[:2] == [Speaker.CHAIR, Speaker.HOST]
    assert speakers[-1] == Speaker.OTHER
    assert speakers.count(Speaker.HOST) == speakers.count(Speaker.OTHER) == 1


@both
def test_evidence_of_each_pupil_comes_before_anything_about_the_teaching(protocol: DiscussionProtocol) -> None:
    steps = rules.steps_of(protocol)
    first_teaching = next(number for number, step in enumerate(steps) if step.is_teaching)

    assert [number for number, step in enumerate(steps) if step.is_evidence and number > first_teaching] == []
    assert sum(step.is_evidence for step in steps) == 1
    assert all(step.per_pupil for step in steps if step.is_evidence)
    assert not any(step.per_pupil and step.is_teaching for step in steps)


@both
def test_a_discussion_takes_about_an_hour(protocol: DiscussionProtocol) -> None:
    steps = rules.steps_of(protocol)

    assert 45 <= sum(step.minutes for step in steps) <= 75
    assert all(step.minutes >= 1 and step.title and step.text for step in steps)
    assert len({step.key for step in steps}) == len(steps)


def test_the_uk_s_order_is_pupils_class_teaching_next() -> None:
    assert [step.key for step in UK] == [
        "open", "teacher", "planned", "observed", "interviews", "difference", "progress", "class", "teaching", "next",
        "final",
    ]  # fmt: skip
    assert [step.key for step in UK if step.per_pupil] == [
        "planned", "observed", "interviews", "difference", "progress",
    ]  # fmt: skip


def test_in_the_lesson_study_alliance_s_order_the_team_speaks_second() -> None:
    assert [step.key for step in LSA] == ["thanks", "teacher", "team", "evidence", "teaching", "next", "final"]
    assert LSA[2].who == Speaker.TEAM
    assert 15 <= LSA[-1].minutes <= 30


# ---- evidence first --------------------------------------------------------------------------------


def missing(*entered: tuple[str, str | None], labels: str = "ABC") -> list[str]:
    return rules.evidence_missing(DiscussionProtocol.UK, list(labels), entered)


def test_each_case_pupil_has_to_be_spoken_of() -> None:
    assert missing() == ["A", "B", "C"]
    assert missing(("observed", "B")) == ["A", "C"]
    assert missing(("observed", "A"), ("observed", "B"), ("observed", "C")) == []


def test_what_is_said_elsewhere_or_of_the_class_is_no_evidence_of_a_pupil() -> None:
    assert missing(("difference", "A"), ("interviews", "B"), ("observed", None)) == ["A", "B", "C"]


def test_without_case_pupils_one_thing_about_the_class_is_asked_for() -> None:
    assert missing(labels="") == ["the class"]
    assert missing(("observed", None), labels="") == []


@given(st.sets(st.sampled_from("ABCDEF")), st.sets(st.sampled_from("ABCDEF")))
def test_what_is_missing_is_whoever_was_not_spoken_of(pupils: set[str], told: set[str]) -> None:
    entered = [("evidence", label) for label in told] + [("evidence", None)]

    found = rules.evidence_missing(DiscussionProtocol.LSA, sorted(pupils), entered)

    assert found == sorted(pupils - told)


@both
def test_up_to_the_last_step_about_pupils_no_evidence_is_needed_and_from_there_on_always(
    protocol: DiscussionProtocol,
) -> None:
    steps = rules.steps_of(protocol)
    first = next(number for number, step in enumerate(steps) if step.is_teaching)

    assert [rules.needs_evidence(protocol, to) for to in range(len(steps))] == [
        number >= first for number in range(len(steps))
    ]


def test_steps_lie_behind_here_or_ahead_and_all_behind_once_it_is_closed() -> None:
    assert [rules.step_state(number, 1, is_closed=False) for number in range(3)] == [
        StepState.DONE, StepState.HERE, StepState.AHEAD,
    ]  # fmt: skip
    assert {rules.step_state(number, 1, is_closed=True) for number in range(3)} == {StepState.DONE}


# ---- interviews ------------------------------------------------------------------------------------


def test_the_six_set_questions_fit_into_five_minutes() -> None:
    assert list(QUESTIONS) == ["enjoyed", "learned", "can_do_now", "better_how", "helped", "change"]
    assert INTERVIEW_MINUTES == 5
    assert all(question.endswith("?") for question in QUESTIONS.values())
