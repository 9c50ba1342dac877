"""The referee beside the specification and our own check say the same of thousands of good, spoiled and senseless plans.

The referee is not part of the product: where ../shared/planner is not there, these tests say so and are passed over.
"""

import importlib.util
import json
import random
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from planning import random_plan, random_problem, spoiled

from app.planner.greedy import greedy
from app.planner.interchange import instance_json, plan_json, read_instance
from app.planner.problem import Plan, Problem
from app.planner.verify import verdict

SHARED = Path(__file__).resolve().parents[3] / "shared" / "planner"
INSTANCES = sorted((SHARED / "instances").glob("*.json"))
RULES = {f"R{number}" for number in range(1, 17)}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the referee in ../shared/planner is not here")


@cache
def referee() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kenkyu_referee", SHARED / "check_plan.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(instance: Any, problem: Problem, plan: Plan) -> tuple[set[str], dict[str, int]]:
    """What the referee says, after what we say has been held against it."""
    faults, counted = referee().check(instance, plan_json(plan))
    found, figures = verdict(problem, plan)

    broken = {fault.split()[0] for fault in faults}
    assert {violation.rule for violation in found} == broken, (faults[:5], found[:5], plan)
    for name in figures.__slots__:
        assert getattr(figures, name) == counted[name], (name, plan)
    return broken, counted


def test_senseless_plans_break_the_same_rules() -> None:
    met: Counter[str] = Counter()

    for seed in range(250):
        rng = random.Random(seed)
        problem = random_problem(rng)
        instance = referee().Instance(instance_json(problem))
        plan = random_plan(rng, problem, rng.randint(0, 6))
        for _ in range(4):
            plan = spoiled(rng, problem, plan)
            met.update(said(instance, problem, plan)[0])

    assert set(met) == RULES, "every rule has to have been broken now and then"
    assert min(met.values()) > 50


def test_spoiled_plans_of_small_schools_break_the_same_rules() -> None:
    met: Counter[str] = Counter()

    for seed in range(200):
        rng = random.Random(seed)
        problem = random_problem(rng)
        instance = referee().Instance(instance_json(problem))
        good = greedy(problem)
        assert said(instance, problem, good)[0] == set()
        for _ in range(5):
            met.update(said(instance, problem, spoiled(rng, problem, good))[0] or {"none"})

    assert set(met) >= RULES - {"R15"}
    assert met["none"] > 10, "some changes have to break nothing"


@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.stem)
def test_spoiled_plans_of_real_schools_break_the_same_rules(path: Path) -> None:
    rng = random.Random(path.stem)
    raw = path.read_bytes()
    problem, instance = read_instance(raw), referee().Instance(json.loads(raw))
    good = greedy(problem)
    assert said(instance, problem, good)[0] == set()
    met: Counter[str] = Counter()

    for _ in range(60):
        met.update(said(instance, problem, spoiled(rng, problem, good))[0])
    worse = good
    for _ in range(40):
        worse = spoiled(rng, problem, worse)
        met.update(said(instance, problem, worse)[0])

    assert len(met) > 8


@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.stem)
def test_an_instance_written_anew_is_the_same_instance(path: Path) -> None:
    problem = read_instance(path.read_bytes())

    assert read_instance(json.dumps(instance_json(problem)).encode()) == problem


def test_the_referee_is_really_asked() -> None:
    problem = random_problem(random.Random(1))
    instance = referee().Instance(instance_json(problem))

    _, counted = said(instance, problem, Plan())

    assert counted["unscheduled"] == sum(group.observations_each * len(group.members) for group in problem.groups)
