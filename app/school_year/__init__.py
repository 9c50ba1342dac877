"""School years, half-terms, and which timetable day each date is."""
