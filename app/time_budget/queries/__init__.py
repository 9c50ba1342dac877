"""Reads of pots, of entries, and of a school's year."""

from app.time_budget.queries.entries import Told, commits, entries_page, is_any_settled, told
from app.time_budget.queries.pots import Pot, given, lock_pots, lock_year, pots, pots_for
from app.time_budget.queries.year import Span, Totals, Unplaced, placed_by_half_term, totals, unplaced_page

__all__ = [
    "Pot", "Span", "Told", "Totals", "Unplaced", "commits", "entries_page", "given", "is_any_settled", "lock_pots",
    "lock_year", "placed_by_half_term", "pots", "pots_for", "told", "totals", "unplaced_page",
]  # fmt: skip
