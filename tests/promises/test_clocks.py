"""Promises 11 and 12: hours are as long as they are, and no clock that goes wrong moves, revives or loses anything.

What asks about time is run again in processes whose machine stands elsewhere, or whose clock is a year ahead.
"""

import os
import shutil
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from build_time import give
from cast import NOW, World
from conftest import Clock
from promised import FULL, Record
from sqlmodel import col, select

from app.audit.tables import AuditEntry
from app.kernel import clock as wall
from app.upkeep.queries import look_through

ROOT = Path(__file__).parents[2]
LONDON = ZoneInfo("Europe/London")
SHARE = ("tests/rules/test_school_year.py", "tests/rules/test_quiet_hours.py", "tests/rules/test_ical.py")
WHOLE = (
    # What the worker does for all schools comes first: the schools of the other tests stay in the database.
    "tests/api/test_retention.py", *SHARE, "tests/rules/test_kept.py", "tests/rules/test_note_clock.py",
    "tests/rules/test_working_time_rules.py", "tests/rules/test_statement_rules.py", "tests/rules/test_turns.py",
    "tests/rules/test_signed_links.py", "tests/rules/test_finding_dates.py", "tests/rules/test_base_rows.py",
    "tests/rules/importers/test_calendar_files.py", "tests/rules/importers/test_absence_calendar_files.py",
    "tests/rules/importers/test_absence_tables.py", "tests/rules/importers/test_clock_and_order.py",
    "tests/property/test_ppa_is_never_met.py", "tests/api/test_time.py", "tests/api/test_years.py",
    "tests/api/test_sessions.py", "tests/api/test_sign_in.py", "tests/api/test_forged_tokens.py",
    "tests/api/test_calendar_contents.py", "tests/api/test_reminders.py", "tests/api/test_week.py",
    "tests/api/test_meetings.py", "tests/api/test_absences.py",
    "tests/db/test_jobs.py", "tests/db/test_outbox.py",
)  # fmt: skip
"""Not the whole suite, which takes an hour: the rules about time, and what a client sees of anything with a date in it."""
IN_ONE_PROCESS = (
    *SHARE, *(one for one in WHOLE if one.startswith(("tests/rules", "tests/property"))), "tests/api/test_time.py",
    "tests/api/test_years.py", "tests/api/test_sign_in.py", "tests/api/test_forged_tokens.py", "tests/api/test_week.py",
    "tests/api/test_meetings.py",
)  # fmt: skip
"""Those that start no other program: under faketime some of those (khal, the maker of PDFs) do not start."""
RUN_SECONDS_MAX = 1_800


# ---- the clocks change (promise 11) --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "minutes"), [(date(2026, 10, 25), 180), (date(2027, 3, 28), 60), (date(2026, 10, 26), 120)]
)
def test_from_half_past_midnight_to_half_past_two_is_as_long_as_it_is(day: date, minutes: int) -> None:
    """Take out: `.astimezone(UTC)` in kernel.clock.at_local (120 minutes each time)."""
    starts, ends = (wall.at_local(day, at, LONDON) for at in (time(0, 30), time(2, 30)))

    assert (ends - starts) == timedelta(minutes=minutes)


def test_half_past_three_stays_half_past_three_all_year() -> None:
    """Take out: as above."""
    days = [date(2026, 9, 1) + timedelta(days=at) for at in range(365)]

    shown = {wall.at_local(day, time(15, 30), LONDON).astimezone(LONDON).time() for day in days}

    assert shown == {time(15, 30)}


def test_a_time_that_the_clocks_skip_is_refused_and_of_two_the_first_is_taken() -> None:
    """Take out: the `if` in kernel.clock.at_local."""
    with pytest.raises(ValueError, match="does not exist"):
        wall.at_local(date(2027, 3, 28), time(1, 30), LONDON)

    twice = wall.at_local(date(2026, 10, 25), time(1, 30), LONDON)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC"))


# ---- the clock goes wrong (promise 12) -----------------------------------------------------------------


async def test_a_clock_that_jumps_back_an_hour_moves_no_entry_of_the_log_and_loses_none(
    world: World, clock: Clock
) -> None:
    """What was sealed first stays first: entries have numbers. Take out: `number` in favour of the time in audit.actions."""
    give(world.database, world.ben, 10)
    wish = {"category": "observe", "minutes": 1, "held_on": "2026-10-20", "reason": "Visit"}
    answers = []
    for hour in (0, -1, -1, 0):
        clock.instant = NOW + timedelta(hours=hour, seconds=len(answers))
        answers.append((await world.ben.post("/my-time/spend", wish)).status_code)
    clock.instant = NOW + timedelta(minutes=1)
    listed, after = [], ""
    while True:
        page = (await world.ben.get(f"/my-time/entries?limit=2{after}")).json()
        listed += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    with world.database.reading(world.ben.scope) as session:
        mine = select(AuditEntry).where(
            AuditEntry.by_staff_id == world.ben.staff_id, AuditEntry.operation == "spend_my_time"
        )
        sealed = session.exec(mine.order_by(col(AuditEntry.number))).all()

    assert answers == [201] * 4
    assert len(listed) == len(set(listed)) == 5
    assert [entry.made_at - NOW for entry in sealed] == [
        timedelta(hours=hour, seconds=at) for at, hour in enumerate((0, -1, -1, 0))
    ]
    faults = [str(fault) for fault in look_through(world.database, whole=True, seconds=60).faults]
    # The PostgreSQL of most tests keeps nothing safe from a power cut, and is told so.
    assert [one for one in faults if "power" not in one] == []


Elsewhere = tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]
ELSEWHERE: dict[str, Elsewhere] = {
    "in UTC": ({"TZ": "UTC"}, (), SHARE),
    "in Honolulu": ({"TZ": "Pacific/Honolulu"}, (), SHARE),
    "in Auckland": ({"TZ": "Pacific/Auckland"}, (), tuple(one for one in WHOLE if one not in IN_ONE_PROCESS)),
    "in Auckland, a year ahead": (
        {"TZ": "Pacific/Auckland", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
         "PYTEST_PLUGINS": "sleeping", "PYTHONPATH": str(ROOT / "tests")},
        ("faketime", "-f", "+365d"), IN_ONE_PROCESS,
    ),
}  # fmt: skip
"""What of the machine is another, what is started around the tests, and which."""


@pytest.mark.parametrize("where", ELSEWHERE if FULL else ["in Auckland"])
def test_what_asks_about_time_holds_on_any_machine(where: str, record_property: Record) -> None:
    """Take out: `tzinfo` anywhere, e.g. `datetime.now()` in kernel/clock.py; then Auckland is red."""
    changed, around, which = ELSEWHERE[where]
    if around and shutil.which(around[0]) is None:
        pytest.skip("faketime is not installed here")
    ran = subprocess.run(
        [*around, sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-k", "not postgres",
         "-m", "not browser", *(which if FULL else SHARE)],
        cwd=ROOT, env=os.environ | changed | {"PROMISES": ""}, capture_output=True, text=True, timeout=RUN_SECONDS_MAX,
        check=False,
    )  # fmt: skip
    said = ran.stdout.strip().splitlines()
    record_property(
        "tests",
        next(
            (
                word
                for word, what in zip(said[-1].split(), said[-1].split()[1:], strict=False)
                if what.startswith("passed")
            ),
            "0",
        ),
    )

    assert ran.returncode == 0, "\n".join(said[-30:])
