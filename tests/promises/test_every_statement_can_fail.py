"""Promise 16: whichever statement of a request fails, or its commit, the answer is 503 and no row has changed.

Every line of operations.CALLS is asked on a copy of one school with one of everything. In turn N the N-th statement
that the request sends, the gate's own included, falls over as a disk does that cannot be read; a commit counts as a
statement. The turn that meets no fault must succeed, so that each line is known to have come to its end.

`make test` takes one line of four, and fails every seventh statement of it, from another beginning for each line, and
each commit; PROMISES=full takes all. Whether a row has changed is asked when all of a line's have failed; with
PROMISES_TIMES=2 after each of them, which says whose fault it was. On PostgreSQL, where a copy takes half a second, lines
share one for as long as nothing has changed in it, have no turn without a fault after they had one on SQLite, and in full
one of four of their statements fails; with PROMISES_TIMES=2 each.
"""

import sqlite3
import zlib
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import migrated
import postgres
import psycopg
import pytest
import pytest_asyncio
from cast import SECRET_KEY, Clock, World, browser, make_world
from fastapi import FastAPI
from live import cheap_passwords
from operations import CALLS, Cast, one_of_everything, send
from promised import FULL, TIMES, Record
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from test_who_may import Caller, callers, lines, versions

from app.db.engine import open_engine
from app.db.session import Database
from app.main import create_app
from app.settings import Settings

STRIDE = 1 if FULL else 7
ONE_LINE_OF = 1 if FULL else 4
COMMITS: dict[str, int] = {}
"""How often each line commits, as its turn without a fault has shown."""
SEEN = {"sign_in_session": "last_seen_at"}
"""What the gate notes of its own accord before anything is asked: that a session is in use."""


class Fault:
    """Counts what an engine is sent, and lets one statement, or one commit, fall over."""

    def __init__(self) -> None:
        self.at = self.commit_at = self.sent = self.commits = 0
        self.is_on = self.was_met = False

    def listen(self, engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", lambda *_: self._one())
        event.listen(engine, "commit", lambda _: self._one(is_commit=True))

    def arm(self, *, at: int = 0, commit_at: int = 0) -> None:
        self.at, self.commit_at = at, commit_at
        self.sent = self.commits = 0
        self.is_on, self.was_met = True, False

    def _one(self, *, is_commit: bool = False) -> None:
        if not self.is_on:
            return
        self.sent += 1
        self.commits += is_commit
        if self.sent == self.at or (is_commit and self.commits == self.commit_at):
            self.was_met = True
            raise OperationalError("a fault of the test", {}, Exception("disk I/O error"))


@dataclass
class Copies:
    """A school with one of everything, and as many copies of its database as there are lines."""

    app: FastAPI
    world: World
    template: str
    things: dict[str, str]
    everybody: list[Caller]
    etags: dict[str, str]
    folder: Path
    cluster: postgres.Cluster | None
    fault: Fault = field(default_factory=Fault)
    made: int = 0
    kept: tuple[str, dict[str, tuple[int, int]]] | None = None
    """The copy that lies under the app, and what it holds; None when it was forgotten."""

    def untouched(self) -> tuple[str, dict[str, tuple[int, int]]]:
        """The address of a copy in which nothing has changed, and what it holds."""
        if self.kept is None:
            url = self.fresh()
            self.kept = url, state_of(url)
        return self.kept

    def fresh(self) -> str:
        """Put a new copy under the app; answers with its address."""
        self.app.state.database.engine.dispose()
        if self.cluster is not None:
            url = self.cluster.database(template=self.template.split("@/", 1)[1].split("?")[0])
        else:
            self.made += 1
            url = f"sqlite:///{self.folder}/copy-{self.made}.db"
            with closing(sqlite3.connect(_file(self.template))) as one, closing(sqlite3.connect(_file(url))) as other:
                one.backup(other)
        engine = open_engine(url, connections=4)
        self.fault.listen(engine)
        self.app.state.database = Database(engine)
        return url

    def forget(self, url: str) -> None:
        self.kept = None
        self.app.state.database.engine.dispose()
        if self.cluster is None:
            for path in self.folder.glob(f"{_file(url).name}*"):
                path.unlink()
        else:
            self.cluster.drop(url)


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def state_of(url: str) -> dict[str, tuple[int, int]]:
    """Of each table how many rows, and a sum over what they hold. Read past the app and every policy."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(_file(url))) as connection:
            names = [name for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                "AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )]  # fmt: skip
            found = {}
            for name in names:
                kept = [one[1] for one in connection.execute(f"PRAGMA table_info({name})") if one[1] != SEEN.get(name)]
                rows = [
                    repr(row).encode()
                    for row in connection.execute(f"SELECT {', '.join(map(_quoted, kept))} FROM {_quoted(name)}")
                ]
                found[name] = (len(rows), sum(map(zlib.crc32, rows)))
            return found
    with psycopg.connect(_as_owner(url)) as connection:
        asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        columns: dict[str, list[str]] = {}
        for table, column in connection.execute(asked):
            if column != SEEN.get(table):
                columns.setdefault(table, []).append(column)
        each = [
            f"SELECT '{table}', count(*), coalesce(sum(hashtext(row({', '.join(map(_quoted, kept))})::text)), 0) "
            f"FROM {_quoted(table)}"
            for table, kept in columns.items()
        ]  # fmt: skip
        return {table: (count, int(hashed)) for table, count, hashed in connection.execute(" UNION ALL ".join(each))}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _as_owner(url: str) -> str:
    """The same database by the server's owner, whom no policy holds."""
    name, where = url.split("@/", 1)[1].split("?host=")
    return f"host={where} user={postgres.OWNER} dbname={name}"


@pytest_asyncio.fixture(scope="module", params=["sqlite", "postgres"])
async def copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Copies]:
    folder = tmp_path_factory.mktemp("copies")
    cluster = request.getfixturevalue("postgres_server") if request.param == "postgres" else None
    template = migrated.sqlite(folder) if cluster is None else migrated.on(cluster)
    settings = Settings(
        database_url=template,
        secret_key=SECRET_KEY,
        public_url="https://kenkyu.test",
        files_url="memory://",
        log_level="critical",
        school_requests_per_second=0,
    )
    with pytest.MonkeyPatch.context() as patch:
        cheap_passwords(patch)
        app = create_app(settings, open_engine(template), now=Clock())
        world = make_world(app)
        things = await one_of_everything(
            world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="birch", fair_word="fair"
        )
        everybody, etags = await callers(world, things), await versions(world, things)
        app.state.database.engine.dispose()
        yield Copies(app, world, template, things, everybody, etags, folder, cluster)
        app.state.database.engine.dispose()


@dataclass
class Tally:
    """What came of all lines on one engine."""

    lines: int = 0
    faults: int = 0
    silent: list[str] = field(default_factory=list)
    """Lines that commit nothing."""
    wrong: list[str] = field(default_factory=list)


async def asked(copies: Copies, line: str, caller: Caller | None) -> httpx.Response:
    copies.app.state.now.instant = CALLS[line].at
    secret = caller.secret if caller else None
    mine = copies.things | ({"own_session": caller.own_session} if caller else {})
    return await send(browser(copies.app, secret), CALLS[line], mine, version=copies.etags.get(line, "1"))


def who_may(line: str, everybody: list[Caller]) -> Caller | None:
    """Somebody for whom policy.csv says yes; None where that is whoever is not signed in."""
    wanted = lines()[line]
    return next(
        (
            one
            for one in reversed(everybody)
            if one.role not in ("other_school", "support") and wanted[one.role] == "yes" and one.secret
        ),
        None,
    )


async def fail_each(copies: Copies, line: str, tally: Tally) -> None:
    """Ask one line again and again on one copy, each time with another fault; the last time without."""
    caller, fault = who_may(line, copies.everybody), copies.fault
    url, before = copies.untouched()
    if caller is not None:  # The gate notes now that the session is in use, and not in a turn.
        copies.app.state.now.instant = CALLS[line].at
        await browser(copies.app, caller.secret).get("/me")

    async def turn(**which: int) -> bool:
        """Ask with one fault; answers with whether it was met."""
        fault.arm(**which)
        answer = await asked(copies, line, caller)
        fault.is_on = False
        if fault.was_met:
            tally.faults += 1
            if answer.status_code != 503 or "Retry-After" not in answer.headers:
                tally.wrong.append(f"{line}, {which}: {answer.status_code} {answer.text[:120]}")
        elif not answer.is_success:
            tally.wrong.append(f"{line}, without a fault: {answer.status_code} {answer.text[:120]}")
        if TIMES > 1 and fault.was_met and (left := changed(before, url)):
            tally.wrong.append(f"{line}, {which}: changed {left}")
        return fault.was_met

    if await turn(commit_at=1):
        stride = STRIDE if copies.cluster is None or TIMES > 1 else STRIDE * (4 if FULL else 1)
        for at in range(1 + zlib.crc32(line.encode()) % stride, fault.sent, stride):
            if not await turn(at=at):
                tally.wrong.append(f"{line}: statement {at} was not sent again")
                break
        if left := changed(before, url):
            tally.wrong.append(f"{line}: some fault changed {left}")
        if copies.cluster is None or left or line not in COMMITS:
            await turn()
            COMMITS[line] = fault.commits
            copies.forget(url)
    else:
        tally.silent.append(line)
        copies.forget(url)
    tally.lines += 1
    for number in range(2, COMMITS.get(line, 1) + 1):
        url = copies.fresh()
        before = state_of(url)
        fault.arm(commit_at=number)
        answer = await asked(copies, line, caller)
        fault.is_on = False
        tally.faults += 1
        left = set(changed(before, url))
        if answer.status_code != 503 or left:
            tally.wrong.append(f"{line}, commit {number}: {answer.status_code}, changed {sorted(left)}")
        copies.forget(url)


def changed(before: dict[str, tuple[int, int]], url: str) -> list[str]:
    after = state_of(url)
    return [name for name in after if after[name] != before.get(name)]


async def test_whichever_statement_fails_nothing_is_stored_and_the_answer_is_503(
    copies: Copies, record_property: Record
) -> None:
    """Take out: `app.add_exception_handler(DBAPIError, ...)` in web/problems.py (500); `session.begin()` in
    db/session.py in favour of a commit after each action (rows stay)."""
    tally = Tally()
    for line, call in CALLS.items():
        if (
            zlib.crc32(line.encode()[::-1]) % ONE_LINE_OF == 0
            and call.method != "GET"
            and "yes" in lines()[line].values()
        ):
            await fail_each(copies, line, tally)
    record_property("operations", tally.lines)
    record_property("faults", tally.faults)
    record_property("operations that store nothing", len(tally.silent))

    assert not tally.wrong, "\n".join(tally.wrong)
    assert tally.faults > 2 * tally.lines, "hardly a statement was failed: nothing is proved"
