"""The rules that are in force in a school and year: what was chosen, what was varied, what each teacher falls under."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity.rules import WorkingTimeRegime
from app.kernel.actor import Actor
from app.school_year.tables import SchoolYear
from app.working_time import access, profiles
from app.working_time.profiles import Edition, Profile
from app.working_time.rules import FigureKey
from app.working_time.rules.year import Terms
from app.working_time.tables import WorkingTimeChoice, WorkingTimeVariation

JULY = 7
"""A year that starts from July on is named by that calendar year."""
VARIATIONS_MAX = len(FigureKey)


@dataclass(frozen=True, slots=True)
class InForce:
    """A school's rules for one year."""

    profile: Profile
    edition: Edition
    first_year: int
    choice: WorkingTimeChoice | None
    """None: nobody has chosen; profile and edition are the default's."""
    variations: Mapping[FigureKey, WorkingTimeVariation]

    def value(self, key: FigureKey) -> int | None:
        """What a figure counts here; None when the edition has none and the school has not said."""
        if key in self.variations:
            return self.variations[key].value
        figure = self.edition.figure(key)
        return None if figure is None else figure.value

    @property
    def contingency_minutes(self) -> int:
        return 0 if self.choice is None else self.choice.contingency_minutes

    @property
    def inset_day_minutes(self) -> int:
        """How long an INSET day is; 0 while local terms do not say."""
        return self.value(FigureKey.INSET_DAY_MINUTES) or 0

    def terms(self, regime: WorkingTimeRegime) -> Terms:
        """What a teacher of *regime* falls under.

        The school's choice, but for those of another regime: leaders have no cap whatever the school chose. STPCD is
        what staff are until somebody says otherwise, so it means the school's choice too.
        """
        if regime in (WorkingTimeRegime.STPCD, self.profile.regime):
            return Terms(
                has_cap=self.profile.has_cap, full_time_minutes=self.value(FigureKey.FULL_TIME_MINUTES),
                contact_week_minutes=self.value(FigureKey.CONTACT_WEEK_MINUTES),
                contact_year_minutes=self.value(FigureKey.CONTACT_YEAR_MINUTES),
                origin=_origin(self.profile, self.edition, self.variations.get(FigureKey.FULL_TIME_MINUTES)),
            )  # fmt: skip
        own = profiles.of_regime(regime)
        edition = own.edition_for(self.first_year)
        figures = {figure.key: figure.value for figure in edition.figures}
        return Terms(
            has_cap=own.has_cap, full_time_minutes=figures.get(FigureKey.FULL_TIME_MINUTES),
            contact_week_minutes=figures.get(FigureKey.CONTACT_WEEK_MINUTES),
            contact_year_minutes=figures.get(FigureKey.CONTACT_YEAR_MINUTES), origin=_origin(own, edition, None),
        )  # fmt: skip


def _origin(profile: Profile, edition: Edition, variation: WorkingTimeVariation | None) -> str:
    text = f"{profile.name}, {edition.name}"
    return text if variation is None else f"{text}, varied by the school: {variation.reason}"


def first_year_of(year: SchoolYear) -> int:
    """The calendar year that the editions of profiles know a school year by."""
    return year.starts_on.year if year.starts_on.month >= JULY else year.starts_on.year - 1


def choice(session: Session, actor: Actor, year_id: UUID, *, lock: bool = False) -> WorkingTimeChoice | None:
    """What was chosen for a year; None when nobody has."""
    statement = select(WorkingTimeChoice).where(
        access.visible(actor, WorkingTimeChoice), WorkingTimeChoice.year_id == year_id
    )
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def live_variation(session: Session, actor: Actor, choice_id: UUID, figure: FigureKey) -> WorkingTimeVariation | None:
    """How a figure is varied now; None when it is not."""
    statement = select(WorkingTimeVariation).where(
        access.visible(actor, WorkingTimeVariation),
        WorkingTimeVariation.choice_id == choice_id,
        WorkingTimeVariation.figure == figure,
        col(WorkingTimeVariation.ended_at).is_(None),
    )
    return session.exec(statement).one_or_none()


def in_force(session: Session, actor: Actor, year: SchoolYear) -> InForce:
    """The rules of a year: the school's choice, else the default. Variations belong to what was chosen."""
    first_year = first_year_of(year)
    chosen = choice(session, actor, year.id)
    if chosen is None:
        profile = profiles.all_profiles()[profiles.DEFAULT]
        return InForce(profile, profile.edition_for(first_year), first_year, None, {})
    profile = profiles.all_profiles()[chosen.profile]
    edition = profile.edition(chosen.edition)
    assert edition is not None, "an edition is never taken out of the data"
    statement = select(WorkingTimeVariation).where(
        access.visible(actor, WorkingTimeVariation),
        WorkingTimeVariation.choice_id == chosen.id,
        col(WorkingTimeVariation.ended_at).is_(None),
    )
    rows = session.exec(statement.order_by(col(WorkingTimeVariation.figure)).limit(VARIATIONS_MAX))
    known = {figure.key for figure in edition.figures}
    # A varied figure that the edition chosen since does not have waits until it is needed again.
    return InForce(profile, edition, first_year, chosen, {row.figure: row for row in rows if row.figure in known})
