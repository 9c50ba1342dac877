"""What makes a professional learning community, on paper (DOMAIN 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

PLC_MEMBERS_MIN = 3  # Below three there is no community, only a pair.
PLC_MEMBERS_ADVISED_MAX = 6  # Above six the group is advised to split.
PLC_MEMBERS_MAX = 20  # As many as GroupIn takes: a staff meeting is not a group.
PLC_GUESTS_MAX = 5
GUEST_DAYS_MAX = 400  # A school year and its holidays; a guest for longer is invited again.

DEFAULT_PROTOCOL = """\
We are equals here. Experience and rank stay outside the room; whoever teaches the lesson, it is ours.
The research lesson belongs to all of us: planned together, and nobody's success or failure alone.
What we see and say stays in the group. We share findings with others only when each of us has agreed to the text.
Evidence comes before opinion. We say first what pupils said, did and wrote, and only then what we make of it.
We give no grades and no ratings, to the lesson or to the teacher, and nothing here is used in appraisal.
Cover between us is asked for and agreed, never assigned. Anybody may say no without giving a reason.
We watch to learn: while observing we do not teach, help or correct.
We keep to the times we set, and each of us hosts in turn."""
"""The protocol of a group that has not written its own."""

TOO_FEW = "The group has fewer than three members now."


class GroupState(StrEnum):
    """Derived from members and protocol; only ARCHIVED is somebody's decision."""

    FORMING = "forming"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in a group now, with what other modules need to know of them."""

    staff_id: UUID
    person_id: UUID
    name: str
    code: str
    department: str
    is_guest: bool
    """A knowledgeable other: reads, and is never counted."""
    has_agreed: bool
    """To the protocol as it stands now."""
    agreed_at: datetime | None = None


def counted(members: Sequence[MemberRow]) -> list[MemberRow]:
    """Those who make the group: everybody but its guests."""
    return [member for member in members if not member.is_guest]


def state(members: Sequence[MemberRow], *, is_archived: bool, was_active: bool) -> GroupState:
    """Where the group stands.

    A group that has once been active stays so while newcomers or a new protocol wait for agreement;
    it is at risk only below three members, when it may finish what runs and plan nothing new.
    """
    if is_archived:
        return GroupState.ARCHIVED
    if is_ready(members, is_archived=False):
        return GroupState.ACTIVE
    if not was_active:
        return GroupState.FORMING
    return GroupState.AT_RISK if len(counted(members)) < PLC_MEMBERS_MIN else GroupState.ACTIVE


def is_ready(members: Sequence[MemberRow], *, is_archived: bool) -> bool:
    """Whether the group may plan a round."""
    return not missing(members, is_archived=is_archived)


def missing(members: Sequence[MemberRow], *, is_archived: bool) -> list[str]:
    """What stands between the group and its next round, in sentences; empty when nothing does."""
    teachers = counted(members)
    sentences = []
    if is_archived:
        sentences.append("The group is archived. Bring it back before you plan a round.")
    if (needed := PLC_MEMBERS_MIN - len(teachers)) > 0:
        more = ("", "One more member is", "Two more members are", "Three more members are")[needed]
        sentences.append(f"{more} needed: a group has at least three.")
    if waiting := [member.name for member in teachers if not member.has_agreed]:
        has = "has" if len(waiting) == 1 else "have"
        sentences.append(f"{listed(waiting)} {has} not agreed to the protocol yet.")
    return sentences


def advice(members: Sequence[MemberRow], facilitator_id: UUID) -> str | None:
    """What the group would do well to change, though nothing forces it to; None when nothing."""
    teachers = counted(members)
    sentences = []
    if all(member.staff_id != facilitator_id for member in teachers):
        sentences.append("The facilitator has left: choose another from among you.")
    if len(teachers) > PLC_MEMBERS_ADVISED_MAX:
        sentences.append(
            f"{len(teachers)} members are many for one lesson and one conversation: consider two groups of at most six."
        )
    return " ".join(sentences) or None


def listed(names: Sequence[str]) -> str:
    """Names as people say them: "Amina", "Amina and Ben", "Amina, Ben and Chloe"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def latest_guest_day(today: date) -> date:
    """The last day until which somebody may be invited today."""
    return today + timedelta(days=GUEST_DAYS_MAX)
