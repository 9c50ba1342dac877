"""`kenkyu plan`: plans a whole school's lesson study from a file into a file, without a database."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from app.planner.interchange import UnreadableInstance, infeasible_json, outcome_json, read_instance
from app.planner.json_reading import FILE_BYTES_MAX
from app.planner.problem import Bounds, Figures, Limits, Outcome, Problem, Progress
from app.planner.verify import verdict

SECONDS_MAX = 24 * 60 * 60
"""What a day does not finish wants a shorter window."""
WORKERS_MAX = 64
SEED_MAX = 2**31 - 1
"""The largest that the solver takes."""
TOLD_MAX = 50
"""Lines on the screen about one thing; a plan's file has all of them."""

INFEASIBLE, UNREADABLE, BROKEN = 1, 2, 3
"""How the command ends when it has no plan to show."""


def _within(low: int, high: int, sentence: str) -> Callable[[click.Context, click.Parameter, int], int]:
    """Refuse a number outside *low* to *high*, both allowed, with a sentence."""

    def checked(context: click.Context, parameter: click.Parameter, value: int) -> int:
        if not low <= value <= high:
            raise click.BadParameter(f"{sentence}, not {value}.", context, parameter)
        return value

    return checked


@click.command("plan", short_help="Plan a school's research lessons from a file into a file.")
@click.argument("instance", metavar="INSTANCE.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", required=True, metavar="PLAN.json", help="Where the plan is written.",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
)  # fmt: skip
@click.option(
    "--seconds", type=int, default=60, show_default=True, help="How long to look for a better plan.",
    callback=_within(1, SECONDS_MAX, f"A time limit must be at least 1 second and at most {SECONDS_MAX}"),
)  # fmt: skip
@click.option(
    "--workers", type=int, default=2, show_default=True, help="How many processor cores to use.",
    callback=_within(1, WORKERS_MAX, f"The number of workers must be at least 1 and at most {WORKERS_MAX}"),
)  # fmt: skip
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Same seed and one worker: same plan.",
    callback=_within(0, SEED_MAX, f"A seed must be at least 0 and at most {SEED_MAX}"),
)  # fmt: skip
def plan(instance: Path, out: Path, seconds: int, workers: int, seed: int) -> None:
    """Plan research lessons, observations, cover and debriefs for every group of INSTANCE.json at once.

    Both files are of the interchange format lesson-study-plan/1; nothing is stored and no database is asked. The best
    figures so far and what is proved of them are told as they change.

    Ends with 0 when there is a plan, with 1 when nothing of what was asked can be placed (the file then says why), with
    2 when the instance or an option cannot be understood, with 3 when the plan did not pass its own check and was not
    written.
    """
    if not out.absolute().parent.is_dir():
        raise click.BadParameter("The folder for the plan is not there; make it first.", param_hint="--out")
    problem = _problem(instance)
    from app.planner.solver import solve  # Its libraries take two seconds to load, and refusals need none of them.

    outcome = solve(problem, Limits(float(seconds), workers, seed), _Teller().tell)
    raise SystemExit(hand_over(problem, outcome, out))


def _problem(instance: Path) -> Problem:
    with instance.open("rb") as opened:
        raw = opened.read(FILE_BYTES_MAX + 1)
    try:
        return read_instance(raw)
    except UnreadableInstance as unreadable:
        click.echo(f"{instance.name} cannot be planned:", err=True)
        for fault in unreadable.faults:
            click.echo(f"  {fault.told}", err=True)
        raise SystemExit(UNREADABLE) from None


def hand_over(problem: Problem, outcome: Outcome, out: Path) -> int:
    """Check an outcome, write it, tell what it is, and answer how the command ends. What is broken is not written."""
    broken, figures = verdict(problem, outcome.plan)
    if broken or figures != outcome.figures:
        click.echo(
            "The plan did not pass its own check and is not written. Please report this with the file.", err=True
        )
        for violation in broken[:TOLD_MAX]:
            click.echo(f"  {violation.rule} {violation.where}: {violation.text}", err=True)
        if figures != outcome.figures:
            click.echo(f"  Its figures are {figures}, not {outcome.figures}.", err=True)
        return BROKEN
    asked = any(group.observations_each for group in problem.groups)
    if asked and not outcome.plan.research_lessons:
        _write(out, infeasible_json(outcome.reasons))
        click.echo("Nothing of what was asked can be placed.", err=True)
        _tell_reasons(outcome)
        return INFEASIBLE
    _write(out, outcome_json(outcome))
    _tell_reasons(outcome)
    click.echo(f"{outcome.status}: {_shown(outcome.figures, outcome.bounds)}", err=True)
    return 0


def _tell_reasons(outcome: Outcome) -> None:
    for reason in outcome.reasons[:TOLD_MAX]:
        click.echo(f"  {reason.text}", err=True)


def _write(out: Path, found: dict[str, Any]) -> None:
    """Write the whole file or nothing: whoever reads it meanwhile sees the old one. Only a device is written into."""
    written = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    target = out.resolve()
    try:
        if out.exists() and not out.is_file():
            out.write_text(written, "utf-8")
            return
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            beside.write_text(written, "utf-8")
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise click.UsageError(f"{out} cannot be written ({error.strerror}); choose another place.") from None


class _Teller:
    """Tells progress, a line whenever something moved."""

    def __init__(self) -> None:
        self._last: tuple[str, Figures | None, Bounds] | None = None

    def tell(self, progress: Progress) -> None:
        """Write a line on stderr, unless it would say the same as the last one."""
        now = (progress.stage, progress.figures, progress.bounds)
        if now == self._last:
            return
        self._last = now
        known = "no plan yet" if progress.figures is None else _shown(progress.figures, progress.bounds)
        click.echo(f"{progress.seconds:7.1f} s  {progress.stage}: {known}", err=True)


def _shown(figures: Figures, bounds: Bounds) -> str:
    """The figures, best first, the first three with the bound that is proved."""
    return (
        f"unscheduled {figures.unscheduled} (bound {bounds.unscheduled}), "
        f"external {figures.external} (bound {bounds.external}), "
        f"exchange {figures.exchange} (bound {bounds.exchange}), "
        f"busiest_cover {figures.busiest_cover}, mutual {figures.mutual}"
    )
