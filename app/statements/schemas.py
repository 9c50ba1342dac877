"""What travels over HTTP about a year's statements, nudges and exports."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from app.statements.rules import NudgeKind
from app.time_budget.rules import GrantKind, TimeCategory, TimeSource
from app.web.bodies import Body, Out

# ---- a teacher's year ----------------------------------------------------------------------------


class StatementPot(Out):
    """One pot from what was given to what is left: given + in - out = allocated = committed + spent + unplaced."""

    category: TimeCategory
    given_minutes: int
    """What the school gave, less what it took back."""
    transferred_in_minutes: int
    """From the teacher's other pots, and from the year before."""
    transferred_out_minutes: int
    """To the teacher's other pots, and into the year after."""
    allocated_minutes: int
    committed_minutes: int
    """Promised to something planned, and not logged yet."""
    spent_minutes: int
    unplaced_minutes: int


class CategoryMinutes(Out):
    category: TimeCategory
    placed_minutes: int
    """Committed or spent."""
    spent_minutes: int


class StatementHalfTerm(Out):
    """Protected minutes that were placed in one half-term."""

    position: int | None
    """1 to 6; null: days of the year that are in no half-term."""
    starts_on: date | None
    ends_on: date | None
    categories: list[CategoryMinutes]
    """All three, in the order of the pots."""
    placed_minutes: int
    spent_minutes: int


class SourceMinutes(Out):
    """Minutes that no protected pot pays for."""

    source: TimeSource
    category: TimeCategory
    committed_minutes: int
    spent_minutes: int


class UnloggedDay(Out):
    """Minutes of one day that is past, promised and neither logged nor given back."""

    held_on: date
    category: TimeCategory
    source: TimeSource
    minutes: int
    log_by: date
    is_reminder: bool
    """The school's days for logging are over."""


class Statement(Out):
    """A teacher's year on one page."""

    school_name: str
    year_id: UUID
    year_name: str
    starts_on: date
    ends_on: date
    as_of: date
    """The school's date when this was read."""
    closed_at: datetime | None
    """Null while minutes can still move."""
    staff_id: UUID
    staff_name: str
    staff_code: str
    fte_percent: int
    joined_on: date | None
    left_on: date | None
    days: int
    of_days: int
    """Days with pupils that the teacher is there for, of the year's."""
    pots: list[StatementPot]
    given_minutes: int
    transferred_in_minutes: int
    transferred_out_minutes: int
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int
    half_terms: list[StatementHalfTerm]
    others: list[SourceMinutes]
    """From twilights, INSET days, meetings, and the teacher's own time."""
    cover_given_minutes: int
    cover_received_minutes: int
    cover_balance_minutes: int
    """Given minus received. Cover that the school arranged is in neither."""
    log_within_days: int
    to_log: list[UnloggedDay]
    """Oldest first, at most 20 lines."""
    to_log_minutes: int
    reminder_minutes: int
    entries: int
    """How many movements of these minutes the ledger holds."""


# ---- the school's year ---------------------------------------------------------------------------


class YearHalfTerm(Out):
    """The school's protected minutes in one half-term."""

    position: int | None
    """1 to 6; null: days of the year that are in no half-term."""
    starts_on: date | None
    ends_on: date | None
    committed_minutes: int
    spent_minutes: int
    placed_minutes: int
    """Committed and spent."""
    unplaced_minutes: int | None
    """What of the year's allocation has no place on or before the last day; null where position is null."""


class GroupMinutes(Out):
    """A group's protected minutes. Who is in two groups counts in both, who left the school in none."""

    group_id: UUID | None
    """Null: teachers in no group."""
    name: str
    member_count: int
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int


class SchoolSource(Out):
    source: TimeSource
    committed_minutes: int
    spent_minutes: int


class GrantSum(Out):
    kind: GrantKind
    source: TimeSource
    acts: int
    minutes: int
    """Negative where minutes were taken back."""


class CoverPart(Out):
    """Half hours of cover, and their minutes."""

    slices: int
    minutes: int
    pence: int | None
    """At the school's supply rate; null while it has not said one."""


class CoverBurden(Out):
    """What lesson study asked of cover: needed = mutual + exchanged + paid + open. Called off is in none of them."""

    needed: CoverPart
    """What the school would have had to arrange without colleagues."""
    mutual: CoverPart
    """Met within the group."""
    exchanged: CoverPart
    """Met by a colleague of another group."""
    paid: CoverPart
    """Arranged by the cover lead."""
    open: CoverPart
    """Nobody stands in yet."""
    saved_pence: int | None
    """What mutual and exchanged cover would have cost."""
    supply_pence_per_hour: int | None


class YearStatement(Out):
    """The school's year of protected time."""

    school_name: str
    year_id: UUID
    year_name: str
    starts_on: date
    ends_on: date
    as_of: date
    closed_at: datetime | None
    agreed_with: str | None
    """Who signed for the teachers when the year was closed."""
    teachers: int
    """Who has been given minutes, leavers too."""
    teachers_without_time: int
    """Who works here now and has been given none."""
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int
    half_terms: list[YearHalfTerm]
    groups: list[GroupMinutes]
    """By name, at most 200, then those in no group. GET /unplaced/groups has all."""
    others: list[SchoolSource]
    grants: list[GrantSum]
    granted_minutes: int
    """The sum of the grants. With what came over it is what all pots of all sources hold, to the minute."""
    came_over_minutes: int
    """From the year before, less what went over into the next."""
    cover: CoverBurden
    school_weeks_left: int
    teachers_at_risk: int


class TeacherYear(Out):
    """One teacher's line of the school's year. Minutes only."""

    staff_id: UUID
    staff_name: str
    staff_code: str
    fte_percent: int
    group_name: str | None
    has_left: bool
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int
    to_log_minutes: int
    """Promised to a day that is past."""
    other_minutes: int
    """Placed from twilights, INSET days, meetings and their own time."""
    cover_given_minutes: int
    cover_received_minutes: int


# ---- what has no place yet -----------------------------------------------------------------------


class AtRisk(Out):
    """Somebody whose unplaced minutes are more than can still be placed at one block a week."""

    staff_id: UUID
    staff_name: str
    group_name: str | None
    unplaced_minutes: int
    school_weeks_left: int
    """Weeks with pupils that are still to come for them, this one included."""
    words: str
    """As they would be told, such as "90 minutes have no place yet, and 2 school weeks are left."."""
    nudged_at: datetime | None
    """When they were last reminded of it."""
    may_nudge_from: datetime | None
    """Null: now."""


class NudgeIn(Body):
    kind: NudgeKind


class NudgeOut(Out):
    """A kind word about one's own minutes."""

    id: UUID
    kind: NudgeKind
    by_name: str
    made_at: datetime
    seen_at: datetime | None
    minutes: int
    """What it is about as it stands now; 0: nothing any more."""
    words: str


class NudgedOut(Out):
    """How many were told."""

    kind: NudgeKind
    nudged: int
    skipped: int
    """Who was told of it within the last seven days."""


class ToLogItem(Out):
    """Something that has taken place and waits for its minutes to be logged."""

    what: Literal["observation", "cover", "debrief"]
    """POST /observations/{id}/log, /cover-slots/{id}/log or /debrief-seats/{id}/log."""
    id: UUID
    round_id: UUID
    title: str
    when: str
    held_on: date
    minutes: int
    log_by: date
    is_reminder: bool


class ToLogOut(Out):
    """What I have done and not logged, oldest first."""

    log_within_days: int
    items: list[ToLogItem]
    minutes: int
    reminder_minutes: int


# ---- exports -------------------------------------------------------------------------------------


class ExportedMinutes(Out):
    """One pot of one teacher, for payroll and the school's information system."""

    staff_id: UUID
    staff_code: str
    staff_name: str
    fte_percent: int
    year_name: str
    category: TimeCategory
    source: TimeSource
    allocated_minutes: int
    committed_minutes: int
    spent_minutes: int
    unplaced_minutes: int
