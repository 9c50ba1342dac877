"""Promise 4: what is in the ledger stays, whatever SQL is sent, on both engines (RELIABILITY 3.1, E27).

Each test states which trigger, constraint or policy of app/db/ledger_laws.py or time_budget/tables.py to take
out to see it fail. All statements go straight to the database, past every line of our own code. What is held of
a year that is closed stands in test_year_closing.py.
"""

from typing import Any
from uuid import UUID, uuid4

import pytest
from build_time import TODAY, give
from cast import NOW, World
from raw_ledger import ENTRY, GRANT, INSERT, TABLES, RawLedger
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.school_year.tables import SchoolYear
from app.time_budget import actions
from app.time_budget.rules import TimeCategory, TimeSource

UPSERT = f"INSERT {INSERT} ON CONFLICT (school_id, id) DO UPDATE SET minutes = 1"
POT_INSERT = """INTO time_pot (school_id, id, staff_id, year_id, category, source, allocated_minutes,
    committed_minutes, spent_minutes) VALUES (:school, :pot, :by, :year, 'observe', 'protected', :minutes, 0, 0)"""
KEYED = {"id", "source"}


class Stored(RawLedger):
    """Amina's observing pot: 90 given, 30 promised and logged, 30 promised; and raw SQL on it."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.year_id = give(world.database, world.amina, 90)
        give(world.database, world.eve, 90)
        with world.database.writing(world.amina.scope) as session:
            self.logged, self.promised = (
                actions.commit(
                    session, world.amina.actor, staff_id=world.amina.staff_id, year_id=self.year_id,
                    category=TimeCategory.OBSERVE, minutes=30, ref_id=uuid4(), held_on=NOW.date(), now=NOW,
                ).id
                for _ in range(2)
            )  # fmt: skip
            entry = actions.spend(session, world.amina.actor, self.logged, NOW)
            self.spent, self.pot_id = entry.id, entry.pot_id

    @property
    def given(self) -> UUID:
        """The entry that gave the 90."""
        return self.ask("SELECT id FROM ledger_entry WHERE pot_id = :pot AND grant_id IS NOT NULL")

    @property
    def grant(self) -> UUID:
        """The grant of the 90: all of it is posted."""
        return self.ask("SELECT grant_id FROM ledger_entry WHERE pot_id = :pot AND grant_id IS NOT NULL")

    def pot(self, **more: Any) -> UUID:
        """A new pot, Amina's for cover unless *more* says otherwise."""
        columns = {
            "school_id": self.world.birch_id, "id": uuid4(), "staff_id": self.world.amina.staff_id,
            "year_id": self.year_id, "category": "cover", "source": "protected",
        } | more  # fmt: skip
        names = ", ".join(columns)
        values = ", ".join(f":{name}_" for name in columns)
        self.run(
            f"INSERT INTO time_pot ({names}, allocated_minutes, committed_minutes, spent_minutes) "
            f"VALUES ({values}, 0, 0, 0)",
            school_id=columns["school_id"],
            **{f"{name}_": value for name, value in columns.items()},
        )
        return columns["id"]

    def other_year(self) -> UUID:
        """The year before this one."""
        with self.world.database.writing(self.world.hana.scope) as session:
            year = SchoolYear(
                school_id=self.world.birch_id, name="2025/26", starts_on=TODAY.replace(year=2025, month=9, day=1),
                ends_on=TODAY.replace(month=7, day=20), cycle_days="[]", created_at=NOW,
            )  # fmt: skip
            session.add(year)
            session.flush()
            return year.id


@pytest.fixture
def stored(world: World) -> Stored:
    return Stored(world)


def test_an_entry_cannot_be_changed(stored: Stored) -> None:
    """Take out: the triggers ledger_no_update (SQLite), ledger_no_change (PostgreSQL)."""
    for change in ("minutes = 1", "kind = 'adjust'", "reason = 'Better'", "made_at = '2020-01-01 00:00:00'"):
        sql = f"UPDATE ledger_entry SET {change} WHERE id = :id"
        assert stored.refused(sql, id=stored.spent) == "ledger_append_only"


def test_an_entry_cannot_be_deleted(stored: Stored) -> None:
    """Take out: the triggers ledger_no_delete (SQLite), ledger_no_change (PostgreSQL)."""
    assert stored.refused("DELETE FROM ledger_entry WHERE id = :id", id=stored.spent) == "ledger_append_only"
    assert stored.refused("DELETE FROM ledger_entry WHERE school_id = :school") == "ledger_append_only"


def test_the_ledger_cannot_be_emptied(stored: Stored) -> None:
    """Take out: the triggers ledger_no_truncate and time_pot_no_truncate (PostgreSQL; SQLite has no TRUNCATE,
    there ledger_no_delete must also stop a DELETE without a WHERE, which SQLite optimises)."""
    if stored.is_sqlite:
        assert stored.refused("DELETE FROM ledger_entry") == "ledger_append_only"
        assert stored.refused("DELETE FROM time_pot") == "time_pot_sums_by_ledger"
        return
    assert stored.refused("TRUNCATE ledger_entry CASCADE") == "ledger_append_only"
    assert stored.refused("TRUNCATE time_pot CASCADE") == "time_pot_sums_by_ledger"


def test_an_entry_cannot_be_replaced_by_inserting_it_again(stored: Stored) -> None:
    """Take out: the trigger ledger_exists AND the pragma recursive_triggers (SQLite: each alone holds, E27);
    on PostgreSQL the primary key refuses."""
    replacing = f"INSERT OR REPLACE {INSERT}" if stored.is_sqlite else f"INSERT {INSERT}"

    constraint = stored.post(sql=replacing, id=stored.spent, minutes=1)

    assert constraint == ("ledger_entry_exists" if stored.is_sqlite else "pk_ledger_entry")


def test_an_entry_cannot_be_replaced_by_an_update_onto_it(stored: Stored) -> None:
    """Take out: the triggers ledger_no_update (SQLite), ledger_no_change (PostgreSQL)."""
    onto = "UPDATE OR REPLACE" if stored.is_sqlite else "UPDATE"

    sql = f"{onto} ledger_entry SET id = :other WHERE id = :id"

    assert stored.refused(sql, id=stored.spent, other=stored.logged) == "ledger_append_only"


def test_an_entry_cannot_be_upserted(stored: Stored) -> None:
    """Take out: the triggers ledger_exists and ledger_no_update (SQLite), ledger_no_change (PostgreSQL)."""
    constraint = stored.post(sql=UPSERT, id=stored.spent, minutes=1)

    assert constraint in {"ledger_append_only", "ledger_entry_exists"}


@pytest.mark.parametrize("sums", ["allocated_minutes = 6000", "committed_minutes = 0", "spent_minutes = 0"])
def test_a_pots_sums_cannot_be_written(stored: Stored, sums: str) -> None:
    """Take out: the trigger time_pot_sums."""
    assert stored.refused(f"UPDATE time_pot SET {sums} WHERE id = :pot") == "time_pot_sums_by_ledger"


def test_a_pot_stays_whose_when_and_what_for_it_is(stored: Stored) -> None:
    """Take out: _pot_changes in the trigger time_pot_sums."""
    others = {"staff_id": stored.world.ben.staff_id, "year_id": stored.other_year(), "id": uuid4(), "category": "cover"}

    for column, value in (others | {"source": "inset"}).items():
        refusal = stored.refused(f"UPDATE time_pot SET {column} = :value WHERE id = :pot", value=value)
        # Where the entries' foreign key points at the column, the engine may ask that first.
        assert refusal in {"time_pot_sums_by_ledger", *([stored.named("fk_ledger_entry_pot")] * (column in KEYED))}


def test_a_pot_cannot_be_opened_full_replaced_or_deleted(stored: Stored) -> None:
    """Take out: the triggers time_pot_opens_empty and time_pot_no_delete (and recursive_triggers)."""
    year = {"year": stored.year_id}

    assert stored.refused(f"INSERT {POT_INSERT}", pot=uuid4(), minutes=90, **year) == "time_pot_sums_by_ledger"
    assert stored.refused("DELETE FROM time_pot WHERE id = :pot") is not None
    # With entries the foreign key would refuse as well; an empty pot has the trigger alone.
    assert stored.refused("DELETE FROM time_pot WHERE id = :pot", pot=stored.pot()) == "time_pot_sums_by_ledger"
    if stored.is_sqlite:
        assert stored.refused(f"INSERT OR REPLACE {POT_INSERT}", minutes=0, **year) == "time_pot_sums_by_ledger"
        assert stored.refused(f"INSERT OR REPLACE {POT_INSERT}", pot=uuid4(), minutes=0, **year) is not None


def test_a_promise_is_settled_once(stored: Stored) -> None:
    """Take out: the unique key uq_ledger_entry_settled_once (and on SQLite the trigger ledger_exists)."""
    for kind in ("spend", "release"):
        constraint = stored.post(kind=kind, settles=stored.logged)
        assert constraint in {"uq_ledger_entry_settled_once", "ledger_entry_exists"}


def test_a_settlement_is_of_a_promise_of_the_same_pot_and_minutes(stored: Stored) -> None:
    """Take out: the trigger ledger_settles (SQLite), ledger_before (PostgreSQL)."""
    assert stored.post(settles=stored.promised, minutes=29) == "ledger_settles_commit"
    assert stored.post(settles=stored.spent) == "ledger_settles_commit"
    assert stored.post(settles=uuid4()) == "ledger_settles_commit"


def test_a_pot_cannot_be_overdrawn_by_one_minute(stored: Stored) -> None:
    """Take out: the CHECK ck_time_pot_not_overspent."""
    for kind in ("spend", "commit"):
        assert stored.post(kind=kind, minutes=31) == "ck_time_pot_not_overspent"
    assert stored.give(-31) == "ck_time_pot_not_overspent"

    stored.insert(kind="spend", minutes=30)


@pytest.mark.parametrize(
    ("kind", "minutes", "constraint"),
    [
        ("spend", 6001, "ck_ledger_entry_minutes"),
        ("commit", -30, "ck_ledger_entry_only_adjust_takes"),
        ("release", 30, "ck_ledger_entry_release_settles"),
        ("transfer", 30, "ck_ledger_entry_transfer_to"),
        ("gift", 30, "ck_ledger_entry_kind"),
    ],
)
def test_an_entry_that_means_nothing_is_refused(stored: Stored, kind: str, minutes: int, constraint: str) -> None:
    """Take out: the CHECK that is named."""
    assert stored.post(kind=kind, minutes=minutes) == constraint


def test_an_entry_of_no_minutes_is_refused(stored: Stored) -> None:
    """Take out: `minutes <> 0` in the CHECK ck_ledger_entry_minutes."""
    assert stored.post(**_correcting(stored.spent, minutes=0)) == "ck_ledger_entry_minutes"


def test_only_giving_back_and_logging_settle_a_promise(stored: Stored) -> None:
    """Take out: the CHECK ck_ledger_entry_what_settles."""
    assert stored.post(kind="commit", settles=stored.promised) == "ck_ledger_entry_what_settles"


def test_minutes_used_without_a_promise_need_a_reason(stored: Stored) -> None:
    """Take out: the CHECK ck_ledger_entry_reason."""
    assert stored.post(reason="") == "ck_ledger_entry_reason"

    stored.insert(kind="spend", reason="", settles=stored.promised)


def test_an_entry_of_one_school_cannot_move_a_pot_of_another(stored: Stored) -> None:
    """Take out: school_id of the foreign key fk_ledger_entry_pot."""
    eve = stored.world.eve
    foreign = ENTRY | {"school": eve.actor.school_id, "id": uuid4()}
    before = stored.everything()

    with pytest.raises(IntegrityError):
        stored.run(f"INSERT {INSERT}", school_id=eve.actor.school_id, **foreign)

    assert stored.everything() == before


# ---- transfers -------------------------------------------------------------------------------------------


def test_a_transfer_is_one_entry_that_moves_both_pots(stored: Stored) -> None:
    """Take out: the trigger ledger_post_to (SQLite), _POST_TO in ledger_post (PostgreSQL)."""
    cover, entries = stored.pot(), len(stored.everything())

    stored.insert(kind="transfer", minutes=20, to=cover)

    assert (stored.sums(stored.pot_id), stored.sums(cover)) == ((70, 30, 30), (20, 0, 0))
    assert len(stored.everything()) == entries + 1


@pytest.mark.parametrize("whose", ["staff_id", "source"])
def test_a_transfer_stays_with_its_teacher_and_source(stored: Stored, whose: str) -> None:
    """Take out: _TRANSFERS_WRONGLY (the trigger ledger_transfers; in ledger_before on PostgreSQL)."""
    other = stored.pot(**{whose: {"staff_id": stored.world.ben.staff_id, "source": "inset"}[whose]})

    assert stored.post(kind="transfer", to=other) == "ledger_transfer_within_teacher"


def test_a_transfer_goes_elsewhere_and_to_a_pot_of_the_school(stored: Stored) -> None:
    """Take out: the CHECK ck_ledger_entry_transfer_elsewhere; _TRANSFERS_WRONGLY and fk_ledger_entry_to_pot."""
    eve = stored.world.eve
    foreign = stored.pot(
        school_id=eve.actor.school_id, staff_id=eve.staff_id, year_id=give(stored.world.database, eve, 1)
    )

    assert stored.post(kind="transfer", to=stored.pot_id) == "ck_ledger_entry_transfer_elsewhere"
    assert stored.post(kind="transfer", to=foreign) == "ledger_transfer_within_teacher"
    assert stored.post(kind="transfer", to=uuid4()) == "ledger_transfer_within_teacher"


def test_a_transfer_takes_no_more_than_there_is(stored: Stored) -> None:
    """Take out: the CHECK ck_time_pot_not_overspent. Refused, neither pot has moved."""
    cover = stored.pot()

    assert stored.post(kind="transfer", minutes=31, to=cover) == "ck_time_pot_not_overspent"

    stored.insert(kind="transfer", minutes=30, to=cover)


def test_only_a_transfer_has_somewhere_to_go(stored: Stored) -> None:
    """Take out: the CHECK ck_ledger_entry_transfer_to."""
    assert stored.post(kind="spend", to=stored.pot()) == "ck_ledger_entry_transfer_to"


# ---- corrections -----------------------------------------------------------------------------------------


def _correcting(entry_id: UUID, kind: str = "spend", minutes: int = -30) -> dict[str, Any]:
    return {"kind": "adjust", "minutes": minutes, "corrects": entry_id, "corrected": kind}


def test_a_correction_undoes_an_entry_and_no_more(stored: Stored) -> None:
    """Take out: _CORRECTS_TOO_MUCH (the trigger ledger_corrects; in ledger_post on PostgreSQL)."""
    stored.insert(kind="spend", minutes=30)  # So that the pot alone would not refuse it.
    assert stored.post(**_correcting(stored.spent, minutes=-31)) == "ledger_corrects_too_much"

    stored.insert(**_correcting(stored.spent))

    assert stored.sums(stored.pot_id) == (90, 30, 30)
    assert stored.post(**_correcting(stored.spent, minutes=-1)) == "ledger_corrects_too_much"


def test_two_corrections_together_undo_no_more_than_the_entry(stored: Stored) -> None:
    """Take out: `OR e.corrects_id = NEW.corrects_id` in _CORRECTS_TOO_MUCH."""
    stored.insert(kind="spend", minutes=30)
    stored.insert(**_correcting(stored.spent, minutes=-20))

    assert stored.post(**_correcting(stored.spent, minutes=-11)) == "ledger_corrects_too_much"

    stored.insert(**_correcting(stored.spent, minutes=-10))


def test_only_what_was_given_or_used_is_corrected(stored: Stored) -> None:
    """Take out: the CHECKs ck_ledger_entry_what_corrects and ck_ledger_entry_corrects."""
    assert stored.post(**_correcting(stored.promised, "commit")) is not None
    assert stored.post(**_correcting(stored.spent, "commit")) is not None
    assert stored.post(**_correcting(stored.spent) | {"kind": "spend", "minutes": 1}) == "ck_ledger_entry_what_corrects"
    assert stored.post(**_correcting(stored.spent) | {"corrects": None}) == "ck_ledger_entry_corrects"
    assert stored.post(**_correcting(stored.spent) | {"corrected": None}) is not None


def test_a_correction_is_of_an_entry_of_its_own_pot_and_says_its_kind(stored: Stored) -> None:
    """Take out: the foreign key fk_ledger_entry_corrects."""
    cover, key = stored.pot(), stored.named("fk_ledger_entry_corrects")
    stored.insert(kind="transfer", minutes=30, to=cover)
    stored.insert(kind="spend", minutes=30, pot=cover)

    assert stored.post(**_correcting(stored.spent), pot=cover) == key
    assert stored.post(**_correcting(uuid4(), minutes=30), pot=cover) in {key, "ck_time_pot_not_overspent"}
    # The promise, called a spend.
    assert stored.post(**_correcting(stored.promised)) == key


# ---- grants ----------------------------------------------------------------------------------------------


def test_minutes_are_given_and_taken_back_by_a_grant_alone(stored: Stored) -> None:
    """Take out: the CHECK ck_ledger_entry_granted."""
    assert stored.post(kind="allocate") == "ck_ledger_entry_granted"
    assert stored.post(kind="adjust", minutes=-1) == "ck_ledger_entry_granted"
    assert stored.post(kind="spend", grant=stored.grant) == "ck_ledger_entry_granted"
    assert stored.post(**_correcting(stored.given, "allocate", -1)) is not None
    assert stored.post(**_correcting(stored.spent), grant=stored.grant) == "ck_ledger_entry_granted"


def test_no_more_is_posted_than_the_grant_says(stored: Stored) -> None:
    """Take out: the CHECK ck_time_grant_not_exceeded."""
    assert stored.post(kind="allocate", minutes=1, grant=stored.grant) == "ck_time_grant_not_exceeded"
    assert stored.give(31, granted=30) == "ck_time_grant_not_exceeded"
    assert stored.give(-1, granted=1) == "ck_time_grant_not_exceeded"


def test_no_less_is_posted_than_the_grant_says(stored: Stored) -> None:
    """Take out: the foreign key fk_time_grant_posted, which is asked when the transaction ends."""
    key = stored.named("fk_time_grant_posted")

    assert stored.give(29, granted=30) == key
    assert stored.refused(GRANT, **stored.granted(30)) == key

    stored.insert(before=(GRANT,), **stored.granted(30))


def test_a_grant_begins_with_nothing_posted(stored: Stored) -> None:
    """Take out: the trigger time_grant_begins. A grant that says all is posted would pass the foreign key."""
    assert stored.refused(GRANT, **stored.granted(30) | {"posted": 30}) == "time_grant_is_kept"


def test_what_is_posted_of_a_grant_is_counted_by_the_database_alone(stored: Stored) -> None:
    """Take out: the trigger time_grant_posted, or fk_time_grant_posted."""
    values = stored.granted(30) | ENTRY | {"id": uuid4(), "kind": "adjust", "minutes": 10}
    values["grant"] = uuid4()
    by_hand = "UPDATE time_grant SET posted_minutes = 30 WHERE id = :grant"

    assert stored.refused(GRANT, f"INSERT {INSERT}", by_hand, **values) == "time_grant_is_kept"
    assert stored.refused(GRANT, by_hand, **values) == "time_grant_is_kept"
    back = "UPDATE time_grant SET posted_minutes = 0 WHERE id = :grant"
    assert stored.refused(back, grant=stored.grant) == stored.named("fk_time_grant_posted")
    twice = values | {"grant": stored.grant, "minutes": 90}
    assert stored.refused(back, f"INSERT {INSERT}", **twice) == "time_grant_is_kept"


@pytest.mark.parametrize(
    "change",
    ["minutes = 60", "kind = 'funded'", "source = 'inset'", "reason = 'Better'", "teachers = 2",
     "made_at = '2020-01-01 00:00:00'", "by_staff_id = school_id", "id = school_id"],
)  # fmt: skip
def test_a_grant_cannot_be_changed(stored: Stored, change: str) -> None:
    """Take out: the trigger time_grant_kept."""
    assert stored.refused(f"UPDATE time_grant SET {change} WHERE id = :grant", grant=stored.grant) in {
        "time_grant_is_kept", "ck_time_grant_not_exceeded"
    }  # fmt: skip


def test_a_grant_cannot_be_deleted_emptied_or_replaced(stored: Stored) -> None:
    """Take out: the triggers time_grant_no_delete, time_grant_no_truncate, time_grant_begins."""
    assert stored.refused("DELETE FROM time_grant WHERE id = :grant", grant=stored.grant) == "time_grant_is_kept"
    if stored.is_sqlite:
        again = stored.granted(90) | {"grant": stored.grant}
        assert stored.refused(GRANT.replace("INSERT", "INSERT OR REPLACE"), **again) == "time_grant_is_kept"
    else:
        assert stored.refused("TRUNCATE time_grant CASCADE") == "time_grant_is_kept"


def test_a_grant_is_of_the_year_and_the_source_of_the_pot(stored: Stored) -> None:
    """Take out: _GRANTED_WRONGLY (the trigger ledger_granted; in ledger_before on PostgreSQL)."""
    before = stored.other_year()
    of_another_year = stored.granted(30) | {"year": before}
    of_another_source = stored.granted(30) | {"of": "twilight"}

    assert stored.post(before=(GRANT,), **of_another_year) == "ledger_grant_of_year"
    assert stored.post(before=(GRANT,), **of_another_source) == "ledger_grant_of_year"
    assert stored.post(kind="allocate", grant=uuid4()) == "ledger_grant_of_year"


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"granted": 0}, "ck_time_grant_minutes"),
        ({"granted": 20_000_001}, "ck_time_grant_minutes"),
        ({"of": "charity"}, "ck_time_grant_source"),
    ],
)
def test_a_grant_that_means_nothing_is_refused(stored: Stored, changed: dict[str, Any], constraint: str) -> None:
    """Take out: the CHECK that is named."""
    assert stored.refused(GRANT, **stored.granted(30) | changed) == constraint
    for check, sql in {
        "ck_time_grant_teachers": GRANT.replace("1, 'By hand'", "0, 'By hand'"),
        "ck_time_grant_reason": GRANT.replace("'By hand'", "''"),
    }.items():
        assert stored.refused(sql, **stored.granted(30)) == check


# ---- sources ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [source for source in TimeSource if source != TimeSource.PROTECTED])
def test_an_entry_has_the_source_of_its_pot(stored: Stored, source: TimeSource) -> None:
    """Take out: the source in the foreign key fk_ledger_entry_pot."""
    assert stored.post(source=source.value) == stored.named("fk_ledger_entry_pot")


# ---- schools ---------------------------------------------------------------------------------------------


@pytest.mark.only_postgres
def test_under_row_level_security_a_school_can_neither_see_nor_write_anothers_ledger(stored: Stored) -> None:
    """Take out: the policy own_school, or FORCE ROW LEVEL SECURITY."""
    cedar, before = stored.world.cedar_id, stored.everything()
    values = ENTRY | {"id": uuid4()}

    with pytest.raises(ProgrammingError, match="row-level security"):
        stored.run(f"INSERT {INSERT}", school_id=cedar, **values)
    touched = stored.run("UPDATE time_pot SET allocated_minutes = 0 WHERE id = :pot", school_id=cedar)

    assert touched == 0
    assert stored.everything() == before
    with stored.engine.connect() as nobody:
        for table in TABLES:
            assert nobody.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
