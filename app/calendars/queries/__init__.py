"""Reads of calendar addresses, and of what stands in a calendar."""

from app.calendars.queries.addresses import (
    address,
    address_by_secret,
    addresses_page,
    count,
    subject_names,
    visible_subject,
)
from app.calendars.queries.contents import Calendar, calendar_of

__all__ = [
    "Calendar",
    "address",
    "address_by_secret",
    "addresses_page",
    "calendar_of",
    "count",
    "subject_names",
    "visible_subject",
]
