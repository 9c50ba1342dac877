"""Concurrent histories: several at once give, move, promise, log, correct and close, on the same pots.

Each history is a school of its own with two teachers; four threads send six operations each, over two `Database`
objects as two server processes would have, with real commits. Whatever is refused must be refused in a way that
people can read, and afterwards the ledger must be exactly what was acknowledged, and the pots exactly the ledger.

HISTORIES says how many on each engine (`make soak`: 10,000), HISTORY_SEED where the random plans begin.
To see it fail: take out `_IN_CLOSED_YEAR` of kenkyu_ledger_post (db/ledger_laws.py): on PostgreSQL minutes get into
a year while it is being closed.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from build_time import TODAY
from cast import NOW, World
from ledger_school import Kept, LedgerSchool, a_ledger_school, kept, replayed
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.db import faults
from app.db.engine import open_engine
from app.db.session import Database
from app.time_budget import actions, errors, queries
from app.time_budget.actions import CommitWish
from app.time_budget.rules import AllocationRule, Capacity, EntryKind, TimeCategory, TimeSource
from app.time_budget.schemas import AdjustIn, AllocationIn, CorrectIn, LeaverIn, SignatureIn, SpendIn, TransferIn
from app.time_budget.tables import LedgerEntry, TimeGrant, TimePot, YearClosing
from app.web.retrying import TRIES_MAX

pytestmark = pytest.mark.concurrent

HISTORIES = int(os.environ.get("HISTORIES", "50"))
SEED = int(os.environ.get("HISTORY_SEED", "0"))
THREADS, OPERATIONS = 4, 6
TOLD_EVERY = 500
EXPECTED = (
    errors.AlreadySettled, errors.BudgetExhausted, errors.BudgetJustExhausted, errors.CorrectedTooMuch,
    errors.NothingToCorrect, errors.NotSigned, errors.StillToLog, errors.StillUnplaced, errors.YearIsClosed,
)  # fmt: skip
"""What may be refused. A missing row, a broken foreign key or a sum written by hand would be a fault of ours."""


@dataclass
class Tally:
    """What came of all histories on one engine."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    closed: int = 0
    entries: int = 0


@dataclass
class History:
    """What was acknowledged in one school, and the promises that all threads know of."""

    seed: int
    school: LedgerSchool
    acknowledged: dict[UUID, Kept] = field(default_factory=dict)
    promises: list[UUID] = field(default_factory=list)
    correctable: list[UUID] = field(default_factory=list)


def begin(database: Database, seed: int) -> History:
    """A new school; what may go over at the year's end differs."""
    return History(seed, a_ledger_school(database, roll_over_minutes_max=(0, 45, 6000)[seed % 3]))


# ---- operations ------------------------------------------------------------------------------------------

Operation = Callable[[Session, History, random.Random], None]


def _minutes(chance: random.Random) -> int:
    return chance.choice([1, 10, 20, 30, 45, 60, 90])


def _allocate(session: Session, history: History, chance: random.Random) -> None:
    wish = AllocationIn(rule=chance.choice(list(AllocationRule)))
    actions.allocate(session, history.school.lead, year_id=history.school.year_id, wish=wish, now=NOW)


def _adjust(session: Session, history: History, chance: random.Random) -> None:
    minutes = _minutes(chance) * chance.choice([1, -1])
    wish = AdjustIn(category=chance.choice(list(TimeCategory)), minutes=minutes, reason="History")
    staff_id = chance.choice(history.school.staff_ids)
    actions.adjust(session, history.school.lead, staff_id=staff_id, year_id=history.school.year_id, wish=wish, now=NOW)


def _transfer(session: Session, history: History, chance: random.Random) -> None:
    source, target = chance.sample(list(TimeCategory), 2)
    wish = TransferIn(from_category=source, to_category=target, minutes=_minutes(chance), reason="History")
    staff_id = chance.choice(history.school.staff_ids)
    actions.transfer(
        session, history.school.lead, staff_id=staff_id, year_id=history.school.year_id, wish=wish, now=NOW
    )


def _commit(session: Session, history: History, chance: random.Random) -> None:
    wishes = [
        CommitWish(
            chance.choice(history.school.staff_ids), history.school.year_id, chance.choice(list(TimeCategory)), _minutes(chance),
            uuid4(), TODAY, _source(chance),
        )
        for _ in range(chance.randint(1, 3))
    ]  # fmt: skip
    actions.commit_all(session, history.school.lead, wishes, NOW)


def _release(session: Session, history: History, chance: random.Random) -> None:
    if history.promises:
        some = chance.sample(history.promises, min(len(history.promises), chance.randint(1, 2)))
        actions.release_all(session, history.school.lead, some, NOW, "History")


def _log(session: Session, history: History, chance: random.Random) -> None:
    if history.promises:
        actions.spend(session, history.school.lead, chance.choice(history.promises), NOW)


def _log_all(session: Session, history: History, _chance: random.Random) -> None:
    """What a year needs before it can be closed. Others may have settled some of it meanwhile."""
    promised = history.promises[:]
    settled = select(LedgerEntry.settles_id).where(col(LedgerEntry.settles_id).in_(promised))
    with_end = set(session.exec(settled.limit(len(promised) + 1)))
    actions.spend_all(session, history.school.lead, [one for one in promised if one not in with_end], NOW)


def _spend(session: Session, history: History, chance: random.Random) -> None:
    wish = SpendIn(
        category=chance.choice(list(TimeCategory)), minutes=_minutes(chance), held_on=TODAY, reason="History",
        source=_source(chance),
    )  # fmt: skip
    actions.spend_directly(session, history.school.as_teacher(chance.randrange(2)), wish, NOW)


def _correct(session: Session, history: History, chance: random.Random) -> None:
    if history.correctable:
        wish = CorrectIn(minutes=chance.choice([0, 5, 20, 30, 100]), reason="History")
        entry_id = chance.choice(history.correctable)
        actions.correct(session, history.school.lead, entry_id=entry_id, wish=wish, now=NOW)


def _leave(session: Session, history: History, _chance: random.Random) -> None:
    wish = LeaverIn(reason="History")
    staff_id = history.school.staff_ids[1]
    actions.take_back_from_leaver(
        session, history.school.lead, staff_id=staff_id, year_id=history.school.year_id, wish=wish, now=NOW
    )


def _close(session: Session, history: History, chance: random.Random) -> None:
    if chance.random() < 0.5:  # First in the queue, or else among those who still move minutes.
        queries.pots_of_year(session, history.school.lead, history.school.year_id, lock=True)
    _log_all(session, history, chance)
    for capacity in Capacity:
        actions.sign_year(
            session, history.school.lead, history.school.year_id, SignatureIn(capacity=capacity, name="H"), NOW
        )
    actions.close_year(session, history.school.lead, history.school.year_id, NOW)


def _source(chance: random.Random) -> TimeSource:
    return chance.choice([TimeSource.PROTECTED] * 4 + [TimeSource.TWILIGHT, TimeSource.VOLUNTARY])


WEIGHTS: dict[Operation, int] = {
    _allocate: 3, _adjust: 3, _transfer: 4, _commit: 6, _release: 4, _log: 4, _spend: 5, _correct: 5, _leave: 1,
    _close: 1,
}  # fmt: skip


# ---- running ---------------------------------------------------------------------------------------------


def run(databases: list[Database], pool: ThreadPoolExecutor, history: History, tally: Tally) -> None:
    """Let four threads work on *history* at once."""
    gate = threading.Barrier(THREADS)
    lock = threading.Lock()
    with databases[0].writing(history.school.scope) as session:
        posted = _listen(session)
        _allocate(session, history, random.Random(history.seed))
    _acknowledge(history, posted)

    def work(number: int) -> None:
        chance = random.Random(f"{history.seed}/{number}")
        # Once a year is closed nothing happens any more: two of three histories never try.
        weights = WEIGHTS | ({_close: 3, _adjust: 8} if history.seed % 3 == 0 else {_close: 0})
        names = chance.choices(*zip(*weights.items(), strict=True), k=OPERATIONS)
        gate.wait()
        for operation in names:
            told = _one(databases[number % len(databases)], history, operation, chance)
            with lock:
                (tally.refused if told[0] else tally.done)[told[0] or operation.__name__] += 1
                tally.retried += told[1]

    for ended in [pool.submit(work, number) for number in range(THREADS)]:
        ended.result(60)


def _one(database: Database, history: History, operation: Operation, chance: random.Random) -> tuple[str, int]:
    """Send one operation as a route would, again after a deadlock; answers with what refused it, and how often."""
    begun = chance.getstate()
    for tried in range(TRIES_MAX):
        chance.setstate(begun)
        try:
            with database.writing(history.school.scope) as session:
                posted = _listen(session)
                operation(session, history, chance)
            _acknowledge(history, posted)
        except EXPECTED as refusal:
            return type(refusal).__name__, tried
        except DBAPIError as error:
            if tried + 1 == TRIES_MAX or not faults.is_worth_retrying(error):
                raise
            time.sleep(random.uniform(0.005, 0.02) * 2**tried)
        else:
            return "", tried
    raise AssertionError("unreachable")


def _listen(session: Session) -> list[Kept]:
    """What the session posts, as it was when it was sent."""
    posted: list[Kept] = []
    event.listen(
        session, "after_flush",
        lambda session, _: posted.extend(kept(row) for row in session.new if isinstance(row, LedgerEntry)),
    )  # fmt: skip
    return posted


def _acknowledge(history: History, posted: list[Kept]) -> None:
    history.acknowledged.update({entry[0]: entry for entry in posted})
    history.promises += [entry[0] for entry in posted if entry[2] == EntryKind.COMMIT]
    history.correctable += [
        entry[0] for entry in posted
        if entry[2] == EntryKind.SPEND or (entry[2] == EntryKind.ALLOCATE and entry[4] == TimeSource.PROTECTED)
    ]  # fmt: skip


# ---- what must hold afterwards ---------------------------------------------------------------------------


def check(database: Database, history: History, tally: Tally) -> None:
    """The invariants of issue 4, from the rows alone."""
    with database.reading(history.school.scope) as session:
        entries = {row.id: row for row in session.exec(select(LedgerEntry).limit(10_000))}
        pots = {row.id: row for row in session.exec(select(TimePot).limit(1_000))}
        grants = {row.id: row for row in session.exec(select(TimeGrant).limit(1_000))}
        closing = session.exec(select(YearClosing)).one_or_none()
        figures = {
            year_id: queries.year_figures(session, history.school.lead, year_id)
            for year_id in (history.school.year_id, history.school.next_year_id)
        }
    # Nothing that was acknowledged is lost or changed, nothing that was refused is there.
    assert {entry_id: kept(row) for entry_id, row in entries.items()} == history.acknowledged
    assert {pot_id: (row.allocated_minutes, row.committed_minutes, row.spent_minutes) for pot_id, row in pots.items()} == {
        pot_id: replayed(pot_id, entries) for pot_id in pots
    }  # fmt: skip
    for row in pots.values():
        available = row.allocated_minutes - row.committed_minutes - row.spent_minutes
        assert min(available, row.allocated_minutes, row.committed_minutes, row.spent_minutes) >= 0
        assert row.source == TimeSource.PROTECTED or available == 0, "given as placed, taken back when given up"
    for row in entries.values():
        assert row.kind != EntryKind.SPEND or row.settles_id is not None or row.reason
    for grant_id, row in grants.items():
        posted = sum(entry.minutes for entry in entries.values() if entry.grant_id == grant_id)
        assert row.minutes == row.posted_minutes == posted
    for year_id, found in figures.items():
        assert found.allocated_minutes == sum(pot.allocated_minutes for pot in pots.values() if pot.year_id == year_id)
        assert found.allocated_minutes == found.granted_minutes + found.came_over_minutes
    if closing is not None:
        ended = figures[history.school.year_id]
        assert (ended.committed_minutes, ended.allocated_minutes) == (0, ended.spent_minutes)
        assert (closing.spent_minutes, closing.rolled_over_minutes) == (ended.spent_minutes, -ended.came_over_minutes)
        assert figures[history.school.next_year_id].came_over_minutes == closing.rolled_over_minutes
    tally.closed += closing is not None
    tally.entries += len(entries)


@pytest.fixture
def databases(world: World, database_url: str) -> Iterator[list[Database]]:
    """Two, as two server processes have: what one holds in memory, the other does not see."""
    second = Database(open_engine(database_url, connections=THREADS))
    yield [world.database, second]
    second.engine.dispose()


def test_concurrent_histories_keep_every_invariant(databases: list[Database], database_url: str) -> None:
    engine, tally, began = database_url.split(":")[0].split("+")[0], Tally(), time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        for number in range(1, HISTORIES + 1):
            history = begin(databases[0], SEED + number)
            try:
                run(databases, pool, history, tally)
                check(databases[1], history, tally)
            except BaseException:
                print(f"{engine}: history {history.seed} (HISTORY_SEED={history.seed - 1} HISTORIES=1)", flush=True)
                raise
            if number % TOLD_EVERY == 0 or number == HISTORIES:
                print(_line(engine, number, tally, time.monotonic() - began), flush=True)
    assert sum(tally.done.values()) + sum(tally.refused.values()) == HISTORIES * THREADS * OPERATIONS
    if HISTORIES >= 50:  # So many that each kind of thing must have happened, or nothing was tried.
        assert tally.done.keys() == {one.__name__ for one in WEIGHTS}
        assert tally.closed
        assert {"BudgetExhausted", "AlreadySettled", "YearIsClosed"} <= tally.refused.keys()


def _line(engine: str, number: int, tally: Tally, seconds: float) -> str:
    refused = ", ".join(f"{name} {count}" for name, count in tally.refused.most_common())
    return (
        f"{engine}: {number} histories, {sum(tally.done.values())} operations done, "
        f"{sum(tally.refused.values())} refused ({refused}), {tally.retried} tried again, {tally.closed} years "
        f"closed, {tally.entries} entries, every invariant held, {seconds:.0f} s"
    )
