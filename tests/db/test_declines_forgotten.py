"""A database of the release before keeps what programs were told of a no to cover; the migration forgets it for good."""

import json
from pathlib import Path
from uuid import uuid5

import postgres
import pytest
import sqlalchemy as sa
from cast import NOW
from storing import BIRCH, CEDAR, act_for, changing, fill, insert, looking

from app.db import migrating

BEFORE, AFTER = "0011", "0012"
KINDS = {
    "only no": ["cover_declined"],
    "no among others": ["cover_asked", "cover_declined", "cover_open"],
    "others": ["cover_accepted"],
}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/before.db"
    cluster: postgres.Cluster = request.getfixturevalue("postgres_server")
    return cluster.database()


def test_what_programs_were_told_of_a_no_is_gone_and_nothing_else(url: str) -> None:
    migrating.upgrade(url, BEFORE)
    fill(url)
    for rows in (BIRCH, CEDAR):
        with changing(url) as connection:
            act_for(connection, rows.id("school"))
            for name, kinds in KINDS.items():
                hook = {
                    "school_id": rows.id("school"), "id": uuid5(rows.id("webhook"), name), "version": 1, "name": name,
                    "address": "https://rota.example/hook", "dialect": "kenkyu", "kinds": json.dumps(kinds),
                    "secret_number": 1, "is_active": True, "created_by": rows.id("amina"), "created_at": NOW,
                }  # fmt: skip
                insert(connection, "webhook", hook)
                for kind in kinds:
                    told = {
                        "school_id": rows.id("school"), "id": uuid5(hook["id"], kind), "webhook_id": hook["id"],
                        "kind": kind, "body": f"told of {kind}", "made_at": NOW, "attempts": 0, "trouble": "",
                    }  # fmt: skip
                    insert(connection, "webhook_delivery", told)

    migrating.upgrade(url, AFTER)

    with looking(url) as connection:
        hooks = connection.execute(sa.text("SELECT name, kinds, is_active, version FROM webhook")).all()
        bodies = connection.execute(sa.text("SELECT body FROM webhook_delivery")).scalars().all()
    found = {(name, kinds, bool(is_active), version) for name, kinds, is_active, version in hooks if name in KINDS}
    assert found == {
        ("only no", "[]", False, 2), ("no among others", '["cover_asked", "cover_open"]', True, 2),
        ("others", '["cover_accepted"]', True, 1),
    }  # fmt: skip
    assert len([name for name, *_ in hooks if name in KINDS]) == 6
    assert sorted(body for body in bodies if body.startswith("told of")) == [
        "told of cover_accepted", "told of cover_accepted", "told of cover_asked", "told of cover_asked",
        "told of cover_open", "told of cover_open",
    ]  # fmt: skip
