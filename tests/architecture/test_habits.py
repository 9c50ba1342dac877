"""Habits that imports alone cannot show: who commits, who uses whose tables, how long things grow, what has no name."""

import ast
import importlib
import re
from enum import Enum
from typing import Any

import pytest
from pydantic import BaseModel
from sources import Source, called_name, calls, imported, school_modules, sources
from sqlalchemy import ForeignKeyConstraint, Table, Uuid

from app import main
from app.db import constraints, schema
from app.db.base import TenantRow

FUNCTION_LINES_MAX = 50
FILE_LINES_MAX = 400
COMMITTERS = frozenset({"app/db/session.py", "app/db/migrating.py", "app/db/mending.py"})
WITHOUT_ONE_SCHOOL = {
    "job": "workers look here before they know any school; ids only, never anybody's words",
    "membership": "says which schools an account opens: read before one is chosen",
    "membership_role": "as the membership it belongs to",
    "sign_in_session": "found by its secret before anybody is known",
    "invitation": "found by its secret before anybody is known",
    "calendar_address": "found by its secret, which is all that a calendar program brings",
    "planner_ticket": "by it workers find the run of a school they do not know yet; tells nothing of the school",
    "idempotent_request": "written beside the tenant's rows, found only by school and account together",
}
"""Tables with a school_id that are not a school's own rows, each with its reason."""
ACROSS_SCHOOLS = {
    ("finding", "adapts_id"): "what was tried in one's own place may be another school's finding",
    ("finding_question", "finding_id"): "a question belongs to its asker's school, the finding may be another's",
    ("finding_answer", "question_id"): "an answer belongs to the finding's school, the question may be another's",
    ("finding_reaction", "finding_id"): "a reaction belongs to its reader's school, the finding may be another's",
    ("community_member", "community_id"): "a school joins what another began",
    ("community_leader", "community_id"): "as the membership it belongs to",
    ("community_report", "community_id"): "as the membership it belongs to",
    ("open_seat", "lesson_id"): "a place belongs to the visitor's school, the lesson to another",
    ("open_booking", "lesson_id"): "as the place it belongs to",
    ("fair_withdrawal", "finding_id"): "says to everyone that a public finding has gone, and nothing of whose it was",
}
POINTING_FREELY = {
    "account.person_id": "the person behind it, as the staff rows of every school name them",
    "staff.person_id": "the same person's rows in two schools share it, and neither owns it",
    "occupied.ref_id": "a round or a cover slot, by kind",
    "calendar_address.subject_id": "the person, group or fair it is of, by kind; looked at again at each reading",
    "passkey_challenge.session_id": "the session that asked, which may be forgotten before the challenge is",
    "push_subscription.session_id": "the session it was given in, which is forgotten a month after its end",
    "one_click_link.target_id": "what a link in a mail answers, by its act; it may be gone before the link is",
    "audit_entry.subject_id": "what was done to, by kind; it may be gone",
    "ledger_entry.ref_id": "a round, kept when nothing else of it is",
    "ledger_entry.by_staff_id": "who moved the minutes, kept as it was",
    "time_grant.by_staff_id": "who gave the minutes, kept as it was",
    "year_signature.by_staff_id": "who wrote the name down, kept as it was",
    "year_closing.closed_by": "who closed the year, kept as it was",
    "study_round.created_by": "who planned it, kept as it was",
    "timetable_import.created_by": "who uploaded it, kept as it was",
    "column_choice.chosen_by": "who named the columns, kept as it was",
    "timetable_version.copied_from": "the version that was gone back to, kept as it was",
    "timetable_version.committed_by": "who brought it into force, kept as it was",
    "finding_reaction.finding_school_id": "the school of a finding that may be another's",
    "finding_reaction.trust_id": "copied from the finding, for the policy",
    "outside_source.import_id": "a dry run of a timetable or of a staff list, by kind; it may be gone",
    "finding.adapts_school_id": "the school of the finding that was tried, which may be another's",
    "finding_file.trust_id": "copied from the finding, for the policy",
    "finding_label.trust_id": "copied from the finding, for the policy",
    "finding_question.finding_school_id": "the school of a finding that may be another's",
    "finding_question.trust_id": "copied from the finding, for the policy",
    "finding_answer.question_school_id": "the school of whoever asked, which may be another",
    "finding_answer.trust_id": "copied from the finding, for the policy",
    "community_member.community_school_id": "the school that began it, which may be another",
    "community_member.trust_id": "copied from the community, for the policy",
    "open_seat.lesson_school_id": "the school that holds the lesson, which is another",
    "open_seat.trust_id": "copied from the lesson, for the policy",
    "open_booking.lesson_school_id": "the school that holds the lesson, for the policy",
    "idempotent_request.account_id": "whose key it is; a key outlives nobody by more than days",
}
"""Ids that no foreign key follows, each with its reason."""
JUDGING = frozenset(
    {
        "grade", "grades", "graded", "grading", "score", "scores", "scored", "scoring", "rating", "ratings", "rated",
        "rank", "ranks", "ranked", "ranking", "performance", "performances", "performer", "appraisal", "appraisals",
        "appraise", "judgement", "judgment", "judgements", "verdict", "capability", "competence", "competency",
        "effectiveness", "outstanding", "inadequate", "percentile", "stars", "league", "merit", "demerit",
    }
)  # fmt: skip
"""Words that judge people. A lesson is watched for what pupils do, and nothing says how good a teacher is."""


def test_only_the_session_and_migrations_commit() -> None:
    found = [
        source.at(call) for source in sources() if source.name not in COMMITTERS
        for call in calls(source.tree)
        if called_name(call) in {"commit", "begin", "begin_nested"} and not _is_our_module(call, source)
    ]  # fmt: skip

    assert found == []


def _is_our_module(call: ast.Call, source: Source) -> bool:
    """`ledger.commit(...)` promises minutes: `ledger` is a module of ours, not a session."""
    bound = {
        alias.asname or alias.name for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.") for alias in node.names
    }  # fmt: skip
    return (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id in bound
    )


def test_only_the_edges_open_a_transaction() -> None:
    found = [
        source.at(call) for source in sources() if not _may_open_transactions(source)
        for call in calls(source.tree) if called_name(call) in {"reading", "writing"}
    ]  # fmt: skip

    assert found == []


def _may_open_transactions(source: Source) -> bool:
    if source.module in {"cli", "demo", "worker", "upkeep"} or source.room in {"routes", "gate", "deps", "work"}:
        return True
    return source.name in {"app/web/health.py", "app/db/session.py", "app/planner/runs.py"}


def test_only_queries_and_tables_use_the_tables_of_other_modules() -> None:
    # An action may hold a row that a query answered with, and say so in an annotation; it neither asks nor makes.
    found = []
    for source in sources():
        if source.module in {"cli", "demo", "db"} or source.room in {"queries", "tables"}:
            continue
        foreign = {
            alias.asname or alias.name
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ImportFrom)
            and (match := re.match(r"app\.(\w+)\.tables$", node.module or ""))
            and match[1] != source.module
            for alias in node.names
        }
        found += [f"{source.at(node)} {node.id}" for node in _used(source.tree) if node.id in foreign]
        found += [
            f"{source.at(node)} {name}" for node, name in imported(source.tree) if _is_whole_room(node, name, source)
        ]

    assert found == []


def _used(tree: ast.Module) -> list[ast.Name]:
    """Names that the code uses when it runs: those of annotations are left out."""
    annotations = [
        part for node in ast.walk(tree) for part in (
            getattr(node, "annotation", None), getattr(node, "returns", None)
        ) if part is not None
    ]  # fmt: skip
    spoken = {id(inner) for part in annotations for inner in ast.walk(part)}
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in spoken]


def _is_whole_room(node: ast.stmt, name: str, source: Source) -> bool:
    """Whether another module's whole `tables` is taken in, so that its use could not be seen."""
    match = re.fullmatch(r"app\.(\w+)\.tables", name)
    if match is None or match[1] == source.module:
        return False
    return isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != name)


def test_sql_is_written_as_text_only_where_the_database_is_made() -> None:
    found = []
    for source in sources():
        if source.module == "db" or source.name == "app/web/health.py":
            continue
        takes_text = any(name in {"sqlalchemy.text", "sqlmodel.text"} for _, name in imported(source.tree))
        for node in ast.walk(source.tree):
            # In tables.py `text` is the condition of an index, which is part of the schema.
            is_text = isinstance(node, ast.Name) and node.id == "text" and takes_text and source.room != "tables"
            is_raw = isinstance(node, ast.Attribute) and node.attr in {"exec_driver_sql", "raw_connection", "__table__"}
            if is_text or is_raw:
                found.append(source.at(node))

    assert found == [], "nothing narrows such statements to one school"


READS_TOKENS = {"app/identity/tokens.py": "our own", "app/sign_on/id_tokens.py": "what others signed"}
"""The only files that know the JWT library, each of which knows its traps."""


def test_only_two_files_decode_a_token() -> None:
    others = [source for source in sources() if source.name not in READS_TOKENS]
    found = [source.at(call) for source in others for call in calls(source.tree) if _is_jwt(call)]
    found += [
        source.at(node) for source in others for node, name in imported(source.tree) if name.split(".")[0] == "jose"
    ]
    decoders = {
        source.name: {keyword.arg for keyword in call.keywords} for source in sources() if source.name in READS_TOKENS
        for call in calls(source.tree) if _is_jwt(call) and called_name(call) == "decode"
    }  # fmt: skip

    assert found == []
    assert decoders.keys() == READS_TOKENS.keys()
    assert all(names >= {"algorithms", "audience", "issuer", "options"} for names in decoders.values())


def _is_jwt(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return False
    return call.func.value.id in {"jwt", "jws", "jwe"}


def test_routes_are_plain_functions() -> None:
    # An async route that opens our synchronous transaction would stop every other request meanwhile.
    found = [
        source.at(node) for source in sources() if source.room == "routes" for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncFunctionDef) and node.decorator_list
    ]  # fmt: skip

    assert found == []


def test_a_function_fits_on_a_screen() -> None:
    found = [
        f"{source.at(node)} {node.name}: {length}" for source in sources() for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES_MAX
    ]  # fmt: skip

    assert found == []


def test_a_file_is_read_in_one_sitting() -> None:
    assert [f"{source.name}: {source.lines}" for source in sources() if source.lines > FILE_LINES_MAX] == []


def test_every_file_says_what_it_is_for() -> None:
    assert [source.name for source in sources() if not ast.get_docstring(source.tree)] == []


def test_nothing_is_called_utils() -> None:
    found = [
        source.name for source in sources() if source.path.stem in {"utils", "helpers", "common", "misc", "manager"}
    ]

    assert found == []


# ---- tables --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    for module in schema.TABLE_MODULES:
        importlib.import_module(module)
    return dict(schema.metadata().tables)


def _tenants() -> set[str]:
    return {str(cls.__tablename__) for cls in _subclasses(TenantRow) if hasattr(cls, "__table__")}


def _subclasses(cls: type[Any]) -> set[type[Any]]:
    below = set(cls.__subclasses__())
    return below.union(*(_subclasses(each) for each in below)) if below else below


def test_every_row_of_a_school_is_under_the_database_s_own_policy(tables: dict[str, Table]) -> None:
    carrying = {name for name, table in tables.items() if "school_id" in table.columns}

    assert _tenants() - set(constraints.TENANT_TABLES) == set(), "no row-level security on these"
    assert set(constraints.TENANT_TABLES) - carrying == set(), "these have no school_id"
    assert carrying - set(constraints.TENANT_TABLES) - WITHOUT_ONE_SCHOOL.keys() == set(), (
        "say why, or make it a TenantRow"
    )
    assert len(constraints.TENANT_TABLES) == len(set(constraints.TENANT_TABLES))


def test_the_key_of_a_school_s_row_begins_with_the_school(tables: dict[str, Table]) -> None:
    for name in _tenants():
        assert [column.name for column in tables[name].primary_key.columns] == ["school_id", "id"], name


def test_no_foreign_key_can_lead_into_another_school(tables: dict[str, Table]) -> None:
    found = []
    for table in tables.values():
        for key in table.constraints:
            if not isinstance(key, ForeignKeyConstraint) or key.elements[0].column.table.name not in _tenants():
                continue
            source = [column.name for column in key.columns]
            target = [element.column.name for element in key.elements]
            if (source[0], target[0]) != ("school_id", "school_id") and (table.name, source[0]) not in ACROSS_SCHOOLS:
                found.append(f"{table.name}{source}")

    assert found == []


def test_every_id_is_followed_by_a_foreign_key_or_says_why_not(tables: dict[str, Table]) -> None:
    loose = {
        f"{table.name}.{column.name}"
        for table in tables.values()
        for column in table.columns
        if isinstance(column.type, Uuid) and column.name != "id" and not column.foreign_keys
    }

    assert loose - POINTING_FREELY.keys() == set(), "a key within the school, or a reason"
    assert POINTING_FREELY.keys() - loose == set(), "these are followed now: strike them from the list"


def test_every_constraint_and_index_has_a_name(tables: dict[str, Table]) -> None:
    # Refusals are known by the constraint's name, and SQLite loses unnamed ones when a table is rebuilt.
    found = [
        f"{table.name}: {type(constraint).__name__}"
        for table in tables.values() for constraint in table.constraints
        if not (constraint.name and str(constraint.name).startswith(("pk_", "fk_", "uq_", "ck_", "ex_")))
        and not (type(constraint).__name__ == "CheckConstraint" and constraint.name)
    ]  # fmt: skip

    assert found == []


def test_every_table_belongs_to_a_module_that_migrations_know() -> None:
    holding = {
        f"app.{source.module}.tables" for source in sources() if source.room == "tables" and source.module != "db"
    }

    assert holding == set(schema.TABLE_MODULES)


# ---- words -----------------------------------------------------------------------------------------


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_the_search_for_judging_words_finds_them() -> None:
    assert _words("lessonScore") & JUDGING
    assert _words("performance_note") & JUDGING
    assert _words("/staff/{staff_id}/ratings") & JUDGING
    assert not _words("downgrade") & JUDGING
    assert not _words("underscore") & JUDGING


def test_no_column_judges_people(tables: dict[str, Table]) -> None:
    names = {f"{table.name}.{column.name}" for table in tables.values() for column in table.columns}

    assert {name for name in names if _words(name) & JUDGING} == set()


def test_no_field_of_a_body_or_an_answer_judges_people() -> None:
    for module in school_modules():
        if any(source.module == module and source.room == "schemas" for source in sources()):
            importlib.import_module(f"app.{module}.schemas")
    bodies = [cls for cls in _subclasses(BaseModel) if cls.__module__.startswith("app.")]
    fields = {f"{cls.__name__}.{field}" for cls in bodies for field in cls.model_fields}

    assert len(fields) > 200
    assert {name for name in fields if _words(name) & JUDGING} == set()


def test_no_enum_judges_people() -> None:
    for source in sources():
        if source.room == "rules":
            importlib.import_module(_dotted(source))
    names = {
        f"{cls.__name__}.{name}"
        for cls in _subclasses(Enum)
        if cls.__module__.startswith("app.")
        for name in cls.__members__
    }

    assert len(names) > 50
    assert {name for name in names if _words(name) & JUDGING} == set()


def _dotted(source: Source) -> str:
    return source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_no_address_judges_people() -> None:
    names = {f"{route.path} {route.name}" for router in main.ROUTERS for route in router.routes}

    assert {name for name in names if _words(name) & JUDGING} == set()
