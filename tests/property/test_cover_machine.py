"""A need for cover against a plain model: asked, agreed to, declined, handed over, arranged and called off in any order.

After every step the slot, each ask, the coverer's time and their minutes are what the model says: nobody stands in twice,
and nobody is charged for what they do not do. To see it fail: leave `occupied.give_back` out of cover.actions._let_go,
`slot.state not in rules.OPEN` out of accept, or `_close` of the others.
"""

import os
from collections.abc import Callable
from typing import Any

from cast import NOW, Person, World, make_world
from cover_setting import Setting
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, select

from app.cover import actions
from app.cover.rules import AskState, CoverState
from app.cover.tables import CoverAsk, CoverSlot
from app.kernel.errors import DomainError
from app.time_budget.rules import TimeCategory
from app.time_budget.tables import TimePot

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "6"))
STEPS = int(os.environ.get("MODEL_STEPS", "20"))
NAMES = ("ben", "chloe", "frank")
WHO = st.sampled_from(NAMES)
OPEN = {"offered", "escalated"}
MINUTES = 30


def machine(world: World) -> type[RuleBasedStateMachine]:
    """Each example has schools of its own: one need in the group of Amina, whose class it is."""
    database = world.database

    class Cover(RuleBasedStateMachine):
        @initialize(asked=st.sets(WHO))
        def begin(self, asked: set[str]) -> None:
            self.world = make_world(world.app)
            self.setting = Setting(self.world)
            self.people: dict[str, Person] = {name: getattr(self.world, name) for name in NAMES}
            self.setting.give(*self.people.values(), minutes=MINUTES)
            self.slot_id = self.setting.need(ask=[self.people[name] for name in sorted(asked)])
            self.state = "offered" if asked else "escalated"
            self.asks: dict[str, str] = dict.fromkeys(asked, "asked")
            self.coverer: str | None = None

        @rule(who=WHO)
        def ask(self, who: str) -> None:
            done = self._done(
                lambda session: actions.ask(
                    session, self.world.amina.actor, self.slot_id, [self.people[who].staff_id], NOW
                )
            )
            assert done == (self.state in OPEN)
            if done and who not in self.asks:
                self.asks[who], self.state = "asked", "offered"

        @rule(who=WHO)
        def accept(self, who: str) -> None:
            done = self._done(lambda session: actions.accept(session, self.people[who].actor, self.slot_id, NOW))
            has = self.coverer == who
            assert done == (has or (who in self.asks and self.state in OPEN))
            if done and not has:
                self.asks = {name: "closed" if state == "asked" else state for name, state in self.asks.items()}
                self.asks[who], self.state, self.coverer = "accepted", "accepted", who

        @rule(who=WHO)
        def decline(self, who: str) -> None:
            done = self._done(lambda session: actions.decline(session, self.people[who].actor, self.slot_id, NOW))
            assert done == (who in self.asks and self.asks[who] != "accepted")
            if done and self.asks[who] == "asked":
                self.asks[who] = "declined"
                if self.state == "offered" and "asked" not in self.asks.values():
                    self.state = "escalated"

        @rule()
        def hand_over(self) -> None:
            done = self._done(lambda session: actions.escalate(session, self.world.amina.actor, self.slot_id, NOW))
            assert done == (self.state in OPEN)
            if done:
                self.state = "escalated"

        @rule()
        def arrange(self) -> None:
            done = self._done(
                lambda session: actions.arrange(session, self.world.grace.actor, self.slot_id, "Supply", NOW)
            )
            assert done == (self.state in OPEN | {"arranged"})
            if done:
                self.state = "arranged"
                self.asks = {name: "closed" if state == "asked" else state for name, state in self.asks.items()}

        @rule(chance=st.integers(0, 3))
        def call_the_round_off(self, chance: int) -> None:
            if chance or self.state == "cancelled":
                return  # Seldom: little happens afterwards.
            self.setting.close()
            closing = {"asked", "accepted"}
            self.asks = {name: "closed" if state in closing else state for name, state in self.asks.items()}
            self.state, self.coverer = "cancelled", None

        @invariant()
        def everything_is_as_the_model_says(self) -> None:
            if not hasattr(self, "slot_id"):
                return
            with database.reading(self.world.amina.scope) as session:
                slot = session.exec(select(CoverSlot).where(CoverSlot.id == self.slot_id)).one()
                asks = session.exec(select(CoverAsk).where(CoverAsk.slot_id == self.slot_id)).all()
                pots = session.exec(select(TimePot).where(TimePot.category == TimeCategory.COVER)).all()
                committed = {pot.staff_id: pot.committed_minutes for pot in pots}
            names = {person.staff_id: name for name, person in self.people.items()}
            assert slot.state == CoverState(self.state)
            assert slot.coverer_id == (None if self.coverer is None else self.people[self.coverer].staff_id)
            assert {names[ask.staff_id]: ask.state for ask in asks} == {
                name: AskState(state) for name, state in self.asks.items()
            }
            for name, person in self.people.items():
                is_coverer = name == self.coverer
                assert len(self.setting.held(person)) == is_coverer
                assert committed[person.staff_id] == MINUTES * is_coverer

        def _done(self, act: Callable[[Session], Any]) -> bool:
            try:
                with database.writing(self.world.amina.scope) as session:
                    act(session)
            except DomainError:
                return False
            return True

    return Cover


def test_a_need_for_cover_agrees_with_its_model_after_every_step(world: World) -> None:
    limits = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine(world), settings=limits)
