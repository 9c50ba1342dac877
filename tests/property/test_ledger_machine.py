"""The ledger against a plain model: whatever happens in whatever order, the pots are what the model says.

To see it fail: let `_require_enough` (time_budget/actions.py) compare with `allocated_minutes`, or count SPEND
as nothing in `_SPENT` (db/constraints.py). MODEL_EXAMPLES and MODEL_STEPS raise the effort (the night: 200 x 40).
"""

import os
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from build_time import a_year
from cast import NOW, World, a_person
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func
from sqlmodel import select

from app.kernel.actor import Role
from app.time_budget import actions, queries, rules
from app.time_budget.actions import CommitWish
from app.time_budget.errors import AlreadySettled, BudgetExhausted
from app.time_budget.rules import AllocationRule, Balance, EntryKind, TimeCategory
from app.time_budget.schemas import AdjustIn, AllocationIn, SpendIn
from app.time_budget.tables import LedgerEntry, TimePot

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "12"))
STEPS = int(os.environ.get("MODEL_STEPS", "30"))
# Shrinking a failure takes minutes of real commits; MODEL_SHRINK=1 asks for it.
PHASES = [Phase.generate, *([Phase.shrink] if os.environ.get("MODEL_SHRINK") == "1" else [])]
PEOPLE = ("amina", "ben")
MINUTES = st.integers(1, 120)
WHO = st.sampled_from(PEOPLE)
POT = st.sampled_from(TimeCategory)


@dataclass
class Pot:
    """The model: what a pot holds, with no database and no trigger."""

    given: int = 0
    """By allocation; adjustments are beside it."""
    adjusted: int = 0
    committed: int = 0
    spent: int = 0

    @property
    def available(self) -> int:
        return self.given + self.adjusted - self.committed - self.spent


@dataclass
class Promise:
    """A COMMIT, and whether it was settled."""

    id: UUID
    pot: tuple[str, TimeCategory]
    minutes: int
    is_settled: bool = field(default=False)


def machine(world: World) -> type[RuleBasedStateMachine]:
    """A state machine over this world's database. Each example has people of its own."""
    year_id = a_year(world.database, world.hana)

    class Ledger(RuleBasedStateMachine):
        promises = Bundle("promises")

        @initialize()
        def begin(self) -> None:
            self.pots = {(name, category): Pot() for name in PEOPLE for category in TimeCategory}
            self.people = {
                name: a_person(world.app, world.birch_id, world.trust_id, name, [Role.TEACHER]) for name in PEOPLE
            }

        @rule(rule=st.sampled_from(AllocationRule))
        def allocate(self, rule: AllocationRule) -> None:
            wish = AllocationIn(rule=rule, staff_ids=[self.people[name].staff_id for name in PEOPLE])
            with world.database.writing(world.hana.scope) as session:
                actions.allocate(session, world.hana.actor, year_id=year_id, wish=wish, now=NOW)
            for (_, category), pot in self.pots.items():
                pot.given = max(pot.given, rules.allocation(rule, 100)[category])

        @rule(name=WHO, category=POT, minutes=st.integers(-200, 200).filter(bool))
        def adjust(self, name: str, category: TimeCategory, minutes: int) -> None:
            pot = self.pots[name, category]
            wish = AdjustIn(category=category, minutes=minutes, reason="Model")
            if self._refused(pot.available + minutes < 0, self._adjust, name, wish):
                return
            pot.adjusted += minutes

        @rule(target=promises, name=WHO, category=POT, minutes=MINUTES)
        def commit(self, name: str, category: TimeCategory, minutes: int) -> Any:
            return self._commit_all([(name, category, minutes)])

        @rule(wishes=st.lists(st.tuples(WHO, POT, MINUTES), min_size=2, max_size=5))
        def commit_several_or_none(self, wishes: list[tuple[str, TimeCategory, int]]) -> None:
            self._commit_all(wishes)

        @rule(promise=consumes(promises), spends=st.booleans())
        def settle(self, promise: Promise | None, spends: bool) -> None:
            if promise is None:
                return
            self._settle([promise], spends=spends)
            pot = self.pots[promise.pot]
            pot.committed -= promise.minutes
            pot.spent += promise.minutes if spends else 0
            # Once more is refused, in either way, and by the invariant below changes nothing.
            for again in (True, False):
                assert self._raises(AlreadySettled, lambda again=again: self._settle([promise], spends=again))

        @rule(first=consumes(promises), second=consumes(promises))
        def give_back_two_in_one(self, first: Promise | None, second: Promise | None) -> None:
            both = [promise for promise in (first, second) if promise is not None]
            self._settle(both, spends=False)
            for promise in both:
                self.pots[promise.pot].committed -= promise.minutes

        @rule(name=WHO, category=POT, minutes=MINUTES)
        def spend_directly(self, name: str, category: TimeCategory, minutes: int) -> None:
            pot = self.pots[name, category]
            if self._refused(minutes > pot.available, self._spend, name, category, minutes):
                return
            pot.spent += minutes

        @invariant()
        def pots_are_the_models_and_the_sums_of_their_entries(self) -> None:
            with world.database.reading(world.hana.scope) as session:
                staff_ids = [self.people[name].staff_id for name in PEOPLE]
                found = queries.pots(session, world.hana.actor, staff_ids, year_id)
                sums = {
                    (staff_id, category, kind, settles): minutes
                    for staff_id, category, kind, settles, minutes in session.execute(
                        select(
                            TimePot.staff_id, TimePot.category, LedgerEntry.kind,
                            LedgerEntry.settles_id.is_not(None), func.sum(LedgerEntry.minutes),
                        )
                        .join(LedgerEntry, LedgerEntry.pot_id == TimePot.id)
                        .where(TimePot.staff_id.in_(staff_ids))
                        .group_by(
                            TimePot.staff_id, TimePot.category, LedgerEntry.kind, LedgerEntry.settles_id.is_not(None)
                        )
                    )
                }  # fmt: skip
            for (name, category), pot in self.pots.items():
                balance = found[self.people[name].staff_id][category]
                assert balance == Balance(pot.given + pot.adjusted, pot.committed, pot.spent)
                assert balance.available_minutes == pot.available >= 0
                key = (self.people[name].staff_id, category)
                assert balance == _summed(lambda kind, settles, key=key: sums.get((*key, kind, settles), 0))

        # ---- what the rules do with the real thing --------------------------------------------------

        def _commit_all(self, wishes: list[tuple[str, TimeCategory, int]]) -> Promise | None:
            wanted: dict[tuple[str, TimeCategory], int] = {}
            for name, category, minutes in wishes:
                wanted[name, category] = wanted.get((name, category), 0) + minutes
            too_much = any(minutes > self.pots[key].available for key, minutes in wanted.items())
            real = [
                CommitWish(self.people[name].staff_id, year_id, category, minutes, uuid4(), NOW.date())
                for name, category, minutes in wishes
            ]
            entries: list[UUID] = []
            if self._refused(too_much, self._commit, real, entries):
                return None
            for key, minutes in wanted.items():
                self.pots[key].committed += minutes
            return Promise(entries[0], wishes[0][:2], wishes[0][2])

        def _commit(self, wishes: list[CommitWish], entries: list[UUID]) -> None:
            with world.database.writing(world.hana.scope) as session:
                entries += [entry.id for entry in actions.commit_all(session, world.hana.actor, wishes, NOW)]

        def _settle(self, promises: list[Promise], *, spends: bool) -> None:
            ids = [promise.id for promise in promises]
            with world.database.writing(world.hana.scope) as session:
                if spends:
                    actions.spend_all(session, world.hana.actor, ids, NOW)
                else:
                    actions.release_all(session, world.hana.actor, ids, NOW, "Model")

        def _adjust(self, name: str, wish: AdjustIn) -> None:
            staff_id = self.people[name].staff_id
            with world.database.writing(world.hana.scope) as session:
                actions.adjust(session, world.hana.actor, staff_id=staff_id, year_id=year_id, wish=wish, now=NOW)

        def _spend(self, name: str, category: TimeCategory, minutes: int) -> None:
            wish = SpendIn(category=category, minutes=minutes, held_on=NOW.date(), reason="Model")
            with world.database.writing(world.hana.scope) as session:
                actions.spend_directly(session, self.people[name].actor, wish, NOW)

        def _refused(self, expected: bool, act: Any, *arguments: Any) -> bool:
            """Whether *act* was refused for want of minutes, which it must be exactly when *expected*."""
            refused = self._raises(BudgetExhausted, lambda: act(*arguments))
            assert refused == expected
            return refused

        @staticmethod
        def _raises(error: type[Exception], act: Any) -> bool:
            try:
                act()
            except error:
                return True
            return False

    return Ledger


def _summed(minutes: Any) -> Balance:
    """A pot as the plain sum of its entries."""
    spent = minutes(EntryKind.SPEND, True) + minutes(EntryKind.SPEND, False)
    settled = minutes(EntryKind.SPEND, True) + minutes(EntryKind.RELEASE, True)
    return Balance(
        minutes(EntryKind.ALLOCATE, False) + minutes(EntryKind.ADJUST, False),
        minutes(EntryKind.COMMIT, False) - settled,
        spent,
    )


def test_the_ledger_agrees_with_its_model_after_every_step(world: World) -> None:
    limits = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=PHASES,
    )  # fmt: skip
    run_state_machine_as_test(machine(world), settings=limits)
