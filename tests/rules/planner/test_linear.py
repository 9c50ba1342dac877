"""Linear models in whole numbers: rows mean what they say, and no price whatever makes a bound too good."""

import random
import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planner.solver import engine
from app.planner.solver.engine import Effort, Ending
from app.planner.solver.linear import SCALE, Linear, certified_bound

QUICK = Effort(seconds=5)

Terms = list[tuple[int, int]]


# ---- small models, and their minimum by trying everything ----------------------------------------------


@st.composite
def models(draw: st.DrawFn) -> tuple[Linear, list[int]]:
    """A model of up to five columns and five rows, and what is to be small: each column never, once or twice."""
    model = Linear()
    for _ in range(draw(st.integers(1, 5))):
        low = draw(st.integers(-2, 2))
        model.variable(low + draw(st.integers(0, 2)), low)
    column = st.integers(0, len(model.lows) - 1)
    for _ in range(draw(st.integers(0, 5))):
        least_total = draw(st.none() | st.integers(-4, 4))
        most_total = draw(st.none() | st.integers(0 if least_total is None else least_total, 6))
        weights = st.tuples(column, st.integers(-3, 3))
        named, taken = draw(st.lists(column, max_size=5)), draw(st.lists(weights, max_size=3))
        model.add(named, least_total, most_total, minus=taken)
    return model, draw(st.lists(column, max_size=6))


def everything(model: Linear) -> list[tuple[int, ...]]:
    """All values that keep the model, found from its rows as they are written."""
    spans = (range(low, high + 1) for low, high in zip(model.lows, model.highs, strict=True))
    return [values for values in product(*spans) if all(_keeps(model, values, row) for row in range(len(model.rows)))]


def _keeps(model: Linear, values: tuple[int, ...], number: int) -> bool:
    row = model.rows[number]
    total = 0
    for column, weight in zip(row.columns, row.coefficients, strict=True):
        total += weight * values[column]
    return not (row.low is not None and total < row.low) and not (row.high is not None and total > row.high)


def least(model: Linear, objective: list[int]) -> int | None:
    """The true minimum; None where no values keep the model."""
    return min((sum(values[column] for column in objective) for values in everything(model)), default=None)


prices = st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1 / 3, 1e-12, -1e-12, 1e12, -1e12])


# ---- bounds --------------------------------------------------------------------------------------------


@settings(max_examples=600, deadline=None, database=None)
@given(models(), st.data())
def test_no_prices_prove_more_than_is_true(found: tuple[Linear, list[int]], data: st.DataObject) -> None:
    model, objective = found
    paid = data.draw(st.lists(prices, min_size=len(model.rows), max_size=len(model.rows)))

    bound = certified_bound(model, objective, paid)

    best = least(model, objective)
    assert best is None or bound <= best


@settings(max_examples=200, deadline=None, database=None)
@given(models())
def test_the_engines_say_nothing_that_is_not_true(found: tuple[Linear, list[int]]) -> None:
    model, objective = found
    best = least(model, objective)

    relaxed = engine.relaxed_bound(model, objective, QUICK)
    searched = engine.searched(model, objective, QUICK)
    good = engine.good_values(model, objective, QUICK)

    if best is None:
        assert searched.ending is Ending.IMPOSSIBLE
        assert good.ending is Ending.NOTHING
        return
    assert relaxed is not None
    assert relaxed <= best
    assert searched.ending is Ending.PROVED
    assert searched.values in everything(model)
    assert sum(searched.values[column] for column in objective) == best
    assert searched.bound == (best if objective else None)
    assert good.values in everything(model)
    assert sum(good.values[column] for column in objective) == best


def split(columns: int) -> Linear:
    """Four weighings that have to come out even: easily said, hard to search."""
    rng = random.Random(1)
    model = Linear()
    every = [model.variable() for _ in range(columns)]
    for _ in range(4):
        weights = [rng.randrange(100) for _ in every]
        model.add([], -(sum(weights) // 2), -(sum(weights) // 2), minus=zip(every, weights, strict=True))
    return model


def test_a_search_is_over_soon_after_it_is_cancelled() -> None:
    started = time.monotonic()

    answer = engine.searched(split(45), range(45), Effort(60, cancelled=lambda: time.monotonic() - started > 0.5))

    assert time.monotonic() - started < 30
    assert answer.ending in {Ending.NOTHING, Ending.FOUND}


def test_a_search_is_over_when_its_time_is_up() -> None:
    started = time.monotonic()

    answer = engine.searched(split(45), range(45), Effort(1))

    assert time.monotonic() - started < 30
    assert answer.ending in {Ending.NOTHING, Ending.FOUND}


def test_a_search_that_ends_early_proves_no_more_than_it_knows() -> None:
    for columns in (8, 12, 14):
        model, every = split(columns), list(range(columns))
        best = least(model, every)
        for seed in range(3):
            answer = engine.searched(model, every, Effort(0.02, seed=seed))
            assert answer.ending is not Ending.IMPOSSIBLE or best is None
            assert answer.bound is None or best is None or answer.bound <= best


def test_good_prices_prove_all_there_is() -> None:
    model = Linear()
    x, y = model.variable(2), model.variable(2)
    model.add([x, y], 3, None)

    assert certified_bound(model, [x, y], [1.0]) == 3
    assert certified_bound(model, [x, y], [0.0]) == 0
    assert certified_bound(model, [x, y], [-1.0]) <= 3


def test_a_price_for_too_much_counts_at_the_upper_side() -> None:
    # x + y is at most 2 and x + y + z at least 5: so z is at least 3.
    model = Linear()
    x, y, z = model.variable(3), model.variable(3), model.variable(9)
    model.add([x, y], None, 2)
    model.add([x, y, z], 5, None)

    assert certified_bound(model, [z], [-1.0, 1.0]) == 3


def test_what_is_proved_in_fractions_is_rounded_up_to_what_can_be() -> None:
    # Of any two of three at least one: half of each would do, but no whole numbers below two.
    model = Linear()
    a, b, c = (model.variable() for _ in range(3))
    for pair in ((a, b), (b, c), (a, c)):
        model.add(pair, 1, None)

    assert certified_bound(model, [a, b, c], [0.5] * 3) == 2
    assert certified_bound(model, [a, b, c], [0.5 + 1e-9] * 3) == 2
    assert certified_bound(model, [a, b, c], [1 / 3] * 3) == 1


def test_a_hair_above_is_not_proved_by_rounding() -> None:
    # x = 1 is possible, so 2 must not be proved, however little the price is above 1.
    model = Linear()
    x = model.variable(3)
    y = model.variable(3)
    model.add([x, y], 1, None)

    for beyond in (1e-15, 1 / SCALE, 1e-6, 1e-3):
        assert certified_bound(model, [x, y], [1 + beyond]) <= 1


def test_columns_that_may_be_below_nought_count_with_their_lower_end() -> None:
    model = Linear()
    x = model.variable(2, -3)

    assert certified_bound(model, [x], []) == -3
    assert certified_bound(model, [x, x], []) == -6
    assert certified_bound(model, [], []) == 0


# ---- models --------------------------------------------------------------------------------------------


def test_a_row_holds_both_sides_of_its_edges() -> None:
    model = Linear()
    x, y = model.variable(3), model.variable(3)
    model.add([x, y], 2, 4)

    assert [total for total in range(7) if model.is_kept_by((min(total, 3), total - min(total, 3)))] == [2, 3, 4]


def test_what_is_named_twice_counts_twice_and_what_is_taken_away_with_its_weight() -> None:
    model = Linear()
    x, y = model.variable(9), model.variable(9)
    model.add([x, x], None, 0, minus=[(y, 3)])

    assert model.is_kept_by((3, 2))
    assert not model.is_kept_by((4, 2))


def test_a_column_on_both_sides_is_taken_together() -> None:
    model = Linear()
    x, y = model.variable(9), model.variable(9)
    model.add([x, y], None, 0, minus=[(x, 1)])

    assert model.is_kept_by((5, 0))
    assert not model.is_kept_by((5, 1))


@pytest.mark.parametrize(
    ("low", "high", "rows"), [(0, 2, 0), (None, None, 0), (1, 2, 1), (0, 1, 1), (-5, 9, 0), (1, 1, 1)]
)
def test_rows_that_always_hold_are_left_out(low: int | None, high: int | None, rows: int) -> None:
    model = Linear()
    x, y = model.variable(), model.variable()

    model.add([x, y], low, high)

    assert len(model.rows) == rows


def test_a_side_that_always_holds_is_left_out_alone() -> None:
    model = Linear()
    x, y = model.variable(2, 1), model.variable(2)

    model.add([x], 0, 5, minus=[(y, 1)])
    model.add([x], 0, 2, minus=[(y, 1)])

    assert [(row.low, row.high) for row in model.rows] == [(0, None), (0, None)]


def test_a_row_that_nothing_keeps_stays() -> None:
    model = Linear()
    x = model.variable()

    model.add([x], 2, None)
    model.add([], 1, None)

    assert len(model.rows) == 2
    assert not any(model.is_kept_by((value,)) for value in (0, 1))


@settings(max_examples=200, deadline=None, database=None)
@given(models(), st.lists(st.integers(-3, 5), min_size=5, max_size=5))
def test_values_keep_a_model_when_they_keep_each_bound_and_row(
    found: tuple[Linear, list[int]], some: list[int]
) -> None:
    model, _ = found
    values = tuple(some[: len(model.lows)])

    assert model.is_kept_by(values) == (values in everything(model))


def test_values_outside_their_bounds_are_refused() -> None:
    model = Linear()
    model.variable(2, 1)

    assert [value for value in range(-1, 5) if model.is_kept_by((value,))] == [1, 2]


@pytest.mark.parametrize("values", [(), (0,), (0, 0, 0)])
def test_too_few_or_too_many_values_are_a_mistake(values: tuple[int, ...]) -> None:
    model = Linear()
    model.variable()
    model.variable()

    with pytest.raises(ValueError):
        model.is_kept_by(values)


def test_a_narrowed_model_has_more_rows_and_leaves_the_first_as_it_was() -> None:
    model = Linear()
    x, y = model.variable(2), model.variable(2)
    model.add([x, y], 1, None)

    less = model.narrowed([([x], None, 0), ([y], 2, None)])
    less.highs[y] = 1
    less.add([x, y], None, 3)
    more = less.variable()

    assert (len(model.rows), len(model.lows), model.highs) == (1, 2, [2, 2])
    assert more == 2
    assert model.is_kept_by((1, 0))
    assert not model.narrowed([([x], None, 0), ([y], 2, None)]).is_kept_by((1, 2))
    assert model.narrowed([([x], None, 0), ([y], 2, None)]).is_kept_by((0, 2))
