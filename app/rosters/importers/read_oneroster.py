"""Reads OneRoster 1.1 and 1.2 as CSV: who works at the school, and in how many classes each teaches.

Only staff are taken. Whoever has a pupil's role, or a role we do not know, is counted and dropped where they stand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from app.rosters.importers import limits
from app.rosters.importers.cells import heading, plain
from app.rosters.importers.columns import Grid, Line, grid
from app.rosters.importers.oneroster_orgs import Orgs
from app.rosters.importers.opened import Sheet
from app.rosters.importers.understanding import Coverage, ImportedRoster, LeavingReason, ListedPerson, ReadingWish
from app.timetable.importers.understanding import Problem, refusal

Part = Literal["manifest", "users", "roles", "orgs", "classes", "enrollments"]

_NAMES: Final = {
    "sourceid": "sourcedid", "userid": "userids", "orgsourcedid": "orgsourcedids", "orgs": "orgsourcedids",
    "org": "orgsourcedids", "firstname": "givenname", "lastname": "familyname", "enabled": "enableduser",
    "emailaddress": "email", "enrolmentsourcedid": "sourcedid",
}  # fmt: skip
_STAFF: Final = frozenset(
    {"teacher", "aide", "administrator", "principal", "counselor", "counsellor", "proctor", "siteadministrator"}
)
_GONE: Final = "tobedeleted"
_NO: Final = frozenset({"false", "0", "no", "n"})


@dataclass(slots=True)
class _Role:
    """What the files say of one person's part in the school."""

    names: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    orgs: set[str] = field(default_factory=set)

    @property
    def is_staff(self) -> bool:
        # Whoever learns here is a pupil, whatever else they do.
        return bool(self.names & _STAFF) and "student" not in self.names


def part_of(sheet: Sheet) -> Part | None:
    """Say which of OneRoster's files this is, by its headings; None when it is none we use."""
    if not sheet.table.rows:
        return None
    has = grid(sheet, _NAMES).columns.keys()
    if {"propertyname", "value"} <= has:
        return "manifest"
    if {"classsourcedid", "usersourcedid"} <= has:
        return "enrollments"
    if {"usersourcedid", "role"} <= has:
        return "roles"
    if "sourcedid" not in has:
        return None
    if has & {"givenname", "familyname"}:
        return "users"
    if "title" in has and has & {"classcode", "classtype", "coursesourcedid"}:
        return "classes"
    return "orgs" if {"name", "type"} <= has else None


def read(sheets: Mapping[Part, Sheet], wish: ReadingWish, problems: Iterable[Problem]) -> ImportedRoster:
    """Read the files of one export.

    Raises:
        ImportRefused: a file breaks off; nobody can tell staff from pupils; staff of several schools; one id for two
            people; more people than PEOPLE_MAX.
    """
    grids = {part: grid(sheet, _NAMES) for part, sheet in sheets.items()}
    doubts = [*problems, *(doubt for found in grids.values() for doubt in found.doubts())]
    users = grids["users"]
    manifest = _manifest(grids.get("manifest"))
    coverage = _coverage(users, manifest, doubts)
    roles = _roles(users, grids.get("roles"))
    orgs = Orgs.of(grids.get("orgs"))
    taken, others = _people(users, roles, orgs, wish, coverage, doubts)
    people = [person for person, _ in orgs.of_one_school(taken, wish.school_name, users.file)]
    if coverage == "bulk":
        _require_staff(people, others, users)
        people = _with_classes(people, grids.get("enrollments"))
    else:
        people += _without_role(people, roles, wish, users.file)
    version = manifest.get("oneroster.version", "")
    title = f"OneRoster {plain(version)[:20]}".strip()
    return ImportedRoster(title, coverage, tuple(people), True, others, tuple(doubts))


def _manifest(found: Grid | None) -> dict[str, str]:
    if found is None:
        return {}
    return {line.get("propertyname").casefold(): line.get("value") for line in found.rows()}


def _coverage(users: Grid, manifest: Mapping[str, str], doubts: list[Problem]) -> Coverage:
    """Whether the list names everybody. Without a manifest: only changes carry a status and a date on every row."""
    said = manifest.get("file.users", "").casefold()
    if said == "bulk":
        return "bulk"
    if said == "delta":
        return "delta"
    if said == "absent":
        message = (
            "The manifest says that there is no list of people, yet here is one. Export again, so that they agree."
        )
        raise refusal(message, file=users.file, line=1)
    lines = list(users.rows())
    is_delta = bool(lines) and all(line.get("status") and line.get("datelastmodified") for line in lines)
    what = "only what has changed" if is_delta else "everybody"
    message = f"There is no manifest.csv that says whether the list names everybody; it was read as {what}."
    doubts.append(Problem(message, "warning", "partial", users.file, 1))
    return "delta" if is_delta else "bulk"


def _roles(users: Grid, roles: Grid | None) -> dict[str, _Role]:
    """What each person is. Version 1.2 says so in a file of its own."""
    found: dict[str, _Role] = {}
    if "role" in users.columns:
        for line in users.rows():
            _note(found, line.get("sourcedid"), line, line.get("orgsourcedids"))
    if roles is not None:
        for line in roles.rows():
            _note(found, line.get("usersourcedid"), line, line.get("orgsourcedids"))
    if "role" not in users.columns and roles is None:
        message = "Without roles.csv nobody can tell staff from pupils. Bring it along with users.csv."
        raise refusal(message, file=users.file, line=users.sheet.table.rows[0].line)
    return found


def _note(found: dict[str, _Role], user_id: str, line: Line, orgs: str) -> None:
    said = heading(line.get("role"))
    if not user_id or not said:
        return
    role = found.setdefault(user_id, _Role())
    # In users.csv the status is the person's, who is still known by their role when they go.
    is_gone = "usersourcedid" in line.grid.columns and heading(line.get("status")) == _GONE
    (role.gone if is_gone else role.names).add(said)
    if not is_gone:
        role.orgs |= set(_ids(orgs))


def _people(
    users: Grid, roles: Mapping[str, _Role], orgs: Orgs, wish: ReadingWish, coverage: Coverage, doubts: list[Problem]
) -> tuple[list[tuple[ListedPerson, frozenset[str]]], int]:
    """The staff with the schools each is of, and how many others there were."""
    taken: dict[str, tuple[ListedPerson, frozenset[str]]] = {}
    others = 0
    for line in users.rows():
        user_id = plain(line.get("sourcedid"))
        role = roles.get(line.get("sourcedid"))
        # Of somebody whom we know a change may come without their role; of anybody else it may be a pupil's.
        is_known = role is None and coverage == "delta" and user_id in wish.known_ids
        if not is_known and (role is None or not role.is_staff):
            others += 1
            continue
        person = _person(line, user_id, orgs, doubts)
        if person is None:
            continue
        before = taken.get(user_id)
        if before is not None:
            _require_same(before[0], person, doubts)
            continue
        own = {*_ids(line.get("orgsourcedids")), *_ids(line.get("primaryorgsourcedid")), *(role.orgs if role else ())}
        taken[user_id] = (person, orgs.schools_of(own))
        if len(taken) > limits.PEOPLE_MAX:
            message = f"The list names more than {limits.PEOPLE_MAX:,} staff. Export one school alone."
            raise refusal(message, file=users.file, line=line.row.line)
    return list(taken.values()), others


def _person(line: Line, user_id: str, orgs: Orgs, doubts: list[Problem]) -> ListedPerson | None:
    reading = line.as_read()
    found = None
    if line.is_too_long:
        reading.warn("The row has more cells than there are headings, so it was left out. Put quotes around commas.")
    elif not user_id or len(user_id) > limits.ID_CHARACTERS_MAX:
        reading.warn("The row has no sourcedId that can be used, so it was left out.", line.column("sourcedid"))
    else:
        given = line.first("preferredgivenname", "givenname")
        family = line.first("preferredfamilyname", "familyname")
        name = reading.text(f"{given} {family}", line.column("givenname", "familyname"), "name")
        leaves = _leaving(line)
        if name or leaves:
            found = ListedPerson(
                line.grid.file, line.row.line, roster_id=user_id, name=name,
                email=reading.email(line.get("email"), line.column("email")),
                department=orgs.department_of(_ids(line.get("orgsourcedids"))), leaves=leaves,
            )  # fmt: skip
        else:
            reading.warn("The row has no name, so it was left out.", line.column("givenname", "familyname"))
    doubts += reading.problems
    return found


def _require_staff(people: Sequence[ListedPerson], others: int, users: Grid) -> None:
    """Raises: ImportRefused: the whole list names no member of staff, so that everybody would seem to leave."""
    if not people:
        message = f"Nobody in this list is staff: {others:,} pupils or others were passed over. Export staff as well."
        raise refusal(message, file=users.file, line=1)


def _leaving(line: Line) -> LeavingReason | None:
    if heading(line.get("status")) == _GONE:
        return LeavingReason.DELETED
    return LeavingReason.DISABLED if line.get("enableduser").casefold() in _NO else None


def _require_same(before: ListedPerson, again: ListedPerson, doubts: list[Problem]) -> None:
    """Raises: ImportRefused: one id stands for two people."""
    if replace(before, line=0) != replace(again, line=0):
        message = f"The id of this row is in line {before.line} already, with something else said. Mend one of them."
        raise refusal(message, file=again.file, line=again.line, column=1)
    doubts.append(Problem("The row is there twice.", "info", "repeated", again.file, again.line))


def _with_classes(people: Sequence[ListedPerson], enrollments: Grid | None) -> list[ListedPerson]:
    """The same, with how many classes each teaches; nothing of a pupil's enrolment is kept."""
    if enrollments is None:
        return list(people)
    taught = Counter(
        user_id for user_id, _ in {
            (line.get("usersourcedid"), line.get("classsourcedid")) for line in enrollments.rows()
            if heading(line.get("role")) == "teacher" and heading(line.get("status")) != _GONE
        }
    )  # fmt: skip
    return [replace(person, class_count=taught[person.roster_id]) for person in people]


def _without_role(
    people: Sequence[ListedPerson], roles: Mapping[str, _Role], wish: ReadingWish, file: str
) -> list[ListedPerson]:
    """Those we know whose last part at the school was taken away, and who are not in the list of people themselves."""
    listed = {person.roster_id for person in people}
    return [
        ListedPerson(file, 1, roster_id=user_id, leaves=LeavingReason.DELETED)
        for user_id, role in roles.items()
        if user_id in wish.known_ids and user_id not in listed and role.gone & _STAFF and not role.names & _STAFF
    ]


def _ids(cell: str) -> list[str]:
    return [part for piece in cell.split(",") if (part := piece.strip())]
