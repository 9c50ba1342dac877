"""Lists of absences: empty cells may be left out at the end of a line, and a file that breaks off is never taken."""

import pytest

from app.timetable.importers import absence_table
from app.timetable.importers.understanding import ImportRefused, NamedBytes

AMINA = "Amina,2026-11-02,2026-11-03"


def read(*lines: str) -> list[tuple[str, str | None]]:
    """Whom the lines name, and when they end within a day."""
    found = absence_table.read(NamedBytes("away.csv", "\n".join(lines).encode()))
    return [(row.who, row.end) for row in found]


def refusal(*lines: str) -> str:
    with pytest.raises(ImportRefused) as refused:
        read(*lines)
    return refused.value.problems[0].message


def test_the_last_line_may_leave_out_its_empty_cells_at_the_end() -> None:
    heading = "who,from,to,reason,notes"

    assert read(heading, f"{AMINA},ill,x", "Ben,2026-11-04,2026-11-05") == [("Amina", None), ("Ben", None)]
    assert read(heading, f"{AMINA},ill,x", "Ben,2026-11-04,2026-11-05,") == [("Amina", None), ("Ben", None)]


def test_a_last_line_that_alone_ends_before_a_date_is_cut_off() -> None:
    assert "Line 3: The file ends in the middle" in refusal("who,from,to,reason", f"{AMINA},ill", "Ben,2026-11-0")


def test_times_are_missed_in_the_last_line_only_where_others_use_them() -> None:
    heading = "who,from,to,start time,end time,reason"

    assert read(heading, f"{AMINA},,,ill", "Ben,2026-11-04,2026-11-05") == [("Amina", None), ("Ben", None)]
    assert "in the middle" in refusal(heading, f"{AMINA},09:00,12:00,ill", "Ben,2026-11-04,2026-11-05,10:00")
    assert read(heading, f"{AMINA},09:00,12:00,ill", "Ben,2026-11-04,2026-11-05,,11:00")[-1] == ("Ben", "11:00")


def test_names_in_two_columns_at_the_end_are_needed_too() -> None:
    heading = "from,to,forename,surname,reason"

    assert "in the middle" in refusal(heading, "2026-11-02,2026-11-03,Amina,Hill,ill", "2026-11-04,2026-11-05,Be")
    assert read(heading, "2026-11-02,2026-11-03,Amina,Hill,ill", "2026-11-04,2026-11-05,Ben,Osei")[-1][0] == "Ben Osei"
