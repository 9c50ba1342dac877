"""Reads a plain list of staff: one row a person under headings, as a school exports or types it."""

from collections.abc import Iterable, Sequence
from typing import Final

from app.rosters.importers import limits
from app.rosters.importers.cells import Reading, heading
from app.rosters.importers.columns import Grid, Line, first_grid
from app.rosters.importers.opened import Sheet
from app.rosters.importers.understanding import ImportedRoster, LeavingReason, ListedPerson
from app.timetable.importers.order import folded
from app.timetable.importers.understanding import Problem, refusal

TITLE: Final = "Staff list"
_HEADINGS: Final = {
    "id": "id, staff id, employee id, employee number, payroll number, sourced id, unique id, person id, contract id",
    "code": """
        code, staff code, teacher code, initials, short name, short, abbreviation, teacher, kuerzel, kurzel, username,
        teacher initials, staff initials
    """,
    "name": """
        name, full name, staff name, teacher name, staff member, member of staff, display name, preferred name,
        legal name, employee, employee name, nom complet, nombre completo
    """,
    "given": """
        first name, forename, given name, preferred forename, preferred first name, chosen name, legal forename,
        vorname, prenom, nombre
    """,
    "family": """
        last name, surname, family name, preferred surname, preferred last name, legal surname, nachname, nom,
        apellidos
    """,
    "email": """
        email, e mail, email address, e mail address, work email, work email address, mail, school email,
        main email, primary email
    """,
    "department": """
        department, departments, dept, faculty, subject, subject area, main subject, team, fachbereich, fachschaft
    """,
    "fte": "fte, full time equivalent, contract fte, fte percent, share, proportion, total fte, working share",
    "joined": """
        joined, joined on, start date, start, date of joining, employment start, employment start date, from,
        date started, contract start, contract start date, first day, arrival date
    """,
    "left": """
        left, left on, leaving date, end date, date of leaving, employment end, employment end date, until, leaver,
        date left, contract end, contract end date, last day, to
    """,
    "kind": "role, type, staff type, category, person type",
}  # fmt: skip
_NAMES: Final = {heading(name): column for column, names in _HEADINGS.items() for name in names.split(",")}
_OF_LESSONS: Final = frozenset({"day", "period"})
_OF_PUPILS: Final = frozenset(
    {"upn", "uln", "yeargroup", "tutorgroup", "reggroup", "registrationgroup", "admissionnumber", "admissionno"}
)
_PUPILS: Final = frozenset({"pupil", "student", "parent", "guardian", "contact", "schuler", "eleve", "alumno"})
_NEEDED = 2


def grid_of(sheet: Sheet) -> Grid | None:
    """Find the headings of a list of staff: a name or a code, and something besides.

    Raises:
        ImportRefused: they are those of a list of pupils, which is not read any further, or of a timetable.
    """
    found = first_grid(sheet, _NAMES, _NEEDED)
    if found is None or not found.columns.keys() & {"name", "family", "code"}:
        return None
    if found.columns.keys() & _OF_PUPILS:
        message = "The headings are those of a list of pupils. Bring a list of staff; nothing of this one was kept."
        raise refusal(message, file=found.file, line=found.sheet.table.rows[found.heading_place].line)
    if found.columns.keys() >= _OF_LESSONS:
        message = "The headings are those of a timetable. Bring a list of staff; the timetable has a page of its own."
        raise refusal(message, file=found.file, line=found.sheet.table.rows[found.heading_place].line)
    return found


def read(grids: Sequence[Grid], problems: Iterable[Problem]) -> ImportedRoster:
    """Read the rows of all tables as one list, which is taken to name everybody.

    Raises:
        ImportRefused: a file breaks off, an id or a code stands for two people, nobody is named, or too many are.
    """
    doubts = [*problems, *(doubt for found in grids for doubt in found.doubts())]
    people: list[ListedPerson] = []
    others = 0
    for found in grids:
        for line in found.rows():
            if heading(line.get("kind")) in _PUPILS:
                others += 1
                continue
            reading = line.as_read()
            person = _person(line, reading)
            doubts += reading.problems
            if person is not None:
                people.append(person)
            if len(people) > limits.PEOPLE_MAX:
                message = f"The list names more than {limits.PEOPLE_MAX:,} people, which no school has."
                raise refusal(message, file=found.file, line=line.row.line)
    if not people:
        first = grids[0]
        message = "Nobody is named below the headings."
        raise refusal(message, file=first.file, line=first.sheet.table.rows[first.heading_place].line)
    unique = _each_once(people, doubts)
    has_ids = any("id" in found.columns for found in grids)
    return ImportedRoster(TITLE, "bulk", tuple(unique), has_ids, others, tuple(doubts))


def _person(line: Line, reading: Reading) -> ListedPerson | None:
    if line.is_too_long:
        reading.warn("The row has more cells than there are headings, so it was left out. Put quotes around commas.")
        return None
    code = reading.text(line.get("code"), line.column("code"), "code")
    whole = line.get("name") or f"{line.get('given')} {line.get('family')}"
    name = reading.text(whole, line.column("name", "family", "given"), "name")
    if not name and not code:
        reading.warn("The row has neither a name nor a code, so it was left out.")
        return None
    joined = reading.day(line.get("joined"), line.column("joined"), "first day")
    left = reading.day(line.get("left"), line.column("left"), "last day")
    if joined is not None and left is not None and left < joined:
        reading.warn("The last day is before the first. Both were left out.", line.column("left"))
        joined = left = None
    roster_id = reading.text(line.get("id"), line.column("id"), "id", characters_max=limits.ID_CHARACTERS_MAX)
    return ListedPerson(
        line.grid.file, line.row.line, roster_id=roster_id or code, code=code, name=name or code,
        email=reading.email(line.get("email"), line.column("email")),
        department=reading.text(line.get("department"), line.column("department"), "department"),
        fte_percent=reading.fte_percent(line.get("fte"), line.column("fte")), joined_on=joined, left_on=left,
        leaves=LeavingReason.LEFT if left is not None else None,
    )  # fmt: skip


def _each_once(people: Sequence[ListedPerson], doubts: list[Problem]) -> list[ListedPerson]:
    """Without what is there twice.

    Raises:
        ImportRefused: one id or one code stands for two people.
    """
    seen: dict[tuple[str, str], ListedPerson] = {}
    unique: list[ListedPerson] = []
    for person in people:
        keys = [(what, folded(key)) for what, key in (("id", person.roster_id), ("code", person.code)) if key]
        before = next((seen[key] for key in keys if key in seen), None)
        if before is None:
            unique.append(person)
            seen.update(dict.fromkeys(keys, person))
        elif _plain(before) == _plain(person):
            doubts.append(Problem("The row is there twice.", "info", "repeated", person.file, person.line))
        else:
            message = (
                f"The id or code of this row is in line {before.line} already, with something else said. "
                "Give each person their own, or delete one of the rows."
            )
            raise refusal(message, file=person.file, line=person.line)
    return unique


def _plain(person: ListedPerson) -> tuple[object, ...]:
    return (
        person.roster_id, person.code, person.name, person.email, person.department, person.fte_percent,
        person.joined_on, person.left_on,
    )  # fmt: skip
