"""docs/promises.md is what `make promises` writes of tests/promises/table.py, and every test named there exists."""

import ast
import importlib.util
import sys
from functools import cache
from types import ModuleType

from sources import ROOT


@cache
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("promises_tool", ROOT / "tools" / "promises.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up.
    spec.loader.exec_module(module)
    return module


def test_there_are_fifty_three_promises_each_once() -> None:
    """Take out: any line of the table."""
    assert [promise.number for promise in tool().table.PROMISES] == list(range(1, 54))


def test_every_test_that_is_named_is_there() -> None:
    """Take out: rename a test that the table names."""
    lost = []
    for promise in tool().table.PROMISES:
        for node in promise.held_by:
            file, _, name = node.partition("::")
            path = ROOT / file
            if path.is_dir() and not name:
                continue
            functions = (
                {
                    one.name
                    for one in ast.walk(ast.parse(path.read_text()))
                    if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
                }
                if path.is_file()
                else set()
            )
            if not path.is_file() or (name and name not in functions):
                lost.append(f"{promise.number}: {node}")

    assert lost == []


def test_every_promise_is_held_by_a_test() -> None:
    """Take out: `held_by` of any promise."""
    assert [promise.number for promise in tool().table.PROMISES if not promise.held_by] == []


def test_the_page_says_what_the_table_says() -> None:
    """Take out: any row of the page; write figures by hand where the table has none (`tools/promises.py --page` mends it)."""
    page = tool().PAGE.read_text()

    assert page == tool().page(tool().read_page())


def test_a_promise_whose_test_did_not_run_was_skipped_or_failed_does_not_hold() -> None:
    """Take out: `not unseen`, or `case.outcome == "passed"`, in tools.promises.judged."""
    promises, one = tool(), tool().table.Promise(1, "Words", ("tests/x.py::test_a", "tests/x.py::test_b"))

    def case(name: str, outcome: str) -> object:
        return promises.Case(f"tests/x.py::{name}", "SQLite", outcome, 1.0, {"rounds": "7"})

    good = [case("test_a[sqlite]", "passed"), case("test_b", "passed")]

    assert promises.judged(one, good, "today").holds
    assert "rounds 7" in promises.judged(one, good, "today").found["SQLite"]
    for bad in (good[:1], [good[0], case("test_b", "failed")], [good[0], case("test_b", "skipped")], []):
        assert not promises.judged(one, bad, "today").holds
