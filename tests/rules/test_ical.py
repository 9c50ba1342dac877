"""What is written for calendar programs: read back by three parsers, whatever teachers have typed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given
from hypothesis import strategies as st

from app.notices.rules import ical
from app.notices.rules.ical import CalendarEvent, Method, Party

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
HOSTILE = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y", "x\nATTENDEE:mailto:z@z.example", "x\rDTSTART:19700101T000000",
    '=cmd|"/c calc"!A1', "@SUM(1+1)*cmd", "a;b,c\\n\\;d\\", "\x00\x07\x1b[31mred\x7f", "\u2028END:VCALENDAR\u2029\x85BEGIN:VALARM",
    "ä" * 300, "😀" * 100, "שלום " * 40, "\ud800 half a pair", "\ufeffBOM", '";ROLE=CHAIR:mailto:x@x.example',
)  # fmt: skip


def an_event(**more: object) -> CalendarEvent:
    return CalendarEvent(**{
        "uid": "round-1@kenkyu", "sequence": 3, "starts_at": datetime(2026, 11, 2, 8, 45, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 2, 9, 45, tzinfo=UTC), "summary": "Watch Siân: 8B/Ma1", "place": "E2",
        "text": "Ben covers 9C.", "is_cancelled": False, "changed_at": NOW, "alarm_minutes": None,
        "url": "https://kenkyu.test/round/1",
    } | more)  # fmt: skip


def written(*events: CalendarEvent, name: str = "Kenkyu", zone: ZoneInfo = LONDON, now: datetime = NOW) -> bytes:
    return ical.calendar(name, events, zone, now)


def components(raw: bytes) -> list[str]:
    return [component.name for component in icalendar.Calendar.from_ical(raw).walk()]


def test_an_event_says_what_when_and_where() -> None:
    (event,) = icalendar.Calendar.from_ical(written(an_event())).events

    assert str(event["SUMMARY"]) == "Watch Siân: 8B/Ma1"
    assert str(event["LOCATION"]) == "E2"
    assert str(event["DESCRIPTION"]) == "Ben covers 9C."
    assert str(event["URL"]) == "https://kenkyu.test/round/1"
    assert (event.start, event.end) == (an_event().starts_at, an_event().ends_at)
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == ("round-1@kenkyu", 3, "CONFIRMED")
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "UTC"])
def test_a_time_is_the_same_instant_in_every_zone_winter_and_summer(zone: str) -> None:
    winter, summer = (
        an_event(),
        an_event(uid="2", starts_at=datetime(2027, 6, 1, 8, tzinfo=UTC), ends_at=datetime(2027, 6, 1, 9, tzinfo=UTC)),
    )
    raw = written(winter, summer, zone=ZoneInfo(zone))

    by_vobject = vobject.readOne(raw.decode())
    assert [one.start for one in icalendar.Calendar.from_ical(raw).events] == [winter.starts_at, summer.starts_at]
    assert [one.dtstart.value.astimezone(UTC) for one in by_vobject.vevent_list] == [winter.starts_at, summer.starts_at]


@pytest.mark.parametrize("minutes", [0, 30, 60, 90])
def test_times_around_the_hour_that_comes_twice_are_told_apart(minutes: int) -> None:
    starts_at = datetime(2026, 10, 25, 0, 15, tzinfo=UTC) + timedelta(minutes=minutes)
    event = an_event(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=20))

    (found,) = icalendar.Calendar.from_ical(written(event)).events

    assert (found.start.astimezone(UTC), found.end.astimezone(UTC)) == (event.starts_at, event.ends_at)


@pytest.mark.parametrize("minutes", [0, 60])
def test_both_of_the_two_equal_hours_are_written_in_utc(minutes: int) -> None:
    """Programs differ in which of them a local time means."""
    starts_at = datetime(2026, 10, 25, 0, 15, tzinfo=UTC) + timedelta(minutes=minutes)

    raw = written(an_event(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=20)))

    assert f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}".encode() in raw


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_begins_no_line_of_its_own(text: str) -> None:
    plain = components(written(an_event(alarm_minutes=10)))
    hostile = an_event(summary=text, place=text, text=text, alarm_minutes=10)

    raw = written(hostile, name=text)

    assert components(raw) == plain
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    (event,) = icalendar.Calendar.from_ical(raw).events
    assert event.keys() == icalendar.Calendar.from_ical(written(an_event())).events[0].keys()
    raw.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_an_invitation_has_one_organizer_and_one_attendee_whatever_their_names(text: str) -> None:
    raw = ical.invitation(
        an_event(summary=text), Party("reply+abc@school.example", text), Party("ben@birch.example", text),
        Method.REQUEST, LONDON, NOW,
    )  # fmt: skip

    calendar = icalendar.Calendar.from_ical(raw)
    (event,) = calendar.events
    assert (str(calendar["METHOD"]), str(event["ORGANIZER"])) == ("REQUEST", "mailto:reply+abc@school.example")
    assert str(event["ATTENDEE"]) == "mailto:ben@birch.example"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["ATTENDEE"].params["ROLE"] == "REQ-PARTICIPANT"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


@given(st.text(max_size=400))
def test_any_text_comes_back_but_for_what_cannot_be_shown(text: str) -> None:
    (event,) = icalendar.Calendar.from_ical(written(an_event(text=f"<{text}>"))).events

    assert shown(str(event["DESCRIPTION"])) == shown(f"<{text}>")


def shown(text: str) -> str:
    """What can be seen of a text."""
    return "".join(mark for mark in text if mark.isprintable() and not mark.isspace())


def test_what_was_called_off_is_there_blocks_nothing_and_does_not_ring() -> None:
    (event,) = icalendar.Calendar.from_ical(written(an_event(is_cancelled=True, alarm_minutes=10))).events

    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert event.walk("VALARM") == []


def test_it_rings_only_when_that_is_wished() -> None:
    silent, ringing = (
        icalendar.Calendar.from_ical(written(an_event(alarm_minutes=minutes))).walk("VALARM") for minutes in (None, 15)
    )

    assert silent == []
    assert [alarm["TRIGGER"].dt for alarm in ringing] == [timedelta(minutes=-15)]


def test_the_same_events_are_the_same_bytes_all_year() -> None:
    assert written(an_event(), now=NOW) == written(an_event(), now=NOW + timedelta(days=50))


def test_a_calendar_without_events_is_one_all_the_same() -> None:
    assert components(written()) == components(written(an_event()))[:-1]


def test_a_program_that_expands_calendars_finds_each_event_once_on_its_day() -> None:
    events = [
        an_event(uid=str(n), starts_at=NOW + timedelta(days=n), ends_at=NOW + timedelta(days=n, hours=1))
        for n in range(30)
    ]
    calendar = icalendar.Calendar.from_ical(written(*events))

    found = recurring_ical_events.of(calendar).between(NOW + timedelta(days=3), NOW + timedelta(days=6))

    assert sorted(str(one["UID"]) for one in found) == ["3", "4", "5"]
