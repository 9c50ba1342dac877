"""The child reads as we do, carries refusals across, and takes its own death with it."""

import subprocess
import sys

import pytest
from school_files import PLAIN_HEADING, understand

from app.timetable.importers import child, template
from app.timetable.importers.understanding import ImportRefused, NamedBytes, from_json

GOOD = NamedBytes("Stundenplan ü.csv", template.as_csv())


def test_the_child_understands_what_we_understand() -> None:
    assert child.read_in_child([GOOD]) == understand(GOOD)


def test_what_is_understood_survives_json() -> None:
    found = understand(GOOD, b"\x89PNG" + bytes(8))

    assert from_json(found.as_json()) == found


def test_a_refusal_comes_across_with_its_place() -> None:
    with pytest.raises(ImportRefused) as caught:
        child.read_in_child([NamedBytes("bad.csv", (PLAIN_HEADING + "A\0").encode())])

    assert [(problem.file, problem.line, problem.severity) for problem in caught.value.problems] == [
        ("bad.csv", 2, "refused")
    ]


@pytest.mark.parametrize("memory_mb", [1, 40, 60])
def test_too_little_memory_is_a_refusal(memory_mb: int) -> None:
    wide = NamedBytes("wide.fet", b"<fet>" + b"<a/>" * 900_000 + b"</fet>")

    with pytest.raises(ImportRefused):
        child.read_in_child([wide], memory_mb=memory_mb)


def test_too_long_is_a_refusal_that_says_so() -> None:
    rows = "".join(
        f"T{number % 900},Day {number % 29},{number % 97},C{number},S{number},R\n" for number in range(49_000)
    )

    with pytest.raises(ImportRefused, match="longer than 1 seconds"):
        child.read_in_child([NamedBytes("long.csv", (PLAIN_HEADING + rows).encode())], seconds=1)


def test_the_child_starts_without_server_or_database() -> None:
    code = (
        "import sys, app.timetable.importers.child, app.timetable.importers; "
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'fastapi', 'pydantic', 'openpyxl', 'asyncio', 'click')"
        " if name in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
