"""The arithmetic of protected time: the founding numbers, the table of DOMAIN 3.4, and laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.time_budget.rules import (
    ENTRY_MINUTES_MAX,
    AllocationRule,
    Balance,
    EntryKind,
    Share,
    TimeCategory,
    TimeSource,
    allocation,
    ending,
    is_correctable,
    pieces,
    share_of_year,
    top_up,
)

OBSERVE, COVER, DEBRIEF = TimeCategory.OBSERVE, TimeCategory.COVER, TimeCategory.DEBRIEF_MOVE


@pytest.mark.parametrize(
    ("fte_percent", "minutes"),
    [
        (100, (90, 90, 120)),
        (80, (60, 60, 120)),
        (60, (60, 60, 60)),
        (50, (30, 30, 90)),
        (40, (30, 30, 60)),
    ],
)
def test_a_part_timer_is_due_what_the_table_says(fte_percent: int, minutes: tuple[int, int, int]) -> None:
    due = allocation(AllocationRule.PRO_RATA, fte_percent)

    assert (due[OBSERVE], due[COVER], due[DEBRIEF]) == minutes


def test_fifty_one_full_timers_are_due_the_founding_15_300_minutes() -> None:
    school = [allocation(AllocationRule.PRO_RATA, 100) for _ in range(51)]

    assert sum(sum(due.values()) for due in school) == 51 * 300 == 15_300


@pytest.mark.parametrize(("fte_percent", "blocks"), [(44, 4), (45, 5), (94, 9), (95, 10), (1, 3), (34, 3), (35, 4)])
def test_shares_are_rounded_half_up_and_nobody_gets_less_than_three_blocks(fte_percent: int, blocks: int) -> None:
    assert sum(allocation(AllocationRule.PRO_RATA, fte_percent).values()) == blocks * 30


@given(st.integers(1, 100))
def test_a_school_may_give_the_full_300_minutes_to_every_share(fte_percent: int) -> None:
    assert allocation(AllocationRule.FULL, fte_percent) == allocation(AllocationRule.PRO_RATA, 100)


@given(st.integers(1, 99))
def test_working_more_never_means_fewer_minutes(fte_percent: int) -> None:
    less, more = (allocation(AllocationRule.PRO_RATA, share) for share in (fte_percent, fte_percent + 1))

    assert sum(less.values()) <= sum(more.values())


@given(st.sampled_from(AllocationRule), st.integers(1, 100))
def test_every_pot_holds_whole_half_hours_and_as_much_cover_as_observing(rule: AllocationRule, share: int) -> None:
    due = allocation(rule, share)

    assert set(due) == set(TimeCategory)
    assert all(minutes >= 30 and minutes % 30 == 0 for minutes in due.values())
    assert due[OBSERVE] == due[COVER]


POTS = st.dictionaries(st.sampled_from(TimeCategory), st.integers(0, 600))


@given(due=POTS, given_before=POTS)
def test_topping_up_reaches_what_is_due_takes_nothing_away_and_does_it_once(
    due: dict[TimeCategory, int], given_before: dict[TimeCategory, int]
) -> None:
    added = top_up(due, given_before)
    after = {category: given_before.get(category, 0) + added.get(category, 0) for category in TimeCategory}

    assert all(minutes > 0 for minutes in added.values())
    assert all(after[category] == max(minutes, given_before.get(category, 0)) for category, minutes in due.items())
    assert top_up(due, after) == {}


def test_what_is_promised_or_used_is_not_available() -> None:
    assert Balance(90, 30, 30).available_minutes == 30
    assert Balance(90, 60, 30).available_minutes == 0
    with pytest.raises(AssertionError):
        Balance(90, 60, 31)


# ---- who comes and who goes ------------------------------------------------------------------------------

DAYS = [date(2026, 9, 7) + timedelta(days=number) for number in range(10)]


@pytest.mark.parametrize(
    ("joined_on", "left_on", "days"),
    [
        (None, None, 10),
        (DAYS[0], DAYS[-1], 10),
        (DAYS[1], None, 9),
        (None, DAYS[0], 1),
        (DAYS[4], DAYS[4], 1),
        (DAYS[-1] + timedelta(days=1), None, 0),
        (None, DAYS[0] - timedelta(days=1), 0),
    ],
)
def test_the_first_and_the_last_day_of_work_count(joined_on: date | None, left_on: date | None, days: int) -> None:
    assert share_of_year(DAYS, joined_on, left_on) == Share(days, 10)


def test_in_a_year_without_days_everybody_is_there_all_year() -> None:
    assert allocation(AllocationRule.FULL, 100, share_of_year([], DAYS[0], DAYS[0])) == allocation(
        AllocationRule.FULL, 100
    )


@pytest.mark.parametrize(
    ("fte_percent", "days", "minutes"),
    [
        (100, 10, (90, 90, 120)),
        (100, 5, (30, 30, 90)),
        (50, 10, (30, 30, 90)),
        (50, 5, (30, 30, 30)),
        (100, 1, (30, 30, 30)),
        (100, 0, (0, 0, 0)),
    ],
)
def test_half_a_year_is_due_what_half_of_full_time_is(
    fte_percent: int, days: int, minutes: tuple[int, int, int]
) -> None:
    due = allocation(AllocationRule.PRO_RATA, fte_percent, Share(days, 10))

    assert (due[OBSERVE], due[COVER], due[DEBRIEF]) == minutes


@given(st.sampled_from(AllocationRule), st.integers(1, 100), st.integers(0, 189))
def test_a_day_more_never_means_fewer_minutes(rule: AllocationRule, fte_percent: int, days: int) -> None:
    less, more = (sum(allocation(rule, fte_percent, Share(there, 190)).values()) for there in (days, days + 1))

    assert less <= more <= sum(allocation(rule, fte_percent).values())


# ---- how a year ends -------------------------------------------------------------------------------------


@given(POTS, st.integers(0, 6000))
def test_what_is_left_goes_over_or_lapses_and_no_more_goes_over_than_may(
    available: dict[TimeCategory, int], most: int
) -> None:
    found = ending(available, most)

    for category in TimeCategory:
        over, lapsed = found.rolled_over.get(category, 0), found.lapsed.get(category, 0)
        assert over + lapsed == available.get(category, 0)
    assert sum(found.rolled_over.values()) == min(most, sum(available.values()))
    assert all(minutes > 0 for part in (found.rolled_over, found.lapsed) for minutes in part.values())


def test_debriefs_go_over_first() -> None:
    found = ending({OBSERVE: 30, COVER: 30, DEBRIEF: 30}, 45)

    assert found.rolled_over == {DEBRIEF: 30, OBSERVE: 15}
    assert found.lapsed == {OBSERVE: 15, COVER: 30}


# ---- entries ---------------------------------------------------------------------------------------------


@given(st.integers(-20_000_000, 20_000_000))
def test_any_number_of_minutes_is_given_in_entries_that_the_database_takes(minutes: int) -> None:
    found = pieces(minutes)

    assert sum(found) == minutes
    assert all(0 < abs(part) <= ENTRY_MINUTES_MAX and (part > 0) == (minutes > 0) for part in found)
    assert len(found) == -(-abs(minutes) // ENTRY_MINUTES_MAX)


def test_what_was_used_is_corrected_and_what_was_given_to_a_protected_pot() -> None:
    found = {(kind, source) for kind in EntryKind for source in TimeSource if is_correctable(kind, source)}

    assert found == {(EntryKind.SPEND, source) for source in TimeSource} | {(EntryKind.ALLOCATE, TimeSource.PROTECTED)}
