"""The only place where a transaction begins and ends."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.db import changes, faults, search_index, tenancy
from app.db.engine import for_writing
from app.kernel.actor import Scope
from app.kernel.errors import Unavailable


class ReadOnly(Unavailable):
    """The installation only answers, so that nothing is built upon what may be wrong."""

    code = "read-only"
    title = "Nothing can be changed for the moment"

    def __init__(self) -> None:
        super().__init__(retry_after_seconds=300)

    def __str__(self) -> str:
        return (
            "Kenkyu is being looked after and only shows what is there. Nothing of yours was stored. Whoever keeps "
            "this installation knows: it said so in the server's log when it started."
        )


class KenkyuSession(Session):
    """A session that belongs to one scope: see tenancy.py."""


tenancy.install(KenkyuSession)
changes.install(KenkyuSession)


class Database:
    """An engine and the two ways in. Each `with` is one transaction on one connection.

    A session handed out by a `yield` dependency would be held while FastAPI validates the answer in
    another thread: with more requests than connections, each waits for what the other holds. So
    routes open their transaction themselves, and the answer leaves after the commit.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing_engine = for_writing(engine)
        # SQLite admits one writer. Queue for it here: SQLite's own waiting is unfair.
        self._writer: AbstractContextManager[object] = Lock() if engine.dialect.name == "sqlite" else nullcontext()
        self.is_read_only = False
        """Whether no school's rows may be written: see upkeep."""
        self.watchers: list[Callable[[frozenset[str]], None]] = []
        """Told after each commit which tables it changed."""

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[Session]:
        """A session for queries. Whatever it wrote by mistake is rolled back."""
        with KenkyuSession(self.engine, expire_on_commit=False, autoflush=False, info={"scope": scope}) as session:
            yield session

    @contextmanager
    def writing(self, scope: Scope, *, always: bool = False) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises.

        Args:
            always: also while the installation takes no changes: for signing in and out.

        Raises:
            DomainError: a constraint of the database refused, by the refusal registered for its name.
            ReadOnly: the installation takes no changes.
        """
        if self.is_read_only and scope.school_id is not None and not always:
            raise ReadOnly
        with (
            self._writer,
            KenkyuSession(self._writing_engine, expire_on_commit=False, info={"scope": scope}) as session,
        ):
            try:
                with session.begin():
                    yield session
                    if self.engine.dialect.name == "sqlite":
                        session.flush()
                        search_index.settle(session.connection())
            except IntegrityError as error:
                raise faults.refusal_of(error) from error
            for watcher in self.watchers:
                watcher(changes.of(session))
