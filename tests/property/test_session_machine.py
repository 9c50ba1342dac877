"""Who is signed in, against a plain model: whatever is opened, ended and waited for in whatever order.

To see it fail: leave `ended_at.is_(None)` or `expires_at > now` out of identity.queries._signed_in; or `kind` out of
_BY_SECRET, then a token's session opens the browser's door. MODEL_EXAMPLES and MODEL_STEPS raise the effort.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cast import NOW, World
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.identity import actions, queries
from app.kernel.actor import NOBODY

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "12"))
STEPS = int(os.environ.get("MODEL_STEPS", "30"))
WHO = st.integers(0, 1)
WHICH = st.integers(0, 1_000)


@dataclass
class Opened:
    """The model of a session: whose, through which door, and until when unless it is ended."""

    id: UUID
    who: int
    secret_hash: str
    is_token: bool
    until: datetime
    is_ended: bool = False


def machine(world: World) -> type[RuleBasedStateMachine]:
    """A state machine over two people of this world. The sessions they have already are ended first."""
    database, people = world.database, (world.amina, world.ben)

    class Sessions(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.now = NOW
            self.opened: list[Opened] = []
            for who in (0, 1):
                self._end_all(who)

        @rule(who=WHO, is_token=st.booleans())
        def sign_in(self, who: int, is_token: bool) -> None:
            with database.writing(NOBODY) as session:
                row, secret = actions.open_session(
                    session, people[who].actor.account_id, "", self.now, kind="token" if is_token else "browser"
                )
                until = row.expires_at
                self.opened.append(Opened(row.id, who, actions.hash_of(secret), is_token, until))
            assert self.now < until <= self.now + timedelta(days=31)

        @precondition(lambda self: self.opened)
        @rule(which=WHICH)
        def sign_out(self, which: int) -> None:
            one = self.opened[which % len(self.opened)]
            with database.writing(people[one.who].scope) as session:
                actions.end_session(session, people[one.who].actor, one.id, self.now)
            one.is_ended = True

        @rule(who=WHO)
        def end_all(self, who: int) -> None:
            self._end_all(who)

        @rule(minutes=st.sampled_from([1, 14, 15, 16, 60, 12 * 60, 24 * 60, 30 * 24 * 60]))
        def wait(self, minutes: int) -> None:
            self.now += timedelta(minutes=minutes)

        @precondition(lambda self: self.opened)
        @rule(which=WHICH)
        def wait_for_the_end(self, which: int) -> None:
            """To the very instant at which one ends: then it has ended."""
            self.now = max(self.now, self.opened[which % len(self.opened)].until)

        @invariant()
        def each_opens_its_own_door_and_no_other(self) -> None:
            with database.reading(NOBODY) as session:
                for one in getattr(self, "opened", ()):
                    account = people[one.who].actor.account_id
                    other = people[1 - one.who].actor.account_id
                    lives = not one.is_ended and self.now < one.until
                    by_secret = queries.signed_in(session, self.now, secret_hash=one.secret_hash)
                    by_token = queries.signed_in(session, self.now, token_session=(account, one.id))
                    assert (by_secret is not None) == (lives and not one.is_token)
                    assert (by_token is not None) == (lives and one.is_token)
                    assert queries.signed_in(session, self.now, token_session=(other, one.id)) is None
                    for found in filter(None, (by_secret, by_token)):
                        assert found[0].account_id == account
                        assert found[0].session_id == one.id

        def _end_all(self, who: int) -> None:
            with database.writing(NOBODY) as session:
                actions.end_all_sessions(session, people[who].actor.account_id, self.now)
            for one in self.opened:
                one.is_ended = one.is_ended or one.who == who

    return Sessions


def test_a_session_lives_exactly_until_it_is_ended_or_over(world: World) -> None:
    limits = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine(world), settings=limits)
