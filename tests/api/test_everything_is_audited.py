"""Promise 50: every write of a request leaves its line in the school's audit log, in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cast import World, browser
from live import cheap_passwords
from operations import CALLS, Cast, one_of_everything, operation, send
from sqlmodel import Session, col, select
from test_who_may import KEEPS, DryDatabase, callers, lines, versions

from app.audit import actions
from app.audit.tables import AuditEntry
from app.db import changes
from app.db.session import Database
from app.kernel.actor import Scope

SEEN = {"sign_in_session", "job"}
"""What is written outside any school: that a session is in use; that a link to a new password was asked for, by nobody
known and for whomever."""


class Watching(DryDatabase):
    """Keeps nothing, and sees what a commit would have sealed."""

    def __init__(self, real: Database) -> None:
        super().__init__(real.engine)
        self.written: list[tuple[Scope, frozenset[str], list[tuple[str, str]]]] = []

    @contextmanager
    def writing(self, scope: Scope, *, always: bool = False) -> Iterator[Session]:
        with super().writing(scope, always=always) as session:
            yield session
            session.flush()
            known = changes.of(session) - actions.QUIET_TABLES
            actions.seal_what_was_done(session)
            newest = select(AuditEntry.request_id, AuditEntry.operation).order_by(col(AuditEntry.number).desc())
            sealed = list(session.exec(newest.limit(5))) if scope.school_id else []
            self.written.append((scope, known, sealed))


@pytest.mark.usefixtures("clock")
async def test_what_a_request_writes_stands_in_the_log_with_its_operation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take out: the call of `_by_its_operation` in audit.actions.seal_what_was_done; `asked.actor = actor` in the gate."""
    cheap_passwords(monkeypatch)
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="birch", fair_word="fair"
    )
    everybody, etags = await callers(world, things), await versions(world, things)

    unsaid, heard = [], 0
    for line, wanted in lines().items():
        caller = next((one for one in reversed(everybody) if wanted[one.role] == "yes" and one.secret), None)
        if caller is None or operation(line) in KEEPS:
            continue
        watching = world.app.state.database = Watching(world.database)
        world.app.state.now.instant = CALLS[line].at
        mine = things | {"own_session": caller.own_session}
        try:
            answer = await send(browser(world.app, caller.secret), CALLS[line], mine, version=etags.get(line, "1"))
        finally:
            world.app.state.database = world.database
        for scope, tables, sealed in watching.written:
            if not tables or (scope.school_id is None and tables <= SEEN):
                continue
            heard += 1
            said = {done for request_id, done in sealed if request_id == answer.headers["x-request-id"]}
            if said != {operation(line)}:
                unsaid.append(f"{line} by {caller.role}: wrote {sorted(tables)} in {scope.school_id}, said {said}")

    assert not unsaid, "\n".join(unsaid)
    assert heard > 100
