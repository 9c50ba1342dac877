"""Schools take turns at the lanes: none holds them all, none waits behind another's thousand."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from app.jobs.turns import ALONE, Turns

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
HERE = UUID("6f3a3e0e-5a76-4a3e-9b39-111111111111")
AMBER, BIRCH, CEDAR = (uuid5(HERE, name) for name in ("amber", "birch", "cedar"))


def begin(turns: Turns, waiting: Counter[UUID], now: datetime = NOW) -> UUID | None:
    """What a free lane begins: of the schools that are not left out, the one whose jobs have been due longest."""
    with turns.choosing():
        for left_out in turns.left_out(now):
            for school_id in waiting:
                if waiting[school_id] and school_id not in left_out:
                    waiting[school_id] -= 1
                    turns.begun(school_id)
                    return school_id
    return None


def test_one_school_never_holds_the_last_lane() -> None:
    turns, waiting = Turns(3), Counter({AMBER: 10})

    assert [begin(turns, waiting) for _ in range(3)] == [AMBER, AMBER, None]
    waiting[BIRCH] += 1
    assert begin(turns, waiting) == BIRCH


def test_a_single_lane_is_whoever_s_comes() -> None:
    turns, waiting = Turns(1), Counter({AMBER: 1})

    assert begin(turns, waiting) == AMBER


def test_who_holds_no_lane_comes_before_who_does_however_long_that_one_has_waited() -> None:
    turns, waiting = Turns(3), Counter({AMBER: 10, BIRCH: 2})

    assert [begin(turns, waiting) for _ in range(2)] == [AMBER, BIRCH]


def test_while_two_hold_on_a_third_is_served_one_after_the_other() -> None:
    turns, waiting = Turns(3), Counter({AMBER: 10, BIRCH: 10, CEDAR: 5})
    held = [begin(turns, waiting) for _ in range(2)]

    served = []
    for _ in range(5):
        served.append(begin(turns, waiting))
        turns.ended(CEDAR)

    assert held == [AMBER, BIRCH]
    assert served == [CEDAR] * 5


def test_one_of_a_thousand_is_done_then_the_next_school_s() -> None:
    """Take out: `served` in left_out."""
    turns, waiting = Turns(2), Counter({AMBER: 1_000, BIRCH: 3, CEDAR: 3})

    order = []
    for _ in range(9):
        begun = begin(turns, waiting)
        assert begun is not None
        order.append(begun)
        turns.ended(begun)

    assert order == [AMBER, BIRCH, CEDAR] * 3


def test_who_is_found_alone_is_not_looked_past_for_a_moment() -> None:
    turns, waiting = Turns(3), Counter({AMBER: 10})
    begin(turns, waiting)
    begin(turns, waiting)

    with turns.choosing():
        soon = list(turns.left_out(NOW + ALONE / 2))
        later = list(turns.left_out(NOW + ALONE + timedelta(microseconds=1)))

    assert soon == [frozenset({AMBER})]
    assert later == [frozenset({AMBER})] * 3
