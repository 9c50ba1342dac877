"""Calendars of absences: what is damaged is never passed over, and what never ends or never comes costs nothing."""

import datetime
from datetime import date, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from app.timetable.importers import absence_calendar, calendar_events, calendar_rules
from app.timetable.importers.understanding import ImportRefused, NamedBytes

TIMES = "DTSTART:20260901T080000Z\r\nDTEND:20260901T090000Z\r\n"
NEVER = ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=6MO",
         "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=3;BYSETPOS=2", "FREQ=WEEKLY;BYMONTH=13")  # fmt: skip
FIRST, LAST = date(2026, 9, 1), date(2027, 7, 31)


def calendar(*events: str) -> str:
    inside = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:Clinic\r\n{lines}\r\nEND:VEVENT\r\n"
        for number, lines in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n"


def read(*events: str) -> int:
    given = NamedBytes("diary.ics", calendar(*events).encode())
    return len(absence_calendar.read(given, ZoneInfo("Europe/London"), FIRST, LAST, is_named=False))


def refusal(*events: str) -> str:
    with pytest.raises(ImportRefused) as refused:
        read(*events)
    return refused.value.problems[0].message


@pytest.mark.parametrize(
    "damage",
    ["RRULE:FREQ=WEEKLY;UNTIL=soon", "RRULE:FREQ=WEEKLY;BYDAY=XX", "RRULE:FREQ=WEEKLY;INTERVAL=0",
     "RRULE:FREQ=WEEKLY\r\nEXDATE:often"],
)  # fmt: skip
def test_an_event_that_repeats_and_is_damaged_is_named_by_its_date_and_nothing_is_read(damage: str) -> None:
    told = refusal(TIMES.strip(), TIMES + damage)

    assert "first on 2026-09-01" in told
    assert "nothing called off" in told
    assert "Clinic" not in told


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=8,9",
        "FREQ=DAILY;BYMINUTE=1,\r\n 2",
        "FREQ=DAILY;BYHOUR= 8,9",
        "FREQ=DAILY;BYHOUR=+8,9",
        "FREQ=DAILY;BYHOUR=8 ,9",
    ],
)
def test_what_repeats_within_a_day_is_no_absence_and_is_not_worked_out(rule: str) -> None:
    assert "several times a day" in refusal(f"{TIMES}RRULE:{rule}")


def test_a_rule_that_names_the_one_hour_of_its_event_is_once_a_day() -> None:
    assert read(f"{TIMES}RRULE:FREQ=DAILY;COUNT=4;BYHOUR=8;BYMINUTE=0;BYSECOND=0") == 4


def test_a_zone_that_is_a_folder_of_zones_is_damage_and_no_error_of_the_system() -> None:
    assert "damaged" in refusal("DTSTART;TZID=Europe:20260901T080000\r\nDTEND;TZID=Europe:20260901T090000")


def test_series_are_worked_out_one_by_one_so_the_limit_is_met_early(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[object] = []
    monkeypatch.setattr(calendar_rules, "without_empty_rules", lambda event, *_: worked_out.append(event))
    monkeypatch.setattr(absence_calendar, "LOOKED_AT_MAX", 1_000)

    assert "more than 1,000 events in a year" in refusal(*[f"{TIMES}TRANSP:TRANSPARENT\r\nRRULE:FREQ=DAILY"] * 50)
    assert len(worked_out) < 6


def test_a_file_of_too_many_events_is_told_as_one_and_not_as_a_year_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence_calendar, "LOOKED_AT_MAX", 20)
    years_ago = "DTSTART:20100901T080000Z\r\nDTEND:20100901T090000Z"

    assert read(*[years_ago] * 20) == 0
    assert "holds more than 20 events" in refusal(*[years_ago] * 21)


def test_a_length_below_nothing_is_no_absence() -> None:
    assert read("DTSTART:20260901T080000Z\r\nDURATION:-PT1H") == 0


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_that_never_comes_is_seen_before_it_is_worked_out_and_its_event_stays(rule: str) -> None:
    assert not calendar_rules.gives_dates(rule, date(2026, 9, 1), FIRST, LAST)

    assert read(f"{TIMES}RRULE:{rule}") == 1
    assert len(calendar_events.read(calendar(f"{TIMES}RRULE:{rule}"), "a.ics", "Europe/London").occurrences) == 1


PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 4), "BYMONTH": st.integers(1, 12), "BYMONTHDAY": st.integers(-31, 31).filter(bool),
        "BYYEARDAY": st.integers(-366, 366).filter(bool), "BYWEEKNO": st.integers(-53, 53).filter(bool),
        "BYDAY": st.sampled_from(["MO", "TU,FR", "-1SU", "1MO", "5WE", "20MO", "SA"]), "BYSETPOS": st.sampled_from([1, -1, 2]),
        "WKST": st.sampled_from(["MO", "SU"]),
    },
)  # fmt: skip


@given(parts=PARTS, start=st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_no_rule_that_gives_a_date_is_taken_for_one_that_gives_none(parts: dict[str, object], start: date) -> None:
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    if calendar_rules.gives_dates(rule, start, FIRST, LAST):
        return

    begins = f"DTSTART:{start:%Y%m%d}\nRRULE:{rule};UNTIL={LAST + timedelta(days=1):%Y%m%d}"
    with patch.object(datetime, "MAXYEAR", 2030):  # Until when the library looks.
        try:
            dates = [found.date() for found in rrulestr(begins)]
        except IndexError:
            return  # Some weeks of the year the library cannot work out; an event of theirs counts as damaged.

    assert [on for on in dates if FIRST <= on <= LAST] == []


BLOCK = "BEGIN:VEVENT\r\nUID:series\r\n{}\r\nEND:VEVENT\r\n"
WEEKLY = f"{TIMES}RRULE:FREQ=WEEKLY;COUNT=4"


@pytest.mark.parametrize(
    "change",
    ["DTSTART:20260908T100000Z\r\nDTEND:20260908T090000Z", "DTSTART:20260908T080000Z\r\nDURATION:-PT1H", "DURATION:-PT1H",
     "DTSTART:20270908T100000Z\r\nDTEND:20270908T090000Z"],
)  # fmt: skip
def test_a_change_that_ends_before_it_begins_takes_its_date_out_of_the_series(change: str) -> None:
    changed = BLOCK.format(f"RECURRENCE-ID:20260908T080000Z\r\n{change}")
    written = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{BLOCK.format(WEEKLY)}{changed}END:VCALENDAR\r\n"
    given = NamedBytes("diary.ics", written.encode())

    found = absence_calendar.read(given, ZoneInfo("Europe/London"), FIRST, LAST, is_named=False)

    assert [f"{one.starts_at:%m-%d}" for one in found] == ["09-01", "09-15", "09-22"]


@pytest.mark.parametrize("fold", ["\r\n\t", "\n\t", "\n ", "\r\n\r\n\t"])
@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;BY{}HOUR=8,9;COUNT=9", "FREQ=DAILY;BYHOUR=8{},9;COUNT=9", "FREQ=HOU{}RLY;COUNT=9"]
)
def test_no_fold_hides_what_repeats_within_a_day(rule: str, fold: str) -> None:
    assert "several times a day" in refusal(f"{TIMES}RRULE:{rule.format(fold)}")


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\x0b"])
def test_a_sign_that_ends_no_line_of_a_calendar_hides_no_rule(sign: str) -> None:
    assert "several times a day" in refusal(f"{TIMES}RRULE;X=a{sign}:FREQ=HOURLY;COUNT=9")
