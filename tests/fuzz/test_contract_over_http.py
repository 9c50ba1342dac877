"""Promise 47: whatever schemathesis sends to the real server, alone or one after another, it is answered as described.

KENKYU_FUZZ_SECONDS: how long each run lasts, 15 unless told. From 60 on everybody gets a run, not the lead alone.
KENKYU_FUZZ_SEED: what the runs begin with.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import contract_run
import pytest
from stage import Stage, staged

Record = Callable[[str, object], None]
SECONDS = int(os.environ.get("KENKYU_FUZZ_SECONDS", "15"))
SEED = int(os.environ.get("KENKYU_FUZZ_SEED", "1"))
ROLES = ["lead"] if SECONDS < 60 else ["lead", "member", "guest", "other_school", "nobody"]


@pytest.fixture(scope="module")
def stage(
    request: pytest.FixtureRequest, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    # A database of its own: strangers leave a great deal behind.
    if database_url.startswith("sqlite"):
        own = f"sqlite:///{tmp_path_factory.mktemp('strangers')}/stage.db"
    else:
        own = request.getfixturevalue("postgres_server").database()
    with staged(own) as found:
        yield found


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_described_whatever_is_sent(
    role: str, stage: Stage, tmp_path: Path, record_property: Record
) -> None:
    """Take out: `methods.closed` in main.create_app (405 of written-out paths); the NUL line of web.pages._read."""
    found = contract_run.run(stage, role, tmp_path, seconds=SECONDS, seed=SEED, phases="examples,coverage,fuzzing")

    record_property("schemathesis_cases", found.cases)
    assert found.failures == ()
    assert found.operations >= (300 if SECONDS >= 120 else 10)
    assert found.cases >= found.operations


def test_what_one_answer_leads_to_is_answered_as_described(
    stage: Stage, tmp_path: Path, record_property: Record
) -> None:
    """Take out: `links.connect` in main._openapi; then no link is followed."""
    found = contract_run.run(stage, "lead", tmp_path, seconds=SECONDS, seed=SEED, phases="stateful")

    record_property("schemathesis_cases", found.cases)
    record_property("schemathesis_links", found.links)
    assert found.failures == ()
    assert found.links > 0
