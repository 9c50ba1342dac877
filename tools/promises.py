"""`make promises`: runs the tests that hold each promise, on both engines, and writes docs/promises.md.

    tools/promises.py                   all of them, in full
    tools/promises.py --only 1,2,13     these; the page's other rows stay as they are
    tools/promises.py --share           with the few rounds that `make test` takes
    tools/promises.py --page            no run: the words and tests of the table with the figures that stand on the page

Ends with 1 when a promise has no passing test; the page says which, and what could not be tried on this machine.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "promises.md"
sys.path.insert(0, str(ROOT / "tests" / "promises"))

import table  # noqa: E402

FULL = {
    "PROMISES": "full", "RACE_ROUNDS": "6", "MODEL_EXAMPLES": "30", "PPA_TIMETABLES": "100", "HISTORIES": "50",
}  # fmt: skip
"""The names under which tests take their numbers of rounds."""
ENGINES = ("SQLite", "PostgreSQL")
SECONDS_MAX = 2 * 3600
NOT_YET = "not tried yet"
HEAD = """# Promises, and the tests that hold them

What Kenkyu promises to those who trust it with their time and their words, each with the tests that turn red when it
does not hold, and what they measured on each engine. This page is written by `make promises` from
`tests/promises/table.py` and from what the tests record; nobody writes a figure by hand. A promise without a passing
test makes that command fail, and stands here as such. `make test` runs the same tests with fewer rounds, but for
the floods of 20, 21 and 22 and the clocks of 26 and 35, which mean something only where nothing else runs. Why it is
so: [ADR 0032](decisions/0032-promises-are-run.md). What happens when a guard is taken out: `make mutants`.

A figure is of the machine that it was measured on: two cores for the servers, the database and the clients together.
"""
ABOUT = "Where a test asks no database, its figure stands under SQLite."


@dataclass
class Case:
    """One test that ran."""

    node: str
    engine: str
    outcome: str
    seconds: float
    figures: dict[str, str]
    why: str = ""


@dataclass
class Row:
    """One promise's row of the page: what was found on each engine, and when."""

    found: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ENGINES, NOT_YET))
    when: str = "-"
    holds: bool = False


def main() -> int:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--only", default="", help="numbers, separated by commas")
    wish.add_argument("--share", action="store_true")
    wish.add_argument("--page", action="store_true")
    asked = wish.parse_args()
    chosen = [one for one in table.PROMISES if not asked.only or str(one.number) in asked.only.split(",")]
    rows = read_page()
    if not asked.page:
        cases = run(chosen, {"PROMISES": "share"} if asked.share else FULL)
        when = f"{datetime.now(UTC):%Y-%m-%d}, {commit()}{', a share' if asked.share else ''}"  # noqa: TID251
        for promise in chosen:
            rows[promise.number] = judged(promise, cases, when)
    PAGE.write_text(page(rows))
    broken = [promise for promise in chosen if not rows[promise.number].holds and not asked.page]
    for promise in broken:
        print(f"promise {promise.number} does not hold: {promise.words}: {rows[promise.number].found}")
    return 1 if broken else 0


# ---- running ---------------------------------------------------------------------------------------------


def run(chosen: Iterable[table.Promise], more: dict[str, str]) -> list[Case]:
    """Run the tests of *chosen* on both engines: what measures time alone and first, then the others.

    Three workers for two cores: much of it waits, for what was killed or is yet to start.
    """
    alone = [node for node in nodes(chosen) if node.startswith(table.ALONE)]
    others = sorted(
        (node for node in nodes(chosen) if not node.startswith(table.ALONE)),
        key=lambda node: next((at for at, long in enumerate(table.LONG) if node.startswith(long)), len(table.LONG)),
    )
    # File by file, as `make test`: each finds a database without the schools of all the others.
    shared = ["-n", "3", "--dist", "loadscope", "--no-loadscope-reorder"]
    return [*tried(alone, ["-n", "0"], more), *tried(others, shared, more)]


def nodes(chosen: Iterable[table.Promise]) -> list[str]:
    return list(dict.fromkeys(node for promise in chosen for node in promise.held_by))


def tried(which: list[str], how: list[str], more: dict[str, str]) -> list[Case]:
    """Run these tests and read what they recorded."""
    if not which:
        return []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [
            sys.executable, "-m", "pytest", "-q", *how, "-p", "no:cacheprovider", "--show-capture=no", "--tb=short",
            f"--junitxml={report}", "-o", "junit_family=xunit1", *which,
        ]  # fmt: skip
        print(f"{len(which)} files and tests", flush=True)
        process = subprocess.run(command, cwd=ROOT, env=os.environ | more, timeout=SECONDS_MAX, check=False)
        print(f"ended with {process.returncode} after {time.monotonic() - began:.0f} s", flush=True)
        return [case_of(found) for found in ElementTree.parse(report).iter("testcase")] if report.exists() else []


def case_of(found: ElementTree.Element) -> Case:
    file, name = found.get("file") or "", found.get("name") or ""
    if not file.startswith("tests/"):  # schemathesis says where its own functions stand.
        file = f"{(found.get('classname') or '').replace('.', '/')}.py"
    figures = {one.get("name") or "": one.get("value") or "" for one in found.iter("property")}
    outcome, why = "passed", ""
    for kind in ("failure", "error", "skipped"):
        if (child := found.find(kind)) is not None:
            outcome, why = ("skipped" if kind == "skipped" else "failed"), child.get("message") or ""
    engine = "PostgreSQL" if "postgres" in f"{file}::{name}".lower() else "SQLite"
    return Case(f"{file}::{name}", engine, outcome, float(found.get("time") or 0), figures, why)


# ---- judging ---------------------------------------------------------------------------------------------


def judged(promise: table.Promise, cases: list[Case], when: str) -> Row:
    """The row of a promise: it holds when every test named for it ran, none failed and none was skipped."""
    row = Row(when=when)
    unseen = [node for node in promise.held_by if not any(is_of(case, node) for case in cases)]
    mine = [case for case in cases if any(is_of(case, node) for node in promise.held_by)]
    for engine in ENGINES:
        row.found[engine] = told([case for case in mine if case.engine == engine])
    row.holds = bool(mine) and not unseen and all(case.outcome == "passed" for case in mine)
    if unseen or not promise.held_by:
        row.found["SQLite"] = f"**does not hold**: {', '.join(unseen) or 'no test'} did not run. {row.found['SQLite']}"
    return row


def is_of(case: Case, node: str) -> bool:
    """Whether *case* is the test that *node* names, a variant of it, or in its file or folder."""
    return case.node == node or case.node.startswith((f"{node}[", f"{node}::", f"{node}/"))


def told(cases: list[Case]) -> str:
    """What came of the tests of one promise on one engine, for a cell of the page."""
    if not cases:
        return "-"
    passed = sum(case.outcome == "passed" for case in cases)
    parts = [f"{passed} of {len(cases)} tests, {sum(case.seconds for case in cases):.0f} s"]
    parts += [", ".join(f"{name} {value}" for name, value in case.figures.items()) for case in cases if case.figures]
    parts += [f"**failed**: {short(case.node)}" for case in cases if case.outcome == "failed"]
    parts += [f"**not tried here**: {case.why}" for case in cases if case.outcome == "skipped"]
    return "<br>".join(dict.fromkeys(parts)).replace("|", "\\|").replace("\n", " ")


# ---- the page ----------------------------------------------------------------------------------------------


def page(rows: dict[int, Row]) -> str:
    """The whole page."""
    parts = [HEAD, "\n", ABOUT, "\n"]
    for chapter in table.CHAPTERS:
        parts.append(
            f"\n## {chapter.name}\n\n| № | Promise | Held by | SQLite | PostgreSQL | Run |\n|---|---|---|---|---|---|\n"
        )
        parts += [line(promise, rows[promise.number]) for promise in chapter.promises]
    return "".join(parts)


def line(promise: table.Promise, row: Row) -> str:
    held = (
        "<br>".join(f"[{short(node)}](../{node.partition('::')[0]})" for node in promise.held_by) or "**nothing yet**"
    )
    words = promise.words + (f"<br>*{promise.besides}*" if promise.besides else "")
    cells = [str(promise.number), words, held, *(row.found[engine] for engine in ENGINES), row.when]
    return f"| {' | '.join(cells)} |\n"


def short(node: str) -> str:
    """A test as people read it."""
    file, _, name = node.partition("::")
    return (
        (name.removeprefix("test_").replace("_", " ") or file.removeprefix("tests/"))
        .replace("[", "(")
        .replace("]", ")")
    )


def read_page() -> dict[int, Row]:
    """What stands on the page, so that a run of some leaves the others as they are."""
    rows = {promise.number: Row() for promise in table.PROMISES}
    for text in PAGE.read_text().splitlines() if PAGE.exists() else ():
        if found := re.match(r"\| (\d+) \|", text):
            cells = re.split(r"(?<!\\)\|", text)
            sqlite, postgres, when = (cell.strip() for cell in cells[4:7])
            rows[int(found.group(1))] = Row({"SQLite": sqlite, "PostgreSQL": postgres}, when)
    return rows


def commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "no commit"


if __name__ == "__main__":
    sys.exit(main())
