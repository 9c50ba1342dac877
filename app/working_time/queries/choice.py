"""Which year is meant, and every profile as it travels."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.tables import SchoolYear
from app.working_time import profiles
from app.working_time.profiles import Figure
from app.working_time.rules import FIGURES
from app.working_time.schemas import EditionOut, FigureOut, ProfileOut, ProfilesOut, SourceOut


def year(
    session: Session, actor: Actor, year_id: UUID | None, now: datetime, *, lock: bool = False
) -> SchoolYear:  # fmt: skip
    """The school year that is meant: the one named, else the current one.

    With *lock*, whoever else changes the year's directed time is waited for.

    Raises:
        NoYear: none is named, and the school has none.
        NotFound: the one that is named is not there.
    """
    if year_id is None:
        found = calendar.current_year(session, actor, calendar.today(session, actor, now))
        if not lock:
            return found
        year_id = found.id
    return calendar.year(session, actor, year_id, lock=lock)


def profiles_out() -> ProfilesOut:
    """Every profile with its editions and figures."""
    return ProfilesOut(
        profiles=[
            ProfileOut(
                id=profile.id, name=profile.name, regime=profile.regime, has_cap=profile.has_cap, note=profile.note,
                editions=[
                    EditionOut(
                        id=edition.id, name=edition.name, first_year=edition.first_year, last_year=edition.last_year,
                        note=edition.note, figures=[figure_out(figure) for figure in edition.figures],
                    )
                    for edition in profile.editions
                ],
            )
            for profile in profiles.all_profiles().values()
        ]
    )  # fmt: skip


def figure_out(figure: Figure) -> FigureOut:
    """One figure with its source and its bounds."""
    kind = FIGURES[figure.key]
    return FigureOut(
        key=figure.key, value=figure.value, unit=figure.unit, what=figure.what, is_verified=figure.is_verified,
        source=SourceOut(
            document=figure.source.document, edition=figure.source.edition, paragraph=figure.source.paragraph,
            reference=figure.source.reference,
        ),
        least=kind.least, most=kind.most,
    )  # fmt: skip
