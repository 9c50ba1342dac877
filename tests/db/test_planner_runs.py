"""Runs of the planner between workers: one of two takes it, a killed one is followed by another, nothing is half saved."""

import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import migrated
import pytest
from build import a_timetable
from build_cover import a_group
from build_time import give
from cast import Person, World, make_world
from conftest import SECRET_KEY, Clock
from live import ROOT, Live, serving
from sqlmodel import select

from app.db.engine import open_engine
from app.db.session import Database
from app.kernel import clock as wall
from app.main import create_app
from app.planner import actions, rules, runs
from app.planner.greedy import greedy
from app.planner.problem import Bounds, Limits, Outcome, Plan, Problem, Progress
from app.planner.rules import RunState
from app.planner.schemas import GroupWish, RunIn
from app.planner.tables import PlannerRun, PlannerTicket
from app.planner.verify import figures
from app.settings import Settings
from app.time_budget.rules import TimeCategory

pytestmark = pytest.mark.concurrent
LESSONS = [
    ("amina", "Monday", "P1"), ("amina", "Tuesday", "P1"), ("amina", "Wednesday", "P1"), ("ben", "Monday", "P2"),
    ("ben", "Thursday", "P1"), ("chloe", "Monday", "P3"), ("chloe", "Tuesday", "P2"), ("chloe", "Friday", "P1"),
]  # fmt: skip
AFTER_THE_LEASE = timedelta(seconds=rules.LEASE_SECONDS + 1)
TermDates = list[dict[str, str]]


class School:
    """Birch with a group that can plan, on a database of its own, in the week that it is now."""

    def __init__(self, url: str) -> None:
        self.url = url
        settings = Settings(database_url=url, secret_key=SECRET_KEY)
        app = create_app(settings, open_engine(url), now=Clock())
        app.state.now.instant = wall.now()
        self.world: World = make_world(app)
        self.database: Database = self.world.database
        terms = term_dates(wall.now().date())
        rows = [(self.world.people[name], day, period, f"7{name[0]}", "Maths") for name, day, period in LESSONS]
        a_timetable(self.world, rows, starts_on=terms[0]["starts_on"], half_terms=terms, exceptions=[], name="Now")
        members = (self.world.amina, self.world.ben, self.world.chloe)
        self.group_id = a_group(self.database, members)
        for member in members:
            for category in TimeCategory:
                give(self.database, member, 300, category)

    @property
    def lead(self) -> Person:
        return self.world.hana

    def ask(self) -> UUID:
        """A run that waits for a worker."""
        today = wall.now().date()
        wish = RunIn(
            first_on=today, last_on=today + timedelta(days=28), seconds=10,
            groups=[GroupWish(group_id=self.group_id, observations_each=2)],
        )  # fmt: skip
        with self.database.writing(self.lead.scope) as session:
            return actions.request(session, self.lead.actor, wish, wall.now()).id

    def run(self, run_id: UUID) -> PlannerRun:
        with self.database.reading(self.lead.scope) as session:
            return session.exec(select(PlannerRun).where(PlannerRun.id == run_id)).one()

    def tickets(self) -> list[PlannerTicket]:
        with self.database.reading(self.lead.scope) as session:
            return list(session.exec(select(PlannerTicket).where(PlannerTicket.school_id == self.world.birch_id)))

    def cancel(self, run_id: UUID) -> None:
        with self.database.writing(self.lead.scope) as session:
            actions.cancel(session, self.lead.actor, run_id, wall.now())


def term_dates(today: date) -> TermDates:
    """Six half-terms of which the first is two months around *today*."""
    first = today - timedelta(days=14)
    spans = [(first, first + timedelta(days=62))]
    spans += [(first + timedelta(days=63 + 20 * at), first + timedelta(days=80 + 20 * at)) for at in range(5)]
    return [{"starts_on": begins.isoformat(), "ends_on": ends.isoformat()} for begins, ends in spans]


@pytest.fixture(params=["sqlite", "postgres"])
def school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[School]:
    if request.param == "sqlite":
        url = migrated.sqlite(tmp_path)
    else:
        url = migrated.on(request.getfixturevalue("postgres_server"))
    made = School(url)
    yield made
    made.database.engine.dispose()


def later(seconds: float = 0.0) -> datetime:
    return wall.now() + timedelta(seconds=seconds)


def until(is_so: Callable[[], bool], *, seconds: float = 20.0) -> float:
    """Wait for something; answers with how long it took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.02)
    return time.monotonic() - began


def outcome_of(problem: Problem, plan: Plan, bounds: Bounds | None = None) -> Outcome:
    return Outcome(plan, figures(problem, plan), bounds or Bounds(), 0.1)


# ---- who takes it --------------------------------------------------------------------------------------


def test_of_many_workers_that_want_one_run_exactly_one_has_it(school: School) -> None:
    """Take out: `free` in the UPDATE of runs.take."""
    run_id = school.ask()
    databases = [Database(open_engine(school.url, connections=2)) for _ in range(6)]
    together = threading.Barrier(len(databases))

    def want(number: int) -> runs.Claim | None:
        together.wait()
        return runs.take(databases[number], f"worker {number}", wall.now())

    with ThreadPoolExecutor(len(databases)) as pool:
        claims = [claim for claim in pool.map(want, range(len(databases))) if claim is not None]
    for database in databases:
        database.engine.dispose()

    assert [claim.run_id for claim in claims] == [run_id]
    assert (school.run(run_id).state, school.tickets()[0].attempts) == (RunState.RUNNING, 1)


def test_the_run_that_has_waited_longest_is_taken_first_of_whatever_school(school: School) -> None:
    first, second = school.ask(), school.ask()

    taken = [runs.take(school.database, "worker", wall.now()) for _ in range(3)]

    assert [claim.run_id if claim else None for claim in taken] == [first, second, None]


def test_a_lease_is_respected_until_it_has_run_out(school: School) -> None:
    run_id = school.ask()
    runs.take(school.database, "first", wall.now())

    too_early = runs.take(school.database, "second", later(rules.LEASE_SECONDS - 1))
    in_time = runs.take(school.database, "second", wall.now() + AFTER_THE_LEASE)

    assert too_early is None
    assert in_time is not None
    assert (in_time.run_id, in_time.attempt) == (run_id, 2)


def test_a_run_that_has_taken_three_workers_with_it_fails_with_a_sentence(school: School) -> None:
    run_id = school.ask()
    for attempt in range(rules.ATTEMPTS_MAX):
        assert runs.take(school.database, "worker", wall.now() + AFTER_THE_LEASE * (attempt + 1) * 2) is not None

    assert runs.take(school.database, "worker", wall.now() + AFTER_THE_LEASE * 20) is None

    row = school.run(run_id)
    assert (row.state, row.failure, school.tickets()) == (RunState.FAILED, rules.KILLED, [])


# ---- while it is worked on -------------------------------------------------------------------------------


def test_progress_is_seen_while_the_solver_works(school: School) -> None:
    run_id = school.ask()
    seen: list[PlannerRun] = []

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        plan = greedy(problem)
        progress(Progress("halfway", 1.5, figures(problem, plan), Bounds()))
        until(lambda: bool(school.run(run_id).progress))
        seen.append(school.run(run_id))
        return outcome_of(problem, plan)

    runs.work_once(school.database, "worker", solve=solve)

    assert (seen[0].state, seen[0].progress["stage"], seen[0].progress["seconds"]) == (RunState.RUNNING, "halfway", 1.5)
    assert seen[0].figures == seen[0].greedy_figures
    assert school.run(run_id).state == RunState.DONE


def test_the_lease_is_renewed_while_the_solver_is_silent(school: School) -> None:
    run_id = school.ask()
    leases: list[datetime] = []

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        leases.append(school.tickets()[0].lease_until or wall.now())
        until(lambda: (school.tickets()[0].lease_until or wall.now()) > leases[0])
        return outcome_of(problem, greedy(problem))

    runs.work_once(school.database, "worker", solve=solve)

    assert school.run(run_id).state == RunState.DONE


def test_cancelling_stops_the_solver_soon_and_nothing_is_saved(school: School) -> None:
    run_id = school.ask()
    took: list[float] = []

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        school.cancel(run_id)
        took.append(until(cancelled))
        return outcome_of(problem, greedy(problem))

    runs.work_once(school.database, "worker", solve=solve)

    row = school.run(run_id)
    assert took[0] < 15
    assert (row.state, row.plan, school.tickets()) == (RunState.CANCELLED, None, [])


def test_a_worker_that_has_lost_its_lease_saves_nothing(school: School) -> None:
    """Take out: `claim.ticket()` in runs._finish, or the check of the beating heart."""
    run_id = school.ask()
    others: list[runs.Claim | None] = []

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        others.append(runs.take(school.database, "another", wall.now() + AFTER_THE_LEASE * 2))
        until(cancelled)
        return outcome_of(problem, greedy(problem))

    runs.work_once(school.database, "slow", solve=solve)

    row = school.run(run_id)
    assert others[0] is not None
    assert (row.state, row.plan) == (RunState.RUNNING, None)
    assert [ticket.claimed_by for ticket in school.tickets()] == ["another"]


def test_a_worker_that_is_told_to_stop_gives_the_run_back(school: School) -> None:
    run_id, stopped = school.ask(), threading.Event()

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        stopped.set()
        assert cancelled()
        return outcome_of(problem, greedy(problem))

    runs.work_once(school.database, "worker", solve=solve, stopped=stopped)
    given_back, ticket = school.run(run_id), school.tickets()[0]
    again = runs.work_once(school.database, "next")

    assert (given_back.state, ticket.claimed_by, ticket.attempts) == (RunState.QUEUED, None, 0)
    assert again
    assert school.run(run_id).state == RunState.DONE


# ---- what is never shown --------------------------------------------------------------------------------------


def test_a_plan_that_breaks_a_rule_is_not_stored(school: School) -> None:
    """Take out: `broken` in runs._result."""
    run_id = school.ask()

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        plan = greedy(problem)
        twice = Plan((*plan.research_lessons, plan.research_lessons[0]))
        return Outcome(twice, figures(problem, plan), Bounds(), 0.1)

    runs.work_once(school.database, "worker", solve=solve)

    row = school.run(run_id)
    assert (row.state, row.failure, row.plan, row.figures) == (RunState.FAILED, rules.BROKEN, None, {})


def test_a_bound_that_a_plan_disproves_is_not_stored(school: School) -> None:
    run_id = school.ask()

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        return outcome_of(problem, greedy(problem), Bounds(unscheduled=100))

    runs.work_once(school.database, "worker", solve=solve)

    assert (school.run(run_id).state, school.run(run_id).plan) == (RunState.FAILED, None)


def test_a_solver_that_falls_over_fails_the_run_and_not_the_worker(school: School) -> None:
    run_id = school.ask()

    def solve(
        problem: Problem, _limits: Limits, *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Outcome:
        raise MemoryError

    assert runs.work_once(school.database, "worker", solve=solve)

    row = school.run(run_id)
    assert (row.state, row.failure, school.tickets()) == (RunState.FAILED, rules.CRASHED, [])


def test_runs_that_nobody_accepted_are_forgotten_after_their_term(school: School) -> None:
    old, waiting = school.ask(), school.ask()
    runs.work_once(school.database, "worker")
    then = wall.now() + timedelta(days=rules.KEPT_DAYS + 1)

    with school.database.writing(school.lead.scope) as session:
        gone = actions.forget(session, school.world.birch_id, then)
    with school.database.reading(school.lead.scope) as session:
        left = [row.id for row in session.exec(select(PlannerRun))]

    assert (gone, left) == (1, [waiting])
    assert old not in left


# ---- real processes ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def a_worker(school: School) -> Iterator[subprocess.Popen[bytes]]:
    """`kenkyu worker` as it runs beside the servers."""
    environment = os.environ | {
        "KENKYU_DATABASE_URL": school.url, "KENKYU_SECRET_KEY": SECRET_KEY, "KENKYU_LOG_LEVEL": "critical",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-c", "from app.cli import main; main()", "worker"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(10)


def test_a_worker_killed_in_the_middle_is_followed_by_another(school: School) -> None:
    """Take out: the lease in runs.take (it waits for ever), or ATTEMPTS_MAX."""
    run_id = school.ask()
    with a_worker(school) as first:
        until(lambda: school.run(run_id).state == RunState.RUNNING)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(10)
    left, held = school.run(run_id), school.tickets()[0]

    too_early = runs.take(school.database, "second", wall.now())
    followed = runs.work_once(school.database, "second", now=lambda: wall.now() + AFTER_THE_LEASE)

    assert (left.state, left.plan, held.attempts) == (RunState.RUNNING, None, 1)
    assert too_early is None
    assert followed
    assert (school.run(run_id).state, school.tickets()) == (RunState.DONE, [])


def test_the_server_runs_a_worker_beside_it_and_replaces_it_and_takes_it_along(school: School) -> None:
    """Take out: `_fork_keeper` in serving.py, or what it does when its worker or the server is gone."""
    with serving(Live(school.url, SECRET_KEY)):
        workers = []
        for _ in range(2):
            run_id = school.ask()
            until(lambda: any(ticket.claimed_by for ticket in school.tickets()))
            workers.append(int((school.tickets()[0].claimed_by or "").rsplit(":", 1)[1]))
            until(functools.partial(_is_done, school, run_id))
            if len(workers) == 1:
                os.kill(workers[0], signal.SIGKILL)
                until(lambda: not _lives(workers[0]))

    assert workers[0] != workers[1]
    until(lambda: not _lives(workers[1]), seconds=rules.LEASE_SECONDS)


def _is_done(school: School, run_id: UUID) -> bool:
    return school.run(run_id).state == RunState.DONE


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
