"""How much of a list of staff we are ready to read; what all readers share is in the timetable's limits."""

PEOPLE_MAX = 2_000  # Staff of one school; the largest we know of has 249 teachers.
ROWS_MAX = 100_000  # Of a file that names pupils too: a trust of 20,000 pupils in several classes each.
NAME_CHARACTERS_MAX = 200
ID_CHARACTERS_MAX = 200
HEADING_ROWS_MAX = 20  # Titles may stand above the headings.
