"""Any small timetable, written in any dialect, is read as it was."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from school_files import FET_HEADING, table, understand

NAME = st.text(st.sampled_from("ABCdeé1ß ,;|'\"+-=@/ñЖ"), min_size=1, max_size=8).map(str.strip).filter(bool)
SIMPLE = NAME.filter(lambda name: "+" not in name)
DAYS = st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
PERIODS = st.integers(1, 6).map(str)
LESSONS = st.dictionaries(
    st.tuples(DAYS, PERIODS, SIMPLE),
    st.tuples(st.lists(SIMPLE, max_size=2, unique=True), NAME, st.lists(SIMPLE, max_size=2, unique=True)),
    min_size=1,
    max_size=12,
)


@given(
    lessons=LESSONS,
    separator=st.sampled_from(",;|"),
    quote=st.sampled_from("\"'"),
    heading=st.booleans(),
    bom=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_fets_table_in_any_dialect(
    lessons: dict[tuple[str, str, str], tuple[list[str], str, list[str]]],
    separator: str, quote: str, heading: bool, bom: bool,
) -> None:  # fmt: skip
    rows = [
        (str(number), day, hour, "+".join(classes), subject, teacher, "", "+".join(rooms), "")
        for number, ((day, hour, teacher), (classes, subject, rooms)) in enumerate(lessons.items(), start=1)
    ]

    found = understand(table([FET_HEADING, *rows] if heading else rows, separator=separator, quote=quote, bom=bom))

    assert set(found.rows()) == {
        (teacher, day, hour, " + ".join(classes), subject, " + ".join(rooms))
        for (day, hour, teacher), (classes, subject, rooms) in lessons.items()
    }


PLAIN = st.dictionaries(
    st.tuples(DAYS, PERIODS, SIMPLE),
    st.tuples(st.just("") | SIMPLE, SIMPLE, st.just("") | SIMPLE),
    min_size=1,
    max_size=15,
)


@given(lessons=PLAIN, separator=st.sampled_from(",;|\t"), quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
       encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_our_plain_table_in_any_dialect(
    lessons: dict[tuple[str, str, str], tuple[str, str, str]], separator: str, quoting: int, encoding: str
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, quoting=quoting)
    writer.writerow(["teacher", "day", "period", "class", "subject", "room"])
    for (day, period, teacher), (class_name, subject, room) in lessons.items():
        writer.writerow([teacher, day, period, class_name, subject, room])

    found = understand(written.getvalue().encode(encoding))

    assert set(found.rows()) == {(who, day, period, *rest) for (day, period, who), rest in lessons.items()}
    assert {problem.severity for problem in found.problems} <= {"info"}
