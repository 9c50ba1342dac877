"""Choosing a year's rules, varying their figures, publishing the calendar."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.school_year.tables import SchoolYear
from app.web import etag
from app.working_time import profiles, queries
from app.working_time.errors import FigureOutOfBounds, NoFigure, NoSuchProfile, NothingChosen, NotVaried
from app.working_time.rules import FIGURES, FigureKey
from app.working_time.schemas import PublishIn, VariationIn, WorkingTimeIn, wall
from app.working_time.tables import WorkingTimeChoice, WorkingTimeVariation

NOT_YET = 0
"""The version of a choice that nobody has made."""


def choose(
    session: Session, actor: Actor, year_id: UUID | None, wish: WorkingTimeIn, if_match: str | None, now: datetime
) -> SchoolYear:
    """Choose the rules of a year, the first time or anew. What was varied of another profile's figures is kept aside.

    Raises:
        NoSuchProfile: the profile or its edition is not in the data.
    """
    profile = profiles.all_profiles().get(wish.profile)
    if profile is None or profile.edition(wish.edition) is None:
        raise NoSuchProfile(profile=wish.profile, edition=wish.edition)
    year = queries.year(session, actor, year_id, now, lock=True)
    row = queries.choice(session, actor, year.id, lock=True)
    etag.require_current(if_match, NOT_YET if row is None else row.version)
    if row is None:
        row = WorkingTimeChoice(
            school_id=actor.school_id, year_id=year.id, profile=wish.profile, edition=wish.edition,
            chosen_by=actor.staff_id, chosen_at=now,
        )  # fmt: skip
        session.add(row)
    else:
        row.version += 1
    row.profile, row.edition = wish.profile, wish.edition
    row.contingency_minutes, row.breaks_count = wish.contingency_minutes, wish.breaks_count
    row.twilight_weekday, row.twilight_minutes = wish.twilight_weekday, wish.twilight_minutes
    row.twilight_starts = wall(wish.twilight_starts)
    row.chosen_by, row.chosen_at = actor.staff_id, now
    session.flush()
    return year


def vary(session: Session, actor: Actor, year_id: UUID | None, wish: VariationIn, now: datetime) -> SchoolYear:
    """Set a figure otherwise than its edition.

    Raises:
        NothingChosen: nobody has chosen this year's rules.
        NoFigure: the edition chosen does not have the figure.
        FigureOutOfBounds: both ends are allowed.
    """
    year, chosen = _chosen(session, actor, year_id, now)
    profile = profiles.all_profiles()[chosen.profile]
    edition = profile.edition(chosen.edition)
    assert edition is not None, "an edition is never taken out of the data"
    if edition.figure(wish.figure) is None:
        raise NoFigure
    kind = FIGURES[wish.figure]
    if not kind.least <= wish.value <= kind.most:
        raise FigureOutOfBounds(least=kind.least, most=kind.most)
    _end(session, actor, chosen, wish.figure, now)
    session.add(
        WorkingTimeVariation(
            school_id=actor.school_id, choice_id=chosen.id, figure=wish.figure, value=wish.value, reason=wish.reason,
            by_staff_id=actor.staff_id, made_at=now,
        )
    )  # fmt: skip
    chosen.version += 1
    session.flush()
    return year


def end_variation(
    session: Session, actor: Actor, year_id: UUID | None, figure: FigureKey, now: datetime
) -> SchoolYear:  # fmt: skip
    """Go back to the edition's figure.

    Raises:
        NothingChosen: as `vary`.
        NotVaried: it is as the edition says.
    """
    year, chosen = _chosen(session, actor, year_id, now)
    if not _end(session, actor, chosen, figure, now):
        raise NotVaried
    chosen.version += 1
    session.flush()
    return year


def publish(session: Session, actor: Actor, year_id: UUID | None, wish: PublishIn, now: datetime) -> SchoolYear:
    """Publish the year's calendar as it stands: R_CAL.

    Raises:
        NothingChosen: nobody has chosen this year's rules.
    """
    year, chosen = _chosen(session, actor, year_id, now)
    chosen.published_at, chosen.consulted_with = now, wish.consulted_with
    chosen.version += 1
    for row in queries.live_events(session, actor, year.id):
        # What was published before keeps its day: it has been known since then.
        row.published_at = row.published_at or now
    session.flush()
    return year


def _chosen(
    session: Session, actor: Actor, year_id: UUID | None, now: datetime
) -> tuple[SchoolYear, WorkingTimeChoice]:  # fmt: skip
    year = queries.year(session, actor, year_id, now, lock=True)
    chosen = queries.choice(session, actor, year.id, lock=True)
    if chosen is None:
        raise NothingChosen
    return year, chosen


def _end(session: Session, actor: Actor, chosen: WorkingTimeChoice, figure: FigureKey, now: datetime) -> bool:
    """End what a figure is varied to; answers whether it was."""
    live = queries.live_variation(session, actor, chosen.id, figure)
    if live is None:
        return False
    live.ended_at, live.ended_by = now, actor.staff_id
    session.flush()
    return True
