"""How much of a file we are ready to read: each limit is far above what the largest school we know of needs."""

MEGABYTE = 1_000_000

FILES_MAX = 60
FILE_BYTES_MAX = 10 * MEGABYTE
TOTAL_BYTES_MAX = 20 * MEGABYTE
UNPACKED_BYTES_MAX = 30 * MEGABYTE  # What a .gz or .xlsx may grow to: a whole school's .fet is 2 MB.

ZIP_ENTRIES_MAX = 1_000
ZIP_RATIO_MAX = 200  # Deflated text seldom passes 20; a bomb is at 1,000.

XML_DEPTH_MAX = 20
XML_ELEMENTS_MAX = 1_000_000  # About 250 MB of Python objects; a school of 100 teachers has 80,000.

ROWS_MAX = 50_000
LINES_MAX = 200_000  # Empty rows count here: a sheet may have a formatted tail.
COLUMNS_MAX = 200  # Two weeks of ten periods, each a column, are more than 100.
SHEETS_MAX = 20
CELL_CHARACTERS_MAX = 10_000  # One cell can name 300 pupils, each a "students set".
NAME_CHARACTERS_MAX = 500  # One name: a teacher, a class, a room, a subject, a day, a period.

TEACHERS_MAX = 1_000
DAYS_MAX = 30
PERIODS_MAX = 100
LESSONS_MAX = 100_000
JOINED_MAX = 1_000  # Teachers or classes of one lesson; a year group listed pupil by pupil is 300.
