"""When a job is tried again, and in what state it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel import traced

LEASE_SECONDS = 30
"""A worker that has not been heard of for so long is dead: its job is anybody's."""
BEAT_SECONDS = 3.0
"""How often a worker says that it lives."""
ATTEMPTS_MAX = 8
FIRST_DELAY = timedelta(seconds=30)
DELAY_GROWS = 4
DELAY_MAX = timedelta(hours=24)
"""With the two above, the last attempt is about 36 hours after the first: a mail server is mended in a day."""
BEAT = "worker_beat"
"""The one row by which workers say that they are there: a job that is done whenever it is looked at."""
KEPT_DAYS = 30
"""So long a finished job is remembered, and its key taken."""
TROUBLE_MAX = 1000

KILLED = f"The work was stopped {ATTEMPTS_MAX} times before its end, so it has been given up."


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    RETRYING = "retrying"
    DONE = "done"
    GIVEN_UP = "given_up"


class Trouble(Exception):
    """The task did not succeed this time; in words that a lead may read, without anybody's name."""


class GiveUp(Exception):
    """The task can never succeed; in words that a lead may read, without anybody's name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What says in which state a job is."""

    attempts: int
    is_held: bool
    finished_at: datetime | None
    trouble: str


def delay(attempts: int) -> timedelta:
    """How long after the *attempts*-th failure the next one comes."""
    assert attempts >= 1
    return min(FIRST_DELAY * int(DELAY_GROWS ** (attempts - 1)), DELAY_MAX)


def state_of(job: Seen) -> JobState:
    if job.finished_at is not None:
        return JobState.GIVEN_UP if job.trouble else JobState.DONE
    if job.is_held:
        return JobState.RUNNING
    return JobState.RETRYING if job.attempts else JobState.WAITING


def words(error: BaseException) -> str:
    """What is kept of a failure: our own words, or only the kind of a fault, whose text may hold anything."""
    if isinstance(error, Trouble | GiveUp):
        return str(error)[:TROUBLE_MAX] or type(error).__name__
    return f"The work stopped with a fault of ours ({type(error).__name__}). It is in the log."


def told(error: BaseException) -> dict[str, object]:
    """What the log is told of a failure: kinds, our own words and, of a fault of ours, the places it came through.

    Never its text or that of what caused it: a mail server's answer names whom it refused, a database's the values.
    """
    found = traced.kinds(error) | {"words": words(error)}
    if not isinstance(error, Trouble | GiveUp):
        found["places"] = traced.places(error)
    return found
