"""The ledger against a plain model: whatever happens in whatever order, the pots are what the model says.

After every step the whole ledger is compared with the copy that was kept of it: it has only grown.

To see it fail: let `require_enough` (time_budget/actions/base.py) compare with `allocated_minutes`, or count SPEND
as nothing in `_spent` (db/ledger_laws.py). MODEL_EXAMPLES and MODEL_STEPS raise the effort (the night: 200 x 40).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from build_time import TODAY
from cast import NOW, World
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from ledger_school import Kept, a_ledger_school, kept, replayed
from sqlmodel import Session, select

from app.kernel.errors import DomainError
from app.time_budget import actions, queries, rules
from app.time_budget.actions import CommitWish
from app.time_budget.errors import (
    AlreadySettled,
    BudgetExhausted,
    NothingToCorrect,
    OnlyUsedOrGiven,
    SamePot,
    StillToLog,
    YearIsClosed,
)
from app.time_budget.rules import AllocationRule, Balance, Capacity, EntryKind, TimeCategory, TimeSource
from app.time_budget.schemas import AdjustIn, AllocationIn, CorrectIn, LeaverIn, SignatureIn, SpendIn, TransferIn
from app.time_budget.tables import LedgerEntry

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "12"))
STEPS = int(os.environ.get("MODEL_STEPS", "30"))
# Shrinking a failure takes minutes of real commits; MODEL_SHRINK=1 asks for it.
PHASES = [Phase.generate, *([Phase.shrink] if os.environ.get("MODEL_SHRINK") == "1" else [])]
STEPS_BEFORE_CLOSING = 12
MINUTES = st.integers(1, 120)
WHO = st.integers(0, 1)
POT = st.sampled_from(TimeCategory)
SOURCE = st.sampled_from([TimeSource.PROTECTED] * 3 + [TimeSource.TWILIGHT, TimeSource.VOLUNTARY])

Key = tuple[int, TimeCategory, TimeSource]
"""Which of the two teachers, for what, and who pays."""


@dataclass
class Pot:
    """The model: what a pot holds, with no database and no trigger."""

    given: int = 0
    """By allocation; adjustments and corrections are beside it."""
    allocated: int = 0
    committed: int = 0
    spent: int = 0

    @property
    def available(self) -> int:
        return self.allocated - self.committed - self.spent


@dataclass
class Promise:
    """A COMMIT that may still be settled."""

    id: UUID
    key: Key
    minutes: int


@dataclass
class Line:
    """An ALLOCATE or SPEND, and what it counts after its corrections."""

    id: UUID
    key: Key
    kind: EntryKind
    minutes: int


def machine(world: World) -> type[RuleBasedStateMachine]:
    """A state machine over this world's database. Each example has a school of its own."""
    database = world.database

    class Ledger(RuleBasedStateMachine):
        promises = Bundle("promises")
        lines = Bundle("lines")

        @initialize(roll_over=st.sampled_from([0, 45, 6000]))
        def begin(self, roll_over: int) -> None:
            self.school = a_ledger_school(database, roll_over_minutes_max=roll_over)
            self.roll_over = roll_over
            self.pots: dict[Key, Pot] = {}
            self.over: dict[Key, int] = {}
            self.ledger: dict[UUID, Kept] = {}
            self.steps = 0
            self.closed = False

        # ---- what may happen -----------------------------------------------------------------------------

        @rule(target=lines, rule=st.sampled_from(AllocationRule))
        def allocate(self, rule: AllocationRule) -> Any:
            wish = AllocationIn(rule=rule)
            if self._refused(None, lambda session: actions.allocate(session, self._lead, wish=wish, **self._year)):
                return multiple()
            due = rules.allocation(rule, 100)
            for who in (0, 1):
                for category in TimeCategory:
                    pot = self._pot((who, category, TimeSource.PROTECTED))
                    missing = max(0, due[category] - pot.given)
                    pot.given, pot.allocated = pot.given + missing, pot.allocated + missing
            return multiple(*self._posted_lines(EntryKind.ALLOCATE))

        @rule(who=WHO, category=POT, minutes=st.integers(-200, 200).filter(bool))
        def adjust(self, who: int, category: TimeCategory, minutes: int) -> None:
            pot = self._pot((who, category, TimeSource.PROTECTED))
            wish = AdjustIn(category=category, minutes=minutes, reason="Model")
            because = BudgetExhausted if pot.available + minutes < 0 else None
            if not self._refused(
                because,
                lambda session: actions.adjust(
                    session, self._lead, staff_id=self.school.staff_ids[who], wish=wish, **self._year
                ),
            ):
                pot.allocated += minutes

        @rule(who=WHO, out_of=POT, into=POT, minutes=MINUTES)
        def transfer(self, who: int, out_of: TimeCategory, into: TimeCategory, minutes: int) -> None:
            here, there = (self._pot((who, category, TimeSource.PROTECTED)) for category in (out_of, into))
            wish = TransferIn(from_category=out_of, to_category=into, minutes=minutes, reason="Model")
            because = BudgetExhausted if minutes > here.available else None
            if not self._refused(
                SamePot if here is there else because,
                lambda session: actions.transfer(
                    session, self._lead, staff_id=self.school.staff_ids[who], wish=wish, **self._year
                ),
                before_the_year={SamePot},
            ):
                here.allocated -= minutes
                there.allocated += minutes

        @rule(target=promises, wishes=st.lists(st.tuples(st.tuples(WHO, POT, SOURCE), MINUTES), min_size=1, max_size=4))
        def commit_all_or_none(self, wishes: list[tuple[Key, int]]) -> Any:
            needed: dict[Key, int] = {}
            for key, minutes in wishes:
                needed[key] = needed.get(key, 0) + minutes
            too_much = any(
                minutes > self._pot(key).available for key, minutes in needed.items() if key[2] == TimeSource.PROTECTED
            )
            real = [
                CommitWish(self.school.staff_ids[key[0]], self.school.year_id, key[1], minutes, uuid4(), TODAY, key[2])
                for key, minutes in wishes
            ]
            ids: list[UUID] = []
            if self._refused(
                BudgetExhausted if too_much else None,
                lambda session: ids.extend(entry.id for entry in actions.commit_all(session, self._lead, real, NOW)),
            ):
                return multiple()
            for key, minutes in wishes:
                self._pot(key).committed += minutes
                self._pot(key).allocated += self._funded(key, minutes)
            return multiple(
                *(Promise(entry_id, key, minutes) for entry_id, (key, minutes) in zip(ids, wishes, strict=True))
            )

        @rule(promise=consumes(promises))
        def give_back(self, promise: Promise) -> None:
            if not self._settle(promise, EntryKind.RELEASE):
                pot = self._pot(promise.key)
                pot.committed -= promise.minutes
                pot.allocated -= self._funded(promise.key, promise.minutes)
                self._is_settled(promise)

        @rule(target=lines, promise=consumes(promises))
        def log(self, promise: Promise) -> Any:
            if self._settle(promise, EntryKind.SPEND):
                return multiple()
            pot = self._pot(promise.key)
            pot.committed -= promise.minutes
            pot.spent += promise.minutes
            found = self._posted_lines(EntryKind.SPEND)
            self._is_settled(promise)
            return multiple(*found)

        @rule(target=lines, who=WHO, category=POT, source=SOURCE, minutes=MINUTES)
        def spend_directly(self, who: int, category: TimeCategory, source: TimeSource, minutes: int) -> Any:
            key = (who, category, source)
            pot = self._pot(key)
            wish = SpendIn(category=category, minutes=minutes, held_on=TODAY, reason="Model", source=source)
            too_much = source == TimeSource.PROTECTED and minutes > pot.available
            if self._refused(
                BudgetExhausted if too_much else None,
                lambda session: actions.spend_directly(session, self.school.as_teacher(who), wish, NOW),
            ):
                return multiple()
            pot.spent += minutes
            pot.allocated += self._funded(key, minutes)
            return multiple(*self._posted_lines(EntryKind.SPEND))

        @rule(line=lines, minutes=st.one_of(st.just(0), MINUTES))
        def correct(self, line: Line, minutes: int) -> None:
            pot, more = self._pot(line.key), minutes - line.minutes
            is_funded = line.key[2] != TimeSource.PROTECTED
            is_spend = line.kind == EntryKind.SPEND
            because: type[DomainError] | None = None
            if is_funded and not is_spend:
                because = OnlyUsedOrGiven
            elif more == 0:
                because = NothingToCorrect
            elif not is_funded and (more if is_spend else -more) > pot.available:
                because = BudgetExhausted
            wish = CorrectIn(minutes=minutes, reason="Model")
            if not self._refused(
                because,
                lambda session: actions.correct(session, self._lead, entry_id=line.id, wish=wish, now=NOW),
                before_the_year={OnlyUsedOrGiven},
            ):
                line.minutes = minutes
                pot.spent += more if is_spend else 0
                pot.allocated += self._funded(line.key, more) if is_spend else more

        @rule()
        def leave(self) -> None:
            wish = LeaverIn(reason="Model")
            if not self._refused(
                None,
                lambda session: actions.take_back_from_leaver(
                    session, self._lead, staff_id=self.school.staff_ids[1], wish=wish, **self._year
                ),
            ):
                for key, pot in self.pots.items():
                    pot.allocated -= pot.available if key[0] == 1 else 0

        @precondition(lambda self: self.steps >= STEPS_BEFORE_CLOSING)
        @rule()
        def close(self) -> None:
            promised = any(pot.committed for pot in self.pots.values())
            if self._refused(StillToLog if promised else None, self._close):
                return
            self.closed = True
            for who in (0, 1):
                left = {key[1]: pot.available for key, pot in self.pots.items() if key[0] == who and pot.available}
                for category, minutes in rules.ending(left, self.roll_over).rolled_over.items():
                    self.over[who, category, TimeSource.PROTECTED] = minutes
            for pot in self.pots.values():
                pot.allocated = pot.spent

        # ---- what must hold ------------------------------------------------------------------------------

        @invariant()
        def everything_adds_up(self) -> None:
            with database.reading(self.school.scope) as session:
                here = queries.pots_of_year(session, self._lead, self.school.year_id)
                there = queries.pots_of_year(session, self._lead, self.school.next_year_id)
                entries = {row.id: row for row in session.exec(select(LedgerEntry).limit(100_000))}
                figures = [
                    queries.year_figures(session, self._lead, year_id)
                    for year_id in (self.school.year_id, self.school.next_year_id)
                ]
            self._is_the_models(here, self.pots)
            self._is_the_models(there, {key: Pot(allocated=minutes) for key, minutes in self.over.items()})
            for pot in (*here, *there):
                allocated, committed, spent = replayed(pot.id, entries)
                assert pot.balance == Balance(allocated, committed, spent)
                assert pot.balance.available_minutes == allocated - committed - spent >= 0
            for found, pots in zip(figures, (here, there), strict=True):
                assert found.allocated_minutes == sum(pot.balance.allocated_minutes for pot in pots)
                assert found.allocated_minutes == found.granted_minutes + found.came_over_minutes
            self._has_only_grown(entries)
            assert all(
                row.settles_id is not None or row.reason for row in entries.values() if row.kind == EntryKind.SPEND
            )
            self.steps += 1

        def _is_the_models(self, found: list[queries.Pot], model: dict[Key, Pot]) -> None:
            balances = {
                (self.school.staff_ids.index(pot.staff_id), pot.category, pot.source): pot.balance for pot in found
            }
            for key in balances.keys() | model.keys():
                pot = model.get(key, Pot())
                assert balances.get(key, Balance()) == Balance(pot.allocated, pot.committed, pot.spent), key

        def _has_only_grown(self, entries: dict[UUID, LedgerEntry]) -> None:
            now = {entry_id: kept(row) for entry_id, row in entries.items()}
            assert self.ledger.items() <= now.items()
            self.ledger = now

        # ---- what the rules do with the real thing -------------------------------------------------------

        @property
        def _lead(self) -> Any:
            return self.school.lead

        @property
        def _year(self) -> dict[str, Any]:
            return {"year_id": self.school.year_id, "now": NOW}

        def _pot(self, key: Key) -> Pot:
            return self.pots.setdefault(key, Pot())

        @staticmethod
        def _funded(key: Key, minutes: int) -> int:
            """What is given, or goes, with minutes that no protected pot pays for."""
            return 0 if key[2] == TimeSource.PROTECTED else minutes

        def _close(self, session: Session) -> None:
            for capacity in Capacity:
                wish = SignatureIn(capacity=capacity, name="Model")
                actions.sign_year(session, self._lead, self.school.year_id, wish, NOW)
            actions.close_year(session, self._lead, self.school.year_id, NOW)

        def _settle(self, promise: Promise, kind: EntryKind) -> bool:
            return self._refused(None, lambda session: self._end(session, promise, kind))

        def _end(self, session: Session, promise: Promise, kind: EntryKind) -> None:
            if kind == EntryKind.SPEND:
                actions.spend(session, self._lead, promise.id, NOW)
            else:
                actions.release(session, self._lead, [promise.id], NOW, "Model")

        def _is_settled(self, promise: Promise) -> None:
            """Once more is refused, in either way, and by the invariant changes nothing."""
            for kind in (EntryKind.RELEASE, EntryKind.SPEND):
                assert self._refused(AlreadySettled, lambda session, kind=kind: self._end(session, promise, kind))

        def _posted_lines(self, kind: EntryKind) -> list[Line]:
            """What was posted of *kind* since the ledger was last copied. Funded ALLOCATEs come with the SPENDs."""
            with database.reading(self.school.scope) as session:
                new = [row for row in session.exec(select(LedgerEntry).limit(100_000)) if row.id not in self.ledger]
                pots = queries.pots_by_id(session, self._lead, {row.pot_id for row in new})
            return [
                Line(
                    row.id, (self.school.staff_ids.index(pots[row.pot_id].staff_id), pots[row.pot_id].category, row.source),
                    row.kind, row.minutes,
                )
                for row in sorted(new, key=lambda row: row.minutes)
                if row.kind in {kind, EntryKind.ALLOCATE}
            ]  # fmt: skip

        def _refused(
            self,
            because: type[DomainError] | None,
            act: Callable[[Session], Any],
            *,
            before_the_year: frozenset[type[DomainError]] | set[type[DomainError]] = frozenset(),
        ) -> bool:
            """Whether *act* was refused, which it must be exactly *because* of that, or of the year that is closed."""
            expected = YearIsClosed if self.closed and because not in before_the_year | {AlreadySettled} else because
            try:
                with database.writing(self.school.scope) as session:
                    act(session)
            except DomainError as refusal:
                assert type(refusal) is expected, refusal
                return True
            assert expected is None
            return False

    return Ledger


def test_the_ledger_agrees_with_its_model_after_every_step(world: World) -> None:
    limits = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=PHASES,
    )  # fmt: skip
    run_state_machine_as_test(machine(world), settings=limits)
