"""Promises 1, 2, 6, 7 and 8: many at once, real commits, two server processes, both engines.

RACE_ROUNDS raises the rounds (CI takes the default, the night 200 and more). Each test states which guard to
take out to see it fail. A lock that is taken out shows on PostgreSQL alone: SQLite admits one writer anyhow.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from build_cover import a_group, a_need, a_round
from build_time import a_year, give
from cast import Person, World, a_person, make_world
from conftest import Clock
from fastapi import FastAPI
from racing import race, servers
from sqlmodel import col, select

from app.kernel import clock as wall
from app.kernel.actor import Role
from app.occupied.tables import Occupied
from app.plc.tables import PlcMember
from app.settings import Settings
from app.time_budget import actions, queries
from app.time_budget.actions import CommitWish
from app.time_budget.rules import AllocationRule, Balance, TimeCategory
from app.time_budget.schemas import AllocationIn
from app.time_budget.tables import LedgerEntry, TimePot

pytestmark = pytest.mark.concurrent

ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))
CROWD = 100


@pytest.fixture(scope="module")
def addresses(settings: Settings) -> Iterator[list[str]]:
    with servers(settings) as found:
        yield found


@pytest.fixture
def racing(app: FastAPI, clock: Clock) -> World:
    """A world of the present: the servers read the real clock."""
    clock.instant = wall.now()
    world = make_world(app)
    a_year(world.database, world.hana, starts_on=day(-100), ends_on=day(200))
    return world


def day(distance: int) -> date:
    return wall.now().date() + timedelta(days=distance)


def spending(minutes: int) -> dict[str, Any]:
    # Yesterday is past in every zone.
    return {
        "category": "observe", "minutes": minutes, "held_on": day(-1).isoformat(), "reason": "Race",
    }  # fmt: skip


def fresh() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def outcomes(answers: list[httpx.Response]) -> Counter[tuple[int, str]]:
    """How many were answered with which status and problem."""
    return Counter((answer.status_code, answer.json().get("type", "")) for answer in answers)


def ledger(world: World, person: Person, category: TimeCategory) -> tuple[Balance, Balance]:
    """A pot as it stands, and as the sum of its entries."""
    year_id = a_year(world.database, person)
    with world.database.reading(person.scope) as session:
        balance = queries.pots(session, person.actor, [person.staff_id], year_id)[person.staff_id][category]
        mine = (LedgerEntry.pot_id == TimePot.id) & (TimePot.staff_id == person.staff_id)
        entries = session.exec(select(LedgerEntry).join(TimePot, mine).where(TimePot.category == category)).all()
    total = Counter[str]()
    for entry in entries:
        total[entry.kind if entry.settles_id is None else f"settled {entry.kind}"] += entry.minutes
    settled = total["settled spend"] + total["settled release"]
    summed = Balance(
        total["allocate"] + total["adjust"], total["commit"] - settled, total["spend"] + total["settled spend"]
    )
    return balance, summed


def overlaps(world: World) -> int:
    """Pairs of stretches in which somebody of this school would be in two places."""
    with world.database.reading(world.hana.scope) as session:
        held = session.exec(select(Occupied).where(~col(Occupied.is_released))).all()
    return sum(
        one.person_id == other.person_id and one.starts_at < other.ends_at and other.starts_at < one.ends_at
        for at, one in enumerate(held)
        for other in held[:at]
    )


# ---- the ledger --------------------------------------------------------------------------------------


async def test_of_a_hundred_clients_for_the_last_thirty_minutes_exactly_one_gets_them(
    racing: World, addresses: list[str]
) -> None:
    """Promise 1. Take out: `_require_enough` (actions) with the CHECK ck_time_pot_not_overspent: each alone holds."""
    for _ in range(max(1, ROUNDS // 5)):
        teacher = a_person(racing.app, racing.birch_id, racing.trust_id, "teacher", [Role.TEACHER])
        give(racing.database, teacher, 30)

        answers = await race(
            addresses,
            [teacher] * CROWD,
            lambda _, client: client.post("/my-time/spend", json=spending(30), headers=fresh()),
        )

        assert outcomes(answers) == {(201, ""): 1, (409, "/problems/time-budget/exhausted"): CROWD - 1}
        balance, summed = ledger(racing, teacher, TimeCategory.OBSERVE)
        assert balance == summed == Balance(30, 0, 30)


async def test_of_eight_who_each_want_fifteen_of_fifty_exactly_three_win(racing: World, addresses: list[str]) -> None:
    """Promise 2: and nothing that fits is refused. Take out: `lock=True` in spend_directly with the CHECK."""
    for _ in range(ROUNDS):
        teacher = a_person(racing.app, racing.birch_id, racing.trust_id, "teacher", [Role.TEACHER])
        give(racing.database, teacher, 50)

        answers = await race(
            addresses, [teacher] * 8,
            lambda _, client: client.post("/my-time/spend", json=spending(15), headers=fresh()),
        )  # fmt: skip

        assert outcomes(answers) == {(201, ""): 3, (409, "/problems/time-budget/exhausted"): 5}
        balance, summed = ledger(racing, teacher, TimeCategory.OBSERVE)
        assert balance == summed == Balance(50, 0, 45)


async def test_eight_allocations_at_once_give_once(racing: World, addresses: list[str]) -> None:
    """Take out: `lock_year` in actions.allocate."""
    answers = await race(
        addresses, [racing.hana] * 8,
        lambda _, client: client.post("/allocations", json={"rule": "full"}, headers=fresh()),
    )  # fmt: skip

    added = sorted(answer.json()["added_minutes"] for answer in answers)
    assert added == [0] * 7 + [7 * 300]
    balance, summed = ledger(racing, racing.amina, TimeCategory.DEBRIEF_MOVE)
    assert balance == summed == Balance(120, 0, 0)


def test_rounds_that_move_the_same_peoples_minutes_in_other_orders_never_deadlock(racing: World) -> None:
    """Take out: `lock=True` in commit_all (PostgreSQL gives up one of the two with 40P01)."""
    year_id = a_year(racing.database, racing.hana)
    pair = [racing.amina, racing.ben]
    for person in pair:
        give(racing.database, person, 3_000)
    failures: list[BaseException] = []

    def plan(people: list[Person]) -> None:
        try:
            for _ in range(40):
                wishes = [
                    CommitWish(person.staff_id, year_id, TimeCategory.OBSERVE, 1, uuid4(), day(1)) for person in people
                ]
                with racing.database.writing(racing.hana.scope) as session:
                    made = actions.commit_all(session, racing.hana.actor, wishes, wall.now())
                    commit_ids = [entry.id for entry in made]
                with racing.database.writing(racing.hana.scope) as session:
                    actions.release_all(session, racing.hana.actor, commit_ids[::-1], wall.now())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=plan, args=[people]) for people in (pair, pair[::-1]) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    for person in pair:
        assert ledger(racing, person, TimeCategory.OBSERVE) == (Balance(3_000, 0, 0), Balance(3_000, 0, 0))


# ---- cover -------------------------------------------------------------------------------------------


async def test_of_a_hundred_colleagues_who_accept_one_cover_slot_exactly_one_covers(
    racing: World, addresses: list[str]
) -> None:
    """Take out: `lock=True` in cover.actions.accept."""
    crowd = [a_person(racing.app, racing.birch_id, racing.trust_id, f"c{at}", [Role.TEACHER]) for at in range(CROWD)]
    group_id = a_group(racing.database, [racing.amina, racing.frank, *crowd])
    _allocate(racing)
    round_id = a_round(racing.database, racing.frank, group_id, starts_at=soon(0))
    slot_id = a_need(racing.database, racing.amina, group_id, round_id, ask=crowd, starts_at=soon(0))

    accept = f"/cover-slots/{slot_id}/accept"

    answers = await race(addresses, crowd, lambda _, client: client.post(accept, headers=fresh()))

    assert outcomes(answers) == {(200, ""): 1, (409, "/problems/cover/already-taken"): CROWD - 1}
    winner = crowd[[answer.status_code for answer in answers].index(200)]
    committed = [ledger(racing, person, TimeCategory.COVER)[0].committed_minutes for person in crowd]
    assert sum(committed) == 30
    assert ledger(racing, winner, TimeCategory.COVER)[0] == Balance(90, 30, 0)
    assert _held_for(racing, slot_id) == [winner.staff_id]


async def test_a_teacher_who_accepts_eight_overlapping_covers_at_once_covers_one(
    racing: World, addresses: list[str]
) -> None:
    """Promise 8. Take out: `lock_people` in cover.actions._hold (the constraint then answers, without the reason);
    with it `overlapping` and ex_occupied_person, or the occupied triggers (they are in several places)."""
    group_id = a_group(racing.database, [racing.amina, racing.ben, racing.frank])
    for at in range(ROUNDS):
        coverer = a_person(racing.app, racing.birch_id, racing.trust_id, "coverer", [Role.TEACHER])
        join(racing, group_id, coverer)
        give(racing.database, coverer, 300, TimeCategory.COVER)
        round_id = a_round(racing.database, racing.frank, group_id, starts_at=soon(at))
        slots = [
            a_need(
                racing.database, racing.amina, group_id, round_id, ask=[coverer],
                starts_at=soon(at) + timedelta(minutes=4 * shift),
            )
            for shift in range(8)
        ]  # fmt: skip

        answers = await race(
            addresses, [coverer] * 8,
            lambda which, client, slots=slots: client.post(f"/cover-slots/{slots[which]}/accept", headers=fresh()),
        )  # fmt: skip

        assert outcomes(answers) == {(200, ""): 1, (409, "/problems/cover/not-free"): 7}
        assert ledger(racing, coverer, TimeCategory.COVER)[0] == Balance(300, 30, 0)
    assert overlaps(racing) == 0


async def test_cover_logged_eight_times_at_once_is_spent_once(racing: World, addresses: list[str]) -> None:
    """Take out: `lock=True` in cover.actions.log (the ledger then refuses seven, who should have read "done")."""
    group_id = a_group(racing.database, [racing.amina, racing.ben, racing.frank])
    give(racing.database, racing.ben, 90, TimeCategory.COVER)
    begun = wall.now() - timedelta(minutes=1)
    round_id = a_round(racing.database, racing.frank, group_id, starts_at=begun)
    slot_id = a_need(racing.database, racing.amina, group_id, round_id, ask=[racing.ben], starts_at=begun)
    accept, log = f"/cover-slots/{slot_id}/accept", f"/cover-slots/{slot_id}/log"
    await race(addresses, [racing.ben], lambda _, client: client.post(accept, headers=fresh()))

    answers = await race(addresses, [racing.ben] * 8, lambda _, client: client.post(log, headers=fresh()))

    assert [answer.json()["state"] for answer in answers] == ["done"] * 8
    assert ledger(racing, racing.ben, TimeCategory.COVER) == (Balance(90, 0, 30), Balance(90, 0, 30))


# ---- the same request, the same page -----------------------------------------------------------------


async def test_the_same_key_eight_times_at_once_is_one_effect_and_eight_equal_answers(
    racing: World, addresses: list[str]
) -> None:
    """Promise 6. Take out: `if not claimed` in web/idempotency.perform."""
    for _ in range(ROUNDS):
        teacher = a_person(racing.app, racing.birch_id, racing.trust_id, "teacher", [Role.TEACHER])
        give(racing.database, teacher, 90)
        give(racing.database, racing.ben, 10)
        key = {"Idempotency-Key": str(uuid4())}

        same = await race(
            addresses, [teacher] * 8,
            lambda _, client, key=key: client.post("/my-time/spend", json=spending(10), headers=key),
        )  # fmt: skip
        (other_body, other_user) = await race(
            addresses, [teacher, racing.ben],
            lambda at, client, key=key: client.post("/my-time/spend", json=spending(11 - at), headers=key),
        )  # fmt: skip

        assert [answer.status_code for answer in same] == [201] * 8
        assert len({answer.content for answer in same}) == 1
        assert (other_body.status_code, other_body.json()["type"]) == (422, "/problems/idempotency/key-reused")
        assert other_user.status_code == 201
        assert ledger(racing, teacher, TimeCategory.OBSERVE) == (Balance(90, 0, 10), Balance(90, 0, 10))


async def test_of_eight_editors_with_one_etag_one_wins_and_the_others_read_again(
    racing: World, addresses: list[str]
) -> None:
    """Promise 7. Take out: `etag.require_current` or `lock=True` in identity.actions.edit_staff / edit_school."""
    for path, body in _edits(racing):
        known = await racing.hana.get(path)
        etag = {"If-Match": known.headers["etag"]}

        answers = await race(
            addresses, [racing.hana] * 8,
            lambda at, client, path=path, body=body, etag=etag: client.put(
                path, json=body | {"name": f"Editor {at}"}, headers=etag
            ),
        )  # fmt: skip
        (blind,) = await race(
            addresses, [racing.hana], lambda _, client, path=path, body=body: client.put(path, json=body)
        )

        assert outcomes(answers) == {(200, ""): 1, (412, "/problems/stale"): 7}, path
        winner = next(answer for answer in answers if answer.status_code == 200)
        assert (await racing.hana.get(path)).json()["name"] == winner.json()["name"]
        assert blind.status_code == 428


def _edits(world: World) -> list[tuple[str, dict[str, Any]]]:
    staff = {"code": f"X{uuid4().hex[:8]}", "name": "Ben", "department": "PE"}
    school = {
        "name": "Birch", "zone": "Europe/London", "debrief_minutes": 20, "moving_minutes": 0,
        "after_school_starts": "15:00", "after_school_ends": "17:00",
    }  # fmt: skip
    return [(f"/staff/{world.ben.staff_id}", staff), ("/school", school)]


# ---- helpers -----------------------------------------------------------------------------------------


def soon(at: int) -> datetime:
    """A lesson's start some days ahead, another one for each *at*."""
    return (wall.now() + timedelta(days=2 + at)).replace(hour=9, minute=0, second=0, microsecond=0)


def join(world: World, group_id: UUID, person: Person) -> None:
    with world.database.writing(person.scope) as session:
        session.add(
            PlcMember(
                school_id=person.actor.school_id, group_id=group_id, staff_id=person.staff_id, joined_at=wall.now()
            )
        )  # fmt: skip


def _allocate(world: World) -> None:
    year_id, wish = a_year(world.database, world.hana), AllocationIn(rule=AllocationRule.FULL)
    with world.database.writing(world.hana.scope) as session:
        actions.allocate(session, world.hana.actor, year_id=year_id, wish=wish, now=wall.now())


def _held_for(world: World, slot_id: UUID) -> list[UUID]:
    with world.database.reading(world.hana.scope) as session:
        mine = select(Occupied.staff_id).where(Occupied.ref_id == slot_id, ~col(Occupied.is_released))
        return list(session.exec(mine))
