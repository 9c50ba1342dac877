"""The import contracts of pyproject.toml hold, and leave nobody out."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from sources import ROOMS, ROOT, ROOTS, SHARED, school_modules, sources

INSIDE = "Inside a module: routes > actions > queries > access > schemas, tables > rules"


def _contracts() -> dict[str, dict[str, Any]]:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {contract["name"]: contract for contract in described}


def test_the_contracts_hold() -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert f"{len(_contracts())} kept, 0 broken" in ran.stdout


def test_the_order_of_modules_names_every_one() -> None:
    contract = _contracts()["Modules depend downwards only"]
    named = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    present = {source.module for source in sources() if source.module != "__init__"}

    assert contract["exhaustive"] is True
    assert present <= named


def test_the_order_of_rooms_holds_in_every_module_that_has_rooms() -> None:
    with_rooms = {
        f"app.{source.module}" for source in sources() if source.module in school_modules() and source.room in ROOMS
    }
    with_more_than_routes = {
        name for name in with_rooms
        if {source.room for source in sources() if f"app.{source.module}" == name} & set(ROOMS) - {"routes"}
    }  # fmt: skip

    assert with_more_than_routes - set(_contracts()[INSIDE]["containers"]) == set()


def test_every_module_is_of_a_known_kind() -> None:
    assert {"kernel", "db", "web", "cli", "demo"} <= SHARED | ROOTS
    assert {"identity", "timetable", "study"} <= set(school_modules())


def test_the_server_does_without_the_solver_s_libraries() -> None:
    """They cost two seconds and a hundred megabytes, and only a worker has anything to solve."""
    said = "import sys, app.main; print('ortools' in sys.modules, 'app.planner.solver' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)

    assert ran.stdout.split() == ["False", "False"]
