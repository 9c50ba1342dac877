"""Reads of lists of staff, and of our own staff as a list can tell of them."""

from app.rosters.queries.imports import (
    PROBLEMS_SHOWN,
    colleagues,
    import_out,
    known_ids,
    lines_page,
    problems_page,
    roster_import,
    staff_held,
    understanding,
)

__all__ = [
    "PROBLEMS_SHOWN",
    "colleagues",
    "import_out",
    "known_ids",
    "lines_page",
    "problems_page",
    "roster_import",
    "staff_held",
    "understanding",
]
