"""What goes from one research lesson into the plan of the next."""

from datetime import datetime

from sqlmodel import Session

from app.kernel.actor import Actor
from app.lesson_study.actions.versions import EMPTY_VERSION, add_version
from app.lesson_study.queries.book import Book
from app.lesson_study.rules import proposal


def carry_plan(session: Session, actor: Actor, book: Book, lesson_number: int, now: datetime) -> None:
    """Begin a plan that nobody has begun with the lesson before: to be changed, and predicted and watched anew.

    What the group will change is not written into it: it stands beside it, and whoever plans decides.
    """
    lesson = next(row for row in book.lessons if row.number == lesson_number)
    before = next((row for row in book.lessons if row.number == lesson_number - 1), None)
    if lesson.version != EMPTY_VERSION or before is None or before.version == EMPTY_VERSION:
        return
    add_version(session, actor, lesson, proposal.carried_on(book.body(before.id)), now, is_merged=False)
