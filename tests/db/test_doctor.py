"""`kenkyu doctor`: what is wrong around the rows is found, named and, where that is safe, mended. Both engines."""

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import migrated
import postgres
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from conftest import SECRET_KEY

from app import cli
from app.db import inspecting
from app.db.engine import open_engine
from app.db.session import Database
from app.jobs import actions as jobs
from app.kernel import clock
from app.kernel.actor import NOBODY
from app.settings import Settings
from app.upkeep import sealing
from app.upkeep.doctor import Finding, State, examine


@dataclass
class Installation:
    """Settings of an installation that is as it should be, and what to change about it."""

    settings: Settings

    def look(self, *, mend: bool = False, **changed: object) -> list[Finding]:
        return examine(Settings(**self.settings.model_dump() | changed), clock.now(), mend=mend)

    def state_of(self, check: str, **changed: object) -> set[State]:
        return {one.state for one in self.look(**changed) if one.check == check}

    def run(self, *statements: str) -> None:
        engine = open_engine(self.settings.database_url, connections=2)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
        engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        return self.settings.database_url.startswith("sqlite")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("doctor")
    if request.param == "sqlite":
        url = migrated.sqlite(folder, "kenkyu.db")
    else:
        url = migrated.on(request.getfixturevalue("postgres_server"))
    for name in ("files", "backups", "dist"):
        (folder / name).mkdir()
    (folder / "dist" / "index.html").write_text("<!doctype html>")
    (folder / "backups" / f"kenkyu-{clock.now():%Y-%m-%dT%H%M%SZ}.age").touch()
    return Installation(
        Settings(
            database_url=url, secret_key=SECRET_KEY, public_url="https://kenkyu.test",
            files_url=f"file://{folder}/files", frontend=f"{folder}/dist", backup_folder=f"{folder}/backups",
            backup_key=sealing.new_key()[1],
        )
    )  # fmt: skip


@pytest.fixture
def installation(sound: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    monkeypatch.setenv("PATH", f"{postgres.binaries()}:{os.environ['PATH']}")
    database = Database(open_engine(sound.settings.database_url, connections=2))
    with database.writing(NOBODY) as session:
        jobs.beat(session, clock.now())
    database.engine.dispose()
    return sound


def test_an_installation_that_is_sound_has_no_fault(installation: Installation) -> None:
    """But for what a test's PostgreSQL is told: to keep nothing safe, and to serve as the tables' owner."""
    found = [one for one in installation.look() if one.state is State.FAULT]

    assert [one for one in found if not one.what.startswith("PostgreSQL's ")] == []
    assert installation.is_sqlite is not any(found)
    assert {one.check for one in installation.look()} >= {
        "settings", "database", "schema", "guards", "roles", "clock", "worker", "files", "frontend", "mail", "backups",
        "disk",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        ("settings", {"demo": True}), ("settings", {"public_url": "http://kenkyu.example"}),
        ("files", {"files_url": "file:///proc/kenkyu-files-are-not-here"}), ("backups", {"backup_key": "age1nothing"}),
        ("backups", {"backup_folder": "/proc/nothing"}), ("mail", {"smtp_url": "smtp://127.0.0.1:1", "mail_from": "k@b.c"}),
        ("frontend", {"frontend": "/nowhere"}), ("mail", {"smtp_url": ""}), ("settings", {"docs": True}),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said(installation: Installation, check: str, changed: dict[str, object]) -> None:
    """Take out: the check itself."""
    found = [one for one in installation.look(**changed) if one.check == check and one.state is not State.WELL]

    assert found
    assert all(one.what and one.where and one.mend for one in found)


def test_the_age_of_the_newest_backup_is_judged(installation: Installation, tmp_path: Path) -> None:
    """Both sides of both edges. Take out: either comparison in `_newest`."""
    states = {}
    for hours in (25, 27, 7 * 24 - 1, 7 * 24 + 1):
        folder = tmp_path / str(hours)
        folder.mkdir()
        (folder / f"kenkyu-{clock.now() - timedelta(hours=hours):%Y-%m-%dT%H%M%SZ}.age").touch()
        states[hours] = installation.state_of("backups", backup_folder=str(folder))

    assert states == {25: {State.WELL}, 27: {State.WARNING}, 167: {State.WARNING}, 169: {State.FAULT}}
    (tmp_path / "none").mkdir()
    assert installation.state_of("backups", backup_folder=str(tmp_path / "none")) == {State.FAULT}


def test_a_worker_that_is_gone_is_missed(installation: Installation) -> None:
    """Take out: `_worker`."""
    installation.run("DELETE FROM job WHERE kind = 'worker_beat'")

    assert installation.state_of("worker") == {State.FAULT}


def test_guards_that_are_gone_are_found_and_made_anew(installation: Installation) -> None:
    """Take out: `renew_guards` in `_mended`."""
    if installation.is_sqlite:
        installation.run("DROP TRIGGER ledger_no_update", "DROP TRIGGER ledger_no_delete")
    else:
        installation.run("ALTER TABLE staff NO FORCE ROW LEVEL SECURITY", "DROP POLICY own_school ON staff")
    before = [one for one in installation.look() if one.check == "guards" and "durab" not in one.what]

    after = installation.look(mend=True)

    assert sum(one.state is State.FAULT and not one.what.startswith("PostgreSQL's") for one in before) == 2
    assert sum(one.state is State.MENDED and one.check == "guards" for one in after) == 2
    engine = open_engine(installation.settings.database_url, connections=2)
    left = [one for one in inspecting.faults(engine) if not one.startswith("PostgreSQL's")]
    engine.dispose()
    assert left == []


def test_folders_that_are_missing_are_made(installation: Installation, tmp_path: Path) -> None:
    """Take out: `mkdir` in `_mended`."""
    place = tmp_path / "to" / "be"

    found = installation.look(mend=True, backup_folder=str(place))

    assert place.is_dir()
    assert [one.where for one in found if one.check == "places"] == [f"KENKYU_BACKUP_FOLDER: {place}"]


def test_a_database_that_does_not_answer_or_is_of_another_release_is_said(
    installation: Installation, tmp_path: Path
) -> None:
    """Take out: what `_database` catches, or its comparison."""
    gone = "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2"
    empty = f"sqlite:///{tmp_path}/empty.db"

    assert installation.state_of("database", database_url=gone) == {State.FAULT}
    assert installation.state_of("schema", database_url=empty) == {State.FAULT}


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_says_it_and_ends_with_one_when_there_is_a_fault(
    installation: Installation, options: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Take out: `sys.exit`."""
    for name, value in (
        ("DATABASE_URL", installation.settings.database_url), ("SECRET_KEY", SECRET_KEY),
        ("PUBLIC_URL", "http://kenkyu.example"), ("FILES_URL", installation.settings.files_url),
    ):  # fmt: skip
        monkeypatch.setenv(f"KENKYU_{name}", value)

    said = CliRunner().invoke(cli.main, ["doctor", *options])

    assert said.exit_code == 1
    assert "Browsers keep the sign-in cookie only over HTTPS." in said.output
    if options:
        assert json.loads(said.output)["well"] is False
    assert SECRET_KEY not in said.output


def test_a_role_that_no_policy_holds_is_a_fault(request: pytest.FixtureRequest, installation: Installation) -> None:
    """Take out: `_roles`. PostgreSQL's superuser, as which many installations are begun."""
    if installation.is_sqlite:
        return
    cluster = request.getfixturevalue("postgres_server")
    url = installation.settings.database_url.replace(f"{postgres.APP}@", f"{postgres.OWNER}@")

    assert str(cluster.base) in url
    assert State.FAULT in installation.state_of("roles", database_url=url)
    assert installation.state_of("roles") == {State.WARNING}, "the tests' role owns the tables"
