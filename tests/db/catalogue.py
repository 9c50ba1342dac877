"""What a database says of itself: columns, constraints, indexes, triggers, policies. Two equal ones behave alike."""

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

IGNORED = "alembic_version"
Catalogue = dict[str, list[tuple[Any, ...]]]

_SQLITE = {
    "triggers": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "indexes": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
    "columns": 'SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master m, '
    "pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.name",
}
_POSTGRES = {
    "columns": "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
    "pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
    "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 "
    "AND NOT a.attisdropped ORDER BY 1, 2",
    "constraints": "SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n' ORDER BY 1, 2",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal "
    "ORDER BY 1, 2",
    "functions": "SELECT proname, prosrc, prosecdef FROM pg_proc WHERE proname LIKE 'kenkyu%' ORDER BY 1",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies "
    "ORDER BY 1, 2",
    "row security": "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
}


def of(connection: Connection) -> Catalogue:
    """Everything that decides what the database takes and refuses, in a form that can be compared."""
    is_sqlite = connection.dialect.name == "sqlite"
    found = {
        name: [_plain(row) for row in connection.execute(sa.text(statement)) if IGNORED not in row]
        for name, statement in (_SQLITE if is_sqlite else _POSTGRES).items()
    }
    if is_sqlite:
        found["constraints"] = _sqlite_constraints(connection)
    return found


def names(catalogue: Catalogue, kind: str) -> set[str]:
    """The names of all triggers, or all constraints."""
    is_sqlite_trigger = kind == "triggers" and "functions" not in catalogue
    return {str(row[0] if is_sqlite_trigger else row[1]) for row in catalogue[kind]}


def _sqlite_constraints(connection: Connection) -> list[tuple[Any, ...]]:
    inspector = sa.inspect(connection)
    found: list[tuple[Any, ...]] = []
    for table in sorted(set(inspector.get_table_names()) - {IGNORED}):
        key = inspector.get_pk_constraint(table)
        found.append((table, key["name"], "primary key", tuple(key["constrained_columns"])))
        for unique in inspector.get_unique_constraints(table):
            found.append((table, unique["name"], "unique", tuple(unique["column_names"])))
        for check in inspector.get_check_constraints(table):
            found.append((table, check["name"], "check", _squeezed(check["sqltext"])))
        for foreign in inspector.get_foreign_keys(table):
            leads = (
                tuple(foreign["constrained_columns"]),
                foreign["referred_table"],
                tuple(foreign["referred_columns"]),
            )
            found.append((table, foreign["name"], "foreign key", leads, tuple(sorted(foreign["options"].items()))))
    return sorted(found, key=repr)


def _plain(row: sa.Row[Any]) -> tuple[Any, ...]:
    return tuple(_squeezed(value) if isinstance(value, str) else value for value in row)


def _squeezed(text: str) -> str:
    """Without the difference between quoted and bare names, and between kinds of blank."""
    return re.sub(r"\s+", " ", text.replace('"', "")).replace(" ,", ",").replace("( ", "(").replace(" )", ")").strip()
