"""Small invented lists of staff for the tests of their readers: OneRoster's files, packed or not, and plain tables."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

import pytest

from app.rosters import importers
from app.rosters.importers.understanding import ANY_SCHOOL, ImportedRoster, ReadingWish
from app.timetable.importers.understanding import ImportRefused, NamedBytes, Problem

USERS = ("sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "givenName",
         "familyName", "email")  # fmt: skip
TEACHER = ("t1", "", "", "true", "s1", "teacher", "amina", "Amina", "Khan", "Amina@School.example")
AIDE = ("t2", "", "", "true", "s1,d1", "aide", "ben", "Ben", "O'Neil + Sons", "ben@school.example")
PUPIL = ("p1", "", "", "true", "s1", "student", "zofia", "Zofia", "Quirke", "zofia@pupils.example")
ORGS = (
    ("sourcedId", "status", "name", "type", "parentSourcedId"),
    ("s1", "", "Birch School", "school", ""),
    ("d1", "", "Science", "department", "s1"),
)


def text(*rows: Sequence[str]) -> bytes:
    """Rows as CSV, with quotes where they are needed."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def manifest(users: str = "bulk", version: str = "1.1") -> bytes:
    return text(("propertyName", "value"), ("oneroster.version", version), ("file.users", users))


def oneroster(*users: Sequence[str], said: str = "bulk", **more: bytes) -> dict[str, bytes]:
    """The files of one export of version 1.1; *more* are others by their names without `.csv`."""
    files = {"manifest.csv": manifest(said), "users.csv": text(USERS, *users), "orgs.csv": text(*ORGS)}
    return files | {f"{name}.csv": data for name, data in more.items()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return written.getvalue()


def understood(files: Mapping[str, bytes], wish: ReadingWish = ANY_SCHOOL) -> ImportedRoster:
    return importers.read([NamedBytes(name, data) for name, data in files.items()], wish)


def refused(files: Mapping[str, bytes], wish: ReadingWish = ANY_SCHOOL) -> Problem:
    """The first reason why nothing of the files can be used."""
    with pytest.raises(ImportRefused) as refusal:
        understood(files, wish)
    return refusal.value.problems[0]
