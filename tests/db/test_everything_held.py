"""Promise 52: one command gives everything held about a member of staff, from every table, and nothing of anybody else's."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import migrated
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from populated import NOW
from pyrage import decrypt, x25519
from sqlmodel import col, select
from storing import BIRCH, fill, looking

from app import cli
from app.audit import queries as audit
from app.audit.tables import AuditEntry
from app.data_protection import work
from app.data_protection.queries import person
from app.data_protection.queries.person import Subject
from app.data_protection.rules.held import HELD
from app.data_protection.rules.register import Held, NotAbout
from app.db import entities, schema
from app.db.engine import open_engine
from app.db.session import Database
from app.files.store import Place, Store
from app.kernel.actor import Scope
from app.lesson_study.tables import EvidenceNote
from app.plc.tables import PlcMember
from app.study.tables import StudyRound
from app.upkeep import sealing

PEOPLE = ("amina", "ben", "chloe", "guest")
SCHOOL = BIRCH.id("school")
SCOPE = Scope(SCHOOL, None)
LOOKS_SECRET = (
    "hash",
    "secret",
    "sealed",
    "verifier",
    "nonce",
    "challenge",
    "endpoint",
    "p256dh",
    "credential",
    "seal",
)
NO_SECRETS = {"audit_head.seal", "sign_in_failure.key", "pupil_name.digest"}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database with two schools in it, and at least a row in every table."""
    if request.param == "sqlite":
        found = migrated.sqlite(tmp_path_factory.mktemp("held"))
    else:
        found = migrated.on(request.getfixturevalue("postgres_server"))
    fill(found)
    return found


@pytest.fixture
def database(url: str) -> Any:
    found = Database(open_engine(url, connections=2))
    yield found
    found.engine.dispose()


def about(database: Database, name: str) -> Subject:
    with database.reading(SCOPE) as session:
        found = person.subject(session, SCHOOL, name)
    assert found is not None
    return found


def written(database: Database, name: str) -> tuple[dict[str, Any], str]:
    """The file for programs and the page for people."""
    made = work.everything_about(database, Store(Place("memory://")), SCOPE, about(database, name), NOW)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return json.loads(file.read("everything.json")), file.read("everything.html").decode()


# ---- the register and the schema ---------------------------------------------------------------------


def test_every_table_is_in_the_register_and_nothing_else_is() -> None:
    """Take out: any line of HELD."""
    assert set(HELD) == set(schema.metadata().tables)


def test_every_column_that_names_a_person_is_in_the_register() -> None:
    """Take out: `coverer_id` of `cover_slot`; any other column of a line."""
    lacking = []
    for table, held in HELD.items():
        columns = set(entities.people_columns(table))
        columns |= {
            name for name in entities.columns(table)
            if entities.is_id(table, name) and name.endswith(("staff_id", "account_id", "person_id", "_by"))
        }  # fmt: skip
        named = {*held.by, *held.beside} if isinstance(held, Held) else set()
        lacking += [f"{table}.{name}" for name in sorted(columns - named)]

    assert lacking == []


def test_the_register_names_columns_that_are_there() -> None:
    for table, held in HELD.items():
        if isinstance(held, NotAbout):
            assert len(held.why) > 10, table
            continue
        named = {*held.by, *held.beside, *held.closed, *held.lettered, *held.linked, *(via.column for via in held.via)}
        assert named - set(entities.columns(table)) == set(), table
        assert held.by or held.via, table
        assert all(via.theirs in entities.columns(via.table) for via in held.via), table


def test_what_looks_like_a_secret_or_a_pupil_is_not_given() -> None:
    """Take out: `password_hash` of `account`; `case_pupil_id` of `evidence_note`."""
    given = {
        f"{table}.{name}" for table, held in HELD.items() for name in entities.columns(table)
        if (any(word in name for word in LOOKS_SECRET) or "pupil" in name)
        and not (isinstance(held, Held) and name in held.closed)
    }  # fmt: skip

    assert given - NO_SECRETS - {"second_factor.has_second_factor", "account.has_second_factor"} == {
        "case_pupil.id", "school.leaders_need_second_factor",
    } & given  # fmt: skip


# ---- every row, and no other --------------------------------------------------------------------------


def _planted(url: str) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with looking(url) as connection:
        for table in HELD:
            rows = connection.execute(sa.select(schema.metadata().tables[table]))
            found[table] = [dict(row._mapping) for row in rows]
    return found


def test_every_row_that_names_a_person_is_in_their_copy(url: str, database: Database) -> None:
    """Take out: `via` of `lesson`, or the `is_about |=` of either loop in queries.person._concerns."""
    planted, seen = _planted(url), set()
    for name in PEOPLE:
        of, copy = about(database, name), written(database, name)[0]["tables"]
        for table, held in HELD.items():
            if not isinstance(held, Held):
                continue
            theirs = [
                row for row in planted[table]
                if any(row[column] is not None and row[column] == of.value_of(table, column) for column in held.by)
            ]  # fmt: skip
            if not held.via and table != "evidence_note":
                assert len(copy[table]["rows"]) == len(theirs), f"{table} of {name}"
            assert len(copy[table]["rows"]) >= len(theirs), f"{table} of {name}"
            seen |= {table} if copy[table]["rows"] else set()

    nobody_s = {table for table, held in HELD.items() if isinstance(held, Held)} - seen
    assert nobody_s == set(), "no row of these was found for anybody: plant one in populated.py"


def test_a_copy_holds_nothing_of_another_school_and_no_address_of_a_colleague(database: Database) -> None:
    """Take out: `is_about & own` in queries.person._concerns."""
    for name in PEOPLE:
        copy, page = written(database, name)
        said = json.dumps(copy) + page

        assert "cedar" not in said.lower(), name
        assert ("amina@birch.example" in said) == (name == "amina"), name


def test_neither_secrets_nor_pupils_are_in_a_copy(url: str, database: Database) -> None:
    """Take out: `name in held.closed` in rules.telling.part."""
    secrets = {
        str(row[name])
        for table, rows in _planted(url).items()
        if isinstance(held := HELD[table], Held)
        for row in rows
        for name in (*held.secret, *held.pupils)
        if name != "id" and row[name] is not None and len(str(row[name])) > 8
    }
    assert len(secrets) > 20
    for name in PEOPLE:
        copy, page = written(database, name)
        said = json.dumps(copy) + page

        assert {secret for secret in secrets if secret in said} == set(), name


def test_letters_that_stand_for_pupils_are_struck_out_of_notes(database: Database) -> None:
    """Take out: the loop over `held.lettered` in rules.telling.part."""
    with database.writing(SCOPE) as session:
        note = session.exec(select(EvidenceNote).where(EvidenceNote.school_id == SCHOOL)).first()
        assert note is not None
        note.text = "B asks A to fold it"

    (row, *_) = written(database, "ben")[0]["tables"]["evidence_note"]["rows"]

    assert row["text"] == "‹pupil› asks ‹pupil› to fold it"


def test_a_host_gets_the_notes_on_their_lessons_while_they_may_read_them(database: Database) -> None:
    """Take out: `_on_lessons(of, may_read=True)` in queries.person.rows."""
    with database.reading(SCOPE) as session:
        host_id = session.exec(select(StudyRound.host_id).where(StudyRound.school_id == SCHOOL)).first()
    host = next(name for name in PEOPLE if BIRCH.id(name) == host_id)
    of_others = [
        one for one in written(database, host)[0]["tables"]["evidence_note"]["rows"] if one["staff_id"] != "you"
    ]
    _leave(database, BIRCH.id(host))

    copy = written(database, host)[0]

    assert len(of_others) == 1
    assert [one for one in copy["tables"]["evidence_note"]["rows"] if one["staff_id"] != "you"] == []
    assert copy["closed_to_you"][0].startswith("1 notes that others wrote on lessons you hosted")


def _leave(database: Database, staff_id: UUID) -> None:
    with database.writing(SCOPE) as session:
        (seat,) = session.exec(
            select(PlcMember).where(PlcMember.school_id == SCHOOL, col(PlcMember.staff_id) == staff_id)
        ).all()
        seat.left_at = NOW


# ---- the command -----------------------------------------------------------------------------------------


def test_the_command_writes_a_file_that_only_the_key_opens(
    url: str, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: `_closed` in data_protection.files; `audit.write` in data_protection.work."""
    monkeypatch.setenv("KENKYU_DATABASE_URL", url)
    monkeypatch.setenv("KENKYU_SECRET_KEY", "a-secret-key-for-tests-only-0123456789-abcdefghij")
    monkeypatch.setenv("KENKYU_FILES_URL", "memory://")
    secret, public = sealing.new_key()
    target = tmp_path / "amina.age"
    ask = ["subject-access", "--school", str(SCHOOL), "--person", "amina", "--out", str(target)]

    ran = CliRunner().invoke(cli.main, [*ask, "--key", public])
    again = CliRunner().invoke(cli.main, ask)
    nobody = CliRunner().invoke(cli.main, [*ask[:4], "nobody", "--out", str(tmp_path / "x.zip")])

    assert ran.exit_code == 0, ran.output
    assert (again.exit_code, nobody.exit_code) == (1, 1)
    assert target.stat().st_mode & 0o777 == 0o600
    assert not zipfile.is_zipfile(target)
    with zipfile.ZipFile(io.BytesIO(decrypt(target.read_bytes(), [x25519.Identity.from_str(secret)]))) as file:
        assert json.loads(file.read("everything.json"))["tables"]["staff"]["rows"][0]["name"] == "amina"
    with database.reading(SCOPE) as session:
        made = session.exec(select(AuditEntry).where(AuditEntry.action == work.MADE)).all()
        ends_well = audit.end_of(session, SCHOOL)[0]
    assert {one.subject_id for one in made} >= {BIRCH.id("amina")}
    assert ends_well >= len(made)
