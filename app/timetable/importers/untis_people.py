"""Finds the people in Untis's lists: who stands behind a teacher's code, and who has no lesson at all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from app.timetable.importers import limits
from app.timetable.importers.table import Row, Table
from app.timetable.importers.understanding import ImportedPerson, refusal
from app.timetable.importers.untis_shapes import CLASS, ROOM, SUBJECT, TEACHER, shape_of

People = Mapping[str, ImportedPerson]

_SURNAME: Final = 1
_FIRST_NAME: Final = 28
_EMAIL: Final = 32
_LESSON_TEACHER: Final = 5
_SHARE_MIN: Final = 0.5
_NAMED: Final = {CLASS: "class", SUBJECT: "subject", ROOM: "room"}


def may_be_teachers(table: Table) -> bool:
    """Say whether this could be master data: a code of its own at the start of every wide row."""
    codes = [row.cells[0] for row in table.rows]
    wide = sum(len(row.cells) > _FIRST_NAME for row in table.rows)
    return bool(codes) and len(set(codes)) == len(codes) and wide >= 0.9 * len(codes)


def found(others: Iterable[Table], taught: Sequence[str]) -> tuple[People, list[Table]]:
    """Find the list of teachers among other tables, by whose codes it holds, and read it.

    Args:
        others: tables beside the timetable.
        taught: the codes of teachers as the timetable has them.

    The second answer names the table that was used; both are empty when there is none.
    """
    codes = frozenset(taught)
    best: tuple[float, Table] | None = None
    for table in others:
        share = 0.0 if shape_of(table) is not None else _share(table, codes)
        if share >= _SHARE_MIN and (best is None or share > best[0]):
            best = share, table
    if best is None:
        wide = [table for table in others if shape_of(table) is None and _has_addresses(table)]
        best = (0.0, wide[0]) if len(wide) == 1 else None
    return ({}, []) if best is None else (_people(best[1]), [best[1]])


def refuse_swapped(timetable: Table, people: People, taught: Collection[str]) -> None:
    """Refuse a timetable whose teachers, as the list of teachers names them, stand in another column.

    Raises:
        ImportRefused: with that column.
    """
    if not people or _share_of(people, taught) >= _SHARE_MIN:
        return
    for column, name in _NAMED.items():
        there = {row.cells[column] for row in timetable.rows if len(row.cells) > column and row.cells[column]}
        if _share_of(people, there) > _SHARE_MIN:
            message = f"The teachers of the list of teachers stand in column {column + 1}, where the {name} should be."
            message += f" Untis has the teacher in column {TEACHER + 1}; export the timetable again."
            raise refusal(message, file=timetable.file, line=timetable.rows[0].line, column=column + 1)


def named_in_lessons(lessons: Table) -> tuple[str, ...]:
    """Give the teachers whom GPU002 names."""
    cells = (row.cells[_LESSON_TEACHER] for row in lessons.rows if len(row.cells) > _LESSON_TEACHER)
    return tuple(dict.fromkeys(cell for cell in cells if cell and len(cell) <= limits.NAME_CHARACTERS_MAX))


def _share(table: Table, codes: Collection[str]) -> float:
    return _share_of({row.cells[0] for row in table.rows}, codes)


def _share_of(listed: Iterable[str], there: Collection[str]) -> float:
    names, known = frozenset(listed), frozenset(there)
    return len(names & known) / max(1, min(len(names), len(known)))


def _has_addresses(table: Table) -> bool:
    """GPU004 has e-mail addresses, and no other list has."""
    return any("@" in _cell(row, _EMAIL) for row in table.rows)


def _people(table: Table) -> People:
    people: dict[str, ImportedPerson] = {}
    for row in table.rows:
        code = row.cells[0]
        if code and row.line != table.cut_line and len(code) <= limits.NAME_CHARACTERS_MAX:
            name = " ".join(part for part in (_cell(row, _FIRST_NAME), _cell(row, _SURNAME)) if part)
            email = _cell(row, _EMAIL)
            people.setdefault(code, ImportedPerson(code, name, email if "@" in email else ""))
    return people


def _cell(row: Row, column: int) -> str:
    return row.cells[column][: limits.NAME_CHARACTERS_MAX] if column < len(row.cells) else ""
