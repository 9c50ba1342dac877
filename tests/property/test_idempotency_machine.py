"""Idempotency keys against a plain model: an effect happens once for each of a person's keys, whatever is sent again.

To see it fail: leave `account_id` out of `mine` in web.idempotency.perform, the `fingerprint` comparison, or the claim's
`on_conflict_do_nothing`. MODEL_EXAMPLES and MODEL_STEPS raise the effort.
"""

import os
from datetime import timedelta
from uuid import uuid4

from cast import NOW, World
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from pydantic import BaseModel

from app.kernel.errors import Conflict
from app.web import idempotency
from app.web.idempotency import KeyReused, Once, ShownOnce

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "6"))
STEPS = int(os.environ.get("MODEL_STEPS", "30"))
ROUTE, KEY = st.sampled_from(["spend", "accept"]), st.sampled_from(["k1", "k2", "K1"])
SHOWN_ONCE = {"accept"}
"""Routes whose answers hold a secret."""
Intent = tuple[int, str, str]
"""Who, which route, which key."""
SENT, WHO = st.sampled_from(["30 minutes", "45 minutes"]), st.integers(0, 2)


class Done(BaseModel):
    number: int


class Refused(Conflict):
    code = "test/refused"
    title = "Not now"


def machine(world: World) -> type[RuleBasedStateMachine]:
    """Two colleagues and somebody of another school use the same few keys."""
    database, people = world.database, (world.amina, world.ben, world.eve)

    class Keys(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.tag = uuid4().hex
            """Each example has keys of its own."""
            self.now = NOW
            self.effects = 0
            self.kept: dict[Intent, tuple[str, int | None]] = {}

        @rule(who=WHO, route=ROUTE, key=KEY, sent=SENT)
        def send(self, who: int, route: str, key: str, sent: str) -> None:
            is_secret = route in SHOWN_ONCE
            before = self.kept.get((who, route, key))
            effects = self.effects
            try:
                number = self._perform(who, route, key, sent)
            except KeyReused:
                assert before is not None
                assert before[0] != sent
            except ShownOnce:
                assert before is not None
                assert before[0] == sent
                assert is_secret
            else:
                if before is None:
                    assert number == self.effects == effects + 1
                    self.kept[who, route, key] = (sent, None if is_secret else number)
                else:
                    assert before == (sent, number)
            assert self.effects == effects + (before is None)

        @rule(who=WHO, route=ROUTE, key=KEY, sent=SENT)
        def send_what_is_refused(self, who: int, route: str, key: str, sent: str) -> None:
            """A refusal is not kept: the same key may be used for it again."""
            is_new = (who, route, key) not in self.kept
            try:
                self._perform(who, route, key, sent, refuse=True)
                assert not is_new
            except Refused:
                assert is_new
            except (KeyReused, ShownOnce):
                assert not is_new

        @rule(hours=st.sampled_from([1, 23, 25]))
        def wait_and_forget(self, hours: int) -> None:
            """What is younger than a day is never forgotten; of the rest nothing is held against anybody."""
            self.now += timedelta(hours=hours)
            for person in people:
                with database.writing(person.scope) as session:
                    idempotency.forget(session, person.actor.school_id, self.now)
            if self.now - NOW > idempotency.KEPT:
                self.begin()

        def _perform(self, who: int, route: str, key: str, sent: str, *, refuse: bool = False) -> int:
            person = people[who]

            def effect() -> Done:
                if refuse:
                    raise Refused
                self.effects += 1
                return Done(number=self.effects)

            with database.writing(person.scope) as session:
                answer = idempotency.perform(
                    session, person.actor, Once(route, f"{key}{self.tag}", sent), self.now, status=201, effect=effect,
                    shown_once=route in SHOWN_ONCE,
                )  # fmt: skip
            assert answer.status_code == 201
            return Done.model_validate_json(bytes(answer.body)).number

    return Keys


def test_each_key_has_one_effect_and_one_answer(world: World) -> None:
    limits = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine(world), settings=limits)
