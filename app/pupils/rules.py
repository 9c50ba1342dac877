"""Names in texts, on paper (DOMAIN R_PSEUDO). Pure."""

from enum import StrEnum


class NamePart(StrEnum):
    """Which part of a pupil's name a digest stands for: given and family together, or one alone."""

    FULL = "full"
    GIVEN = "given"
    FAMILY = "family"
