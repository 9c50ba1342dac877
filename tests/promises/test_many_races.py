"""Promises 1, 2, 5, 6, 7, 8 and 10 in many rounds: eight clients at once, two server processes, real commits, both engines.

tests/db/test_races.py has the same races once or twice, with more clients; here they are run until chance is no excuse.
`make test` takes a share, PROMISES=full all rounds, PROMISES_TIMES=10 with it ten times as many. Each test says which
guard to take out to see it fail; a lock that is taken out shows on PostgreSQL alone.
"""

import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from build_cover import a_group, a_need, a_round
from build_time import a_year, give
from cast import Person, World, a_person, make_world
from conftest import Clock
from fastapi import FastAPI
from promised import Record, often
from racecourse import Answer, Asked, Course, course
from racing import servers
from sqlmodel import col, func, select

from app.cover import actions as cover
from app.cover.rules import CoverState
from app.cover.tables import CoverSlot
from app.kernel import clock as wall
from app.kernel.actor import Role
from app.occupied.tables import Occupied
from app.settings import Settings
from app.time_budget.rules import EntryKind, TimeCategory
from app.time_budget.tables import LedgerEntry, TimePot
from app.web.tables import IdempotentRequest

pytestmark = pytest.mark.concurrent

CLIENTS = 8
GIVEN_AT_ONCE = 50
"""Rounds between two gifts of minutes: giving is not what is raced."""


@pytest.fixture(scope="module")
def addresses(settings: Settings) -> Iterator[list[str]]:
    with servers(settings) as found:
        yield found


@pytest_asyncio.fixture
async def lanes(addresses: list[str]) -> AsyncIterator[Course]:
    async with course(addresses) as found:
        yield found


@pytest.fixture
def racing(app: FastAPI, clock: Clock) -> World:
    """A world of the present: the servers read the real clock."""
    clock.instant = wall.now()
    world = make_world(app)
    a_year(world.database, world.hana, starts_on=_day(-100), ends_on=_day(200))
    return world


def _day(distance: int) -> date:
    return wall.now().date() + timedelta(days=distance)


def _soon(at: int = 0) -> datetime:
    return (wall.now() + timedelta(days=2, hours=at)).replace(minute=0, second=0, microsecond=0)


def a_teacher(world: World) -> Person:
    return a_person(world.app, world.birch_id, world.trust_id, "teacher", [Role.TEACHER])


def spending(teacher: Person, minutes: int, key: str | None = None) -> Asked:
    wish = {"category": "observe", "minutes": minutes, "held_on": _day(-1).isoformat(), "reason": "Race"}
    return Asked(teacher, "POST", "/my-time/spend", wish, key)


def outcomes(answers: list[Answer]) -> Counter[tuple[int, str]]:
    return Counter((answer.status, answer.kind) for answer in answers)


class Laps:
    """How many rounds, how many of them broken, how long answers took."""

    def __init__(self) -> None:
        self.rounds, self.broken = 0, list[str]()
        self._seconds, self._began = list[float](), time.monotonic()

    def count(self, answers: list[Answer], *, holds: bool, why: object = "") -> None:
        self.rounds += 1
        self._seconds += [answer.seconds for answer in answers]
        if not holds:
            self.broken.append(f"round {self.rounds}: {why or outcomes(answers)}")

    def told(self, record: Record) -> None:
        ordered = sorted(self._seconds)
        record("rounds", self.rounds)
        record("broken rounds", len(self.broken))
        record("p99 ms", round(1000 * ordered[int(0.99 * (len(ordered) - 1))]))
        record("seconds", round(time.monotonic() - self._began))
        assert not self.broken, "\n".join(self.broken[:10])


def pot_and_sum(world: World, person: Person) -> tuple[int, int]:
    """What a person's pot for observing has spent, as it stands and as the sum of its entries."""
    with world.database.reading(person.scope) as session:
        pot = session.exec(
            select(TimePot).where(TimePot.staff_id == person.staff_id, TimePot.category == TimeCategory.OBSERVE)
        ).one()
        spent = select(func.sum(LedgerEntry.minutes)).where(
            LedgerEntry.pot_id == pot.id, LedgerEntry.kind == EntryKind.SPEND
        )
        return pot.spent_minutes, int(session.exec(spent).one() or 0)


# ---- the ledger --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("had", "wanted", "winners", "rounds"),
    [(30, 30, 1, often(12, 100)), (50, 15, 3, often(6, 40))],
    ids=["the last thirty minutes", "three times fifteen of fifty"],
)
async def test_whatever_fits_is_given_and_nothing_more(
    had: int, wanted: int, winners: int, rounds: int, racing: World, lanes: Course, record_property: Record
) -> None:
    """Promises 1 and 2. Take out: `_require_enough` (actions) with the CHECK ck_time_pot_not_overspent."""
    laps, spent = Laps(), 0
    teacher, rest = a_teacher(racing), had - winners * wanted
    for lap in range(rounds):
        # What the round before left over stays: so much less is given.
        give(racing.database, teacher, had if lap == 0 else had - rest)

        answers = await lanes.race([spending(teacher, wanted)] * CLIENTS)

        wanted_outcomes = {(201, ""): winners, (409, "/problems/time-budget/exhausted"): CLIENTS - winners}
        spent += winners * wanted
        holds = outcomes(answers) == wanted_outcomes and pot_and_sum(racing, teacher) == (spent, spent)
        laps.count(answers, holds=holds)
    laps.told(record_property)


async def test_a_promise_of_minutes_ends_in_one_way(racing: World, lanes: Course, record_property: Record) -> None:
    """Promise 5: cover that was agreed is logged by who covers, while two colleagues call the round off.

    Take out: the unique key on what an entry settles (uq_ledger_entry_settles) with `lock=True` in cover.actions.log
    and in queries.slots_of_rounds.
    """
    laps = Laps()
    group_id = a_group(racing.database, [racing.amina, racing.ben, racing.chloe])
    for lap in range(often(8, 40)):
        if lap % GIVEN_AT_ONCE == 0:
            give(racing.database, racing.ben, 30 * GIVEN_AT_ONCE, TimeCategory.COVER)
        round_id, slot_id, commit_id = agreed(racing, group_id, wall.now() - timedelta(minutes=1))

        answers = await lanes.race([
            Asked(racing.ben, "POST", f"/cover-slots/{slot_id}/log"),
            Asked(racing.amina, "POST", f"/rounds/{round_id}/cancel", {"reason": "Trip"}),
            Asked(racing.chloe, "POST", f"/rounds/{round_id}/cancel", {"reason": "Snow"}),
        ])  # fmt: skip

        ends = settlements(racing, commit_id)
        state = state_of(racing, slot_id)
        held = held_for(racing, slot_id)
        holds = (ends, state, held) in (
            ([EntryKind.SPEND], CoverState.DONE, 1), ([EntryKind.RELEASE], CoverState.CANCELLED, 0),
        ) and all(answer.status < 500 for answer in answers)  # fmt: skip
        laps.count(answers, holds=holds, why=(outcomes(answers), ends, state, held))
        if ends == [EntryKind.SPEND]:
            _let_go_of(racing, slot_id)
    laps.told(record_property)


def agreed(world: World, group_id: UUID, starts_at: datetime) -> tuple[UUID, UUID, UUID]:
    """A round with cover that Ben has agreed to; answers with round, slot and promise."""
    round_id = a_round(world.database, world.amina, group_id, starts_at=starts_at)
    slot_id = a_need(world.database, world.chloe, group_id, round_id, ask=[world.ben], starts_at=starts_at)
    with world.database.writing(world.ben.scope) as session:
        slot = cover.accept(session, world.ben.actor, slot_id, wall.now())
        assert slot.commit_id is not None
        return round_id, slot_id, slot.commit_id


def settlements(world: World, commit_id: UUID) -> list[EntryKind]:
    with world.database.reading(world.ben.scope) as session:
        return list(session.exec(select(LedgerEntry.kind).where(LedgerEntry.settles_id == commit_id)))


def state_of(world: World, slot_id: UUID) -> CoverState:
    with world.database.reading(world.ben.scope) as session:
        return CoverState(session.exec(select(CoverSlot.state).where(CoverSlot.id == slot_id)).one())


def held_for(world: World, slot_id: UUID) -> int:
    """How many people's time the slot holds."""
    with world.database.reading(world.ben.scope) as session:
        mine = select(func.count()).select_from(Occupied).where(Occupied.ref_id == slot_id, ~col(Occupied.is_released))
        return session.exec(mine).one()


def _let_go_of(world: World, slot_id: UUID) -> None:
    """What took place keeps its time: the next round is at the same time, and needs it free."""
    with world.database.writing(world.ben.scope) as session:
        for row in session.exec(select(Occupied).where(Occupied.ref_id == slot_id)):
            session.delete(row)


# ---- the same request, the same page -------------------------------------------------------------------


async def test_one_key_is_one_effect(racing: World, lanes: Course, record_property: Record) -> None:
    """Promise 6. Take out: `if not claimed` in web/idempotency.perform."""
    laps, teacher = Laps(), a_teacher(racing)
    for spent in range(1, often(10, 100) + 1):
        if spent % GIVEN_AT_ONCE == 1:
            give(racing.database, teacher, GIVEN_AT_ONCE)
        key = str(uuid4())

        answers = await lanes.race([spending(teacher, 1, key)] * CLIENTS)
        other = await lanes.one(spending(teacher, 2, key))

        holds = (
            outcomes(answers) == {(201, ""): CLIENTS} and len({answer.content for answer in answers}) == 1
            and (other.status, other.kind) == (422, "/problems/idempotency/key-reused")
            and pot_and_sum(racing, teacher) == (spent, spent)
        )  # fmt: skip
        laps.count(answers, holds=holds)
    with racing.database.reading(teacher.scope) as session:
        mine = select(func.count()).select_from(IdempotentRequest)
        kept = session.exec(mine.where(IdempotentRequest.account_id == teacher.actor.account_id)).one()
    laps.told(record_property)
    assert kept == laps.rounds


async def test_of_editors_with_one_etag_one_wins(racing: World, lanes: Course, record_property: Record) -> None:
    """Promise 7. Take out: `etag.require_current` or `lock=True` in identity.actions.edit_staff."""
    laps, path = Laps(), f"/staff/{racing.ben.staff_id}"
    version = (await lanes.one(Asked(racing.hana, "GET", path))).headers["etag"]
    for lap in range(often(8, 40)):
        match = (("If-Match", version),)

        answers = await lanes.race([
            Asked(racing.hana, "PUT", path, {"code": "BEN", "name": f"Editor {lap} {at}", "department": "PE"}, None, match)
            for at in range(CLIENTS)
        ])  # fmt: skip
        read = await lanes.one(Asked(racing.hana, "GET", path))

        won = [answer for answer in answers if answer.status == 200]
        holds = (
            outcomes(answers) == {(200, ""): 1, (412, "/problems/stale"): CLIENTS - 1}
            and read.json()["name"] == won[0].json()["name"]
        )  # fmt: skip
        laps.count(answers, holds=holds)
        version = read.headers["etag"]
    laps.told(record_property)


# ---- cover ---------------------------------------------------------------------------------------------


async def test_nobody_covers_two_classes_at_once(racing: World, lanes: Course, record_property: Record) -> None:
    """Promise 8. Take out: `lock_people` in cover.actions._hold, `overlapping`, and ex_occupied_person or the triggers."""
    laps = Laps()
    group_id = a_group(racing.database, [racing.amina, racing.ben, racing.chloe])
    give(racing.database, racing.ben, 3_000, TimeCategory.COVER)
    for lap in range(often(5, 40)):
        starts_at = _soon(lap)
        round_id = a_round(racing.database, racing.amina, group_id, starts_at=starts_at)
        slots = [
            a_need(
                racing.database, racing.chloe, group_id, round_id, ask=[racing.ben],
                starts_at=starts_at + timedelta(minutes=4 * at),
            )
            for at in range(CLIENTS)
        ]  # fmt: skip

        answers = await lanes.race([Asked(racing.ben, "POST", f"/cover-slots/{slot}/accept") for slot in slots])

        held = sum(held_for(racing, slot) for slot in slots)
        holds = outcomes(answers) == {(200, ""): 1, (409, "/problems/cover/not-free"): CLIENTS - 1} and held == 1
        laps.count(answers, holds=holds, why=(outcomes(answers), held))
        await lanes.one(Asked(racing.amina, "POST", f"/rounds/{round_id}/cancel", {"reason": "Trip"}))
    laps.told(record_property)


async def test_an_exchange_that_is_agreed_while_it_is_called_off_leaves_nobody_with_half(
    racing: World, lanes: Course, record_property: Record
) -> None:
    """Promise 10: Ben agrees to cover while Amina calls the round off. Either he covers nothing, or nothing happened yet.

    Take out: `lock=True` in queries.slots_of_rounds or in cover.actions.accept (PostgreSQL).
    """
    laps, agreed_first = Laps(), 0
    group_id = a_group(racing.database, [racing.amina, racing.ben, racing.chloe])
    give(racing.database, racing.ben, 3_000, TimeCategory.COVER)
    for _ in range(often(8, 40)):
        starts_at = _soon()
        round_id = a_round(racing.database, racing.amina, group_id, starts_at=starts_at)
        slot_id = a_need(racing.database, racing.chloe, group_id, round_id, ask=[racing.ben], starts_at=starts_at)
        accept = Asked(racing.ben, "POST", f"/cover-slots/{slot_id}/accept")
        cancel = Asked(racing.amina, "POST", f"/rounds/{round_id}/cancel", {"reason": "Trip"})

        answers = await lanes.race([accept, cancel, accept, cancel])

        statuses = [answer.status for answer in answers]
        agreed_first += 200 in (statuses[0], statuses[2])
        found = (state_of(racing, slot_id), held_for(racing, slot_id), committed(racing, racing.ben))
        holds = found == (CoverState.CANCELLED, 0, 0) and sorted(statuses[1::2]) == [200, 409]
        laps.count(answers, holds=holds, why=(statuses, found))
    record_property("agreed first", agreed_first)
    laps.told(record_property)


def committed(world: World, person: Person) -> int:
    with world.database.reading(person.scope) as session:
        mine = select(func.sum(TimePot.committed_minutes)).where(TimePot.staff_id == person.staff_id)
        return int(session.exec(mine).one() or 0)
