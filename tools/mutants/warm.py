"""Run many mutants in one process: everything is loaded and the database migrated once, then one fork for each.

A plugin of pytest that takes the place of its loop. A child takes its guard out of the loaded code, or out of the
database, runs the test named for it and dies. The database is put back before the next.
"""

import json
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tools.mutants import dropping, swapping
from tools.mutants.table import ROOT, Mutant

SECONDS_MAX = 90
ANCHOR = "tests/architecture/test_mutants.py::test_the_cast_stands"
SLIPS = ("NameError", "ImportError", "ModuleNotFoundError", "SyntaxError", "UnboundLocalError")
"""What says that the mutation is badly written, not that a test has seen it."""


@dataclass
class Verdict:
    """`killed`, `survived`, or what else came of it: `not here`, `slip`, `no test`, `hung`, `red without`."""

    name: str
    what: str
    told: str = ""
    seconds: float = 0.0


@dataclass
class Ran:
    """What the tests of one child came to."""

    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    passed: int = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.passed += 1
        elif report.failed:
            told = str(report.longrepr)[-3_000:]
            (self.failed if report.when == "call" else self.errors).append(f"{report.nodeid}\n{told}")


class Loop:
    """pytest's own loop for the tests that were collected, once for each of *mutants*, on one engine."""

    def __init__(self, mutants: list[Mutant], engine: str, hear: Callable[[Mutant, Verdict], None]) -> None:
        self._mutants, self._engine, self._hear = mutants, engine, hear
        self._app: Any = None
        self._green: dict[tuple[str, str], Verdict] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        anchor = next(item for item in session.items if _is(item, ANCHOR, "", self._engine))
        others = [item for item in session.items if item.path != anchor.path]
        ran = self._run(session, [anchor], others[0] if others else None)
        if ran.passed != 1:
            raise RuntimeError("\n".join(ran.failed + ran.errors))
        self._app.state.database.engine.dispose()
        self._kept = dropping.keep(self._app.state.settings.database_url)
        for mutant in self._mutants:
            self._hear(mutant, self._verdict(session, mutant, self._items(session, mutant), anchor))
        return True

    def _items(self, session: pytest.Session, mutant: Mutant) -> list[pytest.Item]:
        return [item for item in session.items if _is(item, mutant.red, mutant.case, self._engine)]

    def pytest_runtest_call(self, item: pytest.Item) -> None:
        self._app = self._app or item.funcargs["app"]  # type: ignore[attr-defined]

    def _verdict(
        self, session: pytest.Session, mutant: Mutant, items: list[pytest.Item], anchor: pytest.Item
    ) -> Verdict:
        if not items:
            return Verdict(mutant.name, "no test", f"{mutant.red} {mutant.case}")
        asked = (mutant.red, mutant.case)
        if asked not in self._green:
            self._green[asked] = self._forked(session, None, items, anchor)
        if (whole := self._green[asked]).what != "survived":
            return Verdict(mutant.name, "red without", whole.told, whole.seconds)
        return self._forked(session, mutant, items, anchor)

    def _forked(
        self, session: pytest.Session, mutant: Mutant | None, items: list[pytest.Item], anchor: pytest.Item
    ) -> Verdict:
        begun = time.monotonic()
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os.setsid()
            _mute()
            with os.fdopen(writing, "w") as out:
                json.dump(self._in_child(session, mutant, items, anchor), out)
            os._exit(0)
        os.close(writing)
        said = _read(reading, SECONDS_MAX)
        _end(pid)
        dropping.put_back(self._app.state.settings.database_url, self._kept)
        verdict = json.loads(said) if said else {"what": "hung"}
        return Verdict(mutant.name if mutant else "", **verdict, seconds=round(time.monotonic() - begun, 1))

    def _in_child(
        self, session: pytest.Session, mutant: Mutant | None, items: list[pytest.Item], anchor: pytest.Item
    ) -> dict[str, str]:
        try:
            if mutant is not None and mutant.drop:
                dropping.drop(self._app.state.settings.database_url, mutant.drop)
            elif mutant is not None:
                swapping.swap(ROOT / mutant.file, mutant.mutated)
        except (swapping.NotHere, dropping.NotThere) as error:
            return {"what": "not here", "told": str(error)}
        ran = Ran()
        try:
            ran = self._run(session, items, anchor)
        except BaseException as error:  # The child ends here, whatever it was.
            ran.errors.append(repr(error))
        return judged(ran)

    def _run(self, session: pytest.Session, items: list[pytest.Item], after: pytest.Item | None) -> Ran:
        ran = Ran()
        session.config.pluginmanager.register(ran)
        try:
            for item, following in zip(items, [*items[1:], after], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if ran.failed:
                    break
        finally:
            session.config.pluginmanager.unregister(ran)
        return ran


def judged(ran: Ran) -> dict[str, str]:
    """Red is a test that was run and failed: not one that could not be set up, or that met a slip of the mutation."""
    told = "\n".join(ran.failed + ran.errors)
    if any(slip in told for slip in SLIPS):
        return {"what": "slip", "told": told}
    if ran.failed:
        return {"what": "killed", "told": told}
    if ran.errors or not ran.passed:
        return {"what": "error", "told": told or "nothing was run"}
    return {"what": "survived"}


def _is(item: pytest.Item, red: str, case: str, engine: str) -> bool:
    name, _, rest = item.nodeid.partition("[")
    if name != red or case not in rest:
        return False
    params = getattr(getattr(item, "callspec", None), "params", {})
    return all(params[one] == engine for one in ("database_url", "empty_url") if one in params)


def _mute() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _read(pipe: int, seconds: float) -> str:
    until, said = time.monotonic() + seconds, b""
    with os.fdopen(pipe, "rb", buffering=0) as reader:
        while (left := until - time.monotonic()) > 0:
            if select.select([reader], [], [], left)[0]:
                if not (more := reader.read(65_536)):
                    return said.decode()
                said += more
    return ""


def _end(pid: int) -> None:
    """The child and all that it started."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
