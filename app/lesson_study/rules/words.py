"""The closed lists that cycles are made of. Pure."""

from enum import StrEnum


class Mode(StrEnum):
    """How much of lesson study a group does: rounds only, or the whole cycle."""

    LIGHT = "light"
    FULL = "full"


class CycleState(StrEnum):
    """A group has at most one cycle that is active."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class Stage(StrEnum):
    """Where a cycle stands, in order (DOMAIN 3.6). PLAN to REVISE are gone through once for each research lesson."""

    PROTOCOL = "protocol"
    FOCUS = "focus"
    STUDY = "study"
    PLAN = "plan"
    SCHEDULE = "schedule"
    TEACH = "teach"
    INTERVIEW = "interview"
    DISCUSS = "discuss"
    REVISE = "revise"
    CONSOLIDATE = "consolidate"
    SHARE = "share"


class SourceKind(StrEnum):
    """What the group studied. Research, guidance and curriculum are credible; a colleague's word is not enough."""

    RESEARCH = "research"
    GUIDANCE = "guidance"
    CURRICULUM = "curriculum"
    TEXTBOOK = "textbook"
    COLLEAGUE = "colleague"
    OTHER = "other"


class PupilAttribute(StrEnum):
    """All that may be said of a case pupil beside the label (DOMAIN R_PSEUDO): nothing that names one."""

    HIGHER_PRIOR = "higher_prior"
    MIDDLE_PRIOR = "middle_prior"
    LOWER_PRIOR = "lower_prior"
    QUIET = "quiet"
    TALKATIVE = "talkative"
    CONFIDENT = "confident"
    UNSURE = "unsure"
    NEW_TO_ENGLISH = "new_to_english"
    MULTILINGUAL = "multilingual"
    READS_BELOW_AGE = "reads_below_age"
    WRITES_LITTLE = "writes_little"
    EXTRA_SUPPORT = "extra_support"
    OFTEN_ABSENT = "often_absent"
    PREMIUM = "premium"


class NoteKind(StrEnum):
    """How a note was made: in words, by one tap, as a photograph of work, or from a sheet of paper."""

    WORDS = "words"
    MOMENT = "moment"
    PHOTO = "photo"
    SHEET = "sheet"


class DiscussionProtocol(StrEnum):
    """How a post-lesson discussion is led."""

    UK = "uk"
    LSA = "lsa"


class DiscussionState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


PUPILS_MAX = 6  # Typically three; a group of six watches one each.
LESSONS_MAX = 3
LABELS = "ABCDEF"
STAGES_MAX = 12  # Of one research lesson: more is a timetable, not a lesson.
