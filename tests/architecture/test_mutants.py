"""Every guard has a line in tools/mutants/guards, with the test that fails without it: docs/mutants.md."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

from cast import World

from app.db import constraints, search_index
from tools.mutants import page, table

SAMPLE = 8
NO_GUARD = {"GZipMiddleware", "Microcache", "Requests"}
"""They refuse nothing: one packs what is sent, one keeps public answers for a moment, one gives requests their id."""


def test_the_cast_stands(world: World) -> None:
    """What `python -m tools.mutants` runs first, so that every mutant finds a database and an app."""
    assert world.birch_id != world.cedar_id


def test_every_line_takes_something_out_of_the_code_as_it_is() -> None:
    """Take out: nothing; change a word of a guarded line and see the table refuse."""
    mutants = table.read()

    assert len(mutants) > 50
    for one in mutants:
        assert one.seal
        name = one.red.rpartition("::")[2]
        assert f"def {name}(" in one.test_file.read_text(), f"{one.name}: there is no {one.red}"


def test_the_page_says_what_the_table_says() -> None:
    assert page.PAGE.read_text() == page.of(table.read()), "python -m tools.mutants --page"


def test_every_trigger_has_a_line_or_a_test_that_names_it() -> None:
    """Take out: a line of guards/triggers.toml, or a case. What keeps the shelf's index refuses nothing."""
    dropped = {(one.engine, one.drop.rpartition(" ")[2].rpartition(".")[2]) for one in table.read() if one.drop}
    named = {("sqlite", name) for name in constraints.sqlite_triggers()}
    named |= {("postgres", name) for name in (*constraints.POSTGRES_TRIGGERS, *constraints.EXCLUSIONS)}
    tests = "\n".join(path.read_text() for path in (table.ROOT / "tests" / "db").glob("test_*.py"))
    grows = {f"{name}_only_grows" for name in constraints.GROWING}

    missing = {name for _, name in named - dropped if not search_index.is_ours(name) and name not in tests}
    assert missing - grows == set()


def test_everything_that_says_who_may_has_a_line() -> None:
    """Every `require_...` of an access.py. Take out: a line of guards/access.toml."""
    taken = {(one.file, one.text) for one in table.read() if one.file.endswith("access.py")}
    missing = set()
    for path in sorted((table.ROOT / "app").glob("*/access.py")):
        source = path.read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("require_"):
                body = ast.get_source_segment(source, node) or ""
                where = str(path.relative_to(table.ROOT))
                if not any(file == where and text.strip() in body for file, text in taken):
                    missing.add(f"{where}: {node.name}")

    assert missing == set()


def test_everything_a_request_goes_through_has_a_line_or_is_no_guard() -> None:
    """Take out: the line of Gate in guards/gate.toml."""
    source = (table.ROOT / "app" / "main.py").read_text()
    through = {
        node.args[0].id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "add_middleware"
        and isinstance(node.args[0], ast.Name)
    }
    taken = "\n".join(one.text for one in table.read() if one.file == "app/main.py")

    assert through
    assert {name for name in through if not re.search(rf"add_middleware\(\s*{name}\b", taken)} == NO_GUARD


def test_a_few_guards_chosen_by_the_commit_are_really_needed(tmp_path: Path) -> None:
    """Others with every commit, on SQLite; `make mutants` takes out all of them on both engines."""
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=table.ROOT, capture_output=True, text=True)
    command = [sys.executable, "-m", "tools.mutants", "--anew", "--only-engine", "sqlite", "--sample", str(SAMPLE)]
    done = subprocess.run(
        [*command, "--seed", asked.stdout.strip() or "a tree without history", "--keep", str(tmp_path)],
        cwd=table.ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(table.ROOT)},
    )  # fmt: skip

    assert done.returncode == 0, (done.stdout + done.stderr)[-3_000:]
    assert f"{SAMPLE} of {SAMPLE} guards" in done.stdout
