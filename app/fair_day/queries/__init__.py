"""Reads about learning fairs: the programme, the day, the posters."""

from app.fair_day.queries.day import (
    attendance_out,
    big_screen,
    marked,
    my_attendance,
    passport,
    visit_of,
    visited_slots,
)
from app.fair_day.queries.fairs import (
    event_fits,
    fair,
    fair_out,
    fairs_page,
    placed_elsewhere,
    presenters_of,
    room,
    rooms,
    slot,
    slots,
)
from app.fair_day.queries.posters import KIND as POSTERS
from app.fair_day.queries.posters import (
    fair_poster_of,
    poster_keys,
    poster_of,
    posters_out,
    posters_to_make,
    posters_told,
    posters_used,
)
from app.fair_day.queries.programme import Shown, findings_shown, programme_out, slot_done, slots_out

__all__ = [
    "POSTERS", "Shown",
    "attendance_out",
    "big_screen",
    "event_fits",
    "fair",
    "fair_out",
    "fair_poster_of",
    "fairs_page",
    "findings_shown",
    "marked",
    "my_attendance",
    "passport",
    "placed_elsewhere",
    "poster_keys",
    "poster_of",
    "posters_out",
    "posters_to_make",
    "posters_told",
    "posters_used",
    "presenters_of",
    "programme_out",
    "room",
    "rooms",
    "slot",
    "slot_done",
    "slots",
    "slots_out",
    "visit_of",
    "visited_slots",
]  # fmt: skip
