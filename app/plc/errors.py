"""What is refused about groups, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.db import faults
from app.db.constraints import SMALL_GROUP
from app.kernel.errors import Conflict, Unreadable
from app.plc import rules


@dataclass(eq=False)
class GroupTooSmall(Conflict):
    """A group is formed by three people or more."""

    code: ClassVar[str] = "plc/group-too-small"
    title: ClassVar[str] = "A group needs at least three members"
    members: int
    members_min: int

    def __str__(self) -> str:
        return f"You chose {self.members}; choose at least {self.members_min} colleagues, yourself included."


@dataclass(eq=False)
class GroupNotReady(Conflict):
    """Nothing new is planned before there are three members who have all agreed to the protocol."""

    code: ClassVar[str] = "plc/not-ready"
    title: ClassVar[str] = "The group is not ready to plan a round"
    missing: list[str]

    def __str__(self) -> str:
        return " ".join(self.missing)


@dataclass(eq=False)
class AlreadyInAGroup(Conflict):
    """They belong to this group now."""

    code: ClassVar[str] = "plc/already-in-a-group"
    title: ClassVar[str] = "Already in this group"
    names: list[str]

    def __str__(self) -> str:
        return f"{rules.listed(self.names)} belongs to this group already." if self.names else self.title


@dataclass(eq=False)
class CannotBeMember(Conflict):
    """Members work at the school now. Guests are invited as knowledgeable others."""

    code: ClassVar[str] = "plc/cannot-be-member"
    title: ClassVar[str] = "Only people who work here now can be members"
    names: list[str]

    def __str__(self) -> str:
        return f"Leave out {rules.listed(self.names)}; somebody from outside is invited as a guest instead."


@dataclass(eq=False)
class GroupFull(Conflict):
    """There is a limit to how many people one group holds."""

    code: ClassVar[str] = "plc/group-full"
    title: ClassVar[str] = "The group is full"
    people: int
    people_max: int

    def __str__(self) -> str:
        return f"It has {self.people} already, and at most {self.people_max} fit. Consider a second group."


class FacilitatorNotMember(Conflict):
    """The facilitator is one of the members, and not a guest."""

    code = "plc/facilitator-not-member"
    title = "Choose the facilitator from among the members"


class GroupArchived(Conflict):
    """An archived group rests until somebody brings it back."""

    code = "plc/archived"
    title = "The group is archived: bring it back first"


class GroupNameTaken(Conflict):
    """Names of groups are unique in a school."""

    code = "plc/name-taken"
    title = "Another group has that name"


@dataclass(eq=False)
class GuestWorksHere(Conflict):
    """A knowledgeable other comes from outside the school."""

    code: ClassVar[str] = "plc/guest-works-here"
    title: ClassVar[str] = "Somebody who works here has that address: add them as a member"
    email: str


@dataclass(eq=False)
class GuestUntil(Unreadable):
    """Guests are let in until a day that is to come, and not for years."""

    code: ClassVar[str] = "plc/guest-until"
    title: ClassVar[str] = "Choose a day to come, at most 400 days ahead"
    earliest: date
    latest: date

    def __str__(self) -> str:
        return f"From {self.earliest:%d %B %Y} to {self.latest:%d %B %Y} is possible."


faults.means(GroupNameTaken, "uq_plc_group_name", "unique plc_group.school_id, plc_group.name")
faults.means(
    lambda: AlreadyInAGroup(names=[]),
    "uq_plc_member_current",
    "unique plc_member.school_id, plc_member.group_id, plc_member.staff_id",
)
# Somebody left between our count and the insert of a round.
faults.means(lambda: GroupNotReady(missing=[rules.TOO_FEW]), SMALL_GROUP)
