"""The ledger's own laws, as triggers for both engines: sums that are those of the entries, entries that stay.

`constraints.apply` installs them. A schema from before grants existed (revision 0003 and older, met only on the way up
or back) gets the laws that fit its columns: `has_grants` is False for it.
"""

from typing import Final

LEDGER_REFUSED: Final = "ledger_append_only"
LEDGER_SETTLES: Final = "ledger_settles_commit"
LEDGER_EXISTS: Final = "ledger_entry_exists"
LEDGER_CORRECTS: Final = "ledger_corrects_too_much"
LEDGER_TRANSFER: Final = "ledger_transfer_within_teacher"
LEDGER_GRANT: Final = "ledger_grant_of_year"
POT_SUMS: Final = "time_pot_sums_by_ledger"
GRANT_KEPT: Final = "time_grant_is_kept"
YEAR_CLOSED: Final = "year_is_closed"
YEAR_NOT_TO_ZERO: Final = "year_not_to_zero"


# What an entry does to its pot: the same expressions on both engines, for a new entry and for those that are there.
def _allocated(entry: str, has_grants: bool) -> str:
    if not has_grants:
        return f"CASE WHEN {entry}.kind IN ('allocate', 'adjust') THEN {entry}.minutes ELSE 0 END"
    return (
        f"CASE WHEN {entry}.kind = 'allocate' OR ({entry}.kind = 'adjust' AND coalesce({entry}.corrects_kind, '') <> "
        f"'spend') THEN {entry}.minutes WHEN {entry}.kind = 'transfer' THEN -{entry}.minutes ELSE 0 END"
    )


def _committed(entry: str) -> str:
    return (
        f"CASE WHEN {entry}.kind = 'commit' THEN {entry}.minutes "
        f"WHEN {entry}.settles_id IS NOT NULL THEN -{entry}.minutes ELSE 0 END"
    )


def _spent(entry: str, has_grants: bool) -> str:
    if not has_grants:
        return f"CASE WHEN {entry}.kind = 'spend' THEN {entry}.minutes ELSE 0 END"
    return f"CASE WHEN {entry}.kind = 'spend' OR {entry}.corrects_kind = 'spend' THEN {entry}.minutes ELSE 0 END"


def _post(has_grants: bool) -> str:
    return f"""
    UPDATE time_pot SET allocated_minutes = allocated_minutes + {_allocated("NEW", has_grants)},
        committed_minutes = committed_minutes + {_committed("NEW")},
        spent_minutes = spent_minutes + {_spent("NEW", has_grants)}
    WHERE school_id = NEW.school_id AND id = NEW.pot_id"""


_POST_TO = """
    UPDATE time_pot SET allocated_minutes = allocated_minutes + NEW.minutes
    WHERE school_id = NEW.school_id AND id = NEW.to_pot_id"""
_POST_GRANT = """
    UPDATE time_grant SET posted_minutes = posted_minutes + NEW.minutes
    WHERE school_id = NEW.school_id AND id = NEW.grant_id"""
_SETTLES_WRONGLY = """NEW.settles_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ledger_entry e WHERE e.school_id = NEW.school_id AND e.id = NEW.settles_id
        AND e.pot_id = NEW.pot_id AND e.kind = 'commit' AND e.minutes = NEW.minutes)"""
_TRANSFERS_WRONGLY = """NEW.to_pot_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM time_pot p JOIN time_pot q ON q.school_id = p.school_id AND q.id = NEW.to_pot_id
        WHERE p.school_id = NEW.school_id AND p.id = NEW.pot_id AND p.staff_id = q.staff_id AND p.source = q.source)"""
_GRANTED_WRONGLY = """NEW.grant_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM time_grant g JOIN time_pot p ON p.school_id = g.school_id AND p.id = NEW.pot_id
        WHERE g.school_id = NEW.school_id AND g.id = NEW.grant_id AND g.year_id = p.year_id AND g.source = p.source)"""
# Asked once the entry is there.
_CORRECTS_TOO_MUCH = """NEW.corrects_id IS NOT NULL AND 0 > (
        SELECT sum(e.minutes) FROM ledger_entry e
        WHERE e.school_id = NEW.school_id AND (e.id = NEW.corrects_id OR e.corrects_id = NEW.corrects_id))"""
_IN_CLOSED_YEAR = """EXISTS (
        SELECT 1 FROM time_pot p JOIN year_closing c ON c.school_id = p.school_id AND c.year_id = p.year_id
        WHERE p.school_id = NEW.school_id AND p.id IN (NEW.pot_id, NEW.to_pot_id))"""
_GRANT_CHANGES = """(NEW.school_id, NEW.id, NEW.year_id, NEW.source, NEW.kind, NEW.minutes, NEW.teachers, NEW.reason,
        NEW.by_staff_id, NEW.made_at) <> (OLD.school_id, OLD.id, OLD.year_id, OLD.source, OLD.kind, OLD.minutes,
        OLD.teachers, OLD.reason, OLD.by_staff_id, OLD.made_at)"""
# Asked when the last of a grant's minutes is said to be posted; that it is posted at all by the end of the
# transaction is held by fk_time_grant_posted.
_POSTED_WRONGLY = """NEW.posted_minutes = NEW.minutes AND NEW.minutes <> (
        SELECT coalesce(sum(e.minutes), 0) FROM ledger_entry e
        WHERE e.school_id = NEW.school_id AND e.grant_id = NEW.id)"""
_NOT_TO_ZERO = """(EXISTS (SELECT 1 FROM time_pot p WHERE p.school_id = NEW.school_id AND p.year_id = NEW.year_id
            AND (p.committed_minutes <> 0 OR p.allocated_minutes <> p.spent_minutes))
        OR NEW.spent_minutes <> (SELECT coalesce(sum(p.spent_minutes), 0) FROM time_pot p
            WHERE p.school_id = NEW.school_id AND p.year_id = NEW.year_id)
        OR EXISTS (SELECT 1 FROM time_grant g WHERE g.school_id = NEW.school_id AND g.year_id = NEW.year_id
            AND (g.posted_minutes <> g.minutes OR g.minutes <> (SELECT coalesce(sum(e.minutes), 0) FROM ledger_entry e
                WHERE e.school_id = g.school_id AND e.grant_id = g.id))))"""


def _pot_changes(has_grants: bool) -> str:
    """Whether a pot is no longer whose, when and what for it was: its entries would be another's."""
    kept = ["school_id", "id", "staff_id", "year_id", "category", *(["source"] if has_grants else [])]
    return f"({', '.join(f'NEW.{name}' for name in kept)}) <> ({', '.join(f'OLD.{name}' for name in kept)})"


def _sums_differ(has_grants: bool) -> str:
    """Whether a pot's sums are not those of its entries: what came by transfer is in another pot's entries."""
    came = """(SELECT coalesce(sum(t.minutes), 0) FROM ledger_entry t
            WHERE t.school_id = NEW.school_id AND t.to_pot_id = NEW.id)"""
    return f"""(NEW.allocated_minutes - {came if has_grants else "0"}, NEW.committed_minutes, NEW.spent_minutes)
        <> (SELECT coalesce(sum({_allocated("e", has_grants)}), 0), coalesce(sum({_committed("e")}), 0),
            coalesce(sum({_spent("e", has_grants)}), 0) FROM ledger_entry e
            WHERE e.school_id = NEW.school_id AND e.pot_id = NEW.id)"""


def _raise(constraint: str) -> str:
    return f"RAISE EXCEPTION '{constraint}' USING ERRCODE = '23514', CONSTRAINT = '{constraint}'"


def sqlite_triggers(has_grants: bool) -> dict[str, str]:
    """Trigger name -> what follows CREATE TRIGGER."""
    always = {
        # Before the insert, because INSERT OR REPLACE would otherwise delete the old entry unseen (E27).
        "ledger_exists": f"""BEFORE INSERT ON ledger_entry WHEN EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.school_id = NEW.school_id
            AND (e.id = NEW.id OR e.settles_id = NEW.settles_id))
            BEGIN SELECT RAISE(ABORT, '{LEDGER_EXISTS}'); END""",
        "ledger_settles": f"""BEFORE INSERT ON ledger_entry WHEN {_SETTLES_WRONGLY}
            BEGIN SELECT RAISE(ABORT, '{LEDGER_SETTLES}'); END""",
        "ledger_post": f"""AFTER INSERT ON ledger_entry BEGIN {_post(has_grants)}; END""",
        "ledger_no_update": f"""BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, '{LEDGER_REFUSED}'); END""",
        "ledger_no_delete": f"""BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, '{LEDGER_REFUSED}'); END""",
        "time_pot_opens_empty": f"""BEFORE INSERT ON time_pot
            WHEN NEW.allocated_minutes <> 0 OR NEW.committed_minutes <> 0 OR NEW.spent_minutes <> 0 OR EXISTS (
                SELECT 1 FROM time_pot p WHERE p.school_id = NEW.school_id AND p.id = NEW.id)
            BEGIN SELECT RAISE(ABORT, '{POT_SUMS}'); END""",
        "time_pot_no_delete": f"""BEFORE DELETE ON time_pot BEGIN SELECT RAISE(ABORT, '{POT_SUMS}'); END""",
        # After the fact: whatever the sums are set to, they have to be those of the entries.
        "time_pot_sums": f"""AFTER UPDATE ON time_pot
            WHEN {_pot_changes(has_grants)} OR {_sums_differ(has_grants)}
            BEGIN SELECT RAISE(ABORT, '{POT_SUMS}'); END""",
    }
    return always | _SQLITE_GRANTS if has_grants else always


_SQLITE_GRANTS: Final = {
    "ledger_transfers": f"""BEFORE INSERT ON ledger_entry WHEN {_TRANSFERS_WRONGLY}
        BEGIN SELECT RAISE(ABORT, '{LEDGER_TRANSFER}'); END""",
    "ledger_granted": f"""BEFORE INSERT ON ledger_entry WHEN {_GRANTED_WRONGLY}
        BEGIN SELECT RAISE(ABORT, '{LEDGER_GRANT}'); END""",
    "ledger_year_open": f"""BEFORE INSERT ON ledger_entry WHEN {_IN_CLOSED_YEAR}
        BEGIN SELECT RAISE(ABORT, '{YEAR_CLOSED}'); END""",
    "ledger_post_to": f"""AFTER INSERT ON ledger_entry WHEN NEW.to_pot_id IS NOT NULL BEGIN {_POST_TO}; END""",
    "ledger_post_grant": f"""AFTER INSERT ON ledger_entry WHEN NEW.grant_id IS NOT NULL BEGIN {_POST_GRANT}; END""",
    "ledger_corrects": f"""AFTER INSERT ON ledger_entry WHEN {_CORRECTS_TOO_MUCH}
        BEGIN SELECT RAISE(ABORT, '{LEDGER_CORRECTS}'); END""",
    "time_grant_begins": f"""BEFORE INSERT ON time_grant WHEN NEW.posted_minutes <> 0 OR EXISTS (
            SELECT 1 FROM time_grant g WHERE g.school_id = NEW.school_id AND g.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{GRANT_KEPT}'); END""",
    "time_grant_kept": f"""BEFORE UPDATE ON time_grant WHEN {_GRANT_CHANGES}
        BEGIN SELECT RAISE(ABORT, '{GRANT_KEPT}'); END""",
    "time_grant_posted": f"""AFTER UPDATE ON time_grant WHEN {_POSTED_WRONGLY}
        BEGIN SELECT RAISE(ABORT, '{GRANT_KEPT}'); END""",
    "time_grant_no_delete": f"""BEFORE DELETE ON time_grant BEGIN SELECT RAISE(ABORT, '{GRANT_KEPT}'); END""",
    "year_closing_to_zero": f"""BEFORE INSERT ON year_closing WHEN {_NOT_TO_ZERO}
        BEGIN SELECT RAISE(ABORT, '{YEAR_NOT_TO_ZERO}'); END""",
    "year_closing_once": f"""BEFORE INSERT ON year_closing WHEN EXISTS (SELECT 1 FROM year_closing c
            WHERE c.school_id = NEW.school_id AND (c.id = NEW.id OR c.year_id = NEW.year_id))
        BEGIN SELECT RAISE(ABORT, '{YEAR_CLOSED}'); END""",
    "year_closing_no_update": f"""BEFORE UPDATE ON year_closing BEGIN SELECT RAISE(ABORT, '{YEAR_CLOSED}'); END""",
    "year_closing_no_delete": f"""BEFORE DELETE ON year_closing BEGIN SELECT RAISE(ABORT, '{YEAR_CLOSED}'); END""",
}


def postgres_functions(has_grants: bool) -> dict[str, str]:
    """Name -> body of the trigger functions."""
    more = _POSTGRES_GRANT_FUNCTIONS if has_grants else {}
    before = f"IF {_SETTLES_WRONGLY} THEN {_raise(LEDGER_SETTLES)}; END IF;"
    after = ""
    if has_grants:
        before += f"""
        IF {_TRANSFERS_WRONGLY} THEN {_raise(LEDGER_TRANSFER)}; END IF;
        IF {_GRANTED_WRONGLY} THEN {_raise(LEDGER_GRANT)}; END IF;"""
        # Moving the sums locks the pot: only then is it known what others have done.
        after = f"""
        IF NEW.to_pot_id IS NOT NULL THEN {_POST_TO}; END IF;
        IF NEW.grant_id IS NOT NULL THEN {_POST_GRANT}; END IF;
        IF {_CORRECTS_TOO_MUCH} THEN {_raise(LEDGER_CORRECTS)}; END IF;
        IF {_IN_CLOSED_YEAR} THEN {_raise(YEAR_CLOSED)}; END IF;"""
    return more | {
        "kenkyu_ledger_before": f"BEGIN {before} RETURN NEW; END",
        "kenkyu_ledger_post": f"BEGIN {_post(has_grants)}; {after} RETURN NULL; END",
        "kenkyu_pot_sums": f"""BEGIN IF {_pot_changes(has_grants)} OR {_sums_differ(has_grants)}
            THEN {_raise(POT_SUMS)}; END IF; RETURN NULL; END""",
        "kenkyu_ledger_refuse": f"BEGIN {_raise(LEDGER_REFUSED)}; END",
        "kenkyu_pot_refuse": f"BEGIN {_raise(POT_SUMS)}; END",
    }


_POSTGRES_GRANT_FUNCTIONS: Final = {
    "kenkyu_grant_begins": f"BEGIN IF NEW.posted_minutes <> 0 THEN {_raise(GRANT_KEPT)}; END IF; RETURN NEW; END",
    "kenkyu_grant_kept": f"BEGIN IF {_GRANT_CHANGES} THEN {_raise(GRANT_KEPT)}; END IF; RETURN NEW; END",
    "kenkyu_grant_posted": f"BEGIN IF {_POSTED_WRONGLY} THEN {_raise(GRANT_KEPT)}; END IF; RETURN NULL; END",
    "kenkyu_grant_refuse": f"BEGIN {_raise(GRANT_KEPT)}; END",
    # Whoever moves a pot of the year, or opens one, is waited for.
    "kenkyu_closing_before": f"""BEGIN
        PERFORM 1 FROM school_year y WHERE y.school_id = NEW.school_id AND y.id = NEW.year_id FOR UPDATE;
        PERFORM 1 FROM time_pot p WHERE p.school_id = NEW.school_id AND p.year_id = NEW.year_id
            ORDER BY p.id FOR UPDATE;
        IF {_NOT_TO_ZERO} THEN {_raise(YEAR_NOT_TO_ZERO)}; END IF; RETURN NEW; END""",
    "kenkyu_closing_refuse": f"BEGIN {_raise(YEAR_CLOSED)}; END",
}

POSTGRES_TRIGGERS: Final = {
    "ledger_before": ("ledger_entry", "BEFORE INSERT", "FOR EACH ROW", "kenkyu_ledger_before"),
    "ledger_post": ("ledger_entry", "AFTER INSERT", "FOR EACH ROW", "kenkyu_ledger_post"),
    "ledger_no_change": ("ledger_entry", "BEFORE UPDATE OR DELETE", "FOR EACH ROW", "kenkyu_ledger_refuse"),
    "ledger_no_truncate": ("ledger_entry", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_ledger_refuse"),
    "time_pot_sums": ("time_pot", "AFTER UPDATE", "FOR EACH ROW", "kenkyu_pot_sums"),
    "time_pot_no_delete": ("time_pot", "BEFORE DELETE", "FOR EACH ROW", "kenkyu_pot_refuse"),
    "time_pot_no_truncate": ("time_pot", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_pot_refuse"),
    "time_grant_begins": ("time_grant", "BEFORE INSERT", "FOR EACH ROW", "kenkyu_grant_begins"),
    "time_grant_kept": ("time_grant", "BEFORE UPDATE", "FOR EACH ROW", "kenkyu_grant_kept"),
    "time_grant_posted": ("time_grant", "AFTER UPDATE", "FOR EACH ROW", "kenkyu_grant_posted"),
    "time_grant_no_delete": ("time_grant", "BEFORE DELETE", "FOR EACH ROW", "kenkyu_grant_refuse"),
    "time_grant_no_truncate": ("time_grant", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_grant_refuse"),
    "year_closing_before": ("year_closing", "BEFORE INSERT", "FOR EACH ROW", "kenkyu_closing_before"),
    "year_closing_no_change": ("year_closing", "BEFORE UPDATE OR DELETE", "FOR EACH ROW", "kenkyu_closing_refuse"),
    "year_closing_no_truncate": ("year_closing", "BEFORE TRUNCATE", "FOR EACH STATEMENT", "kenkyu_closing_refuse"),
}
"""Trigger name -> (table, when, for each what, function)."""
