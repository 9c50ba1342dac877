"""`kenkyu timetable read`: JSON on demand, a summary otherwise, and what its exit code means."""

import json
from pathlib import Path

from click.testing import CliRunner
from school_files import PLAIN_HEADING
from test_xhstt_archives import archive, event, placed, solution

from app.cli.timetable_read import read
from app.timetable.importers import limits

GOOD = PLAIN_HEADING + "Amína,Monday,1,7A,Maths,R1\nBen,Monday,1,,PPA,\nBen,Monday,1,7B,Art,R2\n"


def test_json_has_what_was_understood_and_ends_with_0(tmp_path: Path) -> None:
    file = tmp_path / "x.bin"
    file.write_text(GOOD, "utf-8")

    result = CliRunner().invoke(read, [str(file), "--json"])

    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert "Amína" in result.stdout
    assert found["teachers"] == ["Amína", "Ben"]
    assert found["days"] == {"Monday": [{"period": "1", "start": None, "end": None}]}
    assert found["lessons"][0] == {
        "day": "Monday", "period": "1", "teachers": ["Amína"], "class": "7A", "subject": "Maths", "room": "R1",
    }  # fmt: skip
    assert found["busy"] == [{"teacher": "Ben", "day": "Monday", "period": "1", "reason": "PPA", "room": ""}]
    assert [(problem["file"], problem["line"], problem["kind"]) for problem in found["problems"]] == [
        ("x.bin", 4, "clash")
    ]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD, "utf-8")
    (tmp_path / ".hidden").write_bytes(b"\0")
    (tmp_path / "inside").mkdir()

    result = CliRunner().invoke(read, [str(tmp_path)])

    assert result.exit_code == 0
    assert "2 teachers" in result.stdout
    assert "line 4: Ben is in two places" in result.stdout


def test_a_refusal_ends_with_1_and_is_json_too(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(b"\x89PNG" + bytes(9))

    shown, told = CliRunner().invoke(read, [str(file)]), CliRunner().invoke(read, ["--json", str(file)])

    found = json.loads(told.stdout)
    assert (shown.exit_code, told.exit_code) == (1, 1)
    assert "PNG" in shown.stderr
    assert (found["lessons"], found["teachers"], found["busy"], found["days"]) == ([], [], [], {})
    assert [(problem["file"], problem["severity"]) for problem in found["problems"]] == [("plan.csv", "refused")]


def test_a_file_that_is_too_large_is_not_even_taken_in(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    with file.open("wb") as opened:
        opened.truncate(limits.FILE_BYTES_MAX * 50)

    result = CliRunner().invoke(read, [str(file)])

    assert result.exit_code == 1
    assert "10 MB" in result.stderr


def test_a_missing_file_ends_with_2_and_an_empty_folder_with_1(tmp_path: Path) -> None:
    assert CliRunner().invoke(read, [str(tmp_path / "none.csv")]).exit_code == 2
    assert CliRunner().invoke(read, []).exit_code == 2
    assert CliRunner().invoke(read, [str(tmp_path)]).exit_code == 1


def test_a_solution_is_refused_where_the_format_has_none(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(GOOD, "utf-8")

    result = CliRunner().invoke(read, [str(file), "--solution", "S1", "--json"])

    assert result.exit_code == 1
    assert "several solutions" in json.loads(result.stdout)["problems"][0]["message"]


def test_a_solution_is_chosen_by_its_id(tmp_path: Path) -> None:
    events = event("E1", "T1", "C1")
    file = tmp_path / "archive"
    file.write_text(archive(events, solution("a", placed("E1", "Mon1")), solution("b", placed("E1", "Tue1"))), "utf-8")

    found = json.loads(CliRunner().invoke(read, [str(file), "--solution", "b", "--json"]).stdout)

    assert (found["solution"], found["solutions"]) == ("b", ["a", "b"])
    assert [lesson["day"] for lesson in found["lessons"]] == ["Tue"]


def test_help_says_what_to_bring() -> None:
    shown = CliRunner().invoke(read, ["--help"]).stdout

    assert "_data_and_timetable.fet" in shown
    assert "teacher, day, period, class" in shown


def test_a_calendar_is_read_on_the_clock_of_the_zone_that_is_named(tmp_path: Path) -> None:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:202603{day}T090000Z\r\nDURATION:PT1H\r\nSUMMARY:7A\r\nEND:VEVENT\r\n"
        for day in ("02", "09", "16")
    )
    file = tmp_path / "a.ics"
    file.write_text(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n", "utf-8")

    there = CliRunner().invoke(read, [str(file), "--json", "--zone", "Europe/Helsinki"])
    nowhere = CliRunner().invoke(read, [str(file), "--zone", "Europe"])

    assert json.loads(there.stdout)["days"]["Monday"] == [{"period": "11:00-12:00", "start": "11:00", "end": "12:00"}]
    assert nowhere.exit_code == 2
    assert "no time zone Europe" in nowhere.stderr
