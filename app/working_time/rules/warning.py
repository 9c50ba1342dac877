"""What to say about directed time: which rule of DOMAIN 3.1, what is the matter, and how to mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.working_time.rules.kinds import RuleId
from app.working_time.rules.year import Tally

FULL_TIME_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning."""

    rule: RuleId
    message: str


def hours(minutes: int) -> str:
    """Minutes as people say them: `1,265 h`, `1 h 30 min`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole:,} h"] if whole else []
    if rest or not whole:
        parts.append(f"{rest} min")
    return " ".join(parts)


def of_teacher(tally: Tally, *, contingency_minutes: int, full_time_outside_minutes: int) -> list[Warned]:
    """What there is to say about one teacher's year.

    Args:
        tally: their year.
        contingency_minutes: of a full-time teacher.
        full_time_outside_minutes: as `full_time_outside`; what part-timers' share is compared with.
    """
    found: list[Warned] = []
    if tally.over_minutes:
        over = hours(tally.over_minutes)
        found.append(
            Warned(RuleId.R_CAP, f"Over the cap by {over}. Take events, duties or lessons away, or shorten them.")
        )
    if tally.terms.has_cap and tally.cap_minutes is None:
        found.append(
            Warned(
                RuleId.R_ACAD, "No hours are set for these terms. Say the full-time hours of the year, with a reason."
            )
        )
    if tally.terms.has_cap and contingency_minutes == 0:
        found.append(Warned(RuleId.R_MAX, NO_CONTINGENCY))
    found += _part_time(tally, full_time_outside_minutes)
    if tally.unpublished:
        many = "1 event is" if tally.unpublished == 1 else f"{tally.unpublished} events are"
        found.append(Warned(RuleId.R_CAL, f"{many} not in the published calendar. Publish it anew, after consulting."))
    return found + _contact(tally)


NO_CONTINGENCY = (
    "Nothing is kept free for what nobody foresees. The cap is a maximum, not a target: set some contingency aside."
)


def _part_time(tally: Tally, full_time_outside_minutes: int) -> list[Warned]:
    found: list[Warned] = []
    if tally.not_directed:
        many = "1 event falls" if tally.not_directed == 1 else f"{tally.not_directed} events fall"
        message = (
            f"{many} when they do not work, and do not direct them. Coming is voluntary, paid or with time off: "
            "record it on the event, or move the event."
        )
        found.append(Warned(RuleId.R_PT_DAY, message))
    if tally.terms.has_cap and tally.person.fte_percent < FULL_TIME_PERCENT:
        allowed = full_time_outside_minutes * tally.person.fte_percent // FULL_TIME_PERCENT
        if tally.outside_minutes > allowed:
            message = (
                f"{hours(tally.outside_minutes)} outside lessons is more than their share of what full-timers have, "
                f"{hours(allowed)}. Agree which events they need not come to."
            )
            found.append(Warned(RuleId.R_PT_SHARE, message))
    return found


def _contact(tally: Tally) -> list[Warned]:
    found: list[Warned] = []
    limit, year_limit = tally.terms.contact_week_minutes, tally.terms.contact_year_minutes
    over = {monday: minutes for monday, minutes in tally.contact_weeks.items() if limit is not None and minutes > limit}
    if over and limit is not None:
        worst = max(over, key=lambda monday: (over[monday], -monday.toordinal()))
        message = (
            f"Class contact is over {hours(limit)} in {len(over)} {'week' if len(over) == 1 else 'weeks'}, most in the "
            f"week of {worst.day} {worst:%B %Y}: {hours(over[worst])}. Take lessons or cover away in these weeks."
        )
        found.append(Warned(RuleId.R_NI, message))
    total = sum(tally.contact_weeks.values())
    if year_limit is not None and total > year_limit:
        message = (
            f"Class contact is {hours(total)} in the year; at most {hours(year_limit)} is allowed. Take lessons away."
        )
        found.append(Warned(RuleId.R_NI, message))
    return found


def full_time_outside(tallies: Iterable[Tally]) -> int:
    """The most directed time outside lessons that any full-timer under a cap has; 0 when there is none."""
    return max(
        (
            tally.outside_minutes
            for tally in tallies
            if tally.terms.has_cap and tally.person.fte_percent == FULL_TIME_PERCENT
        ),
        default=0,
    )


@dataclass(frozen=True, slots=True)
class School:
    """What there is to know of a school's rules for a year."""

    has_cap: bool
    contingency_minutes: int
    school_days: int
    days_total: int | None
    figures_missing: Sequence[str]
    is_published: bool
    events: int
    unpublished_events: int


def of_school(school: School) -> list[Warned]:
    """What there is to say about a school's rules and calendar."""
    found: list[Warned] = []
    if school.figures_missing:
        missing = ", ".join(school.figures_missing)
        found.append(
            Warned(RuleId.R_ACAD, f"These terms have no figures of their own. Say, with a reason each: {missing}.")
        )
    if school.days_total is not None and school.school_days > school.days_total:
        message = (
            f"The calendar has {school.school_days} days, and teachers can be directed on {school.days_total}. "
            "Take days out of the school year, or hold INSET days as twilights."
        )
        found.append(Warned(RuleId.R_YEAR, message))
    if school.has_cap and school.contingency_minutes == 0:
        found.append(Warned(RuleId.R_MAX, NO_CONTINGENCY))
    if school.events and not school.is_published:
        found.append(
            Warned(
                RuleId.R_CAL,
                "The calendar of directed time is not published. Consult, then publish it before the year.",
            )
        )
    elif school.unpublished_events:
        many = "1 event was" if school.unpublished_events == 1 else f"{school.unpublished_events} events were"
        message = f"{many} added or changed since the calendar was published. Consult, then publish it anew."
        found.append(Warned(RuleId.R_CAL, message))
    return found
