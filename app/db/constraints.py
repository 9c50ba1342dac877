"""What must never happen, held by the database itself: triggers, exclusion, row-level security.

Alembic's batch mode on SQLite silently drops triggers (RELIABILITY E7), so every migration ends with
`apply`, which drops and makes all of them anew. Nothing here is written by hand anywhere else.
"""

from sqlalchemy import Connection, inspect

LEDGER_REFUSED = "ledger_append_only"
LEDGER_SETTLES = "ledger_settles_commit"
LEDGER_EXISTS = "ledger_entry_exists"
POT_SUMS = "time_pot_sums_by_ledger"
OVERLAP = "occupied_overlap"
SMALL_GROUP = "study_round_small_group"
YEARS_OVERLAP = "school_year_overlap"

TENANT_TABLES = (
    "cover_ask", "cover_slot", "debrief_seat", "finding", "finding_author", "finding_reaction", "finding_round",
    "half_term", "bell", "ledger_entry", "lesson", "lesson_teacher", "mark", "observation", "occupied", "planner_run",
    "plc_group", "plc_member", "school_day", "school_year", "staff", "study_round", "time_pot", "timetable_import",
    "timetable_version", "idempotent_request",
)  # fmt: skip
"""Tables whose rows belong to one school. A test holds this list to the tables."""

# What an entry does to its pot: the same three expressions on both engines.
_ALLOCATED = "CASE WHEN NEW.kind IN ('allocate', 'adjust') THEN NEW.minutes ELSE 0 END"
_COMMITTED = (
    "CASE WHEN NEW.kind = 'commit' THEN NEW.minutes WHEN NEW.settles_id IS NOT NULL THEN -NEW.minutes ELSE 0 END"
)
_SPENT = "CASE WHEN NEW.kind = 'spend' THEN NEW.minutes ELSE 0 END"
_POST = f"""
    UPDATE time_pot SET allocated_minutes = allocated_minutes + {_ALLOCATED},
        committed_minutes = committed_minutes + {_COMMITTED}, spent_minutes = spent_minutes + {_SPENT}
    WHERE school_id = NEW.school_id AND id = NEW.pot_id"""
_SETTLES_WRONGLY = """NEW.settles_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ledger_entry e WHERE e.school_id = NEW.school_id AND e.id = NEW.settles_id
        AND e.pot_id = NEW.pot_id AND e.kind = 'commit' AND e.minutes = NEW.minutes)"""
_OF_POT = "FROM ledger_entry e WHERE e.school_id = NEW.school_id AND e.pot_id = NEW.id"
_SUMS_DIFFER = f"""(
        NEW.allocated_minutes <> (SELECT coalesce(sum(minutes), 0) {_OF_POT} AND e.kind IN ('allocate', 'adjust'))
        OR NEW.spent_minutes <> (SELECT coalesce(sum(minutes), 0) {_OF_POT} AND e.kind = 'spend')
        OR NEW.committed_minutes <> (SELECT coalesce(sum(CASE WHEN e.kind = 'commit' THEN e.minutes
            WHEN e.settles_id IS NOT NULL THEN -e.minutes ELSE 0 END), 0) {_OF_POT}))"""
_SMALL_GROUP = """(SELECT count(*) FROM plc_member m WHERE m.school_id = NEW.school_id
        AND m.group_id = NEW.group_id AND m.left_at IS NULL AND NOT m.is_guest) < 3"""
_YEARS = """EXISTS (SELECT 1 FROM school_year y WHERE y.school_id = NEW.school_id AND y.id <> NEW.id
        AND y.starts_on <= NEW.ends_on AND NEW.starts_on <= y.ends_on)"""

_SQLITE_TRIGGERS = {
    # Before the insert, because INSERT OR REPLACE would otherwise delete the old entry unseen (E27).
    "ledger_exists": f"""BEFORE INSERT ON ledger_entry WHEN EXISTS (
        SELECT 1 FROM ledger_entry e WHERE e.school_id = NEW.school_id
        AND (e.id = NEW.id OR e.settles_id = NEW.settles_id))
        BEGIN SELECT RAISE(ABORT, '{LEDGER_EXISTS}'); END""",
    "ledger_settles": f"""BEFORE INSERT ON ledger_entry WHEN {_SETTLES_WRONGLY}
        BEGIN SELECT RAISE(ABORT, '{LEDGER_SETTLES}'); END""",
    "ledger_post": f"""AFTER INSERT ON ledger_entry BEGIN {_POST}; END""",
    "ledger_no_update": f"""BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, '{LEDGER_REFUSED}'); END""",
    "ledger_no_delete": f"""BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, '{LEDGER_REFUSED}'); END""",
    "time_pot_opens_empty": f"""BEFORE INSERT ON time_pot
        WHEN NEW.allocated_minutes <> 0 OR NEW.committed_minutes <> 0 OR NEW.spent_minutes <> 0 OR EXISTS (
            SELECT 1 FROM time_pot p WHERE p.school_id = NEW.school_id AND p.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{POT_SUMS}'); END""",
    "time_pot_no_delete": f"""BEFORE DELETE ON time_pot BEGIN SELECT RAISE(ABORT, '{POT_SUMS}'); END""",
    # After the fact: whatever the sums are set to, they have to be those of the entries.
    "time_pot_sums": f"""AFTER UPDATE ON time_pot WHEN {_SUMS_DIFFER}
        BEGIN SELECT RAISE(ABORT, '{POT_SUMS}'); END""",
    "occupied_insert": """BEFORE INSERT ON occupied WHEN NOT NEW.is_released AND EXISTS (
        SELECT 1 FROM occupied o WHERE o.person_id = NEW.person_id AND NOT o.is_released
        AND o.starts_at < NEW.ends_at AND o.starts_at > datetime(NEW.starts_at, '-1 day')
        AND NEW.starts_at < o.ends_at)
        BEGIN SELECT RAISE(ABORT, 'occupied_overlap'); END""",
    "occupied_update": """BEFORE UPDATE ON occupied WHEN NOT NEW.is_released AND EXISTS (
        SELECT 1 FROM occupied o WHERE o.person_id = NEW.person_id AND NOT o.is_released AND o.id <> NEW.id
        AND o.starts_at < NEW.ends_at AND o.starts_at > datetime(NEW.starts_at, '-1 day')
        AND NEW.starts_at < o.ends_at)
        BEGIN SELECT RAISE(ABORT, 'occupied_overlap'); END""",
    # The search above looks one day back, so no stretch may be longer.
    "occupied_length": """BEFORE INSERT ON occupied WHEN NEW.ends_at > datetime(NEW.starts_at, '+1 day')
        BEGIN SELECT RAISE(ABORT, 'occupied_overlap'); END""",
    "occupied_length_update": """BEFORE UPDATE ON occupied WHEN NEW.ends_at > datetime(NEW.starts_at, '+1 day')
        BEGIN SELECT RAISE(ABORT, 'occupied_overlap'); END""",
    "study_round_small_group": f"""BEFORE INSERT ON study_round WHEN {_SMALL_GROUP}
        BEGIN SELECT RAISE(ABORT, '{SMALL_GROUP}'); END""",
    "school_year_insert": f"""BEFORE INSERT ON school_year WHEN {_YEARS}
        BEGIN SELECT RAISE(ABORT, '{YEARS_OVERLAP}'); END""",
    "school_year_update": f"""BEFORE UPDATE ON school_year WHEN {_YEARS}
        BEGIN SELECT RAISE(ABORT, '{YEARS_OVERLAP}'); END""",
}

_POSTGRES_FUNCTIONS = {
    "kenkyu_ledger_before": f"""BEGIN
        IF {_SETTLES_WRONGLY} THEN RAISE EXCEPTION '{LEDGER_SETTLES}' USING ERRCODE = '23514',
            CONSTRAINT = '{LEDGER_SETTLES}'; END IF;
        RETURN NEW; END""",
    "kenkyu_ledger_post": f"""BEGIN {_POST}; RETURN NULL; END""",
    "kenkyu_pot_sums": f"""BEGIN IF {_SUMS_DIFFER} THEN RAISE EXCEPTION '{POT_SUMS}' USING ERRCODE = '23514',
        CONSTRAINT = '{POT_SUMS}'; END IF; RETURN NULL; END""",
    "kenkyu_ledger_refuse": f"""BEGIN RAISE EXCEPTION '{LEDGER_REFUSED}' USING ERRCODE = '23514',
        CONSTRAINT = '{LEDGER_REFUSED}'; END""",
    "kenkyu_pot_refuse": f"""BEGIN RAISE EXCEPTION '{POT_SUMS}' USING ERRCODE = '23514',
        CONSTRAINT = '{POT_SUMS}'; END""",
    "kenkyu_round_before": f"""BEGIN IF {_SMALL_GROUP} THEN RAISE EXCEPTION '{SMALL_GROUP}'
        USING ERRCODE = '23514', CONSTRAINT = '{SMALL_GROUP}'; END IF; RETURN NEW; END""",
}
_POSTGRES_TRIGGERS = {
    "ledger_before": ("ledger_entry", "BEFORE INSERT", "FOR EACH ROW", "kenkyu_ledger_before"),
    "ledger_post": ("ledger_entry", "AFTER INSERT", "FOR EACH ROW", "kenkyu_ledger_post"),
    "ledger_no_change": ("ledger_entry", "BEFORE UPDATE OR DELETE", "FOR EACH ROW", "kenkyu_ledger_refuse"),
    "ledger_no_truncate": ("ledger_entry", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_ledger_refuse"),
    "time_pot_sums": ("time_pot", "AFTER UPDATE", "FOR EACH ROW", "kenkyu_pot_sums"),
    "time_pot_no_delete": ("time_pot", "BEFORE DELETE", "FOR EACH ROW", "kenkyu_pot_refuse"),
    "time_pot_no_truncate": ("time_pot", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_pot_refuse"),
    "study_round_small_group": ("study_round", "BEFORE INSERT", "FOR EACH ROW", "kenkyu_round_before"),
}
_POT_OPENS_EMPTY = "NEW.allocated_minutes <> 0 OR NEW.committed_minutes <> 0 OR NEW.spent_minutes <> 0"
_OWN = "school_id = NULLIF(current_setting('app.school_id', true), '')::uuid"
_TRUST = "trust_id = NULLIF(current_setting('app.trust_id', true), '')::uuid"
_SHARED_READS = {
    "finding": f"state = 'published' AND (audience = 'everyone' OR (audience = 'trust' AND {_TRUST}))",
    "finding_reaction": f"audience = 'everyone' OR (audience = 'trust' AND {_TRUST}) OR finding_{_OWN}",
}


def apply(connection: Connection) -> None:
    """Make every trigger, exclusion constraint and policy anew. Run at the end of each migration."""
    present = set(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        _apply_sqlite(connection, present)
    else:
        _apply_postgres(connection, present)


def drop(connection: Connection) -> None:
    """Take them all away: the first step of a migration that rebuilds tables."""
    present = set(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        for name in _SQLITE_TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    _drop_postgres(connection, present)


def _apply_sqlite(connection: Connection, present: set[str]) -> None:
    for name, body in _SQLITE_TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        if body.split(" ON ", 1)[1].split()[0] in present:
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")


def _drop_postgres(connection: Connection, present: set[str]) -> None:
    run = connection.exec_driver_sql
    for name, (table, *_rest) in _POSTGRES_TRIGGERS.items():
        if table in present:
            run(f"DROP TRIGGER IF EXISTS {name} ON {table}")
    if "time_pot" in present:
        run("DROP TRIGGER IF EXISTS time_pot_opens_empty ON time_pot")
    for name in _POSTGRES_FUNCTIONS:
        run(f"DROP FUNCTION IF EXISTS {name}()")
    for table, name in (("occupied", "ex_occupied_person"), ("school_year", "ex_school_year")):
        if table in present:
            run(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    for table in TENANT_TABLES:
        if table in present:
            run(f"DROP POLICY IF EXISTS own_school ON {table}")
            run(f"DROP POLICY IF EXISTS shared_reads ON {table}")
            run(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            run(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _apply_postgres(connection: Connection, present: set[str]) -> None:
    run = connection.exec_driver_sql
    _drop_postgres(connection, present)
    run("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for name, body in _POSTGRES_FUNCTIONS.items():
        run(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $kenkyu$ {body} $kenkyu$")
    for name, (table, when, each, function) in _POSTGRES_TRIGGERS.items():
        if table in present:
            run(f"CREATE TRIGGER {name} {when} ON {table} {each} EXECUTE FUNCTION {function}()")
    if "time_pot" in present:
        run(
            f"CREATE TRIGGER time_pot_opens_empty BEFORE INSERT ON time_pot FOR EACH ROW WHEN ({_POT_OPENS_EMPTY}) "
            "EXECUTE FUNCTION kenkyu_pot_refuse()"
        )
    if "occupied" in present:
        run(
            "ALTER TABLE occupied ADD CONSTRAINT ex_occupied_person EXCLUDE USING gist "
            "(person_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (NOT is_released)"
        )
    if "school_year" in present:
        run(
            "ALTER TABLE school_year ADD CONSTRAINT ex_school_year EXCLUDE USING gist "
            "(school_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)"
        )
    for table in TENANT_TABLES:
        if table in present:
            run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            run(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            run(f"CREATE POLICY own_school ON {table} USING ({_OWN}) WITH CHECK ({_OWN})")
            if table in _SHARED_READS:
                run(f"CREATE POLICY shared_reads ON {table} FOR SELECT USING ({_SHARED_READS[table]})")
