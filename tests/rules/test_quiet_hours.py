"""Quiet hours: on the school's clocks, over midnight, at weekends, when clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notices.rules.quiet import URGENT_WITHIN, Quiet, due_at, is_within, told_at

LONDON = ZoneInfo("Europe/London")
NIGHT = Quiet(time(19), time(7))
NO_WEEKEND = Quiet(time(19), time(7), is_quiet_at_weekends=False)
LESSONS = Quiet(time(9), time(15), is_quiet_at_weekends=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "due"),
    [
        (NIGHT, "2026-11-02T18:59", "2026-11-02T18:59"),
        (NIGHT, "2026-11-02T19:00", "2026-11-03T07:00"),
        (NIGHT, "2026-11-03T00:00", "2026-11-03T07:00"),
        (NIGHT, "2026-11-03T06:59", "2026-11-03T07:00"),
        (NIGHT, "2026-11-03T07:00", "2026-11-03T07:00"),
        (NIGHT, "2026-11-06T19:00", "2026-11-09T07:00"),
        (NIGHT, "2026-11-07T12:00", "2026-11-09T07:00"),
        (NIGHT, "2026-11-08T23:59", "2026-11-09T07:00"),
        (NO_WEEKEND, "2026-11-07T12:00", "2026-11-07T12:00"),
        (NO_WEEKEND, "2026-11-07T19:00", "2026-11-08T07:00"),
        (LESSONS, "2026-11-02T08:59", "2026-11-02T08:59"),
        (LESSONS, "2026-11-02T09:00", "2026-11-02T15:00"),
        (LESSONS, "2026-11-02T15:00", "2026-11-02T15:00"),
        (Quiet(time(0), time(0)), "2026-11-02T03:00", "2026-11-02T03:00"),
        (Quiet(time(0), time(0)), "2026-11-07T03:00", "2026-11-09T00:00"),
        # Clocks go back on 25 October 2026 and forward on 28 March 2027, both at night.
        (NO_WEEKEND, "2026-10-24T20:00", "2026-10-25T07:00"),
        (NO_WEEKEND, "2027-03-27T20:00", "2027-03-28T07:00"),
        (NIGHT, "2027-03-26T20:00", "2027-03-29T07:00"),
    ],
)
def test_what_happens_in_quiet_hours_waits_until_they_end(quiet: Quiet, now: str, due: str) -> None:
    """Take out: the weekend, or `days=1` before midnight, in quiet.due_at."""
    assert due_at(quiet, at(now), LONDON) == at(due)


def test_a_time_that_the_clocks_leap_over_ends_as_much_later() -> None:
    quiet = Quiet(time(23), time(1, 30), is_quiet_at_weekends=False)

    assert due_at(quiet, at("2027-03-28T00:30"), LONDON) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("allowed", "hours", "waits"), [(True, 12, False), (True, 12.1, True), (False, 1, True)])
def test_only_what_begins_soon_breaks_them_and_only_for_whom_it_may(allowed: bool, hours: float, waits: bool) -> None:
    """Take out: `lets_urgent_through` in quiet.due_at."""
    now = at("2026-11-02T20:00")
    quiet = Quiet(time(19), time(7), lets_urgent_through=allowed)

    due = due_at(quiet, now, LONDON, now + timedelta(hours=hours))

    assert timedelta(hours=12) == URGENT_WITHIN
    assert (due > now) == waits


minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))


@given(
    starts=minutes, ends=minutes, weekends=st.booleans(), zone=st.sampled_from(["Europe/London", "Pacific/Auckland"]),
    hour=st.integers(0, 24 * 370),
)  # fmt: skip
def test_nobody_is_told_earlier_than_it_happened_or_in_their_quiet_hours(
    starts: time, ends: time, weekends: bool, zone: str, hour: int
) -> None:
    """Two nights a year are left out, in which one wall-clock hour comes twice or never."""
    quiet, now = Quiet(starts, ends, weekends), datetime(2026, 9, 1, tzinfo=UTC) + timedelta(hours=hour)

    due = due_at(quiet, now, ZoneInfo(zone))

    local = due.astimezone(ZoneInfo(zone))
    changes = (due - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset() != (
        due + timedelta(hours=3)
    ).astimezone(ZoneInfo(zone)).utcoffset()
    assert now <= due <= now + timedelta(days=4)
    assert changes or not is_within(quiet, local.time())
    assert changes or not (weekends and local.weekday() >= 5)


@pytest.mark.parametrize(
    ("begins", "allowed", "told"),
    [
        (None, False, "2026-11-09T07:00"), ("2026-11-09T07:01", False, "2026-11-09T07:00"),
        ("2026-11-09T07:00", False, None), ("2026-11-09T07:00", True, "2026-11-07T12:00"),
        # It had begun when it happened: the news is of something else than when to come.
        ("2026-11-07T12:00", False, "2026-11-09T07:00"),
    ],
)  # fmt: skip
def test_what_would_come_too_late_comes_at_once_or_never(begins: str | None, allowed: bool, told: str | None) -> None:
    quiet = Quiet(time(19), time(7), lets_urgent_through=allowed)
    begins_at = None if begins is None else at(begins)

    found = told_at(quiet, at("2026-11-07T12:00"), LONDON, begins_at)

    assert found == (None if told is None else at(told))
