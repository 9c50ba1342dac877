"""What is refused about plans, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.kernel.errors import Conflict, NotFound, Unreadable
from app.planner.rules import RunState


@dataclass(frozen=True, slots=True)
class NotReady:
    """A group that cannot plan yet, and what it misses, in sentences."""

    name: str
    missing: list[str]


@dataclass(eq=False)
class WindowUnusable(Unreadable):
    """The first and the last day do not make a window that can be planned."""

    code: ClassVar[str] = "planner/window"
    title: ClassVar[str] = "That window cannot be planned"
    reason: str

    def __str__(self) -> str:
        return self.reason


class NothingToPlan(Conflict):
    """No school day of the window is still to come."""

    code = "planner/no-days"
    title = "The window has no school day that is still to come and has a timetable"


class GroupTwice(Unreadable):
    """Each group is asked for once."""

    code = "planner/group-twice"
    title = "A group stands in the request twice"


@dataclass(eq=False)
class GroupsNotReady(Conflict):
    """Plans are made for groups of three or more who have all agreed to their protocol."""

    code: ClassVar[str] = "planner/groups-not-ready"
    title: ClassVar[str] = "Some of the groups are not ready to plan a round"
    groups: list[NotReady]

    def __str__(self) -> str:
        return " ".join(f"{group.name}: {' '.join(group.missing)}" for group in self.groups)


@dataclass(eq=False)
class SchoolTooLarge(Conflict):
    """There is a limit to how many teachers one plan can hold."""

    code: ClassVar[str] = "planner/too-large"
    title: ClassVar[str] = "The school has more teachers than one plan can hold"
    teachers: int
    teachers_max: int

    def __str__(self) -> str:
        return f"It has {self.teachers} teachers with a timetable; at most {self.teachers_max} fit into one plan."


@dataclass(eq=False)
class TooManyRuns(Conflict):
    """Each run takes minutes of a worker."""

    code: ClassVar[str] = "planner/too-many-runs"
    title: ClassVar[str] = "Enough plans are being made already"
    waiting: int

    def __str__(self) -> str:
        return f"{self.waiting} plans of this school are being made. Wait for one of them, or cancel it."


@dataclass(eq=False)
class RunOver(Conflict):
    """Only what is still being made can be cancelled."""

    code: ClassVar[str] = "planner/over"
    title: ClassVar[str] = "The planner has finished with this run already"
    state: RunState


@dataclass(eq=False)
class RunNotDone(Conflict):
    """Only a finished plan that still fits can be accepted."""

    code: ClassVar[str] = "planner/not-done"
    title: ClassVar[str] = "There is no plan here that can be accepted"
    state: RunState

    def __str__(self) -> str:
        if self.state in (RunState.QUEUED, RunState.RUNNING):
            return "The plan is still being made. Wait for it, then look at it first."
        return f"The run is {self.state}. Plan again, and accept that plan."


@dataclass(eq=False)
class RunNotAccepted(Conflict):
    """A repair changes what is booked, and only an accepted plan is."""

    code: ClassVar[str] = "planner/not-accepted"
    title: ClassVar[str] = "Only a plan that was accepted can be repaired"
    state: RunState

    def __str__(self) -> str:
        return f"The run is {self.state}, so nothing of it is booked. Plan again instead."


class NothingToRepair(Conflict):
    """Everything of the plan that is still to come stands."""

    code = "planner/nothing-to-repair"
    title = "Everything of this plan that is still to come stands; there is nothing to repair"


class NoPlan(NotFound):
    """The run has no plan to look at, yet or at all."""

    code = "planner/no-plan"
    title = "This run has no plan to look at"


@dataclass(eq=False)
class PlanIsStale(Conflict):
    """The school is not as it was when the plan was made."""

    code: ClassVar[str] = "planner/stale"
    title: ClassVar[str] = "The school has changed since this plan was made"
    changes: list[str]

    def __str__(self) -> str:
        return f"{' '.join(self.changes)} Nothing has been booked. Plan again: it takes a minute."


class NotInTimetable(NotFound):
    """There is no such period on that day, or no school."""

    code = "planner/no-such-period"
    title = "There is no such period on that day"
