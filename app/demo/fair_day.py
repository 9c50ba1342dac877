"""The learning fair that the demo's CPD lead is putting together: rooms, some stalls and talks, and work left to do."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from app.fair import queries as findings
from app.fair_day.actions import arranging, fairs
from app.fair_day.rules import SlotKind
from app.fair_day.schemas import ArrangeFairIn, FairRoomIn, LearningFairIn, TalksWish
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.web.pages import PageWish

AHEAD: Final = timedelta(weeks=4)
LOOKED_AT: Final = timedelta(weeks=6)
WEDNESDAY: Final = 2
ROOMS: Final = (("Main hall", 12), ("Library", 5), ("Drama studio", 0))
PLACED: Final = 8
"""Of the findings: the others still wait for a stall."""
WELCOME: Final = "Look, ask, and take one thing home to try. Talks are seven minutes each."


def fair_day(session: Session, lead: Actor, now: datetime) -> None:
    """Plan a fair after school on a Wednesday some weeks ahead, with three rooms and the first stalls."""
    first = calendar.today(session, lead, now) + AHEAD
    days = calendar.days_between(session, lead, first, first + LOOKED_AT)
    held_on = next((day.held_on for day in days if day.held_on.weekday() == WEDNESDAY), first)
    wish = LearningFairIn(title="Learning fair", welcome=WELCOME, held_on=held_on, starts="15:30", ends="17:30")
    fair = fairs.plan(session, lead, wish, now)
    for name, stalls in ROOMS:
        fairs.add_room(session, lead, fair.id, FairRoomIn(name=name, stalls=stalls))
    shown, _ = findings.schedulable(session, lead, PageWish(None, PLACED))
    if shown:
        wanted = ArrangeFairIn(finding_ids=[one.id for one in shown], talks=TalksWish(kind=SlotKind.MICRO))
        arranging.arrange(session, lead, fair.id, wanted, now)
