"""A linear model in whole numbers: bounded variables, rows, nothing about schools. Pure Python, no solver."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

SCALE: Final = 1 << 24
"""Dual prices are rounded to this fraction, then everything is exact."""


@dataclass(slots=True)
class Row:
    """`low <= sum(coefficient x variable) <= high`; None is no limit on that side."""

    columns: list[int]
    coefficients: list[int]
    low: int | None
    high: int | None


@dataclass(slots=True)
class Linear:
    """Variables with whole-number bounds, and rows over them."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, high: int = 1, low: int = 0) -> int:
        """Add a variable and answer with its column."""
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1

    def add(
        self, columns: Iterable[int], low: int | None, high: int | None, minus: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Hold `low <= sum(columns) - sum(weight x column for minus) <= high`.

        A column named twice counts twice. Rows that the variables' own bounds hold already are left out.
        """
        terms: dict[int, int] = {}
        for column in columns:
            terms[column] = terms.get(column, 0) + 1
        for column, weight in minus:
            terms[column] = terms.get(column, 0) - weight
        least = sum(w * (self.lows[c] if w > 0 else self.highs[c]) for c, w in terms.items())
        most = sum(w * (self.highs[c] if w > 0 else self.lows[c]) for c, w in terms.items())
        low = None if low is None or low <= least else low
        high = None if high is None or high >= most else high
        if low is not None or high is not None:
            self.rows.append(Row(list(terms), list(terms.values()), low, high))

    def narrowed(self, extra: Iterable[tuple[Sequence[int], int | None, int | None]]) -> "Linear":
        """The same model with more rows; the rows there are shared, not copied."""
        model = Linear(list(self.lows), list(self.highs), list(self.rows))
        for columns, low, high in extra:
            model.add(columns, low, high)
        return model

    def is_kept_by(self, values: Sequence[int]) -> bool:
        """Whether *values* keep every bound and every row. Exact."""
        inside = all(low <= value <= high for low, value, high in zip(self.lows, values, self.highs, strict=True))
        return inside and all(
            (row.low is None or row.low <= total) and (row.high is None or total <= row.high)
            for row in self.rows
            for total in (sum(w * values[c] for c, w in zip(row.columns, row.coefficients, strict=True)),)
        )


def certified_bound(model: Linear, objective: Iterable[int], prices: Sequence[float]) -> int:
    """A lower bound of the sum of the *objective* columns, exact whatever *prices* are.

    Weak duality with a price per row: any prices give a valid bound, good ones a good bound. They are rounded to
    whole multiples of 1/SCALE and everything after that is whole-number arithmetic, so that no rounding of a
    floating-point solver can prove too much (the safe bound of Neumaier and Shcherbina, 2004).
    """
    reduced = [0] * len(model.lows)
    for column in objective:
        reduced[column] += SCALE
    total = 0
    for row, price in zip(model.rows, prices, strict=True):
        exact = round(price * SCALE)
        side = row.low if exact > 0 else row.high
        if exact == 0 or side is None:
            continue
        total += exact * side
        for column, weight in zip(row.columns, row.coefficients, strict=True):
            reduced[column] -= exact * weight
    for column, cost in enumerate(reduced):
        total += cost * (model.lows[column] if cost > 0 else model.highs[column])
    return -(-total // SCALE)
