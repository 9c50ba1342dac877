"""Versions of a proposal, written one after another and never changed."""

import json
from datetime import datetime

from sqlmodel import Session

from app.kernel.actor import Actor
from app.lesson_study.errors import ProposalTooLong
from app.lesson_study.rules.proposal import Body
from app.lesson_study.tables import ProposalVersion, ResearchLesson

EMPTY_VERSION = 1
"""What a research lesson begins with: nothing is stored for it."""
BODY_CHARACTERS_MAX = 200_000  # As many as the column takes.


def add_version(
    session: Session, actor: Actor, lesson: ResearchLesson, body: Body, now: datetime, *, is_merged: bool
) -> None:
    """Store *body* as the newest version. The cycle must be locked.

    Raises:
        ProposalTooLong: together, the texts do not fit.
    """
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    if len(text) > BODY_CHARACTERS_MAX:
        raise ProposalTooLong(characters=len(text), characters_max=BODY_CHARACTERS_MAX)
    lesson.version += 1
    version = ProposalVersion(
        school_id=actor.school_id, research_lesson_id=lesson.id, number=lesson.version, body=text,
        is_merged=is_merged, saved_by=actor.staff_id, saved_at=now,
    )  # fmt: skip
    session.add(version)
    session.flush()
