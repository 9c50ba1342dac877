"""Looking at what stands around the rows: settings, roles, clocks, places, programs. Findings say how to mend them."""

import shutil
import smtplib
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError

from app.db import inspecting, mending, migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.files.store import open_store
from app.outbox.line import connected
from app.settings import Settings
from app.upkeep import backing_up, sealing
from app.upkeep.readiness import QUIET, is_reachable, is_worker_heard

SKEW_SECONDS_MAX: Final = 5
BACKUP_EVERY: Final = timedelta(hours=26)
"""Each night, and a backup may last."""
BACKUP_OLD: Final = timedelta(days=7)
FREE_BYTES_MIN: Final = 200_000_000
FREE_BYTES_LOW: Final = 2_000_000_000
FOLDER_MODE: Final = 0o700
PROGRAM_SECONDS: Final = 10


class State(StrEnum):
    """How something is."""

    WELL = "well"
    WARNING = "warning"
    """It works; something should be otherwise."""
    FAULT = "fault"
    """Something does not work, or is not safe."""
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, where, and what to do."""

    check: str
    state: State
    what: str
    where: str = ""
    """The setting or place that it is about."""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """An installation to look at."""

    settings: Settings
    engine: Engine
    now: datetime


Check = Callable[[Patient], Iterator[Finding]]


def examine(settings: Settings, now: datetime, *, mend: bool = False) -> list[Finding]:
    """Look at everything; with *mend* first put right what can be put right without a doubt.

    Mended are folders that are missing and, when the role owns the tables, the database's guards. No row is touched.
    """
    engine = open_engine(settings.database_url, connections=2)
    patient = Patient(settings, engine, now)
    try:
        found = list(_mended(patient)) if mend else []
        is_there, database = _database(patient)
        found += [*_settings(patient), *database]
        checks = [_files, _frontend, _mail, _backups, _disk]
        if is_there:
            checks = [_guards, _roles, _clock, _worker, _programs, *checks]
        for check in checks:
            found += check(patient)
        return found
    finally:
        engine.dispose()


def _settings(patient: Patient) -> Iterator[Finding]:
    """Settings that can be read, and yet mean trouble."""
    settings, found = patient.settings, []
    if settings.demo:
        found.append(("KENKYU_DEMO", State.FAULT, "Anybody may sign in as anybody.", "Unset it, but for the demo."))
    url = urlsplit(settings.public_url)
    if url.scheme != "https" and url.hostname not in ("127.0.0.1", "localhost"):
        found.append(("KENKYU_PUBLIC_URL", State.FAULT, "Browsers keep the sign-in cookie only over HTTPS.",
                      "Serve by HTTPS, and write https:// here."))  # fmt: skip
    if settings.docs:
        found.append(("KENKYU_DOCS", State.WARNING, "The API's description is public.", "Unset it in production."))
    if settings.read_only:
        found.append(("KENKYU_READ_ONLY", State.WARNING, "No changes are taken.", "Unset it when you are done."))
    yield from (Finding("settings", state, what, where, mend) for where, state, what, mend in found)
    if not found:
        yield Finding("settings", State.WELL, "All settings can be used.")


def _database(patient: Patient) -> tuple[bool, list[Finding]]:
    """Whether more can be asked of the database: it answers, at the schema of this release."""
    where = "KENKYU_DATABASE_URL"
    try:
        at, newest = inspecting.revision(patient.engine), migrating.head()
    except DBAPIError as error:
        said = f"The database does not answer ({type(error.orig).__name__})."
        return False, [Finding("database", State.FAULT, said, where, "Start it; look at the address and password.")]
    found = [Finding("database", State.WELL, "The database answers.", where)]
    if at == newest:
        return True, [*found, Finding("schema", State.WELL, f"The schema is at {at}.")]
    said = f"The schema is at {at or 'nothing'}, this release needs {newest}."
    return False, [*found, Finding("schema", State.FAULT, said, where, "Run `kenkyu migrate`.")]


def _guards(patient: Patient) -> Iterator[Finding]:
    faults = inspecting.faults(patient.engine, rows=False)
    mend = "Run `kenkyu doctor --mend` as the owner of the tables; then `kenkyu audit`."
    for fault in faults:
        is_setting = " is off" in fault or "synchronous" in fault
        yield Finding(
            "guards", State.FAULT, fault, "the database",
            "Switch it on in the database's own settings." if is_setting else mend,
        )  # fmt: skip
    if not faults:
        yield Finding("guards", State.WELL, "Triggers, constraints, policies and durability are as they should be.")


def _roles(patient: Patient) -> Iterator[Finding]:
    faults = inspecting.role_faults(patient.engine)
    where = "KENKYU_DATABASE_URL"
    mend = "Serve as kenkyu_app: docs/operations.md has the lines that make it."
    for fault in faults:
        yield Finding("roles", State.FAULT, fault, where, mend)
    if inspecting.owns_tables(patient.engine):
        said = "The server's role owns the tables, and could take their policies away."
        yield Finding("roles", State.WARNING, said, where, mend)
    elif not faults:
        yield Finding("roles", State.WELL, "The server's role can do what it needs and no more.")


def _clock(patient: Patient) -> Iterator[Finding]:
    skew = inspecting.skew_seconds(patient.engine)
    if abs(skew) > SKEW_SECONDS_MAX:
        said = f"The database's clock is {skew:+.0f} seconds from this machine's."
        yield Finding("clock", State.FAULT, said, "both machines", "Set both by NTP: leases and sessions go by it.")
    else:
        yield Finding("clock", State.WELL, "The clocks agree.")


def _worker(patient: Patient) -> Iterator[Finding]:
    if patient.settings.read_only:
        return
    if is_worker_heard(Database(patient.engine), patient.now):
        yield Finding("worker", State.WELL, "A worker is there.")
    else:
        said = f"No worker was heard of for {int(QUIET.total_seconds())} seconds: no mail, no plans, nothing forgotten."
        yield Finding("worker", State.FAULT, said, "", "Run `kenkyu worker`, or `kenkyu serve` without --no-worker.")


def _programs(patient: Patient) -> Iterator[Finding]:
    """PostgreSQL's own programs, which backups need."""
    if patient.engine.dialect.name == "sqlite":
        return
    wanted = inspecting.version(patient.engine)
    for name in ("pg_dump", "pg_restore"):
        found = _version_of(name)
        if found is None or found < wanted:
            said = f"{name} is not here." if found is None else f"{name} is of version {found}."
            mend = f"Install postgresql-client of version {wanted} or newer."
            yield Finding("programs", State.WARNING, said, "PATH", mend)
        else:
            yield Finding("programs", State.WELL, f"{name} {found} is here.")


def _version_of(program: str) -> int | None:
    if shutil.which(program) is None:
        return None
    try:
        said = subprocess.check_output([program, "--version"], text=True, timeout=PROGRAM_SECONDS)
        return int(said.split()[2].split(".")[0])
    except (OSError, subprocess.SubprocessError, IndexError, ValueError):
        return None


def _files(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    where, mend = "KENKYU_FILES_URL", "Make the folder, and let the server's user write there."
    if (folder := _folder_of(settings)) is not None:
        if not folder.exists():
            said = "The folder is not there yet: the first file makes it."
            yield Finding("files", State.WARNING, said, f"{where}: {folder}", "Run `kenkyu doctor --mend`.")
            return
        if said := _why_not_writable(folder):
            yield Finding("files", State.FAULT, said, f"{where}: {folder}", mend)
            return
    elif not is_reachable(open_store(settings)):
        said = "The store of files does not answer."
        yield Finding("files", State.FAULT, said, where, "Look at its address, its key and the bucket.")
        return
    yield Finding("files", State.WELL, "Files can be kept.")


def _folder_of(settings: Settings) -> Path | None:
    parts = urlsplit(settings.files_place)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _why_not_writable(folder: Path) -> str:
    """What is the matter with a folder that is to be written to; empty when nothing is."""
    if not folder.is_dir():
        return "The folder is not there."
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"kenkyu")
    except OSError as error:
        return f"Nothing can be written there: {error.strerror}."
    return ""


def _frontend(patient: Patient) -> Iterator[Finding]:
    folder = Path(patient.settings.frontend)
    if (folder / "index.html").is_file():
        yield Finding("frontend", State.WELL, "The application is built.")
    else:
        said = "The application is not built: only the API is served."
        yield Finding("frontend", State.WARNING, said, f"KENKYU_FRONTEND: {folder}", "Run `make setup`.")


def _mail(patient: Patient) -> Iterator[Finding]:
    """Whether the mail server lets us in. No message is sent."""
    url = patient.settings.smtp_url
    if not url:
        yield Finding("mail", State.WARNING, "There is no mail server: mail waits.", "KENKYU_SMTP_URL", "Set it.")
        return
    try:
        connected(url).quit()
    except (OSError, smtplib.SMTPException) as error:
        said = f"The mail server does not let us in ({type(error).__name__})."
        yield Finding("mail", State.FAULT, said, "KENKYU_SMTP_URL", "Look at its host, port, user and password.")
    else:
        yield Finding("mail", State.WELL, "The mail server lets us in.")


def _backups(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    if not settings.backup_folder:
        said = "No backups are made by this installation."
        mend = "Set it and KENKYU_BACKUP_KEY, and run `kenkyu backup` each night; or see that somebody else does."
        yield Finding("backups", State.WARNING, said, "KENKYU_BACKUP_FOLDER", mend)
        return
    folder = Path(settings.backup_folder)
    try:
        sealing.require_public_key(settings.backup_key)
    except sealing.BadKey:
        said, mend = "Backups cannot be closed: the public key is none.", "Make a pair with `kenkyu backup-key`."
        yield Finding("backups", State.FAULT, said, "KENKYU_BACKUP_KEY", mend)
    if said := _why_not_writable(folder):
        mend = "Make the folder, and let the user of `kenkyu backup` write there."
        yield Finding("backups", State.FAULT, said, f"KENKYU_BACKUP_FOLDER: {folder}", mend)
        return
    yield _newest(folder, patient.now)


def _newest(folder: Path, now: datetime) -> Finding:
    made_at = backing_up.newest(folder)
    mend = "Run `kenkyu backup`, and see that it runs each night."
    if made_at is None:
        return Finding("backups", State.FAULT, "There is no backup.", str(folder), mend)
    age = now - made_at
    said = f"The newest backup is {int(age.total_seconds() // 3600)} hours old."
    if age <= BACKUP_EVERY:
        return Finding("backups", State.WELL, said)
    return Finding("backups", State.FAULT if age > BACKUP_OLD else State.WARNING, said, str(folder), mend)


def _disk(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    places = {"KENKYU_DATABASE_URL": _database_folder(settings), "KENKYU_FILES_URL": _folder_of(settings)}
    if settings.backup_folder:
        places["KENKYU_BACKUP_FOLDER"] = Path(settings.backup_folder)
    for where, folder in places.items():
        if folder is None or not folder.is_dir():
            continue
        free = shutil.disk_usage(folder).free
        state = State.FAULT if free < FREE_BYTES_MIN else State.WARNING if free < FREE_BYTES_LOW else State.WELL
        said = f"{free // 1_000_000:,} MB are free."
        yield Finding("disk", state, said, f"{where}: {folder}", "" if state is State.WELL else "Make room.")


def _database_folder(settings: Settings) -> Path | None:
    address = make_url(settings.database_url)
    return Path(address.database or "").resolve().parent if address.get_backend_name() == "sqlite" else None


def _mended(patient: Patient) -> Iterator[Finding]:
    """What could be put right, and was."""
    for where, folder in (
        ("KENKYU_FILES_URL", _folder_of(patient.settings)),
        ("KENKYU_BACKUP_FOLDER", Path(patient.settings.backup_folder) if patient.settings.backup_folder else None),
    ):
        if folder is not None and not folder.exists():
            folder.mkdir(parents=True, mode=FOLDER_MODE)
            yield Finding("places", State.MENDED, "The folder has been made.", f"{where}: {folder}")
    try:
        # On another schema a migration makes them; where nothing is missing they are left alone.
        if inspecting.revision(patient.engine) != migrating.head():
            return
        before = set(inspecting.faults(patient.engine, rows=False))
        if before:
            mending.renew_guards(patient.engine)
            gone = before - set(inspecting.faults(patient.engine, rows=False))
            yield from (Finding("guards", State.MENDED, fault, "the database") for fault in sorted(gone))
    except DBAPIError as error:
        said = f"The guards could not be made anew ({type(error.orig).__name__})."
        yield Finding("guards", State.FAULT, said, "KENKYU_DATABASE_URL", "Run it as the owner of the tables.")


__all__ = ["Finding", "State", "examine"]
