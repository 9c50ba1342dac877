"""Addresses at which a school's timetable, staff list or absences are kept: fetched on a schedule, held against the
last good copy, and put before a person when they differ."""
