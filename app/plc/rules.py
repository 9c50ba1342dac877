"""What makes a professional learning community, on paper (DOMAIN 3.5)."""

from enum import StrEnum

PLC_MEMBERS_MIN = 3  # Below three there is no community, only a pair.
PLC_MEMBERS_ADVISED_MAX = 6  # Above six the group is advised to split.


class GroupState(StrEnum):
    """Derived from members and protocol; only ARCHIVED is somebody's decision."""

    FORMING = "forming"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    ARCHIVED = "archived"
