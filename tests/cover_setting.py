"""A group in which Amina's class needs somebody for half an hour."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from build_cover import LESSON, a_group, a_need, a_round
from build_time import give
from cast import NOW, Person, World
from sqlmodel import col, select

from app.cover import actions
from app.cover.rules import CoverState
from app.occupied.tables import Occupied
from app.time_budget.rules import TimeCategory


class Setting:
    """Amina, Ben, Chloe and Frank are a group. Frank hosts, Amina watches, so Amina's class needs somebody."""

    def __init__(self, world: World) -> None:
        self.world, self.database = world, world.database
        self.group_id = a_group(world.database, [world.amina, world.ben, world.chloe, world.frank])
        self.round_id = a_round(world.database, world.frank, self.group_id)

    def need(self, *, ask: Sequence[Person] = (), slice: int = 0, released: Person | None = None) -> UUID:
        starts_at = LESSON + timedelta(minutes=30 * slice)
        return a_need(
            self.database, released or self.world.amina, self.group_id, self.round_id, ask=ask, slice=slice,
            starts_at=starts_at,
        )  # fmt: skip

    def give(self, *people: Person, minutes: int = 90) -> None:
        for person in people:
            give(self.database, person, minutes, TimeCategory.COVER)

    def close(self, state: CoverState = CoverState.CANCELLED) -> None:
        who = self.world.frank
        with self.database.writing(who.scope) as session:
            actions.close_for_rounds(session, who.actor, [self.round_id], NOW, state=state)

    def held(self, person: Person) -> list[Occupied]:
        with self.database.reading(person.scope) as session:
            mine = select(Occupied).where(Occupied.staff_id == person.staff_id, ~col(Occupied.is_released))
            return list(session.exec(mine))


async def seen(person: Person, slot_id: UUID) -> dict[str, Any]:
    return (await person.get(f"/cover-slots/{slot_id}")).json()


async def answers(person: Person, slot_id: UUID) -> dict[str, str]:
    return {ask["name"]: ask["state"] for ask in (await seen(person, slot_id))["asks"]}


async def cover_pot(person: Person) -> tuple[int, int, int]:
    """Committed, spent, available."""
    pot = (await person.get("/my-time")).json()["pots"][1]
    return pot["committed_minutes"], pot["spent_minutes"], pot["available_minutes"]
