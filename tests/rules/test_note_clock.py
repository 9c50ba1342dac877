"""When something was seen, what the plan says to observers, and what may be tapped: on paper."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lesson_study.rules import evidence as rules
from app.lesson_study.rules.evidence import LessonPlan, PlannedStage

RECEIVED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))


@pytest.mark.parametrize("direction", [1, -1])
def test_two_minutes_are_right_and_a_second_more_is_not(direction: int) -> None:
    edge = direction * rules.CLOCK_TOLERANCE

    at_edge = rules.phone_clock(sent_at=RECEIVED + edge, received_at=RECEIVED)
    beyond = rules.phone_clock(sent_at=RECEIVED + edge + direction * SECOND, received_at=RECEIVED)

    assert at_edge.off_seconds == 0
    assert beyond.off_seconds == direction * 121


def test_a_clock_that_is_right_enough_is_taken_at_its_word() -> None:
    clock = rules.phone_clock(sent_at=RECEIVED - 90 * SECOND, received_at=RECEIVED)

    assert clock.seen_at(RECEIVED - timedelta(minutes=20)) == RECEIVED - timedelta(minutes=20)


@given(sent_at=moments, ago=st.timedeltas(timedelta(), timedelta(days=7)))
def test_however_wrong_the_clock_what_was_seen_some_time_before_sending_was_seen_that_long_ago(
    sent_at: datetime, ago: timedelta
) -> None:
    clock = rules.phone_clock(sent_at=sent_at, received_at=RECEIVED)

    seen = clock.seen_at(sent_at - ago)

    assert abs(seen - (RECEIVED - ago)) <= rules.CLOCK_TOLERANCE
    assert seen <= RECEIVED


@given(sent_at=moments, device_at=moments)
def test_nothing_is_seen_after_it_was_received(sent_at: datetime, device_at: datetime) -> None:
    assert rules.phone_clock(sent_at=sent_at, received_at=RECEIVED).seen_at(device_at) <= RECEIVED


def test_a_time_beyond_the_calendar_is_when_it_was_received() -> None:
    clock = rules.phone_clock(sent_at=datetime(2099, 1, 1, tzinfo=UTC), received_at=RECEIVED)

    assert clock.seen_at(datetime(1, 1, 2, tzinfo=UTC)) == RECEIVED


@pytest.mark.parametrize(
    ("off", "words"),
    [
        (timedelta(seconds=121), "2 minutes ahead"),
        (-timedelta(minutes=59), "59 minutes behind"),
        (timedelta(hours=1), "1 hour ahead"),
        (-timedelta(days=1), "1 day behind"),
        (timedelta(days=20_000), "20000 days ahead"),
    ],
)
def test_how_wrong_a_clock_is_is_said_in_its_largest_unit(off: timedelta, words: str) -> None:
    assert rules.off_words(off) == words


def test_a_phone_two_minutes_ahead_was_not_put_right_and_a_second_more_was() -> None:
    edge = rules.CLOCK_TOLERANCE
    assert not rules.clock_was_off(noted_at=RECEIVED, device_at=RECEIVED + edge)
    assert rules.clock_was_off(noted_at=RECEIVED, device_at=RECEIVED + edge + SECOND)
    assert rules.clock_was_off(noted_at=RECEIVED, device_at=RECEIVED - edge - SECOND)


def test_ten_minutes_on_the_way_are_not_late_and_a_second_more_is() -> None:
    assert not rules.came_late(noted_at=RECEIVED - rules.LATE_AFTER, received_at=RECEIVED)
    assert rules.came_late(noted_at=RECEIVED - rules.LATE_AFTER - SECOND, received_at=RECEIVED)


# ---- the plan --------------------------------------------------------------------------------------


def test_a_plan_is_read_with_what_is_expected_of_whom() -> None:
    body = {
        "learning_objective": "Why",
        "pupils": [{"label": "A", "success_criterion": "Says why"}],
        "stages": [
            {"key": "one", "title": "One", "minutes": 10, "predictions": {"A": "Waits", "B": ""}},
            {"key": "two", "title": "Two", "minutes": 5, "predictions": {"B": "Asks"}},
        ],
    }

    plan = rules.plan_of(json.dumps(body))

    assert plan.learning_objective == "Why"
    assert plan.stages[0] == PlannedStage("one", "One", 10, {"A": "Waits"})
    assert (plan.predictions("A"), plan.predictions("B"), plan.predictions("C")) == (
        {"one": "Waits"}, {"two": "Asks"}, {},
    )  # fmt: skip
    assert (plan.criteria["A"], plan.title_of("two"), plan.title_of("gone")) == ("Says why", "Two", "")


def test_a_plan_that_holds_nothing_yet_is_empty() -> None:
    assert rules.plan_of("{}") == LessonPlan() == rules.NO_PLAN


# ---- what may be tapped, and looked for ------------------------------------------------------------


def test_moments_say_what_pupils_do_and_nothing_about_why_or_how_well() -> None:
    words = re.findall(r"[a-z]+", " ".join(rules.MOMENTS.values()).lower())

    assert len(set(rules.MOMENTS.values())) == len(rules.MOMENTS) >= 8
    assert not set(words) & {"good", "well", "bad", "poor", "engaged", "bored", "confused", "because", "understands"}


@given(number=st.integers(0, 2**128 - 1))
def test_the_same_need_for_cover_has_the_same_prompt_with_its_class(number: int) -> None:
    prompt = rules.cover_prompt(number, "8B")

    assert prompt == rules.cover_prompt(number, "8B")
    assert "{" not in prompt


def test_a_class_may_be_called_anything() -> None:
    assert all("{x}" in rules.cover_prompt(number, "{x}") for number in (0, 1, 3, 4, 5))
