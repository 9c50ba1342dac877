"""`python -m bench.planning`: the planner on real and made schools, beside two rivals in the same run.

*greedy* takes each observation in turn at the first time that needs the least cover, as a person would; *one big
model* puts every rule and every date into one CP-SAT model and is given the same seconds. Each runs in a process of its
own, so that its peak memory can be told. Plans are counted and checked by `verify`, not by whoever made them.
"""

import json
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from app.planner.greedy import greedy
from app.planner.interchange import read_instance
from app.planner.options import options
from app.planner.problem import Bounds, Figures, Limits, Outcome, Plan, Problem
from app.planner.verify import verdict
from bench.timetables import made_school

INSTANCES = Path(__file__).resolve().parents[2] / "shared" / "planner" / "instances"
SECONDS = 60.0
REPAIRS = 15
TRUST_SCHOOLS = 16
TRUST_TEACHERS = 60


@dataclass(frozen=True, slots=True)
class Result:
    """What one planner made of one school."""

    figures: Figures | None
    bounds: Bounds | None
    status: str
    marks: dict[str, float]
    seconds: float
    megabytes: int


def apart(work: Callable[..., Any], *arguments: object) -> tuple[Any, float, int]:
    """The answer of *work* in a new process, its seconds from the start of the process, and its peak memory in MB."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    began = time.monotonic()
    child = context.Process(target=_child, args=(sender, work, arguments))
    child.start()
    answer, megabytes = receiver.recv()
    seconds = time.monotonic() - began
    child.join()
    return answer, seconds, megabytes


def _child(sender: Any, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    answer = work(*arguments)
    sender.send((answer, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def ours(problem: Problem, seconds: float, workers: int = 2) -> Outcome:
    """Kenkyu's planner."""
    from app.planner.solver import solve

    return solve(problem, Limits(seconds=seconds, workers=workers))


def one_big_model(problem: Problem, seconds: float) -> Plan:
    """Every rule on every date in one model."""
    from app.planner.index import Index
    from app.planner.solver import engine
    from app.planner.solver.dated import dated, everything
    from app.planner.solver.read_off import read_off
    from app.planner.solver.run import by_level

    until = time.monotonic() + seconds
    index = Index(problem)
    built = dated(index, everything(index, problem.groups))
    asked = sum(group.observations_each * len(group.members) for group in problem.groups)
    columns, weights = by_level(built.levels, asked)
    effort = engine.Effort(max(1.0, until - time.monotonic()), workers=2)
    answer = engine.searched(built.model, columns, effort, weights=weights)
    return read_off(index, built, answer.values, engine.Effort(5.0, workers=2)) if answer.values else Plan()


def measured(problem: Problem) -> dict[str, Result]:
    """All three on one school."""
    outcome, seconds, memory = apart(ours, problem, SECONDS)
    found = {"kenkyu": _result(problem, outcome.plan, seconds, memory, outcome)}
    plan, seconds, memory = apart(greedy, problem)
    found["greedy"] = _result(problem, plan, seconds, memory)
    plan, seconds, memory = apart(one_big_model, problem, SECONDS)
    found["one big model"] = _result(problem, plan, seconds, memory)
    return found


def _result(problem: Problem, plan: Plan, seconds: float, memory: int, outcome: Outcome | None = None) -> Result:
    faults, figures = verdict(problem, plan)
    assert not faults, faults[:3]
    if outcome is None:
        return Result(figures, None, "", {}, seconds, memory)
    assert outcome.figures == figures
    return Result(figures, outcome.bounds, outcome.status, dict(outcome.marks), seconds, memory)


def repairs(problem: Problem) -> list[float]:
    """Seconds from a decline to the plan that mends it, one after the other."""
    from app.planner.solver import Declined, repair, solve

    # Nobody may watch for nothing, so that there is cover to decline.
    plan = solve(problem, Limits(SECONDS)).plan
    covers = [(lesson, one) for lesson in plan.research_lessons for one in lesson.observations if one.cover_by]
    taken = []
    for lesson, one in covers[:REPAIRS]:
        assert one.cover_by is not None
        declined = [Declined(one.cover_by, lesson.on, lesson.period, one.slice)]
        began = time.monotonic()
        outcome = repair(problem, plan, Limits(20.0), declined=declined)
        taken.append(time.monotonic() - began)
        assert not verdict(problem, outcome.plan)[0]
    return taken


def trust_school(seed: int) -> tuple[int, tuple[int, int, int], str, float]:
    """One of the trust's schools, on one core."""
    outcome = ours(made_school(TRUST_TEACHERS, seed), SECONDS, workers=1)
    figures = outcome.figures
    reached = (figures.unscheduled, figures.external, figures.exchange)
    return seed, reached, outcome.status, outcome.seconds


def the_trust() -> tuple[list[tuple[int, tuple[int, int, int], str, float]], float, int]:
    """Sixteen schools on two worker processes: each, the seconds in all, and the peak memory of both in MB."""
    began = time.monotonic()
    context = multiprocessing.get_context("spawn")
    with context.Pool(2, initializer=None) as pool:
        done = pool.map(trust_school, range(1, TRUST_SCHOOLS + 1), chunksize=1)
        memory = sum(pool.map(_memory, range(2), chunksize=1))
    return done, time.monotonic() - began, memory


def _memory(_: int) -> int:
    time.sleep(0.5)  # So that each of the two takes one.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _line(name: str, who: str, result: Result) -> str:
    def text(value: object) -> str:
        return "–" if value is None else str(value)

    figures, bounds = result.figures, result.bounds
    assert figures is not None
    reached = f"{figures.unscheduled} / {figures.external} / {figures.exchange}"
    kind = f"{figures.busiest_cover} / {figures.mutual}"
    proved = "–" if bounds is None else f"{bounds.unscheduled} / {bounds.external} / {bounds.exchange}"
    marks = [f"{result.marks[mark]:.1f}" if mark in result.marks else "–" for mark in ("first", "best", "proof")]
    cells = [name, who, reached, kind, proved, *marks, f"{result.seconds:.1f}", text(result.megabytes)]
    return "| " + " | ".join(cells) + " |"


@click.command()
@click.option("--json", "as_json", type=click.Path(path_type=Path), help="Write the figures here too.")
@click.option("--only", help="One instance by name.")
def main(as_json: Path | None, only: str | None) -> None:
    """Plan every instance there is, and the made schools; print tables for docs/benchmarks.md."""
    problems = {path.stem: read_instance(path.read_bytes()) for path in sorted(INSTANCES.glob("*.json"))}
    if not problems:
        click.echo("The instances are not beside this repository: made schools only.")
        problems = {f"made-{count}": made_school(count, 1) for count in (51, 104)}
    if only:
        problems = {only: problems[only]}
    click.echo(
        "| school | planner | unscheduled / external / exchange | busiest / mutual | proved "
        "| first s | best s | proof s | all s | MB |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    told: dict[str, Any] = {}
    for name, problem in problems.items():
        for who, result in measured(problem).items():
            click.echo(_line(name, who, result))
            told[f"{name}/{who}"] = [str(result.figures), str(result.bounds), result.marks, result.seconds]
    if not only:
        _rest(told)
    if as_json:
        as_json.write_text(json.dumps(told, indent=1))


def _rest(told: dict[str, Any]) -> None:
    school = made_school(51, 1)
    taken = []
    for group in school.groups:
        began = time.monotonic()
        options(school, group.id)
        taken.append(time.monotonic() - began)
    told["options"] = taken
    click.echo(f"\nOptions for one group of 51 teachers: median {statistics.median(taken) * 1000:.0f} ms.")
    taken, _, _ = apart(repairs, tight(school))
    told["repairs"] = taken
    click.echo(f"Repair after one decline, 51 teachers, {len(taken)} times: median {statistics.median(taken):.2f} s.")
    done, seconds, memory = the_trust()
    told["trust"] = [done, seconds, memory]
    optimal = sum(1 for one in done if one[2] == "optimal")
    click.echo(
        f"A trust of {TRUST_SCHOOLS} schools of {TRUST_TEACHERS} teachers, two worker processes: "
        f"{seconds:.0f} s in all, {optimal} proved optimal, {memory} MB."
    )


def tight(problem: Problem) -> Problem:
    """The same school with whole groups watching together, which needs cover."""
    groups = (replace(group, observations_each=2, min_observers=2) for group in problem.groups)
    return replace(problem, groups=tuple(groups))


if __name__ == "__main__":
    main()
