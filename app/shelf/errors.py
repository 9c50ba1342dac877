"""What is refused about following, asking and answering, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Unreadable


class AlreadyFollowed(Conflict):
    """One line for each thing somebody follows."""

    code = "shelf/already-followed"
    title = "You follow that already: its news is under yours"


@dataclass(eq=False)
class FollowsTooMany(Conflict):
    """Whoever follows everything hears nothing."""

    code: ClassVar[str] = "shelf/follows-too-many"
    title: ClassVar[str] = "You follow as much as can be followed"
    follows_max: int

    def __str__(self) -> str:
        return f"{self.follows_max} things can be followed. Stop following one, then follow this."


class NothingToFollow(Unreadable):
    """A phase that is none, a mechanism that is not 1 to 14, an id that is none."""

    code = "shelf/nothing-to-follow"
    title = "There is no such label to follow: choose one of the shelf's"


@dataclass(eq=False)
class QuestionsTooMany(Conflict):
    """A person's questions to one finding have a limit; a conversation goes on elsewhere."""

    code: ClassVar[str] = "shelf/questions-too-many"
    title: ClassVar[str] = "You have asked a lot about this finding"
    questions_max: int

    def __str__(self) -> str:
        return f"{self.questions_max} questions each can be asked of one finding. Write to the team, or visit them."


@dataclass(eq=False)
class AnswersTooMany(Conflict):
    """A question takes so many answers."""

    code: ClassVar[str] = "shelf/answers-too-many"
    title: ClassVar[str] = "That question has been answered many times"
    answers_max: int

    def __str__(self) -> str:
        return f"A question takes {self.answers_max} answers. Put the rest into the finding's next edition."


faults.means(
    AlreadyFollowed,
    "uq_follow_once",
    "unique follow.school_id, follow.staff_id, follow.kind, follow.value",
)
