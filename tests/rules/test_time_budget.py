"""The arithmetic of protected time: the founding numbers, the table of DOMAIN 3.4, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.time_budget.rules import AllocationRule, Balance, TimeCategory, allocation, top_up

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
