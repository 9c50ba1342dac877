"""For the school's officer within 72 hours, and for the head each term: who did, read and opened what, and nothing closed."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from build_evidence import a_note, a_studied_round, noted
from cast import NOW, World
from click.testing import CliRunner
from sqlmodel import select

from app import cli
from app.audit.tables import AuditEntry
from app.settings import Settings

NOVEMBER = ["--from", "2026-11-01", "--to", "2026-11-30"]


@pytest.fixture(autouse=True)
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENKYU_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", settings.secret_key)


def made(name: str, world: World, target: Path, *more: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a report, by name."""
    ran = CliRunner().invoke(cli.main, [name, "--school", str(world.birch_id), "--out", str(target), *more])
    assert ran.exit_code == 0, ran.output
    with zipfile.ZipFile(target) as file:
        return {
            one.removesuffix(".csv"): list(csv.DictReader(io.StringIO(file.read(one).decode("utf-8-sig"))))
            for one in file.namelist()
        }


async def test_acts_readings_and_sign_ins_of_the_days_are_in_it_and_no_others(world: World, tmp_path: Path) -> None:
    """Take out: either edge of the days in queries.window.acts; `school_id` in queries.window.sessions."""
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())
    read = await world.amina.get(f"/rounds/{studied.round_id}/notes")
    assert read.status_code == 200, read.text

    found = made("breach-export", world, tmp_path / "november.zip", *NOVEMBER)
    october = made("breach-export", world, tmp_path / "october.zip", "--from", "2026-10-01", "--to", "2026-10-31")

    assert {"schedule_round", "send_notes"} <= {one["action"] for one in found["acts"]}
    assert {"Ben", "Amina"} <= {one["by"] for one in found["acts"]}
    assert [(one["reader"], one["author"]) for one in found["notes_read"]] == [("Amina", "Ben")]
    assert {one["name"] for one in found["signed_in"]} >= {"Amina", "Ben"}
    assert "Eve" not in {one["name"] for one in found["signed_in"]}
    assert (october["acts"], october["notes_read"], october["signed_in"]) == ([], [], [])
    assert all(one["request"] for one in found["acts"] if one["operation"])


async def test_the_first_and_the_last_moment_of_the_days_count(world: World, tmp_path: Path) -> None:
    """Take out: `timedelta(days=1)` in cli.reports._write."""
    assert (await world.hana.post("/staff", {"code": "NEW", "name": "Nia New"})).status_code == 201

    same = made("breach-export", world, tmp_path / "same.zip", "--from", "2026-11-02", "--to", "2026-11-02")
    before = made("breach-export", world, tmp_path / "before.zip", "--from", "2026-11-01", "--to", "2026-11-01")

    assert ([one["action"] for one in same["acts"]], before["acts"]) == (["add_staff"], [])


async def test_requests_are_taken_from_the_log_of_those_days(world: World, tmp_path: Path) -> None:
    """Take out: `begins <= at < ends` in reports._requests."""
    line = {"event": "request", "method": "GET", "operation": "read_finding_file", "status": 200, "request_id": "ab"}
    log = tmp_path / "kenkyu.log"
    log.write_text("\n".join([
        json.dumps(line | {"timestamp": "2026-11-02T09:00:00Z"}), json.dumps(line | {"timestamp": "2026-12-02T09:00:00Z"}),
        json.dumps({"event": "tidied up", "timestamp": "2026-11-02T09:00:00Z"}), "not a line of ours", "[]",
    ]))  # fmt: skip

    found = made("breach-export", world, tmp_path / "november.zip", *NOVEMBER, "--log", str(log))

    assert [(one["at"], one["operation"], one["status"]) for one in found["requests"]] == [
        ("2026-11-02T09:00:00+00:00", "read_finding_file", "200")
    ]


async def test_the_head_s_report_says_who_may_what_and_nothing_that_is_closed(world: World, tmp_path: Path) -> None:
    """Take out: `if row[3] in told` in reports.access."""
    studied = await a_studied_round(world)
    await noted(world, world.ben, studied.round_id, a_note())
    await world.amina.get(f"/rounds/{studied.round_id}/notes")
    assert (await world.hana.post("/staff", {"code": "NEW", "name": "Nia New"})).status_code == 201

    found = made("access-report", world, tmp_path / "autumn.zip", *NOVEMBER)

    assert ("Hana", "add_staff", "1") in {(one["by"], one["what"], one["times"]) for one in found["led"]}
    assert {"send_notes", "list_notes", "schedule_round"} & {one["what"] for one in found["led"]} == set()
    assert {(one["name"], one["roles"]) for one in found["people"]} >= {("Dev", "head"), ("Hana", "cpd_lead, teacher")}
    assert {tuple(one) for one in found["notes_read"]} == {("where notes were read", "times")}
    assert [one["times"] for one in found["notes_read"]] == ["1"]


async def test_that_a_report_was_made_is_in_the_log(world: World, tmp_path: Path) -> None:
    """Take out: `audit.write` in cli.reports._write."""
    made("breach-export", world, tmp_path / "one.zip", *NOVEMBER)
    made("access-report", world, tmp_path / "two.zip", *NOVEMBER)

    with world.database.reading(world.hana.scope) as session:
        acts = session.exec(select(AuditEntry.action).where(AuditEntry.school_id == world.birch_id)).all()
    assert {"breach_export.made", "access_report.made"} <= set(acts)
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600
    assert NOW
