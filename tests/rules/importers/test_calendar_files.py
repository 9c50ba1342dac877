"""One person's calendar: what comes back is a lesson, what stands alone is told, and no calendar can do harm."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from school_files import refused, understand

from app.timetable import importers
from app.timetable.importers import calendar_events
from app.timetable.importers.read_ical import class_and_subject
from app.timetable.importers.understanding import Hints, ImportedTimetable, ImportRefused, NamedBytes

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
MONDAY = date(2025, 9, 1)
HOLIDAYS = {date(2025, 10, 27), date(2025, 12, 22), date(2025, 12, 29), date(2026, 2, 16)}


def event(
    on: date, start: str, end: str, summary: str, *more: str, room: str = "", uid: str = "", zone: str = ""
) -> str:
    """One event; in UTC unless a zone is named."""

    def at(name: str, clock: str) -> str:
        moment = datetime.combine(on, time.fromisoformat(clock), LONDON)
        if zone:
            return f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"
        return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"

    lines = [
        "BEGIN:VEVENT", f"UID:{uid or f'{on}{start}{summary}'}", at("DTSTART", start), at("DTEND", end),
        f"SUMMARY:{summary}", f"LOCATION:{room}", *more, "END:VEVENT",
    ]  # fmt: skip
    return "\r\n".join(lines)


def calendar(*events: str, name: str = "") -> str:
    called = [f"X-WR-CALNAME:{name}"] if name else []
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *called, *events, "END:VCALENDAR", ""])


def weeks(count: int = 20) -> Iterator[tuple[int, date]]:
    """School weeks with their number, over the holidays."""
    mondays = (MONDAY + timedelta(weeks=number) for number in range(60))
    yield from list(enumerate(monday for monday in mondays if monday not in HOLIDAYS))[:count]


def rows(found: ImportedTimetable) -> list[tuple[str, ...]]:
    return sorted(found.rows())


def test_what_comes_every_week_is_a_lesson_whatever_the_clock_change() -> None:
    found = understand(
        calendar(*(event(monday, "08:50", "09:50", "10B/Ar1", room="O3") for _, monday in weeks()), name="Ann")
    )

    assert rows(found) == [("Ann", "Monday", "08:50-09:50", "10B/Ar1", "", "O3")]
    assert found.days["Monday"][0].start == "08:50"
    assert found.days["Monday"][0].end == "09:50"
    assert found.covers_everyone is False
    assert found.problems == ()


def test_what_comes_every_other_week_tells_weeks_a_and_b_over_holidays() -> None:
    events = []
    for number, monday in weeks():
        tuesday = monday + timedelta(days=1)
        events.append(event(monday, "08:50", "09:50", "7A"))
        events.append(event(tuesday, "08:50", "09:50", "8A" if number % 2 == 0 else "8B"))
        if number % 2 == 1:
            events.append(event(tuesday, "10:00", "11:00", "EXAM: 9C" if number == 5 else "9C"))

    found = understand(calendar(*events))

    assert list(found.days) == ["A Monday", "A Tuesday", "B Monday", "B Tuesday"]
    assert [(row[1], row[3]) for row in rows(found)] == [
        ("A Monday", "7A"), ("A Tuesday", "8A"), ("B Monday", "7A"), ("B Tuesday", "8B"), ("B Tuesday", "9C"),
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/London", "GMT Standard Time", '"Europe/London"'])
def test_rules_are_expanded_by_the_zone_they_name(zone: str) -> None:
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20260717T000000Z"
    other = "RRULE:FREQ=WEEKLY;INTERVAL=2"
    text = calendar(
        event(MONDAY, "08:50", "09:50", "7A", rule, zone=zone),
        event(MONDAY + timedelta(days=1), "08:50", "09:50", "8A", other, zone=zone),
        event(MONDAY + timedelta(days=8), "08:50", "09:50", "8B", other, zone=zone),
        event(MONDAY, "13:00", "14:00", "PPA", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE", zone=zone),
    )

    found = understand(text)

    assert [(row[1], row[2], row[3] or row[4]) for row in rows(found)] == [
        ("A Monday", "08:50-09:50", "7A"), ("A Monday", "13:00-14:00", "PPA"), ("A Tuesday", "08:50-09:50", "8A"),
        ("A Wednesday", "13:00-14:00", "PPA"), ("B Monday", "08:50-09:50", "7A"), ("B Monday", "13:00-14:00", "PPA"),
        ("B Tuesday", "08:50-09:50", "8B"), ("B Wednesday", "13:00-14:00", "PPA"),
    ]  # fmt: skip


def test_times_in_utc_are_shown_on_the_schools_clock() -> None:
    text = calendar(*(event(monday, "08:40", "09:25", "G1a") for _, monday in weeks(6)))

    found = importers.read([NamedBytes("a.ics", text.encode())], Hints(zone="Europe/Zurich"))

    assert [row[2] for row in found.rows()] == ["09:40-10:25"]


def test_a_time_without_a_zone_is_the_schools() -> None:
    text = calendar(*(event(monday, "08:50", "09:50", "7A", zone="Nowhere/At All") for _, monday in weeks(6)))

    assert [row[2] for row in understand(text).rows()] == ["08:50-09:50"]


def test_what_comes_once_is_counted_and_no_lesson() -> None:
    lessons = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks()]
    trip, fair = (event(date(2025, 11, day), "12:00", "13:00", f"Day {day}") for day in (11, 12))

    found = understand(calendar(*lessons, trip, fair))

    assert len(list(found.rows())) == 1
    assert ["2 events come only once" in problem.message for problem in found.problems] == [True]


def test_the_same_event_verbatim_again_counts_once() -> None:
    lessons = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)]
    alone = event(MONDAY, "12:00", "13:00", "Trip")

    found = understand(calendar(*lessons, *lessons, alone, alone))

    assert len(list(found.rows())) == 1
    assert "1 event comes only once" in found.problems[0].message


def test_one_uid_on_many_dates_is_many_events() -> None:
    found = understand(calendar(*(event(monday, "08:50", "09:50", "7A", uid="same") for _, monday in weeks(6))))

    assert len(list(found.rows())) == 1


def test_a_cancelled_event_gives_way_to_the_live_one_beside_it() -> None:
    events = [event(monday, "08:50", "09:50", "7A", room="M1") for _, monday in weeks(8)]
    events.append(event(MONDAY, "08:50", "09:50", "CANCELLED: 7B", "STATUS:CANCELLED"))
    events.append(event(MONDAY, "08:50", "09:50", "Abgesagt: 7C"))

    found = understand(calendar(*events))

    assert [row[3] for row in found.rows()] == ["7A"]
    assert "2 events are cancelled" in found.problems[0].message


def test_days_off_and_journeys_are_counted_and_left_out() -> None:
    lessons = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)]
    all_day = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20251020\r\nSUMMARY:INSET\r\nEND:VEVENT"
    from_ten_pm = "BEGIN:VEVENT\r\nDTSTART:20250930T220000Z\r\nDTEND:20251002T220000Z\r\nSUMMARY:Camp\r\nEND:VEVENT"

    found = understand(calendar(*lessons, all_day, from_ten_pm))

    assert [problem.message for problem in found.problems] == [
        "1 event is half a day long or more, and left out.", "1 event is longer than a day, and left out.",
    ]  # fmt: skip


def test_a_new_timetable_from_some_day_on_counts_and_the_old_one_is_told() -> None:
    events = [event(monday, "08:50", "09:50", "7A" if number < 10 else "7B") for number, monday in weeks()]

    found = understand(calendar(*events))

    assert [row[3] for row in found.rows()] == ["7B"]
    assert "“7A” on Monday, 08:50-09:50 ends on" in found.problems[0].message


def test_only_the_latest_school_year_counts() -> None:
    old = [event(monday - timedelta(weeks=52), "08:50", "09:50", "6A") for _, monday in weeks(8)]
    new = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(8)]

    found = understand(calendar(*old, *new))

    assert [row[3] for row in found.rows()] == ["7A"]
    assert "8 dates lie in other school years" in found.problems[0].message


def test_one_week_alone_is_read_as_every_week_and_told() -> None:
    found = understand(calendar(event(MONDAY, "08:50", "09:50", "7A"), event(MONDAY, "10:00", "11:00", "8A")))

    assert [row[3] for row in found.rows()] == ["7A", "8A"]
    assert found.problems[0].kind == "partial"


def test_exceptions_and_moved_dates_of_a_rule_are_followed() -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=10"
    moved = event(
        MONDAY + timedelta(days=8), "12:00", "13:00", "7A", "RECURRENCE-ID;TZID=Europe/London:20250908T085000",
        uid="r", zone="Europe/London",
    )  # fmt: skip
    text = calendar(
        event(
            MONDAY, "08:50", "09:50", "7A", rule, "EXDATE;TZID=Europe/London:20250915T085000,20250922T085000", uid="r",
            zone="Europe/London",
        ),
        moved,
    )  # fmt: skip

    dates = calendar_events.read(text, "a.ics", "Europe/London").occurrences

    assert len(dates) == 8
    assert [one.on for one in dates][:3] == [MONDAY, date(2025, 9, 9), date(2025, 9, 29)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=5", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2", "FREQ=NEVER",
        "COUNT=3", "",
    ],
)  # fmt: skip
def test_rules_within_a_day_are_left_out_and_counted(rule: str) -> None:
    lessons = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)]

    found = understand(calendar(*lessons, event(MONDAY, "12:00", "12:01", "x", f"RRULE:{rule}")))

    assert [row[3] for row in found.rows()] == ["7A"]
    assert "repeated by a rule" in found.problems[0].message


def test_no_more_than_two_thousand_dates_come_of_rules() -> None:
    daily = [event(MONDAY, "08:00", "08:30", f"Item {number}", "RRULE:FREQ=DAILY") for number in range(9)]

    found = calendar_events.read(calendar(*daily), "a.ics", "Europe/London")

    assert len(found.occurrences) == calendar_events.OCCURRENCES_MAX
    assert found.left_out["limit"] == 4


def test_years_beyond_reason_are_left_out() -> None:
    lessons = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)]
    far = [
        f"BEGIN:VEVENT\r\nDTSTART:{year}0901T080000Z\r\nDTEND:{year}0901T090000Z\r\nSUMMARY:x\r\nEND:VEVENT"
        for year in ("1969", "2101", "9999", "0001")
    ]

    found = understand(calendar(*lessons, *far))

    assert [row[3] for row in found.rows()] == ["7A"]
    assert sum("1970 to 2100" in problem.message or "broken" in problem.message for problem in found.problems) >= 1


def test_times_that_run_backwards_or_are_none_are_left_out() -> None:
    lessons = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)]
    broken = "BEGIN:VEVENT\r\nDTSTART:2025090\r\nSUMMARY:x\r\nEND:VEVENT"

    found = understand(calendar(*lessons, event(MONDAY, "12:00", "11:00", "y"), broken))

    assert [problem.message for problem in found.problems] == [
        "1 event is without an end behind the start, and left out.", "1 event is broken, and left out.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "room", "classes", "subject"),
    [
        ("10B/Ar1", "O3", ("10B/Ar1",), ""),
        ("Geschichte - m518", "m518", (), "Geschichte"),
        ("7A Maths (M1)", "M1", ("7A",), "Maths"),
        ("Art 10B/Ar1 + 10C/Ar1", "", ("10B/Ar1", "10C/Ar1"), "Art"),
        ("Maths, 1a", "", ("1a",), "Maths"),
        ("Year 11/Fr2 French", "", ("Year 11/Fr2",), "French"),
        ("PPA", "", (), "PPA"),
        ("Line management", "Office", (), "Line management"),
        ("Staff meeting 4pm", "", (), "Staff meeting 4pm"),
        ("1st aid", "", (), "1st aid"),
    ],
)
def test_a_class_is_what_looks_like_one(summary: str, room: str, classes: tuple[str, ...], subject: str) -> None:
    assert class_and_subject(summary, room) == (classes, subject)


def test_the_calendar_is_its_owners_by_name_or_organiser() -> None:
    lessons = [event(monday, "08:50", "09:50", "7A", "ORGANIZER;CN=Ms Osei:mailto:o@x.test") for _, monday in weeks(6)]
    mailed = [event(monday, "08:50", "09:50", "7A", "ORGANIZER:mailto:o@x.test") for _, monday in weeks(6)]
    plain = [event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)]

    assert understand(calendar(*lessons)).teachers == ("Ms Osei",)
    assert understand(calendar(*lessons, name="B. Osei\\, Art")).teachers == ("B. Osei, Art",)
    assert understand(calendar(*mailed)).teachers == ("o@x.test",)
    assert understand(calendar(*plain)).teachers == ("Calendar",)


def test_folded_lines_and_alarms_are_read_past() -> None:
    alarm = "BEGIN:VALARM\r\nDTSTART:19000101T000000Z\r\nSUMMARY:ring\r\nEND:VALARM"
    text = calendar(*(event(monday, "08:50", "09:50", "10B/\r\n Ar1", alarm) for _, monday in weeks(6)))

    assert [row[3] for row in understand(text).rows()] == ["10B/Ar1"]


def test_a_calendar_of_nothing_that_comes_back_is_refused() -> None:
    events = [event(MONDAY + timedelta(days=9 * number), "08:50", "09:50", "7A") for number in range(5)]

    assert "Nothing in this calendar comes back" in refused(calendar(*events)).message
    assert "Nothing in this calendar comes back" in refused(calendar()).message


def test_two_peoples_calendars_at_once_are_refused() -> None:
    text = calendar(*(event(monday, "08:50", "09:50", "7A") for _, monday in weeks(6)))

    assert "two calendars" in refused(text, text).message


def test_nesting_without_end_is_refused() -> None:
    assert "nested" in refused("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 100_000).message


@pytest.mark.parametrize("part", range(1, 10))
def test_a_calendar_cut_at_any_tenth_is_read_in_part_and_says_so_or_refused(part: int) -> None:
    whole = calendar(*(event(monday, "08:50", "09:50", "7A", room="M1") for _, monday in weeks(12))).encode()
    try:
        found = importers.read([NamedBytes("a.ics", whole[: len(whole) * part // 10])])
    except ImportRefused as refusal:
        assert refusal.problems
    else:
        assert [row[3] for row in found.rows()] == ["7A"]
        assert any(problem.kind == "partial" for problem in found.problems)


LINES = st.sampled_from([
    "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "DTSTART:20250901T080000Z", "DTEND:20250901T090000Z",
    "DTSTART;VALUE=DATE:20250901", "DTSTART;TZID=Europe/London:20250908T085000", "DURATION:PT1H", "DURATION:-P9999999D",
    "RRULE:FREQ=WEEKLY", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=DAILY;UNTIL=00000000",
    "RRULE:FREQ=WEEKLY;INTERVAL=0", "RDATE:20250901T080000Z", "RDATE;VALUE=PERIOD:20250901T080000Z/PT1H",
    "EXDATE:x", "RECURRENCE-ID:20250901T080000Z", "SEQUENCE:x", "SEQUENCE:1", "STATUS:CANCELLED", "SUMMARY:7A", "UID:a",
    "ORGANIZER;CN=\"x:mailto:y", "X-WR-CALNAME:", " folded", "END:VCALENDAR", ":", ";", "DTSTART;TZID=../../etc:20250901T08",
    "DTSTART:99991231T235959Z", "DTEND:99991231T235959Z", "DTSTART:00010101T000000Z",
])  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_no_order_of_calendar_lines_breaks_the_reader(lines: list[str]) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", *lines])
    try:
        found = importers.read([NamedBytes("x.ics", text.encode())])
    except ImportRefused as refusal:
        assert refusal.problems
    else:
        assert found.covers_everyone is False
