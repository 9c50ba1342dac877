"""What travels over HTTP about interviews with case pupils."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.lesson_study.rules.interviews import ANSWER_CHARACTERS_MAX
from app.web.bodies import Body, Out, Plain

Answer = Annotated[Plain, Field(max_length=ANSWER_CHARACTERS_MAX)]


class InterviewIn(Body):
    """Answers to the set questions, in the pupil's words. Any may be empty."""

    enjoyed: Answer = ""
    learned: Answer = ""
    can_do_now: Answer = ""
    better_how: Answer = ""
    helped: Answer = ""
    change: Answer = ""


class InterviewOut(Out):
    """One case pupil's interview; with version 0 and no date until somebody has held it."""

    case_pupil_id: UUID
    label: str
    enjoyed: str
    learned: str
    can_do_now: str
    better_how: str
    helped: str
    change: str
    by_name: str
    held_at: datetime | None
    version: int


class QuestionOut(Out):
    key: str
    """The field of the answer."""
    text: str


class PupilLabel(Out):
    id: UUID
    label: str


class InterviewsOut(Out):
    questions: list[QuestionOut]
    minutes_max: int
    interviews: list[InterviewOut]
    """Those that were held."""
    pupils: list[PupilLabel]
    may_write: bool
