"""Why not everything could be placed: for each group the rules that stand in the way, as a smallest set of reasons.

A rule stands in the way when the group, alone, could have more if that rule were lifted. Where no rule alone would
help, a smallest set that helps together is looked for by putting rules back one by one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final

from app.planner.index import Index
from app.planner.pieces import pieces
from app.planner.problem import Caps, Group, Plan, Policy, Problem, Reason, Release
from app.planner.solver import engine
from app.planner.solver.engine import Effort
from app.planner.solver.relaxation import relax

GROUPS_MAX: Final = 12
"""Groups for which rules are lifted one by one; of the others it is said what is plain to see."""

SECONDS: Final = 4.0
"""Explaining takes no longer than this, whatever the limit of the run was."""

PLENTY: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that could be lifted: how, and what a school would have to do."""

    code: str
    lifted: Callable[[Problem, Group], Problem]
    words: str


def reasons(problem: Problem, plan: Plan, seed: int = 1, *, proved: bool = True) -> tuple[Reason, ...]:
    """Why observations that were asked for are not in *plan*; empty when nothing is missing.

    *proved*: no plan has fewer missing. Where that is not known, what fits for a group alone may fit with the others.
    """
    until = monotonic() + SECONDS
    seen: Counter[tuple[str, str]] = Counter()
    for lesson in plan.research_lessons:
        for observation in lesson.observations:
            seen[lesson.group, observation.observer] += 1
    found: list[Reason] = []
    short = [
        (group, {who: group.observations_each - seen[group.id, who] for who in group.members})
        for group in problem.groups
    ]  # fmt: skip
    short = [(group, missing) for group, missing in short if any(missing.values())]
    unclear: list[tuple[Group, int]] = []
    for group, missing in short:
        found.append(_what_is_missing(group, missing))
        used_up = list(_used_up(problem, group))
        found += [*_by_count(group), *_pairs(problem, group), *(reason for reason, _ in used_up)]
        if sum(count for _, count in used_up) < sum(missing.values()):
            unclear.append((group, sum(missing.values())))
    for group, count in unclear[:GROUPS_MAX]:
        if monotonic() < until:
            found += _by_rule(problem, group, count, Effort(0.5, seed=seed), until, proved)
    return (*found, *_paid(plan))


def _paid(plan: Plan) -> Iterable[Reason]:
    """Where cover is left for the cover lead."""
    paid: Counter[str] = Counter()
    for lesson in plan.research_lessons:
        paid[lesson.group] += sum(1 for one in lesson.observations if one.release is Release.EXTERNAL)
    for group, count in paid.items():
        if count:
            yield Reason(
                "external", group,
                f"Slices of {group} that go to the cover lead: {count}. Nobody inside is free then with cover minutes "
                "and a week without cover left. More colleagues who offer cover, or another half hour a week, would "
                "help.",
            )  # fmt: skip


def _what_is_missing(group: Group, missing: dict[str, int]) -> Reason:
    who = [f"{name} ({count})" for name, count in missing.items() if count]
    text = f"{group.id} could not have everything it asked for. Observations missing: {', '.join(who)}."
    return Reason("missing", group.id, text, tuple(name for name, count in missing.items() if count))


def _by_rule(
    problem: Problem, group: Group, missing: int, effort: Effort, until: float, proved: bool
) -> Iterable[Reason]:
    alone = replace(problem, groups=(group,))
    base = _least(alone, effort)
    if base < missing and not proved:
        yield Reason(
            "time", group.id,
            f"This plan misses {missing} for {group.id}; alone {group.id} would miss {base}. It was not proved that "
            "all groups together cannot have more: a longer run may find it.",
        )  # fmt: skip
    elif base < missing:
        yield Reason(
            "others", group.id,
            f"Alone {group.id} would miss {base}; with what the other groups do it misses {missing}: they share "
            "classes, colleagues for cover, or members.",
        )  # fmt: skip
    if base == 0:
        return
    options = _options(alone, group)
    helping = []
    for rule in RULES:
        if monotonic() > until:
            break
        lifted = rule.lifted(alone, group)
        if lifted != alone and _least(lifted, effort) < base:
            helping.append(rule)
            opened = _options(lifted, lifted.groups[0]) - options
            more = f" That would open {opened} options." if opened > 0 else ""
            yield Reason(rule.code, group.id, f"More would fit for {group.id} if {rule.words}.{more}", group.members)
    if not helping and monotonic() < until:
        yield from _together(alone, group, base, effort)


def _together(alone: Problem, group: Group, base: int, effort: Effort) -> Iterable[Reason]:
    """A smallest set of rules that have to be lifted together for anything more to fit."""
    needed = [rule for rule in RULES if rule.lifted(alone, group) != alone]
    if _least(_lifted(alone, group, needed), effort) >= base:
        yield Reason(
            "timetable", group.id,
            f"No single rule stands in {group.id}'s way: too few lessons of one member meet free or teaching time of "
            "another in this window. A longer window or other members would help.", group.members,
        )  # fmt: skip
        return
    for rule in list(needed):
        fewer = [one for one in needed if one is not rule]
        if _least(_lifted(alone, group, fewer), effort) < base:
            needed = fewer
    words = "; and if ".join(rule.words for rule in needed)
    yield Reason("together", group.id, f"More would fit for {group.id} only if {words}.", group.members)


def _lifted(problem: Problem, group: Group, rules: Sequence[Rule]) -> Problem:
    for rule in rules:
        problem = rule.lifted(problem, group)
    return problem


def _least(problem: Problem, effort: Effort) -> int:
    """The fewest observations that counts must leave out."""
    counts = relax(Index(problem))
    answer = engine.searched(counts.model, counts.unscheduled, effort)
    if not answer.values:
        return sum(group.observations_each * len(group.members) for group in problem.groups)
    return sum(answer.values[column] for column in counts.unscheduled)


def _options(problem: Problem, group: Group) -> int:
    """How many ways there are for somebody of the group to watch a lesson of the cycle, paid cover aside."""
    found = pieces(Index(problem), group)
    return sum(1 for piece in found for way in piece.ways if way.release is not Release.EXTERNAL)


def _by_count(group: Group) -> Iterable[Reason]:
    """Whole groups: observations come in lots of as many as watch together."""
    others, asked = len(group.members) - 1, group.observations_each * len(group.members)
    if group.min_observers == others and asked % others:
        yield Reason(
            "whole-group", group.id,
            f"All {others} others watch each lesson of {group.id}, so observations come in lots of {others}, and "
            f"{asked} is not a multiple of that. Let them watch in turn, or ask for {others} each.", group.members,
        )  # fmt: skip


def _used_up(problem: Problem, group: Group) -> Iterable[tuple[Reason, int]]:
    """Members whose minutes for observing are fewer than what is asked, and how many observations that rules out."""
    caps = {teacher.id: teacher.caps.observe for teacher in problem.teachers}
    for member in group.members:
        minutes = caps[member]
        if minutes is None:
            continue
        out = group.observations_each - minutes // problem.slot_minutes
        if out > 0:
            needed = group.observations_each * problem.slot_minutes
            text = f"{member} has {minutes} minutes for observing left in this window, and {needed} would be needed."
            yield Reason("minutes", group.id, text, (member,)), out


def _pairs(problem: Problem, group: Group) -> Iterable[Reason]:
    """Members who could never watch some colleague, at any price."""
    index = Index(problem)
    able = {(way.observer, piece.host) for piece in pieces(index, group) for way in piece.ways}
    hosts = {lesson_teacher for lesson in problem.lessons for lesson_teacher in lesson.teachers}
    different = min(group.observations_each, len(group.members) - 1)
    for member in group.members:
        never = [host for host in group.members if host != member and (member, host) not in able]
        if len(group.members) - 1 - len(never) >= different:
            continue
        for host in never:
            if host not in hosts:
                text = f"{host} has no lesson in the timetable, so nobody can watch one."
            else:
                text = (
                    f"{member} can never watch {host}: whenever {host} teaches, {member} has PPA, a duty, or is not in "
                    "school; or too few others could come too."
                )
            yield Reason("pair", group.id, text, (member, host))


# ---- the rules that a school could change ------------------------------------------------------------


def _no_ppa(problem: Problem, group: Group) -> Problem:
    return replace(problem, ppa=frozenset(one for one in problem.ppa if one[0] not in group.members))


def _no_duty(problem: Problem, group: Group) -> Problem:
    return replace(problem, busy=frozenset(one for one in problem.busy if one[0] not in group.members))


def _no_floor(problem: Problem, _: Group) -> Problem:
    return _policy(problem, ppa_percent=0)


def _more_minutes(problem: Problem, group: Group) -> Problem:
    people = (replace(one, caps=Caps()) if one.id in group.members else one for one in problem.teachers)
    return replace(problem, teachers=tuple(people))


def _classes(problem: Problem, _: Group) -> Problem:
    return _policy(problem, releases_per_class=PLENTY)


def _talks(problem: Problem, _: Group) -> Problem:
    after = replace(problem.after_school, weekdays=frozenset(range(1, 8)))
    within = problem.policy.debrief_within_days + 5
    return _policy(replace(problem, after_school=after), debrief_within_days=within)


def _hosting(problem: Problem, group: Group) -> Problem:
    changed = (
        replace(one, host_spread=PLENTY, min_days_between=0) if one.id == group.id else one for one in problem.groups
    )
    return replace(problem, groups=tuple(changed))


def _in_turn(problem: Problem, group: Group) -> Problem:
    changed = (replace(one, min_observers=1) if one.id == group.id else one for one in problem.groups)
    return replace(problem, groups=tuple(changed))


def _present(problem: Problem, group: Group) -> Problem:
    people = (replace(one, off=frozenset()) if one.id in group.members else one for one in problem.teachers)
    return replace(problem, teachers=tuple(people), blocked=frozenset())


def _policy(problem: Problem, **values: int) -> Problem:
    policy: Policy = replace(problem.policy, **values)
    return replace(problem, policy=policy)


RULES: Final = (
    Rule("in-turn", _in_turn, "its members watched in turn instead of all together"),
    Rule("minutes", _more_minutes, "its members had more protected minutes in this window"),
    Rule("class-releases", _classes, "a class could be without its teacher more often"),
    Rule("debrief", _talks, "debriefs could be held on more days after school, or later"),
    Rule("ppa-kept", _no_floor, "less free time had to be kept back for PPA (mark PPA in the timetable instead)"),
    Rule("ppa", _no_ppa, "one of its members swapped a PPA period"),
    Rule("busy", _no_duty, "one of its members were free of a duty"),
    Rule("hosting", _hosting, "hosting did not have to be shared out evenly, or lessons be days apart"),
    Rule("away", _present, "its members were in school on the days they are away or that are blocked"),
)
"""In the order in which a school would think of changing them."""
