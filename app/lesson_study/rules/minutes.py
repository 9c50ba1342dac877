"""How long a cycle takes each teacher, and whether the year holds that much. Pure.

Minutes of one teacher in each stage. DOMAIN 3.6 gives several sessions of an hour to an hour and a half; these figures
are what schools in term time get by with: a full cycle of two research lessons comes to eleven hours, within the ten to
twelve that it is known to take.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.lesson_study.rules.stages import Step
from app.lesson_study.rules.words import Mode, Stage

PLANNED = {
    Stage.PROTOCOL: 30,
    Stage.FOCUS: 60,
    Stage.STUDY: 75,
    Stage.PLAN: 75,
    Stage.SCHEDULE: 10,
    Stage.TEACH: 60,  # With five minutes before the lesson to recall who watches whom.
    Stage.INTERVIEW: 15,  # Three pupils, five minutes each.
    Stage.DISCUSS: 45,
    Stage.REVISE: 15,
    Stage.CONSOLIDATE: 60,
    Stage.SHARE: 30,
}
PLAN_AGAIN = 45
"""The second and third research lesson begin with the plan of the one before."""
INTERVIEW_EACH = 5


@dataclass(frozen=True, slots=True)
class Time:
    """What the year still holds for one teacher: protected minutes, and twilights of the school's calendar."""

    protected_left: int
    twilight_planned: int
    has_year: bool

    @property
    def total(self) -> int:
        return self.protected_left + self.twilight_planned


def planned(step: Step) -> int:
    """The minutes that a stage takes of each teacher."""
    if step.stage == Stage.PLAN and step.lesson_number != 1:
        return PLAN_AGAIN
    return PLANNED[step.stage]


def planned_total(steps: Sequence[Step]) -> int:
    return sum(planned(step) for step in steps)


def years(to_come: int, time: Time) -> float | None:
    """How many years of such time what is *to_come* takes, to one decimal; None where there is no time at all."""
    return round(to_come / time.total, 1) if time.total else None


def sentence(mode: Mode, to_come: int, time: Time) -> str:
    """What the cycle still takes, and whether the year has it, in words for those who decide."""
    way = "A full cycle" if mode == Mode.FULL else "The light way"
    takes = f"{way} takes each of you about {hours(to_come)} more." if to_come else "Its time has been held."
    if not time.has_year:
        return f"{takes} Your school has not entered its year yet, so nobody can say how much time it has for this."
    has = (
        f"This year still holds {hours(time.protected_left)} of protected time and "
        f"{hours(time.twilight_planned)} of twilights."
    )
    if to_come <= time.total:
        return f"{takes} {has} That is enough."
    return f"{takes} {has} Plan fewer research lessons, go the light way, or ask for a twilight."


def hours(minutes: int) -> str:
    """ "45 minutes", "1 hour", "2 h 30 min"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} minutes"
    if rest:
        return f"{whole} h {rest} min"
    return "1 hour" if whole == 1 else f"{whole} hours"
