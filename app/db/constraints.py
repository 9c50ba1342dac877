"""What must never happen, held by the database itself: triggers, exclusion, row-level security.

Alembic's batch mode on SQLite silently drops triggers (RELIABILITY E7), so every migration ends with
`apply`, which drops and makes all of them anew. Nothing here is written by hand anywhere else.
"""

from sqlalchemy import Connection, inspect

from app.db import ledger_laws, search_index
from app.db.ledger_laws import (
    GRANT_KEPT,
    LEDGER_CORRECTS,
    LEDGER_EXISTS,
    LEDGER_GRANT,
    LEDGER_REFUSED,
    LEDGER_SETTLES,
    LEDGER_TRANSFER,
    POT_SUMS,
    YEAR_CLOSED,
    YEAR_NOT_TO_ZERO,
)

__all__ = [
    "GRANT_KEPT", "LEDGER_CORRECTS", "LEDGER_EXISTS", "LEDGER_GRANT", "LEDGER_REFUSED", "LEDGER_SETTLES",
    "LEDGER_TRANSFER", "ONLY_GROWS", "OVERLAP", "POT_SUMS", "ROOM_TAKEN", "SMALL_GROUP",
    "TENANT_TABLES", "TWO_PLACES", "YEARS_OVERLAP", "YEAR_CLOSED", "YEAR_NOT_TO_ZERO", "apply", "drop",
]  # fmt: skip

OVERLAP = "occupied_overlap"
ONLY_GROWS = "only_grows"
GROWING = ("audit_entry", "cycle_step", "proposal_version", "evidence_read", "finding_edition")
"""Tables in which no row is ever changed."""
SMALL_GROUP = "study_round_small_group"
TWO_PLACES = "fair_presenter_two_places"
ROOM_TAKEN = "fair_slot_room_taken"
YEARS_OVERLAP = "school_year_overlap"
EXCLUSIONS = ("ex_occupied_person", "ex_school_year")
"""PostgreSQL's; SQLite has triggers in their place."""

TENANT_TABLES = (
    "cover_ask", "cover_slot", "debrief_seat", "finding", "finding_author", "finding_reaction", "finding_round",
    "half_term", "bell", "ledger_entry", "lesson", "lesson_teacher", "mark", "observation", "occupied", "planner_run",
    "plc_group", "plc_member", "school_day", "school_year", "staff", "study_round", "time_grant", "time_policy",
    "time_pot", "timetable_import", "timetable_version", "year_closing", "year_signature", "idempotent_request",
    "directed_event", "directed_invitee", "voluntary_attendance", "working_time_choice", "working_time_variation",
    "nudge", "audit_entry", "audit_head", "pupil_name", "retention_choice", "group_meeting", "meeting_seat",
    "meeting_action", "lesson_study_cycle", "cycle_step", "study_source", "mechanism_claim", "research_lesson",
    "proposal_version", "case_pupil", "pupil_watch", "next_change", "pupil_key", "evidence_note", "note_photo",
    "pupil_interview", "evidence_read", "discussion", "discussion_entry",
    "finding_version", "finding_edition", "finding_file", "finding_label", "follow", "digest_choice",
    "finding_question", "finding_answer", "learning_fair", "fair_room", "fair_slot", "fair_presenter", "fair_visit",
    "fair_attendance", "outgoing_mail",
    "community", "community_member", "community_leader", "community_report", "open_lesson", "open_seat", "open_booking",
    "column_choice", "class_exception", "absence", "notice_choice", "quiet_hours", "one_click_link",
    "push_subscription", "webhook", "webhook_delivery", "roster_import", "outside_source",
    "sign_on_directory", "support_visit",
)  # fmt: skip
"""Tables whose rows belong to one school. A test holds this list to the tables."""


_SMALL_GROUP = """(SELECT count(*) FROM plc_member m WHERE m.school_id = NEW.school_id
        AND m.group_id = NEW.group_id AND m.left_at IS NULL AND NOT m.is_guest) < 3"""
_YEARS = """EXISTS (SELECT 1 FROM school_year y WHERE y.school_id = NEW.school_id AND y.id <> NEW.id
        AND y.starts_on <= NEW.ends_on AND NEW.starts_on <= y.ends_on)"""

_FAIR_PERSON = """EXISTS (SELECT 1 FROM fair_presenter p WHERE p.school_id = NEW.school_id AND p.fair_id = NEW.fair_id
        AND p.staff_id = NEW.staff_id AND p.id <> NEW.id AND p.starts < NEW.ends AND NEW.starts < p.ends)"""
_FAIR_ROOM = """NEW.kind <> 'stall' AND EXISTS (SELECT 1 FROM fair_slot s WHERE s.school_id = NEW.school_id
        AND s.room_id = NEW.room_id AND s.id <> NEW.id AND s.kind <> 'stall'
        AND s.starts < NEW.ends AND NEW.starts < s.ends)"""
# Without it two transactions that place at once would not see one another's rows. SQLite admits one writer.
_FAIR_LOCKED = """PERFORM 1 FROM learning_fair f WHERE f.school_id = NEW.school_id AND f.id = NEW.fair_id FOR UPDATE;"""

_HEAD_STANDS = "NEW.number <= OLD.number OR NEW.school_id <> OLD.school_id"

_SQLITE_TRIGGERS = {
    "fair_presenter_insert": f"""BEFORE INSERT ON fair_presenter WHEN {_FAIR_PERSON}
        BEGIN SELECT RAISE(ABORT, '{TWO_PLACES}'); END""",
    "fair_presenter_update": f"""BEFORE UPDATE ON fair_presenter WHEN {_FAIR_PERSON}
        BEGIN SELECT RAISE(ABORT, '{TWO_PLACES}'); END""",
    "fair_slot_insert": f"""BEFORE INSERT ON fair_slot WHEN {_FAIR_ROOM}
        BEGIN SELECT RAISE(ABORT, '{ROOM_TAKEN}'); END""",
    "fair_slot_update": f"""BEFORE UPDATE ON fair_slot WHEN {_FAIR_ROOM}
        BEGIN SELECT RAISE(ABORT, '{ROOM_TAKEN}'); END""",
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
} | {
    f"{table}_only_grows": f"BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END"
    for table in GROWING
} | {
    "audit_entry_stays": f"BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END",
    "audit_head_stays": f"BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END",
    "audit_head_moves_on": f"""BEFORE UPDATE ON audit_head WHEN {_HEAD_STANDS}
        BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END""",
}  # fmt: skip

_POSTGRES_FUNCTIONS = {
    "kenkyu_round_before": f"""BEGIN IF {_SMALL_GROUP} THEN RAISE EXCEPTION '{SMALL_GROUP}'
        USING ERRCODE = '23514', CONSTRAINT = '{SMALL_GROUP}'; END IF; RETURN NEW; END""",
    "kenkyu_fair_presenter": f"""BEGIN {_FAIR_LOCKED} IF {_FAIR_PERSON} THEN RAISE EXCEPTION '{TWO_PLACES}'
        USING ERRCODE = '23514', CONSTRAINT = '{TWO_PLACES}'; END IF; RETURN NEW; END""",
    "kenkyu_fair_slot": f"""BEGIN {_FAIR_LOCKED} IF {_FAIR_ROOM} THEN RAISE EXCEPTION '{ROOM_TAKEN}'
        USING ERRCODE = '23514', CONSTRAINT = '{ROOM_TAKEN}'; END IF; RETURN NEW; END""",
    "kenkyu_head_moves_on": f"""BEGIN IF {_HEAD_STANDS} THEN RAISE EXCEPTION '{ONLY_GROWS}'
        USING ERRCODE = '23514', CONSTRAINT = '{ONLY_GROWS}'; END IF; RETURN NEW; END""",
    "kenkyu_only_grows": f"""BEGIN RAISE EXCEPTION '{ONLY_GROWS}'
        USING ERRCODE = '23514', CONSTRAINT = '{ONLY_GROWS}'; END""",
}
POSTGRES_TRIGGERS = ledger_laws.POSTGRES_TRIGGERS | search_index.POSTGRES_TRIGGERS | {
    "study_round_small_group": ("study_round", "BEFORE INSERT", "FOR EACH ROW", "kenkyu_round_before"),
    "fair_presenter_places": ("fair_presenter", "BEFORE INSERT OR UPDATE", "FOR EACH ROW", "kenkyu_fair_presenter"),
    "fair_slot_rooms": ("fair_slot", "BEFORE INSERT OR UPDATE", "FOR EACH ROW", "kenkyu_fair_slot"),
    "audit_entry_stays": ("audit_entry", "BEFORE DELETE", "FOR EACH ROW", "kenkyu_only_grows"),
    "audit_entry_no_truncate": ("audit_entry", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_only_grows"),
    "audit_head_no_truncate": ("audit_head", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_only_grows"),
    "audit_head_stays": ("audit_head", "BEFORE DELETE", "FOR EACH ROW", "kenkyu_only_grows"),
    "audit_head_moves_on": ("audit_head", "BEFORE UPDATE", "FOR EACH ROW", "kenkyu_head_moves_on"),
} | {
    f"{table}_only_grows": (table, "BEFORE UPDATE", "FOR EACH ROW", "kenkyu_only_grows") for table in GROWING
}  # fmt: skip
_POT_OPENS_EMPTY = "NEW.allocated_minutes <> 0 OR NEW.committed_minutes <> 0 OR NEW.spent_minutes <> 0"
_OWN = "school_id = NULLIF(current_setting('app.school_id', true), '')::uuid"
_TRUST = "trust_id = NULLIF(current_setting('app.trust_id', true), '')::uuid"
_SOME_SCHOOL = "NULLIF(current_setting('app.school_id', true), '') IS NOT NULL"
_OPEN = f"(open_to = 'everyone' AND {_SOME_SCHOOL}) OR (open_to = 'trust' AND {_SOME_SCHOOL} AND {_TRUST})"
_IN_COMMUNITY = f"community_id IN (SELECT m.community_id FROM community_member m WHERE m.{_OWN} AND m.left_at IS NULL)"
_SHARED_READS = {
    "community": _OPEN,
    "community_member": _OPEN,
    "open_lesson": _OPEN,
    "open_seat": _OPEN,
    "community_leader": _IN_COMMUNITY,
    "community_report": _IN_COMMUNITY,
    "open_booking": f"lesson_{_OWN}",
    "learning_fair": "opened_at IS NOT NULL AND state <> 'cancelled' "
    f"AND school_id IN (SELECT s.id FROM school s WHERE s.{_TRUST})",
    "finding": f"state = 'published' AND (audience = 'everyone' OR (audience = 'trust' AND {_TRUST}))",
    "finding_reaction": f"audience = 'everyone' OR (audience = 'trust' AND {_TRUST}) OR finding_{_OWN}",
    "finding_file": f"published_at IS NOT NULL AND (audience = 'everyone' OR (audience = 'trust' AND {_TRUST}))",
    "finding_label": f"audience = 'everyone' OR (audience = 'trust' AND {_TRUST})",
    "finding_question": f"audience = 'everyone' OR (audience = 'trust' AND {_TRUST}) OR finding_{_OWN}",
    "finding_answer": f"audience = 'everyone' OR (audience = 'trust' AND {_TRUST}) OR question_{_OWN}",
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
        for name in sqlite_triggers():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    _drop_postgres(connection, present)


def sqlite_triggers(has_grants: bool = True) -> dict[str, str]:
    """Every trigger of SQLite: name -> what follows CREATE TRIGGER."""
    return ledger_laws.sqlite_triggers(has_grants) | search_index.SQLITE_TRIGGERS | _SQLITE_TRIGGERS


def _postgres_functions(has_grants: bool = True) -> dict[str, str]:
    return ledger_laws.postgres_functions(has_grants) | search_index.POSTGRES_FUNCTIONS | _POSTGRES_FUNCTIONS


def _fits(name: str, present: set[str]) -> bool:
    """Whether the schema is new enough for what the search index is kept by."""
    return search_index.NEEDS in present or not search_index.is_ours(name)


def _apply_sqlite(connection: Connection, present: set[str]) -> None:
    for name in sqlite_triggers():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    search_index.apply(connection, present)
    for name, body in sqlite_triggers("time_grant" in present).items():
        if body.split(" ON ", 1)[1].split()[0] in present and _fits(name, present):
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")


def _drop_postgres(connection: Connection, present: set[str]) -> None:
    run = connection.exec_driver_sql
    for name, (table, *_rest) in POSTGRES_TRIGGERS.items():
        if table in present:
            run(f"DROP TRIGGER IF EXISTS {name} ON {table}")
    if "time_pot" in present:
        run("DROP TRIGGER IF EXISTS time_pot_opens_empty ON time_pot")
    for name in _postgres_functions():
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
    search_index.apply(connection, present)
    for name, body in _postgres_functions("time_grant" in present).items():
        if not _fits(name, present):
            continue
        run(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $kenkyu$ {body} $kenkyu$")
    for name, (table, when, each, function) in POSTGRES_TRIGGERS.items():
        if table in present and _fits(name, present):
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
