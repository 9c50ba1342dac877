"""Why not? The rules in the way of one teacher in one dated period, in words that the teacher understands. Pure."""

from collections.abc import Mapping
from datetime import date

from app.planner.problem import Caps, Problem, Reason, TeacherState
from app.planner.verify_school import School, week_of

Notes = Mapping[tuple[str, date, str | None], str]
"""Why somebody is off in a period or on a whole day (None): the rest of a sentence that begins with their name."""


def why_not(
    problem: Problem, teacher: str, on: date, period: str, *, name: str = "", notes: Notes | None = None
) -> tuple[Reason, ...]:
    """Say what keeps *teacher* from observing, covering or debriefing then; empty when nothing does.

    Args:
        name: what to call them; their id when left out.
        notes: what the problem itself does not know of the times at which they are off.
    """
    school, called = School(problem), name or teacher
    if (bell := school.period(on, period)) is None:
        return (_reason("no-school", teacher, f"There is no lesson {period} on {_day(on)}."),)
    state = school.state(teacher, on, period)
    found = list(_of_state(school, state, teacher, on, period, called, notes or {}))
    if not school.slices(bell):
        found.append(_reason("too-short", teacher, f"{period} is shorter than {problem.slot_minutes} minutes."))
    caps = next((one.caps for one in problem.teachers if one.id == teacher), Caps())
    found += _of_minutes(problem, caps, teacher, called)
    if state == TeacherState.FREE and not school.spare(teacher, week_of(on)):
        text = (
            f"{called}'s other free time in that week is kept for planning and preparation: "
            f"{problem.policy.ppa_percent} % of what they teach."
        )
        found.append(_reason("ppa-kept", teacher, text))
    return tuple(found)


def _of_state(
    school: School, state: TeacherState, teacher: str, on: date, period: str, called: str, notes: Notes
) -> list[Reason]:
    if state == TeacherState.BLOCKED:
        return [
            _reason("blocked", teacher, f"Nothing is planned on {_day(on)}: the school does not run as usual then.")
        ]
    if state == TeacherState.OFF:
        words = notes.get((teacher, on, period)) or notes.get((teacher, on, None)) or "is not available then"
        return [_reason("off", teacher, f"{called} {words}.")]
    if state == TeacherState.TEACHING:
        return _of_lesson(school, teacher, on, period, called)
    if state == TeacherState.PPA:
        return [_reason("ppa", teacher, f"{called} has PPA then, and PPA may never be used.")]
    if state == TeacherState.BUSY:
        text = f"{called} has a duty, leadership or early-career time then, which is never used."
        return [_reason("busy", teacher, text)]
    return []


def _of_lesson(school: School, teacher: str, on: date, period: str, called: str) -> list[Reason]:
    """Teaching keeps from covering; to observe, somebody has to take the class, or to stay with it."""
    lessons = school.lessons(teacher, on, period)
    classes = " and ".join(dict.fromkeys(f"{one.class_name} {one.subject}".strip() for one in lessons))
    if all(len(one.teachers) > 1 for one in lessons):
        text = f"{called} teaches {classes} with a colleague: one of the two may leave to observe, and cannot cover."
        return [_reason("co-teaching", teacher, text)]
    text = f"{called} teaches {classes}: to observe, somebody has to take the class; covering for others is impossible."
    return [_reason("teaching", teacher, text)]


def _of_minutes(problem: Problem, caps: Caps, teacher: str, called: str) -> list[Reason]:
    needed = {
        "observing": problem.slot_minutes,
        "cover": problem.slot_minutes,
        "debriefs": problem.policy.debrief_minutes,
    }
    left = {"observing": caps.observe, "cover": caps.cover, "debriefs": caps.debrief}
    return [
        _reason(f"{what}-minutes", teacher, f"{called}'s minutes for {what} are used up: {minutes} are left.")
        for what, minutes in left.items()
        if minutes is not None and minutes < needed[what]
    ]


def _reason(code: str, teacher: str, text: str) -> Reason:
    return Reason(code=code, group=None, text=text, teachers=(teacher,))


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"
