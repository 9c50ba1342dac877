"""Statements and exports in words and tables: one telling of the figures for CSV, workbook and page. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.kernel.sheets import Cell
from app.statements.queries.exports import EntryLine
from app.statements.rules import file_name
from app.statements.schemas import CoverPart, ExportedMinutes, Statement, TeacherYear, YearStatement
from app.time_budget.rules import GrantKind, TimeCategory, TimeSource

POTS: Final = {
    TimeCategory.OBSERVE: "Observing",
    TimeCategory.COVER: "Cover",
    TimeCategory.DEBRIEF_MOVE: "Debriefs and moving",
}
SOURCES: Final = {
    TimeSource.PROTECTED: "Protected time",
    TimeSource.TWILIGHT: "Twilights",
    TimeSource.INSET: "INSET days",
    TimeSource.MEETING: "Meetings",
    TimeSource.VOLUNTARY: "Own time",
}
GRANTS: Final = {
    GrantKind.ALLOCATION: "Given by the school's rule",
    GrantKind.ADJUSTMENT: "Adjusted for one teacher",
    GrantKind.FUNDED: "Given as it was placed",
    GrantKind.LEAVING: "Taken back from leavers",
    GrantKind.CLOSING: "Lapsed at the year's end",
}
MINUTES_HEADINGS: Final = (
    "Staff code", "Name", "FTE percent", "Year", "Pot", "Source", "Allocated minutes", "Committed minutes",
    "Spent minutes", "Unplaced minutes",
)  # fmt: skip
ENTRY_HEADINGS: Final = (
    "Made at", "Staff code", "Name", "Pot", "Source", "Kind", "Minutes", "To pot", "For the day", "Reason", "By",
    "Entry", "Settles", "Corrects",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; the first column says what a row is about."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: what it is, the facts at its head, its tables."""

    title: str
    file_stem: str
    facts: tuple[tuple[str, Cell], ...]
    tables: tuple[Table, ...]
    foot: str
    is_one_page: bool = False


# ---- a teacher's year --------------------------------------------------------------------------------


def of_teacher(told: Statement) -> Paper:
    """A teacher's statement. Its length depends on nothing but the year, so that it stays on one page."""
    return Paper(
        title=f"Protected time {told.year_name}: {told.staff_name}",
        file_stem=_stem("statement", told.year_name, told.staff_code),
        facts=(
            ("School", told.school_name),
            ("Year", f"{told.year_name} ({_day(told.starts_on)} to {_day(told.ends_on)})"),
            ("Name", told.staff_name),
            ("Staff code", told.staff_code),
            ("Share of full time", f"{told.fte_percent} %"),
            ("Days with pupils there", f"{told.days} of {told.of_days}"),
            ("As of", _day(told.as_of)),
            ("Closed", _day(told.closed_at.date()) if told.closed_at else "no, minutes can still move"),
            ("Entries in the ledger", told.entries),
        ),
        tables=(_pots(told), _teacher_half_terms(told), _teacher_others(told), _cover_balance(told), _to_log(told)),
        foot="All figures are whole minutes. Allocated = committed + spent + unplaced.",
        is_one_page=True,
    )


def _pots(told: Statement) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (POTS[pot.category], pot.given_minutes, pot.transferred_in_minutes, pot.transferred_out_minutes,
         pot.allocated_minutes, pot.committed_minutes, pot.spent_minutes, pot.unplaced_minutes)
        for pot in told.pots
    ]  # fmt: skip
    rows.append(
        ("In all", told.given_minutes, told.transferred_in_minutes, told.transferred_out_minutes,
         told.allocated_minutes, told.committed_minutes, told.spent_minutes, told.unplaced_minutes)
    )  # fmt: skip
    headings = ("Pot", "Given", "Moved in", "Moved out", "Allocated", "Committed", "Spent", "Unplaced")
    return Table("Protected minutes", headings, tuple(rows))


def _teacher_half_terms(told: Statement) -> Table:
    headings = ["Half-term"]
    for category in TimeCategory:
        headings += [f"{POTS[category]}: placed", f"{POTS[category]}: spent"]
    rows: list[tuple[Cell, ...]] = []
    for term in told.half_terms:
        numbers = [number for one in term.categories for number in (one.placed_minutes, one.spent_minutes)]
        rows.append((_span(term.position, term.starts_on, term.ends_on), *numbers))
    return Table("By half-term", tuple(headings), tuple(rows))


def _teacher_others(told: Statement) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{SOURCES[one.source]}: {POTS[one.category].lower()}", one.committed_minutes, one.spent_minutes)
        for one in told.others
    )
    return Table("From other time", ("Source", "Committed", "Spent"), rows or (("None", 0, 0),))


def _cover_balance(told: Statement) -> Table:
    row = (told.cover_given_minutes, told.cover_received_minutes, told.cover_balance_minutes)
    return Table("Cover between colleagues", ("", "Given", "Received", "Balance"), (("Minutes", *row),))


def _to_log(told: Statement) -> Table:
    late = told.reminder_minutes
    rows: tuple[tuple[Cell, ...], ...] = (
        (f"Within {told.log_within_days} days", told.to_log_minutes - late),
        ("Reminder: longer ago", late),
    )
    return Table("Still to log", ("Past and not logged", "Minutes"), rows)


# ---- the school's year -----------------------------------------------------------------------------------


def of_school(told: YearStatement, teachers: Sequence[TeacherYear]) -> Paper:
    """The school's statement, with a line for each teacher."""
    return Paper(
        title=f"Protected time {told.year_name}: {told.school_name}",
        file_stem=_stem("year-statement", told.year_name),
        facts=(
            ("School", told.school_name),
            ("Year", f"{told.year_name} ({_day(told.starts_on)} to {_day(told.ends_on)})"),
            ("As of", _day(told.as_of)),
            ("Closed", _day(told.closed_at.date()) if told.closed_at else "no, minutes can still move"),
            ("Agreed with", told.agreed_with),
            ("Teachers with minutes", told.teachers),
            ("Teachers without", told.teachers_without_time),
            ("School weeks left", told.school_weeks_left),
            ("Who may run out of weeks", told.teachers_at_risk),
        ),
        tables=(
            _totals(told), _school_half_terms(told), _groups(told), _cover(told), _school_others(told), _grants(told),
            _teachers(teachers),
        ),
        foot="All figures are whole minutes. Allocated = committed + spent + unplaced.",
    )  # fmt: skip


def _totals(told: YearStatement) -> Table:
    row = ("The school", told.allocated_minutes, told.committed_minutes, told.spent_minutes, told.unplaced_minutes)
    return Table("Protected minutes", ("", "Allocated", "Committed", "Spent", "Unplaced"), (row,))


def _school_half_terms(told: YearStatement) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_span(term.position, term.starts_on, term.ends_on), term.committed_minutes, term.spent_minutes,
         term.unplaced_minutes)
        for term in told.half_terms
    )  # fmt: skip
    headings = ("Half-term", "Committed", "Spent", "Unplaced at its end")
    return Table("By half-term", headings, rows)


def _groups(told: YearStatement) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.member_count, one.allocated_minutes, one.committed_minutes, one.spent_minutes,
         one.unplaced_minutes)
        for one in told.groups
    )  # fmt: skip
    headings = ("Group", "Members", "Allocated", "Committed", "Spent", "Unplaced")
    return Table("By group", headings, rows, note="Who is in two groups counts in both.")


def _cover(told: YearStatement) -> Table:
    cover = told.cover
    parts: tuple[tuple[str, CoverPart], ...] = (
        ("Needed: before mutual cover", cover.needed),
        ("Met within the group", cover.mutual),
        ("Exchanged with other groups", cover.exchanged),
        ("Paid: arranged by the cover lead", cover.paid),
        ("Open: nobody stands in yet", cover.open),
    )
    note = "The school has not said what an hour of supply costs."
    headings: tuple[str, ...] = ("Cover", "Half hours", "Minutes")
    if cover.supply_pence_per_hour is None:
        return Table("Cover", headings, tuple((name, part.slices, part.minutes) for name, part in parts), note)
    note = (
        f"At {_pounds(cover.supply_pence_per_hour)} an hour; spared by colleagues: {_pounds(cover.saved_pence or 0)}."
    )
    rows = tuple((name, part.slices, part.minutes, _pounds(part.pence or 0)) for name, part in parts)
    return Table("Cover", (*headings, "At the supply rate"), rows, note)


def _school_others(told: YearStatement) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (SOURCES[one.source], one.committed_minutes, one.spent_minutes) for one in told.others
    )
    return Table("From other time", ("Source", "Committed", "Spent"), rows or (("None", 0, 0),))


def _grants(told: YearStatement) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"{GRANTS[one.kind]} ({SOURCES[one.source].lower()})", one.acts, one.minutes) for one in told.grants
    ]
    rows.append(("Came over from the year before, less what went over", None, told.came_over_minutes))
    rows.append(("In all", None, told.granted_minutes + told.came_over_minutes))
    return Table("What the school gave", ("Act", "Times", "Minutes"), tuple(rows))


def _teachers(teachers: Sequence[TeacherYear]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{one.staff_name} (has left)" if one.has_left else one.staff_name, one.allocated_minutes,
         one.committed_minutes, one.spent_minutes, one.unplaced_minutes, one.to_log_minutes,
         one.cover_given_minutes, one.cover_received_minutes)
        for one in teachers
    )  # fmt: skip
    headings = ("Teacher", "Allocated", "Committed", "Spent", "Unplaced", "To log", "Cover given", "Cover received")
    return Table("By teacher", headings, rows)


# ---- exports ---------------------------------------------------------------------------------------------


def of_minutes(lines: Sequence[ExportedMinutes], year_name: str) -> Paper:
    """Every pot of every teacher, as one plain table for machines."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.staff_code, one.staff_name, one.fte_percent, one.year_name, one.category.value, one.source.value,
         one.allocated_minutes, one.committed_minutes, one.spent_minutes, one.unplaced_minutes)
        for one in lines
    )  # fmt: skip
    table = Table("Minutes", MINUTES_HEADINGS, rows)
    return Paper("Minutes", _stem("minutes", year_name), (), (table,), "")


def entry_lines(entries: Iterable[EntryLine], zone: ZoneInfo) -> Iterator[tuple[Cell, ...]]:
    """Entries as lines of a table, in the order they come; times as the school's clocks showed them."""
    for one in entries:
        yield (
            one.made_at.astimezone(zone).isoformat(timespec="seconds"), one.teacher.code, one.teacher.name,
            one.category.value, one.source.value, one.kind.value, one.minutes,
            one.to_category.value if one.to_category else None, one.held_on.isoformat() if one.held_on else None,
            one.reason, one.by_name, str(one.entry_id), _text(one.settles_id), _text(one.corrects_id),
        )  # fmt: skip


# ---- words -----------------------------------------------------------------------------------------------


def _span(position: int | None, starts_on: date | None, ends_on: date | None) -> str:
    if position is None or starts_on is None or ends_on is None:
        return "In no half-term"
    return f"{position}: {starts_on.day} {starts_on:%b} to {ends_on.day} {ends_on:%b}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}.{pence % 100:02}"


def _stem(*parts: str) -> str:
    return file_name(*parts, suffix="x").removesuffix(".x")


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
