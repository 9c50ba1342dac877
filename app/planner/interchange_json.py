"""Writes problems and plans in the interchange format `lesson-study-plan/1`."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from app.planner.problem import Caps, Figures, Group, Outcome, Plan, Problem, Reason, Release, ResearchLesson, Teacher

FORMAT: Final = "lesson-study-plan/1"

Json = dict[str, Any]


def outcome_json(outcome: Outcome) -> Json:
    """Write a plan with its figures, what is proved of them, and why something stayed unscheduled."""
    bounds = outcome.bounds
    written = plan_json(outcome.plan) | {
        "figures": figures_json(outcome.figures) | _counted(outcome.plan),
        "bounds": {"unscheduled": bounds.unscheduled, "external": bounds.external, "exchange": bounds.exchange},
        "status": outcome.status.value,
        "seconds": round(outcome.seconds, 3),
    }
    return written | {"reasons": [reason_json(reason) for reason in outcome.reasons]} if outcome.reasons else written


def infeasible_json(reasons: tuple[Reason, ...]) -> Json:
    """Write that nothing of what was asked can be placed, and why."""
    return {"status": "infeasible", "reasons": [reason_json(reason) for reason in reasons]}


def plan_json(plan: Plan) -> Json:
    """Write the research lessons."""
    return {"research_lessons": [_lesson_json(lesson) for lesson in plan.research_lessons]}


def figures_json(figures: Figures) -> Json:
    """Write the five figures, best first."""
    return {
        "unscheduled": figures.unscheduled,
        "external": figures.external,
        "exchange": figures.exchange,
        "busiest_cover": figures.busiest_cover,
        "mutual": figures.mutual,
    }


def reason_json(reason: Reason) -> Json:
    """Write one reason."""
    return {
        "code": reason.code,
        "group": reason.group,
        "text": reason.text,
        "teachers": list(reason.teachers),
    }


def _counted(plan: Plan) -> Json:
    """The figures that nothing is weighed by: what else releases observers, and how many lessons there are."""
    releases = [seen.release for lesson in plan.research_lessons for seen in lesson.observations]
    return {
        "co_teacher": releases.count(Release.CO_TEACHER),
        "none": releases.count(Release.NONE),
        "research_lessons": len(plan.research_lessons),
    }


def _lesson_json(lesson: ResearchLesson) -> Json:
    return {
        "group": lesson.group,
        "host": lesson.host,
        "date": lesson.on.isoformat(),
        "period": lesson.period,
        "observations": [
            {"observer": seen.observer, "slice": seen.slice, "release": seen.release.value}
            | ({} if seen.cover_by is None else {"cover_by": seen.cover_by})
            for seen in lesson.observations
        ],
        "debrief": {"date": lesson.debrief.on.isoformat(), "start": _clock(lesson.debrief.start)},
    }


def instance_json(problem: Problem) -> Json:
    """Write a problem as an instance; read again it is the same problem."""
    after, policy = problem.after_school, problem.policy
    return {
        "format": FORMAT,
        "slot_minutes": problem.slot_minutes,
        "calendar": [{"date": day.on.isoformat(), "day": day.day} for day in problem.calendar],
        "days": {
            day: [{"period": one.name, "start": _clock(one.start), "end": _clock(one.end)} for one in periods]
            for day, periods in problem.days.items()
        },
        "after_school": {
            "start": _clock(after.start),
            "end": _clock(after.end),
            "weekdays": sorted(after.weekdays),
        },
        "teachers": [_teacher_json(teacher) for teacher in problem.teachers],
        "lessons": [
            {
                "day": lesson.day,
                "period": lesson.period,
                "teachers": list(lesson.teachers),
                "class": lesson.class_name,
                "subject": lesson.subject,
                "room": lesson.room,
            }
            for lesson in problem.lessons
        ],
        "ppa": [{"teacher": who, "day": day, "period": period} for who, day, period in sorted(problem.ppa)],
        "busy": [{"teacher": who, "day": day, "period": period} for who, day, period in sorted(problem.busy)],
        "blocked": [{"date": on, "period": period} for on, period in _in_order(problem.blocked)],
        "groups": [_group_json(group) for group in problem.groups],
        "policy": {
            "ppa_percent": policy.ppa_percent,
            "cover_per_week": policy.cover_per_week,
            "releases_per_class": policy.releases_per_class,
            "debrief_minutes": policy.debrief_minutes,
            "debrief_within_days": policy.debrief_within_days,
        },
    }


def _teacher_json(teacher: Teacher) -> Json:
    return {
        "id": teacher.id,
        "caps": _caps_json(teacher.caps),
        "exchange": teacher.exchange,
        "off": [[on, period] for on, period in _in_order(teacher.off)],
    }


def _caps_json(caps: Caps) -> Json:
    kinds = {"observe": caps.observe, "cover": caps.cover, "debrief": caps.debrief}
    return {kind: minutes for kind, minutes in kinds.items() if minutes is not None}


def _group_json(group: Group) -> Json:
    written: Json = {
        "id": group.id,
        "members": list(group.members),
        "observations_each": group.observations_each,
        "min_observers": group.min_observers,
        "min_days_between": group.min_days_between,
        "host_spread": group.host_spread,
    }
    return written if group.max_observers is None else written | {"max_observers": group.max_observers}


def _in_order(times: Iterable[tuple[date, str | None]]) -> list[tuple[str, str | None]]:
    """By date, whole days first."""
    ordered = sorted(times, key=lambda time: (time[0], time[1] is not None, time[1] or ""))
    return [(on.isoformat(), period) for on, period in ordered]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
