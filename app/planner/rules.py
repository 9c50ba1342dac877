"""Runs of the planner on paper: through which states they go, what they may ask for, and how long they may take."""

from enum import StrEnum

from app.school_year.rules import WEEKDAYS


class RunKind(StrEnum):
    """What a run is for: a plan of its own, or the least change of one that was accepted."""

    PLAN = "plan"
    REPAIR = "repair"


class RunState(StrEnum):
    """Where a run stands. The first two are waited for; ACCEPTED and STALE come after DONE."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    INFEASIBLE = "infeasible"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ACCEPTED = "accepted"
    STALE = "stale"


WAITED_FOR = frozenset({RunState.QUEUED, RunState.RUNNING})
"""A worker has it, or will have it. Exactly these runs have a ticket."""
HAVING_A_PLAN = frozenset({RunState.DONE, RunState.ACCEPTED, RunState.STALE})

LEASE_SECONDS = 15
"""How long a silent worker is believed to live. Longer than the five seconds that a writer waits for SQLite."""
BEAT_SECONDS = 1.0
"""How often a worker renews its lease and looks whether the run is still wanted."""
POLL_SECONDS = 0.25
"""How often an idle worker asks for work: one look at a table that is empty nearly always. Repairs are waited for."""
ATTEMPTS_MAX = 3
"""A run that has taken three workers with it would take a fourth."""
WAITING_MAX = 3
"""Runs of one school that may wait at once: each takes minutes, and nobody looks at more plans than that."""
SECONDS_MIN, SECONDS_DEFAULT, SECONDS_MAX = 1, 60, 300
REPAIR_SECONDS_DEFAULT = 20
"""A repair changes little, and somebody waits for it."""
OPTIONS_DAYS = 28
"""How far ahead times for one group are looked for when nobody says how far."""
OPTIONS_DEFAULT, OPTIONS_MAX = 10, 50
"""Times for one group in one answer: nobody compares more."""
KEPT_DAYS = 120
"""Runs that were never accepted are forgotten when their term is over."""

WINDOW_DAYS_MAX = 120
"""A term of fifteen weeks, with the holidays inside. A year is planned term by term."""
GROUPS_MAX = 100
TEACHERS_MAX = 500
"""Twice the largest school we know of. Beyond that the plan could not be proved in the time there is."""
OBSERVATIONS_EACH_MAX = 9
AVOIDED_DATES_MAX = 100
CHANGES_TOLD = 20
"""Sentences about what has changed: whoever needs more plans anew anyway."""

PPA_PERCENT, PPA_PERCENT_MAX = 10, 50
COVER_PER_WEEK, COVER_PER_WEEK_MAX = 1, 5
RELEASES_PER_CLASS, RELEASES_PER_CLASS_MAX = 2, 20
DEBRIEF_WITHIN_DAYS, DEBRIEF_WITHIN_DAYS_MAX = 2, 5
"""The most is what a round by hand may have (study.rules.DEBRIEF_SCHOOL_DAYS_MAX)."""
DEBRIEF_WEEKDAYS = frozenset(range(1, WEEKDAYS + 1))
"""ISO weekdays on which a debrief may be held after school. Schools set the hours, so far not the days."""

KILLED = (
    f"The planner was stopped {ATTEMPTS_MAX} times while it worked on this run, so it has given up. "
    "Ask for fewer groups or a shorter window, or tell whoever runs Kenkyu."
)
BROKEN = (
    "The planner's plan did not pass its own check, so it is not shown. This is our fault, and it was written down."
)
CRASHED = "The planner failed. This is our fault, and it was written down; asking again with less may help."
NOTHING_FITS = "No research lesson fits anywhere in this window; the reasons say why."
