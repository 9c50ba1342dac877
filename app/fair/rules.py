"""What a finding is, on paper (DOMAIN 3.9, 3.10)."""

from enum import StrEnum


class FindingState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    SCHOOL = "school"
    TRUST = "trust"
    EVERYONE = "everyone"


class Licence(StrEnum):
    SCHOOL_INTERNAL = "school-internal"
    CC_BY_4 = "CC-BY-4.0"


class Phase(StrEnum):
    """English key stages, as schools file by them."""

    EARLY_YEARS = "early_years"
    KS1 = "ks1"
    KS2 = "ks2"
    KS3 = "ks3"
    KS4 = "ks4"
    KS5 = "ks5"
    ALL = "all"


class ReactionKind(StrEnum):
    WILL_TRY = "will_try"
    TRIED = "tried"
